//! Chatwoot, and Live Agent, which speaks the same: settings in a flow, and the application API, which needs a
//! server. Where the settings name an inbox of the client API, that is spoken instead.
//!
//! The API's description is Chatwoot's own, of version 4.10. A handover is a conversation of an API inbox;
//! what the bot has said goes along as a private note. What agents do arrives by webhook, which Chatwoot sends
//! once and never again, in any order: every half minute, and before it believes the end, the codec asks for what it
//! may have missed. A message to a resolved conversation opens it anew, so that nothing is sent after the end.

use crate::contract::{Author, Method, NoticeCode, Part, ProviderRequest, Signature, Webhook};
use crate::descriptor::{FieldType, NodeField, Place, Section};
use crate::provider::chatwoot_client::ChatwootClient;
use crate::provider::chatwoot_news::{agent_said, missed, status_told, visitor_said};
use crate::provider::codec::{
    Answer, Codec, Command, Frame, Next, Question, Request, Setting, SettingKind, Spoken,
};
use crate::provider::facts::read;
use crate::provider::fields;
use crate::provider::line::{Order, Talk};
use crate::provider::payload::{
    Http, at, fields as members, holds, is, items, items_at, number_at, numeric, object, pieces, text,
    text_at, texts,
};
use crate::provider::requests::{drawn, name, signature, webhook};
use crate::provider::transcript;
use crate::script::from_json;
use crate::value::{Str, Value};

/// Its section of the Handover to Agent node.
pub static SECTION: Section = Section {
    key: "chatwoot",
    label: "Chatwoot Settings",
    nested: true,
    runs: Some(Place::Depends),
    condition: Some(fields::of_kind("chatwoot")),
    fields: &[NodeField::new(
        FieldType::Template,
        "inboxId",
        "Chatwoot Inbox Id",
        "The inbox that gets the conversation.",
    )],
};

/// The longest content of a message, in characters.
pub const LONGEST: usize = 150_000;
/// The most files of a message.
pub const FILES: usize = 15;
/// What is wrong with a conversation without an id.
pub const NAMELESS: &str = "Chatwoot made a conversation and did not say which";
/// How often the codec asks for what a lost webhook has said.
const RECONCILE: u64 = 30_000;
/// How often it asks for the queue, unless the node says otherwise.
const QUEUE: u64 = 30_000;

// What requests are for.
const CONTACT: u32 = 1;
const SEARCH: u32 = 2;
const INBOX: u32 = 3;
const CONVERSATION: u32 = 4;
const WORD: u32 = 5;
const AMENITY: u32 = 6;
const WEBHOOK: u32 = 7;
const MISSED: u32 = 8;
const STATE: u32 = 9;
const PLACE: u32 = 10;
const SAID: u32 = 11;

// What alarms are for.
const ASK_MISSED: u32 = 1;
const ASK_PLACE: u32 = 2;
const LOOK_UP: u32 = 3;

/// The application API of Chatwoot and its kin.
pub struct Chatwoot;

