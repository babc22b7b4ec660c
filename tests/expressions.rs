//! The script language against Node: every line of `expressions/expected.jsonl`, what the language refuses
//! (`refused.txt`), and what would run away (`hostile.txt`). How to write the expected lines anew stands in
//! `expressions/oracle.mjs`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

use handover::script::{Expression, Scope, from_json, to_json};
use handover::value::{Object, Value};

fn scope() -> Value {
    from_json(include_str!("expressions/scope.json")).unwrap()
}

fn evaluate(source: &str, scope: &Value) -> Result<Value, handover::script::Error> {
    let part = |name| scope.get(name).unwrap();
    Expression::parse(source)?.evaluate(&Scope {
        input: part("input"),
        context: part("context"),
        profile: part("profile"),
    })
}

/// The same encoding as in `oracle.mjs`.
fn encode(value: &Value) -> Value {
    let special = |name: &str| Value::from([("$", name)].into_iter().collect::<Object>());
    match value {
        Value::Undefined => special("undefined"),
        Value::Number(number) if number.is_nan() => special("NaN"),
        Value::Number(number) if *number == f64::INFINITY => special("Infinity"),
        Value::Number(number) if *number == f64::NEG_INFINITY => special("-Infinity"),
        Value::Number(number) if *number == 0.0 && number.is_sign_negative() => special("-0"),
        Value::Array(items) => items.iter().map(encode).collect::<Vec<Value>>().into(),
        Value::Object(object) => {
            object.iter().map(|(key, value)| (key.clone(), encode(value))).collect::<Object>().into()
        }
        other => other.clone(),
    }
}

#[test]
fn gives_what_node_gives() {
    let scope = scope();
    let (mut count, mut differences) = (0, Vec::new());
    for line in include_str!("expressions/expected.jsonl").lines() {
        let raw = line.strip_prefix("{\"e\":").unwrap();
        let record = from_json(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        let source = record.get("e").unwrap().as_str().unwrap();
        let wanted = match raw.rsplit_once(",\"throws\":true}") {
            Some((_, "")) => None,
            _ => raw.get(to_json(&source.into(), None).unwrap().len() + ",\"v\":".len()..raw.len() - 1),
        };
        let found = evaluate(source, &scope).map(|value| to_json(&encode(&value), None).unwrap());
        if found.as_deref().ok() != wanted {
            differences
                .push(format!("{source}\n    node: {}\n    here: {found:?}", wanted.unwrap_or("throws")));
        }
        count += 1;
    }
    println!("{count} expressions");
    assert!(count >= 2000);
    assert!(differences.is_empty(), "{} of {count} differ:\n{}", differences.len(), differences.join("\n"));
}

#[test]
fn refuses_with_a_place_and_a_sentence() {
    let scope = scope();
    let mut differences = Vec::new();
    for line in include_str!("expressions/refused.txt").lines().filter(|line| !line.starts_with('#')) {
        let (source, wanted) = line.split_once(" || ").unwrap();
        let (at, sentence) = wanted.split_once(' ').unwrap();
        match evaluate(source, &scope) {
            Err(error) if error.at == at.parse::<usize>().unwrap() && error.message.contains(sentence) => {}
            other => differences.push(format!("{source}\n    wanted: {wanted}\n    here: {other:?}")),
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn ends_what_would_run_away() {
    let scope = scope();
    let deep = [
        ("(", "1", ")"),
        ("[", "", "]"),
        ("{a:", "1", "}"),
        ("!", "1", ""),
        ("-", "1", ""),
        ("typeof ", "1", ""),
        ("1 ? ", "1", ": 1"),
        ("`${", "1", "}`"),
        ("ci[", "1", "]"),
        ("Math.max(", "1", ")"),
        ("[1].map(a => ", "1", ")"),
        ("[1].map(([", "a", "]) => 1)"),
        ("1 ** ", "1", ""),
        ("1 + (", "1", ")"),
        ("ci?.[", "1", "]"),
        ("({...", "1", "})"),
        ("[1].map(({a: {", "", "}}) => 1)"),
    ];
    let long =
        deep.map(|(open, middle, close)| [&open.repeat(100_000), middle, &close.repeat(100_000)].concat());
    let short =
        deep.map(|(open, middle, close)| [&open.repeat(1_000), middle, &close.repeat(1_000)].concat());
    let lists = ["1+", "ci.a.", "1,", "1?1:", "\"a\"+", "1||"].map(|piece| piece.repeat(100_000));
    let written = include_str!("expressions/hostile.txt").lines().filter(|line| !line.starts_with('#'));
    for source in written.map(String::from).chain(long).chain(short).chain(lists) {
        let shown = source.get(..100.min(source.len())).unwrap_or_default().to_string();
        // What is not bounded does not come back.
        let result = evaluate(&source, &scope);
        assert!(
            result.is_err(),
            "no error: {shown} gives {:?}",
            result.map(|value| to_json(&value, None).map(|t| t.len()))
        );
    }
}

#[test]
fn long_but_flat_expressions_are_fine() {
    let scope = scope();
    let sum = ["1+".repeat(5_000), "1".into()].concat();
    assert_eq!(evaluate(&sum, &scope), Ok(Value::Number(5001.0)));
    let members = ["ci", &"?.a".repeat(5_000)].concat();
    assert_eq!(evaluate(&members, &scope), Ok(Value::Undefined));
    let cases = ["0 ? 1 : ".repeat(2_000), "2".into()].concat();
    assert_eq!(evaluate(&cases, &scope), Ok(Value::Number(2.0)));
    let nested = ["(".repeat(90), "1".into(), ")".repeat(90)].concat();
    assert_eq!(evaluate(&nested, &scope), Ok(Value::Number(1.0)));
}
