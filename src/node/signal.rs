//! Where a run begins when another bot platform asks for a human.

use crate::descriptor::{Choice, FieldType, Item, NodeDescriptor, NodeField, Token};
use crate::node::{Data, NEXT, Next, Node, Run, named};
use crate::value::Str;

pub static DESCRIPTOR: NodeDescriptor = NodeDescriptor {
    kind: "signal",
    label: "Signal",
    summary: "Starts a run when another bot platform asks for a human.",
    tags: &["handover", "entry", "dialogflow", "bot framework", "escalate"],
    layout: &[Item::Field(
        NodeField::new(
            FieldType::Select,
            "source",
            "Source",
            "The platform whose signals start here. A node for one platform comes before a node for any.",
        )
        .options(&[
            Choice { value: "any", label: "Any" },
            Choice { value: "dialogflowCx", label: "Dialogflow CX" },
            Choice { value: "dialogflowEs", label: "Dialogflow ES" },
            Choice { value: "agentStudio", label: "CX Agent Studio" },
            Choice { value: "botFramework", label: "Bot Framework" },
        ]),
    )],
    tokens: &[
        Token { label: "Signal Source", kind: "input", script: "input.signal.source" },
        Token { label: "Signal Reason", kind: "input", script: "input.signal.reason" },
    ],
    handles: Some(NEXT),
};

pub fn parse(data: &mut Data) -> Box<dyn Node> {
    Box::new(Signal { source: data.option("source") })
}

struct Signal {
    source: &'static str,
}

impl Node for Signal {
    fn handles(&self) -> Vec<Str> {
        named(NEXT)
    }

    fn run(&self, _: &mut dyn Run) -> Next {
        Next::Handle(0)
    }

    fn signal_source(&self) -> Option<&'static str> {
        Some(self.source)
    }
}
