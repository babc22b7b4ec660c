//! JSON as `JSON.stringify` writes and `JSON.parse` reads it.
//!
//! There are two readers: what a script parses has no keys that scripts cannot reach, a document may have any.
//! Both read numbers to the nearest double and take half a surrogate pair for U+FFFD.

use super::coerce::{is_unreachable, ordered};
use super::{Outcome, fail, fail_with};
use crate::javascript::{decimal_prefix, number_to_text, parse_float};
use crate::value::{Object, Value};

/// What `JSON.stringify` gives; `None` for `undefined`.
pub fn to_json(value: &Value, indent: Option<&str>) -> Option<String> {
    write(value, indent.unwrap_or_default(), usize::MAX).ok().flatten()
}

/// As [`to_json`], but fails where the text, or the work for it, exceeds `limit`.
pub fn write(value: &Value, indent: &str, limit: usize) -> Outcome<Option<String>> {
    if matches!(value, Value::Undefined) {
        return Ok(None);
    }
    let mut writer = Writer { text: String::new(), indent, left: limit };
    writer.value(value, 0)?;
    Ok(Some(writer.text))
}

struct Writer<'a> {
    text: String,
    indent: &'a str,
    left: usize,
}

impl Writer<'_> {
    fn value(&mut self, value: &Value, depth: usize) -> Outcome<()> {
        match value {
            Value::Undefined | Value::Null => self.push("null"),
            Value::Bool(truth) => self.push(if *truth { "true" } else { "false" }),
            Value::Number(number) if number.is_finite() => self.push(&number_to_text(*number)),
            Value::Number(_) => self.push("null"),
            Value::String(text) => self.quoted(text),
            Value::Array(items) => {
                self.push("[")?;
                for (index, item) in items.iter().enumerate() {
                    self.separate(index == 0, depth)?;
                    self.value(item, depth.saturating_add(1))?;
                }
                self.close("]", items.is_empty(), depth)
            }
            Value::Object(object) => {
                self.push("{")?;
                let mut first = true;
                for (key, value) in ordered(object) {
                    self.charge(1)?;
                    if matches!(value, Value::Undefined) {
                        continue;
                    }
                    self.separate(first, depth)?;
                    first = false;
                    self.quoted(key)?;
                    self.push(if self.indent.is_empty() { ":" } else { ": " })?;
                    self.value(value, depth.saturating_add(1))?;
                }
                self.close("}", first, depth)
            }
        }
    }

    fn charge(&mut self, cost: usize) -> Outcome<()> {
        match self.left.checked_sub(cost) {
            Some(left) => {
                self.left = left;
                Ok(())
            }
            None => fail("the text is too long"),
        }
    }

    fn push(&mut self, piece: &str) -> Outcome<()> {
        self.charge(piece.len())?;
        self.text.push_str(piece);
        Ok(())
    }

    fn separate(&mut self, first: bool, depth: usize) -> Outcome<()> {
        if !first {
            self.push(",")?;
        }
        self.line(depth.saturating_add(1))
    }

    fn close(&mut self, mark: &str, empty: bool, depth: usize) -> Outcome<()> {
        if !empty {
            self.line(depth)?;
        }
        self.push(mark)
    }

    fn line(&mut self, depth: usize) -> Outcome<()> {
        if !self.indent.is_empty() {
            self.push("\n")?;
            for _ in 0..depth {
                self.push(self.indent)?;
            }
        }
        Ok(())
    }

    fn quoted(&mut self, text: &str) -> Outcome<()> {
        self.charge(text.len().saturating_add(2))?;
        self.text.push('"');
        for c in text.chars() {
            let escape = match c {
                '"' => '"',
                '\\' => '\\',
                '\n' => 'n',
                '\r' => 'r',
                '\t' => 't',
                '\u{8}' => 'b',
                '\u{c}' => 'f',
                '\0'..='\u{1f}' => {
                    self.text.push_str(if c < '\u{10}' { "\\u000" } else { "\\u001" });
                    self.text.extend(char::from_digit(u32::from(c) & 15, 16));
                    continue;
                }
                _ => {
                    self.text.push(c);
                    continue;
                }
            };
            self.text.push('\\');
            self.text.push(escape);
        }
        self.text.push('"');
        Ok(())
    }
}

/// Reads a document: the JSON text of a flow, of a provider or of settings.
pub fn from_json(text: &str) -> Result<Value, String> {
    Reader { rest: text, source: Source::Document }.whole().map_err(|failure| failure.message)
}

/// As `JSON.parse` reads a text in a script.
pub fn read(text: &str) -> Outcome {
    Reader { rest: text, source: Source::Script }.whole()
}

#[derive(Clone, Copy, PartialEq)]
enum Source {
    Document,
    Script,
}

