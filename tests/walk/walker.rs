//! One conversation on its walk: gives the engine each step, and checks what came out of it.
//!
//! What does not depend on what a conversation is about is checked here: the numbering of effects, sends
//! and the desk's messages, the log, the deadline, that what must change nothing does, and that a twin which
//! is stored and restored on the way never differs. The rest is for the model to say.

use std::collections::{BTreeMap, HashSet};

use handover::contract::{
    DeskMessage, Effect, Input, Millis, Order, Output, Owner, ProviderRequest, RepresentativeType, Status,
    WaitingFor, to_value,
};
use handover::engine::Engine;
use handover::value::{Object, Value};

use crate::model::Model;
use crate::support::{START, engine, input, json};

pub type Checked = Result<(), String>;

pub fn ensure(holds: bool, broken: &str) -> Checked {
    if holds { Ok(()) } else { Err(broken.into()) }
}

/// The numbers of the visitor's messages in a text.
pub fn tokens(text: &str) -> impl Iterator<Item = u32> {
    text.split_whitespace().filter_map(|word| word.strip_prefix('m')?.parse().ok())
}

/// What happens next on a walk.
#[derive(Clone, Debug)]
pub enum Step {
    Give(Value),
    /// Time passes, and the engine is woken whenever it asked for it.
    Pass(Millis),
    /// The clock moves, forwards or backwards, and nobody wakes the engine.
    Leap(i64),
}

pub const NAME: &str = "c1";

pub struct Walker {
    pub engine: Engine,
    pub model: Model,
    pub now: Millis,
    pub wake: Option<Millis>,
    /// The numbers of the sends that wait for an answer: the latest request, the latest question.
    pub request: u32,
    pub question: u32,
    /// What the desk was told, by handover.
    pub lines: BTreeMap<u32, Vec<DeskMessage>>,
    ended: bool,
    twin: Engine,
    /// Does once more what must change nothing.
    other: Engine,
    seed: u64,
    steps: u64,
    seen: HashSet<(bool, String)>,
    counts: [u32; 4],
    log: Vec<Value>,
}

impl Walker {
    pub fn new(flow: &Value, options: &Value, seed: u64) -> Self {
        Walker {
            engine: engine(flow, options),
            twin: engine(flow, options),
            other: engine(flow, options),
            model: Model::default(),
            now: START,
            wake: None,
            request: 0,
            question: 0,
            lines: BTreeMap::new(),
            ended: false,
            seed,
            steps: 0,
            seen: HashSet::new(),
            counts: [0; 4],
            log: Vec::new(),
        }
    }

