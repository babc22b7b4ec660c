//! What comes from the contact centre: decoded facts, and answers about availability.
//!
//! What is late, repeated, or about another handover changes nothing.

use crate::contract::{ErrorReason, HandoverError, Input, Order};
use crate::engine::conversation::{Place, Side};
use crate::engine::timers::Timer;
use crate::engine::turn::{Fact, Stimulus, Turn};
use crate::handover::Event;
use crate::provider::codec::Answer;
use crate::value::Str;

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
            Input::AgentMessage { id, text, data, attachments, agent, quick_replies } => {
                let said = text.as_ref().is_some_and(|text| !text.chars().all(char::is_whitespace));
                if !said && data.is_nullish() && attachments.is_empty() && quick_replies.is_empty() {
                    return;
                }
                (fact.text, fact.data, fact.attachments, fact.agent) = (text, data, attachments, agent);
                fact.quick_replies = quick_replies;
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
            Input::Cancel {} => (None, Event::Cancel),
            Input::HandoverAlreadyInProgress { id } => (id, Event::AlreadyInProgress),
            _ => return,
        };
        // An id counts as seen even where there is nothing that it could be about: a repeat comes too late.
        if self.is_new(Side::Centre, id) && self.conversation.state().is_open() {
            self.happen(event, &fact);
        }
    }

    /// What came back for a send.
    pub(super) fn answered(&mut self, send: u32, answer: Answer, body: Option<Str>) {
        if !self.asks(send) {
            self.line_answered(send, answer);
            return;
        }
        let asking = self.conversation.asking.as_ref();
        let provider = asking.and_then(|asking| self.options.provider(&asking.provider));
        let provider = provider.filter(|_| answer.is_ok());
        let agents = provider.and_then(|provider| provider.codec.agents(body.as_deref()?));
        let unknown = || answer.failure.unwrap_or_else(|| "the provider did not say how many".into());
        self.availability_known(agents.ok_or_else(unknown));
    }

    pub(super) fn asks(&self, send: u32) -> bool {
        self.conversation.asking.as_ref().is_some_and(|asking| asking.send == send)
    }

    /// Puts into the log what an input meant, in place of its bytes.
    pub(super) fn relog(&mut self, meant: &Input) {
        self.conversation.log.reset(self.mark);
        self.record(meant);
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
