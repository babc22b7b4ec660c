//! What every contact centre's codec offers: commands in the engine's words become requests, what
//! comes back becomes facts.
//!
//! A codec does no I/O, knows no time and no secret, and keeps nothing but the [`Line`] it is handed.

use crate::contract::{Attachment, Author, EndReason, Input, NoticeCode, ProviderRequest, TranscriptEntry};
use crate::packed::record;
use crate::provider::SectionSettings;
use crate::value::{Object, Str, Value};

/// What a codec remembers of one handover.
#[derive(Clone, Copy, Debug, Default)]
pub struct Line {
    /// Counts the conversation's handovers from 1 on.
    pub handover: u32,
    /// Counts what was sent within it.
    pub seq: u32,
}

/// What the provider is to be told.
#[derive(Debug)]
pub enum Command<'a> {
    /// A visitor wants a human.
    Request(Request<'a>),
    /// Somebody says something to the agent.
    Message(Spoken),
    /// The visitor types, or stops.
    Typing(bool),
    /// A line of the system.
    Notice(NoticeCode, &'static str),
    /// The handover is over.
    End(EndReason),
}

/// Who wants a human, and what for.
#[derive(Debug)]
pub struct Request<'a> {
    /// The channel's name.
    pub channel: Option<Str>,
    /// A BCP 47 language tag.
    pub locale: Option<Str>,
    /// What is known of the visitor.
    pub profile: Value,
    /// What was said before.
    pub transcript: Vec<TranscriptEntry>,
    /// The node's custom fields.
    pub metadata: Value,
    /// The node's section for this provider.
    pub settings: &'a SectionSettings,
}

record! {
    /// Something said to the agent.
    pub struct Spoken = 72 {
        /// Visitor or bot.
        author: Author = "author",
        /// What was said.
        text: Option<Str> = "text",
        /// What came along.
        data: Value = "data",
        /// Files.
        attachments: Vec<Attachment> = "attachments",
    }
}

/// What a provider says.
#[derive(Clone, Debug, PartialEq)]
pub enum Told {
    /// Something happened to the handover of this number.
    Fact(u32, Input),
    /// The answer to the question sent as number so and so: how many agents there are.
    Availability(u32, u32),
    /// The desk wants everything of a handover after this place again.
    Sync(u32, u32),
}

/// One contact centre's protocol.
pub trait Codec: Send + Sync {
    /// Puts a command into the provider's words.
    fn encode(&self, command: Command, line: &mut Line) -> ProviderRequest;

    /// Asks how many agents there are.
    fn ask(&self, skills: Vec<Str>, languages: Vec<Str>, inbox: Option<Str>) -> ProviderRequest;

    /// Reads what the provider pushed; `None` for what is of no interest, a sentence for what cannot
    /// be read.
    fn decode(&self, body: &str, headers: Option<&Object>) -> Result<Option<Told>, String>;

    /// Reads how many agents there are from the body of an answer.
    fn agents(&self, body: &str) -> Option<u32>;
}
