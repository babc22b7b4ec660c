//! A run of the flow: from a node along the edges, until a node waits or there is no next one.
//!
//! Where a run stops decides where the next one starts. While a handover is under way there are two
//! such places: events start where events have led, and the agent's injected texts start where these
//! have led.

use crate::calendar::Moment;
use crate::contract::{Audience, Author, HandoverError, Order, PhoneGatewayTransfer, SipTransfer, Status};
use crate::engine::conversation::{Asking, Cut, Place, Ticket};
use crate::engine::timers::Timer;
use crate::engine::turn::{Fact, Stimulus, Turn};
use crate::flow::FlowNode;
use crate::handover::{Event, State};
use crate::node::{AvailabilityQuestion, Next, NodeIndex, Run, Utterance};
use crate::provider::codec::{Command, Question, Spoken};
use crate::script::Scope;
use crate::value::{Str, Value};

/// Jumps by Go To that one input may lead to.
const JUMPS: u32 = 4;
/// How long a provider may take to say how many agents there are.
const AVAILABILITY: u64 = 10_000;

/// How a run stopped.
enum Stop {
    /// There is no next node, or something went wrong.
    Ended,
    /// A node waits for a message, which starts at the place.
    Waits(Str, Place),
    /// Somebody else decides.
    Paused,
}

