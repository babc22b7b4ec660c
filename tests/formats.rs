//! Other platforms' words against recorded ones.
//!
//! `tests/formats/signals`, `reports` and `business-messages` there hold payloads, each beside what is
//! read from it (`*.out.json`); `tests/formats/exported` holds what is exported from fixed
//! conversations, which `*.test.mjs` there give to the platforms' own libraries. `UPDATE=1` rewrites
//! what comes out; a difference is the review.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

#[path = "formats/conversations.rs"]
mod conversations;
#[path = "formats/json.rs"]
mod json;

use std::fs;
use std::path::{Path, PathBuf};

use handover::contract::{Input, to_value};
use handover::format::{
    ExportFormat, Signal, business_messages, business_messages_start, export, read_params, read_report,
    recognise_signal,
};
use handover::script::from_json;
use handover::value::{Object, Value};

use conversations::{Conversation, conversations};
use json::pretty;

#[test]
fn signals_are_recognised() {
    for (path, payload) in payloads("signals") {
        let signal = recognise_signal(&payload);
        let name = path.file_stem().unwrap().to_str().unwrap();
        assert_eq!(signal.is_none(), name.starts_with("not-a-signal"), "{name}");
        compare(&path.with_extension("out.json"), &signal.as_ref().map_or(Value::Null, outcome));
    }
}

#[test]
fn reports_are_read() {
    for (path, payload) in payloads("reports") {
        let facts = read_report(&payload);
        let name = path.file_stem().unwrap().to_str().unwrap();
        assert_eq!(facts.is_none(), name.starts_with("not-a-report"), "{name}");
        let facts = facts.map(|facts| facts.iter().map(to_value).collect::<Vec<_>>());
        compare(&path.with_extension("out.json"), &facts.map_or(Value::Null, Value::from));
    }
}

#[test]
fn a_human_who_is_asked_for_already_is_not_asked_for_again() {
    let asked =
        object([("userStatus", object([("requestedLiveAgent", true.into()), ("isTyping", true.into())]))]);
    assert_eq!(business_messages(&asked, false).len(), 2);
    assert!(matches!(business_messages(&asked, true)[..], [Input::Typing { on: true }]));
}

#[test]
fn business_messages_payloads_are_read() {
    for (path, payload) in payloads("business-messages") {
        let inputs: Vec<Value> = business_messages(&payload, false).iter().map(to_value).collect();
        let read =
            object([("start", to_value(&business_messages_start(&payload))), ("inputs", inputs.into())]);
        compare(&path.with_extension("out.json"), &read);
    }
}

#[test]
fn exports_are_as_recorded() {
    for (name, conversation) in conversations() {
        for (format, file) in FORMATS {
            let path = folder("exported").join(format!("{name}.{file}.json"));
            compare(&path, &exported(&conversation, format));
        }
    }
}

#[test]
fn what_is_exported_is_recognised_again() {
    for (name, conversation) in conversations() {
        if conversation.view.handover.is_none() {
            continue;
        }
        let metadata = if name == "bare" { Object::new().into() } else { conversation.metadata.clone() };
        let studio = recognise_signal(&exported(&conversation, "agentStudio.end_session")).unwrap();
        assert!(studio.handoff && !studio.end_session && studio.refused.is_empty(), "{name}");
        let event = recognise_signal(&exported(&conversation, "botFramework.handoff.initiate")).unwrap();
        assert_eq!(event.metadata, metadata, "{name}");
        let handoff = exported(&conversation, "dialogflow.cx.LiveAgentHandoff");
        let message = recognise_signal(&object([("liveAgentHandoff", handoff)])).unwrap();
        assert_eq!(message.metadata, metadata, "{name}");
    }
}

#[test]
fn an_export_is_the_same_every_time() {
    for ((_, one), (_, other)) in conversations().into_iter().zip(conversations()) {
        for (format, _) in FORMATS {
            assert_eq!(exported(&one, format), exported(&other, format));
        }
    }
}

#[test]
fn an_unknown_format_is_named_with_the_known_ones() {
    let sentence = ExportFormat::named("dialogflow").unwrap_err();
    for (format, _) in FORMATS {
        assert!(sentence.contains(format), "{sentence}");
        assert!(ExportFormat::named(format).is_ok());
    }
}

