/**
 * What stands around a surface seen from above: the handle of the point, what is known there, the words and the table.
 */
import { make } from "./element.js";
import { pixels } from "./gestures.js";
import { mathml, mathOf, numberIn, plainName, tight, variableName, writeNumber } from "./notation.js";
import { KEYS_SAID, moreTools, refill, zoomButtons } from "./plot-parts.js";
import { say } from "./sentence.js";

/** @typedef {import("./engine.js").Contoured} Contoured */
/** @typedef {ReturnType<typeof parts>} Parts */

/**
 * @typedef {object} Seen
 * @property {Contoured} contoured
 * @property {string} name the function's own: f, where it brings none
 * @property {[number, number] | undefined} point
 * @property {boolean} secret whether the gradient must not be told
 */

/** The element's own parts, made once. */
export function parts() {
  const canvas = make("canvas", { tabindex: 0, role: "img", "aria-description": KEYS_SAID });
  const handle = make("div", { class: "handle", role: "slider", tabindex: 0, hidden: true });
  const stage = make("div", { class: "stage" }, canvas, handle);
  const here = make("p", { class: "here" });
  const [zoom, more] = [zoomButtons(), moreTools()];
  const words = make("p", { class: "words" });
  const table = make("details", { class: "values" }, make("summary", { class: "caption" }, "Table of values"));
  const figure = make("figure", {}, here, stage, make("figcaption", {}, words, make("div", { class: "bar" }, table, more, zoom)));
  return { figure, canvas, handle, stage, here, zoom, more, words, table };
}

/** @param {Parts} parts @param {Seen} seen */
export function placeHandle({ handle }, { contoured, name, point, secret }) {
  const { view, frame, variables, value, gradient, curve } = contoured;
  const held = handle.classList.contains("held");
  const spot = point && pixels(contoured, ...point);
  const [right, bottom] = [frame.left + frame.width, frame.top + frame.height];
  const inside = spot && spot.px >= frame.left - 1 && spot.px <= right + 1 && spot.py >= frame.top - 1 && spot.py <= bottom + 1;
  handle.hidden = curve || (!inside && !held);
  if (curve || !spot || !point) return;
  handle.style.left = `${Math.min(right, Math.max(frame.left, spot.px))}px`;
  handle.style.top = `${Math.min(bottom, Math.max(frame.top, spot.py))}px`;
  const [x, y] = variables.map(plainName);
  const slopes = secret || !gradient ? "" : `, gradient ${gradient.map((slope) => writeNumber(slope)).join(" and ")}`;
  handle.setAttribute("aria-label", `Point on the surface, ${x} and ${y}`);
  handle.setAttribute("aria-valuemin", String(view.left));
  handle.setAttribute("aria-valuemax", String(view.right));
  handle.setAttribute("aria-valuenow", String(point[0]));
  handle.setAttribute("aria-valuetext", `${x} = ${writeNumber(point[0])}, ${y} = ${writeNumber(point[1])}, ${plainName(name)} = ${writeNumber(value)}${slopes}`);
}

/** @param {[number, number]} pair @param {number} [digits] */
const pairIn = ([a, b], digits) => mathml("mrow", tight("("), numberIn(a, digits), mathml("mo", ","), numberIn(b, digits), tight(")"));

/** The value and the gradient at the point, each in its colour. @param {Parts} parts @param {Seen} seen */
export function writeHere({ here }, { contoured, name, point, secret }) {
  here.replaceChildren();
  here.hidden = contoured.curve;
  if (!point || contoured.curve) return;
  const { value, gradient } = contoured;
  const f = mathOf(variableName(name), pairIn(point, 4), mathml("mo", "="), numberIn(value, 5));
  here.append(make("span", { class: "f" }, f));
  if (secret || !gradient) return;
  const nabla = mathOf(mathml("mo", "∇"), variableName(name), pairIn(point, 4), mathml("mo", "="), pairIn(gradient, 5));
  here.append(make("span", { class: "derivative" }, nabla));
}

/** @param {Parts} parts @param {Seen} seen */
export function writeWords({ canvas, words, table }, seen) {
  const { description } = seen.contoured;
  const { curve } = seen.contoured;
  const told = curve || !seen.secret;
  canvas.setAttribute("aria-label", told ? description : "The surface from above");
  say(words, told ? description : "");
  // Of a curve there is no height to list.
  table.hidden = curve;
  table.ontoggle = () => table.open && fillTable(table, seen);
  if (table.open) fillTable(table, seen);
}

/** @param {HTMLDetailsElement} table @param {Seen} seen */
function fillTable(table, { contoured }) {
  const { variables, table: { across, up, values } } = contoured;
  const [x, y] = variables.map(variableName);
  const corner = make("th", { scope: "col" }, mathOf(y, mathml("mo", "\\"), x));
  const head = make("tr", {}, corner, ...across.map((at) => make("th", { scope: "col", class: "number" }, writeNumber(at, 4))));
  const rows = make("tbody");
  up.forEach((at, i) => {
    const cells = values[i].map((value) => make("td", { class: "number" }, writeNumber(value, 4)));
    rows.append(make("tr", {}, make("th", { scope: "row", class: "number" }, writeNumber(at, 4)), ...cells));
  });
  refill(table, make("table", {}, make("thead", {}, head), rows));
}
