//! Percent encoding as `encodeURIComponent` and its three siblings do it.

use super::{Outcome, fail};

/// Punctuation with a meaning in an address: kept by `encodeURI`, left encoded by `decodeURI`.
const RESERVED: &str = ";/?:@&=+$,#";

pub fn encode(text: &str, whole: bool) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        let c = char::from(byte);
        if c.is_ascii_alphanumeric() || "-_.!~*'()".contains(c) || (whole && RESERVED.contains(c)) {
            encoded.push(c);
        } else {
            encoded.push('%');
            for half in [byte >> 4, byte & 15] {
                encoded.extend(char::from_digit(u32::from(half), 16).map(|digit| digit.to_ascii_uppercase()));
            }
        }
    }
    encoded
}

pub fn decode(text: &str, whole: bool) -> Outcome<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((plain, escape)) = rest.split_once('%') {
        bytes.extend_from_slice(plain.as_bytes());
        let hex = escape.get(..2).filter(|hex| hex.bytes().all(|c| c.is_ascii_hexdigit()));
        let Some(byte) = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) else {
            return fail("the text is not percent-encoded");
        };
        if whole && RESERVED.contains(char::from(byte)) {
            bytes.push(b'%');
            bytes.extend_from_slice(hex.unwrap_or_default().as_bytes());
        } else {
            bytes.push(byte);
        }
        rest = escape.get(2..).unwrap_or_default();
    }
    bytes.extend_from_slice(rest.as_bytes());
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(_) => fail("the text is not percent-encoded"),
    }
}
