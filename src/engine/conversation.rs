//! The state of one conversation, which is also what a snapshot holds.
//!
//! Nodes are named by their ids, so that a conversation outlives an edit of its flow.

use std::sync::{Arc, LazyLock};

use crate::contract::{Agent, ConversationStage, HandoverError, Millis, QueueData, Representative, Status};
use crate::engine::log::Log;
use crate::engine::timers::Timers;
use crate::handover::State;
use crate::hash::{BASIS, fnv1a};
use crate::packed::{Packed, Reader, Writer, by_number, record, state};
use crate::provider::codec::Spoken;
use crate::provider::line::Line;
use crate::value::{Object, Str, Value};

/// Shared by all who hold no keys.
static NOTHING: LazyLock<Value> = LazyLock::new(|| Value::Object(Arc::new(Object::new())));

state! {
    /// One conversation.
    pub struct Conversation = 64 {
        /// Its id.
        name: Str = "name",
        /// When the first input came.
        started: Millis = "started",
        /// When it ended.
        ended: Option<Millis> = "ended",
        /// What it was opened with.
        opening: Option<Box<Opening>> = "opening",
        /// Counts effects.
        seq: u32 = "seq",
        /// Counts effects that the visitor is shown.
        visitor_seq: u32 = "visitorSeq",
        /// Counts effects that the agent is shown.
        agent_seq: u32 = "agentSeq",
        /// Counts sends.
        sends: u32 = "sends",
        /// Where the next run starts.
        entrypoint: Place = "entrypoint",
        /// The node that waits for a message.
        waiting: Option<Str> = "waiting",
        /// The numbers that nodes keep.
        memory: Vec<(Str, u32)> = "memory",
        /// What the flow keeps.
        context: Data = "context",
        /// What is known of the visitor.
        profile: Data = "profile",
        /// Fields of `input` that outlast a run.
        kept: Data = "kept",
        /// The ids that were seen.
        seen: Seen = "seen",
        /// Deadlines.
        timers: Timers = "timers",
        /// The latest handover.
        ticket: Option<Box<Ticket>> = "ticket",
        /// What is under way with providers.
        lines: Vec<Line> = "lines",
        /// The question about availability that waits for its answer.
        asking: Option<Box<Asking>> = "asking",
        /// Everything that happened.
        log: Log = "log",
    }
}

state! {
    /// What a conversation was opened with.
    #[derive(Default)]
    pub struct Opening = 65 {
        /// The channel's name.
        channel: Option<Str> = "channel",
        /// A BCP 47 language tag.
        locale: Option<Str> = "locale",
        /// A Dialogflow conversation profile.
        conversation_profile: Option<Str> = "conversationProfile",
        /// The visitor's number.
        phone_number: Option<Str> = "phoneNumber",
    }
}

state! {
    /// Where a run starts: at a node, or at the flow's start.
    #[derive(Default)]
    pub struct Place = 66 {
        /// The node; `None` for the start.
        node: Option<Str> = "node",
        /// Whether the node itself has been waiting.
        resumes: bool = "resumes",
    }
}

state! {
    /// A handover, under way or over.
    pub struct Ticket = 67 {
        /// The Handover to Agent node.
        node: Str = "node",
        /// Where it stands.
        state: State = "state",
        /// What the flow and readers are told of it.
        status: Status = "status",
        /// The provider's name.
        provider: Option<Str> = "provider",
        /// Counts the conversation's handovers from 1 on.
        number: u32 = "number",
        /// Counts what the provider was told within it, while there is no line.
        line: u32 = "line",
        /// What the cancel button says.
        cancel_text: Option<Str> = "cancelText",
        /// What the visitor wrote before the provider accepted.
        held: Vec<Spoken> = "held",
        /// Where an inject starts, once an inject has led somewhere.
        inject: Option<Box<Place>> = "inject",
        /// What is known of the queue.
        queue: Option<QueueData> = "queue",
        /// A newer position and wait that are not passed on yet.
        pending: Option<Box<QueueData>> = "pending",
        /// The agent, as named last.
        agent: Option<Box<Agent>> = "agent",
        /// The human whom the visitor was told of.
        joined: Option<Box<Representative>> = "joined",
        /// Expiries of the inactivity timer in a row.
        inactivity_count: u32 = "inactivityCount",
        /// How long the inactivity timer runs.
        inactivity: Option<Millis> = "inactivity",
        /// Whether the queue event was sent.
        queue_event: bool = "queueEvent",
        /// Whether the active event was sent.
        active_event: bool = "activeEvent",
        /// Whether the agent was told that the visitor left.
        visitor_left: bool = "visitorLeft",
        /// How it ended.
        outcome: Option<Box<Outcome>> = "outcome",
        /// The last entry of the log that went out with the request.
        sent: u32 = "sent",
        /// Where in the log the transcript of the next handover starts, by `transcript` setting. Only a
        /// handover that the provider has accepted moves it: nobody has read what was refused.
        cut: Cut = "cut",
    }
}

state! {
    /// How a handover ended.
    #[derive(Default)]
    pub struct Outcome = 68 {
        /// What went wrong.
        error: Option<HandoverError> = "error",
        /// What the agent wrote.
        summary: Option<Str> = "summary",
        /// How it ended, in the provider's words.
        resolution: Option<Str> = "resolution",
    }
}

