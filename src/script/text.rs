//! The methods of texts. Places and lengths count UTF-16 code units, as in JavaScript.

use super::coerce::{length, slice};
use super::evaluate::{Args, Argument, Evaluator, relative, unit};
use super::{MAX_ITEMS, MAX_TEXT, Outcome, fail, fail_with};
use crate::javascript::{is_space, to_int32, to_lowercase, to_uppercase};
use crate::value::{Str, Value};

pub const METHODS: [&str; 35] = [
    "at",
    "charAt",
    "charCodeAt",
    "codePointAt",
    "concat",
    "endsWith",
    "includes",
    "indexOf",
    "isWellFormed",
    "lastIndexOf",
    "localeCompare",
    "match",
    "matchAll",
    "normalize",
    "padEnd",
    "padStart",
    "repeat",
    "replace",
    "replaceAll",
    "search",
    "slice",
    "split",
    "startsWith",
    "substr",
    "substring",
    "toLocaleLowerCase",
    "toLocaleUpperCase",
    "toLowerCase",
    "toUpperCase",
    "toWellFormed",
    "trim",
    "trimEnd",
    "trimStart",
    "toString",
    "valueOf",
];

/// Calls a method of a text; `None` if it has no such method.
pub fn call(evaluator: &mut Evaluator, text: &Str, name: &str, args: &Args) -> Outcome<Option<Value>> {
    evaluator.pay(text)?;
    let result: String = match name {
        "slice" | "substring" | "substr" => part(evaluator, text, name, args)?,
        "charAt" => unit_at(evaluator, text, args)?.unwrap_or_default(),
        "toLowerCase" | "toLocaleLowerCase" => {
            // Whether it ends a word is seen only from the characters around it.
            evaluator.spend(if text.contains('Σ') { text.len() / 4 } else { 0 })?;
            to_lowercase(text)
        }
        "toUpperCase" | "toLocaleUpperCase" => to_uppercase(text),
        "trim" => text.trim_matches(is_space).to_string(),
        "trimStart" => text.trim_start_matches(is_space).to_string(),
        "trimEnd" => text.trim_end_matches(is_space).to_string(),
        "toString" | "valueOf" | "toWellFormed" => return Ok(Some(text.clone().into())),
        "isWellFormed" => return Ok(Some(true.into())),
        "concat" => {
            let mut all = String::from(&**text);
            for value in args.values(0)? {
                all.push_str(&evaluator.text(&value)?);
                if all.len() > MAX_TEXT {
                    return fail("the text is too long");
                }
            }
            all
        }
        "repeat" => {
            let count = evaluator.integer(args, 0)?;
            if count < 0.0 {
                return fail("`repeat` needs a count that is not negative");
            }
            if count * text.len() as f64 > MAX_TEXT as f64 || count.is_infinite() {
                return fail("the text is too long");
            }
            text.repeat(count as usize)
        }
        "padStart" | "padEnd" => pad(evaluator, text, name == "padStart", args)?,
        "replace" | "replaceAll" => replace(evaluator, text, name == "replaceAll", args)?,
        "match" | "matchAll" | "search" => {
            return fail_with("", name, " needs a regular expression; use `includes`, `indexOf` or `split`");
        }
        "localeCompare" | "normalize" => {
            return fail_with("", name, " is not part of the language; compare with `<` or `toLowerCase`");
        }
        _ => return other(evaluator, text, name, args),
    };
    evaluator.new_text(result).map(Some)
}

