//! What a handover needs below it: a branch for every status it can have, and a way out of silence.
//!
//! What lies below a handover reaches to the next handover. Facts travel backwards and forwards
//! along the edges as bits until nothing changes, so the cost grows with the flow and not with the
//! number of its handovers.

use crate::contract::{Finding, Level};
use crate::flow::graph::Graph;
use crate::node::{HandoverToAgent, NodeIndex, Role, Statuses, cut, status_set};

/// Statuses in the low half, facts about ways out above.
type Facts = u32;

/// A Close Handover or an End Session can be reached.
const EXIT: Facts = 1 << 16;
/// It lies below a handover.
const BELOW: Facts = 1 << 17;
/// It lies below a handover that runs the flow before its end.
const BELOW_EVENTS: Facts = 1 << 18;
/// It lies below a handover that has no way out of silence.
const BELOW_NO_EXIT: Facts = 1 << 19;

/// Names what is missing.
pub fn report(graph: &Graph, findings: &mut Vec<Finding>) {
    let handovers: Vec<NodeIndex> = graph.places().filter(|place| is_handover(graph, *place)).collect();
    let ahead = look_ahead(graph);
    let below = |place| {
        let after = graph.successors(place).map(|next| ahead.get(next as usize).copied().unwrap_or_default());
        after.fold(0, |facts, more| facts | more)
    };
    for place in handovers.iter().copied().filter(|place| graph.is_reached(*place)) {
        report_branches(graph, place, below(place), findings);
    }
    let seeds = handovers.iter().filter_map(|place| {
        let handover = graph.parsed(*place)?.node.handover()?;
        let events = if handover.send_queue_event || handover.send_active_event { BELOW_EVENTS } else { 0 };
        let exit = if below(*place) & EXIT == 0 { BELOW_NO_EXIT } else { 0 };
        Some((*place, BELOW | events | exit))
    });
    report_timers(graph, &look_back(graph, seeds), findings);
}

fn is_handover(graph: &Graph, place: NodeIndex) -> bool {
    matches!(graph.role(place), Role::Handover)
}

/// For every node, what can be reached from it before the next handover.
fn look_ahead(graph: &Graph) -> Vec<Facts> {
    let sources = graph.places().filter(|place| !is_handover(graph, *place));
    let mut edges: Vec<(NodeIndex, NodeIndex)> =
        sources.flat_map(|place| graph.successors(place).map(move |next| (next, place))).collect();
    edges.sort_unstable();
    let mut facts: Vec<Facts> = graph.places().map(|place| own_facts(graph, place)).collect();
    let mut changed: Vec<NodeIndex> = graph.places().collect();
    while let Some(place) = changed.pop() {
        let known = facts.get(place as usize).copied().unwrap_or_default();
        let from = edges.partition_point(|(next, _)| *next < place);
        let before = edges.get(from..).unwrap_or_default();
        for (_, earlier) in before.iter().take_while(|(next, _)| *next == place) {
            learn(&mut facts, *earlier, known, &mut changed);
        }
    }
    facts
}

/// For every node, which handovers it lies below.
fn look_back(graph: &Graph, seeds: impl Iterator<Item = (NodeIndex, Facts)>) -> Vec<Facts> {
    let mut facts: Vec<Facts> = vec![0; graph.places().len()];
    let mut changed: Vec<NodeIndex> = Vec::new();
    for (place, seed) in seeds {
        for next in graph.successors(place) {
            learn(&mut facts, next, seed, &mut changed);
        }
    }
    while let Some(place) = changed.pop() {
        let known = facts.get(place as usize).copied().unwrap_or_default();
        if !is_handover(graph, place) {
            for next in graph.successors(place) {
                learn(&mut facts, next, known, &mut changed);
            }
        }
    }
    facts
}

