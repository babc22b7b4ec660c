//! Where the effects of a turn go: into a list for Rust, or as bytes to JavaScript.
//!
//! An effect is written once, into the log; its bytes there are what JavaScript gets.

use crate::contract::{Effect, Order, Places};
use crate::packed::Writer;

/// Whoever is given the effects of a turn.
pub trait Effects {
    /// Takes the next effect, which has been written as `record`.
    fn take(&mut self, places: Places, order: Order, record: &[u8]);
}

impl Effects for Vec<Effect> {
    fn take(&mut self, places: Places, order: Order, _: &[u8]) {
        let Places { seq, visitor_seq, agent_seq } = places;
        self.push(Effect { seq, visitor_seq, agent_seq, order });
    }
}

/// Effects as a list of records, whose length is known when the last one has been written.
pub struct Records<'a> {
    to: &'a mut Writer,
    head: usize,
    count: usize,
}

/// The bytes kept free for a list's length; more effects than that do not fit into a memory.
const HEAD: usize = 5;

impl<'a> Records<'a> {
    /// Starts the list.
    pub fn new(to: &'a mut Writer) -> Self {
        to.array(0);
        let head = to.len().saturating_sub(1);
        to.raw(&[0; HEAD - 1]);
        Records { to, head, count: 0 }
    }

    /// Ends it.
    pub fn finish(self) {
        self.to.length_into(self.head, HEAD, self.count);
    }
}

impl Effects for Records<'_> {
    fn take(&mut self, _: Places, _: Order, record: &[u8]) {
        self.to.raw(record);
        self.count = self.count.saturating_add(1);
    }
}
