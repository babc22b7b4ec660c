//! The log of one conversation: append-only, totally ordered, kept as the bytes in which its entries
//! cross to JavaScript and go into snapshots.
//!
//! An entry is its length and author in one number, the time since the entry before, and the record
//! of the input or effect. Entries are numbered from 1 on by their order. What a turn appends stands in
//! memory that the turn lends until it is over: most conversations wait most of the time, and have none to
//! spare.

use crate::contract::{Author, Millis, read_value, view};
use crate::packed::{Misread, Packed, Reader, Writer};

/// The bytes, and where the last entry stands in time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Log {
    kept: Box<[u8]>,
    fresh: Writer,
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

/// The bytes kept free for length and author, and the longest record for which they are enough.
const SHORT_HEAD: usize = 2;
const SHORT: usize = 0xfff;
/// The bytes that every length fits into.
const LONG_HEAD: usize = 5;

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
        Mark { length: self.fresh.len(), count: self.count, last: self.last }
    }

    /// Takes back what was appended since `mark`, within the same turn.
    pub fn reset(&mut self, mark: Mark) {
        self.fresh.truncate(mark.length);
        self.count = mark.count;
        self.last = mark.last;
    }

    /// Borrows the memory, which is empty, for what a turn appends.
    pub fn open(&mut self, room: &mut Writer) {
        std::mem::swap(&mut self.fresh, room);
    }

    /// Keeps what the turn has appended, and gives the memory back.
    pub fn close(&mut self, room: &mut Writer) {
        if !self.fresh.is_empty() {
            let mut bytes = std::mem::take(&mut self.kept).into_vec();
            bytes.reserve_exact(self.fresh.len());
            bytes.extend_from_slice(self.fresh.bytes());
            self.kept = bytes.into_boxed_slice();
            self.fresh.truncate(0);
        }
        std::mem::swap(&mut self.fresh, room);
    }

    /// Appends an entry whose record `write` writes, and gives the record.
    pub fn push(&mut self, at: Millis, author: Author, write: impl FnOnce(&mut Writer)) -> &[u8] {
        let start = self.fresh.len();
        self.fresh.raw(&[0; SHORT_HEAD]);
        self.fresh.varint(at.saturating_sub(self.last));
        let record = self.fresh.len();
        write(&mut self.fresh);
        self.count = self.count.saturating_add(1);
        self.last = at;
        self.seal(start, record, author)
    }

    /// Writes length and author into the bytes kept free at `start`, and gives the record.
    fn seal(&mut self, start: usize, record: usize, author: Author) -> &[u8] {
        let length = self.fresh.len().saturating_sub(record);
        let more = if length > SHORT { LONG_HEAD.saturating_sub(SHORT_HEAD) } else { 0 };
        if more > 0 {
            self.fresh.free(start, more);
        }
        let author = AUTHORS.iter().position(|one| *one == author).unwrap_or_default();
        self.fresh.length_into(start, SHORT_HEAD.saturating_add(more), length << 2 | author);
        self.fresh.bytes().get(record.saturating_add(more)..).unwrap_or_default()
    }

    /// The entries, oldest first.
    pub fn iter(&self) -> Entries<'_> {
        Entries { from: Reader::new(&self.kept), fresh: self.fresh.bytes(), seq: 0, at: 0 }
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
            to.raw(entry.record);
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
    fresh: &'a [u8],
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
        if self.from.is_done() {
            self.from = Reader::new(std::mem::take(&mut self.fresh));
        }
        if self.from.is_done() { None } else { self.read().ok() }
    }
}

impl Packed for Log {
    fn write(&self, to: &mut Writer) {
        self.count.write(to);
        to.varint(self.last);
        to.length(self.kept.len());
        to.raw(&self.kept);
    }

    fn read(from: &mut Reader, name: &str) -> Self {
        let count = Packed::read(from, name);
        let last = from.varint().unwrap_or_default();
        let length = from.length().unwrap_or_default();
        let kept = from.take(length).unwrap_or_default().into();
        Log { kept, fresh: Writer::default(), count, last }
    }
}
