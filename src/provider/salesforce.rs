//! Salesforce Chat, with its Live Agent REST interface of version 52: settings in a flow, and the protocol.
//!
//! A chat is a session with one long poll and with posts that are numbered from 1 on: Salesforce drops a number
//! that it has seen, so that a repeated post does no harm. When a session moves to another server (503) nothing
//! is sent until it has been taken up there and its data have come, not even that the chat is over. What the
//! visitor says while nobody has taken the chat is sent when somebody has. Salesforce has retired this interface
//! on 14 February 2026.

use crate::contract::{Method, ProviderRequest};
use crate::descriptor::{FieldType, Literal, NodeField, Place, Section};
use crate::provider::codec::{Answer, Codec, Command, Frame, Next, Question, Request, Setting, SettingKind};
use crate::provider::facts::{choices, person};
use crate::provider::fields;
use crate::provider::line::{Order, Talk};
use crate::provider::payload::{
    Http, at, given, holds, is, items_at, number, number_at, object, pieces, text, text_at,
};
use crate::provider::requests::name;
use crate::provider::transcript;
use crate::script::from_json;
use crate::value::{Object, Value};

/// Its section of the Handover to Agent node.
pub static SECTION: Section = Section {
    key: "salesforce",
    label: "Salesforce Settings",
    nested: true,
    runs: Some(Place::Server),
    condition: Some(fields::of_kind("salesforce")),
    fields: &[
        NodeField::new(
            FieldType::Template,
            "baseUrl",
            "Live Agent Base URL",
            "The chat endpoint of the installation, without `/chat/rest`.",
        ),
        NodeField::new(
            FieldType::Template,
            "apiVersion",
            "API Version",
            "The version of the REST interface.",
        )
        .default(Literal::Text("52")),
        NodeField::new(
            FieldType::Template,
            "organizationId",
            "Organization ID",
            "The organization in Salesforce.",
        ),
        NodeField::new(FieldType::Template, "deploymentId", "Deployment ID", "The deployment in Salesforce."),
        NodeField::new(FieldType::Template, "buttonId", "Button ID", "The chat button of that deployment."),
        NodeField::new(
            FieldType::Toggle,
            "sendTranscriptAsFirstMessage",
            "Send Transcript as First Message",
            "Shows the agent what was said before as the first message.",
        ),
        NodeField::new(
            FieldType::Json,
            "prechatEntities",
            "Pre-Chat Entities",
            "Which records Salesforce looks up or creates before the chat.",
        )
        .default(Literal::Array),
        NodeField::new(
            FieldType::Json,
            "prechatDetails",
            "Pre-Chat Details",
            "What is known of the visitor, for those records.",
        )
        .default(Literal::Array),
    ],
};

/// The longest text of a message, in characters.
const LONGEST: usize = 3_000;
/// How long a poll may take if the session does not say.
const POLL_SECONDS: u64 = 40;
/// How long a chat may stay without its agent before it counts as lost.
const WITHOUT_AGENT: u64 = 120_000;
/// How many polls may go by until the data of a session that has moved come.
const POLLS: u64 = 3;
/// The header field that carries a post's number.
const SEQUENCE: &str = "X-LIVEAGENT-SEQUENCE";

// What requests are for.
const SESSION: u32 = 1;
const START: u32 = 2;
const POLL: u32 = 3;
const WORD: u32 = 4;
const END: u32 = 5;
const RECONNECT: u32 = 6;
const RESYNC: u32 = 7;

/// What the alarm is for: nobody has taken over from an agent who is gone.
const ABANDONED: u32 = 1;

/// The Live Agent REST interface.
pub struct SalesforceChat;

