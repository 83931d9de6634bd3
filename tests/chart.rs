//! Pictures: what is drawn, what is said of it, and what never is drawn.

#[path = "support/pictures.rs"]
mod pictures;

use chainrule::chart::{
    Answer, Asked, Curves, Kind, Mark, Names, Page, Palette, Request, Role, Svg, draw,
};
use chainrule::expr::{Dag, Expr};
use chainrule::view::{self, PlotSpec};

fn read(dag: &mut Dag, text: &str) -> Expr {
    chainrule::syntax::parse(dag, text).expect(text).expr
}

/// A picture of f with its derivatives, 520 × 340.
fn picture(
    f: &str,
    derivative: &str,
    second: &str,
    point: Option<f64>,
    view: Option<Asked>,
) -> Answer {
    with_secant([f, derivative, second], point, None, view)
}

/// The same, with a secant that ends at another place.
fn with_secant(
    [f, derivative, second]: [&str; 3],
    point: Option<f64>,
    to: Option<f64>,
    view: Option<Asked>,
) -> Answer {
    let mut dag = Dag::new();
    let f = read(&mut dag, f);
    let derivative = (!derivative.is_empty()).then(|| read(&mut dag, derivative));
    let second = (!second.is_empty()).then(|| read(&mut dag, second));
    let variable = dag.variables(f).first().copied().unwrap_or_else(|| dag.intern("x"));
    let curves =
        Curves { f: true, derivative: true, second: false, tangent: true, secant: to.is_some() };
    draw(&Request {
        dag: &dag,
        f,
        derivative,
        second,
        variable,
        at: &[],
        curves,
        point,
        corner: false,
        to,
        view,
        page: Page {
            width: 520.0,
            height: 340.0,
            palette: Palette::LIGHT,
            font_size: 13.0,
            font_family: "STIX Two Text, serif",
        },
        names: Names::default(),
    })
    .unwrap()
}

/// name, f, f′, f″, the point
#[rustfmt::skip]
const GALLERY: &[(&str, &str, &str, &str, Option<f64>)] = &[
    ("square", "(2x + 3)^2", "4(2x + 3)", "8", Some(1.0)),
    ("hyperbola", "1/x", "-1/x^2", "2/x^3", Some(1.0)),
    ("tan", "tan(x)", "sec(x)^2", "", None),
    ("ln-abs", "ln(abs(x))", "1/x", "", None),
    ("ln", "ln(x)", "1/x", "-1/x^2", Some(2.0)),
    ("floor", "floor(x)", "0", "", None),
    ("wiggle", "x*sin(1/x)", "sin(1/x) - cos(1/x)/x", "", None),
    ("edges", "sqrt(x^2 - 1)", "x/sqrt(x^2 - 1)", "", Some(2.0)),
    ("huge", "10^300*x", "10^300", "", Some(2.0)),
    ("seven", "7", "0", "", Some(1.0)),
    ("nought", "0", "0", "", None),
    ("corner", "abs(x^2 - 1)", "2x*(x^2 - 1)/abs(x^2 - 1)", "", Some(2.0)),
    ("sign", "sign(x)", "0", "", None),
    ("hole", "sin(x)/x", "(x*cos(x) - sin(x))/x^2", "", Some(2.0)),
    ("exp", "exp(x)", "exp(x)", "exp(x)", Some(1.0)),
    ("fast", "sin(40x)", "40cos(40x)", "", None),
    ("cubic", "x^3 - 3x", "3x^2 - 3", "6x", Some(2.0)),
    ("sigmoid", "sigmoid(x)", "sigmoid(x)*(1 - sigmoid(x))", "", Some(0.0)),
    ("relu", "relu(x)", "step(x)", "", Some(1.0)),
    ("needle", "1/(1000(x - 1/7))^2", "", "", None),
    ("nowhere", "ln(-1 - x^2)", "", "", None),
    ("root", "sqrt(x)", "1/(2sqrt(x))", "", Some(4.0)),
    ("sine", "sin(x)", "cos(x)", "-sin(x)", Some(1.0)),
];

