//! Goes one way if a condition holds and another way if not.
//!
//! A condition that fails, such as a member of something that is not there, does not hold.

use crate::contract::Level;
use crate::descriptor::{FieldType, Item, NodeDescriptor, NodeField};
use crate::node::{Data, Next, Node, Role, Run, Statuses, named};
use crate::script::{Expression, truthy};
use crate::value::Str;

const HANDLES: &[&str] = &["then", "else"];

pub static DESCRIPTOR: NodeDescriptor = NodeDescriptor {
    kind: "if",
    label: "If",
    summary: "Goes one way if a condition holds, and the other way if not.",
    tags: &["logic", "condition", "branch"],
    layout: &[Item::Field(NodeField::new(
        FieldType::Expression,
        "condition",
        "Condition",
        "An expression such as `input.availableAgents > 0`. One that fails does not hold.",
    ))],
    tokens: &[],
    handles: Some(HANDLES),
};

pub fn parse(data: &mut Data) -> Box<dyn Node> {
    let source = data.text("condition");
    match source {
        None => data.report(
            Level::Warning,
            "empty_condition",
            "condition",
            "without a `condition` the run always goes to `else`".into(),
            "Write an expression, such as `input.availableAgents > 0`.",
        ),
        Some(source) if source.contains("handover.status") => {
            data.outline.role = Role::Statuses(vec![Statuses::MAX, Statuses::MAX]);
        }
        Some(_) => {}
    }
    Box::new(If { condition: data.expression("condition") })
}

struct If {
    condition: Option<Expression>,
}

impl Node for If {
    fn handles(&self) -> Vec<Str> {
        named(HANDLES)
    }

    fn run(&self, run: &mut dyn Run) -> Next {
        let value = self.condition.as_ref().and_then(|condition| condition.evaluate(&run.scope()).ok());
        Next::Handle(usize::from(!value.is_some_and(|value| truthy(&value))))
    }
}
