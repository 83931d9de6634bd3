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

/** @param {string} said what the keys do @param {...HTMLElement} handles */
export function sheetParts(said, ...handles) {
  const canvas = make("canvas", { role: "img" });
  const over = svg("svg", { class: "over", "aria-hidden": "true" });
  const stage = make("div", { class: "stage" }, canvas);
  stage.append(over, ...handles);
  for (const handle of handles) handle.setAttribute("aria-description", said);
  return { canvas, over, stage };
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
