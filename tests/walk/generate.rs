//! Draws the next step of a walk: mostly what makes sense now, sometimes what comes late, twice or from nowhere.

use handover::value::Value;

use crate::support::json;
use crate::support::random::Random;
use crate::walker::{Step, Walker};

pub struct Generator {
    random: Random,
    /// Counts what carries a word or an id of its own.
    count: u32,
    given: Vec<Value>,
}

impl Generator {
    pub fn new(seed: u64) -> Self {
        Generator { random: Random(seed), count: 0, given: Vec::new() }
    }

    pub fn step(&mut self, walker: &Walker) -> Step {
        let value = match self.random.below(100) {
            0..20 => return self.time(walker),
            20..48 => self.visitor(walker),
            48..56 => self.answer(walker),
            56..84 => self.centre(walker),
            84..92 if !self.given.is_empty() => self.random.one(&self.given).clone(),
            _ => self.odd(walker),
        };
        // What has no id is told apart by its word alone, and cannot be repeated.
        if value.get("id").is_some() || value.get("text").is_none() {
            self.given.push(value.clone());
        }
        Step::Give(value)
    }

    fn time(&mut self, walker: &Walker) -> Step {
        let until_due = walker.wake.map_or(1_000, |wake| wake.saturating_sub(walker.now));
        match self.random.below(12) {
            0..3 => Step::Pass(until_due),
            3..7 => Step::Pass(*self.random.one(&[1, 900, 3_000, 6_000, 31_000])),
            7..9 => Step::Pass(*self.random.one(&[60_000, 125_000, 400_000])),
            9 => Step::Leap(until_due as i64),
            10 => Step::Leap(*self.random.one(&[5_000, 90_000, 10_000_000])),
            _ => Step::Leap(-(*self.random.one(&[1, 4_000, 3_600_000]))),
        }
    }

    fn visitor(&mut self, walker: &Walker) -> Value {
        let n = self.next();
        json(&match self.random.below(20) {
            0..7 => format!(r#"{{"type": "message", "id": "v{n}", "text": "m{n}"}}"#),
            7 => format!(r#"{{"type": "message", "text": "m{n}", "data": {{"page": {n}}}}}"#),
            8 => format!(r#"{{"type": "message", "id": "v{n}", "text": "m{n}", "intent": "cancel"}}"#),
            // A click carries no word: while it could wait behind other messages nobody could tell them apart.
            9 if !walker.asks() => r#"{"type": "message", "text": "Cancel"}"#.into(),
            10 => format!(r#"{{"type": "message", "id": "v{n}", "text": " "}}"#),
            11..13 => r#"{"type": "typing", "on": true}"#.into(),
            13 => r#"{"type": "typing", "on": false}"#.into(),
            14 => r#"{"type": "connected"}"#.into(),
            15..17 => r#"{"type": "disconnected"}"#.into(),
            17 => r#"{"type": "cancel"}"#.into(),
            18 => format!(r#"{{"type": "start", "channel": "web", "profile": {{"visits": {n}}}}}"#),
            _ => {
                let message = format!(r#"{{"messageId": "v{n}", "text": "m{n}"}}"#);
                format!(
                    r#"{{"type": "channel", "format": "businessMessages", "payload": {{"message": {message}}}}}"#
                )
            }
        })
    }

    fn answer(&mut self, walker: &Walker) -> Value {
        let stray = self.random.below(6) as u32;
        let send =
            *self.random.one(&[walker.request, walker.request, walker.question, walker.question, stray]);
        json(&match self.random.below(8) {
            0..3 => format!(r#"{{"type": "answer", "send": {send}, "status": 202}}"#),
            3..6 => {
                format!(r#"{{"type": "answer", "send": {send}, "status": 200, "body": "{{\"agents\": 2}}"}}"#)
            }
            6 => format!(r#"{{"type": "answer", "send": {send}, "status": 503}}"#),
            _ => format!(r#"{{"type": "sendFailed", "send": {send}, "message": "no connection"}}"#),
        })
    }

    /// What the contact centre says, as a fact or as a frame of the desk.
    fn centre(&mut self, walker: &Walker) -> Value {
        let n = self.next();
        let agent = *self.random.one(&[
            "",
            r#", "agent": {"id": "1", "displayName": "Dana"}"#,
            r#", "agent": {"id": "1", "displayName": "Dana"}"#,
            r#", "agent": {"id": "2", "displayName": "Kim"}"#,
        ]);
        let (fact, frame, fields) = match self.random.below(24) {
            0..4 => {
                let position = self.random.below(6);
                (
                    "handoverQueued",
                    "queued",
                    format!(r#", "position": {position}, "estimatedWaitTime": {n}000"#),
                )
            }
            4..7 => ("handoverAccepted", "accepted", agent.into()),
            7..13 => ("agentMessage", "message", format!(r#", "text": "a{n}"{agent}"#)),
            13 => ("agentMessage", "message", r#", "text": """#.into()),
            14 => ("agentTyping", "typing", format!(r#", "on": {}"#, self.random.below(3) > 0)),
            15 => ("agentLeft", "left", agent.into()),
            16 => ("agentLeft", "transfer", String::new()),
            17..20 => ("agentInject", "inject", format!(r#", "text": "i{n}""#)),
            20 => (
                "handoverUpdate",
                "update",
                format!(r#", "data": {{"close": {}}}"#, self.random.below(3) == 0),
            ),
            21 => ("handoverFailed", "failed", r#", "code": "broken""#.into()),
            22 => ("handoverAlreadyInProgress", "sync", format!(r#", "after": {}"#, self.random.below(4))),
            _ => ("handoverResolved", "resolved", format!(r#", "summary": "s{n}""#)),
        };
        let id = if self.random.below(4) > 0 && frame != "typing" {
            format!(r#", "id": "d{n}""#)
        } else {
            "".into()
        };
        if self.random.below(2) == 0 {
            let fields = if frame == "sync" { "" } else { &fields };
            return json(&format!(r#"{{"type": "{fact}"{id}{fields}}}"#));
        }
        let handover = match self.random.below(8) {
            0 => walker.handover().saturating_sub(1),
            1 => walker.handover() + 1,
            _ => walker.handover(),
        };
        let id = if frame == "sync" { String::new() } else { id };
        let provider = walker.engine.view(crate::walker::NAME).and_then(|view| view.handover?.provider);
        let provider = provider.as_deref().unwrap_or("desk");
        let body = format!(r#"{{"type": "{frame}", "handover": {handover}{id}{fields}}}"#);
        framed(provider, &body)
    }

    fn odd(&mut self, walker: &Walker) -> Value {
        match self.random.below(6) {
            0 => json(
                r#"{"type": "signal", "payload": {"liveAgentHandoff": {"metadata": {"queue": "billing"}}}}"#,
            ),
            1 => framed("desk", r#"{"type": "mumble", "handover": 1}"#),
            2 => framed("desk", "no JSON"),
            3 => framed("nobody", "{}"),
            4 => {
                let send = walker.question;
                framed("desk", &format!(r#"{{"type": "availability", "send": {send}, "agents": 1}}"#))
            }
            _ => json(r#"{"type": "wake"}"#),
        }
    }

    fn next(&mut self) -> u32 {
        self.count += 1;
        self.count
    }
}

fn framed(provider: &str, body: &str) -> Value {
    let mut frame = json(r#"{"type": "frame"}"#).as_object().cloned().unwrap();
    frame.insert("provider", provider);
    frame.insert("body", body);
    frame.into()
}
