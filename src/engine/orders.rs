//! What each of the state machine's orders does to the conversation, and the effects it has.
//!
//! Nothing here asks for the state: that an order stands here at this moment has been decided.

use std::borrow::Cow;

use crate::contract::{
    Audience, Author, DeskMessage, EndReason, Handover, Millis, NoticeCode, Order, Places, ProviderRequest,
    QuickReply, RepresentativeType, Status,
};
use crate::engine::conversation::{Said, Ticket};
use crate::engine::folds;
use crate::engine::human::join;
use crate::engine::timers::Timer;
use crate::engine::turn::{Fact, Stimulus, Turn};
use crate::handover::Order as Step;
use crate::node::{HandoverToAgent, Run, TranscriptScope};
use crate::provider::SectionSettings;
use crate::provider::codec::{Command, Request, Spoken};
use crate::value::{Str, Value};

/// How long a provider may take to answer a request.
const REQUEST: Millis = 30_000;

impl<'a> Turn<'a> {
    /// Performs one order.
    pub(super) fn perform(&mut self, order: Step, fact: &Fact) {
        match order {
            Step::Open => self.open_ticket(),
            Step::SendRequest => self.send_request(),
            Step::Refuse => self.finish(Status::Error, fact),
            Step::RunMessage => {
                let said = fact.said.clone().unwrap_or_default();
                let place = self.conversation.entrypoint.clone();
                self.run(place, Stimulus { said, answers: true, ..Stimulus::default() });
            }
            Step::Hold => {
                self.changed = true;
                self.with_ticket(|ticket| ticket.held.extend(fact.said.as_ref().map(spoken)));
            }
            Step::DeliverHeld => {
                self.request_taken();
                let held = self.with_ticket(|ticket| {
                    ticket.cut.requested = ticket.sent;
                    std::mem::take(&mut ticket.held)
                });
                for spoken in held.unwrap_or_default() {
                    self.tell(Command::Message(spoken));
                }
            }
            Step::Forward => {
                if let Some(said) = &fact.said {
                    self.tell(Command::Message(spoken(said)));
                }
            }
            Step::RepeatAccepted => {
                if self.node_settings().is_some_and(|node| node.repeat_accepted_message) {
                    self.say_accepted();
                }
            }
            Step::ForwardTyping => {
                if self.change_typing(Timer::VisitorTyping, fact.on) {
                    self.show_visitor_typing(fact.on);
                }
            }
            Step::TellLeft => self.tell_presence(true),
            Step::TellReturned => self.tell_presence(false),
            Step::EnterQueue => self.enter_queue(),
            Step::UpdateQueue => self.update_queue(fact),
            Step::RunQueueEvent => {
                self.run_once(|node| node.send_queue_event, |ticket| &mut ticket.queue_event)
            }
            Step::Assign => {
                let timeout = self.node_settings().and_then(|node| node.agent_timeout);
                if let Some(after) = timeout {
                    self.start(Timer::Agent, after);
                }
                self.rename(fact);
            }
            Step::Rename => self.rename(fact),
            Step::Unassign => {
                self.changed = true;
                self.conversation.timers.clear(Timer::Agent);
                self.with_ticket(|ticket| ticket.agent = None);
            }
            Step::TellAgentTimeout => {
                self.tell(Command::Notice(NoticeCode::Other, "The agent did not answer in time"));
            }
            Step::Activate => self.activate(fact),
            Step::Introduce => self.introduce(fact),
            Step::Speak => self.speak(fact),
            Step::ShowTyping => {
                if self.change_typing(Timer::AgentTyping, fact.on) {
                    self.show_agent_typing(fact.on);
                }
            }
            Step::RunActiveEvent => {
                self.run_once(|node| node.send_active_event, |ticket| &mut ticket.active_event)
            }
            Step::Leave => self.leave(),
            Step::TellTransfer => self.emit(Order::Notice {
                to: Audience::Visitor,
                code: NoticeCode::Transferring,
                text: "You are being transferred to another agent".into(),
            }),
            Step::RunInject => self.run_inject(fact),
            Step::RunUpdate => {
                self.changed = true;
                let said = Said { data: fact.data.clone(), ..Said::default() };
                self.run_event(Some(Status::GenericHandoverUpdate), said);
            }
            Step::RunInactivity => {
                self.changed = true;
                self.with_ticket(|ticket| {
                    ticket.inactivity_count = ticket.inactivity_count.saturating_add(1);
                });
                self.run_event(None, Said::default());
            }
            Step::TellCancelled => {
                self.tell(Command::End(EndReason::Cancelled));
                self.emit(Order::Notice {
                    to: Audience::Both,
                    code: NoticeCode::Cancelled,
                    text: "The request for an agent was cancelled".into(),
                });
            }
            Step::TellTimedOut => self.tell(Command::End(EndReason::TimedOut)),
            Step::TellGivenUp => self.tell(Command::End(EndReason::Error)),
            Step::TellClosed => {
                if fact.at_provider {
                    self.tell(Command::End(EndReason::ClosedByFlow));
                }
            }
            Step::EndCompleted => {
                self.finish(Status::Completed, fact);
                self.go_on();
                if self.node_settings().is_none_or(|node| node.send_resolve_event) {
                    self.run_end();
                }
            }
            Step::EndClosed => {
                self.finish(Status::Completed, fact);
                let held = self.with_ticket(|ticket| std::mem::take(&mut ticket.held)).unwrap_or_default();
                self.pending.extend(held.into_iter().map(|spoken| join(vec![spoken])));
            }
            Step::EndCancelled => self.end(Status::Cancelled, fact),
            Step::EndTimedOut => self.end(Status::TimedOut, fact),
            Step::EndFailed => self.end(Status::Error, fact),
            Step::EndAlreadyInProgress => self.end(Status::AlreadyInProgress, fact),
        }
    }

