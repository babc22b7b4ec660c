//! What is read back from a log: the transcript for an agent, and what a provider was told.

use crate::contract::{
    Audience, Author, DeskMessage, Effect, Input, Order, ProviderRequest, TranscriptEntry,
};
use crate::engine::log::{Entry, Log};
use crate::value::{Str, Value};

/// What visitor, bot and agents said after the entry `after`, in words; but not the visitor's last
/// messages that nobody has heard yet.
pub fn since(log: &Log, after: u32, unheard: usize) -> Vec<TranscriptEntry> {
    let said = |entry: &Entry| {
        entry.author == Author::Visitor && matches!(entry.read(), Some(Input::Message { .. }))
    };
    let messages: Vec<u32> = log.iter().filter(said).map(|entry| entry.seq).collect();
    let first = messages.len().checked_sub(unheard).and_then(|at| messages.get(at).copied());
    let heard = |entry: &Entry| first.is_none_or(|first| entry.seq < first || !said(entry));
    let entries = log.iter().filter(|entry| entry.seq > after && heard(entry));
    entries.filter_map(|entry| line(&entry)).collect()
}

fn line(entry: &Entry) -> Option<TranscriptEntry> {
    let (name, text) = match entry.author {
        Author::Visitor => {
            let Input::Message { text, data, attachments, .. } = entry.read()? else { return None };
            (None, readable(text.as_deref(), &data, &[], &attachments))
        }
        Author::Bot | Author::Agent => {
            let Order::Say { to, from, text, data, quick_replies, attachments } = order(entry)? else {
                return None;
            };
            let titles: Vec<Str> = quick_replies.into_iter().map(|reply| reply.title).collect();
            let text = readable(text.as_deref(), &data, &titles, &attachments);
            (from.display_name.filter(|_| to != Audience::Agent), text)
        }
        Author::System => return None,
    };
    (!text.is_empty()).then(|| TranscriptEntry {
        author: entry.author,
        name,
        text: text.into(),
        at: entry.at,
    })
}

fn order(entry: &Entry) -> Option<Order> {
    entry.read::<Effect>().map(|effect| effect.order)
}

/// A message in words: cards, galleries, buttons and files are written out.
fn readable(
    text: Option<&str>,
    data: &Value,
    buttons: &[Str],
    attachments: &[crate::contract::Attachment],
) -> String {
    let mut lines: Vec<String> = Vec::new();
    if let Some(text) = text.filter(|text| !text.trim().is_empty()) {
        lines.push(text.into());
    }
    if !data.is_nullish() {
        let before = lines.len();
        collect(data, 0, &mut lines);
        if lines.len() == before && text.is_none() {
            lines.extend(crate::script::to_json(data, None));
        }
    }
    if !buttons.is_empty() {
        let titles: Vec<String> = buttons.iter().map(|title| ["[", title, "]"].concat()).collect();
        lines.push(titles.join(" "));
    }
    for attachment in attachments {
        lines.push(match &attachment.name {
            Some(name) => [name, ": ", &attachment.url].concat(),
            None => attachment.url.to_string(),
        });
    }
    lines.join("\n")
}

/// Keys under which cards, galleries and lists of all makes keep what people read.
const WORDING: [&str; 8] =
    ["title", "subtitle", "text", "label", "description", "altText", "speak", "fallbackText"];
/// Deeper than any card.
const DEPTH: u8 = 16;
/// More than any agent reads.
const LINES: usize = 60;

fn collect(data: &Value, depth: u8, lines: &mut Vec<String>) {
    if depth > DEPTH || lines.len() > LINES {
        return;
    }
    let depth = depth.saturating_add(1);
    match data {
        Value::Array(items) => items.iter().for_each(|item| collect(item, depth, lines)),
        Value::Object(object) => {
            for (key, value) in object.iter() {
                match value {
                    Value::String(text) if WORDING.contains(&&**key) && !text.trim().is_empty() => {
                        lines.push(text.to_string());
                    }
                    other => collect(other, depth, lines),
                }
            }
        }
        Value::Undefined | Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
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
