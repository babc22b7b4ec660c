//! Fixed conversations from which the exports are made.

use handover::contract::{
    Agent, Attachment, Audience, ConversationStage, ConversationView, ErrorReason, Event, Handover,
    HandoverError, Input, Lifecycle, NoticeCode, Order, Owner, PhoneGatewayTransfer, QuickReply,
    Representative, RepresentativeType, SipTransfer, Status,
};
use handover::format::{Entry, Exported, Item};
use handover::script::from_json;
use handover::value::{Object, Value};

/// A conversation and its log.
pub struct Conversation {
    /// As it stands.
    pub view: ConversationView,
    /// The custom fields of the handover's node.
    pub metadata: Value,
    ended: Option<&'static str>,
    items: Vec<Item>,
}

/// The conversations by name.
pub fn conversations() -> Vec<(&'static str, Conversation)> {
    vec![
        ("no-handover", Conversation::new(None, from_json("{}").unwrap()).visitor("Hi").bot("Hello")),
        ("waiting", waiting(Status::Queue)),
        ("active", active(Status::Active)),
        ("completed", active(Status::Completed).ended()),
        ("cancelled", waiting(Status::Cancelled)),
        ("timed-out", waiting(Status::TimedOut)),
        ("error", waiting(Status::Error)),
        ("taken-along", active(Status::AlreadyInProgress)),
        ("phone", phone()),
        ("cards", cards()),
        ("bare", Conversation::new(Some(Status::Requested), Value::Undefined)),
        ("ended-by-flow", Conversation::new(None, from_json("{}").unwrap()).bot("Goodbye").ended()),
    ]
}

