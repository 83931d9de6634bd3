//! A product seen as `c · b₁^e₁ · b₂^e₂ …`, and a sum as a list of those.
//!
//! This is the form in which arithmetic on formulas is easy: two terms are alike when their
//! factors are the same, a product adds exponents, a quotient subtracts them. [`Terms`] reads a
//! tidy expression into this form and writes it back the way a person does.

use std::hash::{Hash, Hasher};
use std::rc::Rc;

use hashbrown::HashTable;
use num_rational::Ratio;
use num_traits::{CheckedAdd, CheckedMul, One, Signed, Zero};
use rustc_hash::FxHasher;

use crate::expr::{Constant, Dag, Expr, ExprMap, Function, Op, Rational};
use crate::order::sort_by;

/// A small exact fraction: exponents that do not fit are left as expressions.
pub(crate) type Small = Ratio<i64>;

/// The exponent of a factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exponent {
    /// A number.
    Exact(Small),
    /// Anything else, tidy: the n of xⁿ, the 3x of e^(3x).
    Symbolic(Expr),
}

impl Exponent {
    pub(crate) const ONE: Exponent = Exponent::Exact(Small::new_raw(1, 1));

    pub(crate) fn exact(self) -> Option<Small> {
        match self {
            Exponent::Exact(value) => Some(value),
            Exponent::Symbolic(_) => None,
        }
    }

    pub(crate) fn is_integer(self) -> bool {
        self.exact().is_some_and(|value| value.is_integer())
    }

    fn is_zero(self) -> bool {
        self.exact().is_some_and(|value| value.is_zero())
    }
}

/// A base and its exponent.
pub(crate) type Factor = (Expr, Exponent);

/// `coefficient · b₁^e₁ · b₂^e₂ …`: bases in order of their handles, each once, none to the power 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Term {
    pub coefficient: Rational,
    pub factors: Vec<Factor>,
    /// Whether a decimal went into the coefficient, so that it is written as one.
    pub decimal: bool,
}

impl Term {
    pub(crate) fn number(coefficient: Rational) -> Term {
        Term { coefficient, factors: Vec::new(), decimal: false }
    }

    pub(crate) fn factor(base: Expr, exponent: Exponent) -> Term {
        Term { coefficient: Rational::ONE, factors: vec![(base, exponent)], decimal: false }
    }

    pub(crate) fn is_zero(&self) -> bool {
        self.coefficient.is_zero()
    }

    /// The same with the other sign.
    pub(crate) fn opposite(&self) -> Term {
        Term { coefficient: -&self.coefficient, ..self.clone() }
    }

    /// The number it is, if it has no factors.
    pub(crate) fn as_number(&self) -> Option<&Rational> {
        self.factors.is_empty().then_some(&self.coefficient)
    }

    pub(crate) fn exponent_of(&self, base: Expr) -> Option<Exponent> {
        let place = self.factors.binary_search_by_key(&base, |(base, _)| *base).ok()?;
        Some(self.factors[place].1)
    }
}

/// Whether a factor stands below the bar: its exponent is a number below 0.
pub(crate) fn is_below((_, exponent): &Factor) -> bool {
    exponent.exact().is_some_and(|n| n.is_negative())
}

/// Whether a factor is a sum, and not a power of one.
pub(crate) fn is_bracket(dag: &Dag, &(base, exponent): &Factor) -> bool {
    dag.op(base) == Op::Add && exponent == Exponent::ONE
}

/// Reads and writes terms, and remembers what it read.
#[derive(Default)]
pub(crate) struct Terms {
    read: ExprMap<Rc<Term>>,
}

impl Terms {
    /// A tidy expression as one term. Sums are factors of their own.
    pub(crate) fn read(&mut self, dag: &mut Dag, e: Expr) -> Rc<Term> {
        if let Some(term) = self.read.get(e) {
            return term.clone();
        }
        let term = Rc::new(self.read_afresh(dag, e));
        self.read.insert(e, term.clone());
        term
    }

    /// A tidy expression as the terms of a sum.
    pub(crate) fn read_sum(&mut self, dag: &mut Dag, e: Expr) -> Vec<Rc<Term>> {
        match dag.op(e) {
            Op::Add => {
                let children = dag.children(e).to_vec();
                children.into_iter().map(|child| self.read(dag, child)).collect()
            }
            _ => vec![self.read(dag, e)],
        }
    }

