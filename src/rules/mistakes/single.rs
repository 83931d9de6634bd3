//! Mistakes with a single function: powers, constants, exponentials, logarithms, sine and its kin.

use super::Computation::*;
use super::Slip::{Computed, Laws};
use super::When::{Always, Fraction, Negative};
use super::{derivative, table};

#[rustfmt::skip]
table! {
    Powers "pow.keep" "Exponent not lowered" for "power" Laws(&[("d/dx(u^n)", "n*u^n*d/dx(u)", Always)]);
        "The exponent came down in front. What happens to the one that is left above {u}?"
        e.g. derivative("x^3", "3x^3", "3x^2");
    Powers "pow.lost" "Exponent lost in front" for "power" Laws(&[("d/dx(u^n)", "u^(n-1)*d/dx(u)", Always)]);
        "The power was lowered. What else does the power rule do with the exponent?"
        e.g. derivative("x^5", "x^4", "5x^4");
    Powers "pow.integ" "Integrated instead" for "power" Computed(Integrate);
        "Differentiate your own answer: what comes back? Which of the two operations was asked for?"
        e.g. derivative("x^3", "x^4/4", "3x^2");
    Powers "pow.neg" "Negative exponent moved towards 0" for "power" Laws(&[("d/dx(u^n)", "n*u^(n+1)*d/dx(u)", Negative)]);
        "Stand on {n} on a number line and subtract 1: in which direction do you go?"
        e.g. derivative("x^-2", "-2x^-1", "-2x^-3");
    Powers "pow.recip" "Reciprocal of the derivative" for "reciprocal" Laws(&[("d/dx(c/u)", "c/d/dx(u)", Always)]);
        "Write the fraction as a power first: which exponent does {u} get?"
        e.g. derivative("1/x^3", "1/(3x^2)", "-3/x^4");
    Powers "pow.frac" "Fractional exponent not lowered by 1" for "power" Laws(&[("d/dx(u^n)", "n*u^(1-n)*d/dx(u)", Fraction)]);
        "Take 1 away from {n} on its own. On which side of zero do you land?"
        e.g. derivative("x^(2/3)", "2/3 x^(1/3)", "2/3 x^(-1/3)");
    Powers "root.half" "The half of a root is lost" for "sqrt" Laws(&[("d/dx(sqrt(u))", "1/sqrt(u)*d/dx(u)", Always)]);
        "Write the root as a power. Which number comes down in front?"
        e.g. derivative("sqrt(x)", "1/sqrt(x)", "1/(2sqrt(x))");
    Powers "root.in" "Root of the derivative" for "chain" Laws(&[("d/dx(sqrt(u))", "sqrt(d/dx(u))", Always)]);
        "The root is the outer layer here. What does the root of a box become when it is differentiated by the box?"
        e.g. derivative("sqrt(x^2+1)", "sqrt(2x)", "x/sqrt(x^2+1)");
    Powers "const.keep" "A constant survives" for "constant" Computed(KeepConstants);
        "Look at {c} on its own: how much does it change when {x} moves a little?"
        e.g. derivative("x^2+5", "2x+5", "2x");
    Powers "const.one" "A constant treated like x" for "constant" Computed(ConstantsAreOne);
        "In your answer {c} has a slope. What does the graph of the constant {c} look like?"
        e.g. derivative("x^2+5", "2x+1", "2x");
    Powers "const.mult" "Constant factor dropped" for "constant-multiple" Computed(DropFactor);
        "Compare the graphs with and without the factor {c}. Are they equally steep, and does your answer show it?"
        e.g. derivative("3x^2", "2x", "6x");
    Powers "const.zero" "Constant factor turned to 0" for "constant-multiple" Computed(ZeroFactor);
        "On its own {c} has the slope 0, but here it multiplies. Does stretching a curve make it flat?"
        e.g. derivative("3x^2", "0", "6x");
    Powers "const.named" "A named constant treated as a variable" for "constant" Computed(DifferentiateConstants);
        "By which letter do we differentiate, and does {c} contain it?"
        e.g. derivative("pi^2", "2pi", "0");
    Powers "sum.sign" "Minus lost between terms" for "sum" Computed(LoseMinus);
        "Each term has the right size. Compare the signs between them with those of the problem."
        e.g. derivative("x^3-4x", "3x^2+4", "3x^2-4");
    Powers "sign" "Wrong sign" for "tidy" Computed(SignSomewhere);
        "The size is right everywhere. Pick a point: is the function rising or falling there?"
        e.g. derivative("sin(x)^2", "-2sin(x)cos(x)", "2sin(x)cos(x)");

    Exponentials "exp.power" "Power rule on an exponential" for "exp" Laws(&[("d/dx(e^u)", "u*e^(u-1)", Always), ("d/dx(c^u)", "u*c^(u-1)", Always), ("d/dx(e^u)", "u*e^(u-1)*d/dx(u)", Always), ("d/dx(c^u)", "u*c^(u-1)*d/dx(u)", Always), ("d/dx(u^v)", "v*u^(v-1)", Always)]);
        "The power rule is for a moving base under a fixed exponent. Which of the two moves here?"
        e.g. derivative("e^x", "x*e^(x-1)", "e^x");
    Exponentials "exp.lower" "Exponent of an exponential lowered" for "exp" Laws(&[("d/dx(e^u)", "d/dx(u)*e^(u-1)", Always), ("d/dx(c^u)", "ln(c)*d/dx(u)*c^(u-1)", Always)]);
        "The factor in front is fine. Does an exponential get another exponent when it is differentiated?"
        e.g. derivative("e^(2x)", "2e^(2x-1)", "2e^(2x)");
    Exponentials "exp.base" "Logarithm of the base lost" for "exponential" Laws(&[("d/dx(c^u)", "c^u*d/dx(u)", Always)]);
        "Only one base gives an exponential that is its own derivative. Is {c} that base?"
        e.g. derivative("2^x", "2^x", "2^x*ln(2)");
    Exponentials "ln.k" "Inner factor lost in a logarithm" for "chain" Laws(&[("d/dx(ln(c*x))", "1/(c*x)", Always)]);
        "One over the inside is the outer slope. How fast does the inside itself change with {x}?"
        e.g. derivative("ln(5x)", "1/(5x)", "1/x");
    Exponentials "ln.over" "Inner factor kept twice" for "chain" Laws(&[("d/dx(ln(c*x))", "c/x", Always)]);
        "The inner slope is there. What stands below the line: {x} alone, or the whole inside?"
        e.g. derivative("ln(5x)", "5/x", "1/x");
    Exponentials "ln.inner" "One over the inner derivative" for "chain" Laws(&[("d/dx(ln(u))", "1/d/dx(u)", Always)]);
        "The logarithm of a box gives one over the box. Which box is that, and where does its derivative go?"
        e.g. derivative("ln(x^2+1)", "1/(2x)", "2x/(x^2+1)");
    Exponentials "ln.split" "Logarithm of a sum split" for "chain" Computed(SplitLogarithm);
        "A logarithm turns products into sums. Is {u} a product?"
        e.g. derivative("ln(x^2+1)", "2/x", "2x/(x^2+1)");
    Exponentials "ln.sq" "A power of a logarithm read as the logarithm of a power" for "chain" Laws(&[("d/dx(ln(u)^n)", "d/dx(ln(u^n))", Always)]);
        "Which of the two happens last here: the logarithm, or the power?"
        e.g. derivative("ln(x)^2", "2/x", "2ln(x)/x");
    Exponentials "ln.in" "Logarithm of the derivative" for "chain" Laws(&[("d/dx(ln(u))", "ln(d/dx(u))", Always)]);
        "The inside was differentiated and the logarithm left standing. What does ln of a box become when it is differentiated by the box?"
        e.g. derivative("ln(x^2+1)", "ln(2x)", "2x/(x^2+1)");
    Exponentials "log.base" "Base of a logarithm ignored" for "log_b" Laws(&[("d/dx(log_c(u))", "d/dx(u)/u", Always)]);
        "Write this logarithm with natural logarithms. Which constant appears?"
        e.g. derivative("log_2(x)", "1/x", "1/(x ln(2))");

    Functions "trig.cos" "Sign of the cosine's derivative" for "cos" Laws(&[("d/dx(cos(u))", "sin(u)*d/dx(u)", Always)]);
        "Just to the right of 0 the cosine goes down. Does the sign of your answer agree with that?"
        e.g. derivative("cos(2x)", "2sin(2x)", "-2sin(2x)");
    Functions "trig.sin" "Sign of the sine's derivative" for "sin" Laws(&[("d/dx(sin(u))", "-cos(u)*d/dx(u)", Always)]);
        "Near 0, is the sine rising or falling? Compare with the sign of your answer."
        e.g. derivative("sin(3x)", "-3cos(3x)", "3cos(3x)");
    Functions "trig.sin2" "Power of a sine read as the sine of a power" for "chain" Laws(&[("d/dx(sin(u)^n)", "d/dx(sin(u^n))", Always), ("d/dx(cos(u)^n)", "d/dx(cos(u^n))", Always), ("d/dx(tan(u)^n)", "d/dx(tan(u^n))", Always), ("d/dx(sin(c*x)^n)", "d/dx(sin(c*x^n))", Always), ("d/dx(cos(c*x)^n)", "d/dx(cos(c*x^n))", Always)]);
        "Write {f} with all its brackets. Which layer is the outermost?"
        e.g. derivative("sin^2(x)", "2x cos(x^2)", "2sin(x)cos(x)");
    Functions "trig.xsq" "Sine of a power read as the power of a sine" for "chain" Laws(&[("d/dx(sin(u^n))", "d/dx(sin(u)^n)", Always), ("d/dx(cos(u^n))", "d/dx(cos(u)^n)", Always), ("d/dx(tan(u^n))", "d/dx(tan(u)^n)", Always)]);
        "What is raised to the power here: the inside, or the whole function of it?"
        e.g. derivative("sin(x^2)", "2sin(x)cos(x)", "2x cos(x^2)");
    Functions "trig.tan" "Tangent and secant mixed up" for "tan" Laws(&[("d/dx(tan(u))", "sec(u)*tan(u)*d/dx(u)", Always)]);
        "That is a neighbour in the table. Write the tangent as sine over cosine and see what its slope is at 0."
        e.g. derivative("tan(x)", "sec(x)tan(x)", "sec(x)^2");
    Functions "trig.sec" "The secant's derivative taken from the tangent" for "sec" Laws(&[("d/dx(sec(u))", "sec(u)^2*d/dx(u)", Always)]);
        "The graph of the secant is flat at 0. What does your answer give there?"
        e.g. derivative("sec(x)", "sec(x)^2", "sec(x)tan(x)");
    Functions "trig.inv" "Inverse function read as one over" for "arcsin" Laws(&[("d/dx(arcsin(u))", "d/dx(1/sin(u))", Always), ("d/dx(arccos(u))", "d/dx(1/cos(u))", Always), ("d/dx(arctan(u))", "d/dx(1/tan(u))", Always)]);
        "Does the -1 in this function's name mean “undo” or “one over”? Start from what it undoes."
        e.g. derivative("arcsin(x)", "-cos(x)/sin(x)^2", "1/sqrt(1-x^2)");
    Functions "tanh.sq" "Square lost in the derivative of tanh" for "tanh" Laws(&[("d/dx(tanh(u))", "(1-tanh(u))*d/dx(u)", Always)]);
        "Far to the left tanh is flat. What does your formula give there?"
        e.g. derivative("tanh(x)", "1-tanh(x)", "1-tanh(x)^2");
    Functions "impl.dy" "y′ dropped" for "chain" Computed(DropPrime);
        "y depends on {x}. Which rule applies to a function of y, with y as the inside?"
        e.g. derivative("x^2+y^2=25", "2x+2y=0", "2x+2y*d/dx(y)=0");
    Functions "impl.xy" "Product missed" for "product" Computed(PrimeOnly);
        "Two things move in a product of {x} and y. How many terms does the rule give?"
        e.g. derivative("x*y=6", "d/dx(y)=0", "y+x*d/dx(y)=0");
    Functions "second.sq" "Second derivative as a square" for "power" Computed(SecondSquared);
        "The second derivative: is it a square, or differentiating again? What does “second” count?"
        e.g. derivative("x^3", "9x^4", "6x").twice();
    Functions "second.once" "Stopped after the first derivative" for "power" Computed(SecondOnce);
        "That is a first derivative. Read once more what is asked for."
        e.g. derivative("x^3", "3x^2", "6x").twice();
}
