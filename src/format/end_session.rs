//! The `params` of CX Agent Studio's `end_session` tool: what is said, where a call goes, and
//! whether the session ends.
//!
//! Refuses a phone number that is not E.164, an address that is not SIP, and every SIP or X- header
//! that could smuggle in another one; whatever is refused is left out and named in a sentence.
//! What the tool does not define stays with the handover as metadata.

use crate::contract::{PhoneGatewayTransfer, SipTransfer};
use crate::format::lenient::{breaks_lines, empty, field, list, object, text, truth};
use crate::value::{Object, Str, Value};

/// What the `params` of an `end_session` call ask for.
#[derive(Clone, Debug, PartialEq)]
pub struct EndSessionParams {
    /// What is said before the handover.
    pub escalation_message: Option<Str>,
    /// Where a call is transferred to; absent without a usable destination.
    pub phone_gateway_transfer: Option<PhoneGatewayTransfer>,
    /// How; absent without a SIP REFER and without headers.
    pub sip: Option<SipTransfer>,
    /// Whether the conversation ends, false if unsaid.
    pub end_session: bool,
    /// The other keys of `LIVE_AGENT_HANDOFF`, as an object.
    pub metadata: Value,
    /// One sentence for each part that was refused, the first 10.
    pub refused: Vec<String>,
}

/// A payload that is wrong throughout does not make a report as long as itself.
const SENTENCES: usize = 10;
const END_SESSION: &[&str] = &["endSession", "end_session"];
const SIP_REFER: &[&str] = &["sipRefer", "sip_refer"];
const UUI_HEADERS: &[&str] = &["uuiHeaders", "uui_headers"];
const X_HEADERS: &[&str] = &["xHeaders", "x_headers"];

/// Reads the `params` of an `end_session` call, given as an object or as its JSON text.
pub fn read_params(params: &Value) -> EndSessionParams {
    let mut refused = Vec::new();
    let params = whole("params", Some(params), &mut refused);
    let mut part = |name| whole(name, params.get(name), &mut refused);
    let (transfer, handoff) = (part("PHONE_GATEWAY_TRANSFER"), part("LIVE_AGENT_HANDOFF"));
    let phone_gateway_transfer = phone(&transfer, &mut refused);
    let end_session = field(&handoff, END_SESSION).is_some_and(truth);
    let sip = sip(&handoff, end_session, &mut refused);
    refused.truncate(SENTENCES);
    EndSessionParams {
        escalation_message: params.get("ESCALATION_MESSAGE").and_then(text),
        phone_gateway_transfer,
        sip,
        end_session,
        metadata: metadata(&handoff),
        refused,
    }
}

fn whole(name: &str, value: Option<&Value>, refused: &mut Vec<String>) -> Value {
    let Some(value) = value.filter(|value| !value.is_nullish()) else { return Value::Undefined };
    object(value).unwrap_or_else(|| {
        refused.push(["`", name, "` is not an object or nests too deep"].concat());
        Value::Undefined
    })
}

fn phone(transfer: &Value, refused: &mut Vec<String>) -> Option<PhoneGatewayTransfer> {
    let phone_number = accept(field(transfer, &["phoneNumber", "phone_number"]), is_e164, refused, |found| {
        ["the phone number `", found, "` is not E.164: a plus sign and up to 15 digits"].concat()
    });
    let sip_uri = accept(field(transfer, &["sipUri", "sip_uri"]), is_sip_uri, refused, |found| {
        ["`", found, "` is not a SIP address: it must begin with `sip:` or `sips:` and have no spaces"]
            .concat()
    });
    if phone_number.is_none() && sip_uri.is_none() {
        return None;
    }
    let trunk = field(transfer, &["useOriginatingTrunk", "use_originating_trunk"]);
    Some(PhoneGatewayTransfer { phone_number, sip_uri, use_originating_trunk: trunk.is_some_and(truth) })
}

