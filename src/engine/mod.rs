//! The engine: conversations by id, one input at a time, and everything that can be asked of them.
//!
//! # Call order
//!
//! - Once: [`Engine::new`].
//! - For every fact: [`Engine::handle`]; perform the effects in their order, and see to it that a
//!   `wake` comes at `wake_at`.
//! - At any time: [`Engine::view`], [`Engine::standing`], [`Engine::log`], [`Engine::export`].
//! - To keep a conversation elsewhere: [`Engine::snapshot`] and [`Engine::forget`]; to have it back:
//!   [`Engine::restore`].
//!
//! A call that fails has changed nothing. The engine puts facts, state machine, flow and codecs in
//! order; it decides nothing.

mod centre;
mod conversation;
mod effects;
mod folds;
mod human;
mod line;
mod log;
mod options;
mod orders;
mod queue;
mod run;
mod signal;
mod standing;
mod timers;
mod turn;
mod view;

pub use options::Options;

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use crate::contract::{ConversationView, Input, Millis, Output, Webhook, read_value};
use crate::engine::conversation::Conversation;
use crate::engine::effects::{Effects, Records};
use crate::engine::turn::Turn;
use crate::error::{Error, Fault};
use crate::flow::Flow;
use crate::format::ExportFormat;
use crate::packed::{Names, Packed, Reader, Writer};
use crate::provider::Providers;
use crate::provider::codec::Frame;
use crate::value::{Object, Str, Value};

/// The version of the snapshots that are written; every version up to it is read.
pub const SNAPSHOT: u32 = 1;
/// What every snapshot begins with.
const MAGIC: &[u8] = b"HOV";
/// The latest moment that JavaScript's `Date` can name.
const LATEST: Millis = 8_640_000_000_000_000;

/// A flow, options, and the conversations in memory.
pub struct Engine {
    flow: Flow,
    options: Options,
    conversations: HashMap<Str, Box<Conversation>, FxBuildHasher>,
    /// Texts that restored conversations share.
    names: Names,
    /// Memory that each turn borrows.
    room: Writer,
}

impl Engine {
    /// Makes an engine of the contract's `Flow` and `EngineOptions`.
    ///
    /// Fails with `flow_invalid`, and all findings, if the flow has an error; with `options_invalid`
    /// if the options have.
    pub fn new(flow: &Value, options: &Value) -> Result<Self, Error> {
        let options = Options::parse(options)?;
        let flow = Flow::parse(flow, Providers::Known(&options.known())).map_err(|findings| {
            let first = findings.first().map(|finding| &*finding.message).unwrap_or_default();
            let mut error =
                Error::new(Fault::Flow, "flow_invalid", ["the flow cannot run: ", first].concat());
            error.findings = findings;
            error
        })?;
        Ok(Engine {
            flow,
            options,
            conversations: HashMap::default(),
            names: Names::default(),
            room: Writer::default(),
        })
    }

    /// Feeds one input to one conversation.
    ///
    /// What a visitor or another platform does creates a conversation that is not there; what a
    /// contact centre says about an unknown one changes nothing.
    pub fn handle(&mut self, conversation: &str, input: Input, now: Millis) -> Result<Output, Error> {
        let mut effects = Vec::new();
        let wake_at = self.turn(conversation, input, now, &mut effects)?;
        Ok(Output { effects, wake_at })
    }

    /// Does the same, and appends what it leads to as the bytes of an [`Output`].
    pub fn write_output(
        &mut self,
        conversation: &str,
        input: Input,
        now: Millis,
        to: &mut Writer,
    ) -> Result<(), Error> {
        for shape in Output::SHAPES {
            to.shape(shape.id);
        }
        let mut effects = Records::new(to);
        let wake_at = self.turn(conversation, input, now, &mut effects)?;
        effects.finish();
        wake_at.write(to);
        Ok(())
    }

    fn turn(
        &mut self,
        conversation: &str,
        input: Input,
        now: Millis,
        effects: &mut dyn Effects,
    ) -> Result<Option<Millis>, Error> {
        if conversation.is_empty() {
            return Err(Error::new(Fault::Host, "input_invalid", "the conversation's id is empty"));
        }
        if now > LATEST {
            return Err(Error::new(Fault::Host, "input_invalid", "`now` is no time that a calendar has"));
        }
        let mut new = None;
        let found = match self.conversations.get_mut(conversation) {
            Some(found) => found,
            None if !opens(&input) => return Ok(None),
            None => new.insert(Box::new(Conversation::new(conversation, now))),
        };
        let wake_at = Turn::new(&self.flow, &self.options, found, effects, &mut self.room, now).handle(input);
        if let Some(new) = new {
            self.conversations.insert(new.name.clone(), new);
        }
        Ok(wake_at)
    }

    /// What a person looking at the conversation wants to know.
    pub fn view(&self, conversation: &str) -> Option<ConversationView> {
        self.conversations.get(conversation).map(|found| view::view(found, &self.flow))
    }

    /// What decides how the conversation goes on, and what a view does not tell; null if there is none.
    pub fn standing(&self, conversation: &str) -> Value {
        self.conversations.get(conversation).map_or(Value::Null, |found| standing::standing(found))
    }

    /// Writes the log's entries after `after` as a list of the contract's `LogEntry`.
    pub fn write_log(&self, conversation: &str, after: u32, to: &mut Writer) {
        match self.conversations.get(conversation) {
            Some(found) => found.log.write_after(after, to),
            None => to.array(0),
        }
    }

