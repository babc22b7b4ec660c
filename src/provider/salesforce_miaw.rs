//! Salesforce Messaging for In-App and Web: settings in a flow, and the protocol of custom clients.
//!
//! A page may speak it by itself: what it needs is public, and the token that it gets is for this visitor alone.
//! What happens comes as a stream of events, which is taken up again at the last event that was seen; an event
//! that comes twice has the same identifier. A message has an identifier of the visitor's own making, so that a
//! repeated one does no harm. A token that has expired is renewed, and everything waits until it is: a new one
//! would be of somebody who has no conversation.

use crate::contract::{Author, Method, Part, ProviderRequest, StreamAction};
use crate::descriptor::{FieldType, NodeField, Place, Section};
use crate::provider::codec::{Answer, Codec, Command, Frame, Next, Request, Setting, SettingKind, Spoken};
use crate::provider::facts::{choices, either, files, person, read};
use crate::provider::fields;
use crate::provider::line::{Order, Talk};
use crate::provider::payload::{
    Http, at, given, holds, is, items_at, json, number, object, pieces, text, text_at,
};
use crate::provider::requests::{drawn, insert, worded};
use crate::provider::transcript;
use crate::script::from_json;
use crate::value::{Object, Str, Value};

/// Its section of the Handover to Agent node.
pub static SECTION: Section = Section {
    key: "salesforceMiaw",
    label: "Salesforce MIAW Settings",
    nested: true,
    runs: Some(Place::Anywhere),
    condition: Some(fields::of_kind("salesforceMiaw")),
    fields: &[
        NodeField::new(
            FieldType::Toggle,
            "sendTranscriptAsFirstMessage",
            "Send Transcript as First Message",
            "Shows the agent what was said before as the first message.",
        ),
        NodeField::new(
            FieldType::Json,
            "routingAttributes",
            "Routing Attributes",
            "What the routing flow in Salesforce decides by.",
        ),
        NodeField::new(
            FieldType::Template,
            "identityToken",
            "Identity Token",
            "A short-lived token that says who the visitor is.",
        ),
        NodeField::new(
            FieldType::Toggle,
            "endOnParticipantChange",
            "End on Participant Change",
            "Ends the handover when the agent leaves, even to transfer it.",
        ),
        fields::DISCONNECTS,
        fields::CONNECTS,
    ],
};

/// The longest text of a message, in characters.
const LONGEST: usize = 3_000;
/// A stream that has been silent for so long is dead.
const SILENCE: u64 = 90_000;
/// How long Salesforce may take to say that it routes a conversation that it has taken.
const ROUTING: u64 = 5_000;
/// How often a token is renewed until the stream stands with it.
const RENEWALS: u64 = 3;

// What requests are for.
const NAME: u32 = 1;
const TOKEN: u32 = 2;
const STREAM: u32 = 3;
const START: u32 = 4;
const WORD: u32 = 5;
const RENEWAL: u32 = 6;
const END: u32 = 7;

// What alarms are for.
const DEAD: u32 = 1;
const UNROUTED: u32 = 2;

/// The protocol of custom clients, version 2.
pub struct SalesforceMiaw;

