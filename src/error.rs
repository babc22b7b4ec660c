//! The one error type: whose fault it is, a stable code, a sentence, and what a flow's findings say.
//!
//! What happens in the world (an agent declines, a provider is down) is never an error: it is an
//! effect. An error means that the call changed nothing.

use crate::contract::Finding;

/// Whose fault an [`Error`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The flow document's.
    Flow,
    /// The engine options'.
    Settings,
    /// The caller's.
    Host,
    /// The contact centre's.
    Provider,
}

/// A call that was refused and changed nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Error {
    /// Whose fault it is.
    pub fault: Fault,
    /// Stable, in snake_case.
    pub code: &'static str,
    /// A sentence in lower case: what, where, and what to do.
    pub message: String,
    /// What is wrong with the flow, for `flow_invalid`.
    pub findings: Vec<Finding>,
}

impl Error {
    /// An error without findings.
    pub fn new(fault: Fault, code: &'static str, message: impl Into<String>) -> Self {
        Error { fault, code, message: message.into(), findings: Vec::new() }
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(formatter, "{} ({})", self.message, self.code)
    }
}

impl std::error::Error for Error {}
