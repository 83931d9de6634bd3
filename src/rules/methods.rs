//! Ways through a whole problem: which derivatives to take, and how they go together.

use super::rules;

#[rustfmt::skip]
rules! {
    "implicit" "Implicit differentiation" Method { "d/dx(y)" => "-d/dx(u)/d/dy(u)" } if ""
        "{y} depends on {x}: differentiate both sides by {x}, and every {y} brings the factor {m}. That gives {e}. Solve for {m}."
        e.g. "-d/dx(x^2 + y^2)/d/dy(x^2 + y^2)" => "-x/y";
    "directional" "Directional derivative" Method { "d/ds(f)" => "(a*d/dx(f) + b*d/dy(f))/sqrt(a^2 + b^2)" } if ""
        "Along a direction of length 1 the slope is the sum of the partial derivatives, each times its part of the direction."
        e.g. "(3*d/dx(x^2*y) + 4*d/dy(x^2*y))/sqrt(3^2 + 4^2)" => "(6x*y + 4x^2)/5";
}
