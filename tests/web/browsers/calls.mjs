// A few thousand calls, drawn from tables and a seed, become a hash each: laid beside one another, engines agree to the bit or are
// told apart. Stands on its own, so that it runs in any page, in a Worker and in Node.

/** @import { Engine } from "../../../www/engine.js" */
/** @typedef {[string, ...any[]]} Call the method's name and its arguments; { numbers: [...] } is a Float64Array, in digits */

/** Where functions break: nought from both sides, the edges of the numbers, multiples of π, the edges of domains. */
const SPICY = [
  "0", "-0", "1", "-1", "0.5", "-0.5", "2", "-3", "1e-8", "-1e-8", "1e-320", "1e300", "-1e300", "Infinity", "-Infinity", "NaN",
  "3.141592653589793", "-3.141592653589793", "1.5707963267948966", "0.9999999999999999", "1.0000000000000002", "709.8", "-745.2", "22026.465794806718",
];

const NOTATIONS = ["text", "latex", "mathml", "python", "javascript", "speech"];
const ACTIVATIONS = ["linear", "relu", "leaky-relu", "sigmoid", "tanh", "softplus", "gelu", "silu"];
const LOSSES = ["mse", "binary-cross-entropy", "cross-entropy"];
const OPTIMIZERS = ["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw", "lion"];
const LANDSCAPES = ["x^2 + 10y^2", "(1-x)^2 + 100(y-x^2)^2", "sin(x)*cos(y) + 0.1*(x^2+y^2)", "ln(1+e^(-x*y)) + abs(x)"];
const SCHEDULES = [
  { name: "step", learningRate: 0.1, stepSize: 5, gamma: 0.5 },
  { name: "exponential", learningRate: 0.1, gamma: 0.97 },
  { name: "cosine", learningRate: 0.1, totalSteps: 40, minimum: 0.001 },
  { name: "warmup-cosine", learningRate: 0.1, warmupSteps: 5, totalSteps: 40, start: 0, minimum: 0 },
];

/**
 * @param {{ input: string, variable: string, order: number, points: { at: Record<string, number> }[] }[]} problems the corpus of derivatives
 * @param {Pick<Engine, "functions" | "skills" | "exercise">} engine for its tables alone
 * @returns {Call[]}
 */
export function calls(problems, engine) {
  /** @type {Call[]} */
  const list = [["rules"], ["functions"], ["mistakes"], ["skills"], ["optimizers"]];
  for (const [i, { input, variable, order, points }] of problems.entries()) {
    const { at } = points[0];
    list.push(["parse", input], ["format", input, NOTATIONS[i % 6]], ["simplify", input]);
    list.push(["differentiate", input, { variable, order, at, detail: ["none", "brief", "full"][i % 3] }]);
    list.push(["sample", input, variable, { numbers: SPICY }, at], ["backprop", input, at], ["agreement", input, at]);
    if (i % 4 === 0) list.push(["check", input, { function: input, variable }]);
  }
  for (const { formula: { text } } of engine.functions()) {
    const at = { x: 0.7, u: 0.7 };
    list.push(["sample", text, "u", { numbers: SPICY }, at], ["sampleSlopes", text, "u", { numbers: SPICY }, at], ["differentiate", text, { variable: "u", detail: "full" }]);
    for (const notation of NOTATIONS) list.push(["format", text, notation]);
  }
  for (const [i, name] of ["xor", "circles", "moons", "spirals", "gaussians", "line"].entries()) list.push(["dataset", name, { points: 40, noise: 0.1 * i, seed: i }]);
  const batch = { inputs: [[0.1, -0.4], [1.2, 0.3], [-0.7, 2.2], [0.5, 0.5]], targets: [[0, 1], [1, 0], [1, 0], [0, 1]] };
  for (const [i, activation] of ACTIVATIONS.entries()) {
    for (const [seed, loss] of LOSSES.entries()) {
      const output = loss === "binary-cross-entropy" ? "sigmoid" : "linear";
      const network = { inputs: 2, layers: [{ units: 5, activation }, { units: 2, activation: output }], loss, seed, batch };
      list.push(["network", network]);
      const batching = [{ kind: "batch" }, { kind: "mini-batch", batchSize: 3 }, { kind: "sgd" }][seed];
      list.push(["train", { network, optimizer: { name: OPTIMIZERS[i], learningRate: 0.05 }, batching, seed, steps: 30 }]);
    }
  }
  for (const [i, name] of OPTIMIZERS.entries()) {
    for (const loss of LANDSCAPES) {
      const run = { loss, start: { x: -1.2, y: 1 }, optimizer: { name, learningRate: 0.002 * (i + 1) }, schedule: i % 2 ? SCHEDULES[i >> 1] : undefined, steps: 60 };
      list.push(["descend", run]);
    }
  }
  for (const schedule of SCHEDULES) list.push(["learningRates", schedule, 60]);
  for (const { id: skill } of engine.skills()) {
    for (const level of [1, 2, 3]) {
      const request = { skill, level: /** @type {1 | 2 | 3} */ (level), seed: 2026 };
      const { problem } = engine.exercise(request);
      list.push(["exercise", request], ["check", level === 1 ? problem.function : "2x + 1", problem], ["hint", problem, level + 1]);
    }
  }
  return list;
}

/** The hash of what each call says, refusals too. @param {Engine} engine @param {Call[]} list @returns {number[]} */
export const hashes = (engine, list) => list.map((call) => hash(spelled(said(engine, call))));

/** @param {Engine} engine @param {Call} call */
export function said(engine, [name, ...values]) {
  const given = values.map((value) => (value?.numbers ? Float64Array.from(value.numbers, Number) : value));
  try {
    return /** @type {any} */ (engine)[name](...given);
  } catch (error) {
    const { code, message } = /** @type {import("../../../www/engine.js").EngineError} */ (error);
    return { code, message };
  }
}

const bits = new DataView(new ArrayBuffer(8));

/** Numbers by their bits, fields by name: equal only when every bit is. @param {unknown} value @returns {string} */
export function spelled(value) {
  if (value === null) return "-";
  if (typeof value === "boolean") return value ? "t" : "f";
  if (typeof value === "string") return `"${value}"`;
  if (typeof value === "number") {
    if (Number.isNaN(value)) return "NaN;";
    bits.setFloat64(0, value);
    return `${bits.getBigUint64(0).toString(16)};`;
  }
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return `[${Array.from(/** @type {unknown[]} */ (value), spelled).join("")}]`;
  const names = Object.keys(/** @type {object} */ (value)).sort();
  return `{${names.map((name) => `${name}:${spelled(/** @type {any} */ (value)[name])}`).join("")}}`;
}

/** FNV-1a over UTF-8. @param {string} text */
export function hash(text) {
  let sum = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) sum = Math.imul(sum ^ byte, 0x01000193);
  return sum >>> 0;
}
