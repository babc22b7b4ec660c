//! What codecs ask for, in the shapes that several of them share, written once.
//!
//! Nothing here knows a provider; what a field is called there is said by its codec.

use crate::contract::{Author, Millis, ProviderRequest, Signature, SocketAction, Webhook, WebhookAction};
use crate::provider::codec::{Answer, Next, Request, Spoken};
use crate::provider::line::{Order, Talk};
use crate::provider::payload::{at, fields, given, json, object_of, text, text_at};
use crate::provider::transcript;
use crate::value::{Object, Str, Value};

/// How long a request may be on its way still that counts as unanswered.
const DOUBT: u64 = 5_000;

impl Talk<'_> {
    /// From now on webhooks with this address are this handover's.
    pub fn open_webhook(&mut self, step: u32, address: Str) {
        self.send(step, Order::Beside, ProviderRequest::Webhook { action: WebhookAction::Open, address });
    }

    /// They are not any more.
    pub fn close_webhook(&mut self, address: Option<Str>) {
        if let Some(address) = address {
            self.post(ProviderRequest::Webhook { action: WebhookAction::Close, address });
        }
    }

    /// Opens a socket; it stands until it is lost or closed.
    pub fn open_socket(&mut self, step: u32, url: Option<Str>) {
        self.send(step, Order::Beside, socket(SocketAction::Open, url, None));
    }

    /// Closes it.
    pub fn close_socket(&mut self) {
        self.post(socket(SocketAction::Close, None, None));
    }

    /// Sends a request ahead of those that wait for their turn, at the end of the handover, too.
    pub fn send_first(&mut self, step: u32, request: ProviderRequest) {
        self.send(step, Order::Ordered, request);
        let last = self.line.errands.pop();
        last.into_iter().for_each(|first| self.line.errands.insert(0, first));
    }

    /// What an answer to the visitor's words means. Where nobody knows whether they were taken, the alarm is set:
    /// what has been said there is looked up then, and told by [`Talk::word_found`].
    pub fn word_answered(&mut self, step: u32, answer: &Answer, alarm: u32) -> Next {
        let id = text_at(&answer.body, "id").filter(|_| answer.is_ok());
        if id.is_some() {
            self.keep("spoken", id);
            return Next::Done;
        }
        if self.line.over || !(answer.is_ok() || answer.is_taken_maybe()) {
            return answer.usual();
        }
        let mut errands = self.line.errands.iter_mut();
        if let Some(errand) = errands.find(|errand| errand.step == step && errand.send.is_some()) {
            (errand.send, errand.due) = (None, Some(Millis::MAX));
            let mark = f64::from(errand.mark);
            self.keep("doubt", mark);
            self.alarm(alarm, DOUBT);
        }
        Next::Wait
    }

    /// The latest of the visitor's words there since those that were known to be taken: the doubtful ones were,
    /// or are said again.
    pub fn word_found(&mut self, id: Option<Str>) {
        let Some(mark) = self.counted("doubt").map(|mark| mark as u32) else { return };
        if id.is_some() {
            self.keep("spoken", id);
            self.done(mark);
        } else {
            self.send_again(mark);
        }
    }

    /// A text that the codec has kept and does not need any more.
    pub fn take_text(&mut self, key: &str) -> Option<Str> {
        text(&self.take(key))
    }
}

impl Spoken {
    /// A line of the system, as somebody's words.
    pub fn notice(author: Author, notice: &str) -> Self {
        Spoken { author, text: Some(notice.into()), data: Value::Null, attachments: Vec::new() }
    }
}

/// Something that is done with the conversation's socket.
pub fn socket(action: SocketAction, url: Option<Str>, body: Option<Str>) -> ProviderRequest {
    ProviderRequest::Socket { action, url, body, auth: None }
}

/// An object of the fields ahead, of texts under the keys of a source, and of the fields behind; what is null or
/// blank there is left out.
pub fn drawn(
    ahead: &[(&str, Value)],
    source: &Value,
    keys: &[(&str, &str)],
    behind: &[(&str, Value)],
) -> Value {
    let mut fields = ahead.to_vec();
    for (key, from) in keys {
        fields.push((*key, given(text_at(source, from))));
    }
    fields.extend_from_slice(behind);
    object_of(&mut fields)
}

/// The visitor's name.
pub fn name(profile: &Value) -> Value {
    text_at(profile, "name").unwrap_or_else(|| "Visitor".into()).into()
}

/// The fields of two sources, as texts; the second one wins.
pub fn worded(sources: [&Value; 2]) -> Object {
    let mut words = Object::new();
    for source in sources {
        for (key, value) in fields(source).iter() {
            words.insert(key.clone(), text(value).unwrap_or_else(|| json(value)));
        }
    }
    words
}

/// Custom attributes, and what Genesys' flows route by, under its names for language, skills and priority.
pub fn routing(request: &Request, names: [&'static str; 3]) -> Object {
    let section = request.settings;
    let mut words = worded([&request.metadata, at(&section.all, "customAttributes")]);
    let language = section.languages.first().or(request.locale.as_ref()).cloned();
    let priority = Some(section.priority.clone()).filter(|priority| &**priority != "none");
    for (key, value) in names.into_iter().zip([language, Some(section.skills.join(",").into()), priority]) {
        insert(&mut words, key, value);
    }
    words
}

/// Puts a text that is there and not empty into an object.
pub fn insert(object: &mut Object, key: &'static str, value: Option<Str>) {
    if let Some(value) = value.filter(|value| !value.is_empty()) {
        object.insert(key, value);
    }
}

/// A list, unless it has no items.
pub fn listed(items: Vec<Value>) -> Value {
    if items.is_empty() { Value::Null } else { items.into() }
}

/// The first words to the agent: what was said before, or that there is somebody.
pub fn opening(request: &Request) -> String {
    let said = transcript::in_words(&request.transcript);
    if said.is_empty() { "The visitor wants to talk to somebody.".into() } else { said }
}

/// The language of a locale, without its country.
pub fn language<'a>(request: &'a Request) -> Option<&'a str> {
    request.locale.as_deref().and_then(|locale| locale.split(['-', '_']).next())
}

/// A signature over the whole body, with the named secret.
pub fn signature(header: &str, algorithm: &str, encoding: &str, prefix: &str, auth: Str) -> Signature {
    Signature {
        header: header.into(),
        algorithm: algorithm.into(),
        encoding: encoding.into(),
        prefix: prefix.into(),
        timestamp: None,
        payload: None,
        auth,
        required: true,
    }
}

/// A webhook that is answered with 200 and nothing else.
pub fn webhook(address: Option<Str>, signature: Option<Signature>) -> Option<Webhook> {
    Some(Webhook { address, signature, status: 200, body: None, sign: None })
}
