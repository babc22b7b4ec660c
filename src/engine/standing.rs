//! Where a conversation stands: what decides how it goes on, and what a view does not tell.
//!
//! It holds no text that was said to anybody and nothing of the past. Two conversations of one flow
//! that stand alike, and whose views are alike, go the same way from here.

use crate::engine::conversation::{Conversation, Place};
use crate::engine::timers::Timer;
use crate::handover::State;
use crate::value::{Object, Value};

/// The contract's `Standing`.
pub fn standing(conversation: &Conversation) -> Value {
    let ticket = conversation.ticket.as_deref();
    let memory = conversation.memory.iter().map(|(node, number)| (node.clone(), Value::from(*number)));
    let timers = conversation.timers.in_order().into_iter().map(|(timer, due)| {
        Value::from(Object::from_iter([("for", name(timer).into()), ("due", Value::from(due as f64))]))
    });
    let waits = ticket.map(|ticket| &*ticket.held).unwrap_or_default().iter();
    let asked = conversation.asking.as_ref().map(|asking| &*asking.held).unwrap_or_default().iter();
    let held = waits
        .map(|spoken| spoken.text.clone().map_or(Value::Null, Value::from))
        .chain(asked.map(|said| said.text.clone().into()));
    let flag = |flag: Option<bool>| Value::from(flag.unwrap_or_default());
    Object::from_iter([
        ("handover", word(conversation.state()).into()),
        ("resumes", conversation.entrypoint.resumes.into()),
        ("inject", ticket.and_then(|ticket| ticket.inject.as_deref()).map_or(Value::Null, place)),
        ("asks", conversation.asking.as_ref().map_or(Value::Null, |asking| asking.send.into())),
        ("held", held.collect::<Vec<Value>>().into()),
        ("timers", timers.collect::<Vec<Value>>().into()),
        ("memory", memory.collect::<Object>().into()),
        ("input", conversation.kept.object().into()),
        ("queueEvent", flag(ticket.map(|ticket| ticket.queue_event))),
        ("activeEvent", flag(ticket.map(|ticket| ticket.active_event))),
        ("visitorLeft", flag(ticket.map(|ticket| ticket.visitor_left))),
    ])
    .into()
}

fn place(place: &Place) -> Value {
    let node = place.node.clone().map_or(Value::Null, Value::from);
    Object::from_iter([("node", node), ("resumes", place.resumes.into())]).into()
}

const fn word(state: State) -> &'static str {
    match state {
        State::Idle => "idle",
        State::Requested => "requested",
        State::Queued => "queued",
        State::Assigned => "assigned",
        State::Active => "active",
    }
}

const fn name(timer: Timer) -> &'static str {
    match timer {
        Timer::Request => "request",
        Timer::Queue => "queue",
        Timer::Agent => "agent",
        Timer::Inactivity => "inactivity",
        Timer::Grace => "grace",
        Timer::VisitorTyping => "visitorTyping",
        Timer::AgentTyping => "agentTyping",
        Timer::Position => "position",
        Timer::Wait => "wait",
        Timer::Availability => "availability",
        Timer::Line => "line",
    }
}
