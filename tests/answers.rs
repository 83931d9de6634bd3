//! Answers and workings as people write them, and the wrong answers of an independent judge.

use chainrule::practice::{Judge, Problem, Status, Unaskable, Verdict, check, check_steps, hint};
use chainrule::rules::Asked;

/// `function; variable; kind; order; x=1, y=2` as a problem.
fn problem(text: &str) -> Problem {
    let mut parts = text.split(';').map(str::trim);
    let function = parts.next().unwrap().to_owned();
    let variable = parts.next().unwrap_or("x").to_owned();
    let asked = match parts.next().unwrap_or("derivative") {
        "value" => Asked::Value,
        "gradient" => Asked::Gradient,
        "update" => Asked::Update,
        _ => Asked::Derivative,
    };
    let order = parts.next().map_or(1, |order| order.parse().unwrap());
    let at = parts.next().map(at).unwrap_or_default();
    Problem { function, variable, order, at, asked }
}

fn at(text: &str) -> Vec<(String, f64)> {
    let entries = text.split([',', ';']).filter_map(|entry| entry.split_once('='));
    entries.map(|(name, value)| (name.trim().to_owned(), value.trim().parse().unwrap())).collect()
}

fn named(verdict: &Verdict) -> &'static str {
    verdict.mistake.as_ref().map_or("", |mistake| mistake.id)
}

/// Those of (problem, answer) that are not taken for right, each with what was said of it.
fn refused<'a>(rows: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<String> {
    let mut judges: Vec<(&str, Judge)> = Vec::new();
    let mut refused = Vec::new();
    for (asked, answer) in rows {
        if judges.last().is_none_or(|(last, _)| *last != asked) {
            judges.push((asked, Judge::new(&problem(asked)).unwrap()));
        }
        let verdict = judges.last_mut().unwrap().1.check(answer);
        if !matches!(verdict.status, Status::Correct | Status::Unfinished) {
            refused.push(format!("{asked}: {answer}: {verdict:?}"));
        }
    }
    refused
}

#[test]
fn right_answers_may_be_written_as_people_write_them() {
    let problems = [
        (
            "(5x+2)^3",
            &[
                "= 15(5x+2)^2",
                "15(5x+2)^2;",
                "answer: 15(5x+2)^2",
                "so 15(5x+2)^2",
                "dy/dx: 15(5x+2)^2",
                "Dx = 15(5x+2)^2",
                "D_x f = 15(5x+2)^2",
                "∂_x f = 15(5x+2)^2",
                "therefore dy/dx = 15(5x+2)^2",
                "⇒ f'(x) = 15(5x+2)^2",
            ][..],
        ),
        ("e^(3x+1)", &["3*E*exp(3*x)", "3*E**(3*x + 1)"]),
        ("ln(5x)", &["1/x, x > 0", "1/x, x ≠ 0", "1/x for x > 0"]),
        (
            "relu(x)",
            &[
                "(1+sign(x))/2",
                "0 for x<0, 1 for x>0",
                "0 if x<0, 1 if x>0",
                "\\begin{cases}0 & x<0\\\\1 & x>0\\end{cases}",
            ],
        ),
        ("x^4; x; derivative; 2", &["f^{(2)}(x) = 12x^2", "D^2 f = 12x^2", "d²y/dx² = 12x²"]),
        ("x^2 y^3", &["fx = 2xy^3", "\\partial_x f = 2xy^3", "f_x(x,y) = 2xy^3"]),
        ("x^2+y^2=25", &["2y y' = -2x", "yy' = -x", "y' y = -x", "so y' = -x/y"]),
        ("(2x+3)^2; x; value; 1; x=1", &["= 20", "2·5·2 = 20", "4(2·1+3)=20", "at x = 1: 20"]),
        (
            "w-eta*g; w; update; 1; w=0.5, g=-7.6, eta=0.01",
            &[
                "w ← 0.576",
                "w -> 0.576",
                "w \\leftarrow 0.576",
                "w* = 0.576",
                "w⁺ = 0.576",
                "new w = 0.576",
                "w_{t+1} = 0.576",
                "w ← 0.5 − 0.01·(−7.6) = 0.576",
                "5.76e-1",
            ],
        ),
        (
            "eta*g; g; update; 1; eta=0.000123456, g=1",
            &["1.23e-4", "1.235*10^-4", "1.23 \\times 10^{-4}"],
        ),
        (
            "x^2+3y^2; x, y; gradient",
            &[
                "(2x, 6y)^T",
                "{2x, 6y}",
                "(2x; 6y)",
                "2x and 6y",
                "2x i + 6y j",
                "2x î + 6y ĵ",
                "2x\\hat{i}+6y\\hat{j}",
                "2x\\mathbf{i}+6y\\mathbf{j}",
                "f_x = 2x, f_y = 6y",
                "∂f/∂x = 2x, ∂f/∂y = 6y",
                "fx = 2x; fy = 6y",
                "\\left\\langle 2x, 6y\\right\\rangle",
            ],
        ),
        ("x^2+3y^2; x, y; gradient; 1; x=1, y=1", &["2i+6j", "(2;6)", "∇f = (2x, 6y) = (2, 6)"]),
    ];
    let rows = problems
        .iter()
        .flat_map(|(asked, answers)| answers.iter().map(move |answer| (*asked, *answer)));
    let refused = refused(rows);
    assert!(refused.is_empty(), "{}", refused.join("\n"));
}

