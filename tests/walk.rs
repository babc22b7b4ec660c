//! Ten thousand conversations at random, beside a model.
//!
//! Every walk is drawn from its number alone. One that breaks a rule is cut down to the steps it needs and
//! printed as a conversation file, as they stand under `conversations/walk`. `WALKS=100000` walks further.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    missing_docs
)]

#[path = "walk/generate.rs"]
mod generate;
#[path = "walk/model.rs"]
mod model;
mod support;
#[path = "walk/walker.rs"]
mod walker;

use std::fmt::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};

use generate::Generator;
use handover::script::to_json;
use handover::value::Value;
use support::{json, print, root};
use walker::{Checked, Step, Walker};

const WALKS: u64 = 10_000;
/// Steps of one walk.
const STEPS: usize = 40;
const FLOWS: [&str; 4] = ["plain", "events", "availability", "signals"];
const PROVIDERS: &str = r#"{"providers": {"desk": {"kind": "desk"}, "second": {"kind": "desk"}}}"#;
const UNSUPPORTED: &str =
    r#"{"providers": {"desk": {"kind": "desk"}, "second": {"kind": "desk"}}, "handoverSupported": false}"#;

#[test]
fn every_walk_keeps_the_rules() {
    let walks = std::env::var("WALKS").map_or(WALKS, |walks| walks.parse().unwrap());
    let settings: Vec<Setting> = FLOWS.iter().map(|flow| Setting::new(flow)).collect();
    let next = AtomicU64::new(0);
    let work = || -> Option<(u64, String, Vec<Step>)> {
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= walks {
                return None;
            }
            if let Err((broken, steps)) = settings[seed as usize % FLOWS.len()].walk(seed) {
                next.store(walks, Ordering::Relaxed);
                return Some((seed, broken, steps));
            }
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let found = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        threads.into_iter().filter_map(|thread| thread.join().unwrap()).min_by_key(|(seed, ..)| *seed)
    });
    if let Some((seed, broken, steps)) = found {
        let setting = &settings[seed as usize % FLOWS.len()];
        let (broken, steps) = setting.shrink(seed, broken, steps);
        panic!("walk {seed}: {broken}\n\n{}", setting.file(seed, &broken, &steps));
    }
}

/// What a walk goes through.
struct Setting {
    name: &'static str,
    flow: Value,
}

impl Setting {
    fn new(name: &'static str) -> Self {
        let path = root().join("flows/walk").join(name).with_extension("json");
        Setting { name, flow: json(&std::fs::read_to_string(path).unwrap()) }
    }

    /// Walks at random; gives what broke, and the steps until then.
    fn walk(&self, seed: u64) -> Result<(), (String, Vec<Step>)> {
        let mut walker = self.walker(seed);
        let mut generator = Generator::new(seed);
        let mut steps = Vec::new();
        for _ in 0..STEPS {
            let step = generator.step(&walker);
            steps.push(step.clone());
            perform(&mut walker, &step).map_err(|broken| (broken, steps.clone()))?;
        }
        walker.arrive().map_err(|broken| (broken, steps))
    }

    /// Walks once more in the steps of another.
    fn follow(&self, seed: u64, steps: &[Step]) -> Checked {
        let mut walker = self.walker(seed);
        steps.iter().try_for_each(|step| perform(&mut walker, step))?;
        walker.arrive()
    }

    /// Leaves out what is not needed for a rule to break.
    fn shrink(&self, seed: u64, broken: String, steps: Vec<Step>) -> (String, Vec<Step>) {
        let (mut broken, mut steps) = (broken, steps);
        let mut length = steps.len();
        while length > 0 {
            let mut at = 0;
            while at < steps.len() {
                let mut fewer = steps.clone();
                fewer.drain(at..(at + length).min(steps.len()));
                match self.follow(seed, &fewer) {
                    Err(found) => (broken, steps) = (found, fewer),
                    Ok(()) => at += length,
                }
            }
            length /= 2;
        }
        (broken, steps)
    }

    /// The walk as a conversation file.
    fn file(&self, seed: u64, broken: &str, steps: &[Step]) -> String {
        let mut text = format!("# {broken}\nflow: walk/{}\noptions: {}\n\n", self.name, options(seed));
        for step in steps {
            match step {
                Step::Give(value) => writeln!(text, "> {}", line(value)).unwrap(),
                Step::Pass(time) => writeln!(text, "+{}", print::duration(*time)).unwrap(),
                Step::Leap(time) if *time < 0 => {
                    writeln!(text, "~-{}", print::duration(time.unsigned_abs())).unwrap()
                }
                Step::Leap(time) => writeln!(text, "~{}", print::duration(time.unsigned_abs())).unwrap(),
            }
        }
        text
    }

    fn walker(&self, seed: u64) -> Walker {
        Walker::new(&self.flow, &json(options(seed)), seed)
    }
}

/// One walk in forty goes over a channel that cannot hand over.
fn options(seed: u64) -> &'static str {
    if seed % 40 < 4 { UNSUPPORTED } else { PROVIDERS }
}

fn perform(walker: &mut Walker, step: &Step) -> Checked {
    catch_unwind(AssertUnwindSafe(|| walker.perform(step))).unwrap_or_else(|_| Err("it panics".into()))
}

fn line(value: &Value) -> String {
    let mut fields = value.as_object().cloned().unwrap_or_default();
    let text = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_string();
    if text("type") == "frame" && text("provider") == "desk" {
        return format!("desk {}", text("body"));
    }
    let kind = text("type");
    fields.remove("type");
    let rest = to_json(&fields.clone().into(), None).unwrap();
    if fields.is_empty() { kind } else { format!("{kind} {rest}") }
}
