//! Chatwoot: its settings in a flow.
//!
//! The account and its address are settings of the provider, not of the flow.

use crate::descriptor::{FieldType, NodeField, Section};
use crate::provider::fields;

/// Its section of the Handover to Agent node.
pub static SECTION: Section = Section {
    key: "chatwoot",
    label: "Chatwoot Settings",
    nested: true,
    condition: Some(fields::of_kind("chatwoot")),
    fields: &[NodeField::new(
        FieldType::Template,
        "inboxId",
        "Chatwoot Inbox Id",
        "The inbox that gets the conversation.",
    )],
};
