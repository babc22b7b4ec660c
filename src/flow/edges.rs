//! From a document's edges to the node below each handle.
//!
//! An edge without a source handle leaves by the only handle of its node. Target handles mean
//! nothing: a node has one way in.

use crate::contract::{Finding, Level};
use crate::flow::document::Draft;
use crate::flow::index::head;
use crate::flow::intents::mistyped;
use crate::node::nearest::suggestion;
use crate::node::{NodeIndex, bare, cut, shown};
use crate::value::{Str, Value};

/// Connects the nodes.
pub fn connect(
    document: &Value,
    drafts: &mut [Draft],
    find: &dyn Fn(&str) -> Option<NodeIndex>,
    findings: &mut Vec<Finding>,
) {
    let edges = document.get("edges").unwrap_or(&Value::Undefined);
    let Some(items) = edges.as_array() else {
        findings.push(mistyped("edges", "an array", edges));
        return;
    };
    let handles: Vec<Handles> = drafts.iter_mut().map(Handles::of).collect();
    let mut ids = Vec::with_capacity(items.len());
    for (at, item) in items.iter().enumerate() {
        match item.get("id") {
            Some(Value::String(id)) if !id.is_empty() => {
                ids.push((head(id), &**id));
                let edge = Edge { id, item };
                if let Err(finding) = edge.connect(drafts, &handles, find) {
                    findings.push(finding.edge(id));
                }
            }
            _ => {
                let message = ["the edge `", &shown(item), "` has no `id`"].concat();
                let path = ["edges.", &at.to_string(), ".id"].concat();
                let help = "Give every edge a text of its own as `id`.";
                findings.push(Finding::new(Level::Error, "missing_id", message, help).field(&path));
            }
        }
    }
    ids.sort_unstable();
    for pair in ids.windows(2) {
        if let [before, (_, id)] = pair
            && before.1 == *id
        {
            let message = ["two edges have the id `", &cut(id), "`"].concat();
            let help = "Give every edge an id of its own.";
            findings.push(Finding::new(Level::Error, "duplicate_id", message, help).edge(id));
        }
    }
}

struct Edge<'a> {
    id: &'a Str,
    item: &'a Value,
}

impl Edge<'_> {
    fn connect(
        &self,
        drafts: &mut [Draft],
        handles: &[Handles],
        find: &dyn Fn(&str) -> Option<NodeIndex>,
    ) -> Result<(), Finding> {
        let source = self.end("source", find)?;
        let target = self.end("target", find)?;
        let (Some(draft), Some(handles)) = (drafts.get_mut(source as usize), handles.get(source as usize))
        else {
            return Ok(());
        };
        if draft.parsed.is_none() {
            draft.next.push(Some(target));
            return Ok(());
        }
        let handle = self.item.get("sourceHandle").unwrap_or(&Value::Null);
        let Some(place) = handles.find(handle) else {
            return Err(self.unknown_handle(draft.id, handle, handles));
        };
        match draft.next.get_mut(place) {
            Some(slot @ None) => {
                *slot = Some(target);
                Ok(())
            }
            _ => {
                let message = [
                    "a second edge, `",
                    &cut(self.id),
                    "`, leaves the node `",
                    &cut(draft.id),
                    "` by the handle `",
                    handle.as_str().unwrap_or("next"),
                    "`",
                ];
                let help = "Take one of the two out: a run can go only one way.";
                Err(Finding::new(Level::Error, "handle_taken", message.concat(), help).node(draft.id))
            }
        }
    }

    fn end(&self, key: &str, find: &dyn Fn(&str) -> Option<NodeIndex>) -> Result<NodeIndex, Finding> {
        let value = self.item.get(key).unwrap_or(&Value::Undefined);
        value.as_str().and_then(find).ok_or_else(|| {
            let (code, message) = if key == "source" {
                ("unknown_source", ["the edge comes from `", &bare(value), "`, which is no node"])
            } else {
                ("unknown_target", ["the edge leads to `", &bare(value), "`, which is no node"])
            };
            let help = "Connect it to a node of this flow or take it out.";
            Finding::new(Level::Error, code, message.concat(), help).field(key)
        })
    }

    fn unknown_handle(&self, node: &str, handle: &Value, handles: &Handles) -> Finding {
        let message = if is_unnamed(handle) {
            ["the edge does not say by which handle it leaves the node `", &cut(node), "`"].concat()
        } else {
            ["the node `", &cut(node), "` has no handle `", &bare(handle), "`"].concat()
        };
        let known = handles.names();
        let few = known.get(..9).unwrap_or(&known);
        let otherwise = match few {
            [] => "Take it out: this node has no handles.".into(),
            _ => ["Set `sourceHandle` to one of `", &few.join("`, `"), "`."].concat(),
        };
        let help = suggestion(handle.as_str().unwrap_or_default(), &known, &otherwise);
        Finding::new(Level::Error, "unknown_handle", message, &help).node(node).field("sourceHandle")
    }
}

/// The handles of a node.
enum Handles {
    /// Those of its kind.
    Fixed(&'static [&'static str]),
    /// Its own, sorted by name, with their places.
    Own(Vec<(Str, usize)>),
}

impl Handles {
    fn of(draft: &mut Draft) -> Self {
        let Some(parsed) = &draft.parsed else { return Handles::Fixed(&[]) };
        let handles = match parsed.handles {
            Some(fixed) => Handles::Fixed(fixed),
            None => {
                let mut own: Vec<(Str, usize)> = parsed.node.handles().into_iter().zip(0..).collect();
                own.sort_unstable();
                Handles::Own(own)
            }
        };
        draft.next = vec![None; handles.len()];
        handles
    }

    fn len(&self) -> usize {
        match self {
            Handles::Fixed(names) => names.len(),
            Handles::Own(own) => own.len(),
        }
    }

    fn find(&self, handle: &Value) -> Option<usize> {
        if is_unnamed(handle) {
            return (self.len() == 1).then_some(0);
        }
        let name = handle.as_str()?;
        match self {
            Handles::Fixed(names) => names.iter().position(|known| *known == name),
            Handles::Own(own) => {
                let at = own.binary_search_by(|(known, _)| (**known).cmp(name)).ok()?;
                own.get(at).map(|(_, place)| *place)
            }
        }
    }

    fn names(&self) -> Vec<&str> {
        match self {
            Handles::Fixed(names) => names.to_vec(),
            Handles::Own(own) => own.iter().map(|(name, _)| &**name).collect(),
        }
    }
}

fn is_unnamed(handle: &Value) -> bool {
    handle.is_nullish() || handle.as_str() == Some("")
}
