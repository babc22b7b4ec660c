//! JSON as providers write and read it: ids may be numbers or texts, fields may be missing, and more may come.

use crate::contract::{Attachment, Method, ProviderRequest, Signature};
use crate::provider::codec::Answer;
use crate::provider::line::{Order, Talk};
use crate::script::{from_json, number_to_text, text_to_decimal, to_json};
use crate::value::{Object, Str, Value};

/// How long a provider may take to answer.
const TIMEOUT: u64 = 30_000;
static NOTHING: Value = Value::Null;

/// What stands at a path of keys; null where there is nothing.
pub fn at<'a>(value: &'a Value, path: &str) -> &'a Value {
    found(path.split('/').try_fold(value, |value, key| value.get(key)))
}

/// What was found; null where there is nothing.
pub fn found(value: Option<&Value>) -> &Value {
    value.unwrap_or(&NOTHING)
}

/// The text of a text or a number, unless it is blank.
pub fn text(value: &Value) -> Option<Str> {
    let text: Str = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number_to_text(*number).into(),
        Value::Undefined | Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => return None,
    };
    (!text.trim().is_empty()).then_some(text)
}

/// The text at a path.
pub fn text_at(value: &Value, path: &str) -> Option<Str> {
    text(at(value, path))
}

/// Whether this word stands at a path.
pub fn is(value: &Value, path: &str, word: &str) -> bool {
    at(value, path).as_str() == Some(word)
}

/// Whether it says yes at a path.
pub fn holds(value: &Value, path: &str) -> bool {
    at(value, path).as_bool() == Some(true)
}

/// A number that is not negative, or a text that is one.
pub fn number(value: &Value) -> Option<u64> {
    let number = match value {
        Value::Number(number) => *number,
        other => text_to_decimal(text(other)?.trim())?,
    };
    (0.0..=9e15).contains(&number).then_some(number as u64)
}

/// The number at a path.
pub fn number_at(value: &Value, path: &str) -> Option<u64> {
    number(at(value, path))
}

/// The items of the list at a path.
pub fn items_at<'a>(value: &'a Value, path: &str) -> &'a [Value] {
    items(at(value, path))
}

/// The items of a list; none of anything else.
pub fn items(value: &Value) -> &[Value] {
    value.as_array().unwrap_or_default()
}

/// An object of these fields, whose keys are literals; those that are null or undefined are left out.
///
/// Keys in one text take less than a table of them, at a hundred places.
macro_rules! object {
    ([$(($key:literal, $value:expr $(,)?)),* $(,)?]) => {
        $crate::provider::payload::object_with(concat!($($key, " "),*), &mut [$($value),*])
    };
}
pub(crate) use object;

/// An object of values under the keys of a text; takes the values out.
pub fn object_with(keys: &str, values: &mut [Value]) -> Value {
    let mut object = Object::new();
    for (key, value) in keys.split(' ').zip(values) {
        put(&mut object, key, value);
    }
    object.into()
}

/// An object of these fields, in the same way; takes the values out.
pub fn object_of(fields: &mut [(&str, Value)]) -> Value {
    let mut object = Object::new();
    for (key, value) in fields {
        put(&mut object, key, value);
    }
    object.into()
}

fn put(object: &mut Object, key: &str, value: &mut Value) {
    let value = std::mem::take(value);
    if !value.is_nullish() {
        object.insert(key, value);
    }
}

/// A list of texts.
pub fn texts(items: &[Str]) -> Value {
    items.iter().map(|item| Value::String(item.clone())).collect::<Vec<_>>().into()
}

/// An optional text that is left out of an `object!` where it is blank.
pub fn given(text: Option<Str>) -> Value {
    text.filter(|text| !text.trim().is_empty()).into()
}

/// An identifier that a provider wants as a number; as it is where it is none.
pub fn numeric(id: Option<Str>) -> Value {
    let number = id.as_ref().and_then(|id| text_to_decimal(id.trim()));
    number.map_or_else(|| given(id), Value::Number)
}

/// A value as JSON.
pub fn json(value: &Value) -> Str {
    to_json(value, None).unwrap_or_default().into()
}

/// The fields of an object, or none.
pub fn fields(value: &Value) -> Object {
    value.as_object().cloned().unwrap_or_default()
}

/// A text as part of a URL's path or query.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => escaped.push(byte as char),
            _ => {
                const DIGITS: [char; 16] =
                    ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
                let digit = |nibble: u8| DIGITS.get(usize::from(nibble)).copied().unwrap_or_default();
                escaped.extend(['%', digit(byte >> 4), digit(byte & 15)]);
            }
        }
    }
    escaped
}

/// A text in pieces of at most so many characters, cut at spaces or line ends where there are any; none of nothing.
pub fn pieces(text: &str, longest: usize) -> Vec<Str> {
    let mut pieces = Vec::new();
    let mut push = |piece: &str| {
        if !piece.is_empty() {
            pieces.push(piece.into());
        }
    };
    let mut rest = text;
    while let Some((limit, _)) = rest.char_indices().nth(longest) {
        let (head, tail) = rest.split_at(limit);
        let space = head.rfind(char::is_whitespace).filter(|cut| *cut > 0);
        let cut = space.unwrap_or_else(|| seam(head, tail));
        let (piece, next) = rest.split_at(cut);
        push(piece.trim_end());
        rest = next.trim_start();
    }
    push(rest);
    pieces
}

