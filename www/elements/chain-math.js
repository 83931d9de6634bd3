/**
 * <chain-math of="(2x+3)^2">(2x+3)²</chain-math>
 *
 * Shows      a formula, typeset.
 * Attributes of       the formula as a person types it
 *            display  "inline" (default) or "block": on a line of its own, larger
 * Properties formula  a Formula of the engine's, shown as it is; wins over `of`
 * Events     none
 * Fallback   the text inside stays until the engine is there, and stays for good without JavaScript.
 */
import { ChainElement, define, make, readWord } from "./element.js";

/** @typedef {import("../engine.js").Formula} Formula */

const MATHML = "http://www.w3.org/1998/Math/MathML";

const ELEMENTS = new Set(
  "math mrow mi mn mo ms mtext mspace mpadded mphantom mstyle mfrac msqrt mroot msup msub msubsup munder mover munderover mmultiscripts mprescripts mtable mtr mtd".split(" "),
);
const ATTRIBUTES = new Set(
  "data-node display displaystyle scriptlevel mathvariant stretchy symmetric form fence separator largeop movablelimits accent accentunder linethickness lspace rspace minsize maxsize width height depth voffset columnalign aria-label dir".split(" "),
);

/** Past these a browser takes seconds to lay a formula out, or runs out of stack; then it is shown as text. */
const DEEPEST = 120;
const MOST = 12_000;
const LONGEST = 8_000;

/**
 * Turns the engine's MathML into elements.
 *
 * This is the only place where a string becomes elements, and it is safe whatever the string holds: it is parsed as XML into
 * a document of its own, where nothing runs, and from there only elements and attributes of the two lists above are made
 * anew, by name, in the MathML namespace. None of them can load, link or run anything; all else is dropped or kept as text.
 *
 * @param {Formula} formula
 * @returns {Element}
 */
export function typeset(formula) {
  if (formula.mathml.length > MOST * 100) return asText(formula.text);
  const parsed = new DOMParser().parseFromString(formula.mathml, "application/xml");
  const root = parsed.documentElement;
  if (root.localName !== "math") return asText(formula.text);

  const copy = document.createElementNS(MATHML, "math");
  /** @type {{ from: Element, to: Element, depth: number }[]} */
  const open = [{ from: root, to: copy, depth: 0 }];
  /** @type {Element[]} */
  const struts = [];
  let count = 0;
  for (let next = open.pop(); next; next = open.pop()) {
    const { from, to, depth } = next;
    count += 1;
    if (depth > DEEPEST || count > MOST) return asText(formula.text);
    if (from.localName === "msqrt") struts.push(to);
    for (const { name, value } of from.attributes) if (ATTRIBUTES.has(name)) to.setAttribute(name, value);
    for (const child of from.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) {
        to.append(child.textContent ?? "");
      } else if (child instanceof Element && ELEMENTS.has(child.localName)) {
        const made = document.createElementNS(MATHML, child.localName);
        to.append(made);
        open.push({ from: child, to: made, depth: depth + 1 });
      } else if (child instanceof Element) {
        to.append(child.textContent ?? "");
      }
    }
  }
  for (const root of struts) root.append(strut());
  return copy;
}

/**
 * Nothing wide, as tall as a line: browsers hang a root sign from its bar, and over a lone x it would dangle below the line.
 */
function strut() {
  const nothing = document.createElementNS(MATHML, "mspace");
  nothing.setAttribute("height", "0.74em");
  nothing.setAttribute("depth", "0.16em");
  return nothing;
}

/** As it would be typed; of a very long one the beginning. @param {string} text */
function asText(text) {
  const shown = text.length > LONGEST ? `${text.slice(0, LONGEST)} … and ${text.length - LONGEST} more characters` : text;
  return make("code", { class: "long-formula", tabindex: 0 }, shown);
}

/**
 * A formula in a line of its own steps: aside from `typeset`, fractions and sums take their full size.
 * @param {Formula} formula
 */
export function typesetBlock(formula) {
  const math = typeset(formula);
  if (math.localName === "math") math.setAttribute("displaystyle", "true");
  return math;
}

export class ChainMath extends ChainElement {
  static observedAttributes = ["of", "display"];

  /** @type {Formula | undefined} */
  #formula;

  get formula() {
    return this.#formula;
  }

  set formula(formula) {
    this.#formula = formula;
    if (formula && this.isConnected) this.replaceChildren(this.#typeset(formula));
  }

  /** @param {import("../engine.js").Engine} engine */
  draw(engine) {
    const text = this.getAttribute("of");
    const formula = this.#formula ?? (text === null ? undefined : engine.parse(text).formula);
    if (formula) this.replaceChildren(this.#typeset(formula));
  }

  /** @param {Formula} formula */
  #typeset(formula) {
    const display = readWord("display", this.getAttribute("display"), /** @type {const} */ (["inline", "block"]));
    return display === "block" ? typesetBlock(formula) : typeset(formula);
  }
}

define("chain-math", ChainMath);
