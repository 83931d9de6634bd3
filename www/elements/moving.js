/**
 * What drawn figures with one moving number share: lines of SVG, drawn to scale from the engine's numbers, with a handle on them
 * that is a slider; the number stands in `at`, so that a dial beside the figure moves it too; and what is seen in words below.
 */
import { AttributeError, ChainElement, make, readPoint, writePoint } from "./element.js";
import { dragPoint, grain, tidied } from "./gestures.js";
import { svg } from "./draw-parts.js";
import { say } from "./sentence.js";

/** From one end to the other there are about so many steps of an arrow key, and so many places for a hand. */
const [STEPS, PLACES] = [100, 180];

export class ChainMoving extends ChainElement {
  static observedAttributes = ["of", "at", "from", "to"];

  /** @type {{ figure: HTMLElement, stage: HTMLElement, sheet: SVGElement, handle: HTMLElement, words: HTMLElement } | undefined} */
  #parts;
  /** Width and height of the sheet, in its own units. */
  #size = [400, 300];

  /** The variable that moves: each figure's own. */
  get variable() {
    return "x";
  }

  /** Ends of the way when none are written: each figure's own. @returns {[number, number]} */
  get ends() {
    return [0, 1];
  }

  /** Between which two numbers it moves. @returns {[number, number]} */
  get range() {
    const [from, to] = /** @type {const} */ (["from", "to"]).map((name, i) => {
      const written = this.getAttribute(name);
      const value = written === null || written === "" ? this.ends[i] : Number(written);
      if (!Number.isFinite(value)) throw new AttributeError(`${name}="${written}": write a number.`);
      return value;
    });
    if (!(from < to)) throw new AttributeError(`from="${from}" to="${to}": the first number has to be below the second.`);
    return [from, to];
  }

  /** The values of all variables; the moving one at its beginning where it is not written. */
  get point() {
    const point = readPoint(this.getAttribute("at"));
    point[this.variable] ??= this.range[0];
    return point;
  }

  /**
   * The figure, empty; the handle stands where it was.
   * @param {number} width @param {number} height in units of the sheet
   * @param {string} label of the handle
   */
  sheet(width, height, label) {
    if (!this.#parts?.figure.isConnected) {
      const handle = make("div", { class: "handle", role: "slider", tabindex: 0 });
      const sheet = svg("svg", { "aria-hidden": "true" });
      const stage = make("div", { class: "stage" });
      stage.append(sheet, handle);
      const words = make("figcaption");
      this.#parts = { figure: make("figure", {}, stage, words), stage, sheet, handle, words };
      this.replaceChildren(this.#parts.figure);
      this.#move(stage, handle);
    }
    const { sheet, handle } = this.#parts;
    this.#size = [width, height];
    sheet.setAttribute("viewBox", `0 0 ${width} ${height}`);
    handle.setAttribute("aria-label", label);
    sheet.replaceChildren();
    return sheet;
  }

  /** @param {HTMLElement} stage @param {HTMLElement} handle */
  #move(stage, handle) {
    const shown = () => {
      const [right, top] = this.#size;
      return { view: { left: 0, right, bottom: 0, top }, frame: { left: 0, top: 0, width: stage.clientWidth, height: stage.clientHeight } };
    };
    dragPoint(handle, stage, {
      shown,
      drag: (x, y) => this.#set(this.held(x, this.#size[1] - y), false),
      drop: () => this.#set(this.point[this.variable], true),
      nudge: (across, up, step) => {
        const [from, to] = this.range;
        this.#set(this.point[this.variable] + ((across + up) / step) * grain(to - from, STEPS), true);
      },
      key: (key) => {
        const end = { Home: this.range[0], End: this.range[1] }[key];
        if (end !== undefined) this.#set(end, true);
        return end !== undefined;
      },
    });
  }

  /** Which number a hand at a place of the sheet means: each figure's own. @param {number} _x @param {number} _y */
  held(_x, _y) {
    return 0;
  }

  /** @param {number} value @param {boolean} done */
  #set(value, done) {
    const [from, to] = this.range;
    const tidy = tidied(Math.min(to, Math.max(from, value)), grain(to - from, PLACES));
    const at = { ...this.point, [this.variable]: tidy };
    this.setAttribute("at", writePoint(at));
    this.tell("chain-point", { at, variable: this.variable, value: tidy, done });
  }

  /**
   * The handle in its place, with what it stands at.
   * @param {number} x @param {number} y
   * @param {string} said
   */
  hold(x, y, said) {
    const [from, to] = this.range;
    const handle = this.#parts?.handle;
    if (!handle) return;
    handle.style.left = `${(100 * x) / this.#size[0]}%`;
    handle.style.top = `${(100 * y) / this.#size[1]}%`;
    for (const [name, value] of Object.entries({ valuemin: from, valuemax: to, valuenow: this.point[this.variable], valuetext: said })) handle.setAttribute(`aria-${name}`, String(value));
  }

  /** What is seen, in words. @param {string} text */
  tellBelow(text) {
    if (this.#parts) say(this.#parts.words, text);
  }
}

/**
 * Words on a sheet; of several, every second one is a letter.
 * @param {number} x @param {number} y
 * @param {string | string[]} text
 * @param {string} [kind]
 * @param {"start" | "middle" | "end"} [anchor]
 */
export function label(x, y, text, kind = "", anchor = "middle") {
  const element = svg("text", { x, y, class: kind, "text-anchor": anchor });
  for (const [i, part] of [text].flat().entries()) {
    const run = svg("tspan", i % 2 === 1 ? { class: "letter" } : {});
    run.append(part);
    element.append(run);
  }
  return element;
}
