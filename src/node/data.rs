//! The data of one node, read field by field as its descriptor says.
//!
//! A field that cannot be read becomes a finding that names the node, the field and the value, and
//! counts as blank from then on: parsing never stops, so that every finding is found. A blank field
//! means its default, and the default is the descriptor's.

use crate::contract::{Finding, Level};
use crate::descriptor::{Choice, FieldType, Literal, NodeDescriptor, NodeField, Section};
use crate::node::nearest::suggestion;
use crate::node::{NodeIndex, Outline};
use crate::provider::{Named, Providers};
use crate::script::{Error, Expression, JsonTemplate, Template, text_to_decimal, to_json, to_text};
use crate::value::{Object, Str, Value};

/// What a node's data may refer to.
pub struct Surroundings<'a> {
    /// The nodes by id.
    pub index: &'a dyn Fn(&str) -> Option<NodeIndex>,
    /// The providers by name.
    pub providers: Providers<'a>,
    /// The names of the flow's own intents, sorted.
    pub intents: &'a [&'a str],
}

/// A node's data and what has been found in it.
pub struct Data<'a> {
    id: &'a str,
    object: Option<&'a Object>,
    descriptor: &'static NodeDescriptor,
    surroundings: &'a Surroundings<'a>,
    findings: &'a mut Vec<Finding>,
    /// What the checks of the whole flow want to know of the node.
    pub outline: Outline,
}

impl<'a> Data<'a> {
    /// Opens the data of the node `id`; it must be an object or absent.
    pub fn new(
        id: &'a str,
        data: Option<&'a Value>,
        descriptor: &'static NodeDescriptor,
        surroundings: &'a Surroundings<'a>,
        findings: &'a mut Vec<Finding>,
    ) -> Self {
        let data = data.filter(|data| !data.is_nullish());
        let object = data.and_then(Value::as_object);
        let mut opened = Data { id, object, descriptor, surroundings, findings, outline: Outline::default() };
        if let (Some(data), None) = (data, object) {
            opened.mistyped("data", "an object", data);
        }
        opened.find_unknown_fields();
        opened
    }

    /// A literal text; `None` if it is blank.
    pub fn text(&mut self, key: &str) -> Option<Str> {
        let text = self.scalar(key)?;
        let text = text.trim();
        (!text.is_empty()).then(|| text.into())
    }

    /// A text with scripts in it.
    pub fn template(&mut self, key: &str) -> Template {
        let text = self.scalar(key).unwrap_or_else(|| match self.default(key) {
            Literal::Text(text) => text.into(),
            _ => Str::default(),
        });
        self.parse_template(key, text)
    }

    /// Several texts; a single one counts as a list of one.
    pub fn templates(&mut self, key: &str) -> Vec<Template> {
        let Some(items) = self.value(key).and_then(Value::as_array) else {
            if let Some(object @ Value::Object(_)) = self.value(key) {
                self.mistyped(key, "a string or an array of strings", object);
                return Vec::new();
            }
            let text = self.template(key);
            return if text.is_blank() { Vec::new() } else { vec![text] };
        };
        let mut templates = Vec::with_capacity(items.len());
        for (at, item) in items.iter().enumerate() {
            match item {
                Value::Array(_) | Value::Object(_) => {
                    self.mistyped(&[key, ".", &at.to_string()].concat(), "a string", item);
                }
                _ => {
                    let template = Template::parse(text(item));
                    if !template.errors().is_empty() {
                        self.report_template(&[key, ".", &at.to_string()].concat(), &template);
                    }
                    if !template.is_blank() {
                        templates.push(template);
                    }
                }
            }
        }
        templates
    }

    /// True or false.
    pub fn toggle(&mut self, key: &str) -> bool {
        let default = self.default(key) == Literal::Bool(true);
        match self.value(key) {
            None => default,
            Some(Value::Bool(truth)) => *truth,
            Some(other) => {
                self.mistyped(key, "true or false", other);
                default
            }
        }
    }

    /// A number from 0 on, which may be written as a text; `None` if it is blank.
    pub fn number(&mut self, key: &str) -> Option<f64> {
        let value = self.value(key)?;
        match literal_number(value) {
            None => self.mistyped(key, "a number", value),
            Some(number) if (0.0..=NodeField::MAX).contains(&number) => return Some(number),
            Some(_) => self.out_of_range(key, value),
        }
        None
    }

