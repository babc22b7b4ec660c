//! What comes from the contact centre: decoded facts, frames as they arrived, and answers to sends.
//!
//! What is late, repeated, or about another handover changes nothing.

use crate::contract::{ErrorReason, HandoverError, Input, Order};
use crate::engine::conversation::{Place, Side};
use crate::engine::timers::Timer;
use crate::engine::turn::{Fact, Stimulus, Turn, author, failure};
use crate::handover::{Event, State};
use crate::provider::codec::Told;
use crate::value::{Object, Str};

impl Turn<'_> {
    /// Something that the contact centre says.
    pub(super) fn centre(&mut self, input: Input) {
        let mut fact = Fact::default();
        let (id, event) = match input {
            Input::HandoverQueued { id, position, estimated_wait_time } => {
                (fact.position, fact.estimated_wait_time) = (position, estimated_wait_time);
                (id, Event::Queued)
            }
            Input::HandoverAccepted { id, agent } => {
                fact.agent = agent;
                (id, Event::Accepted)
            }
            Input::AgentMessage { id, text, data, attachments, agent } => {
                let said = text.as_ref().is_some_and(|text| !text.trim().is_empty());
                if !said && data.is_nullish() && attachments.is_empty() {
                    return;
                }
                (fact.text, fact.data, fact.attachments, fact.agent) = (text, data, attachments, agent);
                (id, Event::AgentMessage)
            }
            Input::AgentTyping { on } => {
                fact.on = on;
                (None, Event::AgentTyping)
            }
            Input::AgentLeft { id, agent, .. } => {
                fact.agent = agent;
                (id, Event::AgentLeft)
            }
            Input::AgentInject { id, text, data } => {
                (fact.text, fact.data) = (text, data);
                (id, Event::AgentInject)
            }
            Input::HandoverResolved { id, summary, resolution } => {
                (fact.summary, fact.resolution) = (summary, resolution);
                (id, Event::Resolved)
            }
            Input::HandoverFailed { id, reason, code, message } => {
                fact.error = Some(HandoverError {
                    reason: reason.unwrap_or(ErrorReason::Error),
                    code: code.unwrap_or_else(|| "provider_internal".into()),
                    message: message.unwrap_or_else(|| "the contact centre reported a failure".into()),
                });
                (id, Event::Failed)
            }
            Input::HandoverUpdate { id, data } => {
                fact.data = data.into();
                (id, Event::Update)
            }
            Input::HandoverAlreadyInProgress { id } => (id, Event::AlreadyInProgress),
            _ => return,
        };
        // An id counts as seen even where there is nothing that it could be about: a repeat comes too late.
        if self.is_new(Side::Centre, id) && self.conversation.state().is_open() {
            self.happen(event, fact);
        }
    }

    /// What came back for a send; only the request and the question about availability are waited for.
    pub(super) fn answered(&mut self, send: u32, status: u32, body: Option<Str>) {
        if self.asks(send) {
            let body = body.unwrap_or_else(|| "".into());
            let codec = self.conversation.asking.as_ref().and_then(|asking| {
                self.options.provider(&asking.provider).and_then(|provider| provider.codec)
            });
            let agents = codec.filter(|_| status < 400).and_then(|codec| codec.agents(&body));
            self.availability_known(agents.ok_or_else(|| "the provider did not say how many".into()));
        } else if self.requests(send) {
            if status < 400 {
                self.happen(Event::Queued, Fact::default());
            } else {
                let error = Some(refusal(status));
                self.happen(Event::Failed, Fact { error, ..Fact::default() });
            }
        }
    }

    pub(super) fn send_failed(&mut self, send: u32, message: Str) {
        if self.asks(send) {
            self.availability_known(Err(message));
        } else if self.requests(send) {
            let error = Some(failure("transport", &message));
            self.happen(Event::Failed, Fact { error, ..Fact::default() });
        }
    }

    fn asks(&self, send: u32) -> bool {
        self.conversation.asking.as_ref().is_some_and(|asking| asking.send == send)
    }

    fn requests(&self, send: u32) -> bool {
        let ticket = self.conversation.ticket.as_ref();
        ticket.is_some_and(|ticket| ticket.state == State::Requested && ticket.request == send)
    }

    /// Something that a provider pushed.
    pub(super) fn frame(&mut self, provider: &str, body: &str, headers: Option<&Object>) {
        let Some(codec) = self.options.provider(provider).and_then(|provider| provider.codec) else {
            self.fault("provider_unknown", ["no provider is called `", provider, "`"].concat(), None);
            return;
        };
        let told = match codec.decode(body, headers) {
            Ok(Some(told)) => told,
            Ok(None) => return,
            Err(message) => {
                self.fault("protocol", message, None);
                return;
            }
        };
        let present = self.conversation.ticket.as_ref().filter(|ticket| ticket.state.is_open());
        let present = present.map(|ticket| (ticket.number, ticket.provider.clone()));
        let is_present = |number| {
            present.as_ref().is_some_and(|(one, name)| *one == number && name.as_deref() == Some(provider))
        };
        match told {
            Told::Fact(number, fact) if is_present(number) => {
                self.relog(&fact);
                self.centre(fact);
            }
            Told::Sync(number, after) if is_present(number) => self.resend(number, after),
            Told::Availability(send, agents) if self.asks(send) => self.availability_known(Ok(agents)),
            Told::Fact(..) | Told::Sync(..) | Told::Availability(..) => {}
        }
    }

    /// Puts what a frame meant into the log, in place of its bytes: readers of the log need no codec.
    fn relog(&mut self, fact: &Input) {
        self.conversation.log.reset(self.mark);
        self.conversation.log.push(self.now, author(fact), fact);
    }

    /// The question about availability is answered; the run that asked goes on.
    pub(super) fn availability_known(&mut self, answer: Result<u32, Str>) {
        let Some(asking) = self.conversation.asking.take() else { return };
        self.conversation.timers.clear(Timer::Availability);
        let agents = answer.as_ref().ok().copied();
        self.emit(Order::Availability { send: asking.send, provider: asking.provider, agents });
        self.availability = Some(answer);
        self.pending.extend(asking.held);
        let place = Place { node: Some(asking.node), resumes: true };
        self.run(place, Stimulus { said: asking.said, answers: true, ..Stimulus::default() });
    }
}

/// What a provider's refusal of a request means.
fn refusal(status: u32) -> HandoverError {
    let code = match status {
        401 | 403 => "auth_failed",
        413 => "payload_too_large",
        429 => "rate_limited",
        500.. => "provider_internal",
        _ => "config_invalid",
    };
    failure(code, &["the contact centre refused the request with status ", &status.to_string()].concat())
}
