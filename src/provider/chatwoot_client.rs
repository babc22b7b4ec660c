//! Chatwoot's public client API: what a page may speak by itself, with a socket that tells what happens.
//!
//! The contact's `source_id` and `pubsub_token` are the visitor's own and no secret of anybody else's. What was
//! said while the socket was lost is asked for when it stands again. Chatwoot pings on it every few seconds: one that
//! is silent is dead. There is no private note here: what the bot has said goes ahead as the visitor's first message.

use crate::contract::{Method, Part, SocketAction};
use crate::provider::chatwoot::{FILES, LONGEST, NAMELESS, unaddressed};
use crate::provider::chatwoot_news::{agent_said, missed, status_told, visitor_said};
use crate::provider::codec::{Answer, Codec, Command, Frame, Next, Request, Setting, Spoken};
use crate::provider::facts::read;
use crate::provider::line::{Order, Talk};
use crate::provider::payload::{
    Http, at, fields, given, holds, is, items, json, object, pieces, text, text_at,
};
use crate::provider::requests::{drawn, insert, socket};
use crate::provider::transcript;
use crate::value::Value;

/// How often the socket is told that the visitor is there.
const PRESENCE: u64 = 20_000;
/// A socket that has been silent for so long is dead.
const SILENCE: u64 = 30_000;

// What requests are for.
const CONTACT: u32 = 1;
const CONVERSATION: u32 = 2;
const SOCKET: u32 = 3;
const WORD: u32 = 4;
const MISSED: u32 = 5;
const STATE: u32 = 6;
const AMENITY: u32 = 7;
const SAID: u32 = 8;

// What alarms are for.
const THERE: u32 = 1;
const DEAD: u32 = 2;
const LOOK_UP: u32 = 3;

/// The client API.
pub struct ChatwootClient;

impl Codec for ChatwootClient {
    fn settings(&self) -> &'static [Setting] {
        &[]
    }

    fn command(&self, command: Command, talk: &mut Talk) {
        match command {
            Command::Request(request) => open(&request, talk),
            Command::Message(spoken) => say(&spoken, talk),
            Command::Typing(on) => {
                let body = object!([("typing_status", if on { "on" } else { "off" }.into())]);
                if let Some(request) = conversation(Method::Post, "/toggle_typing", talk) {
                    request.json(body).post(talk);
                }
            }
            Command::Notice(..) => {}
            Command::End(_) => end(talk),
        }
    }

    fn answered(&self, step: u32, answer: &Answer, talk: &mut Talk) -> Next {
        let body = &answer.body;
        match step {
            CONTACT if answer.status == 422 => {
                if let Some(contact) = unaddressed(talk) {
                    contact_made(contact, talk);
                    return Next::Done;
                }
            }
            CONTACT if answer.is_ok() => {
                for key in ["source_id", "pubsub_token"] {
                    talk.keep(key, given(text_at(body, key)));
                }
                if talk.kept("source_id").is_none() {
                    return Next::Again;
                }
                talk.take("contact");
                if !talk.line.over {
                    let attributes = talk.take("attributes");
                    let body = object!([("custom_attributes", attributes)]);
                    let request = contact(Method::Post, "/conversations", talk);
                    request.json(body).send(CONVERSATION, Order::Once, talk);
                }
            }
            CONVERSATION if answer.is_ok() => {
                talk.keep("conversation", given(text_at(body, "id")));
                if talk.kept("conversation").is_none() {
                    talk.fail("protocol", NAMELESS);
                    return Next::Done;
                }
                if talk.line.over {
                    end(talk);
                    return Next::Done;
                }
                let url = talk.setting("url").unwrap_or_default();
                let url = url.trim_end_matches('/').replacen("http", "ws", 1);
                let url = Some([&url, "/cable"].concat().into());
                talk.open_socket(SOCKET, url);
                if let Some(said) = talk.take_text("transcript") {
                    words(&said, talk);
                }
                talk.taken();
            }
            SOCKET if answer.is_ok() => {
                let frame = object!([("command", "subscribe".into()), ("identifier", channel(talk))]);
                talk.post(socket(SocketAction::Text, None, Some(json(&frame))));
                talk.alarm(THERE, PRESENCE);
                talk.alarm(DEAD, SILENCE);
            }
            SOCKET => lost(talk),
            WORD => return talk.word_answered(WORD, answer, LOOK_UP),
            MISSED | SAID if answer.is_ok() => {
                let listed = items(if body.as_array().is_some() { body } else { at(body, "payload") });
                // Both ask for the same.
                if talk.awaits(SAID) {
                    talk.drop(SAID);
                    let said = visitor_said(listed, talk);
                    talk.word_found(said);
                }
                if step == MISSED {
                    missed(listed, talk);
                    ask(STATE, "", talk);
                }
            }
            STATE if answer.is_ok() => status_told(body, talk),
            AMENITY => return answer.amenity(),
            MISSED | STATE if answer.usual() != Next::Again => return Next::Done,
            _ => {}
        }
        answer.usual()
    }

    fn pushed(&self, frame: Frame, talk: &mut Talk) -> Result<(), String> {
        let frame = read(frame, "Chatwoot")?;
        if talk.kept("conversation").is_some() {
            talk.alarm(DEAD, SILENCE);
        }
        match at(&frame, "type").as_str() {
            // Whatever was said before may have been said while nobody listened.
            Some("confirm_subscription") => ask(MISSED, "/messages", talk),
            Some("reject_subscription") => talk.fail("auth_failed", "Chatwoot refuses the contact's socket"),
            _ => {}
        }
        let message = at(&frame, "message");
        let data = at(message, "data");
        let of = ["conversation_id", "conversation/id", "id"];
        let told = of.iter().find_map(|path| text(at(data, path)));
        if told.is_none() || told != talk.kept("conversation") {
            return Ok(());
        }
        match at(message, "event").as_str().unwrap_or_default() {
            "message.created" => drop(agent_said(data, talk)),
            "conversation.status_changed" | "conversation.updated" | "assignee.changed" => {
                status_told(data, talk)
            }
            kind @ ("conversation.typing_on" | "conversation.typing_off")
                if !is(data, "user/type", "contact") && !holds(data, "is_private") =>
            {
                talk.typing(kind == "conversation.typing_on");
            }
            _ => {}
        }
        Ok(())
    }

    fn due(&self, alarm: u32, talk: &mut Talk) {
        if alarm == LOOK_UP {
            ask(SAID, "/messages", talk);
            return;
        }
        if alarm == DEAD {
            lost(talk);
            talk.close_socket();
            talk.resend(SOCKET);
            return;
        }
        let action = object!([("action", "update_presence".into())]);
        let frame = object!([
            ("command", "message".into()),
            ("identifier", channel(talk)),
            ("data", Value::String(json(&action))),
        ]);
        talk.post(socket(SocketAction::Text, None, Some(json(&frame))));
        talk.alarm(THERE, PRESENCE);
    }
}

