//! Every provider: its page names its settings, and options with anything missing, unknown or wrong are refused.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod support;

use std::path::Path;

use handover::engine::Engine;
use handover::provider::PROVIDERS;
use support::json;

const PAGES: [(&str, &str); 9] = [
    ("chatwoot", "chatwoot"),
    ("liveAgent", "chatwoot"),
    ("salesforce", "salesforce"),
    ("salesforceMiaw", "salesforce-miaw"),
    ("genesysGuestChat", "genesys-guest-chat"),
    ("genesysWebMessaging", "genesys-web-messaging"),
    ("genesysOpenMessaging", "genesys-open-messaging"),
    ("eightByEight", "eight-by-eight"),
    ("ringCentral", "ring-central"),
];

#[test]
fn every_provider_has_a_page_that_names_its_settings_and_fields() {
    for provider in PROVIDERS.iter().filter(|provider| provider.kind != "desk") {
        let (_, page) = PAGES.iter().find(|(kind, _)| *kind == provider.kind).unwrap();
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("pkg/docs/providers/{page}.md"));
        let text = std::fs::read_to_string(&path).unwrap_or_else(|_| panic!("no page {path:?}"));
        assert!(text.contains(&format!("`{}`", provider.kind)), "{page}.md does not name its kind");
        for setting in provider.codec.settings() {
            let row = text
                .lines()
                .find(|line| line.starts_with('|') && line.contains(&format!("`{}`", setting.key)));
            let row = row.unwrap_or_else(|| panic!("{page}.md does not describe `{}`", setting.key));
            assert!(
                row.contains("needed") || !setting.needed,
                "{page}.md does not say that `{}` is needed",
                setting.key
            );
        }
    }
}

#[test]
fn settings_are_checked_by_name_and_kind() {
    let flow = json(r#"{"version":1,"name":"f","nodes":[{"id":"s","type":"start"}],"edges":[]}"#);
    let complaint = |settings: &str| {
        let options = json(&format!(r#"{{"providers":{{"centre":{settings}}}}}"#));
        Engine::new(&flow, &options).err().map(|error| error.message.to_string())
    };
    assert_eq!(complaint(r#"{"kind":"chatwoot","url":"https://c.example"}"#), None);
    assert_eq!(complaint(r#"{"kind":"desk"}"#), None);
    for (settings, expected) in [
        (r#"{"kind":"chatwoot"}"#, "`providers.centre.url` must be given, not nothing"),
        (
            r#"{"kind":"chatwoot","url":7.5,"acountId":1}"#,
            "`providers.centre.acountId` is not a field of a provider of kind `chatwoot`; check its spelling",
        ),
        (r#"{"kind":"chatwoot","url":{}}"#, "`providers.centre.url` must be a text, not an object"),
        (
            r#"{"kind":"genesysOpenMessaging","url":"u","integrationId":"i","disconnects":"yes"}"#,
            "`providers.centre.disconnects` must be true or false, not a string",
        ),
        (r#"{"kind":"nobody"}"#, "`providers.centre.kind` is `nobody`, which is no kind of provider"),
    ] {
        assert_eq!(complaint(settings).as_deref(), Some(expected));
    }
}
