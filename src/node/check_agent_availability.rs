//! Asks a provider how many agents there are and keeps the number.
//!
//! When the provider gives no answer the number is `null`, and the run goes on or stops as set.

use crate::descriptor::{Choice, FieldType, Item, Literal, NodeDescriptor, NodeField, Token};
use crate::node::{AvailabilityQuestion, Data, NEXT, Next, Node, Run, named};
use crate::script::{Scope, Template};
use crate::value::{Str, Value};

pub static DESCRIPTOR: NodeDescriptor = NodeDescriptor {
    kind: "checkAgentAvailability",
    label: "Check Agent Availability",
    summary: "Asks the provider how many agents there are, before a handover is tried.",
    tags: &["handover", "agents", "online", "opening hours"],
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
            FieldType::TextArray,
            "skills",
            "Skills",
            "Counts only agents who know all of this.",
        )),
        Item::Field(NodeField::new(
            FieldType::TextArray,
            "languages",
            "Languages",
            "Counts only agents who speak all of this.",
        )),
        Item::Field(NodeField::new(
            FieldType::Template,
            "inbox",
            "Inbox",
            "Counts only agents of this inbox.",
        )),
        Item::Field(
            NodeField::new(
                FieldType::Select,
                "storeIn",
                "Store In",
                "Input lasts for this run, context for the conversation.",
            )
            .options(&[
                Choice { value: "input", label: "Input" },
                Choice { value: "context", label: "Context" },
            ]),
        ),
        Item::Field(
            NodeField::new(FieldType::Text, "key", "Key", "Under which name the number is kept.")
                .default(Literal::Text("availableAgents")),
        ),
        Item::Field(
            NodeField::new(
                FieldType::Select,
                "onError",
                "On Error",
                "What happens when the provider gives no answer.",
            )
            .options(&[
                Choice { value: "continue", label: "Continue" },
                Choice { value: "abort", label: "Abort the run" },
            ]),
        ),
    ],
    tokens: &[Token { label: "Available Agents", kind: "input", script: "input.availableAgents" }],
    handles: Some(NEXT),
};

pub fn parse(data: &mut Data) -> Box<dyn Node> {
    let in_context = data.option("storeIn") == "context";
    let key = data.text("key").unwrap_or_else(|| "availableAgents".into());
    let key = super::set_context::context_path(data, "key", &key.into()).unwrap_or_default();
    Box::new(CheckAgentAvailability {
        provider: data.provider("provider"),
        skills: data.templates("skills"),
        languages: data.templates("languages"),
        inbox: data.template("inbox"),
        in_context,
        key,
        abort: data.option("onError") == "abort",
    })
}

struct CheckAgentAvailability {
    provider: Template,
    skills: Vec<Template>,
    languages: Vec<Template>,
    inbox: Template,
    in_context: bool,
    key: Str,
    abort: bool,
}

impl CheckAgentAvailability {
    fn question(&self, scope: &Scope) -> AvailabilityQuestion {
        let inbox = self.inbox.render(scope);
        AvailabilityQuestion {
            provider: self.provider.render(scope).trim().into(),
            skills: list(&self.skills, scope),
            languages: list(&self.languages, scope),
            inbox: Some(inbox.trim()).filter(|inbox| !inbox.is_empty()).map(Str::from),
        }
    }
}

impl Node for CheckAgentAvailability {
    fn handles(&self) -> Vec<Str> {
        named(NEXT)
    }

    fn run(&self, run: &mut dyn Run) -> Next {
        if !run.resumed() {
            let question = self.question(&run.scope());
            return run.ask_availability(question);
        }
        let (agents, failure) = match run.availability() {
            Ok(agents) => (Value::from(agents), None),
            Err(message) => (Value::Null, Some(message)),
        };
        if self.in_context {
            run.set_context(&self.key, agents);
        } else {
            run.set_input(&self.key, agents);
        }
        let Some(message) = failure else { return Next::Handle(0) };
        run.fault("availability_failed", String::from(&*message));
        if self.abort { NOWHERE } else { Next::Handle(0) }
    }
}

/// Below a handle that the node does not have there is nothing, and the run is over.
const NOWHERE: Next = Next::Handle(usize::MAX);

/// Every item, and every part of an item that stands between commas.
fn list(templates: &[Template], scope: &Scope) -> Vec<Str> {
    let rendered: Vec<String> = templates.iter().map(|template| template.render(scope)).collect();
    let parts = rendered.iter().flat_map(|text| text.split(','));
    parts.map(str::trim).filter(|part| !part.is_empty()).map(Str::from).collect()
}
