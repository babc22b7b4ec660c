//! Google Business Messages: the webhook's payloads in, requests for messages and events in and out.
//!
//! In: what the visitor writes, taps and types. Receipts, survey answers and sign-in codes say
//! nothing to a flow and are ignored. Out: what the visitor saw of bot and human, each under its
//! representative; the visitor's own messages are the platform's already.
//!
//! Requests come in where people at the other end speak for a representative: what a human says and does.
//!
//! A request for a live agent is a message without text, with the intent and the data
//! `requestedLiveAgent`: it runs any flow, and one that looks at intents can tell it apart. A button with that
//! payload is the platform's own for it. While a human is asked for already it says nothing.

use crate::contract::{Agent, Attachment, Audience, Input, Order, QuickReply, Representative};
use crate::format::export::{Entry, Exported};
use crate::format::lenient::{field, list, object, text, truth};
use crate::provider::payload::seam;
use crate::provider::transcript::readable;
use crate::value::{Object, Str, Value};

/// UTF-16 units in one message.
const TEXT_LIMIT: usize = 3072;
/// Suggestions under one message.
const SUGGESTIONS: usize = 13;
/// UTF-16 units in the text of a suggestion.
const SUGGESTION_LIMIT: usize = 25;
/// The intent and the data of a request for a live agent.
const REQUESTED: &str = "requestedLiveAgent";

/// Reads a webhook's payload: the visitor's message, tap, typing or request for a live agent.
///
/// A request for a live agent counts only if the visitor has not asked for one yet. A message's id is its own; what has none takes the request's, which is the same when the
/// platform repeats itself.
pub fn business_messages(payload: &Value, has_asked: bool) -> Vec<Input> {
    let request = field(payload, &["requestId"]).and_then(text);
    let mut inputs = Vec::new();
    if let Some(status) = field(payload, &["userStatus"]) {
        if let Some(typing) = field(status, &["isTyping"]) {
            inputs.push(Input::Typing { on: truth(typing) });
        }
        if !has_asked && field(status, &[REQUESTED]).is_some_and(truth) {
            let data = Object::from_iter([(REQUESTED, true)]);
            inputs.push(message(request.clone(), None, data.into(), Some(REQUESTED.into()), Vec::new()));
        }
    }
    if let Some(tapped) = field(payload, &["suggestionResponse"]) {
        let said = ["postbackData", "text"].iter().find_map(|key| text(tapped.get(key)?));
        inputs.extend(said.map(|said| message(request.clone(), Some(said), Value::Null, None, Vec::new())));
    }
    if let Some(sent) = field(payload, &["message"]) {
        let said = field(sent, &["text"]).and_then(text);
        let image = field(sent, &["image"]).and_then(attachment);
        if said.is_some() || image.is_some() {
            let id = field(sent, &["messageId"]).and_then(text).or(request);
            inputs.push(message(id, said, Value::Null, None, image.into_iter().collect()));
        }
    }
    inputs
}

/// Reads what a webhook's payload tells of the visitor, as the start of a conversation that is not
/// there yet.
pub fn business_messages_start(payload: &Value) -> Input {
    let context = field(payload, &["context"]).unwrap_or(&Value::Null);
    let user = field(context, &["userInfo"]).unwrap_or(&Value::Null);
    let locale = [(context, "resolvedLocale"), (user, "userDeviceLocale")];
    let name = field(user, &["displayName"]).and_then(text);
    Input::Start {
        channel: Some("businessMessages".into()),
        locale: locale.iter().find_map(|(place, key)| text(place.get(key)?)),
        profile: name.map(|name| Object::from_iter([("displayName", name)])),
        conversation_profile: None,
        phone_number: None,
    }
}

fn message(
    id: Option<Str>,
    text: Option<Str>,
    data: Value,
    intent: Option<Str>,
    attachments: Vec<Attachment>,
) -> Input {
    Input::Message { id, text, data, intent, attachments }
}

fn attachment(image: &Value) -> Option<Attachment> {
    let info = field(image, &["contentInfo"])?;
    let url = text(field(info, &["fileUrl"])?)?;
    Some(Attachment { url, mime_type: None, name: field(info, &["altText"]).and_then(text) })
}

