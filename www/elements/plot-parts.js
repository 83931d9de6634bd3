/**
 * What stands around a plot's curves: the handle of the tangent, the legend with its values, the words and the table.
 */
import { make } from "./element.js";
import { pixels } from "./gestures.js";
import { derivativeName, mathml, mathOf, numberIn, plainName, tight, variableName, writeNumber } from "./notation.js";

/** @typedef {import("./engine.js").Curve} Curve */
/** @typedef {import("./engine.js").Plotted} Plotted */

/**
 * @typedef {object} Seen
 * @property {Plotted} plotted
 * @property {string} variable
 * @property {boolean} several whether the function has other variables too
 * @property {number | undefined} point where the tangent touches
 * @property {Curve[]} curves the ones drawn
 * @property {string[]} hidden the ones that must not be told either
 */
/** @typedef {ReturnType<typeof parts>} Parts */

export const CURVES = /** @type {const} */ (["f", "derivative", "second", "tangent"]);
const COLOURS = /** @type {const} */ (["ink", "paper", "hairline", "f", "derivative", "second", "tangent"]);

/** The curves' names for those who listen. */
const SPOKEN = { f: "f", derivative: "f prime", second: "f double prime", tangent: "tangent" };

const POINTS = {
  root: "zero", maximum: "highest point nearby", minimum: "lowest point nearby",
  inflection: "turns from bending one way to the other", kink: "corner", pole: "pole",
};

/** The element's own parts, made once. */
export function parts() {
  const canvas = make("canvas", { tabindex: 0, role: "img" });
  const handle = make("div", { class: "handle", role: "slider", tabindex: 0, hidden: true });
  const stage = make("div", { class: "stage" }, canvas, handle);
  const legend = make("div", { class: "legend", role: "group", "aria-label": "Curves" });
  for (const curve of CURVES) legend.append(make("button", { type: "button", "data-curve": curve }, make("span", { class: "stroke" }), make("span", {})));
  const zoom = zoomButtons();
  const words = make("p", { class: "words" });
  const table = make("details", { class: "values" }, make("summary", { class: "caption" }, "Table of values"));
  const figure = make("figure", {}, legend, stage, make("figcaption", {}, words, make("div", { class: "bar" }, table, zoom)));
  return { figure, canvas, handle, stage, legend, zoom, words, table };
}

export function zoomButtons() {
  return make("div", { class: "zoom no-print", role: "group", "aria-label": "View" },
    make("button", { type: "button", "data-zoom": "out", "aria-label": "Further away" }, "−"),
    make("button", { type: "button", "data-zoom": "in", "aria-label": "Closer" }, "+"),
    make("button", { type: "button", "data-zoom": "reset" }, "reset"));
}

/** @param {Parts} parts @param {Seen} seen */
export function placeHandle({ handle }, { plotted, variable, point, hidden }) {
  const { value, slope, view, frame } = plotted;
  const held = handle.classList.contains("held");
  const spot = point !== undefined && value !== undefined && Number.isFinite(value) ? pixels(plotted, point, value) : undefined;
  const [right, bottom] = [frame.left + frame.width, frame.top + frame.height];
  const inside = spot && spot.px >= frame.left - 1 && spot.px <= right + 1 && spot.py >= frame.top - 1 && spot.py <= bottom + 1;
  // In mid-drag it stays under the pointer, at the edge, even where the curve leaves the picture or has a gap.
  handle.hidden = !inside && !held;
  if (spot) {
    handle.style.left = `${Math.min(right, Math.max(frame.left, spot.px))}px`;
    handle.style.top = `${Math.min(bottom, Math.max(frame.top, spot.py))}px`;
  }
  if (point === undefined) return;
  const name = plainName(variable);
  const slopeIs = hidden.includes("derivative") ? "" : `, slope ${writeNumber(slope)}`;
  handle.setAttribute("aria-label", `Point where the tangent touches, ${name}`);
  handle.setAttribute("aria-valuemin", String(view.left));
  handle.setAttribute("aria-valuemax", String(view.right));
  handle.setAttribute("aria-valuenow", String(point));
  handle.setAttribute("aria-valuetext", `${name} = ${writeNumber(point)}, f = ${writeNumber(value)}${slopeIs}`);
}

