//! What contact centres send may be more than is known, other than is known, or nothing that anybody knows.
//!
//! The recorded conversations of all providers are the material. With fields and events that nobody knows, and
//! with ids as texts where they were numbers and the other way round, they go as they are written. With frames
//! that are cut off, changed, repeated or another provider's, and with answers of that kind, nothing panics: what
//! cannot be read is a fault of the protocol, a handover that fails has one of the known codes, and in every case it
//! comes to its end and the next one can begin.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    missing_docs
)]

mod support;

use std::fs;

use handover::contract::{Input, to_value};
use handover::engine::Engine;
use handover::packed::from_value;
use handover::script::{from_json, to_json};
use handover::value::{Object, Str, Value};
use support::random::{Random, words};
use support::{Between, Run, engine, input, json, root, run};

/// The codes of failures that providers' codecs may give.
const CODES: [&str; 12] = [
    "config_invalid",
    "auth_failed",
    "blocked",
    "no_agent_available",
    "session_expired",
    "session_conflict",
    "rate_limited",
    "payload_too_large",
    "transport",
    "protocol",
    "provider_internal",
    "unsupported",
];

/// The conversations that are recorded of providers, by name.
fn recorded() -> Vec<(String, Run)> {
    let folder = root().join("conversations/providers");
    let mut names: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    assert!(names.len() > 50);
    let read = |path: &std::path::PathBuf| run(&fs::read_to_string(path).unwrap(), Between::Nothing);
    names.iter().map(|path| (path.file_stem().unwrap().to_string_lossy().into_owned(), read(path))).collect()
}

/// The name of the run's provider.
fn provider(run: &Run) -> Str {
    let providers = run.options.get("providers").and_then(Value::as_object).unwrap();
    providers.iter().next().unwrap().0.clone()
}

/// The body of a frame or an answer, if it is JSON.
fn body(step: &Value) -> Option<Value> {
    let kind = step.get("type").and_then(Value::as_str);
    let body = step.get("body").and_then(Value::as_str).filter(|_| matches!(kind, Some("frame" | "answer")));
    body.and_then(|body| from_json(body).ok())
        .filter(|body| body.as_object().is_some() || body.as_array().is_some())
}

fn with_body(step: &Value, body: &str) -> Value {
    let mut fields = step.as_object().cloned().unwrap();
    fields.insert("body", body);
    fields.into()
}

fn text(value: &Value) -> String {
    to_json(value, None).unwrap()
}

/// The value with everything below it changed as well.
fn throughout(value: &Value, change: &dyn Fn(&str, Value) -> Value, key: &str) -> Value {
    let changed = match value {
        Value::Array(items) => {
            items.iter().map(|item| throughout(item, change, key)).collect::<Vec<_>>().into()
        }
        Value::Object(object) => {
            let fields = object.iter().map(|(key, value)| (key.clone(), throughout(value, change, key)));
            fields.collect::<Vec<_>>().into_iter().collect::<Object>().into()
        }
        other => other.clone(),
    };
    change(key, changed)
}

/// The effects and the deadline of every step, with the given change of what comes in.
fn replayed(run: &Run, change: &dyn Fn(&Value) -> Value) -> Vec<Value> {
    let mut engine = engine(&run.flow, &run.options);
    let mut outputs = Vec::new();
    for step in &run.steps {
        let output = engine.handle(&step.conversation, input(&change(&step.input)), step.now).unwrap();
        outputs.push(to_value(&output));
    }
    outputs
}

#[test]
fn fields_that_nobody_knows_change_nothing() {
    let more = |_: &str, value: Value| match value {
        Value::Object(object) => {
            let mut object = Object::clone(&object);
            object.insert("unheardOf", 1.0);
            object.into()
        }
        other => other,
    };
    let mut changed = 0;
    for (name, run) in recorded() {
        let outputs = replayed(&run, &|step| match body(step) {
            Some(body) => with_body(step, &text(&throughout(&body, &more, ""))),
            None => step.clone(),
        });
        for (found, step) in outputs.iter().zip(&run.steps) {
            // What is passed on as it is has the field as well.
            let (found, expected) = (text(found), text(&step.output));
            let stripped = [",\"unheardOf\":1", "\"unheardOf\":1", ",\\\"unheardOf\\\":1"]
                .iter()
                .fold(found.clone(), |found, extra| found.replace(extra, ""));
            assert_eq!(stripped, expected, "{name}, after {}", text(&step.input));
            changed += usize::from(body(&step.input).is_some());
        }
    }
    assert!(changed > 400, "{changed}");
}

