//! A power becomes a term: exponents of exponents multiplied, numbers worked out, roots where they
//! are exact.

use num_traits::{One, Signed, ToPrimitive, Zero};

use super::Tidier;
use crate::calculus::term::{
    Exponent, Factor, Small, Term, content, exponent_of, is_bracket, is_short_power, large,
    multiply_factor, times, write_exponent,
};
use crate::expr::{Constant, Dag, Expr, Function, Op, Rational};

impl Tidier {
    pub(super) fn tidy_power(
        &mut self,
        dag: &mut Dag,
        op: Op,
        children: &[Expr],
        before: Expr,
    ) -> (Expr, &'static str) {
        let product = match (op, children) {
            (Op::Call(Function::Exp), &[exponent]) => {
                let (e, exponent) = (dag.constant(Constant::E), exponent_of(dag, exponent));
                self.power(dag, e, exponent)
            }
            _ => {
                // A root is a power with a fraction for its exponent.
                let Some(factor) = self.terms.read(dag, before).factors.first().cloned() else {
                    return (before, "arrange");
                };
                if factor.0 == before {
                    return (before, "arrange");
                }
                self.power(dag, factor.0, factor.1)
            }
        };
        let rule = match (op, product.as_number(), product.factors.as_slice()) {
            (Op::Call(Function::Exp), Some(_), _) => "exact-value",
            // e^(v ln u) is u^v.
            (Op::Call(Function::Exp), _, &[(base, _)])
                if dag.op(base) != Op::Constant(Constant::E) =>
            {
                "inverse-functions"
            }
            (Op::Call(Function::Exp), ..) => "arrange",
            // √(x⁴ + 2x² + 1) is x² + 1, √(12x) is 2√(3x).
            (_, None, factors) if dag.op(children[0]) == Op::Add && factors[0].1.is_integer() => {
                "factor"
            }
            (_, None, factors)
                if !product.coefficient.is_one()
                    && factors.iter().all(|(base, _)| dag.as_call(*base).is_none()) =>
            {
                "power-of-product"
            }
            _ => "root-as-power",
        };
        (self.finish(dag, product), rule)
    }

    /// base^exponent as a term, by the laws of powers as far as they hold for real numbers.
    pub(super) fn power(&mut self, dag: &mut Dag, base: Expr, exponent: Exponent) -> Term {
        let inside = self.terms.read(dag, base);
        let mut power = match exponent {
            Exponent::Exact(n) if n.is_zero() && !inside.is_zero() => Term::number(Rational::ONE),
            // 1/√0 has no more value than 1/0.
            Exponent::Exact(n) if n.is_negative() && inside.is_zero() => {
                Term::factor(dag.integer(0), Exponent::Exact((-1).into()))
            }
            Exponent::Exact(n) if n.is_one() => (*inside).clone(),
            Exponent::Exact(n) if n.is_integer() => self.whole_power(dag, &inside, base, n),
            Exponent::Exact(n) => self.fractional_power(dag, &inside, base, n),
            Exponent::Symbolic(exponent) => self.symbolic_power(dag, &inside, base, exponent),
        };
        // ((x/y)^(3/2))² came to (x/y)³, and so to x³/y³.
        let whole = |(place, &(base, exponent)): (usize, &Factor)| {
            let n = exponent.exact().filter(|n| n.is_integer())?;
            matches!(dag.op(base), Op::Mul | Op::Div | Op::Neg).then_some((place, base, n))
        };
        if let Some((place, base, n)) = power.factors.iter().enumerate().find_map(whole) {
            power.factors.remove(place);
            let inside = self.terms.read(dag, base);
            let opened = self.whole_power(dag, &inside, base, n);
            power = self.terms.multiply(dag, &power, &opened);
        }
        power
    }

