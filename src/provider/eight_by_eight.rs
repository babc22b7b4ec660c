//! 8x8 Contact Center: settings in a flow, and its Chat Gateway, version 1.
//!
//! A gateway speaks it, from server to server. What happens comes by webhook, with a detached signature over the
//! event's names and the body's checksum. An agent who leaves ends the conversation unless it is being
//! transferred, and the two are told in either order: a leaving is believed after some seconds only.

use crate::contract::{
    Agent, Attachment, Author, Input, Method, Part, ProviderRequest, QuickReply, Signature, Webhook,
    WebhookAction,
};
use crate::descriptor::{FieldType, NodeField, Place, Section};
use crate::provider::codec::{
    Answer, Codec, Command, Frame, Next, Question, Request, Setting, SettingKind, Spoken,
};
use crate::provider::fields;
use crate::provider::line::{Order, Talk};
use crate::provider::payload::{Http, at, escaped, given, items, json, object, text};
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
                if let Some(path) = conversation(talk, "/typing") {
                    let body = object(&[("authorType", "user".into())]);
                    talk.post(http(Method::Post, &path, talk).json(&body).request());
                }
            }
            Command::Typing(false) => {}
            Command::Notice(_, notice) => {
                let text = Some(notice.into());
                say(&Spoken { author: Author::Bot, text, data: Value::Null, attachments: Vec::new() }, talk);
            }
            Command::End(_) => end(talk),
        }
    }

    fn answered(&self, step: u32, answer: &Answer, talk: &mut Talk) -> Next {
        match step {
            START if answer.is_ok() => {
                let Some(id) = text(at(&answer.body, &["conversationId"])) else {
                    talk.fail("protocol", "8x8 made a conversation and did not say which");
                    return Next::Done;
                };
                talk.keep("id", id.clone());
                if talk.line.over {
                    end(talk);
                    return Next::Done;
                }
                talk.send(
                    WEBHOOK,
                    Order::Beside,
                    ProviderRequest::Webhook { action: WebhookAction::Open, address: id },
                );
                comes_back(talk);
                talk.alarm(UNQUEUED, QUEUEING);
            }
            FILE if answer.is_ok() => {
                // The message that refers to the file takes its place in the order.
                let Some(id) = text(at(&answer.body, &["id"])) else { return Next::Fail };
                let attachments = vec![object(&[("id", id.into())])];
                let request = message("user", &[("attachments", attachments.into())], talk);
                let errand = talk.line.errands.iter_mut().find(|errand| errand.step == FILE);
                if let Some((errand, request)) = errand.zip(request) {
                    (errand.step, errand.request, errand.attempts) = (WORD, request, 0);
                    return Next::AtOnce;
                }
            }
            AMENITY if answer.usual() != Next::Again => return Next::Done,
            _ => {}
        }
        answer.usual()
    }

    fn webhook(&self, frame: Frame, settings: &Value) -> Option<Webhook> {
        let event = from_json(frame.body).unwrap_or_default();
        let header = |name: &str| {
            frame.headers.and_then(|headers| headers.get(name)).and_then(text).unwrap_or_default()
        };
        let number = |name: &str| header(name).parse::<u64>().unwrap_or_default().to_string();
        // The keys stand in this order, and nothing between them.
        let signed = [
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
        let signature = |auth| Signature {
            header: "x-8x8-signature".into(),
            algorithm: "JWS-RS256".into(),
            encoding: "base64".into(),
            prefix: "".into(),
            timestamp: None,
            payload: Some(signed.concat().into()),
            auth,
            required: true,
        };
        Some(Webhook {
            address: text(at(&event, &["conversationId"])),
            signature: settings.get("webhookAuth").and_then(text).map(signature),
            status: 200,
            body: None,
            sign: None,
        })
    }

    fn pushed(&self, frame: Frame, talk: &mut Talk) -> Result<(), String> {
        let event = from_json(frame.body).map_err(|error| ["8x8 sent no JSON: ", &error].concat())?;
        if text(at(&event, &["conversationId"])) == talk.kept("id") && talk.kept("id").is_some() {
            let id = frame.headers.and_then(|headers| headers.get("x-8x8-event-id")).and_then(text);
            let mut seen = items(talk.line.session.get("seen").unwrap_or(&Value::Null)).to_vec();
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

    fn ask(&self, _: Question) -> Option<ProviderRequest> {
        None
    }

    fn agents(&self, _: &str) -> Option<u32> {
        None
    }
}

fn open(request: &Request, talk: &mut Talk) {
    let section = &request.settings.all;
    let chosen = |key: &str| section.get(key).and_then(text).or_else(|| talk.setting(key));
    let Some(channel) = chosen("channelId") else {
        talk.fail("config_invalid", "neither the node nor the provider's settings name an 8x8 channel");
        return;
    };
    let to = |kind: &str, id: Str| object(&[("type", kind.into()), ("id", id.into())]);
    let assignment =
        chosen("queueId").map(|id| to("queue", id)).or_else(|| chosen("scriptId").map(|id| to("script", id)));
    let mut properties = Vec::new();
    for source in [&request.metadata, at(section, &["jsonProperties"])] {
        for (key, value) in source.as_object().iter().flat_map(|fields| fields.iter()) {
            let value = text(value).unwrap_or_else(|| json(value));
            properties.push(object(&[("key", key.clone().into()), ("value", value.into())]));
        }
    }
    let profile = &request.profile;
    let language = request.locale.as_deref().and_then(|locale| locale.split(['-', '_']).next());
    let user = object(&[
        ("name", given(text(at(profile, &["name"])).or_else(|| Some("Visitor".into())))),
        ("userId", talk.conversation.into()),
        ("email", given(text(at(profile, &["email"])))),
        ("phone", given(text(at(profile, &["phoneNumber"])))),
        ("company", given(text(at(profile, &["company"])))),
        ("language", language.unwrap_or("en").into()),
        ("additionalProperties", if properties.is_empty() { Value::Null } else { properties.into() }),
    ]);
    let said = request.transcript.iter().map(|entry| {
        let author = if entry.author == Author::Visitor { "user" } else { "bot" };
        object(&[("authorType", author.into()), ("text", entry.text.clone().into())])
    });
    let messages: Vec<Value> = said.collect();
    let history = if messages.is_empty() { Value::Null } else { object(&[("messages", messages.into())]) };
    let body = object(&[
        ("channelId", channel.into()),
        ("user", user),
        ("assignment", assignment.into()),
        ("history", history),
    ]);
    let request = http(Method::Post, "", talk).json(&body).request();
    talk.send(START, Order::Once, request);
}

/// After the agent the conversation comes back to whoever listens at this webhook.
fn comes_back(talk: &mut Talk) {
    let (Some(webhook), Some(path)) =
        (talk.setting("postAgentWebhookId"), conversation(talk, "/post-agent-assignment"))
    else {
        return;
    };
    let body = object(&[("type", "webhook".into()), ("id", webhook.into())]);
    let request = http(Method::Post, &path, talk).json(&body).request();
    talk.send(AMENITY, Order::Ordered, request);
}

fn say(spoken: &Spoken, talk: &mut Talk) {
    let author = if spoken.author == Author::Visitor { "user" } else { "bot" };
    let words = spoken.in_words(false);
    if !words.trim().is_empty()
        && let Some(request) = message(author, &[("text", words.into())], talk)
    {
        talk.send(WORD, Order::Once, request);
    }
    for file in &spoken.attachments {
        let Some(path) = conversation(talk, "/attachments") else { return };
        let part = |name: &str, value: Option<&str>, attachment: Option<Attachment>| Part {
            name: name.into(),
            value: value.map(Str::from),
            attachment,
        };
        let parts =
            vec![part("authorType", Some(author), None), part("attachment", None, Some(file.clone()))];
        let request = http(Method::Post, &path, talk).form(parts).request();
        talk.send(FILE, Order::Once, request);
    }
}

fn message(author: &str, content: &[(&str, Value)], talk: &Talk) -> Option<ProviderRequest> {
    let path = conversation(talk, "/messages")?;
    let mut fields = vec![("authorType", author.into())];
    fields.extend(content.iter().cloned());
    Some(http(Method::Post, &path, talk).json(&object(&fields)).request())
}

fn end(talk: &mut Talk) {
    if let Some(path) = conversation(talk, "/participants/user") {
        let request = http(Method::Patch, &path, talk).json(&object(&[("removed", true.into())])).request();
        talk.send(AMENITY, Order::Ordered, request);
    }
    close(talk);
}

fn close(talk: &mut Talk) {
    if let Some(address) = talk.kept("id") {
        talk.post(ProviderRequest::Webhook { action: WebhookAction::Close, address });
    }
}

fn resolved(id: Option<Str>, talk: &mut Talk) {
    close(talk);
    talk.tell(Input::HandoverResolved { id, summary: None, resolution: None });
}

/// One event of the webhook.
fn happened(id: Option<Str>, event: &Value, talk: &mut Talk) {
    let data = at(event, &["data"]);
    match at(event, &["eventType"]).as_str().unwrap_or_default() {
        "QUEUED" => {
            talk.stop(UNQUEUED);
            talk.taken();
        }
        "CONVERSATION_UPDATE" => {
            let had_agent = talk.kept("agent").is_some();
            match at(data, &["state"]).as_str() {
                Some("idle") if had_agent => resolved(id, talk),
                Some("active") => talk.taken(),
                _ => {}
            }
        }
        "MEMBERS_CHANGED" => {
            let is_agent = at(data, &["memberType"]).as_str() == Some("agent");
            let agent = Agent {
                id: text(at(data, &["id"])),
                display_name: text(at(data, &["name"])),
                avatar_image: None,
            };
            match at(data, &["change"]).as_str() {
                Some("joined") if is_agent => {
                    talk.stop(LEFT);
                    ["left", "transferred"].into_iter().for_each(|key| drop(talk.line.session.remove(key)));
                    talk.keep("agent", given(agent.id.clone()));
                    talk.taken();
                    talk.tell(Input::HandoverAccepted { id, agent: Some(agent) });
                }
                // Who left before the present agent came is known.
                Some("left") if is_agent && agent.id.is_some() && agent.id != talk.kept("agent") => {}
                Some("left") if is_agent && talk.line.session.remove("transferred").is_none() => {
                    talk.keep("left", true);
                    talk.alarm(LEFT, GRACE);
                }
                Some("left") if !is_agent => resolved(id, talk),
                _ => {}
            }
        }
        "TRANSFER" => {
            talk.stop(LEFT);
            if talk.line.session.remove("left").is_none() {
                talk.keep("transferred", true);
            }
            talk.tell(Input::AgentLeft { id, agent: None, transferring: Some(true) });
        }
        "MESSAGE" if by_agent(data) => {
            talk.taken();
            talk.tell(said(id, data));
        }
        "ACTIVITY" if at(data, &["name"]).as_str() == Some("typing") => {
            talk.tell(Input::AgentTyping { on: !items(at(data, &["value", "users"])).is_empty() });
        }
        _ => {}
    }
}

/// Whether an agent says it: what we have said comes back as an echo.
fn by_agent(data: &Value) -> bool {
    at(data, &["isEcho"]).as_bool() != Some(true)
        && at(data, &["sender", "type"]).as_str().is_none_or(|kind| kind.eq_ignore_ascii_case("agent"))
}

fn said(id: Option<Str>, data: &Value) -> Input {
    let file = |file: &Value| {
        let url = text(at(file, &["preSignedUrl"]))?;
        Some(Attachment { url, mime_type: text(at(file, &["type"])), name: text(at(file, &["fileName"])) })
    };
    let cards = items(at(data, &["cards"]));
    let is_choice =
        |card: &&Value| at(card, &["contentType"]).as_str() == Some("application/8x8.quick.replies");
    let choice = |option: &Value| {
        let title = text(at(option, &["title"]))?;
        let payload = text(at(option, &["payload"])).unwrap_or_else(|| title.clone());
        Some(QuickReply { title, payload })
    };
    let choices =
        cards.iter().filter(is_choice).flat_map(|card| items(at(card, &["content", "quickReplies"])));
    let others: Vec<Value> = cards.iter().filter(|card| !is_choice(card)).cloned().collect();
    let sender = text(at(data, &["sender", "id"]));
    Input::AgentMessage {
        id,
        text: text(at(data, &["text"])),
        data: if others.is_empty() { Value::Null } else { object(&[("cards", others.into())]) },
        attachments: items(at(data, &["attachments"])).iter().filter_map(file).collect(),
        agent: sender.map(|id| Agent {
            id: Some(id),
            display_name: text(at(data, &["sender", "name"])),
            avatar_image: None,
        }),
        quick_replies: choices.filter_map(choice).collect(),
    }
}

fn conversation(talk: &Talk, path: &str) -> Option<String> {
    Some(["/", &*escaped(&talk.kept("id")?), path].concat())
}

fn http(method: Method, path: &str, talk: &Talk) -> Http {
    let url = talk.setting("url").unwrap_or_else(|| URL.into());
    let auth = talk.setting("auth").unwrap_or_else(|| "eightByEight".into());
    let request =
        Http::new(method, &[url.trim_end_matches('/'), "/chat-gateway/v1/conversations", path]).secret(auth);
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
