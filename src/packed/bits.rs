//! Which fields of a record are there: a bit for each, the first field's the lowest.

/// Bits that are put and taken one after the other.
pub struct Bits {
    bits: u64,
    next: u64,
}

impl Bits {
    /// All bits at once.
    pub fn new(bits: u64) -> Self {
        Bits { bits, next: 1 }
    }

    /// Sets the next bit.
    #[inline(always)]
    pub fn put(&mut self, bit: bool) {
        if bit {
            self.bits |= self.next;
        }
        self.next <<= 1;
    }

    /// Takes the next bit.
    #[inline(always)]
    pub fn take(&mut self) -> bool {
        let bit = self.bits & self.next != 0;
        self.bits &= !self.next;
        self.next <<= 1;
        bit
    }

    /// All bits that are set.
    pub fn all(&self) -> u64 {
        self.bits
    }

    /// Whether all bits that are set have been taken.
    pub fn is_empty(&self) -> bool {
        self.bits == 0
    }
}
