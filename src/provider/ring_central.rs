//! RingCentral Engage Digital: settings in a flow, and the two halves of its protocol.
//!
//! We are a channel of our own: by the source SDK RingCentral posts to us and we to it, and either side signs
//! both what it asks and what it answers. What becomes of the conversation inside comes by webhooks that name
//! RingCentral's own thread; which one is ours is learnt by asking for the thread with our name. A message has an
//! identifier of our making, so that a repeated one does no harm. Waits are in seconds there.

use crate::calendar::Moment;
use crate::contract::{Author, Method, ProviderRequest, Signature, Webhook};
use crate::descriptor::{FieldType, NodeField, Place, Section};
use crate::provider::codec::{
    Answer, Codec, Command, Frame, Next, Question, Request, Setting, SettingKind, Spoken,
};
use crate::provider::facts::{choices, files, person, read};
use crate::provider::fields;
use crate::provider::line::{Order, Talk};
use crate::provider::payload::{
    Http, at, given, holds, is, items, items_at, json, number_at, object, object_of, pieces, text, text_at,
    texts,
};
use crate::provider::requests::{drawn, language, listed, name, opening, signature, webhook};
use crate::provider::settings;
use crate::script::from_json;
use crate::value::{Object, Str, Value};

/// Its section of the Handover to Agent node.
pub static SECTION: Section = Section {
    key: "ringCentral",
    label: "Ring Central Engage Settings",
    nested: true,
    runs: Some(Place::Server),
    condition: Some(fields::of_kind("ringCentral")),
    fields: &[
        NodeField::new(
            FieldType::TextArray,
            "additionalCategoryIds",
            "Additional Category Ids",
            "Categories that the conversation gets besides those of its source.",
        ),
        fields::DISCONNECTS,
        fields::CONNECTS,
    ],
};

/// The longest body of a message, in characters.
const LONGEST: usize = 20_000;
/// How long RingCentral may take to have a thread of what it was sent.
const THREADING: u64 = 2_000;
/// When it is asked again where it could not say.
const AGAIN: u64 = 30_000;
/// How often it is asked for the thread.
const TRIES: u64 = 5;

// What requests are for.
const START: u32 = 1;
const WORD: u32 = 2;
const AMENITY: u32 = 3;
const WEBHOOK: u32 = 4;
const THREAD: u32 = 5;
const MISSED: u32 = 6;

/// What the alarm is for: the thread is asked for.
const ASK_THREAD: u32 = 1;

/// The source SDK and the REST interface.
pub struct RingCentral;

