//! The methods of arrays, and `Array.from`.
//!
//! `sort` and `reverse` give a copy, like `toSorted` and `toReversed`; other methods that change an array in place
//! are refused with a sentence that names the way without. `keys`, `values` and `entries` give arrays.

use super::coerce::{compare_texts, join, same_value_zero, strictly_equal, truthy};
use super::evaluate::{Args, Evaluator, Function, relative};
use super::{MAX_ITEMS, Outcome, fail, fail_with};
use crate::value::{Str, Value};
use std::cmp::Ordering;

type Items = std::sync::Arc<Vec<Value>>;

pub const METHODS: [&str; 31] = [
    "at",
    "concat",
    "entries",
    "every",
    "filter",
    "find",
    "findIndex",
    "findLast",
    "findLastIndex",
    "flat",
    "flatMap",
    "forEach",
    "includes",
    "indexOf",
    "join",
    "keys",
    "lastIndexOf",
    "map",
    "reduce",
    "reduceRight",
    "reverse",
    "slice",
    "some",
    "sort",
    "toReversed",
    "toSorted",
    "toSpliced",
    "toString",
    "values",
    "valueOf",
    "with",
];

/// What to write instead of a method that changes an array in place.
pub fn refusal(name: &str) -> Option<&'static str> {
    Some(match name {
        "push" => "write `[...array, item]`",
        "unshift" => "write `[item, ...array]`",
        "pop" => "use `slice(0, -1)` and `at(-1)`",
        "shift" => "use `slice(1)` and `at(0)`",
        "splice" => "use `toSpliced`",
        "fill" | "copyWithin" => "use `map`",
        _ => return None,
    })
}

/// Calls a method of an array; `None` if it has no such method.
pub fn call(evaluator: &mut Evaluator, items: &Items, name: &str, args: &Args) -> Outcome<Option<Value>> {
    if let Some(instead) = refusal(name) {
        return fail_with("", name, [" would change the array; ", instead].concat().as_str());
    }
    if matches!(
        name,
        "every"
            | "filter"
            | "find"
            | "findIndex"
            | "findLast"
            | "findLastIndex"
            | "flatMap"
            | "forEach"
            | "map"
            | "some"
    ) {
        return each(evaluator, items, name, args).map(Some);
    }
    let count = items.len();
    let result: Vec<Value> = match name {
        "reduce" | "reduceRight" => return reduce(evaluator, items, name == "reduceRight", args).map(Some),
        "at" => {
            let index = evaluator.integer(args, 0)?;
            let index = if index < 0.0 { index + count as f64 } else { index };
            let item = if index < 0.0 { None } else { items.get(index as usize) };
            return Ok(Some(item.cloned().unwrap_or_default()));
        }
        "includes" | "indexOf" | "lastIndexOf" => return find(evaluator, items, name, args).map(Some),
        "join" => {
            let separator = match args.value(0)? {
                Value::Undefined => ",".into(),
                value => evaluator.text(value)?,
            };
            for item in items.iter() {
                evaluator.pay_for(item)?;
            }
            evaluator.spend(count / 4)?;
            let mut text = String::new();
            join(items, &separator, &mut text)?;
            return evaluator.new_text(text).map(Some);
        }
        "concat" => {
            let mut all = items.to_vec();
            for value in args.values(0)? {
                match value {
                    Value::Array(more) => all.extend(more.iter().cloned()),
                    value => all.push(value),
                }
                if all.len() > MAX_ITEMS {
                    return fail("the array is too long");
                }
            }
            all
        }
        "keys" => (0..count).map(|index| Value::Number(index as f64)).collect(),
        "values" => items.to_vec(),
        "entries" => {
            evaluator.spend(count)?;
            items
                .iter()
                .enumerate()
                .map(|(index, item)| vec![Value::Number(index as f64), item.clone()].into())
                .collect()
        }
        "slice" => {
            let from = relative(evaluator, args, 0, count, 0)?;
            let to = relative(evaluator, args, 1, count, count)?;
            items.get(from..to).unwrap_or_default().to_vec()
        }
        "reverse" | "toReversed" => items.iter().rev().cloned().collect(),
        "sort" | "toSorted" => sorted(evaluator, items, args)?,
        "flat" => {
            let depth = match args.value(0)? {
                Value::Undefined => 1.0,
                _ => evaluator.integer(args, 0)?,
            };
            let mut flat = Vec::new();
            flatten(evaluator, items, depth, &mut flat)?;
            flat
        }
        "with" => {
            let index = evaluator.integer(args, 0)?;
            let index = if index < 0.0 { index + count as f64 } else { index };
            let mut copy = items.to_vec();
            match copy.get_mut(index.max(-1.0) as usize) {
                Some(slot) if index >= 0.0 => *slot = args.value(1)?.clone(),
                _ => return fail("the index is out of range"),
            }
            copy
        }
        "toSpliced" => {
            let from = relative(evaluator, args, 0, count, 0)?;
            let left = count.saturating_sub(from);
            let skipped = match args.0.len() {
                0 => 0,
                1 => left,
                _ => evaluator.integer(args, 1)?.clamp(0.0, left as f64) as usize,
            };
            let rest = items.get(from.saturating_add(skipped)..).unwrap_or_default();
            let inserted = args.values(2)?;
            let start = items.get(..from).unwrap_or_default();
            start.iter().chain(&inserted).chain(rest).cloned().collect()
        }
        _ => return Ok(None),
    };
    evaluator.new_array(result).map(Some)
}

