//! The standard library's functions, and what JavaScript does otherwise.
//!
//! Where a fixed count of digits is asked for, halves are rounded away from zero.

use super::{decimal_prefix, is_space, to_int32};

pub fn to_lowercase(text: &str) -> String {
    text.to_lowercase()
}

pub fn to_uppercase(text: &str) -> String {
    text.to_uppercase()
}

pub fn math(name: &str, numbers: &[f64]) -> f64 {
    let x = numbers.first().copied().unwrap_or(f64::NAN);
    let y = numbers.get(1).copied().unwrap_or(f64::NAN);
    match name {
        "max" => {
            numbers.iter().copied().fold(f64::NEG_INFINITY, |best, next| extreme(best, next, best > next))
        }
        "min" => {
            numbers.iter().copied().fold(f64::INFINITY, |best, next| -extreme(-best, -next, best < next))
        }
        "hypot" => hypotenuse(numbers),
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
        _ => f64::NAN,
    }
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
fn power(base: f64, exponent: f64) -> f64 {
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

pub fn method(number: f64, name: &str, arguments: &[f64]) -> String {
    let argument = arguments.first().map(|argument| *argument as i32);
    match (name, argument) {
        _ if number.is_nan() => "NaN".into(),
        _ if number.is_infinite() => signed(number, "Infinity".into()),
        ("toFixed", _) => to_fixed(number, argument.unwrap_or(0)),
        ("toPrecision", Some(precision)) => to_precision(number, precision),
        ("toExponential", _) => to_exponential(number, argument),
        ("toString", Some(radix)) if radix != 10 => to_radix(number, radix.unsigned_abs()),
        _ => to_text(number),
    }
}

fn to_text(number: f64) -> String {
    if number == 0.0 {
        return "0".into();
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
    if number.abs() >= 1e21 {
        return to_text(number);
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

/// All digits of a positive number without zeros at either end, and where the decimal point stands among them.
fn exact(number: f64) -> (String, i32) {
    // No double has more places.
    let text = format!("{number:.1074}");
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let all = [whole, fraction].concat();
    let digits = all.trim_start_matches('0');
    let leading = all.len().saturating_sub(digits.len()) as i32;
    (digits.trim_end_matches('0').to_string(), (whole.len() as i32).saturating_sub(leading))
}

/// The fewest digits that tell a positive number from its neighbours, and where the decimal point stands.
fn shortest(number: f64) -> (String, i32) {
    let text = format!("{number:e}");
    let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    (digits.replace('.', ""), exponent.parse::<i32>().unwrap_or(0).saturating_add(1))
}

/// The first `count` digits, the last one higher by one if `up`, and the point, which a carry may move.
fn cut(digits: &str, mut point: i32, count: usize, up: bool) -> (String, i32) {
    let mut digits = digits.as_bytes().to_vec();
    digits.resize(count, b'0');
    if up {
        let nines = digits.iter().rev().take_while(|digit| **digit == b'9').count();
        digits.truncate(count.saturating_sub(nines));
        match digits.last_mut() {
            Some(last) => *last = last.saturating_add(1),
            None => {
                digits.push(b'1');
                point = point.saturating_add(1);
            }
        }
        digits.resize(digits.len().max(count), b'0');
    }
    (digits.into_iter().map(char::from).collect(), point)
}

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

pub fn parse_float(text: &str) -> f64 {
    let (length, number) = signed_prefix(text.trim_start_matches(is_space));
    if length == 0 { f64::NAN } else { number }
}

pub fn parse_int(text: &str, radix: u8) -> f64 {
    let text = text.trim_start_matches(is_space);
    let (negative, mut text) = match text.strip_prefix(['+', '-']) {
        Some(rest) => (text.starts_with('-'), rest),
        None => (false, text),
    };
    let mut radix = u32::from(radix);
    if matches!(radix, 0 | 16) {
        if let Some(rest) = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
            text = rest;
            radix = 16;
        } else if radix == 0 {
            radix = 10;
        }
    }
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
fn radix_to_number(digits: &str, radix: u32) -> Option<f64> {
    let mut small = Some(0_u128);
    let mut large = 0.0_f64;
    for c in digits.chars() {
        let digit = c.to_digit(radix)?;
        large = large * f64::from(radix) + f64::from(digit);
        small = small.and_then(|value| value.checked_mul(u128::from(radix))?.checked_add(u128::from(digit)));
    }
    (!digits.is_empty()).then(|| small.map_or(large, |value| value as f64))
}

/// The value of a decimal number without sign.
fn read(text: &str) -> f64 {
    text.parse().unwrap_or(0.0)
}
