//! Salesforce Messaging for In-App and Web: its settings in a flow.
//!
//! The session's own address and keys are settings of the provider, not of the flow.

use crate::descriptor::{FieldType, NodeField, Section};
use crate::provider::fields;

/// Its section of the Handover to Agent node.
pub static SECTION: Section = Section {
    key: "salesforceMiaw",
    label: "Salesforce MIAW Settings",
    nested: true,
    condition: Some(fields::of_kind("salesforceMiaw")),
    fields: &[
        NodeField::new(
            FieldType::Toggle,
            "sendTranscriptAsFirstMessage",
            "Send Transcript as First Message",
            "Shows the agent what was said before as the first message.",
        ),
        NodeField::new(
            FieldType::Json,
            "routingAttributes",
            "Routing Attributes",
            "What the routing flow in Salesforce decides by.",
        ),
        NodeField::new(
            FieldType::Template,
            "identityToken",
            "Identity Token",
            "A short-lived token that says who the visitor is.",
        ),
        NodeField::new(
            FieldType::Toggle,
            "endOnParticipantChange",
            "End on Participant Change",
            "Ends the handover when the agent leaves, even to transfer it.",
        ),
        fields::DISCONNECTS,
        fields::CONNECTS,
    ],
};
