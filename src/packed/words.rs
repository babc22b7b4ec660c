//! The vocabulary: texts that are written as one byte.
//!
//! New words go to the end and none is taken out, because snapshots hold their numbers.

/// The words, by number.
pub const WORDS: &[&str] = &[
    "type",
    "id",
    "text",
    "data",
    "intent",
    "attachments",
    "on",
    "agent",
    "displayName",
    "avatarImage",
    "url",
    "mimeType",
    "name",
    "position",
    "estimatedWaitTime",
    "summary",
    "resolution",
    "reason",
    "code",
    "message",
    "send",
    "status",
    "headers",
    "body",
    "provider",
    "channel",
    "locale",
    "profile",
    "conversationProfile",
    "phoneNumber",
    "transferring",
    "payload",
    "format",
    "start",
    "typing",
    "connected",
    "disconnected",
    "cancel",
    "handoverQueued",
    "handoverAccepted",
    "agentMessage",
    "agentTyping",
    "agentLeft",
    "agentInject",
    "handoverResolved",
    "handoverFailed",
    "handoverUpdate",
    "handoverAlreadyInProgress",
    "answer",
    "sendFailed",
    "frame",
    "signal",
    "wake",
    "visitor",
    "both",
    "bot",
    "system",
    "human",
    "BOT",
    "HUMAN",
    "REPRESENTATIVE_JOINED",
    "REPRESENTATIVE_LEFT",
    "userJoined",
    "userLeft",
    "cancelled",
    "other",
    "VIRTUAL_AGENT_STAGE",
    "HUMAN_ASSIST_STAGE",
    "requested",
    "queue",
    "active",
    "completed",
    "error",
    "timedOut",
    "genericHandoverUpdate",
    "unsupported",
    "IN_PROGRESS",
    "COMPLETED",
    "handover",
    "availability",
    "businessMessages",
    "GET",
    "POST",
    "PUT",
    "PATCH",
    "DELETE",
    "open",
    "close",
    "warning",
    "closedByFlow",
    "source",
    "target",
    "sourceHandle",
    "targetHandle",
    "x",
    "y",
    "title",
];

/// The number of a word, at compile time; a text that is no word does not compile.
#[allow(clippy::indexing_slicing, clippy::arithmetic_side_effects, clippy::panic)]
pub const fn word(text: &str) -> u8 {
    let mut at = 0;
    while at < WORDS.len() {
        if equal(WORDS[at].as_bytes(), text.as_bytes()) {
            return at as u8;
        }
        at += 1;
    }
    panic!("not in the vocabulary")
}

#[allow(clippy::indexing_slicing, clippy::arithmetic_side_effects)]
const fn equal(left: &[u8], right: &[u8]) -> bool {
    if left.len() != right.len() {
        return false;
    }
    let mut at = 0;
    while at < left.len() {
        if left[at] != right[at] {
            return false;
        }
        at += 1;
    }
    true
}
