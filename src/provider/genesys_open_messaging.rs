//! Genesys Cloud's open messaging: a channel of our own, from server to server.
//!
//! What the visitor says is posted with an identifier of our making, so that a repeated post does no harm. What
//! agents and bots say comes by webhook, signed; that an agent has gone or the conversation is over comes by
//! Genesys' notifications, which whoever runs the host passes on. The visitor is known to Genesys by their `id` in
//! the profile, else by the conversation's: a second conversation of the same visitor takes the agent along.
//! Genesys lets nobody end a conversation by this channel; where the credential may, it is disconnected.

use crate::calendar::Moment;
use crate::contract::{Author, Input, Method, ProviderRequest, Webhook};
use crate::provider::codec::{
    Answer, Codec, Command, Frame, Next, Question, Request, Setting, SettingKind, Spoken,
};
use crate::provider::facts::read;
use crate::provider::genesys_web_messaging::structured;
use crate::provider::line::{Order, Talk};
use crate::provider::payload::{
    Http, at, given, is, items_at, number_at, object, object_of, pieces, text, text_at,
};
use crate::provider::requests::{drawn, insert, opening, routing, signature, webhook};
use crate::script::from_json;
use crate::value::Value;

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

    fn needs_server(&self, _: &Value) -> bool {
        true
    }

    fn command(&self, command: Command, talk: &mut Talk) {
        match command {
            Command::Request(request) => open(&request, talk),
            Command::Message(spoken) => say(&spoken, talk),
            Command::Typing(true) => {
                let body = object!([
                    ("channel", channel(None, talk)),
                    ("events", vec![object!([("eventType", "Typing".into())])].into()),
                ]);
                inbound("event", talk).json(body).post(talk);
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
            START | WORD if answer.is_ok() => {
                let is_known = talk.kept("conversation").is_some();
                learn_conversation(&answer.body, talk);
                if talk.line.over && !is_known {
                    disconnect(talk);
                } else if step == START {
                    talk.taken();
                    let ended = talk.take_text("ended");
                    if ended.is_some() && ended == talk.kept("conversation") {
                        finish(talk);
                    }
                }
            }
            AMENITY => return answer.amenity(),
            _ => {}
        }
        answer.usual()
    }

    fn webhook(&self, frame: Frame, settings: &Value) -> Option<Webhook> {
        let event = from_json(frame.body).unwrap_or_default();
        let auth = settings.get("webhookAuth").and_then(text);
        let notified = notification(&event);
        let address = text_at(&event, "channel/to/id").or_else(|| text_at(notified, "addressTo"));
        let signed = |auth| signature("x-hub-signature-256", "HMAC-SHA256", "base64", "sha256=", auth);
        webhook(address, auth.map(signed))
    }

    fn pushed(&self, frame: Frame, talk: &mut Talk) -> Result<(), String> {
        let event = read(frame, "Genesys")?;
        let address = talk.kept("visitor");
        if address.is_none() {
            // Of a handover that is over.
        } else if is(&event, "type", "addressTaken") {
            talk.tell(Input::HandoverAlreadyInProgress { id: None });
        } else if text_at(&event, "channel/to/id") == address {
            heard(&event, talk);
        } else if text_at(notification(&event), "addressTo") == address {
            notified(&event, talk);
        }
        Ok(())
    }

    fn ask(&self, question: Question) -> Option<ProviderRequest> {
        let part = |key: &str| question.settings.get(key).and_then(text);
        let queue = question.inbox.clone().or_else(|| part("queueId"))?;
        let predicate = object!([("dimension", "queueId".into()), ("value", queue.into())]);
        let filter = object!([("type", "and".into()), ("predicates", vec![predicate].into())]);
        let body = object!([("filter", filter), ("metrics", vec!["oOnQueueUsers".into()].into())]);
        let path = "/api/v2/analytics/queues/observations/query";
        Some(http(Method::Post, path, question.settings).json(body).request())
    }

    fn agents(&self, body: &str) -> Option<u32> {
        let answer = from_json(body).ok()?;
        let mut agents: u64 = 0;
        for result in items_at(&answer, "results") {
            for one in items_at(result, "data") {
                agents = agents.saturating_add(number_at(one, "stats/count").unwrap_or_default());
            }
        }
        u32::try_from(agents).ok()
    }
}

fn open(request: &Request, talk: &mut Talk) {
    let profile = &request.profile;
    let visitor = text_at(profile, "id").unwrap_or_else(|| talk.conversation.into());
    talk.keep("visitor", visitor.clone());
    const KEYS: [(&str, &str); 5] = [
        ("nickname", "name"),
        ("firstName", "firstName"),
        ("lastName", "lastName"),
        ("email", "email"),
        ("image", "avatarImage"),
    ];
    let from = drawn(&[("id", visitor.clone().into()), ("idType", "Opaque".into())], profile, &KEYS, &[]);
    talk.keep("from", from);
    let mut metadata = routing(request, ["myLanguage", "mySkills", "priority"]);
    insert(&mut metadata, "queueId", talk.setting("queueId"));
    insert(&mut metadata, "userId", Some(visitor.clone()));
    talk.keep("metadata", Value::from(metadata));
    talk.open_webhook(WEBHOOK, visitor);
    let mut step = START;
    for piece in pieces(&opening(request), LONGEST) {
        let content = [("text", piece.into())];
        message(std::mem::replace(&mut step, WORD), &content, talk);
    }
}

