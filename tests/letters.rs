//! Letter case, character by character as the standard library has it, and the tables printed from there.
//!
//! `UPDATE=1 cargo test --test letters` writes `src/letters/tables.rs` anew.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects, missing_docs)]

use std::fmt::Write;

use handover::letters::{to_lowercase, to_uppercase};

#[test]
fn the_tables_are_those_of_the_standard_library() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/letters/tables.rs");
    let expected = print();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, &expected).unwrap();
    }
    let found = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        found == expected,
        "src/letters/tables.rs is out of date: run `UPDATE=1 cargo test --test letters`"
    );
}

#[test]
fn every_character_changes_its_case_as_in_the_standard_library() {
    for c in all() {
        let text = c.to_string();
        assert_eq!(to_lowercase(&text), text.to_lowercase(), "{c:?} in lower case");
        assert_eq!(to_uppercase(&text), text.to_uppercase(), "{c:?} in upper case");
    }
}

#[test]
fn a_sigma_is_final_after_and_before_the_same_characters() {
    for c in all() {
        for text in [format!("{c}Σ"), format!("A{c}Σ"), format!("AΣ{c}"), format!("AΣ{c}A"), format!("Σ{c}Σ")]
        {
            assert_eq!(to_lowercase(&text), text.to_lowercase(), "{text:?}");
        }
    }
}

fn all() -> impl Iterator<Item = char> {
    '\0'..=char::MAX
}

fn print() -> String {
    let mut out = String::from(
        "//! The tables of letter case, printed by the test `letters`; not to be edited.\n\
         #![cfg_attr(rustfmt, rustfmt::skip)]\n\nuse super::Run;\n",
    );
    runs(&mut out, "From upper case to lower case", "LOWER", |c| only(c.to_lowercase()));
    runs(&mut out, "From lower case to upper case", "UPPER", |c| only(c.to_uppercase()));
    let special: Vec<String> = all()
        .filter(|c| c.to_uppercase().count() > 1 && !('\u{1f80}'..='\u{1faf}').contains(c))
        .map(|c| format!("('{}', \"{}\")", escaped(c), c.to_uppercase().map(escaped).collect::<String>()))
        .collect();
    table(&mut out, "Letters that become several in upper case", "SPECIAL", "(char, &str)", &special);
    set(&mut out, "Letters that have a case", "CASED", is_cased);
    set(&mut out, "Characters that a word's end looks past", "IGNORABLE", is_ignorable);
    out
}

/// What a letter becomes, unless it becomes several.
fn only(mut letters: impl ExactSizeIterator<Item = char>) -> Option<char> {
    if letters.len() == 1 { letters.next() } else { None }
}

fn runs(out: &mut String, what: &str, name: &str, changed: impl Fn(char) -> Option<char>) {
    // First, last, the distance from one to the next, and how far they move.
    let mut runs: Vec<(u32, u32, u32, i64)> = Vec::new();
    for c in all().filter(|c| !c.is_ascii()) {
        let code = u32::from(c);
        let shift = changed(c).map_or(0, |to| i64::from(u32::from(to)) - i64::from(code));
        if shift == 0 {
            continue;
        }
        if let Some((first, last, every, same)) = runs.last_mut()
            && *same == shift
            && (code - *last == *every || (*first == *last && code - *last == 2))
            && code - *first < 256
        {
            *every = code - *last;
            *last = code;
        } else {
            runs.push((code, code, 1, shift));
        }
    }
    let runs: Vec<String> = runs
        .iter()
        .map(|(first, last, every, shift)| {
            let count = (last - first) / every + 1;
            format!("Run {{ first: {first:#x}, count: {count}, every: {every}, shift: {shift} }}")
        })
        .collect();
    table(out, what, name, "Run", &runs);
}

/// Cased characters stand before a final sigma.
fn is_cased(c: char) -> bool {
    format!("{c}Σ").to_lowercase().ends_with('ς')
}

/// Ignorable ones change nothing between a cased character and a sigma, nor between a sigma and a cased one.
fn is_ignorable(c: char) -> bool {
    !format!("AΣ{c}A").to_lowercase().starts_with("aς") && format!("AΣ{c}").to_lowercase().starts_with("aς")
}

fn set(out: &mut String, what: &str, name: &str, holds: impl Fn(char) -> bool) {
    let mut bytes: Vec<String> = Vec::new();
    let (mut inside, mut since) = (false, 0);
    for c in all() {
        if holds(c) == inside {
            continue;
        }
        let mut length = u32::from(c) - since;
        while length >= 0x80 {
            bytes.push((length & 0x7f | 0x80).to_string());
            length >>= 7;
        }
        bytes.push(length.to_string());
        (inside, since) = (!inside, u32::from(c));
    }
    assert!(!inside, "the set has no end");
    table(out, what, name, "u8", &bytes);
}

fn table(out: &mut String, what: &str, name: &str, kind: &str, rows: &[String]) {
    write!(out, "\n/// {what}.\npub(super) static {name}: &[{kind}] = &[").unwrap();
    let mut width = usize::MAX;
    for row in rows {
        if width.saturating_add(row.len() + 2) > 108 {
            out.push_str("\n   ");
            width = 4;
        }
        width += row.len() + 2;
        write!(out, " {row},").unwrap();
    }
    out.push_str("\n];\n");
}

fn escaped(c: char) -> String {
    c.escape_unicode().to_string()
}
