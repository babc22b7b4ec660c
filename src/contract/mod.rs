//! The public vocabulary: what goes into the engine, what comes out, and how people are named.
//!
//! These are records without behaviour. Their names outside are those of the package's type
//! declarations, which a test compares with what is written here.

mod desk;
mod effect;
mod finding;
mod handover;
mod input;
mod people;
mod request;
pub mod view;

pub use desk::{DeskMessage, EndReason, TranscriptEntry};
pub use effect::{
    Audience, Effect, Event, Millis, NoticeCode, Order, Output, PhoneGatewayTransfer, Places, SipTransfer,
};
pub use finding::{Finding, Level};
pub use handover::{ConversationStage, ErrorReason, Handover, HandoverError, QueueData, Status};
pub use input::{ChannelFormat, Input};
pub use people::{Agent, Attachment, Author, QuickReply, Representative, RepresentativeType};
pub use request::{
    Method, Part, ProviderRequest, Signature, SocketAction, StreamAction, Webhook, WebhookAction,
};
pub use view::{ConversationView, Lifecycle, Owner, Waiting, WaitingFor};

use crate::packed::{Misread, Packed, Reader, Shape, Writer};
use crate::value::Value;

/// The shapes of all records.
pub fn shapes() -> impl Iterator<Item = &'static Shape> {
    [
        people::Agent::SHAPES,
        people::Attachment::SHAPES,
        people::QuickReply::SHAPES,
        people::Representative::SHAPES,
        handover::Handover::SHAPES,
        handover::HandoverError::SHAPES,
        handover::QueueData::SHAPES,
        input::Input::SHAPES,
        effect::Order::SHAPES,
        effect::Output::SHAPES,
        effect::PhoneGatewayTransfer::SHAPES,
        effect::SipTransfer::SHAPES,
        request::ProviderRequest::SHAPES,
        request::Signature::SHAPES,
        request::Part::SHAPES,
        request::Webhook::SHAPES,
        desk::DeskMessage::SHAPES,
        desk::TranscriptEntry::SHAPES,
        view::ConversationView::SHAPES,
        view::LOG_ENTRY,
        view::Waiting::SHAPES,
        finding::Finding::SHAPES,
    ]
    .into_iter()
    .flatten()
}

/// Turns a record into the object that JavaScript sees.
pub fn to_value(record: &impl Packed) -> Value {
    let mut writer = Writer::default();
    record.write(&mut writer);
    read_value(&mut Reader::new(writer.bytes())).unwrap_or_default()
}

/// Reads any value; records become objects.
pub fn read_value(from: &mut Reader) -> Result<Value, Misread> {
    from.value_with(&|id| shapes().find(|shape| shape.id == id))
}
