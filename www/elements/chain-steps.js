/**
 * <chain-steps of="(2x+3)^2" at="x=1" detail="brief"> … </chain-steps>
 *
 * Shows      a derivative and the way to it: each step with its rule, a sentence, the names it introduces, its line aligned
 *            on the equals sign with what changed marked, and the smaller derivatives inside it to open.
 * Attributes of        the function, or an equation such as x^2 + y^2 = 25: then dy/dx, with y depending on x
 *            variable  by which to differentiate (left out: the only one, or x)
 *            order     1 (default) … 10
 *            at        "x=1": ends with the value there
 *            detail    "brief" (default): as on a board · "full": every rule · "none": the result alone, with which a formula of more
 *                      than 2000 characters begins
 *            fixed     no switch between the three
 * Properties derivation  what is shown, as the engine gave it
 * Events     chain-detail { detail }  the reader chose another depth
 * Fallback   the content inside: write the steps there as HTML with MathML.
 */
import { AttributeError, ChainElement, complaint, define, make, readPoint, readWord } from "./element.js";
import { typesetBlock, typeset } from "./chain-math.js";
import { lightUpEquals, markChanged, markInner, markName } from "./marks.js";
import { derivativeAt, mathml, mathOf, numberIn, slopeName, variableName } from "./notation.js";
import { fit } from "./room.js";
import { paragraph, written } from "./sentence.js";

/** @typedef {import("../engine.js").Engine} Engine */
/** @typedef {import("../engine.js").Derivation} Derivation */
/** @typedef {import("../engine.js").Step} Step */
/** @typedef {import("../engine.js").Formula} Formula */

export const DETAILS = /** @type {const} */ (["brief", "full", "none"]);
/** The switch, from little to much. */
const DEPTHS = /** @type {const} */ ([["none", "result"], ["brief", "board"], ["full", "everything"]]);

/** Steps drawn at once; a product of 300 factors has more, and they are drawn when asked for. */
const AT_ONCE = 60;
/** A formula longer than this comes with its result alone. */
const LONGEST = 2000;
/** Names written out; a function nested more deeply goes on in the same way. */
const NAMES = 8;
/** How deep smaller derivatives are opened by themselves under "everything". */
const OPEN_TO = 5;

let switches = 0;

export class ChainSteps extends ChainElement {
  static observedAttributes = ["of", "variable", "order", "at", "detail", "fixed"];

  /** @type {Derivation | undefined} */
  derivation;

  /** @type {HTMLElement | undefined} */
  #switch;

  /** The long formula whose steps a reader asked for. @type {string | null} */
  #insisted = null;

  /** @type {ResizeObserver | undefined} */
  #size;
  #width = 0;
  #align = () => alignLines(this);

