//! Agent Assist: what everybody says, as the participants' requests of a Dialogflow v2 conversation.
//!
//! Agent Assist hears a conversation by its participants: each is made once, and each of their messages is
//! analysed under its name. Resource names are the host's, who keeps what Google answers to the making.

use crate::contract::{Audience, Input, Order, QuickReply, RepresentativeType};
use crate::format::business_messages::{choices, wording};
use crate::format::export::{Entry, Exported};
use crate::hash::{BASIS, fnv1a};
use crate::value::{Object, Str, Value};

/// What was said to or by the visitor, as `{ items: { kind, role, id, body }[] }` in log order.
///
/// A `participant` stands before the first `analyzeContent` of its role. The id of a message is its
/// `requestId`, by which Google drops repeats; it is the same at every export. Files stand in it as addresses.
pub(super) fn items(exported: &Exported) -> Value {
    let mut known: Vec<&str> = Vec::new();
    let mut items = Vec::new();
    let conversation = hash(&exported.conversation.name);
    for item in exported.items {
        let (role, text, data, replies, attachments) = match &item.entry {
            Entry::Input(Input::Message { text, data, attachments, .. }) => {
                ("END_USER", text, data, &[] as &[QuickReply], attachments)
            }
            Entry::Order(Order::Say { to, from, text, data, quick_replies, attachments })
                if *to != Audience::Agent =>
            {
                let is_human = from.representative_type == RepresentativeType::Human;
                let role = if is_human { "HUMAN_AGENT" } else { "AUTOMATED_AGENT" };
                (role, text, data, &**quick_replies, attachments)
            }
            Entry::Input(_) | Entry::Order(_) => continue,
        };
        let mut lines = vec![wording(text.as_ref(), data)];
        lines.extend(attachments.iter().map(|file| file.url.clone()));
        lines.retain(|line| !line.is_empty());
        if lines.is_empty() {
            lines.push(choices(replies).into());
        }
        let said = lines.join("\n");
        if said.trim().is_empty() {
            continue;
        }
        if !known.contains(&role) {
            known.push(role);
            items.push(entry("participant", role, role.into(), Object::from_iter([("role", role)])));
        }
        let id: Str = [&*conversation, "-", &item.seq.to_string()].concat().into();
        let language = exported.locale.unwrap_or("en");
        let input = Object::from_iter([("text", &*said), ("languageCode", language)]);
        let body = Object::from_iter([("textInput", Value::from(input)), ("requestId", id.clone().into())]);
        items.push(entry("analyzeContent", role, id, body));
    }
    Object::from_iter([("items", items)]).into()
}

fn entry(kind: &str, role: &str, id: Str, body: Object) -> Value {
    let fields = [("kind", kind.into()), ("role", role.into()), ("id", id.into()), ("body", body.into())];
    Object::from_iter::<[(&str, Value); 4]>(fields).into()
}

/// Sixteen letters that stand for a conversation: a `requestId` takes no more than 36, and not all kinds.
fn hash(name: &str) -> String {
    let nibbles =
        fnv1a(BASIS, name.bytes()).to_be_bytes().into_iter().flat_map(|byte| [byte >> 4, byte & 15]);
    nibbles.filter_map(|nibble| char::from_digit(nibble.into(), 16)).collect()
}