#[test]
fn long_texts_are_split_in_order_and_within_the_limit() {
    let conversation = Conversation::saying(&"a long sentence with 🙂 and words ".repeat(400));
    let items = items(&conversation);
    assert!(items.len() > 3);
    let texts: Vec<&str> =
        items.iter().map(|item| item.get("body").unwrap().get("text").unwrap().as_str().unwrap()).collect();
    assert!(texts.iter().all(|text| text.encode_utf16().count() <= 3072));
    assert_eq!(texts.concat(), "a long sentence with 🙂 and words ".repeat(400));
    assert!(texts.iter().all(|text| text.ends_with(' ')), "split inside a word");
    let ids: std::collections::BTreeSet<&str> =
        items.iter().map(|item| item.get("id").unwrap().as_str().unwrap()).collect();
    assert_eq!(ids.len(), items.len());
    let wall = "🙂".repeat(5000);
    let texts = self::items(&Conversation::saying(&wall));
    assert_eq!(texts.len(), 4);
    let accents = self::items(&Conversation::saying(&[".", &"e\u{301}".repeat(5000)].concat()));
    let text = |item: &Value| item.get("body").unwrap().get("text").unwrap().as_str().unwrap().to_owned();
    assert!(accents.iter().all(|item| !text(item).starts_with('\u{301}')), "an accent is alone");
}

#[test]
fn deep_payloads_are_read_without_what_nests_too_deep() {
    let deep = nested(5_000);
    let handoff = object([("liveAgentHandoff", object([("metadata", deep.clone())]))]);
    let signal = recognise_signal(&handoff).unwrap();
    assert_eq!(signal.metadata, Object::new().into());
    assert_eq!(signal.refused.len(), 1);
    let event =
        object([("type", "event".into()), ("name", "handoff.initiate".into()), ("value", deep.clone())]);
    assert_eq!(recognise_signal(&event).unwrap().refused.len(), 1);
    assert_eq!(read_params(&object([("LIVE_AGENT_HANDOFF", deep.clone())])).refused.len(), 1);
    assert_eq!(recognise_signal(&deep), None);
    assert!(business_messages(&object([("message", deep.clone())]), false).is_empty());
    let text = ["{\"a\":".repeat(100_000), "}".repeat(100_000)].concat();
    assert_eq!(read_params(&text.as_str().into()).refused.len(), 1);
    std::mem::forget((handoff, event, deep)); // dropping recurses, which no value that crosses can do
}

#[test]
fn what_is_kept_of_a_signal_can_be_stored() {
    for depth in [1, 40, 47, 60, 90, 110] {
        let handoff = object([("liveAgentHandoff", object([("metadata", nested(depth))]))]);
        let signal = recognise_signal(&handoff).unwrap();
        assert_eq!(signal.refused.is_empty(), depth < 48, "{depth}");
        let mut input = signal.to_input();
        for _ in 0..20 {
            input = object([("input", input)]); // as deep as a conversation keeps it, and more
        }
        assert!(matches!(to_value(&input), Value::Object(_)), "{depth}");
    }
}

#[test]
fn huge_payloads_are_read_in_proportion() {
    let message = object([("text", "x".into())]);
    let responses = object([("responseMessages", vec![message; 500_000].into())]);
    assert_eq!(recognise_signal(&responses), None);
    let headers: Object = (0..50_000).map(|at| (format!("X-{at}"), "a\r\nb")).collect();
    let params = object([("LIVE_AGENT_HANDOFF", object([("xHeaders", headers.into())]))]);
    let read = read_params(&params);
    assert!(read.sip.is_none());
    assert_eq!(read.refused.len(), 10);
}

