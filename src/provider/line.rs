//! What is under way with a provider about one handover: requests in their order, connections, alarms.
//!
//! A line sends nothing. It says which requests are to begin now, and what an answer to one means for
//! it: that it is done, that it is sent again later, or that the handover has failed. It keeps these rules:
//!
//! - Requests that change something at the provider begin in their order, one after the other.
//! - A request is sent again only if a second one does no harm, or if the first was not taken.
//! - Attempts are bounded, and lie further and further apart, each conversation's by other distances.
//! - A line ends with its handover: what was still to be sent goes out, and nothing else.

use crate::contract::{
    Attachment, Author, HandoverError, Input, Millis, ProviderRequest, SocketAction, StreamAction,
};
use crate::hash::{BASIS, fnv1a};
use crate::packed::{by_number, record};
use crate::provider::codec::{Answer, Codec, Command, Frame, Next, Spoken};
use crate::provider::payload;
use crate::provider::transcript::readable;
use crate::value::{Object, Str, Value};

/// The first repetition comes after about so long, and each further one after twice the time.
const BACKOFF: Millis = 1_000;
/// Repetitions never lie further apart.
const LONGEST: Millis = 30_000;
/// A provider's own wish to wait is respected up to here.
const PATIENCE: Millis = 120_000;
const DAY: Millis = 86_400_000;
/// How often a request is sent before the provider counts as dead.
const ATTEMPTS: u32 = 6;

record! {
    /// One handover's line to its provider.
    pub struct Line = 73 {
        /// The provider's name in the engine's options.
        provider: Str = "provider",
        /// Counts the conversation's handovers from 1 on.
        handover: u32 = "handover",
        /// Counts what was sent within it.
        seq: u32 = "seq",
        /// What the codec keeps.
        session: Object = "session",
        /// What is not done yet, in order.
        errands: Vec<Errand> = "errands",
        /// When the codec wants to hear from itself, by its own numbers.
        alarms: Vec<(u32, Millis)> = "alarms",
        /// Whether requests wait until the codec lets them go.
        held: bool = "held",
        /// Whether the handover is over.
        over: bool = "over",
    }
}

record! {
    /// One request on its way.
    pub struct Errand = 74 {
        /// Tells it from its siblings.
        mark: u32 = "mark",
        /// What it is for, by the codec's own numbers.
        step: u32 = "step",
        /// What is sent.
        request: ProviderRequest = "request",
        /// Its place among the others.
        turn: Order = "turn",
        /// How often it was sent.
        attempts: u32 = "attempts",
        /// The number of the `send` that carries it now.
        send: Option<u32> = "send",
        /// Not before.
        due: Option<Millis> = "due",
        /// What the visitor said, which is lost if this is.
        said: Option<Spoken> = "said",
        /// The visitor's file that it brings, unless that goes as a link.
        file: Option<Attachment> = "file",
    }
}

/// When a request begins, and whether it may be sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// After those before it; a second one does no harm.
    Ordered,
    /// After those before it; sent again only if it certainly was not taken.
    Once,
    /// At once, and nobody waits for it; a second one does no harm.
    Beside,
    /// As [`Order::Ordered`], and once begun it is sent to the end, as those behind it build on it.
    Numbered,
}

by_number!(Order in [Order::Ordered, Order::Once, Order::Beside, Order::Numbered]);

