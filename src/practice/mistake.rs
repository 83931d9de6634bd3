//! A question becomes the wrong answers that have a name.

mod computed;
mod concerns;
pub(super) mod fit;
pub(super) mod forms;
mod formula;
mod slip;
pub(super) mod slipped;
pub(super) mod student;
mod whole;

use super::problem::Question;
use concerns::{concerns, may_fit};
use slip::choices;
use student::{Place, Student, Way};

use crate::expr::{Dag, Expr, ExprMap, Op};
use crate::order::sort_by;
use crate::rules::{Asked, Group, Mistake, Slip, mistakes};

/// An answer that a mistake gives.
#[derive(Clone, Debug)]
pub(super) struct Outcome {
    /// The row.
    pub row: usize,
    /// The wrong answer, an expression for each entry; not tidied.
    pub result: Vec<Expr>,
    /// Where it was made; nowhere in particular for those made with the whole answer.
    pub place: Option<Place>,
    /// How many layers lie around the outermost place.
    pub depth: u32,
}

/// All outcomes of single mistakes, each once for its row.
pub(super) fn single(question: &mut Question) -> Vec<Outcome> {
    let mut found = Collected::default();
    for (row, mistake) in mistakes().rows.iter().enumerate() {
        of(question, row, mistake, &mut found);
    }
    found.outcomes
}

/// The outcomes of one mistake.
pub(super) fn of_one(question: &mut Question, row: usize) -> Vec<Outcome> {
    let mut found = Collected::default();
    of(question, row, mistakes().rows[row], &mut found);
    found.outcomes
}

fn of(question: &mut Question, row: usize, mistake: &Mistake, found: &mut Collected) {
    if !concerns(mistake, question) {
        return;
    }
    for result in whole::results(question, row) {
        found.add(row, result, None, 0);
    }
    if question.implicit.is_some() || question.asked == Asked::Update && question.base == question.f
    {
        return;
    }
    if question.order == 2 && may_fit(&question.dag, question.f, mistake) {
        // Made in the first derivative, though the second may have no place for it.
        let way = [Way { row, choice: 0, nested: false, only: None }];
        for result in twice(question, &way).into_iter().flatten() {
            found.add(row, vec![result], None, 1);
        }
    }
    for form in forms_of(question, mistake.group) {
        if !may_fit(&question.dag, form, mistake) {
            continue;
        }
        for choice in 0..choices(mistake) {
            for nested in [false, true] {
                let way = Way { row, choice, nested, only: None };
                let Some(places) = whole_way(question, form, &[way], Where::Everywhere, found)
                else {
                    break;
                };
                // Made at one of several places only: the others were done rightly.
                if !nested && places.len() > 1 && places.len() <= MAX_PLACES {
                    for place in places {
                        whole_way(question, form, &[way], Where::At(place), found);
                    }
                }
            }
        }
    }
}

/// More places than that are not looked at one by one.
const MAX_PLACES: usize = 4;

/// Where a mistake is made.
#[derive(Clone, Copy)]
enum Where {
    /// Wherever it fits, from the outside in.
    Everywhere,
    /// At one place.
    At(Expr),
    /// At one place, each fraction taken by the quotient rule though there is a shorter way.
    ByQuotients(Option<Expr>),
}

/// What comes to mind when none of the single ones fits: a mistake made inside a layer that was
/// done rightly, and in a reading of the function that is not the first.
pub(super) fn further(question: &mut Question) -> Vec<Outcome> {
    let mut found = Collected::default();
    if question.implicit.is_some() || question.asked == Asked::Update {
        return found.outcomes;
    }
    let by = question.by.clone();
    for (row, mistake) in mistakes().rows.iter().enumerate() {
        if !concerns(mistake, question) {
            continue;
        }
        for form in all_forms_of(question, mistake.group) {
            if !may_fit(&question.dag, form, mistake) {
                continue;
            }
            for choice in 0..choices(mistake) {
                let way = Way { row, choice, nested: false, only: None };
                let mut sites: Vec<Expr> = Vec::new();
                for &x in &by {
                    let mut student = Student::new(&mut question.dag, &mut question.right, x);
                    sites.extend(student.sites(form, way));
                }
                sites.dedup();
                sites.truncate(MAX_SITES);
                if !sites.is_empty() {
                    whole_way(question, form, &[way], Where::ByQuotients(None), &mut found);
                }
                for site in sites {
                    let here = Where::ByQuotients(Some(site));
                    whole_way(question, form, &[way], here, &mut found);
                }
            }
        }
    }
    found.outcomes
}

