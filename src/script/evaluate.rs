//! Walks the tree of an expression.
//!
//! Every step costs fuel, and work on texts and arrays costs by their length. Values can grow deeper only where a
//! result becomes the input of the next round, in `reduce`: there the depth is measured, so that no value is ever
//! too deep for the recursions over it. What comes out is weighed, since a small graph of shared values can be a
//! huge tree.

use super::ast::{Arrow, Entry, Item, Link, LinkKind, Node, Root};
use super::coerce::{is_container, is_unreachable, length, slice, to_number, to_string, truthy};
use super::{
    MAX_DEPTH, MAX_ITEMS, MAX_NESTING, MAX_RESULT, MAX_RESULT_DEPTH, MAX_STEPS, MAX_TEXT, Outcome, Scope,
    array, fail, fail_with, failure, global, number, object, operate, pattern, text,
};
use crate::value::{Object, Str, Value};

pub fn run(root: &Node, scope: &Scope) -> Outcome {
    let mut evaluator = Evaluator { scope, locals: Vec::new(), fuel: MAX_STEPS, depth: 0, grown: 0 };
    let result = evaluator.node(root)?;
    let mut room = MAX_RESULT;
    weigh(&result, MAX_RESULT_DEPTH, &mut room)?;
    Ok(result)
}

fn weigh(value: &Value, depth: usize, room: &mut usize) -> Outcome<()> {
    let own = if let Value::String(text) = value { text.len() } else { 0 };
    *room = room.saturating_sub(own.saturating_add(8));
    if *room == 0 {
        return fail("the result is too large");
    }
    if is_container(value) && depth == 0 {
        return fail("the result is nested too deeply");
    }
    let deeper = depth.saturating_sub(1);
    match value {
        Value::Array(items) => items.iter().try_for_each(|item| weigh(item, deeper, room)),
        Value::Object(object) => object.iter().try_for_each(|(key, value)| {
            *room = room.saturating_sub(key.len());
            weigh(value, deeper, room)
        }),
        _ => Ok(()),
    }
}

pub struct Evaluator<'a> {
    scope: &'a Scope<'a>,
    /// The arguments of the arrow functions that are being called, the innermost last.
    pub locals: Vec<Value>,
    fuel: usize,
    depth: usize,
    /// How many containers of containers were made: nothing made so far is deeper than the scope by more.
    grown: usize,
}

/// A function that stands as an argument.
#[derive(Clone)]
pub enum Function<'n> {
    Arrow(&'n Arrow),
    /// A namespace, empty for global functions, and a name.
    Builtin(Str, Str),
}

pub enum Argument<'n> {
    Value(Value),
    Function(Function<'n>),
}

pub struct Args<'n>(pub Vec<Argument<'n>>);

impl<'n> Args<'n> {
    /// The argument at `index`, `undefined` if it is not given.
    pub fn value(&self, index: usize) -> Outcome<&Value> {
        match self.0.get(index) {
            None => Ok(&Value::Undefined),
            Some(Argument::Value(value)) => Ok(value),
            Some(Argument::Function(_)) => fail("a function cannot stand here"),
        }
    }

    /// All arguments from `index` on.
    pub fn values(&self, index: usize) -> Outcome<Vec<Value>> {
        (index..self.0.len()).map(|index| self.value(index).cloned()).collect()
    }

    /// The function at `index`.
    pub fn function(&self, index: usize) -> Outcome<Function<'n>> {
        match self.0.get(index) {
            Some(Argument::Function(function)) => Ok(function.clone()),
            _ => fail("a function is missing here"),
        }
    }

    /// The function at `index`, `None` for `undefined`.
    pub fn optional_function(&self, index: usize) -> Outcome<Option<Function<'n>>> {
        let none = matches!(self.0.get(index), None | Some(Argument::Value(Value::Undefined)));
        if none { Ok(None) } else { self.function(index).map(Some) }
    }
}

/// What a chain stands at: a value, or a built-in, which is none.
enum Subject {
    Value(Value),
    Namespace(Str),
    Builtin(Str, Str),
}

