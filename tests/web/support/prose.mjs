// The formulas of prose: `<math alttext="a_1 = w_1 x"></math>` is typeset in the page itself, so that it is there at once and moves
// nothing. `node tests/web/support/prose.mjs PAGE…` fills them in; a test compares every page with what is written here.
import { readFileSync, writeFileSync } from "node:fs";
import { engine } from "./engine.mjs";

/** Signs of prose, and how the engine reads them. @type {Record<string, string>} */
const ASCII = { "−": "-", "√": "sqrt" };
const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻ⁿᵗˣᵘʷ";
const PLAIN = "0123456789-ntxuw";
const LOWERED = "₀₁₂₃₄₅₆₇₈₉ₙ";

/** A name that no prose uses: it stands for what the engine does not read. */
const STANDIN = /<msub(?: data-node="\d+")?><mi>K<\/mi><mn>(\d+)<\/mn><\/msub>/g;

/** What the engine does not read, the innermost first. @type {[RegExp, (...groups: string[]) => string][]} */
const OPAQUE = [
  [/…/g, () => "<mo>…</mo>"],
  // ŷ, m̂, v̂
  [/([a-z])\u0302|(ŷ)/g, (letter, y) => `<mover accent="true"><mi>${y ? "y" : letter}</mi><mo stretchy="false">^</mo></mover>`],
  // dL/dw, ∂L/∂w₁: on one line between words, as a fraction on a line of its own
  [/(?<!\w)([d∂])(K_\d+|[A-Za-z](?:_\w+)?)\/\1(K_\d+|[A-Za-z](?:_\w+)?)(?!\w)/g, (d, of, by) => block ? `<mfrac><mrow><mi>${d}</mi>${inner(of)}</mrow><mrow><mi>${d}</mi>${inner(by)}</mrow></mfrac>` : `<mrow><mi>${d}</mi>${inner(of)}<mo lspace="0" rspace="0" stretchy="false">/</mo><mi>${d}</mi>${inner(by)}</mrow>`],
  // L(w), ∇L(w)
  [/(∇?)(?<!\w)(L)\(([^()]*)\)/g, (nabla, of, inside) => `<mrow>${nabla ? "<mi>∇</mi>" : ""}<mi>${of}</mi>${bracketed(inside)}</mrow>`],
  [/∇([A-Za-z])(?!\w)/g, (of) => `<mrow><mi>∇</mi><mi>${of}</mi></mrow>`],
  // (2x, 6y)
  [/(?<!\w)\(([^()]*,[^()]*)\)/g, (inside) => `<mrow>${bracketed(inside)}</mrow>`],
];

/** What the pieces stand for. @type {string[]} */
let pieces = [];
/** Whether the formula has a line of its own. */
let block = false;

/** @param {string} inside */
function bracketed(inside) {
  const [open, close] = ["(", ")"].map((sign) => (block ? `<mo>${sign}</mo>` : `<mo lspace="0" rspace="0" stretchy="false">${sign}</mo>`));
  return open + listed(inside) + close;
}

/** @param {string} text */
const listed = (text) => text.split(/,\s*/).map(related).join("<mo>,</mo>");

/** @param {string} text sides of a relation */
function related(text) {
  const [first, ...rest] = text.split(/\s*([=←<>≈])\s*/);
  let written = multiplied(first);
  for (let i = 0; i < rest.length; i += 2) written += `<mo>${rest[i].replace("<", "&lt;").replace(">", "&gt;")}</mo>${multiplied(rest[i + 1])}`;
  return written;
}

/** A product of slopes keeps its dots. @param {string} text */
function multiplied(text) {
  const factors = text.split(/\s*·\s*/);
  const slopes = factors.length > 1 && factors.every((factor) => /^K_\d+$/.test(factor) && /^<m\w+><m\w+>.*[d∂]/.test(pieces[Number(factor.slice(2))]));
  return slopes ? factors.map(inner).join("<mo>⋅</mo>") : inner(text);
}

/** The engine's own, without its <math>. @param {string} text */
function inner(text) {
  if (text === "") return "";
  const mathml = engine.parse(text.replaceAll("·", "*")).formula.mathml.replace(/^<math>|<\/math>$/g, "");
  return dotted(mathml, text).replace(STANDIN, (_, place) => pieces[Number(place)]);
}

