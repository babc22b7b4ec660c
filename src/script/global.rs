//! The built-in functions and the constants of the namespaces.

use super::array::from;
use super::evaluate::{Args, Evaluator};
use super::{MAX_TEXT, Outcome, coerce, fail, fail_with, json, math, object, uri};
use crate::javascript::{parse_float, parse_int, to_int32};
use crate::value::Value;

/// The names that stand for themselves, beside the roots and the parameters.
pub const NAMES: [&str; 15] = [
    "String",
    "Number",
    "Boolean",
    "Array",
    "Object",
    "JSON",
    "Math",
    "parseInt",
    "parseFloat",
    "isNaN",
    "isFinite",
    "encodeURIComponent",
    "decodeURIComponent",
    "encodeURI",
    "decodeURI",
];

/// The value of a constant; `None` if the name is none, and perhaps a function.
pub fn constant(space: &str, name: &str) -> Outcome<Option<Value>> {
    if coerce::is_unreachable(name) {
        return fail_with("", name, " is not reachable");
    }
    let number = match (space, name) {
        ("Math", _) => math::constant(name),
        ("Number", "MAX_SAFE_INTEGER") => Some(9_007_199_254_740_991.0),
        ("Number", "MIN_SAFE_INTEGER") => Some(-9_007_199_254_740_991.0),
        ("Number", "MAX_VALUE") => Some(f64::MAX),
        ("Number", "MIN_VALUE") => Some(f64::from_bits(1)),
        ("Number", "EPSILON") => Some(f64::EPSILON),
        ("Number", "POSITIVE_INFINITY") => Some(f64::INFINITY),
        ("Number", "NEGATIVE_INFINITY") => Some(f64::NEG_INFINITY),
        ("Number", "NaN") => Some(f64::NAN),
        _ => None,
    };
    Ok(number.map(Value::Number))
}

/// Calls a function of a namespace, or a global one where the namespace is empty.
pub fn call(evaluator: &mut Evaluator, space: &str, name: &str, args: &Args) -> Outcome {
    evaluator.spend(1)?;
    let result = match space {
        "" => global(evaluator, name, args)?,
        "Math" => math::function(evaluator, name, args)?,
        "Object" => object::function(evaluator, name, args)?,
        "Array" => array(evaluator, name, args)?,
        "Number" => number(evaluator, name, args)?,
        "String" => string(evaluator, name, args)?,
        "JSON" => json(evaluator, name, args)?,
        _ => None,
    };
    match result {
        Some(result) => Ok(result),
        None if space.is_empty() => fail_with("", name, " is not available as a function"),
        None => fail_with("", &[space, ".", name].concat(), " is not available"),
    }
}

fn global(evaluator: &mut Evaluator, name: &str, args: &Args) -> Outcome<Option<Value>> {
    let given = !args.0.is_empty();
    Ok(Some(match name {
        "String" if given => evaluator.text_at(args, 0)?.into(),
        "String" => "".into(),
        "Number" if given => evaluator.number(args.value(0)?)?.into(),
        "Number" => 0.0.into(),
        "Boolean" => coerce::truthy(args.value(0)?).into(),
        "Array" => {
            let items = args.values(0)?;
            if let [Value::Number(_)] = *items {
                return fail("`Array` with a length makes holes; use `Array.from({ length: … })`");
            }
            evaluator.new_array(items)?
        }
        "parseInt" => {
            let text = evaluator.text_at(args, 0)?;
            let radix = evaluator.number(args.value(1)?)?;
            parse_int(&text, radix).into()
        }
        "parseFloat" => parse_float(&evaluator.text_at(args, 0)?).into(),
        "isNaN" => evaluator.number(args.value(0)?)?.is_nan().into(),
        "isFinite" => evaluator.number(args.value(0)?)?.is_finite().into(),
        "encodeURIComponent" | "encodeURI" => {
            let text = evaluator.text_at(args, 0)?;
            evaluator.spend(text.len() / 8)?;
            evaluator.new_text(uri::encode(&text, name == "encodeURI"))?
        }
        "decodeURIComponent" | "decodeURI" => {
            let text = evaluator.text_at(args, 0)?;
            evaluator.spend(text.len() / 8)?;
            evaluator.new_text(uri::decode(&text, name == "decodeURI")?)?
        }
        _ => return Ok(None),
    }))
}

fn array(evaluator: &mut Evaluator, name: &str, args: &Args) -> Outcome<Option<Value>> {
    Ok(Some(match name {
        "isArray" => matches!(args.value(0)?, Value::Array(_)).into(),
        "of" => {
            let items = args.values(0)?;
            evaluator.new_array(items)?
        }
        "from" => from(evaluator, args)?,
        _ => return Ok(None),
    }))
}

fn number(evaluator: &mut Evaluator, name: &str, args: &Args) -> Outcome<Option<Value>> {
    let number = args.value(0)?.as_f64();
    let whole = number.is_some_and(|number| number.is_finite() && number.trunc() == number);
    Ok(Some(match name {
        "isInteger" => whole.into(),
        "isSafeInteger" => {
            (whole && number.is_some_and(|number| number.abs() < 9_007_199_254_740_992.0)).into()
        }
        "isFinite" => number.is_some_and(f64::is_finite).into(),
        "isNaN" => number.is_some_and(f64::is_nan).into(),
        "parseFloat" | "parseInt" => return global(evaluator, name, args),
        _ => return Ok(None),
    }))
}

fn string(evaluator: &mut Evaluator, name: &str, args: &Args) -> Outcome<Option<Value>> {
    let units = match name {
        "fromCharCode" => true,
        "fromCodePoint" => false,
        _ => return Ok(None),
    };
    let mut codes: Vec<u16> = Vec::new();
    for value in args.values(0)? {
        let code = evaluator.number(&value)?;
        if units {
            codes.push(to_int32(code) as u16);
        } else if !(0.0..=1_114_111.0).contains(&code) || code.trunc() != code {
            return fail("the number is not a code point");
        } else {
            let c = char::from_u32(code as u32).unwrap_or(char::REPLACEMENT_CHARACTER);
            codes.extend_from_slice(c.encode_utf16(&mut [0; 2]));
        }
    }
    evaluator.new_text(String::from_utf16_lossy(&codes)).map(Some)
}

fn json(evaluator: &mut Evaluator, name: &str, args: &Args) -> Outcome<Option<Value>> {
    match name {
        "parse" => {
            let text = evaluator.text_at(args, 0)?;
            if args.optional_function(1).is_ok_and(|function| function.is_some()) {
                return fail("`JSON.parse` takes no function here");
            }
            evaluator.spend(text.len() / 8)?;
            json::read(&text).map(Some)
        }
        "stringify" => {
            let value = args.value(0)?;
            if matches!(args.value(1)?, Value::Array(_)) {
                return fail("`JSON.stringify` takes no list of keys here");
            }
            let indent = match args.value(2)? {
                Value::Number(count) => " ".repeat(count.clamp(0.0, 10.0) as usize),
                Value::String(text) => coerce::slice(text, 0, 10),
                _ => String::new(),
            };
            match json::write(value, &indent, MAX_TEXT)? {
                Some(text) => {
                    evaluator.spend(text.len() / 8)?;
                    evaluator.new_text(text).map(Some)
                }
                None => Ok(Some(Value::Undefined)),
            }
        }
        _ => Ok(None),
    }
}