fn shown(name: &str) -> Answer {
    let row = GALLERY.iter().find(|row| row.0 == name).unwrap();
    picture(row.1, row.2, row.3, row.4, None)
}

/// The paths of one curve.
fn paths(answer: &Answer, of: Role) -> Vec<&Vec<[f64; 2]>> {
    let paths = answer.scene.marks.iter().filter_map(|mark| match mark {
        Mark::Path { points, role, .. } if *role == of => Some(points),
        _ => None,
    });
    paths.collect()
}

#[test]
fn pictures_stay_as_they_are() {
    pictures::unchanged(GALLERY.iter().map(|&(name, ..)| (name, shown(name).scene)));
}

#[test]
fn words_tell_what_is_seen() {
    #[rustfmt::skip]
    let told = [
        ("square", "The curve falls until x = −1.5, where it touches 0, then rises. At x = 1 its value is 25 and its slope 20."),
        ("hyperbola", "The curve falls until x = 0, where it has a pole, then falls. At x = 1 its value is 1 and its slope −1."),
        ("ln", "The curve begins at x = 0 and rises. It crosses 0 at x = 1. At x = 2 its value is 0.6931 and its slope 0.5."),
        ("edges", "The curve falls until x = −1, where it ends; from x = 1 on it rises. At x = 2 its value is 1.732 and its slope 1.155."),
        ("floor", "The curve has 6 jumps here."),
        ("sign", "The curve stays level until x = 0, where it jumps from −1 to 1, then stays level."),
        ("relu", "The curve stays level until x = 0, where it has a corner, then rises. At x = 1 its value is 1 and its slope 1."),
        ("seven", "The curve is a level line at 7. At x = 1 its value is 7 and its slope 0."),
        ("needle", "The curve rises until x = 0.1429, where it has a pole, then falls."),
        ("nowhere", "There is no curve between x = −5 and x = 5."),
    ];
    for (name, words) in told {
        assert_eq!(shown(name).description, words, "{name}");
    }
    for (text, slope, words) in [
        (
            "max(0, x)^2",
            "2max(0, x)",
            "The curve stays level until x = 0, where it bends smoothly, then rises.",
        ),
        (
            "min(0, x - 1)^2 + 2",
            "2min(0, x - 1)",
            "The curve falls until x = 1, where it bends smoothly, then stays level.",
        ),
        ("tanh(9x)", "9sech(9x)^2", "The curve rises. It crosses 0 at x = 0."),
    ] {
        assert_eq!(picture(text, slope, "0", None, None).description, words, "{text}");
    }
    let angle = picture("theta^2 - 1", "2theta", "2", Some(1.0), None).description;
    assert_eq!(
        angle,
        "The curve falls until theta = 0, where it reaches −1, then rises. It crosses 0 at theta = −1 and 1. \
         At theta = 1 its value is 0 and its slope 2."
    );
}

#[test]
fn places_worth_a_name_are_found() {
    let found = |name: &str, kind: Kind| -> Vec<f64> {
        shown(name).points.iter().filter(|p| p.kind == kind).map(|p| p.x).collect()
    };
    assert_eq!(found("square", Kind::Minimum), [-1.5]);
    assert_eq!(found("square", Kind::Root), [-1.5]);
    assert_eq!(found("cubic", Kind::Maximum), [-1.0]);
    assert_eq!(found("cubic", Kind::Minimum), [1.0]);
    assert_eq!(found("cubic", Kind::Inflection), [0.0]);
    let roots = found("cubic", Kind::Root);
    assert!((roots[0] + 3f64.sqrt()).abs() < 1e-14 && roots[1] == 0.0);
    assert_eq!(found("corner", Kind::Kink), [-1.0, 1.0]);
    assert_eq!(found("relu", Kind::Kink), [0.0]);
    assert_eq!(found("hyperbola", Kind::Pole), [0.0]);
    assert_eq!(found("ln-abs", Kind::Pole), [0.0]);
    let pi = std::f64::consts::PI;
    let poles = found("tan", Kind::Pole);
    assert_eq!(poles.len(), 4);
    assert!(poles.iter().zip([-1.5, -0.5, 0.5, 1.5]).all(|(x, k)| (x - k * pi).abs() < 1e-12));
    // Thinner than a thousandth of a pixel, and found all the same.
    assert!((found("needle", Kind::Pole)[0] - 1.0 / 7.0).abs() < 1e-12);
    // What goes up at 0 in sin(x)/x is not a pole but a hole.
    assert_eq!(found("hole", Kind::Pole), []);
    assert!(found("hole", Kind::Maximum).contains(&0.0));
}

