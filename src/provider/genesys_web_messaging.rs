//! Genesys Cloud's web messaging: everything goes over one socket.
//!
//! A page may speak it by itself: the token that it makes is the guest's own. Frames are answered with the mark
//! under which they went out. A socket that leaves an echo or anything else unanswered is dead and opened anew; what
//! was said and not answered is looked for in the history before it is said again. Routing is decided by the custom
//! attributes that go with the first message.

use crate::contract::{Method, ProviderRequest, SocketAction};
use crate::provider::codec::{Answer, Codec, Command, Frame, Next, Request, Setting, SettingKind};
use crate::provider::facts::{choices, either, files, person, read};
use crate::provider::genesys_web_files::{
    FILE, PLACE, UPLOAD, allowed, anew, announce, attach, filed, upload,
};
use crate::provider::line::{Errand, Order, Talk};
use crate::provider::payload::{
    Http, at, escaped, given, is, items, items_at, json, number_at, object, object_of, pieces, text, text_at,
};
use crate::provider::requests::{self, routing};
use crate::provider::transcript;
use crate::value::{Object, Str, Value};

/// The longest text of a message, in characters.
const LONGEST: usize = 4_000;
/// How often the socket is asked whether it lives.
const PULSE: u64 = 30_000;
/// How long it may take to say so.
const ECHO: u64 = 15_000;
/// The mark of an echo, by the protocol.
const ECHO_MARK: &str = "SGVhbHRoQ2hlY2tNZXNzYWdlSWQ=";
/// Typing is told no oftener.
const COOL: u64 = 5_000;
/// The mark of typing.
const TYPING: &str = "typing";

// What requests are for. A socket for the goodbye alone is opened where none stands.
const FAREWELL: u32 = 0;
const NAME: u32 = 1;
const SOCKET: u32 = 2;
pub const WORD: u32 = 3;
const HISTORY: u32 = 4;

// What alarms are for.
const ASK: u32 = 1;
const DEAD: u32 = 2;
pub const LATE: u32 = 3;

/// The guest's socket.
pub struct GenesysWebMessaging;