impl Codec for SalesforceMiaw {
    fn settings(&self) -> &'static [Setting] {
        const {
            &[
                Setting::needed("url"),
                Setting::needed("organizationId"),
                Setting::needed("esDeveloperName"),
                Setting::optional("capabilitiesVersion", SettingKind::Text),
            ]
        }
    }

    fn command(&self, command: Command, talk: &mut Talk) {
        match command {
            Command::Request(request) => open(&request, talk),
            Command::Message(spoken) => say(&spoken, talk),
            Command::Typing(on) => {
                let kind = if on { "TypingStartedIndicator" } else { "TypingStoppedIndicator" };
                let mark = talk.count();
                let body = object!([("entryType", kind.into()), ("id", unique(talk, mark).into())]);
                if let Some(request) = conversation(Method::Post, "/entry", talk) {
                    request.json(body).post(talk);
                }
            }
            Command::Notice(_, notice) => {
                say(&Spoken::notice(Author::System, notice), talk);
            }
            Command::End(_) => end(talk),
        }
    }

    fn answered(&self, step: u32, answer: &Answer, talk: &mut Talk) -> Next {
        if answer.status == 401 && matches!(step, STREAM | START | WORD | END) {
            return expired(step, talk);
        }
        // What has our identifier already was taken the first time.
        let is_ok = answer.is_ok() || answer.status == 409 && matches!(step, START | WORD);
        match step {
            NAME | TOKEN if talk.line.over => return Next::Done,
            NAME if is_ok => {
                talk.keep("id", given(text(&answer.body).map(|id| id.trim().to_ascii_lowercase().into())));
                token(talk);
            }
            TOKEN if is_ok => {
                talk.keep("token", given(text_at(&answer.body, "accessToken")));
                talk.keep("last", given(text_at(&answer.body, "lastEventId")));
                listen(talk);
            }
            STREAM if is_ok => {
                talk.alarm(DEAD, SILENCE);
                talk.line.session.remove("renewals");
                if let Some(start) = talk.line.session.remove("start") {
                    let request = http(Method::Post, "conversation", talk);
                    request.json(start).send(START, Order::Ordered, talk);
                }
            }
            STREAM => {
                // It is taken up where it was lost.
                let last = talk.kept("last");
                for (_, request) in talk.requests().filter(|(step, _)| *step == STREAM) {
                    if let ProviderRequest::Events { headers, .. } = request {
                        insert(headers, "Last-Event-ID", last.clone());
                    }
                }
            }
            START if is_ok && !talk.line.over => {
                talk.keep("started", true);
                talk.alarm(UNROUTED, ROUTING);
                if let Some(said) = talk.take_text("transcript") {
                    for piece in pieces(&said, LONGEST) {
                        word(piece, talk);
                    }
                }
            }
            RENEWAL if is_ok => renewed(answer, talk),
            RENEWAL if answer.usual() == Next::Fail => return refused(talk),
            END if talk.line.over && answer.usual() != Next::Again => return Next::Done,
            _ => {}
        }
        if is_ok { Next::Done } else { answer.usual() }
    }

    fn pushed(&self, frame: Frame, talk: &mut Talk) -> Result<(), String> {
        if talk.kept("token").is_none() {
            // Of a handover that is over.
            return Ok(());
        }
        talk.alarm(DEAD, SILENCE);
        let header = |key: &str| frame.headers.and_then(|headers| headers.get(key)).and_then(text);
        let kind = header("event").unwrap_or_default();
        let is_empty = &*kind == "ping" || frame.body.trim().is_empty();
        let event = if is_empty { Value::Undefined } else { read(frame, "Salesforce")? };
        // One that could not be read is told again.
        if let Some(last) = header("id") {
            talk.keep("last", last);
        }
        if text_at(&event, "conversationId") != talk.kept("id") {
            return Ok(());
        }
        let entry = at(&event, "conversationEntry");
        // In a stream it is JSON within JSON.
        let payload = match at(entry, "entryPayload") {
            Value::String(json) => from_json(json).unwrap_or_default(),
            other => other.clone(),
        };
        told(&kind, entry, &payload, talk);
        Ok(())
    }

    fn due(&self, alarm: u32, talk: &mut Talk) {
        if alarm == UNROUTED {
            talk.taken();
            return;
        }
        talk.drop(STREAM);
        talk.post(stream(StreamAction::Close, talk));
        listen(talk);
    }
}

/// Asks for a name for the conversation; what it begins with is kept until there is one.
fn open(request: &Request, talk: &mut Talk) {
    let section = &request.settings.all;
    let routing = worded([at(section, "routingAttributes"), &request.metadata]);
    talk.keep("routing", Value::from(routing));
    talk.keep("language", given(request.locale.clone()));
    talk.keep("identity", given(text_at(section, "identityToken")));
    talk.keep("endsOnChange", holds(section, "endOnParticipantChange"));
    if holds(section, "sendTranscriptAsFirstMessage") {
        talk.keep("transcript", transcript::in_words(&request.transcript));
    }
    talk.send(NAME, Order::Ordered, ProviderRequest::Uuid {});
}

fn token(talk: &mut Talk) {
    let start = object!([
        ("conversationId", given(talk.kept("id"))),
        ("esDeveloperName", given(talk.setting("esDeveloperName"))),
        ("routingAttributes", talk.take("routing")),
    ]);
    talk.keep("start", start);
    let identity = talk.take_text("identity");
    let version = talk.setting("capabilitiesVersion").unwrap_or_else(|| "1".into());
    let body = drawn(
        &[],
        talk.settings,
        &[("orgId", "organizationId"), ("esDeveloperName", "esDeveloperName")],
        &[
            ("capabilitiesVersion", version.into()),
            ("platform", "Web".into()),
            ("authorizationType", if identity.is_some() { "JWT".into() } else { Value::Null }),
            ("customerIdentityToken", given(identity.clone())),
        ],
    );
    let kind = if identity.is_some() { "authenticated" } else { "unauthenticated" };
    let request = http(Method::Post, "authorization/", talk).path(kind).path("/access-token");
    request.json(body).send(TOKEN, Order::Ordered, talk);
}