/// The nearest double to π/2 has a tangent of 10^16, and π/2 none.
#[test]
fn the_double_next_to_a_pole_has_no_value() {
    let tan = |x| picture("tan(x)", "1 + tan(x)^2", "", Some(x), None);
    let answer = tan(std::f64::consts::FRAC_PI_2);
    assert!(answer.view.top < 100.0, "{:?}", answer.view);
    assert!(answer.value.unwrap().is_nan() && answer.slope.unwrap().is_nan());
    assert!(!answer.description.contains("its value"), "{}", answer.description);
    assert!(tan(std::f64::consts::FRAC_PI_2 - 1e-7).value.unwrap() > 1e6);
}

/// At a break of the curve no line passes.
#[test]
fn no_false_walls() {
    let pi = std::f64::consts::PI;
    for (name, breaks) in [
        ("hyperbola", vec![0.0]),
        ("tan", vec![-1.5 * pi, -0.5 * pi, 0.5 * pi, 1.5 * pi]),
        ("floor", vec![-2.0, -1.0, 0.0, 1.0, 2.0, 3.0]),
        ("sign", vec![0.0]),
        ("edges", vec![0.0]),
        ("needle", vec![1.0 / 7.0]),
    ] {
        let answer = shown(name);
        let (view, frame) = (answer.view, answer.frame);
        for x in breaks {
            let px = frame.left + frame.width * (x - view.left) / (view.right - view.left);
            for path in paths(&answer, Role::F) {
                let (from, to) = (path[0][0], path[path.len() - 1][0]);
                let passes = from < px - 1e-6 && px + 1e-6 < to;
                assert!(!passes, "{name}: a line from {from} to {to} passes {px}");
            }
        }
    }
}

/// √(x² − 1) begins at 1 and at height 0, not beside it.
#[test]
fn edges_are_reached() {
    let answer = shown("edges");
    let (view, frame) = (answer.view, answer.frame);
    let px = |x: f64| frame.left + frame.width * (x - view.left) / (view.right - view.left);
    let zero = frame.top + frame.height * view.top / (view.top - view.bottom);
    let curve = paths(&answer, Role::F);
    let ends = [curve[0][curve[0].len() - 1], curve[1][0]];
    for ([x, y], edge) in ends.into_iter().zip([px(-1.0), px(1.0)]) {
        assert!((x - edge).abs() < 1e-6 && (y - zero).abs() < 1e-3, "{x} {y}");
    }
}

/// Whatever the range, a picture comes back, with numbers in it that can be drawn.
#[test]
fn any_range_is_survived() {
    let inf = f64::INFINITY;
    for across in [
        [-1e308, 1e308],
        [-inf, inf],
        [f64::NAN, 1.0],
        [3.0, 3.0],
        [5.0, -5.0],
        [1.0, 1.0 + 1e-15],
        [0.0, 1e-300],
        [1e300, 2e300],
        [0.0, 1e-9],
        [1e15, 1e15 + 8.0],
    ] {
        for up in [None, Some([-inf, 1.0]), Some([0.0, 1e-300]), Some([-1e300, 1e300])] {
            for f in ["1/x", "sin(x)", "exp(exp(x))", "ln(x)", "floor(x)", "x^x"] {
                let answer = picture(f, "", "", Some(1.0), Some(Asked { across, up }));
                let view = answer.view;
                assert!(view.left < view.right && view.bottom < view.top, "{view:?}");
                for mark in &answer.scene.marks {
                    if let Mark::Path { points, .. } = mark {
                        let near = |v: &f64| v.is_finite() && v.abs() < 1e7;
                        assert!(points.iter().flatten().all(near), "{f} {across:?} {up:?}");
                    }
                }
                assert!(Svg::document(&answer.scene, "").len() < 400_000);
            }
        }
    }
}

