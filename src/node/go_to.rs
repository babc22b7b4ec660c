//! Goes on at another node, at once or when the visitor writes again.

use crate::contract::Level;
use crate::descriptor::{Choice, FieldType, Item, NodeDescriptor, NodeField};
use crate::node::{Data, Next, Node, NodeIndex, Run};
use crate::value::Str;

pub static DESCRIPTOR: NodeDescriptor = NodeDescriptor {
    kind: "goTo",
    label: "Go To",
    summary: "Goes on at another node, at once or with the next input.",
    tags: &["logic", "jump", "loop"],
    layout: &[
        Item::Field(NodeField::new(
            FieldType::Node,
            "target",
            "Target",
            "The node at which the flow goes on.",
        )),
        Item::Field(
            NodeField::new(
                FieldType::Select,
                "mode",
                "Mode",
                "Continue goes there at once. Wait stops, and the next input or event starts there.",
            )
            .options(&[
                Choice { value: "continue", label: "Go to Node and continue" },
                Choice { value: "wait", label: "Go to Node and wait for input" },
            ]),
        ),
    ],
    tokens: &[],
    handles: Some(&[]),
};

pub fn parse(data: &mut Data) -> Box<dyn Node> {
    let wait = data.option("mode") == "wait";
    if data.text("target").is_none() {
        let message = "a Go To needs a `target`".into();
        data.report(
            Level::Error,
            "no_target",
            "target",
            message,
            "Choose the node at which the flow goes on.",
        );
    }
    let target = data.node("target");
    data.outline.waits = wait;
    data.outline.jump = target;
    Box::new(GoTo { target: target.unwrap_or_default(), wait })
}

struct GoTo {
    target: NodeIndex,
    wait: bool,
}

impl Node for GoTo {
    fn handles(&self) -> Vec<Str> {
        Vec::new()
    }

    fn run(&self, _: &mut dyn Run) -> Next {
        if self.wait { Next::WaitAt(self.target) } else { Next::Jump(self.target) }
    }
}
