//! What comes from outside may be anything: nothing panics, and what is taken is sound.
//!
//! Snapshots cut off, changed and made up; frames, payloads and answers of all shapes; flow documents with
//! something changed. A conversation that is restored all the same must stand further inputs.
//!
//! `snapshots/waiting-v1.bin` is a conversation that every later version restores. Until the format is
//! published `UPDATE=1 cargo test --test robust` writes it anew.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    missing_docs
)]

mod support;

use std::fs;

use handover::contract::{Input, Level, to_value};
use handover::engine::{Engine, Options};
use handover::flow::check;
use handover::packed::from_value;
use handover::provider::Providers;
use handover::script::{from_json, to_json};
use handover::value::{Str, Value};
use support::random::{Random, words};
use support::{START, engine, input, json, root};

const OPTIONS: &str = r#"{"providers": {"desk": {"kind": "desk"}, "second": {"kind": "desk"}}}"#;
const FORMATS: [&str; 7] = [
    "dialogflow.v2.Conversation",
    "dialogflow.v2.Participants",
    "dialogflow.cx.LiveAgentHandoff",
    "agentStudio.end_session",
    "businessMessages",
    "botFramework.handoff.initiate",
    "botFramework.handoff.status",
];
/// What a conversation that has come in somehow must stand.
const AFTERWARDS: [&str; 12] = [
    r#"{"type": "message", "id": "new", "text": "Hello?"}"#,
    r#"{"type": "frame", "provider": "desk", "body": "{\"type\": \"sync\", \"handover\": 1, \"after\": 0}"}"#,
    r#"{"type": "answer", "send": 1, "status": 202, "body": "{\"agents\": 1}"}"#,
    r#"{"type": "handoverQueued", "position": 2, "estimatedWaitTime": 60000}"#,
    r#"{"type": "disconnected"}"#,
    r#"{"type": "wake"}"#,
    r#"{"type": "agentMessage", "text": "Hi", "agent": {"displayName": "Dana"}}"#,
    r#"{"type": "typing", "on": true}"#,
    r#"{"type": "agentInject", "text": "form"}"#,
    r#"{"type": "handoverResolved", "summary": "done"}"#,
    r#"{"type": "signal", "payload": {"liveAgentHandoff": {"metadata": {}}}}"#,
    r#"{"type": "message", "text": "Bye"}"#,
];

fn flow(name: &str) -> Value {
    json(&fs::read_to_string(root().join("flows").join(name).with_extension("json")).unwrap())
}

/// Feeds inputs, ten seconds apart, and looks at the conversation from all sides.
fn exercise(engine: &mut Engine, name: &str, inputs: &[&str]) {
    for (step, text) in inputs.iter().enumerate() {
        engine.handle(name, input(&json(text)), START + 10_000 * step as u64).unwrap();
    }
    look(engine, name);
}

fn look(engine: &Engine, name: &str) {
    assert!(engine.view(name).is_some());
    drop(engine.log(name, 0));
    assert!(engine.snapshot(name).is_ok());
    FORMATS.iter().for_each(|format| drop(engine.export(name, format).unwrap()));
}