impl Codec for SalesforceChat {
    fn settings(&self) -> &'static [Setting] {
        const {
            &[
                Setting::optional("baseUrl", SettingKind::Text),
                Setting::optional("apiVersion", SettingKind::Text),
                Setting::optional("organizationId", SettingKind::Text),
                Setting::optional("deploymentId", SettingKind::Text),
                Setting::optional("buttonId", SettingKind::Text),
            ]
        }
    }

    fn command(&self, command: Command, talk: &mut Talk) {
        match command {
            Command::Request(request) => open(&request, talk),
            Command::Message(spoken) => {
                say(&spoken.in_words(true), talk);
            }
            Command::Typing(on) if !talk.line.held && !has_moved(talk) => {
                let noun = if on { "Chasitor/ChasitorTyping" } else { "Chasitor/ChasitorNotTyping" };
                post(WORD, noun, object!([]), talk);
            }
            Command::Typing(_) | Command::Notice(..) => {}
            Command::End(_) => end(talk),
        }
    }

    fn answered(&self, step: u32, answer: &Answer, talk: &mut Talk) -> Next {
        if answer.status == 503 && matches!(step, POLL | WORD | START | END) {
            return moved(step, talk);
        }
        let body = &answer.body;
        match (step, answer.status) {
            (SESSION, 200) => started(body, talk),
            (START, 200..300) => {
                // Nobody may be there yet who could read anything.
                talk.hold(talk.value("here").is_nullish());
                if !talk.awaits(POLL) {
                    return poll(talk);
                }
            }
            (POLL, 200) => {
                let Some(sequence) = number_at(body, "sequence") else { return Next::Again };
                let messages = items_at(body, "messages");
                if messages.iter().any(|one| is(one, "type", "ChasitorSessionData")) {
                    talk.take("moved");
                    talk.hold(talk.value("here").is_nullish() && !talk.awaits(START));
                }
                let is_repeat = talk.counted("ack").is_some_and(|ack| sequence <= ack);
                if !is_repeat {
                    talk.keep("ack", sequence as f64);
                    if let Some(offset) = number_at(body, "offset") {
                        talk.keep("offset", offset as f64);
                    }
                }
                let next = poll(talk);
                for message in messages.iter().filter(|_| !is_repeat) {
                    self.told(message, talk);
                }
                return next;
            }
            (POLL, 204) | (RESYNC, 200..300) => return poll(talk),
            (POLL | WORD, 403) => return lost(talk),
            (POLL, 409) => talk.fail("session_conflict", "somebody else reads this session with Salesforce"),
            (RECONNECT, 200) => return reconnected(body, talk),
            _ => return answer.usual(),
        }
        Next::Done
    }

    fn begins(&self, request: &mut ProviderRequest, session: &mut Object) {
        if let ProviderRequest::Http { headers, .. } = request
            && headers.get(SEQUENCE) == Some(&Value::Null)
        {
            let posted = session.get("posted").and_then(number).unwrap_or_default().saturating_add(1);
            session.insert("posted", posted as f64);
            headers.insert(SEQUENCE, posted.to_string());
        }
    }

    fn pushed(&self, _: Frame, _: &mut Talk) -> Result<(), String> {
        Ok(())
    }

    fn due(&self, _: u32, talk: &mut Talk) {
        talk.fail("no_agent_available", "the agent is gone and nobody has taken over");
    }

    fn ask(&self, question: Question) -> Option<ProviderRequest> {
        let part = |key: &str| question.settings.get(key).and_then(text);
        let button = question.inbox.clone().or_else(|| part("buttonId"))?;
        let request = Http::new(Method::Get, Some(part("baseUrl")?))
            .path("/chat/rest/Visitor/Availability?org_id=")
            .part(&part("organizationId")?)
            .path("&deployment_id=")
            .part(&part("deploymentId")?)
            .path("&Availability.ids=%5B")
            .part(&button)
            .path("%5D");
        let version = part("apiVersion").unwrap_or_else(|| "52".into());
        Some(request.header("X-LIVEAGENT-API-VERSION", version).on_server().request())
    }

    fn agents(&self, body: &str) -> Option<u32> {
        let answer = from_json(body).ok()?;
        let messages = items_at(&answer, "messages").iter();
        // Another server may tell no more than where the organization is now.
        let told = messages.clone().find(|one| is(one, "type", "Availability"))?;
        let results = items_at(told, "message/results").iter();
        u32::try_from(results.filter(|one| holds(one, "isAvailable")).count()).ok()
    }
}

