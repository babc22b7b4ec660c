//! What an editor needs to draw a node kind's palette entry and its form.
//!
//! Descriptors are constant tables, and the parser of a node's data reads its defaults and options
//! from the same tables, so that form and flow cannot disagree. A field stands where it is shown:
//! fields, sections and the order of the form are printed from one layout. Nothing here reads a
//! flow.

use crate::value::{Object, Value};

/// One kind of node.
#[derive(Debug)]
pub struct NodeDescriptor {
    /// The `type` of nodes of this kind.
    pub kind: &'static str,
    /// What a new node is called.
    pub label: &'static str,
    /// What it does, in a sentence.
    pub summary: &'static str,
    /// Words under which a palette finds it; the first one is its group.
    pub tags: &'static [&'static str],
    /// The form, from top to bottom.
    pub layout: &'static [Item],
    /// Values that texts below this node may want to show.
    pub tokens: &'static [Token],
    /// The outgoing handles; `None` where the node's own cases give them.
    pub handles: Option<&'static [&'static str]>,
}

/// One entry of a form.
#[derive(Debug)]
pub enum Item {
    /// A field.
    Field(NodeField),
    /// Fields under a heading.
    Section(&'static Section),
    /// Sections that are declared elsewhere.
    Sections(&'static [&'static Section]),
}

/// Fields under a heading.
#[derive(Debug)]
pub struct Section {
    /// Its name within the node.
    pub key: &'static str,
    /// Its heading.
    pub label: &'static str,
    /// The fields, from top to bottom.
    pub fields: &'static [NodeField],
    /// When it is shown.
    pub condition: Option<Condition>,
    /// Whether the fields stand in an object of the section's name rather than beside the others.
    pub nested: bool,
    /// Where the host has to run that speaks to the section's providers; `None` if it is none of theirs.
    pub runs: Option<Place>,
}

/// Where a host runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Anywhere: what it needs may be public.
    Anywhere,
    /// On a server: its credential must not be in a browser, or it serves no browsers.
    Server,
    /// That depends on the provider's kind or settings.
    Depends,
}

impl Place {
    const fn as_str(self) -> &'static str {
        match self {
            Place::Anywhere => "anywhere",
            Place::Server => "server",
            Place::Depends => "depends",
        }
    }
}

/// One field of a form.
#[derive(Clone, Copy, Debug)]
pub struct NodeField {
    /// Its key in the node's data, or in the section's object.
    pub key: &'static str,
    /// What it is called.
    pub label: &'static str,
    /// What it is for.
    pub description: &'static str,
    /// What may stand in it.
    pub kind: FieldType,
    /// What an absent or blank field means.
    pub default: Literal,
    /// What to choose from.
    pub options: &'static [Choice],
    /// The parts of each entry, where the field is a list of objects.
    pub columns: &'static [&'static str],
    /// What a number counts.
    pub unit: Option<&'static str>,
    /// When it is shown.
    pub condition: Option<Condition>,
}

/// What may stand in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldType {
    /// A literal text.
    Text,
    /// A number from 0 on.
    Number,
    /// True or false.
    Toggle,
    /// One of the options.
    Select,
    /// Any JSON, with scripts in it.
    Json,
    /// A list of texts, or one text.
    TextArray,
    /// A script.
    Expression,
    /// A text with scripts in it.
    Template,
    /// A list of `{ id, value }`.
    Cases,
    /// The id of a node.
    Node,
}

/// A constant value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Literal {
    /// `null`.
    Null,
    /// True or false.
    Bool(bool),
    /// A number.
    Number(f64),
    /// A text.
    Text(&'static str),
    /// `[]`.
    Array,
    /// `{}`.
    Object,
}

/// An option of a select field.
#[derive(Clone, Copy, Debug)]
pub struct Choice {
    /// What stands in the flow.
    pub value: &'static str,
    /// What a person reads.
    pub label: &'static str,
}

