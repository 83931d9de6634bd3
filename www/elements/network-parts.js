/**
 * What stands around a network that learns: its settings, the buttons, a map for each unit with its layer's gradient, the losses.
 */
import { make } from "./element.js";
import { chart, TITLES } from "./descent-parts.js";
import { writeNumber } from "./notation.js";

/** @typedef {import("../engine.js").NetworkSpec} NetworkSpec */
/** @typedef {ReturnType<typeof parts>} Parts */
/** @typedef {import("./engine.js").Survey} Survey */

/** Of a setting: its name, what is written before it, and the words to choose from, or the width of a field. */
const SETTINGS = /** @type {const} */ ([
  ["data", "Points", "words"], ["boundary", "Boundary", 16], ["noise", "Noise", 4], ["layers", "Hidden units", 6], ["activation", "Activation", "words"],
  ["loss", "Loss", "words"], ["optimizer", "Optimizer", "words"], ["rate", "Rate", 5], ["batch", "A step takes", "words"], ["pace", "Steps a frame", "words"],
]);

/** Words that say more than their names. */
const SAID = /** @type {Record<string, string>} */ ({
  formula: "a boundary…", csv: "a table…", "binary-cross-entropy": "cross-entropy of p", mse: "squares", "cross-entropy": "cross-entropy of two logits",
  ...TITLES,
});

/** How many points a step takes. */
const TAKES = /** @type {Record<string, string>} */ ({ all: "all points", 10: "ten points", 1: "one point" });

/** What is wrong with an attribute, for who sees only its field. @param {string} complaint */
export const byLabel = (complaint) => complaint.replace(/^(\w+)="[^]*?": (?=[a-z])/, (all, attribute) => {
  const label = SETTINGS.find(([name]) => name === attribute)?.[1];
  return label ? `${label}: ` : all;
});

/** The element's own parts, made once. @param {Record<string, readonly string[]>} choices */
export function parts(choices) {
  const fields = SETTINGS.map(([name, label, kind]) => {
    const field = kind === "words"
      ? make("select", { name }, ...choices[name].map((value) => make("option", { value }, (name === "batch" ? TAKES : SAID)[value] ?? value)))
      : make("input", { name, type: "text", size: kind, autocomplete: "off", spellcheck: "false" });
    return make("label", {}, make("span", { class: "caption" }, label), field);
  });
  const table = make("label", { class: "table", hidden: true }, make("span", { class: "caption" }, "A table: two numbers and a kind in each row"),
    make("textarea", { name: "csv", rows: 5, spellcheck: "false", placeholder: "0.2, 1.4, yes" }));
  const note = make("p", { class: "note", role: "status" });
  const form = make("form", { class: "settings", autocomplete: "off" }, ...fields, table, note);

  const canvas = (/** @type {string} */ name) => make("canvas", { class: name, "aria-hidden": "true" });
  const [axes, heat, over, dots] = [make("canvas", { class: "axes", role: "img" }), canvas("heat"), canvas("over"), canvas("dots")];
  const stage = make("div", { class: "stage" }, axes, heat, over, dots);
  const go = (/** @type {string} */ act, /** @type {string} */ word) => make("button", { type: "button", "data-go": act }, word);
  const [play, back] = [go("play", "Train"), go("back", "Back")];
  const stand = make("output", { class: "number" });
  const progress = make("progress", { hidden: true, "aria-label": "Training" });
  const time = make("div", { class: "time no-print" }, play, back, go("step", "One step"), go("epoch", "One epoch"), go("long", "1000 steps"), go("rewind", "Rewind"), go("point", "Look at a point"), progress, stand);
  const layers = make("div", { class: "layers" });
  const losses = chart("Loss: solid on the points it learns from, dashed on others");
  const look = make("div", { class: "look" });
  const figure = make("figure", {}, make("div", { class: "beside" }, make("div", {}, stage, time), make("div", {}, layers, losses.box), form), look);
  return { figure, form, table, note, axes, heat, over, dots, stage, play, back, stand, progress, time, layers, losses, look };
}