#[test]
fn ids_may_be_numbers_or_texts() {
    let other = |key: &str, value: Value| {
        let key = key.to_ascii_lowercase();
        if !(key == "id" || key.ends_with("id") || key == "identifier") {
            return value;
        }
        match &value {
            Value::Number(number) if number.fract() == 0.0 => format!("{number}").into(),
            Value::String(text) if text.len() < 16 && text.bytes().all(|byte| byte.is_ascii_digit()) => {
                let number = text.parse::<f64>().unwrap();
                if number.to_string() == **text { number.into() } else { value }
            }
            _ => value,
        }
    };
    let mut changed = 0;
    for (name, run) in recorded() {
        let swap = |step: &Value| match body(step) {
            Some(body) => with_body(step, &text(&throughout(&body, &other, ""))),
            None => step.clone(),
        };
        for (found, step) in replayed(&run, &swap).iter().zip(&run.steps) {
            assert_eq!(text(found), text(&step.output), "{name}, after {}", text(&swap(&step.input)));
            changed += usize::from(swap(&step.input) != step.input);
        }
    }
    assert!(changed > 100, "{changed}");
}

#[test]
fn events_that_nobody_knows_change_nothing() {
    let strange = [
        "{}",
        "[]",
        "null",
        "0",
        "\"\"",
        "{\"type\":\"tomorrow\"}",
        "{\"event\":\"tomorrow\",\"id\":1}",
        "{\"eventType\":\"TOMORROW\"}",
        "{\"action\":\"tomorrow\",\"params\":{}}",
        "{\"class\":\"Tomorrow\",\"code\":200}",
        "{\"events\":[{}]}",
        "{\"message\":{\"event\":\"tomorrow\",\"data\":{}}}",
        "{\"eventBody\":{},\"metadata\":{\"type\":\"tomorrow\"}}",
    ];
    // Any word from a stream or a socket shows that it lives: one that is to fall silent is left out.
    let falls_silent = |name: &str| name.ends_with("-stream") || name.ends_with("-silent");
    for (name, run) in recorded().into_iter().filter(|(name, _)| !falls_silent(name)) {
        let mut engine = engine(&run.flow, &run.options);
        for step in &run.steps {
            let output = engine.handle(&step.conversation, input(&step.input), step.now).unwrap();
            let effects = |output: &Value| text(output.get("effects").unwrap());
            assert_eq!(
                effects(&to_value(&output)),
                effects(&step.output),
                "{name}, after {}",
                text(&step.input)
            );
            for body in strange {
                let frame =
                    Object::from_iter([("type", "frame"), ("provider", &*provider(&run)), ("body", body)]);
                let output = engine.handle(&step.conversation, input(&frame.into()), step.now).unwrap();
                assert!(output.effects.is_empty(), "{name}: {body} after {}", text(&step.input));
            }
        }
    }
}

