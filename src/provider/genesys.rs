//! Genesys Cloud, by guest chat, web messaging or open messaging: its settings in a flow.
//!
//! All three ways share one section, in the order of the node's reference page.

use crate::descriptor::{Condition, FieldType, NodeField, Place, Section};
use crate::provider::fields;

/// Its section of the Handover to Agent node.
pub static SECTION: Section = Section {
    key: "genesys",
    label: "Genesys Settings",
    nested: true,
    runs: Some(Place::Depends),
    condition: Some(Condition::Or(&[
        fields::of_kind("genesysGuestChat"),
        fields::of_kind("genesysWebMessaging"),
        fields::of_kind("genesysOpenMessaging"),
    ])),
    fields: &[
        NodeField::new(
            FieldType::Template,
            "language",
            "Language",
            "What an agent has to speak, such as `english`.",
        ),
        fields::SKILLS,
        NodeField::new(
            FieldType::Template,
            "priority",
            "Priority",
            "How urgent the conversation is, for the flow in Genesys that sorts the queue, such as `1`.",
        ),
        fields::DISCONNECTS,
        fields::CONNECTS,
        NodeField::new(
            FieldType::Json,
            "customAttributes",
            "Custom Attributes",
            "Further values by name, for routing and for the agent.",
        ),
    ],
};
