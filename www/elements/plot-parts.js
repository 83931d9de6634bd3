/**
 * What stands around a plot's curves: the handle of the tangent, the legend with its values, the words and the table.
 */
import { make } from "./element.js";
import { pixels } from "./gestures.js";
import { derivativeName, mathml, mathOf, numberIn, plainName, tight, variableName, writeNumber } from "./notation.js";
import { say } from "./sentence.js";

/** @typedef {import("./engine.js").Curve} Curve */
/** @typedef {import("./engine.js").Plotted} Plotted */

/**
 * @typedef {object} Seen
 * @property {Plotted} plotted
 * @property {string} called the function as a listener hears it
 * @property {string} name the function's own: f, where it brings none
 * @property {string} variable
 * @property {boolean} several whether the function has other variables too
 * @property {number | undefined} point where the tangent touches
 * @property {Curve[]} curves the ones drawn
 * @property {string[]} hidden the ones that must not be told either
 */
/** @typedef {ReturnType<typeof parts>} Parts */

export const CURVES = /** @type {const} */ (["f", "derivative", "second", "tangent", "secant"]);
const COLOURS = /** @type {const} */ (["ink", "paper", "hairline", "f", "derivative", "second", "tangent"]);

/** The curves' names for those who listen. */
const SPOKEN = (/** @type {string} */ f) => ({ f, derivative: `${f} prime`, second: `${f} double prime`, tangent: "tangent", secant: "secant" });

/** What the keys do on a picture. */
export const KEYS_SAID = "Arrow keys move the picture, plus and minus zoom, 0 resets. Enter leads to the point on it.";

const POINTS = {
  root: "zero", maximum: "highest point nearby", minimum: "lowest point nearby",
  inflection: "turns from bending one way to the other", kink: "corner", pole: "pole",
};

/** A point to drag, where a reader by keys finds it. @param {string} kind */
const handleNamed = (kind) => make("div", { class: kind, role: "slider", tabindex: 0, hidden: true });

/** The element's own parts, made once. */
export function parts() {
  const canvas = make("canvas", { tabindex: 0, role: "img", "aria-description": KEYS_SAID });
  const [handle, end] = [handleNamed("handle"), handleNamed("end")];
  handle.setAttribute("aria-description", "Arrow keys trace the curve; n and p go to the next and the previous zero, turn, corner or pole.");
  const cursor = make("div", { class: "cursor", hidden: true });
  const said = make("p", { class: "unseen", role: "status" });
  const stage = make("div", { class: "stage" }, canvas, cursor, end, handle);
  const legend = make("div", { class: "legend", role: "group", "aria-label": "Curves" });
  for (const curve of CURVES) legend.append(make("button", { type: "button", "data-curve": curve }, make("span", { class: "stroke" }), make("span", {})));
  const zoom = zoomButtons();
  const more = moreTools(make("button", { type: "button", "data-listen": true, "aria-pressed": "false" }, "Listen to the curve"));
  const words = make("p", { class: "words" });
  const table = make("details", { class: "values" }, make("summary", { class: "caption" }, "Table of values"));
  const figure = make("figure", {}, legend, stage, said, make("figcaption", {}, words, make("div", { class: "bar" }, table, more, zoom)));
  return { figure, canvas, handle, end, cursor, said, stage, legend, zoom, more, words, table };
}

/** What is done with a picture now and then. @param {...HTMLElement} own */
export function moreTools(...own) {
  return make("details", { class: "more no-print" }, make("summary", { class: "caption" }, own.length > 0 ? "Listen, save" : "Save"), make("div", {}, ...own,
    make("button", { type: "button", "data-save": "png" }, "Save as PNG"),
    make("button", { type: "button", "data-save": "svg" }, "Save as SVG")));
}

export function zoomButtons() {
  return make("div", { class: "zoom no-print", role: "group", "aria-label": "View" },
    make("button", { type: "button", "data-zoom": "out", "aria-label": "Further away" }, "−"),
    make("button", { type: "button", "data-zoom": "in", "aria-label": "Closer" }, "+"),
    make("button", { type: "button", "data-zoom": "reset" }, "reset"));
}

/**
 * Puts a handle on its place of the curve.
 * @param {HTMLElement} handle
 * @param {Plotted} plotted
 * @param {number | undefined} point
 * @param {number | undefined} value
 */
function place(handle, plotted, point, value) {
  const { frame, view } = plotted;
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
  handle.setAttribute("aria-valuemin", String(view.left));
  handle.setAttribute("aria-valuemax", String(view.right));
  if (point !== undefined) handle.setAttribute("aria-valuenow", String(point));
}

/** @param {Parts} parts @param {Seen} seen */
export function placeHandle({ handle }, { plotted, name: called, variable, point, hidden }) {
  const { value, slope } = plotted;
  place(handle, plotted, point, value);
  if (point === undefined) return;
  const name = plainName(variable);
  const slopeIs = hidden.includes("derivative") ? "" : `, slope ${writeNumber(slope)}`;
  handle.setAttribute("aria-label", `Point where the tangent touches, ${name}`);
  handle.setAttribute("aria-valuetext", `${name} = ${writeNumber(point)}, ${plainName(called)} = ${writeNumber(value)}${slopeIs}`);
}

