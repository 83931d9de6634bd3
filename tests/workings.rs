//! Lines of a working that nobody answers with and everybody writes.

#[path = "support/problems.rs"]
mod problems;

use chainrule::practice::{Problem, Status, Verdict, Working, check_steps};
use chainrule::rules::Asked;
use problems::{problem, value};

fn working(function: &str, variable: &str, lines: &[&str]) -> Working {
    judged(problem(function, variable), lines)
}

fn judged(problem: Problem, lines: &[&str]) -> Working {
    let lines: Vec<String> = lines.iter().map(|&line| line.to_owned()).collect();
    check_steps(&lines, &problem).unwrap()
}

fn is_right(verdict: &Verdict) -> bool {
    matches!(verdict.status, Status::Correct | Status::Unfinished)
}

/// Every line is right as far as it goes, and the last is the answer.
#[track_caller]
fn goes_through(function: &str, variable: &str, lines: &[&str]) {
    answers(problem(function, variable), lines);
}

/// The same for any problem.
#[track_caller]
fn answers(problem: Problem, lines: &[&str]) {
    let function = problem.function.clone();
    let working = judged(problem, lines);
    for (line, verdict) in lines.iter().zip(&working.lines) {
        assert!(is_right(verdict), "{function}: {line}: {}", verdict.message);
    }
    assert!(working.finished, "{function}");
}

/// The line that is wrong, and what is named in it.
#[track_caller]
fn slips(function: &str, variable: &str, lines: &[&str], place: usize, id: Option<&str>) {
    let working = working(function, variable, lines);
    let first = working.lines.iter().position(|verdict| !is_right(verdict));
    assert_eq!(first, Some(place), "{function}: {:?}", working.lines);
    let verdict = &working.lines[place];
    let named = verdict.mistake.as_ref().map(|named| named.id);
    assert!(!is_right(verdict) && named == id, "{function}: {verdict:?}");
}

/// Only the first slip has a name: what comes after it is right, follows from it, or waits.
#[test]
fn after_a_slip_lines_are_right_or_follow_or_wait() {
    let lines = ["2x + 3x^2", "x(2 + 3x)", "2x + sin(x)", "2x", "2x + x", "2x + x^2/2"];
    let Working { lines: verdicts, finished } = working("x^2 + 4", "x", &lines);
    let said: Vec<(Status, bool)> = verdicts
        .iter()
        .map(|verdict| (verdict.status, verdict.message.contains("differs as well")))
        .collect();
    assert!(verdicts[1].message.starts_with("This follows"), "{}", verdicts[1].message);
    let slip = Status::Wrong;
    let waits = (slip, true);
    assert_eq!(said[1..], [(slip, false), waits, (Status::Correct, false), waits, waits]);
    assert!(!said[0].1 && !finished);
    assert!(verdicts[1..].iter().all(|verdict| verdict.mistake.is_none()));
}

#[test]
fn the_slope_may_stand_before_a_bracket() {
    let collected = ["y'(x+2y) = -2x - y", "dy/dx (x+2y) = -(2x+y)", "y'(2y + x) + 2x + y = 0"];
    for line in collected {
        goes_through("x^2+x y+y^2=7", "x", &[line]);
    }
    let lines = [
        "3x^2+3y^2 y' = 6y + 6x y'",
        "y^2 y' - 2x y' = 2y - x^2",
        "y'(y^2-2x) = 2y - x^2",
        "y' = (2y-x^2)/(y^2-2x)",
    ];
    goes_through("x^3+y^3=6xy", "x", &lines);
    slips("x^2+x y+y^2=7", "x", &["y'(x-2y) = -2x - y"], 0, None);
}

#[test]
fn a_logarithm_may_be_taken_of_both_sides() {
    let lines = ["y = x^x", "ln y = x ln x", "1/y * y' = ln x + x * 1/x", "y' = y (ln x + 1)"];
    goes_through("x^x", "x", &lines);
    let lines = ["ln f(x) = x ln x", "f'(x)/f(x) = ln x + 1", "f'(x) = x^x (1 + ln x)"];
    goes_through("x^x", "x", &lines);
    let lines = ["ln y = sin t ln t", "y'/y = cos t ln t + sin t / t"];
    assert!(working("t^(sin t)", "t", &lines).lines.iter().all(is_right));
    slips("x^(sin x)", "x", &["ln y = sin x ln x", "y'/y = cos x / x"], 1, None);
    slips("x^(sin x)", "x", &["ln y = ln(sin x) ln x"], 0, None);
}

