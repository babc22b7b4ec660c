//! Other platforms' words: signals and webhooks that come in, exports that go out.
//!
//! Everything here is a pure function over values: no state, no clock, no node and no provider.
//! Nothing from outside is trusted: what is not of the expected shape is left out, what would do
//! harm is refused with a sentence, and unknown fields are ignored.

mod end_session;
mod lenient;

pub use end_session::{EndSessionParams, read_params};
