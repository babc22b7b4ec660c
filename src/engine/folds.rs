//! What is read back from a log: the transcript for an agent, and what a provider was told.

use crate::contract::{
    Audience, Author, DeskMessage, Effect, Input, Order, ProviderRequest, TranscriptEntry,
};
use crate::engine::log::{Entry, Log};
use crate::provider::transcript;
use crate::value::Str;

/// What visitor, bot and agents said after the entry `after`, in words; but not the visitor's last
/// messages that nobody has heard yet.
pub fn since(log: &Log, after: u32, unheard: usize) -> Vec<TranscriptEntry> {
    let said = |entry: &Entry| {
        entry.author == Author::Visitor && matches!(entry.read(), Some(Input::Message { .. }))
    };
    let first = (unheard > 0).then(|| {
        let messages: Vec<u32> = log.iter().filter(said).map(|entry| entry.seq).collect();
        messages.len().checked_sub(unheard).and_then(|at| messages.get(at).copied())
    });
    let first = first.flatten();
    let heard = |entry: &Entry| first.is_none_or(|first| entry.seq < first || !said(entry));
    let entries = log.iter().filter(|entry| entry.seq > after && heard(entry));
    entries.filter_map(|entry| line(&entry)).collect()
}

fn line(entry: &Entry) -> Option<TranscriptEntry> {
    let (name, text) = match entry.author {
        Author::Visitor => {
            let Input::Message { text, data, attachments, .. } = entry.read()? else { return None };
            (None, transcript::readable(text.as_ref(), &data, &[], &attachments))
        }
        Author::Bot | Author::Agent => {
            let Order::Say { to, from, text, data, quick_replies, attachments } = order(entry)? else {
                return None;
            };
            let titles: Vec<Str> = quick_replies.into_iter().map(|reply| reply.title).collect();
            let text = transcript::readable(text.as_ref(), &data, &titles, &attachments);
            (from.display_name.filter(|_| to != Audience::Agent), text)
        }
        Author::System => return None,
    };
    (!text.is_empty()).then_some(TranscriptEntry { author: entry.author, name, text, at: entry.at })
}

fn order(entry: &Entry) -> Option<Order> {
    entry.read::<Effect>().map(|effect| effect.order)
}

/// What a provider was told within a handover after the place `after`, each once, in order.
pub fn told(log: &Log, handover: u32, after: u32) -> Vec<(Str, ProviderRequest)> {
    let mut last = after;
    let mut told = Vec::new();
    for entry in log.iter().filter(|entry| entry.author == Author::System) {
        let Some(Order::Send { provider, request, .. }) = order(&entry) else { continue };
        let ProviderRequest::Desk { message } = &request else { continue };
        if place(message).is_some_and(|(number, seq)| number == handover && seq > last) {
            last = place(message).map_or(last, |(_, seq)| seq);
            told.push((provider, request));
        }
    }
    told
}

fn place(message: &DeskMessage) -> Option<(u32, u32)> {
    match message {
        DeskMessage::Request { handover, seq, .. }
        | DeskMessage::Message { handover, seq, .. }
        | DeskMessage::Notice { handover, seq, .. }
        | DeskMessage::End { handover, seq, .. } => Some((*handover, *seq)),
        DeskMessage::Typing { .. } | DeskMessage::Availability { .. } => None,
    }
}
