//! The binding, as JavaScript calls it: run by wasm-bindgen's runner in Node and in Chromium.
#![cfg(target_arch = "wasm32")]

use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn the_version_is_that_of_the_crate() {
    assert_eq!(handover::binding::version(), env!("CARGO_PKG_VERSION"));
}
