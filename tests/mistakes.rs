//! Every mistake is named wherever it is made, a right answer never, and nothing is given away.

#[path = "support/problems.rs"]
mod problems;

use chainrule::practice::{
    Judge, Problem, SKILLS, Status, Verdict, check, exercise, hint, slipped,
};
use chainrule::rules::{Asked, mistakes};
use problems::{problem, value};

fn named(verdict: &Verdict) -> &'static str {
    verdict.mistake.as_ref().map_or("", |mistake| mistake.id)
}

/// Those who make it are told of it, on ten problems drawn for practice.
#[test]
fn every_mistake_is_named_on_ten_problems() {
    let mut short = Vec::new();
    let mut seen = 0;
    for mistake in &mistakes().rows {
        let id = mistake.id;
        let drawn = SKILLS
            .iter()
            .filter(|skill| skill.targets.contains(&id))
            .flat_map(|skill| (0..90).map(move |seed| (skill.id, 1 + seed % 3, u64::from(seed))))
            .filter_map(|(skill, level, seed)| exercise(skill, level, 700 + seed))
            .map(|exercise| exercise.problem);
        // By an input of a layer nothing is asked in practice yet.
        let layers = (0..10).filter(|_| id == "bp.wT").map(|n| {
            let rows = [1, 2, 3].map(|row| {
                format!("{}d_{row}*(W_{row}1 x_1 + W_{row}2 x_2 + W_{row}3 x_3)", n + row)
            });
            problem(&rows.join(" + "), ["x_2", "x_3", "x_1"][n % 3])
        });
        let (mut named_on, mut of) = (0, 0);
        for problem in drawn.chain(layers) {
            let mut judge = Judge::new(&problem).unwrap();
            let Some(wrong) = slipped(&problem, id).unwrap() else { continue };
            let verdict = judge.check(&wrong);
            if matches!(verdict.status, Status::Correct | Status::Unfinished) {
                // On one side of its corner ReLU hides a mistake.
                continue;
            }
            of += 1;
            named_on += usize::from(named(&verdict) == id);
            if named(&verdict) != id {
                short.push(format!("{id}: {} → {wrong}: {verdict:?}", problem.function));
            }
            if of == 10 {
                break;
            }
        }
        seen += usize::from(of > 0);
        if of > 0 && (of < 10 || named_on < of) {
            short.push(format!("{id}: named on {named_on} of {of}"));
        }
    }
    // The three ideas have tests of their own.
    assert_eq!(seen, mistakes().rows.len() - 3);
    assert!(short.is_empty(), "{}", short.join("\n"));
}

/// A step along a wrong slope shows which mistake was made in the slope, however often the function
/// was read in another form on the way.
#[test]
fn a_mistake_in_the_slope_is_named_after_a_step() {
    for (loss, w, mistake) in [
        ("3w^2", "0.286", "pow.keep"),
        ("3w^2", "0.91", "pow.lost"),
        ("3w^2", "1.04", "const.mult"),
        ("(3w - 2)^2", "0.92", "chain.inner"),
    ] {
        let at = vec![("w".into(), 1.3), ("eta".into(), 0.1)];
        let step = Problem { asked: Asked::Update, at, ..problem(loss, "w") };
        let verdict = check(w, &step).unwrap();
        assert_eq!(named(&verdict), mistake, "{loss} → {w}: {verdict:?}");
    }
}

