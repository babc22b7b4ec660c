//! Genesys Cloud's open messaging: a channel of our own, from server to server.
//!
//! What the visitor says is posted with an identifier of our making, so that a repeated post does no harm. What
//! agents and bots say comes by webhook, signed; that an agent has gone or the conversation is over comes by
//! Genesys' notifications, which whoever runs the host passes on. The visitor is known to Genesys by their `id` in
//! the profile, else by the conversation's: a second conversation of the same visitor takes the agent along.
//! Genesys lets nobody end a conversation by this channel; where the credential may, it is disconnected.

use crate::calendar::Moment;
use crate::contract::{Agent, Author, Input, Method, ProviderRequest, Signature, Webhook, WebhookAction};
use crate::provider::codec::{
    Answer, Codec, Command, Frame, Next, Question, Request, Setting, SettingKind, Spoken,
};
use crate::provider::genesys_web_messaging::structured;
use crate::provider::line::{Order, Talk};
use crate::provider::payload::{Http, at, escaped, given, items, json, number, object, pieces, text};
use crate::provider::transcript;
use crate::script::from_json;
use crate::value::{Object, Str, Value};

/// The longest text of a message, in characters.
const LONGEST: usize = 4_000;

// What requests are for.
const START: u32 = 1;
const WORD: u32 = 2;
const WEBHOOK: u32 = 3;
const AMENITY: u32 = 4;

/// The open messaging API.
pub struct GenesysOpenMessaging;

impl Codec for GenesysOpenMessaging {
    fn settings(&self) -> &'static [Setting] {
        const {
            &[
                Setting::needed("url"),
                Setting::needed("integrationId"),
                Setting::optional("queueId", SettingKind::Text),
                Setting::optional("auth", SettingKind::Text),
                Setting::optional("webhookAuth", SettingKind::Text),
                Setting::optional("disconnects", SettingKind::Toggle),
            ]
        }
    }

    fn command(&self, command: Command, talk: &mut Talk) {
        match command {
            Command::Request(request) => open(&request, talk),
            Command::Message(spoken) => say(&spoken, talk),
            Command::Typing(true) => {
                let body = object(&[
                    ("channel", channel(None, talk)),
                    ("events", vec![object(&[("eventType", "Typing".into())])].into()),
                ]);
                talk.post(http(Method::Post, &inbound("event", talk), talk).json(&body).request());
            }
            Command::Typing(false) => {}
            Command::Notice(_, notice) => {
                let text = Some(notice.into());
                say(
                    &Spoken { author: Author::System, text, data: Value::Null, attachments: Vec::new() },
                    talk,
                );
            }
            Command::End(_) => end(talk),
        }
    }

    fn answered(&self, step: u32, answer: &Answer, talk: &mut Talk) -> Next {
        match step {
            START | WORD if answer.is_ok() => {
                let is_known = talk.kept("conversation").is_some();
                learn_conversation(&answer.body, talk);
                if talk.line.over && !is_known {
                    disconnect(talk);
                } else if step == START {
                    talk.taken();
                }
            }
            AMENITY if answer.usual() != Next::Again => return Next::Done,
            _ => {}
        }
        answer.usual()
    }

    fn webhook(&self, frame: Frame, settings: &Value) -> Option<Webhook> {
        let event = from_json(frame.body).unwrap_or_default();
        let auth = settings.get("webhookAuth").and_then(text);
        let notified = notification(&event);
        let address =
            text(at(&event, &["channel", "to", "id"])).or_else(|| text(at(notified, &["addressTo"])));
        let signature = |auth| Signature {
            header: "x-hub-signature-256".into(),
            algorithm: "HMAC-SHA256".into(),
            encoding: "base64".into(),
            prefix: "sha256=".into(),
            timestamp: None,
            payload: None,
            auth,
            required: true,
        };
        Some(Webhook { address, signature: auth.map(signature), status: 200, body: None, sign: None })
    }

    fn pushed(&self, frame: Frame, talk: &mut Talk) -> Result<(), String> {
        let event = from_json(frame.body).map_err(|error| ["Genesys sent no JSON: ", &error].concat())?;
        let address = talk.kept("visitor");
        if address.is_none() {
            // Of a handover that is over.
        } else if at(&event, &["type"]).as_str() == Some("addressTaken") {
            talk.tell(Input::HandoverAlreadyInProgress { id: None });
        } else if text(at(&event, &["channel", "to", "id"])) == address {
            heard(&event, talk);
        } else if text(at(notification(&event), &["addressTo"])) == address {
            notified(&event, talk);
        }
        Ok(())
    }

    fn ask(&self, question: Question) -> Option<ProviderRequest> {
        let part = |key: &str| question.settings.get(key).and_then(text);
        let queue = question.inbox.clone().or_else(|| part("queueId"))?;
        let predicate = object(&[("dimension", "queueId".into()), ("value", queue.into())]);
        let filter = object(&[("type", "and".into()), ("predicates", vec![predicate].into())]);
        let body = object(&[("filter", filter), ("metrics", vec!["oOnQueueUsers".into()].into())]);
        let path = "/api/v2/analytics/queues/observations/query";
        let auth = part("auth").unwrap_or_else(|| "genesys".into());
        Some(
            Http::new(Method::Post, &[part("url")?.trim_end_matches('/'), path])
                .json(&body)
                .secret(auth)
                .request(),
        )
    }

    fn agents(&self, body: &str) -> Option<u32> {
        let answer = from_json(body).ok()?;
        let data = items(at(&answer, &["results"])).iter().flat_map(|result| items(at(result, &["data"])));
        let counts = data.filter_map(|one| number(at(one, &["stats", "count"])));
        u32::try_from(counts.fold(0, u64::saturating_add)).ok()
    }
}

