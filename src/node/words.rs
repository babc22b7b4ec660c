//! What people write, made comparable: without letter case, punctuation and double spaces.
//!
//! Nothing here knows a language; a script without spaces between words has no word limits.

use crate::letters::push_lowercase;

/// The words of a text in lower case with one space between them.
pub fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut is_apart = false;
    for c in text.chars() {
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
        push_lowercase(c, &mut plain);
    }
    plain
}

/// Whether the plain text `phrase` stands in the plain text `text` as whole words.
pub fn holds(text: &str, phrase: &str) -> bool {
    let (Some(first), Some(last)) = (phrase.chars().next(), phrase.chars().next_back()) else {
        return false;
    };
    text.match_indices(phrase).any(|(at, _)| {
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
