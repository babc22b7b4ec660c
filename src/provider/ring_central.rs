//! RingCentral Engage Digital: its settings in a flow.
//!
//! The fields stand in the order of the node's reference page.

use crate::descriptor::{FieldType, NodeField, Section};
use crate::provider::fields;

/// Its section of the Handover to Agent node.
pub static SECTION: Section = Section {
    key: "ringCentral",
    label: "Ring Central Engage Settings",
    nested: true,
    condition: Some(fields::of_kind("ringCentral")),
    fields: &[
        NodeField::new(
            FieldType::TextArray,
            "additionalCategoryIds",
            "Additional Category Ids",
            "Categories that the conversation gets besides those of its source.",
        ),
        fields::DISCONNECTS,
        fields::CONNECTS,
    ],
};
