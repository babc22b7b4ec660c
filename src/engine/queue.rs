//! What the visitor is told of the queue, and how often.
//!
//! Position and wait have an interval each. What comes sooner is kept and passed on when the interval
//! is over; what a node does not ask for is not passed on at all.

use crate::contract::{Order, QueueData};
use crate::engine::conversation::Said;
use crate::engine::timers::Timer;
use crate::engine::turn::{Fact, Turn};
use crate::provider::SectionSettings;

impl Turn<'_> {
    /// Takes note of what the provider said of the queue, and passes on what is due.
    pub(super) fn update_queue(&mut self, fact: &Fact) {
        let settings = self.settings();
        let position = fact.position.filter(|_| settings.queue_position.is_some());
        let wait = fact.estimated_wait_time.filter(|_| settings.wait_time.is_some());
        if position.is_none() && wait.is_none() {
            return;
        }
        self.changed = true;
        self.with_ticket(|ticket| {
            let pending = ticket.pending.get_or_insert_with(|| Box::new(NOTHING));
            pending.position = position.or(pending.position);
            pending.estimated_wait_time = wait.or(pending.estimated_wait_time);
        });
        self.pass_on_queue();
    }

    /// Passes on the part of what is known whose interval is over.
    pub(super) fn pass_on_queue(&mut self) {
        let settings = self.settings();
        let position_due = self.conversation.timers.get(Timer::Position).is_none();
        let wait_due = self.conversation.timers.get(Timer::Wait).is_none();
        let passed = self.with_ticket(|ticket| {
            let mut pending = ticket.pending.take()?;
            let position = pending.position.take_if(|_| position_due);
            let wait = pending.estimated_wait_time.take_if(|_| wait_due);
            if *pending != NOTHING {
                ticket.pending = Some(pending);
            }
            if position.is_none() && wait.is_none() {
                return None;
            }
            let known = ticket.queue.get_or_insert(NOTHING);
            known.position = position.or(known.position);
            known.estimated_wait_time = wait.or(known.estimated_wait_time);
            known.alternative_text = settings.alternative_text.clone().filter(|_| is_long(known, &settings));
            Some((known.clone(), position.is_some(), wait.is_some()))
        });
        let Some(Some((data, position, wait))) = passed else { return };
        if let Some(interval) = settings.queue_position.filter(|interval| position && *interval > 0) {
            self.start(Timer::Position, interval);
        }
        if let Some(interval) = settings.wait_time.filter(|interval| wait && *interval > 0) {
            self.start(Timer::Wait, interval);
        }
        self.emit(Order::Queue {
            position: data.position,
            estimated_wait_time: data.estimated_wait_time,
            alternative_text: data.alternative_text,
        });
        // The first one goes with the queue event itself.
        let is_entered = self.conversation.ticket.as_ref().is_some_and(|ticket| ticket.queue_event);
        if is_entered && self.node_settings().is_some_and(|node| node.send_queue_event) {
            self.run_event(None, Said::default());
        }
    }
}

const NOTHING: QueueData = QueueData { position: None, estimated_wait_time: None, alternative_text: None };

/// Whether the queue is longer than the node's maxima; reaching one is not exceeding it.
fn is_long(data: &QueueData, settings: &SectionSettings) -> bool {
    let exceeds = |value: Option<u64>, maximum: Option<u64>| {
        value.zip(maximum).is_some_and(|(value, maximum)| value > maximum)
    };
    exceeds(data.position.map(u64::from), settings.maximum_queue_position.map(u64::from))
        || exceeds(data.estimated_wait_time, settings.maximum_estimated_wait_time)
}
