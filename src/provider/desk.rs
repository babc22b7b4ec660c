//! The built-in desk, at which people answer in a browser: its settings in a flow.
//!
//! The fields are those of Live Agent without an inbox; position and wait are told unless switched off.

use crate::contract::{DeskMessage, ProviderRequest};
use crate::descriptor::{Literal, Section};
use crate::packed;
use crate::provider::codec::{Codec, Command, Line, Told};
use crate::provider::fields;
use crate::script::from_json;
use crate::value::{Object, Str, Value};

/// Its section of the Handover to Agent node.
pub static SECTION: Section = Section {
    key: "desk",
    label: "Desk Settings",
    nested: true,
    condition: Some(fields::of_kind("desk")),
    fields: &[
        fields::SKILLS,
        fields::LANGUAGES,
        fields::PRIORITY,
        fields::GET_QUEUE_POSITION.default(Literal::Bool(true)),
        fields::UPDATE_INTERVAL,
        fields::GET_ESTIMATED_WAIT_TIME.default(Literal::Bool(true)),
        fields::WAIT_TIME_UPDATE_INTERVAL,
        fields::ALTERNATIVE_UPDATE,
        fields::MAXIMUM_QUEUE_POSITION,
        fields::MAXIMUM_ESTIMATED_WAIT_TIME,
        fields::ALTERNATIVE_TEXT,
        fields::DISCONNECTS,
        fields::CONNECTS,
        fields::ALLOW_INJECT,
    ],
};

/// The protocol between the engine and the built-in desk, which `pkg/docs/desk.md` describes.
pub struct Desk;

impl Codec for Desk {
    fn encode(&self, command: Command, line: &mut Line) -> ProviderRequest {
        let handover = line.handover;
        let mut next = || {
            line.seq = line.seq.saturating_add(1);
            line.seq
        };
        let message = match command {
            Command::Request(request) => DeskMessage::Request {
                handover,
                seq: next(),
                channel: request.channel,
                locale: request.locale,
                profile: request.profile,
                transcript: request.transcript,
                metadata: request.metadata,
                skills: request.settings.skills.clone(),
                languages: request.settings.languages.clone(),
                priority: request.settings.priority.clone(),
                allow_inject: request.settings.allow_inject,
                get_queue_position: request.settings.queue_position.is_some(),
                get_estimated_wait_time: request.settings.wait_time.is_some(),
            },
            Command::Message(spoken) => DeskMessage::Message {
                handover,
                seq: next(),
                author: spoken.author,
                text: spoken.text,
                data: spoken.data,
                attachments: spoken.attachments,
            },
            Command::Typing(on) => DeskMessage::Typing { handover, on },
            Command::Notice(code, text) => {
                DeskMessage::Notice { handover, seq: next(), code, text: text.into() }
            }
            Command::End(reason) => DeskMessage::End { handover, seq: next(), reason },
        };
        ProviderRequest::Desk { message }
    }

    fn ask(&self, skills: Vec<Str>, languages: Vec<Str>, _: Option<Str>) -> ProviderRequest {
        ProviderRequest::Desk { message: DeskMessage::Availability { skills, languages } }
    }

    fn decode(&self, body: &str, _: Option<&Object>) -> Result<Option<Told>, String> {
        let frame = from_json(body).map_err(|error| ["the desk sent no JSON: ", &error].concat())?;
        let number = |key: &str| frame.get(key).and_then(Value::as_f64).map(|number| number as u32);
        let kind = frame.get("type").and_then(Value::as_str).unwrap_or_default();
        if kind == "availability" {
            return Ok(number("send")
                .zip(number("agents"))
                .map(|(send, agents)| Told::Availability(send, agents)));
        }
        let Some(handover) = number("handover") else { return Ok(None) };
        if kind == "sync" {
            return Ok(Some(Told::Sync(handover, number("after").unwrap_or(0))));
        }
        let Some(fact) = FACTS.iter().find(|(name, _)| *name == kind).map(|(_, fact)| *fact) else {
            return Ok(None);
        };
        let mut named = frame.as_object().cloned().unwrap_or_default();
        named.insert("type", fact);
        if kind == "transfer" {
            named.insert("transferring", true);
        }
        packed::from_value(&named.into(), fact)
            .map(|fact| Some(Told::Fact(handover, fact)))
            .map_err(|complaint| ["the desk's `", kind, "` cannot be read: ", &complaint].concat())
    }

    fn agents(&self, body: &str) -> Option<u32> {
        let answer = from_json(body).ok()?;
        answer.get("agents").and_then(Value::as_f64).map(|agents| agents as u32)
    }
}

/// What the desk's words mean; the fields are called the same.
const FACTS: [(&str, &str); 11] = [
    ("queued", "handoverQueued"),
    ("accepted", "handoverAccepted"),
    ("declined", "agentLeft"),
    ("message", "agentMessage"),
    ("typing", "agentTyping"),
    ("inject", "agentInject"),
    ("transfer", "agentLeft"),
    ("left", "agentLeft"),
    ("resolved", "handoverResolved"),
    ("failed", "handoverFailed"),
    ("update", "handoverUpdate"),
];
