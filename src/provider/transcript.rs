//! Messages and transcripts in words, for agents who see nothing but texts.

use crate::contract::{Attachment, Author, TranscriptEntry};
use crate::provider::codec::Spoken;
use crate::script::to_json;
use crate::value::{Str, Value};

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

/// A message in words: cards, galleries, buttons and files are written out.
pub fn readable(text: Option<&Str>, data: &Value, buttons: &[Str], attachments: &[Attachment]) -> Str {
    let said = text.filter(|text| !text.trim().is_empty());
    if let Some(said) = said
        && data.is_nullish()
        && buttons.is_empty()
        && attachments.is_empty()
    {
        return said.clone();
    }
    let mut lines: Vec<String> = said.map(|said| String::from(&**said)).into_iter().collect();
    if !data.is_nullish() {
        let before = lines.len();
        collect(data, 0, &mut lines);
        if lines.len() == before && text.is_none() {
            lines.extend(to_json(data, None));
        }
    }
    if !buttons.is_empty() {
        let titles: Vec<String> = buttons.iter().map(|title| ["[", title, "]"].concat()).collect();
        lines.push(titles.join(" "));
    }
    for attachment in attachments {
        lines.push(match &attachment.name {
            Some(name) => [name, ": ", &attachment.url].concat(),
            None => String::from(&*attachment.url),
        });
    }
    lines.join("\n").into()
}

/// Keys under which cards, galleries and lists of all makes keep what people read.
const WORDING: [&str; 8] =
    ["title", "subtitle", "text", "label", "description", "altText", "speak", "fallbackText"];
/// Deeper than any card.
const DEPTH: u8 = 16;
/// More than any agent reads.
const LINES: usize = 60;

fn collect(data: &Value, depth: u8, lines: &mut Vec<String>) {
    if depth > DEPTH || lines.len() > LINES {
        return;
    }
    let depth = depth.saturating_add(1);
    match data {
        Value::Array(items) => items.iter().for_each(|item| collect(item, depth, lines)),
        Value::Object(object) => {
            for (key, value) in object.iter() {
                match value {
                    Value::String(text) if WORDING.contains(&&**key) && !text.trim().is_empty() => {
                        lines.push(String::from(&**text));
                    }
                    other => collect(other, depth, lines),
                }
            }
        }
        Value::Undefined | Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

impl Spoken {
    /// What was said as one text, with the addresses of its files where the provider takes none. Providers take
    /// all of it for the visitor's: the bot's words say whose they are.
    pub fn in_words(&self, with_files: bool) -> Str {
        let files = if with_files { &*self.attachments } else { &[] };
        let words = readable(self.text.as_ref(), &self.data, &[], files);
        if self.author == Author::Bot && !words.is_empty() {
            ["Bot: ", &words].concat().into()
        } else {
            words
        }
    }
}
