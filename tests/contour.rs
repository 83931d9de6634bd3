//! Surfaces from above: lines run where the function has the height, and nowhere else.

#[path = "support/pictures.rs"]
mod pictures;

use chainrule::chart::{Layers, Mark, Role, Scene, Spot, Trail, View};
use chainrule::view::{ContourSpec, ContourView, contour};

const ALL: Layers =
    Layers { heat: true, lines: true, gradient: true, axes: true, field: false, curve: false };
const LINES: Layers = Layers { heat: false, gradient: false, axes: false, field: false, ..ALL };

fn spec(text: &str, at: [f64; 2]) -> ContourSpec {
    let point = [("x", at[0]), ("y", at[1])].map(|(name, value)| (name.to_owned(), value));
    ContourSpec {
        text: Some(text.to_owned()),
        at: point.into_iter().collect(),
        equal: true,
        layers: ALL,
        font_size: 13.0,
        font_family: "STIX Two Text, serif".to_owned(),
        ..ContourSpec::default()
    }
}

fn drawn(spec: &ContourSpec) -> (Scene, ContourView) {
    contour(spec, 520.0, 390.0).unwrap()
}

/// A place on the page, back in coordinates of the plane.
fn back(shown: &ContourView, &[px, py]: &[f64; 2]) -> [f64; 2] {
    let (view, frame) = (shown.view, shown.frame);
    [
        view.left + (px - frame.left) / frame.width * (view.right - view.left),
        view.top - (py - frame.top) / frame.height * (view.top - view.bottom),
    ]
}

/// The lines of equal height, back in coordinates of the plane.
fn lines((scene, shown): &(Scene, ContourView)) -> Vec<Vec<[f64; 2]>> {
    let paths = scene.marks.iter().filter_map(|mark| match mark {
        Mark::Path { points, role: Role::F, .. } => {
            Some(points.iter().map(|at| back(shown, at)).collect())
        }
        _ => None,
    });
    paths.collect()
}

/// Where the lines' numbers stand, in coordinates of the plane; only of a picture without axes.
fn numbers((scene, shown): &(Scene, ContourView)) -> Vec<[f64; 2]> {
    let texts = scene.marks.iter().filter_map(|mark| match mark {
        Mark::Text { at, .. } => Some(back(shown, at)),
        _ => None,
    });
    texts.collect()
}

/// Functions whose lines are followed: text, the same in Rust, the point.
#[allow(clippy::type_complexity)]
const SURFACES: &[(&str, &str, fn(f64, f64) -> f64, [f64; 2])] = &[
    ("contour-bowl", "x^2+3y^2", |x, y| x * x + 3.0 * y * y, [1.0, 1.0]),
    (
        "contour-banana",
        "(1-x)^2+100(y-x^2)^2",
        |x, y| (1.0 - x).powi(2) + 100.0 * (y - x * x).powi(2),
        [-1.0, 1.0],
    ),
    ("contour-saddle", "x*y", |x, y| x * y, [1.0, 2.0]),
    ("contour-waves", "sin(x)*cos(y)", |x, y| x.sin() * y.cos(), [1.0, 1.0]),
    ("contour-poles", "1/(x*y)", |x, y| 1.0 / (x * y), [1.0, 1.0]),
    ("contour-dome", "sqrt(4-x^2-y^2)", |x, y| (4.0 - x * x - y * y).sqrt(), [1.0, 1.0]),
    ("contour-stairs", "floor(x)+y", |x, y| x.floor() + y, [1.5, 1.0]),
    ("contour-ridges", "tan(x+y)", |x, y| (x + y).tan(), [0.2, 0.1]),
];

