//! The handover's table and diagram in `pkg/docs/handover.md`, printed from the state machine itself.
//!
//! `UPDATE=1 cargo test --test handover` writes them anew.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice, missing_docs)]

use std::collections::BTreeMap;
use std::fmt::Write;

use handover::handover::{Event, Order, State, step};

const BEGIN: &str = "<!-- printed by the test `handover` -->\n";
const END: &str = "<!-- end of what is printed -->\n";

#[test]
fn the_documentation_shows_every_cell() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/pkg/docs/handover.md");
    let document = std::fs::read_to_string(path).unwrap();
    let (before, rest) = document.split_once(BEGIN).unwrap();
    let (_, after) = rest.split_once(END).unwrap();
    let expected = [before, BEGIN, &diagram(), "\n", &table(), END, after].concat();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, &expected).unwrap();
    } else {
        assert!(
            document == expected,
            "handover.md is out of date: run `UPDATE=1 cargo test --test handover`"
        );
    }
}

#[test]
fn a_handover_ends_once_and_only_in_idle() {
    for state in State::ALL {
        for event in Event::ALL {
            let (next, orders) = step(state, event);
            let ends = orders.iter().filter(|order| format!("{order:?}").starts_with("End")).count();
            let leaves = state.is_open() && !next.is_open();
            assert_eq!(ends, usize::from(leaves), "{state:?}, {event:?}");
            let runs = orders.iter().filter(|order| format!("{order:?}").starts_with("Run")).count();
            assert!(runs <= 1, "{state:?}, {event:?}: the flow runs twice");
            if runs == 1 {
                let last = format!("{:?}", orders.last().unwrap());
                assert!(last.starts_with("Run"), "{state:?}, {event:?}: something follows the run");
            }
        }
    }
}

#[test]
fn a_human_comes_and_goes_in_pairs() {
    for state in State::ALL {
        for event in Event::ALL {
            let (next, orders) = step(state, event);
            let was = state == State::Active;
            let is = next == State::Active;
            assert_eq!(orders.contains(&Order::Activate), is && !was, "{state:?}, {event:?}");
            assert_eq!(orders.contains(&Order::Leave), was && !is, "{state:?}, {event:?}");
        }
    }
}

#[test]
fn what_the_visitor_says_has_one_reader() {
    for state in State::ALL {
        for event in [Event::Message, Event::CancelMessage] {
            let (_, orders) = step(state, event);
            let readers = [Order::RunMessage, Order::Hold, Order::Forward, Order::EndCancelled];
            let count = readers.iter().filter(|reader| orders.contains(reader)).count();
            assert_eq!(count, 1, "{state:?}, {event:?}");
        }
    }
}

fn diagram() -> String {
    let mut edges: BTreeMap<(usize, usize), Vec<String>> = BTreeMap::new();
    let place = |state| State::ALL.iter().position(|one| *one == state).unwrap();
    for state in State::ALL {
        for event in Event::ALL {
            let (next, _) = step(state, event);
            if next != state {
                edges.entry((place(state), place(next))).or_default().push(camel(event));
            }
        }
    }
    let mut out = String::from("```mermaid\nstateDiagram-v2\n    [*] --> Idle\n");
    for ((from, to), events) in edges {
        writeln!(out, "    {:?} --> {:?}: {}", State::ALL[from], State::ALL[to], events.join(", ")).unwrap();
    }
    out + "```\n"
}

fn table() -> String {
    let mut out = String::from("| event |");
    State::ALL.iter().for_each(|state| write!(out, " {state:?} |").unwrap());
    out.push_str("\n|---|---|---|---|---|---|\n");
    for event in Event::ALL {
        write!(out, "| `{}` |", camel(event)).unwrap();
        for state in State::ALL {
            let (next, orders) = step(state, event);
            let mut cell: Vec<String> = orders.iter().map(camel).collect();
            if next != state {
                cell.push(format!("**→ {next:?}**"));
            }
            write!(out, " {} |", if cell.is_empty() { "–".into() } else { cell.join(", ") }).unwrap();
        }
        out.push('\n');
    }
    out
}

fn camel(name: impl std::fmt::Debug) -> String {
    let name = format!("{name:?}");
    name[..1].to_lowercase() + &name[1..]
}