/**
 * The layers, a map for each unit to press; what is wrong with a layer is said beside it.
 * @param {Parts} parts
 * @param {NetworkSpec} spec
 * @returns {HTMLCanvasElement[]} a canvas for each hidden unit
 */
export function buildLayers({ layers }, spec) {
  const shape = spec.layers.map(({ units }) => units).join(" ");
  if (layers.dataset.shape !== shape) {
    layers.dataset.shape = shape;
    const last = spec.layers.length - 1;
    layers.replaceChildren(...spec.layers.map(({ units }, l) => {
      const unit = (/** @type {number} */ u) => l === last
        ? make("button", { type: "button", class: "answer", "data-unit": `${l} ${u}` }, units === 1 ? "its weights" : `weights of kind ${u}`)
        : make("button", { type: "button", class: "map", "data-unit": `${l} ${u}`, "aria-label": `Layer ${l + 1}, unit ${u + 1}: its weights` }, make("canvas", { "aria-hidden": "true" }));
      return make("section", {}, make("p", { class: "caption" }), make("div", { class: "maps" }, ...Array.from({ length: units }, (_, u) => unit(u))));
    }));
  }
  return [...layers.querySelectorAll("canvas")];
}

/** @param {Parts} parts @param {Survey} survey */
export function writeLayers({ layers }, survey) {
  survey.layers.forEach((health, l) => {
    const caption = layers.children[l]?.firstElementChild;
    const name = l === survey.layers.length - 1 ? "Answer" : `Layer ${l + 1}`;
    if (caption) write(caption, `${name} · gradient ${writeNumber(health.gradient, 3)}${trouble(health)}`);
  });
}

/** What is wrong with a layer, if anything is. @param {Survey["layers"][number]} health */
function trouble({ dead, saturated, vanishing, exploding }) {
  return [
    dead ? ` · ${dead} dead: 0 for every point` : "", saturated ? ` · ${saturated} saturated` : "",
    vanishing ? " · vanishing beside the last layer’s" : "", exploding ? " · exploding" : "",
  ].join("");
}

/** Text is put only where it changes: the browser then has nothing to lay out. @param {Element} element @param {string} text */
function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * @param {Parts} parts
 * @param {{ values: Record<string, string>, note: string, wrong: boolean, step: number, back: boolean, playing: boolean, goal: number, from: number, diverged: boolean, survey: Survey }} seen
 */
export function writeStand({ form, table, note, play, back, stand, progress, axes }, { values, note: said, wrong, step, back: known, playing, goal, from, diverged, survey }) {
  for (const [name, value] of Object.entries(values)) {
    const field = /** @type {HTMLInputElement | null} */ (form.elements.namedItem(name));
    if (field && document.activeElement !== field && field.value !== value) field.value = value;
  }
  const shown = (/** @type {string} */ name, /** @type {boolean} */ is) => {
    const label = /** @type {HTMLElement | null} */ (/** @type {HTMLElement | null} */ (form.elements.namedItem(name))?.closest("label"));
    if (label && label.hidden === is) label.hidden = !is;
  };
  shown("boundary", values.data === "formula");
  shown("noise", values.data !== "csv");
  table.hidden = values.data !== "csv";
  write(note, said);
  note.classList.toggle("complaint", wrong);
  write(play, playing ? "Stop" : "Train");
  play.disabled = diverged;
  back.disabled = !known;
  progress.hidden = !(playing && Number.isFinite(goal));
  if (!progress.hidden) [progress.max, progress.value] = [goal - from, step - from];
  const told = `step ${step} · loss ${writeNumber(survey.loss, 3)}, on other points ${writeNumber(survey.otherLoss, 3)}`;
  write(stand, diverged ? `diverged after ${told}` : told);
  axes.setAttribute("aria-label", `What the network answers in the plane: ${told}`);
}