#[test]
fn lines_run_where_the_function_has_the_height() {
    for &(name, text, f, at) in SURFACES {
        let picture = drawn(&ContourSpec { layers: LINES, ..spec(text, at) });
        let levels = &picture.1.levels;
        assert!(levels.len() >= 4, "{name}: {levels:?}");
        let pixel = (picture.1.view.right - picture.1.view.left) / picture.1.frame.width;
        let mut count = 0;
        for [x, y] in lines(&picture).into_iter().flatten() {
            // Within a quarter of a pixel of here the function lies on both sides of some level.
            let near = [-0.25, 0.0, 0.25]
                .map(|dx| [-0.25, 0.0, 0.25].map(|dy| f(x + dx * pixel, y + dy * pixel)));
            let heights: Vec<f64> = near.into_iter().flatten().filter(|h| h.is_finite()).collect();
            let low = heights.iter().copied().fold(f64::INFINITY, f64::min);
            let high = heights.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            assert!(
                levels.iter().any(|&l| low <= l && l <= high),
                "{name}: no level at ({x}, {y}), {low} to {high}"
            );
            count += 1;
        }
        assert!(count > 20, "{name} has {count} points");
    }
    // A surface that falls without end and hardly rises has hardly a line above 0.
    let view = Some(View { left: -1.2, right: 1.2, bottom: -1.0, top: 1.0 });
    let levels = drawn(&ContourSpec { view, ..spec("ln(x*y)", [0.5, 0.5]) }).1.levels;
    let above = levels.iter().filter(|&&level| level > 0.0).count();
    assert!(levels.len() >= 5 && above <= 2, "{levels:?}");
}

#[test]
fn no_line_runs_along_a_pole_or_a_jump() {
    let gap = |text: &str, distance: fn(f64, f64) -> f64, at| {
        let picture = drawn(&ContourSpec { layers: LINES, ..spec(text, at) });
        let pixel = (picture.1.view.right - picture.1.view.left) / picture.1.frame.width;
        // A stretch of a line that is longer than some pixels and stays on the break.
        for line in lines(&picture) {
            for pair in line.windows(2) {
                let length = (pair[1][0] - pair[0][0]).hypot(pair[1][1] - pair[0][1]);
                let on = pair.iter().all(|&[x, y]| distance(x, y).abs() < 0.3 * pixel);
                assert!(!on || length < 6.0 * pixel, "{text}: {pair:?}");
            }
        }
    };
    gap("1/x+y/100", |x, _| x, [1.0, 1.0]);
    gap("tan(x+y)", |x, y| (x + y).cos(), [0.2, 0.1]);
    gap("floor(x)+y/50", |x, _| x - x.round(), [1.5, 1.0]);
    gap("1/(x-y)", |x, y| x - y, [1.0, 2.0]);
}

/// A line ends at the edge of the picture or where another takes it up, beside a pole too.
#[test]
fn lines_beside_a_pole_are_whole() {
    for (text, at) in [("tan(x+y)", [0.2, 0.1]), ("1/(x-y)", [1.0, 2.0]), ("1/(x+y)^2", [1.0, 2.0])]
    {
        let picture = drawn(&ContourSpec { layers: LINES, ..spec(text, at) });
        let (lines, view) = (lines(&picture), &picture.1.view);
        let pixel = (view.right - view.left) / picture.1.frame.width;
        let ends: Vec<[f64; 2]> =
            lines.iter().flat_map(|line| [line[0], line[line.len() - 1]]).collect();
        assert!(ends.len() > 20, "{text}: {}", ends.len());
        for (i, &[x, y]) in ends.iter().enumerate() {
            let inside = [x - view.left, view.right - x, y - view.bottom, view.top - y]
                .iter()
                .all(|&way| way > pixel);
            let met =
                |&(j, end): &(usize, &[f64; 2])| i != j && (end[0] - x).hypot(end[1] - y) < pixel;
            let open =
                |at: &[f64; 2]| (at[0] - x).abs() < 20.0 * pixel && (at[1] - y).abs() < 8.0 * pixel;
            let taken_up =
                ends.iter().enumerate().any(|it| met(&it)) || numbers(&picture).iter().any(open);
            assert!(!inside || taken_up, "{text}: ({x}, {y})");
        }
    }
}

