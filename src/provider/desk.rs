//! The built-in desk, at which people answer in a browser: its settings in a flow.
//!
//! The fields are those of Live Agent without an inbox; position and wait are told unless switched off.

use crate::contract::{DeskMessage, ProviderRequest};
use crate::descriptor::{Literal, Place, Section};
use crate::packed;
use crate::provider::codec::{Answer, Codec, Command, Frame, Next, Question, Setting};
use crate::provider::fields;
use crate::provider::line::{Deed, Order, Talk};
use crate::script::from_json;
use crate::value::Value;

/// Its section of the Handover to Agent node.
pub static SECTION: Section = Section {
    key: "desk",
    label: "Desk Settings",
    nested: true,
    runs: Some(Place::Anywhere),
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

/// The request, which is the only step that somebody answers.
const REQUEST: u32 = 0;

/// The protocol between the engine and the built-in desk, which `pkg/docs/desk.md` describes.
pub struct Desk;

impl Codec for Desk {
    fn settings(&self) -> &'static [Setting] {
        &[]
    }

    fn command(&self, command: Command, talk: &mut Talk) {
        let handover = talk.line.handover;
        let message = match command {
            Command::Request(request) => DeskMessage::Request {
                handover,
                seq: 1,
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
                seq: talk.count(),
                author: spoken.author,
                text: spoken.text,
                data: spoken.data,
                attachments: spoken.attachments,
            },
            Command::Typing(on) => DeskMessage::Typing { handover, on },
            Command::Notice(code, text) => {
                DeskMessage::Notice { handover, seq: talk.count(), code, text: text.into() }
            }
            Command::End(reason) => DeskMessage::End { handover, seq: talk.count(), reason },
        };
        let is_request = matches!(message, DeskMessage::Request { .. });
        let request = ProviderRequest::Desk { message };
        if is_request {
            // Its place in the handover is its mark: 1.
            talk.send(REQUEST, Order::Once, request);
        } else {
            talk.post(request);
        }
    }

    fn receipt(&self) -> Option<u32> {
        Some(REQUEST)
    }

    fn answered(&self, _: u32, answer: &Answer, talk: &mut Talk) -> Next {
        if !answer.is_ok() {
            return Next::Fail;
        }
        talk.taken();
        Next::Done
    }

    fn ask(&self, question: Question) -> Option<ProviderRequest> {
        let Question { skills, languages, .. } = question;
        Some(ProviderRequest::Desk { message: DeskMessage::Availability { skills, languages } })
    }

    fn pushed(&self, frame: Frame, talk: &mut Talk) -> Result<(), String> {
        let frame = from_json(frame.body).map_err(|error| ["the desk sent no JSON: ", &error].concat())?;
        let number = |key: &str| frame.get(key).and_then(Value::as_f64).map(|number| number as u32);
        let kind = frame.get("type").and_then(Value::as_str).unwrap_or_default();
        if kind == "availability" {
            if let Some((send, agents)) = number("send").zip(number("agents")) {
                talk.ask(Deed::Agents(send, agents));
            }
            return Ok(());
        }
        let Some(handover) = number("handover") else { return Ok(()) };
        if kind == "sync" {
            talk.ask(Deed::Sync(handover, number("after").unwrap_or(0)));
            return Ok(());
        }
        let Some(fact) = FACTS.iter().find(|(name, _)| *name == kind).map(|(_, fact)| *fact) else {
            return Ok(());
        };
        let mut named = frame.as_object().cloned().unwrap_or_default();
        named.insert("type", fact);
        if kind == "transfer" {
            named.insert("transferring", true);
        }
        let fact = packed::from_value(&named.into(), fact)
            .map_err(|complaint| ["the desk's `", kind, "` cannot be read: ", &complaint].concat())?;
        talk.ask(Deed::Fact(handover, fact));
        Ok(())
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