impl SalesforceChat {
    /// One message of a poll.
    fn told(&self, event: &Value, talk: &mut Talk) {
        let message = at(event, "message");
        match at(event, "type").as_str().unwrap_or_default() {
            _ if talk.line.over => {}
            "ChatRequestSuccess" => {
                talk.taken();
                queued(message, "queuePosition", talk);
            }
            "QueueUpdate" => {
                talk.stop(ABANDONED);
                queued(message, "position", talk);
            }
            "ChatEstablished" | "ChatTransferred" => {
                talk.stop(ABANDONED);
                let agent = person(at(message, "userId"), at(message, "name"), &Value::Null);
                if is(event, "type", "ChatTransferred") {
                    talk.left(None, None, true);
                }
                talk.taken();
                talk.accepted(None, agent);
                talk.keep("here", true);
                talk.hold(false);
                if let Some(said) = talk.take_text("transcript") {
                    say_first(&said, talk);
                }
            }
            "ChatMessage" | "RichMessage" => {
                let agent = person(at(message, "agentId"), at(message, "name"), &Value::Null);
                let offered = choices(at(message, "items"), "text", "text");
                talk.said(None, at(message, "text"), Value::Null, Vec::new(), agent, offered);
            }
            "AgentTyping" => talk.typing(true),
            "AgentNotTyping" => talk.typing(false),
            "AgentDisconnect" => {
                talk.alarm(ABANDONED, WITHOUT_AGENT);
                talk.left(None, None, true);
            }
            "TransferToButtonInitiated" | "TransferToSbrSkillInitiated" => {
                talk.stop(ABANDONED);
                talk.left(None, None, true);
            }
            "ChatEnded" => {
                let reason = text_at(message, "reason");
                talk.drop(POLL);
                if reason.as_ref().is_some_and(|reason| reason.starts_with("client")) {
                    // The session is gone with the chat: there is nothing to take leave of.
                    talk.keep("key", Value::Null);
                    talk.cancelled();
                } else {
                    talk.resolved(None, reason);
                }
            }
            "ChatRequestFail" => {
                let reason = text_at(message, "reason").unwrap_or_default();
                let code = match &*reason {
                    "Unavailable" | "NoPost" => "no_agent_available",
                    "Blocked" => "blocked",
                    "InternalFailure" => "config_invalid",
                    _ => "provider_internal",
                };
                talk.drop(POLL);
                talk.fail(code, &["Salesforce has refused the chat: ", &reason].concat());
            }
            _ => {}
        }
    }
}

/// Opens a session; what the chat needs is kept until it is there.
fn open(request: &Request, talk: &mut Talk) {
    let section = &request.settings.all;
    for key in ["baseUrl", "apiVersion", "organizationId", "deploymentId", "buttonId"] {
        let found = section.get(key).and_then(text).or_else(|| talk.setting(key));
        match found {
            Some(found) => talk.keep(key, found),
            None if key == "apiVersion" => talk.keep(key, "52"),
            None => {
                let message = ["neither the node nor the provider's settings have `", key, "`"];
                talk.fail("config_invalid", &message.concat());
                return;
            }
        }
    }
    let list = |key: &str| items_at(section, key).to_vec().into();
    talk.keep(
        "init",
        object!([
            ("organizationId", given(talk.kept("organizationId"))),
            ("deploymentId", given(talk.kept("deploymentId"))),
            ("buttonId", given(talk.kept("buttonId"))),
            ("agentId", "".into()),
            ("doFallback", true.into()),
            ("userAgent", "handover".into()),
            ("language", given(request.locale.clone().or_else(|| Some("en-US".into())))),
            ("screenResolution", "1x1".into()),
            ("visitorName", name(&request.profile)),
            ("prechatDetails", list("prechatDetails")),
            ("prechatEntities", list("prechatEntities")),
            ("buttonOverrides", Vec::new().into()),
            ("receiveQueueUpdates", true.into()),
            ("isPost", true.into()),
        ]),
    );
    if holds(section, "sendTranscriptAsFirstMessage") {
        talk.keep("transcript", transcript::in_words(&request.transcript));
    }
    http(Method::Get, "System/SessionId", talk).send(SESSION, Order::Ordered, talk);
}

fn started(body: &Value, talk: &mut Talk) {
    for (key, value) in [("session", "id"), ("key", "key"), ("affinity", "affinityToken")] {
        talk.keep(key, given(text_at(body, value)));
    }
    let seconds = number_at(body, "clientPollTimeout").unwrap_or(POLL_SECONDS);
    talk.keep("timeout", seconds as f64);
    talk.keep("ack", -1.0);
    if talk.line.over {
        end(talk);
        return;
    }
    let Some(Value::Object(init)) = talk.line.session.remove("init") else { return };
    let mut init = (*init).clone();
    init.insert("sessionId", given(talk.kept("session")));
    post(START, "Chasitor/ChasitorInit", init.into(), talk);
}

/// Says what stood before the conversation, ahead of what waits to be said.
fn say_first(words: &str, talk: &mut Talk) {
    let waiting = std::mem::take(&mut talk.line.errands);
    say(words, talk);
    talk.line.errands.extend(waiting);
}

fn say(words: &str, talk: &mut Talk) {
    for piece in pieces(words, LONGEST) {
        post(WORD, "Chasitor/ChatMessage", object!([("text", piece.into())]), talk);
    }
}