    pub fn perform(&mut self, step: &Step) -> Checked {
        match step {
            Step::Give(value) => self.give(value)?,
            Step::Pass(duration) => {
                let until = self.now + duration;
                while let Some(due) = self.wake.filter(|due| *due <= until) {
                    self.now = due.max(self.now);
                    self.give(&json(r#"{"type": "wake"}"#))?;
                }
                self.now = until;
            }
            Step::Leap(distance) => self.now = self.now.saturating_add_signed(*distance),
        }
        Ok(())
    }

    /// What has to hold at the end of the walk.
    pub fn arrive(&self) -> Checked {
        ensure(self.engine.log(NAME, 0) == Value::from(self.log.clone()), "the log has been rewritten")
    }

    /// The number of the latest handover that the desk was asked for.
    pub fn handover(&self) -> u32 {
        self.lines.keys().last().copied().unwrap_or_default()
    }

    /// Whether a run waits for the answer to its question about availability.
    pub fn asks(&self) -> bool {
        let waiting = self.engine.view(NAME).and_then(|view| view.waiting);
        waiting.is_some_and(|waiting| waiting.waiting_for == WaitingFor::Availability)
    }

    fn give(&mut self, value: &Value) -> Checked {
        let fact = input(value);
        let is_due = self.wake.is_some_and(|wake| wake <= self.now);
        let known = self.engine.view(NAME).is_some();
        let facts = self.meant(&fact, value, is_due);
        if !known && !opens(&fact) {
            let output = self.engine.handle(NAME, fact, self.now).unwrap();
            return ensure(output.effects.is_empty() && self.engine.size() == 0, "nobody has opened this");
        }
        let repeats = self.repeats(&facts);
        let is_idle = known && self.is_idle(&fact, &facts, is_due);
        let before = (repeats || is_idle).then(|| self.engine.snapshot(NAME).unwrap());
        let is_heard = !repeats && !self.ended;
        said(&facts).filter(|_| is_heard).for_each(|(text, cancels)| self.model.say(text, cancels));
        let speaks = !repeats && !is_idle && speaks(&facts);
        let output = self.engine.handle(NAME, fact.clone(), self.now).map_err(|error| error.to_string())?;
        if let Some(before) = before {
            self.changed_nothing(&before, &output)?;
        }
        let said = output.effects.iter().filter(|effect| is_human(&effect.order)).count();
        ensure(is_due || said == usize::from(speaks), "an agent's message is lost or doubled")?;
        for effect in &output.effects {
            self.effect(effect, &fact)?;
        }
        self.log(&output)?;
        self.deadline(&output)?;
        self.twin(fact, &output)?;
        self.view()
    }

    /// A frame of another provider than the present handover's is about none.
    fn meant(&self, input: &Input, value: &Value, is_due: bool) -> Vec<Fact> {
        match input {
            Input::Frame { provider, body, .. } => {
                let frame = handover::script::from_json(body).unwrap_or_default();
                let kind = frame.get("type").and_then(Value::as_str).unwrap_or_default();
                let Some((_, fact)) = FRAMES.iter().find(|(name, _)| *name == kind) else {
                    return Vec::new();
                };
                let mut fields = frame.as_object().cloned().unwrap_or_default();
                fields.insert("type", *fact);
                let present = self.engine.view(NAME).and_then(|view| view.handover?.provider);
                let is_its = is_due || present.as_deref() == Some(provider);
                let handover = frame.get("handover").and_then(Value::as_f64).filter(|_| is_its);
                let handover = Some(handover.unwrap_or_default() as u32);
                vec![Fact { value: fields.into(), handover }]
            }
            Input::Channel { payload, .. } => {
                let message = payload.get("message");
                let mut fields = Object::from_iter([("type", "message")]);
                for (key, name) in [("id", "messageId"), ("text", "text")] {
                    fields.insert(key, message.and_then(|message| message.get(name)).cloned());
                }
                vec![Fact { value: fields.into(), handover: None }]
            }
            _ => vec![Fact { value: value.clone(), handover: None }],
        }
    }

    /// Whether every fact has an id that its side has used before; takes note of them.
    fn repeats(&mut self, facts: &[Fact]) -> bool {
        let mut new = facts.is_empty();
        for fact in facts {
            if fact.handover.is_some_and(|number| !self.is_present(number)) {
                continue;
            }
            let Some(id) = fact.value.get("id").and_then(Value::as_str) else {
                new = true;
                continue;
            };
            new |= self.seen.insert((fact.kind() == "message", id.into()));
        }
        !new
    }

    fn is_present(&self, handover: u32) -> bool {
        self.model.is_open() && handover == self.handover()
    }

    /// Whether nobody waits for this, so that it must change nothing.
    fn is_idle(&self, fact: &Input, facts: &[Fact], is_due: bool) -> bool {
        let is_over = facts.iter().any(|fact| match fact.handover {
            Some(number) if number < self.handover() => true,
            Some(number) => !is_due && !self.is_present(number),
            None => fact.is_centres() && !is_due && !self.model.is_open(),
        });
        let is_unasked = matches!(fact, Input::Answer { send, .. } | Input::SendFailed { send, .. }
            if *send != self.request && !(self.asks() && *send == self.question) && !is_due);
        self.ended || is_over || is_unasked || *fact == (Input::Wake {})
    }

    /// Nothing but time has passed.
    fn changed_nothing(&mut self, before: &[u8], output: &Output) -> Checked {
        self.other.restore(before).unwrap();
        let woken = self.other.handle(NAME, Input::Wake {}, self.now).unwrap();
        ensure(woken == *output, "an input that nobody waited for has effects")?;
        let known = self.log.len() as u32;
        let same = self.other.log(NAME, known) == self.engine.log(NAME, known);
        ensure(same, "an input that nobody waited for stands in the log")
    }

    fn effect(&mut self, effect: &Effect, fact: &Input) -> Checked {
        let [seq, visitor, agent, sends] = &mut self.counts;
        let follows = |count: &mut u32, number: Option<u32>| {
            *count += u32::from(number.is_some());
            number.is_none_or(|number| number == *count)
        };
        ensure(follows(seq, Some(effect.seq)), "`seq` has a hole")?;
        ensure(follows(visitor, effect.visitor_seq), "`visitorSeq` has a hole")?;
        ensure(follows(agent, effect.agent_seq), "`agentSeq` has a hole")?;
        if let Order::Ended { .. } = effect.order {
            ensure(!std::mem::replace(&mut self.ended, true), "it ends twice")?;
        }
        let Order::Send { send, request, .. } = &effect.order else {
            return self.model.effect(&effect.order, fact);
        };
        ensure(follows(sends, Some(*send)), "the sends have a hole")?;
        let ProviderRequest::Desk { message } = request else { return Ok(()) };
        match message {
            DeskMessage::Request { .. } => self.request = *send,
            DeskMessage::Availability { .. } => self.question = *send,
            _ => {}
        }
        let Some((handover, place)) = place(message) else { return Ok(()) };
        let is_first = !self.lines.contains_key(&handover);
        let is_request = matches!(message, DeskMessage::Request { .. });
        let lines = self.lines.entry(handover).or_default();
        if let Some(before) = lines.get(place as usize - 1) {
            return ensure(before == message, "the desk is told two things under one number");
        }
        ensure(place as usize == lines.len() + 1, "the desk's numbers have a hole")?;
        ensure(is_request == is_first, "a handover begins with one request")?;
        lines.push(message.clone());
        self.model.effect(&effect.order, fact)
    }

    fn deadline(&mut self, output: &Output) -> Checked {
        self.wake = output.wake_at;
        // A clock that is put back counts from the latest entry of the log on.
        let now = self.log.last().map_or(0.0, |last| number(last, "at")).max(self.now as f64);
        ensure(output.wake_at.is_none_or(|wake| wake as f64 > now), "`wakeAt` is in the past")
    }

    fn log(&mut self, output: &Output) -> Checked {
        let after = self.log.len() as u32;
        let news = self.engine.log(NAME, after);
        let news = news.as_array().unwrap_or_default();
        for (entry, seq) in news.iter().zip(after + 1..) {
            let last = self.log.last().map_or(0.0, |last| number(last, "at"));
            ensure(number(entry, "seq") == f64::from(seq), "the log has a hole")?;
            ensure(number(entry, "at") >= last, "the log goes back in time")?;
            self.log.push(entry.clone());
        }
        let effects =
            news.iter().filter_map(|entry| entry.get("entry")).filter(|entry| entry.get("seq").is_some());
        ensure(
            effects.eq(&output.effects.iter().map(to_value).collect::<Vec<_>>()),
            "the log has other effects",
        )
    }

    fn twin(&mut self, fact: Input, output: &Output) -> Checked {
        ensure(
            self.twin.handle(NAME, fact, self.now).unwrap() == *output,
            "the restored one goes on differently",
        )?;
        self.steps += 1;
        if self.engine.view(NAME).is_none()
            || !(self.seed ^ self.steps).wrapping_mul(0x9e37_79b9).is_multiple_of(3)
        {
            return Ok(());
        }
        let snapshot = self.twin.snapshot(NAME).unwrap();
        self.twin.forget(NAME);
        self.twin.restore(&snapshot).unwrap();
        ensure(
            self.twin.snapshot(NAME).unwrap() == self.engine.snapshot(NAME).unwrap(),
            "the snapshots differ",
        )?;
        ensure(self.twin.view(NAME) == self.engine.view(NAME), "the restored one looks different")
    }

    fn view(&mut self) -> Checked {
        let Some(view) = self.engine.view(NAME) else { return Ok(()) };
        let heard = view.context.get("heard").and_then(Value::as_str).unwrap_or_default();
        let waiting = view.waiting.map(|waiting| (waiting.waiting_for, waiting.until));
        let requests = self.model.status == Some(Status::Requested);
        self.model.settle(heard, self.asks() || requests || self.ended)?;
        let human = self.model.status == Some(Status::Active);
        ensure((view.owner == Owner::Human) == human, "the view shows another owner")?;
        let stage = if human { "HUMAN_ASSIST_STAGE" } else { "VIRTUAL_AGENT_STAGE" };
        ensure(view.conversation_stage.as_str() == stage, "the view shows another stage")?;
        let status = view.handover.map(|handover| handover.status);
        ensure(status == self.model.status, "the view shows another status")?;
        let has_end = |(what, until): (_, Option<_>)| until.is_some() || human || what == WaitingFor::Message;
        ensure(waiting.is_none_or(has_end), "it waits for ever")?;
        let until = waiting.and_then(|(_, until)| until);
        let is_woken = until.is_none_or(|until| self.wake.is_some_and(|wake| wake <= until));
        ensure(is_woken, "the engine asks to be woken after its deadline")
    }
}

/// What an input means in the engine's own words, and of which handover a frame speaks.
struct Fact {
    value: Value,
    handover: Option<u32>,
}

impl Fact {
    fn kind(&self) -> &str {
        self.value.get("type").and_then(Value::as_str).unwrap_or_default()
    }

    fn is_centres(&self) -> bool {
        ["agent", "handover"].iter().any(|prefix| self.kind().starts_with(prefix))
    }
}

/// The frames of the desk that say something to a conversation.
const FRAMES: [(&str, &str); 11] = [
    ("queued", "handoverQueued"),
    ("accepted", "handoverAccepted"),
    ("declined", "agentLeft"),
    ("message", "agentMessage"),
    ("typing", "agentTyping"),
    ("inject", "agentInject"),
    ("transfer", "agentLeft"),
    ("left", "agentLeft"),
    ("resolved", "handoverResolved"),
    ("failed", "handoverFailed"),
    ("update", "handoverUpdate"),
];

fn number(entry: &Value, key: &str) -> f64 {
    entry.get(key).and_then(Value::as_f64).unwrap_or_default()
}

fn opens(input: &Input) -> bool {
    matches!(
        input,
        Input::Start { .. } | Input::Message { .. } | Input::Channel { .. } | Input::Signal { .. }
    )
}

fn said(facts: &[Fact]) -> impl Iterator<Item = (&str, bool)> {
    facts.iter().filter(|fact| fact.kind() == "message").map(|fact| {
        let field = |key| fact.value.get(key).and_then(Value::as_str).unwrap_or_default();
        (field("text"), field("intent") == "cancel")
    })
}

fn speaks(facts: &[Fact]) -> bool {
    let text =
        |fact: &Fact| fact.value.get("text").and_then(Value::as_str).unwrap_or_default().trim().to_string();
    facts.iter().any(|fact| fact.kind() == "agentMessage" && !text(fact).is_empty())
}

fn is_human(order: &Order) -> bool {
    matches!(order, Order::Say { from, .. } if from.representative_type == RepresentativeType::Human)
}

fn place(message: &DeskMessage) -> Option<(u32, u32)> {
    match message {
        DeskMessage::Request { handover, seq, .. }
        | DeskMessage::Message { handover, seq, .. }
        | DeskMessage::Notice { handover, seq, .. }
        | DeskMessage::End { handover, seq, .. } => Some((*handover, *seq)),
        DeskMessage::Typing { .. } | DeskMessage::Availability { .. } => None,
    }
}
