//! Steps are checked: both sides of each are one value, the names in force put back.

use chainrule::calculus::{Differentiator, Equivalence, equivalent};
use chainrule::expr::{Dag, Expr, Op};
use chainrule::print;
use chainrule::rewrite::Light;
use chainrule::steps::Step;

/// Both sides of every step agree, the names in force put back.
pub fn check_steps(
    dag: &mut Dag,
    steps: &[Step],
    lets: &mut Vec<(String, Expr)>,
    input: &str,
) -> usize {
    let mut checked = 0;
    for step in steps {
        assert!(step.explanation.ends_with('.'), "{input}: {}", step.explanation);
        let known = lets.len();
        lets.extend(step.lets.iter().cloned());
        let before = put_back(dag, step.before, lets);
        let sides = [Some(step.after), step.pending];
        for after in sides.into_iter().flatten() {
            let side = put_back(dag, after, lets);
            let answer = equivalent(dag, before, side).unwrap();
            assert!(
                matches!(
                    answer,
                    Equivalence::Proved | Equivalence::Sampled | Equivalence::Undecided
                ),
                "{input}: {} is not {} ({answer:?})",
                print::text(dag, step.before),
                print::text(dag, after),
            );
        }
        checked += 1 + check_steps(dag, &step.steps, lets, input);
        lets.truncate(known);
    }
    checked
}

/// Derivatives taken by a machine of their own, then every name replaced by what it stands for.
fn put_back(dag: &mut Dag, e: Expr, lets: &[(String, Expr)]) -> Expr {
    let taken = Differentiator::new(Light::Yes).take_all(dag, e);
    assert!(dag.below(taken).iter().all(|e| dag.op(*e) != Op::Derivative));
    lets.iter().fold(taken, |e, (name, is)| {
        let letter = dag.symbol(name);
        dag.substitute(e, letter, *is)
    })
}