fn listen(talk: &mut Talk) {
    let request = stream(StreamAction::Open, talk);
    talk.send(STREAM, Order::Beside, request);
    talk.alarm(DEAD, SILENCE);
}

fn stream(action: StreamAction, talk: &Talk) -> ProviderRequest {
    let mut headers = Object::new();
    headers.insert("Authorization", bearer(talk));
    headers.insert("X-Org-Id", talk.setting("organizationId"));
    insert(&mut headers, "Last-Event-ID", talk.kept("last"));
    let base = talk.setting("url").unwrap_or_default();
    let url = [base.trim_end_matches('/'), "/eventrouter/v1/sse"].concat().into();
    ProviderRequest::Events { action, url, headers, auth: None }
}

/// The token has expired: everything waits for a new one.
fn expired(step: u32, talk: &mut Talk) -> Next {
    if !talk.awaits(RENEWAL) {
        let renewals = talk.counted("renewals").unwrap_or_default();
        if renewals >= RENEWALS {
            return refused(talk);
        }
        talk.keep("renewals", renewals.saturating_add(1) as f64);
        let request = http(Method::Get, "authorization/continuation-access-token", talk);
        talk.send_first(RENEWAL, request.request());
    }
    if step == STREAM { Next::Done } else { Next::AtOnce }
}

fn refused(talk: &mut Talk) -> Next {
    hang_up(talk);
    talk.fail("session_expired", "Salesforce does not renew the visitor's token");
    Next::Fail
}

fn renewed(answer: &Answer, talk: &mut Talk) {
    talk.keep("token", given(text_at(&answer.body, "accessToken")));
    let bearer = bearer(talk);
    for (_, request) in talk.requests() {
        if let ProviderRequest::Http { headers, .. } | ProviderRequest::Events { headers, .. } = request {
            headers.insert("Authorization", bearer.clone());
        }
    }
    if !talk.line.over {
        talk.drop(STREAM);
        talk.post(stream(StreamAction::Close, talk));
        listen(talk);
    }
}

fn say(spoken: &Spoken, talk: &mut Talk) {
    let words = spoken.in_words(false);
    for piece in pieces(&words, LONGEST) {
        word(piece, talk);
    }
    for file in &spoken.attachments {
        let mark = talk.count();
        let id = unique(talk, mark);
        let message = object!([("id", id.clone().into()), ("text", "".into()), ("fileId", id.into())]);
        let entry =
            object!([("esDeveloperName", given(talk.setting("esDeveloperName"))), ("message", message)]);
        let parts = vec![Part::word("messageEntry", json(&entry)), Part::file("fileData", file)];
        if let Some(request) = conversation(Method::Post, "/file", talk) {
            request.form(parts).send(WORD, Order::Ordered, talk);
        }
    }
}

fn word(words: Str, talk: &mut Talk) {
    let mark = talk.count();
    let message = object!([
        ("id", unique(talk, mark).into()),
        ("messageType", "StaticContentMessage".into()),
        ("staticContent", object!([("formatType", "Text".into()), ("text", words.into())])),
    ]);
    let body = object!([
        ("message", message),
        ("esDeveloperName", given(talk.setting("esDeveloperName"))),
        ("isNewMessagingSession", false.into()),
        ("language", given(talk.kept("language"))),
    ]);
    if let Some(request) = conversation(Method::Post, "/message", talk) {
        request.json(body).send(WORD, Order::Ordered, talk);
    }
}

fn end(talk: &mut Talk) {
    let Some(name) = talk.setting("esDeveloperName") else { return };
    if talk.kept("token").is_none() {
        return;
    }
    if let Some(request) = conversation(Method::Delete, "?esDeveloperName=", talk) {
        request.part(&name).send(END, Order::Ordered, talk);
    }
    talk.post(stream(StreamAction::Close, talk));
}