#[test]
fn any_value_anywhere_does_no_harm() {
    let odd = [
        Value::Undefined,
        Value::Null,
        true.into(),
        f64::NAN.into(),
        f64::INFINITY.into(),
        (-1e300).into(),
        "".into(),
        "\r\n\u{0}".into(),
        "{\"a\":".into(),
        vec![Value::Null].into(),
        Object::new().into(),
    ];
    let mut tried = 0;
    for folder in ["signals", "reports", "business-messages"] {
        for (_, payload) in payloads(folder) {
            for at in 0..places(&payload) {
                for value in &odd {
                    let changed = replaced(&payload, &mut at.clone(), value);
                    let _ = recognise_signal(&changed).as_ref().map(Signal::to_input);
                    let _ = read_report(&changed);
                    let _: Vec<Input> = business_messages(&changed, false);
                    let _ = business_messages_start(&changed);
                    tried += 1;
                }
            }
        }
    }
    assert!(tried > 3_000, "{tried}");
}

/// The formats, and what their files are called.
const FORMATS: [(&str, &str); 7] = [
    ("dialogflow.v2.Conversation", "dialogflow-v2-conversation"),
    ("dialogflow.v2.Participants", "dialogflow-v2-participants"),
    ("dialogflow.cx.LiveAgentHandoff", "dialogflow-cx-live-agent-handoff"),
    ("agentStudio.end_session", "agent-studio-end-session"),
    ("businessMessages", "business-messages"),
    ("botFramework.handoff.initiate", "bot-framework-initiate"),
    ("botFramework.handoff.status", "bot-framework-status"),
];

fn exported(conversation: &Conversation, format: &str) -> Value {
    export(ExportFormat::named(format).unwrap(), &conversation.exported())
}

fn items(conversation: &Conversation) -> Vec<Value> {
    exported(conversation, "businessMessages").get("items").unwrap().as_array().unwrap().to_vec()
}

fn outcome(signal: &Signal) -> Value {
    let Value::Object(input) = signal.to_input() else { panic!("not an object") };
    let mut outcome = (*input).clone();
    outcome.insert("escalationMessage", signal.escalation_message.clone());
    outcome.insert("phoneGatewayTransfer", signal.phone_gateway_transfer.as_ref().map(to_value));
    outcome.insert("sip", signal.sip.as_ref().map(to_value));
    outcome.insert("handoff", signal.handoff);
    outcome.insert("endSession", signal.end_session);
    outcome.insert("refused", signal.refused.iter().map(|it| it.as_str().into()).collect::<Vec<Value>>());
    outcome.into()
}

fn object<const N: usize>(entries: [(&str, Value); N]) -> Value {
    Object::from_iter(entries).into()
}

fn nested(depth: usize) -> Value {
    (0..depth).fold(Object::new().into(), |inner, _| object([("a", inner)]))
}

/// How many values there are in a value, itself included.
fn places(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(places).sum(),
        Value::Object(object) => object.iter().map(|(_, value)| places(value)).sum(),
        _ => 0,
    }
}

/// The value with another one at the place that `at` counts down to.
fn replaced(value: &Value, at: &mut usize, by: &Value) -> Value {
    if *at == 0 {
        *at = usize::MAX;
        return by.clone();
    }
    *at -= 1;
    match value {
        Value::Array(items) => items.iter().map(|item| replaced(item, at, by)).collect::<Vec<_>>().into(),
        Value::Object(object) => {
            let entries = object.iter().map(|(key, value)| (key.clone(), replaced(value, at, by)));
            entries.collect::<Object>().into()
        }
        other => other.clone(),
    }
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats").join(name)
}

fn payloads(name: &str) -> Vec<(PathBuf, Value)> {
    let files = fs::read_dir(folder(name)).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> =
        files.filter(|path| !path.to_str().unwrap().ends_with(".out.json")).collect();
    files.sort();
    assert!(files.len() > 10);
    files
        .into_iter()
        .map(|path| {
            let payload = from_json(&fs::read_to_string(&path).unwrap());
            (path.clone(), payload.unwrap_or_else(|error| panic!("{}: {error}", path.display())))
        })
        .collect()
}

fn compare(path: &Path, found: &Value) {
    let found = pretty(found);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(path, &found).unwrap();
    }
    let recorded = fs::read_to_string(path).unwrap_or_default();
    assert_eq!(recorded, found, "{} (UPDATE=1 rewrites it)", path.display());
}
