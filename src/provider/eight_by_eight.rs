//! 8x8 Contact Center: settings in a flow, and its Chat Gateway, version 1.
//!
//! A gateway speaks it, from server to server. What happens comes by webhook, with a detached signature over the
//! event's names and the body's checksum. An agent who leaves ends the conversation unless it is being
//! transferred, and the two are told in either order: a leaving is believed after some seconds only.

use crate::contract::{Agent, Author, Method, Part, ProviderRequest, Signature, Webhook};
use crate::descriptor::{FieldType, NodeField, Place, Section};
use crate::provider::codec::{Answer, Codec, Command, Frame, Next, Request, Setting, SettingKind, Spoken};
use crate::provider::facts::{choices, files, person, read};
use crate::provider::fields;
use crate::provider::line::{Order, Talk};
use crate::provider::payload::{
    Http, at, given, holds, is, items, items_at, json, number, number_at, object, object_of, text, text_at,
};
use crate::provider::requests::{drawn, language, listed, name, signature, webhook, worded};
use crate::provider::transcript::readable;
use crate::script::from_json;
use crate::value::{Str, Value};

/// Its section of the Handover to Agent node.
pub static SECTION: Section = Section {
    key: "eightByEight",
    label: "8x8 Settings",
    nested: true,
    runs: Some(Place::Server),
    condition: Some(fields::of_kind("eightByEight")),
    fields: &[
        NodeField::new(FieldType::Template, "channelId", "8x8 Channel Id", "The chat channel in 8x8."),
        NodeField::new(
            FieldType::Template,
            "queueId",
            "8x8 Queue Id",
            "The queue in 8x8 that the conversation goes to.",
        ),
        NodeField::new(
            FieldType::Json,
            "jsonProperties",
            "8x8 JSON properties",
            "Further properties of the conversation in 8x8.",
        ),
    ],
};

/// Where the gateway is, unless the settings say otherwise.
const URL: &str = "https://api.8x8.com";
/// How long a transfer may be told after the leaving that belongs to it.
const GRACE: u64 = 3_000;
/// How many of the latest events are known again: 8x8 sends an event until it is answered.
const SEEN: usize = 32;
/// How long 8x8 may take to say that it has queued what it has taken.
const QUEUEING: u64 = 10_000;

// What requests are for.
const START: u32 = 1;
const WORD: u32 = 2;
const FILE: u32 = 3;
const AMENITY: u32 = 4;
const WEBHOOK: u32 = 5;
const MISSED: u32 = 6;

// What alarms are for.
const LEFT: u32 = 1;
const UNQUEUED: u32 = 2;

/// The Chat Gateway.
pub struct EightByEight;

