//! Goes one way the first time in a conversation and another way ever after.

use crate::descriptor::NodeDescriptor;
use crate::node::{Data, Next, Node, Run, named};
use crate::value::Str;

const HANDLES: &[&str] = &["first", "afterwards"];

pub static DESCRIPTOR: NodeDescriptor = NodeDescriptor {
    kind: "once",
    label: "Once",
    summary: "Goes one way the first time in a conversation, and the other way ever after.",
    tags: &["logic", "first", "repeat"],
    layout: &[],
    tokens: &[],
    handles: Some(HANDLES),
};

pub fn parse(_: &mut Data) -> Box<dyn Node> {
    Box::new(Once)
}

struct Once;

impl Node for Once {
    fn handles(&self) -> Vec<Str> {
        named(HANDLES)
    }

    fn run(&self, run: &mut dyn Run) -> Next {
        let before = std::mem::replace(run.memory(), 1);
        Next::Handle(usize::from(before > 0))
    }
}