impl Turn<'_> {
    /// Runs the flow from `place`.
    pub(super) fn run(&mut self, place: Place, stimulus: Stimulus) {
        if let Some(asking) = self.conversation.asking.take() {
            self.conversation.timers.clear(Timer::Availability);
            self.pending.extend(asking.held);
        }
        let injected = stimulus.injected;
        let resumes = place.resumes && stimulus.answers;
        self.stimulus = stimulus;
        self.input.take();
        self.changed = true;
        let start = self.locate(&place);
        let stop = self.follow(start, resumes);
        self.settle(stop, injected);
    }

    /// The node of a place. One that an edit of the flow has taken out gives the start.
    fn locate(&mut self, place: &Place) -> NodeIndex {
        let Some(id) = &place.node else { return self.flow.start() };
        self.flow.index(id).unwrap_or_else(|| {
            let message = ["the flow has no node `", id, "` any more; the run begins at the start"].concat();
            self.fault("node_missing", message, Some(id.clone()));
            self.flow.start()
        })
    }

    fn follow(&mut self, start: NodeIndex, resumes: bool) -> Stop {
        let flow = self.flow;
        let mut at = start;
        let mut resumes = resumes;
        for _ in 0..self.options.fuel {
            let Some(FlowNode { id, node, .. }) = flow.node(at) else { return Stop::Ended };
            self.at = at;
            self.resumed = resumes;
            resumes = false;
            let place = |target: NodeIndex| Place::at(flow.node(target).map(|node| node.id.clone()));
            at = match node.run(self) {
                Next::Handle(handle) => match flow.target(at, handle) {
                    Some(next) => next,
                    None => return Stop::Ended,
                },
                Next::Jump(target) => {
                    self.jumps = self.jumps.saturating_add(1);
                    if self.jumps > JUMPS {
                        let message =
                            "more than 4 jumps without an input in between; let Go To wait for input";
                        self.fault("goto_loop", message.into(), Some(id.clone()));
                        return Stop::Ended;
                    }
                    target
                }
                Next::WaitHere => {
                    return Stop::Waits(id.clone(), Place { node: Some(id.clone()), resumes: true });
                }
                Next::WaitBelow(handle) => {
                    let below = flow.target(at, handle).map(place);
                    return Stop::Waits(id.clone(), below.unwrap_or_default());
                }
                Next::WaitAt(target) => return Stop::Waits(id.clone(), place(target)),
                Next::Pause if self.availability.is_some() && self.conversation.asking.is_none() => {
                    resumes = true;
                    at
                }
                Next::Pause => return Stop::Paused,
                Next::End => return Stop::Ended,
            };
        }
        let node = flow.node(at).map(|node| node.id.clone());
        let message = "the run took more steps than its fuel allows; let it wait for input somewhere";
        self.fault("fuel_exhausted", message.into(), node);
        Stop::Ended
    }

    fn settle(&mut self, stop: Stop, injected: bool) {
        self.availability = None;
        let conversation = &mut *self.conversation;
        match (conversation.ticket.as_deref_mut().filter(|ticket| ticket.state.is_open()), stop) {
            (_, Stop::Paused) | (Some(_), Stop::Ended) if !injected => {}
            (Some(ticket), Stop::Ended) => ticket.inject = None,
            (Some(ticket), Stop::Waits(_, place)) if injected => ticket.inject = Some(Box::new(place)),
            (Some(_), Stop::Waits(_, place)) => conversation.entrypoint = place,
            (None, Stop::Ended) => {
                conversation.entrypoint = Place::default();
                conversation.waiting = None;
            }
            (None, Stop::Waits(node, place)) => {
                conversation.entrypoint = place;
                conversation.waiting = Some(node);
            }
            (_, Stop::Paused) => {}
        }
    }

    /// What expressions see now.
    pub(super) fn scope(&self) -> Scope<'_> {
        let input = self.input.get_or_init(|| self.tokens());
        Scope {
            input,
            context: self.conversation.context.value(),
            profile: self.conversation.profile.value(),
        }
    }

    /// What `input` holds.
    fn tokens(&self) -> Value {
        let mut input = self.conversation.kept.object();
        let said = &self.stimulus.said;
        input.insert("text", said.text.clone());
        let intent = said.intent.clone().or_else(|| self.flow.intent(&said.text).map(Str::from));
        input.insert("intent", intent);
        let mut data = said.data.as_object().cloned();
        if let Some(ticket) = self.conversation.ticket.as_deref() {
            let mut handover = ticket.handover();
            if let Some(queue) = handover.data.as_ref().filter(|_| ticket.state.is_open()) {
                let queue = crate::contract::to_value(queue);
                let data = data.get_or_insert_default();
                data.insert("request", queue.clone());
                data.insert("handover", queue);
            }
            handover.status = self.stimulus.status.unwrap_or(handover.status);
            input.insert("handover", crate::contract::to_value(&handover));
        }
        input.insert("data", data.map_or_else(|| said.data.clone(), Value::from));
        if let Some(channel) = self.conversation.opening.as_ref().and_then(|opening| opening.channel.clone())
        {
            input.insert("channel", channel);
        }
        input.insert("currentTime", Moment::new(self.now).token());
        input.into()
    }

    fn refuse_handover(&mut self, error: HandoverError) -> Next {
        self.happen(Event::Refused, &Fact { error: Some(error), ..Fact::default() });
        Next::Handle(0)
    }

    /// The id of the present node.
    fn node(&self) -> Str {
        self.flow.node(self.at).map(|node| node.id.clone()).unwrap_or_default()
    }

    /// A ticket for the handover of the present node.
    fn new_ticket(&self, provider: Option<Str>) -> Ticket {
        let before = self.conversation.ticket.as_deref();
        Ticket {
            node: self.node(),
            state: State::Idle,
            status: Status::Requested,
            provider,
            number: before.map_or(0, |ticket| ticket.number).saturating_add(1),
            line: 0,
            cancel_text: None,
            held: Vec::new(),
            inject: None,
            queue: None,
            pending: None,
            agent: None,
            joined: None,
            inactivity_count: 0,
            inactivity: None,
            queue_event: false,
            active_event: false,
            visitor_left: false,
            outcome: None,
            sent: 0,
            cut: before.map_or(Cut::default(), |ticket| ticket.cut),
        }
    }
}