impl Codec for RingCentral {
    fn settings(&self) -> &'static [Setting] {
        const {
            &[
                Setting::needed("realtimeUrl"),
                Setting::needed("sourceId"),
                Setting::needed("sourceAuth"),
                Setting::optional("url", SettingKind::Text),
                Setting::optional("auth", SettingKind::Text),
                Setting::optional("webhookAuth", SettingKind::Text),
                Setting::optional("agentCategoryId", SettingKind::Text),
                Setting::optional("botCategoryId", SettingKind::Text),
            ]
        }
    }

    fn command(&self, command: Command, talk: &mut Talk) {
        match command {
            Command::Request(request) => open(&request, talk),
            Command::Message(spoken) => say(&spoken, talk),
            Command::Typing(on) => {
                // What is being typed is the visitor's own; a beginning needs something to show.
                let preview = if on { "…".into() } else { Value::Null };
                let params = object!([("thread_id", thread_name(talk).into()), ("preview", preview)]);
                let request = send(if on { "typing.start" } else { "typing.stop" }, params, talk);
                talk.post(request);
            }
            Command::Notice(_, notice) => {
                say(&Spoken::notice(Author::System, notice), talk);
            }
            Command::End(_) => end(talk),
        }
    }

    fn answered(&self, step: u32, answer: &Answer, talk: &mut Talk) -> Next {
        match step {
            START if answer.is_ok() => {
                talk.taken();
                if talk.setting("url").is_some() {
                    talk.alarm(ASK_THREAD, THREADING);
                }
            }
            THREAD if answer.is_ok() => {
                let name = thread_name(talk);
                let is_ours = |thread: &&Value| text_at(thread, "foreign_id").as_deref() == Some(&*name);
                match items_at(&answer.body, "records")
                    .iter()
                    .find(is_ours)
                    .and_then(|thread| text_at(thread, "id"))
                {
                    Some(thread) if talk.line.over => {
                        talk.keep("thread", thread);
                        end(talk);
                    }
                    Some(thread) => thread_known(thread, talk),
                    None if talk.line.over => return Next::Again,
                    None => {
                        let tries = talk.counted("tries").unwrap_or_default();
                        talk.keep("tries", tries.saturating_add(1) as f64);
                        if tries < TRIES {
                            talk.alarm(ASK_THREAD, THREADING.saturating_mul(tries.saturating_add(2)));
                        }
                    }
                }
            }
            MISSED if answer.is_ok() => {
                let found = items_at(&answer.body, "records").first();
                found.into_iter().for_each(|intervention| missed(intervention, talk));
            }
            // Without its name nobody hears how it ends.
            THREAD if answer.usual() == Next::Again && !talk.line.over => {
                talk.alarm(ASK_THREAD, AGAIN);
                return Next::Done;
            }
            // The thread is being sorted or closed just now.
            AMENITY if answer.status == 409 => return Next::Drop,
            AMENITY | THREAD | MISSED => return answer.amenity(),
            // 422 names what is wrong with the source, the signature or the content.
            _ => {}
        }
        answer.usual()
    }

    fn webhook(&self, frame: Frame, settings: &Value) -> Option<Webhook> {
        let event = from_json(frame.body).unwrap_or_default();
        let secret = |key: &str| settings.get(key).and_then(text);
        let Some(action) = at(&event, "action").as_str() else {
            let signed = |auth| signature("x-dimelo-secret", "SECRET", "hex", "", auth);
            let thread = items_at(&event, "events").iter().find_map(thread_of);
            return webhook(thread, secret("webhookAuth").map(signed));
        };
        let params = at(&event, "params");
        let sign = secret("sourceAuth").map(source);
        let told = webhook(text_at(params, "thread_id"), sign.clone())?;
        Some(Webhook { body: Some(reply(action, params)), sign, ..told })
    }

    fn pushed(&self, frame: Frame, talk: &mut Talk) -> Result<(), String> {
        let event = read(frame, "RingCentral")?;
        if let Some(action) = at(&event, "action").as_str() {
            let params = at(&event, "params");
            if text_at(params, "thread_id").as_deref() == Some(&*thread_name(talk)) {
                told(action, params, talk);
            }
            return Ok(());
        }
        let issued = |event: &Value| text_at(event, "issued_at");
        let mut events: Vec<&Value> = Vec::new();
        for event in items_at(&event, "events") {
            events.insert(events.partition_point(|other| issued(other) <= issued(event)), event);
        }
        for event in events {
            if thread_of(event).is_some() && thread_of(event) == talk.kept("thread") {
                happened(event, talk);
            }
        }
        Ok(())
    }

    fn due(&self, _: u32, talk: &mut Talk) {
        ask_thread(Order::Beside, talk);
    }

    fn ask(&self, question: Question) -> Option<ProviderRequest> {
        let source = text_at(question.settings, "sourceId")?;
        let request = rest(Method::Get, "/status?source_ids%5B%5D=", question.settings)?;
        Some(request.part(&source).request())
    }

    fn agents(&self, body: &str) -> Option<u32> {
        let answer = from_json(body).ok()?;
        let agents = answer.as_array().or_else(|| answer.get("records").and_then(Value::as_array))?;
        let is_free =
            |channel: &Value| is(channel, "status", "available") && !is(channel, "busyness", "full");
        let free = agents.iter().filter(|agent| items_at(agent, "channels").iter().any(is_free));
        u32::try_from(free.count()).ok()
    }
}

