//! Goes the way of the case whose value is found.
//!
//! Values are compared with letter case, as texts unless `strict`. What is missing matches no case;
//! the first case that matches wins.

use crate::contract::Level;
use crate::descriptor::{Choice, Condition, FieldType, Item, Literal, NodeDescriptor, NodeField, Token};
use crate::node::nearest::suggestion;
use crate::node::{Data, Next, Node, Role, Run, STATUSES, Statuses, cut, is_blank, status_set};
use crate::script::{Expression, JsonTemplate, to_text};
use crate::value::{Str, Value};

pub static DESCRIPTOR: NodeDescriptor = NodeDescriptor {
    kind: "lookup",
    label: "Lookup",
    summary: "Goes the way of the case whose value is found, such as the status of the handover.",
    tags: &["logic", "switch", "case", "status", "intent"],
    layout: &[
        Item::Field(
            NodeField::new(
                FieldType::Select,
                "lookupType",
                "Type",
                "What is compared. Intent: `input.intent`. Text: `input.text`. State: `context.state`. \
                 Type: `input.type`. Mode: TextOnly, DataOnly, TextAndData or Empty, by what the input holds. \
                 Handover Status: `input.handover.status`. Call Event: `input.data.callEvent`.",
            )
            .options(&[
                Choice { value: "intent", label: "Intent" },
                Choice { value: "text", label: "Text" },
                Choice { value: "state", label: "State" },
                Choice { value: "type", label: "Type" },
                Choice { value: "mode", label: "Mode" },
                Choice { value: "handoverStatus", label: "Handover Status" },
                Choice { value: "expression", label: "CognigyScript" },
                Choice { value: "callEvent", label: "Call Event" },
            ]),
        ),
        Item::Field(
            NodeField::new(FieldType::Expression, "expression", "CognigyScript", "The expression whose value is compared.")
                .when(Condition::Is("lookupType", Literal::Text("expression"))),
        ),
        Item::Field(NodeField::new(
            FieldType::Cases,
            "cases",
            "Cases",
            "A list of `{ id, value }`: the handle, and the text or JSON to compare with, which may hold scripts.",
        )),
        Item::Field(NodeField::new(
            FieldType::Toggle,
            "strict",
            "Strict",
            "Compares the types as well, so that the number 1 is not the text `1`.",
        )),
    ],
    tokens: &[Token { label: "Handover Status", kind: "input", script: "input.handover.status" }],
    handles: None,
};

pub fn parse(data: &mut Data) -> Box<dyn Node> {
    let kind = data.option("lookupType");
    let mut statuses = kind == "handoverStatus";
    let subject = match kind {
        "text" => Subject::Input(&["text"]),
        "state" => Subject::State,
        "type" => Subject::Input(&["type"]),
        "mode" => Subject::Mode,
        "handoverStatus" => Subject::Status,
        "callEvent" => Subject::Input(&["data", "callEvent"]),
        "expression" => {
            let source = data.text("expression").unwrap_or_default();
            statuses = source.contains("handover.status");
            if source.is_empty() {
                let message = "without an `expression` the run always goes to `default`".into();
                let help = "Write an expression, or choose another type.";
                data.report(Level::Warning, "empty_condition", "expression", message, help);
            }
            Subject::Expression(data.expression("expression"))
        }
        _ => Subject::Input(&["intent"]),
    };
    let (cases, sets) = parse_cases(data, kind);
    if statuses {
        data.outline.role = Role::Statuses(sets);
    }
    Box::new(Lookup { subject, cases, strict: data.toggle("strict") })
}

/// Reads the cases, and which statuses each of them and the default stand for.
fn parse_cases(data: &mut Data, kind: &str) -> (Vec<Case>, Vec<Statuses>) {
    let (mut cases, mut sets) = (Vec::<Case>::new(), Vec::new());
    let mut literals: Vec<(&str, usize)> = Vec::new();
    for (at, item) in data.items("cases").iter().enumerate() {
        let field = ["cases.", &at.to_string()].concat();
        let id = item.get("id").and_then(Value::as_str).map(str::trim).unwrap_or_default();
        if id.is_empty() || id == "default" {
            let message = ["the case `", &crate::node::shown(item), "` needs an `id` of its own"].concat();
            data.report(Level::Error, "missing_id", &field, message, "Give it a text other than `default`.");
            continue;
        }
        let value = item.get("value").unwrap_or(&Value::Null);
        let field = [&field, ".value"].concat();
        let literal = value.as_str().filter(|text| !text.contains("{{"));
        if let Some(text) = literal {
            check_literal(data, kind, &field, text);
            literals.push((text, at));
        }
        sets.push(literal.map_or(Statuses::MAX, status_set));
        cases.push(Case { id: id.into(), value: data.parse_json(&field, value) });
    }
    report_repeats(data, &cases, literals);
    sets.push(Statuses::MAX);
    (cases, sets)
}