    fn whole_power(&mut self, dag: &mut Dag, inside: &Term, base: Expr, n: Small) -> Term {
        let opaque = Term::factor(base, Exponent::Exact(n));
        let Some(power) = n.to_integer().to_i32() else { return opaque };
        if !is_short_power(&inside.coefficient, power) {
            return opaque;
        }
        let mut product = Term::number(inside.coefficient.pow(power));
        product.decimal = inside.decimal;
        for &(base, exponent) in &inside.factors {
            let scaled = match exponent {
                Exponent::Exact(value) => match times(value, n) {
                    Some(value) => Exponent::Exact(value),
                    None => return opaque,
                },
                Exponent::Symbolic(e) => {
                    let scaled = self.scale_sum(dag, e, &Term::number(large(n)));
                    exponent_of(dag, scaled)
                }
            };
            product.factors.push((base, scaled));
        }
        self.terms.product(dag, [&product])
    }

    fn fractional_power(&mut self, dag: &mut Dag, inside: &Term, base: Expr, n: Small) -> Term {
        let even_root = n.denom() % 2 == 0;
        let opaque = Term::factor(base, Exponent::Exact(n));
        if let Some(value) = inside.as_number() {
            let sign = match value.is_negative() {
                true if even_root => return opaque,
                true if n.numer() % 2 != 0 => -1,
                _ => 1,
            };
            let magnitude = value.abs();
            if magnitude.is_zero() {
                return Term::number(magnitude);
            }
            let mut term = Term::number(Rational::from(sign));
            term.decimal = inside.decimal;
            let (above, below) = magnitude.parts();
            power_of_integer(dag, &mut term, &above, n);
            power_of_integer(dag, &mut term, &below, -n);
            return term;
        }
        // The number in front comes out where its power is a number again: √(4x) is 2√x.
        if inside.coefficient.is_positive()
            && !inside.coefficient.is_one()
            && let Some(outside) = exact_power(&inside.coefficient, n)
        {
            let rest = Term { coefficient: Rational::ONE, ..inside.clone() };
            let rest = self.terms.write(dag, rest);
            let mut term = self.power(dag, rest, Exponent::Exact(n));
            term.coefficient *= outside;
            term.decimal |= inside.decimal;
            return term;
        }
        if let Some(smaller) = self.root_of_shared(dag, inside, n) {
            return smaller;
        }
        // √(x⁴ + 2x² + 1) is x² + 1.
        if let ([factor], true) = (inside.factors.as_slice(), inside.coefficient.is_one())
            && is_bracket(dag, factor)
            && even_root
        {
            let terms = self.read_sum(dag, factor.0);
            if let Some(square) = self.square(dag, &terms)
                && square.coefficient.is_positive()
            {
                return self.fractional_power(dag, &square, base, n);
            }
        }
        match inside.factors.as_slice() {
            &[(inner, exponent)] if inside.coefficient.is_one() => match exponent {
                Exponent::Exact(m) => {
                    // (x²)^(1/2) is |x|: an even power inside an even root loses the sign.
                    let inner = if m.numer() % 2 == 0 && even_root && !is_positive(dag, inner) {
                        dag.call(Function::Abs, &[inner])
                    } else {
                        inner
                    };
                    match times(m, n).map(Exponent::Exact) {
                        // (2^(1/3))^(1/2) is a power of a number again.
                        Some(product) if !m.is_one() && dag.number(inner).is_some() => {
                            self.power(dag, inner, product)
                        }
                        Some(product) => Term::factor(inner, product),
                        None => opaque,
                    }
                }
                Exponent::Symbolic(e) if dag.op(inner) == Op::Constant(Constant::E) => {
                    let scaled = self.scale_sum(dag, e, &Term::number(large(n)));
                    Term::factor(inner, exponent_of(dag, scaled))
                }
                Exponent::Symbolic(_) => opaque,
            },
            // √(2x²) is √2|x|, √(2x³) is √2 x^(3/2).
            factors if inside.coefficient.is_positive() && even_root => {
                let Some(root) = self.root_of_squares(dag, factors, n) else { return opaque };
                let number = dag.rational(&inside.coefficient);
                let number = self.power(dag, number, Exponent::Exact(n));
                let product = self.terms.multiply(dag, &root, &number);
                Term { decimal: inside.decimal, ..product }
            }
            _ => opaque,
        }
    }