impl Codec for Chatwoot {
    fn settings(&self) -> &'static [Setting] {
        const {
            &[
                Setting::needed("url"),
                Setting::optional("accountId", SettingKind::Text),
                Setting::optional("inboxId", SettingKind::Text),
                Setting::optional("inboxIdentifier", SettingKind::Text),
                Setting::optional("auth", SettingKind::Text),
                Setting::optional("webhookAuth", SettingKind::Text),
            ]
        }
    }

    fn needs_server(&self, settings: &Value) -> bool {
        !is_public(settings)
    }

    fn command(&self, command: Command, talk: &mut Talk) {
        if is_public(talk.settings) {
            return ChatwootClient.command(command, talk);
        }
        match command {
            Command::Request(request) => self.open(request, talk),
            Command::Message(spoken) => self.say(spoken, talk),
            Command::Typing(on) => {
                let body = object!([("typing_status", if on { "on" } else { "off" }.into())]);
                if let Some(request) = conversation(Method::Post, "/toggle_typing_status", talk) {
                    request.json(body).post(talk);
                }
            }
            Command::Notice(NoticeCode::UserJoined | NoticeCode::UserLeft | NoticeCode::Other, text) => {
                note(talk, text);
            }
            Command::Notice(..) => {}
            Command::End(_) => end(talk),
        }
    }

    fn answered(&self, step: u32, answer: &Answer, talk: &mut Talk) -> Next {
        if is_public(talk.settings) {
            return ChatwootClient.answered(step, answer, talk);
        }
        let body = &answer.body;
        match step {
            // The contact is known by another name; it is looked for by ours.
            CONTACT if answer.status == 422 => {
                let request = http(Method::Get, "/contacts/search?q=", talk).part(talk.conversation);
                request.send(SEARCH, Order::Ordered, talk);
                return Next::Done;
            }
            CONTACT if answer.is_ok() => {
                let contact = at(body, "payload/contact");
                let source = text_at(body, "payload/contact_inbox/source_id");
                self.contact_known(contact, source, talk);
            }
            SEARCH if answer.is_ok() => {
                let named =
                    |contact: &&Value| text_at(contact, "identifier").as_deref() == Some(talk.conversation);
                let Some(contact) = items_at(body, "payload").iter().find(named) else {
                    match unaddressed(talk) {
                        Some(contact) => contact_made(contact, talk),
                        None => talk.fail("config_invalid", "Chatwoot refuses the contact"),
                    }
                    return Next::Done;
                };
                let inbox = talk.kept("inbox");
                let of_inbox = |one: &&Value| text_at(one, "inbox/id") == inbox;
                let known = items_at(contact, "contact_inboxes").iter().find(of_inbox);
                let source = known.and_then(|one| text_at(one, "source_id"));
                self.contact_known(contact, source, talk);
            }
            INBOX if answer.is_ok() => {
                if let Some(source) = text_at(body, "source_id") {
                    self.create(&source, talk);
                }
            }
            CONVERSATION if answer.is_ok() => return self.created(body, talk),
            MISSED if answer.is_ok() || !talk.value("ended").is_nullish() => {
                missed(items_at(body, "payload"), talk);
                let ended = talk.take("ended");
                if ended.is_nullish() {
                    ask(STATE, "", "", talk);
                } else {
                    status_told(&ended, talk);
                }
                return Next::Done;
            }
            STATE if answer.is_ok() => status_told(body, talk),
            PLACE if answer.is_ok() => {
                if let Some(position) = number_at(body, "meta/unassigned_count").filter(|place| *place > 0) {
                    talk.queued(None, Some(position), None);
                }
            }
            WORD => return talk.word_answered(WORD, answer, LOOK_UP),
            SAID if answer.is_ok() => {
                let said = visitor_said(items_at(body, "payload"), talk);
                talk.word_found(said);
            }
            AMENITY | PLACE => return answer.amenity(),
            MISSED | STATE if answer.usual() != Next::Again => return Next::Done,
            _ => {}
        }
        answer.usual()
    }

    fn pushed(&self, frame: Frame, talk: &mut Talk) -> Result<(), String> {
        if is_public(talk.settings) {
            return ChatwootClient.pushed(frame, talk);
        }
        let event = read(frame, "Chatwoot")?;
        let kind = at(&event, "event").as_str().unwrap_or_default();
        let concerned = concerns(&event);
        if concerned.is_none() || concerned != talk.kept("conversation") {
            return Ok(());
        }
        match kind {
            "message_created" => drop(agent_said(&event, talk)),
            "conversation_status_changed" | "conversation_updated" | "conversation_resolved" => {
                if is(&event, "status", "resolved") {
                    talk.keep("ended", event);
                    talk.drop(MISSED);
                    ask_missed(talk);
                } else {
                    status_told(&event, talk);
                }
            }
            "conversation_typing_on" | "conversation_typing_off" => {
                let by_agent = !is(&event, "user/type", "contact");
                if by_agent && !holds(&event, "is_private") {
                    talk.typing(kind == "conversation_typing_on");
                }
            }
            _ => {
                let position = number_at(&event, "position");
                let wait = number_at(&event, "estimatedWaitTime");
                if position.is_some() || wait.is_some() {
                    talk.queued(None, position, wait);
                }
            }
        }
        Ok(())
    }

    fn webhook(&self, frame: Frame, settings: &Value) -> Option<Webhook> {
        let event = from_json(frame.body).unwrap_or_default();
        let auth = settings.get("webhookAuth").and_then(text);
        let signed = |auth| Signature {
            timestamp: Some("x-chatwoot-timestamp".into()),
            ..signature("x-chatwoot-signature", "HMAC-SHA256", "hex", "sha256=", auth)
        };
        webhook(concerns(&event), auth.map(signed))
    }

    fn due(&self, alarm: u32, talk: &mut Talk) {
        if is_public(talk.settings) {
            return ChatwootClient.due(alarm, talk);
        }
        if alarm == ASK_MISSED {
            ask_missed(talk);
            talk.alarm(ASK_MISSED, RECONCILE);
        } else if alarm == LOOK_UP {
            let spoken = talk.kept("spoken").unwrap_or_else(|| "0".into());
            ask(SAID, "/messages?after=", &spoken, talk);
        } else if alarm == ASK_PLACE {
            let inbox = talk.kept("inbox").unwrap_or_default();
            talk.drop(PLACE);
            // Whoever has somebody stands in no queue.
            if talk.kept("assignee").is_none() {
                let request =
                    http(Method::Get, "/conversations/meta?status=open&inbox_id=", talk).part(&inbox);
                request.send(PLACE, Order::Beside, talk);
            }
            let interval = talk.counted("interval").unwrap_or(QUEUE);
            talk.alarm(ASK_PLACE, interval.max(1_000));
        }
    }

    fn ask(&self, question: Question) -> Option<ProviderRequest> {
        if is_public(question.settings) {
            return ChatwootClient.ask(question);
        }
        let inbox = question.inbox.or_else(|| question.settings.get("inboxId").and_then(text))?;
        Some(account(Method::Get, question.settings).path("/inbox_members/").part(&inbox).request())
    }

    fn agents(&self, body: &str) -> Option<u32> {
        let answer = from_json(body).ok()?;
        let is_there = |agent: &&Value| {
            matches!(at(agent, "availability_status").as_str(), Some("online" | "available"))
        };
        let agents = answer.get("payload")?.as_array()?;
        u32::try_from(agents.iter().filter(is_there).count()).ok()
    }
}