/// Why a codec is called.
#[derive(Debug)]
pub enum Cause<'a> {
    /// The provider is to be told something.
    Command(Command<'a>),
    /// What was sent under this number has come back.
    Answered(u32, Answer),
    /// The provider pushed something.
    Pushed(Frame<'a>),
    /// The alarm of this number is due.
    Due(u32),
}

/// What a codec asks the engine for.
#[derive(Debug)]
pub enum Deed {
    /// Send this; nobody waits for an answer.
    Post(ProviderRequest),
    /// The provider has taken the request.
    Taken,
    /// Something happened to the handover of this number.
    Fact(u32, Input),
    /// The handover has failed.
    Failed(HandoverError),
    /// The question sent as number so and so has its answer.
    Agents(u32, u32),
    /// The desk wants everything of a handover after this place again.
    Sync(u32, u32),
}

impl Line {
    /// A line on which nothing has happened; `seq` goes on counting.
    pub fn new(provider: Str, handover: u32, seq: u32) -> Self {
        Line {
            provider,
            handover,
            seq,
            session: Object::new(),
            errands: Vec::new(),
            alarms: Vec::new(),
            held: false,
            over: false,
        }
    }

    /// Whether there is nothing to keep.
    pub fn is_idle(&self) -> bool {
        self.errands.is_empty() && (self.over || self.session.is_empty() && self.alarms.is_empty())
    }

    /// The next request that is to begin at `now`, and what the codec keeps.
    pub fn begin(&mut self, now: Millis) -> Option<(&mut Errand, &mut Object)> {
        let mut blocked = self.held && !self.over;
        let next = self.errands.iter_mut().find(|errand| {
            let waits = errand.due.is_some_and(|due| due > now);
            let begins = errand.send.is_none() && !waits && !(blocked && errand.turn != Order::Beside);
            blocked |= errand.turn != Order::Beside;
            begins
        })?;
        Some((next, &mut self.session))
    }

    /// The request that [`Line::begin`] gave has gone out under this number.
    pub fn began(&mut self, now: Millis, send: u32) {
        if let Some((errand, _)) = self.begin(now) {
            errand.attempts = errand.attempts.saturating_add(1);
            (errand.send, errand.due) = (Some(send), None);
        }
    }

    /// The errand that was sent under this number.
    pub fn sent(&self, send: u32) -> Option<&Errand> {
        self.errands.iter().find(|errand| errand.send == Some(send))
    }

    /// Nobody waits any more for the answers to the requests of this step.
    pub fn forget(&mut self, step: Option<u32>) {
        self.errands.retain(|errand| Some(errand.step) != step);
    }

    /// Takes in what the codec made of an answer. Gives what is to be reported if the handover has failed.
    pub fn settle(
        &mut self,
        mark: u32,
        next: Next,
        answer: &Answer,
        now: Millis,
        salt: &str,
    ) -> Option<HandoverError> {
        let at = self.errands.iter().position(|errand| errand.mark == mark)?;
        let errand = self.errands.get_mut(at)?;
        let stands = errand.is_connection() && answer.is_ok();
        let taken_maybe = errand.turn == Order::Once && answer.is_taken_maybe();
        match next {
            Next::Done if stands => errand.attempts = 0,
            Next::Done => drop(self.errands.remove(at)),
            Next::Wait => {}
            Next::AtOnce if errand.attempts < ATTEMPTS => (errand.send, errand.due) = (None, None),
            Next::Again | Next::Drop if errand.attempts < ATTEMPTS && !taken_maybe => {
                let wait = retry_after(answer, now).unwrap_or_else(|| backoff(errand.attempts, mark, salt));
                (errand.send, errand.due) = (None, Some(now.saturating_add(wait)));
            }
            Next::Drop => drop(self.errands.remove(at)),
            Next::Again | Next::AtOnce | Next::Fail if self.over => drop(self.errands.remove(at)),
            Next::Again | Next::AtOnce | Next::Fail => {
                // It stays until the end of the line, so that what the visitor said in it is not lost.
                (errand.send, errand.due) = (None, Some(Millis::MAX));
                return Some(failure(answer));
            }
        }
        None
    }

    /// The handover is over: what was still to be told goes out; polls, connections and alarms end. Gives what
    /// the visitor said and the provider is not known to have got: somebody else is to hear it.
    pub fn end(&mut self) -> Vec<Spoken> {
        self.over = true;
        self.alarms.clear();
        let mut unsaid = Vec::new();
        self.errands.retain_mut(|errand| {
            let said = errand.said.take();
            let is_given_up = errand.due == Some(Millis::MAX);
            // A file belongs to what the last errand of its message gives back.
            let is_unsaid = said.is_some() || errand.file.is_some();
            // The goodbye must not overtake what is under way.
            let is_http = matches!(errand.request, ProviderRequest::Http { .. });
            let is_begun = errand.send.is_some() || errand.turn == Order::Numbered && errand.attempts > 0;
            let is_under_way = is_http && is_begun && errand.file.is_none();
            let keeps = errand.turn != Order::Beside && (!is_unsaid || is_under_way) && !is_given_up;
            unsaid.extend(said);
            keeps
        });
        unsaid
    }

    /// When something is due next.
    pub fn next(&self) -> Option<Millis> {
        let mut blocked = self.held && !self.over;
        let errands = self.errands.iter().filter_map(|errand| {
            // What waits for another one, or for the codec, waits for no moment.
            let waits = errand.send.is_some() || blocked && errand.turn != Order::Beside;
            blocked |= errand.turn != Order::Beside;
            errand.due.filter(|_| !waits)
        });
        errands.chain(self.alarms.iter().map(|(_, due)| *due)).filter(|due| *due < Millis::MAX).min()
    }

    /// Takes the alarm that is due, if there is one.
    pub fn alarm(&mut self, now: Millis) -> Option<u32> {
        let at = self.alarms.iter().position(|(_, due)| *due <= now)?;
        Some(self.alarms.remove(at).0)
    }
}

impl Errand {
    /// The visitor's files that it brings.
    fn files(&self) -> Vec<Attachment> {
        let ProviderRequest::Http { form, .. } = &self.request else { return Vec::new() };
        form.iter().filter_map(|part| part.attachment.clone()).chain(self.file.clone()).collect()
    }

    /// Whether it is a connection, which lasts until it is lost or closed.
    pub fn is_connection(&self) -> bool {
        matches!(
            self.request,
            ProviderRequest::Socket { action: SocketAction::Open, .. }
                | ProviderRequest::Events { action: StreamAction::Open, .. }
                | ProviderRequest::Webhook { .. }
        )
    }
}

/// One call of a codec: what it may read, and what it asks for.
pub struct Talk<'a> {
    /// The conversation's id.
    pub conversation: &'a str,
    /// What the engine's options say of the provider.
    pub settings: &'a Value,
    /// The present moment.
    pub now: Millis,
    /// The handover's line.
    pub line: &'a mut Line,
    deeds: Vec<Deed>,
}

