//! Numbers to texts and texts to numbers, digit for digit as JavaScript does, and the methods of numbers.
//!
//! Digits come from `decimal`; what is decided here is how they are laid out, and what a text may look like.
//! Where a fixed count of digits is asked for, halves are rounded away from zero.

use super::decimal::{cost, cut, exact, read, shortest};
use super::evaluate::{Args, Evaluator};
use super::token::is_space;
use super::{Outcome, fail};
use crate::value::Value;

/// A number as JavaScript's `String` gives it.
pub fn number_to_text(number: f64) -> String {
    if number.is_nan() {
        return "NaN".into();
    }
    if number.is_infinite() {
        return if number > 0.0 { "Infinity".into() } else { "-Infinity".into() };
    }
    if number.abs() < 1e15 && number.trunc() == number {
        return (number as i64).to_string();
    }
    let (digits, point) = shortest(number.abs());
    let text = if (-5..=21).contains(&point) { fixed(&digits, point) } else { exponential(&digits, point) };
    signed(number, text)
}

fn fixed(digits: &str, point: i32) -> String {
    let whole = usize::try_from(point).unwrap_or(0);
    if whole == 0 {
        return ["0.", &zeros(point.unsigned_abs() as usize), digits].concat();
    }
    match digits.split_at_checked(whole) {
        Some((integer, "")) => integer.to_string(),
        Some((integer, fraction)) => [integer, ".", fraction].concat(),
        None => [digits, &zeros(whole.saturating_sub(digits.len()))].concat(),
    }
}

fn exponential(digits: &str, point: i32) -> String {
    let exponent = point.saturating_sub(1);
    let (first, rest) = digits.split_at_checked(1).unwrap_or((digits, ""));
    let dot = if rest.is_empty() { "" } else { "." };
    let sign = if exponent < 0 { "e-" } else { "e+" };
    [first, dot, rest, sign, &exponent.unsigned_abs().to_string()].concat()
}

fn zeros(count: usize) -> String {
    "0".repeat(count)
}

fn signed(number: f64, text: String) -> String {
    if number < 0.0 { ["-", &text].concat() } else { text }
}

/// Exactly `keep` digits of a number, halves rounded up, and the place of the point.
fn rounded(number: f64, keep: impl Fn(i32) -> i32) -> (String, i32) {
    let (digits, point) = if number == 0.0 { (String::new(), 1) } else { exact(number) };
    let Ok(count) = usize::try_from(keep(point)) else { return (String::new(), point) };
    let up = digits.as_bytes().get(count).is_some_and(|digit| *digit >= b'5');
    cut(&digits, point, count, up)
}

fn to_fixed(number: f64, places: i32) -> String {
    if number.is_nan() || number.abs() >= 1e21 {
        return number_to_text(number);
    }
    let (digits, point) = rounded(number.abs(), |point| point.saturating_add(places));
    let places = places.unsigned_abs() as usize;
    let whole = usize::try_from(point).unwrap_or(0);
    let leading = zeros(if point < 0 { point.unsigned_abs() as usize } else { 0 });
    let mut all = leading.chars().chain(digits.chars()).chain(std::iter::repeat('0'));
    let mut text: String = all.by_ref().take(whole).collect();
    if text.is_empty() {
        text.push('0');
    }
    if places > 0 {
        text.push('.');
        text.extend(all.take(places));
    }
    signed(number, text)
}

fn to_precision(number: f64, precision: i32) -> String {
    let (digits, point) = rounded(number.abs(), |_| precision);
    let digits: String = digits.chars().take(precision.unsigned_abs() as usize).collect();
    let text =
        if point < -5 || point > precision { exponential(&digits, point) } else { fixed(&digits, point) };
    signed(number, text)
}

fn to_exponential(number: f64, places: Option<i32>) -> String {
    let (digits, point) = match places {
        None if number == 0.0 => ("0".into(), 1),
        None => shortest(number.abs()),
        Some(places) => rounded(number.abs(), |_| places.saturating_add(1)),
    };
    let length = places.map_or(digits.len(), |places| places.saturating_add(1).unsigned_abs() as usize);
    let digits: String = digits.chars().take(length).collect();
    signed(number, exponential(&digits, point))
}

/// A number in another base. The fraction ends at the first digit that tells the number from its neighbours.
fn to_radix(number: f64, radix: u32) -> String {
    if !number.is_finite() || radix == 10 {
        return number_to_text(number);
    }
    let base = f64::from(radix);
    let value = number.abs();
    let mut integer = value.floor();
    let mut fraction = value - integer;
    let above = f64::from_bits(value.to_bits().saturating_add(1));
    let mut delta = (0.5 * (above - value)).max(f64::from_bits(1));
    let mut places: Vec<u32> = Vec::new();
    while fraction >= delta {
        fraction *= base;
        delta *= base;
        let digit = fraction as u32;
        fraction -= f64::from(digit);
        places.push(digit);
        let up = fraction > 0.5 || (fraction == 0.5 && digit % 2 == 1);
        if up && fraction + delta > 1.0 {
            while places.last().is_some_and(|digit| digit.saturating_add(1) >= radix) {
                places.pop();
            }
            match places.last_mut() {
                Some(digit) => *digit = digit.saturating_add(1),
                None => integer += 1.0,
            }
            break;
        }
    }
    let digit = |value: u32| char::from_digit(value, radix).unwrap_or('0');
    let mut whole = Vec::new();
    // Beyond 53 bits the low digits are not known and stand as zeros.
    while integer >= 9_007_199_254_740_992.0 * base {
        whole.push('0');
        integer /= base;
    }
    loop {
        let remainder = integer % base;
        whole.push(digit(remainder as u32));
        integer = (integer - remainder) / base;
        if integer < 1.0 {
            break;
        }
    }
    let mut text: String = whole.into_iter().rev().collect();
    if !places.is_empty() {
        text.push('.');
        text.extend(places.into_iter().map(digit));
    }
    signed(number, text)
}

