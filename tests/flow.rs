//! Flow documents: what is found in them, and that the example is sound.
//!
//! `flows/findings.txt` holds one small flow per block and every finding about it. With `UPDATE=1`
//! the findings are written anew; the difference is the review.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]
#![allow(clippy::arithmetic_side_effects)]

use std::collections::BTreeSet;
use std::fmt::Write;

use handover::contract::{Finding, Level};
use handover::flow::{Flow, check};
use handover::provider::{Known, Providers, known};
use handover::script::from_json;
use handover::value::Value;

/// Every code that a finding can have.
const CODES: &[&str] = &[
    "close_outside_handover",
    "duplicate_id",
    "empty_condition",
    "empty_phrase",
    "end_session_refused",
    "endless_loop",
    "expression_invalid",
    "handle_taken",
    "inactivity_outside_handover",
    "inactivity_too_late",
    "inactivity_without_exit",
    "invalid_path",
    "missing_id",
    "no_branch_for_active",
    "no_branch_for_cancelled",
    "no_branch_for_error",
    "no_branch_for_queue",
    "no_branch_for_timed_out",
    "no_choices",
    "no_minutes",
    "no_queue_timeout",
    "no_start",
    "no_target",
    "not_an_object",
    "out_of_range",
    "provider_needs_server",
    "repeated_case",
    "repeated_signal",
    "retry_loop",
    "several_starts",
    "template_invalid",
    "unknown_field",
    "unknown_handle",
    "unknown_intent",
    "unknown_kind",
    "unknown_node",
    "unknown_option",
    "unknown_provider",
    "unknown_source",
    "unknown_status",
    "unknown_target",
    "unknown_version",
    "unreachable_node",
    "wrong_type",
];

const FINDINGS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/flows/findings.txt");

#[test]
fn every_finding_is_found_with_its_place() {
    let written = std::fs::read_to_string(FINDINGS).unwrap();
    let mut printed = String::new();
    let mut codes = BTreeSet::new();
    for block in written.split("\n\n") {
        let lines: Vec<&str> = block.lines().filter(|line| !line.starts_with("< ")).collect();
        writeln!(printed, "{}", lines.join("\n")).unwrap();
        if lines.iter().all(|line| line.starts_with("//")) {
            printed.push('\n');
            continue;
        }
        let document = document(&lines);
        let known = providers(&lines);
        let known = known.as_deref().map_or(Providers::Unknown, Providers::Known);
        let findings = check(&document, known);
        let errors = findings.iter().any(|finding| finding.level == Level::Error);
        assert_eq!(Flow::parse(&document, known).is_err(), errors, "{block}");
        for finding in &findings {
            codes.insert(finding.code.to_string());
            writeln!(printed, "< {}", line(finding)).unwrap();
        }
        printed.push('\n');
    }
    let printed = [printed.trim_end(), "\n"].concat();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(FINDINGS, &printed).unwrap();
    } else {
        for (printed, written) in printed.lines().zip(written.lines()) {
            assert_eq!(printed, written, "run with UPDATE=1 to accept the findings");
        }
        assert_eq!(printed.len(), written.len(), "run with UPDATE=1 to accept the findings");
    }
    assert_eq!(codes, CODES.iter().map(|code| code.to_string()).collect());
}

/// `level code @place: message Help.`
fn line(finding: &Finding) -> String {
    let mut line = [finding.level.as_str(), " ", &finding.code].concat();
    for (name, place) in [("node", &finding.node), ("edge", &finding.edge), ("field", &finding.field)] {
        if let Some(place) = place {
            write!(line, " {name}={place}").unwrap();
        }
    }
    write!(line, ": {} | {}", finding.message, finding.help.as_deref().unwrap()).unwrap();
    line
}

