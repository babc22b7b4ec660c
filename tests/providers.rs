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

/// What every page says, in this order.
const HEADINGS: [&str; 8] = [
    "Where it runs",
    "Set up there",
    "Settings of the provider",
    "Settings of the node",
    "What becomes what",
    "What is not possible, and why",
    "Limits",
    "Retirement",
];

fn page(page: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("pkg/docs/{page}.md"));
    std::fs::read_to_string(&path).unwrap_or_else(|_| panic!("no page {path:?}"))
}

/// The first row of a table below this heading that names `key`.
fn row<'a>(text: &'a str, heading: &str, key: &str) -> Option<&'a str> {
    let (_, below) = text.split_once(heading)?;
    below.lines().find(|line| line.starts_with('|') && line.contains(&format!("`{key}`")))
}

#[test]
fn every_provider_has_a_page_that_names_its_settings_and_fields() {
    for provider in PROVIDERS.iter().filter(|provider| provider.kind != "desk") {
        let (_, name) = PAGES.iter().find(|(kind, _)| *kind == provider.kind).unwrap();
        let text = page(&format!("providers/{name}"));
        assert!(text.contains(&format!("`{}`", provider.kind)), "{name}.md does not name its kind");
        for setting in provider.codec.settings() {
            let row = row(&text, "## Settings of the provider", setting.key);
            let row = row.unwrap_or_else(|| panic!("{name}.md does not describe `{}`", setting.key));
            assert!(
                row.contains("needed") || !setting.needed,
                "{name}.md does not say that `{}` is needed",
                setting.key
            );
        }
        for field in provider.section.fields {
            let named = row(&text, "## Settings of the node", field.key);
            assert!(named.is_some(), "{name}.md does not describe the node's `{}`", field.key);
        }
    }
    let desk = PROVIDERS.iter().find(|provider| provider.kind == "desk").unwrap();
    for field in desk.section.fields {
        let named = row(&page("desk"), "## Settings", field.key).is_some();
        assert!(named, "desk.md does not describe the node's `{}`", field.key);
    }
}

#[test]
fn every_page_says_the_same_things_in_the_same_order() {
    for (_, name) in PAGES {
        let text = page(&format!("providers/{name}"));
        let headings: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("## ")).collect();
        assert_eq!(headings, HEADINGS, "{name}.md");
    }
}

#[test]
fn every_page_has_an_example_that_an_engine_takes() {
    let flow = json(r#"{"version":1,"name":"f","nodes":[{"id":"s","type":"start"}],"edges":[]}"#);
    for (kind, name) in PAGES {
        let text = page(&format!("providers/{name}"));
        let example = text.split("```json").nth(1).and_then(|rest| rest.split("```").next());
        let example = example.unwrap_or_else(|| panic!("{name}.md has no example"));
        assert!(example.contains(&format!("\"{kind}\"")), "{name}.md");
        let refused = Engine::new(&flow, &json(example)).err();
        assert!(refused.is_none(), "{name}.md: {refused:?}");
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
