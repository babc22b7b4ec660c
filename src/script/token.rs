//! Cuts a source into tokens, and pairs the brackets.
//!
//! Refuses what no expression can hold: comments, legacy octals, BigInt, unbalanced or too deeply nested brackets.

use super::{MAX_NESTING, MAX_SOURCE, Outcome, Place, fail, fail_with};
use crate::javascript::{decimal_prefix, is_space, parse_float, text_to_number};
use crate::value::Str;

#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    Number(f64),
    Text(Str),
    /// The first piece of a template literal; true when an expression follows.
    Head(Str, bool),
    /// A further piece, after an expression.
    Tail(Str, bool),
    Word(Str),
    Mark(&'static str),
    End,
}

#[derive(Clone, Debug)]
pub struct Token {
    pub kind: Kind,
    pub at: usize,
    /// For an opening bracket, the index of the closing one.
    pub pair: usize,
}

/// Longest first.
static MARKS: [&str; 57] = [
    ">>>=", "...", "===", "!==", "**=", "<<=", ">>=", ">>>", "&&=", "||=", "??=", "=>", "==", "!=", "<=",
    ">=", "&&", "||", "??", "?.", "++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<", ">>",
    "**", "+", "-", "*", "/", "%", "&", "|", "^", "<", ">", "=", "!", "~", "?", ":", ",", ".", "(", ")", "[",
    "]", "{", "}", ";",
];

pub fn tokens(place: Place) -> Outcome<Vec<Token>> {
    let Some(source) = place.source.get(..place.to) else {
        return fail("the source is cut inside a character");
    };
    if source.len().saturating_sub(place.from) > MAX_SOURCE {
        return fail("the expression is too long");
    }
    let mut lexer = Lexer { source, at: place.from, tokens: Vec::new(), open: Vec::new() };
    match lexer.run() {
        Ok(()) => Ok(lexer.tokens),
        Err(failure) => Err(failure.at(lexer.at)),
    }
}

struct Lexer<'a> {
    source: &'a str,
    at: usize,
    tokens: Vec<Token>,
    /// The open brackets: the index of the token and the mark that closes it.
    open: Vec<(usize, &'static str)>,
}

/// The mark that closes an expression inside a template literal.
const CHUNK: &str = "`";

impl<'a> Lexer<'a> {
    fn run(&mut self) -> Outcome<()> {
        while let Some(first) = self.peek() {
            let start = self.at;
            if is_space(first) {
                self.at = self.at.saturating_add(first.len_utf8());
            } else if first.is_ascii_digit() || (first == '.' && self.next_is_digit()) {
                let number = self.number()?;
                self.push(Kind::Number(number), start);
            } else if is_word(first) {
                let rest = self.rest();
                let end = rest.find(|c: char| !is_word(c) && !c.is_ascii_digit()).unwrap_or(rest.len());
                let word = rest.get(..end).unwrap_or_default();
                self.push(Kind::Word(word.into()), start);
                self.at = self.at.saturating_add(end);
            } else if first == '"' || first == '\'' {
                self.at = self.at.saturating_add(1);
                let text = self.text(first)?;
                self.at = self.at.saturating_add(1);
                self.push(Kind::Text(text.into()), start);
            } else if first == '`' {
                self.at = self.at.saturating_add(1);
                self.chunk(start)?;
            } else if first == '}' && self.open.last().is_some_and(|(_, close)| *close == CHUNK) {
                self.open.pop();
                self.at = self.at.saturating_add(1);
                self.chunk(start)?;
            } else {
                self.mark()?;
            }
        }
        if let Some((index, close)) = self.open.last() {
            let close = if *close == CHUNK { "}" } else { close };
            self.at = self.tokens.get(*index).map_or(0, |token| token.at);
            return fail_with("", close, " is missing");
        }
        self.push(Kind::End, self.at);
        Ok(())
    }

    fn rest(&self) -> &'a str {
        self.source.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn bump(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at = self.at.saturating_add(next.len_utf8());
        Some(next)
    }

