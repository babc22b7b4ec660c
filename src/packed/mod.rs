//! The compact encoding: what crosses to JavaScript, what a log is made of, what a snapshot holds.
//!
//! A value is one tag byte and what follows it. Records of a known shape are written without their
//! keys, texts of the vocabulary as one byte. Reading trusts nothing: any bytes give a value or a
//! [`Misread`], in time proportional to their length. Shape and word numbers are never reused, so
//! that old snapshots stay readable.

mod bits;
mod declare;
mod names;
mod reader;
mod values;
pub(crate) mod words;
mod writer;

pub(crate) use bits::Bits;
pub(crate) use declare::{by_number, record, records, state, words};
pub use names::Names;
pub use reader::{Fields, Reader};
pub use words::WORDS;
pub use writer::Writer;

use crate::value::Value;

const NULL: u8 = 0;
const FALSE: u8 = 1;
const TRUE: u8 = 2;
const UINT: u8 = 3;
const FLOAT: u8 = 4;
const ASCII: u8 = 5;
const UTF8: u8 = 6;
const ARRAY: u8 = 7;
const OBJECT: u8 = 8;
const UNDEFINED: u8 = 9;
const SHAPE: u8 = 0x10;
const SMALL: u8 = 0x70;
const WORD: u8 = 0x90;

/// The keys of one kind of record, in the order in which its fields are written.
#[derive(Debug)]
pub struct Shape {
    /// Its number, from 0 to 95.
    pub id: u8,
    /// Field and text that tell this record from its siblings, as in `type: "say"`.
    pub tag: Option<(&'static str, &'static str)>,
    /// Fields written ahead of its own.
    pub head: &'static [&'static str],
    /// Its own fields.
    pub keys: &'static [&'static str],
}

/// Something could not be read; the [`Reader`] knows why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Misread;

/// What can be written and read.
pub trait Packed: Sized {
    /// Appends the value.
    fn write(&self, to: &mut Writer);
    /// Reads the value that stands in the field `name`; a missing field reads as null.
    ///
    /// From a failure on everything reads as blank, so that the fields of a record need not be
    /// checked one by one: [`Reader::read`] checks the whole.
    fn read(from: &mut Reader, name: &str) -> Self;
    /// Whether it says no more than the default does; a record of the engine's own leaves it out.
    fn is_blank(&self) -> bool {
        false
    }
}

/// Reads a record out of a document; fields that the record does not have are passed over.
pub fn from_value<T: Packed>(value: &Value, name: &str) -> Result<T, String> {
    let mut writer = Writer::default();
    value.write(&mut writer);
    let mut reader = Reader::lenient(writer.bytes());
    reader.read(name).map_err(|_| reader.complaint())
}