    /// √(18x) is 3√(2x), √(4x + 8) is 2√(x + 2): the number in front, or what all terms share, comes out
    /// as far as it has a root; and √(x/2) is √(2x)/2, as a root of it is.
    fn root_of_shared(&mut self, dag: &mut Dag, inside: &Term, n: Small) -> Option<Term> {
        let bracket = match inside.factors.as_slice() {
            [factor] if is_bracket(dag, factor) && inside.coefficient.is_one() => Some(factor.0),
            _ => None,
        };
        let terms = bracket.map_or_else(|| vec![inside.clone()], |sum| self.read_sum(dag, sum));
        let shared =
            if bracket.is_some() { content(&terms).abs() } else { inside.coefficient.clone() };
        let whole = bracket.is_none() || shared.is_integer();
        if !shared.is_positive() || !whole || terms.iter().any(|term| term.decimal) {
            return None;
        }
        let (index, power) = (n.denom().to_i32()?, n.numer().to_i32()?);
        let mut taken = Term::number(Rational::ONE);
        let (above, below) = shared.parts();
        power_of_integer(dag, &mut taken, &above, Small::new_raw(1, *n.denom()));
        // Of other roots larger numbers would go in than come out: the fifth root of x/2 is that of 16x, over 2.
        if [2, 4].contains(&index) {
            power_of_integer(dag, &mut taken, &below, Small::new_raw(-1, *n.denom()));
        }
        let outside = taken.coefficient;
        if outside.is_one() || power.abs() >= 64 {
            return None;
        }
        let rest = Term::number(outside.pow(-index));
        let inner = match bracket {
            Some(sum) => self.scale_sum(dag, sum, &rest),
            None => {
                let rest = self.terms.multiply(dag, inside, &rest);
                self.terms.write(dag, rest)
            }
        };
        let mut root = self.power(dag, inner, Exponent::Exact(n));
        root.coefficient *= outside.pow(power);
        Some(root)
    }

    /// √(u²/v²) is |u|/|v|: all the powers are even, or there is but one.
    fn root_of_squares(&mut self, dag: &mut Dag, factors: &[Factor], n: Small) -> Option<Term> {
        let mut product = Term::number(Rational::ONE);
        for &(base, exponent) in factors {
            let m = exponent.exact().filter(Small::is_integer)?;
            // One that is odd is alone, and so what it is of is not below 0.
            let odd = m.numer() % 2 != 0;
            if odd && (factors.len() > 1 || m <= Small::one()) {
                return None;
            }
            let exponent = times(m, n)?;
            let even = exponent.is_integer() && exponent.numer() % 2 == 0;
            let base = if even || odd || is_positive(dag, base) {
                base
            } else {
                dag.call(Function::Abs, &[base])
            };
            product.factors.push((base, Exponent::Exact(exponent)));
        }
        Some(self.terms.product(dag, [&product]))
    }

    fn symbolic_power(&mut self, dag: &mut Dag, inside: &Term, base: Expr, exponent: Expr) -> Term {
        if inside.as_number().is_some_and(Rational::is_one) {
            return Term::number(Rational::ONE);
        }
        let opaque = Term::factor(base, Exponent::Symbolic(exponent));
        let [(inner, power)] = inside.factors.as_slice() else { return opaque };
        if dag.op(*inner) != Op::Constant(Constant::E) || !inside.coefficient.is_one() {
            return opaque;
        }
        // A power of e: exponents multiply, and a logarithm in the exponent becomes the base.
        let e = *inner;
        let power = write_exponent(dag, *power);
        let power = self.terms.read(dag, power);
        let exponent = self.terms.read(dag, exponent);
        let mut product = self.terms.multiply(dag, &power, &exponent);
        let logarithm = product.factors.iter().find_map(|(base, exponent)| {
            let one = exponent.exact().is_some_and(|value| value.is_one());
            (one && dag.as_call(*base) == Some(Function::Ln)).then_some(*base)
        });
        if let Some(logarithm) = logarithm
            && let Some(u) = dag.child(logarithm)
        {
            product.factors.retain(|(base, _)| *base != logarithm);
            let rest = self.terms.write(dag, product);
            return self.power(dag, u, exponent_of(dag, rest));
        }
        // e^(2(x + 1)) is e^(2x + 2), but e^((x + 1)/2) stays.
        let number = &product.coefficient;
        let opens = number.is_integer() && !number.is_one();
        let written = match *product.factors.as_slice() {
            [factor] if opens && is_bracket(dag, &factor) => {
                self.scale_sum(dag, factor.0, &Term::number(product.coefficient))
            }
            _ => self.terms.write(dag, product),
        };
        Term::factor(e, exponent_of(dag, written))
    }
}

