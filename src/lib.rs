//! Hands a chat from a bot to a human and back: a flow engine without I/O.

pub mod script;
pub mod value;
