//! What JavaScript has built in: the case of letters, numbers as texts, `Math`.
//!
//! In the wasm JavaScript itself is asked, so that a script computes what it would compute there, and no table is
//! shipped that the browser has. Elsewhere `native` takes the standard library and does otherwise what JavaScript
//! does otherwise. Usual texts and numbers need neither.

#[cfg(target_arch = "wasm32")]
#[path = "hosted.rs"]
mod built_in;
#[cfg(not(target_arch = "wasm32"))]
#[path = "native.rs"]
mod built_in;

/// The functions of `Math` but `random`.
const MATH: [&str; 34] = [
    "abs", "acos", "acosh", "asin", "asinh", "atan", "atan2", "atanh", "cbrt", "ceil", "clz32", "cos",
    "cosh", "exp", "expm1", "floor", "fround", "hypot", "imul", "log", "log10", "log1p", "log2", "max",
    "min", "pow", "round", "sign", "sin", "sinh", "sqrt", "tan", "tanh", "trunc",
];

/// The text in lower case; a sigma at the end of a word takes its final form.
pub fn to_lowercase(text: &str) -> String {
    if text.is_ascii() { text.to_ascii_lowercase() } else { built_in::to_lowercase(text) }
}

/// The text in upper case.
pub fn to_uppercase(text: &str) -> String {
    if text.is_ascii() { text.to_ascii_uppercase() } else { built_in::to_uppercase(text) }
}

/// What `Math` gives for these arguments; `None` if it has no such function.
pub fn math(name: &str, arguments: &[f64]) -> Option<f64> {
    MATH.contains(&name).then(|| built_in::math(name, arguments))
}

/// A number as `String` gives it.
pub fn number_to_text(number: f64) -> String {
    if number.abs() < 1e15 && number.trunc() == number {
        (number as i64).to_string()
    } else {
        built_in::method(number, "toString", &[])
    }
}

/// What a method of a number gives that makes a text of it: `toString`, `toFixed`, `toPrecision` or
/// `toExponential`; the arguments must be ones that it takes.
pub fn number_method(number: f64, name: &str, arguments: &[f64]) -> String {
    built_in::method(number, name, arguments)
}

/// A text as `Number` reads it.
pub fn text_to_number(text: &str) -> f64 {
    whole(text).unwrap_or_else(|| built_in::text_to_number(text))
}

/// A text as `parseFloat` reads it.
pub fn parse_float(text: &str) -> f64 {
    whole(text).unwrap_or_else(|| built_in::parse_float(text))
}

/// A text as `parseInt` reads it.
pub fn parse_int(text: &str, radix: f64) -> f64 {
    match to_int32(radix) {
        radix @ (0 | 2..=36) => built_in::parse_int(text, radix as u8),
        _ => f64::NAN,
    }
}

/// A number of so few digits that a double holds it.
fn whole(text: &str) -> Option<f64> {
    let is_whole = (1..=15).contains(&text.len()) && text.bytes().all(|c| c.is_ascii_digit());
    is_whole.then(|| text.bytes().fold(0.0, |number, digit| number * 10.0 + f64::from(digit & 15)))
}

/// The low 32 bits of the integer part.
pub fn to_int32(number: f64) -> i32 {
    if number.is_finite() { number.trunc().rem_euclid(4_294_967_296.0) as u32 as i32 } else { 0 }
}

/// White space and line ends.
pub fn is_space(c: char) -> bool {
    matches!(c, '\t'..='\r' | ' ' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{2028}' | '\u{2029}'
        | '\u{202f}' | '\u{205f}' | '\u{3000}' | '\u{feff}')
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