/// When a field or a section is shown.
#[derive(Clone, Copy, Debug)]
pub enum Condition {
    /// When the field has the value.
    Is(&'static str, Literal),
    /// When the field has any other value.
    Not(&'static str, Literal),
    /// When all hold.
    And(&'static [Condition]),
    /// When one holds.
    Or(&'static [Condition]),
}

/// A value that a picker offers.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// What a person reads.
    pub label: &'static str,
    /// What kind of value it is.
    pub kind: &'static str,
    /// The expression.
    pub script: &'static str,
}

impl NodeField {
    /// The largest number that a field can mean, far beyond any sensible one.
    pub const MAX: f64 = 4_294_967_295.0;

    /// A field whose default is the blank of its type.
    pub const fn new(
        kind: FieldType,
        key: &'static str,
        label: &'static str,
        description: &'static str,
    ) -> Self {
        let default = match kind {
            FieldType::Text | FieldType::Expression | FieldType::Template | FieldType::Node => {
                Literal::Text("")
            }
            FieldType::Number | FieldType::Select => Literal::Null,
            FieldType::Toggle => Literal::Bool(false),
            FieldType::Json => Literal::Object,
            FieldType::TextArray | FieldType::Cases => Literal::Array,
        };
        NodeField {
            key,
            label,
            description,
            kind,
            default,
            options: &[],
            columns: &[],
            unit: None,
            condition: None,
        }
    }

    /// The same with another default.
    pub const fn default(mut self, default: Literal) -> Self {
        self.default = default;
        self
    }

    /// The same with options; the first one is the default.
    pub const fn options(mut self, options: &'static [Choice]) -> Self {
        self.options = options;
        if let Some(first) = options.first() {
            self.default = Literal::Text(first.value);
        }
        self
    }

    /// The same as a list of objects of these parts.
    pub const fn columns(mut self, columns: &'static [&'static str]) -> Self {
        self.columns = columns;
        self.default = Literal::Array;
        self
    }

    /// The same with a unit.
    pub const fn unit(mut self, unit: &'static str) -> Self {
        self.unit = Some(unit);
        self
    }

    /// The same, shown only under a condition.
    pub const fn when(mut self, condition: Condition) -> Self {
        self.condition = Some(condition);
        self
    }

    fn to_value(self, prefix: &str) -> Value {
        let options = self
            .options
            .iter()
            .map(|choice| object(&[("value", choice.value.into()), ("label", choice.label.into())]));
        object(&[
            ("key", [prefix, self.key].concat().into()),
            ("label", self.label.into()),
            ("description", self.description.into()),
            ("type", self.kind.as_str().into()),
            ("defaultValue", self.default.to_value()),
            ("options", if self.options.is_empty() { Value::Null } else { list(options) }),
            ("columns", if self.columns.is_empty() { Value::Null } else { texts(self.columns) }),
            ("unit", self.unit.into()),
            ("condition", self.condition.map(|condition| condition.to_value(prefix)).into()),
        ])
    }
}

impl Section {
    /// The keys of its fields.
    pub fn keys(&self) -> Vec<&'static str> {
        self.fields.iter().map(|field| field.key).collect()
    }

    /// What stands ahead of the keys of its fields.
    fn prefix(&self) -> String {
        if self.nested { [self.key, "."].concat() } else { String::new() }
    }
}

impl NodeDescriptor {
    /// The field at the top level of the node's data.
    pub fn field(&self, key: &str) -> Option<&'static NodeField> {
        self.layout.iter().find_map(|item| match item {
            Item::Field(field) => (field.key == key).then_some(field),
            Item::Section(section) if !section.nested => section.fields.iter().find(|field| field.key == key),
            Item::Section(_) | Item::Sections(_) => None,
        })
    }

