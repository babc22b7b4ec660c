//! The deadlines of one conversation.

use crate::contract::Millis;
use crate::packed::{Packed, Reader, Writer, by_number};

/// When to…
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timer {
    /// …give up on a provider that has not answered the request.
    Request,
    /// …give up on a queue.
    Queue,
    /// …take the handover back from an agent who says nothing.
    Agent,
    /// …count the visitor's inactivity.
    Inactivity,
    /// …believe that the visitor is gone.
    Grace,
    /// …believe that the visitor has stopped typing.
    VisitorTyping,
    /// …believe that the agent has stopped typing.
    AgentTyping,
    /// …pass on the position that came too soon after the one before.
    Position,
    /// …pass on the wait that came too soon after the one before.
    Wait,
    /// …go on without an answer about availability.
    Availability,
    /// …see to the lines to the providers.
    Line,
}

const ALL: [Timer; 11] = [
    Timer::Request,
    Timer::Queue,
    Timer::Agent,
    Timer::Inactivity,
    Timer::Grace,
    Timer::VisitorTyping,
    Timer::AgentTyping,
    Timer::Position,
    Timer::Wait,
    Timer::Availability,
    Timer::Line,
];

/// The timers that run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timers(Vec<(Timer, Millis)>);

impl Timers {
    /// Starts a timer, or moves it.
    pub fn set(&mut self, timer: Timer, due: Millis) {
        match self.0.iter_mut().find(|(one, _)| *one == timer) {
            Some((_, at)) => *at = due,
            None => {
                // Most conversations have one: room for four would cost those who wait.
                self.0.reserve_exact(1);
                self.0.push((timer, due));
            }
        }
    }

    /// Stops a timer; true if it ran.
    pub fn clear(&mut self, timer: Timer) -> bool {
        let before = self.0.len();
        self.0.retain(|(one, _)| *one != timer);
        self.0.len() != before
    }

    /// When a timer is due, if it runs.
    pub fn get(&self, timer: Timer) -> Option<Millis> {
        self.0.iter().find(|(one, _)| *one == timer).map(|(_, due)| *due)
    }

    /// All that run, in the order in which they are due.
    pub fn in_order(&self) -> Vec<(Timer, Millis)> {
        let mut timers = self.0.clone();
        timers.sort_by_key(|(_, due)| *due);
        timers
    }

    /// The timer that is due next. The queue's rests while the agent's runs: the visitor of an agent
    /// who has accepted is not sent away.
    pub fn next(&self) -> Option<(Timer, Millis)> {
        let resting = self.get(Timer::Agent).map(|_| Timer::Queue);
        self.0.iter().filter(|(timer, _)| Some(*timer) != resting).min_by_key(|(_, due)| *due).copied()
    }
}

by_number!(Timer in ALL);

impl Packed for Timers {
    fn write(&self, to: &mut Writer) {
        self.0.write(to);
    }

    fn read(from: &mut Reader, name: &str) -> Self {
        Timers(Packed::read(from, name))
    }

    fn is_blank(&self) -> bool {
        self.0.is_empty()
    }
}
