//! The letters of an answer: those of the problem, and what others may stand for.

use super::Judge;
use crate::expr::{Constant, Expr, Op, Symbol};
use crate::order::sort_by;
use crate::practice::answer::Answer;
use crate::practice::mistake::fit;
use crate::practice::problem::Question;
use crate::practice::verdict::{Status, Verdict};
use crate::practice::words;

/// So many pieces of the function are tried, the outermost first.
const MAX_PIECES: usize = 40;

impl Judge {
    /// Letters of the answer that the problem does not have.
    fn foreign(&self, answer: &Answer) -> Vec<Symbol> {
        let dag = &self.question.dag;
        let mut known = dag.variables(self.question.f);
        known.extend(self.question.by.iter().filter_map(|&by| dag.as_symbol(by)));
        let has_value = |symbol| self.question.at.iter().any(|(name, _)| name == dag.name(symbol));
        let all = answer.taken.iter().flat_map(|&e| dag.variables(e));
        all.filter(|&symbol| !known.contains(&symbol) && !has_value(symbol)).collect()
    }

    /// The answer with an E that is no letter of the problem as the number e, and with i, j and k
    /// as the unit vectors of a gradient.
    pub(super) fn with_known_letters(&mut self, answer: &Answer) -> Option<Answer> {
        let entries = self.question.answers.len();
        if entries > 1 && answer.taken.len() == 1 && !self.foreign(answer).is_empty() {
            let units = answer.in_units(&mut self.question.dag, entries);
            return units.or_else(|| self.by_stems(answer));
        }
        let named_e = |symbol: &Symbol| self.question.dag.name(*symbol) == "E";
        let foreign = self.foreign(answer).into_iter().find(named_e)?;
        let dag = &mut self.question.dag;
        let (letter, e) = (dag.symbol_leaf(foreign), dag.constant(Constant::E));
        Some(answer.with(dag, letter, e))
    }

    /// 2w as (2w_1, 2w_2): a letter for all that have it with an index.
    fn by_stems(&mut self, answer: &Answer) -> Option<Answer> {
        let mut entries = [Vec::new(), Vec::new()];
        let known = self.question.dag.variables(self.question.f);
        let foreign = self.foreign(answer);
        let dag = &mut self.question.dag;
        for &by in &self.question.by {
            let name = dag.as_symbol(by).map(|symbol| dag.name(symbol).to_owned())?;
            let (_, index) = name.split_once('_')?;
            let (mut typed, mut taken) = (answer.typed[0], answer.taken[0]);
            for &stem in &foreign {
                let indexed = format!("{}_{index}", dag.name(stem));
                let (letter, is) = (dag.symbol_leaf(stem), dag.symbol(&indexed));
                dag.as_symbol(is).filter(|symbol| known.contains(symbol))?;
                typed = dag.substitute(typed, letter, is);
                taken = dag.substitute(taken, letter, is);
            }
            entries[0].push(typed);
            entries[1].push(taken);
        }
        let [typed, taken] = entries;
        Some(Answer { typed, taken, text: answer.text.clone() })
    }

    /// A letter that the problem does not have.
    pub(in crate::practice) fn foreign_letters(&mut self, answer: &Answer) -> Option<Verdict> {
        let Some(&first) = self.foreign(answer).first() else { return self.error_called_e(answer) };
        let name = self.question.dag.name(first).to_owned();
        let dag = &mut self.question.dag;
        let letter = dag.symbol_leaf(first);
        // The constant of an integral, added at the end.
        let added = matches!(name.as_str(), "C" | "c" | "K" | "k")
            && answer.taken.iter().all(|&e| match dag.op(e) {
                Op::Add => dag.children(e).contains(&letter),
                _ => false,
            });
        if added {
            let zero = dag.integer(0);
            let without = answer.with(dag, letter, zero);
            let verdict = self.judge(&without);
            if verdict.mistake.as_ref().is_some_and(|mistake| mistake.id == "pow.integ") {
                return Some(verdict);
            }
            return Some(Verdict::new(
                Status::Wrong,
                format!("A constant {name} is added to an integral. Does a derivative need one?"),
            ));
        }
        Some(self.meant_by(answer, &name, letter).unwrap_or_else(|| {
            Verdict::new(
                Status::Wrong,
                format!("There is no {name} in this problem. Which letter do you mean?"),
            )
        }))
    }

    /// `2ex`: the error of a neuron is called e. Where the number e does not occur, it may be.
    fn error_called_e(&mut self, answer: &Answer) -> Option<Verdict> {
        let dag = &mut self.question.dag;
        let e = dag.constant(Constant::E);
        let said = answer.taken.iter().any(|&own| dag.below(own).binary_search(&e).is_ok());
        (said && !self.question.has_e()).then(|| self.meant_by(answer, "e", e))?
    }

    /// A letter that the problem does not have, where the answer is right with a piece of the function
    /// in its place, u in 3u²·2, or is the difference quotient with it as the step.
    fn meant_by(&mut self, answer: &Answer, name: &str, letter: Expr) -> Option<Verdict> {
        let Question { dag, f, by, base, answers, .. } = &mut self.question;
        let (&[own], &[right], &[x]) = (answer.taken.as_slice(), answers.as_slice(), by.as_slice())
        else {
            return None;
        };
        // Those stand for the whole function.
        if matches!(name, "y" | "f") {
            return None;
        }
        let (by, base) = (dag.as_symbol(x)?, *base);
        let mut pieces = fit::parts(dag, *f);
        pieces.retain(|&piece| dag.contains(piece, by));
        let moved = dag.add(&[x, letter]);
        let ahead = dag.substitute(base, x, moved);
        let rise = dag.sub(ahead, base);
        let quotient = dag.div(rise, letter);
        if self.equal(own, quotient) {
            let left = "That is right so far. Now let the step go to 0.";
            return Some(Verdict::new(Status::Unfinished, left));
        }
        pieces.reverse();
        let piece = pieces.into_iter().take(MAX_PIECES).find(|&piece| {
            let own = self.question.dag.substitute(own, letter, piece);
            self.equal(own, right)
        })?;
        let is = words::spoken(&self.question.dag, piece)?;
        let message = format!("That is right if {name} stands for {is}: put it in.");
        (!words::tells(&message, &self.secrets)).then(|| Verdict::new(Status::Unfinished, message))
    }

    /// All letters of the problem and the answer.
    pub(super) fn letters(&self, answer: &Answer) -> Vec<Symbol> {
        let dag = &self.question.dag;
        let mut all: Vec<Symbol> = dag.variables(self.question.f);
        all.extend(self.question.by.iter().filter_map(|&by| dag.as_symbol(by)));
        all.extend(answer.taken.iter().flat_map(|&e| dag.variables(e)));
        sort_by(&mut all, |a, b| dag.name(*a).cmp(dag.name(*b)));
        all.dedup();
        all
    }
}
