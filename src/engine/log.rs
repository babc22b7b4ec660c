//! The log of one conversation: append-only, totally ordered, kept as the bytes in which its entries
//! cross to JavaScript and go into snapshots.
//!
//! An entry is its length in three bytes, its author, the time since the entry before, and the record
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
const LENGTH: usize = 3;
/// What many entries take.
const ENTRY: usize = 48;

impl Log {
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
        let start = self.bytes.len();
        let mut writer = Writer { bytes: std::mem::take(&mut self.bytes) };
        // A log that grows by doubling would waste half of the memory of those who wait.
        if writer.bytes.capacity().saturating_sub(start) < ENTRY {
            writer.bytes.reserve_exact(ENTRY.max(start / 8));
        }
        writer.bytes.extend_from_slice(&[0; LENGTH]);
        writer.bytes.push(AUTHORS.iter().position(|one| *one == author).unwrap_or_default() as u8);
        writer.varint(at.saturating_sub(self.last));
        record.write(&mut writer);
        let length = writer.bytes.len().saturating_sub(start).saturating_sub(LENGTH);
        for (at, byte) in length.to_le_bytes().into_iter().take(LENGTH).enumerate() {
            if let Some(slot) = writer.bytes.get_mut(start.saturating_add(at)) {
                *slot = byte;
            }
        }
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
        T::read(&mut Reader::new(self.record), "").ok()
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
        let mut length = [0; 8];
        for (slot, byte) in length.iter_mut().zip(self.from.take(LENGTH)?) {
            *slot = *byte;
        }
        let end = self.from.position().saturating_add(u64::from_le_bytes(length) as usize);
        let author = self.from.take(1)?.first().and_then(|author| AUTHORS.get(usize::from(*author)));
        self.at = self.at.saturating_add(self.from.varint()?);
        self.seq = self.seq.saturating_add(1);
        let record = self.from.take(end.saturating_sub(self.from.position()))?;
        let author = *author.ok_or(Misread)?;
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

    fn read(from: &mut Reader, name: &str) -> Result<Self, Misread> {
        let count = Packed::read(from, name)?;
        let last = Packed::read(from, name)?;
        let length = from.length()?;
        Ok(Log { bytes: from.take(length)?.to_vec(), count, last })
    }
}