impl Run for Turn<'_> {
    fn scope(&self) -> Scope<'_> {
        Turn::scope(self)
    }

    fn status(&self) -> Option<Status> {
        let status = self.conversation.ticket.as_deref().map(|ticket| ticket.status);
        status.map(|status| self.stimulus.status.unwrap_or(status))
    }

    fn resumed(&self) -> bool {
        self.resumed
    }

    fn memory(&mut self) -> &mut u32 {
        let here = self.node();
        let memory = &mut self.conversation.memory;
        let at = memory.iter().position(|(node, _)| *node == here).unwrap_or_else(|| {
            memory.push((here, 0));
            memory.len().saturating_sub(1)
        });
        // Taken or pushed just now.
        #[allow(clippy::indexing_slicing)]
        &mut memory[at].1
    }

    fn set_context(&mut self, path: &str, value: Value) {
        self.conversation.context.set(path, value);
    }

    fn set_input(&mut self, key: &str, value: Value) {
        self.conversation.kept.set(key, value);
        self.input.take();
    }

    fn say(&mut self, utterance: Utterance) {
        let text = utterance.text.filter(|text| !text.trim().is_empty());
        if text.is_none() && utterance.data.is_none() && utterance.quick_replies.is_empty() {
            return;
        }
        // Without a destination the owner's rule alone counts: a human's visitor hears nothing of the bot.
        let to = match self.conversation.state() {
            State::Idle | State::Requested => Audience::Visitor,
            State::Queued | State::Assigned => utterance.destination.unwrap_or(Audience::Both),
            State::Active => utterance.destination.unwrap_or(Audience::Agent),
        };
        let data = utterance.data.map_or(Value::Null, Value::from);
        if to != Audience::Visitor {
            self.tell(Command::Message(Spoken {
                author: Author::Bot,
                text: text.clone(),
                data: data.clone(),
                attachments: Vec::new(),
            }));
        }
        self.emit(Order::Say {
            to,
            from: self.options.bot.clone(),
            text,
            data,
            quick_replies: utterance.quick_replies,
            attachments: Vec::new(),
        });
    }

    fn request_handover(&mut self) -> Next {
        if self.conversation.state().is_open() {
            return Next::Pause;
        }
        let Some(node) = self.flow.node(self.at).and_then(|node| node.node.handover()) else {
            return Next::Handle(0);
        };
        let name = self.text(&node.provider);
        let provider = self.options.provider(name.trim());
        let ticket = self.new_ticket(provider.map(|provider| provider.name.clone()));
        self.conversation.ticket = Some(Box::new(ticket));
        if !self.options.handover_supported {
            let message = "this channel cannot hand a conversation over".into();
            return self.refuse_handover(HandoverError {
                reason: crate::contract::ErrorReason::Unsupported,
                code: "channel_unsupported".into(),
                message,
            });
        }
        if provider.is_none() {
            let message = ["no provider that can be reached is called `", name.trim(), "`"].concat();
            return self.refuse_handover(HandoverError::new("config_invalid", &message));
        }
        let below = self.flow.target(self.at, 0);
        let below = below.and_then(|below| self.flow.node(below)).map(|node| node.id.clone());
        self.conversation.entrypoint = Place::at(below);
        self.conversation.waiting = None;
        self.happen(Event::Request, &Fact::default());
        Next::Pause
    }

    fn ask_availability(&mut self, question: AvailabilityQuestion) -> Next {
        let provider = self.options.provider(question.provider.trim());
        let Some(provider) = provider else {
            let message = ["no provider that can be reached is called `", question.provider.trim(), "`"];
            self.availability = Some(Err(message.concat().into()));
            return Next::Pause;
        };
        let AvailabilityQuestion { skills, languages, inbox, .. } = question;
        let Some(request) =
            provider.codec.ask(Question { settings: &provider.settings, skills, languages, inbox })
        else {
            let message = "the provider does not say how many agents there are";
            self.availability = Some(Err(message.into()));
            return Next::Pause;
        };
        let name = provider.name.clone();
        let send = self.send(name.clone(), request);
        self.conversation.asking = Some(Box::new(Asking {
            node: self.node(),
            provider: name,
            send,
            said: std::mem::take(&mut self.stimulus.said),
            held: Vec::new(),
        }));
        self.start(Timer::Availability, AVAILABILITY);
        Next::Pause
    }

    fn availability(&mut self) -> Result<u32, Str> {
        self.availability.take().unwrap_or_else(|| Err("nobody was asked".into()))
    }

    fn set_inactivity(&mut self, minutes: f64) {
        let millis = minutes * 60_000.0;
        if self.conversation.state().is_accepted() && millis >= 1.0 {
            let after = millis as u64;
            self.with_ticket(|ticket| ticket.inactivity = Some(after));
            self.start(Timer::Inactivity, after);
        }
    }

    fn close_handover(&mut self, at_provider: bool) {
        let resolution = Some("closedByFlow".into());
        self.happen(Event::Close, &Fact { at_provider, resolution, ..Fact::default() });
        self.input.take();
    }

    fn transfer(&mut self, phone_gateway_transfer: Option<PhoneGatewayTransfer>, sip: Option<SipTransfer>) {
        self.emit(Order::Transfer { phone_gateway_transfer, sip });
    }

    fn end_session(&mut self, reason: &str) {
        if self.conversation.state().is_open() {
            self.close_handover(true);
        }
        self.conversation.ended = Some(self.now);
        self.conversation.timers = Default::default();
        self.set_line_timer();
        self.emit(Order::Ended { reason: reason.into() });
    }

    fn fault(&mut self, code: &'static str, message: String) {
        let node = self.node();
        Turn::fault(self, code, message, Some(node));
    }
}