impl Chatwoot {
    /// Makes a contact first: a conversation needs one. What the conversation is to hold is kept meanwhile.
    fn open(&self, request: Request, talk: &mut Talk) {
        if talk.setting("accountId").is_none() {
            return talk.fail("config_invalid", "neither `accountId` nor `inboxIdentifier` is set");
        }
        let section = request.settings;
        let inbox = section.all.get("inboxId").and_then(text).or_else(|| talk.setting("inboxId"));
        let Some(inbox) = inbox else {
            return talk.fail("config_invalid", "no `inboxId` is set");
        };
        let profile = &request.profile;
        let ahead = [
            ("inbox_id", numeric(Some(inbox.clone()))),
            ("identifier", talk.conversation.into()),
            ("name", name(profile)),
        ];
        let contact = drawn(&ahead, profile, &[("email", "email"), ("phone_number", "phoneNumber")], &[]);
        let mut attributes = members(&request.metadata);
        for (key, value) in [("channel", request.channel), ("language", request.locale)] {
            value.into_iter().for_each(|value| attributes.insert(key, value));
        }
        let labels = section.skills.iter().chain(&section.languages).cloned().collect::<Vec<_>>();
        talk.keep("inbox", inbox);
        talk.keep("attributes", Value::from(attributes));
        talk.keep("labels", texts(&labels));
        talk.keep("priority", section.priority.clone());
        talk.keep("transcript", transcript::in_words(&request.transcript));
        if let Some(interval) = section.queue_position {
            talk.keep("interval", if interval == 0 { QUEUE as f64 } else { interval as f64 });
        }
        talk.keep("contact", contact.clone());
        contact_made(contact, talk);
    }

    /// Goes on with the contact's place in the inbox, which is made where there is none.
    fn contact_known(&self, contact: &Value, source: Option<Str>, talk: &mut Talk) {
        let Some(id) = text_at(contact, "id") else { return };
        talk.keep("contact", id.clone());
        match source {
            Some(source) => self.create(&source, talk),
            None => {
                let body = object!([("inbox_id", numeric(talk.kept("inbox")))]);
                let request = http(Method::Post, "/contacts/", talk).part(&id).path("/contact_inboxes");
                request.json(body).send(INBOX, Order::Ordered, talk);
            }
        }
    }

    fn create(&self, source: &str, talk: &mut Talk) {
        if talk.line.over {
            return;
        }
        let attributes = talk.take("attributes");
        let body = object!([
            ("source_id", source.into()),
            ("inbox_id", numeric(talk.kept("inbox"))),
            ("contact_id", numeric(talk.kept("contact"))),
            ("status", "open".into()),
            ("custom_attributes", attributes),
        ]);
        http(Method::Post, "/conversations", talk).json(body).send(CONVERSATION, Order::Once, talk);
    }

