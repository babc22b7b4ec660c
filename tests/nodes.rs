//! What every kind of node does, driven by a conversation that only writes down what it is asked.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]
#![allow(clippy::arithmetic_side_effects)]

use std::collections::HashMap;

use handover::contract::{PhoneGatewayTransfer, SipTransfer, Status, to_value};
use handover::flow::Flow;
use handover::node::{AvailabilityQuestion, Next, NodeIndex, Run, TranscriptScope, Utterance};
use handover::packed::from_value;
use handover::provider::{PROVIDERS, Providers};
use handover::script::{Scope, from_json, to_json};
use handover::value::{Object, Str, Value};

/// A conversation that writes down what it is asked.
#[derive(Default)]
struct Fake {
    input: Value,
    context: Value,
    profile: Value,
    at: NodeIndex,
    resumed: bool,
    memory: HashMap<NodeIndex, u32>,
    agents: Option<Result<u32, Str>>,
    log: Vec<String>,
}

impl Fake {
    fn new(context: &str) -> Self {
        let empty = || Value::from(Object::new());
        Fake { input: empty(), context: json(context), profile: empty(), ..Fake::default() }
    }

    /// Follows the edges from a node until the run stops; a jump is followed too.
    fn follow(&mut self, flow: &Flow, from: &str) -> Next {
        self.at = flow.index(from).unwrap();
        loop {
            let next = flow.node(self.at).unwrap().node.run(self);
            self.resumed = false;
            self.at = match next {
                Next::Handle(handle) => match flow.target(self.at, handle) {
                    Some(below) => below,
                    None => return next,
                },
                Next::Jump(target) => target,
                _ => return next,
            };
        }
    }

    /// The visitor answers the node that waits.
    fn answer(&mut self, flow: &Flow, text: &str) -> Next {
        self.set_input("text", text.into());
        self.resumed = true;
        let id = flow.node(self.at).unwrap().id.clone();
        self.follow(flow, &id)
    }

    fn take(&mut self) -> Vec<String> {
        std::mem::take(&mut self.log)
    }
}

impl Run for Fake {
    fn scope(&self) -> Scope<'_> {
        Scope { input: &self.input, context: &self.context, profile: &self.profile }
    }

    fn status(&self) -> Option<Status> {
        let status = self.input.get("handover")?.get("status")?.as_str()?;
        from_value(&status.into(), "status").ok()
    }

    fn resumed(&self) -> bool {
        self.resumed
    }

    fn memory(&mut self) -> &mut u32 {
        self.memory.entry(self.at).or_default()
    }

    fn set_context(&mut self, path: &str, value: Value) {
        self.log.push(format!("context {path} = {}", show(&value)));
        let mut context = self.context.as_object().unwrap().clone();
        context.insert(path, value);
        self.context = context.into();
    }

    fn set_input(&mut self, key: &str, value: Value) {
        if key != "text" {
            self.log.push(format!("input {key} = {}", show(&value)));
        }
        let mut input = self.input.as_object().unwrap().clone();
        input.insert(key, value);
        self.input = input.into();
    }

    fn say(&mut self, utterance: Utterance) {
        let buttons: Vec<String> = utterance
            .quick_replies
            .iter()
            .map(|reply| format!(" [{}|{}]", reply.title, reply.payload))
            .collect();
        let data = utterance.data.map(|data| format!(" {}", show(&data.into()))).unwrap_or_default();
        let to = utterance.destination.map(|to| format!(" to {}", to.as_str())).unwrap_or_default();
        self.log.push(format!(
            "say{to}: {}{}{data}",
            utterance.text.as_deref().unwrap_or("-"),
            buttons.concat()
        ));
    }

    fn request_handover(&mut self) -> Next {
        self.log.push("handover".into());
        Next::Pause
    }

    fn ask_availability(&mut self, question: AvailabilityQuestion) -> Next {
        self.log.push(format!("ask {question:?}"));
        Next::Pause
    }

    fn availability(&mut self) -> Result<u32, Str> {
        self.agents.take().unwrap()
    }

    fn set_inactivity(&mut self, minutes: f64) {
        self.log.push(format!("inactivity {minutes}"));
    }

    fn close_handover(&mut self, at_provider: bool) {
        self.log.push(format!("close {at_provider}"));
    }

    fn transfer(&mut self, phone: Option<PhoneGatewayTransfer>, sip: Option<SipTransfer>) {
        let (phone, sip) = (phone.map(|phone| show(&to_value(&phone))), sip.map(|sip| show(&to_value(&sip))));
        self.log.push(format!("transfer {} {}", phone.unwrap_or("-".into()), sip.unwrap_or("-".into())));
    }

    fn end_session(&mut self, reason: &str) {
        self.log.push(format!("end {reason}"));
    }

    fn fault(&mut self, code: &'static str, message: String) {
        self.log.push(format!("fault {code}: {message}"));
    }
}

