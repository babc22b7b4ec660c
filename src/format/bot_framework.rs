//! Bot Framework: the events `handoff.initiate` and `handoff.status`, each in and out.
//!
//! In, `value` is the metadata and the attached transcript is a parameter; what a hub says of the handover
//! that it was asked for becomes facts. Out, both events are
//! whole activities but for the service's address, which the host knows; a transcript holds only
//! well-formed activities, without empty texts and lists.

use crate::contract::{Attachment, Audience, Handover, Input, Order, QuickReply, RepresentativeType, Status};
use crate::format::export::{Entry, Exported, Item};
use crate::format::lenient::{field, list, object, text, within};
use crate::format::signal::{Signal, Source};
use crate::script::from_json;
use crate::value::{Object, Str, Value};

const INITIATE: &str = "handoff.initiate";
const STATUS: &str = "handoff.status";

/// Recognises a `handoff.initiate` event, alone or in a set of activities.
pub(super) fn signal(payload: &Value) -> Option<Signal> {
    let is_initiate = |activity: &&Value| {
        let is = |key: &str, word: &str| activity.get(key).and_then(Value::as_str) == Some(word);
        is("type", "event") && is("name", INITIATE)
    };
    let activity = std::iter::once(payload).chain(list(payload, &["activities"])).find(is_initiate)?;
    let mut signal = Signal::new(Source::BotFramework);
    signal.metadata = match field(activity, &["value"]) {
        Some(value) if object(value).is_none() && value.as_object().is_none() && within(value, 1) => {
            Object::from_iter([("value", value.clone())]).into()
        }
        value => signal.take("value", value),
    };
    signal.reason = field(&signal.metadata, &["reason", "Reason"]).and_then(text);
    let transcript = list(activity, &["attachments"]).iter().find_map(transcript);
    signal.params = Object::from_iter(transcript.map(|activities| ("transcript", activities))).into();
    Some(signal)
}

/// Reads the `handoff.status` events of a hub, alone or in a set of activities. A state that the protocol
/// does not have is passed on as the hub's own news.
pub(super) fn report(payload: &Value) -> Option<Vec<Input>> {
    let mut facts = None;
    for activity in std::iter::once(payload).chain(list(payload, &["activities"])) {
        let is = |key: &str, word: &str| activity.get(key).and_then(Value::as_str) == Some(word);
        let status = field(activity, &["value"]).and_then(object);
        let Some(status) = status.filter(|_| is("type", "event") && is("name", STATUS)) else { continue };
        let id = field(activity, &["id"]).and_then(text);
        let message = field(&status, &["message"]).and_then(text);
        let state = field(&status, &["state"]).and_then(text).unwrap_or_default();
        facts.get_or_insert_with(Vec::new).push(match &*state.to_ascii_lowercase() {
            "accepted" => Input::HandoverAccepted { id, agent: None },
            "failed" => Input::HandoverFailed { id, reason: None, code: None, message },
            "completed" => Input::HandoverResolved { id, summary: None, resolution: message },
            _ => Input::HandoverUpdate { id, data: status.as_object().cloned().unwrap_or_default() },
        });
    }
    facts
}

/// The activities of an attached transcript that have a type.
fn transcript(attachment: &Value) -> Option<Vec<Value>> {
    let named = attachment.get("name").and_then(Value::as_str);
    let content = field(attachment, &["content"]).filter(|_| named == Some("Transcript"))?;
    let content = match content {
        Value::String(text) => &from_json(text).ok()?,
        value => value,
    };
    let activities = content.as_array().unwrap_or_else(|| list(content, &["activities"]));
    let typed =
        activities.iter().filter(|activity| activity.get("type").is_some_and(|it| text(it).is_some()));
    Some(typed.filter_map(object).collect())
}

/// The event that asks a hub for a human, with what was said up to the request; null without a
/// handover.
pub(super) fn initiate(exported: &Exported) -> Value {
    if exported.conversation.handover.is_none() {
        return Value::Null;
    }
    let requested = exported.items.iter().rposition(is_request);
    let said =
        requested.and_then(|at| exported.items.split_at_checked(at)).map_or(exported.items, |(said, _)| said);
    let request = requested.and_then(|at| exported.items.get(at));
    let activities: Vec<Value> = said.iter().filter_map(|item| activity(exported, item)).collect();
    let mut event = head(exported, "event", request);
    event.insert("name", INITIATE);
    event.insert("from", account("bot", None, Some("bot")));
    event.insert("relatesTo", reference(exported));
    event.insert("value", exported.fields());
    if !activities.is_empty() {
        let mut transcript = Object::from_iter([("name", "Transcript"), ("contentType", "application/json")]);
        transcript.insert("content", Object::from_iter([("activities", activities)]));
        event.insert("attachments", vec![Value::from(transcript)]);
    }
    event.into()
}

fn is_request(item: &Item) -> bool {
    matches!(&item.entry, Entry::Order(Order::Handover { handover }) if handover.status == Status::Requested)
}

/// The event that tells a bot where its handover stands; null while nobody has taken it.
pub(super) fn status(exported: &Exported) -> Value {
    let Some((state, message)) = exported.conversation.handover.as_ref().and_then(state) else {
        return Value::Null;
    };
    let reported =
        exported.items.iter().rfind(|item| matches!(item.entry, Entry::Order(Order::Handover { .. })));
    let mut event = head(exported, "event", reported);
    event.insert("name", STATUS);
    event.insert("value", Object::from_iter([("state", Value::from(state)), ("message", message.into())]));
    event.into()
}

