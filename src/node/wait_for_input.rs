//! Stops until the visitor writes again.

use crate::descriptor::NodeDescriptor;
use crate::node::{Data, NEXT, Next, Node, Run, named};
use crate::value::Str;

pub static DESCRIPTOR: NodeDescriptor = NodeDescriptor {
    kind: "waitForInput",
    label: "Wait for Input",
    summary: "Stops until the visitor writes again.",
    tags: &["basic", "pause", "stop"],
    layout: &[],
    tokens: &[],
    handles: Some(NEXT),
};

pub fn parse(data: &mut Data) -> Box<dyn Node> {
    data.outline.waits = true;
    Box::new(WaitForInput)
}

struct WaitForInput;

impl Node for WaitForInput {
    fn handles(&self) -> Vec<Str> {
        named(NEXT)
    }

    fn run(&self, _: &mut dyn Run) -> Next {
        Next::WaitBelow(0)
    }
}
