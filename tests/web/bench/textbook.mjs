// Sixty functions of a first course, in a spelling that every engine here reads alike.
export const textbook = [
  "7", "x", "3*x", "x^2", "x^5", "5*x^3", "x^2+3*x+2", "4*x^3-2*x^2+7*x-1", "1/x", "1/x^2",
  "sqrt(x)", "x^(3/2)", "3*sqrt(x)-2/x^8", "sin(x)", "cos(x)", "tan(x)", "exp(x)", "log(x)", "2^x", "x^x",
  "(2*x+3)^2", "(x^2+1)^5", "(5*x-2)^10", "sqrt(x^2+1)", "1/(x^2+1)", "sin(x^2)", "sin(x)^2", "cos(3*x)", "tan(2*x)", "exp(2*x)",
  "exp(-x)", "exp(x^2)", "exp(-x^2/2)", "log(x^2+1)", "log(sin(x))", "sin(cos(x))", "exp(sin(x))", "sqrt(x+sqrt(x))", "sin(exp(x))", "exp(sin(x^2))",
  "x*sin(x)", "x^2*exp(3*x)", "x*log(x)", "exp(x)*cos(x)", "x^2*sin(x)*exp(x)", "(x+1)*(x-2)", "(x^2+1)*(x^3-x)", "sin(x)*cos(x)", "x/(x+1)", "(x^2+1)/(x-1)",
  "sin(x)/x", "exp(x)/(1+exp(x))", "1/(1+exp(-x))", "(2*x+1)/(3*x-2)", "log(x)/x^2", "asin(2*x)", "atan(x)", "atan(1/x)", "tanh(x)", "(x+1)^x",
];