/// What the source can do.
const INFO: &str = r#"{"objects":{"messages":["create","show"],"threads":["show"],"status":["mark_as_read"]},"options":["view.messaging","messages.text","messages.no_title","messaging.typing_indicator","messaging.queuing_update","messages.attachments"]}"#;

/// What an action of RingCentral's is answered with.
fn reply(action: &str, params: &Value) -> Str {
    match action {
        "implementation.info" => INFO.into(),
        "messages.create" => {
            let told = |key: &str| at(params, key).clone();
            let author = object!([
                ("id", told("author_id")),
                ("screenname", told("sender_name")),
                ("created_at", told("created_at")),
                ("updated_at", told("created_at")),
                ("puppetizable", true.into()),
            ]);
            json(&object!([
                ("id", told("content_id")),
                ("thread_id", told("thread_id")),
                ("in_reply_to_id", told("in_reply_to_id")),
                ("body", told("body")),
                ("author", author),
                ("actions", vec!["show".into()].into()),
                ("created_at", told("created_at")),
            ]))
        }
        _ => "{}".into(),
    }
}

fn open(request: &Request, talk: &mut Talk) {
    let profile = &request.profile;
    let now: Value = Moment::new(talk.now).iso().into();
    let mut context = Object::new();
    for (key, value) in [("channel", &request.channel), ("language", &request.locale)] {
        if let Some(value) = value {
            context.insert(key, value.clone());
        }
    }
    for (key, value) in request.metadata.as_object().iter().flat_map(|fields| fields.iter()) {
        // Texts, and lists of them.
        let kept = if value.as_array().is_some() {
            value.clone()
        } else {
            text(value).unwrap_or_else(|| json(value)).into()
        };
        context.insert(context_key(key, &context), kept);
    }
    let context = if context.is_empty() { Value::Null } else { context.into() };
    let author = drawn(
        &[("id", talk.conversation.into()), ("screenname", name(profile))],
        profile,
        &[("firstname", "firstName"), ("lastname", "lastName"), ("email", "email")],
        &[
            ("created_at", now.clone()),
            ("updated_at", now),
            ("puppetizable", false.into()),
            ("context_data", context.clone()),
        ],
    );
    talk.keep("author", author);
    let mut categories: Vec<Str> = talk.setting("agentCategoryId").into_iter().collect();
    categories.extend(settings::texts(&request.settings.all, "additionalCategoryIds"));
    let categories = if categories.is_empty() { Value::Null } else { texts(&categories) };
    talk.keep("categories", categories.clone());
    let address = thread_name(talk);
    talk.open_webhook(WEBHOOK, address.into());
    let mut step = START;
    for piece in pieces(&opening(request), LONGEST) {
        let more = [
            ("categories", categories.clone()),
            ("language", language(request).map_or(Value::Null, Value::from)),
            ("context_data", context.clone()),
        ];
        message(std::mem::replace(&mut step, WORD), piece, &more, talk);
    }
}

/// The keys of `context_data` have letters and hyphens alone; no two are the same.
fn context_key(key: &str, taken: &Object) -> String {
    let mut named = String::with_capacity(key.len());
    for letter in key.chars() {
        named.push(if letter.is_ascii_alphabetic() { letter } else { '-' });
    }
    while taken.get(&named).is_some() {
        named.push('-');
    }
    named
}

fn say(spoken: &Spoken, talk: &mut Talk) {
    let mut files = Vec::new();
    for file in &spoken.attachments {
        files.push(object!([("url", file.url.clone().into())]));
    }
    let mut words = pieces(&spoken.in_words(false), LONGEST);
    if words.is_empty() && !files.is_empty() {
        words.push("".into());
    }
    for piece in words {
        let attachments = std::mem::take(&mut files);
        let more = [("attachments", listed(attachments))];
        message(WORD, piece, &more, talk);
    }
}

