//! What is long or deep is read, what is too long or too deep refused, and neither takes the stack.

use chainrule::expr::Dag;
use chainrule::syntax::{self, limits};

use super::refusal;

/// Runs it where the machine's stack is small.
fn on_a_small_stack(work: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(64 * 1024).spawn(work);
    thread.expect("a thread").join().expect("no overflow and no panic");
}

/// A text nested that deeply, in one of several ways.
const NESTS: [(&str, &str, &str); 14] = [
    ("(", "x", ")"),
    ("1+(", "x", ")"),
    ("-", "x", ""),
    ("-(", "x", ")"),
    ("sin(", "x", ")"),
    ("sin ", "x", ""),
    ("x^", "x", ""),
    ("x^(", "x", ")"),
    ("x^{", "x", "}"),
    ("|1+", "x", "|"),
    ("\\frac{1}{", "x", "}"),
    ("\\sqrt{", "x", "}"),
    ("√", "x", ""),
    ("max(1, 2(", "x", "))"),
];

#[test]
fn fifteen_hundred_levels_of_anything_are_read() {
    on_a_small_stack(|| {
        for (open, middle, close) in NESTS {
            let levels = if open.contains("max") { 750 } else { 1_500 };
            let text = [&open.repeat(levels), middle, &close.repeat(levels)].concat();
            let mut dag = Dag::new();
            if let Err(error) = syntax::parse(&mut dag, &text) {
                panic!("{open}: {error}");
            }
        }
    });
}

#[test]
fn what_is_too_deep_is_refused() {
    on_a_small_stack(|| {
        for levels in [limits::NESTING + 1, 10_000] {
            for (open, middle, close) in NESTS {
                let text = [&open.repeat(levels), middle, &close.repeat(levels)].concat();
                if text.len() < limits::LENGTH {
                    let error = refusal(&text);
                    assert_eq!(error.code(), "too-deep", "{open}");
                    assert!(error.is_limit());
                }
            }
        }
        let at_the_limit =
            ["(".repeat(limits::NESTING), "x".to_owned(), ")".repeat(limits::NESTING)];
        assert!(syntax::parse(&mut Dag::new(), &at_the_limit.concat()).is_ok());
        assert_eq!(refusal(&"(".repeat(10_000)).code(), "too-deep");
    });
}

#[test]
fn what_is_too_long_is_refused() {
    on_a_small_stack(|| {
        let sum = |terms: usize| vec!["x"; terms].join("+");
        let longest = sum(limits::LENGTH / 2);
        assert_eq!(longest.len(), limits::LENGTH - 1);
        let mut dag = Dag::new();
        let read = syntax::parse(&mut dag, &longest).expect("just short enough").expr;
        assert_eq!(dag.children(read).len(), limits::LENGTH / 2);
        assert_eq!(refusal(&(longest + " ")).code(), "too-long");
        assert_eq!(refusal(&"é".repeat(limits::LENGTH)).code(), "too-long");

        assert!(syntax::parse(&mut Dag::new(), &"7".repeat(limits::DIGITS)).is_ok());
        assert_eq!(refusal(&"7".repeat(limits::DIGITS + 1)).code(), "too-many-digits");
        assert_eq!(refusal(&"²".repeat(limits::DIGITS + 1)).code(), "too-many-digits");
        assert!(syntax::parse(&mut Dag::new(), &format!("1E{}", limits::POWER_OF_TEN)).is_ok());
        assert_eq!(
            refusal(&format!("1E{}", limits::POWER_OF_TEN + 1)).code(),
            "exponent-too-large"
        );
        assert_eq!(refusal("1E-99999999999999999999").code(), "exponent-too-large");
        assert!(refusal("1E99999").is_limit());
    });
}

#[test]
fn long_texts_take_no_longer_than_their_length() {
    // Each of these is one that a careless reader takes the square of its length for.
    let texts = [
        "1/2x".repeat(20_000),
        "e^2x+".repeat(19_000) + "1",
        "|x|".repeat(30_000),
        "|x+".repeat(1_900) + "1" + &"|".repeat(1_900),
        "\\frac12".repeat(14_000),
        "a".repeat(99_000),
        "sin x^2 ".repeat(12_000),
        "x/".repeat(49_000) + "x",
        "w1 ".repeat(33_000),
        "d/dx x+".repeat(14_000) + "1",
        "x²".repeat(33_000),
        "1E-399+".repeat(14_000) + "1",
        "max(x,".repeat(1_900) + "1" + &")".repeat(1_900),
        "2x^1/3x+".repeat(12_000) + "1",
        "x_1".repeat(33_000),
        "|2|u|-3|v||+".repeat(8_000) + "1",
        "|x".repeat(900) + &"||y".repeat(900) + &"|".repeat(900),
        "|".repeat(900) + "x" + &"|y|-|z".repeat(8_000) + &"|".repeat(900),
        "|x|-3|".repeat(10_000),
    ];
    for text in texts {
        // Were any of these read in the square of its length, this would go on for minutes.
        let parsed = syntax::parse(&mut Dag::new(), &text);
        let begin: String = text.chars().take(12).collect();
        assert!(parsed.is_ok_and(|parsed| parsed.readings.len() <= limits::READINGS), "{begin}");
    }
}
