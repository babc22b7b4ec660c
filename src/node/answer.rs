//! What fits as an answer to a question, and what value it has.
//!
//! Nothing is guessed: an answer that does not plainly fit does not fit.

use crate::node::words::plain;
use crate::script::text_to_decimal;
use crate::value::{Str, Value};

/// What a question asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Any text.
    Text,
    /// A number.
    Number,
    /// Yes or no.
    YesNo,
    /// One of the choices.
    Choice,
    /// An e-mail address.
    Email,
}

/// The value of the answer `text`; `None` if it does not fit.
pub fn read(answer: Answer, text: &str, choices: &[Str]) -> Option<Value> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    match answer {
        Answer::Text => Some(text.into()),
        Answer::Number => number(text).map(Value::from),
        Answer::YesNo => yes_or_no(text).map(Value::from),
        Answer::Choice => choice(text, choices),
        Answer::Email => is_email(text).then(|| text.into()),
    }
}

/// Digits with a point or a comma. Of two different marks the last is the decimal one; a mark that
/// comes twice groups thousands; one mark alone is the decimal one.
fn number(text: &str) -> Option<f64> {
    let mut digits = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            ' ' | '\u{a0}' | '\u{202f}' | '\'' | '\u{2019}' | '\u{66c}' => {}
            '\u{2212}' => digits.push('-'),
            '\u{66b}' => digits.push('.'),
            c => digits.push(ascii_digit(c)),
        }
    }
    let last = digits.rfind(['.', ',']);
    let mark = last.and_then(|last| digits.get(last..)?.chars().next());
    let decimal = last.filter(|_| mark.is_some_and(|mark| digits.matches(mark).count() == 1));
    let mut plain = String::with_capacity(digits.len());
    for (at, c) in digits.char_indices() {
        match c {
            '.' | ',' if Some(at) == decimal => plain.push('.'),
            '.' | ',' => {}
            '0'..='9' => plain.push(c),
            '+' | '-' if at == 0 => plain.push(c),
            _ => return None,
        }
    }
    text_to_decimal(&plain)
}

fn ascii_digit(c: char) -> char {
    let zero = match c {
        '\u{660}'..='\u{669}' => 0x660,
        '\u{6f0}'..='\u{6f9}' => 0x6f0,
        '\u{ff10}'..='\u{ff19}' => 0xff10,
        _ => return c,
    };
    char::from_digit(u32::from(c).wrapping_sub(zero), 10).unwrap_or(c)
}

const YES: &[&str] = &[
    "yes", "y", "yeah", "yep", "yup", "sure", "ok", "okay", "true", "ja", "jo", "jep", "klar", "gerne", "sí",
    "si", "claro", "vale", "oui", "ouais", "はい", "うん", "ええ", "نعم", "أجل", "اجل", "ايوه", "أيوه",
];

const NO: &[&str] =
    &["no", "n", "nope", "nah", "false", "nein", "nee", "nö", "non", "いいえ", "いや", "ううん", "لا", "كلا"];

/// Goes by the whole answer or by its first word.
fn yes_or_no(text: &str) -> Option<bool> {
    let text = plain(text);
    let first = text.split(' ').next().unwrap_or_default();
    if YES.contains(&first) { Some(true) } else { NO.contains(&first).then_some(false) }
}

fn choice(text: &str, choices: &[Str]) -> Option<Value> {
    if choices.is_empty() {
        return Some(text.into());
    }
    let wanted = plain(text);
    let same = choices.iter().find(|choice| &***choice == text || plain(choice) == wanted);
    let at = || wanted.parse().ok().and_then(|place: usize| choices.get(place.checked_sub(1)?));
    same.or_else(at).map(|choice| choice.clone().into())
}

/// One `@` with a name before it and a domain of two or more labels behind it.
fn is_email(text: &str) -> bool {
    let Some((name, domain)) = text.split_once('@') else { return false };
    let odd = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '@' | ',' | ';' | '<' | '>' | '"');
    let label = |label: &str| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-');
    let labels = domain.contains('.') && domain.split('.').all(label);
    let dots = name.starts_with('.') || name.ends_with('.') || name.contains("..");
    !name.is_empty() && !dots && labels && text.len() <= 254 && !name.chars().chain(domain.chars()).any(odd)
}
