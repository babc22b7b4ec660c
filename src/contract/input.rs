//! Facts: everything that can happen to a conversation.

use crate::contract::{Agent, Attachment, ErrorReason, QuickReply};
use crate::packed::{records, words};
use crate::value::{Object, Str, Value};

words! {
    /// In whose words a channel reports about the visitor.
    pub enum ChannelFormat {
        /// A webhook payload of Google Business Messages.
        BusinessMessages = "businessMessages",
    }
}

records! {
    /// One fact. An `id` that the same side has used before in the conversation makes it do nothing.
    pub enum Input tagged "type" after &[] => {
        /// The visitor opens the conversation.
        Start = 15 "start" {
            /// The channel's name.
            channel: Option<Str> = "channel",
            /// A BCP 47 language tag.
            locale: Option<Str> = "locale",
            /// What is known of the visitor.
            profile: Option<Object> = "profile",
            /// A Dialogflow conversation profile.
            conversation_profile: Option<Str> = "conversationProfile",
            /// The visitor's number, E.164.
            phone_number: Option<Str> = "phoneNumber",
        },
        /// The visitor says something or clicks a quick reply.
        Message = 16 "message" {
            /// Repeats are recognised by it.
            id: Option<Str> = "id",
            /// What was said.
            text: Option<Str> = "text",
            /// What came along.
            data: Value = "data",
            /// What a language model or NLU made of it.
            intent: Option<Str> = "intent",
            /// Files.
            attachments: Vec<Attachment> = "attachments",
        },
        /// The visitor types, or stops.
        Typing = 17 "typing" {
            /// Whether they type.
            on: bool = "on",
        },
        /// The visitor is there again.
        Connected = 18 "connected" {},
        /// The visitor closed the page.
        Disconnected = 19 "disconnected" {},
        /// The visitor ends the handover.
        Cancel = 20 "cancel" {},
        /// The handover stands in a queue, or has moved in it.
        HandoverQueued = 21 "handoverQueued" {
            /// Repeats are recognised by it.
            id: Option<Str> = "id",
            /// The place in the queue, from 1 on.
            position: Option<u32> = "position",
            /// Milliseconds.
            estimated_wait_time: Option<u64> = "estimatedWaitTime",
        },
        /// An agent has taken it.
        HandoverAccepted = 22 "handoverAccepted" {
            /// Repeats are recognised by it.
            id: Option<Str> = "id",
            /// Who.
            agent: Option<Agent> = "agent",
        },
        /// The agent says something.
        AgentMessage = 23 "agentMessage" {
            /// Repeats are recognised by it.
            id: Option<Str> = "id",
            /// What was said.
            text: Option<Str> = "text",
            /// What came along.
            data: Value = "data",
            /// Files.
            attachments: Vec<Attachment> = "attachments",
            /// Who, if it is not the one who accepted.
            agent: Option<Agent> = "agent",
            /// Buttons.
            quick_replies: Vec<QuickReply> = "quickReplies",
        },
        /// The agent types, or stops.
        AgentTyping = 24 "agentTyping" {
            /// Whether they type.
            on: bool = "on",
        },
        /// The agent is gone; the handover goes on.
        AgentLeft = 25 "agentLeft" {
            /// Repeats are recognised by it.
            id: Option<Str> = "id",
            /// Who.
            agent: Option<Agent> = "agent",
            /// Whether somebody else takes over.
            transferring: Option<bool> = "transferring",
        },
        /// The agent sends a text through the flow.
        AgentInject = 26 "agentInject" {
            /// Repeats are recognised by it.
            id: Option<Str> = "id",
            /// What the visitor is to have said.
            text: Option<Str> = "text",
            /// What came along.
            data: Value = "data",
        },
        /// The agent is done.
        HandoverResolved = 27 "handoverResolved" {
            /// Repeats are recognised by it.
            id: Option<Str> = "id",
            /// What the agent wrote.
            summary: Option<Str> = "summary",
            /// How it ended.
            resolution: Option<Str> = "resolution",
        },
        /// The contact centre refused or broke.
        HandoverFailed = 28 "handoverFailed" {
            /// Repeats are recognised by it.
            id: Option<Str> = "id",
            /// The kind of failure; `error` if missing.
            reason: Option<ErrorReason> = "reason",
            /// The exact failure.
            code: Option<Str> = "code",
            /// A sentence.
            message: Option<Str> = "message",
        },
        /// The contact centre reports something of its own.
        HandoverUpdate = 29 "handoverUpdate" {
            /// Repeats are recognised by it.
            id: Option<Str> = "id",
            /// What.
            data: Object = "data",
        },
        /// Another conversation of this visitor took the agent along.
        HandoverAlreadyInProgress = 30 "handoverAlreadyInProgress" {
            /// Repeats are recognised by it.
            id: Option<Str> = "id",
        },
        /// What came back for a `send`.
        Answer = 31 "answer" {
            /// The number of the `send`.
            send: u32 = "send",
            /// The HTTP status.
            status: u32 = "status",
            /// Header fields.
            headers: Option<Object> = "headers",
            /// The body.
            body: Option<Str> = "body",
        },
        /// A `send` could not be performed.
        SendFailed = 32 "sendFailed" {
            /// The number of the `send`.
            send: u32 = "send",
            /// Why.
            message: Str = "message",
        },
        /// Something that a provider pushed, as it arrived.
        Frame = 33 "frame" {
            /// The provider's name in the engine's options.
            provider: Str = "provider",
            /// The raw body.
            body: Str = "body",
            /// Header fields.
            headers: Option<Object> = "headers",
        },
        /// What a channel reports about the visitor.
        Channel = 34 "channel" {
            /// In whose words.
            format: ChannelFormat = "format",
            /// What.
            payload: Value = "payload",
        },
        /// Another bot platform asks for a human.
        Signal = 35 "signal" {
            /// What it sent.
            payload: Value = "payload",
        },
        /// Time passed.
        Wake = 36 "wake" {},
    }
}
