//! The limits of contact centres that are too large for a conversation to be read: what is longer goes in pieces,
//! in order, and nothing of it is lost. The smaller ones stand in `conversations/providers/*-long.txt`.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    missing_docs
)]

mod support;

use handover::script::to_json;
use handover::value::Value;
use support::{Between, json, run};

/// What was sent after the handover stood, as the requests' bodies and forms.
fn sent(head: &str, message: &str, answers: &str) -> Vec<Value> {
    let source = format!("flow: support\n{head}\n> message {message}\n{answers}\n");
    let steps = run(&source, Between::Nothing).steps;
    let at = steps.iter().position(|step| {
        text(step.input.get("text")).len() > 1_000 || step.input.get("attachments").is_some()
    });
    let outputs = steps[at.unwrap()..]
        .iter()
        .flat_map(|step| step.output.get("effects").and_then(Value::as_array).unwrap().to_vec());
    let sends = outputs.filter(|effect| effect.get("type").and_then(Value::as_str) == Some("send"));
    sends.map(|effect| effect.get("request").unwrap().clone()).collect()
}

fn text(value: Option<&Value>) -> &str {
    value.and_then(Value::as_str).unwrap_or_default()
}

/// The texts that stand at a path of the bodies.
fn pieces(requests: &[Value], path: &[&str]) -> Vec<String> {
    let read = |request: &Value| {
        let body = json(request.get("body")?.as_str()?);
        let at = path.iter().try_fold(&body, |value, key| value.get(key))?;
        at.as_str().map(String::from)
    };
    requests.iter().filter_map(read).collect()
}

const APPLICATION: &str = r#"set: handover {"provider": "cw"}
options: {"providers": {"cw": {"kind": "chatwoot", "url": "https://chat.example", "accountId": 1, "inboxId": 5}}}
> start {"channel": "web"}
> message I want a human
> answer {"send": 1, "status": 200, "body": "{\"payload\":{\"contact\":{\"id\":3},\"contact_inbox\":{\"source_id\":\"s1\"}}}"}
> answer {"send": 2, "status": 200, "body": "{\"id\":42}"}
> answer {"send": 4, "status": 200, "body": "{\"id\":1}"}"#;
const CLIENT: &str = r#"set: handover {"provider": "cw"}
options: {"providers": {"cw": {"kind": "chatwoot", "url": "https://chat.example", "inboxIdentifier": "abc"}}}
> start {"channel": "web"}
> message I want a human
> answer {"send": 1, "status": 200, "body": "{\"id\":3,\"source_id\":\"s1\",\"pubsub_token\":\"p1\"}"}
> answer {"send": 2, "status": 200, "body": "{\"id\":42}"}
> answer {"send": 4, "status": 200, "body": "{\"id\":1}"}"#;
const RING_CENTRAL: &str = r#"set: handover {"provider": "rc"}
options: {"providers": {"rc": {"kind": "ringCentral", "realtimeUrl": "https://rc.example", "sourceId": "s", "sourceAuth": "a"}}}
> start {"channel": "web"}
> message I want a human
> answer {"send": 2, "status": 200, "body": "ok"}"#;

#[test]
fn long_texts_go_in_pieces() {
    for (head, limit, path, first) in [
        (APPLICATION, 150_000, &["content"][..], 6),
        (CLIENT, 150_000, &["content"], 5),
        (RING_CENTRAL, 20_000, &["params", "body"], 3),
    ] {
        let long = "A letter with 🙂 in every sentence of it. ".repeat(limit / 20);
        let long = long.trim();
        let answers: Vec<String> = (first..first + 4)
            .map(|send| format!(r#"> answer {{"send": {send}, "status": 200, "body": "{{\"id\":{send}}}"}}"#))
            .collect();
        let found = pieces(&sent(head, long, &answers.join("\n")), path);
        assert!(found.len() >= 3, "{} pieces of {limit}", found.len());
        assert!(found.iter().all(|piece| piece.chars().count() <= limit));
        assert!(found[0].chars().count() > limit - 50, "the first piece is short");
        assert_eq!(found.join(" "), long);
        let wall = "🙂".repeat(2 * limit + 1);
        let found = pieces(&sent(head, &wall, &answers.join("\n")), path);
        assert_eq!(found.iter().map(|piece| piece.chars().count()).collect::<Vec<_>>(), [limit, limit, 1]);
        for joined in ["e\u{301}", "👩\u{200d}👧", "👋🏽"] {
            let wall = [".", &joined.repeat(limit)].concat();
            let found = pieces(&sent(head, &wall, &answers.join("\n")), path);
            assert_eq!(found.concat(), wall);
            let is_whole = |piece: &&String| piece.trim_start_matches('.').replace(joined, "").is_empty();
            assert_eq!(found.iter().filter(is_whole).count(), found.len(), "{joined} is torn");
        }
    }
}

#[test]
fn many_files_go_in_several_messages() {
    let files: Vec<String> =
        (1..=32).map(|at| format!(r#"{{"url": "https://files.example/{at}.png"}}"#)).collect();
    let message = format!(r#"{{"attachments": [{}]}}"#, files.join(", "));
    for (head, first) in [(APPLICATION, 6), (CLIENT, 5)] {
        let answers: Vec<String> = (first..first + 3)
            .map(|send| format!(r#"> answer {{"send": {send}, "status": 200, "body": "{{\"id\":{send}}}"}}"#))
            .collect();
        let requests = sent(head, &message, &answers.join("\n"));
        let forms = requests.iter().filter_map(|request| request.get("form")?.as_array());
        let of = |form: &[Value]| {
            form.iter().filter(|part| part.get("attachment").is_some_and(|it| !it.is_nullish())).count()
        };
        let counts: Vec<usize> = forms.map(of).filter(|count| *count > 0).collect();
        assert_eq!(counts, [15, 15, 2]);
        let all = requests.iter().map(|request| to_json(request, None).unwrap()).collect::<String>();
        let places: Vec<usize> = (1..=32).map(|at| all.find(&format!("/{at}.png")).unwrap()).collect();
        assert!(places.is_sorted(), "the files are out of order");
    }
}
