//! The handover's state machine: every change of its state is in [`step`], and nowhere else.
//!
//! It knows no document, no provider and no clock. It says what follows from an event in a state;
//! the engine performs the orders in their order. The rules it keeps:
//!
//! - The visitor is the human's only in `Active`, and the human's first word is what makes it so.
//! - What a visitor writes is held in `Requested`, passed on in every later state, and the bot's in
//!   `Idle`; it is never two of these.
//! - Whatever the contact centre says after the acceptance was lost counts as the acceptance.
//! - Every way out of a handover ends in `Idle` by exactly one `End…` order. An event in `Idle` that
//!   is not the flow's or the visitor's own changes nothing.
//!
//! There is no catch-all: a new event or state does not compile until each cell has been decided.
#![deny(clippy::wildcard_enum_match_arm)]

/// Where a handover stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// There is none, or it is over.
    #[default]
    Idle,
    /// The provider has been asked.
    Requested,
    /// The provider has it, and nobody has taken it.
    Queued,
    /// Somebody has taken it, and has not said anything.
    Assigned,
    /// A human talks with the visitor.
    Active,
}

/// What can happen to a handover.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// A run reaches the node.
    Request,
    /// A run reaches the node, and it is plain that the handover cannot be had.
    Refused,
    /// A run reaches Close Handover.
    Close,
    /// The visitor says something.
    Message,
    /// The visitor says something that cancels while waiting.
    CancelMessage,
    /// The visitor cancels, whatever the state.
    Cancel,
    /// The visitor types, or stops.
    VisitorTyping,
    /// The visitor has been away longer than the grace.
    VisitorLeft,
    /// The visitor is there again.
    VisitorReturned,
    /// The provider has put it into a queue, or moved it there.
    Queued,
    /// An agent has taken it.
    Accepted,
    /// The agent says something.
    AgentMessage,
    /// The agent types, or stops.
    AgentTyping,
    /// The agent is gone.
    AgentLeft,
    /// The agent sends a text through the flow.
    AgentInject,
    /// The provider reports something of its own.
    Update,
    /// The agent is done.
    Resolved,
    /// The provider refused or broke.
    Failed,
    /// Another conversation took the agent along.
    AlreadyInProgress,
    /// The provider has not answered the request in time.
    RequestTimeout,
    /// Nobody came in time.
    QueueTimeout,
    /// The one who took it has not said anything in time.
    AgentTimeout,
    /// The visitor has not said anything for as long as the flow allows.
    Inactivity,
}

/// What follows. The flow runs last, when everything else is in place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Take note of the request and say the accepted message.
    Open,
    /// Send the request to the provider; from now on it has to answer in time.
    SendRequest,
    /// Report the error; the present run goes on.
    Refuse,
    /// Run the flow with the message.
    RunMessage,
    /// Keep the message until the provider has accepted.
    Hold,
    /// The provider has the request now: pass on what was held.
    DeliverHeld,
    /// Pass the message on.
    Forward,
    /// Say the accepted message again, where the node asks for it.
    RepeatAccepted,
    /// Pass on that the visitor types.
    ForwardTyping,
    /// Tell the agent that the visitor left, where the node asks for it.
    TellLeft,
    /// Tell the agent that the visitor is back, where they were told that they left.
    TellReturned,
    /// Take note of being queued; from now on somebody has to come in time.
    EnterQueue,
    /// Take note of the position and the wait, and pass them on as often as the node allows.
    UpdateQueue,
    /// Run the flow with the queue event, once, where the node asks for it.
    RunQueueEvent,
    /// Take note of the agent; from now on they have to say something in time.
    Assign,
    /// Take note of the agent's name alone.
    Rename,
    /// Forget the agent, whose time to say something ends.
    Unassign,
    /// Tell the provider that the agent's time is over.
    TellAgentTimeout,
    /// Make the human the owner.
    Activate,
    /// Tell the visitor who has come, or that somebody else has.
    Introduce,
    /// Show the agent's message.
    Speak,
    /// Show that the agent types.
    ShowTyping,
    /// Run the flow with the active event, once, where the node asks for it.
    RunActiveEvent,
    /// Make the bot the owner again, and tell the visitor that the human left.
    Leave,
    /// Tell the visitor that somebody else will come.
    TellTransfer,
    /// Run the flow with the agent's text, where the node allows it.
    RunInject,
    /// Run the flow with the provider's report.
    RunUpdate,
    /// Count the inactivity and run the flow with the present status.
    RunInactivity,
    /// Tell the provider that the visitor called it off.
    TellCancelled,
    /// Tell the provider that the time is over.
    TellTimedOut,
    /// Tell the provider that the engine gave up.
    TellGivenUp,
    /// Tell the provider that the flow closed it, where the node asks for it.
    TellClosed,
    /// It is over as `completed`; run the flow, where the node asks for it.
    EndCompleted,
    /// It is over as `completed`, closed by the flow, whose present run goes on.
    EndClosed,
    /// It is over as `cancelled`; run the flow.
    EndCancelled,
    /// It is over as `timedOut`; run the flow.
    EndTimedOut,
    /// It is over as `error`; run the flow.
    EndFailed,
    /// It is over as `handoverAlreadyInProgress`; run the flow.
    EndAlreadyInProgress,
}

