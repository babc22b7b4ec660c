//! The engine as wasm, where stack and memory are other than native ones.
//!
//! wasm-bindgen's runner runs these in Node and in Chromium. What the binding adds on top is tested
//! from JavaScript, through the packed package.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, missing_docs)]

use handover::contract::{Input, to_value};
use handover::engine::Engine;
use handover::packed::from_value;
use handover::script::{Expression, Scope, to_json};
use handover::value::Value;
use wasm_bindgen_test::wasm_bindgen_test;

const FLOW: &str = r#"{
    "version": 1,
    "name": "greeting",
    "nodes": [
        { "id": "start", "type": "start" },
        { "id": "ask", "type": "question", "data": { "text": "Who are you?", "variable": "name" } },
        { "id": "greet", "type": "say", "data": { "text": ["Hello {{context.name}}"] } }
    ],
    "edges": [
        { "id": "e1", "source": "start", "sourceHandle": "next", "target": "ask" },
        { "id": "e2", "source": "ask", "sourceHandle": "next", "target": "greet" }
    ]
}"#;

fn json(text: &str) -> Value {
    handover::script::from_json(text).unwrap()
}

/// What the engine answers to a message, as JSON.
fn answer(engine: &mut Engine, text: &str, now: u64) -> String {
    let input = handover::script::from_json(&format!(r#"{{"type":"message","text":"{text}"}}"#)).unwrap();
    let input: Input = from_value(&input, "input").unwrap();
    to_json(&to_value(&engine.handle("c1", input, now).unwrap()), None).unwrap()
}

fn evaluate(source: &str) -> Result<Value, handover::script::Error> {
    let nothing = json("{}");
    Expression::parse(source)?.evaluate(&Scope { input: &nothing, context: &nothing, profile: &nothing })
}

#[wasm_bindgen_test]
fn a_conversation_runs_and_survives_being_stored() {
    let mut first = Engine::new(&json(FLOW), &json("{}")).unwrap();
    assert!(answer(&mut first, "hi", 1_000).contains("Who are you?"));

    let mut second = Engine::new(&json(FLOW), &json("{}")).unwrap();
    second.restore(&first.snapshot("c1").unwrap()).unwrap();
    let expected = answer(&mut first, "Ada", 2_000);
    assert!(expected.contains("Hello Ada"));
    assert_eq!(answer(&mut second, "Ada", 2_000), expected);
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
fn a_flow_nested_too_deeply_is_a_finding() {
    let deep = json(&format!("{}{}", "[".repeat(60), "]".repeat(60)));
    assert!(Engine::new(&deep, &json("{}")).is_err());
}