    fn next_is_digit(&self) -> bool {
        self.rest().chars().nth(1).is_some_and(|c| c.is_ascii_digit())
    }

    fn push(&mut self, kind: Kind, at: usize) {
        self.tokens.push(Token { kind, at, pair: 0 });
    }

    fn open(&mut self, close: &'static str) -> Outcome<()> {
        if self.open.len() >= MAX_NESTING {
            return fail("the expression is nested too deeply");
        }
        self.open.push((self.tokens.len(), close));
        Ok(())
    }

    fn mark(&mut self) -> Outcome<()> {
        let rest = self.rest();
        if rest.starts_with("//") || rest.starts_with("/*") {
            return fail("comments are not part of the language");
        }
        // One byte rules out most marks, which spares a call for each.
        let first = rest.bytes().next();
        let marks = MARKS.iter().filter(|mark| mark.bytes().next() == first);
        let Some(mut mark) = marks.copied().find(|mark| rest.starts_with(mark)) else {
            let first: String = rest.chars().take(1).collect();
            return fail_with("", &first, " is not part of the language");
        };
        if mark == "?." && rest.chars().nth(2).is_some_and(|c| c.is_ascii_digit()) {
            mark = "?";
        }
        match mark {
            "(" => self.open(")")?,
            "[" => self.open("]")?,
            "{" => self.open("}")?,
            ")" | "]" | "}" => {
                let index = self.tokens.len();
                match self.open.pop() {
                    Some((opening, close)) if close == mark => {
                        if let Some(token) = self.tokens.get_mut(opening) {
                            token.pair = index;
                        }
                    }
                    _ => return fail_with("", mark, " closes nothing"),
                }
            }
            _ => {}
        }
        self.push(Kind::Mark(mark), self.at);
        self.at = self.at.saturating_add(mark.len());
        Ok(())
    }

    fn number(&mut self) -> Outcome<f64> {
        let rest = self.rest();
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
        let run = rest.get(..end).unwrap_or_default();
        let prefix = run.get(..2).unwrap_or_default().to_ascii_lowercase();
        if matches!(&*prefix, "0x" | "0o" | "0b") {
            let digits = digits_without_separators(run.get(2..).unwrap_or_default());
            let value = digits.map_or(f64::NAN, |digits| text_to_number(&[&*prefix, &digits].concat()));
            if value.is_nan() {
                return fail_with("", run, " is not a number");
            }
            self.at = self.at.saturating_add(end);
            return Ok(value);
        }
        // Separators are no part of what `decimal_prefix` reads, so they are taken out first and the length kept.
        let literal: String = rest
            .chars()
            .scan(' ', |last, c| {
                let sign = matches!(c, '+' | '-') && matches!(last, 'e' | 'E');
                *last = c;
                (c.is_ascii_alphanumeric() || c == '_' || c == '.' || sign).then_some(c)
            })
            .collect();
        let plain: String = literal.chars().filter(|c| *c != '_').collect();
        let length = decimal_prefix(&plain);
        let mut taken = 0_usize;
        let mut left = length;
        for c in literal.chars() {
            if left == 0 {
                break;
            }
            left = left.saturating_sub(usize::from(c != '_'));
            taken = taken.saturating_add(1);
        }
        let written = literal.get(..taken).unwrap_or_default();
        let next = rest.get(taken..).and_then(|rest| rest.chars().next());
        let joined = next.is_some_and(|c| is_word(c) || c.is_ascii_digit());
        if joined && next == Some('n') {
            return fail("big integers are not part of the language");
        }
        let legacy = written.len() > 1
            && written.starts_with('0')
            && !matches!(written.get(1..2), Some("." | "e" | "E"));
        let separated = written
            .split(['.', 'e', 'E', '+', '-'])
            .all(|digits| digits_without_separators(digits).is_some());
        if joined || legacy || !separated {
            return fail_with("", run, " is not a number");
        }
        self.at = self.at.saturating_add(taken);
        Ok(parse_float(plain.get(..length).unwrap_or_default()))
    }

