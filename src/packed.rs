//! The compact encoding: what crosses to JavaScript, what a log is made of, what a snapshot holds.
//!
//! A value is one tag byte and what follows it. Records of a known shape are written without their
//! keys, texts of the vocabulary as one byte. Reading trusts nothing: any bytes give a value or a
//! [`Misread`], in time proportional to their length. Shape and word numbers are never reused, so
//! that old snapshots stay readable.

use crate::value::{Object, Str, Value};

pub use crate::packed_words::WORDS;

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

/// Values nested deeper than this are refused.
const DEPTH: u8 = 100;

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
    fn read(from: &mut Reader, name: &str) -> Result<Self, Misread>;
}

/// Appends values to a run of bytes.
#[derive(Default)]
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
        self.bytes.push(if text.is_ascii() { ASCII } else { UTF8 });
        self.length(text.len());
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

    /// Writes a bare length, which only [`Reader::length`] reads.
    pub fn length(&mut self, length: usize) {
        self.varint(length as u64);
    }

    /// Writes a bare number, which only [`Reader::varint`] reads: seven bits a byte, lowest first.
    pub fn varint(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }
}

/// What stands next in a [`Reader`].
enum Head<'a> {
    Scalar(Value),
    Text(&'a str),
    Array(usize),
    Object(usize),
    Shape(u8),
}

/// Reads values from a run of bytes.
pub struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    depth: u8,
    lenient: bool,
    complaint: String,
}

/// Where to stand to read a field that is missing.
const ABSENT: usize = usize::MAX;
/// The most fields that a record has which comes in as an object.
const FIELDS: usize = 16;

/// A record that is being read.
pub struct Fields {
    /// The number of its shape.
    pub shape: u8,
    /// Where its fields stand, if it came as an object and not in their order.
    places: Option<[usize; FIELDS]>,
    next: usize,
    end: usize,
}

impl<'a> Reader<'a> {
    /// Reads `bytes` from the start; unknown fields of records are errors.
    pub fn new(bytes: &'a [u8]) -> Self {
        Reader { bytes, at: 0, depth: 0, lenient: false, complaint: String::new() }
    }

    /// The same, but unknown fields are passed over.
    pub fn lenient(bytes: &'a [u8]) -> Self {
        Reader { lenient: true, ..Reader::new(bytes) }
    }

    /// Why the last reading failed, as a sentence.
    pub fn complaint(self) -> String {
        self.complaint
    }

    /// Gives a reason for failing.
    pub fn complain(&mut self, parts: &[&str]) -> Misread {
        self.complaint = parts.concat();
        Misread
    }

    fn broken(&mut self) -> Misread {
        self.complain(&["the bytes end early or are not of this format"])
    }

    /// True when everything has been read, and no more than that.
    pub fn is_done(&self) -> bool {
        self.at == self.bytes.len()
    }

    /// Where the next value stands.
    pub fn position(&self) -> usize {
        self.at
    }

