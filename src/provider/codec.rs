//! What every contact centre's codec offers: commands in the engine's words become requests, what
//! comes back becomes facts.
//!
//! A codec does no I/O, reads no clock, holds no secret, and keeps nothing but the [`Line`] that it is
//! handed inside a [`Talk`]. It names credentials, and the host adds them. Whatever a provider says
//! that it does not know is of no interest to it, and never an error.
//!
//! [`Line`]: crate::provider::line::Line

use crate::contract::{Attachment, Author, EndReason, NoticeCode, ProviderRequest, TranscriptEntry, Webhook};
use crate::packed::record;
use crate::provider::SectionSettings;
use crate::provider::line::Talk;
use crate::value::{Object, Str, Value};

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

/// What a provider pushed: a socket's text, an event of a stream, the body of a webhook.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    /// The text.
    pub body: &'a str,
    /// A stream's `event` and `id`, a webhook's header fields.
    pub headers: Option<&'a Object>,
}

/// What came back for a request.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// The HTTP status; 101 for a connection that stands, 0 if nothing came back.
    pub status: u32,
    /// The body: a value where it is JSON, a text otherwise.
    pub body: Value,
    /// Header fields, by their names in small letters.
    pub headers: Object,
    /// Why nothing came back.
    pub failure: Option<Str>,
}

/// What becomes of a request that was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// It is done with.
    Done,
    /// It is under way still: the provider tells in another way what became of it.
    Wait,
    /// It is sent again, later and later, until the attempts are used up; then the handover has failed.
    Again,
    /// It is sent again likewise, and then given up: the handover goes on without it.
    Drop,
    /// It is sent again at once: what stood in its way has been mended.
    AtOnce,
    /// The handover has failed.
    Fail,
}

/// One contact centre's protocol.
pub trait Codec: Send + Sync {
    /// What the engine's options say of a provider of this kind, besides `kind`.
    fn settings(&self) -> &'static [Setting];

    /// Whether a provider with these settings cannot be reached from a browser, where its section says
    /// that it depends.
    fn needs_server(&self, settings: &Value) -> bool {
        let _ = settings;
        false
    }

    /// Puts a command into the provider's words.
    fn command(&self, command: Command, talk: &mut Talk);

    /// Takes in what came back for the request of this step.
    fn answered(&self, step: u32, answer: &Answer, talk: &mut Talk) -> Next {
        let _ = (step, talk);
        answer.usual()
    }

    /// A request goes out, for the first time or again: what depends on those before it is filled in.
    fn begins(&self, request: &mut ProviderRequest, session: &mut Object) {
        let _ = (request, session);
    }

    /// The step whose answer says no more than that the provider has the request; other news may say so first.
    fn receipt(&self) -> Option<u32> {
        None
    }

    /// Tells what a webhook is, and how it is to be checked and answered; `None` where the provider sends none.
    /// `settings` are what the engine's options say of the provider.
    fn webhook(&self, frame: Frame, settings: &Value) -> Option<Webhook> {
        let _ = (frame, settings);
        None
    }

    /// Reads what the provider pushed; fails with a sentence for what cannot be read.
    fn pushed(&self, frame: Frame, talk: &mut Talk) -> Result<(), String>;

    /// Does what has come due.
    fn due(&self, alarm: u32, talk: &mut Talk) {
        let _ = (alarm, talk);
    }

    /// Asks how many agents there are; `None` where the provider cannot say.
    fn ask(&self, question: Question) -> Option<ProviderRequest> {
        let _ = question;
        None
    }

    /// Reads how many agents there are from the body of an answer.
    fn agents(&self, body: &str) -> Option<u32> {
        let _ = body;
        None
    }
}

/// Which agents are meant.
#[derive(Debug)]
pub struct Question<'a> {
    /// What the engine's options say of the provider.
    pub settings: &'a Value,
    /// What they have to know.
    pub skills: Vec<Str>,
    /// What they have to speak.
    pub languages: Vec<Str>,
    /// Whose mail they read.
    pub inbox: Option<Str>,
}

/// Something that the engine's options say of a provider.
#[derive(Debug)]
pub struct Setting {
    /// Its key.
    pub key: &'static str,
    /// What it holds.
    pub kind: SettingKind,
    /// Whether nothing goes without it.
    pub needed: bool,
}

/// What a setting holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingKind {
    /// A text; numbers are taken as theirs.
    Text,
    /// True or false.
    Toggle,
}

impl Setting {
    /// A text that nothing goes without.
    pub const fn needed(key: &'static str) -> Self {
        Setting { key, kind: SettingKind::Text, needed: true }
    }

    /// One that has a default.
    pub const fn optional(key: &'static str, kind: SettingKind) -> Self {
        Setting { key, kind, needed: false }
    }
}

impl Answer {
    /// Whether the provider did what it was asked for.
    pub fn is_ok(&self) -> bool {
        (100..400).contains(&self.status)
    }

    /// What is usual: what is overloaded, broken or out of reach is asked again, and what refuses has refused.
    pub fn usual(&self) -> Next {
        match self.status {
            100..400 => Next::Done,
            0 | 408 | 425 | 429 | 500.. => Next::Again,
            _ => Next::Fail,
        }
    }

    /// Whether the provider may have done it, though it does not say so.
    pub fn is_taken_maybe(&self) -> bool {
        self.usual() == Next::Again && !matches!(self.status, 429 | 503)
    }

    /// What is usual for what is only nice to have, which fails alone.
    pub fn amenity(&self) -> Next {
        if self.usual() == Next::Again { Next::Drop } else { Next::Done }
    }

    /// The `code` of the failure that the answer means.
    pub fn code(&self) -> &'static str {
        match self.status {
            0 | 408 => "transport",
            100..=399 => "protocol",
            401 | 403 => "auth_failed",
            413 => "payload_too_large",
            429 => "rate_limited",
            500.. => "provider_internal",
            _ => "config_invalid",
        }
    }
}
