//! Reads the tokens of an expression into its tree.
//!
//! Refuses everything that is not an expression of the language, with one sentence that says what stands there.
//! Names are resolved here: a name that is neither a root, a built-in nor a parameter is an error of the source.

use super::ast::{
    Arrow, Element, Elements, Entry, Item, Key, Link, LinkKind, Node, Operation, Pattern, Root,
};
use super::coerce::is_unreachable;
use super::token::{Kind, Token, tokens};
use super::{MAX_NESTING, Outcome, Place, fail, fail_with, global};
use crate::value::{Str, Value};

pub fn parse(place: Place) -> Outcome<Node> {
    let tokens = tokens(place)?;
    let mut parser = Parser { tokens, next: 0, names: Vec::new(), depth: 0 };
    let at_end = |parser: &Parser| matches!(parser.peek(), Kind::End);
    let parsed = if at_end(&parser) { fail("the expression is empty") } else { parser.expression() };
    match parsed {
        Ok(node) if at_end(&parser) => Ok(node),
        Ok(_) => parser.unexpected(),
        Err(failure) => Err(failure),
    }
    .map_err(|failure| failure.at(parser.at()))
}

struct Parser {
    tokens: Vec<Token>,
    next: usize,
    /// The parameters in sight; their index is their slot.
    names: Vec<Str>,
    depth: usize,
}

impl Parser {
    fn peek(&self) -> &Kind {
        self.tokens.get(self.next).map_or(&Kind::End, |token| &token.kind)
    }

    fn at(&self) -> usize {
        self.tokens.get(self.next).map_or(0, |token| token.at)
    }

    fn step(&mut self) {
        self.next = self.next.saturating_add(1);
    }

    fn is(&self, mark: &str) -> bool {
        matches!(self.peek(), Kind::Mark(next) if *next == mark)
    }

    /// The token after the next one.
    fn second_is(&self, mark: &str) -> bool {
        matches!(self.tokens.get(self.next.saturating_add(1)), Some(Token { kind: Kind::Mark(next), .. }) if *next == mark)
    }

    fn take(&mut self, mark: &str) -> bool {
        let taken = self.is(mark);
        if taken {
            self.step();
        }
        taken
    }

    fn expect(&mut self, mark: &str) -> Outcome<()> {
        if self.take(mark) { Ok(()) } else { self.unexpected() }
    }

    fn unexpected<T>(&self) -> Outcome<T> {
        match self.peek() {
            Kind::End => fail("the expression ends too early"),
            Kind::Number(number) => fail_with("", &super::number_to_text(*number), " is not expected here"),
            Kind::Text(text) => fail_with("the text ", text, " is not expected here"),
            Kind::Head(..) => fail("tagged templates are not part of the language"),
            Kind::Tail(..) => fail_with("", "}", " is not expected here"),
            Kind::Word(word) => fail_with("", word, " is not expected here"),
            Kind::Mark(mark) => fail_with("", mark, reason(mark)),
        }
        .map_err(|failure| failure.at(self.at()))
    }

    /// Runs a part of the grammar one level deeper.
    fn deeper<T>(&mut self, part: impl FnOnce(&mut Self) -> Outcome<T>) -> Outcome<T> {
        if self.depth >= MAX_NESTING {
            return fail("the expression is nested too deeply").map_err(|failure| failure.at(self.at()));
        }
        self.depth = self.depth.saturating_add(1);
        let result = part(self);
        self.depth = self.depth.saturating_sub(1);
        result
    }

    fn expression(&mut self) -> Outcome<Node> {
        self.deeper(Self::conditional)
    }

    fn conditional(&mut self) -> Outcome<Node> {
        let mut cases = Vec::new();
        loop {
            let node = self.binary(1)?;
            if !self.take("?") {
                return Ok(if cases.is_empty() { node } else { Node::Conditional(cases, Box::new(node)) });
            }
            let value = self.expression()?;
            self.expect(":")?;
            cases.push((node, value));
        }
    }

    fn operator(&self) -> Option<(&'static str, u8)> {
        let mark = match self.peek() {
            Kind::Mark(mark) => *mark,
            Kind::Word(word) if &**word == "in" => "in",
            _ => return None,
        };
        let level = match mark {
            "??" => 1,
            "||" => 2,
            "&&" => 3,
            "|" => 4,
            "^" => 5,
            "&" => 6,
            "==" | "!=" | "===" | "!==" => 7,
            "<" | ">" | "<=" | ">=" | "in" => 8,
            "<<" | ">>" | ">>>" => 9,
            "+" | "-" => 10,
            "*" | "/" | "%" => 11,
            "**" => 12,
            _ => return None,
        };
        Some((mark, level))
    }

