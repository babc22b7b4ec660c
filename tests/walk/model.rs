//! What is right, whatever the flow: a model that knows no flow, no timer and no provider.
//!
//! It folds the effects that readers see. Each of the visitor's messages, told by a word (`m1`), has to
//! reach one of: the flow, which keeps what it hears in the context; the centre; the cancelling it asks for.

use std::collections::BTreeMap;

use handover::contract::{
    Audience, Author, ConversationStage as Stage, DeskMessage::Message, Event, Handover, Input, Order,
    ProviderRequest, Representative, RepresentativeType as Type, Status,
};

use crate::walker::{Checked, ensure, tokens};

#[derive(Default)]
pub struct Model {
    pub status: Option<Status>,
    joined: Option<Representative>,
    assisted: bool,
    was_open: bool,
    heard: usize,
    /// How often each message has reached somebody, and whether it cancels.
    messages: BTreeMap<u32, (u32, bool)>,
}

impl Model {
    pub fn is_open(&self) -> bool {
        matches!(self.status, Some(Status::Requested | Status::Queue | Status::Active))
    }

    pub fn say(&mut self, text: &str, cancels: bool) {
        self.messages.extend(tokens(text).map(|token| (token, (0, cancels))));
    }

    pub fn effect(&mut self, order: &Order, input: &Input) -> Checked {
        match order {
            Order::Say { from, .. } if from.representative_type == Type::Human => {
                ensure(self.joined.as_ref() == Some(from), "a human speaks who has not joined")
            }
            Order::Say { to, text, .. } if self.joined.is_some() => {
                let wanted = text.as_deref().and_then(|text| text.split_once(": ")).map(|(to, _)| to);
                ensure(*to == Audience::Agent || wanted == Some(to.as_str()), "the bot interrupts a human")
            }
            Order::Event { event_type: Event::Joined, representative } => {
                ensure(self.joined.replace(representative.clone()).is_none(), "two humans have joined")
            }
            Order::Event { event_type: Event::Left, representative } => {
                ensure(self.joined.take().as_ref() == Some(representative), "somebody else leaves")
            }
            Order::Stage { conversation_stage: stage } => {
                self.assisted = *stage == Stage::HumanAssist;
                Ok(())
            }
            Order::Handover { handover } => self.report(handover, input),
            Order::Send {
                request: ProviderRequest::Desk { message: Message { author: Author::Visitor, text, .. } },
                ..
            } => self.reach(text.as_deref()),
            _ => Ok(()),
        }
    }

    fn report(&mut self, handover: &Handover, input: &Input) -> Checked {
        let follows = match handover.status {
            Status::Requested => !self.is_open(),
            Status::Error => self.joined.is_none(),
            _ => self.is_open(),
        };
        ensure(follows, "the status cannot follow the one before")?;
        self.status = Some(handover.status);
        self.was_open &= self.is_open();
        if handover.status == Status::Cancelled && *input != (Input::Cancel {}) {
            let mut waiting = self.messages.values_mut().filter(|(count, cancels)| *count == 0 && *cancels);
            waiting.next().into_iter().for_each(|(count, _)| *count = 1);
        }
        let failed = handover.status == Status::Error;
        ensure(failed == handover.error.is_some(), "an error stands beside another status")
    }

    fn reach(&mut self, text: Option<&str>) -> Checked {
        tokens(text.unwrap_or_default()).try_for_each(|token| {
            let (count, _) = self.messages.get_mut(&token).ok_or("nobody has said this")?;
            *count += 1;
            ensure(*count == 1, "a visitor's message is delivered twice")
        })
    }

    /// What has to hold when an output is done. `holds` tells that messages may still wait for somebody.
    pub fn settle(&mut self, heard: &str, holds: bool) -> Checked {
        let news = heard.get(self.heard..).unwrap_or_default();
        let silent = !self.was_open || tokens(news).count() == 0;
        ensure(silent, "a message runs the flow during a handover")?;
        (self.heard, self.was_open) = (heard.len(), self.is_open());
        self.reach(Some(news))?;
        let lost = self.messages.values().any(|(count, _)| *count == 0);
        ensure(!lost || holds, "a visitor's message is lost")?;
        let (human, joined) = (self.status == Some(Status::Active), self.joined.is_some());
        ensure(joined == human && self.assisted == human, "owner, stage and representative disagree")
    }
}