    // A tidy product is at most Neg[Div[Mul[Pow…], Mul[Pow…]]]: a handful of levels, whatever
    // stands inside the bases.
    fn read_afresh(&mut self, dag: &mut Dag, e: Expr) -> Term {
        let mut term = Term::number(Rational::ONE);
        let mut parts = vec![(e, false)];
        while let Some((e, inverted)) = parts.pop() {
            match dag.op(e) {
                Op::Neg => {
                    term.coefficient = -term.coefficient;
                    parts.extend(dag.child(e).map(|child| (child, inverted)));
                }
                Op::Mul => parts.extend(dag.children(e).iter().rev().map(|&e| (e, inverted))),
                Op::Div => {
                    if let Some((above, below)) = dag.pair(e) {
                        if dag.is_integer(below, 0) {
                            term.factors.push((e, Exponent::ONE));
                        } else {
                            parts.push((below, !inverted));
                            parts.push((above, inverted));
                        }
                    }
                }
                Op::Number(_) => {
                    let Some(number) = dag.number(e) else { continue };
                    term.decimal |= !number.is_integer();
                    if inverted && number.value().is_zero() {
                        term.factors.push((e, Exponent::Exact(-Small::one())));
                    } else if inverted {
                        term.coefficient /= number.value();
                    } else {
                        term.coefficient *= number.value();
                    }
                }
                _ => {
                    let (base, exponent) = split_power(dag, e);
                    let power = dag.pair(e).filter(|_| dag.op(e) == Op::Pow);
                    term.decimal |= power.is_some_and(|(_, power)| dag.is_decimal(power));
                    let exponent = if inverted { negated(dag, exponent) } else { exponent };
                    term.factors.push((base, exponent));
                }
            }
        }
        join(dag, &mut term);
        term
    }

    /// The product of terms.
    pub(crate) fn product<'a>(
        &self,
        dag: &mut Dag,
        terms: impl IntoIterator<Item = &'a Term>,
    ) -> Term {
        let mut product = side_by_side(terms);
        join(dag, &mut product);
        product
    }

    /// The product of two terms.
    pub(crate) fn multiply(&self, dag: &mut Dag, a: &Term, b: &Term) -> Term {
        self.product(dag, [a, b])
    }

    /// The term to the power −1.
    pub(crate) fn inverse(&self, dag: &mut Dag, a: &Term) -> Option<Term> {
        if a.is_zero() {
            return None;
        }
        let factors =
            a.factors.iter().map(|&(base, exponent)| (base, negated(dag, exponent))).collect();
        Some(Term { coefficient: a.coefficient.recip(), factors, decimal: a.decimal })
    }

    /// Writes a term the way a person does: the number, then what is simple, then brackets, then
    /// functions; everything to a negative power below one fraction bar.
    pub(crate) fn write(&mut self, dag: &mut Dag, mut term: Term) -> Expr {
        let written = written(dag, &term);
        // 0.5/3 stands there as 1/6, and 0.5·4 as 2: no decimals any more.
        let ends = |value: &Rational| {
            value.decimal_places().is_some_and(|places| (1..=PLACES).contains(&places))
        };
        let powers = |(_, exponent): &Factor| exponent.exact().is_some_and(|n| ends(&large(n)));
        term.decimal = term.decimal && (ends(&term.coefficient) || term.factors.iter().any(powers));
        if !term.is_zero() {
            self.read.insert(written, Rc::new(term));
        }
        written
    }

    /// Writes the terms of a sum, in their order.
    pub(crate) fn write_sum(&mut self, dag: &mut Dag, sum: Vec<Term>) -> Expr {
        let written: Vec<Expr> = sum.into_iter().map(|term| self.write(dag, term)).collect();
        dag.add(&written)
    }
}

/// The product of terms, what they have in common not yet joined.
pub(crate) fn side_by_side<'a>(terms: impl IntoIterator<Item = &'a Term>) -> Term {
    let mut product = Term::number(Rational::ONE);
    for term in terms {
        product.coefficient *= &term.coefficient;
        product.decimal |= term.decimal;
        product.factors.extend_from_slice(&term.factors);
    }
    product
}

