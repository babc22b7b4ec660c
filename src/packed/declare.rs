//! How records and closed sets of texts are declared: once, for writing, reading and their shapes.

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

        impl Default for $name {
            fn default() -> Self {
                let [first, ..] = [$($name::$variant),*];
                first
            }
        }

        impl $crate::packed::Packed for $name {
            fn write(&self, to: &mut $crate::packed::Writer) {
                to.word(match self { $($name::$variant => const { $crate::packed::words::word($text) }),* });
            }

            fn read(from: &mut $crate::packed::Reader, name: &str) -> Self {
                let all = [$($name::$variant),*];
                let words = const { &[$($crate::packed::words::word($text)),*] };
                all.get(from.one_of(name, &[$($text),*], words)).copied().unwrap_or_default()
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

            fn read(from: &mut $crate::packed::Reader, name: &str) -> Self {
                let mut fields = from.open(name, $name::SHAPES);
                let record = $name { $($field: $crate::packed::Packed::read(from.field(&mut fields), $key)),* };
                from.close(&fields);
                record
            }
        }
    };
}
pub(crate) use record;

/// Declares a record that never leaves the engine: it is written as a number whose bits say which of its
/// fields hold something, and these fields.
macro_rules! state {
    ($(#[$meta:meta])* pub struct $name:ident = $id:literal {
        $($(#[$fmeta:meta])* $field:ident: $type:ty = $key:literal),* $(,)?
    }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name { $($(#[$fmeta])* pub $field: $type),* }

        impl $name {
            /// A bit for each field that holds something, the first field's the lowest.
            fn filled(&self) -> u64 {
                let mut next = $crate::packed::Bits::new(0);
                $(next.put(!$crate::packed::Packed::is_blank(&self.$field));)*
                next.all()
            }
        }

        impl $crate::packed::Packed for $name {
            fn write(&self, to: &mut $crate::packed::Writer) {
                let filled = self.filled();
                to.shape($id);
                to.varint(filled);
                let mut next = $crate::packed::Bits::new(filled);
                $(if next.take() {
                    $crate::packed::Packed::write(&self.$field, to);
                })*
            }

            fn read(from: &mut $crate::packed::Reader, name: &str) -> Self {
                let mut next = $crate::packed::Bits::new(from.filled(name, $id));
                let record = $name {
                    $($field: if next.take() {
                        $crate::packed::Packed::read(from, $key)
                    } else {
                        Default::default()
                    }),*
                };
                if !next.is_empty() {
                    from.complain(&["`", name, "` has a field that is not known"]);
                }
                record
            }

            fn is_blank(&self) -> bool {
                self.filled() == 0
            }
        }
    };
}
pub(crate) use state;

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
            ) -> Self {
                let record = match fields.shape {
                    $($id => $name::$variant {
                        $($field: $crate::packed::Packed::read(from.field(fields), $key)),*
                    },)*
                    // `open` gives one of these shapes.
                    _ => $name::read_fields(&mut $crate::packed::Fields::blank($name::SHAPES), from),
                };
                from.close(fields);
                record
            }
        }

        impl $crate::packed::Packed for $name {
            fn write(&self, to: &mut $crate::packed::Writer) {
                to.shape(self.shape());
                self.write_fields(to);
            }

            fn read(from: &mut $crate::packed::Reader, name: &str) -> Self {
                let mut fields = from.open(name, $name::SHAPES);
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

            fn read(from: &mut $crate::packed::Reader, name: &str) -> Self {
                let number: u8 = $crate::packed::Packed::read(from, name);
                $all.get(usize::from(number)).copied().unwrap_or_else(|| {
                    from.complain(&["`", name, "` has an unknown number"]);
                    let [first, ..] = $all;
                    first
                })
            }
        }
    };
}
pub(crate) use by_number;
