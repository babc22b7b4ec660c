//! Appending values to a run of bytes.

use super::{ARRAY, ASCII, FLOAT, OBJECT, SHAPE, SMALL, UINT, UTF8, WORD};

/// Appends values to a run of bytes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Writer {
    /// What has been written.
    pub bytes: Vec<u8>,
}

impl Writer {
    /// Starts a record of the shape `id`; its fields follow.
    pub fn shape(&mut self, id: u8) {
        self.bytes.push(SHAPE.wrapping_add(id));
    }

    /// Writes the word number `id`.
    pub fn word(&mut self, id: u8) {
        self.bytes.push(WORD.wrapping_add(id));
    }

    /// Writes a count or another whole number.
    pub fn uint(&mut self, number: u64) {
        if number < u64::from(WORD - SMALL) {
            self.bytes.push(SMALL.wrapping_add(number as u8));
        } else if number < 1 << 31 {
            self.bytes.push(UINT);
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
            short @ ..0x80 => self.bytes.extend_from_slice(&[tag, short as u8]),
            long => {
                self.bytes.push(tag);
                self.length(long);
            }
        }
        self.bytes.extend_from_slice(text.as_bytes());
    }

    /// Starts a list of `length` items, which follow.
    pub fn array(&mut self, length: usize) {
        self.bytes.push(ARRAY);
        self.length(length);
    }

    /// Starts an object of `length` keys; each key, written as a text, is followed by its value.
    pub fn object(&mut self, length: usize) {
        self.bytes.push(OBJECT);
        self.length(length);
    }

    fn float(&mut self, number: f64) {
        self.bytes.push(FLOAT);
        self.bytes.extend_from_slice(&number.to_le_bytes());
    }

    /// Writes a bare length, which only [`Reader::length`](super::Reader::length) reads.
    pub fn length(&mut self, length: usize) {
        self.varint(length as u64);
    }

    /// Writes a bare length over the `size` bytes at `place`, which were kept free for it.
    pub fn length_into(&mut self, place: usize, size: usize, mut length: usize) {
        let Some([first @ .., last]) = self.bytes.get_mut(place..place.saturating_add(size)) else { return };
        for byte in first {
            *byte = length as u8 | 0x80;
            length >>= 7;
        }
        *last = length as u8;
    }

    /// Writes a bare number, which only [`Reader::varint`](super::Reader::varint) reads: seven bits a byte, lowest first.
    pub fn varint(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }
}
