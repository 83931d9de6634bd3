/**
 * What a derivation is made of on the page: lines aligned on the equals sign, each with its rule and its reason, the smaller
 * derivatives inside them, the value at the end and where all of it holds.
 */
import { make } from "./element.js";
import { typesetBlock, typeset } from "./chain-math.js";
import { markChanged, markInner, markName } from "./marks.js";
import { derivativeAt, mathml, mathOf, numberIn, slopeName, variableName } from "./notation.js";
import { fit } from "./room.js";
import { bind, bound, written } from "./sentence.js";

/** @typedef {import("../engine.js").Engine} Engine */
/** @typedef {import("../engine.js").Derivation} Derivation */
/** @typedef {import("../engine.js").Step} Step */
/** @typedef {import("../engine.js").Formula} Formula */

/** Steps drawn at once; a product of 300 factors has more, and they are drawn when asked for. */
const AT_ONCE = 60;
/** Names written out; a function nested more deeply goes on in the same way. */
const NAMES = 8;

/** The result without a way to it. @param {Derivation} derivation @param {string} [dependent] */
export function bare({ input, result, variable, order }, dependent) {
  const left = dependent ? mathOf(slopeName(dependent, variable)) : derivativeOf(input, variable, order);
  const row = line(left, typesetBlock(result));
  return make("div", { class: "lines" }, row);
}

/** d/dx applied to a formula. @param {Formula} input @param {string} variable @param {number} order */
function derivativeOf(input, variable, order) {
  const d = () => (order === 1 ? mathml("mi", "d") : mathml("msup", mathml("mi", "d"), mathml("mn", String(order))));
  const below = order === 1 ? variableName(variable) : mathml("msup", variableName(variable), mathml("mn", String(order)));
  const inside = typeset(input);
  const math = mathOf(
    mathml("mfrac", mathml("mrow", d()), mathml("mrow", mathml("mi", "d"), below)),
    mathml("mo", "("), mathml("mrow", ...(inside.localName === "math" ? inside.childNodes : [inside.textContent ?? ""])), mathml("mo", ")"),
  );
  math.setAttribute("displaystyle", "true");
  return math;
}

/**
 * Equations below one another, from the curve to dy/dx; behind the second, each side differentiated.
 * @param {Engine} engine
 * @param {import("../engine.js").Line[]} all
 * @param {Step[]} steps
 * @param {number} openTo
 */
export function equations(engine, all, steps, openTo) {
  const list = make("ol", { class: "lines" });
  all.forEach(({ left, right, ...why }, i) => {
    const item = make("li", { class: "step" }, make("p", { class: "why" }, ...said(engine, why)), line(typesetBlock(left), typesetBlock(right)));
    if (i === 1 && steps[0].steps.length > 0) item.append(inside(engine, steps[0], openTo));
    list.append(item);
  });
  return list;
}

/**
 * Steps below one another, each line aligned on its equals sign with the ones above.
 * @param {Engine} engine
 * @param {Step[]} steps
 * @param {number} openTo how many levels of smaller derivatives stand open
 */
export function lines(engine, steps, openTo) {
  const list = make("ol", { class: "lines" });
  /** The line drawn last. @type {Element | undefined} */
  let last;
  /** @param {number} from */
  const some = (from) => {
    const until = Math.min(steps.length, from + AT_ONCE);
    for (let i = from; i < until; i += 1) {
      const goesOn = last !== undefined && steps[i - 1].after.text === steps[i].before.text;
      const { item, after } = stepItem(engine, steps[i], goesOn ? last : undefined, openTo);
      list.append(item);
      last = after;
    }
    if (until === steps.length) return;
    const more = make("button", { type: "button" }, `${steps.length - until} more`);
    const item = make("li", { class: "more" }, more);
    more.addEventListener("click", () => {
      item.remove();
      some(until);
      alignLines(list);
    });
    list.append(item);
  };
  some(0);
  return list;
}

/**
 * @param {Engine} engine
 * @param {Step} step
 * @param {Element | undefined} last the line above, when this step goes on from it
 * @param {number} openTo
 * @returns {{ item: HTMLElement, after: Element }} the step, and its last line
 */