    /// Runs the flow with an event that is sent once a handover, where the node asks for it.
    fn run_once(&mut self, wanted: fn(&HandoverToAgent) -> bool, sent: fn(&mut Ticket) -> &mut bool) {
        let is_wanted = self.node_settings().is_some_and(wanted);
        let was_sent = self.with_ticket(|ticket| std::mem::replace(sent(ticket), true));
        if is_wanted && was_sent == Some(false) {
            self.run_event(None, Said::default());
        }
    }

    /// Starts or stops the timer of somebody's typing; true if that is news.
    fn change_typing(&mut self, timer: Timer, on: bool) -> bool {
        let was_on = self.conversation.timers.clear(timer);
        if on {
            self.start_typing(timer);
        }
        was_on != on
    }

    /// Appends an effect, numbered for each of its readers.
    pub(super) fn emit(&mut self, order: Order) {
        let (visitor, agent) = readers(&order);
        let author = match &order {
            Order::Say { from, .. } if from.representative_type == RepresentativeType::Human => Author::Agent,
            Order::Say { .. } => Author::Bot,
            _ => Author::System,
        };
        let conversation = &mut *self.conversation;
        conversation.seq = conversation.seq.saturating_add(1);
        let places = Places {
            seq: conversation.seq,
            visitor_seq: visitor.then(|| count(&mut conversation.visitor_seq)),
            agent_seq: agent.then(|| count(&mut conversation.agent_seq)),
        };
        let record = conversation.log.push(self.now, author, |to| order.write_at(places, to));
        self.effects.take(places, order, record);
        self.changed = true;
    }

    /// Reports that something in the flow went wrong.
    pub(super) fn fault(&mut self, code: &str, message: String, node: Option<Str>) {
        self.emit(Order::Fault { code: code.into(), message: message.into(), node });
    }

    fn open_ticket(&mut self) {
        self.with_ticket(|ticket| ticket.status = Status::Requested);
        self.report();
        self.say_accepted();
    }