/// A decimal with more digits behind its point is written as a fraction.
const PLACES: u32 = 12;

/// A term as it is written, whether or not its factors are joined.
pub(crate) fn written(dag: &mut Dag, term: &Term) -> Expr {
    if term.is_zero() {
        return dag.integer(0);
    }
    let magnitude = term.coefficient.abs();
    let (mut above, mut below) = (Vec::new(), Vec::new());
    for (base, exponent) in in_order(dag, &term.factors) {
        if is_below_bar(dag, exponent) {
            let exponent = negated(dag, exponent);
            below.push(write_power(dag, base, exponent, term.decimal));
        } else {
            above.push(write_power(dag, base, exponent, term.decimal));
        }
    }
    let as_decimal = term.decimal.then(|| dag.decimal(&magnitude, PLACES));
    match as_decimal.filter(|&e| dag.number(e).is_some()) {
        Some(number) if !magnitude.is_one() || above.is_empty() => above.insert(0, number),
        Some(_) => {}
        None => {
            let (upper, lower) = magnitude.parts();
            if !upper.is_one() || above.is_empty() {
                above.insert(0, dag.integer(upper));
            }
            if !lower.is_one() {
                below.insert(0, dag.integer(lower));
            }
        }
    }
    let mut written = dag.mul(&above);
    if !below.is_empty() {
        let below = dag.mul(&below);
        written = dag.div(written, below);
    }
    if term.coefficient.is_negative() {
        written = dag.neg(written);
    }
    written
}

/// base^exponent as a factor: roots, powers and the exponential function are all powers.
fn split_power(dag: &mut Dag, e: Expr) -> Factor {
    let fraction = |n: i64, d: i64| Exponent::Exact(Small::new_raw(n, d));
    match (dag.op(e), dag.children(e)) {
        (Op::Pow, &[base, exponent]) => (base, exponent_of(dag, exponent)),
        (Op::Call(Function::Exp), &[exponent]) => {
            (dag.constant(Constant::E), exponent_of(dag, exponent))
        }
        (Op::Call(Function::Sqrt), &[base]) => (base, fraction(1, 2)),
        (Op::Call(Function::Cbrt), &[base]) => (base, fraction(1, 3)),
        (Op::Call(Function::Root), &[base, index]) => match dag.as_rational(index) {
            Some(index) if index.is_integer() && index.is_positive() => match small(&index) {
                Some(index) => (base, Exponent::Exact(index.recip())),
                None => (e, Exponent::ONE),
            },
            _ => (e, Exponent::ONE),
        },
        _ => (e, Exponent::ONE),
    }
}

/// An exponent as it stands on paper, read.
pub(crate) fn exponent_of(dag: &Dag, e: Expr) -> Exponent {
    match dag.as_rational(e).as_ref().and_then(small) {
        Some(value) => Exponent::Exact(value),
        None => Exponent::Symbolic(e),
    }
}

/// A fraction whose parts fit.
pub(crate) fn small(value: &Rational) -> Option<Small> {
    value.as_pair().map(|(above, below)| Small::new_raw(above, below))
}

/// The same fraction, of any size.
pub(crate) fn large(value: Small) -> Rational {
    Rational::fraction(*value.numer(), *value.denom())
}

/// The product of two exponents, unless it does not fit.
pub(crate) fn times(a: Small, b: Small) -> Option<Small> {
    a.checked_mul(&b)
}

/// An exponent, written.
pub(crate) fn write_exponent(dag: &mut Dag, exponent: Exponent) -> Expr {
    match exponent {
        Exponent::Exact(value) if value.is_integer() => dag.integer(*value.numer()),
        Exponent::Exact(value) => dag.rational(&large(value)),
        Exponent::Symbolic(e) => e,
    }
}

/// Whether an exponent carries a minus sign, so that its power belongs below the bar. Powers of
/// functions of x stay where they are: e^(−x), not 1/e^x.
fn is_below_bar(dag: &Dag, exponent: Exponent) -> bool {
    match exponent {
        Exponent::Exact(value) => value.is_negative(),
        Exponent::Symbolic(e) => dag.op(e) == Op::Neg && dag.is_constant(e),
    }
}

