//! What flows, scripts, settings and messages are made of: JSON, plus JavaScript's `undefined`.
//!
//! Cloning is cheap, a value shares its content until somebody writes. Objects keep the order in
//! which their keys came. Nothing here knows where a value comes from or what it means.

use std::collections::HashMap;
use std::sync::Arc;

/// An immutable shared text.
pub type Str = Arc<str>;

/// A JSON value or `undefined`.
#[derive(Debug, Default, PartialEq)]
pub enum Value {
    /// JavaScript's `undefined`: a result of scripts, absent from every document.
    #[default]
    Undefined,
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A double, as in JavaScript.
    Number(f64),
    /// A text.
    String(Str),
    /// A list.
    Array(Arc<Vec<Value>>),
    /// Keys and values.
    Object(Arc<Object>),
}

impl Value {
    /// The member `key` of an object; `None` for anything else.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.as_object()?.get(key)
    }

    /// The text, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        if let Value::String(text) = self { Some(text) } else { None }
    }

    /// The number, if it is one.
    pub fn as_f64(&self) -> Option<f64> {
        if let Value::Number(number) = self { Some(*number) } else { None }
    }

    /// The truth value, if it is one.
    pub fn as_bool(&self) -> Option<bool> {
        if let Value::Bool(truth) = self { Some(*truth) } else { None }
    }

    /// The items, if it is a list.
    pub fn as_array(&self) -> Option<&[Value]> {
        if let Value::Array(items) = self { Some(items) } else { None }
    }

    /// The object, if it is one.
    pub fn as_object(&self) -> Option<&Object> {
        if let Value::Object(object) = self { Some(object) } else { None }
    }

    /// True for `undefined` and `null`.
    pub fn is_nullish(&self) -> bool {
        matches!(self, Value::Undefined | Value::Null)
    }

    /// The kind of value in words, for error sentences.
    pub fn kind(&self) -> &'static str {
        match self {
            Value::Undefined => "nothing",
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "an array",
            Value::Object(_) => "an object",
        }
    }
}

impl Clone for Value {
    /// Never inlined: values are cloned in so many places that it would show in the size of the module.
    #[inline(never)]
    fn clone(&self) -> Self {
        match self {
            Value::Undefined => Value::Undefined,
            Value::Null => Value::Null,
            Value::Bool(truth) => Value::Bool(*truth),
            Value::Number(number) => Value::Number(*number),
            Value::String(text) => Value::String(Arc::clone(text)),
            Value::Array(items) => Value::Array(Arc::clone(items)),
            Value::Object(object) => Value::Object(Arc::clone(object)),
        }
    }
}

impl From<bool> for Value {
    fn from(truth: bool) -> Self {
        Value::Bool(truth)
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Value::Number(number)
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Value::Number(f64::from(number))
    }
}

impl From<&str> for Value {
    #[inline(never)]
    fn from(text: &str) -> Self {
        Value::String(text.into())
    }
}

impl From<String> for Value {
    #[inline(never)]
    fn from(text: String) -> Self {
        Value::String(text.into())
    }
}

impl From<Str> for Value {
    fn from(text: Str) -> Self {
        Value::String(text)
    }
}

impl From<Vec<Value>> for Value {
    #[inline(never)]
    fn from(items: Vec<Value>) -> Self {
        Value::Array(Arc::new(items))
    }
}

impl From<Object> for Value {
    fn from(object: Object) -> Self {
        Value::Object(Arc::new(object))
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Value::Null, Into::into)
    }
}

/// From this many keys on an object keeps an index, so that lookups stay fast.
const INDEX_FROM: usize = 24;

/// Keys and values in the order of their first insertion.
#[derive(Debug, Default)]
pub struct Object {
    entries: Vec<(Str, Value)>,
    #[allow(clippy::box_collection, reason = "few objects have an index, and all would be larger")]
    index: Option<Box<HashMap<Str, usize>>>,
}

impl Object {
    /// An object without keys.
    pub const fn new() -> Self {
        Object { entries: Vec::new(), index: None }
    }

    /// An object without keys and with room for so many.
    pub fn with_capacity(count: usize) -> Self {
        Object { entries: Vec::with_capacity(count), index: None }
    }

    /// How many keys there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// True without keys.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The keys and values in insertion order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&Str, &Value)> + ExactSizeIterator {
        self.entries.iter().map(|(key, value)| (key, value))
    }

    fn position(&self, key: &str) -> Option<usize> {
        match &self.index {
            Some(index) => index.get(key).copied(),
            // Most names differ in length already, which spares a call.
            None => self.entries.iter().position(|(name, _)| name.len() == key.len() && **name == *key),
        }
    }

    /// The value at `key`.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.entries.get(self.position(key)?).map(|(_, value)| value)
    }

    /// The value at `key`, to be changed in place.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Value> {
        let position = self.position(key)?;
        self.entries.get_mut(position).map(|(_, value)| value)
    }

    /// Sets `key`; a key that was there keeps its place.
    pub fn insert(&mut self, key: impl Into<Str> + AsRef<str>, value: impl Into<Value>) {
        let value = value.into();
        if let Some(slot) = self.get_mut(key.as_ref()) {
            *slot = value;
            return;
        }
        self.append(key.into(), value);
    }

    /// Sets a key that is known not to be there.
    pub(crate) fn append(&mut self, key: Str, value: Value) {
        if let Some(index) = &mut self.index {
            index.insert(key.clone(), self.entries.len());
        }
        self.entries.push((key, value));
        if self.index.is_none() && self.entries.len() >= INDEX_FROM {
            self.reindex();
        }
    }

    /// Takes `key` out.
    pub fn remove(&mut self, key: &str) -> Option<Value> {
        let position = self.position(key)?;
        let (_, value) = self.entries.remove(position);
        if self.index.is_some() {
            self.reindex();
        }
        Some(value)
    }

    fn reindex(&mut self) {
        let mut index = HashMap::new();
        for (at, (key, _)) in self.entries.iter().enumerate() {
            index.insert(key.clone(), at);
        }
        self.index = Some(Box::new(index));
    }
}

impl Clone for Object {
    fn clone(&self) -> Self {
        let mut copy = Object { entries: self.entries.clone(), index: None };
        if self.index.is_some() {
            copy.reindex();
        }
        copy
    }
}

impl PartialEq for Object {
    fn eq(&self, other: &Self) -> bool {
        self.entries == other.entries
    }
}

impl<K: Into<Str> + AsRef<str>, V: Into<Value>> FromIterator<(K, V)> for Object {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut object = Object::new();
        for (key, value) in entries {
            object.insert(key, value);
        }
        object
    }
}
