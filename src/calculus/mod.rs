//! Which rules, and in which order: expressions become their derivatives and their tidy forms.

mod alternatives;
mod bands;
mod conditions;
mod corner;
mod differentiate;
mod directional;
mod domain;
mod equivalent;
mod expand;
mod implicit;
mod landmarks;
mod measure;
mod needs;
mod places;
mod points;
mod reduce;
mod shared;
mod simplify;
mod tangent;
mod tell;
mod term;
mod tidy;
mod zeros;

pub use alternatives::{Alternative, alternatives};
pub use bands::Band;
pub use conditions::{Condition, conditions, conditions_lost, is_outside, slopes_of};
pub use corner::is_slope;
pub use differentiate::{Applied, Differentiator, HOLE, Layer};
pub use directional::{Directional, directional};
pub use domain::{Comb, Domain, Place, Stretch};
pub use equivalent::{Equivalence, equivalent};
pub use implicit::{Implicit, implicit};
pub use shared::{Shared, shared, with_letters};
pub use tangent::tangent;
pub use tidy::{Change, Tidier};