/// A sign turned or a number in front lost beside a mistake hides it from nobody; a constant that comes
/// from nowhere is no mistake with a name.
#[test]
fn a_mistake_is_seen_beside_a_wrong_sign_or_a_lost_number() {
    for (function, answer, first, second) in [
        ("-4sqrt(x)", "4/sqrt(x)", "root.half", "sign"),
        ("5sqrt(3x+1)", "3/sqrt(3x+1)", "root.half", "const.mult"),
        ("5x/(x+2)", "-2/(x+2)^2", "quo.order", "const.mult"),
        ("7(x-1)/(x+1)", "-2/(x+1)^2", "quo.order", "const.mult"),
        ("x-sqrt(x)", "1+1/sqrt(x)", "root.half", "sum.sign"),
        ("3sqrt(x+1)-2x", "1/sqrt(x+1)-2", "root.half", "const.mult"),
        ("7(2x+1)^3", "3(2x+1)^2", "chain.inner", "const.mult"),
        ("4ln(3x)", "1/(3x)", "ln.k", "const.mult"),
        ("5x^2 y^3", "3x^2 y^2", "part.swap", "const.mult"),
        ("5x^3 y^2", "-15x^2", "part.drop", "sign"),
    ] {
        let verdict = check(answer, &problem(function, "x")).unwrap();
        assert_eq!((named(&verdict), verdict.candidates), (first, vec![first, second]), "{answer}");
    }
    for (function, answer, first) in [
        ("5x^3", "-15x^2", "second.once"),
        ("sin(4x)", "-4cos(4x)", "second.once"),
        ("x^4", "-16x^6", "second.sq"),
    ] {
        let verdict = check(answer, &Problem { order: 2, ..problem(function, "x") }).unwrap();
        assert_eq!((named(&verdict), verdict.candidates), (first, vec![first, "sign"]), "{answer}");
    }
    for (function, answer) in
        [("-4sqrt(x)", "3/sqrt(x)"), ("5sqrt(3x+1)", "6/sqrt(3x+1)"), ("5x/(x+2)", "-3/(x+2)^2")]
    {
        let verdict = check(answer, &problem(function, "x")).unwrap();
        assert!(verdict.message.contains("only a constant factor"), "{answer}: {verdict:?}");
    }
}

/// √(x²) is x to whoever takes the root of a square, and √5 a decimal number; where the right answer
/// is as near, that says nothing.
#[test]
fn a_mistake_is_seen_in_an_answer_written_without_care() {
    for (function, answer, wanted) in [
        ("sqrt(x^3+4)", "x√3", "root.in"),
        ("sqrt(5x+8)", "2.2361", "root.in"),
        ("sqrt(5x+8)", "2.23", "root.in"),
        ("sqrt(5x+8)", "2.2461", ""),
        ("sqrt(x^3+4)", "x√5", ""),
        ("2^x", "0.6931*2^x", ""),
        ("x^4-3x^2+2x", "4x^4-6x^2+2x", "pow.keep"),
        ("sin(x)", "x cos(x)", ""),
    ] {
        let verdict = check(answer, &problem(function, "x")).unwrap();
        assert_eq!(named(&verdict), wanted, "{function} → {answer}: {verdict:?}");
    }
}

/// A number that some part of the function is worth is given for itself; a fraction is no two paths.
#[test]
fn what_leads_to_a_number_by_chance_is_not_named() {
    let softmax = value("-ln(e^z/(e^z+e^y))", "z", &[("z", 1.0), ("y", 0.0)]);
    let fraction = value("x/(x+1)", "x", &[("x", 1.0)]);
    // The height of the curve, which is that of an integral there, or of powers without their exponents.
    let square = value("x^2", "x", &[("x", 3.0)]);
    let cubic = value("x^3 - 4x", "x", &[("x", 2.0)]);
    for (problem, answer) in
        [(softmax, "-0.7311"), (fraction, "-0.25"), (square, "9"), (cubic, "0")]
    {
        let verdict = check(answer, &problem).unwrap();
        assert_eq!(named(&verdict), "", "{answer}: {verdict:?}");
    }
}

const FUNCTIONS: &[&str] = &[
    "(5x+2)^3",
    "2(3x-1)^4",
    "x^2*e^(3x)",
    "x*sin(x)",
    "x^2/(x+3)",
    "sin(x)/x",
    "(2x+1)/(3x-5)",
    "e^x/(x^2+1)",
    "cos(4x)",
    "sin(x^2)",
    "e^(-x^2)",
    "3^x",
    "2^(3x)",
    "ln(5x)",
    "ln(x^2+1)",
    "ln(x)^2",
    "ln(3x+1)",
    "sqrt(x)",
    "sqrt(x^2+1)",
    "sqrt(3x+2)",
    "1/x^3",
    "4/x^2",
    "x^(2/3)",
    "x^-2",
    "3x^2",
    "x^3-4x+7",
    "5x^4-3x^2+2x-8",
    "log_2(x)",
    "sin((2x+1)^3)",
    "(x+(2x+1)^3)^2",
    "(x^2+sin(3x))^4",
    "tan(3x)",
    "sec(2x)",
    "arcsin(x)",
    "arctan(2x)",
    "tanh(3x)",
    "sin(x)^2",
    "cos(x)^3",
    "sin(x)*cos(x)",
    "x*ln(x)",
    "x^2*ln(3x)",
    "x^3*cos(2x)",
    "e^(2x)*cos(x)",
    "1/(1+e^(-x))",
    "ln(1+e^x)",
    "x/(1+x^2)",
    "1/(2x+1)",
    "e^(sin(x))",
    "ln(sin(x))",
    "sqrt(sin(x))",
    "x*e^(-x)",
    "(x^2+1)*(x^3-2)",
    "(x^2+1)^3*(2x-1)",
    "pi^2*x",
    "sigmoid(3x)",
];