/// So many places of one mistake are looked at one by one when all else failed.
const MAX_SITES: usize = 6;

/// Two mistakes of one group in one answer.
pub(super) fn pairs(question: &mut Question, singles: &[Outcome]) -> Vec<(Outcome, usize)> {
    let mut rows: Vec<usize> = Vec::new();
    for outcome in singles {
        let mistake = mistakes().rows[outcome.row];
        let local = !matches!(mistake.slip, Slip::Formula(_) | Slip::Idea);
        if local && outcome.place.is_some() && !rows.contains(&outcome.row) {
            rows.push(outcome.row);
        }
    }
    let mut found = Collected::default();
    let mut pairs = Vec::new();
    let [general, models] = [Group::Powers, Group::Learning].map(|group| forms_of(question, group));
    let sites: Vec<Vec<Expr>> = rows
        .iter()
        .map(|&row| {
            let own = singles.iter().filter(|outcome| outcome.row == row);
            own.filter_map(|outcome| outcome.place.as_ref()).map(|place| place.of).collect()
        })
        .collect();
    for (i, &first) in rows.iter().enumerate() {
        for (j, &second) in rows.iter().enumerate() {
            let groups = [first, second].map(|row| mistakes().rows[row].group);
            if first == second || groups[0] != groups[1] || pairs.len() >= MAX_PAIRS {
                continue;
            }
            // The order matters only where both can be made at one place.
            if j < i && !sites[i].iter().any(|site| sites[j].contains(site)) {
                continue;
            }
            let forms = if groups[0] == Group::Learning { &models } else { &general };
            let at = [i, j].map(|row| where_made(rows[row], &sites[row]));
            for &form in forms {
                for n in 0..at[0].len() * at[1].len() {
                    let only = [at[0][n % at[0].len()], at[1][n / at[0].len()]];
                    let way = |row, only| Way { row, choice: 0, nested: false, only };
                    let ways = [way(first, only[0]), way(second, only[1])];
                    let before = found.outcomes.len();
                    whole_way(question, form, &ways, Where::Everywhere, &mut found);
                    for outcome in &found.outcomes[before..] {
                        let other = if outcome.row == second { first } else { second };
                        pairs.push((outcome.clone(), other));
                    }
                }
            }
        }
    }
    pairs
}

/// Wherever it fits; a factor gets lost at one place sooner than at all.
fn where_made(row: usize, sites: &[Expr]) -> Vec<Option<Expr>> {
    let mut places = vec![None];
    if mistakes().rows[row].id == "const.mult" && sites.len() > 1 {
        places.extend(sites.iter().take(MAX_PLACES).copied().map(Some));
    }
    places
}

/// Enough for any problem of a textbook.
const MAX_PAIRS: usize = 300;

/// Makes mistakes in every component of the answer; says where.
fn whole_way(
    question: &mut Question,
    form: Expr,
    ways: &[Way],
    place: Where,
    found: &mut Collected,
) -> Option<Vec<Expr>> {
    let (only, by_quotients) = match place {
        Where::Everywhere => (None, false),
        Where::At(place) => (Some(place), false),
        Where::ByQuotients(only) => (only, true),
    };
    let mut results = Vec::new();
    let mut places: Vec<Place> = Vec::new();
    for &x in &question.by.clone() {
        let mut student = Student::new(&mut question.dag, &mut question.right, x);
        student.by_quotients = by_quotients;
        match student.derive(form, ways, only) {
            Some(wrong) => {
                results.push(wrong.result);
                places.extend(wrong.places);
            }
            None => results.push(student.slope(form)),
        }
    }
    // Of two that one is spoken of that says most, and of two alike the outermost.
    let first = places.iter().min_by_key(|place| u8::MAX - fit::says(place.row))?.clone();
    // Of two mistakes both must have been made.
    if ways.iter().any(|way| !places.iter().any(|place| place.row == way.row))
        && !in_one(&places, ways)
    {
        return None;
    }
    let mut sites: Vec<Expr> = places.iter().map(|place| place.of).collect();
    sort_by(&mut sites, Expr::cmp);
    sites.dedup();
    let depth = layers_around(&question.dag, form, question.by[0], first.of);
    if question.asked == Asked::Update {
        // The weight after a step along a wrong slope.
        let rate = question.rate()?;
        let updated = question.stepped(rate, results[0]);
        found.add(first.row, vec![updated], Some(first), depth);
        return Some(sites);
    }
    found.add(first.row, results, Some(first.clone()), depth);
    if question.order == 2 {
        // Made in the first derivative as well.
        if let Some(both) = twice(question, ways) {
            for result in both {
                found.add(first.row, vec![result], Some(first.clone()), depth);
            }
        }
    }
    Some(sites)
}

