//! Hands the conversation to a human.
//!
//! The node only holds its settings: what happens from the request to the end is the engine's. A
//! blank field never blocks a handover, and of the providers' sections only the chosen one counts.

use std::borrow::Cow;

use crate::contract::{Level, Millis};
use crate::descriptor::{Choice, FieldType, Item, Literal, NodeDescriptor, NodeField, Section, Token};
use crate::node::{Data, NEXT, Next, Node, Role, Run, named};
use crate::provider::{SECTIONS, SectionSettings, provider};
use crate::script::{JsonTemplate, Scope, Template};
use crate::value::{Object, Str, Value};

pub static DESCRIPTOR: NodeDescriptor = NodeDescriptor {
    kind: "handoverToAgent",
    label: "Handover to Agent",
    summary: "Hands the conversation to a human and goes on below when it is over.",
    tags: &["handover", "agent", "human", "escalate", "contact center"],
    layout: &[
        Item::Field(
            NodeField::new(
                FieldType::Select,
                "provider",
                "Handover Provider",
                "The name of one of the engine's providers; blank for the first one.",
            )
            .default(Literal::Text("")),
        ),
        Item::Field(NodeField::new(
            FieldType::Template,
            "acceptedMessage",
            "Handover Accepted Message",
            "What the visitor is told when the handover is requested; blank says nothing.",
        )),
        Item::Field(NodeField::new(
            FieldType::Toggle,
            "repeatAcceptedMessage",
            "Repeat Handover Accepted Message",
            "Says it again for every message that the visitor writes in the queue.",
        )),
        Item::Section(&Section {
            key: "cancelOptions",
            label: "Cancel Handover Options",
            nested: false,
            runs: None,
            condition: None,
            fields: &[
                NodeField::new(
                    FieldType::Template,
                    "cancelIntent",
                    "Cancel Intent",
                    "The intent with which the visitor calls the handover off while they wait.",
                ),
                NodeField::new(
                    FieldType::Template,
                    "cancelButtonText",
                    "Cancel Button Text",
                    "What the button says that calls the handover off; blank shows no button.",
                ),
            ],
        }),
        Item::Section(&Section {
            key: "resolveOptions",
            label: "On Resolve Options",
            nested: false,
            runs: None,
            condition: None,
            fields: &[
                NodeField::new(
                    FieldType::Select,
                    "flowContinuation",
                    "Flow Continuation",
                    "Where the visitor goes on after the handover.",
                )
                .options(&[
                    Choice { value: "belowThisNode", label: "Below this Node" },
                    Choice { value: "agentInjectEntrypoint", label: "At current AgentInject Entrypoint" },
                ]),
                NodeField::new(
                    FieldType::Toggle,
                    "sendResolveEvent",
                    "Send resolve event to Virtual Agent",
                    "Runs the flow at the end of the handover; otherwise the visitor's next message does.",
                )
                .default(Literal::Bool(true)),
            ],
        }),
        Item::Sections(SECTIONS),
        Item::Section(&Section {
            key: "eventSettings",
            label: "Event Settings",
            nested: false,
            runs: None,
            condition: None,
            fields: &[
                NodeField::new(
                    FieldType::Toggle,
                    "sendQueueEvent",
                    "Send Queue Event",
                    "Runs the flow with the status `queue` when the handover is queued.",
                ),
                NodeField::new(
                    FieldType::Toggle,
                    "sendActiveEvent",
                    "Send Active Event",
                    "Runs the flow with the status `active` at the agent's first message.",
                ),
            ],
        }),
        Item::Section(&Section {
            key: "timeLimits",
            label: "Time Limits",
            nested: false,
            runs: None,
            condition: None,
            fields: &[
                NodeField::new(
                    FieldType::Number,
                    "queueTimeout",
                    "Queue Timeout",
                    "After so long without an agent the flow goes on with the status `timedOut`; blank waits for ever.",
                )
                .unit("min"),
                NodeField::new(
                    FieldType::Number,
                    "agentTimeout",
                    "Agent Timeout",
                    "An agent who has accepted and is silent for so long loses the conversation to the queue.",
                )
                .unit("min"),
            ],
        }),
        Item::Section(&Section {
            key: "agentView",
            label: "Transcript and Metadata",
            nested: false,
            runs: None,
            condition: None,
            fields: &[
                NodeField::new(FieldType::Select, "transcript", "Transcript", "What the agent sees of what was said before.")
                    .options(&[
                        Choice { value: "full", label: "Full, in a second handover what is new" },
                        Choice { value: "sinceLastHandover", label: "Since the last handover" },
                        Choice { value: "none", label: "None" },
                    ]),
                NodeField::new(
                    FieldType::Json,
                    "metadata",
                    "Metadata",
                    "Further values by name, for the agent and for platforms that are told of the handover.",
                ),
            ],
        }),
    ],
    tokens: &[
        Token { label: "Handover Status", kind: "input", script: "input.handover.status" },
        Token { label: "Queue Position", kind: "input", script: "input.handover.data.position" },
        Token { label: "Estimated Wait Time", kind: "input", script: "input.handover.data.estimatedWaitTime" },
        Token { label: "Agent Name", kind: "input", script: "input.handover.agent.displayName" },
        Token { label: "Handover Summary", kind: "input", script: "input.handover.summary" },
    ],
    handles: Some(NEXT),
};