/// A thousand waves are not drawn as the seven that a few samples would show.
#[test]
fn waves_within_pixels_are_a_band() {
    let across = [-1000.0, 1000.0];
    let answer = picture("sin(x)", "cos(x)", "", None, Some(Asked { across, up: None }));
    let words = "The curve moves between −1 and 1, with more turns or jumps than can be told.";
    assert_eq!(answer.description, words);
    let curve = paths(&answer, Role::F)[0];
    let (top, bottom) = (answer.frame.top, answer.frame.top + answer.frame.height);
    let tall =
        curve.windows(2).filter(|w| (w[1][1] - w[0][1]).abs() > 0.5 * (bottom - top)).count();
    assert!(tall as f64 > 0.9 * answer.frame.width, "{tall} pixels are full");
}

/// Nobody counts the turns of sin(1/x) about 0; those of a wave that is seen are counted.
#[test]
fn turns_without_end_are_not_counted() {
    let across = Some(Asked { across: [-1.0, 1.0], up: None });
    let answer = picture("sin(1/x)", "-cos(1/x)/x^2", "", None, across);
    let words = "with more turns or jumps than can be told.";
    assert!(answer.description.ends_with(words), "{}", answer.description);
    let across = Some(Asked { across: [-3.0, 3.0], up: None });
    let answer = picture("sin(9x)", "9cos(9x)", "", None, across);
    let words = "9 highest points and 9 lowest points";
    assert!(answer.description.contains(words), "{}", answer.description);
}

/// Above and below the negative half of the axis a direction turns without a jump, and is told so.
#[test]
fn a_direction_is_followed_from_quarter_to_quarter() {
    for (f, words) in [
        ("atan2(1, x)", "The curve falls."),
        ("atan2(-1, x)", "The curve rises."),
        (
            "atan2(x, -1)",
            "The curve falls until x = 0, where it jumps from −3.142 to 3.142, then falls.",
        ),
    ] {
        let answer = picture(f, "", "", None, None);
        assert_eq!(answer.description, words, "{f}");
    }
}

/// Where a curve ends at a pole nothing goes on behind it, and its words say so.
#[test]
fn behind_a_pole_there_may_be_nothing() {
    for (f, derivative, words) in [
        (
            "ln(x^2 - 4)",
            "2x/(x^2 - 4)",
            "The curve falls until x = −2, where it has a pole and ends; from a pole at x = 2 on it rises.",
        ),
        (
            "(1 + 1/x)^x",
            "",
            "The curve rises until x = −1, where it has a pole and ends; from x = 0 on it rises.",
        ),
    ] {
        let answer = picture(f, derivative, "", None, None);
        assert!(answer.description.starts_with(words), "{f}: {}", answer.description);
    }
}

/// A curve that goes to nothing at a place has no end there to mark: sin(1/x) at 0, but x sin(1/x)
/// and arctan(1/x) have.
#[test]
fn ends_are_marked_where_there_are_limits() {
    let across = Some(Asked { across: [-1.5, 1.5], up: None });
    for (f, rings) in [("sin(1/x)", 0), ("x*sin(1/x)", 2), ("atan(1/x)", 2)] {
        let answer = picture(f, "", "", None, across);
        let dots =
            answer.scene.marks.iter().filter(|m| matches!(m, Mark::Dot { hollow: true, .. }));
        assert_eq!(dots.count(), rings, "{f}");
    }
    // How far the samples reach is no height of a curve that runs away.
    let wide = Some(Asked { across: [-1e8, 1e8], up: None });
    for (f, across) in [("tan(1/x)", across), ("tan(x)", wide)] {
        let answer = picture(f, "", "", None, across);
        assert!(answer.description.contains("runs out of the picture"), "{}", answer.description);
    }
}