    /// The conversation is there: it gets its note, labels and priority, and from now on words go both ways.
    fn created(&self, body: &Value, talk: &mut Talk) -> Next {
        let Some(id) = text_at(body, "id") else {
            talk.fail("protocol", NAMELESS);
            return Next::Done;
        };
        talk.keep("conversation", id.clone());
        if talk.line.over {
            end(talk);
            return Next::Done;
        }
        talk.open_webhook(WEBHOOK, id);
        let said = talk.take_text("transcript").unwrap_or_default();
        if !said.is_empty() {
            for piece in pieces(&said, LONGEST) {
                note(talk, &piece);
            }
        }
        let labels = talk.take("labels");
        if !items(&labels).is_empty() {
            post(talk, "/labels", AMENITY, Order::Beside, object!([("labels", labels)]));
        }
        let priority = talk.take("priority");
        if priority.as_str().is_some_and(|priority| priority != "none") {
            post(talk, "/toggle_priority", AMENITY, Order::Beside, object!([("priority", priority)]));
        }
        talk.taken();
        talk.alarm(ASK_MISSED, RECONCILE);
        if talk.line.session.get("interval").is_some() {
            talk.alarm(ASK_PLACE, 0);
        }
        Next::Done
    }

    fn say(&self, spoken: Spoken, talk: &mut Talk) {
        let words = spoken.in_words(false);
        if spoken.author != Author::Visitor {
            return note(talk, &words);
        }
        for piece in pieces(&words, LONGEST) {
            let body = object!([("content", piece.into()), ("message_type", "incoming".into())]);
            post(talk, "/messages", WORD, Order::Once, body);
        }
        for files in spoken.attachments.chunks(FILES) {
            let mut parts = vec![Part::word("message_type", "incoming".into())];
            for file in files {
                parts.push(Part::file("attachments[]", file));
            }
            if let Some(request) = conversation(Method::Post, "/messages", talk) {
                request.form(parts).send(WORD, Order::Once, talk);
            }
        }
    }
}

/// Whether the settings name an inbox of the client API, which a page may speak to by itself.
pub fn is_public(settings: &Value) -> bool {
    settings.get("inboxIdentifier").and_then(text).is_some()
}

/// The contact once more, without address and number, which the conversation gets: they are malformed, or somebody's
/// already, and nothing shows that the visitor is that one.
pub fn unaddressed(talk: &mut Talk) -> Option<Value> {
    let session = &mut talk.line.session;
    let mut contact = members(&session.remove("contact")?);
    let mut attributes = members(session.get("attributes")?);
    for key in ["email", "phone_number"] {
        contact.remove(key).into_iter().for_each(|value| attributes.insert(key, value));
    }
    session.insert("attributes", attributes);
    Some(contact.into())
}

/// The conversation that an event is about.
fn concerns(event: &Value) -> Option<Str> {
    let of_message = at(event, "conversation/id");
    text(if of_message.is_nullish() { at(event, "id") } else { of_message })
}

/// A line that only agents see.
fn note(talk: &mut Talk, content: &str) {
    let body =
        object!([("content", content.into()), ("message_type", "outgoing".into()), ("private", true.into())]);
    post(talk, "/messages", AMENITY, Order::Once, body);
}

fn contact_made(contact: Value, talk: &mut Talk) {
    http(Method::Post, "/contacts", talk).json(contact).send(CONTACT, Order::Ordered, talk);
}

/// Asks what was said; how the conversation stands is asked after that.
fn ask_missed(talk: &mut Talk) {
    let after = talk.kept("complete").unwrap_or_else(|| "0".into());
    ask(MISSED, "/messages?after=", &after, talk);
}

/// Asks for something of the conversation. What fails is not begun anew: whoever does not answer for long is dead.
fn ask(step: u32, path: &str, after: &str, talk: &mut Talk) {
    if let Some(request) =
        conversation(Method::Get, path, talk).filter(|_| !talk.awaits(step) && !talk.line.over)
    {
        request.path(after).send(step, Order::Beside, talk);
    }
}

/// Posts something to the conversation, once there is one.
fn post(talk: &mut Talk, path: &str, step: u32, turn: Order, body: Value) {
    if let Some(request) = conversation(Method::Post, path, talk) {
        request.json(body).send(step, turn, talk);
    }
}

fn end(talk: &mut Talk) {
    // One that is not there yet is resolved as soon as it is.
    post(talk, "/toggle_status", AMENITY, Order::Ordered, object!([("status", "resolved".into())]));
    talk.close_webhook(talk.kept("conversation"));
}

/// A request about the conversation, once there is one.
fn conversation(method: Method, path: &str, talk: &Talk) -> Option<Http> {
    Some(http(method, "/conversations/", talk).part(&talk.kept("conversation")?).path(path))
}

fn http(method: Method, path: &str, talk: &Talk) -> Http {
    account(method, talk.settings).path(path)
}

fn account(method: Method, settings: &Value) -> Http {
    let account = text_at(settings, "accountId").unwrap_or_default();
    let request = Http::new(method, text_at(settings, "url")).path("/api/v1/accounts/");
    request.part(&account).secret(settings, "chatwoot")
}
