//! Drawings of graphs: nothing covers anything, links lead onward, trees have no crossings.

use chainrule::backprop::{Grain, Names, trace};
use chainrule::chart::{Arrangement, Link, arrange};
use chainrule::expr::Dag;
use chainrule::real::Random;
use chainrule::syntax;

const BOX: [f64; 2] = [90.0, 60.0];
const LABEL: [f64; 2] = [50.0, 30.0];

fn links(ends: &[(usize, usize)]) -> Vec<Link> {
    ends.iter().map(|&(from, to)| Link { from, to, label: LABEL }).collect()
}

/// Middles and sizes of everything that takes room.
fn things(drawn: &Arrangement) -> Vec<([f64; 2], [f64; 2])> {
    let boxes = drawn.boxes.iter().map(|&at| (at, BOX));
    boxes.chain(drawn.links.iter().map(|link| (link.label, LABEL))).collect()
}

/// Nothing covers anything, and all of it is on the sheet.
fn assert_apart(drawn: &Arrangement) {
    let things = things(drawn);
    for (i, (a, a_size)) in things.iter().enumerate() {
        for axis in [0, 1] {
            let whole = [drawn.width, drawn.height][axis];
            assert!(
                a[axis] - 0.5 * a_size[axis] >= -1e-9
                    && a[axis] + 0.5 * a_size[axis] <= whole + 1e-9
            );
        }
        for (b, b_size) in &things[i + 1..] {
            let apart = |axis: usize| {
                (a[axis] - b[axis]).abs() >= 0.5 * (a_size[axis] + b_size[axis]) - 1e-6
            };
            assert!(apart(0) || apart(1), "{a:?} and {b:?} cover each other");
        }
    }
}

fn assert_readable(drawn: &Arrangement, links: &[Link], down: bool) {
    assert_apart(drawn);
    let along = usize::from(down);
    for (link, curve) in links.iter().zip(&drawn.links) {
        assert!(drawn.boxes[link.from][along] < curve.label[along]);
        assert!(curve.label[along] < drawn.boxes[link.to][along]);
        assert_eq!(curve.points.len() % 3, 1);
        assert!(
            curve.points.windows(2).all(|pair| pair[0][along] <= pair[1][along] + 1e-9),
            "a link turns back"
        );
        assert!(curve.points.iter().flatten().all(|at| at.is_finite()));
    }
}

/// Places along a curve, sixteen to each of its pieces.
fn along(points: &[[f64; 2]]) -> Vec<[f64; 2]> {
    let mut found = Vec::new();
    for piece in points.windows(4).step_by(3) {
        for i in 0..=16 {
            let t = f64::from(i) / 16.0;
            let weights = [
                (1.0 - t).powi(3),
                3.0 * t * (1.0 - t).powi(2),
                3.0 * t * t * (1.0 - t),
                t.powi(3),
            ];
            let at = |axis: usize| {
                piece.iter().zip(weights).map(|(point, weight)| weight * point[axis]).sum()
            };
            found.push([at(0), at(1)]);
        }
    }
    found
}

/// No link runs through a box that it does not belong to.
fn assert_clear(drawn: &Arrangement, links: &[Link]) {
    for (link, curve) in links.iter().zip(&drawn.links) {
        for point in along(&curve.points) {
            for (at, middle) in
                drawn.boxes.iter().enumerate().filter(|(at, _)| ![link.from, link.to].contains(at))
            {
                let inside =
                    (0..2).all(|axis| (point[axis] - middle[axis]).abs() < 0.5 * BOX[axis]);
                assert!(!inside, "the link {link:?} runs through box {at}");
            }
        }
    }
}

#[test]
fn generated_graphs_are_readable() {
    let mut random = Random::new(4);
    for round in 0..120 {
        let count = 2 + (random.bits() % 60) as usize;
        let mut ends = Vec::new();
        for to in 1..count {
            for _ in 0..random.bits() % 4 {
                // Most things are used soon, some much later, some twice by the same.
                let back = 1 + (random.unit() * random.unit() * to as f64) as usize;
                ends.push((to.saturating_sub(back), to));
            }
        }
        let links = links(&ends);
        for down in [false, true] {
            let drawn = arrange(&vec![BOX; count], &links, down, f64::INFINITY);
            assert_readable(&drawn, &links, down);
            assert_clear(&drawn, &links);
            assert_eq!(
                drawn,
                arrange(&vec![BOX; count], &links, down, f64::INFINITY),
                "round {round}"
            );
        }
    }
}

/// How often the straight lines between neighbouring points of different curves cross.
fn crossings(drawn: &Arrangement) -> usize {
    let lines: Vec<(usize, [f64; 2], [f64; 2])> = drawn
        .links
        .iter()
        .enumerate()
        .flat_map(|(i, curve)| {
            let corners: Vec<[f64; 2]> = curve.points.iter().copied().step_by(3).collect();
            corners.windows(2).map(|pair| (i, pair[0], pair[1])).collect::<Vec<_>>()
        })
        .collect();
    let side = |a: [f64; 2], b: [f64; 2], p: [f64; 2]| {
        (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])
    };
    let mut count = 0;
    for (i, (of, a, b)) in lines.iter().enumerate() {
        for (other, c, d) in &lines[i + 1..] {
            let cross = side(*a, *b, *c) * side(*a, *b, *d) < -1e-6
                && side(*c, *d, *a) * side(*c, *d, *b) < -1e-6;
            count += usize::from(of != other && cross);
        }
    }
    count
}

