//! Salesforce Chat, with its Live Agent REST interface of version 52: settings in a flow, and the protocol.
//!
//! A chat is a session with one long poll and with posts that are numbered from 1 on: Salesforce drops a number
//! that it has seen, so that a repeated post does no harm. When a session moves to another server (503) nothing
//! is sent until it has been taken up there and its data have come. What the visitor says while nobody has taken
//! the chat is sent when somebody has. Salesforce has retired this interface on 14 February 2026.

use crate::contract::{Method, ProviderRequest};
use crate::descriptor::{FieldType, Literal, NodeField, Place, Section};
use crate::provider::codec::{Answer, Codec, Command, Frame, Next, Question, Request, Setting, SettingKind};
use crate::provider::facts::{choices, person};
use crate::provider::fields;
use crate::provider::line::{Order, Talk};
use crate::provider::payload::{
    Http, at, escaped, given, holds, is, items_at, number_at, object, pieces, text, text_at,
};
use crate::provider::transcript;
use crate::script::from_json;
use crate::value::Value;

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
            Command::Typing(on) if !talk.line.held => {
                let noun = if on { "Chasitor/ChasitorTyping" } else { "Chasitor/ChasitorNotTyping" };
                post(WORD, noun, &object([]), talk);
            }
            Command::Typing(_) | Command::Notice(..) => {}
            Command::End(_) => end(talk),
        }
    }

    fn answered(&self, step: u32, answer: &Answer, talk: &mut Talk) -> Next {
        if answer.status == 503 && talk.kept("key").is_some() && matches!(step, POLL | WORD | START) {
            return self.moved(step, talk);
        }
        if answer.status == 503 && step == END {
            self.moved(step, talk);
            return Next::Again;
        }
        let body = &answer.body;
        match (step, answer.status) {
            (SESSION, 200) => started(body, talk),
            (START, 200..300) => {
                // Nobody is there yet who could read anything.
                talk.hold(true);
                poll(talk);
            }
            (POLL, 200) => {
                let sequence = number_at(body, &["sequence"]).unwrap_or_default();
                let is_repeat = talk.counted("ack").is_some_and(|ack| sequence <= ack);
                talk.keep("ack", sequence as f64);
                if let Some(offset) = number_at(body, &["offset"]) {
                    talk.keep("offset", offset as f64);
                }
                poll(talk);
                for message in items_at(body, &["messages"]).iter().filter(|_| !is_repeat) {
                    self.told(message, talk);
                }
            }
            (POLL, 204) => poll(talk),
            (POLL, 403) => talk.fail("session_expired", "the session with Salesforce is over"),
            (POLL, 409) => talk.fail("session_conflict", "somebody else reads this session with Salesforce"),
            (RECONNECT, 200) => reconnected(body, talk),
            (RESYNC, 200..300) => poll(talk),
            _ => return answer.usual(),
        }
        Next::Done
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
        let query = [
            "/chat/rest/Visitor/Availability?org_id=",
            &escaped(&part("organizationId")?),
            "&deployment_id=",
            &escaped(&part("deploymentId")?),
            "&Availability.ids=",
            &escaped(&["[", &button, "]"].concat()),
        ];
        let base = part("baseUrl")?;
        let version = part("apiVersion").unwrap_or_else(|| "52".into());
        Some(
            Http::new(Method::Get, &base, &query)
                .header("X-LIVEAGENT-API-VERSION", version)
                .on_server()
                .request(),
        )
    }

    fn agents(&self, body: &str) -> Option<u32> {
        let answer = from_json(body).ok()?;
        let messages = items_at(&answer, &["messages"]).iter();
        // Another server may tell no more than where the organization is now.
        let told = messages.clone().find(|one| is(one, &["type"], "Availability"))?;
        let results = items_at(told, &["message", "results"]).iter();
        u32::try_from(results.filter(|one| holds(one, &["isAvailable"])).count()).ok()
    }
}

impl SalesforceChat {
    /// The session lives on another server: it is taken up there before anything else is sent.
    fn moved(&self, step: u32, talk: &mut Talk) -> Next {
        if talk.line.session.get("moved").is_none() {
            talk.keep("moved", talk.line.held);
        }
        talk.hold(true);
        talk.drop(POLL);
        let offset = talk.kept("offset").unwrap_or_else(|| "0".into());
        let path = ["System/ReconnectSession?ReconnectSession.offset=", &offset].concat();
        talk.keep("affinity", Value::Null);
        let request = http(Method::Get, &path, talk).request();
        talk.drop(RECONNECT);
        talk.send(RECONNECT, Order::Beside, request);
        if step == POLL { Next::Done } else { Next::AtOnce }
    }

