//! Orders: everything that the engine asks its host to do.

use crate::contract::{Attachment, ConversationStage, Handover, ProviderRequest, QuickReply, Representative};
use crate::packed::{Packed, Reader, Writer, record, records, words};
use crate::value::{Object, Str, Value};

/// Milliseconds since the Unix epoch.
pub type Millis = u64;

words! {
    /// Who is to read something.
    pub enum Audience {
        /// The visitor.
        Visitor = "visitor",
        /// The agent.
        Agent = "agent",
        /// Both.
        Both = "both",
    }
}

words! {
    /// What a notice is about.
    pub enum NoticeCode {
        /// The visitor is there again.
        UserJoined = "userJoined",
        /// The visitor left.
        UserLeft = "userLeft",
        /// The handover was called off.
        Cancelled = "cancelled",
        /// The conversation goes to another agent.
        Transferring = "transferring",
        /// Anything else.
        Other = "other",
    }
}

words! {
    /// The coming and going of a human, as in Google Business Messages.
    pub enum Event {
        /// Comes before the first text of a human.
        Joined = "REPRESENTATIVE_JOINED",
        /// Comes after the last one.
        Left = "REPRESENTATIVE_LEFT",
    }
}

record! {
    /// A call to be transferred, as in the `end_session` tool of CX Agent Studio.
    pub struct PhoneGatewayTransfer = 7 {
        /// Where to, E.164.
        phone_number: Option<Str> = "phoneNumber",
        /// Where to, as a SIP address.
        sip_uri: Option<Str> = "sipUri",
        /// Whether the call stays on the trunk it came by.
        use_originating_trunk: bool = "useOriginatingTrunk",
    }
}

record! {
    /// How a SIP transfer is to be made.
    pub struct SipTransfer = 8 {
        /// Whether the call ends with it.
        end_session: bool = "endSession",
        /// Whether a SIP REFER is used.
        sip_refer: bool = "sipRefer",
        /// User-to-user information.
        uui_headers: Vec<Str> = "uuiHeaders",
        /// X- header fields.
        x_headers: Object = "xHeaders",
    }
}

/// The fields that stand ahead in every effect.
const HEAD: &[&str] = &["seq", "visitorSeq", "agentSeq"];

records! {
    /// One order.
    pub enum Order tagged "type" after HEAD => {
        /// Show a text.
        Say = 37 "say" {
            /// Who reads it.
            to: Audience = "to",
            /// Who speaks.
            from: Representative = "from",
            /// What.
            text: Option<Str> = "text",
            /// What comes along.
            data: Value = "data",
            /// Buttons.
            quick_replies: Vec<QuickReply> = "quickReplies",
            /// Files.
            attachments: Vec<Attachment> = "attachments",
        },
        /// Show that a human came or went.
        Event = 38 "event" {
            /// Which.
            event_type: Event = "eventType",
            /// Who.
            representative: Representative = "representative",
        },
        /// Show a line of the system.
        Notice = 39 "notice" {
            /// Who reads it.
            to: Audience = "to",
            /// What it is about.
            code: NoticeCode = "code",
            /// The line in English.
            text: Str = "text",
        },
        /// Show or hide that somebody types.
        Typing = 40 "typing" {
            /// Who sees it.
            to: Audience = "to",
            /// Shown or hidden.
            on: bool = "on",
            /// Who types.
            from: Option<Representative> = "from",
        },
        /// Show the state of the queue.
        Queue = 41 "queue" {
            /// The place in the queue, from 1 on.
            position: Option<u32> = "position",
            /// Milliseconds.
            estimated_wait_time: Option<u64> = "estimatedWaitTime",
            /// What to say when the queue is long.
            alternative_text: Option<Str> = "alternativeText",
        },
        /// Take note of the handover.
        Handover = 42 "handover" {
            /// As it stands now.
            handover: Handover = "handover",
        },
        /// Take note of the owner.
        Stage = 43 "stage" {
            /// Who handles the conversation from now on.
            conversation_stage: ConversationStage = "conversationStage",
        },
        /// Send something to a provider and answer by the number.
        Send = 44 "send" {
            /// The number.
            send: u32 = "send",
            /// The provider's name in the engine's options.
            provider: Str = "provider",
            /// What.
            request: ProviderRequest = "request",
        },
        /// Take note of how many agents are there.
        Availability = 45 "availability" {
            /// The number of the `send` that asked.
            send: u32 = "send",
            /// The provider's name in the engine's options.
            provider: Str = "provider",
            /// How many, if it is known.
            agents: Option<u32> = "agents",
        },
        /// Transfer the call.
        Transfer = 46 "transfer" {
            /// To a number.
            phone_gateway_transfer: Option<PhoneGatewayTransfer> = "phoneGatewayTransfer",
            /// By SIP.
            sip: Option<SipTransfer> = "sip",
        },
        /// Take note that the conversation is over.
        Ended = 47 "ended" {
            /// Why.
            reason: Str = "reason",
        },
        /// Tell those who run the flow what went wrong in it.
        Fault = 48 "fault" {
            /// Stable, in snake_case.
            code: Str = "code",
            /// A sentence.
            message: Str = "message",
            /// The node.
            node: Option<Str> = "node",
        },
    }
}

/// An order's places in the three countings, as [`Effect`] has them.
#[derive(Clone, Copy, Debug)]
pub struct Places {
    /// Its place among all effects of the conversation, from 1 on.
    pub seq: u32,
    /// Its place among those that the visitor is shown.
    pub visitor_seq: Option<u32>,
    /// Its place among those that the agent is shown.
    pub agent_seq: Option<u32>,
}

impl Order {
    /// Writes the effect that the order is at these places.
    pub fn write_at(&self, places: Places, to: &mut Writer) {
        to.shape(self.shape());
        places.seq.write(to);
        places.visitor_seq.write(to);
        places.agent_seq.write(to);
        self.write_fields(to);
    }
}

/// An order with its places in the three countings.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect {
    /// Its place among all effects of the conversation, from 1 on.
    pub seq: u32,
    /// Its place among those that the visitor is shown.
    pub visitor_seq: Option<u32>,
    /// Its place among those that the agent is shown.
    pub agent_seq: Option<u32>,
    /// What is to be done.
    pub order: Order,
}

impl Packed for Effect {
    fn write(&self, to: &mut Writer) {
        let Effect { seq, visitor_seq, agent_seq, order } = self;
        order.write_at(Places { seq: *seq, visitor_seq: *visitor_seq, agent_seq: *agent_seq }, to);
    }

    fn read(from: &mut Reader, name: &str) -> Self {
        let mut fields = from.open(name, Order::SHAPES);
        Effect {
            seq: Packed::read(from, "seq"),
            visitor_seq: Packed::read(from, "visitorSeq"),
            agent_seq: Packed::read(from, "agentSeq"),
            order: Order::read_fields(&mut fields, from),
        }
    }
}

record! {
    /// What one input leads to.
    pub struct Output = 9 {
        /// In the order in which the host performs them.
        effects: Vec<Effect> = "effects",
        /// When a `wake` is next due.
        wake_at: Option<Millis> = "wakeAt",
    }
}
