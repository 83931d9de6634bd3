/**
 * Attributes become a network, the points it learns from and the way it is trained.
 */
import { AttributeError } from "./element.js";
import { gather } from "./network-data.js";

/** @typedef {import("../engine.js").NetworkSpec} NetworkSpec */
/** @typedef {Omit<import("../engine.js").TrainingRun, "steps">} Run */
/** @typedef {(name: string) => string | null} Written an attribute's value */

/** The first is the one without an attribute. */
export const CHOICES = {
  data: ["circles", "xor", "moons", "spirals", "gaussians", "line", "formula", "csv"],
  activation: ["tanh", "relu", "leaky-relu", "sigmoid", "softplus", "gelu", "silu", "linear"],
  loss: ["binary-cross-entropy", "mse", "cross-entropy"],
  optimizer: ["adam", "sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adamw", "lion"],
  batch: ["all", "10", "1"],
  pace: ["4", "1", "16", "64"],
};

/** What stands in a field without an attribute. */
const FIELDS = { layers: "4", rate: "0.03", noise: "0.1", boundary: "y > sin(3x)", csv: "" };
/** Points to learn from, and as many others. */
const POINTS = 120;

/** @param {Written} written @param {keyof typeof CHOICES} name */
export function readChoice(written, name) {
  const value = written(name) ?? CHOICES[name][0];
  if (!CHOICES[name].includes(value)) throw new AttributeError(`${name}="${value}" is not known here: ${CHOICES[name].join(", ")} are.`);
  return value;
}

/** @param {Written} written @param {string} name @param {string} standard @param {number} least @param {number} most */
export function readNumber(written, name, standard, least, most) {
  const digits = written(name) ?? standard;
  const value = Number(digits.replace("−", "-"));
  if (digits.trim() === "" || !(value >= least && value <= most)) throw new AttributeError(`${name}="${digits}": write a number from ${least} to ${most}.`);
  return value;
}

/** The units of each hidden layer. @param {string} written */
function readUnits(written) {
  const units = written.trim() === "none" ? [] : written.split(/[\s,]+/).filter(Boolean).map(Number);
  if (units.length > 4 || units.some((count) => !Number.isInteger(count) || count < 1 || count > 8)) {
    throw new AttributeError(`layers="${written}": write up to four numbers from 1 to 8, such as "8 8".`);
  }
  return units;
}

/**
 * @param {import("../engine.js").Engine} engine
 * @param {Written} written
 * @param {string} [data] in place of the one asked for
 */
export function readSettings(engine, written, data = readChoice(written, "data")) {
  const [activation, optimizer, loss] = /** @type {const} */ (["activation", "optimizer", "loss"]).map((name) => readChoice(written, name));
  const [batch, seed, noise] = [readChoice(written, "batch"), readNumber(written, "seed", "1", 0, 1e15), readNumber(written, "noise", FIELDS.noise, 0, 1)];
  readChoice(written, "pace");
  const units = readUnits(written("layers") ?? FIELDS.layers);
  const gathered = gather(engine, { data, points: POINTS, noise, seed, boundary: written("boundary") ?? FIELDS.boundary, csv: written("csv") ?? FIELDS.csv });
  const last = loss === "cross-entropy" ? { units: 2, activation: "linear" } : { units: 1, activation: "sigmoid" };
  const layers = /** @type {NetworkSpec["layers"]} */ ([...units.map((count) => ({ units: count, activation })), last]);
  /** @type {Run} */
  const run = {
    network: { inputs: 2, layers, loss: /** @type {NetworkSpec["loss"]} */ (loss), seed, batch: gathered.train },
    seed,
    optimizer: { name: /** @type {any} */ (optimizer), learningRate: readNumber(written, "rate", FIELDS.rate, 1e-9, 1e9) },
    batching: batch === "all" ? { kind: "batch" } : batch === "1" ? { kind: "sgd" } : { kind: "mini-batch", batchSize: Number(batch) },
  };
  return { run, gathered };
}

/** Every setting as its field shows it. @param {Written} written @returns {Record<string, string>} */
export const settings = (written) => ({
  ...Object.fromEntries(/** @type {(keyof typeof CHOICES)[]} */ (Object.keys(CHOICES)).map((name) => [name, written(name) ?? CHOICES[name][0]])),
  ...Object.fromEntries(Object.entries(FIELDS).map(([name, standard]) => [name, written(name) ?? standard])),
});

/** Steps that take every point once. @param {Run} run */
export function epoch({ batching, network }) {
  if (batching.kind === "batch") return 1;
  return Math.ceil(network.batch.inputs.length / (batching.kind === "sgd" ? 1 : batching.batchSize));
}
