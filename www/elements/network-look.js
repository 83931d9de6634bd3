/**
 * Looked at closely: the weights of one unit, which can be changed, and one point on its way through the network as a graph.
 */
import { make } from "./element.js";
import { writeNumber } from "./notation.js";

/** @typedef {import("../engine.js").NetworkSpec} NetworkSpec */
/** @typedef {{ weights: number[][][], biases: number[][] }} Numbers */

/** Where more weights than this run into a picture, its graph is too dense to read. */
const MOST_DRAWN = 40;

/** A weight as it is read in a picture: four digits. @param {number} value */
const short = (value) => String(Number(value.toPrecision(4)));

/**
 * Fields for the weights of a unit.
 * @param {NetworkSpec} spec @param {Numbers} numbers @param {{ layer: number, unit: number }} chosen @param {[string, string]} names
 */
export function weightFields(spec, { weights, biases }, { layer, unit }, names) {
  const last = layer === spec.layers.length - 1;
  const from = (/** @type {number} */ i) => (layer === 0 ? names[i] : `unit ${i + 1}`);
  const field = (/** @type {string} */ label, /** @type {string} */ place, /** @type {number} */ value) =>
    make("label", {}, make("span", { class: "caption" }, label), make("input", { type: "text", inputmode: "decimal", size: 7, value: shown(value), "data-weight": place, autocomplete: "off", spellcheck: "false" }));
  return make("section", { class: "weights" },
    make("p", { class: "caption" }, `${last ? "Answer" : `Layer ${layer + 1}`}, unit ${unit + 1}: ${spec.layers[layer].activation} of`),
    make("div", { class: "fields" }, ...weights[layer][unit].map((value, i) => field(`${from(i)} ·`, String(i), value)), field("and bias", "bias", biases[layer][unit])));
}

/** The fields show the numbers as they are now. @param {Element} section @param {Numbers} numbers @param {{ layer: number, unit: number }} chosen */
export function refreshWeights(section, { weights, biases }, { layer, unit }) {
  for (const field of section.querySelectorAll("input")) {
    const place = field.dataset.weight ?? "";
    const value = shown(place === "bias" ? biases[layer][unit] : weights[layer][unit][Number(place)]);
    if (document.activeElement !== field && field.value !== value) field.value = value;
  }
}

/** … and as a field shows it. @param {number} value */
const shown = (value) => short(value).replace("-", "−");

/** A weight in our notation: powers of ten written out. @param {number} value */
const written = (value) => short(value).replace(/e\+?(-?\d+)$/, "*10^($1)");

/** As the reader of expressions knows them. */
const CALLED = /** @type {Record<string, string>} */ ({ "leaky-relu": "leaky_relu" });

/**
 * One sample's way as named pieces, a sum and an activation for each unit, the loss last; undefined where a picture of it would
 * be too dense.
 * @param {NetworkSpec} spec @param {Numbers} numbers @param {number} target
 */
function pieces(spec, { weights, biases }, target) {
  if (weights.flat(2).length > MOST_DRAWN) return undefined;
  const name = (/** @type {string} */ of, /** @type {number} */ l, /** @type {number} */ u) => (l < 0 ? ["x", "y"][u] : `${of}_${l + 1}${u + 1}`);
  const lines = spec.layers.flatMap(({ activation }, l) =>
    weights[l].flatMap((row, u) => {
      const below = (/** @type {number} */ i) => name(l > 0 && spec.layers[l - 1].activation === "linear" ? "z" : "a", l - 1, i);
      const sum = `${name("z", l, u)} = ${[...row.map((weight, i) => `(${written(weight)})*${below(i)}`), `(${written(biases[l][u])})`].join(" + ")}`;
      return activation === "linear" ? [sum] : [sum, `${name("a", l, u)} = ${CALLED[activation] ?? activation}(${name("z", l, u)})`];
    }),
  );
  const last = spec.layers.length - 1;
  const answer = (/** @type {number} */ u) => name(spec.layers[last].activation === "linear" ? "z" : "a", last, u);
  const loss = {
    mse: `(${answer(0)} - ${target})^2`,
    "binary-cross-entropy": target ? `-ln(${answer(0)})` : `-ln(1 - ${answer(0)})`,
    "cross-entropy": `ln(e^(${answer(0)}) + e^(${answer(1)})) - ${answer(target)}`,
  }[spec.loss];
  return [...lines, `L = ${loss}`].join("; ");
}

/**
 * A point looked at: where it is, what is answered, and its graph.
 * @param {import("../engine.js").Engine} engine
 * @param {NetworkSpec} spec
 * @param {Numbers} numbers
 * @param {import("./network-data.js").Data} data
 * @param {number} index
 */
export function trace(engine, spec, { weights, biases }, { train, names, kinds }, index) {
  const [at, [kind]] = [train.inputs[index], train.targets[index]];
  const { value: loss, activations } = engine.network({ ...spec, weights, biases, batch: { inputs: [at], targets: [[kind]] } });
  const answer = activations[activations.length - 1][0].map((value) => writeNumber(value, 4)).join(" and ");
  const of = pieces(spec, { weights, biases }, kind);
  const count = train.inputs.length;
  const said = make("p", { class: "caption" }, `The point ${names[0]} = ${writeNumber(at[0], 4)}, ${names[1]} = ${writeNumber(at[1], 4)} of kind ${kinds[kind]}: the network answers ${answer}, loss ${writeNumber(loss, 4)}${of === undefined ? "" : "; below with weights of four digits"}`);
  const range = make("input", { type: "range", min: 0, max: count - 1, step: 1, value: index, "aria-label": "Point" });
  /** @type {HTMLElement} */
  let graph = make("p", { class: "note" }, "With so many weights a graph of them all cannot be read: take fewer units to see one.");
  if (of !== undefined) {
    graph = document.createElement("chain-graph");
    for (const [name, value] of Object.entries({ of, at: `x=${at[0]}, y=${at[1]}`, grain: "pieces" })) graph.setAttribute(name, value);
  }
  return make("section", { class: "trace" }, said, range, graph);
}
