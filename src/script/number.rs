//! Decimal numbers in texts, and the methods of numbers.

use super::evaluate::{Args, Evaluator};
use super::{Outcome, fail};
use crate::javascript::{self, decimal_prefix, parse_float};
use crate::value::Value;

/// A finite decimal number with or without a sign; `None` if the text is anything else.
pub fn text_to_decimal(text: &str) -> Option<f64> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let is_decimal = !digits.is_empty() && decimal_prefix(digits) == digits.len();
    is_decimal.then(|| parse_float(text)).filter(|number| number.is_finite())
}

/// Calls a method of a number; `None` if it has no such method.
pub fn call(evaluator: &mut Evaluator, number: f64, name: &str, args: &Args) -> Outcome<Option<Value>> {
    if !METHODS.contains(&name) {
        return Ok(None);
    }
    let given = !matches!(args.value(0)?, Value::Undefined);
    let argument = evaluator.integer(args, 0)?;
    let within = |low: f64, high: f64| {
        if argument >= low && argument <= high {
            Ok(argument)
        } else {
            fail("the count of digits is out of range")
        }
    };
    evaluator.spend(10)?;
    let arguments = match name {
        "valueOf" => return Ok(Some(Value::Number(number))),
        "toFixed" => Some(within(0.0, 100.0)?),
        "toPrecision" if given && number.is_finite() => Some(within(1.0, 100.0)?),
        "toExponential" if number.is_finite() => {
            let places = within(0.0, 100.0)?;
            given.then_some(places)
        }
        "toString" if given => Some(within(2.0, 36.0)?),
        _ => None,
    };
    let text = javascript::number_method(number, name, arguments.as_slice());
    Ok(Some(text.into()))
}

pub const METHODS: [&str; 5] = ["toString", "toFixed", "toPrecision", "toExponential", "valueOf"];
