//! Texts and JSON with expressions in `{{ }}`.
//!
//! A part that does not parse, fails or has no value stands for nothing; the errors of parsing are kept for who
//! checks a flow. A text without braces costs nothing but itself.

use super::ast::Node;
use super::coerce::{to_number, to_text, truthy};
use super::{Error, Expression, Place, Scope, evaluate, json, parse};
use crate::value::{Object, Str, Value};

/// A text with expressions in it.
#[derive(Debug)]
pub struct Template {
    source: Str,
    /// Empty for a text without expressions.
    parts: Vec<Part>,
    errors: Vec<Error>,
}

#[derive(Debug)]
enum Part {
    Literal(usize, usize),
    Script(Script),
}

/// A parsed expression; `None` where it does not parse.
type Script = Option<Node>;

impl Template {
    /// Parses a text; what is wrong with its expressions is told by [`errors`](Self::errors).
    pub fn parse(source: impl Into<Str>) -> Self {
        let source = source.into();
        let mut parts = Vec::new();
        let mut errors = Vec::new();
        let mut done = 0_usize;
        while let Some(open) = opening(&source, done) {
            let from = open.saturating_add(2);
            let Some(to) = closing(&source, from) else {
                let error = Error {
                    message: "the closing `}}` is missing".into(),
                    at: super::coerce::length(source.get(..open).unwrap_or_default()),
                };
                errors.push(error);
                break;
            };
            parts.push(Part::Literal(done, open));
            let script = parse::parse(Place { source: &source, from, to });
            parts.push(Part::Script(script.map_err(|failure| errors.push(failure.located(&source))).ok()));
            done = to.saturating_add(2);
        }
        if !parts.is_empty() {
            parts.push(Part::Literal(done, source.len()));
        }
        Template { source, parts, errors }
    }

    /// What is wrong with the expressions, with places in the whole text.
    pub fn errors(&self) -> &[Error] {
        &self.errors
    }

    /// The same, for who wants nothing else of the text.
    pub fn into_errors(self) -> Vec<Error> {
        self.errors
    }

    /// True for a text of nothing but white space.
    pub fn is_blank(&self) -> bool {
        self.source.chars().all(char::is_whitespace)
    }

    /// The text as it was written.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The text, if there is no expression in it.
    pub fn literal(&self) -> Option<&str> {
        self.parts.is_empty().then_some(&*self.source)
    }

    /// The text with the values of its expressions.
    pub fn render(&self, scope: &Scope) -> String {
        if self.parts.is_empty() {
            return String::from(&*self.source);
        }
        let mut text = String::new();
        for part in &self.parts {
            match part {
                Part::Literal(from, to) => text.push_str(self.source.get(*from..*to).unwrap_or_default()),
                Part::Script(script) => text.push_str(&to_text(&value(script, scope))),
            }
        }
        text
    }

    /// The only part of a text that is nothing but one expression.
    fn whole(&mut self) -> Option<Script> {
        let [Part::Literal(0, 0), Part::Script(script), Part::Literal(from, to)] = &mut *self.parts else {
            return None;
        };
        (from == to).then(|| script.take())
    }
}

/// The value of a script, or `undefined` if it has none.
fn value(script: &Script, scope: &Scope) -> Value {
    script.as_ref().and_then(|root| evaluate::run(root, scope).ok()).unwrap_or_default()
}

/// Where the next `{{` stands.
fn opening(source: &str, from: usize) -> Option<usize> {
    let rest = source.as_bytes().get(from..)?;
    rest.windows(2).position(|pair| pair == b"{{").map(|at| from.saturating_add(at))
}

/// Where the `}}` of an expression stands: the first outside its own brackets and texts, or else the very first.
fn closing(source: &str, from: usize) -> Option<usize> {
    let rest = source.get(from..)?;
    let mut open: Vec<char> = Vec::new();
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        match (open.last().copied(), c) {
            (Some('"' | '\'' | '`'), '\\') => {
                chars.next();
            }
            (Some('`'), '$') if next == Some('{') => {
                chars.next();
                open.push('{');
            }
            (Some(quote @ ('"' | '\'' | '`')), c) => {
                if c == quote {
                    open.pop();
                } else if c == '\n' && quote != '`' {
                    break;
                }
            }
            (_, '"' | '\'' | '`' | '{') => open.push(c),
            (None, '}') if next == Some('}') => return Some(from.saturating_add(at)),
            (Some('{'), '}') => {
                open.pop();
            }
            _ => {}
        }
    }
    rest.find("}}").map(|at| from.saturating_add(at))
}

/// JSON whose texts may hold expressions.
#[derive(Debug)]
pub struct JsonTemplate {
    root: Json,
    errors: Vec<Error>,
}