/// `answers` of a problem, line by line: a problem at the margin, what was answered indented.
fn answered(text: &str) -> Vec<(&str, &str)> {
    let mut asked = "";
    let mut rows = Vec::new();
    for line in text.lines() {
        match line.strip_prefix("  ") {
            Some(answer) => rows.push((asked, answer)),
            None => asked = line,
        }
    }
    rows
}

#[test]
fn a_thousand_ways_to_write_what_is_right() {
    let rows = answered(include_str!("corpora/forms.txt"));
    let refused = refused(rows.iter().copied());
    assert!(rows.len() > 1000 && refused.is_empty(), "{}", refused.join("\n"));
}

#[test]
fn what_is_near_is_not_right_and_what_is_left_to_do_is_said() {
    let right = |status| matches!(status, Status::Correct | Status::Unfinished);
    let mut off = Vec::new();
    let near = answered(include_str!("corpora/near.txt")).into_iter().map(|row| (row, false));
    let left = answered(include_str!("corpora/unfinished.txt")).into_iter().map(|row| (row, true));
    for ((asked, answer), is_left) in near.chain(left) {
        let verdict = check(answer, &problem(asked)).unwrap();
        let fits =
            if is_left { verdict.status == Status::Unfinished } else { !right(verdict.status) };
        if !fits || is_left && verdict.mistake.is_some() {
            off.push(format!("{asked}: {answer}: {verdict:?}"));
        }
    }
    assert!(off.is_empty(), "{}", off.join("\n"));
}

#[test]
fn what_looks_like_something_left_to_do_is_finished() {
    for (asked, answer) in [
        ("x^2+2x", "2(x+1)"),
        ("x^3/3+x^2/2", "x^2+x"),
        ("x e^x", "e^x+x e^x"),
        ("x^2/3", "2x/3"),
        ("x^(3/2)", "3√x/2"),
        ("4ln(x)/3", "4/(3x)"),
        ("2^x 3^x", "2^x 3^x ln(6)"),
        ("(x^2+x)^2", "2(x^2+x)(2x+1)"),
        ("√(2x+4)", "1/√(2x+4)"),
        ("x^2+y^2=9", "-x/y"),
        ("x^2 y; x, y; gradient", "(2x y, x^2)"),
        ("5; x; gradient", "0"),
        ("5; x, y; gradient", "(0, 0)"),
        ("2/3 - 1; ; gradient", "(0)"),
    ] {
        let verdict = check(answer, &problem(asked)).unwrap();
        assert_eq!(verdict.status, Status::Correct, "{answer}: {verdict:?}");
    }
}

