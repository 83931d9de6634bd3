//! The rules of differentiation, in the order in which they are tried.

use super::rules;

#[rustfmt::skip]
rules! {
    "constant" "Constant rule" Law { "d/dx(c)" => "0" } if ""
        "{kept} does not change when {x} does: its derivative is 0."
        e.g. "d/dx(7)" => "0";
    "variable" "Derivative of x" Law { "d/dx(x)" => "1" } if ""
        "{x} changes exactly as fast as {x}: its derivative is 1."
        e.g. "d/dx(x)" => "1";
    "negative" "Constant multiple rule" Law of OPPOSITE { "d/dx(-u)" => "-d/dx(u)" } if ""
        "The minus sign stays in front, and only {u} is differentiated."
        e.g. "d/dx(-x^2)" => "-2x";
    "sum" "Sum rule" Each of SUM { "d/dx(u + v)" => "d/dx(u) + d/dx(v)" } if ""
        "Differentiate term by term and add: {terms}."
        e.g. "d/dx(x^3 + sin(x))" => "3x^2 + cos(x)";
    "constant-multiple" "Constant multiple rule" Law of PRODUCT { "d/dx(c*u)" => "c*d/dx(u)" } if ""
        "{kept} stays in front as a factor, and only {u} is differentiated."
        e.g. "d/dx(5x^3)" => "15x^2";
    "constant-divisor" "Constant multiple rule" Law of QUOTIENT { "d/dx(u/c)" => "d/dx(u)/c" } if ""
        "{kept} stays below the bar, and only {u} is differentiated."
        e.g. "d/dx(x^4/4)" => "x^3";
    "negative-power" "Rewrite as a power" Law of QUOTIENT { "d/dx(c/u^n)" => "d/dx(c*u^(-n))" } if ""
        "Dividing by a power of {u} is multiplying by the power with the opposite exponent: write {f} as {w}."
        e.g. "d/dx(1/x^2)" => "-2/x^3";
    "root-below" "Rewrite as a power" Law of QUOTIENT { "d/dx(c/sqrt(u))" => "d/dx(c*u^(-1/2))" } if ""
        "A square root below the bar is the power -1/2: write {f} as {w}."
        e.g. "d/dx(1/sqrt(x))" => "-1/(2x^(3/2))";
    "one-over-x" "Rewrite as a power" Law of QUOTIENT { "d/dx(c/x)" => "d/dx(c*x^(-1))" } if ""
        "Write {f} as {w}: then the power rule applies."
        e.g. "d/dx(3/x)" => "-3/x^2";
    "reciprocal" "Reciprocal rule" Law of QUOTIENT { "d/dx(c/v)" => "-c*d/dx(v)/v^2" } if ""
        "Only what is below the bar, {v}, depends on {x}: minus its derivative{times} over its square."
        e.g. "d/dx(1/(x^2 + 1))" => "-2x/(x^2 + 1)^2";
    "quotient-of-power" "Quotient rule" Law of QUOTIENT { "d/dx(u/v^n)" => "(d/dx(u)*v - n*u*d/dx(v))/v^(n + 1)" } if ""
        "Below stands a power of {v}: one factor {v} cancels at once. The derivative of {u} times {v}, minus {n} times {u} times the derivative of {v}, all over {v} with an exponent one higher."
        e.g. "d/dx(sin(x)/x^2)" => "(x cos(x) - 2sin(x))/x^3";
    "quotient" "Quotient rule" Law of QUOTIENT { "d/dx(u/v)" => "(d/dx(u)*v - u*d/dx(v))/v^2" } if ""
        "The derivative of the top times the bottom, minus the top times the derivative of the bottom, all over the bottom squared: {terms}."
        e.g. "d/dx(x/(x + 1))" => "1/(x + 1)^2";
    "product" "Product rule" Each of PRODUCT { "d/dx(u*v)" => "d/dx(u)*v + u*d/dx(v)" } if ""
        "Each factor takes its turn to be differentiated while the rest stays: {terms}."
        e.g. "d/dx(x*sin(x))" => "sin(x) + x cos(x)";
    "power" "Power rule" Law of POWER { "d/dx(x^n)" => "n*x^(n - 1)" } if ""
        "The exponent {n} of {f} comes down in front as a factor, and the new exponent is one less, {less}."
        e.g. "d/dx(x^5)" => "5x^4";
    "zero-to-power" "Zero to a power" Law of POWER { "d/dx(0^x)" => "0" } if "x > 0"
        "Zero to any positive power is 0: {f} does not change, and its derivative is 0."
        e.g. "d/dx(0^x)" => "0";
    "exponential" "Exponential rule" Law of POWER { "d/dx(c^x)" => "c^x*ln(c)" } if "c > 0"
        "{f} grows in proportion to itself: its derivative is {f} again, times the natural logarithm of the base {c}."
        e.g. "d/dx(2^x)" => "2^x ln(2)";
    "log-of-abs" "Logarithm of an absolute value" Law of NATURAL { "d/dx(ln(|u|))" => "d/dx(u)/u" } if "u != 0"
        "Whether {u} is positive or negative, the derivative of {f} is the derivative of {u}, over {u}."
        e.g. "d/dx(ln(|x^2 - 1|))" => "2x/(x^2 - 1)";
    "root-to-power" "Rewrite as a power" Law of ROOT { "d/dx(root(u, v))" => "d/dx(u^(1/v))" } if ""
        "A root is a power with a fraction for its exponent: write {f} as {w}."
        e.g. "d/dx(root(x, 5))" => "1/(5x^(4/5))";
    "maximum" "Larger of two" Law of MAXIMUM { "d/dx(max(u, v))" => "{d/dx(u) if u > v, d/dx(v) if u < v}" } if ""
        "The maximum follows whichever is larger, {u} or {v}, and has its slope; where they are equal there may be a corner."
        e.g. "d/dx(max(0, x))" => "{0 if x < 0, 1 if x > 0}";
    "minimum" "Smaller of two" Law of MINIMUM { "d/dx(min(u, v))" => "{d/dx(u) if u < v, d/dx(v) if u > v}" } if ""
        "The minimum follows whichever is smaller, {u} or {v}, and has its slope; where they are equal there may be a corner."
        e.g. "d/dx(min(1, x))" => "{0 if x > 1, 1 if x < 1}";
    "direction" "Derivative of the two-argument arctangent" Law of DIRECTION { "d/dx(atan2(u, v))" => "(v*d/dx(u) - u*d/dx(v))/(v^2 + u^2)" } if ""
        "The direction turns by {v} times the change of {u}, minus {u} times the change of {v}, over the squared length."
        e.g. "d/dx(atan2(x, 2))" => "2/(4 + x^2)";
    "pieces" "Piece by piece" Each of PIECES { "d/dx({u if x > c, v else})" => "{d/dx(u) if x > c, d/dx(v) else}" } if ""
        "Inside each piece its own formula holds: {terms}. The borders are looked at separately."
        e.g. "d/dx({x^2 if x > 0, -x else})" => "{2x if x > 0, -1 else}";
    "chain" "Chain rule" Chain { "d/dx(y)" => "d/du(y)*d/dx(u)" } if ""
        "Let {lets}. From the outside in, {layers}; multiply: {product}."
        e.g. "d/dx((2x + 3)^2)" => "4(2x + 3)";
    "change-of-base" "Change of base" Law of LOGARITHM { "d/dx(log_v(u))" => "d/dx(ln(u)/ln(v))" } if ""
        "The base {v} is no constant: write {f} as {w}, a quotient of natural logarithms."
        e.g. "d/dx(log_x(2))" => "-ln(2)/(x ln(x)^2)";
    "general-power" "Logarithmic differentiation" Law of POWER { "d/dx(u^v)" => "u^v*d/dx(v*ln(u))" } if "u > 0"
        "{x} stands in the base and in the exponent: write {f} as {power}, whose derivative is itself times the derivative of its exponent."
        e.g. "d/dx(x^x)" => "(ln(x) + 1)x^x";
}
