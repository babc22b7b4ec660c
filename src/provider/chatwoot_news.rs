//! What Chatwoot tells by either of its interfaces: messages of agents, and the state of the conversation.
//!
//! News may come late, twice, or only when it is asked for. A message that was asked for may be older than the
//! leaving of the agent who said it: then that the agent has left has to be told anew.

use crate::contract::{Agent, Attachment, Input, ProviderRequest, QuickReply, SocketAction, WebhookAction};
use crate::provider::chatwoot::is_public;
use crate::provider::chatwoot_client::socket;
use crate::provider::line::Talk;
use crate::provider::payload::{at, given, items, text};
use crate::value::{Str, Value};

/// How many messages are remembered between two times that the codec asks.
const HEARD: usize = 50;

/// A message as a webhook or the list of messages has it; false if no agent has said it to the visitor.
pub fn agent_said(message: &Value, talk: &mut Talk) -> bool {
    let is_outgoing = matches!(at(message, &["message_type"]), kind if kind.as_str() == Some("outgoing") || kind.as_f64() == Some(1.0));
    let is_private = at(message, &["private"]).as_bool() == Some(true);
    let sender = at(message, &["sender"]);
    let by_agent = at(sender, &["type"]).as_str().is_none_or(|kind| kind.eq_ignore_ascii_case("user"));
    let Some(id) = text(at(message, &["id"])) else { return false };
    if !is_outgoing || is_private || !by_agent || sender.is_nullish() {
        return false;
    }
    // That somebody was assigned may not have been heard of.
    let assigned = [&["conversation", "meta", "assignee", "id"] as &[&str], &["conversation", "assignee_id"]];
    let assignee = assigned.iter().find_map(|path| text(at(message, path)));
    if assignee.is_some() && talk.kept("assignee").is_none() {
        talk.keep("assignee", given(assignee));
    }
    let attributes = at(message, &["content_attributes"]);
    let choices = items(at(attributes, &["items"]));
    let kind = at(message, &["content_type"]).as_str();
    let quick_replies =
        if kind == Some("input_select") { choices.iter().filter_map(choice).collect() } else { Vec::new() };
    let is_card = matches!(kind, Some("cards" | "article" | "form"));
    talk.tell(Input::AgentMessage {
        id: Some(["message ", &id].concat().into()),
        text: text(at(message, &["content"])),
        data: if is_card { attributes.clone() } else { Value::Null },
        attachments: items(at(message, &["attachments"])).iter().filter_map(attachment).collect(),
        agent: agent(sender),
        quick_replies,
    });
    let mut heard = items(&talk.line.session.remove("heard").unwrap_or_default()).to_vec();
    heard.drain(..heard.len().saturating_sub(HEARD));
    heard.push(at(message, &["id"]).clone());
    talk.keep("heard", heard);
    true
}

/// Messages that were asked for: some may be older than what is known.
pub fn missed(messages: &[Value], talk: &mut Talk) {
    let number = |id: Option<Str>| id.and_then(|id| id.parse::<u64>().ok());
    let of = |message: &Value| text(at(message, &["id"]));
    let complete = number(talk.kept("complete"));
    let heard = items(&talk.line.session.remove("heard").unwrap_or_default()).to_vec();
    for message in messages {
        let is_heard = heard.iter().any(|id| text(id) == of(message)) || number(of(message)) <= complete;
        let by_agent = agent_said(message, talk);
        // Who has said it may have left since: the next look at the conversation tells.
        if by_agent && !is_heard && talk.kept("assignee").is_none() {
            talk.keep("assignee", given(text(at(message, &["sender", "id"]))));
        }
    }
    let latest = messages.iter().map(|message| number(of(message))).max().flatten().max(complete);
    talk.keep("complete", latest.map_or(Value::Null, |latest| (latest as f64).into()));
    talk.keep("heard", heard.into_iter().filter(|id| number(text(id)) > latest).collect::<Vec<_>>());
}

fn choice(item: &Value) -> Option<QuickReply> {
    let title = text(at(item, &["title"]))?;
    let payload = text(at(item, &["value"])).unwrap_or_else(|| title.clone());
    Some(QuickReply { title, payload })
}

fn attachment(file: &Value) -> Option<Attachment> {
    let url = text(at(file, &["data_url"]))?;
    let mime_type = match at(file, &["file_type"]).as_str() {
        Some("image") => Some("image/*".into()),
        Some("audio") => Some("audio/*".into()),
        Some("video") => Some("video/*".into()),
        _ => None,
    };
    Some(Attachment { url, mime_type, name: text(at(file, &["fallback_title"])) })
}

fn agent(person: &Value) -> Option<Agent> {
    let display_name = text(at(person, &["available_name"])).or_else(|| text(at(person, &["name"])));
    let avatar_image = text(at(person, &["avatar_url"])).or_else(|| text(at(person, &["thumbnail"])));
    let id = text(at(person, &["id"]));
    (id.is_some() || display_name.is_some()).then_some(Agent { id, display_name, avatar_image })
}

/// The state of the conversation, and who has it.
pub fn status_told(conversation: &Value, talk: &mut Talk) {
    if at(conversation, &["status"]).as_str() == Some("resolved") {
        let attributes = at(conversation, &["custom_attributes"]);
        match talk.kept("conversation") {
            _ if is_public(talk.settings) => talk.post(socket(SocketAction::Close, None)),
            Some(address) => talk.post(ProviderRequest::Webhook { action: WebhookAction::Close, address }),
            None => {}
        }
        talk.tell(Input::HandoverResolved {
            id: None,
            summary: text(at(attributes, &["summary"])),
            resolution: text(at(attributes, &["resolution"])),
        });
        return;
    }
    let assignee = at(conversation, &["meta", "assignee"]);
    let before = talk.kept("assignee");
    match (agent(assignee), before) {
        (Some(agent), before) if agent.id != before => {
            if before.is_some() {
                talk.tell(Input::AgentLeft { id: None, agent: None, transferring: Some(true) });
            }
            talk.keep("assignee", agent.id.clone());
            talk.tell(Input::HandoverAccepted { id: None, agent: Some(agent) });
        }
        (None, Some(_)) if at(conversation, &["meta"]).as_object().is_some() => {
            talk.keep("assignee", Value::Null);
            talk.tell(Input::AgentLeft { id: None, agent: None, transferring: None });
        }
        _ => {}
    }
}
