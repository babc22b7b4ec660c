//! Contact centres: their names, what a Handover to Agent node says to them, and how they talk.
//!
//! A provider's file holds its section of the node's form and, where the engine speaks its
//! protocol, its codec. Nothing here knows a flow, a conversation or the time.

pub mod chatwoot;
mod chatwoot_client;
mod chatwoot_news;
pub mod codec;
pub mod desk;
pub mod eight_by_eight;
mod facts;
mod fields;
pub mod genesys;
mod genesys_guest_chat;
mod genesys_open_messaging;
mod genesys_web_files;
mod genesys_web_messaging;
pub mod line;
pub mod live_agent;
pub mod payload;
mod requests;
pub mod ring_central;
pub mod salesforce;
pub mod salesforce_miaw;
mod settings;
pub mod transcript;

pub use settings::SectionSettings;

use crate::descriptor::{Place, Section};
use crate::value::{Object, Str, Value};

/// One kind of contact centre.
pub struct Provider {
    /// The `kind` of its `ProviderSettings`.
    pub kind: &'static str,
    /// What a Handover to Agent node can set for it.
    pub section: &'static Section,
    /// Its protocol.
    pub codec: &'static dyn codec::Codec,
}

const DESK: Provider = Provider { kind: "desk", section: &desk::SECTION, codec: &desk::Desk };

/// All kinds of contact centres.
#[cfg(not(desk_alone))]
pub static PROVIDERS: &[Provider] = &[
    DESK,
    Provider { kind: "liveAgent", section: &live_agent::SECTION, codec: &chatwoot::Chatwoot },
    Provider { kind: "salesforce", section: &salesforce::SECTION, codec: &salesforce::SalesforceChat },
    Provider {
        kind: "salesforceMiaw",
        section: &salesforce_miaw::SECTION,
        codec: &salesforce_miaw::SalesforceMiaw,
    },
    Provider {
        kind: "genesysGuestChat",
        section: &genesys::SECTION,
        codec: &genesys_guest_chat::GenesysGuestChat,
    },
    Provider {
        kind: "genesysWebMessaging",
        section: &genesys::SECTION,
        codec: &genesys_web_messaging::GenesysWebMessaging,
    },
    Provider {
        kind: "genesysOpenMessaging",
        section: &genesys::SECTION,
        codec: &genesys_open_messaging::GenesysOpenMessaging,
    },
    Provider {
        kind: "eightByEight",
        section: &eight_by_eight::SECTION,
        codec: &eight_by_eight::EightByEight,
    },
    Provider { kind: "ringCentral", section: &ring_central::SECTION, codec: &ring_central::RingCentral },
    Provider { kind: "chatwoot", section: &chatwoot::SECTION, codec: &chatwoot::Chatwoot },
];

/// What the bench builds, to weigh the others.
#[cfg(desk_alone)]
pub static PROVIDERS: &[Provider] = &[DESK];

/// The sections of all kinds, in the order of the form. Which one is shown depends on
/// `provider.kind`: the kind of the provider that the node's field `provider` names.
pub static SECTIONS: &[&Section] = &[
    &desk::SECTION,
    &live_agent::SECTION,
    &salesforce::SECTION,
    &salesforce_miaw::SECTION,
    &genesys::SECTION,
    &eight_by_eight::SECTION,
    &ring_central::SECTION,
    &chatwoot::SECTION,
];

/// The provider of this kind.
pub fn provider(kind: &str) -> Option<&'static Provider> {
    PROVIDERS.iter().find(|provider| provider.kind == kind)
}

/// A provider that is configured.
#[derive(Debug)]
pub struct Known {
    /// What nodes call it.
    pub name: Str,
    /// Whether it cannot be reached from a browser.
    pub needs_server: bool,
}

impl Known {
    /// The provider of this name, kind and settings; one of an unknown kind needs nothing.
    pub fn new(name: &Str, kind: &str, settings: &Value) -> Self {
        let needs_server = provider(kind).is_some_and(|provider| match provider.section.runs {
            Some(Place::Server) => true,
            Some(Place::Depends) => provider.codec.needs_server(settings),
            Some(Place::Anywhere) | None => false,
        });
        Known { name: name.clone(), needs_server }
    }
}

/// The providers by name, from the settings of each; what has no kind is left out.
pub fn known(settings: &Object) -> Vec<Known> {
    let known = |name, settings: &Value| {
        let kind = settings.get("kind").and_then(Value::as_str)?;
        Some(Known::new(name, kind, settings))
    };
    settings.iter().filter_map(|(name, settings)| known(name, settings)).collect()
}

/// The providers that a flow may name.
#[derive(Clone, Copy, Debug)]
pub enum Providers<'a> {
    /// In the order of the engine's options; none at all means one desk named `desk`.
    Known(&'a [Known]),
    /// The flow is checked without an engine; only the name `desk` is sure to be there.
    Unknown,
}

/// What a name stands for.
#[derive(Clone, Copy, Debug)]
pub enum Named<'a> {
    /// A provider.
    Provider,
    /// A provider of this name that cannot be reached from a browser.
    OnServer(&'a str),
    /// No provider.
    Nothing,
    /// Nobody can say.
    Unsure,
}

impl<'a> Providers<'a> {
    /// What `name` stands for; blank is the first one configured.
    pub fn find(self, name: &str) -> Named<'a> {
        let unnamed = name.is_empty() || name == "desk";
        match self {
            Providers::Known(known) => {
                let found = known.iter().find(|known| name.is_empty() || *known.name == *name);
                match found {
                    Some(known) if known.needs_server => Named::OnServer(&known.name),
                    Some(_) => Named::Provider,
                    None if known.is_empty() && unnamed => Named::Provider,
                    None => Named::Nothing,
                }
            }
            Providers::Unknown if unnamed => Named::Provider,
            Providers::Unknown => Named::Unsure,
        }
    }
}