/// Calls `function` with an item, its index and the array.
fn visit(evaluator: &mut Evaluator, function: &Function, items: &Items, index: usize) -> Outcome {
    let item = items.get(index).cloned().unwrap_or_default();
    evaluator.invoke(function, &[item, Value::Number(index as f64), Value::Array(items.clone())])
}

/// The methods that call a function for one item after the other.
fn each(evaluator: &mut Evaluator, items: &Items, name: &str, args: &Args) -> Outcome {
    let function = args.function(0)?;
    let count = items.len();
    let mut kept = Vec::new();
    for step in 0..count {
        let index =
            if name.starts_with("findLast") { count.saturating_sub(step).saturating_sub(1) } else { step };
        let result = visit(evaluator, &function, items, index)?;
        let item = || items.get(index).cloned().unwrap_or_default();
        match name {
            "map" => kept.push(result),
            "flatMap" => match result {
                Value::Array(inner) => {
                    evaluator.spend(inner.len() / 4)?;
                    kept.extend(inner.iter().cloned());
                }
                result => kept.push(result),
            },
            "forEach" => {}
            "filter" if truthy(&result) => kept.push(item()),
            "every" if !truthy(&result) => return Ok(false.into()),
            "some" if truthy(&result) => return Ok(true.into()),
            "find" | "findLast" if truthy(&result) => return Ok(item()),
            "findIndex" | "findLastIndex" if truthy(&result) => return Ok(Value::Number(index as f64)),
            _ => {}
        }
        if kept.len() > MAX_ITEMS {
            return fail("the array is too long");
        }
    }
    Ok(match name {
        "map" | "filter" | "flatMap" => evaluator.new_array(kept)?,
        "every" => true.into(),
        "some" => false.into(),
        "findIndex" | "findLastIndex" => Value::Number(-1.0),
        _ => Value::Undefined,
    })
}

fn reduce(evaluator: &mut Evaluator, items: &Items, from_right: bool, args: &Args) -> Outcome {
    let function = args.function(0)?;
    let count = items.len();
    let mut steps = 0..count;
    let at = |step: usize| if from_right { count.saturating_sub(step).saturating_sub(1) } else { step };
    let mut value = if args.0.len() > 1 {
        args.value(1)?.clone()
    } else {
        match steps.next() {
            Some(step) => items.get(at(step)).cloned().unwrap_or_default(),
            None => return fail("an empty array cannot be reduced without a first value"),
        }
    };
    let mut depth = evaluator.depth_of(&value)?;
    for step in steps {
        let index = at(step);
        let item = items.get(index).cloned().unwrap_or_default();
        value = evaluator
            .invoke(&function, &[value, item, Value::Number(index as f64), Value::Array(items.clone())])?;
        evaluator.bound_depth(&value, &mut depth)?;
    }
    Ok(value)
}

fn find(evaluator: &mut Evaluator, items: &[Value], name: &str, args: &Args) -> Outcome {
    let wanted = args.value(0)?;
    let count = items.len();
    if name == "lastIndexOf" {
        let to = if args.0.len() > 1 {
            let position = evaluator.integer(args, 1)?;
            let last = if position < 0.0 { position + count as f64 } else { position };
            if last < 0.0 { 0 } else { (last as usize).saturating_add(1).min(count) }
        } else {
            count
        };
        for (index, item) in items.iter().enumerate().take(to).rev() {
            pay(evaluator, wanted, item)?;
            if strictly_equal(item, wanted) {
                return Ok(Value::Number(index as f64));
            }
        }
        return Ok(Value::Number(-1.0));
    }
    let from = relative(evaluator, args, 1, count, 0)?;
    let equal = if name == "includes" { same_value_zero } else { strictly_equal };
    for (index, item) in items.iter().enumerate().skip(from) {
        pay(evaluator, wanted, item)?;
        if equal(item, wanted) {
            return Ok(if name == "includes" { true.into() } else { Value::Number(index as f64) });
        }
    }
    Ok(if name == "includes" { false.into() } else { Value::Number(-1.0) })
}