#[test]
fn what_two_people_read_differently_is_no_mistake() {
    for (asked, answer) in [
        ("√x", "1/2√x"),
        ("sqrt(3x+1)", "3 / 2(3x+1)^(1/2)"),
        ("sin((2x+1)^3)", "6(2x+1)^2 cos (2x+1)^3"),
        ("log_2(x)", "1/x ln 2"),
    ] {
        let verdict = check(answer, &problem(asked)).unwrap();
        assert_eq!(verdict.status, Status::Unclear, "{answer}: {verdict:?}");
        assert!(verdict.mistake.is_none() && verdict.message.contains("brackets"), "{verdict:?}");
    }
}

#[test]
fn what_is_not_right_is_not_taken_for_it() {
    for (asked, answer) in [
        ("x^2+3y^2; x, y; gradient", "2x i + 6 j"),
        ("x^2+3y^2; x, y; gradient", "f_x = 2x, f_y = 6x"),
        ("(2x+3)^2; x; value; 1; x=1", "2·5 = 10"),
        ("relu(x)", "sign(x)"),
        ("|x|", "1"),
        ("x^2", "2x + C"),
        ("2^x", "0.6*2^x"),
        ("x^2+y^2=25", "yy' = x"),
        ("x^2+y^2=25", "dy/dx = x/y"),
        ("x^2+y^2=25; x; derivative; 1; x=3, y=4", "4/3"),
        ("x^2+y^2=25", "-2x/√(25-x^2)"),
        ("x^2+y^2=25", "±x/(25-x^2)"),
        ("x^2+y^2=25", "2x dx - 2y dy = 0"),
        ("x*y=6", "6/x^2"),
        ("x^2+3y^2; x, y; gradient", "[2x 3y]"),
        ("x^2+3y^2; x, y; gradient", "[6y 2x]"),
        ("x^2+3y^2; x, y; gradient", "2(x, 6y)"),
        ("x^2+3y^2; x, y; gradient", "\\begin{pmatrix} 2x \\\\ 2y \\end{pmatrix}"),
        ("x^2+3y^2; x, y; gradient", "np.array([2*x, 3*y])"),
        ("w_1^2 + w_2^2; w_1, w_2; gradient", "w"),
        ("w_1^2 + w_2^2; w_1, w_2; gradient", "2w^2"),
        ("a_1 x_1 + a_2 x_2; x_1, x_2; gradient", "x"),
        ("sigmoid(x)", "σ(1+σ)"),
        ("sigmoid(2x)", "σ(1-σ)"),
        ("sigmoid(x)", "y(y-1)"),
        ("tanh(x)", "1 - tanh"),
        ("e^(3x)", "2y"),
        ("(5x+2)^3", "3u^2 where u = 5x+2"),
        ("(5x+2)^3", "15u^2 where u = 5x+3"),
        ("relu(2x-6)", "2*1[x<3]"),
        ("relu(2x-6)", "H(x-3)"),
        ("relu(x)", "1 for x<0, 0 otherwise"),
        ("x^5", "dy = 4x^5 dx"),
        ("x^5", "The derivative is 5x^3."),
        ("x^2; x; value; 1; x=3", "9 at x = 3"),
        ("x^2; x; value; 1; x=3", "f'(x) = 2x, f'(3) = 9"),
        ("w-eta*g; w; update; 1; w=0.5, g=-7.6, eta=0.01", "w -= 0.076"),
    ] {
        let verdict = check(answer, &problem(asked)).unwrap();
        assert!(
            !matches!(verdict.status, Status::Correct | Status::Unfinished),
            "{asked}: {answer}: {verdict:?}"
        );
    }
    // What is left out is no obstacle to naming what went wrong.
    for (asked, answer, mistake) in [
        ("a_1 x_1 + a_2 x_2; x_1, x_2; gradient", "x", "grad.dot"),
        ("tanh(x)", "1 - tanh", "tanh.sq"),
        ("(5x+2)^3", "3u^2 where u = 5x+2", "chain.inner"),
        ("x^5", "The derivative is x^4", "pow.lost"),
        ("sigmoid(z); z; value; 1; z=1.2", "1.2(1-1.2) = -0.24", "sig.z"),
    ] {
        let verdict = check(answer, &problem(asked)).unwrap();
        assert_eq!(named(&verdict), mistake, "{asked}: {answer}: {verdict:?}");
    }
    // A rounded factor is not a mistake, and a decimal comma is a matter of writing.
    assert_eq!(check("0.693*2^x", &problem("2^x")).unwrap().status, Status::Unfinished);
    assert_eq!(check("0,333", &problem("x/3")).unwrap().status, Status::Unfinished);
    for (asked, answer) in [("x/2", "0,6"), ("x^2/4", "0,25x"), ("x^2/4", "0,5x^2")] {
        let verdict = check(answer, &problem(asked)).unwrap();
        assert_eq!(verdict.status, Status::Wrong, "{asked}: {answer}: {verdict:?}");
        assert!(!verdict.message.contains("several"), "{verdict:?}");
    }
}

