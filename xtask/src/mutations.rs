//! A row of a table changed in one place becomes a test that breaks: the tables are what the tests watch.
//!
//! The tests themselves change formulas of rows in many more places (`tests/support/changed.rs`); what is
//! changed here is what they cannot reach from outside: the sources.

use crate::needs::{Need, Needs, python};
use crate::tools;
use anyhow::{Context, Result, bail, ensure};
use std::fs;

/// A file, what stands there once, what is put in its place, and the tests that have to break.
type Mutation = (&'static str, &'static str, &'static str, &'static str);

const FUNCTIONS: &str = "src/expr/function.rs";
const RULES: &str = "src/rules/derivatives.rs";
const TIDYING: &str = "src/rules/tidying.rs";
const SINGLE: &str = "src/rules/mistakes/single.rs";
const SEVERAL: &str = "src/rules/mistakes/several.rs";
const OPTIMIZERS: &str = "src/learning/optimizer.rs";
const SCHEDULES: &str = "src/learning/schedule.rs";

#[rustfmt::skip]
const MUTATIONS: &[Mutation] = &[
    (FUNCTIONS,  r#"&["-sin(u)"]"#,                      r#"&["sin(u)"]"#,                       "functions"),
    (FUNCTIONS,  r#"&["1/(2*sqrt(u))"]"#,                r#"&["1/sqrt(u)"]"#,                    "functions"),
    (FUNCTIONS,  r#"&["1/(u*ln(v))", "-ln(u)"#,          r#"&["1/(u*ln(v))", "ln(u)"#,           "functions"),
    (FUNCTIONS,  r#"&["u >= 0"]"#,                       r#"&["u > 0"]"#,                        "functions"),
    (FUNCTIONS,  r#"value: One(real::cbrt)"#,            r#"value: One(real::sqrt)"#,            "functions"),
    (FUNCTIONS,  r#"slope: Slope::One(slope::cos)"#,     r#"slope: Slope::One(slope::tan)"#,     "functions"),
    (FUNCTIONS,  r#"Image::One(Interval::cos)"#,         r#"Image::One(Interval::abs)"#,         "functions"),
    (FUNCTIONS,  r#"Named("cos", "\\cos")"#,             r#"Named("sin", "\\sin")"#,             "print"),
    (FUNCTIONS,  r#"python: "np.cos({u})""#,             r#"python: "np.sin({u})""#,             "print"),
    (FUNCTIONS,  r#"speech: "the cosine of""#,           r#"speech: "the sine of""#,             "functions"),
    (RULES,      r#""d/dx(u)*v + u*d/dx(v)""#,           r#""d/dx(u)*v - u*d/dx(v)""#,           "rules"),
    (RULES,      r#""(d/dx(u)*v - u*d/dx(v))/v^2""#,     r#""(d/dx(u)*v - u*d/dx(v))/v""#,       "rules"),
    (RULES,      r#""n*x^(n - 1)""#,                     r#""n*x^n""#,                           "rules"),
    (RULES,      r#""c^x*ln(c)""#,                       r#""c^x""#,                             "rules"),
    (RULES,      r#""-c*d/dx(v)/v^2""#,                  r#""c*d/dx(v)/v^2""#,                   "rules"),
    (RULES,      r#""d/dx(x^5)" => "5x^4""#,             r#""d/dx(x^5)" => "5x^5""#,             "rules"),
    (TIDYING,    r#""u^(c + n)""#,                       r#""u^(c*n)""#,                         "rules"),
    (TIDYING,    r#""(c + n)*u""#,                       r#""(c - n)*u""#,                       "rules"),
    (SINGLE,     r#"("d/dx(u^n)", "n*u^n*d/dx(u)""#,     r#"("d/dx(u^n)", "n*u^(n-1)*d/dx(u)""#, "practice"),
    (SINGLE,     r#"("d/dx(cos(u))", "sin(u)*d/dx(u)""#, r#"("d/dx(cos(u))", "-cos(u)*d/dx(u)""#, "practice"),
    (SINGLE,     r#"derivative("2^x", "2^x","#,          r#"derivative("2^x", "3^x","#,          "practice"),
    (SEVERAL,    r#""chain" Chain("s+d/dx(u)")"#,        r#""chain" Chain("s-d/dx(u)")"#,        "practice"),
    (SEVERAL,    r#""(d/dx(a)*v+a*d/dx(v))/v^2""#,       r#""(d/dx(a)*v+a*d/dx(v))/v""#,         "practice"),
    (OPTIMIZERS, r#""m_hat = m/(1 - beta_1^t)","#,       r#""m_hat = m*(1 - beta_1^t)","#,       "learning"),
    (OPTIMIZERS, r#"(BETA_2, 0.99), (SHRINK, 0.001)"#,   r#"(BETA_2, 0.999), (SHRINK, 0.001)"#,  "learning"),
    (OPTIMIZERS, r#"(EPSILON, 1e-10)"#,                  r#"(EPSILON, 1e-3)"#,                   "learning"),
    (OPTIMIZERS, r#"(DECAY, 0.99)"#,                     r#"(DECAY, 0.9)"#,                      "learning"),
    (SCHEDULES,  r#"(Number::Gamma, Some(0.1))"#,        r#"(Number::Gamma, Some(0.2))"#,        "learning"),
    (SCHEDULES,  r#"(Number::Minimum, Some(0.0))"#,      r#"(Number::Minimum, Some(0.1))"#,      "learning"),
    (SCHEDULES,  r#"(Number::Start, Some(0.0))"#,        r#"(Number::Start, Some(0.1))"#,        "learning"),
];

/// Compiled thirty times over, run once each: what counts is how soon the crate is there again.
const PLAIN: [&str; 4] =
    ["--config", "profile.dev.opt-level=0", "--config", "profile.dev.debug=false"];

/// Changes one row after another in a copy. Each has to compile, and to break a test.
pub fn check() -> Result<()> {
    Needs::default().meet(Need::Numpy)?;
    let folder = tools::root().join("target/mutations");
    let tree = folder.join("tree");
    tools::copy(&tree)?;
    let test = |of: &str| {
        let mut cargo = tools::cargo();
        cargo.current_dir(&tree).env("CARGO_TARGET_DIR", folder.join("build"));
        cargo.args(["test", "--quiet", "--locked", "--test", of]).args(PLAIN);
        cargo.env("PYTHON", python());
        cargo
    };
    let mut survived = Vec::new();
    for (file, from, to, of) in MUTATIONS {
        let path = tree.join(file);
        let source = fs::read_to_string(&path)?;
        ensure!(source.contains(from), "{file} no longer has {from}");
        fs::write(&path, source.replacen(from, to, 1))?;
        if !tools::succeeds(test(of).arg("--no-run")) {
            bail!("{file} with {to} does not compile");
        }
        let holds = tools::succeeds(test(of).args(["--", "--include-ignored"]));
        println!("{}  {of}: {from} → {to}", if holds { "SURVIVED" } else { "refused " });
        if holds {
            survived.push(*from);
        }
        fs::write(&path, &source).with_context(|| format!("{file} as it was"))?;
    }
    ensure!(survived.is_empty(), "no test saw that these were changed: {survived:?}");
    println!("{} rows changed, each refused by a test", MUTATIONS.len());
    Ok(())
}
