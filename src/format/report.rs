//! What the platform at the other end tells of a handover that it was given, in the engine's own words.
//!
//! A hub, Agent Assist or a channel with people behind it says where the handover stands and what its
//! human says; that arrives by the same way as its requests for a human and is told from them by its
//! shape. Asks each platform's file in turn and knows no field itself. What is said on behalf of the
//! visitor or of a bot is an echo of what is known, and gives no facts.

use crate::contract::Input;
use crate::format::{bot_framework, business_messages, dialogflow};
use crate::value::Value;

/// Reads a report: a `handoff.status` event, an event or the state of a Dialogflow conversation, or what a
/// representative of Business Messages does. `None` for what is no report.
pub fn read_report(payload: &Value) -> Option<Vec<Input>> {
    bot_framework::report(payload)
        .or_else(|| dialogflow::report(payload))
        .or_else(|| business_messages::report(payload))
}