/** The other end of the secant. @param {Parts} parts @param {Seen} seen */
export function placeEnd({ end }, { plotted, name: called, variable }) {
  const { secant } = plotted;
  place(end, plotted, secant?.x, secant?.value);
  if (!secant) return;
  const name = plainName(variable);
  end.setAttribute("aria-label", `Other end of the secant, ${name}`);
  end.setAttribute("aria-valuetext", `${name} = ${writeNumber(secant.x)}, ${plainName(called)} = ${writeNumber(secant.value)}, slope of the secant ${slopeBetween(secant)}`);
}

/** Between a point and itself there is no slope. @param {{ slope: number }} secant */
const slopeBetween = ({ slope }) => (Number.isNaN(slope) ? "–" : writeNumber(slope));

/** A remarkable place, as it is said. @param {Plotted["points"][number]} place @param {string} variable @param {string} name the function's */
export function pointSaid({ kind, x, y }, variable, name) {
  return `${plainName(variable)} = ${writeNumber(x)}: ${POINTS[kind]}${kind === "root" || kind === "pole" ? "" : `, ${plainName(name)} = ${writeNumber(y)}`}`;
}

/** Each curve's name in its colour, with its value at the point. @param {Parts} parts @param {Seen} seen */
export function writeLegend({ legend }, { plotted, name, variable, several, point, curves, hidden }) {
  const spoken = SPOKEN(plainName(name));
  for (const button of legend.querySelectorAll("button")) {
    const curve = /** @type {Curve} */ (button.dataset.curve);
    button.hidden = hidden.includes(curve);
    button.setAttribute("aria-pressed", String(curves.includes(curve)));
    const here = curve === "f" ? plotted.value : curve === "derivative" ? plotted.slope : undefined;
    button.setAttribute("aria-label", spoken[curve] + (here === undefined ? "" : `, ${writeNumber(here)} at ${plainName(variable)} = ${writeNumber(point)}`));
    const label = /** @type {HTMLElement} */ (button.lastElementChild);
    if (curve === "tangent") {
      label.textContent = "tangent";
      continue;
    }
    if (curve === "secant") {
      // A secant needs a point, and its slope would tell what is to be found.
      button.hidden ||= point === undefined || hidden.includes("derivative");
      label.replaceChildren("secant");
      if (plotted.secant) label.append(" ", mathOf(mathml("mo", "="), numberIn(Number.isNaN(plotted.secant.slope) ? undefined : plotted.secant.slope, 5)));
      continue;
    }
    const math = mathOf(derivativeName(CURVES.indexOf(curve), variable, several, name));
    if (here !== undefined && !several) math.append(tight("("), numberIn(point, 5), tight(")"));
    if (here !== undefined) math.append(mathml("mo", "="), numberIn(here, 5));
    label.replaceChildren(math);
  }
}

/** @param {Parts} parts @param {Seen} seen */
export function writeWords({ canvas, words, table }, seen) {
  const secret = seen.hidden.includes("derivative");
  canvas.setAttribute("aria-label", `Plot of the function ${seen.called}.${secret ? "" : ` ${seen.plotted.description}`}`);
  say(words, secret ? "" : seen.plotted.description);
  table.ontoggle = () => table.open && fillTable(table, seen);
  if (table.open) fillTable(table, seen);
}

/** @param {HTMLDetailsElement} table @param {Seen} seen */
function fillTable(table, { plotted, name, variable, several, hidden }) {
  const secret = hidden.includes("derivative");
  const names = [heading(mathOf(variableName(variable))), heading(mathOf(derivativeName(0, variable, several, name)), "f")];
  if (!secret) names.push(heading(mathOf(derivativeName(1, variable, several, name)), "derivative"));
  const rows = make("tbody");
  for (const { x, f, derivative } of plotted.table) {
    rows.append(make("tr", {}, ...(secret ? [x, f] : [x, f, derivative]).map((value) => make("td", { class: "number" }, writeNumber(value)))));
  }
  const spots = make("ul", { class: "spots" });
  for (const { kind, x, y } of secret ? [] : plotted.points) {
    const height = Number.isFinite(y) && kind !== "root" && kind !== "pole" ? `, ${writeNumber(y)}` : "";
    spots.append(make("li", {}, mathOf(variableName(variable), mathml("mo", "="), numberIn(x)), `: ${POINTS[kind]}${height}`));
  }
  refill(table, make("table", {}, make("thead", {}, make("tr", {}, ...names)), rows), spots);
}

/** What unfolds is another; what it is unfolded by stays, and the focus with it. @param {HTMLDetailsElement} details @param {...Node} parts */
export function refill(details, ...parts) {
  for (const old of [...details.children].slice(1)) old.remove();
  details.append(...parts);
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
    probe.style.setProperty("forced-color-adjust", "none");
    const { color } = getComputedStyle(probe);
    // rgb(27 27 29), or what was mixed of two: color(srgb 0.1 0.1 0.11).
    const whole = color.startsWith("color(") ? 255 : 1;
    const channels = color.match(/[\d.]+/g) ?? ["0", "0", "0"];
    found[name] = `#${channels.slice(0, 3).map((channel) => Math.round(Number(channel) * whole).toString(16).padStart(2, "0")).join("")}`;
  }
  probe.remove();
  return /** @type {import("./engine.js").PlotSpec["colors"]} */ (found);
}