/// Conversations at all places: asking, requested with messages held, queued, active, over.
fn snapshots() -> Vec<(Value, Vec<u8>)> {
    let stages = [
        ("walk/availability", 1),
        ("walk/events", 1),
        ("walk/events", 4),
        ("walk/events", 7),
        ("walk/events", 9),
        ("walk/plain", 10),
        ("walk/signals", 11),
    ];
    let made = stages.map(|(name, inputs)| {
        let flow = flow(name);
        let mut engine = engine(&flow, &json(OPTIONS));
        exercise(
            &mut engine,
            "c1",
            &[&AFTERWARDS[..inputs], &[r#"{"type": "message", "id": "20", "text": "m"}"#]].concat(),
        );
        let snapshot = engine.snapshot("c1").unwrap();
        (flow, snapshot)
    });
    made.into()
}

/// The bytes with the sum that whoever forges a snapshot would put at its end.
fn sealed(mut bytes: Vec<u8>) -> Vec<u8> {
    bytes.truncate(bytes.len().saturating_sub(8));
    let stir = |sum: u64, word: u64| (sum ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
    let mut sums = [bytes.len() as u64, 0, 0, 0];
    let padded = (bytes.len() / 32 + 1) * 32;
    for at in (0..padded).step_by(8) {
        let word =
            (0..8).rev().fold(0, |word, byte| word << 8 | u64::from(*bytes.get(at + byte).unwrap_or(&0)));
        sums[at / 8 % 4] = stir(sums[at / 8 % 4], word);
    }
    let sum = sums.into_iter().reduce(stir).unwrap();
    bytes.extend(sum.to_le_bytes());
    bytes
}

/// Tries to restore; what is taken is a conversation like any other.
fn restore(engine: &mut Engine, bytes: &[u8]) -> bool {
    let Ok(name) = engine.restore(bytes) else { return false };
    look(engine, &name);
    let again = engine.snapshot(&name).unwrap();
    assert_eq!(engine.restore(&again).unwrap(), name, "what was taken cannot be stored");
    assert_eq!(engine.snapshot(&name).unwrap(), again);
    if !name.is_empty() {
        for text in AFTERWARDS {
            engine.handle(&name, input(&json(text)), START + 86_400_000).unwrap();
        }
        look(engine, &name);
    }
    engine.forget(&name);
    true
}

#[test]
fn a_snapshot_that_is_cut_off_is_refused() {
    for (flow, snapshot) in snapshots() {
        let mut engine = engine(&flow, &json(OPTIONS));
        for length in 0..snapshot.len() {
            assert!(engine.restore(&snapshot[..length]).is_err(), "{length} of {} bytes", snapshot.len());
        }
        assert!(engine.restore(&[&*snapshot, &[0]].concat()).is_err(), "a byte too many");
        assert!(engine.restore(&sealed([&*snapshot, &[0]].concat())).is_err(), "a byte too many");
        assert_eq!(engine.size(), 0);
        assert!(restore(&mut engine, &snapshot));
    }
}

#[test]
fn a_snapshot_with_any_byte_changed_is_refused_or_sound() {
    let mut random = Random(1);
    let (mut tried, mut taken) = (0, 0);
    for (flow, snapshot) in snapshots() {
        let mut engine = engine(&flow, &json(OPTIONS));
        for at in 0..snapshot.len() {
            let byte = snapshot[at];
            for other in [0, 0xff, byte ^ 1, random.below(256) as u8] {
                let mut changed = snapshot.clone();
                changed[at] = other;
                assert!(
                    other == byte || engine.restore(&changed).is_err(),
                    "byte {at} is {other}, not {byte}"
                );
                tried += 1;
                taken += usize::from(restore(&mut engine, &sealed(changed)));
            }
        }
    }
    println!("{taken} of {tried} changed snapshots restored");
    assert!(tried > 15_000 && taken > 0);
}

#[test]
fn bytes_that_are_made_up_are_refused_or_sound() {
    let mut random = Random(2);
    let made = snapshots();
    for round in 0..10_000 {
        let (flow, snapshot) = &made[round % made.len()];
        let mut bytes = snapshot.clone();
        match round % 4 {
            0 => bytes = (0..random.below(200)).map(|_| random.below(256) as u8).collect(),
            1 => {
                bytes = [
                    b"HOV\x01",
                    &*(0..random.below(200)).map(|_| random.below(256) as u8).collect::<Vec<_>>(),
                ]
                .concat()
            }
            2 => (0..1 + random.below(20)).for_each(|_| {
                *bytes.get_mut(random.below(snapshot.len())).unwrap() = random.below(256) as u8
            }),
            _ => {
                let (from, to) = (random.below(bytes.len()), random.below(bytes.len()));
                let moved = bytes[from.min(to)..from.max(to)].to_vec();
                bytes.splice(from.min(to)..from.min(to), moved);
            }
        }
        let mut engine = engine(flow, &json(OPTIONS));
        assert!(engine.restore(&bytes).is_err() || bytes == *snapshot);
        restore(&mut engine, &sealed(bytes));
    }
}

#[test]
fn frames_payloads_and_answers_may_be_anything() {
    let mut random = Random(3);
    let mut vocabulary: Vec<Str> = Vec::new();
    for folder in ["formats/signals", "formats/reports", "formats/business-messages"] {
        for entry in fs::read_dir(root().join(folder)).unwrap() {
            words(&json(&fs::read_to_string(entry.unwrap().path()).unwrap()), &mut vocabulary);
        }
    }
    let desk = "type handover id send agents after text data attachments agent displayName on position url name \
                estimatedWaitTime queued accepted declined message typing inject transfer left resolved failed \
                update availability sync summary resolution code";
    vocabulary.extend(desk.split_whitespace().map(Str::from));
    let real: Vec<Value> = ["formats/signals", "formats/reports"]
        .iter()
        .flat_map(|folder| fs::read_dir(root().join(folder)).unwrap())
        .map(|entry| json(&fs::read_to_string(entry.unwrap().path()).unwrap()))
        .collect();
    let mut taken = 0;
    for (flow, snapshot) in snapshots() {
        let mut engine = engine(&flow, &json(OPTIONS));
        engine.restore(&snapshot).unwrap();
        for round in 0..3_000 {
            let payload = match round % 3 {
                0 => random.value(&vocabulary, 4),
                1 => random.changed(&real[round % real.len()], &vocabulary),
                _ => {
                    let frame = json(&format!(
                        r#"{{"type": "{}", "handover": 1}}"#,
                        random.one(&vocabulary[vocabulary.len() - 20..])
                    ));
                    let value = random.value(&vocabulary, 2);
                    let mut fields = frame.as_object().cloned().unwrap();
                    fields.insert(random.one(&vocabulary).clone(), value);
                    fields.into()
                }
            };
            let body = to_json(&payload, None).unwrap();
            let cut =
                body.char_indices().map(|(at, _)| at).nth(random.below(body.len())).unwrap_or(body.len());
            let body = if round % 7 == 0 { body.get(..cut).unwrap_or_default().to_string() } else { body };
            let mut fact = json(
                [
                    r#"{"type": "frame", "provider": "desk"}"#,
                    r#"{"type": "signal"}"#,
                    r#"{"type": "channel", "format": "businessMessages"}"#,
                    r#"{"type": "answer", "send": 1, "status": 200}"#,
                ][random.below(4)],
            )
            .as_object()
            .cloned()
            .unwrap();
            match fact.get("type").and_then(Value::as_str) {
                Some("frame" | "answer") => fact.insert("body", body),
                _ => fact.insert("payload", payload.clone()),
            }
            // Now and then the input itself is what nobody expects.
            let value = if round % 5 == 0 { random.changed(&fact.into(), &vocabulary) } else { fact.into() };
            let Ok(given) = from_value::<Input>(&value, "input") else { continue };
            taken += 1;
            engine.handle("c1", given, START + 1_000 * round as u64).unwrap();
            if round % 100 == 0 {
                look(&engine, "c1");
                engine.restore(&snapshot).unwrap();
            }
        }
    }
    assert!(taken > 10_000, "{taken}");
}

#[test]
fn a_flow_with_anything_changed_is_refused_or_runs() {
    let options = Options::parse(&json(OPTIONS)).unwrap();
    let known = options.known();
    let names =
        ["shop", "example", "walk/events", "walk/availability", "walk/signals", "lookups", "form", "cards"];
    let flows = names.map(flow);
    let mut vocabulary = Vec::new();
    flows.iter().for_each(|flow| words(flow, &mut vocabulary));
    let mut random = Random(4);
    let (mut ran, mut refused) = (0, 0);
    for round in 0..8_000 {
        let mut document = flows[round % flows.len()].clone();
        for _ in 0..1 + random.below(3) {
            document = random.changed(&document, &vocabulary);
        }
        let findings = check(&document, Providers::Known(&known));
        drop(check(&document, Providers::Unknown));
        let is_sound = findings.iter().all(|finding| finding.level != Level::Error);
        match Engine::new(&document, &json(OPTIONS)) {
            Ok(mut engine) => {
                assert!(is_sound, "a flow with an error is taken: {findings:?}");
                exercise(&mut engine, "c1", &AFTERWARDS);
                exercise(
                    &mut engine,
                    "c2",
                    &[&[r#"{"type": "start", "profile": {"a": 1}}"#], &AFTERWARDS[..]].concat(),
                );
                ran += 1;
            }
            Err(error) => {
                assert!(!is_sound, "a sound flow is refused: {}", error.message);
                refused += 1;
            }
        }
    }
    println!("{ran} ran, {refused} were refused");
    assert!(ran > 1_000 && refused > 1_000, "{ran} ran, {refused} were refused");
}

#[test]
fn what_is_taken_can_be_stored_however_deep_it_is() {
    let mut taken = 0;
    for depth in 1..140 {
        let deep = ["{\"a\":".repeat(depth), "1".into(), "}".repeat(depth)].concat();
        let body = |kind: &str, fields: &str| {
            let body = format!(r#"{{"type": "{kind}", "handover": 1, {fields}: {deep}}}"#);
            let body = to_json(&body.as_str().into(), None).unwrap();
            format!(r#"{{"type": "frame", "provider": "desk", "body": {body}}}"#)
        };
        let inputs = [
            format!(r#"{{"type": "start", "profile": {deep}}}"#),
            r#"{"type": "message", "text": "Hi"}"#.into(),
            format!(r#"{{"type": "message", "text": "A person", "data": {deep}}}"#),
            format!(r#"{{"type": "message", "text": "Held", "data": {deep}}}"#),
            body("update", r#""data""#),
            body("message", r#""text": "Hello", "data""#),
            body("inject", r#""text": "Form", "data""#),
            r#"{"type": "handoverResolved"}"#.into(),
            format!(r#"{{"type": "signal", "payload": {{"liveAgentHandoff": {{"metadata": {deep}}}}}}}"#),
        ];
        for name in ["shop", "walk/events", "walk/signals"] {
            let mut engine = engine(&flow(name), &json(OPTIONS));
            for text in &inputs {
                let Ok(value) = from_json(text) else { continue };
                let Ok(given) = from_value::<Input>(&value, "input") else { continue };
                engine.handle("c1", given, START).unwrap();
                taken += 1;
                assert!(engine.log("c1", 0).as_array().is_some(), "the log of {text}");
                let snapshot = engine.snapshot("c1").unwrap();
                engine.restore(&snapshot).unwrap_or_else(|error| panic!("{error} after {text}"));
                look(&engine, "c1");
            }
        }
    }
    assert!(taken > 1_000, "{taken}");
}

#[test]
fn the_snapshot_of_version_1_is_restored_for_ever() {
    let (bytes, text) = (root().join("snapshots/waiting-v1.bin"), root().join("snapshots/waiting-v1.json"));
    let mut engine = engine(&flow("shop"), &json(OPTIONS));
    if std::env::var_os("UPDATE").is_some() {
        let mut maker = support::engine(&flow("shop"), &json(OPTIONS));
        exercise(&mut maker, "visitor-7 👩‍👧", &WAITING);
        fs::write(&bytes, maker.snapshot("visitor-7 👩‍👧").unwrap()).unwrap();
        fs::write(&text, told(&maker)).unwrap();
    }
    assert_eq!(&*engine.restore(&fs::read(bytes).unwrap()).unwrap(), "visitor-7 👩‍👧");
    assert_eq!(told(&engine), fs::read_to_string(text).unwrap());
    let said =
        r#"{"type": "agentMessage", "text": "Hello, this is Dana.", "agent": {"displayName": "Dana"}}"#;
    let output = engine.handle("visitor-7 👩‍👧", input(&json(said)), START + 300_000).unwrap();
    assert!(to_json(&to_value(&output), None).unwrap().contains("Hello, this is Dana."));
    assert_eq!(engine.view("visitor-7 👩‍👧").unwrap().owner.as_str(), "human");
}

const WAITING: [&str; 4] = [
    r#"{"type": "start", "channel": "web", "locale": "en-GB", "profile": {"name": "Ada", "visits": 3}}"#,
    r#"{"type": "message", "id": "12345678901234567890", "text": "Hi"}"#,
    r#"{"type": "message", "id": "m2", "text": "I need a person", "data": {"page": "/ferns"}, "attachments": [{"url": "https://example.com/fern.png"}]}"#,
    r#"{"type": "frame", "provider": "desk", "body": "{\"type\": \"queued\", \"handover\": 1, \"id\": \"d1\", \"position\": 2, \"estimatedWaitTime\": 120000}"}"#,
];

/// View and log, for people.
fn told(engine: &Engine) -> String {
    let view = to_value(&engine.view("visitor-7 👩‍👧").unwrap());
    let told: Value = vec![view, engine.log("visitor-7 👩‍👧", 0)].into();
    to_json(&told, Some("  ")).unwrap() + "\n"
}