fn open(request: &Request, talk: &mut Talk) {
    let section = request.settings;
    let profile = &request.profile;
    let visitor = text(at(profile, &["id"])).unwrap_or_else(|| talk.conversation.into());
    talk.keep("visitor", visitor.clone());
    talk.keep(
        "from",
        object(&[
            ("id", visitor.clone().into()),
            ("idType", "Opaque".into()),
            ("nickname", given(text(at(profile, &["name"])))),
            ("firstName", given(text(at(profile, &["firstName"])))),
            ("lastName", given(text(at(profile, &["lastName"])))),
            ("email", given(text(at(profile, &["email"])))),
            ("image", given(text(at(profile, &["avatarImage"])))),
        ]),
    );
    let mut metadata = Object::new();
    for source in [&request.metadata, at(&section.all, &["customAttributes"])] {
        for (key, value) in source.as_object().iter().flat_map(|fields| fields.iter()) {
            metadata.insert(key.clone(), text(value).unwrap_or_else(|| json(value)));
        }
    }
    let priority = Some(section.priority.clone()).filter(|priority| &**priority != "none");
    let known = [
        ("queueId", talk.setting("queueId")),
        ("myLanguage", section.languages.first().cloned().or_else(|| request.locale.clone())),
        ("mySkills", Some(section.skills.join(",").into())),
        ("priority", priority),
        ("userId", Some(visitor.clone())),
    ];
    for (key, value) in known {
        if let Some(value) = value.filter(|value: &Str| !value.is_empty()) {
            metadata.insert(key, value);
        }
    }
    talk.keep("metadata", Value::from(metadata));
    let said = transcript::in_words(&request.transcript);
    let said = if said.is_empty() { "The visitor wants to talk to somebody.".into() } else { said };
    talk.send(
        WEBHOOK,
        Order::Beside,
        ProviderRequest::Webhook { action: WebhookAction::Open, address: visitor },
    );
    let mut step = START;
    for piece in pieces(&said, LONGEST) {
        let content = [("text", piece.into())];
        message(std::mem::replace(&mut step, WORD), &content, talk);
    }
}

fn say(spoken: &Spoken, talk: &mut Talk) {
    for piece in pieces(&spoken.in_words(false), LONGEST).into_iter().filter(|piece| !piece.is_empty()) {
        message(WORD, &[("text", piece.into())], talk);
    }
    for file in &spoken.attachments {
        let media = match file.mime_type.as_deref().and_then(|kind| kind.split('/').next()) {
            Some("image") => "Image",
            Some("video") => "Video",
            Some("audio") => "Audio",
            _ => "File",
        };
        let attachment = object(&[
            ("mediaType", media.into()),
            ("url", file.url.clone().into()),
            ("mime", file.mime_type.clone().unwrap_or_else(|| "application/octet-stream".into()).into()),
            ("filename", given(file.name.clone())),
        ]);
        let content = object(&[("attachment", attachment)]);
        message(WORD, &[("content", vec![content].into())], talk);
    }
}

fn message(step: u32, content: &[(&str, Value)], talk: &mut Talk) {
    // Its number in the handover makes it one of a kind, and a repetition the same.
    let mark = talk.line.seq.saturating_add(1).to_string();
    let id = [talk.conversation, "-", &talk.line.handover.to_string(), "-", &mark].concat();
    let metadata = talk.line.session.get("metadata").cloned().unwrap_or_default();
    let mut fields = vec![("channel", channel(Some(id), talk)), ("metadata", metadata)];
    fields.extend(content.iter().cloned());
    let request = http(Method::Post, &inbound("message", talk), talk).json(&object(&fields)).request();
    talk.send(step, Order::Ordered, request);
}