/// How many bytes at the start of a text are a decimal number, without sign; 0 if it starts with none.
pub fn decimal_prefix(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digits = |from: usize| bytes.iter().skip(from).take_while(|c| c.is_ascii_digit()).count();
    let mut end = digits(0);
    let mut count = end;
    if bytes.get(end) == Some(&b'.') {
        let fraction = digits(end.saturating_add(1));
        count = count.saturating_add(fraction);
        if count > 0 {
            end = end.saturating_add(fraction).saturating_add(1);
        }
    }
    if count == 0 {
        return 0;
    }
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(end.saturating_add(1)), Some(b'+' | b'-')));
        let from = end.saturating_add(1).saturating_add(sign);
        let exponent = digits(from);
        if exponent > 0 {
            end = from.saturating_add(exponent);
        }
    }
    end
}

/// A text as JavaScript's `Number` reads it.
pub fn text_to_number(text: &str) -> f64 {
    let text = text.trim_matches(is_space);
    if text.is_empty() {
        return 0.0;
    }
    let lower = text.get(..2).unwrap_or_default().to_ascii_lowercase();
    let radix = match &*lower {
        "0x" => 16,
        "0o" => 8,
        "0b" => 2,
        _ => {
            let (length, number) = signed_prefix(text);
            return if length == text.len() { number } else { f64::NAN };
        }
    };
    text.get(2..).and_then(|digits| radix_to_number(digits, radix)).unwrap_or(f64::NAN)
}

/// A finite decimal number with or without a sign; `None` if the text is anything else.
pub fn text_to_decimal(text: &str) -> Option<f64> {
    let (length, number) = signed_prefix(text);
    (length > 0 && length == text.len() && number.is_finite()).then_some(number)
}

/// A text as JavaScript's `parseFloat` reads it.
pub fn parse_float(text: &str) -> f64 {
    let (length, number) = signed_prefix(text.trim_start_matches(is_space));
    if length == 0 { f64::NAN } else { number }
}

/// A text as JavaScript's `parseInt` reads it.
pub fn parse_int(text: &str, radix: f64) -> f64 {
    let text = text.trim_start_matches(is_space);
    let (negative, mut text) = match text.strip_prefix(['+', '-']) {
        Some(rest) => (text.starts_with('-'), rest),
        None => (false, text),
    };
    let mut radix = to_int32(radix);
    if matches!(radix, 0 | 16) {
        if let Some(rest) = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
            text = rest;
            radix = 16;
        } else if radix == 0 {
            radix = 10;
        }
    }
    if !(2..=36).contains(&radix) {
        return f64::NAN;
    }
    let radix = radix.unsigned_abs();
    let end = text.find(|c: char| !c.is_digit(radix)).unwrap_or(text.len());
    let digits = text.get(..end).unwrap_or_default();
    let number = match radix {
        10 => (!digits.is_empty()).then(|| read(digits)),
        _ => radix_to_number(digits, radix),
    };
    let number = number.unwrap_or(f64::NAN);
    if negative { -number } else { number }
}

/// The number at the start of a text and its length in bytes, sign and `Infinity` included.
fn signed_prefix(text: &str) -> (usize, f64) {
    let rest = text.strip_prefix(['+', '-']).unwrap_or(text);
    let sign = text.len().saturating_sub(rest.len());
    let (length, number) = if rest.starts_with("Infinity") {
        (8, f64::INFINITY)
    } else {
        let length = decimal_prefix(rest);
        (length, read(rest.get(..length).unwrap_or_default()))
    };
    if length == 0 {
        return (0, f64::NAN);
    }
    (sign.saturating_add(length), if text.starts_with('-') { -number } else { number })
}

/// The value of digits, `None` without a digit or with a wrong one.
pub fn radix_to_number(digits: &str, radix: u32) -> Option<f64> {
    let mut small = Some(0_u128);
    let mut large = 0.0_f64;
    for c in digits.chars() {
        let digit = c.to_digit(radix)?;
        large = large * f64::from(radix) + f64::from(digit);
        small = small.and_then(|value| value.checked_mul(u128::from(radix))?.checked_add(u128::from(digit)));
    }
    (!digits.is_empty()).then(|| small.map_or(large, |value| value as f64))
}

/// The low 32 bits of the integer part.
pub fn to_int32(number: f64) -> i32 {
    if number.is_finite() { number.trunc().rem_euclid(4_294_967_296.0) as u32 as i32 } else { 0 }
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
            Ok(argument as i32)
        } else {
            fail("the count of digits is out of range")
        }
    };
    evaluator.spend(cost(number).saturating_add(10))?;
    let text = match name {
        "valueOf" => return Ok(Some(Value::Number(number))),
        "toFixed" => {
            let places = within(0.0, 100.0)?;
            if number.is_finite() { to_fixed(number, places) } else { number_to_text(number) }
        }
        "toPrecision" if given && number.is_finite() => to_precision(number, within(1.0, 100.0)?),
        "toExponential" if number.is_finite() => {
            let places = within(0.0, 100.0)?;
            to_exponential(number, given.then_some(places))
        }
        "toString" if given => to_radix(number, within(2.0, 36.0)?.unsigned_abs()),
        _ => number_to_text(number),
    };
    Ok(Some(text.into()))
}

pub const METHODS: [&str; 5] = ["toString", "toFixed", "toPrecision", "toExponential", "valueOf"];