fn check_literal(data: &mut Data, kind: &str, field: &str, text: &str) {
    if is_blank(&text.into()) {
        return;
    }
    if kind == "handoverStatus" && !STATUSES.contains(&text) {
        let message = ["no handover ever has the status `", &cut(text), "`"].concat();
        let all = ["Use one of `", &STATUSES.join("`, `"), "`."].concat();
        let help = suggestion(text, &STATUSES, &all);
        data.report(Level::Warning, "unknown_status", field, message, &help);
    }
    if kind == "intent" {
        data.check_intent(field, text);
    }
}

/// Sorting finds repeats without comparing every case with every other.
fn report_repeats(data: &mut Data, cases: &[Case], mut literals: Vec<(&str, usize)>) {
    let mut ids: Vec<&str> = cases.iter().map(|case| &*case.id).collect();
    ids.sort_unstable();
    for id in repeats(&ids) {
        let message = ["two cases have the id `", id, "`"].concat();
        data.report(Level::Error, "duplicate_id", "cases", message, "Give every case an id of its own.");
    }
    literals.sort_unstable();
    for pair in literals.windows(2) {
        if let [(before, _), (text, at)] = pair
            && before == text
        {
            let message =
                ["the value `", &cut(text), "` stands in a case before this one, which wins"].concat();
            let field = ["cases.", &at.to_string(), ".value"].concat();
            data.report(Level::Warning, "repeated_case", &field, message, "Take one of the two out.");
        }
    }
}

fn repeats<'a>(sorted: &'a [&str]) -> impl Iterator<Item = &'a str> {
    sorted.windows(2).filter_map(|pair| match pair {
        [before, after] if before == after => Some(*after),
        _ => None,
    })
}

struct Lookup {
    subject: Subject,
    cases: Vec<Case>,
    strict: bool,
}

struct Case {
    id: Str,
    value: JsonTemplate,
}

enum Subject {
    Status,
    Input(&'static [&'static str]),
    State,
    Mode,
    Expression(Option<Expression>),
}

impl Node for Lookup {
    fn handles(&self) -> Vec<Str> {
        self.cases.iter().map(|case| case.id.clone()).chain(["default".into()]).collect()
    }

    fn run(&self, run: &mut dyn Run) -> Next {
        let subject = self.subject.value(run);
        let matches = |case: &Case| {
            let value = run.json(&case.value);
            if self.strict { value == subject } else { to_text(&value) == to_text(&subject) }
        };
        let found = if subject.is_nullish() { None } else { self.cases.iter().position(matches) };
        Next::Handle(found.unwrap_or(self.cases.len()))
    }
}

impl Subject {
    fn value(&self, run: &dyn Run) -> Value {
        match self {
            Subject::Status => run.status().map(|status| status.as_str().into()).unwrap_or_default(),
            Subject::Input(path) => path
                .iter()
                .try_fold(run.scope().input, |value, key| value.get(key))
                .cloned()
                .unwrap_or_default(),
            Subject::State => run.scope().context.get("state").cloned().unwrap_or_default(),
            Subject::Mode => {
                let scope = run.scope();
                let text = scope.input.get("text").is_some_and(|text| !is_blank(text));
                let data = scope.input.get("data").is_some_and(|data| !data.is_nullish());
                match (text, data) {
                    (true, true) => "TextAndData",
                    (true, false) => "TextOnly",
                    (false, true) => "DataOnly",
                    (false, false) => "Empty",
                }
                .into()
            }
            Subject::Expression(expression) => expression
                .as_ref()
                .and_then(|expression| expression.evaluate(&run.scope()).ok())
                .unwrap_or_default(),
        }
    }
}