fn negated(dag: &mut Dag, exponent: Exponent) -> Exponent {
    match exponent {
        Exponent::Exact(value) if *value.numer() != i64::MIN => Exponent::Exact(-value),
        exponent => {
            let e = write_exponent(dag, exponent);
            let opposite = Terms::default().negate_sum(dag, e);
            exponent_of(dag, opposite)
        }
    }
}

impl Terms {
    /// `-e` with the sign taken to every term of a sum.
    pub(crate) fn negate_sum(&mut self, dag: &mut Dag, e: Expr) -> Expr {
        let mut terms: Vec<Term> =
            self.read_sum(dag, e).iter().map(|term| term.opposite()).collect();
        // y − w x − b; a polynomial keeps its highest power in front.
        if degrees(dag, &terms).is_none()
            && terms[0].coefficient.is_negative()
            && let Some(place) = terms.iter().position(|term| !term.coefficient.is_negative())
        {
            terms[..=place].rotate_right(1);
        }
        positive_first(&mut terms);
        self.write_sum(dag, terms)
    }

    /// The sum of two exponents.
    fn add_exponents(&mut self, dag: &mut Dag, a: Exponent, b: Exponent) -> Exponent {
        if let (Exponent::Exact(a), Exponent::Exact(b)) = (a, b)
            && let Some(sum) = a.checked_add(&b)
        {
            return Exponent::Exact(sum);
        }
        let (a, b) = (write_exponent(dag, a), write_exponent(dag, b));
        let mut terms = self.read_sum(dag, a);
        terms.extend(self.read_sum(dag, b));
        // Numbers come last: x + n − 1.
        sort_by(&mut terms, |a, b| a.factors.is_empty().cmp(&b.factors.is_empty()));
        let mut sum = Sum::default();
        for term in terms {
            sum.add(&term);
        }
        let written = sum.write(dag, self);
        exponent_of(dag, written)
    }
}

/// Multiplies a factor into a term.
pub(crate) fn multiply_factor(dag: &mut Dag, term: &mut Term, factor: Factor) {
    term.factors.push(factor);
    join(dag, term);
}

/// Brings factors in any order into order: exponents of the same base add up, and what becomes a
/// plain number goes into the coefficient.
fn join(dag: &mut Dag, term: &mut Term) {
    sort_by(&mut term.factors, |a, b| a.0.cmp(&b.0));
    let Term { coefficient, factors, decimal } = term;
    let mut product = None;
    factors.dedup_by(|(base, exponent), (last, sum)| {
        let same = base == last;
        if same {
            *sum = Terms::default().add_exponents(dag, *sum, *exponent);
            product = product.or(Some(*base).filter(|base| dag.op(*base) == Op::Mul));
        }
        same
    });
    factors.retain_mut(|(base, exponent)| {
        if let Some((outside, rest)) = whole_part(dag, *base, *exponent) {
            *coefficient *= outside;
            *decimal |= dag.number(*base).is_some_and(|number| !number.is_integer());
            *exponent = Exponent::Exact(rest);
        }
        !exponent.is_zero()
    });
    if let Some(base) = product {
        spread(dag, term, base);
    }
}

/// A product that came to the power 1 is its factors: √(2πs²)·√(2πs²) is 2πs².
fn spread(dag: &mut Dag, term: &mut Term, product: Expr) {
    let whole = |factor: &Factor| *factor == (product, Exponent::ONE);
    if let Some(place) = term.factors.iter().position(whole) {
        term.factors.remove(place);
        let factors = Terms::default().read(dag, product);
        *term = Terms::default().multiply(dag, term, &factors);
    }
}

/// A power of a number with a whole part in its exponent: that part worked out, and the exponent
/// that is left. 2^(3/2) is 2·2^(1/2), 4² is 16.
fn whole_part(dag: &Dag, base: Expr, exponent: Exponent) -> Option<(Rational, Small)> {
    let (number, value) = (dag.number(base)?, exponent.exact()?);
    let whole = value.floor();
    let power = i32::try_from(whole.to_integer()).ok().filter(|power| *power != 0)?;
    if number.value().is_zero() || !is_short_power(number.value(), power) {
        return None;
    }
    Some((number.value().pow(power), value - whole))
}