/// Where a flow goes on after a handover.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlowContinuation {
    /// Below the handover node.
    BelowThisNode,
    /// Where the agent's injected texts have led.
    AgentInjectEntrypoint,
}

/// What the agent sees of what was said before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TranscriptScope {
    /// Everything; in a second handover what no agent has seen.
    Full,
    /// What was said since the last handover.
    SinceLastHandover,
    /// Nothing.
    None,
}

/// The settings of one Handover to Agent node.
#[derive(Debug)]
pub struct HandoverToAgent {
    /// The provider's name; blank for the first one.
    pub provider: Template,
    /// Said once when the handover is requested.
    pub accepted_message: Template,
    /// Said again for every message in the queue.
    pub repeat_accepted_message: bool,
    /// Calls the handover off while the visitor waits.
    pub cancel_intent: Template,
    /// The button that does the same.
    pub cancel_button_text: Template,
    /// Where the flow goes on.
    pub flow_continuation: FlowContinuation,
    /// Whether the end runs the flow.
    pub send_resolve_event: bool,
    /// Whether being queued runs the flow.
    pub send_queue_event: bool,
    /// Whether the agent's first message runs the flow.
    pub send_active_event: bool,
    /// How long the visitor waits at most.
    pub queue_timeout: Option<Millis>,
    /// How long an agent may be silent at first.
    pub agent_timeout: Option<Millis>,
    /// What the agent sees of what was said before.
    pub transcript: TranscriptScope,
    /// Further values for the agent.
    pub metadata: JsonTemplate,
    /// The providers' sections.
    pub sections: Vec<ProviderSection>,
}

impl HandoverToAgent {
    /// What the handover asks of a provider of this kind, with the present values of its scripts.
    pub fn section<'s>(&self, kind: &str, scope: impl FnOnce() -> Scope<'s>) -> Cow<'_, SectionSettings> {
        let section = provider(kind).and_then(|provider| {
            self.sections.iter().find(|section| section.layout.key == provider.section.key)
        });
        match section {
            None => Cow::Owned(SectionSettings::default()),
            Some(ProviderSection { settled: Some(settings), .. }) => Cow::Borrowed(settings),
            Some(section) => Cow::Owned(section.read(section.template.render(&scope()))),
        }
    }
}

/// What the node says to one provider.
#[derive(Debug)]
pub struct ProviderSection {
    layout: &'static Section,
    template: JsonTemplate,
    /// What it comes to, where it holds no scripts.
    settled: Option<SectionSettings>,
}

impl ProviderSection {
    fn new(layout: &'static Section, template: Option<JsonTemplate>) -> Self {
        let template = template.unwrap_or_else(|| JsonTemplate::parse(&Object::new().into()));
        let literal = template.literal().cloned();
        let mut section = ProviderSection { layout, template, settled: None };
        section.settled = literal.map(|literal| section.read(literal));
        section
    }

    fn read(&self, rendered: Value) -> SectionSettings {
        SectionSettings::read(self.layout, rendered)
    }
}

pub fn parse(data: &mut Data) -> Box<dyn Node> {
    data.outline.waits = true;
    data.outline.role = Role::Handover;
    let mut minutes = |key| {
        let minutes = data.number(key).filter(|minutes| *minutes > 0.0);
        minutes.map(|minutes| (minutes * 60_000.0) as Millis)
    };
    let (queue_timeout, agent_timeout) = (minutes("queueTimeout"), minutes("agentTimeout"));
    if queue_timeout.is_none() {
        let message = "without a `queueTimeout` a visitor may wait for ever".into();
        let help = "Set it to some minutes, and give the status `timedOut` a branch below.";
        data.report(Level::Warning, "no_queue_timeout", "queueTimeout", message, help);
    }
    let cancel_intent = data.template("cancelIntent");
    if let Some(name) = cancel_intent.literal() {
        data.check_intent("cancelIntent", name);
    }
    Box::new(HandoverToAgent {
        provider: data.provider("provider"),
        accepted_message: data.template("acceptedMessage"),
        repeat_accepted_message: data.toggle("repeatAcceptedMessage"),
        cancel_intent,
        cancel_button_text: data.template("cancelButtonText"),
        flow_continuation: match data.option("flowContinuation") {
            "agentInjectEntrypoint" => FlowContinuation::AgentInjectEntrypoint,
            _ => FlowContinuation::BelowThisNode,
        },
        send_resolve_event: data.toggle("sendResolveEvent"),
        send_queue_event: data.toggle("sendQueueEvent"),
        send_active_event: data.toggle("sendActiveEvent"),
        queue_timeout,
        agent_timeout,
        transcript: match data.option("transcript") {
            "sinceLastHandover" => TranscriptScope::SinceLastHandover,
            "none" => TranscriptScope::None,
            _ => TranscriptScope::Full,
        },
        metadata: data.object("metadata"),
        sections: SECTIONS.iter().map(|layout| ProviderSection::new(layout, data.section(layout))).collect(),
    })
}

impl Node for HandoverToAgent {
    fn handles(&self) -> Vec<Str> {
        named(NEXT)
    }

    fn run(&self, run: &mut dyn Run) -> Next {
        run.request_handover()
    }

    fn handover(&self) -> Option<&HandoverToAgent> {
        Some(self)
    }
}