    /// The value of one of the field's options.
    pub fn option(&mut self, key: &str) -> &'static str {
        let options = self.descriptor.field(key).map(|field| field.options).unwrap_or_default();
        let default = options.first().map(|option| option.value).unwrap_or_default();
        let Some(value) = self.value(key) else { return default };
        let chosen = options.iter().find(|option| Some(option.value) == value.as_str());
        match (chosen, value.as_str()) {
            (Some(option), _) => option.value,
            (None, Some(text)) => {
                self.unknown_option(key, text, options);
                default
            }
            (None, None) => {
                self.mistyped(key, "a string", value);
                default
            }
        }
    }

    /// A script; `None` if it is blank or does not parse.
    pub fn expression(&mut self, key: &str) -> Option<Expression> {
        let source = self.text(key)?;
        match Expression::parse(&source) {
            Ok(expression) => Some(expression),
            Err(error) => {
                self.invalid_expression(key, &source, &error);
                None
            }
        }
    }

    /// Any JSON with scripts in it.
    pub fn json(&mut self, key: &str) -> JsonTemplate {
        match self.value(key) {
            Some(value) => self.parse_json(key, value),
            None => JsonTemplate::parse(&self.default(key).to_value()),
        }
    }

    /// An object with scripts in it.
    pub fn object(&mut self, key: &str) -> JsonTemplate {
        if let Some(value) = self.value(key)
            && value.as_object().is_none()
            && !is_script(value)
        {
            self.mistyped(key, "an object", value);
            return JsonTemplate::parse(&Object::new().into());
        }
        self.json(key)
    }

    /// The field as it is written, if there are no scripts in it.
    pub fn literal(&self, key: &str) -> Option<&'a Value> {
        let scripted = |json: &str| json.contains("{{") || json.contains("\"$cs\"");
        self.value(key).filter(|value| !to_json(value, None).is_some_and(|json| scripted(&json)))
    }

    /// Whether one script gives the whole field.
    pub fn is_script(&self, key: &str) -> bool {
        self.value(key).is_some_and(is_script)
    }

    /// The items of a list.
    pub fn items(&mut self, key: &str) -> &'a [Value] {
        match self.value(key) {
            Some(Value::Array(items)) => items,
            Some(other) => {
                self.mistyped(key, "an array", other);
                &[]
            }
            None => &[],
        }
    }

    /// Another node's place; `None` if it is blank or there is no such node.
    pub fn node(&mut self, key: &str) -> Option<NodeIndex> {
        let id = self.text(key)?;
        let found = (self.surroundings.index)(&id);
        if found.is_none() {
            let message = ["there is no node `", &id, "` to go to"].concat();
            self.report(Level::Error, "unknown_node", key, message, "Choose a node of this flow.");
        }
        found
    }

    /// A provider's name.
    pub fn provider(&mut self, key: &str) -> Template {
        let template = self.template(key);
        let Some(name) = template.literal().map(str::trim) else { return template };
        match self.surroundings.providers.find(name) {
            Named::Provider => {}
            Named::OnServer(name) => {
                let message = ["`", name, "` can be reached from a server only, not from a browser"].concat();
                let help = "Run the flow on a server; if it runs on one, there is nothing to do.";
                self.report(Level::Warning, "provider_needs_server", key, message, help);
            }
            Named::Nothing => {
                let message = ["no provider named `", name, "` is configured"].concat();
                let help = "Choose a configured provider, or add this one to the engine's options.";
                self.report(Level::Error, "unknown_provider", key, message, help);
            }
            Named::Unsure => {
                let message = ["whether a provider named `", name, "` is configured is not known here"];
                let help = "Give the engine a provider of this name.";
                self.report(Level::Warning, "unknown_provider", key, message.concat(), help);
            }
        }
        template
    }

    /// The object that holds a section's fields, if the node has it.
    pub fn section(&mut self, section: &'static Section) -> Option<JsonTemplate> {
        let value = self.value(section.key)?;
        let Some(object) = value.as_object() else {
            self.mistyped(section.key, "an object", value);
            return None;
        };
        for (key, value) in object.iter() {
            let path = [section.key, ".", key].concat();
            match section.fields.iter().find(|field| field.key == &**key) {
                Some(field) if !is_blank(value) && !is_script(value) => self.check(&path, field, value),
                Some(_) => {}
                None => self.unknown_field(&path, key, &section.keys()),
            }
        }
        Some(self.parse_json(section.key, value))
    }

    /// Parses a text that stands somewhere in the field at `path`.
    pub fn parse_template(&mut self, path: &str, text: Str) -> Template {
        let template = Template::parse(text);
        self.report_template(path, &template);
        template
    }

    /// Parses JSON that stands somewhere in the field at `path`.
    pub fn parse_json(&mut self, path: &str, value: &Value) -> JsonTemplate {
        let template = JsonTemplate::parse(value);
        if !template.errors().is_empty() {
            self.find_invalid_scripts(path, value);
        }
        template
    }

    /// Reports an intent that a flow with intents of its own does not have.
    pub fn check_intent(&mut self, path: &str, name: &str) {
        let (name, intents) = (name.trim(), self.surroundings.intents);
        if name.is_empty()
            || intents.is_empty()
            || intents.binary_search_by(|known| (*known).cmp(name)).is_ok()
        {
            return;
        }
        let message = ["the flow has no intent `", &cut(name), "`"].concat();
        let help = suggestion(name, intents, "Add the intent, unless it comes with the messages.");
        self.report(Level::Warning, "unknown_intent", path, message, &help);
    }

    /// Reports a value of the wrong type.
    pub fn mistyped(&mut self, path: &str, expected: &str, value: &Value) {
        let message = ["`", path, "` must be ", expected, ", not `", &shown(value), "`"].concat();
        let help = ["Give it ", expected, " or leave it blank."].concat();
        self.report(Level::Error, "wrong_type", path, message, &help);
    }

    /// Reports a finding at a field.
    pub fn report(&mut self, level: Level, code: &str, path: &str, message: String, help: &str) {
        self.findings.push(Finding::new(level, code, message, help).node(self.id).field(path));
    }

    /// The field's value unless it is blank.
    fn value(&self, key: &str) -> Option<&'a Value> {
        self.object?.get(key).filter(|value| !is_blank(value))
    }

    fn default(&self, key: &str) -> Literal {
        self.descriptor.field(key).map_or(Literal::Null, |field| field.default)
    }

    fn scalar(&mut self, key: &str) -> Option<Str> {
        match self.value(key)? {
            value @ (Value::Array(_) | Value::Object(_)) => {
                self.mistyped(key, "a string", value);
                None
            }
            value => Some(text(value)),
        }
    }

    fn find_unknown_fields(&mut self) {
        for (key, _) in self.object.into_iter().flat_map(Object::iter) {
            let known = matches!(&**key, "label" | "note")
                || self.descriptor.field(key).is_some()
                || self.descriptor.nested(key).is_some();
            if !known {
                self.unknown_field(key, key, &self.descriptor.keys());
            }
        }
    }

    /// Checks a section's field, which nobody reads before the section is rendered.
    fn check(&mut self, path: &str, field: &NodeField, value: &Value) {
        let expected = match field.kind {
            FieldType::Toggle if value.as_bool().is_none() => "true or false",
            FieldType::Number => match literal_number(value) {
                None => "a number",
                Some(number) if (0.0..=NodeField::MAX).contains(&number) => return,
                Some(_) => return self.out_of_range(path, value),
            },
            FieldType::Select => match value.as_str() {
                None => "a string",
                Some(text) => {
                    if !field.options.iter().any(|option| option.value == text) {
                        self.unknown_option(path, text, field.options);
                    }
                    return;
                }
            },
            FieldType::TextArray => match value {
                Value::Object(_) => "an array of strings",
                Value::Array(items)
                    if items.iter().any(|item| item.as_array().is_some() || item.as_object().is_some()) =>
                {
                    "an array of strings"
                }
                _ => return,
            },
            FieldType::Text | FieldType::Template | FieldType::Expression | FieldType::Node
                if value.as_array().is_some() || value.as_object().is_some() =>
            {
                "a string"
            }
            FieldType::Cases if value.as_array().is_none() => "an array",
            FieldType::Json if value.as_array().is_none() && value.as_object().is_none() => {
                "an object or an array"
            }
            _ => return,
        };
        self.mistyped(path, expected, value);
    }

    /// Names the places of the scripts in `value` that do not parse.
    fn find_invalid_scripts(&mut self, path: &str, value: &Value) {
        match value {
            Value::String(text) => self.report_template(path, &Template::parse(text.clone())),
            Value::Array(items) => {
                for (at, item) in items.iter().enumerate() {
                    self.find_invalid_scripts(&[path, ".", &at.to_string()].concat(), item);
                }
            }
            Value::Object(object) => {
                if is_script(value) {
                    let source =
                        value.get("$cs").and_then(|script| script.get("script")).unwrap_or(&Value::Null);
                    for error in JsonTemplate::parse(value).errors() {
                        self.invalid_expression(path, &to_text(source), error);
                    }
                    return;
                }
                for (key, value) in object.iter() {
                    self.find_invalid_scripts(&[path, ".", key].concat(), value);
                }
            }
            Value::Undefined | Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn invalid_expression(&mut self, path: &str, source: &str, error: &Error) {
        let help = "Mend the expression; until then the flow cannot run.";
        self.report(
            Level::Error,
            "expression_invalid",
            path,
            script_message("the expression", source, error),
            help,
        );
    }

    fn report_template(&mut self, path: &str, template: &Template) {
        for error in template.errors() {
            let message = script_message("the text", template.source(), error);
            let help = "Mend the part between `{{` and `}}`; until then it shows nothing.";
            self.report(Level::Warning, "template_invalid", path, message, help);
        }
    }

    fn unknown_option(&mut self, path: &str, text: &str, options: &[Choice]) {
        let known: Vec<&str> = options.iter().map(|option| option.value).collect();
        let message = ["`", path, "` cannot be `", &cut(text), "`"].concat();
        let help = ["Choose one of `", &known.join("`, `"), "`."].concat();
        self.report(Level::Error, "unknown_option", path, message, &help);
    }

    fn unknown_field(&mut self, path: &str, key: &str, known: &[&str]) {
        let message =
            ["`", path, "` is not a field of `", self.descriptor.kind, "` and means nothing"].concat();
        let help = suggestion(key, known, "Take it out, or keep notes in `note`.");
        self.report(Level::Warning, "unknown_field", path, message, &help);
    }

    fn out_of_range(&mut self, path: &str, value: &Value) {
        let message = ["`", path, "` must be from 0 to 4294967295, not `", &shown(value), "`"].concat();
        self.report(Level::Error, "out_of_range", path, message, "Give it such a number or leave it blank.");
    }
}

/// A value other than a list or an object as a text.
fn text(value: &Value) -> Str {
    if let Value::String(text) = value { text.clone() } else { to_text(value).into() }
}

/// What should have been a name, as it stands in a sentence.
pub fn bare(value: &Value) -> String {
    value.as_str().map_or_else(|| shown(value), cut)
}

/// A value as it stands in a sentence, cut if it is long.
pub fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => ["\"", &cut(text), "\""].concat(),
        Value::Array(items) if items.len() > 9 => "[…]".into(),
        Value::Object(object) if object.len() > 9 => "{…}".into(),
        _ => cut(&to_json(value, None).unwrap_or_else(|| value.kind().into())),
    }
}

/// A text as it stands in a sentence.
pub fn cut(text: &str) -> String {
    let mut cut: String = text.chars().take(60).collect();
    if cut.len() < text.len() {
        cut.push('…');
    }
    cut
}

/// Whether a field counts as left out.
pub fn is_blank(value: &Value) -> bool {
    match value {
        Value::Undefined | Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => false,
    }
}

/// Whether only running the flow gives the value.
fn is_script(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains("{{"),
        Value::Object(object) => object.len() == 1 && object.get("$cs").is_some(),
        _ => false,
    }
}

fn literal_number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => Some(*number),
        Value::String(text) => text_to_decimal(text.trim()),
        _ => None,
    }
}

fn script_message(what: &str, source: &str, error: &Error) -> String {
    let place = error.at.saturating_add(1).to_string();
    [what, " `", &cut(source), "` has an error at character ", &place, ": ", &error.message].concat()
}