#[test]
fn an_inverse_may_be_turned_around() {
    let lines =
        ["y = arctan x", "tan y = x", "sec^2 y * y' = 1", "y' = 1/sec^2 y", "y' = 1/(1+x^2)"];
    goes_through("arctan(x)", "x", &lines);
    goes_through(
        "sqrt(x^2+1)",
        "x",
        &["y^2 = x^2+1", "2y y' = 2x", "y' = x/y", "y' = x/sqrt(x^2+1)"],
    );
    slips("arctan(x)", "x", &["tan y = x", "sec^2 y = 1"], 1, Some("impl.dy"));
}

#[test]
fn a_loss_has_a_letter_of_its_own() {
    let lines = ["z = 2w+b-7", "dL/dz = 2z", "dz/dw = 2", "dL/dw = 2z * 2 = 4z", "4(2w+b-7)"];
    goes_through("(w*2+b-7)^2", "w", &lines);
    let lines = ["z = 2w+b-7", "dL/dz = 2z, dz/dw = 2", "dL/dw = dL/dz * dz/dw = 4z"];
    goes_through("(w*2+b-7)^2", "w", &lines);
    let lines = [
        "let z = w^2+3w; then L = z^2",
        "∂L/∂z = 2z; ∂z/∂w = 2w+3",
        "∂L/∂w = 2z(2w+3)",
        "2(w^2+3w)(2w+3)",
    ];
    goes_through("(w^2 + 3w)^2", "w", &lines);
    slips("(w*2+b-7)^2", "w", &["a = 2w+b-7", "dL/da = 2"], 1, None);
}

#[test]
fn a_mistake_in_a_slope_on_the_way_is_named() {
    let lines = ["u = x^2, v = sin 3x", "u' = 2x, v' = cos 3x"];
    slips("x^2 sin(3x)", "x", &lines, 1, Some("chain.inner"));
    let lines = ["u = x^2", "dy/du = -cos u"];
    slips("sin(x^2)", "x", &lines, 1, Some("trig.sin"));
    slips("e^(t^3)", "t", &["u = t^3", "du/dt = 3t^3"], 1, Some("pow.keep"));
}

#[test]
fn the_slope_of_a_loss_is_on_the_way_to_a_step() {
    let at = vec![("w".to_owned(), 0.5), ("eta".to_owned(), 0.1)];
    let step = Problem { asked: Asked::Update, at, ..problem("(w*2-3)^2", "w") };
    let right: [&[&str]; 3] = [
        &["dL/dw = 2(2w-3)*2", "= 4(2*0.5-3) = -8", "w = 0.5 - 0.1*(-8)", "= 1.3"],
        &["L' = 4(2w-3)", "L'(0.5) = -8", "1.3"],
        &["dL/dw = -8", "w' = 0.5 + 0.8 = 1.3"],
    ];
    for lines in right {
        answers(step.clone(), lines);
    }
    let working = judged(step, &["dL/dw = 2(2w-3)", "w = 0.5 - 0.1*(-4) = 0.9"]);
    let named = working.lines[0].mistake.as_ref().map(|named| named.id);
    assert_eq!(named, Some("chain.inner"), "{:?}", working.lines);
}

#[test]
fn partial_derivatives_may_share_a_line() {
    let gradient = Problem { asked: Asked::Gradient, ..problem("x^2 y", "x, y") };
    answers(gradient.clone(), &["df/dx = 2xy, df/dy = x^2", "(2xy, x^2)"]);
    let working = judged(gradient, &["f_x = 2xy; f_y = 2x"]);
    assert!(!is_right(&working.lines[0]), "{:?}", working.lines);
}

