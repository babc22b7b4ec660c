//! Conversions and comparisons as JavaScript defines them.
//!
//! Nothing here has fuel: the evaluator charges for the length of what it converts. Arrays that are joined are
//! bounded by the length of the text.

use std::cmp::Ordering;
use std::sync::Arc;

use super::{MAX_TEXT, Outcome, fail, json};
use crate::javascript::{number_to_text, text_to_number};
use crate::value::{Object, Str, Value};

/// JavaScript's `Boolean(value)`.
pub fn truthy(value: &Value) -> bool {
    match value {
        Value::Undefined | Value::Null => false,
        Value::Bool(truth) => *truth,
        Value::Number(number) => !number.is_nan() && *number != 0.0,
        Value::String(text) => !text.is_empty(),
        Value::Array(_) | Value::Object(_) => true,
    }
}

/// How a value stands in a text: nothing for `undefined` and `null`, arrays and objects as JSON.
pub fn to_text(value: &Value) -> String {
    match value {
        Value::Undefined | Value::Null => String::new(),
        Value::Bool(truth) => if *truth { "true" } else { "false" }.into(),
        Value::Number(number) => number_to_text(*number),
        Value::String(text) => String::from(&**text),
        Value::Array(_) | Value::Object(_) => json::to_json(value, None).unwrap_or_default(),
    }
}

pub fn is_container(value: &Value) -> bool {
    matches!(value, Value::Array(_) | Value::Object(_))
}

/// JavaScript's `String(value)`.
pub fn to_string(value: &Value) -> Outcome<Str> {
    Ok(match value {
        Value::Undefined => "undefined".into(),
        Value::Null => "null".into(),
        Value::Bool(true) => "true".into(),
        Value::Bool(false) => "false".into(),
        Value::Number(number) => number_to_text(*number).into(),
        Value::String(text) => text.clone(),
        Value::Array(items) => {
            let mut text = String::new();
            join(items, ",", &mut text)?;
            text.into()
        }
        Value::Object(object) if object.get("toString").is_some() => {
            return fail("an object whose `toString` is not a method has no text");
        }
        Value::Object(_) => "[object Object]".into(),
    })
}

/// Writes the items, nothing for `undefined` and `null`, with a separator between them.
pub fn join(items: &[Value], separator: &str, text: &mut String) -> Outcome<()> {
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            text.push_str(separator);
        }
        match item {
            Value::Undefined | Value::Null => {}
            Value::Array(inner) => join(inner, ",", text)?,
            Value::String(piece) => text.push_str(piece),
            Value::Bool(_) | Value::Number(_) | Value::Object(_) => text.push_str(&to_string(item)?),
        }
        if text.len() > MAX_TEXT {
            return fail("the text is too long");
        }
    }
    Ok(())
}

/// Arrays and objects as texts, everything else as it is.
pub fn to_primitive(value: &Value) -> Outcome {
    if is_container(value) { Ok(Value::String(to_string(value)?)) } else { Ok(value.clone()) }
}

/// JavaScript's `Number(value)`.
pub fn to_number(value: &Value) -> Outcome<f64> {
    Ok(match value {
        Value::Undefined => f64::NAN,
        Value::Null => 0.0,
        Value::Bool(truth) => f64::from(u8::from(*truth)),
        Value::Number(number) => *number,
        Value::String(text) => text_to_number(text),
        Value::Array(_) | Value::Object(_) => text_to_number(&to_string(value)?),
    })
}

/// JavaScript's `===`: arrays and objects are equal to themselves only.
pub fn strictly_equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Array(left), Value::Array(right)) => Arc::ptr_eq(left, right),
        (Value::Object(left), Value::Object(right)) => Arc::ptr_eq(left, right),
        (Value::Array(_) | Value::Object(_), _) | (_, Value::Array(_) | Value::Object(_)) => false,
        _ => left == right,
    }
}

/// As `===`, but `NaN` equals itself: what `includes` goes by.
pub fn same_value_zero(left: &Value, right: &Value) -> bool {
    matches!((left, right), (Value::Number(a), Value::Number(b)) if a.is_nan() && b.is_nan())
        || strictly_equal(left, right)
}

/// JavaScript's `==`.
pub fn loosely_equal(left: &Value, right: &Value) -> Outcome<bool> {
    if left.is_nullish() || right.is_nullish() {
        return Ok(left.is_nullish() && right.is_nullish());
    }
    if std::mem::discriminant(left) == std::mem::discriminant(right)
        || (is_container(left) && is_container(right))
    {
        return Ok(strictly_equal(left, right));
    }
    let (left, right) = (to_primitive(left)?, to_primitive(right)?);
    if let (Value::String(left), Value::String(right)) = (&left, &right) {
        return Ok(left == right);
    }
    Ok(to_number(&left)? == to_number(&right)?)
}

/// The order of two values for `<` and its like; `None` where a number is `NaN`.
pub fn compare(left: &Value, right: &Value) -> Outcome<Option<Ordering>> {
    let (left, right) = (to_primitive(left)?, to_primitive(right)?);
    if let (Value::String(left), Value::String(right)) = (&left, &right) {
        return Ok(Some(compare_texts(left, right)));
    }
    Ok(to_number(&left)?.partial_cmp(&to_number(&right)?))
}

/// By UTF-16 code units, which is not the order of UTF-8 bytes.
pub fn compare_texts(left: &str, right: &str) -> Ordering {
    match left.chars().zip(right.chars()).find(|(left, right)| left != right) {
        Some((left, right)) => left.encode_utf16(&mut [0; 2]).cmp(&right.encode_utf16(&mut [0; 2])),
        None => left.len().cmp(&right.len()),
    }
}

/// The length in UTF-16 code units.
pub fn length(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.encode_utf16().count() }
}

/// The code units from `from` up to `to`; half a surrogate pair becomes U+FFFD.
pub fn slice(text: &str, from: usize, to: usize) -> String {
    if from >= to {
        return String::new();
    }
    if text.is_ascii() {
        let to = to.min(text.len());
        return text.get(from..to).unwrap_or_default().to_string();
    }
    let units: Vec<u16> = text.encode_utf16().skip(from).take(to.saturating_sub(from)).collect();
    String::from_utf16_lossy(&units)
}

/// Names by which JavaScript reaches prototypes.
pub fn is_unreachable(name: &str) -> bool {
    matches!(
        name,
        "__proto__"
            | "constructor"
            | "prototype"
            | "__defineGetter__"
            | "__defineSetter__"
            | "__lookupGetter__"
            | "__lookupSetter__"
    )
}

/// The number a key stands for if it is an index: digits without leading zeros.
pub fn index_of_key(key: &str) -> Option<usize> {
    let plain =
        key.len() < 11 && key.bytes().all(|c| c.is_ascii_digit()) && (key == "0" || !key.starts_with('0'));
    let index = if plain { key.parse::<u64>().ok()? } else { return None };
    (index < 4_294_967_295).then_some(index as usize)
}

/// Keys and values in JavaScript's order: indices first, by size, then the others as they came.
pub fn ordered(object: &Object) -> Vec<(&Str, &Value)> {
    let mut entries: Vec<(&Str, &Value)> = object.iter().collect();
    if entries.iter().any(|(key, _)| index_of_key(key).is_some()) {
        entries.sort_by_key(|(key, _)| index_of_key(key).unwrap_or(usize::MAX));
    }
    entries
}
