//! The nearest of some known words: "did you mean".
//!
//! Long words are not compared, so that a hostile document costs no more than a sound one.

use crate::javascript::to_lowercase;

/// The longest word that is compared, in characters.
const LONGEST: usize = 40;

/// What to do about a word that is not known: take the known one that it was probably meant to be, or
/// what stands in `otherwise`.
pub fn suggestion(word: &str, known: &[&str], otherwise: &str) -> String {
    let word = letters(word.trim());
    // The one that is best so far, and by how many letters another has to be better.
    let (mut best, mut limit) = ("", (word.len() / 3).saturating_add(1));
    for known in known {
        let distance = distance(&word, &letters(known));
        if distance < limit {
            (best, limit) = (known, distance);
        }
    }
    if best.is_empty() { otherwise.into() } else { ["Did you mean `", best, "`?"].concat() }
}

fn letters(word: &str) -> Vec<char> {
    let start: String = word.chars().take(LONGEST).collect();
    to_lowercase(&start).chars().collect()
}

/// How many characters have to be put in, taken out or changed, letter case apart.
fn distance(word: &[char], known: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=word.len()).collect();
    for letter in known {
        let mut diagonal = 0_usize;
        let mut left = 0;
        for (at, cell) in row.iter_mut().enumerate() {
            let change = match at.checked_sub(1).and_then(|before| word.get(before)) {
                Some(other) => diagonal.saturating_add(usize::from(other != letter)),
                None => usize::MAX,
            };
            diagonal = *cell;
            let shift = if at == 0 { diagonal } else { diagonal.min(left) };
            left = change.min(shift.saturating_add(1));
            *cell = left;
        }
    }
    row.last().copied().unwrap_or_default()
}
