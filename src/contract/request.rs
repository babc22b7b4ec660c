//! What a provider wants sent. Credentials are named here and added by the host.

use crate::contract::{Attachment, DeskMessage};
use crate::packed::{record, records, words};
use crate::value::{Object, Str};

words! {
    /// An HTTP method.
    pub enum Method {
        /// GET.
        Get = "GET",
        /// POST.
        Post = "POST",
        /// PUT.
        Put = "PUT",
        /// PATCH.
        Patch = "PATCH",
        /// DELETE.
        Delete = "DELETE",
    }
}

words! {
    /// What to do with a socket.
    pub enum SocketAction {
        /// Open it.
        Open = "open",
        /// Send a text.
        Text = "text",
        /// Close it.
        Close = "close",
    }
}

words! {
    /// What to do with an event stream.
    pub enum StreamAction {
        /// Open it.
        Open = "open",
        /// Close it.
        Close = "close",
    }
}

record! {
    /// A signature that the host makes of the bytes it sends, or checks in what it receives.
    pub struct Signature = 59 {
        /// The header field that carries it.
        header: Str = "header",
        /// `HMAC-SHA256` or `HMAC-SHA512`, `JWS-RS256`, detached, or `SECRET`: the secret itself.
        algorithm: Str = "algorithm",
        /// `hex` or `base64`.
        encoding: Str = "encoding",
        /// What stands ahead of it in the field.
        prefix: Str = "prefix",
        /// The header field with the time in seconds that is signed ahead of the body, with a dot between.
        timestamp: Option<Str> = "timestamp",
        /// What is signed, where it is not the body.
        payload: Option<Str> = "payload",
        /// The name of the secret.
        auth: Str = "auth",
        /// Whether what has no signature is refused too.
        required: bool = "required",
    }
}

record! {
    /// One part of a multipart body.
    pub struct Part = 60 {
        /// The name of its field.
        name: Str = "name",
        /// A text.
        value: Option<Str> = "value",
        /// A file, which the host fetches.
        attachment: Option<Attachment> = "attachment",
    }
}

impl Part {
    /// A text.
    pub fn word(name: &str, value: Str) -> Self {
        Part { name: name.into(), value: Some(value), attachment: None }
    }

    /// A file.
    pub fn file(name: &str, file: &Attachment) -> Self {
        Part { name: name.into(), value: None, attachment: Some(file.clone()) }
    }
}

record! {
    /// What a webhook is, before any conversation hears of it.
    pub struct Webhook = 63 {
        /// What tells its conversation from others; `None` if it concerns none.
        address: Option<Str> = "address",
        /// The signature it has to carry.
        signature: Option<Signature> = "signature",
        /// The HTTP status to answer with.
        status: u32 = "status",
        /// The body to answer with.
        body: Option<Str> = "body",
        /// How the answer is signed.
        sign: Option<Signature> = "sign",
    }
}

words! {
    /// What to do with the webhooks of a handover.
    pub enum WebhookAction {
        /// Deliver them to this conversation.
        Open = "open",
        /// Deliver no more of them.
        Close = "close",
    }
}

records! {
    /// One request.
    pub enum ProviderRequest tagged "kind" after &[] => {
        /// An HTTP request.
        Http = 49 "http" {
            /// How.
            method: Method = "method",
            /// Where.
            url: Str = "url",
            /// Header fields.
            headers: Object = "headers",
            /// What.
            body: Option<Str> = "body",
            /// The credential's name.
            auth: Option<Str> = "auth",
            /// Milliseconds until it counts as failed.
            timeout: u64 = "timeout",
            /// The parts of a multipart body, in place of `body`.
            form: Vec<Part> = "form",
            /// A file whose bytes are the body, in place of `body`; the host fetches it.
            file: Option<Attachment> = "file",
            /// How the bytes are signed.
            sign: Option<Signature> = "sign",
            /// Whether the credential must never be in a browser.
            server_only: bool = "serverOnly",
        },
        /// A WebSocket.
        Socket = 50 "socket" {
            /// What to do.
            action: SocketAction = "action",
            /// Where, to open it.
            url: Option<Str> = "url",
            /// What to send.
            body: Option<Str> = "body",
            /// The credential's name.
            auth: Option<Str> = "auth",
        },
        /// A stream of server-sent events.
        Events = 51 "events" {
            /// What to do.
            action: StreamAction = "action",
            /// Where.
            url: Str = "url",
            /// Header fields.
            headers: Object = "headers",
            /// The credential's name.
            auth: Option<Str> = "auth",
        },
        /// The webhooks that a provider sends about this handover.
        Webhook = 61 "webhook" {
            /// What to do.
            action: WebhookAction = "action",
            /// What tells this handover's from others, as `readWebhook` finds it in them.
            address: Str = "address",
        },
        /// A new random UUID, which is the body of the answer.
        Uuid = 62 "uuid" {},
        /// A message to the built-in desk.
        Desk = 52 "desk" {
            /// What.
            message: DeskMessage = "message",
        },
    }
}