impl Codec for GenesysWebMessaging {
    fn settings(&self) -> &'static [Setting] {
        const {
            &[
                Setting::needed("domain"),
                Setting::needed("deploymentId"),
                Setting::optional("socketUrl", SettingKind::Text),
                Setting::optional("apiUrl", SettingKind::Text),
            ]
        }
    }

    fn command(&self, command: Command, talk: &mut Talk) {
        match command {
            Command::Request(request) => open(&request, talk),
            Command::Message(spoken) => {
                // Until the session stands nobody knows.
                let takes_files = allowed(talk).is_none_or(|kinds| !kinds.is_empty());
                say(&spoken.in_words(!takes_files), talk);
                for file in spoken.attachments {
                    if !takes_files {
                        break;
                    }
                    talk.send(FILE, Order::Ordered, ProviderRequest::Uuid {});
                    if let Some(errand) = talk.line.errands.last_mut() {
                        errand.file = Some(file);
                    }
                }
            }
            Command::Typing(true) => {
                let typed = talk.counted("typed");
                if typed.is_some_and(|typed| talk.now < typed.saturating_add(COOL)) {
                    return;
                }
                talk.keep("typed", talk.now as f64);
                let typing = event(TYPING, ["Typing", "typing", "On"], Value::Null, talk);
                talk.post(typing);
            }
            Command::Typing(false) => {}
            Command::Notice(_, notice) => say(notice, talk),
            Command::End(_) if talk.kept("token").is_none() => {}
            Command::End(_) if talk.line.held && talk.kept("stands").is_some() => {
                talk.close_socket();
                let open = opening(talk);
                talk.send_first(FAREWELL, open);
            }
            Command::End(_) => clear(talk),
        }
    }

    fn answered(&self, step: u32, answer: &Answer, talk: &mut Talk) -> Next {
        match step {
            NAME if answer.is_ok() => {
                talk.keep("token", given(text(&answer.body)));
                let open = opening(talk);
                talk.send(SOCKET, Order::Beside, open);
            }
            FAREWELL if answer.is_ok() => {
                configure(talk);
                clear(talk);
                talk.drop(FAREWELL);
            }
            SOCKET if answer.is_ok() => {
                configure(talk);
                talk.keep("expects", "session");
                talk.alarm(ASK, PULSE);
                // How often it was opened counts until a session stands on it.
                return Next::Wait;
            }
            SOCKET => lost(talk),
            HISTORY if answer.is_ok() || is_read_only(talk) && answer.usual() == Next::Fail => {
                // The latest comes first.
                for message in items_at(&answer.body, "entities").iter().rev() {
                    arrived(text_at(message, "metadata/customMessageId"), talk);
                    heard(message, talk);
                }
                if is_read_only(talk) {
                    finish(talk);
                } else {
                    go_on(talk);
                }
                return Next::Done;
            }
            FILE => {
                let named = talk.line.errands.iter_mut().find(|errand| errand.step == FILE);
                named.into_iter().for_each(|errand| errand.step = PLACE);
                announce(text(&answer.body), talk);
                return Next::AtOnce;
            }
            UPLOAD => return filed(answer, talk),
            _ => {}
        }
        answer.usual()
    }

    fn pushed(&self, frame: Frame, talk: &mut Talk) -> Result<(), String> {
        if talk.kept("token").is_none() {
            // Of a handover that is over.
            return Ok(());
        }
        let told = read(frame, "Genesys")?;
        let body = at(&told, "body");
        let code = number_at(&told, "code").unwrap_or(200);
        let mark = text_at(&told, "tracingId");
        match mark.as_deref() {
            Some(ECHO_MARK) => {
                talk.stop(DEAD);
                return Ok(());
            }
            // What becomes of it does not matter.
            Some(TYPING) => return Ok(()),
            _ => {}
        }
        let kind = at(&told, "class").as_str().unwrap_or_default();
        let file = text_at(body, "attachmentId").or_else(|| mark.clone());
        let is_under_way = file.is_some() && file == talk.kept("file");
        match kind {
            "PresignedUrlResponse" if is_under_way => upload(body, talk),
            "UploadSuccessEvent" if is_under_way => attach(file, talk),
            "SessionExpiredEvent" => talk.fail("session_expired", "the guest's session with Genesys is over"),
            "ConnectionClosedEvent" | "LogoutEvent" | "SessionClearedEvent" => finish(talk),
            // A repeated answer would have said again what is on its way.
            "SessionResponse" if code == 200 && expected("session", talk) => session(body, talk),
            "TooManyRequestsErrorMessage" => refused(429, &told, mark, is_under_way, talk),
            "JwtResponse" if expected("history", talk) => {
                let request = Http::new(Method::Get, base("apiUrl", "https://api.", talk));
                let request = request.path("/api/v2/webmessaging/messages?pageSize=100&pageNumber=1");
                talk.drop(HISTORY);
                request.bearer(text_at(body, "jwt")).send(HISTORY, Order::Beside, talk);
            }
            "StructuredMessage" if code == 200 => {
                arrived(mark, talk);
                heard(body, talk);
            }
            _ if code >= 300 => refused(code, &told, mark, is_under_way, talk),
            // `UploadFailureEvent` or `GenerateUrlError`.
            _ if is_under_way => attach(None, talk),
            _ => {}
        }
        Ok(())
    }

    fn due(&self, alarm: u32, talk: &mut Talk) {
        match alarm {
            LATE => attach(None, talk),
            ASK if !is_overdue(talk) => {
                let ping = object!([("type", "Text".into()), ("text", "ping".into())]);
                post("echo", ECHO_MARK, &[("message", ping)], talk);
                talk.alarm(ASK, PULSE);
                talk.alarm(DEAD, ECHO);
            }
            // The socket is dead.
            _ => {
                lost(talk);
                talk.close_socket();
                talk.resend(SOCKET);
            }
        }
    }
}

/// Asks for a token; what the conversation begins with is kept until the session stands.
fn open(request: &Request, talk: &mut Talk) {
    let attributes = routing(request, ["language", "skills", "priority"]);
    talk.keep("attributes", Value::from(attributes));
    talk.keep("transcript", transcript::in_words(&request.transcript));
    talk.hold(true);
    let name = ProviderRequest::Uuid {};
    talk.send(NAME, Order::Beside, name);
}

/// Whether this answer is waited for; it is not from now on.
fn expected(what: &str, talk: &mut Talk) -> bool {
    let is_expected = talk.kept("expects").as_deref() == Some(what);
    if is_expected {
        talk.line.session.remove("expects");
    }
    is_expected
}

/// The session stands, for the first time or again.
fn session(body: &Value, talk: &mut Talk) {
    talk.keep("readOnly", at(body, "readOnly").clone());
    talk.keep("allowed", at(body, "allowedMedia/inbound/fileTypes").clone());
    talk.keep("blocked", at(body, "blockedExtensions").clone());
    if talk.kept("stands").is_some() {
        post("getJwt", "history", &[], talk);
        talk.keep("expects", "history");
        return;
    }
    if is_read_only(talk) {
        finish(talk);
        return;
    }
    let attributes = talk.line.session.get("attributes").map_or(0, |attributes| json(attributes).len());
    let most = number_at(body, "maxCustomDataBytes").unwrap_or(u64::MAX);
    if attributes as u64 > most {
        let (attributes, most) = (attributes.to_string(), most.to_string());
        let message = ["the custom attributes take ", &attributes, " bytes, and Genesys allows ", &most];
        talk.fail("payload_too_large", &message.concat());
        return;
    }
    talk.keep("stands", "yes");
    let said = talk.take_text("transcript");
    if let Some(said) = said {
        say(&said, talk);
    } else {
        let attributes = talk.take("attributes");
        let mark = talk.line.seq.saturating_add(1).to_string();
        let join = event(&mark, ["Presence", "presence", "Join"], channel(attributes), talk);
        talk.keep("join", mark);
        talk.send(WORD, Order::Ordered, join);
    }
    talk.taken();
    release(talk);
}