impl<'a> Talk<'a> {
    /// Prepares a call.
    pub fn new(conversation: &'a str, settings: &'a Value, now: Millis, line: &'a mut Line) -> Self {
        Talk { conversation, settings, now, line, deeds: Vec::new() }
    }

    /// What the codec asked for.
    pub fn deeds(self) -> Vec<Deed> {
        self.deeds
    }

    /// Lets the codec do its part; fails with a sentence for what it could not read.
    pub fn hear(&mut self, codec: &dyn Codec, cause: Cause) -> Result<(), String> {
        match cause {
            Cause::Command(Command::Message(spoken)) if spoken.author == Author::Visitor => {
                let said = Some(spoken.clone());
                self.say(spoken, said, codec);
            }
            Cause::Command(command) => codec.command(command, self),
            Cause::Pushed(frame) => return codec.pushed(frame, self),
            Cause::Due(alarm) => codec.due(alarm, self),
            Cause::Answered(send, answer) => {
                let Some((mark, step)) = self.line.sent(send).map(|errand| (errand.mark, errand.step)) else {
                    return Ok(());
                };
                let next = codec.answered(step, &answer, self);
                if next == Next::Fail && self.link(mark, codec).is_some() {
                    return Ok(());
                }
                self.settle(mark, next, &answer);
            }
        }
        Ok(())
    }

    /// Lets the codec say something: it has arrived when the last of the requests that carry it has.
    fn say(&mut self, spoken: Spoken, said: Option<Spoken>, codec: &dyn Codec) {
        let before = self.line.errands.len();
        codec.command(Command::Message(spoken), self);
        if let Some(last) = self.line.errands.get_mut(before..).and_then(<[Errand]>::last_mut) {
            last.said = said;
        }
    }

    /// Files that the provider refuses go as links, in their place; `None` if the request brings none.
    fn link(&mut self, mark: u32, codec: &dyn Codec) -> Option<()> {
        let at = self.line.errands.iter().position(|errand| errand.mark == mark)?;
        let files = self.line.errands.get(at)?.files();
        if self.line.over || files.is_empty() {
            return None;
        }
        let mut behind = self.line.errands.split_off(at);
        let links = readable(None, &Value::Null, &[], &files);
        self.say(Spoken::notice(Author::Visitor, &links), behind.remove(0).said, codec);
        self.line.errands.append(&mut behind);
        Some(())
    }

    /// The next number of what is sent on this line, from 1 on.
    pub fn count(&mut self) -> u32 {
        self.line.seq = self.line.seq.saturating_add(1);
        self.line.seq
    }

    /// Sends a request after those before it. Answers its mark, which [`Talk::done`] takes.
    pub fn send(&mut self, step: u32, turn: Order, request: ProviderRequest) -> u32 {
        let mark = self.count();
        let errand =
            Errand { mark, step, request, turn, attempts: 0, send: None, due: None, said: None, file: None };
        // Mostly it is the only one, and a large one.
        self.line.errands.reserve_exact(1);
        self.line.errands.push(errand);
        mark
    }

    /// Sends something that nobody answers.
    pub fn post(&mut self, request: ProviderRequest) {
        // Mostly it is the only deed, and a large one.
        self.deeds.reserve_exact(1);
        self.deeds.push(Deed::Post(request));
    }

    /// Whether a request of this step is not done yet.
    pub fn awaits(&self, step: u32) -> bool {
        self.line.errands.iter().any(|errand| errand.step == step)
    }

    /// The requests of this step are not wanted any more.
    pub fn drop(&mut self, step: u32) {
        self.line.forget(Some(step));
    }

    /// A request whose answer came another way is done; true if it was on its way.
    pub fn done(&mut self, mark: u32) -> bool {
        let before = self.line.errands.len();
        self.line.errands.retain(|errand| errand.mark != mark);
        self.line.errands.len() != before
    }

    /// Takes in what an answer means for the request of this mark, by whatever way it came.
    pub fn settle(&mut self, mark: u32, next: Next, answer: &Answer) {
        let failed = self.line.settle(mark, next, answer, self.now, self.conversation);
        self.deeds.extend(failed.map(Deed::Failed));
    }

