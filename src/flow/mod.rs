//! A flow document, read once: what is wrong with it, or a flow that is sound.
//!
//! A [`Flow`] cannot be made from a document with an error in it, and nothing is checked again
//! afterwards. Reading takes time in proportion to the document, never follows its graph by
//! recursion, and always gives every finding. What canvases add to nodes and edges is passed over.

mod cycles;
mod document;
mod edges;
mod graph;
mod handovers;
mod index;
mod intents;

use crate::contract::{Finding, Level};
use crate::node::{HandoverToAgent, Node, NodeIndex};
use crate::provider::Providers;
use crate::value::{Str, Value};
use index::Index;
use intents::Intents;

/// The version of flow documents that is read here.
pub const VERSION: u32 = 1;

/// Every finding about a document.
pub fn check(document: &Value, providers: Providers) -> Vec<Finding> {
    document::read(document, providers).1
}

/// A sound flow.
pub struct Flow {
    name: Str,
    nodes: Vec<FlowNode>,
    index: Index,
    start: NodeIndex,
    intents: Intents,
}

/// One node of a flow.
pub struct FlowNode {
    /// The document's id.
    pub id: Str,
    /// The `type`.
    pub kind: &'static str,
    /// What it does.
    pub node: Box<dyn Node>,
    /// The node below each handle.
    pub next: Vec<Option<NodeIndex>>,
}

impl Flow {
    /// Reads a document; every finding if there is an error among them.
    pub fn parse(document: &Value, providers: Providers) -> Result<Flow, Vec<Finding>> {
        let (flow, findings) = document::read(document, providers);
        let sound = findings.iter().all(|finding| finding.level != Level::Error);
        flow.filter(|_| sound).ok_or(findings)
    }

    /// The flow's name.
    pub fn name(&self) -> &Str {
        &self.name
    }

    /// All nodes, in the document's order.
    pub fn nodes(&self) -> &[FlowNode] {
        &self.nodes
    }

    /// The node at a place.
    pub fn node(&self, place: NodeIndex) -> Option<&FlowNode> {
        self.nodes.get(place as usize)
    }

    /// The place of the node with this id.
    pub fn index(&self, id: &str) -> Option<NodeIndex> {
        self.index.find(id, |place| self.node(place).map_or("", |node| &node.id))
    }

    /// Where a conversation begins.
    pub fn start(&self) -> NodeIndex {
        self.start
    }

    /// The node below a handle.
    pub fn target(&self, node: NodeIndex, handle: usize) -> Option<NodeIndex> {
        self.node(node)?.next.get(handle).copied().flatten()
    }

    /// Whether the flow runs as soon as a conversation is opened.
    pub fn greets(&self) -> bool {
        self.node(self.start).is_some_and(|start| start.node.greets())
    }

    /// The settings of the Handover to Agent node with this id.
    pub fn handover(&self, id: &str) -> Option<&HandoverToAgent> {
        self.node(self.index(id)?)?.node.handover()
    }

    /// Where a run begins for a signal of this platform.
    pub fn signal(&self, source: &str) -> Option<NodeIndex> {
        let place = |wanted: &str| {
            let place = self.nodes.iter().position(|node| node.node.signal_source() == Some(wanted));
            place.map(|place| place as NodeIndex)
        };
        place(source).or_else(|| place("any"))
    }

    /// The flow's own intent whose longest phrase stands in the text as whole words, whatever the
    /// letter case and the punctuation.
    pub fn intent(&self, text: &str) -> Option<&str> {
        self.intents.find(text)
    }
}
