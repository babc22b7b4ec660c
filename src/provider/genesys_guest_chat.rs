//! Genesys Cloud's guest chat, version 2: a conversation over HTTP, and a socket that tells what happens in it.
//!
//! A page may speak it by itself. The conversation is routed once the socket stands. The socket names members by
//! their ids alone: who they are is asked, and what they have said meanwhile waits. What was said while the socket
//! was lost is asked for when it stands again. Genesys has supported it no longer since 6 November 2025.

use crate::contract::{Agent, Input, Method, ProviderRequest, SocketAction};
use crate::provider::codec::{Answer, Codec, Command, Frame, Next, Question, Request, Setting, SettingKind};
use crate::provider::line::{Order, Talk};
use crate::provider::payload::{Http, at, escaped, given, items, json, number, object, pieces, text, texts};
use crate::provider::transcript;
use crate::script::from_json;
use crate::value::{Object, Value};

/// The longest text of a message, in characters.
const LONGEST: usize = 4_000;

// What requests are for.
const START: u32 = 1;
const SOCKET: u32 = 2;
const WORD: u32 = 3;
const WHO: u32 = 4;
const MISSED: u32 = 5;
const END: u32 = 6;
const MEMBERS: u32 = 7;

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
                if let Some(path) = member(talk, "/typing") {
                    talk.post(http(Method::Post, &path, talk).request());
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
                for (key, path) in
                    [("id", &["id"] as &[&str]), ("jwt", &["jwt"]), ("member", &["member", "id"])]
                {
                    talk.keep(key, given(text(at(body, path))));
                }
                if talk.line.over {
                    end(talk);
                } else {
                    let url = text(at(body, &["eventStreamUri"]));
                    let open =
                        ProviderRequest::Socket { action: SocketAction::Open, url, body: None, auth: None };
                    talk.send(SOCKET, Order::Beside, open);
                }
            }
            SOCKET if answer.is_ok() => {
                let is_first = talk.kept("stands").is_none();
                talk.keep("stands", "yes");
                talk.taken();
                if is_first {
                    if let Some(said) = talk.line.session.remove("transcript").as_ref().and_then(text) {
                        say(&said, talk);
                    }
                } else if let Some(id) = talk.kept("id") {
                    let path = ["/", &*escaped(&id), "/messages?sortOrder=ascending&maxResults=100"].concat();
                    let request = http(Method::Get, &path, talk).request();
                    talk.drop(MISSED);
                    talk.send(MISSED, Order::Beside, request);
                }
            }
            WHO if answer.is_ok() => member_known(body, talk),
            MISSED if answer.is_ok() => {
                for message in items(at(body, &["entities"])) {
                    heard(message, talk);
                }
                // Who has come and gone meanwhile: what they said is heard first.
                if let Some(id) = talk.kept("id") {
                    let path = ["/", &*escaped(&id), "/members"].concat();
                    let request = http(Method::Get, &path, talk).request();
                    talk.drop(MEMBERS);
                    talk.send(MEMBERS, Order::Beside, request);
                }
            }
            MEMBERS if answer.is_ok() => {
                let members = items(at(body, &["entities"]));
                members.iter().for_each(|member| member_known(member, talk));
                let is_gone = |member: &&Value| at(member, &["state"]).as_str() == Some("DISCONNECTED");
                members.iter().filter(is_gone).for_each(|member| gone(member, talk));
            }
            WORD | WHO | MISSED | MEMBERS if answer.status == 401 => {
                talk.fail("session_expired", "the guest's session with Genesys is over");
                return Next::Fail;
            }
            WHO | MISSED | MEMBERS | END if answer.usual() != Next::Again => return Next::Done,
            _ => {}
        }
        answer.usual()
    }

    fn pushed(&self, frame: Frame, talk: &mut Talk) -> Result<(), String> {
        let event = from_json(frame.body).map_err(|error| ["Genesys sent no JSON: ", &error].concat())?;
        let body = at(&event, &["eventBody"]);
        let id = talk.kept("id");
        if id.is_none() || text(at(body, &["conversation", "id"])) != id {
            return Ok(());
        }
        match at(&event, &["metadata", "type"]).as_str().unwrap_or_default() {
            "message" => heard(body, talk),
            "typing-indicator" if role(at(body, &["sender", "id"]), talk).as_deref() == Some("AGENT") => {
                talk.tell(Input::AgentTyping { on: true });
            }
            "member-change" => {
                let member = at(body, &["member"]);
                match at(member, &["state"]).as_str() {
                    Some("CONNECTED") => ask_who(member, talk),
                    Some("DISCONNECTED") => gone(member, talk),
                    _ => {}
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn ask(&self, _: Question) -> Option<ProviderRequest> {
        None
    }

    fn agents(&self, _: &str) -> Option<u32> {
        None
    }
}

fn open(request: &Request, talk: &mut Talk) {
    let section = request.settings;
    let profile = &request.profile;
    let mut custom = Object::new();
    for source in [&request.metadata, at(&section.all, &["customAttributes"])] {
        for (key, value) in source.as_object().iter().flat_map(|fields| fields.iter()) {
            custom.insert(key.clone(), text(value).unwrap_or_else(|| json(value)));
        }
    }
    let target = object(&[
        ("targetType", "QUEUE".into()),
        ("targetAddress", given(talk.setting("queue"))),
        ("skills", if section.skills.is_empty() { Value::Null } else { texts(&section.skills) }),
        ("language", given(section.languages.first().cloned())),
        (
            "priority",
            number(&section.priority.clone().into())
                .map(|priority| priority as f64)
                .map(Value::Number)
                .into(),
        ),
    ]);
    let name = text(at(profile, &["name"])).unwrap_or_else(|| "Visitor".into());
    let guest = object(&[
        ("displayName", name.into()),
        ("firstName", given(text(at(profile, &["firstName"])))),
        ("lastName", given(text(at(profile, &["lastName"])))),
        ("email", given(text(at(profile, &["email"])))),
        ("phoneNumber", given(text(at(profile, &["phoneNumber"])))),
        ("customFields", if custom.is_empty() { Value::Null } else { custom.into() }),
    ]);
    let body = object(&[
        ("organizationId", given(talk.setting("organizationId"))),
        ("deploymentId", given(talk.setting("deploymentId"))),
        ("routingTarget", target),
        ("memberInfo", guest),
        ("memberAuthToken", given(talk.setting("memberAuthToken"))),
    ]);
    talk.keep("transcript", transcript::in_words(&request.transcript));
    let request = http(Method::Post, "", talk).json(&body).request();
    talk.send(START, Order::Once, request);
}

fn say(words: &str, talk: &mut Talk) {
    let Some(path) = member(talk, "/messages") else { return };
    for piece in pieces(words, LONGEST).into_iter().filter(|piece| !piece.is_empty()) {
        let body = object(&[("body", piece.into()), ("bodyType", "standard".into())]);
        let request = http(Method::Post, &path, talk).json(&body).request();
        talk.send(WORD, Order::Once, request);
    }
}

fn end(talk: &mut Talk) {
    if let Some(path) = member(talk, "") {
        let request = http(Method::Delete, &path, talk).request();
        talk.send(END, Order::Ordered, request);
    }
    close(talk);
}

fn close(talk: &mut Talk) {
    talk.post(ProviderRequest::Socket { action: SocketAction::Close, url: None, body: None, auth: None });
}

/// A message of the socket or of the list.
fn heard(message: &Value, talk: &mut Talk) {
    let sender = at(message, &["sender", "id"]);
    if text(sender) == talk.kept("member")
        || at(message, &["bodyType"]).as_str().is_some_and(|kind| kind != "standard")
    {
        return;
    }
    let Some(role) = role(sender, talk) else {
        let mut waiting =
            talk.line.session.get("waiting").and_then(Value::as_array).unwrap_or_default().to_vec();
        waiting.push(message.clone());
        talk.keep("waiting", waiting);
        ask_who(at(message, &["sender"]), talk);
        return;
    };
    let id = text(at(message, &["id"]));
    let words = text(at(message, &["body"]));
    if &*role == "AGENT" {
        let agent = talk
            .line
            .session
            .get("members")
            .map(|members| at(members, &[&*text(sender).unwrap_or_default()]).clone());
        let display_name = agent.as_ref().and_then(|agent| text(at(agent, &["displayName"])));
        let avatar_image = agent.as_ref().and_then(|agent| text(at(agent, &["avatarImageUrl"])));
        talk.keep("agent", text(sender));
        talk.tell(Input::AgentMessage {
            id,
            text: words,
            data: Value::Null,
            attachments: Vec::new(),
            agent: Some(Agent { id: text(sender), display_name, avatar_image }),
            quick_replies: Vec::new(),
        });
    } else if let Some(words) = words {
        let data = Object::from_iter([("text", words)]);
        talk.tell(Input::HandoverUpdate { id, data });
    }
}

/// What a member is; `None` while nobody knows.
fn role(member: &Value, talk: &Talk) -> Option<crate::value::Str> {
    let members = talk.line.session.get("members")?;
    text(at(members, &[&*text(member)?, "role"]))
}

fn ask_who(member: &Value, talk: &mut Talk) {
    let (Some(id), Some(conversation)) = (text(at(member, &["id"])), talk.kept("id")) else { return };
    if Some(&id) == talk.kept("member").as_ref() {
        return;
    }
    let path = ["/", &*escaped(&conversation), "/members/", &escaped(&id)].concat();
    let request = http(Method::Get, &path, talk).request();
    talk.send(WHO, Order::Beside, request);
}

/// Who somebody is has become known; what they said meanwhile is heard now.
fn member_known(member: &Value, talk: &mut Talk) {
    let Some(id) = text(at(member, &["id"])) else { return };
    let is_agent = at(member, &["role"]).as_str() == Some("AGENT");
    let is_news = role(&id.clone().into(), talk).is_none();
    let mut members =
        talk.line.session.get("members").and_then(Value::as_object).cloned().unwrap_or_default();
    members.insert(id.clone(), member.clone());
    talk.keep("members", Value::from(members));
    if is_agent && is_news && matches!(at(member, &["state"]).as_str(), None | Some("CONNECTED")) {
        let display_name = text(at(member, &["displayName"]));
        let avatar_image = text(at(member, &["avatarImageUrl"]));
        talk.keep("agent", id.clone());
        let agent = Some(Agent { id: Some(id), display_name, avatar_image });
        talk.tell(Input::HandoverAccepted { id: None, agent });
    }
    let waiting = talk.line.session.remove("waiting").unwrap_or_default();
    for message in items(&waiting) {
        heard(message, talk);
    }
}

fn gone(member: &Value, talk: &mut Talk) {
    let id = text(at(member, &["id"]));
    if id == talk.kept("member") {
        close(talk);
        talk.tell(Input::HandoverResolved { id: None, summary: None, resolution: None });
    } else if id.is_some() && id == talk.kept("agent") {
        // Of those before the present agent it is known.
        let agent = Some(Agent { id, display_name: None, avatar_image: None });
        talk.tell(Input::AgentLeft { id: None, agent, transferring: None });
    }
}

fn member(talk: &Talk, path: &str) -> Option<String> {
    let (id, member) = (talk.kept("id")?, talk.kept("member")?);
    Some(["/", &*escaped(&id), "/members/", &escaped(&member), path].concat())
}

fn http(method: Method, path: &str, talk: &Talk) -> Http {
    let url = talk.setting("url").unwrap_or_default();
    let request =
        Http::new(method, &[url.trim_end_matches('/'), "/api/v2/webchat/guest/conversations", path]);
    match talk.kept("jwt") {
        Some(jwt) => request.header("Authorization", ["Bearer ", &*jwt].concat()),
        None => request,
    }
}