fn learn(facts: &mut [Facts], place: NodeIndex, news: Facts, changed: &mut Vec<NodeIndex>) {
    if let Some(known) = facts.get_mut(place as usize)
        && *known | news != *known
    {
        *known |= news;
        changed.push(place);
    }
}

fn own_facts(graph: &Graph, place: NodeIndex) -> Facts {
    match graph.role(place) {
        Role::Statuses(sets) => {
            let next = graph.draft(place).map(|draft| &*draft.next).unwrap_or_default();
            let connected = sets.iter().zip(next).filter(|(_, next)| next.is_some());
            connected.fold(0, |facts, (set, _)| facts | Facts::from(*set))
        }
        Role::Close | Role::End => EXIT,
        Role::None | Role::Handover | Role::Inactivity => 0,
    }
}

/// The statuses a handover can have, with the code of the finding and why it can have them.
type Need = (&'static str, &'static str, &'static str, fn(&HandoverToAgent) -> bool);

const NEEDS: [Need; 5] = [
    ("error", "no_branch_for_error", "when nobody can be reached", |_| true),
    ("cancelled", "no_branch_for_cancelled", "when the visitor calls it off", |handover| {
        !(handover.cancel_intent.is_blank() && handover.cancel_button_text.is_blank())
    }),
    ("timedOut", "no_branch_for_timed_out", "when nobody comes in time", |handover| {
        handover.queue_timeout.is_some()
    }),
    ("queue", "no_branch_for_queue", "when the visitor is queued", |handover| handover.send_queue_event),
    ("active", "no_branch_for_active", "when the agent begins to speak", |handover| {
        handover.send_active_event
    }),
];

fn report_branches(graph: &Graph, place: NodeIndex, below: Facts, findings: &mut Vec<Finding>) {
    let Some(draft) = graph.draft(place) else { return };
    let Some(handover) = draft.parsed.as_ref().and_then(|parsed| parsed.node.handover()) else { return };
    for (status, code, when, needed) in NEEDS {
        let handled = below & Facts::from(status_set(status) as Statuses) != 0;
        if needed(handover) && !handled {
            let message = [
                "below the handover `",
                &cut(draft.id),
                "` nothing branches for the status `",
                status,
                "`, which it has ",
                when,
            ];
            let help =
                ["Below it, connect a case `", status, "` or the default of a Lookup by Handover Status."];
            findings
                .push(Finding::new(Level::Warning, code, message.concat(), &help.concat()).node(draft.id));
        }
    }
}

fn report_timers(graph: &Graph, below: &[Facts], findings: &mut Vec<Finding>) {
    for place in graph.places().filter(|place| graph.is_reached(*place)) {
        let facts = below.get(place as usize).copied().unwrap_or_default();
        let has = |fact| facts & fact != 0;
        let (code, message, help) = match graph.role(place) {
            Role::Inactivity if !has(BELOW) => (
                "inactivity_outside_handover",
                "starts no timer, because no handover is under way where it stands",
                "Put it below a Handover to Agent that sends the queue or the active event.",
            ),
            Role::Inactivity if !has(BELOW_EVENTS) => (
                "inactivity_too_late",
                "is reached only when the handover is over, and starts no timer",
                "Switch on Send Queue Event or Send Active Event at the handover above it.",
            ),
            Role::Inactivity if has(BELOW_NO_EXIT) => (
                "inactivity_without_exit",
                "starts a timer, but a visitor who stays silent keeps the agent for ever",
                "Below the handover, lead to Close Handover when `input.handover.inactivityCount` is high.",
            ),
            Role::Close if !has(BELOW) => (
                "close_outside_handover",
                "closes nothing, because no handover is under way where it stands",
                "Put it below a Handover to Agent.",
            ),
            _ => continue,
        };
        let id = graph.draft(place).map_or("", |draft| draft.id);
        let message = ["the node `", &cut(id), "` ", message].concat();
        findings.push(Finding::new(Level::Warning, code, message, help).node(id));
    }
}