/// Whether value^power is short enough to be worked out.
pub(crate) fn is_short_power(value: &Rational, power: i32) -> bool {
    let (above, below) = value.bits();
    above.max(below).saturating_mul(u64::from(power.unsigned_abs())) <= MAX_POWER_BITS
}

/// A power of a number is worked out as long as the result has at most this many bits, about a
/// hundred digits; 2^1000 stays a power.
const MAX_POWER_BITS: u64 = 340;

fn write_power(dag: &mut Dag, base: Expr, exponent: Exponent, decimal: bool) -> Expr {
    if exponent == Exponent::ONE {
        return base;
    }
    if exponent == Exponent::Exact(Small::new_raw(1, 2)) {
        return dag.call(Function::Sqrt, &[base]);
    }
    let exponent = match exponent {
        Exponent::Exact(value) if decimal => dag.decimal(&large(value), PLACES),
        exponent => write_exponent(dag, exponent),
    };
    dag.pow(base, exponent)
}

/// The factors as they are written: constants, letters by the alphabet, powers of numbers, roots and
/// powers of letters, brackets of letters, powers of e, functions of numbers, functions, brackets with
/// functions in them; among equals the older first.
fn in_order(dag: &Dag, factors: &[Factor]) -> Vec<Factor> {
    let mut order = factors.to_vec();
    if order.len() < 2 {
        return order;
    }
    // n(n − 1)xⁿ⁻²: a bracket of other letters stands before such a power.
    let open = |(_, exponent): &&Factor| exponent.exact().is_none();
    let letters = |(base, _): &Factor| dag.variables(*base);
    let powers: Vec<_> = factors.iter().filter(open).flat_map(letters).collect();
    let is_apart = |factor: &Factor| {
        let free = || letters(factor).iter().all(|letter| !powers.contains(letter));
        !powers.is_empty() && factor.1 == Exponent::ONE && free()
    };
    let place = |&(base, exponent): &Factor| -> (u8, Option<&str>) {
        match dag.op(base) {
            Op::Number(_) if exponent.exact().is_some() => (0, None),
            Op::Constant(Constant::E) if exponent.exact().is_none() => (6, None),
            Op::Constant(_) => (1, None),
            // The time is multiplied, by w, v or u as well: sin(w t), v t.
            Op::Symbol(symbol) if exponent.is_integer() => match dag.name(symbol) {
                "t" => (2, Some("w~")),
                name => (2, Some(name)),
            },
            Op::Number(_) => (3, None),
            // √(2π) as √2.
            Op::Mul | Op::Div if dag.is_constant(base) => (3, None),
            Op::Symbol(_) | Op::Call(Function::Abs) => (4, None),
            Op::Add if dag.has_call(base) => (9, None),
            Op::Add if is_apart(&(base, exponent)) => (3, None),
            Op::Add => (5, None),
            _ if dag.is_constant(base) => (7, None),
            _ => (8, None),
        }
    };
    sort_by(&mut order, |a, b| place(a).cmp(&place(b)).then(a.0.cmp(&b.0)));
    // cos x before cos 2x, sin a x before sin b x.
    let is_wave = |at: &usize| angle(dag, order[*at].0).is_some();
    let places: Vec<usize> = (0..order.len()).filter(is_wave).collect();
    if places.len() > 1 {
        let mut waves: Vec<Factor> = places.iter().map(|at| order[*at]).collect();
        let place = |wave: &Factor| {
            let angle = angle(dag, wave.0)?;
            let letters = dag.variables(angle);
            let first = letters.first().map(|letter| dag.name(*letter));
            Some((letters.len(), first, dag.size(angle)))
        };
        sort_by(&mut waves, |a, b| place(a).cmp(&place(b)));
        for (at, wave) in places.into_iter().zip(waves) {
            order[at] = wave;
        }
    }
    // sin u before cos u, sec u before tan u, as every table has them.
    let partner = |dag: &Dag, &(base, _): &Factor| {
        use Function::{Cos, Cosh, Cot, Coth, Csc, Csch, Sec, Sech, Sin, Sinh, Tan, Tanh};
        let first = match dag.as_call(base)? {
            Cos => Sin,
            Cosh => Sinh,
            Tan => Sec,
            Cot => Csc,
            Tanh => Sech,
            Coth => Csch,
            _ => return None,
        };
        Some((first, dag.child(base)))
    };
    for place in 0..order.len() {
        let Some((first, inside)) = partner(dag, &order[place]) else { continue };
        let later = (place + 1..order.len()).find(|&later| {
            let base = order[later].0;
            dag.as_call(base) == Some(first) && dag.child(base) == inside
        });
        if let Some(later) = later {
            order.swap(place, later);
        }
    }
    order
}

