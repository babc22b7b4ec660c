//! 8x8 Contact Center: its settings in a flow.
//!
//! The fields stand in the order of the node's reference page.

use crate::descriptor::{FieldType, NodeField, Section};
use crate::provider::fields;

/// Its section of the Handover to Agent node.
pub static SECTION: Section = Section {
    key: "eightByEight",
    label: "8x8 Settings",
    nested: true,
    condition: Some(fields::of_kind("eightByEight")),
    fields: &[
        NodeField::new(FieldType::Template, "channelId", "8x8 Channel Id", "The chat channel in 8x8."),
        NodeField::new(
            FieldType::Template,
            "queueId",
            "8x8 Queue Id",
            "The queue in 8x8 that the conversation goes to.",
        ),
        NodeField::new(
            FieldType::Json,
            "jsonProperties",
            "8x8 JSON properties",
            "Further properties of the conversation in 8x8.",
        ),
    ],
};