fn json(text: &str) -> Value {
    from_json(text).unwrap()
}

fn show(value: &Value) -> String {
    to_json(value, None).unwrap_or("undefined".into())
}

/// A flow in which the node `n` of this kind leads by every handle to a Say of the handle's name.
fn flow(kind: &str, data: &str) -> Flow {
    let parsed = |edges: &str, says: &str| {
        let nodes =
            format!(r#"{{"id":"s","type":"start"}},{{"id":"n","type":"{kind}","data":{data}}}{says}"#);
        let document = json(&format!(r#"{{"version":1,"name":"test","nodes":[{nodes}],"edges":[{edges}]}}"#));
        Flow::parse(&document, Providers::Unknown).unwrap_or_else(|findings| panic!("{findings:#?}"))
    };
    let handles = parsed("", "").node(1).unwrap().node.handles();
    let edges: Vec<String> = handles
        .iter()
        .map(|handle| {
            format!(r#"{{"id":"{handle}","source":"n","sourceHandle":"{handle}","target":"-{handle}"}}"#)
        })
        .collect();
    let says = handles.iter().map(|handle| {
        format!(
            r#",{{"id":"-{handle}","type":"say","data":{{"text":"-> {handle}","destination":"visitor"}}}}"#
        )
    });
    parsed(&edges.join(","), &says.collect::<String>())
}

/// What a node does in one run.
fn run(kind: &str, data: &str, input: &str) -> Vec<String> {
    let mut fake = Fake::new(r#"{"name":"Ada","list":["a","b"],"n":7,"state":"open"}"#);
    fake.input = json(input);
    fake.follow(&flow(kind, data), "n");
    fake.take()
}

/// Where a node leads.
fn leads(kind: &str, data: &str, input: &str) -> String {
    let log = run(kind, data, input);
    log.last().and_then(|line| line.strip_prefix("say to visitor: -> ")).unwrap_or("nowhere").to_string()
}

#[test]
fn start_greets_if_it_is_to() {
    assert!(!flow("say", "{}").greets());
    let greeting =
        json(r#"{"version":1,"nodes":[{"id":"s","type":"start","data":{"greet":true}}],"edges":[]}"#);
    assert!(Flow::parse(&greeting, Providers::Unknown).is_ok_and(|flow| flow.greets()));
}

#[test]
fn say_takes_its_texts_in_turn() {
    let texts = |selection: &str| {
        let data = format!(r#"{{"text":["a","","b {{{{context.name}}}}","c"],"selection":"{selection}"}}"#);
        let flow = flow("say", &data);
        let mut fake = Fake::new(r#"{"name":"Ada"}"#);
        let said = |fake: &mut Fake| {
            fake.follow(&flow, "n");
            fake.take()[0].clone()
        };
        (0..5).map(|_| said(&mut fake)).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(
        texts("linear"),
        "say to both: a say to both: b Ada say to both: c say to both: c say to both: c"
    );
    assert_eq!(
        texts("loop"),
        "say to both: a say to both: b Ada say to both: c say to both: a say to both: b Ada"
    );
}

#[test]
fn say_brings_buttons_and_data_and_knows_its_reader() {
    let data = r#"{"text":"Hi {{context.nobody.name}}{{","quickReplies":["Yes",{"title":"{{context.name}}","payload":"me"},
        {"title":"  "},{"title":"No"},null,{}],"data":{"a":"{{context.list}}","b":"{{context.none}}"},"destination":"agent"}"#;
    assert_eq!(
        run("say", data, "{}")[0],
        r#"say to agent: Hi {{ [Yes|Yes] [Ada|me] [No|No] {"a":["a","b"]}"#
    );
    assert_eq!(run("say", r#"{"text":"{{context.none}}"}"#, "{}")[0], "say to both: -");
    assert_eq!(run("say", "{}", "{}")[0], "say to both: -");
}

#[test]
fn question_reads_answers() {
    for (kind, fits) in [
        ("text", &[("  Hello ", r#""Hello""#), ("   ", "-"), ("", "-")][..]),
        (
            "number",
            &[
                ("42", "42"),
                ("-1,5", "-1.5"),
                ("1.5", "1.5"),
                ("1.234,5", "1234.5"),
                ("1,234.5", "1234.5"),
                ("1,234,567", "1234567"),
                ("1 000", "1000"),
                ("1'000", "1000"),
                ("٣٫٥", "3.5"),
                ("１２", "12"),
                ("+7", "7"),
                ("−3", "-3"),
                ("1,234", "1.234"),
                ("12a", "-"),
                ("1-2", "-"),
                ("NaN", "-"),
                ("inf", "-"),
                ("1e5", "-"),
                (".", "-"),
                ("-", "-"),
                ("1.2.3", "123"),
            ],
        ),
        (
            "yesNo",
            &[
                ("Yes!", "true"),
                ("yes, please", "true"),
                ("JA", "true"),
                ("Sí", "true"),
                ("oui", "true"),
                ("はい", "true"),
                ("نعم", "true"),
                ("no thanks", "false"),
                ("Nein.", "false"),
                ("non", "false"),
                ("いいえ", "false"),
                ("لا", "false"),
                ("maybe", "-"),
                ("yesterday", "-"),
                ("nobody", "-"),
            ],
        ),
        (
            "choice",
            &[
                ("Red wine", r#""Red wine""#),
                ("red WINE!", r#""Red wine""#),
                ("2", r#""Ada""#),
                ("ada", r#""Ada""#),
                ("0", "-"),
                ("3", "-"),
                ("wine", "-"),
            ],
        ),
        (
            "email",
            &[
                (" ada@example.com ", r#""ada@example.com""#),
                ("a.b+c@mail.example.co.uk", r#""a.b+c@mail.example.co.uk""#),
                ("ü@exämple.de", r#""ü@exämple.de""#),
                ("ada", "-"),
                ("ada@", "-"),
                ("@example.com", "-"),
                ("ada@example", "-"),
                ("ada@example..com", "-"),
                ("a b@example.com", "-"),
                ("a@b@example.com", "-"),
                (".a@example.com", "-"),
                ("ada@-x.com", "-"),
                ("<ada@example.com>", "-"),
            ],
        ),
    ] {
        let data = format!(
            r#"{{"type":"{kind}","text":"?","choices":["Red wine","{{{{context.name}}}}"],"variable":"context.x"}}"#
        );
        let flow = flow("question", &data);
        for (text, value) in fits {
            let mut fake = Fake::new(r#"{"name":"Ada"}"#);
            assert_eq!(fake.follow(&flow, "n"), Next::WaitHere);
            fake.take();
            fake.answer(&flow, text);
            let set = fake.log[0].strip_prefix("context x = ").unwrap_or("-");
            assert_eq!(set, *value, "{kind} {text}");
        }
    }
}

#[test]
fn question_asks_again_and_gives_up() {
    let flow = flow(
        "question",
        r#"{"type":"number","text":"How many, {{context.name}}?","reprompt":"A number?","maxAttempts":2}"#,
    );
    let mut fake = Fake::new(r#"{"name":"Ada"}"#);
    for _ in 0..2 {
        assert_eq!(fake.follow(&flow, "n"), Next::WaitHere);
        assert_eq!(fake.take(), ["say: How many, Ada?"]);
        assert_eq!(fake.answer(&flow, ""), Next::WaitHere);
        assert_eq!(fake.take(), ["say: A number?"]);
        fake.answer(&flow, "many");
        assert_eq!(fake.take(), ["say to visitor: -> failed"]);
    }
    fake.follow(&flow, "n");
    fake.answer(&flow, "x");
    fake.take();
    fake.answer(&flow, "3");
    assert_eq!(fake.take(), ["say to visitor: -> next"], "without a variable the answer is kept nowhere");
}

#[test]
fn question_without_reprompt_repeats_itself_with_its_choices() {
    let flow = flow(
        "question",
        r#"{"type":"choice","text":"Which?","choices":["a","{{context.none}}"],"maxAttempts":0}"#,
    );
    let mut fake = Fake::new("{}");
    fake.follow(&flow, "n");
    for _ in 0..9 {
        assert_eq!(fake.take(), ["say: Which? [a|a]"]);
        assert_eq!(fake.answer(&flow, "z"), Next::WaitHere);
    }
}

#[test]
fn wait_for_input_stops() {
    let mut fake = Fake::new("{}");
    assert_eq!(fake.follow(&flow("waitForInput", "{}"), "n"), Next::WaitBelow(0));
}

#[test]
fn if_goes_by_its_condition() {
    for (condition, input, way) in [
        ("input.availableAgents > 0", r#"{"availableAgents":0}"#, "else"),
        ("input.availableAgents > 0", r#"{"availableAgents":2}"#, "then"),
        ("{{ input.data.request.position >= 3 }}", r#"{"data":{"request":{"position":3}}}"#, "then"),
        ("input.data.request.position >= 3", "{}", "else"),
        ("context.name", "{}", "then"),
        ("", "{}", "else"),
    ] {
        assert_eq!(
            leads("if", &format!(r#"{{"condition":"{condition}"}}"#), input),
            way,
            "{condition} {input}"
        );
    }
}

#[test]
fn lookup_goes_the_way_of_the_case() {
    let cases = r#""cases":[{"id":"a","value":"completed"},{"id":"b","value":"{{context.name}}"},{"id":"c","value":7},
        {"id":"d","value":"7"},{"id":"e","value":{"$cs":{"script":"context.list"}}},{"id":"f","value":"TextOnly"},{"id":"g","value":"open"},
        {"id":"h","value":"{{context.none}}"}]"#;
    for (kind, input, way) in [
        (r#""lookupType":"handoverStatus""#, r#"{"handover":{"status":"completed"}}"#, "a"),
        (r#""lookupType":"handoverStatus""#, r#"{"handover":{"status":"Completed"}}"#, "default"),
        (r#""lookupType":"handoverStatus""#, "{}", "default"),
        (r#""lookupType":"handoverStatus""#, r#"{"handover":{"status":"genericHandoverUpdate"}}"#, "default"),
        (r#""lookupType":"intent""#, r#"{"intent":"completed"}"#, "a"),
        (r#""lookupType":"intent""#, r#"{"intent":null}"#, "default"),
        (r#""lookupType":"text""#, r#"{"text":"Ada"}"#, "b"),
        (r#""lookupType":"text""#, r#"{"text":"ada"}"#, "default"),
        (r#""lookupType":"text""#, r#"{"text":"7"}"#, "c"),
        (r#""lookupType":"text","strict":true"#, r#"{"text":"7"}"#, "d"),
        (r#""lookupType":"state""#, "{}", "g"),
        (r#""lookupType":"type""#, r#"{"type":"open"}"#, "g"),
        (r#""lookupType":"mode""#, r#"{"text":"x","data":null}"#, "f"),
        (r#""lookupType":"mode""#, r#"{"text":"x","data":{}}"#, "default"),
        (r#""lookupType":"callEvent""#, r#"{"data":{"callEvent":"open"}}"#, "g"),
        (r#""lookupType":"expression","expression":"context.n""#, "{}", "c"),
        (r#""lookupType":"expression","expression":"context.n","strict":true"#, "{}", "c"),
        (r#""lookupType":"expression","expression":"'' + context.n","strict":true"#, "{}", "d"),
        (r#""lookupType":"expression","expression":"context.list","strict":true"#, "{}", "e"),
        (r#""lookupType":"expression","expression":"context.none.member""#, "{}", "default"),
        (r#""lookupType":"expression","expression":"""#, "{}", "default"),
    ] {
        assert_eq!(leads("lookup", &format!("{{{kind},{cases}}}"), input), way, "{kind} {input}");
    }
}

#[test]
fn once_is_once() {
    let flow = flow("once", "{}");
    let mut fake = Fake::new("{}");
    for way in ["first", "afterwards", "afterwards"] {
        fake.follow(&flow, "n");
        assert_eq!(fake.take(), [format!("say to visitor: -> {way}")]);
    }
}

#[test]
fn go_to_continues_or_waits() {
    let place = |mode: &str| {
        let data = format!(r#"{{"target":"s","mode":"{mode}"}}"#);
        let flow = flow("goTo", &data);
        flow.node(1).unwrap().node.run(&mut Fake::new("{}"))
    };
    assert_eq!(place("continue"), Next::Jump(0));
    assert_eq!(place(""), Next::Jump(0));
    assert_eq!(place("wait"), Next::WaitAt(0));
}

#[test]
fn set_context_writes_in_order() {
    let data = r#"{"assignments":[{"path":"a","value":"Hi {{context.name}}"},{"path":"cc.b.c","value":{"$cs":{"script":"context.n + 1"}}},
        {"path":"d","value":"{{context.a}}!"},{"path":"e","value":[1,{"x":"{{context.list}}"}]},{"path":"f"},
        {"path":"g","value":"{{context.none}}"},{"path":"h","value":false}]}"#;
    assert_eq!(
        run("setContext", data, "{}")[..7],
        [
            r#"context a = "Hi Ada""#,
            "context b.c = 8",
            r#"context d = "Hi Ada!""#,
            r#"context e = [1,{"x":["a","b"]}]"#,
            "context f = null",
            "context g = null",
            "context h = false",
        ]
    );
}

#[test]
fn check_agent_availability_keeps_the_number() {
    let ask = |data: &str, agents: Result<u32, Str>| {
        let flow = flow("checkAgentAvailability", data);
        let mut fake = Fake::new(r#"{"skill":"billing, orders"}"#);
        assert_eq!(fake.follow(&flow, "n"), Next::Pause);
        fake.agents = Some(agents);
        fake.answer(&flow, "");
        fake.take()
    };
    let data = r#"{"provider":"desk","skills":["{{context.skill}}","a"],"languages":"english, german","inbox":" 3 "}"#;
    assert_eq!(
        ask(data, Ok(0)),
        [
            r#"ask AvailabilityQuestion { provider: "desk", skills: ["billing", "orders", "a"], languages: ["english", "german"], inbox: Some("3") }"#,
            "input availableAgents = 0",
            "say to visitor: -> next",
        ]
    );
    assert_eq!(
        ask(r#"{"storeIn":"context","key":"free.now"}"#, Ok(2))[1..],
        ["context free.now = 2", "say to visitor: -> next"]
    );
    assert_eq!(
        ask("{}", Err("no answer".into()))[1..],
        ["input availableAgents = null", "fault availability_failed: no answer", "say to visitor: -> next"]
    );
    assert_eq!(
        ask(r#"{"onError":"abort"}"#, Err("no answer".into()))[1..],
        ["input availableAgents = null", "fault availability_failed: no answer"]
    );
}

#[test]
fn inactivity_takes_minutes() {
    assert_eq!(run("setHandoverInactivity", r#"{"minutes":"1"}"#, "{}")[0], "inactivity 1");
    assert_eq!(run("setHandoverInactivity", r#"{"minutes":0.5}"#, "{}")[0], "inactivity 0.5");
    assert_eq!(run("setHandoverInactivity", r#"{"minutes":"{{context.n}}"}"#, "{}")[0], "inactivity 7");
    assert_eq!(
        run("setHandoverInactivity", r#"{"minutes":"{{context.name}}"}"#, "{}"),
        ["fault invalid_minutes: `Ada` is not a number of minutes above 0", "say to visitor: -> next"]
    );
    assert_eq!(run("setHandoverInactivity", "{}", "{}"), ["say to visitor: -> next"]);
}

#[test]
fn close_handover_closes_both_sides_unless_told_otherwise() {
    assert_eq!(run("closeHandover", "{}", "{}"), ["close true", "say to visitor: -> next"]);
    assert_eq!(run("closeHandover", r#"{"closeAtProvider":false}"#, "{}")[0], "close false");
}

#[test]
fn end_session_says_transfers_and_ends() {
    assert_eq!(run("endSession", r#"{"reason":" Bye {{context.name}} "}"#, "{}"), ["end Bye Ada"]);
    assert_eq!(run("endSession", "{}", "{}"), ["end endSession"]);
    assert_eq!(run("endSession", r#"{"sessionEscalated":true}"#, "{}"), ["say to visitor: -> next"]);
    let params = r#"{"reason":"Billing","sessionEscalated":true,"params":{"ESCALATION_MESSAGE":"Hold on, {{context.name}}.",
        "PHONE_GATEWAY_TRANSFER":{"phoneNumber":"+15552420836","useOriginatingTrunk":true},
        "LIVE_AGENT_HANDOFF":{"endSession":END,"sipRefer":true,"xHeaders":{"X-Queue":"7","X-Evil":"a\r\nVia: b"}}}}"#;
    let transfer = r#"transfer {"phoneNumber":"+15552420836","sipUri":null,"useOriginatingTrunk":true} "#;
    let sip = |end| {
        format!(r#"{{"endSession":{end},"sipRefer":true,"uuiHeaders":[],"xHeaders":{{"X-Queue":"7"}}}}"#)
    };
    for (end, last) in [(false, "say to visitor: -> next"), (true, "end Billing")] {
        let log = run("endSession", &params.replace("END", &end.to_string()), "{}");
        assert_eq!(log.len(), 4, "{log:?}");
        assert!(log[0].starts_with("fault end_session_refused: the header `X-Evil`"), "{}", log[0]);
        assert_eq!(log[1], "say: Hold on, Ada.");
        assert_eq!(log[2], [transfer, &sip(end)].concat());
        assert_eq!(log[3], last);
    }
}

#[test]
fn handover_to_agent_holds_its_settings() {
    let data = r#"{"acceptedMessage":"One moment, {{context.name}}","queueTimeout":"0.5","agentTimeout":"","transcript":"none",
        "metadata":{"n":"{{context.n}}"},"desk":{"skills":"billing, {{context.name}}","languages":["en",null,"{{context.none}}"],
        "priority":"high","updateInterval":"30","waitTimeUpdateInterval":-5,"getEstimatedWaitTime":false,"alternativeUpdate":true,
        "maximumQueuePosition":"{{context.n}}","maximumEstimatedWaitTime":300000,"alternativeText":"Long, {{context.name}}",
        "enableUserConnectsMessage":false,"allowInject":"{{context.n > 1}}"},"genesys":{"language":"de","priority":1}}"#
        .replace(r#""waitTimeUpdateInterval":-5,"#, r#""waitTimeUpdateInterval":"{{0 - 5}}","#);
    let flow = flow("handoverToAgent", &data);
    let mut fake = Fake::new(r#"{"name":"Ada","n":7}"#);
    assert_eq!(fake.follow(&flow, "n"), Next::Pause);
    assert_eq!(fake.take(), ["handover"]);
    let node = flow.handover("n").unwrap();
    assert_eq!((node.queue_timeout, node.agent_timeout), (Some(30_000), None));
    assert_eq!(node.transcript, TranscriptScope::None);
    assert!(node.send_resolve_event && !node.send_queue_event);
    assert_eq!(show(&node.metadata.render(&fake.scope())), r#"{"n":7}"#);
    let desk = node.section("desk", || fake.scope());
    assert_eq!(desk.skills, [Str::from("billing"), "Ada".into()]);
    assert_eq!(desk.languages, [Str::from("en")]);
    assert_eq!(&*desk.priority, "high");
    assert_eq!((desk.queue_position, desk.wait_time), (Some(30_000), None));
    assert_eq!((desk.maximum_queue_position, desk.maximum_estimated_wait_time), (Some(7), Some(300_000)));
    assert_eq!(desk.alternative_text.as_deref(), Some("Long, Ada"));
    assert_eq!((desk.connects_message, desk.disconnects_message, desk.allow_inject), (false, true, true));
    let genesys = node.section("genesysOpenMessaging", || fake.scope());
    assert_eq!((&*genesys.languages[0], &*genesys.priority), ("de", "1"));
}

#[test]
fn sections_that_are_left_out_have_the_defaults_of_their_fields() {
    let flow = flow("handoverToAgent", r#"{"liveAgent":{"alternativeText":"never","getQueuePosition":""}}"#);
    let (fake, node) = (Fake::new("{}"), flow.handover("n").unwrap());
    let desk = node.section("desk", || fake.scope());
    assert_eq!((desk.queue_position, desk.wait_time), (Some(0), Some(0)));
    assert_eq!((&*desk.priority, desk.connects_message, desk.allow_inject), ("none", true, false));
    let live_agent = node.section("liveAgent", || fake.scope());
    assert_eq!((live_agent.queue_position, live_agent.alternative_text.clone()), (None, None));
    assert!(!node.section("eightByEight", || fake.scope()).connects_message);
    for provider in PROVIDERS {
        node.section(provider.kind, || fake.scope());
    }
}
