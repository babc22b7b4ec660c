//! The visitor's files in Genesys Cloud's web messaging.
//!
//! A file is announced under a name of its own, put where Genesys says, and sent by its name once Genesys has it. One
//! at a time, in the order of the messages; what the session does not allow and what goes wrong leaves the link.

use crate::contract::{Attachment, ProviderRequest};
use crate::provider::codec::{Answer, Next};
use crate::provider::genesys_web_messaging::{LATE, WORD, frame, message};
use crate::provider::line::{Errand, Talk};
use crate::provider::payload::{Http, at, fields, is, items, object, text_at};
use crate::provider::transcript::readable;
use crate::value::{Object, Str, Value};

// The steps of a file come last, in their order.
pub const FILE: u32 = 5;
pub const PLACE: u32 = 6;
pub const UPLOAD: u32 = 7;

/// How long Genesys may take to say where a file goes, and that it has it.
const FILING: u64 = 60_000;
/// How long the way of a file's bytes may take, and how often they go it: there is the link as well.
const CARRYING: u64 = 120_000;
const CARRIED: u32 = 3;
/// More header fields than any store of files asks for.
const HEADERS: usize = 32;

/// The kinds of files that the session takes, once it stands.
pub fn allowed<'a>(talk: &'a Talk) -> Option<&'a [Value]> {
    talk.line.session.get("allowed").map(items)
}

/// Whether it takes this one.
fn allows(file: &Attachment, talk: &Talk) -> bool {
    let is_kind = |kind: &Value| is(kind, "type", "*/*") || is(kind, "type", media(file));
    let name = file.name.as_deref().unwrap_or_default().to_ascii_lowercase();
    let is_end = |end: &Value| end.as_str().is_some_and(|end| name.ends_with(end));
    let blocked = items(talk.value("blocked"));
    allowed(talk).unwrap_or_default().iter().any(is_kind) && !blocked.iter().any(is_end)
}

fn media(file: &Attachment) -> &str {
    let kind = file.mime_type.as_deref().and_then(|kind| kind.split(';').next()).unwrap_or_default();
    if kind.is_empty() { "application/octet-stream" } else { kind }
}

/// The file that is under way: the others wait behind it.
fn under_way<'a>(talk: &'a mut Talk) -> Option<&'a mut Errand> {
    talk.line.errands.iter_mut().find(|errand| errand.step >= PLACE)
}

/// Its next step.
fn step(step: u32, request: ProviderRequest, talk: &mut Talk) {
    if let Some(errand) = under_way(talk) {
        (errand.step, errand.request, errand.attempts) = (step, request, 0);
        (errand.send, errand.due) = (None, None);
    }
}

/// It has a name: Genesys is asked where it is to be put.
pub fn announce(name: Option<Str>, talk: &mut Talk) {
    let file = under_way(talk).and_then(|errand| errand.file.clone());
    let Some((name, file)) = name.zip(file.filter(|file| allows(file, talk))) else {
        return attach(None, talk);
    };
    let fields = [
        ("attachmentId", name.clone().into()),
        ("fileName", file.name.clone().unwrap_or_else(|| "file".into()).into()),
        ("fileType", media(&file).into()),
        ("errorsAsJson", true.into()),
    ];
    let request = frame("onAttachment", &name, &fields, talk);
    talk.keep("file", name);
    talk.alarm(LATE, FILING);
    step(PLACE, request, talk);
}

/// Genesys has said where its bytes go.
pub fn upload(place: &Value, talk: &mut Talk) {
    let Some(file) = under_way(talk).filter(|errand| errand.step == PLACE).and_then(|it| it.file.clone())
    else {
        return;
    };
    // Only a contact centre that is itself reached without TLS may store files so.
    let is_plain = talk.setting("socketUrl").is_some_and(|url| url.starts_with("ws:"));
    let url = text_at(place, "url").unwrap_or_default();
    if !url.starts_with(if is_plain { "http" } else { "https:" }) {
        return attach(None, talk);
    }
    let mut headers = Object::new();
    headers.insert("Content-Type", media(&file));
    for (name, value) in fields(at(place, "headers")).iter().take(HEADERS) {
        if value.as_str().is_some() && !name.eq_ignore_ascii_case("content-type") {
            headers.insert(name.clone(), value.clone());
        }
    }
    talk.stop(LATE);
    step(UPLOAD, Http::put(&url, headers, file).within(CARRYING), talk);
}

/// What an answer on its way means for it: it goes on, tries again, or goes as a link.
pub fn filed(answer: &Answer, talk: &mut Talk) -> Next {
    if answer.is_ok() {
        talk.alarm(LATE, FILING);
        return Next::Wait;
    }
    let Some(errand) = under_way(talk) else { return Next::Done };
    let (mark, attempts) = (u64::from(errand.mark), errand.attempts);
    if answer.usual() == Next::Again && attempts < CARRIED {
        return Next::Again;
    }
    // The place was given for a while only.
    if answer.status == 403 && talk.counted("renewed") != Some(mark) {
        talk.keep("renewed", mark as f64);
        anew(talk);
    } else {
        attach(None, talk);
    }
    Next::AtOnce
}

/// It goes into the conversation: by its name, if Genesys has it, else as a link.
pub fn attach(name: Option<Str>, talk: &mut Talk) {
    talk.stop(LATE);
    let Some(errand) = under_way(talk) else { return };
    let mark = errand.mark;
    let (words, content) = match name {
        Some(name) => {
            let attachment = object!([("id", name.into())]);
            let content = object!([("contentType", "Attachment".into()), ("attachment", attachment)]);
            (Str::from(""), vec![content].into())
        }
        None => (readable(None, &Value::Null, &[], errand.file.take().as_slice()), Value::Null),
    };
    let request = message(words, content, mark, talk);
    step(WORD, request, talk);
}

/// The socket over which Genesys would have told of it is gone: it begins under another name.
pub fn anew(talk: &mut Talk) {
    step(FILE, ProviderRequest::Uuid {}, talk);
}