fn message(step: u32, words: Str, more: &[(&str, Value)], talk: &mut Talk) {
    // Its number in the handover makes it one of a kind, and a repetition the same.
    let mark = talk.line.seq.saturating_add(1).to_string();
    let mut fields = vec![
        ("id", [&*thread_name(talk), "-", &mark].concat().into()),
        ("thread_id", thread_name(talk).into()),
        ("body", words.into()),
        ("format", "text".into()),
        ("author", talk.value("author").clone()),
        ("actions", vec!["show".into(), "reply".into()].into()),
        ("created_at", Moment::new(talk.now).iso().into()),
    ];
    fields.extend(more.iter().cloned());
    let request = send("messages.create", object_of(&mut fields), talk);
    talk.send(step, Order::Ordered, request);
}

/// Asks what RingCentral calls our thread.
fn ask_thread(turn: Order, talk: &mut Talk) {
    if let Some(request) = rest(Method::Get, "/content_threads?q=foreign_id%3A%22", talk.settings) {
        request.part(&thread_name(talk)).path("%22").send(THREAD, turn, talk);
    }
}

fn thread_known(thread: Str, talk: &mut Talk) {
    talk.keep("thread", thread.clone());
    talk.open_webhook(WEBHOOK, thread.clone());
    // What its webhooks have told until now has reached nobody.
    if let Some(request) = rest(Method::Get, "/interventions?thread_id=", talk.settings) {
        request.part(&thread).send(MISSED, Order::Beside, talk);
    }
    let categories = talk.take("categories");
    categorise(items(&categories), talk);
}

/// How the latest intervention of the thread stands.
fn missed(intervention: &Value, talk: &mut Talk) {
    talk.keep("intervention", given(text_at(intervention, "id")));
    if holds(intervention, "closed") {
        resolved(None, talk);
        return;
    }
    match person(at(intervention, "user_id"), &Value::Null, &Value::Null) {
        // Who has spoken is known by name.
        Some(_) if talk.line.session.get("spoken").is_some() => {}
        Some(agent) => talk.accepted(None, Some(agent)),
        None => {
            talk.keep("gone", Moment::new(talk.now).iso());
            talk.left(None, None, true);
        }
    }
}

fn categorise(categories: &[Value], talk: &mut Talk) {
    if let Some(mut request) = about("thread", "/update_categories", talk).filter(|_| !categories.is_empty())
    {
        let mut sign = "?";
        for category in categories.iter().filter_map(text) {
            request = request.path(sign).path("thread_category_ids%5B%5D=").part(&category);
            sign = "&";
        }
        request.send(AMENITY, Order::Ordered, talk);
    }
}

/// A request about the intervention or the thread, once its name is known.
fn about(what: &str, path: &str, talk: &Talk) -> Option<Http> {
    let id = talk.kept(what)?;
    let kind = if what == "thread" { "/content_threads/" } else { "/interventions/" };
    Some(rest(Method::Put, kind, talk.settings)?.part(&id).path(path))
}

fn end(talk: &mut Talk) {
    let known = about("intervention", "/close", talk).or_else(|| about("thread", "/close", talk));
    if let Some(request) = known {
        request.send(AMENITY, Order::Ordered, talk);
    } else if talk.line.session.get("author").is_some() {
        // It is closed as soon as its name is known.
        ask_thread(Order::Ordered, talk);
    }
    close(talk);
}

/// The thread is the bot's again, and its webhooks are nobody's.
fn close(talk: &mut Talk) {
    let back: Vec<Value> = talk.setting("botCategoryId").into_iter().map(Value::String).collect();
    categorise(&back, talk);
    for address in [Some(thread_name(talk).into()), talk.kept("thread")] {
        talk.close_webhook(address);
    }
}

