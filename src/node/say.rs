//! Says something as the bot.
//!
//! One text is said per run. While a human owns the conversation, the destination decides who reads
//! it.

use crate::contract::{Audience, QuickReply};
use crate::descriptor::{Choice, FieldType, Item, Literal, NodeDescriptor, NodeField, Section};
use crate::node::{Data, NEXT, Next, Node, Run, Utterance, named};
use crate::script::{JsonTemplate, Template, to_text};
use crate::value::{Str, Value};

pub static DESCRIPTOR: NodeDescriptor = NodeDescriptor {
    kind: "say",
    label: "Say",
    summary: "Says something to the visitor, to the agent or to both.",
    tags: &["message", "text", "answer", "buttons"],
    layout: &[
        Item::Field(NodeField::new(
            FieldType::TextArray,
            "text",
            "Text",
            "What is said; one of the texts each time the flow comes by.",
        )),
        Item::Field(
            NodeField::new(
                FieldType::Select,
                "selection",
                "Selection",
                "Linear takes the texts in turn and stays at the last one, loop begins again.",
            )
            .options(&[Choice { value: "linear", label: "Linear" }, Choice { value: "loop", label: "Loop" }]),
        ),
        Item::Field(
            NodeField::new(
                FieldType::Json,
                "quickReplies",
                "Quick Replies",
                "Buttons under the text: a list of `{ title, payload }`, or of texts that are both.",
            )
            .columns(&["title", "payload"]),
        ),
        Item::Section(&Section {
            key: "output",
            label: "Output Options",
            nested: false,
            runs: None,
            condition: None,
            fields: &[
                NodeField::new(
                    FieldType::Select,
                    "destination",
                    "Handover Output Destination",
                    "Who reads it while an agent has the conversation.",
                )
                .options(&[
                    Choice { value: "both", label: "User and Agent" },
                    Choice { value: "visitor", label: "User only" },
                    Choice { value: "agent", label: "Agent only" },
                ]),
                NodeField::new(
                    FieldType::Json,
                    "data",
                    "Data",
                    "What comes along for the channel, as an object.",
                )
                .default(Literal::Null),
            ],
        }),
    ],
    tokens: &[],
    handles: Some(NEXT),
};

pub fn parse(data: &mut Data) -> Box<dyn Node> {
    Box::new(Say {
        texts: data.templates("text"),
        looping: data.option("selection") == "loop",
        quick_replies: parse_quick_replies(data),
        data: data.object("data"),
        destination: match data.option("destination") {
            "visitor" => Audience::Visitor,
            "agent" => Audience::Agent,
            _ => Audience::Both,
        },
    })
}

fn parse_quick_replies(data: &mut Data) -> JsonTemplate {
    let items = if data.is_script("quickReplies") { &[] } else { data.items("quickReplies") };
    for (at, item) in items.iter().enumerate() {
        let title = if item.as_object().is_some() { item.get("title") } else { Some(item) };
        if matches!(title, Some(Value::Array(_) | Value::Object(_))) {
            let path = ["quickReplies.", &at.to_string()].concat();
            data.mistyped(&path, "a string or an object of `title` and `payload`", item);
        }
    }
    data.json("quickReplies")
}

struct Say {
    texts: Vec<Template>,
    looping: bool,
    quick_replies: JsonTemplate,
    data: JsonTemplate,
    destination: Audience,
}

impl Say {
    /// Which text's turn it is after `before` others.
    fn turn(&self, before: u32) -> Option<&Template> {
        let before = before as usize;
        let last = self.texts.len().checked_sub(1)?;
        self.texts.get(if self.looping { before.checked_rem(self.texts.len())? } else { before.min(last) })
    }
}

impl Node for Say {
    fn handles(&self) -> Vec<Str> {
        named(NEXT)
    }

    fn run(&self, run: &mut dyn Run) -> Next {
        let mut before = 0;
        if self.texts.len() > 1 {
            let said = run.memory();
            before = *said;
            *said = before.wrapping_add(1);
        }
        let text = self.turn(before).map(|text| run.text(text)).unwrap_or_default();
        let replies = run.json(&self.quick_replies);
        let data = match run.json(&self.data) {
            Value::Object(data) => Some(std::sync::Arc::unwrap_or_clone(data)),
            _ => None,
        };
        run.say(Utterance {
            text: (!text.trim().is_empty()).then_some(text),
            data,
            quick_replies: replies.as_array().unwrap_or_default().iter().filter_map(quick_reply).collect(),
            destination: Some(self.destination),
        });
        Next::Handle(0)
    }
}

/// A button without a title is none; one without a payload sends its title.
fn quick_reply(value: &Value) -> Option<QuickReply> {
    let text = |key| value.get(key).map(to_text).filter(|text| !text.trim().is_empty());
    let title = match value {
        Value::Object(_) => text("title")?,
        other => Some(to_text(other)).filter(|text| !text.trim().is_empty())?,
    };
    let payload = text("payload").unwrap_or_else(|| title.clone());
    Some(QuickReply { title: title.into(), payload: payload.into() })
}
