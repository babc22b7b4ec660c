//! Upper and lower case of all letters, as Unicode and JavaScript have them.
//!
//! The standard library has a row for every letter; here letters that stand side by side and move by
//! the same distance share one, which takes a tenth of the space. The tables are printed, and every
//! character is compared, from the standard library by the test `letters`.

mod tables;

use tables::{CASED, IGNORABLE, LOWER, SPECIAL, UPPER};

/// Letters that all move by the same distance when their case changes.
struct Run {
    first: u32,
    /// How many there are.
    count: u8,
    /// The distance from one to the next.
    every: u8,
    shift: i32,
}

/// The text in lower case; a sigma at the end of a word takes its final form.
pub fn to_lowercase(text: &str) -> String {
    let mut lower = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        if c == 'Σ' && is_final(text, at) {
            lower.push('ς');
        } else {
            push_lowercase(c, &mut lower);
        }
    }
    lower
}

/// Appends a character in lower case.
pub fn push_lowercase(c: char, to: &mut String) {
    match c {
        _ if c.is_ascii() => to.push(c.to_ascii_lowercase()),
        // The only one that becomes two.
        'İ' => to.push_str("i\u{307}"),
        _ => to.push(moved(c, LOWER)),
    }
}

/// The text in upper case.
pub fn to_uppercase(text: &str) -> String {
    let mut upper = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            upper.push(c.to_ascii_uppercase());
        } else if let Ok(found) = SPECIAL.binary_search_by_key(&c, |(letter, _)| *letter) {
            upper.push_str(SPECIAL.get(found).map_or("", |(_, letters)| letters));
        } else if let Some(letter) = with_iota(c) {
            upper.push(letter);
            upper.push('Ι');
        } else {
            upper.push(moved(c, UPPER));
        }
    }
    upper
}

fn moved(c: char, runs: &[Run]) -> char {
    let code = u32::from(c);
    let after = runs.partition_point(|run| run.first <= code);
    let Some(run) = after.checked_sub(1).and_then(|at| runs.get(at)) else { return c };
    let distance = code.saturating_sub(run.first);
    let within = distance.checked_div(run.every.into()).is_some_and(|place| place < run.count.into())
        && distance.checked_rem(run.every.into()) == Some(0);
    if within { code.checked_add_signed(run.shift).and_then(char::from_u32).unwrap_or(c) } else { c }
}

/// Greek letters with breathings and an iota below: the capital without the iota.
fn with_iota(c: char) -> Option<char> {
    let capitals = match c {
        '\u{1f80}'..='\u{1f8f}' => 0x1f08,
        '\u{1f90}'..='\u{1f9f}' => 0x1f28,
        '\u{1fa0}'..='\u{1faf}' => 0x1f68,
        _ => return None,
    };
    char::from_u32(capitals | u32::from(c) & 7)
}

/// Whether the sigma that stands in the text at `at` ends a word of two letters or more.
fn is_final(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at_checked(at).unwrap_or_default();
    let letter = |c: &char| !is_in(*c, IGNORABLE);
    before.chars().rev().find(letter).is_some_and(|c| is_in(c, CASED))
        && !after.chars().skip(1).find(letter).is_some_and(|c| is_in(c, CASED))
}

/// Whether a set holds a character. The set is written as the lengths of what is outside and inside in
/// turns, each in groups of seven bits, the lowest first.
fn is_in(c: char, set: &[u8]) -> bool {
    let (mut left, mut inside) = (u32::from(c), false);
    let (mut length, mut shift) = (0_u32, 0_u32);
    for byte in set {
        length |= u32::from(byte & 0x7f).wrapping_shl(shift);
        shift = shift.wrapping_add(7);
        if *byte >= 0x80 {
            continue;
        }
        let Some(further) = left.checked_sub(length) else { return inside };
        (left, inside, length, shift) = (further, !inside, 0, 0);
    }
    false
}