    /// Sends the requests of this step anew, as often as any: the connection on which they went out is gone.
    pub fn resend(&mut self, step: u32) {
        let of_step = self.line.errands.iter().filter(|errand| errand.step == step);
        let marks: Vec<u32> = of_step.map(|errand| errand.mark).collect();
        marks.into_iter().for_each(|mark| self.send_again(mark));
    }

    /// Sends the request of this mark anew, as often as any.
    pub fn send_again(&mut self, mark: u32) {
        self.settle(mark, Next::AtOnce, &Answer::failed("the contact centre does not answer".into()));
    }

    /// The requests that are not done yet, whose header fields may be out of date.
    pub fn requests(&mut self) -> impl Iterator<Item = (u32, &mut ProviderRequest)> {
        self.line.errands.iter_mut().map(|errand| (errand.step, &mut errand.request))
    }

    /// Lets the requests wait, or go.
    pub fn hold(&mut self, held: bool) {
        self.line.held = held;
    }

    /// Sets the alarm of this number, or moves it; there are none after the end.
    pub fn alarm(&mut self, alarm: u32, after: Millis) {
        self.stop(alarm);
        if !self.line.over {
            self.line.alarms.push((alarm, self.now.saturating_add(after)));
        }
    }

    /// Stops the alarm of this number.
    pub fn stop(&mut self, alarm: u32) {
        self.line.alarms.retain(|(one, _)| *one != alarm);
    }

    /// The provider has taken the request.
    pub fn taken(&mut self) {
        self.deeds.push(Deed::Taken);
    }

    /// Something happened to this handover.
    pub fn tell(&mut self, fact: Input) {
        self.deeds.push(Deed::Fact(self.line.handover, fact));
    }

    /// Something else, in the engine's words.
    pub fn ask(&mut self, deed: Deed) {
        self.deeds.push(deed);
    }

    /// The handover has failed.
    pub fn fail(&mut self, code: &str, message: &str) {
        self.deeds.push(Deed::Failed(HandoverError::new(code, message)));
    }

    /// A text that the codec has kept.
    pub fn kept(&self, key: &str) -> Option<Str> {
        payload::text(self.value(key))
    }

    /// A number that the codec has kept.
    pub fn counted(&self, key: &str) -> Option<u64> {
        payload::number(self.value(key))
    }

    /// What the codec has kept; null where there is nothing.
    pub fn value(&self, key: &str) -> &Value {
        payload::found(self.line.session.get(key))
    }

    /// What the codec has kept and does not need any more; null where there is nothing.
    pub fn take(&mut self, key: &str) -> Value {
        self.line.session.remove(key).unwrap_or_default()
    }

    /// Keeps a value for later calls.
    pub fn keep(&mut self, key: &'static str, value: impl Into<Value>) {
        self.line.session.insert(key, value.into());
    }

    /// A setting of the provider, as a text; blank counts as missing.
    pub fn setting(&self, key: &str) -> Option<Str> {
        payload::text_at(self.settings, key)
    }
}

/// What an answer that cannot be mended means for the handover.
fn failure(answer: &Answer) -> HandoverError {
    let message = match &answer.failure {
        Some(failure) => String::from(&**failure),
        None => ["the contact centre refused the request with status ", &answer.status.to_string()].concat(),
    };
    HandoverError::new(answer.code(), &message)
}

/// How long the provider wants nobody to ask again: so many seconds, or until a date.
fn retry_after(answer: &Answer, now: Millis) -> Option<Millis> {
    let told = answer.headers.get("retry-after")?;
    let wait = match payload::number(told) {
        Some(seconds) => seconds.saturating_mul(1_000),
        None => {
            // As nobody waits for hours, the time of the day says which moment is meant; it may be over.
            let mut clock = told.as_str()?.split(' ').nth(4)?.split(':');
            let seconds = clock.try_fold(0, |sum: u64, part| {
                Some(sum.saturating_mul(60).saturating_add(part.parse::<u16>().ok()?.into()))
            })?;
            let ahead = seconds.saturating_mul(1_000).saturating_add(DAY).saturating_sub(now % DAY) % DAY;
            if ahead > DAY / 2 { 0 } else { ahead }
        }
    };
    Some(wait.min(PATIENCE))
}

/// Twice as long each time, and up to half as long again, so that conversations do not all come at once.
fn backoff(attempts: u32, mark: u32, salt: &str) -> Millis {
    let longest = BACKOFF.saturating_mul(1 << attempts.saturating_sub(1).min(10)).min(LONGEST);
    let hash = fnv1a(BASIS, salt.bytes().chain(mark.to_le_bytes()).chain(attempts.to_le_bytes()));
    longest.saturating_add((hash >> 32).checked_rem(longest / 2).unwrap_or_default())
}