/// On any function: who makes a mistake is told of it, or asked with it among those meant, or of
/// one that says the same of something further out.
#[test]
fn a_mistake_on_any_function_is_among_those_that_fit() {
    let mut lost = Vec::new();
    let mut counts = [0; 3];
    for function in FUNCTIONS {
        let problem = problem(function, "x");
        let mut judge = Judge::new(&problem).unwrap();
        for mistake in &mistakes().rows {
            let Some(wrong) = slipped(&problem, mistake.id).unwrap() else { continue };
            let verdict = judge.check(&wrong);
            if matches!(verdict.status, Status::Correct | Status::Unfinished) {
                continue;
            }
            let own = named(&verdict) == mistake.id;
            let fits = own || verdict.candidates.contains(&mistake.id);
            if !fits {
                lost.push(format!("{}: {function} → {wrong}: {verdict:?}", mistake.id));
            }
            counts[if own { 0 } else { 1 + usize::from(verdict.mistake.is_some()) }] += 1;
        }
    }
    println!(
        "named {}, asked {}, said of something else that fits {}",
        counts[0], counts[1], counts[2]
    );
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}

#[test]
fn who_forgets_the_inside_is_told_so() {
    for (function, answer, id, others) in [
        ("(5x+2)^3", "3(5x+2)^2", "chain.inner", false),
        ("cos(4x)", "-sin(4x)", "chain.inner", false),
        ("e^(2x)", "e^(2x)", "chain.inner", false),
        // These say something else as well, and stay open.
        ("x*ln(x)", "ln(x)", "prod.half", true),
        ("ln(5x)", "1/(5x)", "ln.k", true),
        ("sqrt(x)", "1/sqrt(x)", "root.half", true),
        ("4/x^2", "0", "quo.quo", true),
        ("sin(e^x)", "cos(e^x)", "chain.inner", true),
        ("sin(x^2)", "-2x cos(x^2)", "trig.sin", true),
    ] {
        let verdict = check(answer, &problem(function, "x")).unwrap();
        let status = if others { Status::Unclear } else { Status::Wrong };
        assert_eq!((named(&verdict), verdict.status), (id, status), "{function}: {answer}");
        assert!(verdict.candidates.contains(&id), "{function}: {:?}", verdict.candidates);
    }
    // The sign of a term follows from what was done with it, and is no second mistake.
    for (function, answer, id) in [
        ("e^x - 4x^3", "e^x + 12x^2", "sum.sign"),
        ("x + cos(x)", "1 + sin(x)", "trig.cos"),
        ("x^2 cos(x)", "2x cos(x) + x^2 sin(x)", "trig.cos"),
        ("4sin(x) + x", "1 - 4cos(x)", "trig.sin"),
    ] {
        let verdict = check(answer, &problem(function, "x")).unwrap();
        assert_eq!((named(&verdict), verdict.status), (id, Status::Wrong), "{function}: {answer}");
    }
    // Where something else may well have been done, it is told.
    for (function, answer, or) in [
        ("7/x^2", "-14/x", true),
        ("x^2 - sin(x)", "2x + cos(x)", true),
        ("sqrt(x)", "1/sqrt(x)", false),
        ("ln(5x)", "1/(5x)", false),
        ("cos(5x)", "5sin(5x)", false),
    ] {
        let verdict = check(answer, &problem(function, "x")).unwrap();
        assert_eq!(verdict.status, Status::Unclear, "{function}: {answer}");
        assert_eq!(verdict.message.contains("” or “"), or, "{function}: {}", verdict.message);
    }
    // One minus too few in a quotient whose top stands still: it cannot be told which.
    let verdict = check("3/x^4", &problem("1/x^3", "x")).unwrap();
    assert_eq!((verdict.status, named(&verdict)), (Status::Unclear, ""));
    assert_eq!(verdict.candidates, ["quo.order", "quo.plus", "sign"]);
}

