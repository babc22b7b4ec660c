//! Where a conversation begins.
//!
//! Every flow has exactly one.

use crate::descriptor::{FieldType, Item, NodeDescriptor, NodeField};
use crate::node::{Data, NEXT, Next, Node, Run, named};
use crate::value::Str;

pub static DESCRIPTOR: NodeDescriptor = NodeDescriptor {
    kind: "start",
    label: "Start",
    summary: "Where a conversation begins, and begins again after its end.",
    tags: &["basic", "entry", "begin"],
    layout: &[Item::Field(NodeField::new(
        FieldType::Toggle,
        "greet",
        "Greet",
        "Runs the flow as soon as the visitor opens the chat, before they write.",
    ))],
    tokens: &[],
    handles: Some(NEXT),
};

pub fn parse(data: &mut Data) -> Box<dyn Node> {
    Box::new(Start { greet: data.toggle("greet") })
}

struct Start {
    greet: bool,
}

impl Node for Start {
    fn handles(&self) -> Vec<Str> {
        named(NEXT)
    }

    fn run(&self, _: &mut dyn Run) -> Next {
        Next::Handle(0)
    }

    fn greets(&self) -> bool {
        self.greet
    }
}