impl<'a> Evaluator<'a> {
    #[inline(never)]
    pub fn node(&mut self, node: &Node) -> Outcome {
        self.spend(1)?;
        if self.depth > MAX_NESTING.saturating_mul(4) {
            return fail("the expression is nested too deeply");
        }
        self.depth = self.depth.saturating_add(1);
        let result = self.dispatch(node);
        self.depth = self.depth.saturating_sub(1);
        result
    }

    fn dispatch(&mut self, node: &Node) -> Outcome {
        match node {
            Node::Value(value) => Ok(value.clone()),
            Node::Local(slot) => Ok(self.locals.get(*slot).cloned().unwrap_or_default()),
            Node::Root(root) => Ok(match root {
                Root::Input => self.scope.input,
                Root::Context => self.scope.context,
                Root::Profile => self.scope.profile,
            }
            .clone()),
            Node::Text(parts) => self.template(parts),
            Node::Array(items) => self.array(items),
            Node::Object(entries) => self.object(entries),
            Node::Chain(base, links) => self.chain(base, links),
            Node::Unary(operator, operand, at) => operate::unary(self, operator, operand, *at),
            Node::Binary(first, operations) => operate::binary(self, first, operations),
            Node::Conditional(cases, otherwise) => {
                for (condition, value) in cases {
                    if truthy(&self.node(condition)?) {
                        return self.node(value);
                    }
                }
                self.node(otherwise)
            }
            Node::Global(name) => {
                fail_with("", name, " is a built-in and stands only before a member or as an argument")
            }
            Node::Arrow(_) => fail("a function stands only as an argument of a call"),
        }
    }

    /// Takes steps from the fuel.
    #[inline(never)]
    pub fn spend(&mut self, steps: usize) -> Outcome<()> {
        match self.fuel.checked_sub(steps) {
            Some(fuel) => {
                self.fuel = fuel;
                Ok(())
            }
            None => {
                self.fuel = 0;
                fail("the expression takes too many steps")
            }
        }
    }

    /// Pays for reading or copying a text.
    pub fn pay(&mut self, text: &str) -> Outcome<()> {
        self.spend(text.len() / 128)
    }

    pub fn number(&mut self, value: &Value) -> Outcome<f64> {
        if let Value::Number(number) = value {
            return Ok(*number);
        }
        self.pay_for(value)?;
        if value.as_str().is_some_and(|text| text.len() > 15 || text.contains(['e', 'E'])) {
            self.spend(100)?;
        }
        to_number(value)
    }

    pub fn text(&mut self, value: &Value) -> Outcome<Str> {
        self.pay_for(value)?;
        to_string(value)
    }

    /// Pays for making a value a text.
    pub fn pay_for(&mut self, value: &Value) -> Outcome<()> {
        match value {
            Value::String(text) => self.pay(text),
            Value::Number(number) if number.trunc() != *number => self.spend(4),
            Value::Array(items) => {
                self.spend((items.len() / 4).saturating_add(1))?;
                items.iter().try_for_each(|item| self.pay_for(item))
            }
            _ => Ok(()),
        }
    }

    /// An argument as an integer: `NaN` is 0, fractions are cut off.
    pub fn integer(&mut self, args: &Args, index: usize) -> Outcome<f64> {
        let number = self.number(args.value(index)?)?;
        Ok(if number.is_nan() { 0.0 } else { number.trunc() })
    }

    /// An argument as a text.
    pub fn text_at(&mut self, args: &Args, index: usize) -> Outcome<Str> {
        self.text(args.value(index)?)
    }

    /// Lets a new text into the evaluation.
    pub fn new_text(&mut self, text: String) -> Outcome {
        self.pay(&text)?;
        if text.len() > MAX_TEXT { fail("the text is too long") } else { Ok(text.into()) }
    }

