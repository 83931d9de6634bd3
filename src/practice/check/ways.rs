//! An answer is read as it stands, and where that is not right, in the other ways it may be meant.

use super::{Judge, idea};
use crate::practice::answer::lead::{without_lead, without_place};
use crate::practice::answer::name::without_name;
use crate::practice::answer::way::Facts;
use crate::practice::answer::written;
use crate::practice::answer::{Answer, partials};
use crate::practice::curve;
use crate::practice::verdict::{Status, Verdict};
use crate::syntax::{self, Span};

impl Judge {
    /// Judges an answer.
    pub fn check(&mut self, answer: &str) -> Verdict {
        let placed = without_place(answer);
        let answer = placed.as_str();
        if self.question.implicit.is_some() {
            return curve::check(self, answer);
        }
        if let Some(verdict) = idea::in_words(self, answer) {
            return verdict;
        }
        let ordered = partials::in_order(&self.question, answer);
        if let Some(ordered) = ordered
            && let Ok(read) = Answer::read(&mut self.question.dag, &ordered)
        {
            return self.judge(&read);
        }
        let verdict = match Answer::read(&mut self.question.dag, answer) {
            Ok(read) => self.judge(&read),
            Err(error) => {
                let mut verdict = Verdict::new(Status::Unreadable, error.to_string());
                if let Some(hint) = &error.hint {
                    verdict.message = format!("{} {hint}", verdict.message);
                }
                verdict.span = Some(error.span);
                verdict
            }
        };
        if verdict.is_right() {
            return verdict;
        }
        let lost = verdict.is_lost();
        match self.otherwise(answer) {
            Some((_, mut other)) if other.is_open() => {
                let named = verdict.mistake.map(|mistake| mistake.id);
                let fits = named.into_iter().chain(verdict.candidates);
                other.candidates = fits.fold(Vec::new(), |mut fits, id| {
                    if !fits.contains(&id) {
                        fits.push(id);
                    }
                    fits
                });
                other
            }
            Some((_, other)) if other.is_right() || lost => other,
            _ => {
                let unnamed = verdict.mistake.is_none() && verdict.candidates.is_empty();
                self.read_otherwise(answer, unnamed).unwrap_or(verdict)
            }
        }
    }

    /// A place that two people read differently, read in the other way, where that is right: 1/2√x; or,
    /// of one that is `unnamed` as it stands, where a mistake gives just that: e^3x.
    pub(in crate::practice) fn read_otherwise(
        &mut self,
        answer: &str,
        unnamed: bool,
    ) -> Option<Verdict> {
        let lead = without_lead(answer, Span::whole(answer));
        let proper = without_name(answer, lead);
        let text = &answer[proper.start..proper.end];
        let mut readings = syntax::parse(&mut self.question.dag, text).ok()?.readings;
        // Nobody means (−a)² by −a²: there the sign is what is wrong.
        readings.retain(|reading| !reading.replacement.starts_with("(-"));
        readings.truncate(4);
        // One place at a time, then all of them: 2xe^3x + 3x²e^3x.
        let (mut others, mut all, mut from) = (Vec::new(), text.to_owned(), text.len());
        // Where places overlap it is not clear what is meant.
        let mut clear = unnamed && !self.question.is_number();
        for reading in readings.iter().rev() {
            let Span { start, end } = reading.span;
            clear &= end <= from;
            others.insert(0, format!("{}{}{}", &text[..start], reading.replacement, &text[end..]));
            if end <= from {
                all.replace_range(start..end, &reading.replacement);
                from = start;
            }
        }
        others.push(all);
        let mut named: Option<Verdict> = None;
        for other in others {
            let Ok(read) = Answer::read(&mut self.question.dag, &other) else { continue };
            let verdict = self.judge(&read);
            if verdict.is_right() {
                return Some(Verdict::new(
                    Status::Unclear,
                    "Two people read this differently. As it stands it is not right; read in the other way it is. Put brackets around what belongs together.",
                ));
            }
            // Not two mistakes at once: there each reading has its own.
            let id = |verdict: &Verdict| verdict.mistake.as_ref().map(|mistake| mistake.id);
            let own = id(&verdict);
            if clear && own.is_some() && verdict.candidates.first().copied() != own {
                clear = named.as_ref().is_none_or(|other| id(other) == own);
                named = Some(verdict);
            }
        }
        named.filter(|_| clear)
    }

    /// The answer read in another way: one that is right, or else the first that says something.
    pub(in crate::practice) fn otherwise(&mut self, answer: &str) -> Option<(Answer, Verdict)> {
        let lead = without_lead(answer, Span::whole(answer));
        let facts = Facts::of(&self.question);
        let (mut asked_about, mut spoken_of) = (None, None);
        for written in written::others(&facts, &answer[lead.start..lead.end]) {
            let Ok(read) = Answer::of(&mut self.question.dag, &written) else { continue };
            let verdict = self.judge(&read);
            if verdict.is_right() {
                if !written.doubtful {
                    return Some((read, verdict));
                }
                // A more careful way may come yet: the x of cos x e^x is no sign.
                let verdict = Verdict::new(
                    Status::Unclear,
                    "A sign of multiplication can be meant here, or a letter or a decimal point. As it stands it is not right; with the sign it is. Write * between the factors.",
                );
                asked_about.get_or_insert((read, verdict));
                continue;
            }
            if written.sure && spoken_of.is_none() && !verdict.is_lost() {
                spoken_of = Some((read, verdict));
            }
        }
        asked_about.or(spoken_of)
    }
}
