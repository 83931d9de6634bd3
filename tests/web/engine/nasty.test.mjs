// Right calls with one place spoilt by whatever JavaScript lets stand there, by a seed: each is answered or refused in a sentence, and
// the next call works.
import assert from "node:assert/strict";
import { test } from "node:test";
import { dice } from "../support/dice.mjs";
import { engine } from "../support/engine.mjs";
import { nasty, spoilt } from "../support/nasty.mjs";
import { asEngineError } from "../support/thrown.mjs";

const ROUNDS = Number(process.env.FUZZ ?? 2000);

const network = {
  inputs: 2,
  layers: [{ units: 3, activation: "tanh" }, { units: 1, activation: "linear" }],
  loss: "mse",
  seed: 1,
  batch: { inputs: [[1, 2], [3, 4]], targets: [[1], [0]] },
};
const training = {
  network,
  optimizer: { name: "adam", learningRate: 0.1 },
  schedule: { name: "cosine", learningRate: 0.1, totalSteps: 5 },
  batching: { kind: "mini-batch", batchSize: 1 },
  seed: 1,
  steps: 3,
};
const { state } = engine.train(/** @type {any} */ (training));
const descent = {
  loss: "x^2 + y^2",
  start: { x: 1, y: 2 },
  optimizer: { name: "momentum", learningRate: 0.1, momentum: 0.5 },
  schedule: { name: "step", learningRate: 0.1, stepSize: 2, gamma: 0.5 },
  steps: 4,
};
const at = { x: 1, y: 2 };
const problem = { function: "x^2 sin(x)", variable: "x", order: 1, kind: "derivative", at: { x: 1 } };

/** Right calls with every option in use. @type {[string, ...unknown[]][]} */
const calls = [
  ["parse", "x^2"],
  ["format", "x^2", "latex"],
  ["simplify", "x + x"],
  ["equivalent", "x + x", "2x"],
  ["evaluate", "x^2 y", at],
  ["sample", "a x^2", "x", Float64Array.of(1, 2), { a: 1 }],
  ["sampleSlopes", "a x^2", "x", Float64Array.of(1, 2), { a: 1 }],
  ["differentiate", "x^2 y", { variable: "x", order: 2, at, detail: "full", shared: true, alternatives: true }],
  ["implicit", "x y = 6", { of: "y", by: "x", at: { x: 2, y: 3 }, detail: "full" }],
  ["gradient", "x^2 y", { variables: ["x", "y"], at, detail: "brief" }],
  ["hessian", "x^2 y", { variables: ["x", "y"], at }],
  ["jacobian", ["x y", "x"], { variables: ["x", "y"], at }],
  ["directional", "x y", { at, direction: { x: 1, y: 1 } }],
  ["agreement", "x^2", { x: 3 }],
  ["backprop", "w x + b", { w: 1, x: 2, b: 3 }],
  ["graph", "w x + b", { w: 1, x: 2, b: 3 }, { pieces: true, layers: true, rate: 0.1, otherwise: 1 }],
  ["arrange", Float64Array.of(10, 10, 20, 20), Float64Array.of(0, 1), true],
  ["differences", "x^2", { x: 1 }, "x"],
  ["network", network],
  ["network", { ...network, weights: state.weights, biases: state.biases }],
  ["survey", { network, view: { left: -1, right: 1, bottom: -1, top: 1 }, size: 4 }],
  ["writtenNetwork", network],
  ["train", training],
  ["train", { ...training, state }],
  ["dataset", "moons", { points: 10, noise: 0.1, seed: 3 }],
  ["descend", descent],
  ["toCode", { descent }, "pytorch"],
  ["toCode", { network }, "numpy"],
  ["toCode", { expression: "x^2", at: { x: 1 } }, "jax"],
  ["learningRates", { name: "warmup-cosine", learningRate: 0.1, totalSteps: 9, warmupSteps: 2, minimum: 0, start: 0 }, 10],
  ["check", "2x", problem],
  ["checkSteps", ["2x sin(x) + x^2 cos(x)"], problem],
  ["exercise", { skill: "chain-2", level: 2, seed: 3 }],
  ["hint", problem, 2, ["2x"]],
  ["slip", problem, "product.both"],
  ["plotSvg", { text: "x^2", variable: "x", x: [-1, 1] }, 300, 200],
  ["contourSvg", { text: "x y", x: [-1, 1], y: [-1, 1] }, 300, 200],
  ["rules"],
];

const methods = /** @type {Record<string, (...values: unknown[]) => unknown>} */ (/** @type {unknown} */ (engine));

test("a call with one place spoilt is answered or refused in a sentence, and the next call works", () => {
  const below = dice(Number(process.env.SEED ?? 1));
  for (let i = 0; i < ROUNDS; i += 1) {
    const [name, ...right] = calls[below(calls.length)];
    const { name: kind, value } = nasty(below);
    const place = below(right.length || 1);
    const what = `round ${i}: ${name}, argument ${place}, ${kind}`;
    if (process.env.TRACE) console.log(what);
    try {
      methods[name](...right.toSpliced(place, 1, spoilt(below, right[place], value)));
    } catch (error) {
      const refusal = asEngineError(error);
      assert.ok([...refusal.message].length < 400, `${what}: ${refusal.message.length} units`);
      assert.notEqual(refusal.message, "Not yours.", what);
    }
    assert.equal(engine.evaluate("x^2", { x: 3 }), 9, what);
  }
});

test("what is longer than anything read is refused before it is read through", () => {
  /** @type {unknown[]} */
  let shared = [1];
  for (let i = 0; i < 9; i += 1) shared = Array.from({ length: 100 }, () => shared);
  for (const list of [new Array(2 ** 32 - 1), shared]) {
    assert.throws(() => methods.jacobian(list), { name: "LimitError", code: "too-many-entries" });
    assert.throws(() => methods.network({ inputs: list }), { name: "LimitError", code: "too-many-entries" });
  }
  assert.throws(() => methods.parse("x".repeat(50_000_000)), { name: "LimitError", code: "too-long" });
});
