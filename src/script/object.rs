//! Own members of values, the functions of `Object`, and the methods every value has.
//!
//! Keys that are not reachable are left out wherever the members of an object are listed.

use super::coerce::{index_of_key, is_container, is_unreachable, length, ordered, same_value_zero};
use super::evaluate::{Args, Evaluator, unit};
use super::{Outcome, fail, fail_with};
use crate::value::{Object, Str, Value};

pub const METHODS: [&str; 6] =
    ["toString", "valueOf", "hasOwnProperty", "propertyIsEnumerable", "toLocaleString", "isPrototypeOf"];

/// The member that the value itself has.
pub fn own(evaluator: &mut Evaluator, value: &Value, name: &str) -> Outcome<Option<Value>> {
    Ok(match value {
        Value::Object(object) => object.get(name).cloned(),
        Value::Array(items) if name == "length" => Some(Value::Number(items.len() as f64)),
        Value::Array(items) => index_of_key(name).and_then(|index| items.get(index)).cloned(),
        Value::String(text) => {
            evaluator.pay(text)?;
            if name == "length" {
                Some(Value::Number(length(text) as f64))
            } else {
                index_of_key(name).and_then(|index| unit(text, index)).map(Value::from)
            }
        }
        _ => None,
    })
}

/// The keys and values that JavaScript enumerates; none for what is not an object.
pub fn entries(evaluator: &mut Evaluator, value: &Value) -> Outcome<Vec<(Str, Value)>> {
    let numbered = |items: Vec<Value>| {
        items.into_iter().enumerate().map(|(index, item)| (Str::from(index.to_string()), item)).collect()
    };
    match value {
        Value::Object(object) => {
            evaluator.spend(object.len())?;
            let reachable = ordered(object).into_iter().filter(|(key, _)| !is_unreachable(key));
            Ok(reachable.map(|(key, value)| (key.clone(), value.clone())).collect())
        }
        Value::Array(items) => {
            evaluator.spend(items.len())?;
            Ok(numbered(items.to_vec()))
        }
        Value::String(text) => {
            evaluator.spend(text.len())?;
            let units: Vec<u16> = text.encode_utf16().collect();
            Ok(numbered(units.iter().map(|unit| String::from_utf16_lossy(&[*unit]).into()).collect()))
        }
        _ => Ok(Vec::new()),
    }
}

/// Calls a function of `Object`; `None` if there is no such function.
pub fn function(evaluator: &mut Evaluator, name: &str, args: &Args) -> Outcome<Option<Value>> {
    let first = args.value(0)?;
    let listed = matches!(name, "keys" | "values" | "entries" | "assign" | "hasOwn");
    if listed && first.is_nullish() {
        return fail_with("", name, " needs an object");
    }
    let result = match name {
        "keys" => {
            let keys = entries(evaluator, first)?.into_iter().map(|(key, _)| Value::String(key)).collect();
            evaluator.new_array(keys)?
        }
        "values" => {
            let values = entries(evaluator, first)?.into_iter().map(|(_, value)| value).collect();
            evaluator.new_array(values)?
        }
        "entries" => {
            let pairs = entries(evaluator, first)?
                .into_iter()
                .map(|(key, value)| vec![key.into(), value].into())
                .collect();
            evaluator.new_array(pairs)?
        }
        "fromEntries" => {
            let mut object = Object::new();
            for pair in evaluator.iterate(first)? {
                if !is_container(&pair) {
                    return fail("`fromEntries` needs pairs of a key and a value");
                }
                let key = evaluator.member(&pair, &0_u32.into())?;
                let key = evaluator.text(&key)?;
                if is_unreachable(&key) {
                    return fail_with("", &key, " is not reachable");
                }
                object.insert(key, evaluator.member(&pair, &1_u32.into())?);
            }
            evaluator.new_object(object)?
        }
        "assign" => {
            if !matches!(first, Value::Object(_)) {
                return fail("`assign` needs an object to start from");
            }
            let mut object = Object::new();
            for source in args.values(0)? {
                for (key, value) in entries(evaluator, &source)? {
                    object.insert(key, value);
                }
            }
            evaluator.new_object(object)?
        }
        "hasOwn" => has_own(evaluator, first, args.value(1)?)?,
        "is" => {
            let second = args.value(1)?;
            let zeros = matches!((&first, &second), (Value::Number(a), Value::Number(b))
                if *a == 0.0 && *b == 0.0 && a.is_sign_negative() != b.is_sign_negative());
            (!zeros && same_value_zero(first, second)).into()
        }
        _ => return Ok(None),
    };
    Ok(Some(result))
}

fn has_own(evaluator: &mut Evaluator, value: &Value, key: &Value) -> Outcome {
    let key = evaluator.text(key)?;
    if is_unreachable(&key) {
        return fail_with("", &key, " is not reachable");
    }
    Ok(own(evaluator, value, &key)?.is_some().into())
}

/// Calls a method every value has; `None` if there is no such method.
pub fn call(evaluator: &mut Evaluator, value: &Value, name: &str, args: &Args) -> Outcome<Option<Value>> {
    Ok(Some(match name {
        "toString" if matches!(value, Value::Object(_)) => "[object Object]".into(),
        "toString" => evaluator.text(value)?.into(),
        "valueOf" => value.clone(),
        "hasOwnProperty" => has_own(evaluator, value, args.value(0)?)?,
        "propertyIsEnumerable" => {
            let key = args.value(0)?;
            let hidden = !matches!(value, Value::Object(_)) && key.as_str() == Some("length");
            (!hidden && has_own(evaluator, value, key)? == Value::Bool(true)).into()
        }
        "toLocaleString" => {
            return fail("`toLocaleString` depends on the place and is not part of the language");
        }
        _ => return Ok(None),
    }))
}