fn drawn(text: &str) -> (Arrangement, Vec<Link>) {
    let mut dag = Dag::new();
    let f = syntax::parse(&mut dag, text).unwrap().expr;
    let at: Vec<_> = dag.variables(f).into_iter().map(|symbol| (symbol, 0.5)).collect();
    let trace = trace(&mut dag, f, &at, &Names::default(), Grain::Operations).unwrap();
    let ends: Vec<_> = trace.edges.iter().map(|edge| (edge.from, edge.to)).collect();
    let links = links(&ends);
    (arrange(&vec![BOX; trace.nodes.len()], &links, false, f64::INFINITY), links)
}

#[test]
fn links_do_not_cross_where_they_need_not() {
    for text in [
        "(2x+3)^2",
        "((w x + b) - y)^2",
        "(w_2 tanh(w_1 x + b_1) + b_2 - y)^2",
        "a b + c d + p q + r s",
        "sin(a b/(c + d)) e^(p q - r) + s^2",
        "x sin(x)",
        "(x + 1)/(x^2 + 1)",
        "sigmoid(w_5 sigmoid(w_4 sigmoid(w_3 sigmoid(w_2 sigmoid(w_1 x)))))",
    ] {
        let (drawn, links) = drawn(text);
        assert_readable(&drawn, &links, false);
        assert_clear(&drawn, &links);
        assert_eq!(crossings(&drawn), 0, "{text}");
    }
}

#[test]
fn a_chain_is_a_straight_line() {
    let (drawn, _) = drawn("sin(cos(ln(x^2 + 1)))");
    assert!(drawn.boxes.iter().all(|at| (at[1] - drawn.boxes[0][1]).abs() < 1e-6));
}

#[test]
fn nothing_and_nonsense_do_no_harm() {
    let nothing = arrange(&[], &[], false, f64::INFINITY);
    assert!(nothing.boxes.is_empty() && nothing.width.is_finite());
    let odd = arrange(
        &[[f64::NAN, -3.0], [f64::INFINITY, 2.0]],
        &links(&[(0, 1), (1, 0), (5, 9)]),
        true,
        f64::INFINITY,
    );
    assert!(odd.boxes.iter().flatten().all(|at| at.is_finite()));
    assert_eq!(odd.links.len(), 1);
}

#[test]
fn a_long_chain_goes_on_in_further_lines() {
    let links = links(&(1..60).map(|to| (to - 1, to)).collect::<Vec<_>>());
    let boxes = vec![BOX; 60];
    let drawn = arrange(&boxes, &links, false, 1150.0);
    assert!(drawn.width <= 1150.0 && drawn.height < 1100.0, "{} × {}", drawn.width, drawn.height);
    assert_apart(&drawn);
    assert_clear(&drawn, &links);
    // Read as a text is: to the right, or further down and back at the left.
    let ends = drawn.boxes.windows(2).filter(|pair| pair[1][0] <= pair[0][0]).inspect(|pair| {
        assert!(pair[1][1] > pair[0][1] + BOX[1] && pair[1][0] < 120.0, "{pair:?}");
    });
    assert!((7..12).contains(&ends.count()));
    let whole = arrange(&boxes, &links, false, f64::INFINITY);
    assert!(whole.width > 9000.0 && whole.height < 80.0);
    assert_eq!(arrange(&boxes, &links, false, f64::NAN), whole);
    // Where not even one thing has room, one line is as good as any.
    assert_eq!(arrange(&boxes, &links, false, 100.0), whole);
}

#[test]
fn what_is_broken_into_lines_is_readable() {
    let mut random = Random::new(11);
    let mut broken = 0;
    for _ in 0..120 {
        let count = 8 + (random.bits() % 50) as usize;
        // Few things are used late, so that there are places where a line can end.
        let late = |random: &mut Random| 1 + (3.0 * random.unit() * random.unit()) as usize;
        let ends: Vec<(usize, usize)> = (1..count)
            .flat_map(|to| {
                (0..1 + random.bits() % 2).map(|_| (to, late(&mut random))).collect::<Vec<_>>()
            })
            .map(|(to, back)| (to.saturating_sub(back), to))
            .collect();
        let links = links(&ends);
        let drawn = arrange(&vec![BOX; count], &links, false, 1000.0);
        let whole = arrange(&vec![BOX; count], &links, false, f64::INFINITY);
        assert!(drawn.width <= 1000.0 || drawn == whole);
        broken += usize::from(drawn != whole);
        assert_apart(&drawn);
        assert_clear(&drawn, &links);
        for (link, curve) in links.iter().zip(&drawn.links) {
            assert_eq!(curve.points.len() % 3, 1);
            let last = curve.points[curve.points.len() - 1];
            assert!((last[0] - drawn.boxes[link.to][0] + 0.5 * BOX[0]).abs() < 1e-9);
            assert!(along(&curve.points).iter().all(|&[x, y]| {
                (0.0..=drawn.width).contains(&x) && (0.0..=drawn.height).contains(&y)
            }));
        }
    }
    assert!(broken > 60, "{broken}");
}
