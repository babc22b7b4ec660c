//! Short texts that many conversations have in common, such as the ids of nodes and the names of agents.
//!
//! Whoever reads one again gets the one that is there. There are so many places and no more; what comes to
//! a place that is taken drives out what stood there.

use crate::value::Str;

/// Places for texts; their number is a power of two.
const PLACES: usize = 128;
/// Longer texts are not kept: they are hardly names.
const LONGEST: usize = 24;

/// The texts that were read last.
#[derive(Debug)]
pub struct Names(Box<[Option<Str>]>);

impl Default for Names {
    fn default() -> Self {
        Names(vec![None; PLACES].into())
    }
}

impl Names {
    /// The text, shared with whoever has read it before.
    pub fn share(&mut self, text: &str) -> Str {
        if text.len() > LONGEST {
            return text.into();
        }
        let mix = |hash: usize, byte: u8| (hash ^ usize::from(byte)).wrapping_mul(0x0100_0193);
        let hash = text.bytes().fold(text.len(), mix);
        let Some(place) = self.0.get_mut(hash % PLACES) else { return text.into() };
        match place {
            Some(known) if **known == *text => known.clone(),
            _ => place.insert(text.into()).clone(),
        }
    }
}
