/**
 * What is drawn by hand lies over an empty picture of the engine's: a canvas, lines of SVG over it, handles on top.
 */
import { make } from "./element.js";

/** @typedef {{ of: string, at: string, variable?: string, view?: import("./engine.js").View }} Task */
/** @typedef {{ pixelRatio: number } & import("./picture.js").Look} Ink */

const SVG = "http://www.w3.org/2000/svg";

/** @param {string} tag @param {Record<string, string | number>} [attributes] @returns {SVGElement} */
export function svg(tag, attributes = {}) {
  const element = /** @type {SVGElement} */ (document.createElementNS(SVG, tag));
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  return element;
}

/**
 * What every sheet shares: its parts, that it is untouched until something was drawn, and fixed once what is so lies under it.
 */
export class Sheet {
  /** @type {Task} */
  task = { of: "", at: "" };
  drawn = false;
  /** What is so is shown: nothing moves any more. */
  fixed = false;
  #changed;

  /**
   * @param {() => void} changed called when something has been drawn
   * @param {string} said what the keys do
   * @param {...HTMLElement} handles
   */
  constructor(changed, said, ...handles) {
    this.#changed = changed;
    this.handles = handles;
    this.canvas = make("canvas", { role: "img" });
    this.over = svg("svg", { class: "over", "aria-hidden": "true" });
    this.stage = make("div", { class: "stage" }, this.canvas);
    this.stage.append(this.over, ...handles);
    for (const handle of handles) handle.setAttribute("aria-description", said);
  }

  focus() {
    this.handles[0].focus();
  }

  clear() {
    [this.drawn, this.fixed] = [false, false];
  }

  /** Something was drawn. */
  touched() {
    this.drawn = true;
    this.place();
    this.#changed();
  }

  /** Whether what is drawn may still be changed, told to those who see it and those who do not. @param {boolean} fixed @param {string} label */
  settle(fixed, label) {
    this.fixed = fixed;
    for (const handle of this.handles) handle.hidden = fixed;
    this.canvas.setAttribute("aria-label", label);
    this.place();
  }

  /** Each sheet's own: puts what is drawn, and its handles, in their places. */
  place() {
    this.stage.classList.toggle("untouched", !this.drawn);
  }
}

/** What a pointer does that is pressed on the sheet itself. @param {HTMLElement} surface @param {(px: number, py: number, first: boolean) => void} act */
export function whileDown(surface, act) {
  let down = false;
  /** @param {PointerEvent} event @param {boolean} first */
  const at = (event, first) => {
    const box = surface.getBoundingClientRect();
    act(event.clientX - box.left, event.clientY - box.top, first);
  };
  surface.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    down = true;
    surface.setPointerCapture(event.pointerId);
    at(event, true);
  });
  surface.addEventListener("pointermove", (event) => down && at(event, false));
  for (const end of /** @type {const} */ (["pointerup", "pointercancel"])) surface.addEventListener(end, () => (down = false));
}
