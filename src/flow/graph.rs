//! The flow as a graph: which node can follow which, and which nodes are reached at all.
//!
//! Walks keep their own stack, so that a flow may be as deep as it likes.

use crate::contract::{Finding, Level};
use crate::flow::document::{Draft, Parsed};
use crate::node::{NodeIndex, Role, cut};

/// Nodes and what follows them.
pub struct Graph<'a> {
    drafts: &'a [Draft<'a>],
    reached: Vec<bool>,
}

impl<'a> Graph<'a> {
    /// Finds out which nodes are reached.
    pub fn new(drafts: &'a [Draft<'a>]) -> Self {
        let mut graph = Graph { drafts, reached: vec![false; drafts.len()] };
        let mut stack: Vec<NodeIndex> = graph.places().filter(|place| graph.is_root(*place)).collect();
        while let Some(place) = stack.pop() {
            if let Some(reached @ false) = graph.reached.get_mut(place as usize) {
                *reached = true;
                stack.extend(graph.successors(place));
            }
        }
        graph
    }

    /// The places of all nodes.
    pub fn places(&self) -> std::ops::Range<NodeIndex> {
        0..self.drafts.len() as NodeIndex
    }

    /// The node at a place.
    pub fn draft(&self, place: NodeIndex) -> Option<&'a Draft<'a>> {
        self.drafts.get(place as usize)
    }

    /// What was read at a place.
    pub fn parsed(&self, place: NodeIndex) -> Option<&'a Parsed> {
        self.draft(place)?.parsed.as_ref()
    }

    /// What the node at a place has to do with handovers.
    pub fn role(&self, place: NodeIndex) -> &'a Role {
        self.parsed(place).map_or(&Role::None, |parsed| &parsed.outline.role)
    }

    /// Whether any run can reach the node.
    pub fn is_reached(&self, place: NodeIndex) -> bool {
        self.reached.get(place as usize).copied().unwrap_or_default()
    }

    /// The nodes that can come next.
    pub fn successors(&self, place: NodeIndex) -> impl Iterator<Item = NodeIndex> + use<'a> {
        let below = self.draft(place).map(|draft| &*draft.next).unwrap_or_default();
        let jump = self.parsed(place).and_then(|parsed| parsed.outline.jump);
        below.iter().copied().flatten().chain(jump)
    }

    /// The ways out of a node one by one, and where each leads if anywhere; `None` after the last.
    pub fn way(&self, place: NodeIndex, way: usize) -> Option<Option<NodeIndex>> {
        let below = &self.draft(place)?.next;
        match below.get(way) {
            Some(target) => Some(*target),
            None if way == below.len() => Some(self.parsed(place)?.outline.jump),
            None => None,
        }
    }

    /// Names the nodes that no run can reach; without a start node that says nothing.
    pub fn report_unreachable(&self, findings: &mut Vec<Finding>) {
        let has_start =
            self.places().any(|place| self.parsed(place).is_some_and(|parsed| parsed.kind == "start"));
        for place in self.places().filter(|place| has_start && !self.is_reached(*place)) {
            let Some(draft) = self.draft(place).filter(|draft| !draft.repeated) else { continue };
            let message = ["no run reaches the node `", &cut(draft.id), "`"].concat();
            let help = "Connect it or take it out.";
            findings.push(Finding::new(Level::Warning, "unreachable_node", message, help).node(draft.id));
        }
    }

    fn is_root(&self, place: NodeIndex) -> bool {
        let root = |parsed: &Parsed| parsed.kind == "start" || parsed.node.signal_source().is_some();
        self.parsed(place).is_some_and(root)
    }
}