impl Codec for EightByEight {
    fn settings(&self) -> &'static [Setting] {
        const {
            &[
                Setting::optional("url", SettingKind::Text),
                Setting::optional("channelId", SettingKind::Text),
                Setting::optional("queueId", SettingKind::Text),
                Setting::optional("scriptId", SettingKind::Text),
                Setting::optional("tenant", SettingKind::Text),
                Setting::optional("auth", SettingKind::Text),
                Setting::optional("webhookAuth", SettingKind::Text),
                Setting::optional("postAgentWebhookId", SettingKind::Text),
            ]
        }
    }

    fn command(&self, command: Command, talk: &mut Talk) {
        match command {
            Command::Request(request) => open(&request, talk),
            Command::Message(spoken) => say(&spoken, talk),
            Command::Typing(true) => {
                if let Some(request) = conversation(Method::Post, "/typing", talk) {
                    request.json(object!([("authorType", "user".into())])).post(talk);
                }
            }
            Command::Typing(false) => {}
            Command::Notice(_, notice) => {
                say(&Spoken::notice(Author::System, notice), talk);
            }
            Command::End(_) => end(talk),
        }
    }

    fn answered(&self, step: u32, answer: &Answer, talk: &mut Talk) -> Next {
        match step {
            START if answer.is_ok() => {
                let Some(id) = text_at(&answer.body, "conversationId") else {
                    talk.fail("protocol", "8x8 names no conversation");
                    return Next::Done;
                };
                talk.keep("id", id.clone());
                if talk.line.over {
                    end(talk);
                    return Next::Done;
                }
                talk.open_webhook(WEBHOOK, id);
                // What its webhooks have told until now has reached nobody.
                for list in ["/participants", "/messages"] {
                    if let Some(request) = conversation(Method::Get, list, talk) {
                        request.send(MISSED, Order::Beside, talk);
                    }
                }
                comes_back(talk);
                talk.alarm(UNQUEUED, QUEUEING);
            }
            FILE if answer.is_ok() => {
                // The message that refers to the file takes its place in the order.
                let Some(id) = text_at(&answer.body, "id") else { return Next::Fail };
                let attachments = vec![object!([("id", id.into())])];
                let request = message("user", &[("attachments", attachments.into())], talk);
                let errand = talk.line.errands.iter_mut().find(|errand| errand.step == FILE);
                if let Some((errand, request)) = errand.zip(request) {
                    (errand.step, errand.request, errand.attempts) = (WORD, request, 0);
                    errand.turn = Order::Once;
                    return Next::AtOnce;
                }
            }
            MISSED if answer.is_ok() => {
                talk.keep("listed", talk.now as f64);
                missed(&answer.body, talk);
            }
            AMENITY | MISSED => return answer.amenity(),
            _ => {}
        }
        answer.usual()
    }

    fn webhook(&self, frame: Frame, settings: &Value) -> Option<Webhook> {
        let event = from_json(frame.body).unwrap_or_default();
        let header = |name: &str| {
            frame.headers.and_then(|headers| headers.get(name)).and_then(text).unwrap_or_default()
        };
        let number = |name: &str| number(&header(name).into()).unwrap_or_default().to_string();
        // The keys stand in this order, and nothing between them.
        let payload = [
            "{\"checksum\":",
            &crc32(frame.body.as_bytes()).to_string(),
            ",\"cid\":",
            &json(&header("x-8x8-customer-id").into()),
            ",\"eid\":",
            &json(&header("x-8x8-event-id").into()),
            ",\"retry\":",
            &number("x-8x8-retry"),
            ",\"tid\":",
            &json(&header("x-8x8-tenant-id").into()),
            ",\"tt\":",
            &number("x-8x8-transmission-time"),
            "}",
        ];
        let auth = settings.get("webhookAuth").and_then(text);
        let signed = |auth| Signature {
            payload: Some(payload.concat().into()),
            ..signature("x-8x8-signature", "JWS-RS256", "base64", "", auth)
        };
        webhook(text_at(&event, "conversationId"), auth.map(signed))
    }

    fn pushed(&self, frame: Frame, talk: &mut Talk) -> Result<(), String> {
        let event = read(frame, "8x8")?;
        let ours = talk.kept("id");
        if ours.is_some() && ours == text_at(&event, "conversationId") {
            let id = frame.headers.and_then(|headers| headers.get("x-8x8-event-id")).and_then(text);
            let mut seen = items(talk.value("seen")).to_vec();
            let key = Value::from(id.clone());
            if id.is_some() && seen.contains(&key) {
                return Ok(());
            }
            seen.push(key);
            let start = seen.len().saturating_sub(SEEN);
            talk.keep("seen", seen.split_off(start));
            happened(id, &event, talk);
        }
        Ok(())
    }

    fn due(&self, alarm: u32, talk: &mut Talk) {
        if alarm == UNQUEUED {
            talk.taken();
        } else {
            resolved(None, talk);
        }
    }
}