/// The methods that do not give a text.
fn other(evaluator: &mut Evaluator, text: &Str, name: &str, args: &Args) -> Outcome<Option<Value>> {
    Ok(Some(match name {
        "at" => {
            let index = evaluator.integer(args, 0)?;
            let index = if index < 0.0 { index + length(text) as f64 } else { index };
            if index < 0.0 {
                Value::Undefined
            } else {
                unit(text, index as usize).map_or(Value::Undefined, Value::from)
            }
        }
        "charCodeAt" => {
            let index = evaluator.integer(args, 0)?;
            let code = if index < 0.0 { None } else { text.encode_utf16().nth(index as usize) };
            code.map_or(f64::NAN, f64::from).into()
        }
        "codePointAt" => {
            let index = evaluator.integer(args, 0)?;
            let mut units =
                text.encode_utf16().skip(if index < 0.0 { usize::MAX } else { index as usize }).take(2);
            let (first, second) = (units.next(), units.next());
            let Some(first) = first else { return Ok(Some(Value::Undefined)) };
            let pair = char::decode_utf16([first].into_iter().chain(second)).next();
            let code = pair.and_then(Result::ok).map_or(u32::from(first), u32::from);
            code.into()
        }
        "includes" | "indexOf" | "startsWith" | "endsWith" | "lastIndexOf" => {
            find(evaluator, text, name, args)?
        }
        "split" => split(evaluator, text, args)?,
        _ => return Ok(None),
    }))
}

fn part(evaluator: &mut Evaluator, text: &str, name: &str, args: &Args) -> Outcome<String> {
    let all = length(text);
    let (from, to) = if name == "substring" {
        let mut clamped = |index: usize, default: usize| -> Outcome<usize> {
            if matches!(args.value(index)?, Value::Undefined) {
                return Ok(default);
            }
            Ok(evaluator.integer(args, index)?.clamp(0.0, all as f64) as usize)
        };
        let (from, to) = (clamped(0, 0)?, clamped(1, all)?);
        (from.min(to), from.max(to))
    } else {
        let from = relative(evaluator, args, 0, all, 0)?;
        if name == "slice" || matches!(args.value(1)?, Value::Undefined) {
            (from, relative(evaluator, args, 1, all, all)?)
        } else {
            let count = evaluator.integer(args, 1)?.clamp(0.0, all as f64) as usize;
            (from, from.saturating_add(count))
        }
    };
    Ok(slice(text, from, to))
}

fn unit_at(evaluator: &mut Evaluator, text: &str, args: &Args) -> Outcome<Option<String>> {
    let index = evaluator.integer(args, 0)?;
    Ok(if index < 0.0 { None } else { unit(text, index as usize) })
}

/// The byte offset of a code unit; inside a pair, that of the next character.
fn byte_offset(text: &str, units: usize) -> usize {
    if text.is_ascii() {
        return units.min(text.len());
    }
    let mut seen = 0_usize;
    for (offset, c) in text.char_indices() {
        if seen >= units {
            return offset;
        }
        seen = seen.saturating_add(c.len_utf16());
    }
    text.len()
}

fn find(evaluator: &mut Evaluator, text: &str, name: &str, args: &Args) -> Outcome {
    let wanted = evaluator.text_at(args, 0)?;
    let all = length(text);
    let position = evaluator.number(args.value(1)?)?;
    let given = !matches!(args.value(1)?, Value::Undefined);
    let clamped = if position.is_nan() { 0.0 } else { position.clamp(0.0, all as f64).trunc() };
    if wanted.is_empty() && matches!(name, "indexOf" | "lastIndexOf") {
        let from_end = name == "lastIndexOf" && position.is_nan();
        return Ok(Value::Number(if from_end { all as f64 } else { clamped }));
    }
    let offset = byte_offset(text, clamped as usize);
    let after = text.get(offset..).unwrap_or_default();
    Ok(match name {
        "startsWith" => after.starts_with(&*wanted).into(),
        "endsWith" if given => slice(text, 0, clamped as usize).ends_with(&*wanted).into(),
        "endsWith" => text.ends_with(&*wanted).into(),
        "includes" => after.contains(&*wanted).into(),
        "indexOf" => place(text, after.find(&*wanted).map(|found| found.saturating_add(offset))),
        _ => {
            // `lastIndexOf` looks for a match that begins at the position or before it.
            let to = if position.is_nan() {
                text.len()
            } else {
                offset.saturating_add(wanted.len()).min(text.len())
            };
            let to = (to..=text.len()).find(|to| text.is_char_boundary(*to)).unwrap_or(text.len());
            let found = text.get(..to).unwrap_or(text).rfind(&*wanted);
            let found = found.filter(|found| position.is_nan() || *found <= offset);
            place(text, found)
        }
    })
}

