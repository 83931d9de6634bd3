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
import { AttributeError, ChainElement, complaint, define, make, readPoint, readWhole, readWord } from "./element.js";
import { lightUpEquals } from "./marks.js";
import { paragraph } from "./sentence.js";
import { alignLines, bare, conclusion, equations, lines, validity } from "./steps-parts.js";

/** @typedef {import("../engine.js").Engine} Engine */
/** @typedef {import("../engine.js").Derivation} Derivation */

const DETAILS = /** @type {const} */ (["brief", "full", "none"]);
/** The switch, from little to much. */
const DEPTHS = /** @type {const} */ ([["none", "result"], ["brief", "board"], ["full", "everything"]]);

/** A formula longer than this comes with its result alone. */
const LONGEST = 2000;
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
      if (clientWidth !== this.#width) alignLines(this);
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
    const of = this.needed("of");
    const asked = readWord("detail", this.getAttribute("detail"), DETAILS);
    // The steps of so long a formula are many times as long: they are written when a reader asks for them.
    const detail = of.length > LONGEST && this.#insisted !== of ? "none" : asked;
    const order = readWhole(this, "order", 1, 10);
    const at = readPoint(this.getAttribute("at"));
    const variable = this.getAttribute("variable") || undefined;
    const { derivation, trouble, dependent, name } = differentiate(engine, of, { variable, order, at, detail });
    this.derivation = derivation;

    const body = make("div", { class: "body" });
    const openTo = detail === "full" ? OPEN_TO : 0;
    if (detail === "none" || derivation.steps.length === 0) body.append(bare(derivation, dependent));
    else body.append(derivation.lines ? equations(engine, derivation.lines, derivation.steps, openTo) : lines(engine, derivation.steps, openTo));
    const end = conclusion(derivation, at, dependent, name);
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
    this.#width = this.clientWidth;
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
    // A frame does not grow on paper: what opened there would push out what it shows.
    if (parent !== window && this.closest(".embedded")) return;
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
 * @returns {{ derivation: Derivation, trouble?: unknown, dependent?: string, name?: string }} dependent: of an equation, the y of dy/dx; name: the function's own
 */
export function differentiate(engine, text, { at, ...options }) {
  const { ask, ...called } = question(engine, text, options);
  if (Object.keys(at).length === 0) return { derivation: ask(undefined), ...called };
  try {
    return { derivation: ask(at), ...called };
  } catch (trouble) {
    return { derivation: ask(undefined), trouble, ...called };
  }
}

/**
 * What is asked: the derivative of a function, or dy/dx along the curve of an equation.
 * @param {Engine} engine
 * @param {string} text
 * @param {{ variable: string | undefined, order: number, detail: "none" | "brief" | "full" }} options
 * @returns {{ dependent?: string, name?: string, ask: (at: Record<string, number> | undefined) => Derivation }}
 */
function question(engine, text, options) {
  // "y = x²" and "f(x) = x²" are names for x²: only what is read as an equation is one.
  const parsed = text.includes("=") ? engine.parse(text) : undefined;
  if (!parsed || !isEquation(parsed.formula.text)) return { name: parsed?.name, ask: (at) => engine.differentiate(text, { ...options, at }) };
  const { variables } = parsed;
  if (variables.length < 2) throw new AttributeError("A slope dy/dx needs two variables. For a derivative, write one side alone.");
  const by = options.variable ?? (variables.includes("x") ? "x" : variables[0] ?? "x");
  const of = by !== "y" && variables.includes("y") ? "y" : variables.find((name) => name !== by) ?? "y";
  return { dependent: of, ask: (at) => engine.implicit(text, { of, by, at, detail: options.detail }) };
}

/** Whether a formula as the engine writes it is an equation. @param {string} text */
export const isEquation = (text) => /[^<>!]=/.test(text) && !text.startsWith("{");

define("chain-steps", ChainSteps);