    /// Takes `length` raw bytes.
    pub fn take(&mut self, length: usize) -> Result<&'a [u8], Misread> {
        let end = self.at.saturating_add(length);
        match self.bytes.get(self.at..end) {
            Some(taken) => {
                self.at = end;
                Ok(taken)
            }
            None => Err(self.broken()),
        }
    }

    fn byte(&mut self) -> Result<u8, Misread> {
        match self.bytes.get(self.at) {
            Some(byte) => {
                self.at = self.at.saturating_add(1);
                Ok(*byte)
            }
            None if self.at == ABSENT => Ok(NULL),
            None => Err(self.broken()),
        }
    }

    /// Reads a bare length.
    pub fn length(&mut self) -> Result<usize, Misread> {
        let length = self.varint()?;
        usize::try_from(length).map_err(|_| self.broken())
    }

    /// Reads a bare number.
    pub fn varint(&mut self) -> Result<u64, Misread> {
        let mut number = 0;
        for shift in [0, 7, 14, 21, 28, 35, 42, 49, 56] {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f).wrapping_shl(shift);
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(self.broken())
    }

    /// Every item takes a byte or more, so a count beyond the bytes left is a lie.
    fn count(&mut self) -> Result<usize, Misread> {
        let count = self.length()?;
        if count > self.bytes.len().saturating_sub(self.at) { Err(self.broken()) } else { Ok(count) }
    }

    fn head(&mut self) -> Result<Head<'a>, Misread> {
        Ok(match self.byte()? {
            NULL => Head::Scalar(Value::Null),
            FALSE => Head::Scalar(Value::Bool(false)),
            TRUE => Head::Scalar(Value::Bool(true)),
            UINT => Head::Scalar(Value::Number(self.length()? as f64)),
            FLOAT => {
                let mut bytes = [0; 8];
                bytes.copy_from_slice(self.take(8)?);
                Head::Scalar(Value::Number(f64::from_le_bytes(bytes)))
            }
            ASCII | UTF8 => {
                let length = self.length()?;
                let bytes = self.take(length)?;
                Head::Text(std::str::from_utf8(bytes).map_err(|_| self.broken())?)
            }
            ARRAY => Head::Array(self.count()?),
            OBJECT => Head::Object(self.count()?),
            UNDEFINED => Head::Scalar(Value::Undefined),
            tag @ SHAPE..SMALL => Head::Shape(tag.wrapping_sub(SHAPE)),
            tag @ SMALL..WORD => Head::Scalar(Value::Number(f64::from(tag.wrapping_sub(SMALL)))),
            tag @ WORD.. => match WORDS.get(usize::from(tag.wrapping_sub(WORD))) {
                Some(word) => Head::Text(word),
                None => return Err(self.broken()),
            },
            _ => return Err(self.broken()),
        })
    }

    /// Reads a value that holds no records.
    pub fn value(&mut self) -> Result<Value, Misread> {
        self.value_with(&|_| None)
    }

    /// Reads any value; records become objects by the shapes that `shapes` knows.
    pub fn value_with(&mut self, shapes: &dyn Fn(u8) -> Option<&'static Shape>) -> Result<Value, Misread> {
        self.depth = self.depth.saturating_add(1);
        if self.depth > DEPTH {
            return Err(self.complain(&["the value is nested too deeply"]));
        }
        let value = match self.head()? {
            Head::Scalar(value) => value,
            Head::Text(text) => text.into(),
            Head::Array(count) => {
                let mut items = Vec::with_capacity(count);
                for _ in 0..count {
                    items.push(self.value_with(shapes)?);
                }
                items.into()
            }
            Head::Object(count) => {
                let mut object = Object::new();
                for _ in 0..count {
                    let key: Str = self.text()?.into();
                    object.insert(key, self.value_with(shapes)?);
                }
                object.into()
            }
            Head::Shape(id) => {
                let Some(shape) = shapes(id) else { return Err(self.broken()) };
                let mut object = Object::new();
                for key in shape.head {
                    object.insert(*key, self.value_with(shapes)?);
                }
                if let Some((key, text)) = shape.tag {
                    object.insert(key, text);
                }
                for key in shape.keys {
                    object.insert(*key, self.value_with(shapes)?);
                }
                object.into()
            }
        };
        self.depth = self.depth.saturating_sub(1);
        Ok(value)
    }

    /// Reads a text.
    pub fn text(&mut self) -> Result<&'a str, Misread> {
        match self.head()? {
            Head::Text(text) => Ok(text),
            Head::Scalar(_) | Head::Array(_) | Head::Object(_) | Head::Shape(_) => Err(self.broken()),
        }
    }

    /// Reads a number that stands in the field `name`.
    fn number_of(&mut self, name: &str) -> Result<f64, Misread> {
        let before = self.at;
        match self.head()? {
            Head::Scalar(Value::Number(number)) => Ok(number),
            Head::Scalar(_) | Head::Text(_) | Head::Array(_) | Head::Object(_) | Head::Shape(_) => {
                self.at = before;
                Err(self.mistyped(name, "a number"))
            }
        }
    }

    /// Passes over an empty object, if one comes next.
    pub fn skip_empty(&mut self) -> bool {
        let is_empty = self.bytes.get(self.at..self.at.saturating_add(2)) == Some(&[OBJECT, 0]);
        if is_empty {
            self.at = self.at.saturating_add(2);
        }
        is_empty
    }

    /// Reads a text that stands in the field `name`.
    fn text_of(&mut self, name: &str) -> Result<&'a str, Misread> {
        let before = self.at;
        match self.head()? {
            Head::Text(text) => Ok(text),
            Head::Scalar(_) | Head::Array(_) | Head::Object(_) | Head::Shape(_) => {
                self.at = before;
                Err(self.mistyped(name, "a string"))
            }
        }
    }

    /// Passes over a null, an undefined or a missing field; true if there was one.
    fn skip_nothing(&mut self) -> bool {
        let is_nothing = match self.bytes.get(self.at) {
            Some(byte) => matches!(*byte, NULL | UNDEFINED),
            None => self.at == ABSENT,
        };
        self.at = self.at.saturating_add(usize::from(is_nothing));
        is_nothing
    }

    /// Opens the list in the field `name` and gives its length; null is an empty one.
    fn array_of(&mut self, name: &str) -> Result<usize, Misread> {
        let before = self.at;
        match self.head()? {
            Head::Array(count) => Ok(count),
            Head::Scalar(value) if value.is_nullish() => Ok(0),
            Head::Scalar(_) | Head::Text(_) | Head::Object(_) | Head::Shape(_) => {
                self.at = before;
                Err(self.mistyped(name, "an array"))
            }
        }
    }

    /// Reads one of `texts`, and gives its place among them.
    pub fn one_of(&mut self, name: &str, texts: &[&str]) -> Result<usize, Misread> {
        let text = self.text_of(name)?;
        texts.iter().position(|one| *one == text).ok_or_else(|| {
            let all = ["`", &texts.join("`, `"), "`"].concat();
            self.complain(&["`", name, "` must be one of ", &all, ", not `", text, "`"])
        })
    }

    /// Opens the record in the field `name`: one of `shapes`, or an object with the keys of one.
    pub fn open(&mut self, name: &str, shapes: &[Shape]) -> Result<Fields, Misread> {
        let before = self.at;
        match self.head()? {
            Head::Shape(id) if shapes.iter().any(|shape| shape.id == id) => {
                Ok(Fields { shape: id, places: None, next: 0, end: 0 })
            }
            Head::Object(count) => self.open_object(name, shapes, count),
            Head::Scalar(_) | Head::Text(_) | Head::Array(_) | Head::Shape(_) => {
                self.at = before;
                Err(self.mistyped(name, "an object"))
            }
        }
    }

    /// Finds where the fields of an object stand; which of `shapes` it is, its tag says.
    fn open_object(&mut self, name: &str, shapes: &[Shape], count: usize) -> Result<Fields, Misread> {
        let tag = shapes.first().and_then(|shape| shape.tag).map(|(key, _)| key);
        let mut tagged = None;
        let mut keys = [("", ABSENT); FIELDS];
        let mut slots = keys.iter_mut();
        for _ in 0..count {
            let key = self.text()?;
            if Some(key) == tag && tagged.is_none() {
                tagged = Some(self.text_of(key)?);
                continue;
            }
            match slots.next() {
                Some(slot) => *slot = (key, self.at),
                None => return Err(self.complain(&["`", name, "` has more fields than any record"])),
            }
            self.skip()?;
        }
        let shape = shapes.iter().find(|shape| shape.tag.map(|(_, text)| text) == tagged);
        let Some(shape) = shape else {
            let all: Vec<&str> = shapes.iter().filter_map(|shape| shape.tag).map(|(_, text)| text).collect();
            let all = ["`", &all.join("`, `"), "`"].concat();
            let found = tagged.unwrap_or("nothing");
            let tag = tag.unwrap_or_default();
            return Err(self.complain(&[
                "`",
                tag,
                "` of `",
                name,
                "` must be one of ",
                &all,
                ", not `",
                found,
                "`",
            ]));
        };
        let mut places = [ABSENT; FIELDS];
        for (key, at) in keys.iter().filter(|(_, at)| *at != ABSENT) {
            let field = shape.keys.iter().position(|one| one == key);
            match field.and_then(|field| places.get_mut(field)) {
                Some(place) => *place = *at,
                None if self.lenient => {}
                None => {
                    let owner = tagged.unwrap_or(name);
                    return Err(self.complain(&[
                        "`",
                        key,
                        "` is not a field of `",
                        owner,
                        "`; check its spelling",
                    ]));
                }
            }
        }
        Ok(Fields { shape: shape.id, places: Some(places), next: 0, end: self.at })
    }

    /// Passes over a value that holds no records.
    fn skip(&mut self) -> Result<(), Misread> {
        let mut left = 1_usize;
        while left > 0 {
            left = left.saturating_sub(1);
            match self.head()? {
                Head::Scalar(_) | Head::Text(_) => {}
                Head::Array(count) => left = left.saturating_add(count),
                Head::Object(count) => left = left.saturating_add(count.saturating_mul(2)),
                Head::Shape(_) => return Err(self.broken()),
            }
        }
        Ok(())
    }

    /// Goes to the record's next field.
    pub fn field(&mut self, fields: &mut Fields) -> &mut Self {
        if let Some(places) = &fields.places {
            self.at = places.get(fields.next).copied().unwrap_or(ABSENT);
            fields.next = fields.next.saturating_add(1);
        }
        self
    }

    /// Leaves the record.
    pub fn close(&mut self, fields: &Fields) {
        if fields.places.is_some() {
            self.at = fields.end;
        }
    }

    /// Complains that the field's value, which comes next, is of the wrong kind.
    pub fn mistyped(&mut self, name: &str, expected: &str) -> Misread {
        match self.value() {
            Ok(value) => self.complain(&["`", name, "` must be ", expected, ", not ", value.kind()]),
            Err(misread) => misread,
        }
    }
}