#[test]
fn a_piece_may_get_its_name_behind_the_function() {
    let lines = [
        "y = u^5 where u = x^3 - 2x",
        "dy/du = 5u^4 and du/dx = 3x^2 - 2",
        "dy/dx = 5(x^3-2x)^4 (3x^2-2)",
    ];
    goes_through("(x^3-2x)^5", "x", &lines);
    let lines = ["u = x^2+4x", "y = sqrt(u) = u^(1/2)", "y' = (x+2)/sqrt(x^2+4x)"];
    goes_through("sqrt(x^2+4x)", "x", &lines);
}

#[test]
fn a_line_may_have_a_heading() {
    let lines = [
        "Product rule: 1*e^(-t^2) + t * d/dt(e^(-t^2))",
        "chain rule: e^(-t^2) + t * e^(-t^2) * (-2t)",
        "Step 3: (1-2t^2)e^(-t^2)",
    ];
    goes_through("t e^(-t^2)", "t", &lines);
}

#[test]
fn what_can_be_read_in_two_ways_is_asked_about_in_a_line_too() {
    let lines = ["sqrt(x+1) + x/2sqrt(x+1)", "(3x+2)/(2sqrt(x+1))"];
    let working = working("x sqrt(x+1)", "x", &lines);
    assert_eq!(working.lines[0].status, Status::Unclear, "{:?}", working.lines);
}

#[test]
fn an_estimate_has_its_hat() {
    let lines = [
        "h = tanh(w_1 x)",
        "yhat = w_2 h",
        "L = 1/2 (yhat - y)^2",
        "dL/dyhat = yhat - y",
        "dL/dw_1 = (yhat - y) w_2 (1-h^2) x",
    ];
    goes_through("1/2 (w_2 tanh(w_1 x) - y)^2", "w_1", &lines);
}

#[test]
fn a_working_may_go_in_numbers() {
    let square = value("(2x+3)^2", "x", &[("x", 1.0)]);
    let lines = ["u = 2x+3 = 5", "dy/du = 2u = 10", "du/dx = 2", "dy/dx = 10*2 = 20"];
    answers(square.clone(), &lines);
    for (lines, place) in [(["u = 2x+3 = 4", "20"], 0), (["u = 2x+3", "dy/du = 8"], 1)] {
        let working = judged(square.clone(), &lines);
        assert!(!is_right(&working.lines[place]), "{:?}", working.lines);
    }
    let values = [("w", 1.0), ("x", 2.0), ("y", 5.0), ("eta", 0.05)];
    let step = Problem { asked: Asked::Update, ..value("(w x - y)^2", "w", &values) };
    let right: [&[&str]; 2] = [
        &[
            "yhat = wx = 2",
            "error = 2 - 5 = -3",
            "gradient = 2*(-3)*2 = -12",
            "w_new = 1 + 0.6 = 1.6",
        ],
        &["e = wx - y = -3", "dL/de = 2e = -6", "de/dw = x = 2", "dL/dw = -6*2 = -12", "1.6"],
    ];
    for lines in right {
        answers(step.clone(), lines);
    }
    let working = judged(step, &["error = 2 - 5 = 3", "1.6"]);
    assert!(!is_right(&working.lines[0]), "{:?}", working.lines);
}

#[test]
fn earlier_derivatives_need_no_name() {
    let third = Problem { order: 3, ..problem("sin(x)", "x") };
    answers(third.clone(), &["cos x", "-sin x", "-cos x"]);
    assert!(!judged(third, &["cos x", "-sin x"]).finished);
}

