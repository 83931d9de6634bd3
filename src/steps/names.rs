//! Letters for the pieces of a problem: u, v, w, and on.

use crate::expr::{Dag, Expr};

/// Gives out names that nothing in the problem has.
#[derive(Clone)]
pub struct Names {
    taken: Vec<String>,
    next: usize,
}

const LETTERS: [&str; 8] = ["u", "v", "w", "p", "q", "r", "s", "t"];

impl Names {
    /// Names that do not occur in `e`.
    pub fn avoiding(dag: &Dag, e: Expr) -> Names {
        let taken =
            dag.variables(e).into_iter().map(|symbol| dag.name(symbol).to_owned()).collect();
        Names { taken, next: 0 }
    }

    /// The next free letter; when the letters run out, u_1, u_2 and on.
    pub fn fresh(&mut self) -> String {
        loop {
            let name = match LETTERS.get(self.next) {
                Some(letter) => letter.to_string(),
                None => format!("u_{}", self.next + 1 - LETTERS.len()),
            };
            self.next += 1;
            if !self.taken.contains(&name) {
                return name;
            }
        }
    }
}
