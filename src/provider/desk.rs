//! The built-in desk, at which people answer in a browser: its settings in a flow.
//!
//! The fields are those of Live Agent without an inbox; position and wait are told unless switched off.

use crate::descriptor::{Literal, Section};
use crate::provider::fields;

/// Its section of the Handover to Agent node.
pub static SECTION: Section = Section {
    key: "desk",
    label: "Desk Settings",
    nested: true,
    condition: Some(fields::of_kind("desk")),
    fields: &[
        fields::SKILLS,
        fields::LANGUAGES,
        fields::PRIORITY,
        fields::GET_QUEUE_POSITION.default(Literal::Bool(true)),
        fields::UPDATE_INTERVAL,
        fields::GET_ESTIMATED_WAIT_TIME.default(Literal::Bool(true)),
        fields::WAIT_TIME_UPDATE_INTERVAL,
        fields::ALTERNATIVE_UPDATE,
        fields::MAXIMUM_QUEUE_POSITION,
        fields::MAXIMUM_ESTIMATED_WAIT_TIME,
        fields::ALTERNATIVE_TEXT,
        fields::DISCONNECTS,
        fields::CONNECTS,
        fields::ALLOW_INJECT,
    ],
};
