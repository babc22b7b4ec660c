//! Salesforce Chat, with its Live Agent REST interface: its settings in a flow.
//!
//! The fields stand in the order of the node's reference page, later ones after them.

use crate::descriptor::{FieldType, Literal, NodeField, Section};
use crate::provider::fields;

/// Its section of the Handover to Agent node.
pub static SECTION: Section = Section {
    key: "salesforce",
    label: "Salesforce Settings",
    nested: true,
    condition: Some(fields::of_kind("salesforce")),
    fields: &[
        NodeField::new(
            FieldType::Template,
            "baseUrl",
            "Live Agent Base URL",
            "The chat endpoint of the installation, without `/chat/rest`.",
        ),
        NodeField::new(
            FieldType::Template,
            "apiVersion",
            "API Version",
            "The version of the REST interface.",
        )
        .default(Literal::Text("52")),
        NodeField::new(
            FieldType::Template,
            "organizationId",
            "Organization ID",
            "The organization in Salesforce.",
        ),
        NodeField::new(FieldType::Template, "deploymentId", "Deployment ID", "The deployment in Salesforce."),
        NodeField::new(FieldType::Template, "buttonId", "Button ID", "The chat button of that deployment."),
        NodeField::new(
            FieldType::Toggle,
            "sendTranscriptAsFirstMessage",
            "Send Transcript as First Message",
            "Shows the agent what was said before as the first message.",
        ),
        NodeField::new(
            FieldType::Json,
            "prechatEntities",
            "Pre-Chat Entities",
            "Which records Salesforce looks up or creates before the chat.",
        )
        .default(Literal::Array),
        NodeField::new(
            FieldType::Json,
            "prechatDetails",
            "Pre-Chat Details",
            "What is known of the visitor, for those records.",
        )
        .default(Literal::Array),
    ],
};
