//! What JavaScript calls.
//!
//! Arguments and results cross as packed bytes in one [`Transfer`], which JavaScript fills and reads
//! in the wasm's own memory; numbers and truth values cross as they are. Each function reads, calls
//! and writes, and says where the answer stands. A call that fails writes its error and says null.

use std::cell::RefCell;

use wasm_bindgen::prelude::wasm_bindgen;

use crate::engine;
use crate::error::{Error, Fault};
use crate::flow;
use crate::packed::{Misread, Packed, Reader, Writer};
use crate::provider::{self, Providers};
use crate::script::{self, Expression, Scope, Template};
use crate::value::{Object, Value};

/// Bytes on their way in and out.
struct Transfer {
    input: Vec<u8>,
    output: Writer,
}

thread_local! {
    static TRANSFER: RefCell<Transfer> = const { RefCell::new(Transfer { input: Vec::new(), output: Writer::new() }) };
}

/// Where arguments go; there is room for `length` bytes, and what was written before is kept.
#[wasm_bindgen]
pub fn room(length: usize) -> *mut u8 {
    TRANSFER.with_borrow_mut(|Transfer { input, .. }| {
        input.resize(length.max(input.len()), 0);
        input.as_mut_ptr()
    })
}

/// Where the last result stands, be it an answer or an error.
#[wasm_bindgen]
pub fn result() -> *const u8 {
    TRANSFER.with_borrow(|transfer| transfer.output.bytes().as_ptr())
}

/// How long the last result is.
#[wasm_bindgen]
pub fn length() -> usize {
    TRANSFER.with_borrow(|transfer| transfer.output.len())
}

/// Reads the arguments, and writes the answer or the error; gives where an answer stands, null for an error.
fn answer(call: impl FnOnce(&mut Reader, &mut Writer) -> Result<(), Refusal>) -> *const u8 {
    TRANSFER.with_borrow_mut(|Transfer { input, output }| {
        output.truncate(0);
        let mut reader = Reader::new(input);
        let error = match call(&mut reader, output) {
            Ok(()) => return output.bytes().as_ptr(),
            Err(Refusal::Error(error)) => error,
            Err(Refusal::Misread) => Error::new(Fault::Host, "input_invalid", reader.complaint()),
        };
        output.truncate(0);
        write_error(&error, output);
        std::ptr::null()
    })
}

/// Why a call is refused.
enum Refusal {
    /// Its arguments cannot be read.
    Misread,
    /// The engine has refused it.
    Error(Error),
}

impl From<Misread> for Refusal {
    fn from(_: Misread) -> Self {
        Refusal::Misread
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Refusal::Error(error)
    }
}

/// An engine with its conversations.
#[wasm_bindgen]
pub struct Engine {
    engine: engine::Engine,
}

#[wasm_bindgen]
impl Engine {
    /// Takes flow and options; nothing for an error.
    pub fn build() -> Option<Engine> {
        let mut built = None;
        answer(|from, _| {
            let (flow, options) = (from.value()?, from.value()?);
            built = Some(Engine { engine: engine::Engine::new(&flow, &options)? });
            Ok(())
        });
        built
    }

    /// Takes a conversation's id and an input, gives an output.
    pub fn handle(&mut self, now: f64) -> *const u8 {
        answer(|from, to| {
            let conversation = from.text()?;
            let input = from.read("input")?;
            if !(0.0..=8.64e15).contains(&now) {
                let message = "`now` must be milliseconds since the Unix epoch, such as `Date.now()`";
                return Err(Error::new(Fault::Host, "input_invalid", message).into());
            }
            Ok(self.engine.write_output(conversation, input, now as u64, to)?)
        })
    }

    /// Takes a conversation's id, gives its view or null.
    pub fn view(&self) -> *const u8 {
        answer(|from, to| {
            self.engine.view(from.text()?).write(to);
            Ok(())
        })
    }

    /// Takes a conversation's id, gives where it stands or null.
    pub fn standing(&self) -> *const u8 {
        answer(|from, to| {
            self.engine.standing(from.text()?).write(to);
            Ok(())
        })
    }

    /// Takes a conversation's id, gives the entries of its log after `after`.
    pub fn log(&self, after: f64) -> *const u8 {
        answer(|from, to| {
            self.engine.write_log(from.text()?, after as u32, to);
            Ok(())
        })
    }

    /// Takes a conversation's id, gives the bytes of its snapshot as they are.
    pub fn snapshot(&self) -> *const u8 {
        answer(|from, to| Ok(self.engine.write_snapshot(from.text()?, to)?))
    }