fn end(talk: &mut Talk) {
    let Some(key) = talk.kept("key") else { return };
    post(END, "Chasitor/ChatEnd", object!([("reason", "client".into())]), talk);
    http(Method::Delete, "System/SessionId/", talk).part(&key).send(END, Order::Ordered, talk);
}

fn queued(message: &Value, key: &str, talk: &mut Talk) {
    let wait = number_at(message, "estimatedWaitTime").map(|wait| wait.saturating_mul(1_000));
    talk.queued(None, number_at(message, key), wait);
}

/// The session lives on another server: it is taken up there before anything else is sent.
fn moved(step: u32, talk: &mut Talk) -> Next {
    talk.keep("moved", 0.0);
    // What takes it up waits for no agent.
    talk.hold(false);
    talk.keep("affinity", Value::Null);
    [POLL, RECONNECT, RESYNC].into_iter().for_each(|step| talk.drop(step));
    let offset = talk.kept("offset").unwrap_or_else(|| "0".into());
    let request = http(Method::Get, "System/ReconnectSession?ReconnectSession.offset=", talk).path(&offset);
    talk.send_first(RECONNECT, request.request());
    if step == POLL { Next::Done } else { Next::AtOnce }
}

fn reconnected(body: &Value, talk: &mut Talk) -> Next {
    let told = items_at(body, "messages").iter().find(|one| is(one, "type", "ReconnectSession"));
    let message = told.map(|one| at(one, "message").clone()).unwrap_or_default();
    let Some(affinity) = text_at(&message, "affinityToken") else {
        return lost(talk);
    };
    talk.keep("affinity", affinity.clone());
    let starts_over = holds(&message, "resetSequence");
    if starts_over {
        talk.keep("posted", 0.0);
        talk.keep("ack", -1.0);
    }
    for (_, request) in talk.requests() {
        if let ProviderRequest::Http { headers, .. } = request {
            headers.insert("X-LIVEAGENT-AFFINITY", affinity.clone());
            if starts_over && headers.get(SEQUENCE).is_some() {
                headers.insert(SEQUENCE, Value::Null);
            }
        }
    }
    let body = object!([("organizationId", given(talk.kept("organizationId")))]);
    let request = http(Method::Post, "Chasitor/ChasitorResyncState", talk).json(body).request();
    talk.send_first(RESYNC, request);
    Next::Done
}

/// A post that is numbered when it begins: the same number twice is the same post, and there are no holes.
fn post(step: u32, noun: &str, body: Value, talk: &mut Talk) {
    let request = http(Method::Post, noun, talk).json(body).header(SEQUENCE, Value::Null);
    request.send(step, Order::Numbered, talk);
}

fn poll(talk: &mut Talk) -> Next {
    let polls = talk.counted("moved");
    if polls.is_some_and(|polls| polls >= POLLS) {
        return lost(talk);
    }
    talk.drop(POLL);
    let ack = talk.kept("ack").unwrap_or_else(|| "-1".into());
    let seconds = talk.counted("timeout").unwrap_or(POLL_SECONDS);
    let request = http(Method::Get, "System/Messages?ack=", talk)
        .path(&ack)
        .within(seconds.saturating_add(5).saturating_mul(1_000));
    if let Some(polls) = polls {
        // What waits is not sent before the session's data have come.
        talk.keep("moved", polls.saturating_add(1) as f64);
        talk.send_first(POLL, request);
    } else if !talk.line.over {
        talk.send(POLL, Order::Beside, request);
    }
    Next::Done
}

fn lost(talk: &mut Talk) -> Next {
    talk.fail("session_expired", "the session with Salesforce is over");
    Next::Fail
}

/// Whether the session has not been taken up yet where it lives now.
fn has_moved(talk: &Talk) -> bool {
    talk.line.session.get("moved").is_some()
}

fn http(method: Method, path: &str, talk: &Talk) -> Http {
    let version = talk.kept("apiVersion").unwrap_or_default();
    let affinity = talk.kept("affinity").unwrap_or_else(|| "null".into());
    let request = Http::new(method, talk.kept("baseUrl"))
        .path("/chat/rest/")
        .path(path)
        .header("X-LIVEAGENT-API-VERSION", version)
        .header("X-LIVEAGENT-AFFINITY", affinity)
        .on_server();
    match talk.kept("key") {
        Some(key) => request.header("X-LIVEAGENT-SESSION-KEY", key),
        None => request,
    }
}
