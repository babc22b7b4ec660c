//! JavaScript's own functions.

use wasm_bindgen::prelude::wasm_bindgen;

pub use js_sys::{parse_float, parse_int};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["String", "prototype", "toLowerCase"], js_name = call)]
    pub fn to_lowercase(text: &str) -> String;

    #[wasm_bindgen(js_namespace = ["String", "prototype", "toUpperCase"], js_name = call)]
    pub fn to_uppercase(text: &str) -> String;

    #[wasm_bindgen(js_name = Number)]
    pub fn text_to_number(text: &str) -> f64;

    type Functions;

    #[wasm_bindgen(thread_local_v2, js_name = Math)]
    static MATH: Functions;

    #[wasm_bindgen(thread_local_v2, js_namespace = Number, js_name = prototype)]
    static NUMBER: Functions;

    #[wasm_bindgen(method, structural, indexing_getter)]
    fn get(this: &Functions, name: &str) -> Function;

    type Function;

    #[wasm_bindgen(method, variadic)]
    fn call(this: &Function, of: f64, arguments: &[f64]) -> f64;

    #[wasm_bindgen(method, variadic, js_name = call)]
    fn text(this: &Function, of: f64, arguments: &[f64]) -> String;
}

pub fn math(name: &str, arguments: &[f64]) -> f64 {
    // The functions of `Math` do not ask what they are called on.
    MATH.with(|math| math.get(name)).call(0.0, arguments)
}

pub fn method(number: f64, name: &str, arguments: &[f64]) -> String {
    NUMBER.with(|methods| methods.get(name)).text(number, arguments)
}
