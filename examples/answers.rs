//! Calls as lines of JSON become hashes of their answers, a line each: the engine natively, beside which
//! the tests lay the engines of browsers. `echo '["evaluate", "2x", {"x": 1}]' | cargo run --example answers`

#[path = "../tests/support/calls.rs"]
mod calls;

use chainrule::view::{EngineError, Told};
use serde_json::Value;
use std::io::{BufRead, stdin};

/// Numbers by their bits, fields by name: equal only when every bit is. As in `tests/web/browsers/calls.mjs`.
fn spelled(told: &Told, text: &mut String) {
    let mut record = |fields: Vec<(&str, &Told)>| {
        let mut fields = fields;
        fields.sort_by_key(|(name, _)| *name);
        text.push('{');
        for (name, value) in fields {
            text.push_str(name);
            text.push(':');
            spelled(value, text);
        }
        text.push('}');
    };
    let quoted = |said: &str, text: &mut String| {
        text.push('"');
        text.push_str(said);
        text.push('"');
    };
    match told {
        Told::Nothing => text.push('-'),
        Told::Flag(flag) => text.push(if *flag { 't' } else { 'f' }),
        Told::Number(number) if number.is_nan() => text.push_str("NaN;"),
        Told::Number(number) => text.push_str(&format!("{:x};", number.to_bits())),
        Told::Text(said) => quoted(said, text),
        Told::Lasting(said) => quoted(said, text),
        Told::List(entries) => {
            text.push('[');
            entries.iter().for_each(|entry| spelled(entry, text));
            text.push(']');
        }
        Told::Record(fields) => {
            record(fields.iter().map(|(name, value)| (*name, value)).collect());
        }
        Told::Named(entries) => {
            record(entries.iter().map(|(name, value)| (name.as_str(), value)).collect());
        }
    }
}

fn refused(error: &EngineError) -> Told {
    let text = |text: &str| Told::Text(text.to_owned());
    Told::Record(vec![("code", text(&error.code)), ("message", text(&error.message))])
}

/// FNV-1a.
fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

fn main() {
    for line in stdin().lock().lines() {
        let call: Vec<Value> = serde_json::from_str(&line.unwrap()).unwrap();
        let name = call[0].as_str().unwrap();
        let told = calls::answer(name, &call[1..]).unwrap_or_else(|error| refused(&error));
        let mut text = String::new();
        spelled(&told, &mut text);
        println!("{}", hash(&text));
        if std::env::var_os("SPELLED").is_some() {
            println!("{text}");
        }
    }
}
