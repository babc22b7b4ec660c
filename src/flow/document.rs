//! From a document to nodes: its shape, its version, its ids and the data of every node.
//!
//! A part that cannot be read is left out and named; the rest is read all the same.

use crate::contract::{Finding, Level};
use crate::flow::intents::{Intents, mistyped};
use crate::flow::{Flow, FlowNode, Index, VERSION, cycles, edges, graph::Graph, handovers};
use crate::node::nearest::suggestion;
use crate::node::{Data, KINDS, Kind, Node, NodeIndex, Outline, Surroundings, bare, cut, kind, shown};
use crate::provider::Providers;
use crate::value::{Str, Value};

/// A node as the checks see it.
pub struct Draft<'a> {
    /// The document's id.
    pub id: &'a Str,
    /// The kind and what was read; `None` if there is no such kind.
    pub parsed: Option<Parsed>,
    /// The node below each handle.
    pub next: Vec<Option<NodeIndex>>,
    /// Whether an earlier node has the same id.
    pub repeated: bool,
}

/// What a node's data says.
pub struct Parsed {
    /// The `type`.
    pub kind: &'static str,
    /// The handles, unless they are the node's own.
    pub handles: Option<&'static [&'static str]>,
    /// What the node does.
    pub node: Box<dyn Node>,
    /// What the checks of the whole flow want to know.
    pub outline: Outline,
}

/// Reads a document; the flow is there only if nothing essential is missing.
pub fn read(document: &Value, providers: Providers) -> (Option<Flow>, Vec<Finding>) {
    let mut findings = Vec::new();
    if document.as_object().is_none() {
        let message = ["a flow must be an object, not `", &shown(document), "`"].concat();
        let help = "Give it `version`, `name`, `nodes` and `edges`.";
        return (None, vec![Finding::new(Level::Error, "not_an_object", message, help)]);
    }
    check_version(document, &mut findings);
    let name = read_name(document, &mut findings);
    let intents = Intents::read(document.get("intents"), &mut findings);
    let entries = read_entries(document, &mut findings);
    let ids: Vec<&str> = entries.iter().map(|entry| &**entry.id).collect();
    let index = Index::new(&ids);
    let find = |id: &str| index.find(id, |place| ids.get(place as usize).copied().unwrap_or_default());
    let surroundings = Surroundings { index: &find, providers, intents: &intents.names() };
    let mut drafts: Vec<Draft> =
        entries.iter().map(|entry| entry.parse(&surroundings, &mut findings)).collect();
    report_repeats(&mut drafts, &index, &ids, &mut findings);
    let start = find_start(&drafts, &mut findings);
    report_repeated_signals(&drafts, &mut findings);
    edges::connect(document, &mut drafts, &find, &mut findings);
    let graph = Graph::new(&drafts);
    graph.report_unreachable(&mut findings);
    cycles::report(&graph, &mut findings);
    handovers::report(&graph, &mut findings);
    let nodes = drafts.into_iter().map(FlowNode::from_draft).collect::<Option<Vec<_>>>();
    let flow = nodes.zip(start).map(|(nodes, start)| Flow { name, nodes, index, start, intents });
    (flow, findings)
}

impl FlowNode {
    fn from_draft(draft: Draft) -> Option<Self> {
        let parsed = draft.parsed?;
        Some(FlowNode { id: draft.id.clone(), kind: parsed.kind, node: parsed.node, next: draft.next })
    }
}

/// A node of the document that has an id.
struct Entry<'a> {
    id: &'a Str,
    kind: Option<&'static Kind>,
    data: Option<&'a Value>,
}

impl<'a> Entry<'a> {
    fn parse(&self, surroundings: &Surroundings, findings: &mut Vec<Finding>) -> Draft<'a> {
        let Some(kind) = self.kind else {
            return Draft { id: self.id, parsed: None, next: Vec::new(), repeated: false };
        };
        let mut data = Data::new(self.id, self.data, kind.descriptor, surroundings, findings);
        let node = (kind.parse)(&mut data);
        let outline = data.outline;
        let parsed = Parsed { kind: kind.descriptor.kind, handles: kind.descriptor.handles, node, outline };
        Draft { id: self.id, parsed: Some(parsed), next: Vec::new(), repeated: false }
    }
}

fn check_version(document: &Value, findings: &mut Vec<Finding>) {
    let version = document.get("version").unwrap_or(&Value::Undefined);
    if version.as_f64() != Some(f64::from(VERSION)) {
        let message = ["the version `", &shown(version), "` of the flow is not known"].concat();
        findings.push(
            Finding::new(Level::Error, "unknown_version", message, "Set `version` to 1.").field("version"),
        );
    }
}