impl Source {
    /// The deepest nesting that is read. What the engine wraps a document in still fits into a snapshot.
    fn deepest(self) -> usize {
        match self {
            Source::Document => 80,
            Source::Script => 60,
        }
    }
}

struct Reader<'a> {
    rest: &'a str,
    source: Source,
}

impl Reader<'_> {
    fn whole(mut self) -> Outcome {
        let value = self.value(0)?;
        self.skip();
        if self.rest.is_empty() { Ok(value) } else { self.unexpected() }
    }

    fn skip(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r']);
    }

    fn take(&mut self, mark: &str) -> bool {
        self.skip();
        match self.rest.strip_prefix(mark) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn unexpected<T>(&self) -> Outcome<T> {
        fail_with("the text is not JSON at ", self.rest, "")
    }

    fn value(&mut self, depth: usize) -> Outcome {
        if depth > self.source.deepest() {
            return fail("the JSON is nested too deeply");
        }
        if self.take("null") {
            Ok(Value::Null)
        } else if self.take("true") {
            Ok(true.into())
        } else if self.take("false") {
            Ok(false.into())
        } else if self.take("\"") {
            Ok(self.string()?.into())
        } else if self.take("[") {
            self.array(depth)
        } else if self.take("{") {
            self.object(depth)
        } else {
            self.number()
        }
    }

    fn array(&mut self, depth: usize) -> Outcome {
        let mut items = Vec::new();
        if self.take("]") {
            return Ok(items.into());
        }
        loop {
            items.push(self.value(depth.saturating_add(1))?);
            if self.take("]") {
                return Ok(items.into());
            }
            if !self.take(",") {
                return self.unexpected();
            }
        }
    }

    fn object(&mut self, depth: usize) -> Outcome {
        let mut object = Object::new();
        if self.take("}") {
            return Ok(object.into());
        }
        loop {
            if !self.take("\"") {
                return self.unexpected();
            }
            let key = self.string()?;
            if self.source == Source::Script && is_unreachable(&key) {
                return fail_with("", &key, " is not reachable");
            }
            if !self.take(":") {
                return self.unexpected();
            }
            object.insert(key, self.value(depth.saturating_add(1))?);
            if self.take("}") {
                return Ok(object.into());
            }
            if !self.take(",") {
                return self.unexpected();
            }
        }
    }

    fn number(&mut self) -> Outcome {
        let unsigned = self.rest.strip_prefix('-').unwrap_or(self.rest);
        let length = decimal_prefix(unsigned);
        let digits = unsigned.get(..length).unwrap_or_default();
        let second = digits.as_bytes().get(1);
        let padded = digits.starts_with('0') && second.is_some_and(|c| c.is_ascii_digit());
        let dangling = digits.starts_with('.')
            || digits.ends_with('.')
            || digits.contains(".e")
            || digits.contains(".E");
        match length {
            1.. if !padded && !dangling => {
                let number = parse_float(digits);
                let negative = unsigned.len() != self.rest.len();
                self.rest = unsigned.get(length..).unwrap_or_default();
                Ok(Value::Number(if negative { -number } else { number }))
            }
            _ => self.unexpected(),
        }
    }

    fn string(&mut self) -> Outcome<String> {
        let mut text = String::new();
        let mut units: Vec<u16> = Vec::new();
        loop {
            let end = self.rest.find(['"', '\\']).unwrap_or(self.rest.len());
            let (plain, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
            if plain.bytes().any(|c| c < 0x20) {
                return self.unexpected();
            }
            if !plain.is_empty() || !rest.starts_with("\\u") {
                text.push_str(&String::from_utf16_lossy(&units));
                units.clear();
            }
            text.push_str(plain);
            let Some(escape) = rest.strip_prefix('\\') else {
                let Some(rest) = rest.strip_prefix('"') else { return fail("the JSON ends too early") };
                self.rest = rest;
                return Ok(text);
            };
            let mut chars = escape.chars();
            match chars.next() {
                Some('n') => text.push('\n'),
                Some('t') => text.push('\t'),
                Some('r') => text.push('\r'),
                Some('b') => text.push('\u{8}'),
                Some('f') => text.push('\u{c}'),
                Some(c @ ('"' | '\\' | '/')) => text.push(c),
                Some('u') => {
                    let hex = escape.get(1..5).filter(|hex| hex.bytes().all(|c| c.is_ascii_hexdigit()));
                    let Some(unit) = hex.and_then(|hex| u16::from_str_radix(hex, 16).ok()) else {
                        return self.unexpected();
                    };
                    // Pairs of surrogates come as two escapes.
                    units.push(unit);
                    chars = escape.get(5..).unwrap_or_default().chars();
                }
                _ => return self.unexpected(),
            }
            self.rest = chars.as_str();
        }
    }
}