/** Each curve's name in its colour, with its value at the point. @param {Parts} parts @param {Seen} seen */
export function writeLegend({ legend }, { plotted, variable, several, point, curves, hidden }) {
  for (const button of legend.querySelectorAll("button")) {
    const curve = /** @type {Curve} */ (button.dataset.curve);
    button.hidden = hidden.includes(curve);
    button.setAttribute("aria-pressed", String(curves.includes(curve)));
    const here = curve === "f" ? plotted.value : curve === "derivative" ? plotted.slope : undefined;
    button.setAttribute("aria-label", SPOKEN[curve] + (here === undefined ? "" : `, ${writeNumber(here)} at ${plainName(variable)} = ${writeNumber(point)}`));
    const label = /** @type {HTMLElement} */ (button.lastElementChild);
    if (curve === "tangent") {
      label.textContent = "tangent";
      continue;
    }
    const math = mathOf(derivativeName(CURVES.indexOf(curve), variable, several));
    if (here !== undefined && !several) math.append(tight("("), numberIn(point, 5), tight(")"));
    if (here !== undefined) math.append(mathml("mo", "="), numberIn(here, 5));
    label.replaceChildren(math);
  }
}

/** @param {Parts} parts @param {Seen} seen */
export function writeWords({ canvas, words, table }, seen) {
  const secret = seen.hidden.includes("derivative");
  canvas.setAttribute("aria-label", secret ? "Plot of the function" : seen.plotted.description);
  words.textContent = secret ? "" : seen.plotted.description;
  table.ontoggle = () => table.open && fillTable(table, seen);
  if (table.open) fillTable(table, seen);
}

/** @param {HTMLDetailsElement} table @param {Seen} seen */
function fillTable(table, { plotted, variable, several, hidden }) {
  const secret = hidden.includes("derivative");
  const names = [heading(mathOf(variableName(variable))), heading(mathOf(derivativeName(0, variable)), "f")];
  if (!secret) names.push(heading(mathOf(derivativeName(1, variable, several)), "derivative"));
  const rows = make("tbody");
  for (const { x, f, derivative } of plotted.table) {
    rows.append(make("tr", {}, ...(secret ? [x, f] : [x, f, derivative]).map((value) => make("td", { class: "number" }, writeNumber(value)))));
  }
  const spots = make("ul", { class: "spots" });
  for (const { kind, x, y } of secret ? [] : plotted.points) {
    const height = Number.isFinite(y) && kind !== "root" && kind !== "pole" ? `, ${writeNumber(y)}` : "";
    spots.append(make("li", {}, mathOf(variableName(variable), mathml("mo", "="), numberIn(x)), `: ${POINTS[kind]}${height}`));
  }
  table.replaceChildren(table.firstElementChild ?? "", make("table", {}, make("thead", {}, make("tr", {}, ...names)), rows), spots);
}

/** @param {Node} name @param {string} [kind] */
const heading = (name, kind) => make("th", { scope: "col", class: kind }, name);

/**
 * The tokens' colours as the canvas takes them, whatever they were written as.
 * @param {HTMLElement} element
 */
export function colours(element) {
  const probe = make("span", { hidden: true });
  element.append(probe);
  /** @type {Record<string, string>} */
  const found = {};
  for (const name of COLOURS) {
    probe.style.color = `var(--${name})`;
    const channels = getComputedStyle(probe).color.match(/[\d.]+/g) ?? ["0", "0", "0"];
    found[name] = `#${channels.slice(0, 3).map((channel) => Math.round(Number(channel)).toString(16).padStart(2, "0")).join("")}`;
  }
  probe.remove();
  return /** @type {import("./engine.js").PlotSpec["colors"]} */ (found);
}
