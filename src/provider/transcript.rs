//! A transcript in words, for contact centres that take nothing but texts.

use crate::contract::{Author, TranscriptEntry};
use crate::provider::codec::Spoken;
use crate::script::to_json;

/// What was said, a line each, with who said it.
pub fn in_words(transcript: &[TranscriptEntry]) -> String {
    let mut words = String::new();
    for entry in transcript {
        let who = entry.name.as_deref().unwrap_or(match entry.author {
            Author::Visitor => "Visitor",
            Author::Bot => "Bot",
            Author::Agent => "Agent",
            Author::System => "System",
        });
        if !words.is_empty() {
            words.push('\n');
        }
        words.push_str(who);
        words.push_str(": ");
        words.push_str(&entry.text);
    }
    words
}

/// A message as one text: its words, else what came along, written out.
pub fn message_in_words(spoken: &Spoken) -> String {
    match &spoken.text {
        Some(text) => text.to_string(),
        None if spoken.data.is_nullish() => String::new(),
        None => to_json(&spoken.data, None).unwrap_or_default(),
    }
}
