//! The constants and functions of `Math`. `Math.random` is refused: an expression has one result.

use super::evaluate::{Args, Evaluator};
use super::{Outcome, fail};
use crate::javascript;
use crate::value::Value;

pub fn constant(name: &str) -> Option<f64> {
    use std::f64::consts;
    Some(match name {
        "PI" => consts::PI,
        "E" => consts::E,
        "LN2" => consts::LN_2,
        "LN10" => consts::LN_10,
        "LOG2E" => consts::LOG2_E,
        "LOG10E" => consts::LOG10_E,
        "SQRT2" => consts::SQRT_2,
        "SQRT1_2" => consts::FRAC_1_SQRT_2,
        _ => return None,
    })
}

/// Calls a function of `Math`; `None` if there is no such function.
pub fn function(evaluator: &mut Evaluator, name: &str, args: &Args) -> Outcome<Option<Value>> {
    let mut numbers = Vec::with_capacity(args.0.len());
    for value in args.values(0)? {
        evaluator.spend(1)?;
        numbers.push(evaluator.number(&value)?);
    }
    if name == "random" {
        return fail("`Math.random` is not available: an expression has one result");
    }
    Ok(javascript::math(name, &numbers).map(Value::Number))
}
