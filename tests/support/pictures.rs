//! Pictures as they were when they were last looked at and found right.

use chainrule::chart::{Scene, Svg};

/// Compares each with `tests/snapshots`; a new or a changed one is written beside it, to be looked at.
pub fn unchanged<'a>(pictures: impl IntoIterator<Item = (&'a str, Scene)>) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/snapshots");
    let mut changed = Vec::new();
    for (name, scene) in pictures {
        let drawn = Svg::document(&scene, "");
        let file = format!("{folder}/{name}.svg");
        if std::fs::read_to_string(&file).ok().as_deref() != Some(&drawn) {
            std::fs::write(format!("{folder}/{name}.new.svg"), drawn).unwrap();
            changed.push(name);
        }
    }
    assert!(changed.is_empty(), "look at tests/snapshots/*.new.svg and rename: {changed:?}");
}
