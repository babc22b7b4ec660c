//! Genesys Cloud's guest chat, version 2: a conversation over HTTP, and a socket that tells what happens in it.
//!
//! A page may speak it by itself. The conversation is routed once the socket stands. The socket names members by
//! their ids alone: who they are is asked, and what they have said meanwhile waits. What was said while the socket
//! was lost is asked for when it stands again; as it beats every half minute, one that is silent is dead. Genesys has
//! supported it no longer since 6 November 2025.

use crate::contract::{Agent, Method};
use crate::provider::codec::{Answer, Codec, Command, Frame, Next, Request, Setting, SettingKind};
use crate::provider::facts::{person, read};
use crate::provider::line::{Order, Talk};
use crate::provider::payload::{
    Http, at, fields, given, is, items, items_at, number, object, pieces, text, text_at,
};
use crate::provider::requests::{drawn, listed, name, worded};
use crate::provider::transcript;
use crate::value::{Object, Value};

/// The longest text of a message, in characters.
const LONGEST: usize = 4_000;
/// How many messages are asked for at once.
const PAGE: usize = 100;
/// A socket that has been silent for so long is dead.
const SILENCE: u64 = 90_000;

// What requests are for.
const START: u32 = 1;
const SOCKET: u32 = 2;
const WORD: u32 = 3;
const WHO: u32 = 4;
const MISSED: u32 = 5;
const END: u32 = 6;
const MEMBERS: u32 = 7;
const SAID: u32 = 8;

// What alarms are for.
const DEAD: u32 = 1;
const LOOK_UP: u32 = 2;

/// The guest API.
pub struct GenesysGuestChat;

