//! Conversations as text files: how they are read, run and written.
//!
//! A file begins with what it shows, as `#` lines, and its settings:
//!
//! ```text
//! # 4. The cancel button ends the wait.
//! flow: shop
//! set: handover {"cancelButtonText": "Stop"}
//! options: {"handoverSupported": true}
//! ```
//!
//! `set:` merges fields into a node's data; `null` blanks one. Further down, both `flow:` and `set:` edit
//! the flow under the conversations, which go on from their snapshots.
//!
//! Then lines go in and lines come out. `> message Hello` is an input with a text, `> cancel` one
//! without, `> handoverQueued {"position": 2}` one with fields; `> desk {"type": "typing", …}` is a
//! frame of the desk. A conversation of another name is meant by `> name: message Hello`. `+30s` moves the
//! clock and wakes the engine whenever it asked for it; `~30s` and `~-30s` move the clock and wake nobody.
//! `? owner` asks for a field of the view, `? log` how many entries the log has, `? log 7` for the 7th,
//! `? export …` for an export; `= …` is the answer. `<` lines are effects, and `< wake in 3m` tells that the
//! deadline has changed.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    missing_docs,
    dead_code
)]

pub mod print;
pub mod random;

use std::fmt::Write;
use std::path::{Path, PathBuf};

use handover::contract::{Input, Millis, Output, to_value};
use handover::engine::Engine;
use handover::packed::from_value;
use handover::script::{from_json, to_json};
use handover::value::{Object, Value};

/// When every conversation begins: Monday, 2 March 2026, 09:00 UTC.
pub const START: Millis = 1_772_442_000_000;

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

pub fn json(text: &str) -> Value {
    from_json(text).unwrap_or_else(|error| panic!("{error} in {text}"))
}

pub fn input(value: &Value) -> Input {
    from_value(value, "input").unwrap_or_else(|misread| panic!("{misread} in {value:?}"))
}

pub fn engine(flow: &Value, options: &Value) -> Engine {
    Engine::new(flow, options).unwrap_or_else(|error| panic!("{error}: {:#?}", error.findings))
}

/// One call of `handle`, as it is kept for other ways to run it.
pub struct Step {
    pub conversation: String,
    pub input: Value,
    pub now: Millis,
    pub output: Value,
    /// The flow from here on, where it was edited.
    pub flow: Option<Value>,
}

/// What happens between two calls.
#[derive(Clone, Copy, PartialEq)]
pub enum Between {
    Nothing,
    /// The conversation leaves memory and comes back.
    Restore,
}

/// A conversation file with its outcome lines written anew.
pub struct Run {
    pub text: String,
    pub flow: Value,
    pub options: Value,
    pub steps: Vec<Step>,
    pub views: Vec<(String, Value)>,
    pub logs: Vec<(String, Value)>,
}

pub fn run(source: &str, between: Between) -> Run {
    let mut text = String::new();
    let mut flow = Value::Null;
    let mut options = Value::Null;
    let mut player: Option<Player> = None;
    for line in source.lines() {
        if let Some(name) = line.strip_prefix("flow: ") {
            let path = root().join("flows").join(format!("{name}.json"));
            let document = std::fs::read_to_string(&path).unwrap_or_else(|_| panic!("no flow {path:?}"));
            flow = json(&document);
            player.iter_mut().for_each(|player| player.edit(&flow, &options));
        } else if let Some(change) = line.strip_prefix("set: ") {
            set(&mut flow, change);
            player.iter_mut().for_each(|player| player.edit(&flow, &options));
        } else if let Some(source) = line.strip_prefix("options: ") {
            options = json(source);
        } else if line.starts_with("< ") || line.starts_with("= ") {
            continue;
        } else if line.is_empty() || line.starts_with('#') {
            writeln!(text, "{line}").unwrap();
            continue;
        } else {
            writeln!(text, "{line}").unwrap();
            let player = player.get_or_insert_with(|| Player::new(&flow, &options, between));
            player.line(line, &mut text);
            continue;
        }
        writeln!(text, "{line}").unwrap();
    }
    let player = player.unwrap_or_else(|| panic!("nothing happens in this conversation"));
    let names = player.names;
    let engine = player.engine;
    let view = |name: &String| engine.view(name).map(|view| to_value(&view)).unwrap_or(Value::Null);
    Run {
        text,
        flow: player.flow,
        options,
        views: names.iter().map(|name| (name.clone(), view(name))).collect(),
        logs: names.iter().map(|name| (name.clone(), engine.log(name, 0))).collect(),
        steps: player.steps,
    }
}

/// Merges `node {"field": …}` into the data of a node.
fn set(flow: &mut Value, change: &str) {
    let (id, data) = change.split_once(' ').unwrap_or_else(|| panic!("`set: node {{…}}`, not {change}"));
    let fields = |value: &Value| value.as_object().cloned().unwrap_or_default();
    let mut document = fields(flow);
    let mut nodes = document.get("nodes").unwrap().as_array().unwrap().to_vec();
    let named = |node: &&mut Value| node.get("id").and_then(Value::as_str) == Some(id);
    let node = nodes.iter_mut().find(named).unwrap_or_else(|| panic!("the flow has no node {id}"));
    let mut changed = fields(node);
    let mut merged = changed.get("data").map(fields).unwrap_or_default();
    for (key, value) in fields(&json(data)).iter() {
        merged.insert(key.clone(), value.clone());
    }
    changed.insert("data", merged);
    *node = changed.into();
    document.insert("nodes", nodes);
    *flow = document.into();
}

struct Player {
    engine: Engine,
    /// The flow at the beginning.
    flow: Value,
    /// The flow that the next step begins with, if it was edited.
    edited: Option<Value>,
    between: Between,
    now: Millis,
    names: Vec<String>,
    wakes: Vec<Option<Millis>>,
    steps: Vec<Step>,
}

