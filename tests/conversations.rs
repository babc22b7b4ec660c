//! Every conversation file, straight and with the conversation stored and restored after every line.
//!
//! `UPDATE=1 cargo test --test conversations` writes the outcome lines anew: the difference is the
//! review. What was given and what came out is kept in `tests/out/recorded.ndjson`, from which the npm
//! package is tried in the same way and the type declarations are checked.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use handover::provider::known;
use handover::script::to_json;
use handover::value::{Object, Value};
use support::{Between, Run, root, run};

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else if path.extension().is_some_and(|extension| extension == "txt") {
            files.push(path);
        }
    }
    files.sort();
    files
}

#[test]
fn conversations_go_as_written() {
    let folder = root().join("conversations");
    let mut failed = Vec::new();
    let mut recorded = String::new();
    let all = files(&folder);
    for path in &all {
        let name = path.strip_prefix(&folder).unwrap().to_string_lossy().into_owned();
        println!("{name}");
        let source = fs::read_to_string(path).unwrap();
        let straight = run(&source, Between::Nothing);
        recorded.push_str(&record(&name, &straight));
        assert_eq!(misplaced(&straight), None, "{name}: it is known beforehand whether a server is needed");
        if straight.text != source {
            if std::env::var_os("UPDATE").is_some() {
                fs::write(path, &straight.text).unwrap();
            } else {
                failed.push(difference(&name, &source, &straight.text));
            }
        }
        let restored = run(&source, Between::Restore);
        if restored.text != straight.text {
            failed.push(difference(&format!("{name}, restored"), &straight.text, &restored.text));
        }
        assert_eq!(straight.views, restored.views, "{name}: views differ after restoring");
        assert_eq!(straight.logs, restored.logs, "{name}: logs differ after restoring");
    }
    fs::create_dir_all(root().join("out")).unwrap();
    fs::write(root().join("out/recorded.ndjson"), recorded).unwrap();
    assert!(
        failed.is_empty(),
        "{} of {} conversations differ\n{}",
        failed.len(),
        all.len(),
        failed.join("\n")
    );
}

/// A request that a browser refuses although the provider needs no server, or the other way round.
fn misplaced(run: &Run) -> Option<&Value> {
    let known = run.options.get("providers").and_then(Value::as_object).map(known).unwrap_or_default();
    let effects = run.steps.iter().filter_map(|step| step.output.get("effects")?.as_array()).flatten();
    effects.into_iter().find(|effect| {
        let needs_server = known
            .iter()
            .find(|known| effect.get("provider").and_then(Value::as_str) == Some(&*known.name))
            .is_some_and(|known| known.needs_server);
        let request = effect.get("request");
        let is_refused = request.and_then(|request| request.get("serverOnly")).and_then(Value::as_bool);
        is_refused.is_some_and(|is_refused| is_refused != needs_server)
    })
}

fn difference(name: &str, expected: &str, found: &str) -> String {
    let line = expected.lines().zip(found.lines()).take_while(|(left, right)| left == right).count();
    let show =
        |text: &str| text.lines().skip(line.saturating_sub(3)).take(8).collect::<Vec<_>>().join("\n    ");
    format!(
        "{name}, line {}:\n  expected\n    {}\n  found\n    {}",
        line.saturating_add(1),
        show(expected),
        show(found)
    )
}

fn record(name: &str, run: &Run) -> String {
    let steps: Vec<Value> = run
        .steps
        .iter()
        .map(|step| {
            let mut fields = Object::new();
            fields.insert("conversation", step.conversation.as_str());
            fields.insert("input", step.input.clone());
            fields.insert("now", step.now as f64);
            fields.insert("output", step.output.clone());
            step.flow.iter().for_each(|flow| fields.insert("flow", flow.clone()));
            Value::from(fields)
        })
        .collect();
    let named = |list: &[(String, Value)]| -> Value {
        list.iter().map(|(name, value)| (name.clone(), value.clone())).collect::<Object>().into()
    };
    let mut fields = Object::new();
    fields.insert("name", name);
    fields.insert("flow", run.flow.clone());
    fields.insert("options", run.options.clone());
    fields.insert("steps", steps);
    fields.insert("views", named(&run.views));
    fields.insert("logs", named(&run.logs));
    to_json(&fields.into(), None).unwrap() + "\n"
}