#[test]
fn ideas_are_judged_too() {
    let corner = value("relu(z)", "z", &[("z", 0.0)]);
    for answer in ["1/2", "1", "0.5"] {
        assert_eq!(named(&check(answer, &corner).unwrap()), "relu.zero", "{answer}");
    }
    for answer in ["undefined", "It does not exist.", "DNE"] {
        assert_eq!(check(answer, &corner).unwrap().status, Status::Correct, "{answer}");
    }
    assert_eq!(check("0", &corner).unwrap().status, Status::Unfinished);
    assert_eq!(named(&check("0", &value("|x-2|", "x", &[("x", 2.0)])).unwrap()), "relu.zero");
    let flat = value("x^3", "x", &[("x", 0.0)]);
    assert_eq!(named(&check("a minimum", &flat).unwrap()), "gd.stat");
    assert_eq!(check("inflection point", &flat).unwrap().mistake, None);
    let bottom = value("x^2", "x", &[("x", 0.0)]);
    assert_eq!(check("minimum", &bottom).unwrap().status, Status::Unfinished);
    let step = |eta: f64| Problem {
        asked: Asked::Update,
        ..value("w^2", "w", &[("w", 1.0), ("eta", eta)])
    };
    for answer in ["0", "near 0", "almost 0"] {
        assert_eq!(named(&check(answer, &step(1.1)).unwrap()), "gd.fast", "{answer}");
    }
    assert_eq!(check("-1.2", &step(1.1)).unwrap().status, Status::Correct);
    assert_eq!(check("0", &step(0.4)).unwrap().mistake, None);
}

#[test]
fn a_total_differential_is_a_gradient() {
    let bowl = Problem { asked: Asked::Gradient, ..problem("x^2+3y^2", "x, y") };
    let four = Problem { asked: Asked::Gradient, ..problem("a*b + c^2*d_1", "a, b, c, d_1") };
    for (asked, answer) in [
        (&bowl, "2x dx + 6y dy"),
        (&bowl, "df = 6y dy + 2x dx"),
        (&bowl, "dz = 2x\\,dx + 6y\\,dy"),
        (&bowl, "2xdx+6ydy"),
        (&four, "b da + a db + 2c d_1 dc + c^2 dd_1"),
    ] {
        let verdict = check(answer, asked).unwrap();
        assert_eq!(verdict.status, Status::Correct, "{answer}: {verdict:?}");
    }
    let verdict = check("2x dx + 3y dy", &bowl).unwrap();
    assert!(verdict.status == Status::Wrong && !verdict.message.contains("no d"), "{verdict:?}");
}

#[test]
fn a_point_or_an_x_may_be_a_sign_of_multiplication() {
    for (function, answer, status) in [
        ("2^x", "ln2 . 2^x", Status::Correct),
        ("2^x", "2^x.ln2", Status::Correct),
        ("5^x", "ln 5 X 5^x", Status::Correct),
        // Here it may be meant as it stands.
        ("2^x", "ln2.2^x", Status::Unclear),
        ("2^x", "ln2 x 2^x", Status::Unclear),
        ("(5x+2)^3", "3 x (5x+2)^2 x 5", Status::Unclear),
        ("x^2", "x . 2", Status::Correct),
        ("x^3", "3 X x^2", Status::Correct),
    ] {
        let verdict = check(answer, &problem(function, "x")).unwrap();
        assert_eq!(verdict.status, status, "{answer}: {verdict:?}");
        assert!(verdict.mistake.is_none(), "{answer}: {verdict:?}");
    }
    assert_eq!(named(&check("3 X x^3", &problem("x^3", "x")).unwrap()), "pow.keep");
}