impl Player {
    fn new(flow: &Value, options: &Value, between: Between) -> Self {
        Player {
            engine: engine(flow, options),
            flow: flow.clone(),
            edited: None,
            between,
            now: START,
            names: Vec::new(),
            wakes: Vec::new(),
            steps: Vec::new(),
        }
    }

    /// The conversations go on in another flow.
    fn edit(&mut self, flow: &Value, options: &Value) {
        let edited = engine(flow, options);
        let before = std::mem::replace(&mut self.engine, edited);
        for name in &self.names {
            self.engine.restore(&before.snapshot(name).unwrap()).unwrap();
        }
        self.edited = Some(flow.clone());
    }

    fn line(&mut self, line: &str, text: &mut String) {
        if let Some(rest) = line.strip_prefix("> ") {
            let (name, rest) = name(rest);
            self.give(name, &read_input(rest), text);
        } else if let Some(duration) = line.strip_prefix('+') {
            self.pass(duration, text);
        } else if let Some(duration) = line.strip_prefix("~-") {
            self.now -= parse_duration(duration);
        } else if let Some(duration) = line.strip_prefix('~') {
            self.now += parse_duration(duration);
        } else if let Some(path) = line.strip_prefix("? ") {
            let (name, path) = name(path);
            let found = self.answer(name, path);
            writeln!(text, "= {}", to_json(&found, None).unwrap_or("nothing".into())).unwrap();
        } else {
            panic!("a line begins with `> `, `+`, `~`, `? `, `#`, `< ` or `= `: {line}");
        }
    }

    fn answer(&self, name: &str, question: &str) -> Value {
        match question.split_once(' ').unwrap_or((question, "")) {
            ("log", "") => (self.engine.log(name, 0).as_array().unwrap().len() as f64).into(),
            ("log", seq) => {
                let log = self.engine.log(name, seq.parse::<u32>().unwrap() - 1);
                log.as_array().unwrap().first().cloned().unwrap_or_default()
            }
            ("export", format) => self.engine.export(name, format).unwrap(),
            (path, _) => {
                let view = self.engine.view(name).map(|view| to_value(&view)).unwrap_or(Value::Null);
                path.split('.').fold(view, |value, key| value.get(key).cloned().unwrap_or_default())
            }
        }
    }

    fn give(&mut self, conversation: &str, value: &Value, text: &mut String) {
        let at = self.names.iter().position(|name| name == conversation).unwrap_or_else(|| {
            self.names.push(conversation.into());
            self.wakes.push(None);
            self.names.len() - 1
        });
        let output = self.engine.handle(conversation, input(value), self.now).unwrap();
        assert!(output.wake_at.is_none_or(|wake| wake >= self.now), "wakeAt is in the past");
        print::effects(&output, text);
        if output.wake_at != self.wakes[at] {
            self.wakes[at] = output.wake_at;
            if let Some(wake) = output.wake_at {
                writeln!(text, "< wake in {}", print::duration(wake - self.now)).unwrap();
            }
        }
        self.keep(conversation, value, &output);
        if self.between == Between::Restore && self.engine.view(conversation).is_some() {
            let snapshot = self.engine.snapshot(conversation).unwrap();
            assert!(self.engine.forget(conversation));
            self.engine.restore(&snapshot).unwrap();
            assert_eq!(self.engine.snapshot(conversation).unwrap(), snapshot);
        }
    }

    fn keep(&mut self, conversation: &str, value: &Value, output: &Output) {
        self.steps.push(Step {
            conversation: conversation.into(),
            input: value.clone(),
            now: self.now,
            output: to_value(output),
            flow: self.edited.take(),
        });
    }

    /// Moves the clock, and wakes the conversations at their deadlines on the way.
    fn pass(&mut self, duration: &str, text: &mut String) {
        let until = self.now + parse_duration(duration);
        let wake: Value = Object::from_iter([("type", "wake")]).into();
        loop {
            let next =
                self.wakes.iter().enumerate().filter_map(|(at, wake)| wake.map(|wake| (wake, at))).min();
            let Some((due, at)) = next.filter(|(due, _)| *due <= until) else { break };
            self.now = due.max(self.now);
            self.wakes[at] = None;
            let name = self.names[at].clone();
            self.give(&name, &wake, text);
        }
        self.now = until;
    }
}

fn name(line: &str) -> (&str, &str) {
    match line.split_once(": ") {
        Some((name, rest)) if name.chars().all(|c| c.is_alphanumeric() || c == '-') => (name, rest),
        _ => ("c1", line),
    }
}

fn read_input(line: &str) -> Value {
    let (kind, rest) = line.split_once(' ').unwrap_or((line, ""));
    let mut fields = Object::new();
    if kind == "desk" {
        fields.insert("type", "frame");
        fields.insert("provider", "desk");
        fields.insert("body", rest);
        return fields.into();
    }
    fields.insert("type", kind);
    if rest.starts_with('{') {
        for (key, value) in json(rest).as_object().unwrap().iter() {
            fields.insert(key.clone(), value.clone());
        }
    } else if !rest.is_empty() {
        fields.insert("text", rest);
    }
    fields.into()
}

fn parse_duration(duration: &str) -> Millis {
    let digits = duration.trim_end_matches(|c: char| c.is_alphabetic());
    let number: Millis = digits.parse().unwrap_or_else(|_| panic!("no duration: {duration}"));
    number
        * match &duration[digits.len()..] {
            "ms" => 1,
            "s" => 1_000,
            "m" => 60_000,
            "h" => 3_600_000,
            unit => panic!("no unit of time: {unit}"),
        }
}