/// Lines tell their heights, straight and steep ones too.
#[test]
fn lines_have_their_numbers() {
    for text in ["1/(x-y)", "x/y", "tan(x+y)", "x-y", "2x", "x*y", "x^2+3y^2", "ln(x*y)"] {
        let picture = drawn(&ContourSpec { layers: LINES, ..spec(text, [1.2, 0.7]) });
        let found = numbers(&picture).len();
        assert!(found > 3, "{text}: {found} of {:?}", picture.1.levels);
    }
}

/// A few heights far from all others, beside ln 0, leave the rest its even steps; a pole does not.
#[test]
fn lines_are_evenly_apart_where_heights_are() {
    let steps = |text: &str| {
        let levels = drawn(&spec(text, [1.2, 0.7])).1.levels;
        levels.windows(2).map(|pair| pair[1] - pair[0]).collect::<Vec<_>>()
    };
    for text in ["ln(x*y)", "x^2+3y^2", "ln(x^2+y^2)"] {
        let steps = steps(text);
        assert!(steps.iter().all(|step| (step / steps[0] - 1.0).abs() < 1e-9), "{text}: {steps:?}");
    }
    let beside_a_pole = steps("1/(x-y)");
    assert!(beside_a_pole[0] > 5.0 * beside_a_pole[beside_a_pole.len() / 2]);
}

#[test]
fn the_gradient_stands_on_the_line() {
    let (scene, shown) = drawn(&spec("x^2+3y^2", [1.0, 1.0]));
    assert_eq!(shown.value, Some(4.0));
    assert_eq!(shown.gradient, Some([2.0, 6.0]));
    let per_pixel = [
        (shown.view.right - shown.view.left) / shown.frame.width,
        (shown.view.top - shown.view.bottom) / shown.frame.height,
    ];
    assert!((per_pixel[0] / per_pixel[1] - 1.0).abs() < 1e-9, "{per_pixel:?}");
    let shaft = scene.marks.iter().find_map(|mark| match mark {
        Mark::Path { points, role: Role::Derivative, .. } => Some(points.clone()),
        _ => None,
    });
    let shaft = shaft.unwrap();
    let (dx, dy) = (shaft[1][0] - shaft[0][0], shaft[1][1] - shaft[0][1]);
    assert!(dx > 0.0 && (-dy / dx - 3.0).abs() < 1e-9, "{shaft:?}");
}

#[test]
fn words_tell_what_is_seen() {
    #[rustfmt::skip]
    let told = [
        ("x^2+3y^2", [1.0, 1.0], "runs from 0 at (0, 0) to"),
        ("x^2+3y^2", [1.0, 1.0], "At x = 1, y = 1 its value is 4 and its gradient (2, 6): it rises fastest in that direction, with slope 6.325."),
        ("(1-x)^2+100(y-x^2)^2", [1.0, 1.0], "its value is 0 and its gradient (0, 0): it is level there."),
        ("sqrt(4-x^2-y^2)", [1.0, 1.0], "A part of it has no value."),
        ("sqrt(-1-x^2-y^2)", [1.0, 1.0], "The function has no value anywhere in this picture."),
        ("7", [1.0, 1.0], "The surface is level, at 7."),
        ("1/(x*y)", [1.0, 1.0], "runs from −∞ near (0, 0)"),
        ("ln(x^2+y^2)", [0.7, 0.4], "runs from −∞ near (0, 0) to"),
        ("sqrt(x^2+y^2)", [0.7, 0.4], "runs from 0 at (0, 0) to"),
        ("(x^2+y^2)^0.1", [0.7, 0.4], "runs from 0 at (0, 0) to"),
        ("arctan(y/x)", [0.7, 0.4], "runs from −1.571 near (0, "),
        ("atan2(y, x)", [1.0, 1.0], "runs from −3.142 near (−1.468, 0) to 3.142 at (−1.468, 0)."),
        ("(x-1/3)^2+(y-1/7)^2", [1.0, 1.0], "runs from 0 at (0.3333, 0.1429) to"),
        ("ln(x)+y", [-1.0, 1.0], "At x = −1, y = 1 it has no value."),
    ];
    for (text, at, words) in told {
        let (_, shown) = drawn(&spec(text, at));
        assert!(shown.description.contains(words), "{text}: {}", shown.description);
    }
}

