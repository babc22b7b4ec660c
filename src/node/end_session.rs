//! The `end_session` tool of CX Agent Studio: says goodbye, transfers a call, ends the conversation.
//!
//! A signal of that platform is performed by the same function. A phone number that is not E.164 and
//! a SIP header with a line break are left out and become a fault.

use crate::contract::{PhoneGatewayTransfer, SipTransfer};
use crate::descriptor::{FieldType, Item, NodeDescriptor, NodeField};
use crate::node::{Data, NEXT, Next, Node, Role, Run, Utterance, named};
use crate::script::{JsonTemplate, Template, to_text};
use crate::value::{Object, Str, Value};

/// What an editor shows.
pub static DESCRIPTOR: NodeDescriptor = NodeDescriptor {
    kind: "endSession",
    label: "End Session",
    summary: "Ends the conversation or transfers its call, as the end_session tool of CX Agent Studio does.",
    tags: &["handover", "end", "transfer", "phone", "sip"],
    layout: &[
        Item::Field(NodeField::new(FieldType::Template, "reason", "Reason", "Why the session ends.")),
        Item::Field(NodeField::new(
            FieldType::Toggle,
            "sessionEscalated",
            "Session Escalated",
            "Whether a human goes on with it. An escalated session ends only where LIVE_AGENT_HANDOFF has endSession.",
        )),
        Item::Field(NodeField::new(
            FieldType::Json,
            "params",
            "Parameters",
            "ESCALATION_MESSAGE: a text for the visitor. PHONE_GATEWAY_TRANSFER: phoneNumber or sipUri, \
             useOriginatingTrunk. LIVE_AGENT_HANDOFF: endSession, sipRefer, uuiHeaders, xHeaders.",
        )),
    ],
    tokens: &[],
    handles: Some(NEXT),
};

/// Reads the data of a node.
pub fn parse(data: &mut Data) -> Box<dyn Node> {
    data.outline.role = Role::End;
    Box::new(EndSession {
        reason: data.template("reason"),
        escalated: data.toggle("sessionEscalated"),
        params: data.object("params"),
    })
}

struct EndSession {
    reason: Template,
    escalated: bool,
    params: JsonTemplate,
}

impl Node for EndSession {
    fn handles(&self) -> Vec<Str> {
        named(NEXT)
    }

    fn run(&self, run: &mut dyn Run) -> Next {
        let scope = run.scope();
        let reason = self.reason.render(&scope);
        let orders = Orders::read(&self.params.render(&scope));
        orders.perform(reason.trim(), self.escalated, run)
    }
}

/// What the parameters of an `end_session` call ask for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Orders {
    /// Said to the visitor.
    pub escalation_message: Option<Str>,
    /// Where the call goes.
    pub phone_gateway_transfer: Option<PhoneGatewayTransfer>,
    /// How it goes there.
    pub sip: Option<SipTransfer>,
    /// Whether a human goes on with the session.
    pub hands_off: bool,
    /// Whether the session ends all the same.
    pub end_session: bool,
    /// What was refused: a code and a sentence each.
    pub faults: Vec<(&'static str, String)>,
}

impl Orders {
    /// Reads the `params` of a call.
    pub fn read(params: &Value) -> Self {
        let mut orders =
            Orders { escalation_message: text(params, "ESCALATION_MESSAGE"), ..Orders::default() };
        if let Some(transfer) = params.get("PHONE_GATEWAY_TRANSFER").filter(|transfer| !transfer.is_nullish())
        {
            orders.hands_off = true;
            orders.read_phone(transfer);
        }
        if let Some(handoff) = params.get("LIVE_AGENT_HANDOFF").filter(|handoff| !handoff.is_nullish()) {
            orders.hands_off = true;
            orders.end_session = toggle(handoff, "endSession");
            orders.read_sip(handoff);
        }
        orders
    }

