//! Hands a chat from a bot to a human and back: a flow engine without I/O.
//!
//! Read in this order: `value`, `hash`, `javascript`, `calendar`, `packed`, `contract`, `script`, `descriptor`, `flow`, `node`,
//! `provider`, `handover`, `engine`, `format`; `binding` is what JavaScript calls.

#[cfg(target_arch = "wasm32")]
mod binding;
pub mod calendar;
pub mod contract;
pub mod descriptor;
pub mod engine;
pub mod error;
pub mod flow;
pub mod format;
pub mod handover;
pub mod hash;
pub mod javascript;
pub mod node;
pub mod packed;
pub mod provider;
pub mod script;
pub mod value;