#[derive(Debug)]
enum Json {
    /// Without expressions.
    Value(Value),
    Text(Template),
    /// A text that is one expression: the value itself, converted where a type is named.
    Script(Script, Conversion),
    Array(Vec<Json>),
    Object(Vec<(Str, Json)>),
}

#[derive(Clone, Copy, Debug)]
enum Conversion {
    None,
    Number,
    Text,
    Boolean,
    Json,
}

impl JsonTemplate {
    /// Parses a JSON value; what is wrong with its expressions is told by [`errors`](Self::errors).
    pub fn parse(value: &Value) -> Self {
        let mut errors = Vec::new();
        let root = Json::parse(value, &mut errors);
        JsonTemplate { root, errors }
    }

    /// What is wrong with the expressions, with places in their texts.
    pub fn errors(&self) -> &[Error] {
        &self.errors
    }

    /// The value, if it is without expressions.
    pub fn literal(&self) -> Option<&Value> {
        if let Json::Value(value) = &self.root { Some(value) } else { None }
    }

    /// The value with those of its expressions. One that is missing drops its key or its item.
    pub fn render(&self, scope: &Scope) -> Value {
        self.root.render(scope)
    }
}

impl Json {
    fn parse(value: &Value, errors: &mut Vec<Error>) -> Json {
        match value {
            Value::String(text) if opening(text, 0).is_some() => {
                let mut template = Template::parse(text.clone());
                errors.append(&mut template.errors);
                match template.whole() {
                    Some(script) => Json::Script(script, Conversion::None),
                    None => Json::Text(template),
                }
            }
            Value::Array(items) => {
                let items: Vec<Json> = items.iter().map(|item| Json::parse(item, errors)).collect();
                let plain = items.iter().all(|item| matches!(item, Json::Value(_)));
                if plain { Json::Value(value.clone()) } else { Json::Array(items) }
            }
            Value::Object(object) => {
                if let (1, Some(script)) = (object.len(), object.get("$cs")) {
                    return Json::script(script, errors);
                }
                let members: Vec<(Str, Json)> =
                    object.iter().map(|(key, value)| (key.clone(), Json::parse(value, errors))).collect();
                let plain = members.iter().all(|(_, member)| matches!(member, Json::Value(_)));
                if plain { Json::Value(value.clone()) } else { Json::Object(members) }
            }
            Value::Undefined | Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
                Json::Value(value.clone())
            }
        }
    }

    /// The content of `$cs`: a `script` and perhaps a `type`.
    fn script(value: &Value, errors: &mut Vec<Error>) -> Json {
        let conversion = match value.get("type").map(|name| name.as_str().unwrap_or_default()) {
            None => Some(Conversion::None),
            Some("number") => Some(Conversion::Number),
            Some("string") => Some(Conversion::Text),
            Some("boolean") => Some(Conversion::Boolean),
            Some("json") => Some(Conversion::Json),
            Some(_) => None,
        };
        let script = value.get("script").and_then(Value::as_str);
        let (Some(conversion), Some(script)) = (conversion, script) else {
            let message =
                "`$cs` needs a `script` and, if any, the `type` number, string, boolean or json".into();
            errors.push(Error { message, at: 0 });
            return Json::Script(None, Conversion::None);
        };
        let expression = Expression::parse(script).map_err(|error| errors.push(error));
        Json::Script(expression.ok().map(|expression| expression.root), conversion)
    }

    fn render(&self, scope: &Scope) -> Value {
        match self {
            Json::Value(value) => value.clone(),
            Json::Text(template) => template.render(scope).into(),
            Json::Script(script, conversion) => conversion.apply(value(script, scope)),
            Json::Array(items) => {
                let items = items.iter().map(|item| item.render(scope));
                items.filter(|item| !matches!(item, Value::Undefined)).collect::<Vec<Value>>().into()
            }
            Json::Object(members) => {
                let mut object = Object::new();
                for (key, member) in members {
                    let value = member.render(scope);
                    if !matches!(value, Value::Undefined) {
                        object.insert(key.clone(), value);
                    }
                }
                object.into()
            }
        }
    }
}

impl Conversion {
    /// A value that cannot be converted is missing, as is one that was missing before.
    fn apply(self, value: Value) -> Value {
        if matches!(value, Value::Undefined) {
            return value;
        }
        match self {
            Conversion::None => value,
            Conversion::Number => to_number(&value)
                .ok()
                .filter(|number| !number.is_nan())
                .map_or(Value::Undefined, Value::Number),
            Conversion::Text => to_text(&value).into(),
            Conversion::Boolean => truthy(&value).into(),
            Conversion::Json => match &value {
                Value::String(text) => json::read(text).unwrap_or_default(),
                _ => value,
            },
        }
    }
}
