//! Hands a chat from a bot to a human and back: a flow engine without I/O.
//!
//! Read in this order: `value`, `packed`, `contract`, `script`, `flow`, `node`, `provider`,
//! `handover`, `engine`, `format`; `binding` is the way into JavaScript.

pub mod error;
pub mod packed;
pub mod value;
