//! Why a rule is true: a few lines each, every one of them an equality.
//!
//! When x grows by h, u grows by p and v by q. What is written with them is true of any numbers;
//! the rule is what remains as h, and p and q with it, shrink to nothing.

/// A line: what is done, and the equation it gives.
pub type Line = (&'static str, &'static str);

/// The lines of a rule, none where there is nothing to derive.
pub fn why(id: &str) -> &'static [Line] {
    WHY.iter().find(|row| row.0 == id).map_or(&[], |row| row.1)
}

const SHRINK: &str =
    "As h shrinks, p/h becomes the slope of u and q/h the slope of v, and q itself goes to 0.";

const INSIDE: &str =
    "The derivative of the inside of the logarithm, over that inside; the sum cancels.";

#[rustfmt::skip]
static WHY: &[(&str, &[Line])] = &[
    ("constant", &[
        ("Let x grow by h. A constant stays what it is, so its change over h is 0, however small h is.", "(c - c)/h = 0"),
    ]),
    ("variable", &[
        ("Let x grow by h. The change of x is h itself: over h that is 1.", "((x + h) - x)/h = 1"),
    ]),
    ("sum", &[
        ("Let x grow by h; then u grows by p and v by q. The changes add up.", "((u + p) + (v + q) - (u + v))/h = p/h + q/h"),
        ("As h shrinks, p/h becomes the slope of u and q/h the slope of v.", "d/dx(u + v) = d/dx(u) + d/dx(v)"),
    ]),
    ("negative", &[
        ("Let x grow by h; then u grows by p, and −u by −p.", "(-(u + p) - (-u))/h = -p/h"),
        ("As h shrinks, p/h becomes the slope of u.", "d/dx(-u) = -d/dx(u)"),
    ]),
    ("constant-multiple", &[
        ("Let x grow by h; then u grows by p, and c times u by c times as much.", "(c*(u + p) - c*u)/h = c*(p/h)"),
        ("As h shrinks, p/h becomes the slope of u.", "d/dx(c*u) = c*d/dx(u)"),
    ]),
    ("constant-divisor", &[
        ("Dividing by c is multiplying by 1/c, which is a constant.", "u/c = (1/c)*u"),
        ("A constant factor stays in front.", "d/dx((1/c)*u) = d/dx(u)/c"),
    ]),
    ("product", &[
        ("Let x grow by h; then u grows by p and v by q. Think of a rectangle with sides u and v: it grows by two strips and a corner.", "(u + p)*(v + q) - u*v = p*v + u*q + p*q"),
        ("Divide by h.", "((u + p)*(v + q) - u*v)/h = (p/h)*v + u*(q/h) + (p/h)*q"),
        (SHRINK, "d/dx(u*v) = d/dx(u)*v + u*d/dx(v)"),
    ]),
    ("quotient", &[
        ("Let x grow by h; then u grows by p and v by q. Bring the new quotient and the old one over one denominator.", "(u + p)/(v + q) - u/v = (p*v - u*q)/(v*(v + q))"),
        ("Divide by h.", "((u + p)/(v + q) - u/v)/h = ((p/h)*v - u*(q/h))/(v*(v + q))"),
        (SHRINK, "d/dx(u/v) = (d/dx(u)*v - u*d/dx(v))/v^2"),
    ]),
    ("reciprocal", &[
        ("Let x grow by h; then v grows by q.", "c/(v + q) - c/v = -c*q/(v*(v + q))"),
        ("As h shrinks, q/h becomes the slope of v, and q itself goes to 0.", "d/dx(c/v) = -c*d/dx(v)/v^2"),
    ]),
    ("power", &[
        ("Take a cube first. Let x grow by h and multiply out: the x³ cancels, and everything left has a factor h.", "((x + h)^3 - x^3)/h = 3x^2 + 3x*h + h^2"),
        ("As h shrinks, only the first term stays: any one of the n brackets gives the h, all others an x.", "d/dx(x^3) = 3x^2"),
        ("For any exponent, where x > 0, write the power with e.", "x^n = e^(n*ln(x))"),
        ("The chain rule gives the power again, times n/x, and that is one power of x less.", "x^n*(n/x) = n*x^(n - 1)"),
    ]),
    ("negative-power", &[
        ("A negative exponent is a power below the bar.", "c/u^n = c*u^(-n)"),
    ]),
    ("one-over-x", &[
        ("A negative exponent is a power below the bar.", "c/x = c*x^(-1)"),
    ]),
    ("root-below", &[
        ("A square root is the power 1/2, and below the bar its exponent is negative.", "c/sqrt(u) = c*u^(-1/2)"),
    ]),
    ("root-to-power", &[
        ("Taking the v-th power of either side gives u.", "u^(1/v) = root(u, v)"),
    ]),
    ("zero-to-power", &[
        ("A power of 0 is a product of zeros.", "0^3 = 0*0*0"),
    ]),
    ("exponential", &[
        ("Write the power with base e.", "c^x = e^(x*ln(c))"),
        ("The chain rule gives it again, times the derivative of the exponent.", "d/dx(e^(x*ln(c))) = e^(x*ln(c))*ln(c)"),
    ]),
    ("chain", &[
        ("Let x grow by h; then u grows by p, and y, which is made of u, by k. Multiply and divide by p; where p is 0, k is 0 as well, and so are both sides.", "k/h = (k/p)*(p/h)"),
        ("As h shrinks, p shrinks with it: k/p becomes the slope of y along u, and p/h the slope of u along x.", "d/dx(sin(x^2)) = cos(x^2)*d/dx(x^2)"),
    ]),
    ("general-power", &[
        ("Write the power with base e.", "u^v = e^(v*ln(u))"),
        ("The chain rule gives it again, times the derivative of the exponent.", "d/dx(e^(v*ln(u))) = u^v*d/dx(v*ln(u))"),
    ]),
    ("log-of-abs", &[
        ("Where u is positive the bars change nothing: the chain rule gives the slope of u, over u.", "d/dx(ln(u)) = d/dx(u)/u"),
        ("Where u is negative it is ln(−u): the chain rule gives the slope of −u, over −u, and the two signs cancel.", "-d/dx(u)/(-u) = d/dx(u)/u"),
    ]),
    ("change-of-base", &[
        ("The logarithm says to which power v must be raised to give u.", "v^(ln(u)/ln(v)) = u"),
    ]),
    ("maximum", &[
        ("The larger of two is their mean plus half their distance: away from where they are equal, it is one of them and has its slope.", "(u + v + abs(u - v))/2 = max(u, v)"),
    ]),
    ("minimum", &[
        ("The smaller of two is their mean minus half their distance: away from where they are equal, it is one of them and has its slope.", "(u + v - abs(u - v))/2 = min(u, v)"),
    ]),
    ("exp", &[
        ("Let x grow by h, and take the factor that both have out.", "(e^(x + h) - e^x)/h = e^x*((e^h - 1)/h)"),
        ("As h shrinks, (e^h − 1)/h goes to 1: e is the number for which it does.", "d/dx(e^x) = e^x"),
    ]),
    ("ln", &[
        ("The logarithm is undone by the exponential function.", "e^(ln(x)) = x"),
        ("Differentiate both sides, the left one by the chain rule.", "e^(ln(x))*d/dx(ln(x)) = 1"),
        ("The first factor is x: divide by it.", "d/dx(ln(x)) = 1/x"),
    ]),
    ("log_b", &[
        ("A logarithm to a base is a natural one, divided by a constant.", "log(x, c) = ln(x)/ln(c)"),
    ]),
    ("sqrt", &[
        ("Let x grow by h, and multiply above and below by the sum of the two roots.", "(sqrt(x + h) - sqrt(x))/h = 1/(sqrt(x + h) + sqrt(x))"),
        ("As h shrinks, both roots become the same.", "d/dx(sqrt(x)) = 1/(2sqrt(x))"),
    ]),
    ("cbrt", &[
        ("The cube undoes the root.", "cbrt(x)^3 = x"),
        ("Differentiate both sides, the left one by the chain rule.", "3cbrt(x)^2*d/dx(cbrt(x)) = 1"),
    ]),
    ("root", &[
        ("A root is a power with a fraction for its exponent.", "x^(1/c) = root(x, c)"),
    ]),
    ("abs", &[
        ("The absolute value is the root of the square.", "|x| = sqrt(x^2)"),
        ("The chain rule does the rest, where x is not 0.", "d/dx(sqrt(x^2)) = x/abs(x)"),
    ]),
    ("sin", &[
        ("Let x grow by h, and use the sine of a sum.", "(sin(x + h) - sin(x))/h = cos(x)*(sin(h)/h) - sin(x)*((1 - cos(h))/h)"),
        ("As h shrinks, sin(h)/h goes to 1 (the arc and its half-chord become alike) and (1 − cos h)/h to 0.", "d/dx(sin(x)) = cos(x)"),
    ]),
    ("cos", &[
        ("A cosine is a sine, a quarter of a turn ahead.", "cos(x) = sin(x + pi/2)"),
        ("Differentiate: another quarter of a turn.", "d/dx(sin(x + pi/2)) = cos(x + pi/2)"),
        ("That is the sine, turned over.", "cos(x + pi/2) = -sin(x)"),
    ]),
    ("tan", &[
        ("Write it as a quotient.", "tan(x) = sin(x)/cos(x)"),
        ("The quotient rule gives the sum of the squares above.", "d/dx(sin(x)/cos(x)) = (cos(x)^2 + sin(x)^2)/cos(x)^2"),
        ("That sum is 1.", "(cos(x)^2 + sin(x)^2)/cos(x)^2 = sec(x)^2"),
    ]),
    ("cot", &[
        ("Write it as a quotient.", "cot(x) = cos(x)/sin(x)"),
        ("The quotient rule gives minus the sum of the squares above, and that sum is 1.", "d/dx(cos(x)/sin(x)) = -csc(x)^2"),
    ]),
    ("sec", &[
        ("Write it as a reciprocal.", "sec(x) = 1/cos(x)"),
        ("The reciprocal rule: minus the derivative of what is below, over its square.", "-(-sin(x))/cos(x)^2 = sec(x)*tan(x)"),
    ]),
    ("csc", &[
        ("Write it as a reciprocal.", "csc(x) = 1/sin(x)"),
        ("The reciprocal rule: minus the derivative of what is below, over its square.", "-cos(x)/sin(x)^2 = -csc(x)*cot(x)"),
    ]),
    ("arcsin", &[
        ("The sine undoes it.", "sin(arcsin(x)) = x"),
        ("Differentiate both sides, the left one by the chain rule.", "cos(arcsin(x))*d/dx(arcsin(x)) = 1"),
        ("The angle lies between −π/2 and π/2, so its cosine is not negative. Divide by it.", "cos(arcsin(x)) = sqrt(1 - x^2)"),
    ]),
    ("arccos", &[
        ("Both angles together are a right one, so one grows as the other shrinks.", "arccos(x) = pi/2 - arcsin(x)"),
    ]),
    ("arctan", &[
        ("The tangent undoes it.", "tan(arctan(x)) = x"),
        ("Differentiate both sides, the left one by the chain rule; the derivative of tan is 1 + tan².", "(1 + x^2)*d/dx(arctan(x)) = 1"),
    ]),
    ("sinh", &[
        ("It is made of two exponentials.", "sinh(x) = (e^x - e^(-x))/2"),
        ("Differentiate each: the minus sign becomes a plus.", "d/dx((e^x - e^(-x))/2) = (e^x + e^(-x))/2"),
    ]),
    ("cosh", &[
        ("It is made of two exponentials.", "cosh(x) = (e^x + e^(-x))/2"),
        ("Differentiate each: the plus sign becomes a minus.", "d/dx((e^x + e^(-x))/2) = (e^x - e^(-x))/2"),
    ]),
    ("tanh", &[
        ("Write it as a quotient.", "tanh(x) = sinh(x)/cosh(x)"),
        ("The quotient rule.", "d/dx(sinh(x)/cosh(x)) = (cosh(x)^2 - sinh(x)^2)/cosh(x)^2"),
        ("The difference of the squares above is 1.", "(cosh(x)^2 - sinh(x)^2)/cosh(x)^2 = sech(x)^2"),
    ]),
    ("arsinh", &[
        ("Solving x = sinh y for y gives a logarithm.", "arsinh(x) = ln(x + sqrt(x^2 + 1))"),
        (INSIDE, "(1 + x/sqrt(x^2 + 1))/(x + sqrt(x^2 + 1)) = 1/sqrt(x^2 + 1)"),
    ]),
    ("arcosh", &[
        ("Solving x = cosh y for y gives a logarithm.", "arcosh(x) = ln(x + sqrt(x^2 - 1))"),
        (INSIDE, "(1 + x/sqrt(x^2 - 1))/(x + sqrt(x^2 - 1)) = 1/sqrt(x^2 - 1)"),
    ]),
    ("artanh", &[
        ("Solving x = tanh y for y gives a logarithm.", "artanh(x) = ln((1 + x)/(1 - x))/2"),
        ("The derivative of that logarithm.", "d/dx(ln((1 + x)/(1 - x))/2) = 1/(1 - x^2)"),
    ]),
    ("relu", &[
        ("It is the larger of 0 and x: flat on the left, rising with slope 1 on the right.", "max(0, x) = relu(x)"),
    ]),
    ("sigmoid", &[
        ("What it is.", "1/(1 + e^(-x)) = sigmoid(x)"),
        ("The reciprocal rule, and the chain rule for what is below.", "d/dx(1/(1 + e^(-x))) = e^(-x)/(1 + e^(-x))^2"),
        ("Split the fraction: one factor is the sigmoid, the other what is missing to 1.", "e^(-x)/(1 + e^(-x))^2 = sigmoid(x)*(1 - sigmoid(x))"),
    ]),
    ("softplus", &[
        ("What it is.", "ln(1 + e^x) = softplus(x)"),
        ("The chain rule.", "d/dx(ln(1 + e^x)) = e^x/(1 + e^x)"),
        ("Divide above and below by eˣ.", "e^x/(1 + e^x) = sigmoid(x)"),
    ]),
    ("silu", &[
        ("What it is.", "x*sigmoid(x) = silu(x)"),
        ("The product rule.", "d/dx(x*sigmoid(x)) = sigmoid(x) + x*sigmoid(x)*(1 - sigmoid(x))"),
    ]),
    ("add-exponents", &[
        ("Two factors x and three more are five.", "x^2*x^3 = (x*x)*(x*x*x)"),
    ]),
    ("power-of-power", &[
        ("Three times two factors x are six.", "(x^2)^3 = (x*x)*(x*x)*(x*x)"),
    ]),
    ("negative-exponent", &[
        ("Each step down divides by x once more: x^1, x^0, x^(-1), and so on.", "x^(-2) = 1/x/x"),
    ]),
    ("power-of-product", &[
        ("The factors may be sorted.", "(u*v)^2 = (u*u)*(v*v)"),
    ]),
    ("common-denominator", &[
        ("Multiply u above and below by c.", "u + v/c = u*c/c + v/c"),
    ]),
    ("quotient-of-power", &[
        ("The quotient rule, with the power's own derivative in it.", "(d/dx(u)*v^n - u*(n*v^(n - 1)*d/dx(v)))/(v^n)^2 = (d/dx(u)*v - n*u*d/dx(v))/v^(n + 1)"),
    ]),
    ("direction", &[
        ("Where v is positive, the direction is the angle whose tangent is u/v.", "arctan(u/(abs(v) + 1)) = atan2(u, abs(v) + 1)"),
        ("Differentiate that angle: the chain rule, and the quotient rule inside.", "d/dx(arctan(u/v)) = 1/(1 + (u/v)^2)*((d/dx(u)*v - u*d/dx(v))/v^2)"),
        ("Multiply out below the bar. In the other quarters the angle differs by a constant.", "1/(1 + (u/v)^2)*((d/dx(u)*v - u*d/dx(v))/v^2) = (v*d/dx(u) - u*d/dx(v))/(u^2 + v^2)"),
    ]),
    ("pieces", &[
        ("A slope looks only at a small neighbourhood. Inside a piece all of it lies in that piece, where the function is the piece's formula.", "d/dx({x^2 if x > 0, -x else}) = {2x if x > 0, -1 if x < 0}"),
    ]),
    ("sign", &[
        ("On either side of 0 it is a constant, and a constant has the slope 0.", "d/dx(abs(x)/x) = 0"),
    ]),
    ("step", &[
        ("On either side of 0 it is a constant, and a constant has the slope 0.", "d/dx((1 + abs(x)/x)/2) = 0"),
    ]),
    ("floor", &[
        ("Between two whole numbers it does not change.", "floor(0.5) = floor(0.9)"),
    ]),
    ("ceil", &[
        ("Between two whole numbers it does not change.", "ceil(0.1) = ceil(0.5)"),
    ]),
    ("arcsec", &[
        ("The secant is one over the cosine, so its inverse is the angle whose cosine is 1/x.", "arcsec(x) = arccos(1/x)"),
        ("The chain rule.", "d/dx(arccos(1/x)) = (1/x^2)/sqrt(1 - 1/x^2)"),
        ("Bring one factor |x| under the root.", "(1/x^2)/sqrt(1 - 1/x^2) = 1/(abs(x)*sqrt(x^2 - 1))"),
    ]),
    ("arccsc", &[
        ("The cosecant is one over the sine, so its inverse is the angle whose sine is 1/x.", "arccsc(x) = arcsin(1/x)"),
        ("The chain rule; then bring one factor |x| under the root.", "d/dx(arcsin(1/x)) = -1/(abs(x)*sqrt(x^2 - 1))"),
    ]),
    ("arccot", &[
        ("The cotangent is one over the tangent, so its inverse is the angle whose tangent is 1/x.", "arccot(x) = arctan(1/x)"),
        ("The chain rule; multiply above and below by x².", "d/dx(arctan(1/x)) = -1/(1 + x^2)"),
    ]),
    ("sech", &[
        ("Write it as a reciprocal.", "sech(x) = 1/cosh(x)"),
        ("The reciprocal rule: minus the derivative of what is below, over its square.", "-sinh(x)/cosh(x)^2 = -sech(x)*tanh(x)"),
    ]),
    ("csch", &[
        ("Write it as a reciprocal.", "csch(x) = 1/sinh(x)"),
        ("The reciprocal rule: minus the derivative of what is below, over its square.", "-cosh(x)/sinh(x)^2 = -csch(x)*coth(x)"),
    ]),
    ("coth", &[
        ("Write it as a quotient.", "coth(x) = cosh(x)/sinh(x)"),
        ("The quotient rule; the difference of the squares above is −1.", "(sinh(x)^2 - cosh(x)^2)/sinh(x)^2 = -csch(x)^2"),
    ]),
    ("arsech", &[
        ("Where sech y is x, cosh y is 1/x.", "arsech(x) = arcosh(1/x)"),
        ("The chain rule; as x > 0, a factor x may be brought under the root.", "d/dx(arsech(x)) = -1/(x*sqrt(1 - x^2))"),
    ]),
    ("arcsch", &[
        ("Where csch y is x, sinh y is 1/x.", "arcsch(x) = arsinh(1/x)"),
        ("The chain rule; then bring one factor |x| under the root.", "d/dx(arsinh(1/x)) = -1/(abs(x)*sqrt(1 + x^2))"),
    ]),
    ("arcoth", &[
        ("Solving x = coth y for y gives a logarithm.", "arcoth(x) = ln((x + 1)/(x - 1))/2"),
        ("The derivative of that logarithm.", "d/dx(ln((x + 1)/(x - 1))/2) = 1/(1 - x^2)"),
    ]),
    ("leaky_relu", &[
        ("It is the larger of x and a hundredth of x: slope 0.01 on the left, slope 1 on the right.", "max(x, 0.01x) = leaky_relu(x)"),
    ]),
    ("elu", &[
        ("On the right it is x itself, on the left an exponential brought down by 1.", "{x if x > 0, e^x - 1 else} = elu(x)"),
        ("Each piece by itself; at 0 both have the slope 1.", "d/dx(e^x - 1) = e^x"),
    ]),
    ("gelu", &[
        ("It is x times the share of a bell curve that lies below x.", "x*(1 + erf(x/sqrt(2)))/2 = gelu(x)"),
        ("The derivative of that share is the bell curve itself.", "d/dx((1 + erf(x/sqrt(2)))/2) = e^(-x^2/2)/sqrt(2pi)"),
        ("The product rule.", "d/dx(gelu(x)) = (1 + erf(x/sqrt(2)))/2 + x*e^(-x^2/2)/sqrt(2pi)"),
    ]),
    ("erf", &[
        ("It is made to be the area under a bell curve from 0 to x, times a constant. Let x grow by h: the area grows by a strip, h wide and as high as the curve.", "d/dx(erf(x)) = 2/sqrt(pi)*e^(-x^2)"),
    ]),
    ("quotient-as-product", &[
        ("Dividing by v is multiplying by its reciprocal, which is the power −1.", "u/v = u*v^(-1)"),
    ]),
    ("expand-first", &[
        ("Equal functions have equal slopes: the form may be chosen before differentiating.", "(u + v)^2 = u^2 + 2*u*v + v^2"),
    ]),
    ("logarithms-first", &[
        ("The derivative of a logarithm is the derivative of its inside, over that inside. Here with the inside u.", "u*d/dx(ln(abs(u))) = d/dx(u)"),
    ]),
    ("two-at-a-time", &[
        ("The largest of several is the larger of the last and the largest of the rest.", "max(u, v, 1) = max(max(u, v), 1)"),
    ]),
    ("implicit", &[
        ("Move along the curve x² + y² = 25 on the branch y = √(25 − x²): the left side stays 25, so its derivative is 0.", "d/dx(x^2 + sqrt(25 - x^2)^2) = 0"),
        ("Solved for the slope of the branch, that is minus the one partial derivative over the other, −2x/(2y).", "d/dx(sqrt(25 - x^2)) = -2x/(2sqrt(25 - x^2))"),
    ]),
    ("directional", &[
        ("Walk from (x, y) along (3, 4)/5: after the way t, x has grown by 3t/5 and y by 4t/5. The slope along t is the sum of both parts, by the chain rule.", "d/dt((x + 3t/5)^2*(y + 4t/5)) = 3/5*(2(x + 3t/5)*(y + 4t/5)) + 4/5*(x + 3t/5)^2"),
    ]),
    ("arrange", &[
        ("The order of factors does not change a product.", "u*v*c = c*u*v"),
    ]),
    ("multiply-numbers", &[
        ("Brackets in a product may be moved.", "c*(n*u) = (c*n)*u"),
    ]),
    ("multiply-one", &[
        ("Once a thing is the thing.", "1*u = u"),
    ]),
    ("multiply-zero", &[
        ("0 is c − c, and u·c − u·c is nothing.", "(c - c)*u = c*u - c*u"),
    ]),
    ("add-zero", &[
        ("0 is what is added without a change.", "u + (v - v) = u"),
    ]),
    ("add-numbers", &[
        ("The order of terms does not change a sum, so numbers may be added first.", "(u + c) + n = u + (c + n)"),
    ]),
    ("widen", &[
        ("c over c is 1, where c is not 0.", "(u*c)/(v*c) = (u/v)*(c/c)"),
    ]),
    ("cancel", &[
        ("u over u is 1, where u is not 0.", "(u*v)/u = (u/u)*v"),
    ]),
    ("power-one", &[
        ("The exponent counts the factors.", "u^2/u = u"),
    ]),
    ("power-zero", &[
        ("One factor less is divided by u once more: from u¹ to u⁰ that is u/u.", "u^1/u = 1"),
    ]),
    ("power-of-number", &[
        ("The exponent counts the factors.", "2^3 = 2*2*2"),
    ]),
    ("root-as-power", &[
        ("Two of these powers, multiplied, give u: that is what a square root does.", "u^(1/2)*u^(1/2) = u"),
    ]),
    ("collect-like-terms", &[
        ("Two things and three more of them are five.", "(u + u) + (u + u + u) = 5u"),
    ]),
    ("open-brackets", &[
        ("Taking away a sum is taking away each of its terms.", "u - (v + c) + (v + c) = u"),
    ]),
    ("distribute-sign", &[
        ("Minus is a factor −1, and every term takes it.", "(-1)*(u + v) = (-1)*u + (-1)*v"),
    ]),
    ("expand", &[
        ("A rectangle that is c high and u + v wide is two rectangles side by side.", "c*(u + v) = c*u + c*v"),
    ]),
    ("factor-out", &[
        ("Multiplying out, read from right to left.", "u*v + u*c = u*(v + c)"),
    ]),
    ("factor", &[
        ("Multiplying out gives it back: the middle terms cancel.", "(x - 1)*(x + 1) = x^2 + x - x - 1"),
    ]),
    ("sine-and-cosine", &[
        ("In a right triangle the tangent is the opposite side over the adjacent one; divide both by the long side.", "tan(u) = sin(u)/cos(u)"),
    ]),
    ("tangent", &[
        ("In a right triangle the tangent is the opposite side over the adjacent one; divide both by the long side.", "sin(u)/cos(u) = tan(u)"),
    ]),
    ("pythagoras", &[
        ("A point of the unit circle has the coordinates cos u and sin u, and the distance 1 from the middle.", "sqrt(cos(u)^2 + sin(u)^2) = 1"),
    ]),
    ("double-angle", &[
        ("The cosine of a sum, both angles being the same.", "cos(u)*cos(u) - sin(u)*sin(u) = cos(u + u)"),
    ]),
    ("double-sine", &[
        ("The sine of a sum, both angles being the same.", "sin(u + u) = sin(u)*cos(u) + cos(u)*sin(u)"),
    ]),
    ("same-pieces", &[
        ("On one side of c it is u, and on the other as well.", "{u if x > c, u else} = u"),
    ]),
    ("decided", &[
        ("A square is never below 0: the larger of the two is the square.", "max(u^2, 0) = u^2"),
    ]),
    ("join-pieces", &[
        ("On either side of c one of the two is multiplied by itself.", "{u if x > c, v else}*{u if x > c, v else} = {u*u if x > c, v*v else}"),
    ]),
    ("inverse-functions", &[
        ("The logarithm asks to which power e must be raised: to give eᵘ, to the power u.", "ln(e^u) = u"),
    ]),
    ("exact-value", &[
        ("e to the power 0 is 1, so the logarithm of 1 is 0.", "e^0 = 1"),
    ]),
    ("identities", &[
        ("e to either side, where u and v are positive: a difference of exponents is a quotient.", "e^(ln(u*v) - ln(u)) = u*v/u"),
        ("The quotient is v, and that is e to the power ln v.", "u*v/u = e^(ln(v))"),
    ]),
    ("absolute-value", &[
        ("u and −u are equally far from 0.", "sqrt((-u)^2) = sqrt(u^2)"),
    ]),
    ("even-function", &[
        ("On the unit circle, turning back by u leads as far to the right as turning by u: the cosine is the same.", "cos(-u) = cos(u)"),
    ]),
    ("odd-function", &[
        ("On the unit circle, turning back by u leads as far below as turning by u leads above.", "sin(-u) = -sin(u)"),
    ]),
];
