//! Writes values into the context, which the conversation keeps.
//!
//! The assignments are made in order and each sees those before it. A value that is missing is
//! written as `null`.

use crate::contract::Level;
use crate::descriptor::{FieldType, Item, NodeDescriptor, NodeField};
use crate::node::{Data, NEXT, Next, Node, Run, named};
use crate::script::JsonTemplate;
use crate::value::{Str, Value};

pub static DESCRIPTOR: NodeDescriptor = NodeDescriptor {
    kind: "setContext",
    label: "Set Context",
    summary: "Writes values into the context, which the conversation keeps.",
    tags: &["data", "variable", "store", "remember"],
    layout: &[Item::Field(
        NodeField::new(
            FieldType::Json,
            "assignments",
            "Assignments",
            "A list of `{ path, value }`: a path such as `user.name`, and a text, any JSON or an expression as `$cs`.",
        )
        .columns(&["path", "value"]),
    )],
    tokens: &[],
    handles: Some(NEXT),
};

pub fn parse(data: &mut Data) -> Box<dyn Node> {
    let mut assignments = Vec::new();
    for (at, item) in data.items("assignments").iter().enumerate() {
        let field = ["assignments.", &at.to_string()].concat();
        let Some(assignment) = item.as_object() else {
            data.mistyped(&field, "an object of `path` and `value`", item);
            continue;
        };
        let path = assignment.get("path").unwrap_or(&Value::Null);
        let Some(path) = context_path(data, &[&field, ".path"].concat(), path) else { continue };
        let value = assignment.get("value").unwrap_or(&Value::Null);
        assignments.push((path, data.parse_json(&[&field, ".value"].concat(), value)));
    }
    Box::new(SetContext { assignments })
}

/// Reads the path of a value in the context; a leading `context.` or `cc.` is taken off.
pub fn context_path(data: &mut Data, field: &str, value: &Value) -> Option<Str> {
    let text = value.as_str().map(str::trim).unwrap_or_default();
    let path = text.strip_prefix("context.").or_else(|| text.strip_prefix("cc.")).unwrap_or(text);
    let refused = |part: &str| {
        let letter = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '-');
        !part.chars().all(letter) || matches!(part, "" | "__proto__" | "constructor" | "prototype")
    };
    if path.split('.').any(refused) {
        let message = ["`", &crate::node::bare(value), "` is not a path of the context"].concat();
        data.report(
            Level::Error,
            "invalid_path",
            field,
            message,
            "Write names with dots, such as `user.name`.",
        );
        return None;
    }
    Some(path.into())
}

struct SetContext {
    assignments: Vec<(Str, JsonTemplate)>,
}

impl Node for SetContext {
    fn handles(&self) -> Vec<Str> {
        named(NEXT)
    }

    fn run(&self, run: &mut dyn Run) -> Next {
        for (path, value) in &self.assignments {
            let value = match value.render(&run.scope()) {
                Value::Undefined => Value::Null,
                value => value,
            };
            run.set_context(path, value);
        }
        Next::Handle(0)
    }
}