    /// Lets a new array into the evaluation.
    pub fn new_array(&mut self, items: Vec<Value>) -> Outcome {
        self.spend(items.len() / 4)?;
        if items.len() > MAX_ITEMS {
            return fail("the array is too long");
        }
        self.grow(items.iter().any(is_container));
        Ok(items.into())
    }

    /// Lets a new object into the evaluation.
    pub fn new_object(&mut self, object: Object) -> Outcome {
        self.spend(object.len())?;
        if object.len() > MAX_ITEMS {
            return fail("the object has too many keys");
        }
        self.grow(object.iter().any(|(_, value)| is_container(value)));
        Ok(object.into())
    }

    fn grow(&mut self, nested: bool) {
        self.grown = self.grown.saturating_add(usize::from(nested));
    }

    /// Bounds the depth of a value that goes from round to round. `known` is its depth at `since`, and is kept up to date.
    pub fn bound_depth(&mut self, value: &Value, known: &mut (usize, usize)) -> Outcome<()> {
        let (depth, since) = *known;
        if is_container(value) && depth.saturating_add(self.grown.saturating_sub(since)) >= MAX_DEPTH {
            *known = self.depth_of(value)?;
        }
        Ok(())
    }

    /// How deep a value is, and when that was measured.
    pub fn depth_of(&mut self, value: &Value) -> Outcome<(usize, usize)> {
        Ok((self.measure(value, 0)?, self.grown))
    }

    fn measure(&mut self, value: &Value, depth: usize) -> Outcome<usize> {
        if depth > MAX_DEPTH {
            return fail("the value is nested too deeply");
        }
        let deeper = depth.saturating_add(1);
        let mut deepest = depth;
        match value {
            Value::Array(items) => {
                self.spend(items.len() / 8)?;
                for item in items.iter().filter(|item| is_container(item)) {
                    self.spend(1)?;
                    deepest = deepest.max(self.measure(item, deeper)?);
                }
            }
            Value::Object(object) => {
                self.spend(object.len() / 8)?;
                for (_, item) in object.iter().filter(|(_, item)| is_container(item)) {
                    self.spend(1)?;
                    deepest = deepest.max(self.measure(item, deeper)?);
                }
            }
            _ => {}
        }
        Ok(deepest)
    }

    fn template(&mut self, parts: &[Node]) -> Outcome {
        let mut text = String::new();
        for part in parts {
            let value = self.node(part)?;
            text.push_str(&self.text(&value)?);
            if text.len() > MAX_TEXT {
                return fail("the text is too long");
            }
        }
        self.new_text(text)
    }

    fn array(&mut self, items: &[Item]) -> Outcome {
        let mut values = Vec::with_capacity(items.len());
        for item in items {
            let value = self.node(&item.node)?;
            if item.spread {
                values.extend(self.iterate(&value).map_err(|failure| failure.at(item.at))?);
            } else {
                values.push(value);
            }
        }
        self.new_array(values)
    }

    fn object(&mut self, entries: &[Entry]) -> Outcome {
        let mut object = Object::new();
        for entry in entries {
            match entry {
                Entry::Pair(key, node) => {
                    let key = pattern::key(self, key)?;
                    object.insert(key, self.node(node)?);
                }
                Entry::Spread(node) => {
                    let value = self.node(node)?;
                    for (key, value) in object::entries(self, &value)? {
                        object.insert(key, value);
                    }
                }
            }
        }
        self.new_object(object)
    }

    /// The items of an array or the characters of a text.
    pub fn iterate(&mut self, value: &Value) -> Outcome<Vec<Value>> {
        match value {
            Value::Array(items) => {
                self.spend(items.len() / 4)?;
                Ok(items.to_vec())
            }
            Value::String(text) => {
                self.spend(text.len())?;
                Ok(text.chars().map(|c| Value::from(&*c.encode_utf8(&mut [0; 4]))).collect())
            }
            _ => Err(failure(&[value.kind(), " cannot be iterated"])),
        }
    }