impl Packed for Value {
    fn write(&self, to: &mut Writer) {
        match self {
            Value::Undefined => to.bytes.push(UNDEFINED),
            Value::Null => to.bytes.push(NULL),
            Value::Bool(truth) => truth.write(to),
            Value::Number(number) => to.number(*number),
            Value::String(text) => to.text(text),
            Value::Array(items) => items.write(to),
            Value::Object(object) => object.write(to),
        }
    }

    fn read(from: &mut Reader, _: &str) -> Result<Self, Misread> {
        from.value()
    }
}

impl Packed for Object {
    fn write(&self, to: &mut Writer) {
        to.object(self.len());
        for (key, value) in self.iter() {
            to.text(key);
            value.write(to);
        }
    }

    fn read(from: &mut Reader, name: &str) -> Result<Self, Misread> {
        match from.value()? {
            Value::Object(object) => Ok(std::sync::Arc::unwrap_or_clone(object)),
            other => Err(from.complain(&["`", name, "` must be ", "an object", ", not ", other.kind()])),
        }
    }
}

impl Packed for bool {
    fn write(&self, to: &mut Writer) {
        to.bytes.push(if *self { TRUE } else { FALSE });
    }

    fn read(from: &mut Reader, name: &str) -> Result<Self, Misread> {
        match from.bytes.get(from.at) {
            Some(byte) if matches!(*byte, TRUE | FALSE) => {
                let is_true = *byte == TRUE;
                from.at = from.at.saturating_add(1);
                Ok(is_true)
            }
            _ => Err(from.mistyped(name, "true or false")),
        }
    }
}