    fn binary(&mut self, lowest: u8) -> Outcome<Node> {
        let first = self.next;
        let mut left = self.unary()?;
        // `??` does not mix with `||` and `&&`; parentheses end the search, they make one operand.
        let mut logical = 0;
        while let Some((_, level)) = self.operator().filter(|(_, level)| *level >= lowest) {
            let mut operations = Vec::new();
            while let Some((operator, at)) =
                self.operator().filter(|next| next.1 == level).map(|next| (next.0, self.at()))
            {
                if level == 12 && matches!(left, Node::Unary(..)) && !self.closed(first) {
                    return fail("parentheses are missing around the negative base of `**`")
                        .map_err(|failure| failure.at(at));
                }
                let family = if level == 1 { 1 } else { 2 };
                if level <= 3 && logical != 0 && logical != family {
                    return fail("parentheses are missing between `??` and `||` or `&&`")
                        .map_err(|failure| failure.at(at));
                }
                if level <= 3 {
                    logical = family;
                }
                self.step();
                let start = self.next;
                let next_level = if level == 12 { 12 } else { level.saturating_add(1) };
                let right = self.deeper(|parser| parser.binary(next_level))?;
                if level == 1 && is_logical(&right) && !self.closed(start) {
                    return fail("parentheses are missing between `??` and `||` or `&&`")
                        .map_err(|failure| failure.at(at));
                }
                operations.push(Operation { operator, at, right });
            }
            left = Node::Binary(Box::new(left), operations);
        }
        Ok(left)
    }

    /// True if what was read since the token `first` is one pair of parentheses.
    fn closed(&self, first: usize) -> bool {
        let token = self.tokens.get(first);
        token.is_some_and(|token| token.kind == Kind::Mark("(") && token.pair.saturating_add(1) == self.next)
    }

    fn unary(&mut self) -> Outcome<Node> {
        let at = self.at();
        let operator = match self.peek() {
            Kind::Mark(mark @ ("!" | "-" | "+" | "~")) => *mark,
            Kind::Word(word) if &**word == "typeof" => "typeof",
            Kind::Word(word) if &**word == "void" => "void",
            _ => return self.chain(),
        };
        self.step();
        let operand = self.deeper(Self::unary)?;
        Ok(Node::Unary(operator, Box::new(operand), at))
    }

    fn chain(&mut self) -> Outcome<Node> {
        let base = self.primary()?;
        let mut links = Vec::new();
        loop {
            let at = self.at();
            let optional = self.take("?.");
            let place = self.at();
            let kind = if self.take("(") {
                LinkKind::Call(self.items(")", true)?)
            } else if self.take("[") {
                let index = self.expression()?;
                self.expect("]")?;
                match index {
                    Node::Value(Value::String(name)) => LinkKind::Member(self.reachable(name, place)?),
                    index => LinkKind::Index(index),
                }
            } else if optional || self.take(".") {
                let place = self.at();
                let name = self.word()?;
                LinkKind::Member(self.reachable(name, place)?)
            } else if matches!(self.peek(), Kind::Head(..)) {
                return self.unexpected();
            } else {
                return Ok(if links.is_empty() { base } else { Node::Chain(Box::new(base), links) });
            };
            links.push(Link { kind, optional, at });
        }
    }

    fn word(&mut self) -> Outcome<Str> {
        let Kind::Word(word) = self.peek() else { return self.unexpected() };
        let word = word.clone();
        self.step();
        Ok(word)
    }

    fn reachable(&self, name: Str, at: usize) -> Outcome<Str> {
        if is_unreachable(&name) {
            return fail_with("", &name, " is not reachable").map_err(|failure| failure.at(at));
        }
        Ok(name)
    }

    /// Array items or arguments, up to the closing bracket.
    fn items(&mut self, close: &str, functions: bool) -> Outcome<Vec<Item>> {
        let mut items = Vec::new();
        while !self.take(close) {
            let at = self.at();
            if self.is(",") {
                return fail("an item is missing before `,`");
            }
            let spread = self.take("...");
            let node = if functions && !spread && self.is_arrow() {
                self.deeper(Self::arrow)?
            } else {
                self.expression()?
            };
            items.push(Item { spread, node, at });
            if !self.is(close) {
                self.expect(",")?;
            }
        }
        Ok(items)
    }

    fn is_arrow(&self) -> bool {
        match self.peek() {
            Kind::Word(_) => self.second_is("=>"),
            Kind::Mark("(") => {
                let after = self.tokens.get(self.next).map_or(0, |token| token.pair.saturating_add(1));
                matches!(self.tokens.get(after), Some(Token { kind: Kind::Mark("=>"), .. }))
            }
            _ => false,
        }
    }

