//! The human's part: coming, speaking, leaving, and how the handover ends.

use crate::contract::{Agent, Audience, Event, Order, Representative, Status};
use crate::engine::conversation::{Outcome, Said};
use crate::engine::timers::Timer;
use crate::engine::turn::{Fact, Stimulus, Turn};
use crate::node::FlowContinuation;
use crate::provider::codec::Spoken;

impl Turn<'_> {
    pub(super) fn rename(&mut self, fact: &Fact) {
        let Some(agent) = &fact.agent else { return };
        let agent = Box::new(agent.clone());
        let changed = self.with_ticket(|ticket| {
            let changed = ticket.agent.as_ref() != Some(&agent);
            ticket.agent = Some(agent);
            changed
        });
        if changed == Some(true) {
            self.report();
        }
    }

    pub(super) fn activate(&mut self, fact: &Fact) {
        for timer in [Timer::Request, Timer::Queue, Timer::Agent, Timer::Position, Timer::Wait] {
            self.conversation.timers.clear(timer);
        }
        self.stop_visitor_typing();
        self.with_ticket(|ticket| {
            ticket.status = Status::Active;
            ticket.queue = None;
            ticket.pending = None;
            if let Some(agent) = &fact.agent {
                ticket.agent = Some(Box::new(agent.clone()));
            }
        });
        self.report();
        self.report_stage();
    }

    /// A human is introduced before the first word; a different one is a coming and a going.
    pub(super) fn introduce(&mut self, fact: &Fact) {
        let Some(ticket) = &mut self.conversation.ticket else { return };
        if let Some(agent) = &fact.agent {
            ticket.agent = Some(Box::new(agent.clone()));
        }
        let agent = ticket.agent.as_deref().cloned().unwrap_or_default();
        let human = Representative::human(&agent);
        if ticket.joined.as_deref() == Some(&human) {
            return;
        }
        let before = ticket.joined.replace(Box::new(human.clone()));
        if let Some(before) = before {
            self.emit(Order::Event { event_type: Event::Left, representative: *before });
        }
        self.emit(Order::Event { event_type: Event::Joined, representative: human });
    }

    pub(super) fn speak(&mut self, fact: &Fact) {
        self.stop_agent_typing();
        self.emit(Order::Say {
            to: Audience::Visitor,
            from: self.human(),
            text: fact.text.clone(),
            data: fact.data.clone(),
            quick_replies: fact.quick_replies.clone(),
            attachments: fact.attachments.clone(),
        });
    }

    pub(super) fn leave(&mut self) {
        self.stop_agent_typing();
        if let Some(Some(human)) = self.with_ticket(|ticket| ticket.joined.take()) {
            self.emit(Order::Event { event_type: Event::Left, representative: *human });
        }
        self.report_stage();
    }

    /// The human whom the visitor was told of.
    pub(super) fn human(&self) -> Representative {
        let joined = self.conversation.ticket.as_ref().and_then(|ticket| ticket.joined.as_deref());
        joined.cloned().unwrap_or_else(|| Representative::human(&Agent::default()))
    }

    /// Typing ends with the word, and with the human's part.
    fn stop_agent_typing(&mut self) {
        if self.conversation.timers.clear(Timer::AgentTyping) {
            self.show_agent_typing(false);
        }
    }

    pub(super) fn show_agent_typing(&mut self, on: bool) {
        let from = Some(self.human());
        self.emit(Order::Typing { to: Audience::Visitor, on, from });
    }

    pub(super) fn end(&mut self, status: Status, fact: &Fact) {
        self.finish(status, fact);
        self.go_on();
        self.run_end();
    }

    /// Takes note of the end. The provider knows of it, so that only readers are told that typing ends.
    pub(super) fn finish(&mut self, status: Status, fact: &Fact) {
        if self.conversation.timers.clear(Timer::VisitorTyping) {
            self.emit(Order::Typing { to: Audience::Agent, on: false, from: None });
        }
        for timer in [
            Timer::Request,
            Timer::Queue,
            Timer::Agent,
            Timer::Inactivity,
            Timer::Grace,
            Timer::AgentTyping,
            Timer::Position,
            Timer::Wait,
        ] {
            self.conversation.timers.clear(timer);
        }
        let outcome = Outcome {
            error: fact.error.clone().filter(|_| status == Status::Error),
            summary: fact.summary.clone(),
            resolution: fact.resolution.clone(),
        };
        self.with_ticket(|ticket| {
            ticket.status = status;
            ticket.pending = None;
            ticket.inactivity = None;
            ticket.visitor_left = false;
            ticket.outcome = (outcome != Outcome::default()).then(|| Box::new(outcome));
        });
        self.end_line();
        self.report();
        let entries = self.conversation.log.len();
        self.with_ticket(|ticket| {
            if ticket.sent > 0 && ticket.cut.requested == ticket.sent {
                ticket.cut.ended = entries;
            }
        });
    }

    /// Moves the flow to where it goes on after the handover.
    pub(super) fn go_on(&mut self) {
        let continuation = self.node_settings().map(|node| node.flow_continuation);
        let inject = self.with_ticket(|ticket| ticket.inject.take()).flatten();
        if let (Some(FlowContinuation::AgentInjectEntrypoint), Some(place)) = (continuation, inject) {
            self.conversation.entrypoint = *place;
        }
    }

    /// Runs the flow where it goes on; what the visitor wrote and nobody has read is the run's text, and
    /// runs it from its start where nothing stands below the node.
    pub(super) fn run_end(&mut self) {
        let held = self.with_ticket(|ticket| std::mem::take(&mut ticket.held)).unwrap_or_default();
        let (place, said) = (self.conversation.entrypoint.clone(), join(held));
        if place.node.is_some() || !said.is_empty() {
            self.run(place, Stimulus { said, ..Stimulus::default() });
        }
    }
}

/// Several messages as one, a line each.
pub(super) fn join(held: Vec<Spoken>) -> Said {
    let texts: Vec<&str> = held.iter().filter_map(|spoken| spoken.text.as_deref()).collect();
    Said {
        text: texts.join("\n").into(),
        data: held
            .iter()
            .rev()
            .find(|spoken| !spoken.data.is_nullish())
            .map(|spoken| spoken.data.clone())
            .unwrap_or_default(),
        intent: None,
        attachments: held.into_iter().flat_map(|spoken| spoken.attachments).collect(),
    }
}
