//! The `end_session` tool of CX Agent Studio: says goodbye, transfers a call, ends the conversation.
//!
//! The parameters are read as those of the platform's own signals are: what is refused in them is
//! left out and becomes a fault. A session that a human goes on with ends only where it says so.

use crate::contract::Level;
use crate::descriptor::{FieldType, Item, NodeDescriptor, NodeField};
use crate::format::read_params;
use crate::node::{Data, NEXT, Next, Node, Role, Run, Utterance, named};
use crate::script::{JsonTemplate, Template};
use crate::value::Str;

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

pub fn parse(data: &mut Data) -> Box<dyn Node> {
    data.outline.role = Role::End;
    for refused in data.literal("params").map(|params| read_params(params).refused).unwrap_or_default() {
        let help = "Mend it; until then it is left out.";
        data.report(Level::Warning, "end_session_refused", "params", refused, help);
    }
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
        let rendered = self.params.render(&scope);
        let params = read_params(&rendered);
        for refused in params.refused {
            run.fault("end_session_refused", refused);
        }
        if params.escalation_message.is_some() {
            run.say(Utterance { text: params.escalation_message, ..Utterance::default() });
        }
        if params.phone_gateway_transfer.is_some() || params.sip.is_some() {
            run.transfer(params.phone_gateway_transfer, params.sip);
        }
        let named = |key| rendered.get(key).is_some_and(|part| !part.is_nullish());
        let handed_on = self.escalated || named("PHONE_GATEWAY_TRANSFER") || named("LIVE_AGENT_HANDOFF");
        if params.end_session || !handed_on {
            let reason = reason.trim();
            run.end_session(if reason.is_empty() { "endSession" } else { reason });
            return Next::End;
        }
        Next::Handle(0)
    }
}