/// One event of the stream.
fn told(kind: &str, entry: &Value, payload: &Value, talk: &mut Talk) {
    let id = text_at(entry, "identifier");
    let role = at(entry, "sender/role").as_str().unwrap_or_default();
    match kind {
        "CONVERSATION_MESSAGE" if role == "Agent" || role == "Supervisor" => {
            talk.taken();
            message(id, entry, payload, talk);
        }
        "CONVERSATION_MESSAGE" if role == "Chatbot" => {
            let mut data = payload.as_object().cloned().unwrap_or_default();
            let content = at(payload, "abstractMessage");
            let words = [content, payload].into_iter().find_map(|it| text_at(it, "staticContent/text"));
            words.into_iter().for_each(|words| data.insert("text", words));
            talk.news(id, data);
        }
        "CONVERSATION_PARTICIPANT_CHANGED" => {
            for (place, change) in items_at(payload, "entries").iter().enumerate() {
                // One event may tell of several people.
                let id = id.as_ref().map(|id| [id, "/", &place.to_string()].concat().into());
                let is_agent = is(change, "participant/role", "Agent");
                let who = at(change, "participant/subject");
                let agent = person(who, at(change, "displayName"), &Value::Null);
                let present = text(who).zip(talk.kept("agent"));
                match at(change, "operation").as_str() {
                    Some("add") if is_agent => {
                        talk.keep("agent", who.clone());
                        talk.taken();
                        talk.accepted(id, agent);
                    }
                    Some("remove") if is_agent && talk.value("endsOnChange").as_bool() == Some(true) => {
                        finish(id, talk);
                    }
                    // Somebody else has taken over before.
                    Some("remove") if present.is_some_and(|(who, agent)| who != agent) => {}
                    Some("remove") if is_agent => talk.left(id, agent, false),
                    _ => {}
                }
            }
        }
        "CONVERSATION_ROUTING_RESULT" | "CONVERSATION_ROUTING_WORK_RESULT" => {
            let failure = at(payload, "failureType").as_str().unwrap_or("None");
            if failure != "None" {
                let reason = text_at(payload, "failureReason").unwrap_or_else(|| failure.into());
                talk.fail(
                    "no_agent_available",
                    &["Salesforce could not route the conversation: ", &reason].concat(),
                );
            } else if is(payload, "routingType", "Transfer") {
                talk.left(id, None, true);
            } else {
                talk.taken();
            }
        }
        "CONVERSATION_QUEUE_POSITION" => {
            talk.taken();
            talk.queued(id, number(either(payload, &["position", "queuePosition"])), None);
        }
        "CONVERSATION_SESSION_STATUS_CHANGED" => match at(payload, "sessionStatus").as_str() {
            Some("Ended") => finish(id, talk),
            Some(_) => talk.taken(),
            None => {}
        },
        "CONVERSATION_CLOSE_CONVERSATION" => {
            hang_up(talk);
            talk.cancelled();
        }
        "CONVERSATION_TYPING_STARTED_INDICATOR" if role == "Agent" => talk.typing(true),
        "CONVERSATION_TYPING_STOPPED_INDICATOR" if role == "Agent" => talk.typing(false),
        _ => {}
    }
}

fn finish(id: Option<Str>, talk: &mut Talk) {
    hang_up(talk);
    talk.resolved(id, None);
}

/// Nobody listens any more, and nobody says goodbye: without a token there is nothing to say it with.
fn hang_up(talk: &mut Talk) {
    talk.post(stream(StreamAction::Close, talk));
    talk.keep("token", Value::Null);
}

fn message(id: Option<Str>, entry: &Value, payload: &Value, talk: &mut Talk) {
    let message =
        Some(at(payload, "abstractMessage")).filter(|message| !message.is_nullish()).unwrap_or(payload);
    let content = at(message, "staticContent");
    let offer = at(message, "choices");
    let sent = files(at(content, "attachments"), ["url", "mimeType", "name"]);
    let options = at(offer, "optionItems");
    let [items, plain] = ["titleItem/title", "title"].map(|title| choices(options, title, title));
    let offered = if items.is_empty() { plain } else { items };
    let words = [content, offer].map(|place| at(place, "text")).into_iter().find(|it| text(it).is_some());
    let is_other = words.is_none() && sent.is_empty() && offered.is_empty();
    let data = if is_other { content.clone() } else { Value::Null };
    let agent = person(at(entry, "sender/subject"), at(entry, "senderDisplayName"), &Value::Null);
    talk.said(id, words.unwrap_or(&Value::Null), data, sent, agent, offered);
}

/// An identifier of the visitor's own making: the conversation's, with another end.
fn unique(talk: &Talk, mark: u32) -> String {
    let id = talk.kept("id").unwrap_or_default();
    let head = id.rsplit_once('-').map_or("", |(head, _)| head);
    let mut digits = mark.to_string();
    while digits.len() < 12 {
        digits.insert(0, '0');
    }
    [head, "-", &digits].concat()
}

/// A request about the conversation, once it has a name.
fn conversation(method: Method, path: &str, talk: &Talk) -> Option<Http> {
    let id = talk.kept("id")?;
    Some(http(method, "conversation/", talk).path(&id).path(path))
}

fn http(method: Method, path: &str, talk: &Talk) -> Http {
    let request = Http::new(method, talk.setting("url")).path("/iamessage/api/v2/").path(path);
    request.bearer(talk.kept("token"))
}

fn bearer(talk: &Talk) -> String {
    ["Bearer ", &talk.kept("token").unwrap_or_default()].concat()
}