fn read_name(document: &Value, findings: &mut Vec<Finding>) -> Str {
    match document.get("name") {
        None | Some(Value::Undefined) => Str::default(),
        Some(Value::String(name)) => name.clone(),
        Some(other) => {
            findings.push(mistyped("name", "a string", other));
            Str::default()
        }
    }
}

fn read_entries<'a>(document: &'a Value, findings: &mut Vec<Finding>) -> Vec<Entry<'a>> {
    let nodes = document.get("nodes").unwrap_or(&Value::Undefined);
    let Some(items) = nodes.as_array() else {
        findings.push(mistyped("nodes", "an array", nodes));
        return Vec::new();
    };
    let mut entries = Vec::with_capacity(items.len());
    for (at, item) in items.iter().enumerate() {
        match item.get("id") {
            Some(Value::String(id)) if !id.is_empty() => entries.push(read_entry(id, item, findings)),
            _ => {
                let message = ["the node `", &shown(item), "` has no `id`"].concat();
                let path = ["nodes.", &at.to_string(), ".id"].concat();
                let help = "Give every node a text of its own as `id`.";
                findings.push(Finding::new(Level::Error, "missing_id", message, help).field(&path));
            }
        }
    }
    entries
}

fn read_entry<'a>(id: &'a Str, item: &'a Value, findings: &mut Vec<Finding>) -> Entry<'a> {
    let name = item.get("type").unwrap_or(&Value::Undefined);
    let kind = name.as_str().and_then(kind);
    if kind.is_none() {
        let message = ["there is no kind of node called `", &bare(name), "`"].concat();
        let known: Vec<&str> = KINDS.iter().map(|kind| kind.descriptor.kind).collect();
        let otherwise = "Choose one of the kinds that `nodeKinds()` lists.";
        let help = suggestion(name.as_str().unwrap_or_default(), &known, otherwise);
        findings.push(Finding::new(Level::Error, "unknown_kind", message, &help).node(id).field("type"));
    }
    let position = item.get("position").filter(|position| !position.is_nullish());
    if let Some(position) = position {
        let finite = |axis| position.get(axis).and_then(Value::as_f64).is_some_and(f64::is_finite);
        if !(finite("x") && finite("y")) {
            findings.push(mistyped("position", "an object of the numbers `x` and `y`", position).node(id));
        }
    }
    Entry { id, kind, data: item.get("data") }
}

fn report_repeats(drafts: &mut [Draft], index: &Index, ids: &[&str], findings: &mut Vec<Finding>) {
    for place in index.repeats(ids) {
        let Some(draft) = drafts.get_mut(place as usize) else { continue };
        draft.repeated = true;
        let message = ["two nodes have the id `", &cut(draft.id), "`"].concat();
        let help = "Give every node an id of its own.";
        findings.push(Finding::new(Level::Error, "duplicate_id", message, help).node(draft.id));
    }
}

fn find_start(drafts: &[Draft], findings: &mut Vec<Finding>) -> Option<NodeIndex> {
    let is_start = |draft: &Draft| draft.parsed.as_ref().is_some_and(|parsed| parsed.kind == "start");
    let mut starts = (0..).zip(drafts).filter(|(_, draft)| is_start(draft));
    let first = starts.next();
    if first.is_none() {
        let message = "the flow has no start node".into();
        let help = "Add a node of the kind `start`.";
        findings.push(Finding::new(Level::Error, "no_start", message, help));
    }
    for (_, draft) in starts {
        let message = ["the flow has another start node, `", &cut(draft.id), "`"].concat();
        let help = "Keep one start node.";
        findings.push(Finding::new(Level::Error, "several_starts", message, help).node(draft.id));
    }
    first.map(|(place, _)| place)
}

fn report_repeated_signals(drafts: &[Draft], findings: &mut Vec<Finding>) {
    let mut seen: Vec<&str> = Vec::new();
    for draft in drafts {
        let Some(source) = draft.parsed.as_ref().and_then(|parsed| parsed.node.signal_source()) else {
            continue;
        };
        if seen.contains(&source) {
            let message =
                ["a signal node for `", source, "` stands before this one, which never runs"].concat();
            let help = "Choose another source or take one of the two out.";
            let finding = Finding::new(Level::Warning, "repeated_signal", message, help);
            findings.push(finding.node(draft.id).field("source"));
        } else {
            seen.push(source);
        }
    }
}