fn accept(
    value: Option<&Value>,
    is_sound: fn(&str) -> bool,
    refused: &mut Vec<String>,
    sentence: impl Fn(&str) -> String,
) -> Option<Str> {
    let value = value?;
    let found = text(value);
    if let Some(found) = found.as_ref().filter(|found| is_sound(found)) {
        return Some(found.clone());
    }
    refused.push(sentence(&shown(found.as_deref().unwrap_or(value.kind()))));
    None
}

fn is_e164(number: &str) -> bool {
    number.strip_prefix('+').is_some_and(|digits| {
        (2..=15).contains(&digits.len())
            && !digits.starts_with('0')
            && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}

fn is_sip_uri(address: &str) -> bool {
    let rest = address
        .split_once(':')
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("sip") || scheme.eq_ignore_ascii_case("sips"));
    rest.is_some_and(|(_, rest)| !rest.is_empty())
        && !address.chars().any(|c| c.is_whitespace() || matches!(c, '<' | '>' | '"'))
        && !breaks_lines(address)
}

fn sip(handoff: &Value, end_session: bool, refused: &mut Vec<String>) -> Option<SipTransfer> {
    let sip_refer = field(handoff, SIP_REFER).is_some_and(truth);
    let uui_headers = uui_headers(handoff, refused);
    let x_headers = x_headers(handoff, refused);
    let asked = sip_refer || !uui_headers.is_empty() || !x_headers.is_empty();
    asked.then_some(SipTransfer { end_session, sip_refer, uui_headers, x_headers })
}

fn uui_headers(handoff: &Value, refused: &mut Vec<String>) -> Vec<Str> {
    let single = field(handoff, UUI_HEADERS).filter(|value| value.as_array().is_none());
    let mut headers = Vec::new();
    for value in single.into_iter().chain(list(handoff, UUI_HEADERS)) {
        match text(value) {
            Some(header) if !breaks_lines(&header) => headers.push(header),
            Some(header) => refused.push(line_break("a user-to-user header", &header)),
            None => refused.push(["a user-to-user header must be a text, not ", value.kind()].concat()),
        }
    }
    headers
}

fn x_headers(handoff: &Value, refused: &mut Vec<String>) -> Object {
    let mut headers = Object::new();
    let Some(given) = field(handoff, X_HEADERS) else { return headers };
    let Some(fields) = given.as_object() else {
        refused.push(["`xHeaders` must be an object, not ", given.kind()].concat());
        return headers;
    };
    for (name, value) in fields.iter() {
        let content = match value {
            Value::Bool(truth) => Some(if *truth { "true".into() } else { "false".into() }),
            other => text(other),
        };
        match content {
            _ if !is_x_header(name) => refused.push(
                ["`", &shown(name), "` is not an X- header: it must begin with `X-` and have no spaces"]
                    .concat(),
            ),
            Some(content) if !breaks_lines(&content) => headers.insert(name.clone(), content),
            Some(_) => refused.push(line_break("the header", name)),
            None => refused.push(["the header `", name, "` must be a text, not ", value.kind()].concat()),
        }
    }
    headers
}

fn is_x_header(name: &str) -> bool {
    let rest = name.strip_prefix("X-").or_else(|| name.strip_prefix("x-"));
    rest.is_some_and(|rest| {
        !rest.is_empty()
            && rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~!%*+`'".contains(&byte))
    })
}

fn metadata(handoff: &Value) -> Value {
    let Some(fields) = handoff.as_object() else { return empty() };
    let defined = [END_SESSION, SIP_REFER, UUI_HEADERS, X_HEADERS].concat();
    let rest = fields.iter().filter(|(key, _)| !defined.contains(&&***key));
    rest.map(|(key, value)| (key.clone(), value.clone())).collect::<Object>().into()
}

fn line_break(what: &str, header: &str) -> String {
    [what, " `", &shown(header), "` has a line break or another control character"].concat()
}

/// The beginning of a text on one line, for a sentence.
fn shown(text: &str) -> String {
    text.chars().take(60).map(|c| if c.is_control() { ' ' } else { c }).collect()
}
