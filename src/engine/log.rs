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
    written: Writer,
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

/// A turn finds room for so many bytes.
const ROOM: usize = 512;
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
        Mark { length: self.written.bytes.len(), count: self.count, last: self.last }
    }

    /// Takes back what was appended since `mark`.
    pub fn reset(&mut self, mark: Mark) {
        self.written.bytes.truncate(mark.length);
        self.count = mark.count;
        self.last = mark.last;
    }

    /// Makes room for what a turn is likely to append.
    pub fn open(&mut self) {
        let bytes = &mut self.written.bytes;
        if bytes.capacity().saturating_sub(bytes.len()) < ROOM / 2 {
            bytes.reserve_exact(ROOM);
        }
    }

    /// Gives back the room that is left: most conversations wait most of the time.
    pub fn close(&mut self) {
        self.written.bytes.shrink_to_fit();
    }

    /// Appends an entry, and gives its record as it was written.
    pub fn push(&mut self, at: Millis, author: Author, record: &impl Packed) -> &[u8] {
        let start = self.written.bytes.len();
        self.written.bytes.extend_from_slice(&[0; SHORT_HEAD]);
        self.written.varint(at.saturating_sub(self.last));
        let record_at = self.written.bytes.len();
        record.write(&mut self.written);
        self.count = self.count.saturating_add(1);
        self.last = at;
        self.seal(start, record_at, author)
    }

    /// Writes length and author into the bytes kept free at `start`, and gives the record.
    fn seal(&mut self, start: usize, record: usize, author: Author) -> &[u8] {
        let bytes = &mut self.written.bytes;
        let length = bytes.len().saturating_sub(record);
        let more = if length > SHORT { LONG_HEAD.saturating_sub(SHORT_HEAD) } else { 0 };
        if more > 0 {
            bytes.splice(start..start, [0; LONG_HEAD].into_iter().take(more));
        }
        let author = AUTHORS.iter().position(|one| *one == author).unwrap_or_default();
        self.written.length_into(start, SHORT_HEAD.saturating_add(more), length << 2 | author);
        self.written.bytes.get(record.saturating_add(more)..).unwrap_or_default()
    }

    /// The entries, oldest first.
    pub fn iter(&self) -> Entries<'_> {
        Entries { from: Reader::new(&self.written.bytes), seq: 0, at: 0 }
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
        to.length(self.written.bytes.len());
        to.bytes.extend_from_slice(&self.written.bytes);
    }

    fn read(from: &mut Reader, name: &str) -> Self {
        let count = Packed::read(from, name);
        let last = Packed::read(from, name);
        let length = from.length().unwrap_or_default();
        let bytes = from.take(length).unwrap_or_default().to_vec();
        Log { written: Writer { bytes }, count, last }
    }
}