    fn chain(&mut self, base: &Node, links: &[Link]) -> Outcome {
        let mut subject = match base {
            Node::Global(name) => Subject::Namespace(name.clone()),
            _ => Subject::Value(self.node(base)?),
        };
        let mut at = 0;
        let mut links = links.iter().peekable();
        while let Some(link) = links.next() {
            if link.optional && matches!(&subject, Subject::Value(value) if value.is_nullish()) {
                return Ok(Value::Undefined);
            }
            let call = links.next_if(|next| {
                !matches!(link.kind, LinkKind::Call(_)) && matches!(next.kind, LinkKind::Call(_))
            });
            at = link.at;
            match self.link(subject, link, call).map_err(|failure| failure.at(at))? {
                Some(next) => subject = next,
                None => return Ok(Value::Undefined),
            }
        }
        match subject {
            Subject::Value(value) => Ok(value),
            Subject::Namespace(name) | Subject::Builtin(_, name) => {
                fail_with("", &name, " is a built-in function and must be called")
                    .map_err(|failure| failure.at(at))
            }
        }
    }

    /// One link and, where the next is its call, that too. `None` ends an optional chain.
    fn link(&mut self, subject: Subject, link: &Link, call: Option<&Link>) -> Outcome<Option<Subject>> {
        let key = match &link.kind {
            LinkKind::Member(name) => Value::String(name.clone()),
            LinkKind::Index(node) => self.node(node)?,
            LinkKind::Call(items) => {
                let args = self.arguments(items)?;
                return match subject {
                    Subject::Namespace(name) => {
                        global::call(self, "", &name, &args).map(Subject::Value).map(Some)
                    }
                    Subject::Builtin(space, name) => {
                        global::call(self, &space, &name, &args).map(Subject::Value).map(Some)
                    }
                    Subject::Value(value) => Err(failure(&[value.kind(), " cannot be called"])),
                };
            }
        };
        match subject {
            Subject::Value(value) => match call {
                Some(call) => self.call(&value, &key, call),
                None => self.member(&value, &key).map(Subject::Value).map(Some),
            },
            Subject::Namespace(space) => {
                let name = self.text(&key)?;
                let constant = global::constant(&space, &name)?;
                let Some(call) = call else {
                    return Ok(Some(constant.map_or_else(|| Subject::Builtin(space, name), Subject::Value)));
                };
                let args = self.call_arguments(call)?;
                global::call(self, &space, &name, &args).map(Subject::Value).map(Some)
            }
            Subject::Builtin(_, name) => {
                fail_with("", &name, " is a function, its members are not available")
            }
        }
    }

