//! Phrases by which a bot without language understanding of its own recognises what is wanted.
//!
//! The longest phrase wins, and of equally long ones the first.

use crate::contract::{Finding, Level};
use crate::node::cut;
use crate::node::shown;
use crate::node::words::{holds, plain};
use crate::value::{Str, Value};

/// The flow's intents.
#[derive(Default)]
pub struct Intents {
    names: Vec<Str>,
    /// Plain phrases, the longest first, each with the place of its intent.
    phrases: Vec<(String, usize)>,
}

impl Intents {
    /// Reads the document's `intents`.
    pub fn read(value: Option<&Value>, findings: &mut Vec<Finding>) -> Self {
        let mut intents = Intents::default();
        let Some(value) = value.filter(|value| !value.is_nullish()) else { return intents };
        let Some(items) = value.as_array() else {
            findings.push(mistyped("intents", "an array", value));
            return intents;
        };
        for (at, item) in items.iter().enumerate() {
            let path = ["intents.", &at.to_string()].concat();
            let Some(name) = item.get("name").and_then(Value::as_str) else {
                findings.push(mistyped(&path, "an object of `name` and `phrases`", item));
                continue;
            };
            let phrases = item.get("phrases").unwrap_or(&Value::Null);
            intents.read_phrases(&[&path, ".phrases"].concat(), phrases, findings);
            intents.names.push(name.into());
        }
        intents.phrases.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.len()));
        intents
    }

    /// The names, sorted.
    pub fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.names.iter().map(|name| &**name).collect();
        names.sort_unstable();
        names
    }

    /// The intent of a text.
    pub fn find(&self, text: &str) -> Option<&str> {
        if self.phrases.is_empty() {
            return None;
        }
        let text = plain(text);
        let (_, at) = self.phrases.iter().find(|(phrase, _)| holds(&text, phrase))?;
        self.names.get(*at).map(|name| &**name)
    }

    fn read_phrases(&mut self, path: &str, value: &Value, findings: &mut Vec<Finding>) {
        let Some(items) = value.as_array() else {
            findings.push(mistyped(path, "an array of strings", value));
            return;
        };
        for (at, item) in items.iter().enumerate() {
            let path = [path, ".", &at.to_string()].concat();
            let Some(text) = item.as_str() else {
                findings.push(mistyped(&path, "a string", item));
                continue;
            };
            let phrase = plain(text);
            if phrase.is_empty() {
                let message = ["the phrase `", &cut(text), "` has no word in it and is never found"].concat();
                let help = "Write at least one word or take it out.";
                findings.push(Finding::new(Level::Warning, "empty_phrase", message, help).field(&path));
            } else {
                self.phrases.push((phrase, self.names.len()));
            }
        }
    }
}

/// A field of the document that has the wrong type.
pub fn mistyped(path: &str, expected: &str, value: &Value) -> Finding {
    let message = ["`", path, "` must be ", expected, ", not `", &shown(value), "`"].concat();
    let help = ["Make it ", expected, "."].concat();
    Finding::new(Level::Error, "wrong_type", message, &help).field(path)
}