/// What is still not said after a reconnection is said again.
fn go_on(talk: &mut Talk) {
    talk.resend(WORD);
    anew(talk);
    release(talk);
}

/// What waits may go. From now on it counts anew how often the socket has to be opened.
fn release(talk: &mut Talk) {
    talk.hold(false);
    let sockets = talk.line.errands.iter_mut().filter(|errand| errand.step == SOCKET);
    sockets.for_each(|socket| socket.attempts = 0);
}

fn say(words: &str, talk: &mut Talk) {
    for piece in pieces(words, LONGEST) {
        // The mark is the number that sending it takes.
        let message = message(piece, Value::Null, talk.line.seq.saturating_add(1), talk);
        talk.send(WORD, Order::Ordered, message);
    }
}

pub fn message(words: Str, content: Value, mark: u32, talk: &mut Talk) -> ProviderRequest {
    let mark = mark.to_string();
    let attributes = talk.line.session.remove("attributes");
    let message = object!([
        ("type", "Text".into()),
        ("text", words.into()),
        ("content", content),
        ("metadata", object!([("customMessageId", mark.as_str().into())])),
        ("channel", attributes.map_or(Value::Null, channel)),
    ]);
    frame("onMessage", &mark, &[("message", message)], talk)
}

fn channel(attributes: Value) -> Value {
    object!([("metadata", object!([("customAttributes", attributes)]))])
}

fn event(mark: &str, [kind, key, of]: [&str; 3], channel: Value, talk: &Talk) -> ProviderRequest {
    let event = object_of(&mut [("eventType", kind.into()), (key, object!([("type", of.into())]))]);
    let message = object!([("type", "Event".into()), ("events", vec![event].into()), ("channel", channel)]);
    frame("onMessage", mark, &[("message", message)], talk)
}

/// Whether nobody can say anything any more.
fn is_read_only(talk: &Talk) -> bool {
    talk.value("readOnly").as_bool() == Some(true)
}

fn finish(talk: &mut Talk) {
    if talk.take_text("token").is_some() {
        talk.close_socket();
        talk.resolved(None, None);
    }
}

/// What was said under this mark has arrived.
fn arrived(mark: Option<Str>, talk: &mut Talk) {
    mark.and_then(|mark| mark.parse().ok()).map(|mark| talk.done(mark));
}

/// A message, an event or something structured.
fn heard(message: &Value, talk: &mut Talk) {
    let is_mine = is(message, "direction", "Inbound");
    for event in items_at(message, "events") {
        match (at(event, "eventType").as_str(), at(event, "presence/type").as_str()) {
            // In the history it has no mark.
            (_, Some("Join")) => arrived(talk.kept("join"), talk),
            _ if is_mine => {}
            (Some("Typing"), _) => talk.typing(true),
            (Some("Presence"), Some("Disconnect")) => finish(talk),
            _ => {}
        }
    }
    if is_mine || is(message, "type", "Event") {
        return;
    }
    structured(text_at(message, "id"), message, at(message, "channel/from/id"), talk);
}

/// What an agent says: text, files and choices in the engine's words, and cards as they are. What a bot says is
/// Genesys' own news.
pub fn structured(id: Option<Str>, message: &Value, agent: &Value, talk: &mut Talk) {
    let listed = at(message, "content");
    if is(message, "originatingEntity", "Bot") {
        let data = Object::from_iter([("text", at(message, "text").clone()), ("content", listed.clone())]);
        return talk.news(id, data);
    }
    let mut cards = items(listed).to_vec();
    cards.retain(|part| {
        matches!(at(part, "contentType").as_str(), Some("Card" | "Carousel" | "DatePicker" | "ListPicker"))
    });
    let from = at(message, "channel/from");
    talk.said(
        id,
        at(message, "text"),
        if cards.is_empty() { Value::Null } else { object!([("content", cards.into())]) },
        files(listed, ["attachment/url", "attachment/mime", "attachment/filename"]),
        person(agent, either(from, &["nickname", "firstName"]), at(from, "image")),
        [
            choices(listed, "quickReply/text", "quickReply/payload"),
            choices(listed, "buttonResponse/text", "buttonResponse/payload"),
        ]
        .concat(),
    );
}

