//! What people write, made comparable: without letter case, punctuation and double spaces.
//!
//! Nothing here knows a language; a script without spaces between words has no word limits.

use crate::javascript::to_lowercase;

/// The words of a text in lower case with one space between them.
pub fn plain(text: &str) -> String {
    if text.is_ascii() {
        return plain_ascii(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut is_apart = false;
    for c in to_lowercase(text).chars() {
        if matches!(c, '\'' | '\u{2019}') {
            continue;
        }
        if is_separator(c) {
            is_apart = !plain.is_empty();
            continue;
        }
        if is_apart {
            plain.push(' ');
            is_apart = false;
        }
        plain.push(c);
    }
    plain
}

/// The same for what most texts are made of: bytes that move together where they stand.
fn plain_ascii(text: &str) -> String {
    let mut plain = text.to_ascii_lowercase().into_bytes();
    let (mut length, mut is_apart) = (0_usize, false);
    for at in 0..plain.len() {
        let byte = plain.get(at).copied().unwrap_or_default();
        if !byte.is_ascii_alphanumeric() {
            is_apart |= byte != b'\'' && length > 0;
            continue;
        }
        if std::mem::take(&mut is_apart) {
            set(&mut plain, &mut length, b' ');
        }
        set(&mut plain, &mut length, byte);
    }
    plain.truncate(length);
    String::from_utf8(plain).unwrap_or_default()
}

#[inline(always)]
fn set(bytes: &mut [u8], place: &mut usize, byte: u8) {
    if let Some(slot) = bytes.get_mut(*place) {
        *slot = byte;
    }
    *place = place.saturating_add(1);
}

/// Whether the plain text `phrase` stands in the plain text `text` as whole words.
pub fn holds(text: &str, phrase: &str) -> bool {
    let (Some(first), Some(last)) = (phrase.chars().next(), phrase.chars().next_back()) else {
        return false;
    };
    let (bytes, sought) = (text.as_bytes(), phrase.as_bytes());
    let starts = |at: &usize| {
        bytes.get(*at) == sought.first() && bytes.get(*at..).is_some_and(|rest| rest.starts_with(sought))
    };
    (0..text.len().saturating_add(1).saturating_sub(phrase.len())).filter(starts).any(|at| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at.saturating_add(phrase.len())..).and_then(|after| after.chars().next());
        !joined(before, Some(first)) && !joined(Some(last), after)
    })
}

/// Whether two characters side by side belong to one word.
fn joined(left: Option<char>, right: Option<char>) -> bool {
    let spaced = |c: Option<char>| c.is_some_and(|c| c != ' ' && !is_unspaced(c));
    spaced(left) && spaced(right)
}

fn is_separator(c: char) -> bool {
    match c {
        '\0'..='\x7f' => !c.is_ascii_alphanumeric(),
        '\u{80}'..='\u{bf}' => !c.is_alphanumeric(),
        '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{3003}' | '\u{3008}'..='\u{3020}' | '\u{30fb}' => true,
        '\u{ff00}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' | '\u{ff5f}'..='\u{ff65}' => true,
        '\u{60c}' | '\u{61b}' | '\u{61f}' | '\u{66a}'..='\u{66d}' | '\u{6d4}' | '\u{964}' | '\u{965}' => true,
        _ => c.is_whitespace(),
    }
}

/// Thai, Lao, Khmer, Burmese, Japanese, Chinese and Korean write words, or words and endings, without spaces.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}