fn end(talk: &mut Talk) {
    if let Some(address) = talk.kept("visitor") {
        talk.post(ProviderRequest::Webhook { action: WebhookAction::Close, address });
    }
    disconnect(talk);
}

/// Ends the conversation at Genesys, where the settings allow it and its name is known.
fn disconnect(talk: &mut Talk) {
    let may = talk.settings.get("disconnects").and_then(Value::as_bool) == Some(true);
    if let Some(id) = talk.kept("conversation").filter(|_| may) {
        let path = ["/api/v2/conversations/messages/", &*escaped(&id)].concat();
        let body = object(&[("state", "disconnected".into())]);
        let request = http(Method::Patch, &path, talk).json(&body).request();
        talk.send(AMENITY, Order::Ordered, request);
    }
}

fn learn_conversation(body: &Value, talk: &mut Talk) {
    if let Some(id) = text(at(body, &["conversationId"])) {
        talk.keep("conversation", id);
    }
}

/// A message of the webhook.
fn heard(message: &Value, talk: &mut Talk) {
    let Some(id) = text(at(message, &["id"])) else { return };
    match at(message, &["type"]).as_str() {
        Some("Receipt") => return,
        Some("Event") => {
            let is_typing = |event: &Value| at(event, &["eventType"]).as_str() == Some("Typing");
            if items(at(message, &["events"])).iter().any(is_typing) {
                talk.tell(Input::AgentTyping { on: true });
            }
            return;
        }
        _ => {}
    }
    let body = object(&[
        ("id", id.clone().into()),
        ("channel", object(&[("to", object(&[("id", given(talk.kept("visitor")))])), ("time", now(talk))])),
        ("status", "Delivered".into()),
        ("isFinalReceipt", true.into()),
    ]);
    let receipt = http(Method::Post, &inbound("receipt", talk), talk).json(&body).request();
    talk.post(receipt);
    if at(message, &["originatingEntity"]).as_str() == Some("Bot") {
        let data = Object::from_iter([
            ("text", at(message, &["text"]).clone()),
            ("content", at(message, &["content"]).clone()),
        ]);
        talk.tell(Input::HandoverUpdate { id: Some(id), data });
        return;
    }
    let from = at(message, &["channel", "from"]);
    let display_name = text(at(from, &["nickname"]));
    let agent = Agent { id: None, display_name, avatar_image: text(at(from, &["image"])) };
    talk.tell(structured(Some(id), message, agent));
}

/// The body of a notification, as the notification service and as an event bridge have it.
fn notification(event: &Value) -> &Value {
    let bridged = at(event, &["detail", "eventBody"]);
    if bridged.is_nullish() { at(event, &["eventBody"]) } else { bridged }
}

fn notified(event: &Value, talk: &mut Talk) {
    let bridged = at(event, &["detail", "topicName"]);
    let topic = if bridged.is_nullish() { at(event, &["topicName"]) } else { bridged };
    let topic = topic.as_str().unwrap_or_default();
    if topic.ends_with(".customer.end") {
        if let Some(address) = talk.kept("visitor") {
            talk.post(ProviderRequest::Webhook { action: WebhookAction::Close, address });
        }
        talk.tell(Input::HandoverResolved { id: None, summary: None, resolution: None });
    } else if topic.ends_with(".user.end") {
        talk.tell(Input::AgentLeft { id: None, agent: None, transferring: None });
    }
}

fn channel(id: Option<String>, talk: &Talk) -> Value {
    let from = talk.line.session.get("from").cloned().unwrap_or_default();
    object(&[("messageId", id.map_or(Value::Null, Value::from)), ("from", from), ("time", now(talk))])
}

fn now(talk: &Talk) -> Value {
    Moment::new(talk.now).iso().into()
}

fn inbound(what: &str, talk: &Talk) -> String {
    let integration = escaped(&talk.setting("integrationId").unwrap_or_default());
    ["/api/v2/conversations/messages/", &integration, "/inbound/open/", what].concat()
}

fn http(method: Method, path: &str, talk: &Talk) -> Http {
    let url = talk.setting("url").unwrap_or_default();
    let auth = talk.setting("auth").unwrap_or_else(|| "genesys".into());
    Http::new(method, &[url.trim_end_matches('/'), path]).secret(auth)
}