/// A frame that Genesys refuses.
fn refused(code: u64, told: &Value, mark: Option<Str>, mut is_file: bool, talk: &mut Talk) {
    let message = text_at(told, "body").or_else(|| text_at(told, "body/errorMessage"));
    let message =
        message.unwrap_or_else(|| ["Genesys refused with code ", &code.to_string()].concat().into());
    match code {
        4006 | 4007 => talk.fail("session_expired", &message),
        429 | 500..=599 | 4029 | 5000 => {
            let status = if matches!(code, 429 | 4029) { 429 } else { 500 };
            let mut answer = Answer { status, failure: Some(message), ..Answer::default() };
            answer.headers.insert("retry-after", at(told, "body/retryAfter").clone());
            again(&answer, mark.as_deref(), is_file, talk);
        }
        _ if is_read_only(talk) => finish(talk),
        4001..=4010 => {
            // Of a file that is not there any more the message itself is refused.
            let mark = mark.and_then(|mark| mark.parse().ok());
            for errand in talk.line.errands.iter_mut() {
                if Some(errand.mark) == mark && errand.file.is_some() {
                    (errand.step, is_file) = (UPLOAD, true);
                }
            }
            if is_file {
                attach(None, talk);
            }
        }
        _ if is_file => attach(None, talk),
        4011 | 4013 => talk.fail("payload_too_large", &message),
        401 | 403 => talk.fail("auth_failed", &message),
        // Something waits for this answer.
        _ if mark.is_some() => talk.fail("config_invalid", &message),
        _ => {}
    }
}

/// What Genesys cannot do now is asked for again as any request is; a session, or the way to its history, on another
/// socket.
fn again(answer: &Answer, mark: Option<&str>, is_file: bool, talk: &mut Talk) {
    let is_session = mark.is_some() && mark == talk.kept("expects").as_deref();
    let refused = |errand: &&Errand| match errand.step {
        SOCKET => is_session,
        WORD => errand.send.is_some() && mark.is_none_or(|mark| mark.parse() == Ok(errand.mark)),
        PLACE => is_file,
        _ => false,
    };
    let Some((mark, step)) = talk.line.errands.iter().find(refused).map(|errand| (errand.mark, errand.step))
    else {
        return;
    };
    if is_session {
        lost(talk);
        talk.close_socket();
    }
    let next = if step == PLACE { filed(answer, talk) } else { Next::Again };
    talk.settle(mark, next, answer);
}

/// Whether Genesys owes an answer still to what was on its way at the last pulse.
fn is_overdue(talk: &mut Talk) -> bool {
    let word = talk.line.errands.iter().find(|errand| errand.step == WORD && !talk.line.held);
    let send = word.and_then(|errand| errand.send).map(|send| send.to_string().into());
    let owed = talk.kept("expects").or(send);
    let is_overdue = owed.is_some() && owed == talk.kept("owed");
    talk.keep("owed", owed);
    is_overdue
}

fn post(action: &str, mark: &str, fields: &[(&str, Value)], talk: &mut Talk) {
    let frame = frame(action, mark, fields, talk);
    talk.post(frame);
}

pub fn frame(action: &str, mark: &str, fields: &[(&str, Value)], talk: &Talk) -> ProviderRequest {
    let mut body = Object::new();
    body.insert("action", action);
    body.insert("token", talk.kept("token"));
    body.insert("tracingId", mark);
    for (key, value) in fields {
        body.insert(*key, value.clone());
    }
    let body = Some(json(&body.into()));
    requests::socket(SocketAction::Text, None, body)
}

/// Nothing is sent until another socket stands and its own history has come.
fn lost(talk: &mut Talk) {
    talk.hold(true);
    talk.stop(ASK);
    talk.stop(DEAD);
    talk.line.session.remove("owed");
    talk.drop(HISTORY);
}

fn configure(talk: &mut Talk) {
    let fields = [("deploymentId", given(talk.setting("deploymentId"))), ("startNew", false.into())];
    post("configureSession", "session", &fields, talk);
}

/// Says goodbye.
fn clear(talk: &mut Talk) {
    let clear = event("clear", ["Presence", "presence", "Clear"], Value::Null, talk);
    talk.post(clear);
    talk.close_socket();
}

fn opening(talk: &Talk) -> ProviderRequest {
    let deployment = escaped(&talk.setting("deploymentId").unwrap_or_default());
    let base = base("socketUrl", "wss://webmessaging.", talk).unwrap_or_default();
    let base = base.trim_end_matches('/');
    let url = [base, "/v1?deploymentId=", &deployment, "&application=handover-1"].concat();
    requests::socket(SocketAction::Open, Some(url.into()), None)
}

/// Where Genesys is, unless the settings say otherwise.
fn base(setting: &str, head: &str, talk: &Talk) -> Option<Str> {
    talk.setting(setting).or_else(|| Some([head, &talk.setting("domain")?].concat().into()))
}
