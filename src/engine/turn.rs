//! One input and what it leads to: time first, then the input, then what had to wait for it.
//!
//! A turn turns facts into the handover's events. What an event means is for the state machine to
//! say, and what an order does stands in `orders`; how the flow runs stands in `run`.

use std::cell::OnceCell;

use crate::contract::{Agent, Attachment, Author, HandoverError, Input, Millis, QuickReply, Status};
use crate::engine::Options;
use crate::engine::conversation::{Conversation, Opening, Place, Said, Side, Ticket};
use crate::engine::effects::Effects;
use crate::engine::log::Mark;
use crate::engine::timers::Timer;
use crate::flow::Flow;
use crate::format;
use crate::handover::{Event, State, step};
use crate::node::{NodeIndex, Run};
use crate::packed::{Packed, Writer};
use crate::provider::codec::Answer;
use crate::value::{Str, Value};

/// How long a visitor may be away before anybody is told.
const GRACE: Millis = 3_000;
/// How long typing lasts without a word.
const TYPING: Millis = 6_000;

/// What came with an event.
#[derive(Default)]
pub struct Fact {
    /// What the visitor said.
    pub said: Option<Said>,
    /// What the agent said.
    pub text: Option<Str>,
    /// What came along, or a provider's own report.
    pub data: Value,
    /// Files.
    pub attachments: Vec<Attachment>,
    /// Buttons.
    pub quick_replies: Vec<QuickReply>,
    /// Whose doing it is.
    pub agent: Option<Agent>,
    /// The place in the queue.
    pub position: Option<u32>,
    /// Milliseconds until somebody is likely to come.
    pub estimated_wait_time: Option<u64>,
    /// What the agent wrote at the end.
    pub summary: Option<Str>,
    /// How it ended.
    pub resolution: Option<Str>,
    /// What went wrong.
    pub error: Option<HandoverError>,
    /// Whether somebody types.
    pub on: bool,
    /// Whether a closing is to be told to the provider.
    pub at_provider: bool,
}

/// What a run of the flow is about.
#[derive(Clone, Default)]
pub struct Stimulus {
    /// What was said.
    pub said: Said,
    /// What `input.handover.status` is for this run alone.
    pub status: Option<Status>,
    /// Whether somebody's words start the run, so that a waiting node takes them as its answer.
    pub answers: bool,
    /// Whether the agent injected them.
    pub injected: bool,
}

/// One call of `handle`.
pub struct Turn<'a> {
    pub(super) flow: &'a Flow,
    pub(super) options: &'a Options,
    pub(super) conversation: &'a mut Conversation,
    pub(super) now: Millis,
    pub(super) effects: &'a mut dyn Effects,
    /// Memory for the log.
    room: &'a mut Writer,
    /// Where the log stood before the present input.
    pub(super) mark: Mark,
    /// Whether the present input has changed anything yet.
    pub(super) changed: bool,
    /// The visitor's messages that wait for the present run to stop.
    pub(super) pending: Vec<Said>,
    pub(super) jumps: u32,
    pub(super) stimulus: Stimulus,
    pub(super) input: OnceCell<Value>,
    /// The node that the present run has reached.
    pub(super) at: NodeIndex,
    pub(super) resumed: bool,
    pub(super) availability: Option<Result<u32, Str>>,
}

impl<'a> Turn<'a> {
    /// Prepares a turn at the time `now`.
    pub fn new(
        flow: &'a Flow,
        options: &'a Options,
        conversation: &'a mut Conversation,
        effects: &'a mut dyn Effects,
        room: &'a mut Writer,
        now: Millis,
    ) -> Self {
        // Time never runs backwards.
        let now = now.max(conversation.log.last());
        conversation.log.open(room);
        let mark = conversation.log.mark();
        Turn {
            flow,
            options,
            conversation,
            now,
            effects,
            room,
            mark,
            changed: false,
            pending: Vec::new(),
            jumps: 0,
            stimulus: Stimulus::default(),
            input: OnceCell::new(),
            at: flow.start(),
            resumed: false,
            availability: None,
        }
    }

    /// Lets the overdue timers run out, and then the input happen; gives when a `wake` is next due.
    pub fn handle(&mut self, input: Input) -> Option<Millis> {
        self.expire();
        self.take(input);
        // A queue's deadline that has rested while an agent had it may be over by now.
        self.expire();
        self.conversation.log.close(self.room);
        self.conversation.timers.next().map(|(_, due)| due)
    }

    /// One input happens. What changes nothing is not logged.
    pub(super) fn take(&mut self, input: Input) {
        if self.conversation.ended.is_some()
            && !matches!(input, Input::Answer { .. } | Input::SendFailed { .. })
        {
            return;
        }
        self.mark = self.conversation.log.mark();
        self.record(&input);
        self.changed = false;
        self.dispatch(input);
        self.catch_up();
        if !self.changed {
            self.conversation.log.reset(self.mark);
        }
    }

