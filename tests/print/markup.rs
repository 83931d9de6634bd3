//! What every piece of MathML must be.

/// Every element is one of MathML Core, every end has its beginning, and what needs two children
/// has two.
pub fn well_formed(mathml: &str) {
    const ELEMENTS: &[&str] = &[
        "math", "mrow", "mi", "mn", "mo", "mfrac", "msqrt", "mroot", "msup", "msub", "mtable",
        "mtr", "mtd", "mtext", "mspace", "mover",
    ];
    let mut open: Vec<(&str, usize)> = vec![("", 0)];
    let mut rest = mathml;
    while let Some(at) = rest.find('<') {
        assert!(!rest[..at].contains('>'), "a stray > in {mathml}");
        let end = at + rest[at..].find('>').expect("an unfinished tag");
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            let (opened, children) = open.pop().expect("an element to end");
            assert_eq!(opened, name, "in {mathml}");
            if ["mfrac", "mroot", "msup", "msub", "mover"].contains(&name) {
                assert_eq!(children, 2, "{name} in {mathml}");
            }
        } else {
            let name = tag.split([' ', '/']).next().unwrap_or(tag);
            assert!(ELEMENTS.contains(&name), "{name} is not MathML Core");
            assert_eq!(tag.matches('"').count() % 2, 0, "an unfinished attribute in {mathml}");
            open.last_mut().expect("the document").1 += 1;
            if !tag.ends_with('/') {
                open.push((name, 0));
            }
        }
    }
    assert_eq!(open, [("", 1)], "one element in all: {mathml}");
}

pub fn without_marks(mathml: &str) -> String {
    let mut parts = mathml.split(" data-node=\"");
    let mut out = parts.next().unwrap_or("").to_owned();
    for part in parts {
        out.push_str(part.split_once('"').expect("a closing quote").1);
    }
    out
}

/// What of the markup can be seen: not the rows, the marks and the invisible operators, but which
/// of the two parts of a fraction or a power something stands in.
pub fn visible(mathml: &str) -> String {
    let mut seen = String::new();
    let mut open: Vec<&str> = vec![""];
    for piece in mathml.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').expect("a finished tag");
        let name = tag.split([' ', '/']).find(|part| !part.is_empty()).unwrap_or("");
        if tag.starts_with('/') {
            open.pop();
        }
        let parent = open.last().copied().unwrap_or("");
        // A hat is an operator that says which letter it is.
        let shows = parent == "mover" || !["mrow", "mspace", "mo"].contains(&name);
        if ["mfrac", "msup", "msub", "mroot", "mover"].contains(&parent) && tag.starts_with('/') {
            seen.push('¦');
        }
        if shows {
            seen.push_str(if tag.starts_with('/') { "/" } else { name });
        }
        if !tag.starts_with('/') && !tag.ends_with('/') {
            open.push(name);
        }
        seen.push_str(text.trim_matches(['\u{2061}', '\u{2062}']));
    }
    seen
}
