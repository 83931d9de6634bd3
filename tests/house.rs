//! The constitution: a room looks only down.
//!
//! Each room of `src` stands on a floor. It may use rooms on floors below its own and nothing
//! else of the crate, so the uses form no circle and every room can be read without those above.

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms, from the ground up.
const FLOORS: &[(usize, &[&str])] = &[
    (0, &["order", "real"]),
    (1, &["expr"]),
    (2, &["syntax", "print", "numeric", "algebra"]),
    (3, &["rules"]),
    (4, &["rewrite", "chart"]),
    (5, &["calculus"]),
    (6, &["steps", "backprop", "learning"]),
    (7, &["practice"]),
    (8, &["view"]),
    (9, &["wasm"]),
];

fn floor(room: &str) -> Option<usize> {
    FLOORS.iter().find(|(_, rooms)| rooms.contains(&room)).map(|(floor, _)| *floor)
}

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn rooms() -> Vec<String> {
    let mut rooms: Vec<String> = fs::read_dir(source())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "lib.rs")
        .collect();
    rooms.sort();
    rooms
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => found.extend(files(&path)),
            false => found.push(path),
        }
    }
    found.sort();
    found
}

/// The rooms that a file names: `crate::room…` and each of `crate::{room…, room…}`.
fn uses(text: &str) -> Vec<String> {
    let code: String = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n");
    let mut found = Vec::new();
    for after in code.split("crate::").skip(1) {
        let word = |text: &str| -> String {
            text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
        };
        match after.strip_prefix('{') {
            None => found.push(word(after)),
            Some(group) => {
                let mut depth = 0;
                let mut start = true;
                for (place, c) in group.char_indices() {
                    if start && depth == 0 && !c.is_whitespace() {
                        found.push(word(&group[place..]));
                        start = false;
                    }
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' => start = true,
                        _ => {}
                    }
                }
            }
        }
    }
    found.retain(|room| floor(room).is_some());
    found
}

#[test]
fn every_room_has_a_floor() {
    for room in rooms() {
        assert!(floor(&room).is_some(), "src/{room} stands on no floor");
    }
}

#[test]
fn a_room_looks_only_down() {
    let mut arrows = 0;
    for room in rooms() {
        let own = floor(&room).unwrap();
        for file in files(&source().join(&room)) {
            let text = fs::read_to_string(&file).unwrap();
            for used in uses(&text).into_iter().filter(|used| *used != room) {
                arrows += 1;
                let below = floor(&used).unwrap() < own;
                assert!(below, "{} looks up or aside at {used}", file.display());
            }
        }
    }
    assert!(arrows > 50, "only {arrows} uses were found: the reader of uses is blind");
}

#[test]
fn a_look_up_is_seen() {
    assert_eq!(uses("use crate::view::Formula;"), ["view"]);
    assert_eq!(
        uses("use crate::{calculus::{a, b}, steps, syntax};"),
        ["calculus", "steps", "syntax"]
    );
    assert_eq!(uses("    let e = crate::print::text(dag, e);"), ["print"]);
    assert!(uses("// crate::view is above").is_empty());
}

#[test]
fn only_the_view_is_serialised() {
    for room in rooms().iter().filter(|room| !["view", "wasm"].contains(&room.as_str())) {
        for file in files(&source().join(room)) {
            let text = fs::read_to_string(&file).unwrap();
            assert!(!text.contains("serde"), "{} knows of serialisation", file.display());
        }
    }
}

/// The crate's foundations were chosen before its first line. Where a part of the way to JavaScript
/// is better written by hand, `serde_wasm_bindgen::preserve` lets finished values through its
/// serializer.
#[test]
fn the_chosen_packages_carry_the_crate() {
    let all: Vec<String> =
        files(&source()).iter().map(|file| fs::read_to_string(file).unwrap()).collect();
    for package in [
        "wasm_bindgen",
        "web_sys",
        "js_sys",
        "serde",
        "serde_wasm_bindgen",
        "plotters",
        "plotters_canvas",
    ] {
        let path = format!("use {package}::");
        assert!(all.iter().any(|text| text.contains(&path)), "{package}");
    }
}

#[test]
fn every_room_opens_with_its_arrow() {
    for room in rooms() {
        for file in files(&source().join(&room)) {
            let text = fs::read_to_string(&file).unwrap();
            assert!(text.starts_with("//! "), "{} does not say what it is", file.display());
        }
    }
}

#[test]
fn nothing_measures_time_or_chance() {
    // Equal arguments give equal answers: no clock, no random state, no platform mathematics.
    for room in rooms() {
        for file in files(&source().join(&room)) {
            let text = fs::read_to_string(&file).unwrap();
            for foreign in
                ["std::time", "RandomState", "getrandom", "mul_add(", ".powf(", ".log10()"]
            {
                assert!(!text.contains(foreign), "{} uses {foreign}", file.display());
            }
        }
    }
}

/// Each of these brings tables from the standard library that are larger than all that they are
/// needed for: the powers of five, the capitals of every script. `Debug`, and a number of so many
/// digits, are traps in the browser.
#[test]
fn nothing_heavy_is_called_for_little() {
    for room in rooms() {
        for file in files(&source().join(&room)) {
            let text = fs::read_to_string(&file).unwrap();
            for heavy in
                ["parse::<f64>", ".to_lowercase()", ".to_uppercase()", ":?}", ":#?}", ":.", ".*}"]
            {
                assert!(!text.contains(heavy), "{} uses {heavy}", file.display());
            }
        }
    }
}