#[test]
fn only_single_places_may_differ_beside_corners() {
    let judged = |answer: &str, slope: &str| {
        check(answer, &problem(&format!("t*({slope}); t"))).unwrap().status
    };
    for (answer, slope) in [("(1+sign(x))/2", "step(x)"), ("{5 if x=1/3, x else}", "x")] {
        assert_eq!(judged(answer, slope), Status::Correct, "{answer} for {slope}");
    }
    for (answer, slope) in [
        ("{x if x<10^5, x+1 else}", "x"),
        ("{x if x>1+1/10^4, 1 else}", "max(x,1)"),
        ("tanh(10^6 x)", "sign(x)"),
        ("x+max(0,1-10^5|x-3/16|)", "x"),
    ] {
        assert_eq!(judged(answer, slope), Status::Wrong, "{answer} for {slope}");
    }
    // What digits cannot tell is neither.
    assert_eq!(judged("sinh(2.5e-9)x", "2.5e-9x"), Status::Unclear);
}

#[test]
fn a_remark_without_a_name_is_true() {
    for (function, answer, said) in [
        ("x^5", "5x^6", "a power of x"),
        ("-5x", "-5x", "function itself"),
        ("sin(x)", "-sin(x)", "function itself"),
        ("x^5", "3x^6", "a number in front and a power of x"),
        ("x^3", "x^4/4 + C", "integrated instead"),
        ("x^3", "3x^2 + C", "constant C"),
        // There is nothing to round in whole numbers.
        ("x^3", "3.0001x^2", "only a constant factor"),
        ("x^2*e^x", "x*e^x*(2-x)", "Each term has the right size"),
        ("x^2*e^x", "-x*e^x*(2+x)", "The size is right everywhere"),
    ] {
        let verdict = check(answer, &problem(function)).unwrap();
        assert_eq!(verdict.status, Status::Wrong);
        assert!(verdict.message.contains(said), "{function}: {answer}: {}", verdict.message);
    }
}

#[test]
fn the_rule_is_named_where_it_is_the_answer() {
    for (function, title) in
        [("sin(x)", "sine"), ("arctan(x)", "arctangent"), ("ln(x)", "logarithm")]
    {
        let hint = hint(&problem(function), 2, &[]).unwrap();
        assert!(hint.message.contains(title) && hint.formula.is_none(), "{function}: {hint:?}");
        assert!(hint.message.ends_with("look it up in the table."), "{function}: {hint:?}");
    }
    let inside = hint(&problem("sin(3x)"), 2, &[]).unwrap();
    assert!(inside.formula.is_some(), "{inside:?}");
}

