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

/** What may stand around a row. */
const BRACKETS = ["()", "[]"];
/** What is taller than a line. */
const TALL = "mfrac, mtable, mroot, msqrt msqrt, msqrt msup";

/** Past these a browser takes seconds to lay a formula out, or runs out of stack; then it is shown as text. */
const DEEPEST = 120;
const MOST = 12_000;
const LONGEST = 8_000;

/** A tag with its attributes, or text: all there is in what the engine writes. */
const PIECE = /<(\/?)([a-z][\w:-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gy;
const ATTRIBUTE = /([\w:-]+)="([^"<]*)"/g;

/** The five names that XML has by itself. @type {Record<string, string>} */
const NAMED = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

/** @param {string} text */
const unescaped = (text) =>
  text.includes("&") ? text.replace(/&(?:(\w+)|#(\d+)|#x([\da-f]+));/gi, (whole, name, digits, hex) =>
    name ? NAMED[name] ?? whole : String.fromCodePoint(Math.min(hex ? parseInt(hex, 16) : Number(digits), 0x10ffff))) : text;

/**
 * Turns the engine's MathML into elements.
 *
 * This is the only place where a string becomes elements, and it is safe whatever the string holds: no parser of the browser's
 * sees it. It is read here, tag by tag, and only elements and attributes of the two lists above are made, by name, in the MathML
 * namespace. None of them can load, link or run anything; all else is kept as text, and what is no MathML is shown as it would be typed.
 *
 * @param {Formula} formula
 * @returns {Element}
 */
export function typeset(formula) {
  if (formula.mathml.length > MOST * 100) return asText(formula.text);
  /** @type {Element | undefined} */
  let root;
  /** What stands open: an element that is known has a copy, in another one only the text counts. @type {{ name: string, copy: Element | undefined }[]} */
  const open = [];
  /** @type {[Element[], Element[]]} */
  const [struts, rows] = [[], []];
  let [count, read] = [0, 0];
  for (const [piece, closing, name, attributes, empty, text] of formula.mathml.matchAll(PIECE)) {
    read += piece.length;
    const within = open.findLast(({ copy }) => copy)?.copy;
    if (text !== undefined) within?.append(unescaped(text));
    else if (closing) {
      if (open.pop()?.name !== name) return asText(formula.text);
    } else {
      count += 1;
      if (open.length > DEEPEST || count > MOST || (root ? !within : name !== "math")) return asText(formula.text);
      const known = ELEMENTS.has(name) && open.every(({ copy }) => copy);
      const copy = known ? document.createElementNS(MATHML, name) : undefined;
      if (copy) {
        for (const [, attribute, value] of attributes.matchAll(ATTRIBUTE)) if (ATTRIBUTES.has(attribute)) copy.setAttribute(attribute, unescaped(value));
        if (name === "msqrt") struts.push(copy);
        if (name === "mrow") rows.push(copy);
        if (within) within.append(copy);
        else root = copy;
      }
      if (!empty) open.push({ name, copy });
    }
  }
  if (!root || open.length > 0 || read < formula.mathml.length) return asText(formula.text);
  for (const root of struts) root.append(strut());
  for (const row of rows) plainBrackets(row);
  return root;
}

/**
 * Brackets around what is as tall as a line do not grow. Browsers give every bracket that may grow the width of its tallest
 * form, and (2x + 3) would stand apart like ( 2x + 3 ).
 * @param {Element} row
 */
function plainBrackets(row) {
  const [first, last] = [row.firstElementChild, row.lastElementChild];
  if (!BRACKETS.includes(`${first?.textContent}${last?.textContent}`) || row.querySelector(TALL)) return;
  for (const bracket of [first, last]) bracket?.setAttribute("stretchy", "false");
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

/** How far a browser reserves more room for a root than it fills: the style takes it back, but for a hair. */
async function measureRoot() {
  await document.fonts.load('1em "STIX Two Math"');
  const probe = /** @type {HTMLElement} */ (typeset({ text: "", mathml: "<math><msqrt><mi>x</mi></msqrt></math>" }));
  probe.style.cssText = "position:absolute;font-size:100px";
  document.documentElement.append(probe);
  const [outside, inside] = ["msqrt", "mi"].map((name) => probe.querySelector(name)?.getBoundingClientRect().right ?? 0);
  document.documentElement.style.setProperty("--behind-root", `${Math.min(0, 0.1 - (outside - inside) / 100)}em`);
  probe.remove();
}
if (globalThis.document) measureRoot();

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
    this.replaceChildren(this.#typeset(this.#formula ?? engine.parse(this.needed("of")).formula));
  }

  /** @param {Formula} formula */
  #typeset(formula) {
    const display = readWord("display", this.getAttribute("display"), /** @type {const} */ (["inline", "block"]));
    return display === "block" ? typesetBlock(formula) : typeset(formula);
  }
}

define("chain-math", ChainMath);