/// Which law a power used.
pub(super) fn power_reason(dag: &Dag, base: Expr, exponent: Expr) -> &'static str {
    if dag.is_integer(exponent, 1) {
        "power-one"
    } else if dag.is_integer(exponent, 0) {
        "power-zero"
    } else if dag.as_rational(base).is_some() {
        "power-of-number"
    } else if matches!(dag.op(base), Op::Mul | Op::Div | Op::Neg) {
        "power-of-product"
    } else if !matches!(
        dag.op(base),
        Op::Pow | Op::Call(Function::Exp | Function::Sqrt | Function::Cbrt | Function::Root)
    ) && dag.as_rational(exponent).is_some_and(|n| n.is_negative())
    {
        "negative-exponent"
    } else {
        "power-of-power"
    }
}

/// Whether it is plainly above 0: a number, e^u, x² + 1.
pub(super) fn is_positive(dag: &Dag, e: Expr) -> bool {
    let squares = |term: &Expr| match (dag.op(*term), dag.pair(*term)) {
        (Op::Pow, Some((_, exponent))) => {
            dag.as_rational(exponent).is_some_and(|n| n.is_integer() && n.is_even_above())
        }
        (Op::Call(Function::Abs | Function::Exp), _) => true,
        _ => dag.number(*term).is_some_and(|number| number.value().is_positive()),
    };
    let certain = |term: &Expr| {
        use Function::{Cosh, Exp, Sech, Sigmoid, Softplus};
        matches!(dag.as_call(*term), Some(Exp | Cosh | Sech | Sigmoid | Softplus))
            || dag.number(*term).is_some_and(|number| number.value().is_positive())
    };
    match dag.op(e) {
        Op::Add => dag.children(e).iter().all(squares) && dag.children(e).iter().any(certain),
        Op::Constant(_) => true,
        _ => certain(&e),
    }
}

/// value^n where that is a fraction again.
fn exact_power(value: &Rational, n: Small) -> Option<Rational> {
    let index = n.denom().to_u32()?;
    let power = n.numer().to_i32()?;
    (power.unsigned_abs() < 64).then(|| value.root(index)).flatten().map(|root| root.pow(power))
}

/// Multiplies whole^n into the term, what has a root taken out of it: √8 is 2√2.
fn power_of_integer(dag: &mut Dag, term: &mut Term, whole: &Rational, n: Small) {
    if whole.is_one() {
        return;
    }
    let (Some(index), Some(mut rest)) = (n.denom().to_u32(), whole.to_u64()) else {
        let base = dag.rational(whole);
        multiply_factor(dag, term, (base, Exponent::Exact(n)));
        return;
    };
    let mut outside = 1u64;
    let mut candidate = 2u64;
    while let Some(power) = candidate.checked_pow(index).filter(|power| *power <= rest) {
        if rest.is_multiple_of(power) {
            rest /= power;
            outside *= candidate;
        } else {
            candidate += 1;
        }
        if candidate > 1000 {
            break;
        }
    }
    if outside > 1
        && let Some(power) = n.numer().to_i32()
    {
        term.coefficient *= Rational::from(outside).pow(power);
    }
    if rest > 1 {
        let base = dag.integer(rest);
        multiply_factor(dag, term, (base, Exponent::Exact(n)));
    }
}
