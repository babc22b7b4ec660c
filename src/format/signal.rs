//! A request for a human by another bot platform, recognised by its shape.
//!
//! Asks each platform's file in turn and knows no field itself. A payload that none of them
//! recognises is no signal and no error.

use crate::contract::{PhoneGatewayTransfer, SipTransfer};
use crate::format::lenient::{empty, object};
use crate::format::{agent_studio, bot_framework, dialogflow};
use crate::value::{Object, Str, Value};

/// The platform that a signal came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Dialogflow CX.
    DialogflowCx,
    /// Dialogflow ES.
    DialogflowEs,
    /// CX Agent Studio.
    AgentStudio,
    /// Bot Framework.
    BotFramework,
}

impl Source {
    /// The text that stands for it in `input.signal` and in signal nodes.
    pub const fn as_str(self) -> &'static str {
        match self {
            Source::DialogflowCx => "dialogflowCx",
            Source::DialogflowEs => "dialogflowEs",
            Source::AgentStudio => "agentStudio",
            Source::BotFramework => "botFramework",
        }
    }
}

/// What another platform's payload asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct Signal {
    /// Who asks.
    pub source: Source,
    /// Why, in the platform's words.
    pub reason: Option<Str>,
    /// What the platform's designer sends along with the handover, an object.
    pub metadata: Value,
    /// What else the platform knows, an object: session parameters, the tool's `params`, a transcript.
    pub params: Value,
    /// What is said to the visitor before anything else.
    pub escalation_message: Option<Str>,
    /// Where a call is transferred to.
    pub phone_gateway_transfer: Option<PhoneGatewayTransfer>,
    /// How.
    pub sip: Option<SipTransfer>,
    /// Whether a human is asked for. Without it the platform only ends its session: the flow's
    /// signal node does not run.
    pub handoff: bool,
    /// Whether the conversation ends, after the message and the transfer.
    pub end_session: bool,
    /// One sentence for each part that was refused.
    pub refused: Vec<String>,
}

impl Signal {
    /// A request for a human that brings nothing along.
    pub(super) fn new(source: Source) -> Self {
        Signal {
            source,
            reason: None,
            metadata: empty(),
            params: empty(),
            escalation_message: None,
            phone_gateway_transfer: None,
            sip: None,
            handoff: true,
            end_session: false,
            refused: Vec::new(),
        }
    }

    /// The platform ends its session and asks for nobody.
    pub(super) fn end(source: Source) -> Self {
        Signal { handoff: false, end_session: true, ..Signal::new(source) }
    }

    /// An object that the platform sent under `name`; one that nests too deep is refused.
    pub(super) fn take(&mut self, name: &str, value: Option<&Value>) -> Value {
        let Some(value) = value else { return empty() };
        object(value).unwrap_or_else(|| {
            self.refused.push(["`", name, "` is not an object or nests too deep"].concat());
            empty()
        })
    }

    /// What the flow sees as `input.signal`.
    pub fn to_input(&self) -> Value {
        let mut input = Object::new();
        input.insert("source", self.source.as_str());
        input.insert("reason", self.reason.clone());
        input.insert("metadata", self.metadata.clone());
        input.insert("params", self.params.clone());
        input.into()
    }
}

/// Recognises the signal in a payload: a Bot Framework activity, an `end_session` call of CX Agent
/// Studio, or a response of Dialogflow.
pub fn recognise_signal(payload: &Value) -> Option<Signal> {
    bot_framework::signal(payload)
        .or_else(|| agent_studio::signal(payload))
        .or_else(|| dialogflow::signal(payload))
}