/// The angle of a sine or a cosine of letters.
fn angle(dag: &Dag, wave: Expr) -> Option<Expr> {
    use Function::{Cos, Cosh, Sin, Sinh};
    let u =
        dag.child(wave).filter(|_| matches!(dag.as_call(wave), Some(Sin | Cos | Sinh | Cosh)))?;
    let is_plain = |e: &Expr| matches!(dag.op(*e), Op::Symbol(_) | Op::Number(_));
    let plain = is_plain(&u) || dag.op(u) == Op::Mul && dag.children(u).iter().all(is_plain);
    plain.then_some(u)
}

/// The number that the terms of a sum share: the largest of which all their numbers are multiples.
pub(crate) fn content(terms: &[Term]) -> Rational {
    terms.iter().fold(Rational::ZERO, |gcd, term| gcd.gcd(&term.coefficient))
}

/// What a sum and its opposite have in common: of which terms it is, their signs aside.
pub(crate) fn outline(dag: &Dag, sum: Expr) -> usize {
    dag.children(sum).iter().map(|&term| dag.unsigned(term).index()).sum()
}

/// Of two terms a positive one stands in front: 4 − 3x.
pub(crate) fn positive_first(terms: &mut [Term]) {
    if let [first, second] = terms
        && first.coefficient.is_negative()
        && second.coefficient.is_positive()
    {
        terms.swap(0, 1);
    }
}

/// Terms added up: like terms together, each where the first of its kind stood.
#[derive(Default)]
pub(crate) struct Sum {
    terms: Vec<Term>,
    /// Where they stand among those, to be found by their factors.
    places: HashTable<usize>,
    /// Whether two terms were alike.
    pub collected: bool,
}

/// Of exponents the numerators alone: a fraction's own hash divides until nothing is left.
fn hash(factors: &[Factor]) -> u64 {
    let mut hasher = FxHasher::default();
    for (base, exponent) in factors {
        let exponent = match exponent {
            Exponent::Exact(value) => *value.numer(),
            Exponent::Symbolic(e) => e.index() as i64,
        };
        (base, exponent).hash(&mut hasher);
    }
    hasher.finish()
}

impl Sum {
    pub(crate) fn add(&mut self, term: &Term) {
        if term.is_zero() {
            return;
        }
        let Sum { terms, places, .. } = self;
        let hash = hash(&term.factors);
        match places.find(hash, |&place| terms[place].factors == term.factors) {
            Some(&place) => {
                let there = &mut terms[place];
                there.coefficient += &term.coefficient;
                there.decimal |= term.decimal;
                self.collected = true;
            }
            None => {
                terms.push(term.clone());
                places.insert_unique(hash, terms.len() - 1, |&place| {
                    self::hash(&terms[place].factors)
                });
            }
        }
    }

    pub(crate) fn into_terms(self) -> Vec<Term> {
        self.terms.into_iter().filter(|term| !term.is_zero()).collect()
    }

    pub(crate) fn write(self, dag: &mut Dag, terms: &mut Terms) -> Expr {
        let mut sum = self.into_terms();
        positive_first(&mut sum);
        terms.write_sum(dag, sum)
    }
}

/// The letter in which these are the terms of a polynomial.
pub(crate) fn degrees(dag: &Dag, terms: &[Term]) -> Option<Expr> {
    let mut letter = None;
    for term in terms {
        match term.factors.as_slice() {
            [] => {}
            &[(base, exponent)] => {
                let whole = exponent.is_integer() && matches!(dag.op(base), Op::Symbol(_));
                let same = letter.is_none_or(|known| known == base);
                (whole && same).then_some(())?;
                letter = Some(base);
            }
            _ => return None,
        }
    }
    letter
}