/// e^(1/x) is too large for doubles well before its pole, and has one all the same.
#[test]
fn overflow_is_no_edge() {
    let answer = picture("exp(1/x)", "", "", None, None);
    let poles: Vec<f64> =
        answer.points.iter().filter(|p| p.kind == Kind::Pole).map(|p| p.x).collect();
    assert_eq!(poles, [0.0]);
    // Nor is the place where it begins something to look at.
    let view = picture("e^(e^x)", "e^x*e^(e^x)", "", None, None).view;
    assert!(view.left <= -2.0 && view.right >= 2.0, "{view:?}");
}

/// While a tangent is dragged there is no time for more points than a screen shows.
#[test]
fn curves_are_lean() {
    for &(name, ..) in GALLERY {
        let answer = shown(name);
        for role in [Role::F, Role::Derivative] {
            let points: usize = paths(&answer, role).iter().map(|path| path.len()).sum();
            assert!(points < 2500, "{name}: {points} points");
        }
    }
}

#[test]
fn words_never_become_markup() {
    let mut answer = shown("square");
    answer.scene.font = "\"><script>".to_owned();
    let drawn = Svg::document(&answer.scene, "f < g & \"h\" </desc><script>");
    assert!(!drawn.contains("<script>"));
    assert!(
        drawn.contains("<desc>f &lt; g &amp; &quot;h&quot; &lt;/desc&gt;&lt;script&gt;</desc>")
    );
}

/// From 1 to 4 the square rises by 15 on 3.
#[test]
fn a_secant_has_the_slope_between_its_ends() {
    let square = ["x^2", "2x", "2"];
    let lines = |answer: &Answer| {
        answer
            .scene
            .marks
            .iter()
            .filter(|mark| matches!(mark, Mark::Text { text, .. } if text == "secant"))
            .count()
    };
    let answer = with_secant(square, Some(1.0), Some(4.0), None);
    assert_eq!(answer.secant, Some([4.0, 16.0, 5.0]));
    assert_eq!(lines(&answer), 1);
    // Between a point and itself there is no line.
    let alone = with_secant(square, Some(1.0), Some(1.0), None);
    assert!(matches!(alone.secant, Some([1.0, 1.0, slope]) if slope.is_nan()));
    assert_eq!(lines(&alone), 0);
    // Nor to a place without a value.
    let [_, value, slope] =
        with_secant(["ln(x)", "1/x", ""], Some(1.0), Some(-1.0), None).secant.unwrap();
    assert!(value.is_nan() && slope.is_nan());
    assert_eq!(with_secant(square, None, Some(4.0), None).secant, None);
}

/// A piece has a slope at its border; the curve has none where the next piece goes on otherwise.
#[test]
fn at_a_corner_no_slope_is_told_and_no_tangent_drawn() {
    let cases = [
        ("{1 - |x| if -1 <= x <= 1, 0 else}", 1.0, None),
        ("{x if x <= 1, 0 else}", 1.0, None),
        ("relu(x)", 0.0, None),
        ("|x|", 0.0, None),
        ("{x^2 if x < 1, 2x - 1 else}", 1.0, Some(2.0)),
        ("sin(x)", 0.0, Some(1.0)),
    ];
    for (text, x, slope) in cases {
        let spec = PlotSpec {
            text: text.to_owned(),
            curves: ["f", "derivative", "tangent"].map(str::to_owned).to_vec(),
            point: Some(x),
            pixel_ratio: 1.0,
            font_size: 13.0,
            ..PlotSpec::default()
        };
        let (_, shown) = view::plot(&spec, 520.0, 340.0).unwrap();
        assert_eq!(shown.slope.filter(|slope| slope.is_finite()), slope, "{text} at {x}");
        let told = shown.description.contains("it has no slope there");
        assert_eq!(told, slope.is_none(), "{text} at {x}: {}", shown.description);
    }
}