    /// Puts an input into the log.
    pub(super) fn record(&mut self, input: &Input) {
        self.conversation.log.push(self.now, author(input), |to| input.write(to));
    }

    /// What the visitor said while a run, or a handover that the run has closed, waited for a provider
    /// happens now.
    fn catch_up(&mut self) {
        while !self.pending.is_empty() && self.conversation.ended.is_none() {
            let said = self.pending.remove(0);
            self.visitor_said(said);
        }
    }

    fn dispatch(&mut self, input: Input) {
        match input {
            Input::Start { channel, locale, profile, conversation_profile, phone_number } => {
                self.changed = true;
                let opening = Opening { channel, locale, conversation_profile, phone_number };
                self.open(opening, profile.unwrap_or_default());
            }
            Input::Message { id, text, data, intent, attachments } => {
                if self.is_new(Side::Visitor, id) {
                    self.changed = true;
                    let text = text.unwrap_or_else(|| "".into());
                    self.visitor_said(Said { text, data, intent, attachments });
                }
            }
            Input::Typing { on } => self.happen(Event::VisitorTyping, &Fact { on, ..Fact::default() }),
            Input::Connected {} => {
                self.changed |= self.conversation.timers.clear(Timer::Grace);
                if self.conversation.ticket.as_ref().is_some_and(|ticket| ticket.visitor_left) {
                    self.happen(Event::VisitorReturned, &Fact::default());
                }
            }
            Input::Disconnected {} => {
                let left = self.conversation.ticket.as_ref().is_some_and(|ticket| ticket.visitor_left);
                let counted = left || self.conversation.timers.get(Timer::Grace).is_some();
                if self.conversation.state().is_open() && !counted {
                    self.changed = true;
                    self.start(Timer::Grace, GRACE);
                }
            }
            Input::Answer { send, status, headers, body } => {
                self.answered(send, Answer::read(status, headers, body.as_deref()), body);
            }
            Input::SendFailed { send, message } => self.answered(send, Answer::failed(message), None),
            Input::Frame { provider, body, headers } => self.frame(&provider, &body, headers.as_ref()),
            Input::Channel { payload, .. } => self.channel(&payload),
            Input::Signal { payload } => self.signal(&payload),
            Input::Wake {} => {}
            Input::Cancel {}
            | Input::HandoverQueued { .. }
            | Input::HandoverAccepted { .. }
            | Input::AgentMessage { .. }
            | Input::AgentTyping { .. }
            | Input::AgentLeft { .. }
            | Input::AgentInject { .. }
            | Input::HandoverResolved { .. }
            | Input::HandoverFailed { .. }
            | Input::HandoverUpdate { .. }
            | Input::HandoverAlreadyInProgress { .. } => self.centre(input),
        }
    }

    /// What a channel reports stands in the log, and happens, in the engine's own words.
    fn channel(&mut self, payload: &Value) {
        self.conversation.log.reset(self.mark);
        if self.conversation.log.len() == 0 {
            self.take(format::business_messages_start(payload));
        }
        for input in format::business_messages(payload, self.conversation.state().is_open()) {
            self.take(input);
        }
    }

    /// The visitor opens the conversation. What comes later adds to what came first.
    fn open(&mut self, opening: Opening, profile: crate::value::Object) {
        let is_new = self.conversation.log.len() <= 1;
        if opening != Opening::default() {
            let kept = self.conversation.opening.get_or_insert_default();
            keep(&mut kept.channel, opening.channel);
            keep(&mut kept.locale, opening.locale);
            keep(&mut kept.conversation_profile, opening.conversation_profile);
            keep(&mut kept.phone_number, opening.phone_number);
        }
        if !profile.is_empty() {
            let mut known = self.conversation.profile.object();
            for (key, value) in profile.iter() {
                known.insert(key.clone(), value.clone());
            }
            self.conversation.profile = known.into();
        }
        if is_new && self.flow.greets() {
            self.run(Place::default(), Stimulus::default());
        }
    }

    /// The visitor says something to whoever owns the conversation.
    fn visitor_said(&mut self, said: Said) {
        let is_open = self.conversation.state().is_open();
        if let Some(asking) = self.conversation.asking.as_mut().filter(|_| !is_open) {
            asking.held.push(said);
            return;
        }
        if is_open && said.is_empty() {
            return;
        }
        if self.conversation.ticket.as_ref().is_some_and(|ticket| ticket.visitor_left) {
            self.happen(Event::VisitorReturned, &Fact::default());
        }
        self.conversation.timers.clear(Timer::Grace);
        self.stop_visitor_typing();
        self.restart_inactivity();
        self.stimulus = Stimulus { said: said.clone(), ..Stimulus::default() };
        self.input.take();
        let event = if self.cancels(&said) { Event::CancelMessage } else { Event::Message };
        self.happen(event, &Fact { said: Some(said), ..Fact::default() });
    }

