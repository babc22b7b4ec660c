//! The kinds of nodes: what each looks like in an editor, how its data is read, what it does.
//!
//! A kind is one file with a descriptor, a parser and a [`Node`]; this file only lists them. Nodes
//! know nothing of each other, of time and of providers' protocols.

mod answer;
mod check_agent_availability;
mod close_handover;
mod data;
mod end_session;
mod go_to;
mod handover_to_agent;
mod r#if;
mod lookup;
pub(crate) mod nearest;
mod once;
mod question;
mod run;
mod say;
mod set_context;
mod set_handover_inactivity;
mod signal;
mod start;
mod wait_for_input;
pub(crate) mod words;

pub use data::{Data, Surroundings, bare, cut, is_blank, shown};
pub use handover_to_agent::{FlowContinuation, HandoverToAgent, TranscriptScope};
pub use run::{AvailabilityQuestion, Next, Node, NodeIndex, Run, Utterance};

use crate::descriptor::NodeDescriptor;
use crate::value::{Str, Value};

/// One kind of node.
pub struct Kind {
    /// What an editor shows.
    pub descriptor: &'static NodeDescriptor,
    /// Reads the data of a node; what is wrong with it goes to the findings.
    pub parse: fn(&mut Data) -> Box<dyn Node>,
}

/// All kinds, in the order of a palette.
pub static KINDS: &[Kind] = &[
    Kind { descriptor: &start::DESCRIPTOR, parse: start::parse },
    Kind { descriptor: &say::DESCRIPTOR, parse: say::parse },
    Kind { descriptor: &question::DESCRIPTOR, parse: question::parse },
    Kind { descriptor: &wait_for_input::DESCRIPTOR, parse: wait_for_input::parse },
    Kind { descriptor: &r#if::DESCRIPTOR, parse: r#if::parse },
    Kind { descriptor: &lookup::DESCRIPTOR, parse: lookup::parse },
    Kind { descriptor: &once::DESCRIPTOR, parse: once::parse },
    Kind { descriptor: &go_to::DESCRIPTOR, parse: go_to::parse },
    Kind { descriptor: &set_context::DESCRIPTOR, parse: set_context::parse },
    Kind { descriptor: &handover_to_agent::DESCRIPTOR, parse: handover_to_agent::parse },
    Kind { descriptor: &check_agent_availability::DESCRIPTOR, parse: check_agent_availability::parse },
    Kind { descriptor: &set_handover_inactivity::DESCRIPTOR, parse: set_handover_inactivity::parse },
    Kind { descriptor: &close_handover::DESCRIPTOR, parse: close_handover::parse },
    Kind { descriptor: &end_session::DESCRIPTOR, parse: end_session::parse },
    Kind { descriptor: &signal::DESCRIPTOR, parse: signal::parse },
];

/// The kind of this `type`.
pub fn kind(name: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.descriptor.kind == name)
}

/// The descriptors of all kinds, as an editor reads them.
pub fn kinds() -> Vec<Value> {
    KINDS.iter().map(|kind| kind.descriptor.to_value()).collect()
}

/// What the checks of the whole flow want to know of a node.
#[derive(Debug, Default)]
pub struct Outline {
    /// Whether a run that reaches the node waits there for the visitor or for a handover.
    pub waits: bool,
    /// The node at which the run goes on without an edge.
    pub jump: Option<NodeIndex>,
    /// What the node has to do with handovers.
    pub role: Role,
}

/// What a node has to do with handovers.
#[derive(Debug, Default)]
pub enum Role {
    /// Nothing.
    #[default]
    None,
    /// It asks for one.
    Handover,
    /// It branches by the status: the statuses that each handle stands for.
    Statuses(Vec<Statuses>),
    /// It starts the inactivity timer.
    Inactivity,
    /// It ends one.
    Close,
    /// It may end the conversation.
    End,
}

/// A set of statuses, by their places in [`STATUSES`].
pub type Statuses = u16;

/// Every status that `input.handover.status` can have.
pub const STATUSES: [&str; 10] = [
    "requested",
    "queue",
    "active",
    "completed",
    "cancelled",
    "error",
    "timedOut",
    "agentInject",
    "genericHandoverUpdate",
    "handoverAlreadyInProgress",
];

/// The set of this one status; empty if it is none.
pub fn status_set(status: &str) -> Statuses {
    let place = STATUSES.iter().position(|known| *known == status);
    place.map_or(0, |place| 1_u16.checked_shl(place as u32).unwrap_or_default())
}

/// The one handle of most kinds.
const NEXT: &[&str] = &["next"];

/// Handles whose names never change.
fn named(handles: &[&str]) -> Vec<Str> {
    handles.iter().map(|handle| (*handle).into()).collect()
}
