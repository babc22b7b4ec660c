//! Texts and JSON with expressions in `{{ }}`, and the conversions the engine shares with scripts.

#![allow(clippy::unwrap_used)]

use handover::script::{
    Expression, JsonTemplate, Scope, Template, from_json, number_to_text, to_json, to_text, truthy,
};
use handover::value::Value;

fn json(text: &str) -> Value {
    from_json(text).unwrap()
}

fn render(source: &str) -> String {
    with_scope(|scope| Template::parse(source).render(scope))
}

fn render_json(source: &str) -> String {
    let value = with_scope(|scope| JsonTemplate::parse(&json(source)).render(scope));
    to_json(&value, None).unwrap_or_else(|| "undefined".into())
}

fn with_scope<T>(test: impl FnOnce(&Scope) -> T) -> T {
    let input = json(r#"{"text": "hi", "data": {"position": 3}}"#);
    let context =
        json(r#"{"orders": [1, {"a": null}], "name": "Zoë", "no": false, "big": 1e21, "quoted": "[1,2]"}"#);
    test(&Scope { input: &input, context: &context, profile: &Value::Null })
}

#[test]
fn texts_mix_literals_and_expressions() {
    for (source, expected) in [
        ("plain", "plain"),
        ("", ""),
        ("{{input.text}}", "hi"),
        ("Dear {{ cc.name }}, you are {{ci.data.position}}.", "Dear Zoë, you are 3."),
        ("{{1}}{{2}}", "12"),
        ("{{cc.orders}}", r#"[1,{"a":null}]"#),
        ("{{cc.no}} {{cc.big}} {{-0}} {{0.1+0.2}}", "false 1e+21 0 0.30000000000000004"),
        ("[{{cc.missing}}{{null}}{{undefined}}]", "[]"),
        ("[{{cc.missing.deeper}}]", "[]"),
        ("[{{this is no expression}}]", "[]"),
        ("[{{}}]", "[]"),
        ("[{{ }}]", "[]"),
        ("{{ {a:\"}}\"}.a }}", "}}"),
        ("{{{a:1}.a}}", "1"),
        ("{{ {a:{b:{c:5}}}.a.b.c }}!", "5!"),
        ("{{ `a${ {b:`}}`}.b }c` }}", "a}}c"),
        ("{{ '\\'}}' }}", "'}}"),
        ("{{ it's }} and {{ 1 }}", " and 1"),
        ("{{ 'a' }} it's {{ 'b' }}", "a it's b"),
        ("a } b { c }} d", "a } b { c }} d"),
        ("a {{ b", "a {{ b"),
        ("{{1}} {{ 2", "1 {{ 2"),
        ("{{ \"open }}x", "x"),
        ("😀{{ 'ä' }}😀", "😀ä😀"),
        ("{{ \n 1 + \n 2 }}", "3"),
    ] {
        assert_eq!(render(source), expected, "{source}");
    }
}

#[test]
fn templates_tell_what_they_are() {
    assert!(Template::parse(" \n ").is_blank());
    assert!(!Template::parse(" {{x}} ").is_blank());
    assert_eq!(Template::parse("plain").literal(), Some("plain"));
    assert_eq!(Template::parse("{{1}}").literal(), None);
    assert_eq!(Template::parse(" {{1}}").source(), " {{1}}");
    assert!(Template::parse("{{ci.text}}").errors().is_empty());
}

#[test]
fn errors_have_places_in_the_whole_text() {
    let places = |source| Template::parse(source).errors().iter().map(|error| error.at).collect::<Vec<_>>();
    assert_eq!(places("😀 {{ nope }} {{ 1 }} {{ 1 + }}"), [6, 29]);
    assert_eq!(places("ab {{ 1"), [3]);
    assert_eq!(places("{{}}"), [2]);
    let at = |source| Expression::parse(source).unwrap_err().at;
    assert_eq!(at("{{ 1 + }}"), 7);
    assert_eq!(at("  {{nope}}"), 4);
    assert_eq!(at("{{ ä(1 }}"), 4);
    assert_eq!(at(""), 0);
    let error =
        with_scope(|scope| Expression::parse("{{ 'ä😀' + ci.x.y }}").unwrap().evaluate(scope)).unwrap_err();
    assert_eq!((error.at, &*error.message), (15, "cannot read `y` of undefined"));
}

#[test]
fn expressions_stand_with_and_without_braces() {
    for source in ["ci.data.position", "{{ci.data.position}}", " {{ ci.data.position }} \n"] {
        assert_eq!(
            with_scope(|scope| Expression::parse(source).unwrap().evaluate(scope)),
            Ok(Value::Number(3.0))
        );
    }
}

#[test]
fn json_takes_values_and_drops_missing_ones() {
    for (source, expected) in [
        (r#"{"a": "{{cc.orders}}", "b": "{{ci.data.position}}"}"#, r#"{"a":[1,{"a":null}],"b":3}"#),
        (r#"{"a": "{{cc.missing}}", "b": [1, "{{cc.missing}}", "{{null}}"]}"#, r#"{"b":[1,null]}"#),
        (r#"{"a": "{{1 +}}", "b": "{{cc.missing.x}}", "c": 1}"#, r#"{"c":1}"#),
        (r#"{"a": "x {{ci.data.position}}", "b": " {{ci.data.position}}"}"#, r#"{"a":"x 3","b":" 3"}"#),
        (r#""{{1}}""#, "1"),
        (r#""{{cc.missing}}""#, "undefined"),
        (
            r#"{"{{1}}": "a", "b": {"c": [null, true, 1.5, "d"]}}"#,
            r#"{"{{1}}":"a","b":{"c":[null,true,1.5,"d"]}}"#,
        ),
        (r#"{"$cs": {"script": "ci.data.position", "type": "string"}}"#, r#""3""#),
        (r#"{"a": {"$cs": {"script": "'12.5'", "type": "number"}}}"#, r#"{"a":12.5}"#),
        (r#"{"a": {"$cs": {"script": "'x'", "type": "number"}}}"#, "{}"),
        (r#"{"a": {"$cs": {"script": "cc.name", "type": "boolean"}}}"#, r#"{"a":true}"#),
        (r#"{"a": {"$cs": {"script": "{{cc.quoted}}", "type": "json"}}}"#, r#"{"a":[1,2]}"#),
        (r#"{"a": {"$cs": {"script": "cc.name", "type": "json"}}}"#, "{}"),
        (r#"{"a": {"$cs": {"script": "cc.orders"}}}"#, r#"{"a":[1,{"a":null}]}"#),
        (r#"{"a": {"$cs": {"script": "cc.missing", "type": "boolean"}}}"#, "{}"),
        (r#"{"$cs": 1, "b": 2}"#, r#"{"$cs":1,"b":2}"#),
    ] {
        assert_eq!(render_json(source), expected, "{source}");
    }
}

#[test]
fn json_templates_keep_errors() {
    let errors = |source| JsonTemplate::parse(&json(source)).errors().to_vec();
    assert!(errors(r#"{"a": ["{{ci.text}}", {"$cs": {"script": "1"}}]}"#).is_empty());
    assert_eq!(errors(r#"{"a": "x {{nope}}"}"#).first().map(|error| error.at), Some(4));
    assert_eq!(errors(r#"{"$cs": {"script": "1 +"}}"#).first().map(|error| error.at), Some(3));
    assert_eq!(errors(r#"{"$cs": {"type": "number"}}"#).len(), 1);
    assert_eq!(errors(r#"{"$cs": {"script": "1", "type": "date"}}"#).len(), 1);
}

#[test]
fn conversions_are_javascript_s() {
    assert!(
        !truthy(&Value::Number(f64::NAN))
            && !truthy(&"".into())
            && truthy(&"0".into())
            && truthy(&Vec::new().into())
    );
    assert_eq!(to_text(&json(r#"{"b": 1, "2": [null]}"#)), r#"{"2":[null],"b":1}"#);
    assert_eq!(
        to_json(&json(r#"{"a": [1], "b": {}}"#), Some("  ")).unwrap(),
        "{\n  \"a\": [\n    1\n  ],\n  \"b\": {}\n}"
    );
    assert_eq!(to_json(&Value::Undefined, None), None);
    for (number, text) in
        [(1e21, "1e+21"), (1e-7, "1e-7"), (-0.0, "0"), (123456789012345680000.0, "123456789012345680000")]
    {
        assert_eq!(number_to_text(number), text);
    }
}