/// Texts of equal length are compared to their ends.
fn pay(evaluator: &mut Evaluator, left: &Value, right: &Value) -> Outcome<()> {
    match (left, right) {
        (Value::String(left), Value::String(right)) if left.len() == right.len() => evaluator.pay(left),
        _ => Ok(()),
    }?;
    evaluator.spend(1)
}

fn flatten(evaluator: &mut Evaluator, items: &[Value], depth: f64, flat: &mut Vec<Value>) -> Outcome<()> {
    evaluator.spend(items.len() / 4)?;
    for item in items {
        match item {
            Value::Array(inner) if depth >= 1.0 => {
                evaluator.spend(1)?;
                flatten(evaluator, inner, depth - 1.0, flat)?;
            }
            item => flat.push(item.clone()),
        }
        if flat.len() > MAX_ITEMS {
            return fail("the array is too long");
        }
    }
    Ok(())
}

/// A stable sort; `undefined` goes to the end and is never compared.
fn sorted(evaluator: &mut Evaluator, items: &[Value], args: &Args) -> Outcome<Vec<Value>> {
    let function = args.optional_function(0)?;
    let mut entries: Vec<(Str, Value)> = Vec::new();
    for item in items.iter().filter(|item| !matches!(item, Value::Undefined)) {
        let key = if function.is_some() { "".into() } else { evaluator.text(item)? };
        entries.push((key, item.clone()));
    }
    let entries = merge_sort(evaluator, entries, function.as_ref())?;
    let mut sorted: Vec<Value> = entries.into_iter().map(|(_, item)| item).collect();
    sorted.resize(items.len(), Value::Undefined);
    Ok(sorted)
}

/// The standard library's sorts may panic where the comparison contradicts itself, this one does not.
fn merge_sort(
    evaluator: &mut Evaluator,
    mut entries: Vec<(Str, Value)>,
    function: Option<&Function>,
) -> Outcome<Vec<(Str, Value)>> {
    if entries.len() < 2 {
        return Ok(entries);
    }
    let right = entries.split_off(entries.len() / 2);
    let mut left = merge_sort(evaluator, entries, function)?.into_iter().peekable();
    let mut right = merge_sort(evaluator, right, function)?.into_iter().peekable();
    let mut merged = Vec::with_capacity(left.len().saturating_add(right.len()));
    while let (Some(first), Some(second)) = (left.peek(), right.peek()) {
        evaluator.spend(1)?;
        let before = match function {
            Some(function) => {
                let order = evaluator.invoke(function, &[second.1.clone(), first.1.clone()])?;
                evaluator.number(&order)? < 0.0
            }
            None => {
                evaluator.pay(&first.0)?;
                compare_texts(&second.0, &first.0) == Ordering::Less
            }
        };
        merged.extend(if before { right.next() } else { left.next() });
    }
    merged.extend(left);
    merged.extend(right);
    Ok(merged)
}

/// `Array.from`: the items of an array, the characters of a text, or as many as the `length` of an object says.
pub fn from(evaluator: &mut Evaluator, args: &Args) -> Outcome {
    let source = args.value(0)?;
    let function = args.optional_function(1)?;
    let items = match &source {
        Value::Array(_) | Value::String(_) => evaluator.iterate(source)?,
        Value::Object(object) => {
            let length = object.get("length").cloned().unwrap_or_default();
            let length = evaluator.number(&length)?;
            if length > MAX_ITEMS as f64 {
                return fail("the array is too long");
            }
            evaluator.spend(length as usize / 4)?;
            let mut items = Vec::new();
            for index in 0..length as usize {
                items.push(
                    if object.len() == 1 { None } else { object.get(&index.to_string()) }
                        .cloned()
                        .unwrap_or_default(),
                );
            }
            items
        }
        Value::Undefined | Value::Null => return fail("`Array.from` needs something to start from"),
        Value::Bool(_) | Value::Number(_) => Vec::new(),
    };
    let Some(function) = function else { return evaluator.new_array(items) };
    let mut mapped = Vec::with_capacity(items.len());
    for (index, item) in items.into_iter().enumerate() {
        mapped.push(evaluator.invoke(&function, &[item, Value::Number(index as f64)])?);
    }
    evaluator.new_array(mapped)
}
