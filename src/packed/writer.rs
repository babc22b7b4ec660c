//! Appending values to a run of bytes.
//!
//! The run lies in memory that is there already, up to a mark: a byte is written without a call, because
//! most of what is written are single bytes.

use super::{ARRAY, ASCII, FLOAT, OBJECT, SHAPE, SMALL, UINT, UTF8, WORD};

/// Appends values to a run of bytes.
#[derive(Clone, Debug, Default)]
pub struct Writer {
    room: Vec<u8>,
    length: usize,
}

/// The memory for the first bytes.
const ROOM: usize = 256;

impl PartialEq for Writer {
    fn eq(&self, other: &Self) -> bool {
        self.bytes() == other.bytes()
    }
}

impl Writer {
    /// Nothing yet.
    pub const fn new() -> Self {
        Writer { room: Vec::new(), length: 0 }
    }

    /// What has been written.
    pub fn bytes(&self) -> &[u8] {
        self.room.get(..self.length).unwrap_or_default()
    }

    /// The same, for keeps.
    pub fn into_bytes(mut self) -> Vec<u8> {
        self.room.truncate(self.length);
        self.room
    }

    /// How many bytes have been written.
    pub fn len(&self) -> usize {
        self.length
    }

    /// Whether nothing has been written.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// Takes back what stands behind the first `length` bytes; the memory is kept.
    pub fn truncate(&mut self, length: usize) {
        self.length = self.length.min(length);
    }

    /// Writes one byte.
    #[inline(always)]
    pub fn byte(&mut self, byte: u8) {
        if self.length == self.room.len() {
            self.grow(1);
        }
        if let Some(place) = self.room.get_mut(self.length) {
            *place = byte;
        }
        self.length = self.length.wrapping_add(1);
    }

    /// Writes bytes as they are.
    pub fn raw(&mut self, bytes: &[u8]) {
        let end = self.length.saturating_add(bytes.len());
        if end > self.room.len() {
            self.grow(bytes.len());
        }
        if let Some(places) = self.room.get_mut(self.length..end) {
            places.copy_from_slice(bytes);
        }
        self.length = end;
    }

    #[cold]
    #[inline(never)]
    fn grow(&mut self, more: usize) {
        let needed = self.length.saturating_add(more);
        self.room.resize(needed.max(self.room.len().saturating_mul(2)).max(ROOM), 0);
    }

    /// Starts a record of the shape `id`; its fields follow.
    pub fn shape(&mut self, id: u8) {
        self.byte(SHAPE.wrapping_add(id));
    }

    /// Writes the word number `id`.
    pub fn word(&mut self, id: u8) {
        self.byte(WORD.wrapping_add(id));
    }

    /// Writes a count or another whole number.
    pub fn uint(&mut self, number: u64) {
        if number < u64::from(WORD - SMALL) {
            self.byte(SMALL.wrapping_add(number as u8));
        } else if number < 1 << 31 {
            self.byte(UINT);
            self.length(number as usize);
        } else {
            self.float(number as f64);
        }
    }

    /// Writes any number.
    pub fn number(&mut self, number: f64) {
        let whole = number as u32;
        if f64::from(whole).to_bits() == number.to_bits() {
            self.uint(whole.into());
        } else {
            self.float(number);
        }
    }

    /// Writes a text.
    pub fn text(&mut self, text: &str) {
        let tag = if text.is_ascii() { ASCII } else { UTF8 };
        match text.len() {
            short @ ..0x80 => {
                self.byte(tag);
                self.byte(short as u8);
            }
            long => {
                self.byte(tag);
                self.length(long);
            }
        }
        self.raw(text.as_bytes());
    }

    /// Starts a list of `length` items, which follow.
    pub fn array(&mut self, length: usize) {
        self.byte(ARRAY);
        self.length(length);
    }

    /// Starts an object of `length` keys; each key, written as a text, is followed by its value.
    pub fn object(&mut self, length: usize) {
        self.byte(OBJECT);
        self.length(length);
    }

    fn float(&mut self, number: f64) {
        self.byte(FLOAT);
        self.raw(&number.to_le_bytes());
    }

    /// Writes a bare length, which only [`Reader::length`](super::Reader::length) reads.
    pub fn length(&mut self, length: usize) {
        self.varint(length as u64);
    }

    /// Writes a bare length over the `size` bytes at `place`, which were kept free for it.
    pub fn length_into(&mut self, place: usize, size: usize, mut length: usize) {
        let Some([first @ .., last]) = self.room.get_mut(place..place.saturating_add(size)) else { return };
        for byte in first {
            *byte = length as u8 | 0x80;
            length >>= 7;
        }
        *last = length as u8;
    }

    /// Moves what stands from `place` on, so that `size` bytes are free there.
    pub fn free(&mut self, place: usize, size: usize) {
        let end = self.length;
        for _ in 0..size {
            self.byte(0);
        }
        if place <= end {
            self.room.copy_within(place..end, place.saturating_add(size));
        }
    }

    /// Writes a bare number, which only [`Reader::varint`](super::Reader::varint) reads: seven bits a byte, lowest first.
    pub fn varint(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.byte(number as u8 | 0x80);
            number >>= 7;
        }
        self.byte(number as u8);
    }
}
