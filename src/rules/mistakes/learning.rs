//! Mistakes in training: losses, backpropagation, descent, schedules, optimizers.

use super::Asked::{Claim, Update, Value};
use super::Computation::*;
use super::Slip::{Computed, Formula, Idea, Laws, Product};
use super::When::{Always, Several, Sum};
use super::{Example, derivative, table};

/// One neuron with squared error, at the numbers of its example.
const fn neuron(variable: &'static str, wrong: &'static str, right: &'static str) -> Example {
    derivative("(w*x+b-y)^2", wrong, right)
        .by(variable)
        .asked(Value, &[("w", 0.8), ("x", 1.5), ("b", -0.3), ("y", 2.0)])
}

/// Two layers with squared error.
const fn layers(wrong: &'static str) -> Example {
    derivative("(w_2*w_1*x-y)^2", wrong, "-4.2")
        .by("w_1")
        .asked(Value, &[("w_1", 0.4), ("w_2", 0.5), ("x", 3.0), ("y", 2.0), ("eta", 0.1)])
}

/// The logarithm of a softmax of three scores, class 1: the shares are 0.7, 0.2 and 0.1.
const fn softmax(wrong: &'static str) -> Example {
    derivative("-ln(e^(z_1)/(e^(z_1)+e^(z_2)+e^(z_3)))", wrong, "-0.3")
        .by("z_1")
        .asked(Value, &[("z_1", 1.945910149055313), ("z_2", std::f64::consts::LN_2), ("z_3", 0.0)])
}

/// A formula to be worked out.
const fn formula(
    function: &'static str,
    variable: &'static str,
    at: &'static [(&'static str, f64)],
    wrong: &'static str,
    right: &'static str,
) -> Example {
    derivative(function, wrong, right).by(variable).asked(Update, at)
}

const STEP: &[(&str, f64)] = &[("w", 0.5), ("g", -7.6), ("eta", 0.01), ("L", 3.61)];
const MOMENTUM: &[(&str, f64)] = &[("w", 5.0), ("v", 1.0), ("g", 2.0), ("beta", 0.9), ("eta", 0.1)];
const MOMENTUM_STEP: &str = "w-eta*(beta*v+g)";
const ADAM_STEP: &str = "eta*(m/(1-beta_1^t))/(sqrt(v/(1-beta_2^t))+epsilon)";
const DECAY: &[(&str, f64)] =
    &[("w", 2.0), ("g", 0.0), ("eta", 0.01), ("lambda", 0.1), ("epsilon", 1e-8)];
const DECAY_STEP: &str = "w-eta*lambda*w-eta*g/(|g|+epsilon)";