/// The socket is gone.
fn lost(talk: &mut Talk) {
    talk.stop(THERE);
    talk.stop(DEAD);
}

fn ask(step: u32, path: &str, talk: &mut Talk) {
    let Some(request) = conversation(Method::Get, path, talk) else { return };
    talk.drop(step);
    request.send(step, Order::Beside, talk);
}

fn open(request: &Request, talk: &mut Talk) {
    let profile = &request.profile;
    const KEYS: [(&str, &str); 4] = [
        ("identifier_hash", "identifierHash"),
        ("name", "name"),
        ("email", "email"),
        ("phone_number", "phoneNumber"),
    ];
    let body = drawn(&[("identifier", talk.conversation.into())], profile, &KEYS, &[]);
    let mut attributes = fields(&request.metadata);
    let section = request.settings;
    insert(&mut attributes, "channel", request.channel.clone());
    insert(&mut attributes, "language", request.locale.clone());
    insert(&mut attributes, "skills", Some(section.skills.join(",").into()));
    insert(&mut attributes, "languages", Some(section.languages.join(",").into()));
    talk.keep("attributes", Value::from(attributes));
    talk.keep("transcript", transcript::in_words(&request.transcript));
    talk.keep("contact", body.clone());
    contact_made(body, talk);
}

fn contact_made(contact: Value, talk: &mut Talk) {
    http(Method::Post, "/contacts", talk).json(contact).send(CONTACT, Order::Ordered, talk);
}

fn say(spoken: &Spoken, talk: &mut Talk) {
    words(&spoken.in_words(false), talk);
    for files in spoken.attachments.chunks(FILES) {
        let mut parts = Vec::new();
        for file in files {
            parts.push(Part::file("attachments[]", file));
        }
        if let Some(request) = conversation(Method::Post, "/messages", talk) {
            request.form(parts).send(WORD, Order::Once, talk);
        }
    }
}

fn words(words: &str, talk: &mut Talk) {
    for piece in pieces(words, LONGEST) {
        let echo = talk.line.seq.saturating_add(1).to_string();
        let body = object!([("content", piece.into()), ("echo_id", echo.into())]);
        if let Some(request) = conversation(Method::Post, "/messages", talk) {
            request.json(body).send(WORD, Order::Once, talk);
        }
    }
}

fn end(talk: &mut Talk) {
    if let Some(request) = conversation(Method::Post, "/toggle_status", talk) {
        // It only ever resolves.
        request.send(AMENITY, Order::Ordered, talk);
        talk.close_socket();
    }
}

/// The identifier of the channel, which is JSON within JSON.
fn channel(talk: &Talk) -> Value {
    let token = given(talk.kept("pubsub_token"));
    Value::String(json(&object!([("channel", "RoomChannel".into()), ("pubsub_token", token)])))
}

/// A request about the conversation, once there is one.
fn conversation(method: Method, path: &str, talk: &Talk) -> Option<Http> {
    let conversation = talk.kept("conversation")?;
    Some(contact(method, "/conversations/", talk).part(&conversation).path(path))
}

fn contact(method: Method, path: &str, talk: &Talk) -> Http {
    http(method, "/contacts/", talk).part(&talk.kept("source_id").unwrap_or_default()).path(path)
}

fn http(method: Method, path: &str, talk: &Talk) -> Http {
    let inbox = talk.setting("inboxIdentifier").unwrap_or_default();
    let request = Http::new(method, talk.setting("url")).path("/public/api/v1/inboxes/");
    request.part(&inbox).path(path)
}
