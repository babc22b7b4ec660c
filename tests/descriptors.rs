//! What editors draw: every descriptor holds together and says nothing that a flow refuses.
//!
//! `snapshots/node-kinds.json` is what an editor reads; `UPDATE=1` records it anew.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]

use std::collections::BTreeSet;

use handover::contract::Level;
use handover::flow::{Flow, check};
use handover::node::{KINDS, kinds};
use handover::provider::Providers;
use handover::script::{from_json, to_json};
use handover::value::{Object, Value};

fn json(text: &str) -> Value {
    from_json(text).unwrap()
}

fn show(value: &Value) -> String {
    to_json(value, None).unwrap()
}

#[test]
fn descriptors_hold_together() {
    for (kind, descriptor) in KINDS.iter().zip(kinds()) {
        let text = |value: &Value, key: &str| value.get(key).unwrap().as_str().unwrap().to_string();
        let list = |value: &Value, key: &str| value.get(key).unwrap().as_array().unwrap().to_vec();
        let name = text(&descriptor, "type");
        let fields = list(&descriptor, "fields");
        let keys: Vec<String> = fields.iter().map(|field| text(field, "key")).collect();
        let unique: BTreeSet<&String> = keys.iter().collect();
        assert_eq!(unique.len(), keys.len(), "{name}: a key stands twice");
        let mut shown = Vec::new();
        let sections = list(&descriptor, "sections");
        for entry in list(&descriptor, "form") {
            match &*text(&entry, "type") {
                "field" => shown.push(text(&entry, "key")),
                _ => {
                    let section = sections.iter().find(|section| text(section, "key") == text(&entry, "key"));
                    shown.extend(
                        list(section.unwrap(), "fields").iter().map(|key| key.as_str().unwrap().to_string()),
                    );
                }
            }
        }
        assert_eq!(shown, keys, "{name}: the form shows every field once");
        let mut conditions: Vec<Value> =
            fields.iter().chain(&sections).map(|part| part.get("condition").unwrap().clone()).collect();
        while let Some(condition) = conditions.pop() {
            for many in ["and", "or"] {
                conditions.extend(
                    condition.get(many).map(|all| all.as_array().unwrap().to_vec()).unwrap_or_default(),
                );
            }
            if let Some(key) = condition.get("key").and_then(Value::as_str) {
                assert!(key == "provider.kind" || keys.iter().any(|known| known == key), "{name}: {key}");
            }
        }
        for field in &fields {
            let free = text(field, "key") == "provider";
            assert_eq!(
                text(field, "type") == "select" && !free,
                field.get("options").unwrap().as_array().is_some()
            );
            assert!(text(field, "description").ends_with('.'), "{name}: {}", text(field, "key"));
        }
        let Some(handles) = kind.descriptor.handles else { continue };
        let start = if name == "start" { "" } else { r#"{"id":"s","type":"start"},"# };
        let node = format!(r#"{{"id":"n","type":"{name}","data":{{}}}}"#)
            .replace(r#""goTo","data":{}"#, r#""goTo","data":{"target":"s"}"#);
        let document = json(&format!(r#"{{"version":1,"nodes":[{start}{node}],"edges":[]}}"#));
        let flow =
            Flow::parse(&document, Providers::Unknown).unwrap_or_else(|findings| panic!("{findings:?}"));
        let node = flow.node(flow.index("n").unwrap()).unwrap();
        assert_eq!(node.node.handles().iter().map(|handle| &**handle).collect::<Vec<_>>(), handles, "{name}");
    }
}

#[test]
fn the_defaults_of_every_descriptor_are_sound() {
    for descriptor in kinds() {
        let mut data = Object::new();
        for field in descriptor.get("fields").unwrap().as_array().unwrap() {
            let (key, value) =
                (field.get("key").unwrap().as_str().unwrap(), field.get("defaultValue").unwrap().clone());
            match key.split_once('.') {
                None => data.insert(key, value),
                Some((section, key)) => {
                    let mut nested =
                        data.get(section).and_then(Value::as_object).cloned().unwrap_or_default();
                    nested.insert(key, value);
                    data.insert(section, nested);
                }
            }
        }
        let kind = descriptor.get("type").unwrap().as_str().unwrap();
        let start = if kind == "start" { "" } else { r#"{"id":"s","type":"start"},"# };
        let document = format!(
            r#"{{"version":1,"nodes":[{start}{{"id":"n","type":"{kind}","data":{}}}],"edges":[]}}"#,
            show(&data.into())
        );
        let findings = check(&json(&document), Providers::Unknown);
        let errors: Vec<_> = findings.iter().filter(|finding| finding.level == Level::Error).collect();
        let allowed = if kind == "goTo" { &["no_target"][..] } else { &[] };
        assert!(errors.iter().all(|finding| allowed.contains(&&*finding.code)), "{kind}: {errors:?}");
        assert!(findings.iter().all(|finding| &*finding.code != "unknown_field"), "{kind}: {findings:?}");
    }
}

#[test]
fn what_editors_read_is_as_recorded() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/snapshots/node-kinds.json");
    let printed = [to_json(&kinds().into(), Some("  ")).unwrap(), "\n".into()].concat();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, &printed).unwrap();
    }
    let recorded = std::fs::read_to_string(path).unwrap();
    assert!(printed == recorded, "run with UPDATE=1 to accept the descriptors");
}
