//! Dialogflow: the `LiveAgentHandoff` message of CX, the flags of ES, and the v2 `Conversation`.
//!
//! In CX `liveAgentHandoff` and `endInteraction` are messages, hence objects; in ES they are flags
//! of an intent or a webhook's response, hence booleans, and so the shape tells them apart. Where
//! both stand in one response the handoff counts: the bot's part ends, the conversation does not.
//! `endInteraction` alone ends it. The events of a v2 conversation ask for a human, or tell of one.

use crate::contract::{ConversationView, Input};
use crate::format::export::Exported;
use crate::format::lenient::{field, list, text, truth, word};
use crate::format::signal::{Signal, Source};
use crate::value::{Object, Value};

const HANDOFF: &[&str] = &["liveAgentHandoff", "live_agent_handoff"];
const END_INTERACTION: &[&str] = &["endInteraction", "end_interaction"];
const QUERY_RESULT: &[&str] = &["queryResult", "query_result"];
const DETECT_INTENT: &[&str] = &["detectIntentResponse", "detect_intent_response"];
const AGENT_REPLY: &[&str] = &["automatedAgentReply", "automated_agent_reply"];
const LIFECYCLE: &[&str] = &["lifecycleState", "lifecycle_state"];
const STAGE: &[&str] = &["conversationStage", "conversation_stage"];
const LIFECYCLES: &[&str] = &["LIFECYCLE_STATE_UNSPECIFIED", "IN_PROGRESS", "COMPLETED"];
const STAGES: &[&str] = &["CONVERSATION_STAGE_UNSPECIFIED", "VIRTUAL_AGENT_STAGE", "HUMAN_ASSIST_STAGE"];
const ROLES: &[&str] = &["ROLE_UNSPECIFIED", "HUMAN_AGENT", "AUTOMATED_AGENT", "END_USER"];
const EVENTS: &[&str] = &[
    "TYPE_UNSPECIFIED",
    "CONVERSATION_STARTED",
    "CONVERSATION_FINISHED",
    "HUMAN_INTERVENTION_NEEDED",
    "UNRECOVERABLE_ERROR",
    "NEW_MESSAGE",
    "",
    "NEW_RECOGNITION_RESULT",
];
const FULFILLMENT: &[&str] = &["fulfillmentResponse", "fulfillment_response"];

/// Recognises a detect-intent, analyze-content or webhook response, or one message out of it, and a
/// conversation's event that a human is needed.
pub(super) fn signal(payload: &Value) -> Option<Signal> {
    if happened(payload) == Some("HUMAN_INTERVENTION_NEEDED") {
        return Some(Signal::new(Source::DialogflowEs));
    }
    let places = places(payload);
    let candidates = candidates(&places);
    let handoff = candidates.iter().find_map(|(source, candidate)| {
        let handoff = field(candidate, HANDOFF)?;
        Some((asked(*source, handoff)?, handoff))
    });
    let mut signal = match handoff {
        Some((source, handoff)) => {
            let mut signal = Signal::new(source);
            signal.metadata = signal.take("metadata", field(handoff, &["metadata"]));
            signal
        }
        None => Signal::end(
            candidates
                .iter()
                .find_map(|(source, candidate)| asked(*source, field(candidate, END_INTERACTION)?))?,
        ),
    };
    signal.params = signal.take("parameters", places.iter().find_map(|place| field(place, &["parameters"])));
    // In some places it is no more than a resource's name, or empty.
    let named = |place: &&Value| text(field(field(place, &["intent"])?, &["displayName", "display_name"])?);
    let intent = || places.iter().find_map(named);
    signal.reason = field(&signal.metadata, &["reason"]).and_then(text).or_else(intent);
    Some(signal)
}

/// What kind of event of a v2 conversation it is.
fn happened(payload: &Value) -> Option<&str> {
    field(payload, &["conversation"]).and_then(text)?;
    word(field(payload, &["type", "type_"])?, EVENTS)
}