#[test]
fn what_a_number_belongs_to_is_open() {
    for (function, answer, id) in [
        ("2x*sin(x)", "2 + cos(x)", "prod.sum"),
        ("x^2*3x", "2x + 3", "prod.sum"),
        ("ln(|k*x|)", "1/(k*x)", "chain.inner"),
        ("ln(|k*x|)", "1/|k*x|", "chain.inner"),
        ("ln(|k*x|)", "1/(k*sign(k*x))", "chain.atdg"),
        ("ln(|x^2-4|)", "1/(x^2-4)", "chain.inner"),
    ] {
        let verdict = check(answer, &problem(function, "x")).unwrap();
        let said = named(&verdict) == id || verdict.candidates.contains(&id);
        assert!(said, "{function}: {answer}: {verdict:?}");
    }
    for function in ["x^2*(3x)", "x^2*3x", "3x*x^2"] {
        assert_eq!(
            named(&check("288", &value(function, "x", &[("x", 2.0)])).unwrap()),
            "path.mult",
            "{function}"
        );
    }
}

#[test]
fn right_answers_in_any_form_are_right() {
    let (mut judged, mut falsely) = (0, Vec::new());
    for row in include_str!("corpora/answers.tsv").lines() {
        let mut cells = row.split('\t');
        let mut judge = Judge::new(&problem(cells.next().unwrap(), "x")).unwrap();
        for answer in cells {
            judged += 1;
            let verdict = judge.check(answer);
            let right = matches!(verdict.status, Status::Correct | Status::Unfinished);
            if !right || verdict.mistake.is_some() {
                falsely.push(format!("{row}\n  {answer}: {verdict:?}"));
            }
        }
    }
    println!("{judged} right answers, {} accused", falsely.len());
    assert!(judged > 2000 && falsely.is_empty(), "{}", falsely.join("\n"));
}

#[test]
fn slips_made_elsewhere_are_named() {
    let (mut all, mut found, mut wrongly, mut nameless) = (0, 0, Vec::new(), Vec::new());
    for row in include_str!("corpora/slips.tsv").lines() {
        let cells: Vec<&str> = row.split('\t').collect();
        let verdict = check(cells[2], &problem(cells[1], "x")).unwrap();
        assert!(!matches!(verdict.status, Status::Correct | Status::Unreadable), "{row}");
        let (id, own) = (cells[0], named(&verdict));
        if id == "-" {
            if !own.is_empty() {
                nameless.push(format!("{row}: {own}"));
            }
            continue;
        }
        all += 1;
        let asked = verdict.status == Status::Unclear && verdict.candidates.contains(&id);
        match own {
            own if own == id || asked => found += 1,
            "" => println!("not named: {row}"),
            own => wrongly.push(format!("{row}: {own}")),
        }
    }
    println!("{found} of {all} named, {} wrongly", wrongly.len());
    assert!(found * 100 >= all * 90);
    assert!(wrongly.len() * 50 < all, "{}", wrongly.join("\n"));
    assert!(nameless.is_empty(), "{}", nameless.join("\n"));
}

#[test]
fn no_sentence_gives_the_answer_away() {
    let mut told = Vec::new();
    let mut sentences = 0;
    for (place, skill) in SKILLS.iter().enumerate() {
        for seed in 0..3 {
            let Some(drawn) = exercise(skill.id, 1 + seed as u32, 60 + seed) else { continue };
            let problem = drawn.problem;
            let mut judge = Judge::new(&problem).unwrap();
            let solution = judge.solution();
            let plain: String = solution.chars().filter(|c| !c.is_whitespace()).collect();
            let mut answers: Vec<String> = mistakes()
                .rows
                .iter()
                .filter_map(|mistake| slipped(&problem, mistake.id).unwrap())
                .collect();
            answers.extend(["x^7 + 11", "12345", "sin(", "7q", "0"].map(str::to_owned));
            answers.push(format!("-({solution})"));
            answers.push(format!("2*({solution})"));
            answers.push(format!("({solution}) + 1"));
            let mut said: Vec<(String, String)> = Vec::new();
            for answer in answers {
                let verdict = judge.check(&answer);
                if !matches!(verdict.status, Status::Correct | Status::Unfinished) {
                    // What the student wrote may be quoted.
                    said.push((verdict.message, answer));
                }
            }
            for rung in 1..=3 {
                let hint = hint(&problem, rung, &[]).unwrap();
                said.push((hint.message, String::new()));
                let formula = hint.formula.map(|(text, _)| text).unwrap_or_default();
                said.push((formula, String::new()));
            }
            for (sentence, quoted) in said {
                sentences += 1;
                let flat: String = sentence.chars().filter(|c| !c.is_whitespace()).collect();
                let own: String = quoted.chars().filter(|c| !c.is_whitespace()).collect();
                if plain.len() > 2 && flat.contains(&plain) && !own.contains(&plain) {
                    told.push(format!("{place} {}: {solution}: {sentence}", problem.function));
                }
            }
        }
    }
    println!("{sentences} sentences");
    assert!(told.is_empty(), "{}", told.join("\n"));
}