function stepItem(engine, step, last, openTo) {
  const item = make("li", { class: "step", "data-rule": step.rule });
  const law = make("div", { class: "law", hidden: true }, typesetBlock(step.law));
  const rule = make("button", { type: "button", class: "rule", "aria-expanded": "false", title: "The rule in general" }, step.title);
  rule.addEventListener("click", () => {
    law.hidden = !law.hidden;
    rule.setAttribute("aria-expanded", String(!law.hidden));
  });
  item.append(make("p", { class: "why" }, rule, " ", ...said(engine, step)), law);

  const before = last ?? typesetBlock(step.before);
  const pending = step.pending && step.pending.text !== step.after.text ? typesetBlock(step.pending) : undefined;
  const after = typesetBlock(step.after);
  for (const { name, is } of step.let.slice(0, NAMES)) {
    const inner = typesetBlock(is);
    const letter = mathOf(variableName(name));
    // Only the chain rule has an inner and an outer function; the letters of other rules stay ink.
    if (step.rule === "chain") {
      markInner(before, inner);
      for (const math of [pending, after]) if (math) markName(math, name);
      inner.classList.add("inner");
      letter.classList.add("inner");
    }
    item.append(line([make("span", { class: "let" }, "let "), letter], inner, "naming"));
  }
  if (step.let.length > NAMES) item.append(make("p", { class: "more caption" }, `and so on inward, ${step.let.length - NAMES} more`));
  // A rule of differentiation changes everything; a marker helps where a piece of a line is tidied.
  if (!step.before.text.startsWith("d/d")) markChanged(before, pending ?? after);

  item.append(line(last ? undefined : before, pending ?? after));
  if (step.steps.length > 0) item.append(inside(engine, step, openTo));
  if (pending) item.append(line(undefined, after));
  return { item, after };
}

/**
 * What goes on inside a step: the smaller derivatives with their results, or the same tidying in smaller strides; how it
 * was found when opened.
 * @param {Engine} engine
 * @param {Step} step
 * @param {number} openTo
 */
function inside(engine, { before, steps }, openTo) {
  const summary = make("summary");
  if (steps[0].before.text === before.text) summary.append(make("span", { class: "where" }, "in smaller steps"));
  else {
    summary.append(make("span", { class: "where" }, "where "));
    const equations = runs(steps);
    equations.slice(0, 3).forEach(({ first, last }, i) => {
      const equation = typeset(first);
      equation.append(mathml("mo", "="), ...typeset(last).childNodes);
      summary.append(i > 0 ? make("span", { class: "where" }, " and ") : "", equation);
    });
    if (equations.length > 3) summary.append(make("span", { class: "where" }, ` and ${equations.length - 3} more`));
  }
  const details = make("details", { class: "inside" }, summary);
  details.addEventListener("toggle", () => {
    if (!details.open || details.childElementCount > 1) return;
    const list = lines(engine, steps, openTo - 1);
    details.append(list);
    alignLines(list);
  });
  if (openTo > 0) {
    details.open = true;
    details.append(lines(engine, steps, openTo - 1));
  }
  return details;
}

/**
 * A step's sentence, its formulas typeset.
 * @param {Engine} engine
 * @param {{ explanation: string, pieces?: string[] }} step
 */
function said(engine, { explanation, pieces }) {
  if (!pieces) return written(explanation);
  return bound(...pieces.map((piece, i) => {
    if (i % 2 === 0) return piece;
    try {
      return typeset(engine.parse(piece).formula);
    } catch {
      return piece;
    }
  }));
}

/**
 * Steps that go on from one another, as one equation from the first line to the last.
 * @param {Step[]} steps
 */
function runs(steps) {
  /** @type {{ first: Formula, last: Formula }[]} */
  const equations = [];
  for (const { before, after } of steps) {
    const run = equations.at(-1);
    if (run && run.last.text === before.text) run.last = after;
    else equations.push({ first: before, last: after });
  }
  return equations;
}

/**
 * One line: left side, equals sign, right side, each in its column.
 * @param {Element | Node[] | undefined} left
 * @param {Element} right
 * @param {string} [kind]
 */
function line(left, right, kind = "") {
  const leftCell = make("span", { class: "left" });
  if (left) leftCell.append(...(Array.isArray(left) ? left : [left]));
  return make("div", { class: `line ${kind}`.trim() }, leftCell, make("span", { class: "equals" }, "="), make("span", { class: "right" }, right));
}

