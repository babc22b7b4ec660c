//! The records' shapes and the vocabulary, as the JavaScript half of the encoding has them.
//!
//! `UPDATE=1 cargo test --test shapes` writes `pkg/src/shapes.ts` anew.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use std::collections::HashSet;
use std::fmt::Write;

use handover::contract::{Input, shapes};
use handover::packed::{Shape, WORDS};

#[test]
fn javascript_knows_every_shape_and_word() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/pkg/src/shapes.ts");
    let expected = print();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, &expected).unwrap();
    }
    let found = std::fs::read_to_string(path).unwrap_or_default();
    assert!(found == expected, "pkg/src/shapes.ts is out of date: run `UPDATE=1 cargo test --test shapes`");
}

#[test]
fn no_number_is_used_twice() {
    let mut ids = HashSet::new();
    for shape in shapes() {
        assert!(shape.id < 96, "shape {} does not fit", shape.id);
        assert!(ids.insert(shape.id), "shape {} is used twice", shape.id);
    }
    let words: HashSet<_> = WORDS.iter().collect();
    assert_eq!(words.len(), WORDS.len());
    assert!(WORDS.len() <= 112, "a word has to fit into one byte");
}

fn print() -> String {
    let mut out = String::from(
        "/**\n * The vocabulary and the records of the compact encoding, in the order of their numbers.\n *\n \
         * Printed from the engine by its test `shapes`; not to be edited.\n */\n\
         import type { Wire } from \"./packed.js\";\n\n\
         export const WORDS: readonly string[] = [\n",
    );
    for word in WORDS {
        writeln!(out, "  {word:?},").unwrap();
    }
    out.push_str("];\n\n/** Reads the fields of a record, by the number of its shape. */\n");
    out.push_str("export const SHAPES: readonly ((wire: Wire) => object)[] = [\n");
    let last = shapes().map(|shape| shape.id).max().unwrap();
    for id in 0..=last {
        let Some(shape) = shapes().find(|shape| shape.id == id) else {
            panic!("no shape has the number {id}");
        };
        let read = |key: &&'static str| format!("{key}: wire.next()");
        let mut fields: Vec<String> = shape.head.iter().map(read).collect();
        fields.extend(shape.tag.map(|(key, text)| format!("{key}: {text:?}")));
        fields.extend(shape.keys.iter().map(read));
        writeln!(out, "  (wire) => ({{ {} }}),", fields.join(", ")).unwrap();
    }
    out.push_str(
        "];\n\n/** Writes an input by its shape, by its `type`; answers how many of its fields that are. */\n",
    );
    out.push_str("export const INPUTS: Record<string, (wire: Wire, input: any) => number> = {\n");
    for Shape { id, tag, keys, .. } in Input::SHAPES {
        let fields: Vec<String> =
            keys.iter().map(|key| format!(" + wire.field(input.{key}, {key:?})")).collect();
        writeln!(out, "  {}: (wire, input) => wire.shape({id}){},", tag.unwrap().1, fields.concat()).unwrap();
    }
    out.push_str("};\n");
    out
}
