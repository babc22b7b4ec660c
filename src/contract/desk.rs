//! What the engine tells the built-in desk. `pkg/docs/desk.md` is the protocol's page.

use crate::contract::{Attachment, Author, NoticeCode};
use crate::packed::{record, records, words};
use crate::value::{Str, Value};

words! {
    /// Why the engine ends a handover.
    pub enum EndReason {
        /// The visitor called it off.
        Cancelled = "cancelled",
        /// Nobody came in time.
        TimedOut = "timedOut",
        /// The flow closed it.
        ClosedByFlow = "closedByFlow",
        /// The engine gave up on it.
        Error = "error",
    }
}

record! {
    /// A line of what was said before.
    pub struct TranscriptEntry = 10 {
        /// Who said it.
        author: Author = "author",
        /// Their name, if it is known.
        name: Option<Str> = "name",
        /// What was said, in words.
        text: Str = "text",
        /// When, in milliseconds since the Unix epoch.
        at: u64 = "at",
    }
}

records! {
    /// One message; `seq` rises by one within a handover, and repeats carry the same number.
    pub enum DeskMessage tagged "type" after &[] => {
        /// A visitor wants a human.
        Request = 53 "request" {
            /// Counts the conversation's handovers from 1 on.
            handover: u32 = "handover",
            /// Always 1.
            seq: u32 = "seq",
            /// The channel's name.
            channel: Option<Str> = "channel",
            /// A BCP 47 language tag.
            locale: Option<Str> = "locale",
            /// What is known of the visitor.
            profile: Value = "profile",
            /// What was said before.
            transcript: Vec<TranscriptEntry> = "transcript",
            /// The node's custom fields.
            metadata: Value = "metadata",
            /// What the agent has to know.
            skills: Vec<Str> = "skills",
            /// What the agent has to speak.
            languages: Vec<Str> = "languages",
            /// none, urgent, high, medium or low.
            priority: Str = "priority",
            /// Whether the agent may send texts through the flow.
            allow_inject: bool = "allowInject",
            /// Whether the visitor is to be told their position.
            get_queue_position: bool = "getQueuePosition",
            /// Whether the visitor is to be told how long it may take.
            get_estimated_wait_time: bool = "getEstimatedWaitTime",
        },
        /// Somebody says something to the agent.
        Message = 54 "message" {
            /// Which handover.
            handover: u32 = "handover",
            /// Its place in the handover.
            seq: u32 = "seq",
            /// Visitor or bot.
            author: Author = "author",
            /// What was said.
            text: Option<Str> = "text",
            /// What came along.
            data: Value = "data",
            /// Files.
            attachments: Vec<Attachment> = "attachments",
        },
        /// The visitor types, or stops.
        Typing = 55 "typing" {
            /// Which handover.
            handover: u32 = "handover",
            /// Whether they type.
            on: bool = "on",
        },
        /// A line of the system.
        Notice = 56 "notice" {
            /// Which handover.
            handover: u32 = "handover",
            /// Its place in the handover.
            seq: u32 = "seq",
            /// What it is about.
            code: NoticeCode = "code",
            /// The line in English.
            text: Str = "text",
        },
        /// The handover is over.
        End = 57 "end" {
            /// Which handover.
            handover: u32 = "handover",
            /// Its place in the handover.
            seq: u32 = "seq",
            /// Why.
            reason: EndReason = "reason",
        },
        /// How many agents are there?
        Availability = 58 "availability" {
            /// What they have to know.
            skills: Vec<Str> = "skills",
            /// What they have to speak.
            languages: Vec<Str> = "languages",
        },
    }
}