/// Reads an event of a v2 conversation, or the conversation itself, that a human has been given.
pub(super) fn report(payload: &Value) -> Option<Vec<Input>> {
    let resolved = || Input::HandoverResolved { id: None, summary: None, resolution: None };
    let queued = || Input::HandoverQueued { id: None, position: None, estimated_wait_time: None };
    let Some(kind) = happened(payload) else {
        let lifecycle = field(payload, LIFECYCLE).and_then(|state| word(state, LIFECYCLES));
        let stage = field(payload, STAGE).and_then(|stage| word(stage, STAGES));
        lifecycle.or(stage)?;
        let ended = (lifecycle == Some("COMPLETED")).then(resolved);
        let fact = ended.or_else(|| (stage == Some("HUMAN_ASSIST_STAGE")).then(queued));
        return Some(fact.into_iter().collect());
    };
    let fact = match kind {
        "CONVERSATION_FINISHED" => resolved(),
        "UNRECOVERABLE_ERROR" => {
            let message = field(payload, &["errorStatus", "error_status"]).and_then(|it| it.get("message"));
            let message = message.and_then(text);
            Input::HandoverFailed { id: None, reason: None, code: None, message }
        }
        "NEW_MESSAGE" => {
            let message = field(payload, &["newMessagePayload", "new_message_payload"])?;
            let role = field(message, &["participantRole", "participant_role"]);
            let role = role.and_then(|role| word(role, ROLES));
            let said = field(message, &["content"]).and_then(text);
            if role != Some("HUMAN_AGENT") || said.is_none() {
                return Some(Vec::new());
            }
            Input::AgentMessage {
                id: field(message, &["name"]).and_then(text),
                text: said,
                data: Value::Null,
                attachments: Vec::new(),
                agent: None,
                quick_replies: Vec::new(),
            }
        }
        // What has asked for a human says so more than once.
        "CONVERSATION_STARTED" | "HUMAN_INTERVENTION_NEEDED" | "NEW_RECOGNITION_RESULT" => {
            return Some(Vec::new());
        }
        _ => return None,
    };
    Some(vec![fact])
}

/// The places of a response at which messages, flags and parameters stand.
fn places(payload: &Value) -> Vec<&Value> {
    let reply = field(payload, AGENT_REPLY);
    let detected = field(payload, DETECT_INTENT);
    let detected_for_reply = reply.and_then(|reply| field(reply, DETECT_INTENT));
    let mut places = Vec::new();
    for root in [Some(payload), reply, field(payload, FULFILLMENT), detected, detected_for_reply] {
        places.extend(root);
        places.extend(root.and_then(|root| field(root, QUERY_RESULT)));
    }
    places
}

/// Everything at these places that may be a message or bear a flag, and whose it is if it is a message.
fn candidates<'a>(places: &[&'a Value]) -> Vec<(Source, &'a Value)> {
    let mut found = Vec::new();
    for &place in places {
        found.push((Source::DialogflowCx, place));
        for keys in [&["responseMessages", "response_messages"] as &[&str], &["messages"]] {
            found.extend(list(place, keys).iter().map(|message| (Source::DialogflowCx, message)));
        }
        for message in list(place, &["fulfillmentMessages", "fulfillment_messages"]) {
            found.push((Source::DialogflowEs, message));
            found.extend(field(message, &["payload"]).map(|payload| (Source::DialogflowEs, payload)));
        }
        found.extend(field(place, &["intent"]).map(|intent| (Source::DialogflowEs, intent)));
    }
    found
}

fn asked(source: Source, value: &Value) -> Option<Source> {
    match value {
        Value::Object(_) => Some(source),
        flag => truth(flag).then_some(Source::DialogflowEs),
    }
}

/// The `LiveAgentHandoff` message of CX, which stands under `liveAgentHandoff` in a response
/// message; null without a handover.
pub(super) fn live_agent_handoff(exported: &Exported) -> Value {
    if exported.conversation.handover.is_none() {
        return Value::Null;
    }
    let mut message = Object::new();
    message.insert("metadata", exported.fields());
    message.into()
}

/// The `Conversation` of Dialogflow v2, without the fields that only this engine has.
pub(super) fn conversation(view: &ConversationView) -> Value {
    let mut conversation = Object::new();
    conversation.insert("name", view.name.clone());
    conversation.insert("lifecycleState", view.lifecycle_state.as_str());
    conversation.insert("conversationStage", view.conversation_stage.as_str());
    conversation.insert("startTime", view.start_time.clone());
    if let Some(profile) = &view.conversation_profile {
        conversation.insert("conversationProfile", profile.clone());
    }
    if let Some(number) = &view.phone_number {
        conversation.insert("phoneNumber", Object::from_iter([("phoneNumber", number.clone())]));
    }
    if let Some(end) = &view.end_time {
        conversation.insert("endTime", end.clone());
    }
    conversation.into()
}
