//! Mistakes where functions meet: products, quotients, chains, several variables.

use super::Computation::*;
use super::Slip::{Chain, Computed, Laws, Product};
use super::When::Always;
use super::{Asked, derivative, table};

#[rustfmt::skip]
table! {
    Combining "prod.prod" "Product of the derivatives" for "product" Product(&["d/dx(u)*d/dx(v)"]);
        "Try your rule on x times x: which slope does it give, and which one has x²?"
        e.g. derivative("x^2*e^(3x)", "6x*e^(3x)", "(2x+3x^2)e^(3x)");
    Combining "prod.sum" "Product treated as a sum" for "product" Product(&["d/dx(u)+d/dx(v)"]);
        "{u} and {v} are multiplied. If only {u} grows a little, by how much does the product grow?"
        e.g. derivative("x*sin(x)", "1+cos(x)", "sin(x)+x cos(x)");
    Combining "prod.half" "One half of the product rule" for "product" Product(&["d/dx(u)*v", "u*d/dx(v)"]);
        "One factor moved while the other stayed. What if they change roles?"
        e.g. derivative("x^2*sin(x)", "2x sin(x)", "2x sin(x)+x^2 cos(x)");
    Combining "prod.cross" "Each factor paired with its own derivative" for "product" Product(&["u*d/dx(u)+v*d/dx(v)"]);
        "These are the right pieces. Which factor stays still while {u} changes?"
        e.g. derivative("x^2*sin(x)", "2x^3+sin(x)cos(x)", "2x sin(x)+x^2 cos(x)");
    Combining "quo.quo" "Quotient of the derivatives" for "quotient" Laws(&[("d/dx(a/v)", "d/dx(a)/d/dx(v)", Always)]);
        "Try your rule on x³/x: it is x², so both should have the same slope. Do they?"
        e.g. derivative("x^2/(x+1)", "2x", "(x^2+2x)/(x+1)^2");
    Combining "quo.order" "Order reversed in the quotient rule" for "quotient" Laws(&[("d/dx(a/v)", "(a*d/dx(v)-d/dx(a)*v)/v^2", Always)]);
        "When what is above grows, the fraction grows. Which of the two terms must carry the plus?"
        e.g. derivative("x^2/(x+1)", "-(x^2+2x)/(x+1)^2", "(x^2+2x)/(x+1)^2");
    Combining "quo.plus" "Plus in the quotient rule" for "quotient" Laws(&[("d/dx(a/v)", "(d/dx(a)*v+a*d/dx(v))/v^2", Always)]);
        "If only {v} below grows, does the fraction go up or down?"
        e.g. derivative("x^2/(x+1)", "(3x^2+2x)/(x+1)^2", "(x^2+2x)/(x+1)^2");
    Combining "quo.square" "Denominator not squared" for "quotient" Laws(&[("d/dx(a/v)", "(d/dx(a)*v-a*d/dx(v))/v", Always)]);
        "What stands above the line is right. What does the rule do with {v} below it?"
        e.g. derivative("x^2/(x+1)", "(x^2+2x)/(x+1)", "(x^2+2x)/(x+1)^2");
    Combining "quo.wrongsq" "The wrong function squared below" for "quotient" Laws(&[("d/dx(u/v)", "(d/dx(u)*v-u*d/dx(v))/u^2", Always)]);
        "What stands above the line is right. Which of the two functions is squared below?"
        e.g. derivative("x^2/(x+1)", "(x^2+2x)/x^4", "(x^2+2x)/(x+1)^2");
    Combining "chain.inner" "Inner derivative forgotten" for "chain" Chain("s");
        "The outer layer is done. When {x} moves a little, how far does {u} move?"
        e.g. derivative("(5x+2)^3", "3(5x+2)^2", "15(5x+2)^2");
    Combining "chain.atx" "Outer derivative taken at x" for "chain" Chain("t*d/dx(u)");
        "The inner factor is right. What is the outer function fed with: {x}, or the whole inside?"
        e.g. derivative("cos(4x)", "-4sin(x)", "-4sin(4x)");
    Combining "chain.atdg" "Outer derivative taken at the inner one" for "chain" Chain("r");
        "Two slopes are needed here, on two lines. With u = {u}, what is the first and what the second?"
        e.g. derivative("sin(x^2)", "cos(2x)", "2x cos(x^2)");
    Combining "chain.keepg" "Inside kept, not differentiated" for "chain" Chain("s*u");
        "You multiplied by {u} itself. What does the rule ask for instead?"
        e.g. derivative("(1-e^x)^4", "4(1-e^x)^4", "-4e^x (1-e^x)^3");
    Combining "chain.lin" "Coefficient times x as the inner slope" for "chain" Computed(SlopeTimesX);
        "Look at the inside {u} alone: it is a straight line. What is its slope?"
        e.g. derivative("(5x+2)^3", "15x(5x+2)^2", "15(5x+2)^2");
    Combining "chain.add" "Added instead of multiplied" for "chain" Chain("s+d/dx(u)");
        "Think of two gears, one turning three times as fast and one five times as fast. How fast together?"
        e.g. derivative("(5x+2)^3", "3(5x+2)^2+5", "15(5x+2)^2");
    Combining "chain.stop" "A nested chain stopped early" for "chain" Computed(StopEarly);
        "Count the layers of {f}, then the factors of your answer. Are there as many?"
        e.g. derivative("sin((2x+1)^3)", "3(2x+1)^2*cos((2x+1)^3)", "6(2x+1)^2*cos((2x+1)^3)");
    Combining "chain.slot" "Inner factor put outside the bracket" for "chain" Computed(OutsideBracket);
        "The innermost slope belongs to one term of the bracket only. To which one?"
        e.g. derivative("(x+(2x+1)^3)^2", "4(x+(2x+1)^3)(1+3(2x+1)^2)", "2(x+(2x+1)^3)(1+6(2x+1)^2)");
    Combining "chain.prod" "Composition read as a product" for "chain" Chain("t*u+o*d/dx(u)");
        "Is it one function times another, or one of the other? Say it aloud, the inside first."
        e.g. derivative("sin(x^2)", "x^2 cos(x)+2x sin(x)", "2x cos(x^2)");
    Combining "alg.distpow" "Power distributed over a sum" for "chain" Computed(SplitPower);
        "Put a number into {f} and into the form you used. Do they give the same?"
        e.g. derivative("(2x+3)^2", "8x", "8x+12");

    Partial "part.total" "The other variable moves too" for "constant" Computed(TotalDerivative);
        "Only {x} moves here. Put 7 for the other letter: what would you get?"
        e.g. derivative("x^2 y", "2x y+x^2", "2x y");
    Partial "part.drop" "Frozen factor dropped" for "constant-multiple" Computed(DropFrozenFactor);
        "{c} stands still here, and it multiplies. What happens to a constant that multiplies?"
        e.g. derivative("x^2 y", "2x", "2x y");
    Partial "part.addend" "Frozen term kept" for "constant" Computed(KeepFrozenTerm);
        "Only {x} moves. How much does {c} change?"
        e.g. derivative("x^2+y^3", "2x+3y^2", "2x");
    Partial "part.swap" "Differentiated by the other variable" for "variable" Computed(OtherVariable);
        "That is a right slope in another direction. Which letter stands below the ∂?"
        e.g. derivative("x^2 y^3", "3x^2 y^2", "2x y^3");
    Partial "grad.scalar" "Gradient added up" for "sum" Computed(SumOfPartials);
        "A gradient points somewhere. How many numbers does a direction need here?"
        e.g. derivative("x^2+3y^2", "2x+6y", "(2x, 6y)").by("x, y").asked(Asked::Gradient, &[]);
    Partial "grad.len" "Length given for the vector" for "sum" Computed(LengthOfGradient);
        "That says how steep it is. The question asks in which direction as well."
        e.g. derivative("x^2+3y^2", "sqrt(40)", "(2, 6)").by("x, y").asked(Asked::Gradient, &[("x", 1.0), ("y", 1.0)]);
    Partial "grad.sumidx" "Sum not collapsed" for "constant" Computed(SumOverIndex);
        "Write the sum out. How many of its terms contain {x}?"
        e.g. derivative("w_1^2+w_2^2+w_3^2", "2(w_1+w_2+w_3)", "2w_2").by("w_2");
    Partial "grad.dot" "Gradient of a dot product" for "constant-multiple" Computed(VectorItself);
        "Write the product out. What multiplies the first variable?"
        e.g. derivative("a_1 x_1+a_2 x_2", "(x_1, x_2)", "(a_1, a_2)").by("x_1, x_2").asked(Asked::Gradient, &[]);
}