#[test]
fn a_pole_is_told_in_every_size() {
    for width in (300..1300).step_by(50).map(f64::from) {
        for text in
            ["ln(x*y)", "x*ln(y)", "ln(abs(x*y))", "ln(x+y-1/3)", "ln(x)*ln(y)", "ln(x^2+y^2-1)"]
        {
            let (_, shown) = contour(&spec(text, [0.5, 0.5]), width, 0.6 * width).unwrap();
            let told = "In this picture the function runs from −∞ near";
            assert!(shown.description.starts_with(told), "{text}, {width}: {}", shown.description);
        }
    }
}

#[test]
fn numbers_on_a_grid_are_a_surface_too() {
    let values: Vec<f64> = (0..9)
        .flat_map(|j| (0..11).map(move |i| f64::from(i) - 5.0 + 0.0 * f64::from(j)))
        .collect();
    let view = View { left: -5.0, right: 5.0, bottom: -4.0, top: 4.0 };
    let grid = ContourSpec {
        grid: Some((11, values)),
        view: Some(view),
        levels: Some(vec![0.0, 2.5]),
        middle: Some(0.0),
        layers: LINES,
        equal: false,
        ..ContourSpec::default()
    };
    let picture = drawn(&grid);
    for [x, _] in lines(&picture).into_iter().flatten() {
        assert!(x.abs() < 1e-9 || (x - 2.5).abs() < 1e-9, "{x}");
    }
    assert!(lines(&picture).len() >= 2);
    assert!(contour(&ContourSpec { view: None, ..grid }, 520.0, 390.0).is_err());
}

#[test]
fn what_lies_on_it_stays_inside() {
    let inf = f64::INFINITY;
    let points = vec![
        [0.0, 0.0],
        [1e3, 1.0],
        [0.5, 0.5],
        [-1e300, 1e300],
        [0.1, 0.2],
        [inf, 0.0],
        [0.3, 0.3],
    ];
    let trail = Trail {
        points,
        role: Role::Own([200, 0, 0]),
        width: 2.0,
        dash: chainrule::chart::Dash::Solid,
        dotted: true,
    };
    let dot = Spot { at: [9e9, 0.0], role: Role::Ink, radius: 4.0, hollow: false };
    for layers in [ALL, Layers::default()] {
        let (scene, shown) = drawn(&ContourSpec {
            paths: vec![trail.clone()],
            dots: vec![dot.clone()],
            layers,
            ..spec("x^2+y^2", [1.0, 1.0])
        });
        let frame = shown.frame;
        for mark in &scene.marks {
            match mark {
                Mark::Path { points, role: Role::Own(_), .. } => {
                    for [x, y] in points {
                        assert!((frame.left..=frame.left + frame.width).contains(x), "{x}");
                        assert!((frame.top..=frame.top + frame.height).contains(y), "{y}");
                    }
                }
                Mark::Patch { .. } => assert_ne!(layers, Layers::default()),
                Mark::Dot { role: Role::Ink, .. } => assert_eq!(layers, ALL),
                _ => {}
            }
        }
    }
}

