//! Walks are loops over an array: children are older than their parents.

use super::dag::{Dag, Expr};
use super::op::{Op, Symbol};

impl Dag {
    /// Everything `root` is made of, each node once, children before parents, `root` last.
    pub fn below(&self, root: Expr) -> Vec<Expr> {
        self.below_all(&[root])
    }

    /// The same for several roots at once.
    pub fn below_all(&self, roots: &[Expr]) -> Vec<Expr> {
        /// Little in a large graph: marks for every older node would cost more than looking.
        const LITTLE: u32 = 40;
        const LARGE: usize = 2048;
        let Some(last) = roots.iter().max() else { return Vec::new() };
        if let [root] = roots
            && last.index() > LARGE
            && self.size(*root) <= LITTLE
        {
            let room = self.size(*root) as usize;
            let (mut found, mut stack) = (Vec::with_capacity(room), Vec::with_capacity(room));
            stack.push(*root);
            while let Some(e) = stack.pop() {
                if let Err(place) = found.binary_search(&e) {
                    found.insert(place, e);
                    stack.extend_from_slice(self.children(e));
                }
            }
            return found;
        }
        let words = last.index() / 64 + 1;
        // A textbook's graph has room for its marks without asking for memory.
        let (mut few, mut many) = ([0u64; 8], Vec::new());
        let marks = match few.get_mut(..words) {
            Some(marks) => marks,
            None => {
                many.resize(words, 0);
                many.as_mut_slice()
            }
        };
        let mark = |marks: &mut [u64], e: Expr| marks[e.index() / 64] |= 1 << (e.index() % 64);
        roots.iter().for_each(|root| mark(marks, *root));
        let most = roots.iter().fold(0, |sum: u32, root| sum.saturating_add(self.size(*root)));
        let mut found = Vec::with_capacity((most as usize).min(last.index() + 1));
        // From the youngest to the oldest: whoever asks for a node is met before it.
        for word in (0..words).rev() {
            let mut open = u64::MAX;
            while marks[word] & open != 0 {
                let place = (marks[word] & open).ilog2();
                open = (1 << place) - 1;
                let e = Expr::at(word * 64 + place as usize);
                found.push(e);
                self.children(e).iter().for_each(|child| mark(marks, *child));
            }
        }
        found.reverse();
        found
    }

    /// Of everything `root` is made of what has a derivative in it that is still to be taken, in the
    /// same order: little of a long formula.
    pub fn untaken(&self, root: Expr) -> Vec<Expr> {
        let (mut found, mut stack) = (Vec::new(), vec![root]);
        while let Some(e) = stack.pop() {
            if self.has_derivative(e)
                && let Err(place) = found.binary_search(&e)
            {
                found.insert(place, e);
                stack.extend_from_slice(self.children(e));
            }
        }
        found
    }

    /// Rebuilds `root` from its leaves up: `change` sees each node once, with its children already
    /// changed, and says what stands in its place.
    pub fn rebuild(
        &mut self,
        root: Expr,
        mut change: impl FnMut(&mut Dag, Expr, &[Expr]) -> Expr,
    ) -> Expr {
        self.rebuild_by(root, self.below(root), &mut change)
    }

    /// The same with only what has an untaken derivative in it changed.
    pub fn rebuild_untaken(
        &mut self,
        root: Expr,
        mut change: impl FnMut(&mut Dag, Expr, &[Expr]) -> Expr,
    ) -> Expr {
        self.rebuild_by(root, self.untaken(root), &mut change)
    }

    /// The same, compiled once for all that change something.
    fn rebuild_by(
        &mut self,
        root: Expr,
        order: Vec<Expr>,
        change: &mut dyn FnMut(&mut Dag, Expr, &[Expr]) -> Expr,
    ) -> Expr {
        let mut changed: Vec<Expr> = Vec::with_capacity(order.len());
        let mut children = Vec::new();
        for &e in &order {
            self.children_become(e, &order, &changed, &mut children);
            changed.push(change(self, e, &children));
        }
        changed.last().copied().unwrap_or(root)
    }

    /// A node's children as what they have become: `became` stands for the first nodes of `order`,
    /// one for one, and a node's children are among those before it.
    fn children_become(&self, e: Expr, order: &[Expr], became: &[Expr], children: &mut Vec<Expr>) {
        let known = |child| order.binary_search(child).map_or(*child, |place| became[place]);
        children.clear();
        children.extend(self.children(e).iter().map(known));
    }

    /// `root` with `new` wherever `old` stood.
    pub fn substitute(&mut self, root: Expr, old: Expr, new: Expr) -> Expr {
        self.rebuild(
            root,
            |dag, e, children| {
                if e == old { new } else { dag.with_children(e, children) }
            },
        )
    }

    /// Copies an expression of another graph into this one; `leaf` may put something else in the
    /// place of a variable.
    pub fn import(
        &mut self,
        from: &Dag,
        root: Expr,
        mut leaf: impl FnMut(&mut Dag, Symbol) -> Option<Expr>,
    ) -> Expr {
        self.import_by(from, root, &mut leaf)
    }

    /// The same, compiled once for all that import something.
    fn import_by(
        &mut self,
        from: &Dag,
        root: Expr,
        leaf: &mut dyn FnMut(&mut Dag, Symbol) -> Option<Expr>,
    ) -> Expr {
        let order = from.below(root);
        let mut copied: Vec<Expr> = Vec::with_capacity(order.len());
        let mut children = Vec::new();
        for &e in &order {
            from.children_become(e, &order, &copied, &mut children);
            let copy = match from.op(e) {
                Op::Symbol(symbol) => match leaf(self, symbol) {
                    Some(stand_in) => stand_in,
                    None => self.symbol(from.name(symbol)),
                },
                Op::Number(_) => match from.number(e) {
                    Some(number) => self.leaf(number.clone()),
                    None => self.integer(0),
                },
                // A stand-in may turn a power into another one's special form.
                Op::Pow => self.pow(children[0], children[1]),
                op => self.node(op, &children),
            };
            copied.push(copy);
        }
        copied.last().copied().unwrap_or(root)
    }
}