/// Reads what a representative does, in the words of the requests for it. What a bot does gives no facts.
pub(super) fn report(payload: &Value) -> Option<Vec<Input>> {
    let who = field(payload, &["representative"])?;
    let word = |value: &Value, key: &str| field(value, &[key]).and_then(text);
    let kind = field(who, &["representativeType"])?;
    if kind.as_str() != Some("HUMAN") {
        return Some(Vec::new());
    }
    let agent =
        Agent { id: None, display_name: word(who, "displayName"), avatar_image: word(who, "avatarImage") };
    let agent = (agent.display_name.is_some() || agent.avatar_image.is_some()).then_some(agent);
    let event = field(payload, &["eventType"]).and_then(Value::as_str);
    Some(vec![match event {
        Some("REPRESENTATIVE_JOINED") => Input::HandoverAccepted { id: None, agent },
        Some("REPRESENTATIVE_LEFT") => Input::AgentLeft { id: None, agent, transferring: None },
        Some("TYPING_STARTED") => Input::AgentTyping { on: true },
        Some("TYPING_STOPPED") => Input::AgentTyping { on: false },
        Some(_) => return Some(Vec::new()),
        None => {
            let replies =
                list(payload, &["suggestions"]).iter().filter_map(|it| field(it, &["reply", "action"]));
            let card = field(payload, &["richCard"]).and_then(object).unwrap_or(Value::Null);
            let reply = |it: &Value| {
                let title = word(it, "text")?;
                Some(QuickReply { payload: word(it, "postbackData").unwrap_or_else(|| title.clone()), title })
            };
            Input::AgentMessage {
                id: word(payload, "messageId"),
                text: word(payload, if card.is_nullish() { "text" } else { "fallback" }),
                data: card,
                attachments: field(payload, &["image"]).and_then(attachment).into_iter().collect(),
                agent,
                quick_replies: replies.filter_map(reply).collect(),
            }
        }
    }])
}

/// What the visitor saw, as `{ items: { kind, id, body }[] }` in log order.
///
/// The body is that of the platform's request; `id` is the message's or the event's, and the same
/// at every export. A longer text is split in order; images are messages of their own, other files
/// their addresses. Buttons stand under the last of these: the first 13, their texts cut at 25.
pub(super) fn items(exported: &Exported) -> Value {
    let mut items = Vec::new();
    for item in exported.items {
        let Entry::Order(order) = &item.entry else { continue };
        match order {
            Order::Say {
                to: Audience::Visitor | Audience::Both,
                from,
                text,
                data,
                quick_replies,
                attachments,
            } => {
                let bodies = contents(&wording(text.as_ref(), data), quick_replies, attachments);
                items.extend(bodies.into_iter().zip(1_u32..).map(|(mut body, part)| {
                    let id = id(item.seq, part);
                    body.insert("messageId", id.clone());
                    body.insert("representative", representative(from));
                    entry("message", id, body)
                }));
            }
            Order::Event { event_type, representative } => {
                items.push(event(item.seq, event_type.as_str(), Some(representative)));
            }
            Order::Typing { to: Audience::Visitor | Audience::Both, on, from } => {
                let kind = if *on { "TYPING_STARTED" } else { "TYPING_STOPPED" };
                items.push(event(item.seq, kind, from.as_ref()));
            }
            _ => {}
        }
    }
    Object::from_iter([("items", items)]).into()
}

/// What was said in words, or what stands for a card.
pub(super) fn wording(text: Option<&Str>, data: &Value) -> Str {
    let said = text.into_iter().map(|text| &**text);
    let captions = ["text", "fallback", "title"].iter().filter_map(|key| data.get(key)?.as_str());
    match said.chain(captions).find(|words| !words.trim().is_empty()) {
        Some(words) => words.into(),
        None => readable(Some(&"".into()), data, &[], &[]),
    }
}

/// The choices in words, where there is nothing else.
pub(super) fn choices(replies: &[QuickReply]) -> String {
    let titles: Vec<&str> = replies.iter().map(|reply| &*reply.title).collect();
    titles.join(", ")
}