  connectedCallback() {
    super.connectedCallback();
    if (!this.#size) lightUpEquals(this);
    this.#size ??= new ResizeObserver(() => {
      const { clientWidth } = this;
      if (clientWidth !== this.#width && this.#width > 0) alignLines(this);
      this.#width = clientWidth;
    });
    this.#size.observe(this);
    document.fonts?.addEventListener("loadingdone", this.#align);
    addEventListener("beforeprint", this.#openAll);
    addEventListener("afterprint", this.#closeAgain);
  }

  disconnectedCallback() {
    this.#size?.disconnect();
    document.fonts?.removeEventListener("loadingdone", this.#align);
    removeEventListener("beforeprint", this.#openAll);
    removeEventListener("afterprint", this.#closeAgain);
  }

  /** @param {Engine} engine */
  draw(engine) {
    const of = this.getAttribute("of");
    if (of === null) return;
    const asked = readWord("detail", this.getAttribute("detail"), DETAILS);
    // The steps of so long a formula are many times as long: they are written when a reader asks for them.
    const detail = of.length > LONGEST && this.#insisted !== of ? "none" : asked;
    const order = Number(this.getAttribute("order") ?? 1);
    if (!Number.isInteger(order) || order < 1 || order > 10) {
      throw new AttributeError(`order="${this.getAttribute("order")}": write a whole number from 1 to 10.`);
    }
    const at = readPoint(this.getAttribute("at"));
    const variable = this.getAttribute("variable") || undefined;
    const { derivation, trouble, dependent } = differentiate(engine, of, { variable, order, at, detail });
    this.derivation = derivation;

    const body = make("div", { class: "body" });
    const openTo = detail === "full" ? OPEN_TO : 0;
    if (detail === "none" || derivation.steps.length === 0) body.append(bare(derivation, dependent));
    else body.append(derivation.lines ? equations(engine, derivation.lines, derivation.steps, openTo) : lines(engine, derivation.steps, openTo));
    const end = conclusion(derivation, at, dependent);
    if (end) body.append(end);
    if (trouble) body.append(complaint(trouble));
    if (derivation.conditions.length > 0) body.append(paragraph(validity(derivation.conditions), { class: "conditions" }));

    if (this.hasAttribute("fixed")) this.replaceChildren(body);
    else {
      this.#switch ??= this.#makeSwitch();
      for (const input of this.#switch.querySelectorAll("input")) input.checked = input.value === detail;
      if (this.#switch.parentElement === this) {
        for (const child of [...this.children]) if (child !== this.#switch) child.remove();
        this.append(body);
      } else this.replaceChildren(this.#switch, body);
    }
    alignLines(body);
  }

  #makeSwitch() {
    const name = `chain-depth-${(switches += 1)}`;
    const field = make("fieldset", { class: "depth no-print" }, make("legend", { class: "unseen" }, "How much is written out"));
    for (const [value, word] of DEPTHS) field.append(make("label", {}, make("input", { type: "radio", name, value }), make("span", {}, word)));
    field.addEventListener("change", (event) => {
      const detail = /** @type {HTMLInputElement} */ (event.target).value;
      this.#insisted = this.getAttribute("of");
      this.setAttribute("detail", detail);
      this.tell("chain-detail", { detail });
    });
    return field;
  }

  /** @type {HTMLDetailsElement[]} */
  #opened = [];
  #openAll = () => {
    // Opening one draws what is inside it, which may hold more to open.
    for (let depth = 0; depth < OPEN_TO; depth += 1) {
      const closed = [...this.querySelectorAll("details:not([open])")].map((details) => /** @type {HTMLDetailsElement} */ (details));
      for (const details of closed) {
        details.open = true;
        details.dispatchEvent(new Event("toggle"));
      }
      this.#opened.push(...closed);
    }
  };
  #closeAgain = () => {
    for (const details of this.#opened.splice(0)) details.open = false;
  };
}

/**
 * The derivative, and why it has no value at the point where it has none.
 * @param {Engine} engine
 * @param {string} text
 * @param {{ variable: string | undefined, order: number, at: Record<string, number>, detail: "none" | "brief" | "full" }} options
 * @returns {{ derivation: Derivation, trouble?: unknown, dependent?: string }} dependent: of an equation, the y of dy/dx
 */
export function differentiate(engine, text, { at, ...options }) {
  const { dependent, ask } = question(engine, text, options);
  if (Object.keys(at).length === 0) return { derivation: ask(undefined), dependent };
  try {
    return { derivation: ask(at), dependent };
  } catch (trouble) {
    return { derivation: ask(undefined), trouble, dependent };
  }
}

/**
 * What is asked: the derivative of a function, or dy/dx along the curve of an equation.
 * @param {Engine} engine
 * @param {string} text
 * @param {{ variable: string | undefined, order: number, detail: "none" | "brief" | "full" }} options
 * @returns {{ dependent?: string, ask: (at: Record<string, number> | undefined) => Derivation }}
 */
function question(engine, text, options) {
  // "y = x²" and "f(x) = x²" are names for x²: only what is read as an equation is one.
  const parsed = text.includes("=") ? engine.parse(text) : undefined;
  if (!parsed || !isEquation(parsed.formula.text)) return { ask: (at) => engine.differentiate(text, { ...options, at }) };
  const { variables } = parsed;
  const by = options.variable ?? (variables.includes("x") ? "x" : variables[0] ?? "x");
  const of = by !== "y" && variables.includes("y") ? "y" : variables.find((name) => name !== by) ?? "y";
  return { dependent: of, ask: (at) => engine.implicit(text, { of, by, at, detail: options.detail }) };
}

/** Whether a formula as the engine writes it is an equation. @param {string} text */
export const isEquation = (text) => /[^<>!]=/.test(text) && !text.startsWith("{");

/** The result without a way to it. @param {Derivation} derivation @param {string} [dependent] */
function bare({ input, result, variable, order }, dependent) {
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
function equations(engine, all, steps, openTo) {
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
function lines(engine, steps, openTo) {
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
      summary.append(i > 0 ? make("span", { class: "where" }, " and ") : "", equation, " ");
    });
    if (equations.length > 3) summary.append(make("span", { class: "where" }, `and ${equations.length - 3} more`));
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
  return pieces.map((piece, i) => {
    if (i % 2 === 0) return piece;
    try {
      return typeset(engine.parse(piece).formula);
    } catch {
      return piece;
    }
  });
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

/** The value at the point and the tangent there. @param {Derivation} derivation @param {Record<string, number>} at @param {string} [dependent] */
function conclusion({ value, tangent, variable, order }, at, dependent) {
  if (value === undefined) return undefined;
  const several = Object.keys(at).length > 1;
  const where = several ? variableName(variable) : numberIn(at[variable]);
  const slope = dependent ? slopeName(dependent, variable) : derivativeAt(order, variable, where, several);
  const sides = mathOf(slope, mathml("mo", "="), numberIn(value, 10));
  const end = make("p", { class: "conclusion" });
  end.append("At ");
  Object.entries(at).forEach(([name, x], i) => end.append(i > 0 ? ", " : "", mathOf(variableName(name), mathml("mo", "="), numberIn(x))));
  end.append(": ", sides);
  if (tangent && order === 1 && (dependent || !several)) {
    const line = typeset(tangent);
    if (!tangent.text.includes("=")) line.prepend(mathml("mi", "y"), mathml("mo", "="));
    end.append(make("span", { class: "tangent" }, ", and the tangent is ", line));
  }
  end.append(".");
  return end;
}

/**
 * A left side wider than two fifths of the room, or one that leaves the right too little, stands on a line of its own; lines
 * still wider than their column are all written smaller.
 * @param {HTMLElement} body
 */
function alignLines(body) {
  const lists = /** @type {HTMLElement[]} */ ([...(body.matches(".lines") ? [body] : []), ...body.querySelectorAll(".lines")]);
  for (const list of lists) {
    const room = list.getBoundingClientRect().width;
    if (room === 0) continue;
    list.classList.remove("stacked");
    list.style.removeProperty("--fit");
    const own = [...list.querySelectorAll(".left > math")].filter((math) => math.closest(".lines") === list);
    const rights = [...list.querySelectorAll(".right")].filter((right) => right.closest(".lines") === list);
    const tight = own.some((math) => math.getBoundingClientRect().width > 0.4 * room) || rights.some((right) => right.scrollWidth > right.clientWidth + 1);
    if (tight) list.classList.add("stacked");
  }
  for (const list of lists) {
    const kind = list.classList.contains("stacked") ? ":is(.left, .right)" : ".right";
    const sides = [...list.querySelectorAll(`.line:not(.naming) > ${kind}`)].filter((side) => side.closest(".lines") === list);
    fit(list, sides.map((side) => /** @type {HTMLElement} */ (side)));
  }
}

define("chain-steps", ChainSteps);

/** Where the result holds, and where it does not, in sentences. @param {string[]} conditions */
function validity(conditions) {
  const places = conditions.filter((condition) => condition.startsWith("for "));
  const rest = conditions.filter((condition) => !condition.startsWith("for "));
  const said = rest.map((condition) => `${condition[0].toUpperCase()}${condition.slice(1)}.`);
  if (places.length > 0) said.unshift(`This holds ${places.map((place, i) => (i > 0 ? place.slice("for ".length) : place)).join(" and ")}.`);
  return said.join(" ");
}