/// An error is called e in many books, and a variable t where the problem has x.
#[test]
fn a_letter_that_others_use_is_told_of() {
    let loss = problem("(w*x-y)^2", "w");
    let there = value("(w*x+b-y)^2", "w", &[("w", 0.8), ("x", 1.5), ("b", -0.3), ("y", 2.0)]);
    for answer in ["2ex", "2*e*x", "2*err*x", "2 error x"] {
        for (problem, is) in [(&loss, "w x - y"), (&there, "w x + b - y")] {
            let verdict = check(answer, problem).unwrap();
            assert_eq!(verdict.status, Status::Unfinished, "{answer}: {verdict:?}");
            assert!(verdict.message.contains(&format!("if e stands for {is}:")), "{verdict:?}");
        }
    }
    for (problem, answers) in [
        (loss, ["ex", "3ex", "2e^x", "2*err"]),
        (problem("e^(w*x)", "w"), ["2ex", "ex", "e", "2*err*x"]),
    ] {
        for answer in answers {
            let verdict = check(answer, &problem).unwrap();
            assert_eq!(verdict.status, Status::Wrong, "{answer}: {verdict:?}");
        }
    }
    let cube = problem("5x^3", "x");
    for answer in ["15t^2", "f'(t) = 15t^2"] {
        let verdict = check(answer, &cube).unwrap();
        assert!(verdict.message.contains("if t stands for x:"), "{answer}: {verdict:?}");
    }
    assert_eq!(check("15t^3", &cube).unwrap().status, Status::Wrong);
    let second = Problem { order: 2, ..cube };
    let message = check("-15x^2", &second).unwrap().message;
    assert!(!message.contains("the function itself"), "{message}");
    assert!(check("-5x^3", &second).unwrap().message.contains("the function itself"));
}

/// What is typed in a hurry at several places is asked about, and what is wrong either way is wrong.
#[test]
fn exponents_without_brackets_are_asked_about() {
    for (function, right, wrong) in [
        ("x^2 e^(3x)", "2xe^3x + 3x^2e^3x", "2xe^3x + 2x^2e^3x"),
        ("x^n", "nx^n-1", "nx^n+1"),
        ("1/(1+e^(-x))", "e^-x/(1+e^-x)^2", "e^-x/(1-e^-x)^2"),
    ] {
        let problem = problem(function, "x");
        let status = |answer| check(answer, &problem).unwrap().status;
        assert!(matches!(status(right), Status::Unclear | Status::Correct), "{right}");
        assert_eq!(status(wrong), Status::Wrong, "{wrong}");
    }
    // Where the brackets are no matter, the mistake is; where it has a name as it stands, it keeps it.
    for (function, answer, wanted) in [
        ("e^(3x)", "e^3x", "chain.inner"),
        ("cos(2x)", "-sin 2*x", "chain.inner"),
        ("x e^(3x)", "3e^3x", "prod.prod"),
        ("e^(3x)", "5e^3x", ""),
        ("sqrt(x^2 + 7)", "1/2sqrtx^2+7", ""),
        ("sqrt(x^2 + 7)", "x/2sqrtx^2+7", ""),
        ("x ln(x) - x", "ln(x) + 1", ""),
    ] {
        let verdict = check(answer, &problem(function, "x")).unwrap();
        assert_eq!(named(&verdict), wanted, "{function} → {answer}: {verdict:?}");
    }
}