#[test]
fn a_number_is_close_up_to_its_last_digit() {
    let cube = problem("x^3; x; value; 1; x=1.3");
    for (answer, said) in [("5.1", "a few more digits"), ("4.98", "not the number")] {
        let verdict = check(answer, &cube).unwrap();
        assert!(verdict.message.contains(said), "{answer}: {verdict:?}");
    }
    // A minus in front is no part of a constant that is spoken of.
    let zero = check("12t^2", &problem("t^4-t^2; t; derivative; 2")).unwrap();
    assert!(zero.message.contains("On its own 2 has"), "{zero:?}");
    let turned = check("-4", &problem("x^2; x; value; 1; x=2")).unwrap();
    assert!(turned.message.ends_with("Is the function rising or falling there?"), "{turned:?}");
    // More digits than the points tell apart are a rounded number still.
    let verdict = check("6.283185307r", &problem("pi*r^2; r")).unwrap();
    assert_eq!((verdict.status, named(&verdict)), (Status::Unfinished, ""), "{verdict:?}");
}

/// As SymPy works them out, and as a student leaves them.
#[test]
fn wrong_answers_worked_out_elsewhere_are_named() {
    let (mut all, mut found, mut lost) = (0, 0, Vec::new());
    let files = [include_str!("corpora/made.tsv"), include_str!("corpora/written.tsv")];
    for row in files.into_iter().flat_map(str::lines) {
        let cells: Vec<&str> = row.split('\t').collect();
        let &[id, function, variable, kind, order, values, answer] = cells.as_slice() else {
            panic!("{row}");
        };
        let asked = problem(&format!("; ; {kind}; {order}"));
        let asked = Problem {
            function: function.into(),
            variable: variable.into(),
            at: at(values),
            ..asked
        };
        let verdict = check(answer, &asked).unwrap();
        all += 1;
        if named(&verdict) == id || verdict.candidates.contains(&id) {
            found += 1;
        } else {
            lost.push(format!("{row}: {verdict:?}"));
        }
    }
    println!("{found} of {all}");
    assert!(all > 1000 && lost.is_empty(), "{}", lost.join("\n"));
}

