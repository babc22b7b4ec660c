//! Reading values and records from a run of bytes that nobody vouches for.
//!
//! A record comes by its shape, its fields in order, or as an object of keys in any order; both are
//! read by one road. The reader keeps the reason of the first failure, so that the error itself is
//! nothing, and stands beyond the end from then on.

use super::{
    ARRAY, ASCII, FALSE, FLOAT, Misread, NULL, Names, OBJECT, Packed, SHAPE, SMALL, Shape, TRUE, UINT,
    UNDEFINED, UTF8, WORD, WORDS,
};
use crate::value::{Object, Str, Value};

/// Values nested deeper than this are refused.
const DEPTH: u8 = 100;

/// What stands next in a [`Reader`].
#[derive(Clone, Copy)]
enum Head<'a> {
    Undefined,
    Null,
    Bool(bool),
    Number(f64),
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
    names: Option<&'a mut Names>,
    failed: bool,
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
    places: Option<Box<[usize; FIELDS]>>,
    next: usize,
    end: usize,
}

impl Fields {
    /// A record of the shape `id` with its fields in order.
    fn in_order(id: u8) -> Self {
        Fields { shape: id, places: None, next: 0, end: 0 }
    }

    /// A record of the first of `shapes`.
    pub fn blank(shapes: &[Shape]) -> Self {
        Fields::in_order(shapes.first().map_or(0, |shape| shape.id))
    }
}

impl<'a> Reader<'a> {
    /// Reads `bytes` from the start; unknown fields of records are errors.
    pub fn new(bytes: &'a [u8]) -> Self {
        Reader {
            bytes,
            at: 0,
            depth: 0,
            lenient: false,
            names: None,
            failed: false,
            complaint: String::new(),
        }
    }

    /// The same, but unknown fields are passed over.
    pub fn lenient(bytes: &'a [u8]) -> Self {
        Reader { lenient: true, ..Reader::new(bytes) }
    }

    /// The same, but texts are shared with those that were read with `names` before.
    pub fn sharing(bytes: &'a [u8], names: &'a mut Names) -> Self {
        Reader { names: Some(names), ..Reader::new(bytes) }
    }

    /// Reads the value that stands in the field `name`.
    pub fn read<T: Packed>(&mut self, name: &str) -> Result<T, Misread> {
        let value = T::read(self, name);
        if self.failed { Err(Misread) } else { Ok(value) }
    }

    /// Whether a reading has failed.
    pub(super) fn has_failed(&self) -> bool {
        self.failed
    }

    /// Why reading failed, as a sentence.
    pub fn complaint(self) -> String {
        self.complaint
    }

    /// Gives a reason for failing; the first one counts, and nothing is there to be read any more.
    #[cold]
    #[inline(never)]
    pub fn complain(&mut self, parts: &[&str]) -> Misread {
        if !self.failed {
            self.failed = true;
            self.complaint = parts.concat();
            self.bytes = &[];
            self.at = ABSENT;
        }
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

    #[inline]
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
    #[inline]
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
            NULL => Head::Null,
            FALSE => Head::Bool(false),
            TRUE => Head::Bool(true),
            UINT => Head::Number(self.length()? as f64),
            FLOAT => {
                let bytes = self.take(8)?;
                Head::Number(bytes.try_into().map_or(0.0, f64::from_le_bytes))
            }
            ASCII | UTF8 => {
                let length = self.length()?;
                let bytes = self.take(length)?;
                Head::Text(std::str::from_utf8(bytes).map_err(|_| self.broken())?)
            }
            ARRAY => Head::Array(self.count()?),
            OBJECT => Head::Object(self.count()?),
            UNDEFINED => Head::Undefined,
            tag @ SHAPE..SMALL => Head::Shape(tag.wrapping_sub(SHAPE)),
            tag @ SMALL..WORD => Head::Number(f64::from(tag.wrapping_sub(SMALL))),
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
        self.value_like(&Value::Undefined, shapes)
    }