/// `accepted` from the moment an agent has taken the handover, `failed` if it could not be had or
/// nobody came, `completed` however else it ended.
fn state(handover: &Handover) -> Option<(&'static str, Str)> {
    let name = handover.agent.as_ref().and_then(|agent| agent.display_name.as_deref()).unwrap_or("an agent");
    let accepted = || ("accepted", [name, " has taken the conversation"].concat().into());
    match handover.status {
        Status::Active => Some(accepted()),
        Status::Requested | Status::Queue | Status::AgentInject | Status::GenericHandoverUpdate => {
            handover.agent.is_some().then(accepted)
        }
        Status::Completed => {
            let summary = [&handover.summary, &handover.resolution].into_iter().flatten().next().cloned();
            Some(("completed", summary.unwrap_or_else(|| "the handover is over".into())))
        }
        Status::Cancelled => Some(("completed", "the visitor called the handover off".into())),
        Status::AlreadyInProgress => Some(("completed", "another conversation took the agent along".into())),
        Status::TimedOut => Some(("failed", "nobody came in time".into())),
        Status::Error => {
            let sentence = handover.error.as_ref().map(|error| error.message.clone());
            Some(("failed", sentence.unwrap_or_else(|| "the handover could not be had".into())))
        }
    }
}

/// What the visitor, the bot or a human said, as a message activity.
fn activity(exported: &Exported, item: &Item) -> Option<Value> {
    let (from, text, data, replies, attachments): (_, _, _, &[QuickReply], _) = match &item.entry {
        Entry::Input(Input::Message { text, data, attachments, .. }) => {
            (account("user", None, Some("user")), text, data, &[], attachments)
        }
        Entry::Order(Order::Say { to, from, text, data, quick_replies, attachments })
            if *to != Audience::Agent =>
        {
            let account = match from.representative_type {
                RepresentativeType::Bot => account("bot", from.display_name.as_ref(), Some("bot")),
                RepresentativeType::Human => account("agent", from.display_name.as_ref(), None),
            };
            (account, text, data, quick_replies.as_slice(), attachments)
        }
        Entry::Input(_) | Entry::Order(_) => return None,
    };
    let text = text.as_ref().filter(|text| !text.trim().is_empty());
    let data = data.as_object().filter(|data| !data.is_empty());
    let attachments: Vec<Value> = attachments.iter().filter_map(attached).collect();
    if text.is_none() && data.is_none() && attachments.is_empty() {
        return None;
    }
    let mut activity = head(exported, "message", Some(item));
    activity.insert("from", from);
    if let Some(text) = text {
        activity.insert("text", text.clone());
    }
    let actions: Vec<Value> = replies.iter().filter_map(card_action).collect();
    if !actions.is_empty() {
        activity.insert("suggestedActions", Object::from_iter([("actions", actions)]));
    }
    if !attachments.is_empty() {
        activity.insert("attachments", attachments);
    }
    if let Some(data) = data {
        activity.insert("channelData", data.clone());
    }
    Some(activity.into())
}

/// What all activities begin with; `item` gives the id and the time.
fn head(exported: &Exported, kind: &str, item: Option<&Item>) -> Object {
    let conversation = exported.conversation;
    let seq = item.map_or(0, |item| item.seq).to_string();
    let mut activity = Object::new();
    activity.insert("type", kind);
    activity.insert("id", [&conversation.name, "|", &seq].concat());
    activity.insert("timestamp", item.map_or(&conversation.start_time, |item| &item.at).clone());
    activity.insert("localTimezone", "UTC");
    activity.insert("channelId", channel(exported));
    activity.insert("conversation", Object::from_iter([("id", conversation.name.clone())]));
    activity
}

fn reference(exported: &Exported) -> Object {
    let mut reference = Object::new();
    reference.insert("user", account("user", None, Some("user")));
    reference.insert("bot", account("bot", None, Some("bot")));
    reference.insert("conversation", Object::from_iter([("id", exported.conversation.name.clone())]));
    reference.insert("channelId", channel(exported));
    reference
}

fn channel<'a>(exported: &Exported<'a>) -> &'a str {
    exported.channel.filter(|channel| !channel.is_empty()).unwrap_or("webchat")
}

fn account(id: &str, name: Option<&Str>, role: Option<&str>) -> Object {
    let mut account = Object::from_iter([("id", id)]);
    if let Some(name) = name.filter(|name| !name.is_empty()) {
        account.insert("name", name.clone());
    }
    if let Some(role) = role {
        account.insert("role", role);
    }
    account
}

fn card_action(reply: &QuickReply) -> Option<Value> {
    let payload = if reply.payload.is_empty() { &reply.title } else { &reply.payload };
    let entries = [("type", "imBack".into()), ("title", reply.title.clone()), ("value", payload.clone())];
    (!reply.title.is_empty()).then(|| Object::from_iter(entries).into())
}

fn attached(attachment: &Attachment) -> Option<Value> {
    let kind = attachment.mime_type.as_deref().filter(|kind| !kind.is_empty());
    let mut attached = Object::from_iter([("contentType", kind.unwrap_or("application/octet-stream"))]);
    attached.insert("contentUrl", attachment.url.clone());
    if let Some(name) = attachment.name.as_ref().filter(|name| !name.is_empty()) {
        attached.insert("name", name.clone());
    }
    (!attachment.url.is_empty()).then(|| attached.into())
}
