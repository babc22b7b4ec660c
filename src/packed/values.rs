//! How plain values, options and lists are written and read.

use super::reader::Reader;
use super::writer::Writer;
use super::{FALSE, NULL, Packed, TRUE, UNDEFINED};
use crate::value::{Object, Str, Value};

impl Packed for Value {
    fn write(&self, to: &mut Writer) {
        match self {
            Value::Undefined => to.byte(UNDEFINED),
            Value::Null => to.byte(NULL),
            Value::Bool(truth) => truth.write(to),
            Value::Number(number) => to.number(*number),
            Value::String(text) => to.text(text),
            Value::Array(items) => items.write(to),
            Value::Object(object) => object.write(to),
        }
    }

    fn read(from: &mut Reader, _: &str) -> Self {
        if from.skip_null() { Value::Null } else { from.value().unwrap_or_default() }
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

    fn read(from: &mut Reader, name: &str) -> Self {
        let value = from.value().unwrap_or_default();
        if let Value::Object(object) = value {
            return std::sync::Arc::unwrap_or_clone(object);
        }
        from.complain(&["`", name, "` must be an object, not ", value.kind()]);
        Object::new()
    }
}

impl Packed for bool {
    #[inline(always)]
    fn write(&self, to: &mut Writer) {
        to.byte(if *self { TRUE } else { FALSE });
    }

    #[inline(always)]
    fn read(from: &mut Reader, name: &str) -> Self {
        from.bool_of(name)
    }

    fn is_blank(&self) -> bool {
        !self
    }
}

impl Packed for f64 {
    fn write(&self, to: &mut Writer) {
        to.number(*self);
    }

    fn read(from: &mut Reader, name: &str) -> Self {
        from.number_of(name)
    }
}

macro_rules! packed_uint {
    ($($type:ty),*) => {$(
        impl Packed for $type {
            #[inline(always)]
            fn write(&self, to: &mut Writer) {
                to.uint(u64::from(*self));
            }

            #[inline(always)]
            fn read(from: &mut Reader, name: &str) -> Self {
                from.uint_of(name, <$type>::MAX.into()) as $type
            }

            fn is_blank(&self) -> bool {
                *self == 0
            }
        }
    )*};
}
packed_uint!(u8, u32, u64);

impl Packed for Str {
    #[inline(always)]
    fn write(&self, to: &mut Writer) {
        to.text(self);
    }

    #[inline(always)]
    fn read(from: &mut Reader, name: &str) -> Self {
        from.str_of(name)
    }
}

impl<T: Packed> Packed for Option<T> {
    #[inline(always)]
    fn write(&self, to: &mut Writer) {
        match self {
            Some(value) => value.write(to),
            None => to.byte(NULL),
        }
    }

    #[inline(always)]
    fn read(from: &mut Reader, name: &str) -> Self {
        if from.skip_nothing() { None } else { Some(T::read(from, name)) }
    }

    fn is_blank(&self) -> bool {
        self.is_none()
    }
}

impl<T: Packed> Packed for Box<T> {
    #[inline(always)]
    fn write(&self, to: &mut Writer) {
        (**self).write(to);
    }

    #[inline(always)]
    fn read(from: &mut Reader, name: &str) -> Self {
        Box::new(T::read(from, name))
    }
}

impl<T: Packed> Packed for Vec<T> {
    fn write(&self, to: &mut Writer) {
        to.array(self.len());
        for item in self {
            item.write(to);
        }
    }

    fn read(from: &mut Reader, name: &str) -> Self {
        if from.skip_empty() {
            return Vec::new();
        }
        let count = from.array_of(name);
        let mut items = Vec::with_capacity(count);
        for _ in 0..count {
            items.push(T::read(from, name));
            if from.has_failed() {
                break;
            }
        }
        items
    }

    fn is_blank(&self) -> bool {
        self.is_empty()
    }
}

/// Both, one after the other.
impl<A: Packed, B: Packed> Packed for (A, B) {
    #[inline(always)]
    fn write(&self, to: &mut Writer) {
        self.0.write(to);
        self.1.write(to);
    }

    #[inline(always)]
    fn read(from: &mut Reader, name: &str) -> Self {
        (A::read(from, name), B::read(from, name))
    }
}
