//! Limits: stated once, printed in the README as they are.

use chainrule::view::limits::TABLE;
use std::fs;
use std::path::Path;

#[test]
fn the_readme_prints_the_table() {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(readme).unwrap();
    for (name, most, of) in TABLE {
        let row = format!("| {name} | {most} | {of} |");
        assert!(readme.contains(&row), "README.md lacks the row\n{row}");
    }
}
