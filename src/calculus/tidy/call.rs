//! A function of something becomes its exact value, or the shorter form that a law of it allows.

use super::Tidier;
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
        let [u] = *children else { return (before, "arrange") };
        let term = self.terms.read(dag, u);
        if let Some(value) = exact_value(function, &term) {
            return (dag.integer(value), "exact-value");
        }
        let negative = term.coefficient.is_negative() && dag.op(u) != Op::Add;
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
            Abs | Cos | Sec | Cosh | Sech if negative => {
                let opposite = Term { coefficient: -&term.coefficient, ..(*term).clone() };
                let opposite = self.terms.write(dag, opposite);
                let call = dag.call(function, &[opposite]);
                (self.tidy(dag, call), "even-function")
            }
            Sin | Tan | Csc | Cot | Sinh | Tanh | Csch | Coth | Arcsin | Arctan | Arsinh
            | Artanh | Erf | Sign
                if negative =>
            {
                let opposite = Term { coefficient: -&term.coefficient, ..(*term).clone() };
                let opposite = self.terms.write(dag, opposite);
                let call = dag.call(function, &[opposite]);
                let call = self.tidy(dag, call);
                (dag.neg(call), "odd-function")
            }
            _ => (before, "arrange"),
        }
    }
}

/// Values everybody knows: at 0 and at 1.
fn exact_value(function: Function, argument: &Term) -> Option<i64> {
    use Function::*;
    let value = argument.as_number()?;
    match function {
        Ln if value.is_one() => Some(0),
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