#[test]
fn hostile_frames_and_answers_lose_nothing() {
    let all = recorded();
    let mut vocabulary: Vec<Str> = Vec::new();
    let mut frames: Vec<(Value, Value)> = Vec::new();
    for (_, run) in &all {
        for step in &run.steps {
            if let Some(body) = body(&step.input) {
                words(&body, &mut vocabulary);
                frames.push((step.input.clone(), body));
            }
        }
    }
    let mut random = Random(7);
    let (mut given, mut faults, mut failed) = (0, 0, 0);
    for round in 0..20 {
        for (name, run) in &all {
            let mut host =
                Host { engine: engine(&run.flow, &run.options), waiting: Vec::new(), now: 0, faults: 0 };
            let own: Vec<(Value, Value)> =
                run.steps.iter().filter_map(|step| Some((step.input.clone(), body(&step.input)?))).collect();
            for step in &run.steps {
                host.now = step.now;
                host.give(&step.conversation, &step.input, name);
                let odd = if own.is_empty() || random.below(3) == 0 {
                    random.one(&frames)
                } else {
                    random.one(&own)
                };
                let mut changed = odd.1.clone();
                (0..random.below(4)).for_each(|_| changed = random.changed(&changed, &vocabulary));
                let whole = text(&changed);
                let cut =
                    whole.char_indices().map(|(at, _)| at).nth(random.below(whole.len().max(1))).unwrap_or(0);
                let body = if random.below(6) == 0 { &whole[..cut] } else { &*whole };
                let mut fields = with_body(&odd.0, body).as_object().cloned().unwrap();
                if fields.get("provider").is_some() {
                    fields.insert("provider", provider(run));
                }
                if fields.get("send").is_some() {
                    let send = host.waiting.last().map_or(1, |(_, send)| *send);
                    fields.insert("send", f64::from(send));
                    fields.insert("status", *random.one(&[200.0, 204.0, 0.0, 400.0, 409.0, 503.0]));
                }
                host.give("c1", &fields.into(), name);
                given += 1;
            }
            host.come_to_an_end("c1", name);
            faults += host.faults;
            failed += usize::from(host.error("c1").is_some());
            let again = json(r#"{"type": "message", "text": "I want a human"}"#);
            let output = host.give("c1", &again, name);
            assert!(
                text(&output).contains("\"status\":\"requested\"") || name.ends_with("availability"),
                "{name}, round {round}: no second handover: {}",
                text(&output)
            );
        }
    }
    println!("{given} hostile inputs, {faults} faults, {failed} failed handovers");
    assert!(given > 3_000 && faults > 100 && failed > 50);
}

/// A host that answers nothing unless it is told to.
struct Host {
    engine: Engine,
    /// What has been sent and not been answered.
    waiting: Vec<(String, u32)>,
    now: u64,
    faults: usize,
}

impl Host {
    fn give(&mut self, conversation: &str, value: &Value, name: &str) -> Value {
        let Ok(given) = from_value::<Input>(value, "input") else { return Value::Null };
        if let Some(send) = value.get("send").and_then(Value::as_f64) {
            self.waiting.retain(|(of, one)| of != conversation || f64::from(*one) != send);
        }
        let output = to_value(&self.engine.handle(conversation, given, self.now).unwrap());
        for effect in output.get("effects").and_then(Value::as_array).unwrap() {
            match effect.get("type").and_then(Value::as_str).unwrap() {
                "send" => self
                    .waiting
                    .push((conversation.into(), effect.get("send").and_then(Value::as_f64).unwrap() as u32)),
                "fault" if effect.get("code").and_then(Value::as_str) == Some("protocol") => self.faults += 1,
                "fault" if name.ends_with("availability") => {}
                "fault" => panic!("{name}: {}", text(effect)),
                _ => {}
            }
        }
        if let Some(code) = self.error(conversation) {
            assert!(CODES.contains(&&*code), "{name}: {code}");
        }
        output
    }

    fn error(&self, conversation: &str) -> Option<String> {
        let view = to_value(&self.engine.view(conversation)?);
        let code = view.get("handover")?.get("error")?.get("code")?.as_str()?.to_string();
        Some(code)
    }

    /// Nothing comes back any more, and the visitor gives up: it must be over, and at rest.
    fn come_to_an_end(&mut self, conversation: &str, name: &str) {
        self.give(conversation, &json(r#"{"type": "cancel"}"#), name);
        for _ in 0..200 {
            let lost = std::mem::take(&mut self.waiting);
            let mut wake = None;
            for (of, send) in lost {
                let failed = Object::from_iter([
                    ("type", Value::from("sendFailed")),
                    ("send", f64::from(send).into()),
                    ("message", "the network is down".into()),
                ]);
                self.give(&of, &failed.into(), name);
            }
            let output = self.give(conversation, &json(r#"{"type": "wake"}"#), name);
            let next = output.get("wakeAt").and_then(Value::as_f64);
            wake = wake.or(next);
            match wake {
                Some(wake) => self.now = wake as u64,
                None if self.waiting.is_empty() => break,
                None => {}
            }
        }
        assert!(self.waiting.is_empty(), "{name}: {} requests go on for ever", self.waiting.len());
        let view = to_value(&self.engine.view(conversation).unwrap());
        let status = view.get("handover").and_then(|handover| handover.get("status")).and_then(Value::as_str);
        let is_open = matches!(status, Some("requested" | "queue" | "active"));
        assert!(!is_open, "{name}: {status:?} after the end");
        let snapshot = self.engine.snapshot(conversation).unwrap();
        assert!(self.engine.forget(conversation));
        assert_eq!(&*self.engine.restore(&snapshot).unwrap(), conversation);
    }
}