    fn send_request(&mut self) {
        let Some(node) = self.node_settings() else { return };
        let settings = self.settings();
        let metadata = self.json(&node.metadata);
        let cut = self.conversation.ticket.as_ref().map(|ticket| ticket.cut).unwrap_or_default();
        let (log, unheard) = (&self.conversation.log, self.pending.len());
        let transcript = match node.transcript {
            TranscriptScope::Full => folds::since(log, cut.requested, unheard),
            TranscriptScope::SinceLastHandover => folds::since(log, cut.ended, unheard),
            TranscriptScope::None => Vec::new(),
        };
        let opening = self.conversation.opening.as_deref();
        let request = Request {
            channel: opening.and_then(|opening| opening.channel.clone()),
            locale: opening.and_then(|opening| opening.locale.clone()),
            profile: self.conversation.profile.value().clone(),
            transcript,
            metadata,
            settings: &settings,
        };
        self.tell(Command::Request(request));
        let entries = self.conversation.log.len();
        self.with_ticket(|ticket| ticket.sent = entries);
        self.start(Timer::Request, REQUEST);
    }

    /// Sends a request and gives its number.
    pub(super) fn send(&mut self, provider: Str, request: ProviderRequest) -> u32 {
        let send = count(&mut self.conversation.sends);
        self.emit(Order::Send { send, provider, request });
        send
    }

    /// Sends what the provider was told after the place `after` of a handover once more. Of a request that
    /// is sent again the latest answer counts.
    pub(super) fn resend(&mut self, handover: u32, after: u32) {
        for (provider, request) in folds::told(&self.conversation.log, handover, after) {
            let asks = matches!(request, ProviderRequest::Desk { message: DeskMessage::Request { .. } });
            let send = self.send(provider, request);
            if asks {
                self.request_sent_again(handover, send);
            }
        }
    }

    fn say_accepted(&mut self) {
        let Some(node) = self.node_settings() else { return };
        let text = self.text(&node.accepted_message);
        let cancel: Str = self.text(&node.cancel_button_text).trim().into();
        let button =
            (!cancel.is_empty()).then(|| QuickReply { title: cancel.clone(), payload: cancel.clone() });
        self.with_ticket(|ticket| ticket.cancel_text = (!cancel.is_empty()).then_some(cancel));
        if text.trim().is_empty() {
            return;
        }
        self.emit(Order::Say {
            to: Audience::Visitor,
            from: self.options.bot.clone(),
            text: Some(text),
            data: Value::Null,
            quick_replies: button.into_iter().collect(),
            attachments: Vec::new(),
        });
    }

    fn tell_presence(&mut self, left: bool) {
        let settings = self.settings();
        let told = self.with_ticket(|ticket| std::mem::replace(&mut ticket.visitor_left, left));
        self.changed = true;
        let (wanted, code, text) = if left {
            (settings.disconnects_message, NoticeCode::UserLeft, "User left the conversation")
        } else {
            (settings.connects_message, NoticeCode::UserJoined, "User joined the conversation")
        };
        if wanted && told != Some(left) {
            self.emit(Order::Notice { to: Audience::Agent, code, text: text.into() });
            self.tell(Command::Notice(code, text));
        }
    }

    fn enter_queue(&mut self) {
        self.conversation.timers.clear(Timer::Request);
        self.conversation.timers.clear(Timer::Agent);
        self.stop_visitor_typing();
        if let Some(after) = self.node_settings().and_then(|node| node.queue_timeout) {
            self.start(Timer::Queue, after);
        }
        self.with_ticket(|ticket| {
            ticket.status = Status::Queue;
            ticket.agent = None;
        });
        self.report();
    }

    pub(super) fn show_visitor_typing(&mut self, on: bool) {
        self.emit(Order::Typing { to: Audience::Agent, on, from: None });
        self.tell(Command::Typing(on));
    }

