//! Binds arguments to the names of an arrow function, through destructuring and defaults.
//!
//! The names get their slots in the order in which they are written, which is the order of binding here.

use super::ast::{Element, Elements, Key, Pattern};
use super::coerce::is_unreachable;
use super::evaluate::Evaluator;
use super::{Outcome, fail_with, object};
use crate::value::{Object, Str, Value};

/// Binds a list of parameters or the elements of an array.
pub fn bind_all(evaluator: &mut Evaluator, elements: &Elements, values: &[Value]) -> Outcome<()> {
    let mut values = values.iter();
    for element in &elements.fixed {
        let value = values.next();
        if let Some(element) = element {
            bind_element(evaluator, element, value.cloned().unwrap_or_default())?;
        }
    }
    if let Some(rest) = &elements.rest {
        let rest_values = evaluator.new_array(values.cloned().collect())?;
        bind(evaluator, rest, rest_values)?;
    }
    Ok(())
}

fn bind_element(evaluator: &mut Evaluator, element: &Element, value: Value) -> Outcome<()> {
    let value = match &element.default {
        Some(default) if matches!(value, Value::Undefined) => evaluator.node(default)?,
        _ => value,
    };
    bind(evaluator, &element.pattern, value).map_err(|failure| failure.at(element.at))
}

fn bind(evaluator: &mut Evaluator, pattern: &Pattern, value: Value) -> Outcome<()> {
    match pattern {
        Pattern::Name => {
            evaluator.locals.push(value);
            Ok(())
        }
        Pattern::Array(elements) => {
            let values = evaluator.iterate(&value)?;
            bind_all(evaluator, elements, &values)
        }
        Pattern::Object(members, rest) => {
            if value.is_nullish() {
                return super::fail("nothing can be taken out of undefined or null");
            }
            let mut taken: Vec<Str> = Vec::new();
            for (name, element) in members {
                let name = key(evaluator, name)?;
                let member = evaluator.member(&value, &Value::String(name.clone()))?;
                taken.push(name);
                bind_element(evaluator, element, member)?;
            }
            if *rest {
                let mut left = Object::new();
                for (name, member) in object::entries(evaluator, &value)? {
                    if !taken.contains(&name) {
                        left.insert(name, member);
                    }
                }
                let left = evaluator.new_object(left)?;
                evaluator.locals.push(left);
            }
            Ok(())
        }
    }
}

/// The name of a member of an object or of a pattern.
pub fn key(evaluator: &mut Evaluator, key: &Key) -> Outcome<Str> {
    match key {
        Key::Fixed(name) => Ok(name.clone()),
        Key::Computed(node, at) => {
            let value = evaluator.node(node)?;
            let name = evaluator.text(&value).map_err(|failure| failure.at(*at))?;
            if is_unreachable(&name) {
                return fail_with("", &name, " is not reachable").map_err(|failure| failure.at(*at));
            }
            Ok(name)
        }
    }
}
