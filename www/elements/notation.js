/**
 * How numbers and the names of derivatives are written on the page. Nothing is computed here.
 */

/**
 * A number as a book prints it: a true minus, no noise in the last places, "–" for what has not been computed.
 * @param {number | undefined} value
 * @param {number} [digits]
 */
export function writeNumber(value, digits = 6) {
  if (value === undefined) return "–";
  if (Number.isNaN(value)) return "undefined";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const short = Number(value.toPrecision(digits));
  const size = Math.abs(short);
  if (size !== 0 && (size >= 1e9 || size < 1e-4)) {
    const [mantissa, exponent] = short.toExponential().split("e");
    return `${minus(mantissa)} · 10${raise(exponent.replace("+", ""))}`;
  }
  return minus(String(short === 0 ? 0 : short));
}

/** @param {string} digits */
const minus = (digits) => digits.replace("-", "−");

/** @param {string} digits */
const raise = (digits) => [...digits].map((digit) => (digit === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)])).join("");

const MATHML = "http://www.w3.org/1998/Math/MathML";

/**
 * A MathML element. Strings become text.
 * @param {string} tag
 * @param {...(Node | string)} children
 */
export function mathml(tag, ...children) {
  const element = document.createElementNS(MATHML, tag);
  element.append(...children);
  return /** @type {MathMLElement} */ (element);
}

/** ASCII names of Greek letters, which the engine uses, as the letters. */
export const GREEK = /** @type {Record<string, string>} */ ({
  alpha: "α", beta: "β", gamma: "γ", delta: "δ", epsilon: "ε", zeta: "ζ", eta: "η", theta: "θ", iota: "ι", kappa: "κ",
  lambda: "λ", mu: "μ", nu: "ν", xi: "ξ", rho: "ρ", sigma: "σ", tau: "τ", upsilon: "υ", phi: "φ", chi: "χ", psi: "ψ", omega: "ω",
});

/** What stands above a letter whose index begins so. */
const MARKS = /** @type {Record<string, string>} */ ({ hat: "^", bar: "¯", tilde: "~" });

/**
 * A variable's name: theta as θ, w_1 with its subscript, y_hat as ŷ.
 * @param {string} name
 * @returns {MathMLElement}
 */
export function variableName(name) {
  const [letter, below] = name.split("_", 2);
  const [mark, counted] = /^(hat|bar|tilde)(\d+|[ijkmnt])?$/.exec(below)?.slice(1) ?? [];
  const index = mark ? counted : below;
  const plain = mathml("mi", GREEK[letter] ?? letter);
  const base = mark ? mathml("mover", plain, tight(MARKS[mark])) : plain;
  return index ? mathml("msub", base, mathml(/^\d+$/.test(index) ? "mn" : "mi", index)) : base;
}

/** The same in letters alone: θ, w₁, w_out. @param {string} name */
export function plainName(name) {
  const [letter, index] = name.split("_", 2);
  const base = GREEK[letter] ?? letter;
  if (!index) return base;
  return /^\d+$/.test(index) ? base + [...index].map((digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)]).join("") : `${base}_${index}`;
}

/**
 * f, f′, f″, f⁽⁴⁾ of one variable; ∂f/∂x of several.
 * @param {number} order
 * @param {string} variable
 * @param {boolean} [several]
 * @param {string} [name] the function's
 * @returns {MathMLElement}
 */
export function derivativeName(order, variable, several = false, name = "f") {
  const f = variableName(name);
  if (order === 0) return f;
  if (several) {
    const d = () => (order === 1 ? mathml("mo", "∂") : mathml("msup", mathml("mo", "∂"), mathml("mn", String(order))));
    const below = order === 1 ? variableName(variable) : mathml("msup", variableName(variable), mathml("mn", String(order)));
    return mathml("mfrac", mathml("mrow", d(), f), mathml("mrow", mathml("mo", "∂"), below));
  }
  // A prime is drawn raised by the font itself; as a superscript it would be raised twice.
  if (order <= 3) return mathml("mrow", f, tight("′″‴"[order - 1]));
  return mathml("msup", f, mathml("mrow", tight("("), mathml("mn", String(order)), tight(")")));
}

/** The same in one line: f, f′, f″; ∂f/∂x. @param {0 | 1 | 2} order @param {string} variable @param {boolean} several @param {string} name */
export function derivativeInLine(order, variable, several, name) {
  const f = plainName(name);
  const square = order > 1 ? "²" : "";
  return several && order > 0 ? `∂${square}${f}/∂${plainName(variable)}${square}` : f + ["", "′", "″"][order];
}

/** dy/dx. @param {string} of @param {string} by */
export const slopeName = (of, by) =>
  mathml("mfrac", mathml("mrow", mathml("mi", "d"), variableName(of)), mathml("mrow", mathml("mi", "d"), variableName(by)));

/** A sign without room around it, as tall as the letters beside it. @param {string} sign */
export function tight(sign) {
  const mark = mathml("mo", sign);
  for (const [name, value] of [["lspace", "0"], ["rspace", "0"], ["stretchy", "false"]]) mark.setAttribute(name, value);
  return mark;
}

/**
 * The same name applied: f′(x), f′(1).
 * @param {number} order
 * @param {string} variable
 * @param {Node} argument
 * @param {boolean} [several]
 * @param {string} [name] the function's
 */
export function derivativeAt(order, variable, argument, several = false, name = "f") {
  return mathml("mrow", derivativeName(order, variable, several, name), tight("("), argument, tight(")"));
}

/**
 * A formula of ours in running text.
 * @param {...Node} children
 */
export const mathOf = (...children) => mathml("math", mathml("mrow", ...children));

/**
 * A number inside a formula.
 * @param {number | undefined} value
 * @param {number} [digits]
 */
export function numberIn(value, digits) {
  const written = writeNumber(value, digits);
  if (!written.startsWith("−")) return mathml("mn", written);
  return mathml("mrow", mathml("mo", "−"), mathml("mn", written.slice(1)));
}