    /// Whether these words cancel a handover that waits.
    fn cancels(&mut self, said: &Said) -> bool {
        // To an agent they are words like any others.
        let waits = |ticket: &&Ticket| ticket.state.is_open() && ticket.state != State::Active;
        let Some(ticket) = self.conversation.ticket.as_deref().filter(waits) else { return false };
        if ticket.cancel_text.as_ref().is_some_and(|text| **text == *said.text.trim()) {
            return true;
        }
        let Some(node) = self.flow.handover(&ticket.node).filter(|node| !node.cancel_intent.is_blank())
        else {
            return false;
        };
        let rendered;
        let wanted = match node.cancel_intent.literal() {
            Some(literal) => literal,
            None => {
                rendered = self.text(&node.cancel_intent);
                &rendered
            }
        };
        let intent = said.intent.as_deref().or_else(|| self.flow.intent(&said.text));
        !wanted.is_empty() && Some(wanted) == intent
    }

    fn restart_inactivity(&mut self) {
        let Some(ticket) = &mut self.conversation.ticket else { return };
        ticket.inactivity_count = 0;
        if let Some(after) = ticket.inactivity
            && self.conversation.timers.get(Timer::Inactivity).is_some()
        {
            self.start(Timer::Inactivity, after);
        }
    }

    pub(super) fn stop_visitor_typing(&mut self) {
        if self.conversation.timers.clear(Timer::VisitorTyping) {
            self.show_visitor_typing(false);
        }
    }

    /// Lets every timer that is due run out, in the order in which they are due.
    fn expire(&mut self) {
        if self.conversation.timers.next().is_none_or(|(_, due)| due > self.now) {
            return;
        }
        self.conversation.log.push(self.now, Author::System, |to| Input::Wake {}.write(to));
        while let Some((timer, _)) = self.conversation.timers.next().filter(|(_, due)| *due <= self.now) {
            self.conversation.timers.clear(timer);
            match timer {
                Timer::Request => {
                    let error =
                        Some(HandoverError::new("transport", "the contact centre did not answer in time"));
                    self.happen(Event::RequestTimeout, &Fact { error, ..Fact::default() });
                }
                Timer::Queue => self.happen(Event::QueueTimeout, &Fact::default()),
                Timer::Agent => self.happen(Event::AgentTimeout, &Fact::default()),
                Timer::Inactivity => self.happen(Event::Inactivity, &Fact::default()),
                Timer::Grace => self.happen(Event::VisitorLeft, &Fact::default()),
                Timer::VisitorTyping => self.show_visitor_typing(false),
                Timer::AgentTyping => self.show_agent_typing(false),
                Timer::Position | Timer::Wait => self.pass_on_queue(),
                Timer::Availability => {
                    self.availability_known(Err("the provider did not answer in time".into()));
                }
                Timer::Line => self.lines_due(),
            }
            self.catch_up();
        }
    }

    /// An event happens to the handover: the state changes, and the orders are performed.
    pub(super) fn happen(&mut self, event: Event, fact: &Fact) {
        let state = self.conversation.state();
        let (next, orders) = step(state, event);
        if let Some(ticket) = &mut self.conversation.ticket {
            ticket.state = next;
        }
        self.changed |= next != state;
        for order in orders {
            self.perform(*order, fact);
        }
    }

    /// Starts a timer, or moves it.
    pub(super) fn start(&mut self, timer: Timer, after: Millis) {
        self.conversation.timers.set(timer, self.now.saturating_add(after));
    }

    /// How long the visitor's or agent's typing lasts.
    pub(super) fn start_typing(&mut self, timer: Timer) {
        self.start(timer, TYPING);
    }

    /// False if the side has used the id before.
    pub(super) fn is_new(&mut self, side: Side, id: Option<Str>) -> bool {
        id.is_none_or(|id| self.conversation.seen.insert(side, &id))
    }
}

impl Said {
    /// Nothing that anybody could answer.
    pub fn is_empty(&self) -> bool {
        self.text.chars().all(char::is_whitespace) && self.data.is_nullish() && self.attachments.is_empty()
    }
}

fn keep(slot: &mut Option<Str>, value: Option<Str>) {
    if value.is_some() {
        *slot = value;
    }
}

/// Whose doing an input is.
fn author(input: &Input) -> Author {
    match input {
        Input::Start { .. }
        | Input::Message { .. }
        | Input::Typing { .. }
        | Input::Connected {}
        | Input::Disconnected {}
        | Input::Cancel {}
        | Input::Channel { .. } => Author::Visitor,
        Input::AgentMessage { .. }
        | Input::AgentTyping { .. }
        | Input::AgentLeft { .. }
        | Input::AgentInject { .. }
        | Input::HandoverAccepted { .. }
        | Input::HandoverResolved { .. } => Author::Agent,
        Input::HandoverQueued { .. }
        | Input::HandoverFailed { .. }
        | Input::HandoverUpdate { .. }
        | Input::HandoverAlreadyInProgress { .. }
        | Input::Answer { .. }
        | Input::SendFailed { .. }
        | Input::Frame { .. }
        | Input::Signal { .. }
        | Input::Wake {} => Author::System,
    }
}