    fn arrow(&mut self) -> Outcome<Node> {
        let base = self.names.len();
        let parameters = if self.take("(") {
            self.elements(")", base)?
        } else {
            let at = self.at();
            let pattern = self.pattern(base)?;
            Elements { fixed: vec![Some(Element { pattern, default: None, at })], rest: None }
        };
        self.expect("=>")?;
        if self.is("{") {
            return fail("a function body is one expression; an object stands in parentheses")
                .map_err(|failure| failure.at(self.at()));
        }
        let body =
            if self.is_arrow() { fail("a function cannot give a function") } else { self.expression() };
        let body = body.map_err(|failure| failure.at(self.at()))?;
        self.names.truncate(base);
        Ok(Node::Arrow(Box::new(Arrow { base, parameters, body })))
    }

    /// Parameters or the elements of an array pattern, up to the closing bracket.
    fn elements(&mut self, close: &str, base: usize) -> Outcome<Elements> {
        let mut elements = Elements { fixed: Vec::new(), rest: None };
        while !self.take(close) {
            if self.take("...") {
                elements.rest = Some(Box::new(self.pattern(base)?));
                self.expect(close)?;
                break;
            }
            let left_out = close == "]" && self.is(",");
            let element = if left_out { None } else { Some(self.element(base)?) };
            elements.fixed.push(element);
            if !self.is(close) {
                self.expect(",")?;
            }
        }
        Ok(elements)
    }

    fn element(&mut self, base: usize) -> Outcome<Element> {
        let at = self.at();
        let pattern = self.pattern(base)?;
        self.with_default(pattern, at)
    }

    fn with_default(&mut self, pattern: Pattern, at: usize) -> Outcome<Element> {
        let default = if self.take("=") { Some(self.expression()?) } else { None };
        Ok(Element { pattern, default, at })
    }

    fn pattern(&mut self, base: usize) -> Outcome<Pattern> {
        if self.take("[") {
            return Ok(Pattern::Array(self.deeper(|parser| parser.elements("]", base))?));
        }
        if self.take("{") {
            return self.deeper(|parser| parser.object_pattern(base));
        }
        let at = self.at();
        let name = self.word()?;
        self.declare(name, at, base)
    }

    fn declare(&mut self, name: Str, at: usize, base: usize) -> Outcome<Pattern> {
        if RESERVED.contains(&&*name) || self.names.iter().skip(base).any(|other| *other == name) {
            return fail_with("", &name, " cannot be the name of a parameter")
                .map_err(|failure| failure.at(at));
        }
        self.names.push(name);
        Ok(Pattern::Name)
    }

    fn object_pattern(&mut self, base: usize) -> Outcome<Pattern> {
        let mut members = Vec::new();
        while !self.take("}") {
            let at = self.at();
            if self.take("...") {
                let at = self.at();
                let name = self.word()?;
                self.declare(name, at, base)?;
                self.expect("}")?;
                return Ok(Pattern::Object(members, true));
            }
            let word = matches!(self.peek(), Kind::Word(_));
            let key = self.key()?;
            let element = match &key {
                Key::Fixed(name) if word && !self.is(":") => {
                    let pattern = self.declare(name.clone(), at, base)?;
                    self.with_default(pattern, at)?
                }
                Key::Fixed(_) | Key::Computed(..) => {
                    self.expect(":")?;
                    self.element(base)?
                }
            };
            members.push((key, element));
            if !self.is("}") {
                self.expect(",")?;
            }
        }
        Ok(Pattern::Object(members, false))
    }

    fn key(&mut self) -> Outcome<Key> {
        let at = self.at();
        let name: Str = match self.peek() {
            Kind::Word(word) => word.clone(),
            Kind::Text(text) => text.clone(),
            Kind::Number(number) => super::number_to_text(*number).into(),
            Kind::Mark("[") => {
                self.step();
                let node = self.expression()?;
                self.expect("]")?;
                return Ok(Key::Computed(node, at));
            }
            _ => return self.unexpected(),
        };
        self.step();
        Ok(Key::Fixed(self.reachable(name, at)?))
    }