/// How many functions, powers, products and quotients lie around a place: terms of a sum and
/// multiples count for nothing.
fn layers_around(dag: &Dag, form: Expr, x: Expr, place: Expr) -> u32 {
    let Some(x) = dag.as_symbol(x) else { return 0 };
    let mut around: ExprMap<u32> = ExprMap::default();
    around.insert(form, 0);
    // Whoever contains something is younger than it.
    for e in dag.below(form).into_iter().rev() {
        let Some(&own) = around.get(e) else { continue };
        if e == place {
            return own;
        }
        let children = dag.children(e);
        let moving = children.iter().filter(|&&child| dag.contains(child, x)).count();
        let step = match dag.op(e) {
            Op::Add | Op::Neg => 0,
            Op::Mul | Op::Div if moving < 2 && dag.contains(children[0], x) => 0,
            Op::Mul if moving < 2 => 0,
            _ => 1,
        };
        for &child in children {
            let known = around.or_insert(child, u32::MAX);
            *known = (*known).min(own + step);
        }
    }
    around.get(place).copied().unwrap_or(0)
}

/// A chain whose outer slope was taken wrongly has both mistakes at one place.
fn in_one(places: &[Place], ways: &[Way]) -> bool {
    let chain = |row: usize| matches!(mistakes().rows[row].slip, Slip::Chain(_));
    ways.len() == 2 && places.iter().any(|place| chain(place.row))
}

fn twice(question: &mut Question, ways: &[Way]) -> Option<Vec<Expr>> {
    let x = question.by[0];
    let f = question.f;
    let mut student = Student::new(&mut question.dag, &mut question.right, x);
    let once = student.derive(f, ways, None)?.result;
    let once = student.right.tidier.tidy(student.dag, once);
    let then_right = student.slope(once);
    let again = student.derive(once, ways, None).map(|wrong| wrong.result);
    Some([Some(then_right), again].into_iter().flatten().collect())
}

/// The forms in which the function may be seen, each once.
fn forms_of(question: &mut Question, group: Group) -> Vec<Expr> {
    let Question { dag, right, base, by, .. } = question;
    let f = if question.asked == Asked::Update { question.f } else { *base };
    let Some(x) = dag.as_symbol(by[0]) else { return vec![f] };
    let mut found = vec![f];
    let tidy = right.tidier.tidy(dag, f);
    let mut others = vec![forms::as_powers(dag, f, x), tidy, forms::as_powers(dag, tidy, x)];
    others.push(forms::without_sizes(dag, f));
    if group == Group::Learning {
        others.push(forms::as_model(dag, f, x));
    }
    for form in others {
        if !found.contains(&form) {
            found.push(form);
        }
    }
    found
}

/// The same, and those in which products and fractions are grouped in another way.
fn all_forms_of(question: &mut Question, group: Group) -> Vec<Expr> {
    let mut found = forms_of(question, group);
    let Some(x) = question.dag.as_symbol(question.by[0]) else { return found };
    let (dag, f) = (&mut question.dag, found[0]);
    for regrouped in forms::REGROUPED {
        let form = forms::regrouped(dag, f, x, regrouped);
        if !found.contains(&form) {
            found.push(form);
        }
    }
    found
}

/// Outcomes, each once for its row.
#[derive(Default)]
struct Collected {
    outcomes: Vec<Outcome>,
}

impl Collected {
    fn add(&mut self, row: usize, result: Vec<Expr>, place: Option<Place>, depth: u32) {
        let known = |other: &Outcome| other.row == row && other.result == result;
        if !self.outcomes.iter().any(known) {
            self.outcomes.push(Outcome { row, result, place, depth });
        }
    }
}
