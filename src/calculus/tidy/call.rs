//! A function of something becomes its exact value, or the shorter form that a law of it allows.

use super::Tidier;
use crate::calculus::sign::decided;
use crate::calculus::term::{Term, write_exponent};
use crate::expr::{Constant, Dag, Expr, Function, Op};

impl Tidier {
    pub(super) fn tidy_call(
        &mut self,
        dag: &mut Dag,
        function: Function,
        children: &[Expr],
        before: Expr,
    ) -> (Expr, &'static str) {
        use Function::*;
        if let Max | Min | Relu = function
            && let Some(decided) = decided(dag, self, before)
        {
            return (decided, "decided");
        }
        let [u] = *children else { return (before, "arrange") };
        let term = self.terms.read(dag, u);
        if let Some(value) = exact_value(function, &term) {
            return (dag.integer(value), "exact-value");
        }
        let negative = term.coefficient.is_negative() && dag.op(u) != Op::Add;
        if let Some(inner) = dag.child(u)
            && inverse(function).is_some_and(|inverse| dag.as_call(u) == Some(inverse))
        {
            return (inner, "inverse-functions");
        }
        if let Some(Arcsin | Arccos | Arctan | Arsinh | Arcosh | Artanh) = dag.as_call(u)
            && let Some(written) = of_inverse(dag, function, u)
        {
            return (self.tidy(dag, written), "inverse-functions");
        }
        match function {
            // ln(e^v) = v
            Ln => match term.factors.as_slice() {
                [(base, exponent)]
                    if term.coefficient.is_one() && dag.op(*base) == Op::Constant(Constant::E) =>
                {
                    (write_exponent(dag, *exponent), "inverse-functions")
                }
                _ => (before, "arrange"),
            },
            // |(|v|)| is |v|.
            Abs if dag.as_call(u) == Some(Abs) => (u, "absolute-value"),
            Abs if term.as_number().is_some() => {
                let value = Term { coefficient: term.coefficient.abs(), ..(*term).clone() };
                (self.terms.write(dag, value), "absolute-value")
            }
            // |2x| is 2|x|, |x²y| is x²|y|.
            Abs if !negative
                && dag.op(u) != Op::Add
                && let Some(opened) = self.opened_bars(dag, &term) =>
            {
                (self.finish(dag, opened), "absolute-value")
            }
            Abs | Cos | Sec | Cosh | Sech if negative => {
                (self.of_opposite(dag, function, &term), "even-function")
            }
            Sin | Tan | Csc | Cot | Sinh | Tanh | Csch | Coth | Arcsin | Arctan | Arsinh
            | Artanh | Erf | Sign
                if negative =>
            {
                let call = self.of_opposite(dag, function, &term);
                (dag.neg(call), "odd-function")
            }
            _ => (before, "arrange"),
        }
    }

    /// The function of the argument with the other sign.
    fn of_opposite(&mut self, dag: &mut Dag, function: Function, argument: &Term) -> Expr {
        let opposite = self.terms.write(dag, argument.opposite());
        let call = dag.call(function, &[opposite]);
        self.tidy(dag, call)
    }
}

/// The function that this one undoes: sin(arcsin u) is u.
fn inverse(function: Function) -> Option<Function> {
    use Function::*;
    Some(match function {
        Sin => Arcsin,
        Cos => Arccos,
        Tan => Arctan,
        Sinh => Arsinh,
        Cosh => Arcosh,
        Tanh => Artanh,
        _ => return None,
    })
}

/// cos(arcsin u) as √(1 − u²), tan(arcsin u) as u/√(1 − u²): the right triangle, and the hyperbola.
fn of_inverse(dag: &mut Dag, function: Function, arc: Expr) -> Option<Expr> {
    use Function::*;
    let (inverse, u) = (dag.as_call(arc)?, dag.child(arc)?);
    // Circular functions of circular arcs, hyperbolic ones of hyperbolic.
    let circular = matches!(inverse, Arcsin | Arccos | Arctan);
    if circular != matches!(function, Sin | Cos | Tan | Cot | Sec | Csc) {
        return None;
    }
    let (one, two) = (dag.integer(1), dag.integer(2));
    let square = dag.pow(u, two);
    let inside = match inverse {
        Arcsin | Arccos | Artanh => dag.sub(one, square),
        Arctan | Arsinh => dag.add(&[square, one]),
        _ => dag.sub(square, one),
    };
    let root = dag.call(Sqrt, &[inside]);
    // The sine and the cosine, circular or hyperbolic, over what both stand over.
    let (sine, cosine, below) = match inverse {
        Arcsin | Arsinh => (u, root, None),
        Arccos | Arcosh => (root, u, None),
        _ => (u, one, Some(root)),
    };
    let over = |dag: &mut Dag, above: Expr, below: Option<Expr>| match below {
        Some(below) => dag.div(above, below),
        None => above,
    };
    Some(match function {
        Sin | Sinh => over(dag, sine, below),
        Cos | Cosh => over(dag, cosine, below),
        Tan | Tanh => dag.div(sine, cosine),
        Cot | Coth => dag.div(cosine, sine),
        Sec | Sech => dag.div(below.unwrap_or(one), cosine),
        Csc | Csch => dag.div(below.unwrap_or(one), sine),
        _ => return None,
    })
}

/// Values everybody knows: at 0 and at 1.
fn exact_value(function: Function, argument: &Term) -> Option<i64> {
    use Function::*;
    let value = argument.as_number()?;
    match function {
        Ln | Arccos | Arcosh | Arsech if value.is_one() => Some(0),
        Cos | Cosh | Sec | Sech if value.is_zero() => Some(1),
        Sin | Tan | Sinh | Tanh | Arcsin | Arctan | Arsinh | Artanh | Erf | Sign | Floor | Ceil
        | Step | Relu
            if value.is_zero() =>
        {
            Some(0)
        }
        Sign | Step if !value.is_zero() => Some(if value.is_positive() {
            1
        } else if function == Sign {
            -1
        } else {
            0
        }),
        _ => None,
    }
}
