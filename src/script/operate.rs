//! Unary and binary operators.

use std::cmp::Ordering;

use super::ast::{Node, Operation};
use super::coerce::{
    compare, is_container, is_unreachable, loosely_equal, strictly_equal, to_primitive, truthy,
};
use super::evaluate::{Evaluator, is_method};
use super::{MAX_TEXT, Outcome, fail, fail_with, failure, object};
use crate::javascript::{math, to_int32};
use crate::value::Value;

pub fn unary(evaluator: &mut Evaluator, operator: &str, operand: &Node, at: usize) -> Outcome {
    if operator == "typeof"
        && let Node::Global(name) = operand
    {
        return Ok(if matches!(&**name, "Math" | "JSON") { "object" } else { "function" }.into());
    }
    let value = evaluator.node(operand)?;
    Ok(match operator {
        "!" => Value::Bool(!truthy(&value)),
        "typeof" => type_of(&value).into(),
        "void" => Value::Undefined,
        _ => {
            let number = evaluator.number(&value).map_err(|failure| failure.at(at))?;
            Value::Number(match operator {
                "-" => -number,
                "~" => f64::from(!to_int32(number)),
                _ => number,
            })
        }
    })
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Undefined => "undefined",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Null | Value::Array(_) | Value::Object(_) => "object",
    }
}

pub fn binary(evaluator: &mut Evaluator, first: &Node, operations: &[Operation]) -> Outcome {
    let mut left = evaluator.node(first)?;
    for Operation { operator, at, right } in operations {
        let decided = match *operator {
            "&&" => !truthy(&left),
            "||" => truthy(&left),
            "??" => !left.is_nullish(),
            _ => {
                let right = evaluator.node(right)?;
                left = apply(evaluator, operator, &left, &right).map_err(|failure| failure.at(*at))?;
                continue;
            }
        };
        if !decided {
            left = evaluator.node(right)?;
        }
    }
    Ok(left)
}

fn apply(evaluator: &mut Evaluator, operator: &str, left: &Value, right: &Value) -> Outcome {
    if !matches!((left, right), (Value::Number(_), Value::Number(_))) {
        evaluator.pay_for(left)?;
        evaluator.pay_for(right)?;
    }
    let order =
        |wanted: fn(Ordering) -> bool| -> Outcome { Ok(compare(left, right)?.is_some_and(wanted).into()) };
    match operator {
        "+" => return add(evaluator, left, right),
        "===" => return Ok(strictly_equal(left, right).into()),
        "!==" => return Ok((!strictly_equal(left, right)).into()),
        "==" => return Ok(loosely_equal(left, right)?.into()),
        "!=" => return Ok((!loosely_equal(left, right)?).into()),
        "<" => return order(Ordering::is_lt),
        ">" => return order(Ordering::is_gt),
        "<=" => return order(Ordering::is_le),
        ">=" => return order(Ordering::is_ge),
        "in" => return contains(evaluator, left, right),
        _ => {}
    }
    let (left, right) = (evaluator.number(left)?, evaluator.number(right)?);
    let bits = to_int32(left);
    let shift = to_int32(right).cast_unsigned() & 31;
    Ok(Value::Number(match operator {
        "-" => left - right,
        "*" => left * right,
        "/" => left / right,
        "%" => left % right,
        "**" => math("pow", &[left, right]).unwrap_or(f64::NAN),
        "&" => f64::from(bits & to_int32(right)),
        "|" => f64::from(bits | to_int32(right)),
        "^" => f64::from(bits ^ to_int32(right)),
        "<<" => f64::from(bits.wrapping_shl(shift)),
        ">>" => f64::from(bits.wrapping_shr(shift)),
        _ => f64::from(bits.cast_unsigned().wrapping_shr(shift)),
    }))
}

fn add(evaluator: &mut Evaluator, left: &Value, right: &Value) -> Outcome {
    let (left, right) = (to_primitive(left)?, to_primitive(right)?);
    if !matches!(left, Value::String(_)) && !matches!(right, Value::String(_)) {
        return Ok(Value::Number(evaluator.number(&left)? + evaluator.number(&right)?));
    }
    let (left, right) = (evaluator.text(&left)?, evaluator.text(&right)?);
    if left.len().saturating_add(right.len()) > MAX_TEXT {
        return fail("the text is too long");
    }
    evaluator.new_text([&*left, &*right].concat())
}

fn contains(evaluator: &mut Evaluator, left: &Value, right: &Value) -> Outcome {
    if !is_container(right) {
        return Err(failure(&["`in` needs an object or an array, not ", right.kind()]));
    }
    let name = evaluator.text(left)?;
    if is_unreachable(&name) {
        return fail_with("", &name, " is not reachable");
    }
    Ok((object::own(evaluator, right, &name)?.is_some() || is_method(right, &name)).into())
}
