//! Reading what platforms send: either spelling of a key, ids as texts or numbers, JSON in texts.
//!
//! Each reader answers with nothing where the value is of another kind; none of them fails.

use crate::script::from_json;
use crate::value::{Object, Str, Value};

/// Values from outside that nest deeper are left out: they would make a conversation unreadable.
const DEPTH: u8 = 48;

/// The largest double below which every whole number has a double of its own.
const SAFE_INTEGER: f64 = 9_007_199_254_740_991.0;

/// The first of `keys` that is there and not null.
pub fn field<'a>(value: &'a Value, keys: &[&str]) -> Option<&'a Value> {
    keys.iter().find_map(|key| value.get(key).filter(|found| !found.is_nullish()))
}

/// The items of the list at one of `keys`.
pub fn list<'a>(value: &'a Value, keys: &[&str]) -> &'a [Value] {
    field(value, keys).and_then(Value::as_array).unwrap_or_default()
}

/// A text, or a whole number as its digits; blank counts as nothing.
pub fn text(value: &Value) -> Option<Str> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
        Value::Number(number) if number.trunc() == *number && number.abs() <= SAFE_INTEGER => {
            Some((*number as i64).to_string().into())
        }
        _ => None,
    }
}

/// A word of one of Google's enumerations, which their libraries may write as its place there.
pub fn word<'a>(value: &'a Value, words: &[&'a str]) -> Option<&'a str> {
    match value {
        Value::Number(number) if *number >= 0.0 => words.get(*number as usize).copied(),
        other => other.as_str(),
    }
}

/// True for `true` and for the text "true" in any case; language models write both.
pub fn truth(value: &Value) -> bool {
    match value {
        Value::Bool(truth) => *truth,
        Value::String(text) => text.trim().eq_ignore_ascii_case("true"),
        _ => false,
    }
}

/// An object, also one that came as a JSON text; nothing if it nests too deep.
pub fn object(value: &Value) -> Option<Value> {
    let value = match value {
        Value::String(text) => from_json(text).ok()?,
        other => other.clone(),
    };
    (value.as_object().is_some() && within(&value, DEPTH)).then_some(value)
}

/// An object without keys.
pub fn empty() -> Value {
    Object::new().into()
}

/// Whether nothing in `value` nests deeper than `depth`.
pub fn within(value: &Value, depth: u8) -> bool {
    let below = |child: &Value| depth.checked_sub(1).is_some_and(|depth| within(child, depth));
    match value {
        Value::Array(items) => items.iter().all(below),
        Value::Object(object) => object.iter().all(|(_, child)| below(child)),
        _ => true,
    }
}

/// Whether a text has a character that ends a line or is otherwise not printed.
pub fn breaks_lines(text: &str) -> bool {
    text.chars().any(|c| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'))
}