/** A dot that was written stays one: the signs of the formula come in the order in which they were read. @param {string} mathml @param {string} text */
function dotted(mathml, text) {
  let at = 0;
  return mathml.replace(/<m([ion])(?: [^>]*)?>([^<]*)<\/m[ion]>/g, (leaf, kind, sign) => {
    if (kind === "o" && sign === "\u2062") return /^[\s)}]*·/.test(text.slice(at)) ? "<mo>⋅</mo>" : leaf;
    const found = text.indexOf(sign, at);
    if (kind !== "o" && found >= 0) at = found + sign.length;
    return leaf;
  });
}

/** As it stands between the tags of a `<math>`. @param {string} text @param {boolean} [alone] on a line of its own */
export function typeset(text, alone = false) {
  block = alone;
  let read = text.replace(/[−√]/g, (sign) => ASCII[sign])
    .replace(new RegExp(`[${RAISED}]+`, "g"), (run) => `^(${[...run].map((sign) => PLAIN[RAISED.indexOf(sign)]).join("")})`)
    .replace(new RegExp(`[${LOWERED}]+`, "g"), (run) => `_${[...run].map((sign) => "0123456789n"[LOWERED.indexOf(sign)]).join("")}`)
    .replace(/sqrt(K_\d+|[a-z]\u0302?)/g, "sqrt($1)");
  pieces = [];
  for (const [found, write] of OPAQUE) {
    read = read.replace(found, (_, ...groups) => {
      const piece = write(...groups.filter((group) => typeof group !== "number").slice(0, 3));
      return `K_${pieces.push(piece) - 1}`;
    });
  }
  const whole = /[=←<>≈]|K_/.test(read) ? `<mrow>${listed(read)}</mrow>` : inner(read);
  // A root hangs from its bar: a strut keeps it on the line.
  return plainBrackets(whole).replaceAll("</msqrt>", '<mspace height="0.74em" depth="0.16em"></mspace></msqrt>')
    .replace(/ data-node="\d+"/g, "").replaceAll("\u2062", "&InvisibleTimes;").replaceAll("\u2061", "&ApplyFunction;");
}

/** Brackets with nothing in them that is taller than a line, nor brackets that may grow. */
const PLAIN_BRACKETS = /<mo>([([])<\/mo>((?:(?!<mo>[()[\]]<\/mo>|<mfrac|<mtable|<mroot|<msqrt>(?:(?!<\/msqrt>).)*<m(?:sqrt|sup)).)*)<mo>([)\]])<\/mo>/gs;

/** Such brackets do not grow, as in `www/elements/chain-math.js`, the inner ones first. @param {string} mathml @returns {string} */
export function plainBrackets(mathml) {
  const plain = mathml.replace(PLAIN_BRACKETS, '<mo stretchy="false">$1</mo>$2<mo stretchy="false">$3</mo>');
  return plain === mathml ? plain : plainBrackets(plain);
}

/** Signs that pages and addresses write with an ampersand. @param {string} text */
export const unescaped = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&#x27;", "'").replaceAll("&amp;", "&");

const FORMULA = /<math( display="block")? alttext="([^"]*)">(.*?)<\/math>/gs;

/** Every formula of a page: what it is and what stands there. @param {string} html */
export const formulas = (html) => [...html.matchAll(FORMULA)].map(([, display, text, inside]) => ({ text: unescaped(text), block: display !== undefined, inside }));

/** A formula of a sentence with what touches it: a browser would begin a line with the comma behind it. */
const BOUND = /<span class="bound">([^<]*<math [^]*?<\/math>[^<]*)<\/span>/g;
const TOUCHED = /([^\s\p{L}\d<>;]*)(<math alttext="[^"]*">[^]*?<\/math>)((?:[^\s\p{L}\d<>&]|’s)*)/gu;

/** @param {string} html */
export const filled = (html) =>
  html.replace(BOUND, "$1")
    .replace(FORMULA, (_, display = "", text) => `<math${display} alttext="${text}">${typeset(unescaped(text), display !== "")}</math>`)
    .replace(TOUCHED, (_, before, math, after) => (before || after ? `<span class="bound">${before}${math}${after}</span>` : math));

if (import.meta.filename === process.argv[1]) {
  for (const page of process.argv.slice(2)) writeFileSync(page, filled(readFileSync(page, "utf8")));
}