fn say(spoken: &Spoken, talk: &mut Talk) {
    for piece in pieces(&spoken.in_words(false), LONGEST) {
        message(WORD, &[("text", piece.into())], talk);
    }
    for file in &spoken.attachments {
        let media = match file.mime_type.as_deref().and_then(|kind| kind.split('/').next()) {
            Some("image") => "Image",
            Some("video") => "Video",
            Some("audio") => "Audio",
            _ => "File",
        };
        let attachment = object!([
            ("mediaType", media.into()),
            ("url", file.url.clone().into()),
            ("mime", file.mime_type.clone().unwrap_or_else(|| "application/octet-stream".into()).into()),
            ("filename", given(file.name.clone())),
        ]);
        let content = object!([("attachment", attachment)]);
        message(WORD, &[("content", vec![content].into())], talk);
    }
}

fn message(step: u32, content: &[(&str, Value)], talk: &mut Talk) {
    // Its number in the handover makes it one of a kind, and a repetition the same.
    let mark = talk.line.seq.saturating_add(1).to_string();
    let id = [talk.conversation, "-", &talk.line.handover.to_string(), "-", &mark].concat();
    let metadata = talk.value("metadata").clone();
    let mut fields = vec![("channel", channel(Some(id), talk)), ("metadata", metadata)];
    fields.extend(content.iter().cloned());
    inbound("message", talk).json(object_of(&mut fields)).send(step, Order::Ordered, talk);
}

fn end(talk: &mut Talk) {
    talk.close_webhook(talk.kept("visitor"));
    disconnect(talk);
}

/// Ends the conversation at Genesys, where the settings allow it and its name is known.
fn disconnect(talk: &mut Talk) {
    let may = talk.settings.get("disconnects").and_then(Value::as_bool) == Some(true);
    if let Some(id) = talk.kept("conversation").filter(|_| may) {
        let request = http(Method::Patch, "/api/v2/conversations/messages/", talk.settings).part(&id);
        let body = object!([("state", "disconnected".into())]);
        request.json(body).send(AMENITY, Order::Ordered, talk);
    }
}

fn learn_conversation(body: &Value, talk: &mut Talk) {
    if let Some(id) = text_at(body, "conversationId") {
        talk.keep("conversation", id);
    }
}

/// A message of the webhook.
fn heard(message: &Value, talk: &mut Talk) {
    let Some(id) = text_at(message, "id") else { return };
    match at(message, "type").as_str() {
        Some("Receipt") => return,
        Some("Event") => {
            let is_typing = |event: &Value| is(event, "eventType", "Typing");
            if items_at(message, "events").iter().any(is_typing) {
                talk.typing(true);
            }
            return;
        }
        _ => {}
    }
    let body = object!([
        ("id", id.clone().into()),
        ("channel", object!([("to", object!([("id", given(talk.kept("visitor")))])), ("time", now(talk))])),
        ("status", "Delivered".into()),
        ("isFinalReceipt", true.into()),
    ]);
    inbound("receipt", talk).json(body).post(talk);
    // Who writes has no id there but the channel's.
    structured(Some(id), message, &Value::Null, talk);
    talk.said_at(text_at(message, "channel/time"), false);
}

/// The body of a notification, as the notification service and as an event bridge have it.
fn notification(event: &Value) -> &Value {
    let bridged = at(event, "detail/eventBody");
    if bridged.is_nullish() { at(event, "eventBody") } else { bridged }
}

fn notified(event: &Value, talk: &mut Talk) {
    // The visitor may have had another conversation before, or may be on the telephone.
    let own = [
        ("conversationId", talk.kept("conversation")),
        ("mediaType", Some("MESSAGE".into())),
        ("messageType", Some("OPEN".into())),
    ];
    for (key, own) in own {
        let told = text_at(notification(event), key);
        if told.is_some() && own.is_some() && told != own {
            return;
        }
    }
    let bridged = at(event, "detail/topicName");
    let topic = if bridged.is_nullish() { at(event, "topicName") } else { bridged };
    let topic = topic.as_str().unwrap_or_default();
    if topic.ends_with(".customer.end") {
        if talk.awaits(START) {
            // Whether it is ours is known with the answer.
            talk.keep("ended", at(notification(event), "conversationId").clone());
        } else {
            finish(talk);
        }
    } else if topic.ends_with(".user.end") {
        let gone = number_at(notification(event), "eventTime").map(|time| Moment::new(time).iso());
        talk.keep("gone", gone.map_or(Value::Null, Value::from));
        talk.left(None, None, false);
    }
}

fn finish(talk: &mut Talk) {
    talk.close_webhook(talk.kept("visitor"));
    talk.resolved(None, None);
}

fn channel(id: Option<String>, talk: &Talk) -> Value {
    let from = talk.value("from").clone();
    object!([("messageId", id.map_or(Value::Null, Value::from)), ("from", from), ("time", now(talk))])
}

fn now(talk: &Talk) -> Value {
    Moment::new(talk.now).iso().into()
}

fn inbound(what: &str, talk: &Talk) -> Http {
    let integration = talk.setting("integrationId").unwrap_or_default();
    let request = http(Method::Post, "/api/v2/conversations/messages/", talk.settings);
    request.part(&integration).path("/inbound/open/").path(what)
}

fn http(method: Method, path: &str, settings: &Value) -> Http {
    Http::new(method, text_at(settings, "url")).path(path).secret(settings, "genesys")
}
