//! What Chatwoot tells by either of its interfaces: messages of agents, and the state of the conversation.
//!
//! News may come late, twice, or only when it is asked for. A message that was asked for may be older than the
//! leaving of the agent who said it: then that the agent has left has to be told anew.

use crate::contract::{Agent, Input};
use crate::provider::chatwoot::is_public;
use crate::provider::facts::{choices, either, files, person};
use crate::provider::line::Talk;
use crate::provider::payload::{at, given, holds, is, items, number, number_at, text, text_at};
use crate::value::{Str, Value};

/// How many messages are remembered between two times that the codec asks.
const HEARD: usize = 50;

/// A message as a webhook or the list of messages has it; false if no agent has said it to the visitor.
pub fn agent_said(message: &Value, talk: &mut Talk) -> bool {
    let is_outgoing = matches!(at(message, "message_type"), kind if kind.as_str() == Some("outgoing") || kind.as_f64() == Some(1.0));
    let is_private = holds(message, "private");
    let sender = at(message, "sender");
    let by_agent = at(sender, "type").as_str().is_none_or(|kind| kind.eq_ignore_ascii_case("user"));
    let Some(id) = text_at(message, "id") else { return false };
    if !is_outgoing || is_private || !by_agent || sender.is_nullish() {
        return false;
    }
    // That somebody was assigned may not have been heard of.
    let assigned = ["conversation/meta/assignee/id", "conversation/assignee_id"];
    let assignee = assigned.iter().find_map(|path| text(at(message, path)));
    if assignee.is_some() && talk.kept("assignee").is_none() {
        talk.keep("assignee", given(assignee));
    }
    let attributes = at(message, "content_attributes");
    let kind = at(message, "content_type").as_str();
    let offered = if kind == Some("input_select") { at(attributes, "items") } else { &Value::Null };
    let is_card = matches!(kind, Some("cards" | "article" | "form"));
    let mut sent = files(at(message, "attachments"), ["data_url", "file_type", "fallback_title"]);
    for file in &mut sent {
        // Chatwoot knows no more than what it is a kind of.
        let kind = file.mime_type.take().filter(|kind| matches!(&**kind, "image" | "audio" | "video"));
        file.mime_type = kind.map(|kind| [&*kind, "/*"].concat().into());
    }
    talk.said(
        Some(["message ", &id].concat().into()),
        at(message, "content"),
        if is_card { attributes.clone() } else { Value::Null },
        sent,
        agent(sender),
        choices(offered, "title", "value"),
    );
    let mut heard = items(&talk.take("heard")).to_vec();
    heard.drain(..heard.len().saturating_sub(HEARD));
    heard.push(at(message, "id").clone());
    talk.keep("heard", heard);
    true
}

/// The latest of the visitor's words in a list of messages, after those that were known to be there.
pub fn visitor_said(messages: &[Value], talk: &Talk) -> Option<Str> {
    let spoken = talk.counted("spoken");
    let is_mine = |message: &&Value| {
        let kind = at(message, "message_type");
        (kind.as_str() == Some("incoming") || kind.as_f64() == Some(0.0)) && number_at(message, "id") > spoken
    };
    messages.iter().rev().find(is_mine).and_then(|message| text_at(message, "id"))
}

/// Messages that were asked for: some may be older than what is known.
pub fn missed(messages: &[Value], talk: &mut Talk) {
    let of = |message: &Value| text_at(message, "id");
    let complete = talk.counted("complete");
    let mut heard = items(&talk.take("heard")).to_vec();
    let mut latest = complete;
    for message in messages {
        latest = latest.max(number_at(message, "id"));
        let is_heard = heard.iter().any(|id| text(id) == of(message)) || number_at(message, "id") <= complete;
        let by_agent = agent_said(message, talk);
        // Who has said it may have left since: the next look at the conversation tells.
        if by_agent && !is_heard && talk.kept("assignee").is_none() {
            talk.keep("assignee", given(text_at(message, "sender/id")));
        }
    }
    talk.keep("complete", latest.map_or(Value::Null, |latest| (latest as f64).into()));
    heard.retain(|id| number(id) > latest);
    talk.keep("heard", heard);
}

fn agent(one: &Value) -> Option<Agent> {
    person(at(one, "id"), either(one, &["available_name", "name"]), either(one, &["avatar_url", "thumbnail"]))
}

/// The state of the conversation, and who has it.
pub fn status_told(conversation: &Value, talk: &mut Talk) {
    if is(conversation, "status", "resolved") {
        let attributes = at(conversation, "custom_attributes");
        match talk.kept("conversation") {
            _ if is_public(talk.settings) => talk.close_socket(),
            address => talk.close_webhook(address),
        }
        let told = |key: &str| text_at(attributes, key);
        talk.tell(Input::HandoverResolved {
            id: None,
            summary: told("summary"),
            resolution: told("resolution"),
        });
        return;
    }
    let assignee = at(conversation, "meta/assignee");
    let before = talk.kept("assignee");
    match (agent(assignee), before) {
        (Some(agent), before) if agent.id != before => {
            if before.is_some() {
                talk.left(None, None, true);
            }
            talk.keep("assignee", agent.id.clone());
            talk.accepted(None, Some(agent));
        }
        (None, Some(_)) if at(conversation, "meta").as_object().is_some() => {
            talk.keep("assignee", Value::Null);
            talk.left(None, None, false);
        }
        _ => {}
    }
}