impl Codec for GenesysGuestChat {
    fn settings(&self) -> &'static [Setting] {
        const {
            &[
                Setting::needed("url"),
                Setting::needed("organizationId"),
                Setting::needed("deploymentId"),
                Setting::needed("queue"),
                Setting::optional("memberAuthToken", SettingKind::Text),
            ]
        }
    }

    fn command(&self, command: Command, talk: &mut Talk) {
        match command {
            Command::Request(request) => open(&request, talk),
            Command::Message(spoken) => say(&spoken.in_words(true), talk),
            Command::Typing(true) => {
                if let Some(request) = member(Method::Post, "/typing", talk) {
                    request.post(talk);
                }
            }
            Command::Typing(false) => {}
            Command::Notice(_, notice) => say(notice, talk),
            Command::End(_) => end(talk),
        }
    }

    fn answered(&self, step: u32, answer: &Answer, talk: &mut Talk) -> Next {
        let body = &answer.body;
        match step {
            START if answer.is_ok() => {
                for (key, path) in [("id", "id"), ("jwt", "jwt"), ("member", "member/id")] {
                    talk.keep(key, given(text(at(body, path))));
                }
                if talk.line.over {
                    end(talk);
                } else {
                    let url = text_at(body, "eventStreamUri");
                    talk.open_socket(SOCKET, url);
                }
            }
            SOCKET if answer.is_ok() => {
                talk.alarm(DEAD, SILENCE);
                let is_first = talk.kept("stands").is_none();
                talk.keep("stands", "yes");
                talk.taken();
                if is_first {
                    if let Some(said) = talk.take_text("transcript") {
                        say(&said, talk);
                    }
                } else {
                    ask_said(MISSED, "last", talk);
                }
            }
            SOCKET => talk.stop(DEAD),
            WHO if answer.is_ok() => member_known(body, talk),
            MISSED if answer.is_ok() => {
                let missed = items_at(body, "entities");
                missed.iter().for_each(|message| heard(message, talk));
                let last = missed.last().and_then(|message| text_at(message, "id"));
                let is_more = missed.len() == PAGE && last != talk.kept("last");
                talk.keep("last", last.or(talk.kept("last")));
                if is_more {
                    ask_said(MISSED, "last", talk);
                } else {
                    // Who has come and gone meanwhile: what they said is heard first.
                    ask(MEMBERS, "/members", "", talk);
                }
            }
            MEMBERS if answer.is_ok() => {
                let members = items_at(body, "entities");
                members.iter().for_each(|member| member_known(member, talk));
                let is_gone = |member: &&Value| is(member, "state", "DISCONNECTED");
                members.iter().filter(is_gone).for_each(|member| gone(member, talk));
            }
            WORD | SAID | WHO | MISSED | MEMBERS if answer.status == 401 => {
                talk.fail("session_expired", "the guest's session with Genesys is over");
                return Next::Fail;
            }
            WORD => return talk.word_answered(WORD, answer, LOOK_UP),
            SAID if answer.is_ok() => {
                let said = items_at(body, "entities")
                    .iter()
                    .rev()
                    .find(|message| is_said(message) && is_mine(message, talk));
                let id = said.and_then(|message| text_at(message, "id"));
                talk.word_found(id);
            }
            WHO | MISSED | MEMBERS | END if answer.usual() != Next::Again => {
                if step == WHO {
                    nobody_known(talk);
                }
                return Next::Done;
            }
            _ => {}
        }
        answer.usual()
    }

    fn pushed(&self, frame: Frame, talk: &mut Talk) -> Result<(), String> {
        let event = read(frame, "Genesys")?;
        let body = at(&event, "eventBody");
        let id = talk.kept("id");
        if id.is_some() {
            talk.alarm(DEAD, SILENCE);
        }
        if id.is_none() || text_at(body, "conversation/id") != id {
            return Ok(());
        }
        match at(&event, "metadata/type").as_str().unwrap_or_default() {
            "message" => {
                // What was missed is asked for after what came before it.
                if !talk.awaits(MISSED) {
                    talk.keep("last", given(text_at(body, "id")));
                }
                heard(body, talk);
            }
            "typing-indicator" if role(at(body, "sender/id"), talk).as_deref() == Some("AGENT") => {
                talk.typing(true);
            }
            "member-change" => {
                let member = at(body, "member");
                match at(member, "state").as_str() {
                    Some("CONNECTED") => ask_who(member, talk),
                    Some("DISCONNECTED") => gone(member, talk),
                    _ => {}
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn due(&self, alarm: u32, talk: &mut Talk) {
        if alarm == LOOK_UP {
            return ask_said(SAID, "spoken", talk);
        }
        talk.close_socket();
        talk.resend(SOCKET);
    }
}

fn open(request: &Request, talk: &mut Talk) {
    let section = request.settings;
    let profile = &request.profile;
    let custom = worded([&request.metadata, at(&section.all, "customAttributes")]);
    let target = object!([
        ("targetType", "QUEUE".into()),
        ("targetAddress", given(talk.setting("queue"))),
        ("skills", listed(section.skills.iter().cloned().map(Value::String).collect())),
        ("language", given(section.languages.first().cloned())),
        (
            "priority",
            number(&section.priority.clone().into())
                .map(|priority| priority as f64)
                .map(Value::Number)
                .into(),
        ),
    ]);
    const KEYS: [(&str, &str); 4] = [
        ("firstName", "firstName"),
        ("lastName", "lastName"),
        ("email", "email"),
        ("phoneNumber", "phoneNumber"),
    ];
    let custom = if custom.is_empty() { Value::Null } else { custom.into() };
    let guest = drawn(&[("displayName", name(profile))], profile, &KEYS, &[("customFields", custom)]);
    let body = drawn(
        &[],
        talk.settings,
        &[
            ("organizationId", "organizationId"),
            ("deploymentId", "deploymentId"),
            ("memberAuthToken", "memberAuthToken"),
        ],
        &[("routingTarget", target), ("memberInfo", guest)],
    );
    talk.keep("transcript", transcript::in_words(&request.transcript));
    http(Method::Post, talk).json(body).send(START, Order::Once, talk);
}

fn say(words: &str, talk: &mut Talk) {
    for piece in pieces(words, LONGEST) {
        let body = object!([("body", piece.into()), ("bodyType", "standard".into())]);
        if let Some(request) = member(Method::Post, "/messages", talk) {
            request.json(body).send(WORD, Order::Once, talk);
        }
    }
}

fn end(talk: &mut Talk) {
    if let Some(request) = member(Method::Delete, "", talk) {
        request.send(END, Order::Ordered, talk);
    }
    talk.close_socket();
}

/// Asks for what was said after the message whose id is kept under a key.
fn ask_said(step: u32, after: &str, talk: &mut Talk) {
    match talk.kept(after) {
        Some(after) => ask(step, "/messages?sortOrder=ascending&maxResults=100&after=", &after, talk),
        None => ask(step, "/messages?sortOrder=ascending&maxResults=100", "", talk),
    }
}

/// Asks for something of the conversation.
fn ask(step: u32, path: &str, part: &str, talk: &mut Talk) {
    let Some(id) = talk.kept("id") else { return };
    let request = http(Method::Get, talk).path("/").part(&id).path(path).part(part);
    if step != WHO {
        // Its answer may be older than the socket.
        talk.drop(step);
    }
    request.send(step, Order::Beside, talk);
}

/// A message of the socket or of the list.
fn heard(message: &Value, talk: &mut Talk) {
    let sender = at(message, "sender/id");
    if !is_said(message) || is_mine(message, talk) {
        return;
    }
    let Some(role) = role(sender, talk) else {
        let mut waiting = items(talk.value("waiting")).to_vec();
        waiting.push(message.clone());
        talk.keep("waiting", waiting);
        ask_who(at(message, "sender"), talk);
        return;
    };
    let id = text_at(message, "id");
    let words = at(message, "body");
    if &*role == "AGENT" {
        let agent = known(sender, talk).and_then(named);
        talk.keep("agent", text(sender));
        talk.said(id, words, Value::Null, Vec::new(), agent, Vec::new());
    } else if let Some(words) = text(words) {
        let data = Object::from_iter([("text", words)]);
        talk.news(id, data);
    }
}

/// Whether it is what somebody says, and not that somebody has come or gone.
fn is_said(message: &Value) -> bool {
    at(message, "bodyType").as_str().is_none_or(|kind| kind == "standard")
}

fn is_mine(message: &Value, talk: &Talk) -> bool {
    text_at(message, "sender/id") == talk.kept("member")
}

fn named(member: &Value) -> Option<Agent> {
    person(at(member, "id"), at(member, "displayName"), at(member, "avatarImageUrl"))
}

/// What a member is; `None` while nobody knows.
fn role(member: &Value, talk: &Talk) -> Option<crate::value::Str> {
    text_at(known(member, talk)?, "role")
}

fn known<'a>(member: &Value, talk: &'a Talk) -> Option<&'a Value> {
    talk.value("members").get(&text(member)?)
}

fn ask_who(member: &Value, talk: &mut Talk) {
    let Some(id) = text_at(member, "id") else { return };
    if Some(&id) != talk.kept("member").as_ref() {
        ask(WHO, "/members/", &id, talk);
    }
}

/// Who somebody is has become known; what they said meanwhile is heard now.
fn member_known(member: &Value, talk: &mut Talk) {
    let Some(id) = text_at(member, "id") else { return };
    let is_agent = is(member, "role", "AGENT");
    let is_news = role(&id.clone().into(), talk).is_none();
    let mut members = fields(talk.value("members"));
    members.insert(id.clone(), member.clone());
    talk.keep("members", Value::from(members));
    if is_agent && is_news && matches!(at(member, "state").as_str(), None | Some("CONNECTED")) {
        talk.keep("agent", id);
        talk.accepted(None, named(member));
    }
    let waiting = talk.take("waiting");
    for message in items(&waiting) {
        heard(message, talk);
    }
}

/// Who somebody is cannot be had. Once nobody is asked for any more, whoever's words wait counts as an agent.
fn nobody_known(talk: &mut Talk) {
    if talk.line.errands.iter().filter(|errand| errand.step == WHO).count() > 1 {
        return;
    }
    let waiting = talk.value("waiting").clone();
    for message in items(&waiting) {
        let id = at(message, "sender/id").clone();
        member_known(&object!([("id", id), ("role", "AGENT".into())]), talk);
    }
}

fn gone(member: &Value, talk: &mut Talk) {
    let id = text_at(member, "id");
    if id == talk.kept("member") {
        talk.close_socket();
        talk.resolved(None, None);
    } else if id.is_some() && id == talk.kept("agent") {
        // Of those before the present agent it is known.
        talk.left(None, named(&object!([("id", id.into())])), false);
    }
}

/// A request about the visitor in the conversation, once there is one.
fn member(method: Method, path: &str, talk: &Talk) -> Option<Http> {
    let (id, member) = (talk.kept("id")?, talk.kept("member")?);
    Some(http(method, talk).path("/").part(&id).path("/members/").part(&member).path(path))
}

fn http(method: Method, talk: &Talk) -> Http {
    let request = Http::new(method, talk.setting("url")).path("/api/v2/webchat/guest/conversations");
    request.bearer(talk.kept("jwt"))
}
