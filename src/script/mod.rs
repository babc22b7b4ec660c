//! CognigyScript: JavaScript expressions over `input`, `context` and `profile`, and texts and JSON that hold them.
//!
//! An expression is parsed once and evaluated often. What it computes is what JavaScript computes, or it is
//! refused: there are no statements, no assignment, no regular expressions, no dates, no chance and no host
//! objects, and `__proto__`, `constructor` and `prototype` are not reachable by any path. Functions are not
//! values: an arrow function or a built-in stands only as the argument of a call.
//!
//! Where JavaScript changes an array in place, `sort`, `reverse` and `Object.assign` give a changed copy and the
//! other methods are refused. Texts are well-formed Unicode: half a surrogate pair that a method cuts out becomes
//! U+FFFD. Source, nesting, steps, texts, arrays and results are bounded, see the constants below.

#![allow(clippy::wildcard_enum_match_arm, reason = "most operations concern one or two kinds of values")]

mod array;
mod ast;
mod coerce;
mod evaluate;
mod global;
mod json;
mod math;
mod number;
mod object;
mod operate;
mod parse;
mod pattern;
mod template;
mod text;
mod token;
mod uri;

pub use crate::javascript::number_to_text;
pub use coerce::{to_text, truthy};
pub use json::{from_json, to_json};
pub use number::text_to_decimal;
pub use template::{JsonTemplate, Template};

use crate::value::Value;
use ast::Node;

/// The longest source, in bytes.
const MAX_SOURCE: usize = 20_000;
/// The deepest nesting of a source, and of an evaluation.
const MAX_NESTING: usize = 100;
/// How many steps an evaluation may take.
const MAX_STEPS: usize = 250_000;
/// The longest text an evaluation may make, in bytes.
const MAX_TEXT: usize = 1_000_000;
/// The longest array, and the most keys of an object, an evaluation may make.
const MAX_ITEMS: usize = 100_000;
/// The deepest value that may exist during an evaluation.
const MAX_DEPTH: usize = 200;
/// The deepest result, so that every document that holds it can still be read back.
const MAX_RESULT_DEPTH: usize = 64;
/// The heaviest result: its texts in bytes, and eight for each value in it.
const MAX_RESULT: usize = 8_000_000;

/// Why an expression was refused or failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// A lower-case sentence with the offending token in backticks.
    pub message: String,
    /// The place in the source, counted in UTF-16 code units as JavaScript does.
    pub at: usize,
}

impl std::fmt::Display for Error {
    fn fmt(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

/// What an expression can see; `ci`, `cc` and `cp` are the short forms.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'a> {
    /// `input`: this message.
    pub input: &'a Value,
    /// `context`: this conversation.
    pub context: &'a Value,
    /// `profile`: this visitor.
    pub profile: &'a Value,
}

/// A parsed expression.
#[derive(Debug)]
pub struct Expression {
    source: String,
    root: Node,
}

impl Expression {
    /// Parses a source, with or without `{{ }}` around it.
    pub fn parse(source: &str) -> Result<Self, Error> {
        let mut place = Place { source, from: 0, to: source.len() };
        let trimmed = source.trim();
        if let Some(inner) = trimmed.strip_prefix("{{").and_then(|rest| rest.strip_suffix("}}")) {
            place.from = source.find("{{").unwrap_or(0).saturating_add(2);
            place.to = place.from.saturating_add(inner.len());
        }
        match parse::parse(place) {
            Ok(root) => Ok(Expression { source: source.to_string(), root }),
            Err(failure) => Err(failure.located(source)),
        }
    }

    /// Evaluates the expression; the scope stays as it is.
    pub fn evaluate(&self, scope: &Scope) -> Result<Value, Error> {
        evaluate::run(&self.root, scope).map_err(|failure| failure.located(&self.source))
    }
}

/// The stretch of a source that holds the expression, in bytes.
#[derive(Clone, Copy)]
struct Place<'a> {
    source: &'a str,
    from: usize,
    to: usize,
}

/// An error on its way out: the place is a byte offset, and not known where a method fails.
#[derive(Debug)]
struct Failure {
    message: String,
    at: Option<usize>,
}

type Outcome<T = Value> = Result<T, Box<Failure>>;

impl Failure {
    /// Sets the place, unless a more exact one is known.
    fn at(mut self: Box<Self>, at: usize) -> Box<Self> {
        self.at = self.at.or(Some(at));
        self
    }

    fn located(self, source: &str) -> Error {
        let before = source.get(..self.at.unwrap_or(0)).unwrap_or(source);
        Error { at: coerce::length(before), message: self.message }
    }
}

fn fail<T>(message: &str) -> Outcome<T> {
    Err(failure(&[message]))
}

/// A sentence with the offending token in backticks between its halves.
fn fail_with<T>(before: &str, token: &str, after: &str) -> Outcome<T> {
    Err(failure(&[before, "`", shortened(token), "`", after]))
}

#[cold]
#[inline(never)]
fn failure(pieces: &[&str]) -> Box<Failure> {
    Box::new(Failure { message: pieces.concat(), at: None })
}

fn shortened(token: &str) -> &str {
    token.char_indices().nth(40).and_then(|(end, _)| token.get(..end)).unwrap_or(token)
}
