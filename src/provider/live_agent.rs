//! Live Agent, a contact centre of the Chatwoot family: its settings in a flow.
//!
//! The fields stand in the order of the node's reference page.

use crate::descriptor::{FieldType, NodeField, Place, Section};
use crate::provider::fields;

/// Its section of the Handover to Agent node.
pub static SECTION: Section = Section {
    key: "liveAgent",
    label: "Live Agent Settings",
    nested: true,
    runs: Some(Place::Depends),
    condition: Some(fields::of_kind("liveAgent")),
    fields: &[
        NodeField::new(
            FieldType::Template,
            "inboxId",
            "Live Agent Inbox Id",
            "The inbox that gets the conversation.",
        ),
        fields::SKILLS,
        fields::LANGUAGES,
        fields::PRIORITY,
        fields::GET_QUEUE_POSITION,
        fields::UPDATE_INTERVAL,
        fields::GET_ESTIMATED_WAIT_TIME,
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