#[test]
fn workings_are_read_as_they_are_written() {
    let mut off = Vec::new();
    for (asked, lines, wanted) in [
        ("x^2*sin(x)", &["u = x^2, v = sin(x)", "u' = 2x", "v' = cos(x)", "u'v + uv'"][..], "ccch"),
        ("x^2*sin(x)", &["u = x^2", "u' = 3x"], "cw"),
        ("(2x+3)^2", &["u = 2x+3", "du = 2dx", "y' = 2u u'", "so y' = 4u"], "cchc"),
        ("(2x+3)^2", &["(2x+3)^2 = 4x^2+12x+9", "8x+12"], "hc"),
        ("(2x+3)^2", &["(2x+3)^2 = 4x^2+9", "8x"], "ww"),
        ("x^4; x; derivative; 2", &["f'(x) = 4x^3", "f''(x) = 12x^2"], "hc"),
        ("x^4; x; derivative; 2", &["4x^3", "12x^2"], "hc"),
        ("x^4; x; derivative; 2", &["dy/dx = 4x^4", "12x^2"], "wc"),
        ("x^2+3y^2; x, y; gradient", &["f_x = 2x", "f_y = 6y", "(2x, 6y)"], "ccc"),
        ("x^2+3y^2; x, y; gradient", &["∂f/∂x = 3x", "d/dy(x^2+3y^2) = 6y", "(2x, 6y)"], "wcc"),
        ("x^2+y^2=25", &["d/dx(x^2)+d/dx(y^2) = d/dx(25)", "2x + 2yy' = 0", "yy' = -x"], "hcc"),
        (
            "(w*x+b-y)^2; w; value; 1; w=0.8, x=1.5, b=-0.3, y=2",
            &["let e = w x + b - y", "dL/dw = 2e * x", "= 2*(-1.1)*1.5", "= -3.3"],
            "chcc",
        ),
        (
            "(x^2+1)^3",
            &["$y = u^3$, $u = x^2+1$", "$y' = 3u^2 \\cdot u'$", "$y' = 6x(x^2+1)^2$"],
            "hhc",
        ),
        ("sigmoid(3x)", &["3σ(1-σ)"], "c"),
        ("x^5", &["The derivative is 5x^3", "5x^4"], "wc"),
        (
            "(w*x+b-y)^2; w; value; 1; w=0.8, x=1.5, b=-0.3, y=2",
            &["e = w x + b - y", "dL/de = 2e", "de/dw = x", "2e x = -3.3"],
            "cccc",
        ),
        ("w-eta*g; w; update; 1; w=0.5, g=-7.6, eta=0.01", &["0.01*7.6 = 0.076", "0.576"], "cc"),
        ("w-eta*g; w; update; 1; w=0.5, g=-7.6, eta=0.01", &["0.01*7.6 = 0.76", "0.576"], "wc"),
    ] {
        let lines: Vec<String> = lines.iter().map(|&line| line.to_owned()).collect();
        let working = check_steps(&lines, &problem(asked)).unwrap();
        let got: String = working
            .lines
            .iter()
            .map(|verdict| match verdict.status {
                Status::Correct => 'c',
                Status::Unfinished => 'h',
                Status::Wrong | Status::Unclear => 'w',
                Status::Unreadable => 'u',
            })
            .collect();
        if got != wanted {
            off.push(format!("{asked}: {lines:?}: {got}\n{:?}", working.lines));
        }
    }
    assert!(off.is_empty(), "{}", off.join("\n"));
}

#[test]
fn a_step_of_descent_has_hints_of_its_own() {
    let asked = problem("6w^2; w; update; 1; w=1.1, eta=0.01");
    let solution = Judge::new(&asked).unwrap().solution();
    let rungs: Vec<_> = (1..=4).map(|rung| hint(&asked, rung, &[]).unwrap()).collect();
    assert!(rungs[0].message.contains("slope"));
    assert_eq!(rungs[1].formula.as_ref().unwrap().0, "w - eta*d/dw(L)");
    assert_eq!(rungs[3].formula.as_ref().unwrap().0, "w - eta*d/dw(6w^2) = w - eta(12w)");
    assert!(rungs[..3].iter().all(|rung| !rung.message.contains(&solution)));
    // Decimals stay decimals where values are put in.
    let asked = problem("eta*gamma^t; t; update; 1; eta=0.2, gamma=0.9, t=6");
    let put = hint(&asked, 4, &[]).unwrap().formula.unwrap().0;
    assert!(put.contains("0.2") && put.contains("0.9") && !put.contains('/'), "{put}");
    // Before the first derivative is found, the first one is spoken of.
    let twice = problem("x^5; x; derivative; 2");
    assert_eq!(hint(&twice, 4, &[]).unwrap().formula.unwrap().0, "d/dx(x^5) = 5x^4");
    let later = hint(&twice, 4, &["5x^4".to_owned()]).unwrap().formula.unwrap().0;
    assert!(later.starts_with("d/dx(5x^4)"), "{later}");
}

