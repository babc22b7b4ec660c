//! What a flow and a reader see of a handover.

use crate::contract::Agent;
use crate::packed::{record, words};
use crate::value::Str;

words! {
    /// Who handles the conversation, as in Dialogflow v2.
    pub enum ConversationStage {
        /// The bot.
        VirtualAgent = "VIRTUAL_AGENT_STAGE",
        /// A person.
        HumanAssist = "HUMAN_ASSIST_STAGE",
    }
}

words! {
    /// Where a handover stands, or what the present run of the flow is about.
    pub enum Status {
        /// Asked for, not yet taken up by the provider.
        Requested = "requested",
        /// Waiting for a person.
        Queue = "queue",
        /// A person has spoken.
        Active = "active",
        /// Over: resolved by the agent, or closed by the flow.
        Completed = "completed",
        /// Over: the visitor did not want to wait.
        Cancelled = "cancelled",
        /// Over: it could not be had, or broke.
        Error = "error",
        /// Over: nobody came in time.
        TimedOut = "timedOut",
        /// The agent sends a text through the flow.
        AgentInject = "agentInject",
        /// The provider reports something of its own.
        GenericHandoverUpdate = "genericHandoverUpdate",
        /// Over: another conversation of this visitor took the agent along.
        AlreadyInProgress = "handoverAlreadyInProgress",
    }
}

words! {
    /// Why a handover could not be had.
    pub enum ErrorReason {
        /// The channel cannot hand over.
        Unsupported = "unsupported",
        /// Something went wrong with the provider.
        Error = "error",
    }
}

record! {
    /// What went wrong.
    pub struct HandoverError = 4 {
        /// The kind of failure, of two.
        reason: ErrorReason = "reason",
        /// The exact failure, stable, in snake_case.
        code: Str = "code",
        /// A sentence.
        message: Str = "message",
    }
}

impl HandoverError {
    /// A failure of the reason `error`.
    pub fn new(code: &str, message: &str) -> Self {
        HandoverError { reason: ErrorReason::Error, code: code.into(), message: message.into() }
    }
}

record! {
    /// What is known of the queue.
    pub struct QueueData = 5 {
        /// The place in the queue, from 1 on.
        position: Option<u32> = "position",
        /// Milliseconds until somebody is likely to come.
        estimated_wait_time: Option<u64> = "estimatedWaitTime",
        /// What to say when the queue is longer than the node's maxima.
        alternative_text: Option<Str> = "alternativeText",
    }
}

record! {
    /// A handover: `input.handover` inside the flow, `view().handover` outside it.
    pub struct Handover = 6 {
        /// Where it stands.
        status: Status = "status",
        /// What went wrong, with status `error` and with no other.
        error: Option<HandoverError> = "error",
        /// What is known of the queue.
        data: Option<QueueData> = "data",
        /// How often in a row the visitor's inactivity timer has run out.
        inactivity_count: u32 = "inactivityCount",
        /// The provider's name in the engine's options.
        provider: Option<Str> = "provider",
        /// The human agent.
        agent: Option<Agent> = "agent",
        /// What the agent wrote at the end.
        summary: Option<Str> = "summary",
        /// How it ended, in the provider's words.
        resolution: Option<Str> = "resolution",
    }
}