    fn call_arguments<'n>(&mut self, call: &'n Link) -> Outcome<Args<'n>> {
        match &call.kind {
            LinkKind::Call(items) => self.arguments(items),
            LinkKind::Member(_) | LinkKind::Index(_) => Ok(Args(Vec::new())),
        }
    }

    fn arguments<'n>(&mut self, items: &'n [Item]) -> Outcome<Args<'n>> {
        let mut args = Vec::with_capacity(items.len());
        for item in items {
            if let Some(function) = function(&item.node) {
                args.push(Argument::Function(function));
                continue;
            }
            let value = self.node(&item.node)?;
            if item.spread {
                let values = self.iterate(&value).map_err(|failure| failure.at(item.at))?;
                args.extend(values.into_iter().map(Argument::Value));
            } else {
                args.push(Argument::Value(value));
            }
        }
        Ok(Args(args))
    }

    /// Calls the method `key` of a value.
    fn call(&mut self, value: &Value, key: &Value, call: &Link) -> Outcome<Option<Subject>> {
        let name = self.text(key)?;
        if value.is_nullish() {
            return fail_with("", &name, [" cannot be called on ", nullish(value)].concat().as_str());
        }
        if is_unreachable(&name) {
            return fail_with("", &name, " is not reachable");
        }
        let own = value.get(&name);
        if call.optional && own.map_or_else(|| !is_method(value, &name), Value::is_nullish) {
            return Ok(None);
        }
        if own.is_some() {
            return fail_with("", &name, " is not a function");
        }
        let args = self.call_arguments(call)?;
        let result = match value {
            Value::String(text) => text::call(self, text, &name, &args)?,
            Value::Array(items) => array::call(self, items, &name, &args)?,
            Value::Number(number) => number::call(self, *number, &name, &args)?,
            _ => None,
        };
        let result = match result {
            Some(result) => Some(result),
            None => object::call(self, value, &name, &args)?,
        };
        match result {
            Some(result) => Ok(Some(Subject::Value(result))),
            None => fail_with("", &name, [" is not a method of ", value.kind()].concat().as_str()),
        }
    }

    /// The member `key` of a value.
    pub fn member(&mut self, value: &Value, key: &Value) -> Outcome {
        if let (Value::Array(items), Value::Number(index)) = (value, key) {
            let whole = *index >= 0.0 && index.trunc() == *index;
            return Ok(if whole {
                items.get(*index as usize).cloned().unwrap_or_default()
            } else {
                Value::Undefined
            });
        }
        let name = self.text(key)?;
        if value.is_nullish() {
            return fail_with("cannot read ", &name, [" of ", nullish(value)].concat().as_str());
        }
        if is_unreachable(&name) {
            return fail_with("", &name, " is not reachable");
        }
        match object::own(self, value, &name)? {
            Some(member) => Ok(member),
            None if is_method(value, &name) => fail_with("", &name, " is a method and must be called"),
            None => Ok(Value::Undefined),
        }
    }

    /// Calls a function that was given as an argument.
    pub fn invoke(&mut self, function: &Function, values: &[Value]) -> Outcome {
        self.spend(1)?;
        match function {
            Function::Arrow(arrow) => {
                let outer = self.locals.split_off(arrow.base.min(self.locals.len()));
                let result =
                    pattern::bind_all(self, &arrow.parameters, values).and_then(|()| self.node(&arrow.body));
                self.locals.truncate(arrow.base);
                self.locals.extend(outer);
                result
            }
            Function::Builtin(space, name) => {
                let args = Args(values.iter().cloned().map(Argument::Value).collect());
                global::call(self, space, name, &args)
            }
        }
    }
}

/// The function a node stands for, where it stands as an argument.
fn function(node: &Node) -> Option<Function<'_>> {
    match node {
        Node::Arrow(arrow) => Some(Function::Arrow(arrow)),
        Node::Global(name) => Some(Function::Builtin("".into(), name.clone())),
        Node::Chain(base, links) => match (&**base, &**links) {
            (Node::Global(space), [Link { kind: LinkKind::Member(name), .. }]) => {
                let constant = matches!(global::constant(space, name), Ok(Some(_)));
                (!constant).then(|| Function::Builtin(space.clone(), name.clone()))
            }
            _ => None,
        },
        _ => None,
    }
}

/// True where JavaScript would give a function.
pub fn is_method(value: &Value, name: &str) -> bool {
    let own = match value {
        Value::String(_) => text::METHODS.contains(&name),
        Value::Array(_) => array::METHODS.contains(&name) || array::refusal(name).is_some(),
        Value::Number(_) => number::METHODS.contains(&name),
        _ => false,
    };
    own || object::METHODS.contains(&name)
}

fn nullish(value: &Value) -> &'static str {
    if matches!(value, Value::Null) { "null" } else { "undefined" }
}

/// The code unit at `index` of a text, as a text.
pub fn unit(text: &str, index: usize) -> Option<String> {
    (index < length(text)).then(|| slice(text, index, index.saturating_add(1)))
}

/// An argument as a place between 0 and `count`; negative ones count from the end.
pub fn relative(
    evaluator: &mut Evaluator,
    args: &Args,
    index: usize,
    count: usize,
    default: usize,
) -> Outcome<usize> {
    if matches!(args.value(index)?, Value::Undefined) {
        return Ok(default);
    }
    let place = evaluator.integer(args, index)?;
    let count = count as f64;
    Ok(if place < 0.0 { (place + count).max(0.0) } else { place.min(count) } as usize)
}