fn open(request: &Request, talk: &mut Talk) {
    let section = &request.settings.all;
    let chosen = |key: &str| section.get(key).and_then(text).or_else(|| talk.setting(key));
    let Some(channel) = chosen("channelId") else {
        talk.fail("config_invalid", "no 8x8 channel is named");
        return;
    };
    let to = |kind: &str, id: Str| object!([("type", kind.into()), ("id", id.into())]);
    let assignment =
        chosen("queueId").map(|id| to("queue", id)).or_else(|| chosen("scriptId").map(|id| to("script", id)));
    let properties = worded([&request.metadata, at(section, "jsonProperties")]);
    let mut listing = Vec::new();
    for (key, value) in properties.iter() {
        listing.push(object!([("key", key.clone().into()), ("value", value.clone())]));
    }
    let profile = &request.profile;
    let user = drawn(
        &[("name", name(profile)), ("userId", talk.conversation.into())],
        profile,
        &[("email", "email"), ("phone", "phoneNumber"), ("company", "company")],
        &[("language", language(request).unwrap_or("en").into()), ("additionalProperties", listed(listing))],
    );
    let mut messages = Vec::new();
    for entry in &request.transcript {
        let author = if entry.author == Author::Visitor { "user" } else { "bot" };
        messages.push(object!([("authorType", author.into()), ("text", entry.text.clone().into())]));
    }
    let history = if messages.is_empty() { Value::Null } else { object!([("messages", messages.into())]) };
    let body = object!([
        ("channelId", channel.into()),
        ("user", user),
        ("assignment", assignment.into()),
        ("history", history),
    ]);
    http(Method::Post, talk).json(body).send(START, Order::Once, talk);
}

/// After the agent the conversation comes back to whoever listens at this webhook.
fn comes_back(talk: &mut Talk) {
    let Some(webhook) = talk.setting("postAgentWebhookId") else { return };
    let body = object!([("type", "webhook".into()), ("id", webhook.into())]);
    if let Some(request) = conversation(Method::Post, "/post-agent-assignment", talk) {
        request.json(body).send(AMENITY, Order::Ordered, talk);
    }
}

fn say(spoken: &Spoken, talk: &mut Talk) {
    let author = if spoken.author == Author::Visitor { "user" } else { "bot" };
    let words = readable(spoken.text.as_ref(), &spoken.data, &[], &[]);
    if !words.trim().is_empty()
        && let Some(request) = message(author, &[("text", words.into())], talk)
    {
        talk.send(WORD, Order::Once, request);
    }
    for file in &spoken.attachments {
        let parts = vec![Part::word("authorType", author.into()), Part::file("attachment", file)];
        if let Some(request) = conversation(Method::Post, "/attachments", talk) {
            // A second upload that no message names does no harm.
            request.form(parts).send(FILE, Order::Ordered, talk);
        }
    }
}

fn message(author: &str, content: &[(&str, Value)], talk: &Talk) -> Option<ProviderRequest> {
    let mut fields = vec![("authorType", author.into())];
    fields.extend(content.iter().cloned());
    Some(conversation(Method::Post, "/messages", talk)?.json(object_of(&mut fields)).request())
}

fn end(talk: &mut Talk) {
    if let Some(request) = conversation(Method::Patch, "/participants/user", talk) {
        request.json(object!([("removed", true.into())])).send(AMENITY, Order::Ordered, talk);
    }
    close(talk);
}

fn close(talk: &mut Talk) {
    talk.close_webhook(talk.kept("id"));
}

fn resolved(id: Option<Str>, talk: &mut Talk) {
    close(talk);
    talk.resolved(id, None);
}

/// Who is there, and what was said, the newest first, before webhooks reached this handover.
fn missed(body: &Value, talk: &mut Talk) {
    for one in items_at(body, "_embedded/participants") {
        if is(one, "type", "agent") && !holds(one, "removed") && talk.kept("agent").is_none() {
            joined(None, one, talk);
        }
    }
    for message in items_at(body, "_embedded/messages").iter().rev() {
        said(text_at(message, "text"), message, at(message, "author"), talk);
    }
}

fn joined(id: Option<Str>, agent: &Value, talk: &mut Talk) {
    talk.stop(LEFT);
    ["left", "transferred"].into_iter().for_each(|key| drop(talk.take(key)));
    let agent = person(at(agent, "id"), at(agent, "name"), &Value::Null).unwrap_or_default();
    talk.keep("agent", given(agent.id.clone()));
    talk.taken();
    talk.accepted(id, Some(agent));
}

