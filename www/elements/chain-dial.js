/**
 * <chain-dial variable="x" from="-3" to="3" step="0.1" value="1"></chain-dial>
 *
 * Shows      a slider for one number, which every element around it follows: dragging it sets that variable in the `at` of all
 *            elements in the same section, and a tangent dragged there moves the slider.
 * Attributes variable  whose number it is (default x)
 *            sets      in place of that, an attribute such as `rate`, which it sets in the elements that have it
 *            from, to, step, value
 *            label     what it is called (default: the variable)
 * Events     chain-point { variable, value, done }
 * Fallback   nothing is shown without JavaScript: the numbers around it stand as they are.
 */
import { AttributeError, ChainElement, checkAttributes, define, engineHere, engineNow, make, readName, readPoint, writePoint } from "./element.js";
import { mathOf, numberIn, variableName, mathml } from "./notation.js";

export class ChainDial extends ChainElement {
  static observedAttributes = ["variable", "sets", "from", "to", "step", "value", "label"];

  /** @type {{ range: HTMLInputElement, shown: HTMLElement } | undefined} */
  #parts;
  /** @type {Element | null} */
  #around = null;

  connectedCallback() {
    super.connectedCallback();
    this.#around = this.closest("section, figure, article");
    this.#around?.addEventListener("chain-point", this.#follow);
  }

  disconnectedCallback() {
    this.#around?.removeEventListener("chain-point", this.#follow);
  }

  get #variable() {
    return this.getAttribute("sets") || readName(this.getAttribute("variable") || "x") || "";
  }

  refresh() {
    if (!this.isConnected) return;
    try {
      // θ is read by the engine; for other names nobody has to wait.
      if (!this.#variable && !engineNow()) return void engineHere().then(() => this.refresh(), (error) => this.complain(error));
      this.#build();
    } catch (error) {
      this.#parts = undefined;
      this.complain(error);
    }
  }

  #build() {
    checkAttributes(this);
    const [from, to, step, value] = ["from", "to", "step", "value"].map((name) => this.getAttribute(name));
    const sets = this.getAttribute("sets");
    if (!/^[A-Za-z]\w*$/.test(this.#variable)) throw new AttributeError(`${sets ? "sets" : "variable"}="${sets ?? this.getAttribute("variable")}": write a letter such as x, or a name such as w_1.`);
    for (const [name, written] of Object.entries({ from, to, step, value })) {
      if (written !== null && !Number.isFinite(Number(written))) throw new AttributeError(`${name}="${written}": write a number.`);
    }
    for (const [name, written, least] of [["to", to ?? "3", from ?? "-3"], ["step", step ?? "0.1", "0"]]) {
      if (!(Number(written) > Number(least))) throw new AttributeError(`${name}="${written}": write a number above ${least}.`);
    }
    if (!this.#parts) {
      const range = make("input", { type: "range" });
      const shown = make("output");
      range.addEventListener("input", () => this.#turn(range.value, false));
      range.addEventListener("change", () => this.#turn(range.value, true));
      this.#parts = { range, shown };
      this.replaceChildren(make("label", {}, shown, range));
    }
    const { range } = this.#parts;
    range.min = from ?? "-3";
    range.max = to ?? "3";
    range.step = step ?? "0.1";
    range.value = value ?? "1";
    range.setAttribute("aria-label", this.getAttribute("label") ?? this.#variable);
    this.#show(range.value);
  }

  /** @param {string} value */
  #show(value) {
    if (!this.#parts) return;
    const sets = this.getAttribute("sets");
    const named = sets ? mathOf(numberIn(Number(value))) : mathOf(variableName(this.#variable), mathml("mo", "="), numberIn(Number(value)));
    const label = this.getAttribute("label") ?? sets;
    this.#parts.shown.replaceChildren(label ? `${label} ` : "", named);
  }

  /** @param {string} value @param {boolean} done */
  #turn(value, done) {
    this.#show(value);
    this.#spread(value);
    this.tell("chain-point", { variable: this.#variable, value: Number(value), done });
  }

  /** Sets the number in everything around. @param {string | number} value @param {EventTarget | null} [but] */
  #spread(value, but) {
    const sets = this.getAttribute("sets");
    if (sets) {
      for (const element of this.#around?.querySelectorAll(`:not(${this.localName})[${CSS.escape(sets)}]`) ?? []) if (element.localName.startsWith("chain-")) element.setAttribute(sets, String(value));
      return;
    }
    for (const element of this.#around?.querySelectorAll("[at]") ?? []) {
      if (element === but) continue;
      const point = readPoint(element.getAttribute("at"));
      if (this.#variable in point) element.setAttribute("at", writePoint({ ...point, [this.#variable]: Number(value) }));
    }
  }

  /** A point moved by hand elsewhere moves the slider. */
  #follow = (/** @type {Event} */ event) => {
    const { at, variable, value = at?.[this.#variable] } = /** @type {CustomEvent} */ (event).detail;
    if (event.target === this || (variable ?? this.#variable) !== this.#variable || value === undefined || !this.#parts) return;
    this.#parts.range.value = String(value);
    this.#show(String(value));
    this.#spread(value, event.target);
  };
}

define("chain-dial", ChainDial);