#[rustfmt::skip]
table! {
    Learning "mse.two" "Factor 2 lost" for "mse" Laws(&[("d/dx(u^2)", "u*d/dx(u)", Several)]);
        "Differentiate the square of a box alone. What comes down in front?"
        e.g. neuron("w", "-1.65", "-3.3");
    Learning "mse.n" "Average taken as a sum" for "mse" Laws(&[("d/dx(u/c)", "d/dx(u)", Sum)]);
        "Is this loss a total or an average? If every sample stood there twice, should the step be twice as long?"
        e.g. derivative("((w+b-2)^2+(2w+b-3)^2+(3w+b-5)^2)/3", "-18", "-6").by("w").asked(Value, &[("w", 1.0), ("b", 0.0)]);
    Learning "mse.x" "Input factor lost" for "chain" Laws(&[("d/dx(u^2)", "2u", Several), ("d/dx(ln(sigmoid(u)))", "1-sigmoid(u)", Several), ("d/dx(ln(1-sigmoid(u)))", "-sigmoid(u)", Several)]);
        "If {x} moves by 0.01, how far does the prediction move?"
        e.g. neuron("w", "-2.2", "-3.3");
    Learning "mse.w" "Weight used for the input" for "constant-multiple" Laws(&[("d/dx(c*x)", "x", Several)]);
        "Here {x} is the variable. What does it get multiplied by?"
        e.g. neuron("w", "-1.76", "-3.3");
    Learning "mse.sign" "Sign of the error flipped" for "mse" Laws(&[("d/dx(u^2)", "-2*u*d/dx(u)", Several)]);
        "Is the prediction too low or too high here? So should raising {x} raise the loss, or lower it?"
        e.g. neuron("w", "3.3", "-3.3");
    Learning "mse.L" "Loss not differentiated" for "mse" Laws(&[("d/dx(u^2)", "u^2*d/dx(u)", Several)]);
        "You passed the loss itself back. What is the slope of e² at your e?"
        e.g. neuron("w", "1.815", "-3.3");
    Learning "mse.bx" "Bias given an input" for "variable" Computed(BiasTimesInput);
        "If {x} moves by 0.01, how far does the prediction move?"
        e.g. neuron("b", "-3.3", "-2.2");
    Learning "sig.twice" "Sigmoid applied twice" for "sigmoid" Laws(&[("d/dx(sigmoid(u))", "sigmoid(sigmoid(u))*(1-sigmoid(sigmoid(u)))*d/dx(u)", Always)]);
        "The output has already been through the sigmoid. Does the formula want z, or the output?"
        e.g. derivative("sigmoid(z)", "0.2350", "0.25").by("z").asked(Value, &[("z", 0.0)]);
    Learning "sig.z" "Input used for the output" for "sigmoid" Laws(&[("d/dx(sigmoid(u))", "u*(1-u)*d/dx(u)", Always)]);
        "A sigmoid rises everywhere. Which value belongs into a(1 − a)?"
        e.g. derivative("sigmoid(z)", "-2", "0.1050").by("z").asked(Value, &[("z", 2.0)]);
    Learning "act.skip" "Slope of the activation skipped" for "chain" Laws(&[("d/dx(sigmoid(u))", "d/dx(u)", Always), ("d/dx(tanh(u))", "d/dx(u)", Always), ("d/dx(softplus(u))", "d/dx(u)", Always)]);
        "Follow the arrow from the output back to {u}. Which local slope sits on it?"
        e.g. derivative("sigmoid(w*x)", "4", "0.4200").by("w").asked(Value, &[("w", 0.5), ("x", 4.0)]);
    Learning "relu.neg" "ReLU lets through below 0" for "relu" Laws(&[("d/dx(relu(u))", "d/dx(u)", Always), ("d/dx(max(0,u))", "d/dx(u)", Always), ("d/dx(max(u,0))", "d/dx(u)", Always)]);
        "Nudge {u} a little from where it is. How much does ReLU change?"
        e.g. derivative("relu(z)", "1", "0").by("z").asked(Value, &[("z", -3.0)]);
    Learning "relu.val" "Value given for the slope" for "relu" Laws(&[("d/dx(relu(u))", "relu(u)", Always), ("d/dx(max(0,u))", "max(0,u)", Always), ("d/dx(max(u,0))", "max(u,0)", Always), ("d/dx(relu(u))", "relu(u)*d/dx(u)", Always)]);
        "That is the height there. What is the slope?"
        e.g. derivative("relu(z)", "3", "1").by("z").asked(Value, &[("z", 3.0)]);
    Learning "relu.zero" "A certain slope at the corner" for "relu" Idea;
        "Compare the slopes just to the left and just to the right. Can one number be both?"
        e.g. derivative("relu(z)", "1/2", "{0 if z < 0, 1 if z > 0}").by("z").asked(Claim, &[("z", 0.0)]);
    Learning "path.one" "Only one path counted" for "product" Product(&["d/dx(u)*v", "u*d/dx(v)"]);
        "{x} reaches the output by two routes. Which of them have you walked?"
        e.g. derivative("x^2*(3x)", "24", "36").asked(Value, &[("x", 2.0)]);
    Learning "path.mult" "Paths multiplied" for "product" Product(&["d/dx(u)*v*u*d/dx(v)"]);
        "Along a path we multiply. What do we do between paths?"
        e.g. derivative("x^2*(3x)", "288", "36").asked(Value, &[("x", 2.0)]);
    Learning "bp.skip" "A link skipped" for "chain" Computed(SkipLink);
        "Walk back from the loss to {x} and name each arrow. Which one has no factor in your answer?"
        e.g. layers("-8.4");
    Learning "bp.inputw" "Weight taken for its own slope" for "constant-multiple" Computed(InputForWeight);
        "Hold everything still but {x}. What multiplies its move?"
        e.g. layers("-0.56");
    Learning "bp.add" "Chain added" for "chain" Computed(AddLinks);
        "Along one path sensitivities compound. Which operation compounds?"
        e.g. layers("0.7");
    Learning "bp.stale" "A weight updated too soon" for "chain" Computed(StaleWeight);
        "At which weights was the forward pass run? Use the same ones on the way back."
        e.g. layers("-7.0224");
    Learning "bp.shape" "Outer product transposed" for "chain" Computed(TransposedEntry);
        "A gradient has the shape of its weights. Which row and which column does this entry belong to?"
        e.g. derivative("d_1*(W_11 x_1+W_12 x_2+W_13 x_3)+d_2*(W_21 x_1+W_22 x_2+W_23 x_3)", "d_2 x_1", "d_1 x_2").by("W_12");
    Learning "bp.wT" "Transpose forgotten" for "chain" Computed(TransposedWeights);
        "How many inputs receive a gradient? Which way round must the weights stand to give that many?"
        e.g. derivative("d_1*(W_11 x_1+W_12 x_2)+d_2*(W_21 x_1+W_22 x_2)", "W_21 d_1+W_22 d_2", "W_12 d_1+W_22 d_2").by("x_2");
    Learning "bp.accum" "Gradients not cleared" for "chain" Computed(Twice);
        "The same weights and the same data: what was left over from the pass before?"
        e.g. neuron("w", "-6.6", "-3.3");
    Learning "sm.diag" "Softmax taken one score at a time" for "quotient" Laws(&[("d/dx(c/u)", "0", Several)]);
        "The shares add up to 1. If another score rises, and its share with it, what must this share do?"
        e.g. derivative("e^(z_1)/(e^(z_1)+e^(z_2)+e^(z_3))", "0", "-0.14").by("z_2").asked(Value, &[("z_1", 1.945910149055313), ("z_2", std::f64::consts::LN_2), ("z_3", 0.0)]);
    Learning "sm.double" "Softmax slope applied again" for "chain" Laws(&[("d/dx(ln(u/v))", "d/dx(ln(u/v))*(u/v)*(1-u/v)", Several), ("d/dx(ln(c/v))", "-d/dx(ln(c/v))*d/dx(ln(c/v))*(1+d/dx(ln(c/v)))", Several)]);
        "The share minus the target is already the slope at the score. Through which layer did you go twice?"
        e.g. softmax("-0.063");
    Learning "sm.sign" "Target minus share" for "chain" Laws(&[("d/dx(ln(u/v))", "-d/dx(ln(u/v))", Several), ("d/dx(ln(c/v))", "-d/dx(ln(c/v))", Several)]);
        "Raising the score of the true class should lower the loss. What does your sign say?"
        e.g. softmax("0.3");
    Learning "sm.stop" "Stopped at the share" for "chain" Laws(&[("d/dx(ln(u/v))", "v/u", Several)]);
        "That is the slope at the share. Which layer lies between it and the score?"
        e.g. softmax("-1.4286");
    Learning "bce.double" "Sigmoid slope applied again" for "chain" Laws(&[("d/dx(ln(sigmoid(u)))", "(1-sigmoid(u))*sigmoid(u)*(1-sigmoid(u))*d/dx(u)", Always), ("d/dx(ln(1-sigmoid(u)))", "-sigmoid(u)*sigmoid(u)*(1-sigmoid(u))*d/dx(u)", Always)]);
        "For log-loss with a sigmoid, output minus target is the slope at which node: the output, or z?"
        e.g. derivative("-ln(sigmoid(z))", "-0.032", "-0.2").by("z").asked(Value, &[("z", 1.3862943611198906)]);
    Learning "gc.out" "Slope of the output, not of the loss" for "chain" Laws(&[("d/dx(u^2)", "d/dx(u)", Several), ("d/dx(c*u^2)", "d/dx(u)", Several), ("d/dx(u^2/c)", "d/dx(u)", Several)]);
        "What is to be differentiated: the prediction, or the loss?"
        e.g. neuron("w", "1.5", "-3.3");

    Descent "gd.sign" "Climbing" for "sgd" Formula(&[("w-a*g", "w+a*g")]);
        "Look at the sign of the slope: in which direction is downhill from here?"
        e.g. formula("w-eta*g", "w", STEP, "0.424", "0.576");
    Descent "gd.lr2" "Rate applied twice" for "sgd" Formula(&[("w-a*g", "w-a*(a*g)")]);
        "Your step is much too short. Where did the rate come in a second time?"
        e.g. formula("w-eta*g", "w", STEP, "0.50076", "0.576");
    Descent "gd.nolr" "Rate forgotten" for "sgd" Formula(&[("w-a*g", "w-g")]);
        "The whole slope was taken as the step. What scales it?"
        e.g. formula("w-eta*g", "w", STEP, "8.1", "0.576");
    Descent "gd.loss" "Loss taken for the gradient" for "sgd" Formula(&[("w-a*g", "w-a*L")]);
        "The loss says how bad it is. What says in which direction to move?"
        e.g. formula("w-eta*g", "w", STEP, "0.4639", "0.576");
    Descent "gd.unit" "Size of the gradient ignored" for "sgd" Formula(&[("w-a*g", "w-a*sign(g)")]);
        "In plain descent a steeper slope gives a longer step. Does it in yours?"
        e.g. formula("w-eta*g", "w", STEP, "0.51", "0.576");
    Descent "gd.fast" "A larger rate is always faster" for "sgd" Idea;
        "Work out two steps. Does w come closer to 0?"
        e.g. derivative("w-eta*2w", "0", "-1.2").by("w").asked(Claim, &[("w", 1.0), ("eta", 1.1)]);
    Descent "gd.stat" "Slope 0 taken for a minimum" for "power" Idea;
        "Look at both sides of the flat place. Is it higher on both?"
        e.g. derivative("x^3", "x^3 >= 0", "x^3 < 0").asked(Claim, &[("x", -1.0)]);
    Descent "mom.sign" "Two minus signs" for "momentum" Formula(&[("w-a*(b*v+(1-b)*g)", "w-a*(b*v-g)"), ("w-a*(b*v+g)", "w-a*(b*v-g)"), ("w-(b*v+a*g)", "w-(b*v-a*g)")]);
        "You subtracted twice. Which line of the method carries the minus?"
        e.g. formula(MOMENTUM_STEP, "w", MOMENTUM, "5.11", "4.71");
    Descent "mom.beta" "Beta on the wrong term" for "momentum" Formula(&[("w-a*(b*v+(1-b)*g)", "w-a*((1-b)*v+b*g)"), ("w-a*(b*v+g)", "w-a*((1-b)*v+b*g)"), ("w-(b*v+a*g)", "w-((1-b)*v+b*a*g)")]);
        "With a beta near 1 the ball remembers its old speed. How much of it did yours keep?"
        e.g. formula(MOMENTUM_STEP, "w", MOMENTUM, "4.81", "4.71");
    Descent "rms.root" "Root forgotten" for "rmsprop" Formula(&[("a*g/sqrt(v)", "a*g/v"), ("w-a*g/(sqrt(v)+k)", "w-a*g/(v+k)")]);
        "v averages g². What must be done to v to come back to the size of g?"
        e.g. formula("eta*g/sqrt(v)", "g", &[("eta", 0.1), ("g", 4.0), ("v", 16.0)], "0.025", "0.1");
    Descent "adam.bias" "Bias correction left out" for "adam" Formula(&[("a*(m/(1-b^t))/(sqrt(v/(1-c^t))+k)", "a*m/(sqrt(v)+k)")]);
        "m began at 0 and has seen few gradients. Is it an honest average yet?"
        e.g. formula(ADAM_STEP, "m", &[("eta", 0.1), ("m", 0.2), ("v", 0.004), ("beta_1", 0.9), ("beta_2", 0.999), ("t", 1.0), ("epsilon", 1e-8)], "0.31623", "0.1");
    Descent "adam.pow" "The same correction at every step" for "adam" Formula(&[("a*(m/(1-b^t))/(sqrt(v/(1-c^t))+k)", "a*(m/(1-b))/(sqrt(v/(1-c))+k)")]);
        "At the first step that is right. What should the correction become as t grows?"
        e.g. formula(ADAM_STEP, "m", &[("eta", 0.1), ("m", 0.38), ("v", 0.007996), ("beta_1", 0.9), ("beta_2", 0.999), ("t", 2.0), ("epsilon", 1e-8)], "0.13438", "0.1");
    Descent "adam.eps" "Epsilon inside the root" for "adam" Formula(&[("a*(m/(1-b^t))/(sqrt(v/(1-c^t))+k)", "a*(m/(1-b^t))/sqrt(v/(1-c^t)+k)"), ("w-a*m/(sqrt(v)+k)", "w-a*m/sqrt(v+k)")]);
        "How large is the root of epsilon beside epsilon? On which side of the root does the formula put it?"
        e.g. formula(ADAM_STEP, "m", &[("eta", 1.0), ("m", 1e-7), ("v", 1e-15), ("beta_1", 0.9), ("beta_2", 0.999), ("t", 1.0), ("epsilon", 1e-8)], "0.0099995", "0.990099");
    Descent "wd.l2" "Weight decay put into the gradient" for "adamw" Formula(&[("w-a*d*w-a*g/(|g|+k)", "w-a*(g+d*w)/(|g+d*w|+k)")]);
        "Should the shrinking be divided by the root of v as well? Where does the decay act in AdamW?"
        e.g. formula(DECAY_STEP, "w", DECAY, "1.990", "1.998");
    Descent "wd.lr" "Rate left out of the decay" for "adamw" Formula(&[("w-a*d*w-a*g/(|g|+k)", "w-d*w-a*g/(|g|+k)"), ("w*(1-a*d)-g", "w*(1-d)-g"), ("w-a*d*w-a*g", "w-d*w-a*g"), ("w-a*(g+d*w)", "w-a*g-d*w")]);
        "Which form does the question state: the decay alone, or the rate times the decay?"
        e.g. formula(DECAY_STEP, "w", DECAY, "1.8", "1.998");
    Descent "lion.sign" "Sign forgotten" for "lion" Formula(&[("w-a*sign(b*m+(1-b)*g)", "w-a*(b*m+(1-b)*g)"), ("sign(b*m+(1-b)*g)", "b*m+(1-b)*g")]);
        "With Lion every coordinate moves the same distance. Does yours?"
        e.g. formula("w-eta*sign(beta*m+(1-beta)*g)", "w", &[("w", 1.0), ("m", 0.5), ("g", -1.0), ("beta", 0.9), ("eta", 0.01)], "0.9965", "0.99");
    Descent "sch.cum" "Decay applied to the decayed rate" for "exponential-schedule" Formula(&[("a*c^t", "a*c^(t*(t+1)/2)")]);
        "You went on from the shrunk rate and shrank it by the whole power again. How many factors belong to step t?"
        e.g. formula("eta*gamma^t", "t", &[("eta", 0.1), ("gamma", 0.9), ("t", 3.0)], "0.05314", "0.0729");
    Descent "sch.floor" "Floor lost in a step decay" for "step-schedule" Formula(&[("a*c^floor(t/k)", "a*c^(t/k)")]);
        "A step decay is a staircase. Is this t between two stairs, or on one?"
        e.g. formula("eta*gamma^floor(t/k)", "t", &[("eta", 0.1), ("gamma", 0.5), ("t", 15.0), ("k", 10.0)], "0.035355", "0.05");
    Descent "sch.cos" "Half of 1 plus the cosine lost" for "cosine-schedule" Formula(&[("a*(1+cos(b))/2", "a*cos(b)")]);
        "A negative rate climbs. In which range should the schedule stay?"
        e.g. formula("eta*(1+cos(pi*t/T))/2", "t", &[("eta", 0.1), ("t", 75.0), ("T", 100.0)], "-0.07071", "0.014645");
}