/// An action of the source SDK.
fn told(action: &str, params: &Value, talk: &mut Talk) {
    match action {
        "messages.create" | "private_messages.create" => {
            let content = at(params, "structured_content");
            let is_choice = is(content, "type", "select");
            let offered = if is_choice { at(content, "items") } else { &Value::Null };
            talk.keep("spoken", true);
            talk.said(
                text_at(params, "content_id"),
                at(params, "body"),
                if is_choice { Value::Null } else { content.clone() },
                files(at(params, "attachments"), ["url", "mime", "filename"]),
                person(at(params, "author_id"), at(params, "sender_name"), &Value::Null),
                choices(offered, "title", "payload"),
            );
            talk.said_at(text_at(params, "created_at"), true);
        }
        "messaging.queuing_update" => {
            let seconds = number_at(params, "estimated_wait_time");
            let wait = seconds.map(|seconds| seconds.saturating_mul(1_000));
            talk.queued(None, number_at(params, "position"), wait);
        }
        "typing.start" => talk.typing(true),
        "typing.stop" => talk.typing(false),
        _ => {}
    }
}

fn thread_of(event: &Value) -> Option<Str> {
    text_at(event, "resource/metadata/thread_id")
}

/// An event of the webhook.
fn happened(event: &Value, talk: &mut Talk) {
    let id = text_at(event, "id");
    let resource = at(event, "resource");
    if is(resource, "type", "intervention") {
        talk.keep("intervention", given(text_at(resource, "id")));
    }
    match at(event, "type").as_str().unwrap_or_default() {
        // A task that is assigned only rings.
        "intervention.opened" | "intervention.assigned" | "task.taken" if is_latest(event, talk) => {
            let here = at(resource, "metadata/user_id");
            let user = if here.is_nullish() { at(event, "user_id") } else { here };
            talk.accepted(id, person(user, &Value::Null, &Value::Null));
        }
        "intervention.user_updated" | "task.transferred" if is_latest(event, talk) => {
            talk.keep("gone", at(event, "issued_at").clone());
            talk.left(id, None, true);
        }
        "intervention.closed" | "content.thread_closed" => resolved(id, talk),
        "task.completed" if is(resource, "metadata/action", "closed") => resolved(id, talk),
        "intervention.canceled" | "task.undelivered" => {
            talk.fail("no_agent_available", "RingCentral has given up");
        }
        _ => {}
    }
}

/// Whether nothing is known that was told later of who has it: webhooks come in any order.
fn is_latest(event: &Value, talk: &mut Talk) -> bool {
    let issued = text_at(event, "issued_at");
    let is_latest = issued.is_none() || issued >= talk.kept("since");
    if is_latest {
        talk.keep("since", issued);
    }
    is_latest
}

fn resolved(id: Option<Str>, talk: &mut Talk) {
    close(talk);
    talk.resolved(id, None);
}

/// What we call the thread.
fn thread_name(talk: &Talk) -> String {
    [talk.conversation, "-", &talk.line.handover.to_string()].concat()
}

/// How either side of the source signs.
fn source(auth: Str) -> Signature {
    signature("x-smccsdk-signature", "HMAC-SHA512", "hex", "", auth)
}

/// An action of ours, signed.
fn send(action: &str, params: Value, talk: &Talk) -> ProviderRequest {
    let part = |key: &str| talk.setting(key).unwrap_or_default();
    let body = object!([("action", action.into()), ("params", params)]);
    Http::new(Method::Post, talk.setting("realtimeUrl"))
        .path("/realtime/sdk/")
        .part(&part("sourceId"))
        .json(body)
        .signed(source(part("sourceAuth")))
        .on_server()
        .request()
}

/// A request of the REST interface, where the settings name it.
fn rest(method: Method, path: &str, settings: &Value) -> Option<Http> {
    let url = text_at(settings, "url")?;
    Some(Http::new(method, Some(url)).path(path).secret(settings, "ringCentral"))
}