    fn run_inject(&mut self, fact: &Fact) {
        if !self.settings().allow_inject {
            let node = self.conversation.ticket.as_ref().map(|ticket| ticket.node.clone());
            self.fault("inject_not_allowed", "the node does not allow agents to inject texts".into(), node);
            return;
        }
        self.changed = true;
        let inject = self.conversation.ticket.as_ref().and_then(|ticket| ticket.inject.as_deref());
        let place = inject.unwrap_or(&self.conversation.entrypoint).clone();
        let text = fact.text.clone().unwrap_or_else(|| "".into());
        self.run(
            place,
            Stimulus {
                said: Said { text, data: fact.data.clone(), ..Said::default() },
                status: Some(Status::AgentInject),
                answers: true,
                injected: true,
            },
        );
    }

    /// Runs the flow with an event of the handover.
    pub(super) fn run_event(&mut self, status: Option<Status>, said: Said) {
        let place = self.conversation.entrypoint.clone();
        if place.node.is_some() {
            self.run(place, Stimulus { said, status, ..Stimulus::default() });
        }
    }

    /// Tells the readers how the handover stands; scripts see it from now on.
    pub(super) fn report(&mut self) {
        self.input.take();
        if let Some(handover) = self.conversation.ticket.as_deref().map(Ticket::handover) {
            self.emit(Order::Handover { handover });
        }
    }

    pub(super) fn report_stage(&mut self) {
        let conversation_stage = self.conversation.stage();
        self.emit(Order::Stage { conversation_stage });
    }

    pub(super) fn with_ticket<T>(&mut self, change: impl FnOnce(&mut Ticket) -> T) -> Option<T> {
        self.conversation.ticket.as_deref_mut().map(change)
    }

    /// The node of the present or latest handover.
    pub(super) fn node_settings(&self) -> Option<&'a HandoverToAgent> {
        self.flow.handover(&self.conversation.ticket.as_ref()?.node)
    }

    /// The node's section for its provider.
    pub(super) fn settings(&self) -> Cow<'a, SectionSettings> {
        let ticket = self.conversation.ticket.as_ref();
        let provider = ticket.and_then(|ticket| ticket.provider.as_deref()).unwrap_or_default();
        match (self.node_settings(), self.options.provider(provider)) {
            (Some(node), Some(provider)) => node.section(&provider.kind, || self.scope()),
            _ => Cow::Owned(SectionSettings::default()),
        }
    }
}

impl Ticket {
    /// What the flow and readers see.
    pub fn handover(&self) -> Handover {
        let outcome = self.outcome.as_deref();
        Handover {
            status: self.status,
            error: outcome.and_then(|outcome| outcome.error.clone()),
            data: self.queue.clone(),
            inactivity_count: self.inactivity_count,
            provider: self.provider.clone(),
            agent: self.agent.as_deref().cloned(),
            summary: outcome.and_then(|outcome| outcome.summary.clone()),
            resolution: outcome.and_then(|outcome| outcome.resolution.clone()),
        }
    }
}

/// Whether the visitor and the agent are shown an effect.
fn readers(order: &Order) -> (bool, bool) {
    match order {
        Order::Say { to, .. } | Order::Notice { to, .. } | Order::Typing { to, .. } => {
            (*to != Audience::Agent, *to != Audience::Visitor)
        }
        Order::Event { .. } | Order::Handover { .. } | Order::Stage { .. } | Order::Ended { .. } => {
            (true, true)
        }
        Order::Queue { .. } => (true, false),
        Order::Send { .. } | Order::Availability { .. } | Order::Transfer { .. } | Order::Fault { .. } => {
            (false, false)
        }
    }
}

fn count(counter: &mut u32) -> u32 {
    *counter = counter.saturating_add(1);
    *counter
}

fn spoken(said: &Said) -> Spoken {
    Spoken {
        author: Author::Visitor,
        text: Some(said.text.clone()).filter(|text| !text.is_empty()),
        data: said.data.clone(),
        attachments: said.attachments.clone(),
    }
}
