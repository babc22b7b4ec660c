//! The fields that the sections of several providers share.
//!
//! What a field means stands here once; a provider's file says which ones it has and in which order.

use crate::descriptor::{Choice, Condition, FieldType, Literal, NodeField};

/// Whether the chosen provider is of this kind.
pub const fn of_kind(kind: &'static str) -> Condition {
    Condition::Is("provider.kind", Literal::Text(kind))
}

/// What an agent has to know.
pub const SKILLS: NodeField = NodeField::new(
    FieldType::TextArray,
    "skills",
    "Skills",
    "What an agent has to know, such as `billing`; only such agents are offered the conversation.",
);

/// What an agent has to speak.
pub const LANGUAGES: NodeField = NodeField::new(
    FieldType::TextArray,
    "languages",
    "Languages",
    "What an agent has to speak, such as `english`; only such agents are offered the conversation.",
);

/// How urgent the conversation is.
pub const PRIORITY: NodeField = NodeField::new(
    FieldType::Select,
    "priority",
    "Priority",
    "How urgent the conversation is among those that wait.",
)
.options(&[
    Choice { value: "none", label: "None" },
    Choice { value: "urgent", label: "Urgent" },
    Choice { value: "high", label: "High" },
    Choice { value: "medium", label: "Medium" },
    Choice { value: "low", label: "Low" },
]);

/// Whether the visitor is told their position.
pub const GET_QUEUE_POSITION: NodeField = NodeField::new(
    FieldType::Toggle,
    "getQueuePosition",
    "Get Queue Position",
    "Tells the visitor their place in the queue.",
);

/// How often they are told.
pub const UPDATE_INTERVAL: NodeField = NodeField::new(
    FieldType::Number,
    "updateInterval",
    "Update Interval",
    "How often the place in the queue is told; blank for each time it changes.",
)
.unit("s")
.when(Condition::Is("getQueuePosition", Literal::Bool(true)));

/// Whether the visitor is told how long it may take.
pub const GET_ESTIMATED_WAIT_TIME: NodeField = NodeField::new(
    FieldType::Toggle,
    "getEstimatedWaitTime",
    "Get Estimated Wait Time",
    "Tells the visitor how long it may take until an agent comes.",
);

/// How often they are told.
pub const WAIT_TIME_UPDATE_INTERVAL: NodeField = NodeField::new(
    FieldType::Number,
    "waitTimeUpdateInterval",
    "Wait Time Update Interval",
    "How often the estimated wait is told; blank for each time it changes.",
)
.unit("s")
.when(Condition::Is("getEstimatedWaitTime", Literal::Bool(true)));

const ALTERNATIVE: Condition = Condition::Is("alternativeUpdate", Literal::Bool(true));

/// Whether a long queue has a text of its own.
pub const ALTERNATIVE_UPDATE: NodeField = NodeField::new(
    FieldType::Toggle,
    "alternativeUpdate",
    "Alternative Update",
    "Tells the visitor something else when the queue is long.",
);

/// From where on the queue is long.
pub const MAXIMUM_QUEUE_POSITION: NodeField = NodeField::new(
    FieldType::Number,
    "maximumQueuePosition",
    "Maximum Queue Position",
    "The alternative text is told when the place in the queue is beyond this one.",
)
.when(ALTERNATIVE);

/// From when on the wait is long.
pub const MAXIMUM_ESTIMATED_WAIT_TIME: NodeField = NodeField::new(
    FieldType::Number,
    "maximumEstimatedWaitTime",
    "Maximum Estimated Wait Time",
    "The alternative text is told when the estimated wait is longer than this.",
)
.unit("ms")
.when(ALTERNATIVE);

/// What is told in a long queue.
pub const ALTERNATIVE_TEXT: NodeField = NodeField::new(
    FieldType::Template,
    "alternativeText",
    "Alternative Text",
    "What the visitor is told when the place in the queue or the wait is beyond its maximum.",
)
.when(ALTERNATIVE);

/// Whether the agent is told that the visitor left.
pub const DISCONNECTS: NodeField = NodeField::new(
    FieldType::Toggle,
    "enableUserDisconnectsMessage",
    "Enable User Disconnects Message",
    "Tells the agent `User left the conversation` when the visitor has closed the chat's page.",
)
.default(Literal::Bool(true));

/// Whether the agent is told that the visitor came back.
pub const CONNECTS: NodeField = NodeField::new(
    FieldType::Toggle,
    "enableUserConnectsMessage",
    "Enable User Connects Message",
    "Tells the agent `User joined the conversation` when the visitor has come back to the chat.",
)
.default(Literal::Bool(true));

/// Whether the agent may send texts through the flow.
pub const ALLOW_INJECT: NodeField = NodeField::new(
    FieldType::Toggle,
    "allowInject",
    "Allow Inject",
    "Lets the agent send a text through the flow as if the visitor had written it.",
);
