/**
 * What stands around a network that learns: its settings, the buttons, a map for each unit with its layer's gradient, the losses.
 */
import { make } from "./element.js";
import { chart } from "./descent-parts.js";
import { writeNumber } from "./notation.js";

/** @typedef {import("../engine.js").NetworkSpec} NetworkSpec */
/** @typedef {ReturnType<typeof parts>} Parts */
/** @typedef {{ canvas: HTMLCanvasElement, stage: HTMLElement, layer: number, unit: number }} Map */

/** The element's own parts, made once. @param {{ data: string[], activation: string[], optimizer: string[] }} choices */
export function parts(choices) {
  const select = (/** @type {string} */ name, /** @type {string} */ label, /** @type {string[]} */ names) =>
    make("label", {}, make("span", { class: "caption" }, label), make("select", { name }, ...names.map((value) => make("option", { value }, value))));
  const text = (/** @type {string} */ name, /** @type {string} */ label, /** @type {number} */ size) =>
    make("label", {}, make("span", { class: "caption" }, label), make("input", { name, type: "text", size, autocomplete: "off", spellcheck: "false" }));
  const form = make("form", { class: "settings", autocomplete: "off" }, select("data", "Points", choices.data), text("layers", "Hidden units", 6),
    select("activation", "Activation", choices.activation), select("optimizer", "Optimizer", choices.optimizer), text("rate", "Rate", 5),
    make("label", {}, make("span", { class: "caption" }, "Batch"), make("select", { name: "batch" }, make("option", { value: "" }, "all points"), make("option", { value: "10" }, "ten"), make("option", { value: "1" }, "one"))));
  const canvas = make("canvas", { role: "img" });
  const stage = make("div", { class: "stage" }, canvas);
  const play = make("button", { type: "button", "data-go": "play" }, "Train");
  const stand = make("output", { class: "number" });
  const time = make("div", { class: "time no-print" }, play, make("button", { type: "button", "data-go": "step" }, "One step"), make("button", { type: "button", "data-go": "rewind" }, "Rewind"), stand);
  const layers = make("div", { class: "layers" });
  const losses = chart("Loss on the points of each step");
  const figure = make("figure", {}, form, make("div", { class: "beside" }, stage, layers), time, losses.box);
  return { figure, form, canvas, stage, play, stand, time, layers, losses };
}

/**
 * The hidden layers, a map for each unit; what is wrong with a layer is said beside it.
 * @param {Parts} parts
 * @param {{ spec: NetworkSpec, norms: number[], activations: number[][][] }} seen
 * @returns {Map[]}
 */
export function writeLayers({ layers }, { spec, norms, activations }) {
  const shape = spec.layers.map(({ units }) => units).join(" ");
  if (layers.dataset.shape !== shape) {
    layers.dataset.shape = shape;
    layers.replaceChildren(...spec.layers.map(({ units }, l) =>
      make("section", {}, make("p", { class: "caption" }), make("div", { class: "maps" }, ...Array.from({ length: l === spec.layers.length - 1 ? 0 : units }, (_, u) => make("div", { class: "map" }, make("canvas", { role: "img", "aria-label": `Layer ${l + 1}, unit ${u + 1}` })))))));
  }
  /** @type {Map[]} */
  const maps = [];
  spec.layers.forEach((row, l) => {
    const section = layers.children[l];
    const name = l === spec.layers.length - 1 ? "Answer" : `Layer ${l + 1}`;
    const caption = /** @type {HTMLElement} */ (section.firstElementChild);
    caption.textContent = `${name} · gradient ${writeNumber(norms[l], 3)}${trouble(row.activation, activations[l], norms, l)}`;
    [...section.querySelectorAll(".map")].forEach((stage, unit) => {
      maps.push({ canvas: /** @type {HTMLCanvasElement} */ (stage.firstElementChild), stage: /** @type {HTMLElement} */ (stage), layer: l, unit });
    });
  });
  return maps;
}

/**
 * What is wrong with a layer, if anything is.
 * @param {string} activation
 * @param {number[][]} samples
 * @param {number[]} norms
 * @param {number} l
 */
function trouble(activation, samples, norms, l) {
  const units = samples[0].map((_, unit) => samples.map((row) => row[unit]));
  const dead = activation === "relu" ? units.filter((values) => values.every((value) => value === 0)).length : 0;
  if (dead) return ` · ${dead} dead: 0 for every point`;
  const ends = /** @type {Record<string, number[]>} */ ({ tanh: [-1, 1], sigmoid: [0, 1] })[activation];
  const full = ends && l < norms.length - 1 ? units.filter((values) => values.every((value) => Math.min(value - ends[0], ends[1] - value) < 0.01)).length : 0;
  if (full) return ` · ${full} saturated`;
  const last = norms[norms.length - 1];
  if (l < norms.length - 1 && norms[l] < last / 1000) return " · vanishing beside the last layer’s";
  if (l < norms.length - 1 && norms[l] > last * 1000) return " · exploding";
  return "";
}

/**
 * @param {Parts} parts
 * @param {{ attributes: Record<string, string>, step: number, playing: boolean, diverged: boolean, train: number, test: number }} seen
 */
export function writeStand({ form, play, stand, canvas }, { attributes, step, playing, diverged, train, test }) {
  for (const [name, value] of Object.entries(attributes)) {
    const field = /** @type {HTMLInputElement | null} */ (form.elements.namedItem(name));
    if (field && document.activeElement !== field) field.value = value;
  }
  play.textContent = playing ? "Stop" : "Train";
  play.disabled = diverged;
  const said = `step ${step} · loss ${writeNumber(train, 3)}, on other points ${writeNumber(test, 3)}`;
  stand.textContent = diverged ? `diverged after ${said}` : said;
  canvas.setAttribute("aria-label", `What the network answers in the plane: ${said}`);
}