/// What an event leads to: the next state, and the orders on the way there.
pub const fn step(state: State, event: Event) -> (State, &'static [Order]) {
    use Event as E;
    use Order as O;
    use State::{Active, Assigned, Idle, Queued, Requested};
    match (state, event) {
        (Idle, E::Request) => (Requested, &[O::Open, O::SendRequest]),
        (Idle, E::Refused) => (Idle, &[O::Refuse]),
        (Idle, E::Message | E::CancelMessage) => (Idle, &[O::RunMessage]),
        (
            Idle,
            E::Close
            | E::Cancel
            | E::VisitorTyping
            | E::VisitorLeft
            | E::VisitorReturned
            | E::Queued
            | E::Accepted
            | E::AgentMessage
            | E::AgentTyping
            | E::AgentLeft
            | E::AgentInject
            | E::Update
            | E::Resolved
            | E::Failed
            | E::AlreadyInProgress
            | E::RequestTimeout
            | E::QueueTimeout
            | E::AgentTimeout
            | E::Inactivity,
        ) => (Idle, &[]),

        (Requested | Queued | Assigned | Active, E::Request | E::Refused) => (state, &[]),

        (Requested, E::Message) => (Requested, &[O::Hold]),
        (Requested, E::CancelMessage | E::Cancel) => (Idle, &[O::TellCancelled, O::EndCancelled]),
        (Requested, E::Close) => (Idle, &[O::TellClosed, O::EndClosed]),
        (Requested, E::Queued) => {
            (Queued, &[O::EnterQueue, O::UpdateQueue, O::DeliverHeld, O::RunQueueEvent])
        }
        (Requested, E::Accepted) => (Assigned, &[O::EnterQueue, O::Assign, O::DeliverHeld, O::RunQueueEvent]),
        (Requested, E::AgentMessage) => {
            (Active, &[O::DeliverHeld, O::Activate, O::Introduce, O::Speak, O::RunActiveEvent])
        }
        (Requested, E::AgentInject) => (Queued, &[O::EnterQueue, O::DeliverHeld, O::RunInject]),
        (Requested, E::Resolved) => (Idle, &[O::DeliverHeld, O::EndCompleted]),
        (Requested, E::RequestTimeout) => (Idle, &[O::TellGivenUp, O::EndFailed]),
        (
            Requested,
            E::VisitorTyping
            | E::VisitorLeft
            | E::VisitorReturned
            | E::AgentTyping
            | E::AgentLeft
            | E::QueueTimeout
            | E::AgentTimeout
            | E::Inactivity,
        ) => (Requested, &[]),

        (Queued | Assigned, E::Message) => (state, &[O::RepeatAccepted, O::Forward]),
        (Queued | Assigned, E::CancelMessage | E::Cancel) => (Idle, &[O::TellCancelled, O::EndCancelled]),
        (Queued | Assigned, E::Close) => (Idle, &[O::TellClosed, O::EndClosed]),
        (Queued | Assigned, E::AgentMessage) => {
            (Active, &[O::Activate, O::Introduce, O::Speak, O::RunActiveEvent])
        }
        (Queued | Assigned, E::QueueTimeout) => (Idle, &[O::TellTimedOut, O::EndTimedOut]),
        (Queued | Assigned, E::AgentTyping | E::RequestTimeout) => (state, &[]),
        (Queued, E::Queued) => (Queued, &[O::UpdateQueue]),
        (Queued, E::Accepted) => (Assigned, &[O::Assign]),
        (Queued, E::AgentLeft | E::AgentTimeout) => (Queued, &[]),
        (Assigned, E::Queued) => (Assigned, &[]),
        (Assigned, E::Accepted) => (Assigned, &[O::Assign]),
        (Assigned, E::AgentLeft) => (Queued, &[O::Unassign]),
        (Assigned, E::AgentTimeout) => (Queued, &[O::Unassign, O::TellAgentTimeout]),

        (Active, E::Message | E::CancelMessage) => (Active, &[O::Forward]),
        (Active, E::Cancel) => (Idle, &[O::TellCancelled, O::Leave, O::EndCancelled]),
        (Active, E::Close) => (Idle, &[O::TellClosed, O::Leave, O::EndClosed]),
        (Active, E::Accepted) => (Active, &[O::Rename]),
        (Active, E::AgentMessage) => (Active, &[O::Introduce, O::Speak]),
        (Active, E::AgentTyping) => (Active, &[O::ShowTyping]),
        (Active, E::AgentLeft) => (Queued, &[O::Leave, O::TellTransfer, O::EnterQueue]),
        (Active, E::Resolved) => (Idle, &[O::Leave, O::EndCompleted]),
        (Active, E::Failed) => (Idle, &[O::Leave, O::EndFailed]),
        (Active, E::AlreadyInProgress) => (Idle, &[O::Leave, O::EndAlreadyInProgress]),
        (Active, E::Queued | E::RequestTimeout | E::QueueTimeout | E::AgentTimeout) => (Active, &[]),

        (Queued | Assigned, E::Resolved) => (Idle, &[O::EndCompleted]),
        (Requested | Queued | Assigned, E::Failed) => (Idle, &[O::EndFailed]),
        (Requested | Queued | Assigned, E::AlreadyInProgress) => (Idle, &[O::EndAlreadyInProgress]),
        (Requested | Queued | Assigned | Active, E::Update) => (state, &[O::RunUpdate]),
        (Queued | Assigned | Active, E::AgentInject) => (state, &[O::RunInject]),
        (Queued | Assigned | Active, E::VisitorTyping) => (state, &[O::ForwardTyping]),
        (Queued | Assigned | Active, E::VisitorLeft) => (state, &[O::TellLeft]),
        (Queued | Assigned | Active, E::VisitorReturned) => (state, &[O::TellReturned]),
        (Queued | Assigned | Active, E::Inactivity) => (state, &[O::RunInactivity]),
    }
}

impl State {
    /// All states, in the order of a handover's life.
    pub const ALL: [State; 5] =
        [State::Idle, State::Requested, State::Queued, State::Assigned, State::Active];

    /// Whether a handover is under way.
    pub const fn is_open(self) -> bool {
        !matches!(self, State::Idle)
    }

    /// Whether the provider has it.
    pub const fn is_accepted(self) -> bool {
        matches!(self, State::Queued | State::Assigned | State::Active)
    }
}

impl Event {
    /// All events.
    pub const ALL: [Event; 23] = [
        Event::Request,
        Event::Refused,
        Event::Close,
        Event::Message,
        Event::CancelMessage,
        Event::Cancel,
        Event::VisitorTyping,
        Event::VisitorLeft,
        Event::VisitorReturned,
        Event::Queued,
        Event::Accepted,
        Event::AgentMessage,
        Event::AgentTyping,
        Event::AgentLeft,
        Event::AgentInject,
        Event::Update,
        Event::Resolved,
        Event::Failed,
        Event::AlreadyInProgress,
        Event::RequestTimeout,
        Event::QueueTimeout,
        Event::AgentTimeout,
        Event::Inactivity,
    ];
}
