//! Ways through a whole problem: which derivatives to take, and how they go together.

use super::rules;

#[rustfmt::skip]
rules! {
    "quotient-as-product" "Quotient as a product" Method { "d/dx(u/v)" => "d/dx(u*v^(-1))" } if ""
        "Dividing is multiplying by a negative power: write {f} as {u}. The product rule and the power rule do the rest."
        e.g. "d/dx(sin(x)/x^2)" => "(x cos(x) - 2sin(x))/x^3";
    "expand-first" "Multiply out first" Method { "d/dx((u + v)^2)" => "d/dx(u^2 + 2*u*v + v^2)" } if ""
        "Multiply out: {f} is {u}. Then every term is differentiated by itself."
        e.g. "d/dx((x + 1)^2)" => "2(x + 1)";
    "logarithms-first" "Logarithms first" Method { "d/dx(f)" => "f*d/dx(ln(abs(f)))" } if "f != 0"
        "A logarithm turns products into sums and powers into factors: up to a constant, the logarithm of |f| is {u}. Differentiate that and multiply by f."
        e.g. "d/dx(x^2*sin(x)*e^x)" => "x e^x (2sin(x) + x cos(x) + x sin(x))";
    "two-at-a-time" "Two at a time" Method { "d/dx(max(u, v, c))" => "d/dx(max(max(u, v), c))" } if ""
        "The largest or smallest of several is found two at a time: write {f} as {w}."
        e.g. "d/dx(max(1, x, x^2))" => "{{0 if x < 1, 1 if x > 1} if max(1, x) > x^2, 2x if max(1, x) < x^2}";
    "implicit" "Implicit differentiation" Method { "d/dx(y)" => "-d/dx(u)/d/dy(u)" } if ""
        "{y} depends on {x}: differentiate both sides by {x}, and every {y} brings the factor {m}. That gives {e}. Solve for {m}."
        e.g. "-d/dx(x^2 + y^2)/d/dy(x^2 + y^2)" => "-x/y";
    "directional" "Directional derivative" Method { "d/ds(f)" => "(a*d/dx(f) + b*d/dy(f))/sqrt(a^2 + b^2)" } if ""
        "Along a direction of length 1 the slope is the sum of the partial derivatives, each times its part of the direction."
        e.g. "(3*d/dx(x^2*y) + 4*d/dy(x^2*y))/sqrt(3^2 + 4^2)" => "(6x*y + 4x^2)/5";
}
