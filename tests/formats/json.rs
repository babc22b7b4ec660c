//! Values as indented JSON, keys in their own order.

use handover::script::to_json;
use handover::value::Value;

/// The JSON text of a value, with a line break at the end.
pub fn pretty(value: &Value) -> String {
    let mut text = String::new();
    write(value, 0, &mut text);
    text.push('\n');
    text
}

fn write(value: &Value, depth: usize, text: &mut String) {
    match value {
        Value::Undefined | Value::Null => text.push_str("null"),
        Value::Bool(truth) => text.push_str(if *truth { "true" } else { "false" }),
        Value::Number(number) => text.push_str(&number.to_string()),
        Value::String(_) => text.push_str(&to_json(value, None).unwrap()),
        Value::Array(items) if items.is_empty() => text.push_str("[]"),
        Value::Object(object) if object.is_empty() => text.push_str("{}"),
        Value::Array(items) => {
            text.push('[');
            for (at, item) in items.iter().enumerate() {
                line(at, depth + 1, text);
                write(item, depth + 1, text);
            }
            line(0, depth, text);
            text.push(']');
        }
        Value::Object(object) => {
            text.push('{');
            for (at, (key, value)) in object.iter().enumerate() {
                line(at, depth + 1, text);
                text.push_str(&to_json(&(&**key).into(), None).unwrap());
                text.push_str(": ");
                write(value, depth + 1, text);
            }
            line(0, depth, text);
            text.push('}');
        }
    }
}

fn line(at: usize, depth: usize, text: &mut String) {
    text.push_str(if at == 0 { "\n" } else { ",\n" });
    text.push_str(&"  ".repeat(depth));
}