#[test]
fn a_derivative_may_be_taken_beside_the_working() {
    let lines = ["outer: u^4 -> 4u^3", "inner: x^2+5 -> 2x", "4(x^2+5)^3 * 2x", "8x(x^2+5)^3"];
    goes_through("(x^2+5)^4", "x", &lines);
    slips("(x^2+5)^4", "x", &["u^4 -> 4u^3", "x^2+5 -> 2x^2"], 1, Some("pow.keep"));
    let beside: [&[&str]; 3] = [
        &["(x)' = 1", "(sin 2x)' = 2cos 2x"],
        &["d/dx x = 1, d/dx sin(2x) = 2cos(2x)"],
        &["\\frac{d}{dx}(\\sin 2x) = 2\\cos 2x"],
    ];
    for lines in beside {
        let lines = [lines, &["sin(2x) + 2x cos(2x)"]].concat();
        goes_through("x sin(2x)", "x", &lines);
    }
    slips("x sin(2x)", "x", &["(sin 2x)' = cos 2x"], 0, Some("chain.inner"));
    slips("x sin(2x)", "x", &["d/dx x = 1, d/dx sin(2x) = cos(2x)"], 0, Some("chain.inner"));
    let lines = ["σ'(z) = σ(z)(1-σ(z))", "u = 3z, u' = 3", "3σ(3z)(1-σ(3z))"];
    goes_through("sigmoid(3z)", "z", &lines);
    slips("sigmoid(3z)", "z", &["sigma'(z) = z(1-z)"], 0, Some("sig.z"));
}

#[test]
fn pieces_may_be_called_by_words() {
    let lines = ["top: 2x+1, bottom: x-3", "top' = 2, bottom' = 1", "-7/(x-3)^2"];
    goes_through("(2x+1)/(x-3)", "x", &lines);
    let lines = ["numerator N = sin x, denominator D = x", "N' = cos x, D' = 1"];
    let last = ["(x cos x - sin x)/x^2"];
    goes_through("sin(x)/x", "x", &[&lines[..], &last].concat());
    let lines = ["inner = 1+x^2, inner' = 2x", "outer = u^5, outer' = 5u^4", "10x(1+x^2)^4"];
    goes_through("(1+x^2)^5", "x", &lines);
    goes_through("x^2 e^(3x)", "x", &["first: x^2, second: e^(3x)", "(2x+3x^2)e^(3x)"]);
    slips("(2x+1)/(x-3)", "x", &["top: 2x+1", "top' = 2x"], 1, None);
    // Here they count the lines.
    slips("x^3+2x", "x", &["first: 3x^2 + 2x", "6"], 0, Some("pow.keep"));
}

#[test]
fn pieces_need_no_name() {
    let answer = "2x sin(3x) + 3x^2 cos(3x)";
    goes_through("x^2 sin(3x)", "x", &["u' = 2x, v' = 3cos(3x)", answer]);
    goes_through("x^2 sin(3x)", "x", &["f' = 2x", "g' = 3cos(3x)", answer]);
    slips("x^2 sin(3x)", "x", &["f' = 2x, g' = cos(3x)", answer], 0, Some("chain.inner"));
    slips("x^2 sin(3x)", "x", &["v' = 3cos(3x)", "u' = 2x^2"], 1, Some("pow.keep"));
    slips("x^2 sin(3x)", "x", &["f' = 6x cos(3x)"], 0, Some("prod.prod"));
    let rule = ["f = x^3, g = ln x", "f'g' = 3x^2 * 1/x"];
    slips("x^3 ln x", "x", &rule, 1, Some("prod.prod"));
    // A piece called h before a bracket is a factor.
    let lines = ["h = sigmoid(w_1 x)", "dh/dw_1 = h(1-h) x", "w_2 h(1-h) x"];
    goes_through("w_2 sigmoid(w_1 x)", "w_1", &lines);
}