#[test]
fn any_view_is_survived() {
    let (inf, nan) = (f64::INFINITY, f64::NAN);
    for text in
        ["1/(x*y)", "e^(e^(x*y))", "ln(x*y)", "floor(x)*y", "x^y", "sqrt(-1-x^2)", "1e300*x*y"]
    {
        for [left, right, bottom, top] in [
            [-1e308, 1e308, -1.0, 1.0],
            [-inf, inf, 0.0, 1.0],
            [nan, 1.0, 0.0, 1.0],
            [3.0, 3.0, 0.0, 1.0],
            [0.0, 1e-300, 0.0, 1e300],
            [1e15, 1e15 + 8.0, -1.0, 1.0],
        ] {
            let view = Some(View { left, right, bottom, top });
            for equal in [false, true] {
                let (scene, shown) = drawn(&ContourSpec { view, equal, ..spec(text, [1.0, 1.0]) });
                let view = shown.view;
                assert!(view.left < view.right && view.bottom < view.top, "{view:?}");
                for mark in &scene.marks {
                    if let Mark::Path { points, .. } = mark {
                        assert!(
                            points.iter().flatten().all(|x| x.is_finite() && x.abs() < 1e7),
                            "{text}"
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn pictures_stay_as_they_are() {
    // Without the heat, whose thousands of cells say nothing that the lines do not.
    let layers = Layers { heat: false, ..ALL };
    let scene = |text, at| drawn(&ContourSpec { layers, ..spec(text, at) }).0;
    pictures::unchanged(SURFACES.iter().map(|&(name, text, _, at)| (name, scene(text, at))));
}

/// An equation is drawn as its curve, and the tangent touches where the point lies on it.
#[test]
fn an_equation_is_its_curve() {
    type Rule = fn(f64, f64) -> f64;
    #[rustfmt::skip]
    let rows: [(&str, [f64; 2], Rule, &str); 8] = [
        ("x^2 + y^2 = 25", [3.0, 4.0], |x, y| x * x + y * y - 25.0, "At x = 3, y = 4 its tangent has the slope −0.75."),
        ("x^2 + y^2 = 25", [5.0, 0.0], |x, y| x * x + y * y - 25.0, "At x = 5, y = 0 its tangent is upright."),
        ("x^2 + y^2 = 25", [1.0, 1.0], |x, y| x * x + y * y - 25.0, "The point x = 1, y = 1 does not lie on it."),
        ("xy = 6",         [2.0, 3.0], |x, y| x * y - 6.0,          "its tangent has the slope −1.5."),
        ("x^2 = y^2",      [0.0, 0.0], |x, y| x * x - y * y,        "At x = 0, y = 0 it has no tangent."),
        ("sin(x) = y",     [0.0, 0.0], |x, y| x.sin() - y,          "its tangent has the slope 1."),
        ("x^2 + y^2 = 1600", [0.0, 40.0], |x, y| x * x + y * y - 1600.0, "its tangent has the slope 0."),
        ("x^2 + y^2 = -1", [0.0, 0.0], |_, _| 0.0,                  "No point of this picture satisfies the equation. The point x = 0, y = 0 does not lie on it."),
    ];
    for (text, at, rule, told) in rows {
        let picture = drawn(&spec(text, at));
        let shown = &picture.1;
        assert!(shown.curve, "{text}");
        assert!(shown.description.contains(told), "{text}: {}", shown.description);
        let view = shown.view;
        let width = view.right - view.left;
        assert!(view.left <= at[0] && at[0] <= view.right, "{text}: {view:?}");
        let places: Vec<[f64; 2]> = lines(&picture).concat();
        assert_eq!(places.is_empty(), told.starts_with("No point"), "{text}");
        for [x, y] in places {
            // How far from the curve, by the steepest the rule is near it.
            let near = 1e-3 * width;
            let slopes =
                [rule(x + near, y), rule(x - near, y), rule(x, y + near), rule(x, y - near)];
            let change = slopes.iter().map(|other| (other - rule(x, y)).abs()).fold(0.0, f64::max);
            assert!(rule(x, y).abs() <= 2.0 * change + 1e-9, "{text}: ({x}, {y})");
        }
    }
    let hidden =
        ContourSpec { layers: Layers { gradient: false, ..ALL }, ..spec("xy = 6", [2.0, 3.0]) };
    assert!(!drawn(&hidden).1.description.contains("slope"));
    let inequality = contour(&spec("x^2 + y^2 < 25", [0.0, 0.0]), 520.0, 390.0);
    assert_eq!(inequality.unwrap_err().code, "inequality");
}