    /// Reads up to the closing quote or, in a template literal, to `${`, and stops before it.
    fn text(&mut self, quote: char) -> Outcome<String> {
        let mut units: Vec<u16> = Vec::new();
        let start = self.at;
        loop {
            let rest = self.rest();
            if rest.starts_with(quote) || (quote == '`' && rest.starts_with("${")) {
                return Ok(String::from_utf16_lossy(&units));
            }
            let at = self.at;
            match self.bump() {
                Some('\\') => {
                    if let Err(failure) = self.escape(&mut units) {
                        return Err(failure.at(at));
                    }
                }
                Some('\r') if quote == '`' => {
                    if self.peek() != Some('\n') {
                        units.push(10);
                    }
                }
                Some(c) if quote == '`' || !matches!(c, '\n' | '\r') => push_char(&mut units, c),
                _ => {
                    self.at = start.saturating_sub(1);
                    return fail_with("the closing ", quote.encode_utf8(&mut [0; 4]), " is missing");
                }
            }
        }
    }

    fn chunk(&mut self, start: usize) -> Outcome<()> {
        let text: Str = self.text('`')?.into();
        let more = self.rest().starts_with("${");
        if more {
            self.open(CHUNK)?;
        }
        self.at = self.at.saturating_add(if more { 2 } else { 1 });
        let first = self.source.get(start..).is_some_and(|rest| rest.starts_with('`'));
        self.push(if first { Kind::Head(text, more) } else { Kind::Tail(text, more) }, start);
        Ok(())
    }

    fn escape(&mut self, units: &mut Vec<u16>) -> Outcome<()> {
        let Some(c) = self.bump() else { return fail("the text is not closed") };
        let plain = match c {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'b' => '\u{8}',
            'f' => '\u{c}',
            'v' => '\u{b}',
            '0' if !self.peek().is_some_and(|c| c.is_ascii_digit()) => '\0',
            '0'..='9' => return fail("octal escapes are not part of the language"),
            'x' => {
                units.push(self.hex(2)? as u16);
                return Ok(());
            }
            'u' if self.peek() == Some('{') => {
                self.bump();
                let length = self.rest().find('}').unwrap_or(0);
                let code = self.hex(length)?;
                self.bump();
                match char::from_u32(code) {
                    Some(c) => push_char(units, c),
                    None if code <= 0xFFFF => units.push(code as u16),
                    None => return fail("the escape names no character"),
                }
                return Ok(());
            }
            'u' => {
                units.push(self.hex(4)? as u16);
                return Ok(());
            }
            '\r' => {
                if self.peek() == Some('\n') {
                    self.bump();
                }
                return Ok(());
            }
            '\n' | '\u{2028}' | '\u{2029}' => return Ok(()),
            other => other,
        };
        push_char(units, plain);
        Ok(())
    }

    fn hex(&mut self, length: usize) -> Outcome<u32> {
        let digits = self.rest().get(..length).unwrap_or_default();
        let valid = !digits.is_empty() && digits.bytes().all(|c| c.is_ascii_hexdigit());
        match u32::from_str_radix(digits, 16) {
            Ok(code) if valid => {
                self.at = self.at.saturating_add(length);
                Ok(code)
            }
            _ => fail("the escape is not complete"),
        }
    }
}

fn push_char(units: &mut Vec<u16>, c: char) {
    units.extend_from_slice(c.encode_utf16(&mut [0; 2]));
}

/// `None` unless every separator stands between two digits.
fn digits_without_separators(digits: &str) -> Option<String> {
    let wrong = digits.starts_with('_') || digits.ends_with('_') || digits.contains("__");
    (!wrong).then(|| digits.replace('_', ""))
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphabetic() || c == '_' || c == '$' || (!c.is_ascii() && c.is_alphabetic())
}
