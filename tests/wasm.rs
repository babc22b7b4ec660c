//! The engine as wasm, where stack and memory are other than native ones.
//!
//! wasm-bindgen's runner runs these in Node and in Chromium. What the binding adds on top is tested
//! from JavaScript, through the packed package.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects, missing_docs)]

use handover::contract::{Input, to_value};
use handover::engine::Engine;
use handover::packed::{Reader, Writer, from_value};
use handover::script::{Expression, Scope, from_json, to_json};
use handover::value::Value;
use wasm_bindgen_test::wasm_bindgen_test;

const FLOW: &str = include_str!("flows/shop.json");

/// A handover from the first word to the way back, with what each step must lead to.
const STEPS: [(&str, &[&str]); 9] = [
    (r#"{"type":"message","id":"v1","text":"Hi"}"#, &["Hello, how can I help?"]),
    (
        r#"{"type":"message","id":"v2","text":"A person, please"}"#,
        &["\"requested\"", "One moment", "transcript"],
    ),
    (r#"{"type":"message","id":"v3","text":"Anybody?"}"#, &[]),
    (r#"{"type":"answer","send":1,"status":202}"#, &["\"queue\"", "Anybody?"]),
    (r#"{"type":"message","id":"v3","text":"Anybody?"}"#, &[]),
    (
        r#"{"type":"agentMessage","id":"d1","text":"I am Dana","agent":{"displayName":"Dana"}}"#,
        &["\"active\"", "HUMAN_ASSIST_STAGE", "REPRESENTATIVE_JOINED", "I am Dana"],
    ),
    (r#"{"type":"message","id":"v4","text":"Great"}"#, &["Great"]),
    (
        r#"{"type":"handoverResolved","id":"d2","summary":"Solved"}"#,
        &["REPRESENTATIVE_LEFT", "VIRTUAL_AGENT_STAGE", "\"completed\"", "Solved", "Welcome back"],
    ),
    (r#"{"type":"handoverResolved","id":"d2","summary":"Solved"}"#, &[]),
];

fn json(text: &str) -> Value {
    from_json(text).unwrap()
}

/// What the engine answers, as JSON.
fn answer(engine: &mut Engine, text: &str, now: u64) -> String {
    let input: Input = from_value(&json(text), "input").unwrap();
    to_json(&to_value(&engine.handle("c1", input, now).unwrap().effects), None).unwrap()
}

fn evaluate(source: &str) -> Result<Value, handover::script::Error> {
    let nothing = json("{}");
    Expression::parse(source)?.evaluate(&Scope { input: &nothing, context: &nothing, profile: &nothing })
}

#[wasm_bindgen_test]
fn a_handover_goes_there_and_back_stored_or_not() {
    let mut straight = Engine::new(&json(FLOW), &json("{}")).unwrap();
    let mut stored = Engine::new(&json(FLOW), &json("{}")).unwrap();
    for ((step, expected), now) in STEPS.iter().zip(1_u64..) {
        let found = answer(&mut straight, step, now * 1_000);
        for part in *expected {
            assert!(found.contains(part), "{step} leads to {part}: {found}");
        }
        assert_eq!(expected.is_empty(), found == "[]", "{step} leads to {found}");
        assert_eq!(answer(&mut stored, step, now * 1_000), found);
        let snapshot = stored.snapshot("c1").unwrap();
        assert!(stored.forget("c1"));
        stored = Engine::new(&json(FLOW), &json("{}")).unwrap();
        assert_eq!(&*stored.restore(&snapshot).unwrap(), "c1");
    }
    assert_eq!(stored.snapshot("c1"), straight.snapshot("c1"));
    assert_eq!(stored.log("c1", 0), straight.log("c1", 0));
    assert_eq!(stored.view("c1"), straight.view("c1"));
}

#[wasm_bindgen_test]
fn a_damaged_snapshot_is_refused() {
    let mut engine = Engine::new(&json(FLOW), &json("{}")).unwrap();
    answer(&mut engine, STEPS[0].0, 1_000);
    let snapshot = engine.snapshot("c1").unwrap();
    for length in 0..snapshot.len() {
        assert!(engine.restore(&snapshot[..length]).is_err(), "{length} bytes");
    }
    for at in 0..snapshot.len() {
        let mut changed = snapshot.clone();
        changed[at] ^= 1;
        assert!(engine.restore(&changed).is_err(), "byte {at}");
    }
    assert_eq!(engine.snapshot("c1").unwrap(), snapshot);
}

#[wasm_bindgen_test]
fn numbers_are_computed_and_printed_as_javascript_does() {
    for source in ["0.1+0.2", "1e21", "2**53", "Math.pow(2,0.5)", "-0", "1/3", "5e-324"] {
        let expected = js_sys::eval(&format!("String({source})")).unwrap().as_string().unwrap();
        assert_eq!(evaluate(&format!("String({source})")), Ok(Value::from(expected)), "{source}");
    }
}

#[wasm_bindgen_test]
fn hostile_expressions_end_in_an_error_and_leave_the_engine_usable() {
    let hostile = [
        "(".repeat(100_000),
        format!("{}1{}", "(".repeat(9_000), ")".repeat(9_000)),
        format!("{}1", "!".repeat(15_000)),
        format!("{}{}", "[".repeat(9_000), "]".repeat(9_000)),
        String::from("'a'.repeat(1e9)"),
        String::from("''.constructor.constructor('return 1')()"),
    ];
    for source in &hostile {
        assert!(evaluate(source).is_err(), "{}", &source[..20]);
    }
    assert_eq!(evaluate("1+1"), Ok(Value::from(2.0)));
}

#[wasm_bindgen_test]
fn values_nested_too_deeply_are_refused() {
    for depth in [101, 5_000, 200_000] {
        let text = [&*"[".repeat(depth), &*"]".repeat(depth)].concat();
        assert!(from_json(&text).is_err(), "JSON, {depth} deep");
        let mut writer = Writer::default();
        (0..depth).for_each(|_| writer.array(1));
        writer.uint(1);
        assert!(Reader::new(writer.bytes()).value().is_err(), "packed, {depth} deep");
    }
    let deep = json(&[&*"[".repeat(60), &*"]".repeat(60)].concat());
    let flow = r#"{"version": 1, "name": "", "nodes": [{"id": "s", "type": "start"}, {"id": "a", "type": "say", "data": {"text": "Hi", "data": DEEP}}], "edges": []}"#;
    let deeper = json(&flow.replace("DEEP", &to_json(&deep, None).unwrap()));
    assert!(Engine::new(&deeper, &json("{}")).is_err());
}