    /// Says, transfers and ends; `escalated` as in the call.
    pub fn perform(self, reason: &str, escalated: bool, run: &mut dyn Run) -> Next {
        for (code, message) in self.faults {
            run.fault(code, message);
        }
        if self.escalation_message.is_some() {
            run.say(Utterance { text: self.escalation_message, ..Utterance::default() });
        }
        if self.phone_gateway_transfer.is_some() || self.sip.is_some() {
            run.transfer(self.phone_gateway_transfer, self.sip);
        }
        if self.end_session || !(escalated || self.hands_off) {
            run.end_session(reason);
            return Next::End;
        }
        Next::Handle(0)
    }

    fn read_phone(&mut self, transfer: &Value) {
        let phone_number = text(transfer, "phoneNumber").filter(|number| {
            self.accept(
                is_e164(number),
                "invalid_phone_number",
                number,
                "is not an E.164 phone number such as `+4930123456`",
            )
        });
        let sip_uri = text(transfer, "sipUri").filter(|uri| {
            self.accept(
                is_sip_uri(uri),
                "invalid_sip_uri",
                uri,
                "is not a SIP address such as `sip:desk@example.com`",
            )
        });
        if phone_number.is_some() || sip_uri.is_some() {
            let use_originating_trunk = toggle(transfer, "useOriginatingTrunk");
            self.phone_gateway_transfer =
                Some(PhoneGatewayTransfer { phone_number, sip_uri, use_originating_trunk });
        }
    }

    fn read_sip(&mut self, handoff: &Value) {
        let named = |key| handoff.get(key).is_some_and(|value| !value.is_nullish());
        if !["sipRefer", "uuiHeaders", "xHeaders"].into_iter().any(named) {
            return;
        }
        let mut uui_headers = Vec::new();
        for header in handoff.get("uuiHeaders").and_then(Value::as_array).unwrap_or_default() {
            let header = to_text(header);
            if self.accept_header(&header) {
                uui_headers.push(header.into());
            }
        }
        let mut x_headers = Object::new();
        for (name, value) in
            handoff.get("xHeaders").and_then(Value::as_object).into_iter().flat_map(Object::iter)
        {
            let value = to_text(value);
            let token = name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
            let named_x = token && name.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("x-"));
            if self.accept(named_x, "invalid_sip_header", name, "is not the name of an X- header")
                && self.accept_header(&value)
            {
                x_headers.insert(name.clone(), value);
            }
        }
        let (end_session, sip_refer) = (self.end_session, toggle(handoff, "sipRefer"));
        self.sip = Some(SipTransfer { end_session, sip_refer, uui_headers, x_headers });
    }

    fn accept_header(&mut self, value: &str) -> bool {
        let clean = !value.chars().any(char::is_control);
        self.accept(clean, "invalid_sip_header", value, "has a line break or another control character")
    }

    fn accept(&mut self, fits: bool, code: &'static str, value: &str, why: &str) -> bool {
        if !fits {
            let shown: String =
                crate::node::cut(value).chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            self.faults.push((code, ["`", &shown, "` ", why].concat()));
        }
        fits
    }
}

fn text(value: &Value, key: &str) -> Option<Str> {
    let text = to_text(value.get(key)?);
    let text = text.trim();
    (!text.is_empty()).then(|| text.into())
}

fn toggle(value: &Value, key: &str) -> bool {
    match value.get(key) {
        Some(Value::Bool(truth)) => *truth,
        Some(Value::String(text)) => text.eq_ignore_ascii_case("true"),
        _ => false,
    }
}

/// A plus, a country code and at most 15 digits.
fn is_e164(text: &str) -> bool {
    let digits = text.strip_prefix('+').unwrap_or_default();
    (2..=15).contains(&digits.len()) && !digits.starts_with('0') && digits.bytes().all(|b| b.is_ascii_digit())
}

fn is_sip_uri(text: &str) -> bool {
    let address = text.strip_prefix("sip:").or_else(|| text.strip_prefix("sips:")).unwrap_or_default();
    !address.is_empty() && !address.chars().any(|c| c.is_control() || c.is_whitespace())
}