#[test]
fn entries_have_names_bars_and_columns() {
    let gradient = "x^2 + 3y^2; x, y; gradient";
    let right = [
        "fx=2x fy=6y",
        "fy = 6y, fx = 2x",
        "f_x = 2x and f_y = 6y",
        "fx: 2x\nfy: 6y",
        "∂f/∂y=6y ∂f/∂x=2x",
        "\\frac{\\partial f}{\\partial x} = 2x \\quad \\frac{\\partial f}{\\partial y} = 6y",
        "D_x f = 2x D_y f = 6y",
        "fx→2x fy→6y",
        "[2x | 6y]",
        "\\nabla f = [2x|6y]",
        "\\binom{2x}{6y}",
        "\\dbinom{\\frac{4x}{2}}{6y}",
        "{2x \\choose 6y}",
        "\\begin{cases}2x\\\\6y\\end{cases}",
    ];
    let refused = refused(right.map(|answer| (gradient, answer)));
    assert!(refused.is_empty(), "{refused:#?}");
    let mut judge = Judge::new(&problem(gradient)).unwrap();
    for wrong in ["fx=6y fy=2x", "fx=2x fy=3y", "[2x | 2y]", "\\binom{6y}{2x}", "fx=2x fx=6y"] {
        assert_eq!(judge.check(wrong).status, Status::Wrong, "{wrong}");
    }
    assert_eq!(named(&judge.check("fy=3y fx=2x")), "pow.lost");
}

#[test]
fn a_space_ends_what_a_function_without_brackets_is_taken_of() {
    let right = [
        ("2^x", "ln2 2^x"),
        ("2^x", "\\ln 2 \\, 2^x"),
        ("2^x", "ln2(2^x)"),
        ("2^x", "ln2 e^(ln2 x)"),
        ("3^(2x)", "2 ln3 9^x"),
        ("3^(2x)", "ln3 3^(2x) 2"),
        ("e^x sin(x)", "cos x e^x + sin x e^x"),
        ("e^x sin(x)", "cosx e^x + sinx e^x"),
        ("e^x sin(x)^2", "sin^2 x e^x + 2 sin x cos x e^x"),
        ("x^2 ln(x)", "lnx 2x + x"),
        ("x sin(2x)", "sin2x + cos2x 2x"),
    ];
    let refused = refused(right);
    assert!(refused.is_empty(), "{refused:#?}");
    for (function, wrong) in
        [("2^x", "ln3 2^x"), ("e^x sin(x)", "cos x e^x"), ("x sin(2x)", "sin2x + cos2x x")]
    {
        let status = check(wrong, &problem(function)).unwrap().status;
        assert!(matches!(status, Status::Wrong | Status::Unclear), "{wrong}: {status:?}");
    }
}

#[test]
fn a_slope_in_x_alone_says_where_on_the_curve_it_holds() {
    for (equation, answer, message) in [
        ("x^2+y^2=25", "y' = -x/√(25-x^2)", "Right where y is positive."),
        ("x^2+y^2=25", "x/√(25-x^2)", "Right where y is negative."),
        ("x^2+y^2=25", "-x/y", "Right."),
        ("x y = 6", "-6/x^2", "Right."),
        ("(y-1)^2 = x", "1/(2√x)", "Right on one branch of the curve."),
        ("x^2+y^2=25", "x + y y' = 0", "Right: the equation is differentiated."),
    ] {
        let verdict = check(answer, &problem(equation)).unwrap();
        assert_eq!((verdict.status, verdict.message.as_str()), (Status::Correct, message));
    }
}