/// A block holds a JSON document as it is, or nodes as `id kind {data}` and edges as `id handle -> id`,
/// the handle `next` unless it is written.
fn document(lines: &[&str]) -> Value {
    let body: Vec<&str> = lines
        .iter()
        .copied()
        .filter(|line| !line.starts_with("//") && !line.starts_with("providers "))
        .collect();
    if let Some(json) = body[0].strip_prefix("json ") {
        return from_json(json).unwrap();
    }
    let (mut nodes, mut edges, mut rest) = (Vec::new(), Vec::new(), String::new());
    for (at, line) in body.iter().enumerate() {
        if let Some(intents) = line.strip_prefix("intents ") {
            rest = format!(r#","intents":{intents}"#);
        } else if let Some((from, to)) = line.split_once(" -> ") {
            let (source, handle) = from.split_once(' ').unwrap_or((from, "next"));
            edges.push(format!(
                r#"{{"id":"e{at}","source":"{source}","sourceHandle":"{handle}","target":"{to}"}}"#
            ));
        } else {
            let (id, kind) = line.split_once(' ').unwrap();
            let (kind, data) = kind.split_once(' ').unwrap_or((kind, "{}"));
            nodes.push(format!(r#"{{"id":"{id}","type":"{kind}","data":{data}}}"#));
        }
    }
    let (nodes, edges) = (nodes.join(","), edges.join(","));
    from_json(&format!(r#"{{"version":1,"name":"test","nodes":[{nodes}],"edges":[{edges}]{rest}}}"#)).unwrap()
}

/// `providers {name: settings}`; without such a line the providers are not known.
fn providers(lines: &[&str]) -> Option<Vec<Known>> {
    let line = lines.iter().find_map(|line| line.strip_prefix("providers "))?;
    Some(known(from_json(line).unwrap().as_object().unwrap()))
}

fn example() -> Value {
    from_json(include_str!("flows/example.json")).unwrap()
}

#[test]
fn the_example_has_no_findings() {
    assert_eq!(check(&example(), Providers::Unknown), []);
    assert_eq!(
        check(&example(), Providers::Known(&[Known { name: "desk".into(), needs_server: false }])),
        []
    );
    assert!(Flow::parse(&example(), Providers::Known(&[])).is_ok());
}

#[test]
fn the_nodes_of_the_example_do_not_overlap() {
    let example = example();
    let nodes = example.get("nodes").unwrap().as_array().unwrap();
    let place = |node: &Value, axis| node.get("position").unwrap().get(axis).unwrap().as_f64().unwrap();
    for (at, left) in nodes.iter().enumerate() {
        for right in &nodes[at + 1..] {
            let apart = |axis, size: f64| (place(left, axis) - place(right, axis)).abs() >= size;
            assert!(apart("x", 240.0) || apart("y", 110.0), "{left:?} {right:?}");
        }
    }
}

#[test]
fn what_canvases_add_is_passed_over() {
    let document = r#"{"version":1,"name":"x","viewport":{"x":0,"y":0,"zoom":1},
        "nodes":[{"id":"1","type":"start","position":{"x":1,"y":2},"width":150,"selected":true,"measured":{"width":1},
            "sourcePosition":"right","class":"a","data":{"label":"Here","note":"a note"}},
            {"id":"2","type":"say","position":{"x":1,"y":2},"dragging":false}],
        "edges":[{"id":"e","source":"1","target":"2","sourceHandle":null,"targetHandle":"in","animated":true,
            "markerEnd":{"type":"arrow"},"style":"stroke: red","type":"smoothstep","data":{}}]}"#;
    assert_eq!(check(&from_json(document).unwrap(), Providers::Unknown), []);
}

#[test]
fn a_flow_is_found_by_id_handle_and_signal() {
    let flow = Flow::parse(&example(), Providers::Unknown).unwrap_or_else(|findings| panic!("{findings:?}"));
    assert_eq!(&**flow.name(), "Maple & Moss");
    let start = flow.start();
    assert_eq!(&*flow.node(start).unwrap().id, "start");
    assert_eq!(flow.target(start, 0), flow.index("hello"));
    assert_eq!(flow.target(start, 1), None);
    assert_eq!(flow.target(flow.index("status").unwrap(), 5), flow.index("failed"));
    assert_eq!(flow.index("nobody"), None);
    assert_eq!(flow.index(""), None);
    assert!(flow.greets());
    assert!(flow.handover("handover").is_some());
    assert!(flow.handover("status").is_none());
    for (place, node) in (0..).zip(flow.nodes()) {
        assert_eq!(flow.index(&node.id), Some(place));
    }
    assert_eq!(flow.signal("agentStudio"), None);
    let lines = ["s start", "x signal", "y signal {\"source\":\"botFramework\"}"];
    let flow =
        Flow::parse(&document(&lines), Providers::Unknown).unwrap_or_else(|findings| panic!("{findings:?}"));
    assert_eq!(flow.signal("agentStudio"), flow.index("x"));
    assert_eq!(flow.signal("botFramework"), flow.index("y"));
}

#[test]
fn intents_are_recognised_by_whole_words() {
    let intents = r#"intents [{"name":"cancel","phrases":["Cancel","I don't want to wait"]},{"name":"buy","phrases":
        ["order","a plant"]},{"name":"status","phrases":["where is my order"]},{"name":"retour","phrases":["返品"]},
        {"name":"heart","phrases":["❤️","über"]}]"#
        .replace('\n', "");
    let flow = Flow::parse(&document(&["s start", &intents]), Providers::Unknown);
    let flow = flow.unwrap_or_else(|findings| panic!("{findings:?}"));
    for (text, intent) in [
        ("CANCEL!", Some("cancel")),
        ("please, cancel: now", Some("cancel")),
        ("cancellation", None),
        ("uncancel", None),
        ("I dont want to wait…", Some("cancel")),
        ("I  don’t want—to wait", Some("cancel")),
        ("Where is my ORDER?", Some("status")),
        ("my order", Some("buy")),
        ("reorder, or order", Some("buy")),
        ("商品を返品したいです", Some("retour")),
        ("❤️", Some("heart")),
        ("ÜBER uns", Some("heart")),
        ("gegenüber", None),
        ("", None),
        ("   ?!", None),
    ] {
        assert_eq!(flow.intent(text), intent, "{text}");
    }
}

/// A chain of handovers over one shared tail, and a lookup with as many cases: whatever is done once
/// per node and once more per node below it would show here.
fn large(nodes: usize) -> Value {
    let mut lines = vec!["s start".to_string(), "s -> n0".into()];
    for at in 0..nodes {
        let next = at + 1;
        match at % 4 {
            0 => lines.push(format!(
                r#"n{at} handoverToAgent {{"queueTimeout":3,"acceptedMessage":"Number {at}"}}"#
            )),
            1 => lines.push(format!(r#"n{at} say {{"text":["Hello {{{{context.name}}}}, number {at}"]}}"#)),
            2 => lines.push(format!(r#"n{at} once"#)),
            _ => lines.push(format!(r#"n{at} waitForInput {{"lable":1}}"#)),
        }
        match at % 4 {
            2 => lines.extend([format!("n{at} first -> n{next}"), format!("n{at} afterwards -> n0")]),
            _ => lines.push(format!("n{at} -> n{next}")),
        }
    }
    let cases: Vec<String> =
        (0..nodes).map(|at| format!(r#"{{"id":"c{at}","value":"completed"}}"#)).collect();
    lines.push(format!(r#"n{nodes} lookup {{"lookupType":"handoverStatus","cases":[{}]}}"#, cases.join(",")));
    lines.extend((0..nodes).map(|at| format!("n{nodes} c{at} -> n{at}")));
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    document(&lines)
}

#[test]
fn a_large_flow_is_checked_in_time_proportional_to_its_size() {
    let (small, large) = (large(2_000), large(20_000));
    let time = |document: &Value| {
        let took = || {
            let start = std::time::Instant::now();
            assert!(!check(document, Providers::Unknown).is_empty());
            start.elapsed().as_secs_f64()
        };
        (0..3).map(|_| took()).fold(f64::INFINITY, f64::min)
    };
    let (small, large) = (time(&small), time(&large));
    println!("2,000 nodes {:.1} ms, 20,000 nodes {:.1} ms", small * 1e3, large * 1e3);
    assert!(large < small * 40.0, "{small} {large}");
}

#[test]
fn a_deep_flow_does_not_exhaust_the_stack() {
    let mut lines = vec!["s start".to_string(), "s -> n0".into()];
    for at in 0..100_000 {
        lines.push(format!("n{at} say"));
        lines.push(format!("n{at} -> n{}", at + 1));
    }
    lines.push("n100000 say".into());
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    assert_eq!(check(&document(&lines), Providers::Unknown), []);
}

#[test]
fn any_value_is_answered_with_findings() {
    for json in [
        "null",
        "1",
        "\"x\"",
        "[]",
        "{}",
        r#"{"version":1,"nodes":null,"edges":7}"#,
        r#"{"version":1,"nodes":[null,1,"x",[],{},{"id":7},{"id":""},{"id":"a"},{"id":"a","type":[],"data":7,"position":1}],
            "edges":[null,{},{"id":"e","source":1,"target":{}},{"id":"e","source":"a","target":"a"}],"intents":[1,{}]}"#,
    ] {
        let value = from_json(json).unwrap();
        assert!(!check(&value, Providers::Unknown).is_empty(), "{json}");
        assert!(Flow::parse(&value, Providers::Unknown).is_err(), "{json}");
    }
    assert!(!check(&Value::Undefined, Providers::Unknown).is_empty());
}
