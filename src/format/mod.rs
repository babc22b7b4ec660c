//! Other platforms' words: signals, reports and webhooks that come in, exports that go out.
//!
//! Everything here is a pure function over values: no state, no clock, no node and no provider.
//! Nothing from outside is trusted: what is not of the expected shape is left out, what would do
//! harm is refused with a sentence, and unknown fields are ignored. Each platform has one file.

mod agent_assist;
mod agent_studio;
mod bot_framework;
mod business_messages;
mod dialogflow;
mod end_session;
mod export;
mod lenient;
mod report;
mod signal;

pub use business_messages::{business_messages, business_messages_start};
pub use end_session::{EndSessionParams, read_params};
pub use export::{Entry, ExportFormat, Exported, Item, export};
pub use report::read_report;
pub use signal::{Signal, Source, recognise_signal};
