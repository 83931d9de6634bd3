//! Which mistakes can be made at all with what is asked for.

use crate::expr::{Dag, Expr, Function, Op};
use crate::practice::problem::Question;
use crate::rules::{Asked, Computation, Group, Mistake, Slip, mistakes};

/// Whether a mistake is one that can be made with what is asked for.
pub(super) fn concerns(mistake: &Mistake, question: &Question) -> bool {
    use Computation as C;
    let drawn = matches!(
        mistake.slip,
        Slip::Computed(C::TransposedEntry | C::TransposedWeights | C::SumOverIndex)
    );
    // Whoever sees no fraction does not think of the rule for one.
    let has_fraction =
        || question.dag.below(question.base).into_iter().any(|e| question.dag.op(e) == Op::Div);
    match mistake.group {
        Group::Combining if mistake.instead_of == "quotient" && question.order < 2 => {
            has_fraction()
        }
        // Nor is a fraction two paths.
        Group::Learning if matches!(mistake.slip, Slip::Product(_)) && has_fraction() => false,
        Group::Learning => {
            drawn
                || question.asked == Asked::Value
                || of_an_activation(mistake)
                || is_model(question)
        }
        Group::Descent => question.asked == Asked::Update,
        _ => question.asked != Asked::Update || question.base != question.f,
    }
}

/// Whether a slope is asked for in the letters of training: by a weight or a bias beside an input,
/// by a score below an exponential or in a sigmoid.
pub(super) fn is_model(question: &Question) -> bool {
    let Question { dag, by, f, .. } = question;
    let &[by] = by.as_slice() else { return false };
    let Some(own) = dag.as_symbol(by) else { return false };
    let is =
        |name: &str, letters: &[&str]| letters.contains(&name.split('_').next().unwrap_or(name));
    let plain = question.asked == Asked::Derivative && question.order == 1;
    let inputs = || dag.variables(*f).iter().any(|&symbol| is(dag.name(symbol), &["x"]));
    let squashes = |e| matches!(dag.op(e), Op::Call(Function::Exp | Function::Sigmoid));
    let scores = || dag.below(*f).into_iter().any(|e| squashes(e) && dag.contains(e, own));
    let name = dag.name(own);
    plain
        && question.implicit.is_none()
        && (is(name, &["w", "b"]) && inputs() || is(name, &["z"]) && scores())
}

/// Whether it is a mistake with a function that only networks use: it may be made in any problem
/// with that function.
fn of_an_activation(mistake: &Mistake) -> bool {
    matches!(mistake.slip, Slip::Laws(&[("d/dx(sigmoid(u))" | "d/dx(relu(u))", ..), ..]))
}

/// Whether anything the mistake looks for occurs at all.
pub(super) fn may_fit(dag: &Dag, form: Expr, mistake: &Mistake) -> bool {
    use Computation as C;
    let table = mistakes();
    let any = |wanted: &dyn Fn(Op) -> bool| dag.below(form).iter().any(|&e| wanted(dag.op(e)));
    match mistake.slip {
        Slip::Laws(_) => {
            let Some(row) = table.place(mistake.id) else { return false };
            let ops: Vec<Op> = table.laws[row]
                .iter()
                .filter_map(|&(before, _)| table.dag.child(before))
                .map(|pattern| table.dag.op(pattern))
                .collect();
            any(&|op| {
                ops.iter().any(|&wanted| {
                    wanted == op || matches!((wanted, op), (Op::Symbol(_), Op::Symbol(_)))
                })
            })
        }
        Slip::Chain(_) => any(&|op| matches!(op, Op::Pow | Op::Call(_))),
        Slip::Product(_) => any(&|op| op == Op::Mul),
        Slip::Computed(computation) => match computation {
            C::KeepConstants
            | C::ConstantsAreOne
            | C::LoseMinus
            | C::KeepFrozenTerm
            | C::BiasTimesInput => any(&|op| op == Op::Add),
            C::DropFactor
            | C::ZeroFactor
            | C::DropFrozenFactor
            | C::SkipLink
            | C::InputForWeight => any(&|op| matches!(op, Op::Mul | Op::Neg | Op::Div)),
            _ => true,
        },
        Slip::Formula(_) | Slip::Idea => false,
    }
}