    /// Reads any value. `model` stood in the same place of the item before, which mostly had the same
    /// keys in the same order: as long as that holds, keys are shared and need no search.
    fn value_like(
        &mut self,
        model: &Value,
        shapes: &dyn Fn(u8) -> Option<&'static Shape>,
    ) -> Result<Value, Misread> {
        self.depth = self.depth.saturating_add(1);
        if self.depth > DEPTH {
            return Err(self.complain(&["the value is nested too deeply"]));
        }
        let value = match self.head()? {
            Head::Undefined => Value::Undefined,
            Head::Null => Value::Null,
            Head::Bool(truth) => truth.into(),
            Head::Number(number) => number.into(),
            Head::Text(text) => text.into(),
            Head::Array(count) => {
                let mut items = Vec::with_capacity(count);
                let before = model.as_array().and_then(<[Value]>::last).unwrap_or(&Value::Undefined);
                for _ in 0..count {
                    let item = self.value_like(items.last().unwrap_or(before), shapes)?;
                    items.push(item);
                }
                items.into()
            }
            Head::Object(count) => {
                let mut object = Object::with_capacity(count);
                let mut models = model.as_object().map(Object::iter);
                for _ in 0..count {
                    let text = self.text()?;
                    let alike = models.as_mut().and_then(Iterator::next).filter(|(key, _)| ***key == *text);
                    if let Some((key, model)) = alike {
                        object.append(key.clone(), self.value_like(model, shapes)?);
                    } else {
                        models = None;
                        object.insert(Str::from(text), self.value_with(shapes)?);
                    }
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
        if let Some(text) = self.short_text() {
            return Ok(text);
        }
        if let Head::Text(text) = self.head()? { Ok(text) } else { Err(self.broken()) }
    }

    /// Reads a truth value that stands in the field `name`.
    pub(super) fn bool_of(&mut self, name: &str) -> bool {
        match self.bytes.get(self.at) {
            Some(byte) if matches!(*byte, TRUE | FALSE) => {
                self.at = self.at.saturating_add(1);
                *byte == TRUE
            }
            _ => {
                self.mistyped(name, "true or false");
                false
            }
        }
    }

    /// Reads a number that stands in the field `name`.
    pub(super) fn number_of(&mut self, name: &str) -> f64 {
        let before = self.at;
        if let Ok(Head::Number(number)) = self.head() {
            return number;
        }
        self.mistyped_at(before, name, "a number");
        0.0
    }

    /// Reads a whole number up to `most` that stands in the field `name`.
    pub(super) fn uint_of(&mut self, name: &str, most: u64) -> u64 {
        if let Some(byte @ SMALL..WORD) = self.bytes.get(self.at) {
            self.at = self.at.saturating_add(1);
            return u64::from(byte.wrapping_sub(SMALL));
        }
        let number = self.number_of(name);
        let whole = number as u64;
        if whole as f64 != number || whole > most {
            self.complain(&["`", name, "` must be a whole number from 0 on"]);
        }
        whole
    }

    /// Opens a record of the engine's own in the field `name`, and gives a bit for each field that is there.
    pub(crate) fn filled(&mut self, name: &str, shape: u8) -> u64 {
        if let Some(byte) = self.bytes.get(self.at)
            && *byte == SHAPE.wrapping_add(shape)
        {
            self.at = self.at.saturating_add(1);
            return self.varint().unwrap_or_default();
        }
        self.mistyped(name, "an object");
        0
    }

    /// Reads a text that stands in the field `name`.
    pub(super) fn text_of(&mut self, name: &str) -> &'a str {
        if let Some(text) = self.short_text() {
            return text;
        }
        let before = self.at;
        if let Ok(Head::Text(text)) = self.head() {
            return text;
        }
        self.mistyped_at(before, name, "a string");
        ""
    }

    /// Reads a text to be kept that stands in the field `name`.
    pub(super) fn str_of(&mut self, name: &str) -> Str {
        let text = self.text_of(name);
        match &mut self.names {
            Some(names) => names.share(text),
            None => text.into(),
        }
    }

    /// Reads a text whose length is one byte, if that is what comes next: most texts are.
    fn short_text(&mut self) -> Option<&'a str> {
        let (&[ASCII | UTF8, length @ ..0x80], rest) = self.bytes.get(self.at..)?.split_first_chunk()? else {
            return None;
        };
        let length = usize::from(length);
        let text = std::str::from_utf8(rest.get(..length)?).ok()?;
        self.at = self.at.saturating_add(length).saturating_add(2);
        Some(text)
    }

    /// Passes over a null; true if there was one.
    pub(super) fn skip_null(&mut self) -> bool {
        let is_null = self.bytes.get(self.at) == Some(&NULL);
        self.at = self.at.saturating_add(usize::from(is_null));
        is_null
    }

    /// Passes over an empty list; true if there was one.
    pub(super) fn skip_empty(&mut self) -> bool {
        let is_empty = self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(&[ARRAY, 0]));
        if is_empty {
            self.at = self.at.saturating_add(2);
        }
        is_empty
    }