#[test]
fn the_slope_of_a_curve_at_a_point_is_a_number() {
    let circle = problem("x^2 + y^2 = 25; x; value; 1; x=3, y=4");
    let mut judge = Judge::new(&circle).unwrap();
    let right = ["-3/4", "-0.75", "y' = -3/4", "dy/dx|_{x=3} = -3/4", "dy/dx = -x/y = -3/4"];
    for answer in right.into_iter().chain(["\\left.\\frac{dy}{dx}\\right|_{(3, 4)} = -0.75"]) {
        assert_eq!(judge.check(answer).status, Status::Correct, "{answer}");
    }
    for half in ["-x/y", "y' = -x/sqrt(25 - x^2)", "2x + 2y y' = 0", "6 + 8y' = 0"] {
        assert_eq!(judge.check(half).status, Status::Unfinished, "{half}");
    }
    for turned in ["3/4", "0.75", "x/y", "6 - 8y' = 0"] {
        assert_eq!(named(&judge.check(turned)), "sign", "{turned}");
    }
    for wrong in ["-4/3", "0", "y' = 1", "a"] {
        let verdict = judge.check(wrong);
        assert_eq!((verdict.status, named(&verdict)), (Status::Wrong, ""), "{wrong}");
    }
    assert_eq!(named(&judge.check("2x + 2y = 0")), "impl.dy");
    // x³ + xy + y³: with xy taken for y′ the slope would be −3/4.
    let mixed = problem("x^3 + x y + y^3 = 3; x; value; 1; x=1, y=1");
    assert_eq!(check("-1", &mixed).unwrap().status, Status::Correct);
    assert_eq!(named(&check("-3/4", &mixed).unwrap()), "impl.xy");
    let lines = ["2x + 2y y' = 0", "y' = -x/y", "y' = -3/4"].map(str::to_owned);
    let working = check_steps(&lines, &circle).unwrap();
    assert!(working.finished && working.lines.iter().all(|line| line.status != Status::Wrong));
    // Every line has hints of its own, and none says the number.
    for known in 0..3 {
        for rung in 1..=4 {
            let hint = hint(&circle, rung, &lines[..known]).unwrap();
            let said = format!("{} {:?}", hint.message, hint.formula);
            assert!(!said.contains("3/4") && !said.contains("0.75"), "{said}");
        }
    }
    for (at, reason) in [
        ("x=1, y=1", Unaskable::OffTheCurve),
        ("x=5, y=0", Unaskable::Undefined),
        ("x=3", Unaskable::Unbound(vec!["y".to_owned()])),
    ] {
        let asked = problem(&format!("x^2 + y^2 = 25; x; value; 1; {at}"));
        assert_eq!(check("-3/4", &asked).unwrap_err(), reason, "{at}");
    }
}

#[test]
fn the_first_line_that_goes_wrong_is_the_one_spoken_of() {
    let mut rows = include_str!("corpora/workings.txt").lines().filter(|row| !row.starts_with('#'));
    let mut off = Vec::new();
    let mut count = 0;
    while let Some(asked) = rows.next() {
        let (mut wanted, mut lines) = (Vec::new(), Vec::new());
        let ends = loop {
            let row = rows.next().unwrap();
            let Some(row) = row.strip_prefix(' ') else { break row };
            let (how, line) = row.split_once(' ').unwrap();
            wanted.push(how);
            lines.push(line.to_owned());
        };
        let working = check_steps(&lines, &problem(asked)).unwrap();
        count += 1;
        let got: Vec<String> = working.lines.iter().map(how).collect();
        let fits = wanted.iter().zip(&got).all(|(wanted, got)| match wanted.contains(':') {
            true => wanted == got,
            false => got.split(':').next() == Some(wanted),
        });
        if !fits || working.finished != (ends == "done") {
            off.push(format!("{asked}: {lines:?}\n  {got:?} {}", working.finished));
        }
        // One line is explained, those behind it wait.
        let explained = working.lines.iter().filter(|verdict| verdict.mistake.is_some()).count();
        assert!(explained <= 1, "{asked}: {:?}", working.lines);
    }
    println!("{count} workings");
    assert!(count >= 60 && off.is_empty(), "{}", off.join("\n"));
}

/// c, h, w, ? or u, with the mistake named.
fn how(verdict: &Verdict) -> String {
    let letter = match verdict.status {
        // Named, though others fit as well.
        Status::Unclear if verdict.mistake.is_some() => "w",
        Status::Correct => "c",
        Status::Unfinished => "h",
        Status::Wrong => "w",
        Status::Unclear => "?",
        Status::Unreadable => "u",
    };
    match named(verdict) {
        "" => letter.to_owned(),
        id => format!("{letter}:{id}"),
    }
}