impl Packed for f64 {
    fn write(&self, to: &mut Writer) {
        to.number(*self);
    }

    fn read(from: &mut Reader, name: &str) -> Result<Self, Misread> {
        from.number_of(name)
    }
}

macro_rules! packed_uint {
    ($($type:ty),*) => {$(
        impl Packed for $type {
            fn write(&self, to: &mut Writer) {
                to.uint(u64::from(*self));
            }

            fn read(from: &mut Reader, name: &str) -> Result<Self, Misread> {
                let number = f64::read(from, name)?;
                let whole = number as $type;
                if whole as f64 == number {
                    Ok(whole)
                } else {
                    Err(from.complain(&["`", name, "` must be a whole number from 0 on"]))
                }
            }
        }
    )*};
}
packed_uint!(u8, u32, u64);

impl Packed for Str {
    fn write(&self, to: &mut Writer) {
        to.text(self);
    }

    fn read(from: &mut Reader, name: &str) -> Result<Self, Misread> {
        from.text_of(name).map(Str::from)
    }
}

impl<T: Packed> Packed for Option<T> {
    fn write(&self, to: &mut Writer) {
        match self {
            Some(value) => value.write(to),
            None => to.bytes.push(NULL),
        }
    }

    fn read(from: &mut Reader, name: &str) -> Result<Self, Misread> {
        if from.skip_nothing() { Ok(None) } else { T::read(from, name).map(Some) }
    }
}

