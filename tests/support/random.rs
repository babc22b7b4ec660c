//! Numbers, values and changes of values that look random and are the same for the same seed.

use handover::value::{Object, Str, Value};

/// SplitMix64.
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % limit as u64) as usize
    }

    pub fn one<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    /// A value up to `depth` levels deep whose keys and texts come from `words` for the most part.
    pub fn value(&mut self, words: &[Str], depth: u32) -> Value {
        match self.below(if depth == 0 { 6 } else { 9 }) {
            0 => Value::Null,
            1 => (self.below(2) == 0).into(),
            2 => (*self.one(&NUMBERS)).into(),
            3 => (*self.one(&TEXTS)).into(),
            4 | 5 => self.one(words).clone().into(),
            6 => (0..self.below(4)).map(|_| self.value(words, depth - 1)).collect::<Vec<Value>>().into(),
            _ => {
                let fields =
                    (0..self.below(6)).map(|_| (self.one(words).clone(), self.value(words, depth - 1)));
                fields.collect::<Vec<_>>().into_iter().collect::<Object>().into()
            }
        }
    }

    /// The value with one thing changed somewhere inside: replaced, left out, doubled or renamed.
    pub fn changed(&mut self, value: &Value, words: &[Str]) -> Value {
        match value {
            Value::Array(items) if !items.is_empty() && self.below(8) > 0 => {
                let (at, mut items) = (self.below(items.len()), items.to_vec());
                match self.below(8) {
                    0 => drop(items.remove(at)),
                    1 => items.push(items[at].clone()),
                    _ => items[at] = self.changed(&items[at], words),
                }
                items.into()
            }
            Value::Object(object) if !object.is_empty() && self.below(8) > 0 => {
                let mut object = Object::clone(object);
                let keys: Vec<Str> = object.iter().map(|(key, _)| key.clone()).collect();
                let key = self.one(&keys).clone();
                let inner = object.get(&key).cloned().unwrap();
                match self.below(8) {
                    0 => drop(object.remove(&key)),
                    1 => object.insert(self.one(words).clone(), inner),
                    _ => object.insert(key, self.changed(&inner, words)),
                }
                object.into()
            }
            _ => self.value(words, 2),
        }
    }
}

const NUMBERS: [f64; 10] = [0.0, -1.0, 1.0, 2.5, 1e-9, 65_536.0, 4_294_967_296.0, 9e15, 1e300, -1e300];
const TEXTS: [&str; 10] =
    ["", " ", "{{", "{{context.a.b(1)}}", "👩‍👧", "\u{0}", "\r\nX: 1", "__proto__", "+15551234567", "1e999"];

/// All keys and texts of a value.
pub fn words(value: &Value, found: &mut Vec<Str>) {
    match value {
        Value::String(text) => found.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| words(item, found)),
        Value::Object(object) => object.iter().for_each(|(key, value)| {
            found.push(key.clone());
            words(value, found);
        }),
        Value::Undefined | Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