    /// Passes over a null, an undefined or a missing field; true if there was one.
    pub(super) fn skip_nothing(&mut self) -> bool {
        let is_nothing = match self.bytes.get(self.at) {
            Some(byte) => matches!(*byte, NULL | UNDEFINED),
            None => self.at == ABSENT,
        };
        self.at = self.at.saturating_add(usize::from(is_nothing));
        is_nothing
    }

    /// Opens the list in the field `name` and gives its length; null is an empty one.
    pub(super) fn array_of(&mut self, name: &str) -> usize {
        let before = self.at;
        match self.head() {
            Ok(Head::Array(count)) => return count,
            Ok(Head::Null | Head::Undefined) => return 0,
            Ok(_) | Err(Misread) => self.mistyped_at(before, name, "an array"),
        };
        0
    }

    /// Reads one of `texts`, which are written as `words`, and gives its place among them.
    pub fn one_of(&mut self, name: &str, texts: &[&str], words: &[u8]) -> usize {
        if let Some(byte @ WORD..) = self.bytes.get(self.at)
            && let Some(place) = words.iter().position(|word| *word == byte.wrapping_sub(WORD))
        {
            self.at = self.at.saturating_add(1);
            return place;
        }
        let text = self.text_of(name);
        let place = texts.iter().position(|one| *one == text);
        if place.is_none() && !self.failed {
            let all = ["`", &texts.join("`, `"), "`"].concat();
            self.complain(&["`", name, "` must be one of ", &all, ", not `", text, "`"]);
        }
        place.unwrap_or_default()
    }

    /// Opens the record in the field `name`: one of `shapes`, or an object with the keys of one.
    pub fn open(&mut self, name: &str, shapes: &[Shape]) -> Fields {
        if let (Some(tag), Some(first)) = (self.bytes.get(self.at), shapes.first()) {
            let id = tag.wrapping_sub(SHAPE);
            // Most siblings are numbered in a row.
            let guess = shapes.get(usize::from(id.wrapping_sub(first.id)));
            if guess.is_some_and(|shape| shape.id == id) || shapes.iter().any(|shape| shape.id == id) {
                self.at = self.at.saturating_add(1);
                return Fields::in_order(id);
            }
        }
        let before = self.at;
        let opened = match self.head() {
            Ok(Head::Object(count)) => self.open_object(name, shapes, count),
            Ok(_) | Err(Misread) => Err(self.mistyped_at(before, name, "an object")),
        };
        opened.unwrap_or_else(|Misread| Fields::blank(shapes))
    }

    /// Finds where the fields of an object stand; which of `shapes` it is, its tag says.
    #[inline(never)]
    fn open_object(&mut self, name: &str, shapes: &[Shape], count: usize) -> Result<Fields, Misread> {
        let tag = shapes.first().and_then(|shape| shape.tag).map(|(key, _)| key);
        let mut tagged = None;
        let mut keys = [("", ABSENT); FIELDS];
        let mut slots = keys.iter_mut();
        for _ in 0..count {
            let key = self.text()?;
            if Some(key) == tag && tagged.is_none() {
                tagged = Some(self.text_of(key));
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
        Ok(Fields { shape: shape.id, places: Some(Box::new(places)), next: 0, end: self.at })
    }

    /// Passes over a value that holds no records.
    fn skip(&mut self) -> Result<(), Misread> {
        let mut left = 1_usize;
        while left > 0 {
            left = left.saturating_sub(1);
            match self.head()? {
                Head::Undefined | Head::Null | Head::Bool(_) | Head::Number(_) | Head::Text(_) => {}
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

    /// Complains that the field's value, which stands at `place`, is of the wrong kind.
    fn mistyped_at(&mut self, place: usize, name: &str, expected: &str) -> Misread {
        if !self.failed {
            self.at = place;
        }
        self.mistyped(name, expected)
    }

    /// Complains that the field's value, which comes next, is of the wrong kind.
    pub fn mistyped(&mut self, name: &str, expected: &str) -> Misread {
        match self.value() {
            Ok(value) => self.complain(&["`", name, "` must be ", expected, ", not ", value.kind()]),
            Err(misread) => misread,
        }
    }
}