fn waiting(status: Status) -> Conversation {
    let metadata = from_json(r#"{"queue":"billing","skills":["de"],"priority":2}"#).unwrap();
    let mut conversation =
        Conversation::new(Some(status), metadata).visitor("Hi, I have a problem").bot("Hello");
    conversation.order(say(
        bot(),
        Some("Thanks. I'll pass this along."),
        vec![reply("Cancel", "cancel"), reply("A person", "requestedLiveAgent")],
        vec![],
    ));
    conversation.order(Order::Handover { handover: handover(Status::Requested) });
    conversation.input(Input::Message {
        id: Some("m-2".into()),
        text: Some("It is urgent".into()),
        data: Value::Null,
        intent: None,
        attachments: vec![],
    });
    conversation.order(Order::Queue {
        position: Some(3),
        estimated_wait_time: Some(60_000),
        alternative_text: None,
    });
    conversation.order(Order::Handover { handover: handover(status) });
    conversation
}

fn active(status: Status) -> Conversation {
    let mut conversation = waiting(Status::Queue);
    conversation.view.handover = Some(handover(status));
    conversation.view.conversation_stage = ConversationStage::HumanAssist;
    conversation.view.owner = Owner::Human;
    conversation.order(Order::Handover { handover: handover(Status::Active) });
    conversation.order(Order::Event { event_type: Event::Joined, representative: jane() });
    conversation.order(Order::Typing { to: Audience::Visitor, on: true, from: Some(jane()) });
    conversation.order(Order::Typing { to: Audience::Visitor, on: false, from: Some(jane()) });
    let picture = Attachment {
        url: "https://example.com/receipt.png".into(),
        mime_type: Some("image/png".into()),
        name: Some("Your receipt".into()),
    };
    let file = Attachment { url: "https://example.com/terms.pdf".into(), mime_type: None, name: None };
    conversation.order(say(
        jane(),
        Some("I see you have a problem. How can I help?"),
        vec![],
        vec![picture, file],
    ));
    conversation.order(Order::Typing { to: Audience::Agent, on: true, from: None });
    conversation.order(Order::Say {
        to: Audience::Agent,
        from: bot(),
        text: Some("For the agent alone".into()),
        data: Value::Null,
        quick_replies: vec![],
        attachments: vec![],
    });
    if status != Status::Active {
        conversation.order(Order::Event { event_type: Event::Left, representative: jane() });
        conversation.order(Order::Handover { handover: handover(status) });
        conversation.view.conversation_stage = ConversationStage::VirtualAgent;
        conversation.view.owner = Owner::Bot;
        conversation.order(say(bot(), Some("Anything else?"), many_replies(), vec![]));
    }
    conversation
}

fn phone() -> Conversation {
    let metadata = from_json(r#"{"reason":"Billing issue","endSession":true,"key":"value"}"#).unwrap();
    let mut conversation = Conversation::new(Some(Status::Requested), metadata);
    conversation.view.phone_number = Some("+15552420836".into());
    conversation.view.conversation_profile = Some("projects/p/conversationProfiles/1".into());
    conversation.order(Order::Notice {
        to: Audience::Visitor,
        code: NoticeCode::Other,
        text: "A line".into(),
    });
    conversation.order(Order::Say {
        to: Audience::Both,
        from: bot(),
        text: None,
        data: from_json(r#"{"title":"Your order","buttons":[]}"#).unwrap(),
        quick_replies: vec![],
        attachments: vec![],
    });
    conversation.order(Order::Say {
        to: Audience::Visitor,
        from: bot(),
        text: Some(" ".into()),
        data: Value::Null,
        quick_replies: vec![reply("", "")],
        attachments: vec![],
    });
    conversation.order(Order::Handover { handover: handover(Status::Requested) });
    conversation.order(Order::Transfer {
        phone_gateway_transfer: Some(PhoneGatewayTransfer {
            phone_number: Some("+15552420837".into()),
            sip_uri: None,
            use_originating_trunk: true,
        }),
        sip: Some(SipTransfer {
            end_session: true,
            sip_refer: true,
            uui_headers: vec!["48656c6c6f;encoding=hex".into()],
            x_headers: Object::from_iter([("X-Account", "42")]),
        }),
    });
    conversation
}

fn cards() -> Conversation {
    let mut conversation = Conversation::new(Some(Status::Active), Object::new().into());
    conversation.order(Order::Event { event_type: Event::Joined, representative: jane() });
    for (data, replies) in [
        (r#"{"items":[{"title":"Fern","subtitle":"12 €"},{"title":"Ficus"}]}"#, vec![reply("Buy", "buy")]),
        (r#"{"track":7}"#, vec![]),
        ("null", vec![reply("Basic", "basic"), reply("Pro", "pro")]),
    ] {
        conversation.order(Order::Say {
            to: Audience::Visitor,
            from: jane(),
            text: Some("".into()),
            data: from_json(data).unwrap(),
            quick_replies: replies,
            attachments: vec![],
        });
    }
    conversation
}

impl Conversation {
    fn new(status: Option<Status>, metadata: Value) -> Self {
        let view = ConversationView {
            name: "3333".into(),
            lifecycle_state: Lifecycle::InProgress,
            conversation_stage: ConversationStage::VirtualAgent,
            conversation_profile: None,
            phone_number: None,
            start_time: "2024-05-01T09:00:00.000Z".into(),
            end_time: None,
            owner: Owner::Bot,
            handover: status.map(handover),
            waiting: None,
            entrypoint: "start".into(),
            context: Object::from_iter([("secret", "stays inside")]),
            profile: Object::new(),
        };
        Conversation { view, metadata, ended: None, items: vec![] }
    }

    /// A conversation in which the bot says one text.
    pub fn saying(text: &str) -> Self {
        Conversation::new(None, Object::new().into()).bot(text)
    }

    /// What the exports are given.
    pub fn exported(&self) -> Exported<'_> {
        Exported {
            conversation: &self.view,
            channel: Some("webchat"),
            locale: Some("en-GB"),
            metadata: &self.metadata,
            accepted_message: Some(if self.metadata.as_object().is_some() {
                "Thanks. I'll pass this along."
            } else {
                ""
            }),
            ended: self.ended,
            items: &self.items,
        }
    }

    fn ended(mut self) -> Self {
        self.order(Order::Ended { reason: "The customer said goodbye".into() });
        self.view.lifecycle_state = Lifecycle::Completed;
        self.view.end_time = Some("2024-05-01T09:05:00.000Z".into());
        self.ended = Some("The customer said goodbye");
        self
    }

    fn visitor(mut self, text: &str) -> Self {
        let (id, attachments) = (Some("m-1".into()), vec![]);
        self.input(Input::Message {
            id,
            text: Some(text.into()),
            data: Value::Null,
            intent: None,
            attachments,
        });
        self
    }

    fn bot(mut self, text: &str) -> Self {
        self.order(say(bot(), Some(text), vec![], vec![]));
        self
    }

    fn input(&mut self, input: Input) {
        self.add(Entry::Input(input));
    }

    fn order(&mut self, order: Order) {
        self.add(Entry::Order(order));
    }

    fn add(&mut self, entry: Entry) {
        let seq = self.items.len() as u32 + 1;
        self.items.push(Item { seq, at: format!("2024-05-01T09:00:{seq:02}.000Z").into(), entry });
    }
}

fn handover(status: Status) -> Handover {
    let error = HandoverError {
        reason: ErrorReason::Error,
        code: "unreachable".into(),
        message: "the contact centre could not be reached".into(),
    };
    let taken = matches!(status, Status::Active | Status::Completed | Status::AlreadyInProgress);
    let completed = status == Status::Completed;
    Handover {
        status,
        error: (status == Status::Error).then_some(error),
        data: None,
        inactivity_count: 0,
        provider: Some("desk".into()),
        agent: taken.then(|| Agent {
            id: Some("7".into()),
            display_name: Some("Jane Doe".into()),
            avatar_image: None,
        }),
        summary: completed.then(|| "Refunded".into()),
        resolution: completed.then(|| "solved".into()),
    }
}

fn say(
    from: Representative,
    text: Option<&str>,
    quick_replies: Vec<QuickReply>,
    attachments: Vec<Attachment>,
) -> Order {
    let text = text.map(Into::into);
    Order::Say { to: Audience::Visitor, from, text, data: Value::Null, quick_replies, attachments }
}

fn many_replies() -> Vec<QuickReply> {
    (1..=15).map(|at| reply(&format!("A reply that is too long {at}"), &format!("reply-{at}"))).collect()
}

fn reply(title: &str, payload: &str) -> QuickReply {
    QuickReply { title: title.into(), payload: payload.into() }
}

fn bot() -> Representative {
    Representative {
        representative_type: RepresentativeType::Bot,
        display_name: Some("Hello World Agent".into()),
        avatar_image: Some("https://example.com/bot.jpg".into()),
    }
}

fn jane() -> Representative {
    let (display_name, avatar_image) = (Some("Jane Doe".into()), None);
    Representative { representative_type: RepresentativeType::Human, display_name, avatar_image }
}
