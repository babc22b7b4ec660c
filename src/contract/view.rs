//! What a person looking at a conversation wants to know.

use crate::contract::{ConversationStage, Handover};
use crate::packed::{Shape, record, words};
use crate::value::{Object, Str};

words! {
    /// Whether a conversation goes on, as in Dialogflow v2.
    pub enum Lifecycle {
        /// It does.
        InProgress = "IN_PROGRESS",
        /// It has ended.
        Completed = "COMPLETED",
    }
}

words! {
    /// Who may speak to the visitor.
    pub enum Owner {
        /// The bot.
        Bot = "bot",
        /// A person.
        Human = "human",
    }
}

words! {
    /// What a flow waits for.
    pub enum WaitingFor {
        /// The visitor's next message.
        Message = "message",
        /// A handover's end.
        Handover = "handover",
        /// A provider's answer.
        Availability = "availability",
    }
}

record! {
    /// Why nothing is happening.
    pub struct Waiting = 11 {
        /// The node that waits.
        node: Str = "node",
        /// What for.
        waiting_for: WaitingFor = "for",
        /// Until when, in milliseconds since the Unix epoch.
        until: Option<u64> = "until",
    }
}

record! {
    /// A Dialogflow v2 `Conversation`, and what the engine knows beyond it.
    pub struct ConversationView = 12 {
        /// The conversation's id.
        name: Str = "name",
        /// Whether it goes on.
        lifecycle_state: Lifecycle = "lifecycleState",
        /// Who handles it.
        conversation_stage: ConversationStage = "conversationStage",
        /// The Dialogflow conversation profile it came with.
        conversation_profile: Option<Str> = "conversationProfile",
        /// The visitor's number.
        phone_number: Option<Str> = "phoneNumber",
        /// RFC 3339, UTC.
        start_time: Str = "startTime",
        /// RFC 3339, UTC.
        end_time: Option<Str> = "endTime",
        /// Who may speak to the visitor now.
        owner: Owner = "owner",
        /// The latest handover.
        handover: Option<Handover> = "handover",
        /// Why nothing is happening.
        waiting: Option<Waiting> = "waiting",
        /// The node at which the next run starts.
        entrypoint: Str = "entrypoint",
        /// What the flow keeps.
        context: Object = "context",
        /// What is known of the visitor.
        profile: Object = "profile",
    }
}

/// How an entry of the log is written: its number, its time, its author, and the input or effect.
pub const LOG_ENTRY: &[Shape] =
    &[Shape { id: 13, tag: None, head: &[], keys: &["seq", "at", "author", "entry"] }];
