/**
 * A sentence of the engine's becomes words and, where formulas stand in it, typeset formulas.
 *
 * What a formula is, is told by its letters: a run of words in which no letters stand together but the names of functions
 * before their brackets and those of Greek letters. The engine reads it; what it cannot read stays as it was written. What
 * stands in “quotation marks” is quoted, and quoted as it is. A formula does not break over two lines, nor does a stop fall from
 * it to the next one, and its minus is one.
 */
import { typeset } from "./chain-math.js";
import { engineNow, make } from "./element.js";
import { GREEK, mathml } from "./notation.js";

/** A longer run is nobody's piece of a sentence. */
const LONGEST = 160;
/** Nobody reads more of one sentence. */
const MOST = 4000;

const RELATION = /\s*(≠|≤|≥|<|>|=)\s*/;
/** Letters that are words of their own. */
const WORDS = new Set(["a", "A", "I"]);
/** Between two formulas they make one of them. */
const JOINT = /^([+\-−·×*/=<>≤≥≠]|\*\*)$/;
const STOP = /^([([“„]*)(.*?)([.,:;?!”“]*)$/s;

/** Whether names before brackets are those of functions that the engine knows; asked for once each. @type {Map<string, boolean>} */
const functions = new Map();

/** @param {import("../engine.js").Engine} engine @param {string} name */
function isFunction(engine, name) {
  const reads = (/** @type {string} */ call) => {
    try {
      const { functions, variables } = engine.parse(call);
      return functions.length === 1 && variables.join() === "q";
    } catch {
      return false;
    }
  };
  const known = functions.get(name) ?? (reads(`${name}(q)`) || reads(`${name}(q, q)`));
  functions.set(name, known);
  return known;
}

/**
 * The same sentence, for `append` and `replaceChildren`.
 * @param {string} text
 * @returns {(Node | string)[]}
 */
export function written(text) {
  const engine = engineNow();
  if (!engine || text.length > MOST) return [text];
  /** @type {(Node | string)[]} */
  const parts = [];
  let words = "";
  for (const { run, plain } of runs(text, engine)) {
    const math = run === "" ? undefined : formula(engine, run);
    if (math) {
      if (words) parts.push(words);
      parts.push(math);
      words = plain;
    } else words += minus(run) + plain;
  }
  if (words) parts.push(words);
  return bound(...parts);
}

/** Formulas keep the stops that touch them, which a browser would take to the next line. @param {Element} line */
export function bind(line) {
  for (const math of line.querySelectorAll(":scope > math")) {
    const [before, after] = [math.previousSibling, math.nextSibling].map((node) => (node instanceof Text ? node : new Text()));
    const [open] = /[^\s\p{L}\d]*$/u.exec(before.data) ?? [""];
    const [stop] = /^(?:[^\s\p{L}\d]|’s)*/u.exec(after.data) ?? [""];
    if (!open && !stop) continue;
    const span = make("span", { class: "bound" });
    math.replaceWith(span);
    span.append(open, math, stop);
    before.data = before.data.slice(0, before.length - open.length);
    after.data = after.data.slice(stop.length);
  }
  return [...line.childNodes];
}

/** Words and formulas in one line, each formula with its stops; for `append` and `replaceChildren`. @param {...(Node | string)} pieces */
export const bound = (...pieces) => bind(make("p", {}, ...pieces));

/** A paragraph of it. @param {string} text @param {Record<string, string>} [attributes] */
export const paragraph = (text, attributes) => make("p", attributes, ...written(text));

/** Sentences in place of what an element held; untouched where it says the same, so that nothing is read out twice. @param {Element} element @param {string} text */
export function say(element, text) {
  const of = /** @type {HTMLElement} */ (element);
  if (of.dataset.says === text && of.childNodes.length > 0) return;
  of.dataset.says = text;
  of.replaceChildren(...written(text));
}

/**
 * A sentence cut into runs that may be formulas and the words behind each.
 * @param {string} text
 * @param {import("../engine.js").Engine} engine
 */
function* runs(text, engine) {
  let run = "";
  let plain = "";
  let quoted = false;
  for (const piece of whole(text.split(/(\s+)/))) {
    if (/^\s*$/.test(piece)) {
      if (run && !plain) run += piece;
      else plain += piece;
      continue;
    }
    const [, before, core, after] = /** @type {RegExpExecArray} */ (trimmed(piece));
    const joins = JOINT.test(core) && run !== "" && plain === "";
    const fits = !quoted && !before.includes("“") && (joins || isFormula(core, engine));
    if (/“/.test(piece)) quoted = !piece.slice(piece.lastIndexOf("“")).includes("”");
    else if (piece.includes("”")) quoted = false;
    if (!fits) {
      plain += piece;
      continue;
    }
    if (plain || before) {
      yield* cut(run, plain + before);
      [run, plain] = ["", ""];
    }
    run += core;
    if (after) plain = after;
  }
  yield* cut(run, plain);
}

/** Behind a run stand neither spaces nor joints that lead nowhere. @param {string} run @param {string} plain */
function* cut(run, plain) {
  const core = run.replace(/(\s+|\s[+\-−·×*/=<>≤≥≠])+$/, "");
  yield { run: core, plain: run.slice(core.length) + plain };
}

/** Pieces with what is between their brackets, spaces or not. @param {string[]} pieces */
function* whole(pieces) {
  let open = "";
  let from = 0;
  for (const [i, piece] of pieces.entries()) {
    open += piece;
    if (depth(open) > 0 && i - from < 40 && i < pieces.length - 1) continue;
    if (depth(open) === 0 || i === from) yield open;
    else yield* pieces.slice(from, i + 1);
    [open, from] = ["", i + 1];
  }
}

/** Brackets that are open. @param {string} text */
function depth(text) {
  let open = 0;
  for (const sign of text) open += "([{".includes(sign) ? 1 : ")]}".includes(sign) ? -1 : 0;
  return open;
}

/** What a word is without the stops around it; brackets go where their partners are. @param {string} piece */
function trimmed(piece) {
  const found = /** @type {RegExpExecArray} */ (STOP.exec(piece));
  const [, before, core, after] = found;
  // "(2x + 3)^2" opens with its own bracket; "(x" does not.
  if (before && depth(before + core) === 0) [found[1], found[2]] = [before.replace(/[([]+$/, ""), before.replace(/^[^([]*/, "") + core];
  if (found[2].endsWith(")") && depth(found[2]) < 0) [found[2], found[3]] = [found[2].slice(0, -1), `)${after}`];
  return found;
}

/** @param {string} word @param {import("../engine.js").Engine} engine */
function isFormula(word, engine) {
  if (word === "" || word.length > LONGEST || WORDS.has(word) || /[“”‘’"'…]/.test(word)) return false;
  if (!/[\p{L}\d∞]/u.test(word)) return false;
  // Between braces a piece has two words of its own.
  const said = word.includes("{") ? word.replace(/ if | else(?=})/g, " ") : word;
  for (const [letters] of said.matchAll(/\p{L}{2,}(?:_\p{L}{2,})*\d*/gu)) {
    const behind = said[said.indexOf(letters) + letters.length];
    const named = /[(^_]/.test(behind ?? "") && isFunction(engine, letters);
    const differential = word.includes("/") && /^d[a-z]$/.test(letters);
    if (!named && !differential && letters !== "pi" && !Object.hasOwn(GREEK, letters)) return false;
  }
  return true;
}

/** @param {import("../engine.js").Engine} engine @param {string} run */
function formula(engine, run) {
  if (run.length > LONGEST || !/\p{L}/u.test(run) && !/[\^*/·]|\d\s*[-−+]\s*\d/.test(run)) return undefined;
  const sides = run.includes("{") ? [run] : run.split(RELATION);
  try {
    const math = mathml("math");
    for (const [i, side] of sides.entries()) {
      if (i % 2 === 1) math.append(mathml("mo", side));
      else if (/^[-−]?∞$/.test(side)) math.append(mathml("mi", minus(side)));
      else {
        const shown = typeset(engine.parse(side).formula);
        if (shown.localName !== "math") return undefined;
        math.append(...shown.childNodes);
      }
    }
    math.setAttribute("data-said", run);
    return math;
  } catch {
    return undefined;
  }
}

/** A number's hyphen is its minus. @param {string} text */
const minus = (text) => text.replace(/(^|[\s(,=])-(?=[\d.∞])/g, "$1−");
