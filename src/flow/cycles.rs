//! Loops in which nobody gets a word in: cycles that never wait, and handovers that fail for ever.
//!
//! One walk in depth per question: an edge back to a node of the present path closes a cycle.

use crate::contract::{Finding, Level};
use crate::flow::graph::Graph;
use crate::node::{NodeIndex, Role, cut, status_set};

/// Names one node of each such loop.
pub fn report(graph: &Graph, findings: &mut Vec<Finding>) {
    let endless = Walk::new(graph, |place, way| {
        let waits = graph.parsed(place).is_none_or(|parsed| parsed.outline.waits);
        if waits { None } else { graph.way(place, way) }
    });
    for place in endless.closed_by(|_| true) {
        let id = graph.draft(place).map_or("", |draft| draft.id);
        let message = ["the run comes back to the node `", &cut(id), "` without ever waiting"].concat();
        let help = "Let it wait for input on the way, or go on by Go To in the mode `wait`.";
        findings.push(Finding::new(Level::Warning, "endless_loop", message, help).node(id));
    }
    let retries = Walk::new(graph, |place, way| (way == 0).then(|| after_failure(graph, place)));
    for place in retries.closed_by(|handovers| handovers > 0) {
        let id = graph.draft(place).map_or("", |draft| draft.id);
        let message =
            ["a handover that fails leads back to the node `", &cut(id), "` and is tried again for ever"];
        let help = "Ask the visitor first, or try again only `once`.";
        findings.push(Finding::new(Level::Warning, "retry_loop", message.concat(), help).node(id));
    }
}

/// Where a run goes on for sure when a handover has failed at once.
fn after_failure(graph: &Graph, place: NodeIndex) -> Option<NodeIndex> {
    let draft = graph.draft(place)?;
    let parsed = draft.parsed.as_ref()?;
    match &parsed.outline.role {
        Role::Statuses(sets) => {
            let error = status_set("error");
            let exact = sets.iter().position(|set| *set == error);
            let default = sets.len().checked_sub(1).filter(|_| parsed.kind == "lookup");
            draft.next.get(exact.or(default)?).copied().flatten()
        }
        Role::Handover => graph.successors(place).next(),
        _ if parsed.outline.waits || draft.next.len() > 1 => None,
        _ => graph.successors(place).next(),
    }
}

/// A walk in depth through the whole graph.
struct Walk {
    /// Where an edge led back to, and how many handovers stand on the cycle.
    closed: Vec<(NodeIndex, u32)>,
}

/// A node on the present path.
struct Step {
    place: NodeIndex,
    /// Handovers on the path before this node.
    handovers: u32,
    /// Ways that have been taken.
    taken: usize,
}

#[derive(Clone, Copy, PartialEq)]
enum Visit {
    Never,
    /// It stands on the present path, behind so many handovers.
    Open(u32),
    Done,
}

impl Walk {
    /// Walks; `way` gives the ways out of a node one by one, and where each leads.
    fn new(graph: &Graph, way: impl Fn(NodeIndex, usize) -> Option<Option<NodeIndex>>) -> Self {
        let mut visits = vec![Visit::Never; graph.places().len()];
        let mut closed = Vec::new();
        for root in graph.places().filter(|place| graph.is_reached(*place)) {
            let mut path: Vec<Step> = Vec::new();
            let mut next = Some((root, 0));
            loop {
                if let Some((place, handovers)) = next.take()
                    && let Some(visit) = visits.get_mut(place as usize)
                {
                    match *visit {
                        Visit::Never => {
                            *visit = Visit::Open(handovers);
                            path.push(Step { place, handovers, taken: 0 });
                        }
                        Visit::Open(before) => closed.push((place, handovers.saturating_sub(before))),
                        Visit::Done => {}
                    }
                }
                let Some(step) = path.last_mut() else { break };
                let leads = way(step.place, step.taken);
                step.taken = step.taken.saturating_add(1);
                match leads {
                    Some(target) => {
                        let own = u32::from(matches!(graph.role(step.place), Role::Handover));
                        next = target.map(|target| (target, step.handovers.saturating_add(own)));
                    }
                    None => {
                        if let Some(visit) = visits.get_mut(step.place as usize) {
                            *visit = Visit::Done;
                        }
                        path.pop();
                    }
                }
            }
        }
        Walk { closed }
    }

    /// The nodes at which cycles with a fitting number of handovers close, each once.
    fn closed_by(self, fits: impl Fn(u32) -> bool) -> Vec<NodeIndex> {
        let mut places: Vec<NodeIndex> = self
            .closed
            .into_iter()
            .filter(|(_, handovers)| fits(*handovers))
            .map(|(place, _)| place)
            .collect();
        places.sort_unstable();
        places.dedup();
        places
    }
}
