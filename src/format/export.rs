//! A conversation or its latest handover in another platform's words.
//!
//! Sorts a request to the platform's file and says what all of them are given. Ids and times come
//! from the log, never from a clock, so that the same log gives the same bytes.

use crate::contract::{ConversationView, Input, Order};
use crate::format::lenient::empty;
use crate::format::{agent_assist, agent_studio, bot_framework, business_messages, dialogflow};
use crate::value::{Str, Value};

/// What a conversation can be exported as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportFormat {
    /// The conversation, as Dialogflow v2 has it.
    Conversation,
    /// What everybody says, as requests to the participants of a Dialogflow v2 conversation.
    Participants,
    /// The handover, as a message of Dialogflow CX.
    LiveAgentHandoff,
    /// The handover or the end, as a tool call of CX Agent Studio.
    EndSession,
    /// What the visitor saw, as requests to Business Messages.
    BusinessMessages,
    /// The handover, as a Bot Framework event.
    HandoffInitiate,
    /// Where the handover stands, as a Bot Framework event.
    HandoffStatus,
}

impl ExportFormat {
    /// The format of this name, or the names that there are, as a sentence.
    pub fn named(name: &str) -> Result<Self, &'static str> {
        Ok(match name {
            "dialogflow.v2.Conversation" => ExportFormat::Conversation,
            "dialogflow.v2.Participants" => ExportFormat::Participants,
            "dialogflow.cx.LiveAgentHandoff" => ExportFormat::LiveAgentHandoff,
            "agentStudio.end_session" => ExportFormat::EndSession,
            "businessMessages" => ExportFormat::BusinessMessages,
            "botFramework.handoff.initiate" => ExportFormat::HandoffInitiate,
            "botFramework.handoff.status" => ExportFormat::HandoffStatus,
            _ => {
                return Err("the format must be one of `dialogflow.v2.Conversation`, \
                    `dialogflow.v2.Participants`, `dialogflow.cx.LiveAgentHandoff`, `agentStudio.end_session`, `businessMessages`, \
                    `botFramework.handoff.initiate` and `botFramework.handoff.status`");
            }
        })
    }
}

/// What the formats are made of.
#[derive(Clone, Copy, Debug)]
pub struct Exported<'a> {
    /// The conversation as it stands, with its latest handover.
    pub conversation: &'a ConversationView,
    /// The channel's name.
    pub channel: Option<&'a str>,
    /// The visitor's language.
    pub locale: Option<&'a str>,
    /// The custom fields of the latest handover's node; anything but an object counts as none.
    pub metadata: &'a Value,
    /// What was said when that handover was requested; blank if nothing was.
    pub accepted_message: Option<&'a str>,
    /// Why the conversation ended, if it has.
    pub ended: Option<&'a str>,
    /// The whole log, oldest first.
    pub items: &'a [Item],
}

impl Exported<'_> {
    /// The metadata as an object, whatever the host's templates have made of it.
    pub(super) fn fields(&self) -> Value {
        if self.metadata.as_object().is_some() { self.metadata.clone() } else { empty() }
    }
}

/// An entry of the log.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Its place in the log.
    pub seq: u32,
    /// When, RFC 3339, UTC.
    pub at: Str,
    /// What.
    pub entry: Entry,
}

/// What stands in the log.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// A fact.
    Input(Input),
    /// An order.
    Order(Order),
}

/// Gives the conversation in another platform's words; null where it has nothing to say.
pub fn export(format: ExportFormat, exported: &Exported) -> Value {
    match format {
        ExportFormat::Conversation => dialogflow::conversation(exported.conversation),
        ExportFormat::Participants => agent_assist::items(exported),
        ExportFormat::LiveAgentHandoff => dialogflow::live_agent_handoff(exported),
        ExportFormat::EndSession => agent_studio::end_session(exported),
        ExportFormat::BusinessMessages => business_messages::items(exported),
        ExportFormat::HandoffInitiate => bot_framework::initiate(exported),
        ExportFormat::HandoffStatus => bot_framework::status(exported),
    }
}
