//! The log of one conversation: append-only, totally ordered, kept as the bytes in which its entries
//! cross to JavaScript and go into snapshots.
//!
//! An entry is its length and author in one number, the time since the entry before, and the record
//! of the input or effect. Entries are numbered from 1 on by their order.

use crate::contract::{Author, Millis, read_value, view};
use crate::packed::{Misread, Packed, Reader, Writer};

/// The bytes, and where the last entry stands in time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Log {
    bytes: Vec<u8>,
    count: u32,
    last: Millis,
}

/// One entry.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// Its number.
    pub seq: u32,
    /// When.
    pub at: Millis,
    /// Who.
    pub author: Author,
    /// The record.
    pub record: &'a [u8],
}

/// A place in the log to go back to.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    length: usize,
    count: u32,
    last: Millis,
}

const AUTHORS: [Author; 4] = [Author::Visitor, Author::Bot, Author::Agent, Author::System];

/// A log's memory grows in steps of so many bytes.
const STEP: usize = 64;

impl Log {
    /// When the last entry was made.
    pub fn last(&self) -> Millis {
        self.last
    }

    /// How many entries there are.
    pub fn len(&self) -> u32 {
        self.count
    }

    /// Where the log ends now.
    pub fn mark(&self) -> Mark {
        Mark { length: self.bytes.len(), count: self.count, last: self.last }
    }

    /// Takes back what was appended since `mark`.
    pub fn reset(&mut self, mark: Mark) {
        self.bytes.truncate(mark.length);
        self.count = mark.count;
        self.last = mark.last;
    }

    /// Appends an entry.
    pub fn push(&mut self, at: Millis, author: Author, record: &impl Packed) {
        let mut writer = Writer { bytes: std::mem::take(&mut self.bytes) };
        let start = writer.bytes.len();
        if writer.bytes.capacity().saturating_sub(start) < STEP / 2 {
            writer.bytes.reserve_exact(STEP);
        }
        record.write(&mut writer);
        let length = writer.bytes.len().saturating_sub(start);
        // The head stands ahead of the record, and is as long as the record makes it.
        let number = AUTHORS.iter().position(|one| *one == author).unwrap_or_default();
        writer.length(length << 2 | number);
        writer.varint(at.saturating_sub(self.last));
        let head = writer.bytes.len().saturating_sub(start).saturating_sub(length);
        if let Some(entry) = writer.bytes.get_mut(start..) {
            entry.rotate_right(head);
        }
        // A list doubles when it grows: that would waste half of the memory of those who wait.
        writer.bytes.shrink_to(writer.bytes.len().next_multiple_of(STEP));
        self.bytes = writer.bytes;
        self.count = self.count.saturating_add(1);
        self.last = at;
    }

    /// The entries, oldest first.
    pub fn iter(&self) -> Entries<'_> {
        Entries { from: Reader::new(&self.bytes), seq: 0, at: 0 }
    }

    /// Writes the entries after `after` as a list of the contract's `LogEntry`.
    ///
    /// Those that cannot be read are left out: a log may have come in with a damaged snapshot.
    pub fn write_after(&self, after: u32, to: &mut Writer) {
        let entries: Vec<Entry> = self
            .iter()
            .filter(|entry| entry.seq > after && read_value(&mut Reader::new(entry.record)).is_ok())
            .collect();
        to.array(entries.len());
        for entry in entries {
            for shape in view::LOG_ENTRY {
                to.shape(shape.id);
            }
            entry.seq.write(to);
            entry.at.write(to);
            entry.author.write(to);
            to.bytes.extend_from_slice(entry.record);
        }
    }
}

impl Entry<'_> {
    /// The record, if it is of type `T`.
    pub fn read<T: Packed>(&self) -> Option<T> {
        Reader::new(self.record).read("").ok()
    }
}

/// The entries of a log, oldest first.
pub struct Entries<'a> {
    from: Reader<'a>,
    seq: u32,
    at: Millis,
}

impl<'a> Entries<'a> {
    fn read(&mut self) -> Result<Entry<'a>, Misread> {
        let head = self.from.length()?;
        let author = *AUTHORS.get(head & 0b11).ok_or(Misread)?;
        self.at = self.at.saturating_add(self.from.varint()?);
        self.seq = self.seq.saturating_add(1);
        let record = self.from.take(head >> 2)?;
        Ok(Entry { seq: self.seq, at: self.at, author, record })
    }
}

impl<'a> Iterator for Entries<'a> {
    type Item = Entry<'a>;

    fn next(&mut self) -> Option<Entry<'a>> {
        if self.from.is_done() { None } else { self.read().ok() }
    }
}

impl Packed for Log {
    fn write(&self, to: &mut Writer) {
        self.count.write(to);
        self.last.write(to);
        to.length(self.bytes.len());
        to.bytes.extend_from_slice(&self.bytes);
    }

    fn read(from: &mut Reader, name: &str) -> Self {
        let count = Packed::read(from, name);
        let last = Packed::read(from, name);
        let length = from.length().unwrap_or_default();
        Log { bytes: from.take(length).unwrap_or_default().to_vec(), count, last }
    }
}