#[test]
fn a_form_or_a_formula_on_the_way_has_its_mistakes() {
    slips("(2x+3)^2", "x", &["4x^2 + 9", "8x"], 0, Some("alg.distpow"));
    slips("(x-3)^2", "x", &["x^2 - 6x + 9", "2x - 6 + 9"], 1, Some("const.keep"));
    slips("(x^2+x)/x^3", "x", &["x^-1 + x^-2", "-x^0 - 2x^-1"], 1, Some("pow.neg"));
    slips("arctan(x)", "x", &["tan y = x", "sec y tan y y' = 1"], 1, Some("trig.tan"));
    slips("x^x", "x", &["x*x^(x-1)"], 0, Some("exp.power"));
    let h = ["z = w x; h = tanh(z)", "∂h/∂z = 1 - h"];
    slips("(tanh(w x) - y)^2", "w", &h, 1, Some("tanh.sq"));
    let slope = value("x^3 - 2x", "x", &[("x", 2.0)]);
    let working = judged(slope, &["f'(x) = 3x^3 - 2", "22"]);
    let named = working.lines[0].mistake.as_ref().map(|named| named.id);
    assert_eq!(named, Some("pow.keep"), "{:?}", working.lines);
    let gradient = Problem { asked: Asked::Gradient, ..problem("x^2 y^3", "x, y") };
    let working = judged(gradient.clone(), &["d/dx: 2x y^3", "f_y = 3y^2"]);
    let named = working.lines[1].mistake.as_ref().map(|named| named.id);
    assert!(is_right(&working.lines[0]) && named == Some("part.drop"), "{:?}", working.lines);
    let sides = ["sin y = x", "cos y * y' = 1", "cos y = sqrt(1-sin^2 y) = sqrt(1-x^2)"];
    goes_through("arcsin(x)", "x", &[&sides[..], &["y' = 1/sqrt(1-x^2)"]].concat());
    slips("arcsin(x)", "x", &["sin y = x", "cos y = sqrt(1-sin y) = sqrt(1-x)"], 1, None);
}

#[test]
fn pieces_may_be_known_by_their_numbers() {
    let places = [("w", 0.0), ("x", 2.0), ("b", 0.0), ("y", 1.0)];
    let neuron = value("(sigmoid(w*x+b)-y)^2", "w", &places);
    let forward = ["z = 0*2+0 = 0", "a = sigma(0) = 0.5"];
    let back = ["dL/da = 2(a-y) = 2(0.5-1) = -1", "sigma'(z) = a(1-a) = 0.25", "dz/dw = x = 2"];
    let last = ["dL/dw = -1 * 0.25 * 2 = -0.5"];
    answers(neuron.clone(), &[&forward[..], &back, &last].concat());
    for wrong in ["da/dz = 0.5", "dL/da = 2(a-y) = 1", "sigma'(z) = 0.5", "dz/dw = 0"] {
        let working = judged(neuron.clone(), &[&forward[..], &[wrong, "-1"]].concat());
        assert!(!is_right(&working.lines[2]), "{wrong}: {:?}", working.lines);
    }
    let places = [("w", 1.0), ("x", 0.5), ("y", 1.0)];
    let rounded = value("1/2 (sigmoid(w x) - y)^2", "w", &places);
    let lines = ["z = 0.5", "a = 0.6225", "dL/da = a - y = -0.3775", "da/dz = a(1-a) = 0.235"];
    answers(rounded.clone(), &[&lines[..], &["dL/dw = -0.3775*0.235*0.5 = -0.0444"]].concat());
    let working = judged(rounded, &[&lines[..3], &["da/dz = 0.25"]].concat());
    assert!(!is_right(&working.lines[3]), "{:?}", working.lines);
    let places = [("w_1", 2.0), ("w_2", 0.5), ("x", 3.0), ("y", 1.0)];
    let layers = value("(w_2*w_1*x - y)^2", "w_1", &places);
    let lines = ["h = 6", "yhat = 3", "L = (3-1)^2 = 4", "dL/dyhat = 2(3-1) = 4", "dyhat/dh = 0.5"];
    answers(layers.clone(), &[&lines[..], &["dL/dw_1 = 4*0.5*3 = 6"]].concat());
    let working = judged(layers, &["h = 6", "yhat = 3", "dL/dyhat = 4", "dL/dw_1 = 4*3 = 12"]);
    let named = working.lines[3].mistake.as_ref().map(|named| named.id);
    assert_eq!(named, Some("bp.skip"), "{:?}", working.lines);
    answers(value("x^2+1", "x", &[("x", 3.0)]), &["slope: f'(x) = 2x", "f'(3) = 6", "so m = 6"]);
    let values = [("w", 1.0), ("x", 2.0), ("b", 0.0), ("y", 3.0), ("eta", 0.1)];
    let step = Problem { asked: Asked::Update, ..value("(w x + b - y)^2", "w", &values) };
    let lines = ["yhat = wx + b = 2", "dL/dyhat = 2(2-3) = -2", "at w = 1: 2*(2-3)*2 = -4"];
    answers(step, &[&lines[..], &["w_new = w - eta * dL/dw", "w_new = 1 + 0.4 = 1.4"]].concat());
}