fn contents(text: &str, replies: &[QuickReply], attachments: &[Attachment]) -> Vec<Object> {
    let parts = if text.trim().is_empty() { Vec::new() } else { split(text, TEXT_LIMIT) };
    let mut bodies: Vec<Object> = parts.into_iter().map(|part| Object::from_iter([("text", part)])).collect();
    bodies.extend(attachments.iter().filter(|it| !it.url.is_empty()).map(file));
    let choices = choices(replies);
    if bodies.is_empty() && !choices.is_empty() {
        bodies.push(Object::from_iter([("text", choices)]));
    }
    if let Some(last) = bodies.last_mut().filter(|_| !replies.is_empty()) {
        last.insert("suggestions", replies.iter().take(SUGGESTIONS).map(suggestion).collect::<Vec<_>>());
    }
    bodies
}

fn suggestion(reply: &QuickReply) -> Value {
    if &*reply.payload == REQUESTED {
        return Object::from_iter([("liveAgentRequest", Object::new())]).into();
    }
    let title = match split(&reply.title, SUGGESTION_LIMIT).as_slice() {
        [whole] => (*whole).into(),
        _ => [split_hard(&reply.title, SUGGESTION_LIMIT.saturating_sub(1)).0, "…"].concat(),
    };
    let payload = if reply.payload.is_empty() { &reply.title } else { &reply.payload };
    let body = Object::from_iter([("text", Value::from(title)), ("postbackData", payload.clone().into())]);
    Object::from_iter([("reply", body)]).into()
}

fn file(attachment: &Attachment) -> Object {
    if !matches!(attachment.mime_type.as_deref(), Some("image/jpeg" | "image/jpg" | "image/png")) {
        return Object::from_iter([("text", attachment.url.clone())]);
    }
    let mut info = Object::from_iter([("fileUrl", attachment.url.clone())]);
    if let Some(name) = &attachment.name {
        info.insert("altText", name.clone());
    }
    Object::from_iter([("image", Object::from_iter([("contentInfo", info)]))])
}

fn event(seq: u32, event_type: &str, from: Option<&Representative>) -> Value {
    let from = from.map_or_else(|| Object::from_iter([("representativeType", "BOT")]), representative);
    let body = Object::from_iter([("eventType", Value::from(event_type)), ("representative", from.into())]);
    entry("event", id(seq, 1), body)
}

fn entry(kind: &str, id: Str, body: Object) -> Value {
    Object::from_iter([("kind", Value::from(kind)), ("id", id.into()), ("body", body.into())]).into()
}

fn representative(from: &Representative) -> Object {
    let mut body = Object::from_iter([("representativeType", from.representative_type.as_str())]);
    if let Some(name) = &from.display_name {
        body.insert("displayName", name.clone());
    }
    if let Some(image) = &from.avatar_image {
        body.insert("avatarImage", image.clone());
    }
    body
}

fn id(seq: u32, part: u32) -> Str {
    let seq = seq.to_string();
    if part == 1 { seq.into() } else { [seq, part.to_string()].join(".").into() }
}

/// The parts of a text in order, each within the limit and ending at a space where there is one.
fn split(text: &str, limit: usize) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (head, tail) = split_hard(rest, limit);
        let space = head.rfind(char::is_whitespace).filter(|_| !tail.is_empty());
        let soft = space.and_then(|at| head.char_indices().find(|(place, _)| *place > at));
        let (head, tail) = soft.and_then(|(at, _)| rest.split_at_checked(at)).unwrap_or((head, tail));
        parts.push(head);
        rest = tail;
    }
    parts
}

/// The longest beginning of a text within the limit, at least one character, and the rest.
fn split_hard(text: &str, limit: usize) -> (&str, &str) {
    let mut units = 0_usize;
    let cut = text.char_indices().find(|(at, c)| {
        units = units.saturating_add(c.len_utf16());
        units > limit && *at > 0
    });
    let whole = |(head, tail)| text.split_at_checked(seam(head, tail));
    cut.and_then(|(at, _)| text.split_at_checked(at)).and_then(whole).unwrap_or((text, ""))
}