    /// The log's entries after `after`, oldest first, as the contract's `LogEntry[]`.
    pub fn log(&self, conversation: &str, after: u32) -> Value {
        let mut writer = Writer::default();
        self.write_log(conversation, after, &mut writer);
        read_value(&mut Reader::new(writer.bytes())).unwrap_or_default()
    }

    /// The whole conversation as bytes that this and every later version restores.
    pub fn snapshot(&self, conversation: &str) -> Result<Vec<u8>, Error> {
        let mut writer = Writer::default();
        self.write_snapshot(conversation, &mut writer)?;
        Ok(writer.into_bytes())
    }

    /// Appends a snapshot.
    pub fn write_snapshot(&self, conversation: &str, to: &mut Writer) -> Result<(), Error> {
        let found = self.conversations.get(conversation).ok_or_else(|| {
            let message = ["there is no conversation `", conversation, "` in memory"].concat();
            Error::new(Fault::Host, "conversation_unknown", message)
        })?;
        let start = to.len();
        to.raw(MAGIC);
        to.length(SNAPSHOT as usize);
        found.write(to);
        let sum = checksum(to.bytes().get(start..).unwrap_or_default());
        to.raw(&sum);
        Ok(())
    }

    /// Takes a conversation back into memory and gives its id; one of that id is replaced.
    pub fn restore(&mut self, snapshot: &[u8]) -> Result<Str, Error> {
        let invalid = |message: &str| Error::new(Fault::Host, "snapshot_invalid", message);
        let bytes = snapshot
            .strip_prefix(MAGIC)
            .ok_or_else(|| invalid("these bytes are not a snapshot of a conversation"))?;
        let (bytes, sum) = bytes.split_last_chunk().unwrap_or((&[], &[0; 8]));
        let mut reader = Reader::sharing(bytes, &mut self.names);
        let version = reader.length().unwrap_or_default();
        if version > SNAPSHOT as usize {
            return Err(Error::new(
                Fault::Host,
                "snapshot_too_new",
                "a later version of the engine has written this snapshot; update the package",
            ));
        }
        if checksum(snapshot.get(..snapshot.len().saturating_sub(sum.len())).unwrap_or_default()) != *sum {
            return Err(invalid("the snapshot is damaged: not all of its bytes are what was written"));
        }
        let Ok(mut conversation) = reader.read::<Box<Conversation>>("snapshot") else {
            return Err(invalid(&["the snapshot is damaged: ", &reader.complaint()].concat()));
        };
        if !reader.is_done() {
            return Err(invalid("the snapshot is damaged: its length is wrong"));
        }
        match self.conversations.get_mut(&conversation.name) {
            Some(found) => {
                // The name is kept once, and its key is there.
                conversation.name = found.name.clone();
                *found = conversation;
                Ok(found.name.clone())
            }
            None => {
                let name = conversation.name.clone();
                self.conversations.insert(name.clone(), conversation);
                Ok(name)
            }
        }
    }

    /// The conversation or its latest handover in another platform's words; null where it has
    /// nothing to say.
    pub fn export(&self, conversation: &str, format: &str) -> Result<Value, Error> {
        let format = ExportFormat::named(format)
            .map_err(|message| Error::new(Fault::Host, "format_unknown", message))?;
        let found = self.conversations.get(conversation);
        Ok(found.map_or(Value::Null, |found| view::export(found, &self.flow, format)))
    }

    /// Tells what a webhook of a provider is: whom it concerns, how its signature is checked, what to answer.
    pub fn webhook(&self, provider: &str, body: &str, headers: Option<&Object>) -> Result<Webhook, Error> {
        let refuse = |what: &str| {
            let message = ["the provider `", provider, "` ", what].concat();
            Error::new(Fault::Host, "webhook_unknown", message)
        };
        let known =
            self.options.provider(provider).ok_or_else(|| refuse("is not in the engine's options"))?;
        let read = known.codec.webhook(Frame { body, headers }, &known.settings);
        read.ok_or_else(|| refuse("sends no webhooks"))
    }

    /// Drops a conversation from memory; true if there was one.
    pub fn forget(&mut self, conversation: &str) -> bool {
        self.conversations.remove(conversation).is_some()
    }

    /// Conversations in memory.
    pub fn size(&self) -> usize {
        self.conversations.len()
    }
}

/// What a snapshot ends with, so that one which was cut off or changed is told from a whole one: every
/// change within eight bytes gives another sum. Four sums side by side take a quarter of the time of one.
fn checksum(bytes: &[u8]) -> [u8; 8] {
    const STIR: u64 = 0x9e37_79b9_7f4a_7c15;
    let stir = |sum: u64, word: u64| (sum ^ word).wrapping_mul(STIR).rotate_left(29);
    let (blocks, rest) = bytes.as_chunks::<32>();
    let mut last = [0; 32];
    last.iter_mut().zip(rest).for_each(|(slot, byte)| *slot = *byte);
    let (mut a, mut b, mut c, mut d) = (bytes.len() as u64, 0, 0, 0);
    for block in blocks.iter().chain([&last]) {
        let (words, _) = block.as_chunks::<8>();
        let [e, f, g, h] = words else { continue };
        a = stir(a, u64::from_le_bytes(*e));
        b = stir(b, u64::from_le_bytes(*f));
        c = stir(c, u64::from_le_bytes(*g));
        d = stir(d, u64::from_le_bytes(*h));
    }
    [b, c, d].into_iter().fold(a, stir).to_le_bytes()
}

/// Whether an input may be the first of a conversation.
fn opens(input: &Input) -> bool {
    matches!(
        input,
        Input::Start { .. } | Input::Message { .. } | Input::Channel { .. } | Input::Signal { .. }
    )
}
