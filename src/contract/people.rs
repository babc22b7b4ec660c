//! Who speaks, and the small things they say.

use crate::packed::{record, words};
use crate::value::Str;

words! {
    /// Whether a representative is the bot or a person, as in Google Business Messages.
    pub enum RepresentativeType {
        /// The bot.
        Bot = "BOT",
        /// A person.
        Human = "HUMAN",
    }
}

words! {
    /// Who wrote an entry of the log.
    pub enum Author {
        /// The visitor.
        Visitor = "visitor",
        /// The bot.
        Bot = "bot",
        /// The human agent.
        Agent = "agent",
        /// Neither: time, a provider, the engine.
        System = "system",
    }
}

record! {
    /// The one who speaks to the visitor, as in Google Business Messages.
    pub struct Representative = 0 {
        /// Bot or human.
        representative_type: RepresentativeType = "representativeType",
        /// The name that the visitor sees.
        display_name: Option<Str> = "displayName",
        /// The address of a picture.
        avatar_image: Option<Str> = "avatarImage",
    }
}

record! {
    /// A human agent as the contact centre names them.
    #[derive(Default)]
    pub struct Agent = 1 {
        /// The contact centre's id.
        id: Option<Str> = "id",
        /// The name that the visitor sees.
        display_name: Option<Str> = "displayName",
        /// The address of a picture.
        avatar_image: Option<Str> = "avatarImage",
    }
}

record! {
    /// A button under a text; a click arrives as a message whose text is the payload.
    pub struct QuickReply = 2 {
        /// What the button says.
        title: Str = "title",
        /// What a click sends.
        payload: Str = "payload",
    }
}

record! {
    /// A file.
    pub struct Attachment = 3 {
        /// Where it is.
        url: Str = "url",
        /// What it is.
        mime_type: Option<Str> = "mimeType",
        /// What it is called.
        name: Option<Str> = "name",
    }
}

impl Representative {
    /// The person whom the contact centre calls `agent`.
    pub fn human(agent: &Agent) -> Self {
        Representative {
            representative_type: RepresentativeType::Human,
            display_name: agent.display_name.clone(),
            avatar_image: agent.avatar_image.clone(),
        }
    }
}