    /// One message of a poll.
    fn told(&self, event: &Value, talk: &mut Talk) {
        let message = at(event, &["message"]);
        match at(event, &["type"]).as_str().unwrap_or_default() {
            "ChatRequestSuccess" => {
                talk.taken();
                queued(message, "queuePosition", talk);
            }
            "QueueUpdate" => queued(message, "position", talk),
            "ChatEstablished" | "ChatTransferred" => {
                talk.stop(ABANDONED);
                let agent = person(at(message, &["userId"]), at(message, &["name"]), &Value::Null);
                if is(event, &["type"], "ChatTransferred") {
                    talk.left(None, None, true);
                }
                talk.taken();
                talk.accepted(None, agent);
                talk.hold(false);
                if let Some(said) = talk.take("transcript") {
                    say_first(&said, talk);
                }
            }
            "ChatMessage" | "RichMessage" => {
                let agent = person(at(message, &["agentId"]), at(message, &["name"]), &Value::Null);
                let offered = choices(at(message, &["items"]), &["text"], &["text"]);
                talk.said(None, at(message, &["text"]), Value::Null, Vec::new(), agent, offered);
            }
            "AgentTyping" => talk.typing(true),
            "AgentNotTyping" => talk.typing(false),
            "TransferToButtonInitiated" | "TransferToSbrSkillInitiated" | "AgentDisconnect" => {
                talk.alarm(ABANDONED, WITHOUT_AGENT);
                talk.left(None, None, true);
            }
            "ChasitorSessionData" if talk.kept("affinity").is_some() => {
                let was_held = talk.line.session.remove("moved") == Some(Value::Bool(true));
                talk.hold(was_held);
            }
            "ChatEnded" => {
                let reason = text_at(message, &["reason"]);
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
                let reason = text_at(message, &["reason"]).unwrap_or_default();
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
    let name = text_at(&request.profile, &["name"]).unwrap_or_else(|| "Visitor".into());
    let list = |key: &str| {
        at(section, &[key]).as_array().map_or_else(|| Vec::new().into(), |list| list.to_vec().into())
    };
    talk.keep(
        "init",
        object([
            ("organizationId", given(talk.kept("organizationId"))),
            ("deploymentId", given(talk.kept("deploymentId"))),
            ("buttonId", given(talk.kept("buttonId"))),
            ("agentId", "".into()),
            ("doFallback", true.into()),
            ("userAgent", "handover".into()),
            ("language", given(request.locale.clone().or_else(|| Some("en-US".into())))),
            ("screenResolution", "1x1".into()),
            ("visitorName", name.into()),
            ("prechatDetails", list("prechatDetails")),
            ("prechatEntities", list("prechatEntities")),
            ("buttonOverrides", Vec::new().into()),
            ("receiveQueueUpdates", true.into()),
            ("isPost", true.into()),
        ]),
    );
    if section.get("sendTranscriptAsFirstMessage").is_some_and(|wanted| *wanted == Value::Bool(true)) {
        talk.keep("transcript", transcript::in_words(&request.transcript));
    }
    http(Method::Get, "System/SessionId", talk).send(SESSION, Order::Ordered, talk);
}

fn started(body: &Value, talk: &mut Talk) {
    for (key, value) in [("session", "id"), ("key", "key"), ("affinity", "affinityToken")] {
        talk.keep(key, given(text_at(body, &[value])));
    }
    let seconds = number_at(body, &["clientPollTimeout"]).unwrap_or(POLL_SECONDS);
    talk.keep("timeout", seconds as f64);
    talk.keep("ack", -1.0);
    if talk.line.over {
        end(talk);
        return;
    }
    let Some(Value::Object(init)) = talk.line.session.remove("init") else { return };
    let mut init = (*init).clone();
    init.insert("sessionId", given(talk.kept("session")));
    post(START, "Chasitor/ChasitorInit", &init.into(), talk);
}

/// Says what stood before the conversation, ahead of what waits to be said.
fn say_first(words: &str, talk: &mut Talk) {
    let waiting = std::mem::take(&mut talk.line.errands);
    // Their numbers are given anew, behind the transcript's.
    let count = waiting.iter().filter(|errand| errand.step == WORD).count();
    let posted = talk.counted("posted").unwrap_or_default();
    talk.keep("posted", posted.saturating_sub(count as u64) as f64);
    say(words, talk);
    for mut errand in waiting {
        if errand.step == WORD {
            renumber(&mut errand.request, talk);
        }
        talk.line.errands.push(errand);
    }
}

fn say(words: &str, talk: &mut Talk) {
    for piece in pieces(words, LONGEST) {
        post(WORD, "Chasitor/ChatMessage", &object([("text", piece.into())]), talk);
    }
}

fn end(talk: &mut Talk) {
    let Some(key) = talk.kept("key") else { return };
    post(END, "Chasitor/ChatEnd", &object([("reason", "client".into())]), talk);
    let path = ["System/SessionId/", &escaped(&key)].concat();
    http(Method::Delete, &path, talk).send(END, Order::Ordered, talk);
}

fn queued(message: &Value, key: &str, talk: &mut Talk) {
    let wait = number_at(message, &["estimatedWaitTime"]).map(|wait| wait.saturating_mul(1_000));
    talk.queued(None, number_at(message, &[key]), wait);
}

fn reconnected(body: &Value, talk: &mut Talk) {
    let told = items_at(body, &["messages"]).iter().find(|one| is(one, &["type"], "ReconnectSession"));
    let message = told.map(|one| at(one, &["message"]).clone()).unwrap_or_default();
    let Some(affinity) = text_at(&message, &["affinityToken"]) else {
        talk.fail("session_expired", "Salesforce does not take the session up again");
        return;
    };
    talk.keep("affinity", affinity.clone());
    let starts_over = holds(&message, &["resetSequence"]);
    if starts_over {
        talk.keep("posted", 0.0);
        talk.keep("ack", -1.0);
    }
    let mut waiting = std::mem::take(&mut talk.line.errands);
    for errand in &mut waiting {
        if let ProviderRequest::Http { headers, .. } = &mut errand.request {
            headers.insert("X-LIVEAGENT-AFFINITY", affinity.clone());
        }
        if starts_over && matches!(errand.step, WORD | START) {
            renumber(&mut errand.request, talk);
        }
    }
    talk.line.errands = waiting;
    let body = object([("organizationId", given(talk.kept("organizationId")))]);
    http(Method::Post, "Chasitor/ChasitorResyncState", talk).json(&body).send(RESYNC, Order::Beside, talk);
}

/// A numbered post: the same number twice is the same post.
fn post(step: u32, noun: &str, body: &Value, talk: &mut Talk) {
    let mut request = http(Method::Post, noun, talk).json(body).request();
    renumber(&mut request, talk);
    talk.send(step, Order::Ordered, request);
}

fn renumber(request: &mut ProviderRequest, talk: &mut Talk) {
    let posted = talk.counted("posted").unwrap_or_default().saturating_add(1);
    talk.keep("posted", posted as f64);
    if let ProviderRequest::Http { headers, .. } = request {
        headers.insert("X-LIVEAGENT-SEQUENCE", posted.to_string());
    }
}

fn poll(talk: &mut Talk) {
    if talk.line.over {
        return;
    }
    talk.drop(POLL);
    let path = ["System/Messages?ack=", &talk.kept("ack").unwrap_or_else(|| "-1".into())].concat();
    let seconds = talk.counted("timeout").unwrap_or(POLL_SECONDS);
    let request = http(Method::Get, &path, talk).within(seconds.saturating_add(5).saturating_mul(1_000));
    talk.send(POLL, Order::Beside, request);
}

fn http(method: Method, path: &str, talk: &Talk) -> Http {
    let base = talk.kept("baseUrl").unwrap_or_default();
    let version = talk.kept("apiVersion").unwrap_or_default();
    let affinity = talk.kept("affinity").unwrap_or_else(|| "null".into());
    let request = Http::new(method, &base, &["/chat/rest/", path])
        .header("X-LIVEAGENT-API-VERSION", version)
        .header("X-LIVEAGENT-AFFINITY", affinity)
        .on_server();
    match talk.kept("key") {
        Some(key) => request.header("X-LIVEAGENT-SESSION-KEY", key),
        None => request,
    }
}
