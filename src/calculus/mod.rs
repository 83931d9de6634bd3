//! Which rules, and in which order: expressions become their derivatives and their tidy forms.

mod conditions;
mod corner;
mod differentiate;
mod directional;
mod equivalent;
mod expand;
mod implicit;
mod measure;
mod points;
mod tangent;
mod term;
mod tidy;

pub use conditions::{Condition, conditions};
pub use corner::is_slope;
pub use differentiate::{Applied, Differentiator, HOLE, Layer};
pub use directional::{Directional, directional};
pub use equivalent::{Equivalence, equivalent};
pub use implicit::{Implicit, implicit};
pub use tangent::tangent;
pub use tidy::{Change, Tidier};
