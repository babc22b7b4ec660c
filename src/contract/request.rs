//! What a provider wants sent. Credentials are named here and added by the host.

use crate::contract::DeskMessage;
use crate::packed::{records, words};
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
        /// A message to the built-in desk.
        Desk = 52 "desk" {
            /// What.
            message: DeskMessage = "message",
        },
    }
}
