//! Chatwoot's public client API: what a page may speak by itself, with a socket that tells what happens.
//!
//! The contact's `source_id` and `pubsub_token` are the visitor's own and no secret of anybody else's. What was
//! said while the socket was lost is asked for when it stands again. There is no private note here: what the bot
//! has said goes ahead as the visitor's first message.

use crate::contract::{Input, Method, Part, ProviderRequest, SocketAction};
use crate::provider::chatwoot::{FILES, LONGEST};
use crate::provider::chatwoot_news::{agent_said, missed, status_told};
use crate::provider::codec::{Answer, Codec, Command, Frame, Next, Question, Request, Setting, Spoken};
use crate::provider::line::{Order, Talk};
use crate::provider::payload::{Http, at, escaped, fields, given, items, json, object, pieces, text};
use crate::provider::transcript;
use crate::script::from_json;
use crate::value::{Str, Value};

/// How often the socket is told that the visitor is there.
const PRESENCE: u64 = 20_000;

// What requests are for.
const CONTACT: u32 = 1;
const CONVERSATION: u32 = 2;
const SOCKET: u32 = 3;
const WORD: u32 = 4;
const MISSED: u32 = 5;
const STATE: u32 = 6;
const AMENITY: u32 = 7;

/// What the alarm is for: the visitor's presence.
const THERE: u32 = 1;

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
                let body = object(&[("typing_status", if on { "on" } else { "off" }.into())]);
                if let Some(path) = conversation(talk, "/toggle_typing") {
                    talk.post(http(Method::Post, &path, talk).json(&body).request());
                }
            }
            Command::Notice(..) => {}
            Command::End(_) => end(talk),
        }
    }

    fn answered(&self, step: u32, answer: &Answer, talk: &mut Talk) -> Next {
        let body = &answer.body;
        match step {
            CONTACT if answer.is_ok() => {
                for key in ["source_id", "pubsub_token"] {
                    talk.keep(key, given(text(at(body, &[key]))));
                }
                if !talk.line.over {
                    let attributes = talk.line.session.remove("attributes").unwrap_or_default();
                    let body = object(&[("custom_attributes", attributes)]);
                    let path = contact(talk, "/conversations").unwrap_or_default();
                    let request = http(Method::Post, &path, talk).json(&body).request();
                    talk.send(CONVERSATION, Order::Once, request);
                }
            }
            CONVERSATION if answer.is_ok() => {
                talk.keep("conversation", given(text(at(body, &["id"]))));
                if talk.line.over {
                    end(talk);
                    return Next::Done;
                }
                let url = talk.setting("url").unwrap_or_default();
                let url = url.trim_end_matches('/').replacen("http", "ws", 1);
                let url = Some([&url, "/cable"].concat().into());
                let open =
                    ProviderRequest::Socket { action: SocketAction::Open, url, body: None, auth: None };
                talk.send(SOCKET, Order::Beside, open);
                if let Some(said) = talk.line.session.remove("transcript").as_ref().and_then(text) {
                    words(&said, talk);
                }
                talk.taken();
            }
            SOCKET if answer.is_ok() => {
                let frame = object(&[("command", "subscribe".into()), ("identifier", channel(talk))]);
                talk.post(socket(SocketAction::Text, Some(json(&frame))));
                talk.alarm(THERE, PRESENCE);
            }
            SOCKET => talk.stop(THERE),
            MISSED if answer.is_ok() => {
                let listed = if body.as_array().is_some() { body } else { at(body, &["payload"]) };
                missed(items(listed), talk);
                ask(STATE, "", talk);
            }
            STATE if answer.is_ok() => status_told(body, talk),
            MISSED | STATE | AMENITY if answer.usual() != Next::Again => return Next::Done,
            _ => {}
        }
        answer.usual()
    }

    fn pushed(&self, frame: Frame, talk: &mut Talk) -> Result<(), String> {
        let frame = from_json(frame.body).map_err(|error| ["Chatwoot sent no JSON: ", &error].concat())?;
        if at(&frame, &["type"]).as_str() == Some("confirm_subscription") {
            // Whatever was said before may have been said while nobody listened.
            ask(MISSED, "/messages", talk);
            return Ok(());
        }
        let message = at(&frame, &["message"]);
        let data = at(message, &["data"]);
        let of = [&["conversation_id"] as &[&str], &["conversation", "id"], &["id"]];
        let told = of.iter().find_map(|path| text(at(data, path)));
        if told.is_none() || told != talk.kept("conversation") {
            return Ok(());
        }
        match at(message, &["event"]).as_str().unwrap_or_default() {
            "message.created" => drop(agent_said(data, talk)),
            "conversation.status_changed" | "conversation.updated" | "assignee.changed" => {
                status_told(data, talk)
            }
            kind @ ("conversation.typing_on" | "conversation.typing_off")
                if at(data, &["user", "type"]).as_str() != Some("contact")
                    && at(data, &["is_private"]).as_bool() != Some(true) =>
            {
                talk.tell(Input::AgentTyping { on: kind == "conversation.typing_on" });
            }
            _ => {}
        }
        Ok(())
    }

    fn due(&self, _: u32, talk: &mut Talk) {
        let action = object(&[("action", "update_presence".into())]);
        let frame = object(&[
            ("command", "message".into()),
            ("identifier", channel(talk)),
            ("data", Value::String(json(&action))),
        ]);
        talk.post(socket(SocketAction::Text, Some(json(&frame))));
        talk.alarm(THERE, PRESENCE);
    }

    fn ask(&self, _: Question) -> Option<ProviderRequest> {
        None
    }

    fn agents(&self, _: &str) -> Option<u32> {
        None
    }
}

