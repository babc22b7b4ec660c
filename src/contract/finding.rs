//! What is wrong with a flow document, or will go wrong when it runs.

use crate::packed::{record, words};
use crate::value::Str;

words! {
    /// How bad a finding is.
    pub enum Level {
        /// The flow cannot run.
        Error = "error",
        /// The flow runs, and somebody will be sorry.
        Warning = "warning",
    }
}

record! {
    /// Something about a flow document that is wrong or will go wrong.
    pub struct Finding = 14 {
        /// How bad.
        level: Level = "level",
        /// Stable, in snake_case.
        code: Str = "code",
        /// A sentence.
        message: Str = "message",
        /// The node.
        node: Option<Str> = "node",
        /// The edge.
        edge: Option<Str> = "edge",
        /// The field of the node's data, with dots.
        field: Option<Str> = "field",
        /// What to do about it.
        help: Option<Str> = "help",
    }
}

impl Finding {
    /// A finding about the document as a whole.
    pub fn new(level: Level, code: &str, message: String, help: &str) -> Self {
        Finding {
            level,
            code: code.into(),
            message: message.into(),
            node: None,
            edge: None,
            field: None,
            help: Some(help.into()),
        }
    }

    /// The same about a node.
    pub fn node(mut self, id: &str) -> Self {
        self.node = Some(id.into());
        self
    }

    /// The same about an edge.
    pub fn edge(mut self, id: &str) -> Self {
        self.edge = Some(id.into());
        self
    }

    /// The same about a field.
    pub fn field(mut self, path: &str) -> Self {
        self.field = Some(path.into());
        self
    }
}
