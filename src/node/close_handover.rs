//! Ends the handover that is under way; the run goes on.

use crate::descriptor::{FieldType, Item, Literal, NodeDescriptor, NodeField};
use crate::node::{Data, NEXT, Next, Node, Role, Run, named};
use crate::value::Str;

pub static DESCRIPTOR: NodeDescriptor = NodeDescriptor {
    kind: "closeHandover",
    label: "Close Handover",
    summary: "Ends the handover that is under way, as completed; the flow goes on.",
    tags: &["handover", "end", "inactivity"],
    layout: &[Item::Field(
        NodeField::new(
            FieldType::Toggle,
            "closeAtProvider",
            "Close at Provider",
            "Ends it on the agent's side as well; otherwise what the agent still does there is ignored.",
        )
        .default(Literal::Bool(true)),
    )],
    tokens: &[],
    handles: Some(NEXT),
};

pub fn parse(data: &mut Data) -> Box<dyn Node> {
    data.outline.role = Role::Close;
    Box::new(CloseHandover { at_provider: data.toggle("closeAtProvider") })
}

struct CloseHandover {
    at_provider: bool,
}

impl Node for CloseHandover {
    fn handles(&self) -> Vec<Str> {
        named(NEXT)
    }

    fn run(&self, run: &mut dyn Run) -> Next {
        run.close_handover(self.at_provider);
        Next::Handle(0)
    }
}
