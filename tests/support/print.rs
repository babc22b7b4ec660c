//! Effects as lines that people read.

use std::fmt::Write;

use handover::contract::{
    Agent, Attachment, DeskMessage, Handover, Millis, Order, Output, ProviderRequest, QuickReply,
    Representative, to_value,
};
use handover::script::to_json;
use handover::value::Value;

pub fn effects(output: &Output, text: &mut String) {
    for effect in &output.effects {
        for line in order(&effect.order) {
            writeln!(text, "< {line}").unwrap();
        }
    }
}

pub fn duration(millis: Millis) -> String {
    match millis {
        _ if millis.is_multiple_of(3_600_000) && millis > 0 => format!("{}h", millis / 3_600_000),
        _ if millis.is_multiple_of(60_000) && millis > 0 => format!("{}m", millis / 60_000),
        _ if millis.is_multiple_of(1_000) => format!("{}s", millis / 1_000),
        _ => format!("{millis}ms"),
    }
}

fn order(order: &Order) -> Vec<String> {
    vec![match order {
        Order::Say { to, from, text, data, quick_replies, attachments } => format!(
            "say to {}, {}:{}",
            to.as_str(),
            person(from),
            words(text.as_deref(), data, quick_replies, attachments)
        ),
        Order::Event { event_type, representative } => {
            format!("{} {}", event_type.as_str(), person(representative))
        }
        Order::Notice { to, code, text } => format!("notice to {}, {}: {text}", to.as_str(), code.as_str()),
        Order::Typing { to, on, .. } => {
            format!("typing to {} {}", to.as_str(), if *on { "on" } else { "off" })
        }
        Order::Queue { position, estimated_wait_time, alternative_text } => {
            let mut line = String::from("queue");
            position.iter().for_each(|position| write!(line, " position {position}").unwrap());
            estimated_wait_time.iter().for_each(|wait| write!(line, " wait {}", duration(*wait)).unwrap());
            alternative_text.iter().for_each(|text| write!(line, ": {text}").unwrap());
            line
        }
        Order::Handover { handover } => status(handover),
        Order::Stage { conversation_stage } => format!("stage {}", conversation_stage.as_str()),
        Order::Send { send, provider, request } => return sent(*send, provider, request),
        Order::Availability { provider, agents, .. } => {
            format!(
                "availability of {provider} {}",
                agents.map_or("unknown".into(), |agents| agents.to_string())
            )
        }
        Order::Ended { reason } => format!("ended {reason}"),
        Order::Fault { code, message, node } => {
            format!("fault {code} at {}: {message}", node.as_deref().unwrap_or("no node"))
        }
        Order::Transfer { phone_gateway_transfer, sip } => {
            let mut line = String::from("transfer");
            phone_gateway_transfer.iter().for_each(|to| write!(line, " to {}", json(&to_value(to))).unwrap());
            sip.iter().for_each(|sip| write!(line, " sip {}", json(&to_value(sip))).unwrap());
            line
        }
    }]
}

fn status(handover: &Handover) -> String {
    let mut line = format!("handover {}", handover.status.as_str());
    if let Some(error) = &handover.error {
        write!(line, " ({} {}: {})", error.reason.as_str(), error.code, error.message).unwrap();
    }
    if let Some(Agent { display_name: Some(name), .. }) = &handover.agent {
        write!(line, ", agent {name}").unwrap();
    }
    handover.summary.iter().for_each(|summary| write!(line, ", summary {summary}").unwrap());
    handover.resolution.iter().for_each(|resolution| write!(line, ", resolution {resolution}").unwrap());
    line
}

fn sent(send: u32, provider: &str, request: &ProviderRequest) -> Vec<String> {
    let ProviderRequest::Desk { message } = request else {
        return vec![format!("send {send} to {provider}: {}", json(&to_value(request)))];
    };
    let mut lines = vec![match message {
        DeskMessage::Request {
            handover,
            channel,
            locale,
            profile,
            metadata,
            skills,
            languages,
            priority,
            ..
        } => {
            let mut line = format!("send {send} to {provider}: request {handover}");
            let texts = [("channel", channel), ("locale", locale)];
            for (key, text) in texts {
                text.iter().for_each(|text| write!(line, " {key} {text}").unwrap());
            }
            for (key, list) in [("skills", skills), ("languages", languages)] {
                if !list.is_empty() {
                    write!(line, " {key} {}", list.join(",")).unwrap();
                }
            }
            if &**priority != "none" {
                write!(line, " priority {priority}").unwrap();
            }
            for (key, value) in [("profile", profile), ("metadata", metadata)] {
                if value.as_object().is_some_and(|object| !object.is_empty()) {
                    write!(line, " {key} {}", json(value)).unwrap();
                }
            }
            line
        }
        DeskMessage::Message { author, text, data, attachments, seq, .. } => format!(
            "send {send} to {provider}: message {seq} of {}:{}",
            author.as_str(),
            words(text.as_deref(), data, &[], attachments)
        ),
        DeskMessage::Typing { on, .. } => {
            format!("send {send} to {provider}: typing {}", if *on { "on" } else { "off" })
        }
        DeskMessage::Notice { seq, code, text, .. } => {
            format!("send {send} to {provider}: notice {seq}, {}: {text}", code.as_str())
        }
        DeskMessage::End { seq, reason, .. } => {
            format!("send {send} to {provider}: end {seq}, {}", reason.as_str())
        }
        DeskMessage::Availability { .. } => format!("send {send} to {provider}: availability?"),
    }];
    if let DeskMessage::Request { transcript, .. } = message {
        for entry in transcript {
            let name = entry.name.as_deref().unwrap_or(entry.author.as_str());
            lines.push(format!("| {name}: {}", entry.text.replace('\n', " / ")));
        }
    }
    lines
}

fn person(representative: &Representative) -> String {
    let mut line = representative.representative_type.as_str().to_string();
    representative.display_name.iter().for_each(|name| write!(line, " {name}").unwrap());
    line
}

fn words(text: Option<&str>, data: &Value, buttons: &[QuickReply], files: &[Attachment]) -> String {
    let mut line = String::new();
    text.iter().for_each(|text| write!(line, " {}", text.replace('\n', " / ")).unwrap());
    if !data.is_nullish() {
        write!(line, " {}", json(data)).unwrap();
    }
    for QuickReply { title, payload } in buttons {
        let click = if title == payload { title.to_string() } else { format!("{title} → {payload}") };
        write!(line, " [{click}]").unwrap();
    }
    files.iter().for_each(|file| write!(line, " <{}>", file.url).unwrap());
    line
}

fn json(value: &Value) -> String {
    to_json(value, None).unwrap_or_default()
}
