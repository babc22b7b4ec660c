//! What a person looking at a conversation is told, and what other platforms are.

use crate::calendar::Moment;
use crate::contract::{ConversationView, Effect, Input, Lifecycle, Order, Owner, Waiting, WaitingFor};
use crate::engine::conversation::{Conversation, Ticket};
use crate::engine::timers::Timer;
use crate::flow::Flow;
use crate::format::{Entry, ExportFormat, Exported, Item};
use crate::handover::State;
use crate::script::Scope;
use crate::value::{Object, Str, Value};

/// The view of a conversation that runs through `flow`.
pub fn view(conversation: &Conversation, flow: &Flow) -> ConversationView {
    let opening = conversation.opening.as_deref().cloned().unwrap_or_default();
    let start = || flow.node(flow.start()).map(|node| node.id.clone()).unwrap_or_default();
    ConversationView {
        name: conversation.name.clone(),
        lifecycle_state: if conversation.ended.is_some() {
            Lifecycle::Completed
        } else {
            Lifecycle::InProgress
        },
        conversation_stage: conversation.stage(),
        conversation_profile: opening.conversation_profile,
        phone_number: opening.phone_number,
        start_time: Moment::new(conversation.started).iso(),
        end_time: conversation.ended.map(|ended| Moment::new(ended).iso()),
        owner: if conversation.state() == State::Active { Owner::Human } else { Owner::Bot },
        handover: conversation.ticket.as_deref().map(Ticket::handover),
        waiting: waiting(conversation),
        entrypoint: conversation.entrypoint.node.clone().unwrap_or_else(start),
        context: conversation.context.object(),
        profile: conversation.profile.object(),
    }
}

fn waiting(conversation: &Conversation) -> Option<Waiting> {
    if conversation.ended.is_some() {
        return None;
    }
    if let Some(asking) = &conversation.asking {
        let until = conversation.timers.get(Timer::Availability);
        return Some(Waiting { node: asking.node.clone(), waiting_for: WaitingFor::Availability, until });
    }
    if let Some(ticket) = conversation.ticket.as_ref().filter(|ticket| ticket.state.is_open()) {
        let timers = [Timer::Agent, Timer::Request, Timer::Queue];
        let until = timers.into_iter().find_map(|timer| conversation.timers.get(timer));
        return Some(Waiting { node: ticket.node.clone(), waiting_for: WaitingFor::Handover, until });
    }
    let node = conversation.waiting.clone()?;
    Some(Waiting { node, waiting_for: WaitingFor::Message, until: None })
}

/// The conversation or its latest handover in another platform's words.
pub fn export(conversation: &Conversation, flow: &Flow, format: ExportFormat) -> Value {
    let mut items = Vec::new();
    let mut ended = None;
    for entry in conversation.log.iter() {
        let found = match entry.read::<Effect>() {
            Some(effect) => Entry::Order(effect.order),
            None => match entry.read::<Input>() {
                Some(input) => Entry::Input(input),
                None => continue,
            },
        };
        if let Entry::Order(Order::Ended { reason }) = &found {
            ended = Some(reason.clone());
        }
        items.push(Item { seq: entry.seq, at: Moment::new(entry.at).iso(), entry: found });
    }
    let node = conversation.ticket.as_ref().and_then(|ticket| flow.handover(&ticket.node));
    let input = Object::new().into();
    let scope =
        Scope { input: &input, context: conversation.context.value(), profile: conversation.profile.value() };
    let metadata = node.map(|node| node.metadata.render(&scope)).unwrap_or_default();
    let accepted: Option<Str> = node.map(|node| node.accepted_message.render(&scope).into());
    let opening = conversation.opening.as_deref();
    crate::format::export(
        format,
        &Exported {
            conversation: &view(conversation, flow),
            channel: opening.and_then(|opening| opening.channel.as_deref()),
            locale: opening.and_then(|opening| opening.locale.as_deref()),
            metadata: &metadata,
            accepted_message: accepted.as_deref(),
            ended: ended.as_deref(),
            items: &items,
        },
    )
}
