//! The common vocabulary of the providers' sections: what a handover asks for, once rendered.
//!
//! A blank, missing or unusable value means the field's default, so that no value blocks a
//! handover. What only one provider understands stays in [`SectionSettings::all`].

use crate::contract::Millis;
use crate::descriptor::{Literal, NodeField, Section};
use crate::script::{text_to_decimal, to_text};
use crate::value::{Str, Value};

/// What a handover asks of its provider.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SectionSettings {
    /// What an agent has to know.
    pub skills: Vec<Str>,
    /// What an agent has to speak.
    pub languages: Vec<Str>,
    /// `none` or the provider's own word or number.
    pub priority: Str,
    /// How often the visitor is told their position; 0 as often as the provider tells it, `None` never.
    pub queue_position: Option<Millis>,
    /// How often the visitor is told how long it may take; 0 and `None` as above.
    pub wait_time: Option<Millis>,
    /// The alternative text is told beyond this position.
    pub maximum_queue_position: Option<u32>,
    /// The alternative text is told beyond this wait.
    pub maximum_estimated_wait_time: Option<Millis>,
    /// What to tell in a long queue, where that is switched on.
    pub alternative_text: Option<Str>,
    /// Whether the agent is told that the visitor came back.
    pub connects_message: bool,
    /// Whether the agent is told that the visitor left.
    pub disconnects_message: bool,
    /// Whether the agent may send texts through the flow.
    pub allow_inject: bool,
    /// The section as rendered.
    pub all: Value,
}

impl SectionSettings {
    /// Reads a rendered section.
    pub fn read(section: &Section, rendered: Value) -> Self {
        let fields = Fields { section, rendered: &rendered };
        let alternative = fields.toggle("alternativeUpdate");
        let mut languages = fields.texts("languages");
        languages.extend(fields.text("language"));
        SectionSettings {
            skills: fields.texts("skills"),
            languages,
            priority: fields.text("priority").unwrap_or_else(|| "none".into()),
            queue_position: fields.interval("getQueuePosition", "updateInterval"),
            wait_time: fields.interval("getEstimatedWaitTime", "waitTimeUpdateInterval"),
            maximum_queue_position: fields.number("maximumQueuePosition").map(|number| number as u32),
            maximum_estimated_wait_time: fields.number("maximumEstimatedWaitTime"),
            alternative_text: fields.text("alternativeText").filter(|_| alternative),
            connects_message: fields.toggle("enableUserConnectsMessage"),
            disconnects_message: fields.toggle("enableUserDisconnectsMessage"),
            allow_inject: fields.toggle("allowInject"),
            all: rendered,
        }
    }
}

/// A rendered section and the defaults of its fields.
struct Fields<'a> {
    section: &'a Section,
    rendered: &'a Value,
}

impl Fields<'_> {
    fn text(&self, key: &str) -> Option<Str> {
        text(self.rendered, key)
    }

    fn texts(&self, key: &str) -> Vec<Str> {
        texts(self.rendered, key)
    }
    fn toggle(&self, key: &str) -> bool {
        match self.text(key).as_deref() {
            Some("true") => true,
            Some("false") => false,
            _ => {
                let field = self.section.fields.iter().find(|field| field.key == key);
                field.is_some_and(|field| field.default == Literal::Bool(true))
            }
        }
    }

    fn number(&self, key: &str) -> Option<u64> {
        let number = text_to_decimal(&self.text(key)?)?;
        (0.0..=NodeField::MAX).contains(&number).then_some(number as u64)
    }

    /// A section without the toggle leaves it to the provider.
    fn interval(&self, toggle: &str, seconds: &str) -> Option<Millis> {
        let is_set = self.section.fields.iter().any(|field| field.key == toggle);
        let interval = || self.number(seconds).unwrap_or(0).saturating_mul(1000);
        (!is_set || self.toggle(toggle)).then(interval)
    }
}

fn text(rendered: &Value, key: &str) -> Option<Str> {
    let text = match rendered.get(key)? {
        Value::Null | Value::Undefined | Value::Array(_) | Value::Object(_) => return None,
        scalar => to_text(scalar),
    };
    let text = text.trim();
    (!text.is_empty()).then(|| text.into())
}

/// A list in a rendered section, or one text with commas between the items.
pub fn texts(rendered: &Value, key: &str) -> Vec<Str> {
    let text = text(rendered, key).unwrap_or_default();
    let items = rendered.get(key).and_then(Value::as_array).unwrap_or_default();
    let listed = items.iter().filter(|item| !item.is_nullish()).map(to_text);
    let all = listed.chain(text.split(',').map(String::from));
    all.map(|item| item.trim().into()).filter(|item: &Str| !item.is_empty()).collect()
}
