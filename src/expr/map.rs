//! What is known of the nodes of one graph.

use std::ops::Index;

use super::dag::Expr;

/// A value for expressions of one graph, in a row by the place of each in it: found by one look,
/// where a hash would take several. The row is as long as the graph was when its youngest key was
/// made; it is for what is asked of most of a graph, not of a few nodes of a large one.
///
/// ```
/// use chainrule::expr::{Dag, ExprMap};
///
/// let mut dag = Dag::new();
/// let (x, y) = (dag.symbol("x"), dag.symbol("y"));
/// let mut seen = ExprMap::default();
/// seen.insert(y, "why");
/// assert_eq!((seen.get(x), seen[y]), (None, "why"));
/// ```
pub struct ExprMap<T> {
    row: Vec<Option<T>>,
}

impl<T> Default for ExprMap<T> {
    fn default() -> ExprMap<T> {
        ExprMap { row: Vec::new() }
    }
}

impl<T> ExprMap<T> {
    /// The value of `e`, if it has one.
    pub fn get(&self, e: Expr) -> Option<&T> {
        self.row.get(e.index())?.as_ref()
    }

    /// The value of `e`, to be changed.
    pub fn get_mut(&mut self, e: Expr) -> Option<&mut T> {
        self.row.get_mut(e.index())?.as_mut()
    }

    /// Whether `e` has a value.
    pub fn contains(&self, e: Expr) -> bool {
        self.get(e).is_some()
    }

    /// Gives `e` a value, in place of the one it had.
    pub fn insert(&mut self, e: Expr, value: T) {
        *self.place(e) = Some(value);
    }

    /// The value of `e`, to be changed: this one if it had none.
    pub fn or_insert(&mut self, e: Expr, value: T) -> &mut T {
        self.place(e).get_or_insert(value)
    }

    /// Where the value of `e` is kept.
    fn place(&mut self, e: Expr) -> &mut Option<T> {
        if self.row.len() <= e.index() {
            // A few at once: the next ones asked of are the next ones made.
            self.row.resize_with((e.index() + 1).next_multiple_of(32), || None);
        }
        &mut self.row[e.index()]
    }

    /// Whether no expression has a value.
    pub fn is_empty(&self) -> bool {
        self.row.is_empty()
    }
}

impl<T> Index<Expr> for ExprMap<T> {
    type Output = T;

    /// The value of an expression that has one.
    ///
    /// # Panics
    /// Where it has none.
    fn index(&self, e: Expr) -> &T {
        match self.get(e) {
            Some(value) => value,
            // A fault of the program, as with the maps of the standard library.
            None => panic!("of this expression nothing is known"),
        }
    }
}