impl<T: Packed> Packed for Box<T> {
    fn write(&self, to: &mut Writer) {
        (**self).write(to);
    }

    fn read(from: &mut Reader, name: &str) -> Result<Self, Misread> {
        T::read(from, name).map(Box::new)
    }
}

impl<T: Packed> Packed for Vec<T> {
    fn write(&self, to: &mut Writer) {
        to.array(self.len());
        for item in self {
            item.write(to);
        }
    }

    fn read(from: &mut Reader, name: &str) -> Result<Self, Misread> {
        let count = from.array_of(name)?;
        let mut items = Vec::with_capacity(count);
        for _ in 0..count {
            items.push(T::read(from, name)?);
        }
        Ok(items)
    }
}

/// Both, one after the other.
impl<A: Packed, B: Packed> Packed for (A, B) {
    fn write(&self, to: &mut Writer) {
        self.0.write(to);
        self.1.write(to);
    }

    fn read(from: &mut Reader, name: &str) -> Result<Self, Misread> {
        Ok((A::read(from, name)?, B::read(from, name)?))
    }
}

/// Reads a record out of a document; fields that the record does not have are passed over.
pub fn from_value<T: Packed>(value: &Value, name: &str) -> Result<T, String> {
    let mut writer = Writer::default();
    value.write(&mut writer);
    let mut reader = Reader::lenient(&writer.bytes);
    T::read(&mut reader, name).map_err(|_| reader.complaint())
}

/// Declares a closed set of texts: `enum Audience { Visitor = "visitor" }`.
macro_rules! words {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$vmeta:meta])* $variant:ident = $text:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $($(#[$vmeta])* $variant),* }

        impl $name {
            /// The text that stands for it outside.
            pub const fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text),* }
            }
        }

        impl $crate::packed::Packed for $name {
            fn write(&self, to: &mut $crate::packed::Writer) {
                to.word(match self { $($name::$variant => const { $crate::packed_words::word($text) }),* });
            }

            fn read(from: &mut $crate::packed::Reader, name: &str) -> Result<Self, $crate::packed::Misread> {
                const ALL: &[$name] = &[$($name::$variant),*];
                let place = from.one_of(name, &[$($text),*])?;
                ALL.get(place).copied().ok_or($crate::packed::Misread)
            }
        }
    };
}
pub(crate) use words;

