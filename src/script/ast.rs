//! The tree of an expression.
//!
//! Operators of one level and the links of a member chain stand side by side in one node, not in each other:
//! a long chain is no deeper than a short one. Places are byte offsets in the source. Local names are
//! resolved to slots: the stack of an evaluation has the shape of the nesting of the arrow functions.

use crate::value::{Str, Value};

#[derive(Debug)]
pub enum Node {
    Value(Value),
    /// A template literal: texts and expressions to be joined.
    Text(Vec<Node>),
    Local(usize),
    Root(Root),
    /// A built-in function or namespace.
    Global(Str),
    Array(Vec<Item>),
    Object(Vec<Entry>),
    Chain(Box<Node>, Vec<Link>),
    Unary(&'static str, Box<Node>, usize),
    /// A first operand and those that follow, all of one level, from left to right.
    Binary(Box<Node>, Vec<Operation>),
    /// Conditions with their values, and the value when none holds.
    Conditional(Vec<(Node, Node)>, Box<Node>),
    /// Only as an argument.
    Arrow(Box<Arrow>),
}

#[derive(Clone, Copy, Debug)]
pub enum Root {
    Input,
    Context,
    Profile,
}

#[derive(Debug)]
pub struct Item {
    pub spread: bool,
    pub node: Node,
    pub at: usize,
}

#[derive(Debug)]
pub enum Entry {
    Spread(Node),
    Pair(Key, Node),
}

#[derive(Debug)]
pub enum Key {
    Fixed(Str),
    Computed(Node, usize),
}

#[derive(Debug)]
pub struct Link {
    pub kind: LinkKind,
    /// Follows `?.`: the rest of the chain is not evaluated on `undefined` and `null`.
    pub optional: bool,
    pub at: usize,
}

#[derive(Debug)]
pub enum LinkKind {
    Member(Str),
    Index(Node),
    Call(Vec<Item>),
}

#[derive(Debug)]
pub struct Operation {
    pub operator: &'static str,
    pub at: usize,
    pub right: Node,
}

#[derive(Debug)]
pub struct Arrow {
    /// The slot of the first name it binds.
    pub base: usize,
    pub parameters: Elements,
    pub body: Node,
}

#[derive(Debug)]
pub enum Pattern {
    Name,
    Array(Elements),
    Object(Vec<(Key, Element)>, bool),
}

/// The parameters of a function or the elements of an array pattern.
#[derive(Debug)]
pub struct Elements {
    /// `None` stands for an element that is left out.
    pub fixed: Vec<Option<Element>>,
    pub rest: Option<Box<Pattern>>,
}

#[derive(Debug)]
pub struct Element {
    pub pattern: Pattern,
    pub default: Option<Node>,
    pub at: usize,
}