/** The value at the point and the tangent there. @param {Derivation} derivation @param {Record<string, number>} at @param {string} [dependent] @param {string} [name] the function's own */
export function conclusion({ value, tangent, variable, order }, at, dependent, name) {
  if (value === undefined) return undefined;
  const several = Object.keys(at).length > 1;
  const where = several ? variableName(variable) : numberIn(at[variable]);
  const slope = dependent ? slopeName(dependent, variable) : derivativeAt(order, variable, where, several, name);
  const sides = mathOf(slope, mathml("mo", "="), numberIn(value, 10));
  const end = make("p", { class: "conclusion" });
  end.append("At ");
  Object.entries(at).forEach(([name, x], i) => end.append(i > 0 ? ", " : "", mathOf(variableName(name), mathml("mo", "="), numberIn(x))));
  const touched = order === 1 && (dependent || !several) && tangent;
  end.append(": ", sides, touched ? ", " : ".");
  if (touched) {
    const line = typeset(tangent);
    if (!tangent.text.includes("=")) line.prepend(mathml("mi", "y"), mathml("mo", "="));
    end.append(make("span", { class: "tangent" }, ...bound("and the tangent is ", line, ".")));
  }
  bind(end);
  return end;
}

/**
 * A left side wider than two fifths of the room, or one that leaves the right too little, stands on a line of its own; lines
 * still wider than their column are all written smaller. What nobody sees has no room to be measured by.
 * @param {HTMLElement} body
 */
export function alignLines(body) {
  // On paper the lines stand as they stood on the screen.
  if (matchMedia("print").matches) return;
  const lists = /** @type {HTMLElement[]} */ ([...(body.matches(".lines") ? [body] : []), ...body.querySelectorAll(".lines")]).filter((list) => list.clientWidth > 0);
  for (const list of lists) {
    const room = list.getBoundingClientRect().width;
    list.classList.remove("stacked");
    list.style.removeProperty("--fit");
    list.style.removeProperty("--left");
    const own = [...list.querySelectorAll(".left > math")].filter((math) => math.closest(".lines") === list);
    const rights = [...list.querySelectorAll(".right")].filter((right) => right.closest(".lines") === list);
    const tight = own.some((math) => math.getBoundingClientRect().width > 0.4 * room) || rights.some((right) => right.scrollWidth > right.clientWidth + 1);
    if (tight) list.classList.add("stacked");
  }
  for (const list of lists) {
    const kind = list.classList.contains("stacked") ? ":is(.left, .right)" : ".right";
    const sides = [...list.querySelectorAll(`.line:not(.naming) > ${kind}`)].filter((side) => side.closest(".lines") === list);
    fit(list, sides.map((side) => /** @type {HTMLElement} */ (side)));
    leaveForPaper(list);
  }
}

/**
 * How large the lines are and how wide their left sides, in the page's own measure: on paper, where each line is a grid alone
 * and the page may be wider, they stay so.
 * @param {HTMLElement} list
 */
function leaveForPaper(list) {
  const line = list.querySelector(":scope > .step > .line:not(.naming), :scope > .line:not(.naming)");
  const font = (/** @type {Element} */ element) => parseFloat(getComputedStyle(element).fontSize);
  if (line) list.style.setProperty("--line", `${(font(line) / font(list)).toFixed(3)}em`);
  if (list.classList.contains("stacked")) return;
  const left = list.querySelector(":scope > .step > .line > .left, :scope > .line > .left")?.getBoundingClientRect().width;
  if (left) list.style.setProperty("--left", `${(left / font(document.documentElement)).toFixed(3)}rem`);
}

/** Where the result holds, and where it does not, in sentences. @param {string[]} conditions */
export function validity(conditions) {
  const places = conditions.filter((condition) => condition.startsWith("for "));
  const rest = conditions.filter((condition) => !condition.startsWith("for "));
  const said = rest.map((condition) => `${condition[0].toUpperCase()}${condition.slice(1)}.`);
  if (places.length > 0) said.unshift(`This holds ${places.map((place, i) => (i > 0 ? place.slice("for ".length) : place)).join(" and ")}.`);
  return said.join(" ");
}