    fn object(&mut self) -> Outcome<Node> {
        let mut entries = Vec::new();
        while !self.take("}") {
            if self.take("...") {
                entries.push(Entry::Spread(self.expression()?));
            } else {
                let at = self.at();
                let word = matches!(self.peek(), Kind::Word(_));
                let key = self.key()?;
                let node = match &key {
                    Key::Fixed(name) if word && (self.is(",") || self.is("}")) => self.name(name, at)?,
                    Key::Fixed(_) | Key::Computed(..) => {
                        if self.is("(") {
                            return fail("methods in objects are not part of the language");
                        }
                        self.expect(":")?;
                        self.expression()?
                    }
                };
                entries.push(Entry::Pair(key, node));
            }
            if !self.is("}") {
                self.expect(",")?;
            }
        }
        Ok(Node::Object(entries))
    }

    fn primary(&mut self) -> Outcome<Node> {
        let at = self.at();
        if self.is_arrow() {
            return fail("a function stands only as an argument of a call").map_err(|failure| failure.at(at));
        }
        let kind = self.peek().clone();
        match kind {
            Kind::Number(number) => {
                self.step();
                Ok(Node::Value(Value::Number(number)))
            }
            Kind::Text(text) => {
                self.step();
                Ok(Node::Value(Value::String(text)))
            }
            Kind::Head(..) => self.template(),
            Kind::Word(word) => {
                let node = self.name(&word, at)?;
                self.step();
                Ok(node)
            }
            Kind::Mark("(") => {
                self.step();
                let node = self.expression()?;
                self.expect(")")?;
                Ok(node)
            }
            Kind::Mark("[") => {
                self.step();
                self.deeper(|parser| parser.items("]", false)).map(Node::Array)
            }
            Kind::Mark("{") => {
                self.step();
                self.deeper(Self::object)
            }
            Kind::Mark(_) | Kind::Tail(..) | Kind::End => self.unexpected(),
        }
    }

    fn template(&mut self) -> Outcome<Node> {
        let mut parts = Vec::new();
        while let Kind::Head(text, more) | Kind::Tail(text, more) = self.peek().clone() {
            self.step();
            parts.push(Node::Value(Value::String(text)));
            if !more {
                return Ok(Node::Text(parts));
            }
            parts.push(self.expression()?);
        }
        self.unexpected()
    }

    fn name(&self, name: &Str, at: usize) -> Outcome<Node> {
        if let Some(slot) = self.names.iter().rposition(|other| other == name) {
            return Ok(Node::Local(slot));
        }
        Ok(match &**name {
            "input" | "ci" => Node::Root(Root::Input),
            "context" | "cc" => Node::Root(Root::Context),
            "profile" | "cp" => Node::Root(Root::Profile),
            "true" => Node::Value(true.into()),
            "false" => Node::Value(false.into()),
            "null" => Node::Value(Value::Null),
            "undefined" => Node::Value(Value::Undefined),
            "NaN" => Node::Value(f64::NAN.into()),
            "Infinity" => Node::Value(f64::INFINITY.into()),
            word if global::NAMES.contains(&word) => Node::Global(name.clone()),
            word => {
                let after = if is_unreachable(word) {
                    " is not reachable"
                } else if RESERVED.contains(&word) {
                    " is not part of the language, only expressions are"
                } else {
                    " is not known; values come from `input`, `context` and `profile`"
                };
                return fail_with("", word, after).map_err(|failure| failure.at(at));
            }
        })
    }
}

fn is_logical(node: &Node) -> bool {
    let Node::Binary(_, operations) = node else { return false };
    operations.first().is_some_and(|operation| matches!(operation.operator, "||" | "&&"))
}

fn reason(mark: &str) -> &'static str {
    match mark {
        "=" | "+=" | "-=" | "*=" | "/=" | "%=" | "**=" | "<<=" | ">>=" | ">>>=" | "&=" | "|=" | "^="
        | "&&=" | "||=" | "??=" => ": assignments are not part of the language; `===` compares",
        "++" | "--" => ": assignments are not part of the language",
        "/" => " does not stand here: regular expressions are not part of the language",
        "," => " does not stand here: there is one expression only",
        ";" => ": statements are not part of the language",
        "=>" => " does not stand here: a function is only an argument of a call",
        _ => " is not expected here",
    }
}

/// Words that name no value in JavaScript.
const RESERVED: [&str; 43] = [
    "await",
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "debugger",
    "default",
    "delete",
    "do",
    "else",
    "enum",
    "export",
    "extends",
    "false",
    "finally",
    "for",
    "function",
    "if",
    "import",
    "in",
    "instanceof",
    "let",
    "new",
    "null",
    "return",
    "static",
    "super",
    "switch",
    "this",
    "throw",
    "true",
    "try",
    "typeof",
    "var",
    "void",
    "while",
    "with",
    "yield",
    "async",
    "eval",
    "arguments",
];