#[test]
fn names_in_a_vector_say_which_entry_is_which() {
    let gradient = Problem { asked: Asked::Gradient, ..problem("x^2 y", "x, y") };
    for right in ["(∂f/∂x, ∂f/∂y) = (2xy, x^2)", "(f_y, f_x) = (x^2, 2xy)"] {
        answers(gradient.clone(), &[right]);
    }
    for wrong in ["(f_y, f_x) = (2xy, x^2)", "(x, y) = (2xy, x^2)", "(f_x, f_y) = (2xy, 2x)"] {
        assert!(!judged(gradient.clone(), &[wrong]).finished, "{wrong}");
    }
}

#[test]
fn a_piece_may_have_its_argument() {
    let lines = ["g(x) = 4x^2-1", "g'(x) = 8x", "f(u) = u^3", "f'(u) = 3u^2"];
    goes_through("(4x^2-1)^3", "x", &[&lines[..], &["24x(4x^2-1)^2"]].concat());
    let lines = ["u(x) = x^2", "v(x) = sin x", "u'(x) = 2x", "v'(x) = cos x"];
    goes_through("x^2 sin(x)", "x", &[&lines[..], &["2x sin(x) + x^2 cos(x)"]].concat());
    slips("(4x^2-3)^3", "x", &["g(x) = 4x^2-3", "g'(x) = 8x-3"], 1, Some("const.keep"));
    slips("x^2 sin(x)", "x", &["g(x) = 2x cos(x)", "2x cos(x)"], 0, Some("prod.prod"));
    // The derivative has a name of its own.
    goes_through("5t^2 - 3t", "t", &["v(t) = 10t - 3"]);
}

#[test]
fn arithmetic_for_the_slope_asked_for_is_held_against_it() {
    let slope = value("(w x - t)^2", "w", &[("w", 1.0), ("x", 2.0), ("t", 1.0)]);
    let working = judged(slope.clone(), &["dL/dw = 2*1 = 2", "4"]);
    assert!(!is_right(&working.lines[0]), "{:?}", working.lines);
    answers(slope, &["error = 2 - 1 = 1", "dL/dw = 2*1*2 = 4"]);
    let gradient = Problem { asked: Asked::Gradient, ..problem("(a x - y)^2", "x, y") };
    answers(gradient, &["e = a x - y", "f_x = 2e*a, f_y = -2e", "(2a(a x - y), -2(a x - y))"]);
}

#[test]
fn the_values_of_a_network_have_words() {
    let places = [("w", 2.0), ("x", 1.0), ("b", -1.0), ("t", 3.0)];
    let neuron = value("(w*x+b-t)^2", "w", &places);
    let lines = ["out = 2*1 - 1 = 1", "err = 1 - 3 = -2", "dL/dout = 2*(-2) = -4", "dout/dw = 1"];
    answers(neuron.clone(), &[&lines[..], &["dL/dw = -4*1 = -4"]].concat());
    for wrong in ["out = 2*1 - 1 = 2", "u = 2*3 = 7", "error = 1 - 3 = 2", "dL/dw = 2 error x = 4"]
    {
        let working = judged(neuron.clone(), &[wrong, "-4"]);
        assert!(!is_right(&working.lines[0]), "{wrong}: {:?}", working.lines);
    }
    let working = judged(neuron, &["out = 1", "dout/dw = 2", "-4"]);
    assert!(!is_right(&working.lines[1]), "{:?}", working.lines);
}

#[test]
fn a_name_for_what_the_function_does_not_have_is_no_praise() {
    for (line, praised) in [("u = 3x - 4", true), ("u = 5x + 1", false), ("u = (3x-4)^6", true)] {
        let said = &working("(3x-4)^6", "x", &[line, "18(3x-4)^5"]).lines[0];
        assert!(is_right(said) && said.message.ends_with("good.") == praised, "{line}: {said:?}");
    }
}