    /// Takes the `length` bytes of a snapshot as they are, gives the conversation's id.
    pub fn restore(&mut self, length: usize) -> *const u8 {
        answer(|from, to| {
            self.engine.restore(from.take(length)?)?.write(to);
            Ok(())
        })
    }

    /// Takes a conversation's id and a format, gives the export or null.
    pub fn export(&self) -> *const u8 {
        answer(|from, to| {
            let (conversation, format) = (from.text()?, from.text()?);
            self.engine.export(conversation, format)?.write(to);
            Ok(())
        })
    }

    /// Takes a provider's name, a webhook's body and its header fields or null, gives what the webhook is.
    pub fn webhook(&self) -> *const u8 {
        answer(|from, to| {
            let (provider, body, headers) = (from.value()?, from.value()?, from.value()?);
            let (provider, body) = (provider.as_str(), body.as_str());
            let (provider, body) = (provider.unwrap_or_default(), body.unwrap_or_default());
            self.engine.webhook(provider, body, headers.as_object())?.write(to);
            Ok(())
        })
    }

    /// Takes a conversation's id, gives whether it was in memory.
    pub fn forget(&mut self) -> *const u8 {
        answer(|from, to| {
            self.engine.forget(from.text()?).write(to);
            Ok(())
        })
    }

    /// Conversations in memory.
    #[wasm_bindgen(getter)]
    pub fn size(&self) -> usize {
        self.engine.size()
    }
}

/// Takes a flow and the settings of providers by name or null, gives all findings.
#[wasm_bindgen(js_name = checkFlow)]
pub fn check_flow() -> *const u8 {
    answer(|from, to| {
        let (flow, settings) = (from.value()?, from.value()?);
        let known = settings.as_object().map(provider::known);
        let providers = known.as_deref().map_or(Providers::Unknown, Providers::Known);
        flow::check(&flow, providers).write(to);
        Ok(())
    })
}

/// Takes a source, gives what is wrong with it: pairs of a sentence and a place.
#[wasm_bindgen(js_name = checkExpression)]
pub fn check_expression(template: bool) -> *const u8 {
    answer(|from, to| {
        let source = from.text()?;
        let parsed = if template { Template::parse(source).into_errors() } else { Vec::new() };
        let failed = if template { None } else { Expression::parse(source).err() };
        to.array(parsed.len().saturating_add(failed.iter().len()));
        for error in parsed.iter().chain(&failed) {
            to.array(2);
            to.text(&error.message);
            to.uint(error.at as u64);
        }
        Ok(())
    })
}

/// Gives the descriptors of all node kinds.
#[wasm_bindgen(js_name = nodeKinds)]
pub fn node_kinds() -> *const u8 {
    answer(|_, to| {
        crate::node::kinds().write(to);
        Ok(())
    })
}

/// Takes an expression, input, context and profile, gives the expression's value.
#[wasm_bindgen]
pub fn evaluate() -> *const u8 {
    answer(|from, to| {
        let source = from.text()?;
        let (input, context, profile) = scope(from)?;
        let scope = Scope { input: &input, context: &context, profile: &profile };
        let failed = |error: script::Error| {
            let place = error.at.to_string();
            let message = [&error.message, " (at ", &place, ")"].concat();
            Error::new(Fault::Host, "expression_failed", message)
        };
        Expression::parse(source).map_err(failed)?.evaluate(&scope).map_err(failed)?.write(to);
        Ok(())
    })
}

/// Takes a template, input, context and profile, gives the text.
#[wasm_bindgen]
pub fn render() -> *const u8 {
    answer(|from, to| {
        let template = Template::parse(from.text()?);
        let (input, context, profile) = scope(from)?;
        let scope = Scope { input: &input, context: &context, profile: &profile };
        to.text(&template.render(&scope));
        Ok(())
    })
}

/// Gives the versions of engine, flow format and snapshot format.
#[wasm_bindgen]
pub fn version() -> *const u8 {
    answer(|_, to| {
        let version = Object::from_iter([
            ("engine", Value::from(env!("CARGO_PKG_VERSION"))),
            ("flow", Value::from(1)),
            ("snapshot", Value::from(engine::SNAPSHOT)),
        ]);
        version.write(to);
        Ok(())
    })
}

fn scope(from: &mut Reader) -> Result<(Value, Value, Value), Misread> {
    Ok((from.value()?, from.value()?, from.value()?))
}

fn write_error(error: &Error, to: &mut Writer) {
    to.array(3);
    to.text(error.code);
    to.text(&error.message);
    Some(&error.findings).filter(|findings| !findings.is_empty()).cloned().write(to);
}