/// Where a beginning ends if no accent and no joined sign is to be parted from what it belongs to.
pub fn seam(head: &str, tail: &str) -> usize {
    const JOINER: char = '\u{200d}';
    let mut end = head.len();
    let mut behind = tail.chars().next();
    for (at, sign) in head.char_indices().rev() {
        let belongs =
            |sign| matches!(sign, '\u{300}'..='\u{36f}' | JOINER | '\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}');
        if sign != JOINER && !behind.is_some_and(belongs) {
            return end;
        }
        (end, behind) = (at, Some(sign));
    }
    head.len()
}

/// An HTTP request on its way to being one: what most providers need, and what some need besides. It is handed on
/// from word to word, and so lies in one place.
#[derive(Debug)]
pub struct Http(Box<Draft>);

#[derive(Debug)]
struct Draft {
    method: Method,
    url: String,
    headers: Object,
    body: Option<Str>,
    auth: Option<Str>,
    form: Vec<crate::contract::Part>,
    file: Option<Attachment>,
    sign: Option<Signature>,
    server_only: bool,
}

impl Http {
    /// A request without body and credential, to a base address.
    pub fn new(method: Method, base: Option<Str>) -> Self {
        Http(Box::new(Draft {
            method,
            url: base.unwrap_or_default().trim_end_matches('/').into(),
            headers: Object::new(),
            body: None,
            auth: None,
            form: Vec::new(),
            file: None,
            sign: None,
            server_only: false,
        }))
    }

    /// Goes on with the address as it stands.
    pub fn path(mut self, path: &str) -> Self {
        self.0.url.push_str(path);
        self
    }

    /// Goes on with a part of a path or query.
    pub fn part(self, part: &str) -> Self {
        self.path(&escaped(part))
    }

    /// With a header field.
    pub fn header(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.0.headers.insert(name, value.into());
        self
    }

    /// With a JSON body.
    pub fn json(mut self, body: Value) -> Self {
        self.0.body = Some(json(&body));
        self.header("content-type", "application/json")
    }

    /// With the parts of a multipart body.
    pub fn form(mut self, parts: Vec<crate::contract::Part>) -> Self {
        self.0.form = parts;
        self
    }

    /// Puts the bytes of a file at an address, with these header fields and no others.
    pub fn put(url: &str, headers: Object, file: Attachment) -> Self {
        let mut put = Http::new(Method::Put, None).path(url);
        (put.0.headers, put.0.file) = (headers, Some(file));
        put
    }

    /// With the credential that the settings name, or the usual one; it must stay on a server.
    pub fn secret(mut self, settings: &Value, usual: &str) -> Self {
        self.0.auth = text_at(settings, "auth").or_else(|| Some(usual.into()));
        self.on_server()
    }

    /// From a server only: the provider serves no pages.
    pub fn on_server(mut self) -> Self {
        self.0.server_only = true;
        self
    }

    /// With a token of the visitor's own, once there is one.
    pub fn bearer(self, token: Option<Str>) -> Self {
        match token {
            Some(token) => self.header("Authorization", ["Bearer ", &*token].concat()),
            None => self,
        }
    }

    /// Signed by the host.
    pub fn signed(mut self, signature: Signature) -> Self {
        self.0.sign = Some(signature);
        self
    }

    /// The request, to be answered within the usual time.
    pub fn request(self) -> ProviderRequest {
        self.within(TIMEOUT)
    }

    /// Sends it after those before it, by its order. Answers its mark.
    pub fn send(self, step: u32, turn: Order, talk: &mut Talk) -> u32 {
        talk.send(step, turn, self.request())
    }

    /// Sends it; nobody waits for an answer.
    pub fn post(self, talk: &mut Talk) {
        talk.post(self.request());
    }

    /// The request, to be answered within so many milliseconds.
    pub fn within(self, timeout: u64) -> ProviderRequest {
        let Draft { method, url, headers, body, auth, form, file, sign, server_only } = *self.0;
        ProviderRequest::Http {
            method,
            url: url.into(),
            headers,
            body,
            auth,
            timeout,
            form,
            file,
            sign,
            server_only,
        }
    }
}

impl Answer {
    /// An answer as it came; one that breaks off within its JSON counts as none.
    pub fn read(status: u32, headers: Option<Object>, body: Option<&str>) -> Self {
        let text = body.unwrap_or_default();
        let body = match from_json(text) {
            Ok(body) => body,
            Err(_) if (200..300).contains(&status) && text.starts_with(['{', '[']) => {
                return Answer::failed("the answer breaks off".into());
            }
            Err(_) => text.into(),
        };
        let mut lower = Object::new();
        for (name, value) in headers.unwrap_or_default().iter() {
            lower.insert(name.to_ascii_lowercase(), value.clone());
        }
        Answer { status, body, headers: lower, failure: None }
    }

    /// That nothing came back, and why.
    pub fn failed(message: Str) -> Self {
        Answer { failure: Some(message), ..Answer::default() }
    }
}