fn ask(step: u32, path: &str, talk: &mut Talk) {
    let Some(path) = conversation(talk, path) else { return };
    talk.drop(step);
    let request = http(Method::Get, &path, talk).request();
    talk.send(step, Order::Beside, request);
}

fn open(request: &Request, talk: &mut Talk) {
    let profile = &request.profile;
    let body = object(&[
        ("identifier", talk.conversation.into()),
        ("identifier_hash", given(text(at(profile, &["identifierHash"])))),
        ("name", given(text(at(profile, &["name"])))),
        ("email", given(text(at(profile, &["email"])))),
        ("phone_number", given(text(at(profile, &["phoneNumber"])))),
    ]);
    let mut attributes = fields(&request.metadata);
    let section = request.settings;
    let lists =
        [("skills", section.skills.join(",").into()), ("languages", section.languages.join(",").into())];
    let known = [("channel", request.channel.clone()), ("language", request.locale.clone())];
    for (key, value) in known.into_iter().chain(lists.map(|(key, list): (_, Str)| (key, Some(list)))) {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            attributes.insert(key, value);
        }
    }
    talk.keep("attributes", Value::from(attributes));
    talk.keep("transcript", transcript::in_words(&request.transcript));
    let request = http(Method::Post, "/contacts", talk).json(&body).request();
    talk.send(CONTACT, Order::Ordered, request);
}

fn say(spoken: &Spoken, talk: &mut Talk) {
    words(&spoken.in_words(false), talk);
    let Some(path) = conversation(talk, "/messages") else { return };
    for files in spoken.attachments.chunks(FILES) {
        let part = |file: &crate::contract::Attachment| Part {
            name: "attachments[]".into(),
            value: None,
            attachment: Some(file.clone()),
        };
        let request = http(Method::Post, &path, talk).form(files.iter().map(part).collect()).request();
        talk.send(WORD, Order::Once, request);
    }
}

fn words(words: &str, talk: &mut Talk) {
    let Some(path) = conversation(talk, "/messages") else { return };
    for piece in pieces(words, LONGEST).into_iter().filter(|piece| !piece.is_empty()) {
        let echo = talk.line.seq.saturating_add(1).to_string();
        let body = object(&[("content", piece.into()), ("echo_id", echo.into())]);
        let request = http(Method::Post, &path, talk).json(&body).request();
        talk.send(WORD, Order::Once, request);
    }
}

fn end(talk: &mut Talk) {
    if let Some(path) = conversation(talk, "/toggle_status") {
        let request = http(Method::Post, &path, talk).request();
        talk.send(AMENITY, Order::Once, request);
        talk.post(socket(SocketAction::Close, None));
    }
}

/// The identifier of the channel, which is JSON within JSON.
fn channel(talk: &Talk) -> Value {
    let token = given(talk.kept("pubsub_token"));
    Value::String(json(&object(&[("channel", "RoomChannel".into()), ("pubsub_token", token)])))
}

pub fn socket(action: SocketAction, body: Option<Str>) -> ProviderRequest {
    ProviderRequest::Socket { action, url: None, body, auth: None }
}

fn contact(talk: &Talk, path: &str) -> Option<String> {
    Some(["/contacts/", &*escaped(&talk.kept("source_id")?), path].concat())
}

fn conversation(talk: &Talk, path: &str) -> Option<String> {
    contact(talk, &["/conversations/", &*escaped(&talk.kept("conversation")?), path].concat())
}

fn http(method: Method, path: &str, talk: &Talk) -> Http {
    let url = talk.setting("url").unwrap_or_default();
    let inbox = escaped(&talk.setting("inboxIdentifier").unwrap_or_default());
    Http::new(method, &[url.trim_end_matches('/'), "/public/api/v1/inboxes/", &inbox, path])
}