    /// The keys of the node's data.
    pub fn keys(&self) -> Vec<&'static str> {
        let mut keys = Vec::new();
        for item in self.layout {
            if let Item::Field(field) = item {
                keys.push(field.key);
            }
            for section in item.sections() {
                if section.nested {
                    keys.push(section.key);
                } else {
                    keys.extend(section.keys());
                }
            }
        }
        keys
    }

    /// The section whose fields stand in an object at `key`.
    pub fn nested(&self, key: &str) -> Option<&'static Section> {
        self.sections().find(|section| section.nested && section.key == key)
    }

    /// All sections, from top to bottom.
    pub fn sections(&self) -> impl Iterator<Item = &'static Section> + use<> {
        self.layout.iter().flat_map(Item::sections).copied()
    }

    /// The `NodeDescriptor` of the package's type declarations.
    pub fn to_value(&self) -> Value {
        let (mut fields, mut sections, mut form) = (Vec::new(), Vec::new(), Vec::new());
        for item in self.layout {
            if let Item::Field(field) = item {
                fields.push(field.to_value(""));
                form.push(entry(field.key, "field"));
            }
            for section in item.sections() {
                let prefix = section.prefix();
                fields.extend(section.fields.iter().map(|field| field.to_value(&prefix)));
                let keys = section.fields.iter().map(|field| [&prefix, field.key].concat().into());
                sections.push(object(&[
                    ("key", section.key.into()),
                    ("label", section.label.into()),
                    ("defaultCollapsed", true.into()),
                    ("runs", section.runs.map(Place::as_str).into()),
                    ("fields", list(keys)),
                    ("condition", section.condition.map(|condition| condition.to_value("")).into()),
                ]));
                form.push(entry(section.key, "section"));
            }
        }
        let tokens = self.tokens.iter().map(|token| {
            object(&[
                ("label", token.label.into()),
                ("type", token.kind.into()),
                ("script", token.script.into()),
            ])
        });
        object(&[
            ("type", self.kind.into()),
            ("defaultLabel", self.label.into()),
            ("summary", self.summary.into()),
            ("tags", texts(self.tags)),
            ("fields", fields.into()),
            ("sections", sections.into()),
            ("form", form.into()),
            ("tokens", list(tokens)),
            ("handles", self.handles.map(texts).into()),
        ])
    }
}

impl Item {
    fn sections(&'static self) -> &'static [&'static Section] {
        match self {
            Item::Field(_) => &[],
            Item::Section(section) => std::slice::from_ref(section),
            Item::Sections(sections) => sections,
        }
    }
}

impl FieldType {
    /// The text that stands for it outside.
    pub const fn as_str(self) -> &'static str {
        match self {
            FieldType::Text => "text",
            FieldType::Number => "number",
            FieldType::Toggle => "toggle",
            FieldType::Select => "select",
            FieldType::Json => "json",
            FieldType::TextArray => "textArray",
            FieldType::Expression => "expression",
            FieldType::Template => "template",
            FieldType::Cases => "cases",
            FieldType::Node => "node",
        }
    }
}

impl Literal {
    /// The value.
    pub fn to_value(self) -> Value {
        match self {
            Literal::Null => Value::Null,
            Literal::Bool(truth) => truth.into(),
            Literal::Number(number) => number.into(),
            Literal::Text(text) => text.into(),
            Literal::Array => Vec::new().into(),
            Literal::Object => Object::new().into(),
        }
    }
}

impl Condition {
    fn to_value(self, prefix: &str) -> Value {
        let compare = |key: &str, value: Literal, negate: bool| {
            object(&[
                ("key", [prefix, key].concat().into()),
                ("value", value.to_value()),
                ("negate", negate.into()),
            ])
        };
        let all =
            |conditions: &[Condition]| list(conditions.iter().map(|condition| condition.to_value(prefix)));
        match self {
            Condition::Is(key, value) => compare(key, value, false),
            Condition::Not(key, value) => compare(key, value, true),
            Condition::And(conditions) => object(&[("and", all(conditions))]),
            Condition::Or(conditions) => object(&[("or", all(conditions))]),
        }
    }
}

fn entry(key: &'static str, kind: &'static str) -> Value {
    object(&[("key", key.into()), ("type", kind.into())])
}

fn object(entries: &[(&str, Value)]) -> Value {
    entries.iter().map(|(key, value)| (*key, value.clone())).collect::<Object>().into()
}

fn texts(texts: &[&str]) -> Value {
    list(texts.iter().map(|text| (*text).into()))
}

fn list(items: impl Iterator<Item = Value>) -> Value {
    items.collect::<Vec<_>>().into()
}