/// One event of the webhook.
fn happened(id: Option<Str>, event: &Value, talk: &mut Talk) {
    let data = at(event, "data");
    let agent = talk.kept("agent");
    match at(event, "eventType").as_str().unwrap_or_default() {
        "QUEUED" => {
            talk.stop(UNQUEUED);
            talk.taken();
        }
        "CONVERSATION_UPDATE" => match at(data, "state").as_str() {
            Some("idle") if agent.is_some() => resolved(id, talk),
            Some("active") => talk.taken(),
            _ => {}
        },
        "MEMBERS_CHANGED" => {
            let is_agent = is(data, "memberType", "agent");
            let is_another = |one: &Str| text_at(data, "id").is_some_and(|id| id != *one);
            match at(data, "change").as_str() {
                Some("joined") if is_agent => {
                    talk.keep("since", at(event, "timestamp").clone());
                    joined(id, data, talk);
                }
                // Who left before the present agent came is known.
                Some("left") if is_agent && agent.as_ref().is_some_and(is_another) => {}
                Some("left") if is_agent && talk.take("transferred").is_nullish() => {
                    // Who was there when it was asked is not there any more.
                    talk.drop(MISSED);
                    talk.keep("left", true);
                    talk.alarm(LEFT, GRACE);
                }
                Some("left") if !is_agent => talk.cancelled(),
                _ => {}
            }
        }
        // Whom it was to is here.
        "TRANSFER"
            if number_at(event, "timestamp")
                .zip(talk.counted("since"))
                .is_some_and(|(at, since)| at < since) => {}
        "TRANSFER" => {
            talk.stop(LEFT);
            if talk.take("left").is_nullish() {
                talk.keep("transferred", true);
            }
            talk.left(id, None, true);
        }
        "MESSAGE" => {
            // It may be in the list that was asked for, where it has another id.
            let told = number_at(event, "timestamp");
            let is_listed = told.is_some() && told <= talk.counted("listed");
            let id = if is_listed || talk.awaits(MISSED) { text_at(data, "text") } else { id };
            said(id, data, at(data, "sender"), talk);
        }
        "ACTIVITY" if is(data, "name", "typing") => {
            talk.typing(!items_at(data, "value/users").is_empty());
        }
        _ => {}
    }
}

/// What an agent says: what we have said comes back as an echo.
fn said(id: Option<Str>, data: &Value, sender: &Value, talk: &mut Talk) {
    let is_agent = |kind: &str| kind.eq_ignore_ascii_case("agent");
    if holds(data, "isEcho") || !at(sender, "type").as_str().is_none_or(is_agent) {
        return;
    }
    let known = talk.kept("agent");
    if known.is_none() {
        talk.keep("agent", at(sender, "id").clone());
    }
    // A webhook names nobody: whoever is known keeps their name.
    let is_news = |agent: &Agent| agent.id.is_some() && (agent.display_name.is_some() || agent.id != known);
    let is_choice = |card: &Value| is(card, "contentType", "application/8x8.quick.replies");
    let mut others = Vec::new();
    let mut offered = Vec::new();
    for card in items_at(data, "cards") {
        if is_choice(card) {
            offered.extend(choices(at(card, "content/quickReplies"), "title", "payload"));
        } else {
            others.push(card.clone());
        }
    }
    talk.taken();
    talk.said(
        id,
        at(data, "text"),
        if others.is_empty() { Value::Null } else { object!([("cards", others.into())]) },
        files(at(data, "attachments"), ["preSignedUrl", "type", "fileName"]),
        person(at(sender, "id"), at(sender, "name"), &Value::Null).filter(is_news),
        offered,
    );
}

/// A request about the conversation, once there is one.
fn conversation(method: Method, path: &str, talk: &Talk) -> Option<Http> {
    let id = talk.kept("id")?;
    Some(http(method, talk).path("/").part(&id).path(path))
}

fn http(method: Method, talk: &Talk) -> Http {
    let url = talk.setting("url").or_else(|| Some(URL.into()));
    let request = Http::new(method, url).path("/chat-gateway/v1/conversations");
    let request = request.secret(talk.settings, "eightByEight");
    match talk.setting("tenant") {
        Some(tenant) => request.header("X-8x8-Tenant", tenant),
        None => request,
    }
}

/// The checksum of zip and PNG, which the signature covers in place of the body.
fn crc32(bytes: &[u8]) -> u32 {
    let step = |sum: u32, _| if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 };
    !bytes.iter().fold(u32::MAX, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), step))
}
