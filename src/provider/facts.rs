//! What contact centres tell, as the engine's facts: the shapes that most of them share, written once.
//!
//! Nothing here knows a provider; where a field stands is said by its codec.

use crate::contract::{Agent, Attachment, Input, QuickReply};
use crate::provider::codec::Frame;
use crate::provider::line::Talk;
use crate::provider::payload::{at, items, text};
use crate::script::from_json;
use crate::value::{Object, Str, Value};

impl Talk<'_> {
    /// The agent types, or stops.
    pub fn typing(&mut self, on: bool) {
        self.tell(Input::AgentTyping { on });
    }

    /// It stands in a queue, or has moved in it; whoever stands at 0 is next.
    pub fn queued(&mut self, id: Option<Str>, position: Option<u64>, estimated_wait_time: Option<u64>) {
        let position = position.and_then(|place| u32::try_from(place.max(1)).ok());
        self.tell(Input::HandoverQueued { id, position, estimated_wait_time });
    }

    /// An agent has taken it.
    pub fn accepted(&mut self, id: Option<Str>, agent: Option<Agent>) {
        self.tell(Input::HandoverAccepted { id, agent });
    }

    /// The agent is gone, and hands over to another one or not.
    pub fn left(&mut self, id: Option<Str>, agent: Option<Agent>, transferring: bool) {
        self.tell(Input::AgentLeft { id, agent, transferring: transferring.then_some(true) });
    }

    /// An agent's words were said at this time: before the leaving that is kept as `gone`, they change nothing about it.
    pub fn said_at(&mut self, time: Option<Str>, transferring: bool) {
        if time.zip(self.kept("gone")).is_some_and(|(said, gone)| said < gone) {
            self.left(None, None, transferring);
        }
    }

    /// It is over.
    pub fn resolved(&mut self, id: Option<Str>, resolution: Option<Str>) {
        self.tell(Input::HandoverResolved { id, summary: None, resolution });
    }

    /// The visitor has ended it at the contact centre, which is told so as of an end here.
    pub fn cancelled(&mut self) {
        self.tell(Input::Cancel {});
    }

    /// The contact centre reports something of its own.
    pub fn news(&mut self, id: Option<Str>, data: Object) {
        self.tell(Input::HandoverUpdate { id, data });
    }

    /// The agent says something.
    pub fn said(
        &mut self,
        id: Option<Str>,
        words: &Value,
        data: Value,
        attachments: Vec<Attachment>,
        agent: Option<Agent>,
        quick_replies: Vec<QuickReply>,
    ) {
        self.tell(Input::AgentMessage { id, text: text(words), data, attachments, agent, quick_replies });
    }
}

/// Somebody of whom anything is known.
pub fn person(id: &Value, name: &Value, image: &Value) -> Option<Agent> {
    let agent = Agent { id: text(id), display_name: text(name), avatar_image: text(image) };
    let is_known = agent.id.is_some() || agent.display_name.is_some() || agent.avatar_image.is_some();
    is_known.then_some(agent)
}

/// What stands at the first of these keys that has a text.
pub fn either<'a>(value: &'a Value, keys: &[&str]) -> &'a Value {
    let has_text = |found: &&&Value| text(found).is_some();
    keys.iter().filter_map(|key| value.get(key)).find(|found| has_text(&found)).unwrap_or(&Value::Null)
}

/// The files of a list, from where the keys say that their addresses, kinds and names stand.
pub fn files(list: &Value, [url, mime_type, name]: [&str; 3]) -> Vec<Attachment> {
    let mut files = Vec::new();
    for file in items(list) {
        if let Some(url) = text(at(file, url)) {
            files.push(Attachment { url, mime_type: text(at(file, mime_type)), name: text(at(file, name)) });
        }
    }
    files
}

/// The choices of a list, from where the keys say that their titles and payloads stand.
pub fn choices(list: &Value, title: &str, payload: &str) -> Vec<QuickReply> {
    let mut choices = Vec::new();
    for item in items(list) {
        if let Some(title) = text(at(item, title)) {
            let payload = text(at(item, payload)).unwrap_or_else(|| title.clone());
            choices.push(QuickReply { title, payload });
        }
    }
    choices
}

/// What a frame says; fails with a sentence where that is no JSON.
pub fn read(frame: Frame, who: &str) -> Result<Value, String> {
    from_json(frame.body).map_err(|error| [who, " sent no JSON: ", &error].concat())
}
