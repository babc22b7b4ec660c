//! CX Agent Studio: the `end_session` tool call, in and out.
//!
//! Google leaves open how the call is wrapped, so it is found as a session's output, as a tool or
//! function call, or bare. It asks for a human if `session_escalated` is true or
//! `LIVE_AGENT_HANDOFF` is there; without either it ends the conversation, once its message has
//! been said and its call transferred.

use crate::contract::{Order, PhoneGatewayTransfer, SipTransfer};
use crate::format::end_session::read_params;
use crate::format::export::{Entry, Exported};
use crate::format::lenient::{field, list, object, text, truth};
use crate::format::signal::{Signal, Source};
use crate::value::{Object, Value};

const TOOL: &str = "end_session";
const ESCALATED: &[&str] = &["session_escalated", "sessionEscalated"];
const END_SESSION: &[&str] = &["endSession", "end_session"];
const CALL: &[&str] = &["toolCall", "tool_call", "functionCall", "function_call", "function"];
const CALLS: &[&str] = &["toolCalls", "tool_calls"];
const NAME: &[&str] = &["displayName", "display_name", "name", "tool"];
const ARGUMENTS: &[&str] = &["args", "arguments", "parameters", "input"];
const PARAMS: &[&str] = &["ESCALATION_MESSAGE", "PHONE_GATEWAY_TRANSFER", "LIVE_AGENT_HANDOFF"];

/// Recognises an `end_session` call.
pub(super) fn signal(payload: &Value) -> Option<Signal> {
    let arguments = places(payload).into_iter().find_map(arguments)?;
    let params = params(&arguments);
    let escalated = field(&arguments, ESCALATED).is_some_and(truth);
    let read = read_params(&params);
    let asked = field(&params, &["LIVE_AGENT_HANDOFF"]).is_some_and(|handoff| *handoff != Value::Bool(false));
    let handoff = escalated || asked;
    Some(Signal {
        source: Source::AgentStudio,
        reason: field(&arguments, &["reason"]).and_then(text),
        metadata: read.metadata,
        params,
        escalation_message: read.escalation_message,
        phone_gateway_transfer: read.phone_gateway_transfer,
        sip: read.sip,
        handoff,
        end_session: read.end_session || !handoff,
        refused: read.refused,
    })
}

/// The places at which a session's output, a message's chunk or a call may stand.
fn places(payload: &Value) -> Vec<&Value> {
    let mut places = vec![payload];
    places.extend(field(payload, &["sessionOutput", "session_output"]));
    places.extend(list(payload, &["outputs"]));
    for message in list(payload, &["messages"]) {
        places.extend(list(message, &["chunks"]));
    }
    places.extend(list(payload, &["chunks"]));
    places.extend(list(payload, &["parts"]));
    places
}

fn arguments(place: &Value) -> Option<Value> {
    if let Some(ended) = field(place, END_SESSION).filter(|ended| ended.as_object().is_some()) {
        return object(field(ended, &["metadata"]).unwrap_or(ended));
    }
    let calls = field(place, CALLS);
    let listed = calls.map(|calls| calls.as_array().unwrap_or_else(|| list(calls, CALLS)));
    let mut called = vec![place];
    called.extend(field(place, CALL));
    called.extend(listed.unwrap_or_default());
    for bearer in called {
        for call in [Some(bearer), field(bearer, CALL)] {
            if let Some(call) = call.filter(|call| is_end_session(call)) {
                return Some(field(call, ARGUMENTS).and_then(object).unwrap_or_default());
            }
        }
    }
    let is_bare = field(place, ESCALATED).is_some()
        || has_params(place)
        || field(place, &["params"]).is_some_and(has_params);
    if is_bare { object(place) } else { None }
}

fn is_end_session(call: &Value) -> bool {
    let names = NAME.iter().filter_map(|key| call.get(key)?.as_str());
    names.filter_map(|name| name.rsplit('/').next()).any(|name| name == TOOL)
}

fn has_params(value: &Value) -> bool {
    PARAMS.iter().any(|key| value.get(key).is_some())
}

/// The tool's `params`, also where their keys stand beside `reason`.
fn params(arguments: &Value) -> Value {
    let nested = field(arguments, &["params"]).and_then(object).unwrap_or_default();
    let mut params = Object::new();
    for (key, value) in [arguments, &nested].into_iter().filter_map(Value::as_object).flat_map(Object::iter) {
        if !matches!(&**key, "reason" | "params") && !ESCALATED.contains(&&**key) {
            params.insert(key.clone(), value.clone());
        }
    }
    params.into()
}

/// The arguments of the `end_session` call that hands the conversation over, or that ends it if it
/// ended without a handover; null where it did neither.
///
/// `reason` is the metadata's, if it has one. `LIVE_AGENT_HANDOFF.endSession` is always false: it
/// is this engine that goes on with the conversation.
pub(super) fn end_session(exported: &Exported) -> Value {
    let mut arguments = Object::new();
    if exported.conversation.handover.is_none() {
        let Some(reason) = exported.ended else { return Value::Null };
        arguments.insert("reason", reason);
        arguments.insert("session_escalated", false);
        return arguments.into();
    }
    let reason = field(exported.metadata, &["reason"]).and_then(text);
    arguments.insert("reason", reason.unwrap_or_else(|| "live agent handoff".into()));
    arguments.insert("session_escalated", true);
    let mut params = Object::new();
    if let Some(message) = exported.accepted_message.filter(|message| !message.trim().is_empty()) {
        params.insert("ESCALATION_MESSAGE", message);
    }
    let transfer = exported.items.iter().rev().find_map(|item| match &item.entry {
        Entry::Order(Order::Transfer { phone_gateway_transfer, sip }) => Some((phone_gateway_transfer, sip)),
        Entry::Order(_) | Entry::Input(_) => None,
    });
    let (phone, sip) = transfer.unwrap_or((&None, &None));
    if let Some(phone) = phone {
        params.insert("PHONE_GATEWAY_TRANSFER", phone_gateway_transfer(phone));
    }
    params.insert("LIVE_AGENT_HANDOFF", live_agent_handoff(exported.metadata, sip.as_ref()));
    arguments.insert("params", params);
    arguments.into()
}

fn phone_gateway_transfer(phone: &PhoneGatewayTransfer) -> Object {
    let mut transfer = Object::new();
    if let Some(number) = &phone.phone_number {
        transfer.insert("phoneNumber", number.clone());
    }
    if let Some(address) = &phone.sip_uri {
        transfer.insert("sipUri", address.clone());
    }
    transfer.insert("useOriginatingTrunk", phone.use_originating_trunk);
    transfer
}

fn live_agent_handoff(metadata: &Value, sip: Option<&SipTransfer>) -> Object {
    let mut handoff = Object::new();
    handoff.insert("endSession", false);
    if let Some(sip) = sip {
        handoff.insert("sipRefer", sip.sip_refer);
        handoff.insert("uuiHeaders", sip.uui_headers.iter().cloned().map(Value::from).collect::<Vec<_>>());
        handoff.insert("xHeaders", sip.x_headers.clone());
    }
    for (key, value) in metadata.as_object().into_iter().flat_map(Object::iter) {
        if handoff.get(key).is_none() {
            handoff.insert(key.clone(), value.clone());
        }
    }
    handoff
}
