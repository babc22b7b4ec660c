//! The constants and functions of `Math`. `Math.random` is refused: an expression has one result.

use super::evaluate::{Args, Evaluator};
use super::number::to_int32;
use super::{Outcome, fail};
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
    let x = numbers.first().copied().unwrap_or(f64::NAN);
    let y = numbers.get(1).copied().unwrap_or(f64::NAN);
    Ok(Some(Value::Number(match name {
        "random" => return fail("`Math.random` is not available: an expression has one result"),
        "max" => numbers.into_iter().fold(f64::NEG_INFINITY, |best, next| extreme(best, next, best > next)),
        "min" => numbers.into_iter().fold(f64::INFINITY, |best, next| -extreme(-best, -next, best < next)),
        "hypot" => hypotenuse(&numbers),
        "pow" => power(x, y),
        "atan2" => x.atan2(y),
        "imul" => f64::from(to_int32(x).wrapping_mul(to_int32(y))),
        "abs" => x.abs(),
        "ceil" => x.ceil(),
        "floor" => x.floor(),
        "trunc" => x.trunc(),
        "round" => round(x),
        "sign" => {
            if x == 0.0 || x.is_nan() {
                x
            } else {
                x.signum()
            }
        }
        "sqrt" => x.sqrt(),
        "cbrt" => x.cbrt(),
        "exp" => x.exp(),
        "expm1" => x.exp_m1(),
        "log" => x.ln(),
        "log1p" => x.ln_1p(),
        "log2" => x.log2(),
        "log10" => x.log10(),
        "sin" => x.sin(),
        "cos" => x.cos(),
        "tan" => x.tan(),
        "asin" => x.asin(),
        "acos" => x.acos(),
        "atan" => x.atan(),
        "sinh" => x.sinh(),
        "cosh" => x.cosh(),
        "tanh" => x.tanh(),
        "asinh" => x.asinh(),
        "acosh" => x.acosh(),
        "atanh" => x.atanh(),
        "fround" => f64::from(x as f32),
        "clz32" => f64::from(to_int32(if x.is_nan() { 0.0 } else { x }).leading_zeros()),
        _ => return Ok(None),
    })))
}

/// The larger of two numbers, `NaN` if one is, and 0 before -0.
fn extreme(best: f64, next: f64, larger: bool) -> f64 {
    if best.is_nan() || next.is_nan() {
        f64::NAN
    } else if larger || (best == next && next.is_sign_negative()) {
        best
    } else {
        next
    }
}

/// Halves go up, and what rounds to zero keeps its sign.
fn round(x: f64) -> f64 {
    let below = x.floor();
    let rounded = if x - below >= 0.5 { below + 1.0 } else { below };
    if rounded == 0.0 { rounded.copysign(x) } else { rounded }
}

/// JavaScript's `**`, which gives `NaN` for 1 and -1 with an infinite or unknown exponent.
pub fn power(base: f64, exponent: f64) -> f64 {
    if exponent.is_nan() || (base.abs() == 1.0 && exponent.is_infinite()) {
        f64::NAN
    } else {
        base.powf(exponent)
    }
}

/// The root of the sum of squares, scaled against overflow, with the rounding errors carried along.
fn hypotenuse(numbers: &[f64]) -> f64 {
    if numbers.iter().any(|number| number.is_infinite()) {
        return f64::INFINITY;
    }
    let largest = numbers.iter().fold(0.0_f64, |largest, number| {
        if number.is_nan() || largest.is_nan() { f64::NAN } else { largest.max(number.abs()) }
    });
    if largest == 0.0 || largest.is_nan() {
        return largest;
    }
    let mut sum = 0.0;
    let mut lost = 0.0;
    for number in numbers {
        let scaled = number / largest;
        let square = scaled * scaled - lost;
        let next = sum + square;
        lost = (next - sum) - square;
        sum = next;
    }
    sum.sqrt() * largest
}
