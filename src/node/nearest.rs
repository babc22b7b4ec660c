//! The nearest of some known words: "did you mean".
//!
//! Long words are not compared, so that a hostile document costs no more than a sound one.

/// The longest word that is compared, in characters.
const LONGEST: usize = 40;

/// The known word that `word` was probably meant to be.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word: Vec<char> = word.trim().chars().take(LONGEST).flat_map(char::to_lowercase).collect();
    let allowed = word.len() / 3;
    let distances = known.into_iter().map(|known| (distance(&word, known), known));
    let (distance, known) = distances.min_by_key(|(distance, _)| *distance)?;
    (distance <= allowed).then_some(known)
}

/// How many characters have to be put in, taken out or changed, letter case apart.
fn distance(word: &[char], known: &str) -> usize {
    let mut row: Vec<usize> = (0..=word.len()).collect();
    for letter in known.chars().take(LONGEST).flat_map(char::to_lowercase) {
        let mut diagonal = 0_usize;
        let mut left = 0;
        for (at, cell) in row.iter_mut().enumerate() {
            let change = match at.checked_sub(1).and_then(|before| word.get(before)) {
                Some(other) => diagonal.saturating_add(usize::from(*other != letter)),
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