fn place(text: &str, offset: Option<usize>) -> Value {
    match offset.and_then(|offset| text.get(..offset)) {
        Some(before) => Value::Number(length(before) as f64),
        None => Value::Number(-1.0),
    }
}

fn pad(evaluator: &mut Evaluator, text: &str, start: bool, args: &Args) -> Outcome<String> {
    let wanted = evaluator.integer(args, 0)?;
    let filler = match args.value(1)? {
        Value::Undefined => " ".into(),
        value => evaluator.text(value)?,
    };
    let missing = wanted - length(text) as f64;
    if missing <= 0.0 || filler.is_empty() {
        return Ok(text.to_string());
    }
    if missing > MAX_TEXT as f64 {
        return fail("the text is too long");
    }
    let missing = missing as usize;
    let times = missing.checked_div(length(&filler)).unwrap_or(0);
    if times.saturating_mul(filler.len()) > MAX_TEXT {
        return fail("the text is too long");
    }
    let padding = slice(&filler.repeat(times.saturating_add(1)), 0, missing);
    Ok(if start { [&padding, text] } else { [text, &padding] }.concat())
}

fn replace(evaluator: &mut Evaluator, text: &Str, all: bool, args: &Args) -> Outcome<String> {
    let wanted = evaluator.text_at(args, 0)?;
    let function = match args.0.get(1) {
        Some(Argument::Function(function)) => Some(function.clone()),
        _ => None,
    };
    let template = if function.is_some() { "".into() } else { evaluator.text_at(args, 1)? };
    let mut result = String::new();
    let mut end = 0;
    let count = if all { usize::MAX } else { 1 };
    for (offset, found) in text.match_indices(&*wanted).take(count) {
        evaluator.spend(1)?;
        result.push_str(text.get(end..offset).unwrap_or_default());
        end = offset.saturating_add(found.len());
        match &function {
            Some(function) => {
                let value = evaluator
                    .invoke(function, &[found.into(), place(text, Some(offset)), text.clone().into()])?;
                result.push_str(&evaluator.text(&value)?);
            }
            None => expand(&template, text, offset, end, &mut result),
        }
        evaluator.spend(template.len() / 128)?;
        if result.len() > MAX_TEXT {
            return fail("the text is too long");
        }
    }
    result.push_str(text.get(end..).unwrap_or_default());
    Ok(result)
}

/// Writes a replacement, in which `$&` stands for the match and `` $` `` and `$'` for what is around it.
fn expand(template: &str, text: &str, from: usize, to: usize, result: &mut String) {
    let mut rest = template;
    while let Some((plain, after)) = rest.split_once('$') {
        result.push_str(plain);
        let piece = match after.chars().next() {
            Some('$') => Some("$"),
            Some('&') => text.get(from..to),
            Some('`') => text.get(..from),
            Some('\'') => text.get(to..),
            _ => None,
        };
        result.push_str(piece.unwrap_or("$"));
        rest = if piece.is_some() { after.get(1..).unwrap_or_default() } else { after };
        if result.len() > MAX_TEXT {
            return;
        }
    }
    result.push_str(rest);
}

fn split(evaluator: &mut Evaluator, text: &Str, args: &Args) -> Outcome {
    let limit = match args.value(1)? {
        Value::Undefined => MAX_ITEMS.saturating_add(1),
        value => to_int32(evaluator.number(value)?).cast_unsigned() as usize,
    };
    let limit = limit.min(MAX_ITEMS.saturating_add(1));
    let separator = args.value(0)?;
    let pieces: Vec<Value> = if matches!(separator, Value::Undefined) {
        [Value::String(text.clone())].into_iter().take(limit).collect()
    } else {
        let separator = evaluator.text(separator)?;
        if separator.is_empty() {
            text.encode_utf16().take(limit).map(|unit| String::from_utf16_lossy(&[unit]).into()).collect()
        } else {
            text.split(&*separator).take(limit).map(Value::from).collect()
        }
    };
    evaluator.spend(pieces.len())?;
    evaluator.new_array(pieces)
}
