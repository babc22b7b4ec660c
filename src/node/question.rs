//! Asks the visitor something and keeps the answer.
//!
//! An answer that does not fit counts as a failed attempt, and so does an empty one. What fits is
//! decided in `answer.rs`.

use crate::contract::{Level, QuickReply};
use crate::descriptor::{Choice, Condition, FieldType, Item, Literal, NodeDescriptor, NodeField};
use crate::node::answer::{Answer, read};
use crate::node::set_context::context_path;
use crate::node::{Data, Next, Node, Run, Utterance, named};
use crate::script::Template;
use crate::value::{Str, Value};

const HANDLES: &[&str] = &["next", "failed"];

pub static DESCRIPTOR: NodeDescriptor = NodeDescriptor {
    kind: "question",
    label: "Question",
    summary: "Asks the visitor something, waits for an answer that fits, and keeps it in the context.",
    tags: &["message", "ask", "answer", "slot", "form"],
    layout: &[
        Item::Field(
            NodeField::new(
                FieldType::Select,
                "type",
                "Type",
                "What fits. Number: digits with a point or a comma; of two marks the last is the decimal one, a mark \
                 that comes twice groups thousands. Yes or No: common words of English, German, Spanish, French, \
                 Japanese and Arabic. Choice: one of the choices or its place in the list.",
            )
            .options(&[
                Choice { value: "text", label: "Text" },
                Choice { value: "number", label: "Number" },
                Choice { value: "yesNo", label: "Yes or No" },
                Choice { value: "choice", label: "Choice" },
                Choice { value: "email", label: "E-mail" },
            ]),
        ),
        Item::Field(NodeField::new(FieldType::Template, "text", "Text", "What is asked.")),
        Item::Field(
            NodeField::new(FieldType::TextArray, "choices", "Choices", "The answers to choose from, shown as buttons.")
                .when(Condition::Is("type", Literal::Text("choice"))),
        ),
        Item::Field(NodeField::new(
            FieldType::Text,
            "variable",
            "Variable",
            "Where the answer goes in the context, such as `user.name`; blank keeps it nowhere.",
        )),
        Item::Field(NodeField::new(
            FieldType::Template,
            "reprompt",
            "Reprompt",
            "What is said when an answer does not fit; blank asks the question again.",
        )),
        Item::Field(NodeField::new(
            FieldType::Number,
            "maxAttempts",
            "Maximum Attempts",
            "After so many answers that do not fit the run goes to `failed`; blank never gives up.",
        )),
    ],
    tokens: &[],
    handles: Some(HANDLES),
};

pub fn parse(data: &mut Data) -> Box<dyn Node> {
    data.outline.waits = true;
    let answer = match data.option("type") {
        "number" => Answer::Number,
        "yesNo" => Answer::YesNo,
        "choice" => Answer::Choice,
        "email" => Answer::Email,
        _ => Answer::Text,
    };
    let choices = data.templates("choices");
    if answer == Answer::Choice && choices.is_empty() {
        let message = "without `choices` every answer fits".into();
        data.report(Level::Warning, "no_choices", "choices", message, "Add the answers to choose from.");
    }
    let variable = data.text("variable");
    Box::new(Question {
        text: data.template("text"),
        variable: variable.and_then(|variable| context_path(data, "variable", &variable.into())),
        answer,
        choices,
        reprompt: data.template("reprompt"),
        attempts: data.number("maxAttempts").filter(|most| *most >= 1.0).map(|most| most as u32),
    })
}

struct Question {
    text: Template,
    variable: Option<Str>,
    answer: Answer,
    choices: Vec<Template>,
    reprompt: Template,
    attempts: Option<u32>,
}

impl Question {
    fn choices(&self, run: &dyn Run) -> Vec<Str> {
        let scope = run.scope();
        let shown = if self.answer == Answer::Choice { &*self.choices } else { &[] };
        let choices = shown.iter().map(|choice| choice.render(&scope));
        choices.map(|choice| choice.trim().into()).filter(|choice: &Str| !choice.is_empty()).collect()
    }

    fn ask(&self, run: &mut dyn Run, text: &Template, choices: Vec<Str>) -> Next {
        let text = text.render(&run.scope());
        let button = |choice: Str| QuickReply { title: choice.clone(), payload: choice };
        run.say(Utterance {
            text: (!text.trim().is_empty()).then(|| text.into()),
            quick_replies: choices.into_iter().map(button).collect(),
            ..Utterance::default()
        });
        Next::WaitHere
    }
}

impl Node for Question {
    fn handles(&self) -> Vec<Str> {
        named(HANDLES)
    }

    fn run(&self, run: &mut dyn Run) -> Next {
        let choices = self.choices(run);
        if !run.resumed() {
            *run.memory() = 0;
            return self.ask(run, &self.text, choices);
        }
        let text = run.scope().input.get("text").and_then(Value::as_str).unwrap_or_default().to_string();
        if let Some(value) = read(self.answer, &text, &choices) {
            *run.memory() = 0;
            if let Some(variable) = &self.variable {
                run.set_context(variable, value);
            }
            return Next::Handle(0);
        }
        let failed = run.memory().saturating_add(1);
        let given_up = self.attempts.is_some_and(|most| failed >= most);
        *run.memory() = if given_up { 0 } else { failed };
        match (given_up, self.reprompt.is_blank()) {
            (true, _) => Next::Handle(1),
            (false, true) => self.ask(run, &self.text, choices),
            (false, false) => self.ask(run, &self.reprompt, choices),
        }
    }
}
