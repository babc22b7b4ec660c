//! The engine's options, parsed once.

use crate::contract::{Representative, RepresentativeType};
use crate::error::{Error, Fault};
use crate::provider::codec::{Codec, SettingKind};
use crate::provider::desk::Desk;
use crate::provider::payload;
use crate::provider::{self, Known};
use crate::value::{Object, Str, Value};

/// What an engine is set up with.
pub struct Options {
    /// The bot as the visitor sees it.
    pub bot: Representative,
    /// Whether the channel can hand over.
    pub handover_supported: bool,
    /// Steps that one run may take.
    pub fuel: u32,
    providers: Vec<Provider>,
}

/// A contact centre that nodes name.
pub struct Provider {
    /// What nodes call it.
    pub name: Str,
    /// Its kind.
    pub kind: Str,
    /// Its protocol.
    pub codec: &'static dyn Codec,
    /// What else the options say of it.
    pub settings: Value,
}

const FUEL: u32 = 1_000;

impl Options {
    /// Reads the contract's `EngineOptions`. Without providers there is one: `desk`, of that kind.
    pub fn parse(options: &Value) -> Result<Self, Error> {
        let empty = Object::new();
        let fields = match options {
            Value::Object(fields) => fields,
            Value::Undefined | Value::Null => &empty,
            other => return Err(refuse("options", "an object", other)),
        };
        let mut parsed = Options {
            bot: Representative {
                representative_type: RepresentativeType::Bot,
                display_name: None,
                avatar_image: None,
            },
            handover_supported: true,
            fuel: FUEL,
            providers: Vec::new(),
        };
        for (key, value) in fields.iter().filter(|(_, value)| !value.is_nullish()) {
            match &**key {
                "providers" => parsed.providers = providers(value)?,
                "bot" => read_bot(value, &mut parsed.bot)?,
                "handoverSupported" => {
                    parsed.handover_supported =
                        value.as_bool().ok_or_else(|| refuse("handoverSupported", "true or false", value))?;
                }
                "fuel" => {
                    let fuel =
                        value.as_f64().filter(|fuel| fuel.fract() == 0.0 && (1.0..=1e6).contains(fuel));
                    parsed.fuel =
                        fuel.ok_or_else(|| refuse("fuel", "a whole number from 1 to 1000000", value))? as u32;
                }
                other => return Err(unknown(other, "the engine's options")),
            }
        }
        if parsed.providers.is_empty() {
            parsed.providers = vec![Provider {
                name: "desk".into(),
                kind: "desk".into(),
                codec: &Desk,
                settings: Value::Null,
            }];
        }
        Ok(parsed)
    }

    /// The provider called `name`; the first one for an empty name.
    pub fn provider(&self, name: &str) -> Option<&Provider> {
        let mut providers = self.providers.iter();
        if name.is_empty() { providers.next() } else { providers.find(|provider| &*provider.name == name) }
    }

    /// The providers, as the checks of a flow want them.
    pub fn known(&self) -> Vec<Known> {
        let known = |provider: &Provider| Known::new(&provider.name, &provider.kind, &provider.settings);
        self.providers.iter().map(known).collect()
    }
}

impl Provider {
    /// Names the first setting that is missing, unknown or of the wrong kind.
    fn check(&self) -> Result<(), Error> {
        let known = self.codec.settings();
        let path = |key: &str| ["providers.", &self.name, ".", key].concat();
        let found = |key: &str| self.settings.get(key).filter(|value| !value.is_nullish());
        for (key, _) in self.settings.as_object().iter().flat_map(|settings| settings.iter()) {
            if &**key != "kind" && known.iter().all(|setting| setting.key != &**key) {
                return Err(unknown(&path(key), &["a provider of kind `", &self.kind, "`"].concat()));
            }
        }
        for setting in known {
            let (fits, expected) = match (found(setting.key), setting.kind) {
                (None, _) => (!setting.needed, "given"),
                (Some(value), SettingKind::Text) => (payload::text(value).is_some(), "a text"),
                (Some(value), SettingKind::Toggle) => (value.as_bool().is_some(), "true or false"),
            };
            if !fits {
                let value = found(setting.key).unwrap_or(&Value::Undefined);
                return Err(refuse(&path(setting.key), expected, value));
            }
        }
        Ok(())
    }
}

fn providers(value: &Value) -> Result<Vec<Provider>, Error> {
    let named = value.as_object().ok_or_else(|| refuse("providers", "an object", value))?;
    let mut providers = Vec::with_capacity(named.len());
    for (name, settings) in named.iter() {
        let field = ["providers.", name, ".kind"].concat();
        let kind = settings.get("kind").unwrap_or(&Value::Undefined);
        let kind = kind.as_str().ok_or_else(|| refuse(&field, "a string", kind))?;
        let known = provider::provider(kind).ok_or_else(|| {
            Error::new(
                Fault::Settings,
                "options_invalid",
                ["`", &field, "` is `", kind, "`, which is no kind of provider"].concat(),
            )
        })?;
        let (name, kind) = (name.clone(), kind.into());
        let provider = Provider { name, kind, codec: known.codec, settings: settings.clone() };
        provider.check()?;
        providers.push(provider);
    }
    Ok(providers)
}

fn read_bot(value: &Value, bot: &mut Representative) -> Result<(), Error> {
    let fields = value.as_object().ok_or_else(|| refuse("bot", "an object", value))?;
    for (key, value) in fields.iter().filter(|(_, value)| !value.is_nullish()) {
        let text = || match value {
            Value::String(text) => Ok(Some(text.clone())),
            other => Err(refuse(&["bot.", key].concat(), "a string", other)),
        };
        match &**key {
            "displayName" => bot.display_name = text()?,
            "avatarImage" => bot.avatar_image = text()?,
            other => return Err(unknown(other, "`bot`")),
        }
    }
    Ok(())
}

fn refuse(field: &str, expected: &str, found: &Value) -> Error {
    let message = ["`", field, "` must be ", expected, ", not ", found.kind()].concat();
    Error::new(Fault::Settings, "options_invalid", message)
}

fn unknown(field: &str, owner: &str) -> Error {
    let message = ["`", field, "` is not a field of ", owner, "; check its spelling"].concat();
    Error::new(Fault::Settings, "options_invalid", message)
}
