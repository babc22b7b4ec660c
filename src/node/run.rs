//! What a node may ask of the conversation that runs through it, and where it sends the run.
//!
//! The engine implements [`Run`]; nodes know nothing of time, logs, providers or sequence numbers.

use crate::contract::{Audience, PhoneGatewayTransfer, QuickReply, SipTransfer, Status};
use crate::script::{JsonTemplate, Scope, Template};
use crate::value::{Object, Str, Value};

/// The place of a node in [`crate::flow::Flow`].
pub type NodeIndex = u32;

/// What a node does when a run reaches it.
pub trait Node: Send + Sync {
    /// The names of the outgoing handles, in the order of [`Next::Handle`].
    fn handles(&self) -> Vec<Str>;

    /// Does the node's work and says where the run goes on.
    fn run(&self, run: &mut dyn Run) -> Next;

    /// The settings, if this is a Handover to Agent node.
    fn handover(&self) -> Option<&crate::node::HandoverToAgent> {
        None
    }

    /// The platform whose signals start here, if this is a signal node; "any" for all.
    fn signal_source(&self) -> Option<&'static str> {
        None
    }

    /// Whether a `start` input runs the flow, if this is the start node.
    fn greets(&self) -> bool {
        false
    }
}

/// Where a run goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// At the node below the handle of this number; without one there the run is over.
    Handle(usize),
    /// At this node, by a jump that counts against the limit of jumps.
    Jump(NodeIndex),
    /// Nowhere: the next message comes back to this node, with [`Run::resumed`] true.
    WaitHere,
    /// Nowhere: the next message starts below the handle of this number.
    WaitBelow(usize),
    /// Nowhere: the next message starts at this node.
    WaitAt(NodeIndex),
    /// Nowhere: the handover or the provider's answer decides.
    Pause,
    /// Nowhere: the conversation is over.
    End,
}

/// The conversation, as a node sees it.
pub trait Run {
    /// What expressions and templates of this run see.
    fn scope(&self) -> Scope<'_>;

    /// The text of a template; one without expressions costs nothing.
    fn text(&self, template: &Template) -> Str {
        match template.literal() {
            Some(literal) => literal.into(),
            None => template.render(&self.scope()).into(),
        }
    }

    /// The value of a template; one without expressions costs nothing.
    fn json(&self, template: &JsonTemplate) -> Value {
        match template.literal() {
            Some(literal) => literal.clone(),
            None => template.render(&self.scope()),
        }
    }

    /// What `input.handover.status` is, if there has been a handover.
    fn status(&self) -> Option<Status>;

    /// True when this node waited and what it waited for has come.
    fn resumed(&self) -> bool;

    /// A number that the conversation keeps for this node, 0 at first.
    fn memory(&mut self) -> &mut u32;

    /// Sets a path of the context such as `user.name`; what is in the way is replaced.
    fn set_context(&mut self, path: &str, value: Value);

    /// Sets a field of `input` for this run and those that follow.
    fn set_input(&mut self, key: &str, value: Value);

    /// Says something as the bot.
    fn say(&mut self, utterance: Utterance);

    /// Requests the handover of this node and says where the run goes on.
    fn request_handover(&mut self) -> Next;

    /// Asks a provider how many agents there are; the answer resumes this node.
    fn ask_availability(&mut self, question: AvailabilityQuestion) -> Next;

    /// The provider's answer, once it has come: how many agents, or what went wrong.
    fn availability(&mut self) -> Result<u32, Str>;

    /// Starts the inactivity timer, if a handover is queued or active.
    fn set_inactivity(&mut self, minutes: f64);

    /// Ends the handover as completed; with `at_provider` on both sides.
    fn close_handover(&mut self, at_provider: bool);

    /// Hands a call over.
    fn transfer(&mut self, phone_gateway_transfer: Option<PhoneGatewayTransfer>, sip: Option<SipTransfer>);

    /// Ends the conversation.
    fn end_session(&mut self, reason: &str);

    /// Reports that something in the flow went wrong at this node.
    fn fault(&mut self, code: &'static str, message: String);
}

/// What the bot says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Utterance {
    /// The text; an utterance without text, data and buttons is not said.
    pub text: Option<Str>,
    /// What comes along.
    pub data: Option<Object>,
    /// Buttons.
    pub quick_replies: Vec<QuickReply>,
    /// Who reads it while a human owns the conversation; otherwise the visitor does.
    pub destination: Option<Audience>,
}

/// What Check Agent Availability asks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AvailabilityQuestion {
    /// The provider's name; the first one configured if empty.
    pub provider: Str,
    /// What an agent has to know.
    pub skills: Vec<Str>,
    /// What an agent has to speak.
    pub languages: Vec<Str>,
    /// The inbox, for providers that have them.
    pub inbox: Option<Str>,
}