state! {
    /// Places in the log.
    #[derive(Copy, Default)]
    pub struct Cut = 69 {
        /// The last entry that went out with a request.
        requested: u32 = "requested",
        /// The last entry of the handover.
        ended: u32 = "ended",
    }
}

record! {
    /// A question about availability.
    pub struct Asking = 70 {
        /// The node that asks.
        node: Str = "node",
        /// The provider's name.
        provider: Str = "provider",
        /// The number of the send.
        send: u32 = "send",
        /// What the run was about.
        said: Said = "said",
        /// What the visitor wrote meanwhile.
        held: Vec<Said> = "held",
    }
}

state! {
    /// What the visitor said.
    #[derive(Default)]
    pub struct Said = 71 {
        /// The words.
        text: Str = "text",
        /// What came along.
        data: Value = "data",
        /// What it means, if somebody has found out.
        intent: Option<Str> = "intent",
        /// Files.
        attachments: Vec<crate::contract::Attachment> = "attachments",
    }
}

by_number!(State in State::ALL);

impl Conversation {
    /// A conversation that nothing has happened in.
    pub fn new(name: &str, now: Millis) -> Self {
        Conversation {
            name: name.into(),
            started: now,
            ended: None,
            opening: None,
            seq: 0,
            visitor_seq: 0,
            agent_seq: 0,
            sends: 0,
            entrypoint: Place::default(),
            waiting: None,
            memory: Vec::new(),
            context: Data::default(),
            profile: Data::default(),
            kept: Data::default(),
            seen: Seen::default(),
            timers: Timers::default(),
            ticket: None,
            lines: Vec::new(),
            asking: None,
            log: Log::default(),
        }
    }

    /// Where the handover stands.
    pub fn state(&self) -> State {
        self.ticket.as_ref().map_or(State::Idle, |ticket| ticket.state)
    }

    /// Who handles the conversation.
    pub fn stage(&self) -> ConversationStage {
        if self.state() == State::Active {
            ConversationStage::HumanAssist
        } else {
            ConversationStage::VirtualAgent
        }
    }
}

impl Place {
    /// At the node `id`, which has not been waiting.
    pub fn at(id: Option<Str>) -> Self {
        Place { node: id, resumes: false }
    }
}

/// An object that is part of the state, and is shared with scripts. Most conversations keep nothing, and
/// that takes no room.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Data(Option<Box<Value>>);

impl Data {
    /// The object, as scripts see it.
    pub fn value(&self) -> &Value {
        self.0.as_deref().unwrap_or(&NOTHING)
    }

    /// The object.
    pub fn object(&self) -> Object {
        self.value().as_object().cloned().unwrap_or_default()
    }

    /// Sets a path such as `user.name`; what is in the way is replaced.
    pub fn set(&mut self, path: &str, value: Value) {
        let mut slot = &mut **self.0.get_or_insert_with(|| Box::new(NOTHING.clone()));
        for key in path.split('.') {
            if slot.as_object().is_none() {
                *slot = Object::new().into();
            }
            let Value::Object(object) = slot else { return };
            let object = Arc::make_mut(object);
            if object.get(key).is_none() {
                object.insert(key, Value::Null);
            }
            let Some(next) = object.get_mut(key) else { return };
            slot = next;
        }
        *slot = value;
    }
}

impl From<Object> for Data {
    fn from(object: Object) -> Self {
        Data((!object.is_empty()).then(|| Box::new(object.into())))
    }
}

impl Packed for Data {
    fn write(&self, to: &mut Writer) {
        self.value().write(to);
    }

    fn read(from: &mut Reader, name: &str) -> Self {
        Object::read(from, name).into()
    }

    fn is_blank(&self) -> bool {
        self.0.is_none()
    }
}

/// Whose ids are meant: a visitor's and a contact centre's may be the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The visitor's.
    Visitor,
    /// The contact centre's.
    Centre,
}

/// The ids that were seen, as sorted 64-bit hashes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Seen(Vec<u64>);

impl Seen {
    /// Takes note of an id; false if it was seen before.
    pub fn insert(&mut self, side: Side, id: &str) -> bool {
        let hash = hash(side, id);
        match self.0.binary_search(&hash) {
            Ok(_) => false,
            Err(at) => {
                self.0.insert(at, hash);
                true
            }
        }
    }
}

fn hash(side: Side, id: &str) -> u64 {
    fnv1a(BASIS ^ side as u64, id.bytes())
}

impl Packed for Seen {
    fn write(&self, to: &mut Writer) {
        to.length(self.0.len());
        for hash in &self.0 {
            to.raw(&hash.to_le_bytes());
        }
    }

    fn read(from: &mut Reader, _: &str) -> Self {
        let count = from.length().unwrap_or_default();
        let bytes = from.take(count.saturating_mul(8)).unwrap_or_default();
        let hashes = bytes.chunks_exact(8).filter_map(|chunk| chunk.try_into().ok().map(u64::from_le_bytes));
        let mut hashes: Vec<u64> = hashes.collect();
        hashes.sort_unstable();
        Seen(hashes)
    }

    fn is_blank(&self) -> bool {
        self.0.is_empty()
    }
}
