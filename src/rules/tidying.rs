//! The rules of algebra by which a result is tidied.

use super::rules;

#[rustfmt::skip]
rules! {
    "tidy" "Simplify" Tidying { "u + 0" => "u" } if ""
        "Work out the numbers and collect what belongs together."
        e.g. "2(2x + 3)*2" => "4(2x + 3)";
    "arrange" "Put in order" Tidying { "u*c" => "c*u" } if ""
        "Write it in the customary order: in a product numbers, letters, brackets, functions; in a sum first what has no minus sign."
        e.g. "cos(x)*2" => "2cos(x)";
    "multiply-numbers" "Multiply the numbers" Tidying { "c*(n*u)" => "(c*n)*u" } if ""
        "Multiply the numbers in front."
        e.g. "2*x*3" => "6x";
    "multiply-one" "Multiplying by 1" Tidying { "1*u" => "u" } if ""
        "Multiplying by 1 changes nothing."
        e.g. "1*(x + 2)" => "x + 2";
    "multiply-zero" "Multiplying by 0" Tidying { "0*u" => "0" } if ""
        "Anything times 0 is 0."
        e.g. "0*sin(x)" => "0";
    "add-zero" "Adding 0" Tidying { "u + 0" => "u" } if ""
        "Adding 0 changes nothing."
        e.g. "x + 0" => "x";
    "add-exponents" "Add the exponents" Tidying { "u^c*u^n" => "u^(c + n)" } if ""
        "Powers of the same base are multiplied by adding their exponents."
        e.g. "x^2*x^3" => "x^5";
    "cancel" "Cancel" Tidying { "(u*v)/u" => "v" } if "u != 0"
        "The same factor stands above and below the bar and cancels."
        e.g. "(x*y)/x" => "y";
    "widen" "Multiply top and bottom" Tidying { "u/v" => "(u*c)/(v*c)" } if "c != 0"
        "Multiply the top and the bottom by the same thing."
        e.g. "1/(3(1 + x^2/9))" => "3/(x^2 + 9)";
    "add-numbers" "Add the numbers" Tidying { "c + n" => "n + c" } if ""
        "Add the numbers."
        e.g. "5 - 1" => "4";
    "power-one" "First power" Tidying { "u^1" => "u" } if ""
        "The first power of anything is the thing itself."
        e.g. "x^1" => "x";
    "power-zero" "Zeroth power" Tidying { "u^0" => "1" } if "u != 0"
        "Anything to the power 0 is 1, except 0 itself."
        e.g. "x^0" => "1";
    "power-of-number" "Power of a number" Tidying { "1^c" => "1" } if ""
        "Work out the power of the number."
        e.g. "2^3" => "8";
    "power-of-product" "Power of a product" Tidying { "(u*v)^n" => "u^n*v^n" } if ""
        "A power of a product is the product of the powers."
        e.g. "(3x)^2" => "9x^2";
    "power-of-power" "Power of a power" Tidying { "(u^c)^n" => "u^(c*n)" } if ""
        "A power of a power multiplies the exponents."
        e.g. "(x^2)^3" => "x^6";
    "negative-exponent" "Negative exponent" Tidying { "u^(-n)" => "1/u^n" } if "u != 0"
        "A power with a negative exponent is one over the power with the opposite exponent."
        e.g. "x^(-2)" => "1/x^2";
    "root-as-power" "A root is a power" Tidying { "root(u, n)" => "u^(1/n)" } if "u > 0"
        "A root is a power with a fraction for its exponent; of an even power it is an absolute value."
        e.g. "sqrt(x^2)" => "|x|";
    "collect-like-terms" "Collect like terms" Tidying { "c*u + n*u" => "(c + n)*u" } if ""
        "Terms that differ only in the number in front are added."
        e.g. "2x + 3x" => "5x";
    "open-brackets" "Open the brackets" Tidying { "u - (v + c)" => "u - v - c" } if ""
        "A minus sign in front of a bracket changes every sign inside."
        e.g. "x^2 - (2x + 1)" => "x^2 - 2x - 1";
    "distribute-sign" "Take the sign inside" Tidying { "-(u + v)" => "-u - v" } if ""
        "The opposite of a sum is the sum of the opposites."
        e.g. "-(1 - x)" => "x - 1";
    "expand" "Multiply out" Tidying { "c*(u + v)" => "c*u + c*v" } if ""
        "Multiply out the brackets and collect, which is shorter here."
        e.g. "2x(x - 1) - (x^2 + 1)" => "x^2 - 2x - 1";
    "factor-out" "Factor out" Tidying { "u*v + u*c" => "u*(v + c)" } if ""
        "Take out the factor that every term has."
        e.g. "2x e^(3x) + 3x^2 e^(3x)" => "x(3x + 2)e^(3x)";
    "common-denominator" "Common denominator" Tidying { "u + v/c" => "(u*c + v)/c" } if ""
        "Bring the terms over one denominator."
        e.g. "sqrt(x + 1) + x/(2sqrt(x + 1))" => "(3x + 2)/(2sqrt(x + 1))";
    "factor" "Factor" Tidying { "u*v + u*c" => "u*(v + c)" } if ""
        "Write the sum as a product."
        e.g. "(x^2 - 1)/(x - 1)" => "x + 1";
    "sine-and-cosine" "In sine and cosine" Tidying { "tan(u)" => "sin(u)/cos(u)" } if ""
        "Write the tangent and its kin by sine and cosine."
        e.g. "tan(x)/(1 + tan(x)^2)" => "sin(x) cos(x)";
    "pythagoras" "Pythagorean identity" Tidying { "sin(u)^2 + cos(u)^2" => "1" } if ""
        "The squares of sine and cosine of the same angle add up to 1."
        e.g. "3sin(x)^2 + 3cos(x)^2" => "3";
    "double-angle" "Double angle" Tidying { "cos(u)^2 - sin(u)^2" => "cos(2u)" } if ""
        "The cosine of twice an angle is the square of its cosine less the square of its sine; the hyperbolic cosine has a plus there."
        e.g. "cos(x)^2 - sin(x)^2" => "cos(2x)";
    "double-sine" "Sine of a double angle" Tidying { "2*sin(u)*cos(u)" => "sin(2u)" } if ""
        "Twice the sine of half an angle, times its cosine, is the sine of the angle."
        e.g. "2sin(x/2)*cos(x/2)" => "sin(x)";
    "same-pieces" "Pieces that are the same" Tidying { "{u if x > c, u else}" => "u" } if ""
        "All the pieces say the same, so there is no need to tell them apart."
        e.g. "{2x if x < 1, 2x else}" => "2x";
    "decided" "A choice that is decided" Tidying { "max(u^2, 0)" => "u^2" } if ""
        "One of the two is never below the other, so there is nothing to choose."
        e.g. "max(x^2, 0)" => "x^2";
    "join-pieces" "Multiply piece by piece" Tidying { "{u if x > c, v else}^2" => "{u^2 if x > c, v^2 else}" } if ""
        "On each stretch only one piece counts: multiply it by what stands beside it."
        e.g. "max(0, x)*{0 if x < 0, 2 if x > 0}" => "2max(0, x)";
    "tangent" "Sine over cosine" Tidying { "sin(u)/cos(u)" => "tan(u)" } if "cos(u) != 0"
        "Sine over cosine is the tangent, and cosine over sine the cotangent."
        e.g. "sin(x)/cos(x)" => "tan(x)";
    "inverse-functions" "Inverse functions" Tidying { "ln(e^u)" => "u" } if ""
        "A function and its inverse undo each other."
        e.g. "ln(e^(2x))" => "2x";
    "exact-value" "A value known exactly" Tidying { "ln(1)" => "0" } if ""
        "This value is known exactly."
        e.g. "cos(0)" => "1";
    "absolute-value" "Absolute value" Tidying { "|-u|" => "|u|" } if ""
        "What is never negative leaves the bars, and a minus sign inside them falls away."
        e.g. "|-3|" => "3";
    "identities" "Use identities" Tidying { "ln(u*v) - ln(u)" => "ln(v)" } if "u > 0"
        "Bring everything to the same functions of the same arguments, by the laws of logarithms, powers and angles; then most of it falls away."
        e.g. "ln(2x) - ln(x)" => "ln(2)";
    "even-function" "An even function" Tidying { "cos(-u)" => "cos(u)" } if ""
        "An even function does not see the sign of its argument."
        e.g. "cos(-2x)" => "cos(2x)";
    "odd-function" "An odd function" Tidying { "sin(-u)" => "-sin(u)" } if ""
        "An odd function passes the sign of its argument on."
        e.g. "sin(-2x)" => "-sin(2x)";
}