/// Declares a record: its fields, their names outside, and its shape's number.
macro_rules! record {
    ($(#[$meta:meta])* pub struct $name:ident = $id:literal {
        $($(#[$fmeta:meta])* $field:ident: $type:ty = $key:literal),* $(,)?
    }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name { $($(#[$fmeta])* pub $field: $type),* }

        #[allow(dead_code)] // Only what crosses to JavaScript is named there by its shape.
        impl $name {
            /// How the record is written.
            pub const SHAPES: &'static [$crate::packed::Shape] =
                &[$crate::packed::Shape { id: $id, tag: None, head: &[], keys: &[$($key),*] }];
        }

        impl $crate::packed::Packed for $name {
            fn write(&self, to: &mut $crate::packed::Writer) {
                to.shape($id);
                $($crate::packed::Packed::write(&self.$field, to);)*
            }

            fn read(from: &mut $crate::packed::Reader, name: &str) -> Result<Self, $crate::packed::Misread> {
                let mut fields = from.open(name, $name::SHAPES)?;
                $(let $field = $crate::packed::Packed::read(from.field(&mut fields), $key)?;)*
                from.close(&fields);
                Ok($name { $($field),* })
            }
        }
    };
}
pub(crate) use record;

/// Declares records told apart by a tag: `enum Input tagged "type" { Start = 20 "start" {…} }`.
macro_rules! records {
    ($(#[$meta:meta])* pub enum $name:ident tagged $tag:literal after $head:expr => {
        $($(#[$vmeta:meta])* $variant:ident = $id:literal $text:literal {
            $($(#[$fmeta:meta])* $field:ident: $type:ty = $key:literal),* $(,)?
        }),* $(,)?
    }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        pub enum $name {
            $($(#[$vmeta])* $variant { $($(#[$fmeta])* $field: $type),* }),*
        }

        #[allow(unused_variables, clippy::match_same_arms)]
        impl $name {
            /// How the records are written.
            pub const SHAPES: &'static [$crate::packed::Shape] = &[$($crate::packed::Shape {
                id: $id, tag: Some(($tag, $text)), head: $head, keys: &[$($key),*],
            }),*];

            /// The text that tells this record from its siblings.
            pub const fn tag(&self) -> &'static str {
                match self { $($name::$variant { .. } => $text),* }
            }

            /// The number of its shape.
            pub const fn shape(&self) -> u8 {
                match self { $($name::$variant { .. } => $id),* }
            }

            /// Writes the fields, without shape and head.
            pub fn write_fields(&self, to: &mut $crate::packed::Writer) {
                match self {
                    $($name::$variant { $($field),* } => { $($crate::packed::Packed::write($field, to);)* })*
                }
            }

            /// Reads the fields of a record that is open and whose head has been read.
            pub fn read_fields(
                fields: &mut $crate::packed::Fields,
                from: &mut $crate::packed::Reader,
            ) -> Result<Self, $crate::packed::Misread> {
                let record = match fields.shape {
                    $($id => $name::$variant {
                        $($field: $crate::packed::Packed::read(from.field(fields), $key)?),*
                    },)*
                    _ => return Err($crate::packed::Misread),
                };
                from.close(fields);
                Ok(record)
            }
        }

        impl $crate::packed::Packed for $name {
            fn write(&self, to: &mut $crate::packed::Writer) {
                to.shape(self.shape());
                self.write_fields(to);
            }

            fn read(from: &mut $crate::packed::Reader, name: &str) -> Result<Self, $crate::packed::Misread> {
                let mut fields = from.open(name, $name::SHAPES)?;
                $name::read_fields(&mut fields, from)
            }
        }
    };
}
pub(crate) use records;

/// Writes a closed set, which never leaves the engine, by its members' places in a list of all.
macro_rules! by_number {
    ($type:ident in $all:expr) => {
        impl $crate::packed::Packed for $type {
            fn write(&self, to: &mut $crate::packed::Writer) {
                to.uint($all.iter().position(|one| one == self).unwrap_or_default() as u64);
            }

            fn read(from: &mut $crate::packed::Reader, name: &str) -> Result<Self, $crate::packed::Misread> {
                let number: u8 = $crate::packed::Packed::read(from, name)?;
                let one = $all.get(usize::from(number)).copied();
                one.ok_or_else(|| from.complain(&["`", name, "` has an unknown number"]))
            }
        }
    };
}
pub(crate) use by_number;
