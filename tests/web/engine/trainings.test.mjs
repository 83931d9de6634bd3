// train, dataset: a network that learns, in pieces or in one.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertPlain } from "../support/contract.mjs";
import { engine } from "../support/engine.mjs";
import { thrown } from "../support/thrown.mjs";

/** @import { TrainingRun } from "../../../www/engine.js" */

/** @param {number} steps @param {Partial<TrainingRun>} [rest] @returns {TrainingRun} */
const training = (steps, rest) => ({
  network: {
    inputs: 2,
    layers: [
      { units: 6, activation: "tanh" },
      { units: 1, activation: "sigmoid" },
    ],
    loss: "binary-cross-entropy",
    seed: 3,
    batch: engine.dataset("circles", { points: 50, noise: 0.05, seed: 2 }),
  },
  optimizer: { name: "adam", learningRate: 0.05 },
  batching: { kind: "mini-batch", batchSize: 8 },
  seed: 5,
  steps,
  ...rest,
});

test("training in pieces, kept as text between them, gives the numbers of one", () => {
  const whole = engine.train(training(300));
  assertPlain(whole);
  assert.equal(whole.losses.length, 300);
  assert.equal(whole.layerGradientNorms.length, 300);
  /** @type {TrainingRun["state"]} */
  let state;
  /** @type {number[]} */
  const losses = [];
  for (const steps of [100, 3, 0, 150, 47]) {
    const piece = engine.train(training(steps, { state }));
    state = JSON.parse(JSON.stringify(piece.state));
    losses.push(...piece.losses);
  }
  assert.deepEqual(state, whole.state);
  assert.deepEqual(losses, whole.losses);
  assert.ok(whole.losses[299] < whole.losses[0] / 3);
});

test("a data set has points and labels, the same for the same seed", () => {
  const set = engine.dataset("spirals", { points: 9, seed: 4 });
  assertPlain(set);
  assert.deepEqual(set, engine.dataset("spirals", { points: 9, seed: 4, noise: 0.1 }));
  assert.deepEqual(set.targets.flat(), [0, 1, 0, 1, 0, 1, 0, 1, 0]);
  assert.match(/** @type {string} */ (thrown(() => engine.dataset("swirls", { points: 9, seed: 4 })).hint), /spirals/);
  for (const points of [0, 1.5, -1, 1e9]) thrown(() => engine.dataset("xor", { points, seed: 1 }));
});

test("every machine computes the same bits", () => {
  // tests/learning/trainings.rs asks the native engine for the same numbers.
  const activations = /** @type {const} */ (["linear", "relu", "leaky-relu", "sigmoid", "tanh", "softplus", "gelu", "silu"]);
  const found = activations.map((activation) => {
    const { losses } = engine.train({
      network: {
        inputs: 2, layers: [{ units: 8, activation }, { units: 1, activation: "sigmoid" }], loss: "binary-cross-entropy", seed: 4,
        batch: engine.dataset("moons", { points: 30, noise: 0.05, seed: 3 }),
      },
      optimizer: { name: "adam", learningRate: 0.03 }, batching: { kind: "mini-batch", batchSize: 7 }, seed: 11, steps: 40,
    });
    return losses[39];
  });
  assert.deepEqual(found, [0.7522694637965478, 0.7111302975262072, 0.7120115322035134, 0.6323157663340792, 0.7716619543417552, 0.6360131829996367, 0.7303863326314212, 0.6918312110189335]);
});

test("a boundary typed as a formula gives points of two kinds", () => {
  for (const boundary of ["y > sin(3x)", "x^2 + y^2 < 0.4", "y = x^3", "x y", "f(x, y) = x - y/2"]) {
    const set = engine.dataset("formula", /** @type {any} */ ({ points: 200, noise: 0, seed: 4, boundary }));
    assertPlain(set);
    const ones = set.targets.flat().filter((kind) => kind === 1).length;
    assert.ok(ones > 80 && ones < 120, `${boundary}: ${ones}`);
  }
  const { inputs, targets } = engine.dataset("formula", /** @type {any} */ ({ points: 300, noise: 0, seed: 1, boundary: "y > x^2 - 1/2" }));
  inputs.forEach(([x, y], i) => assert.equal(targets[i][0], y > x * x - 0.5 ? 1 : 0));
  const refused = (/** @type {string | undefined} */ boundary) => /** @type {any} */ (thrown(() => engine.dataset("formula", /** @type {any} */ ({ points: 20, seed: 1, boundary })))).code;
  assert.equal(refused("y > z"), "other-variable");
  assert.equal(refused("y > 5"), "one-class");
  assert.equal(refused("ln(-1)"), "one-class");
  assert.equal(refused(undefined), "wrong-argument");
  thrown(() => engine.dataset("formula", /** @type {any} */ ({ points: 20, seed: 1, boundary: "y > sin(" })));
});

test("a survey has losses, layers, a border and a map for every unit", () => {
  const { network } = training(0);
  const view = { left: -1.5, right: 1.5, bottom: -1.5, top: 1.5 };
  const colors = { paper: "#ffffff", above: "#ff0000", below: "#0000ff" };
  const others = engine.dataset("circles", { points: 40, seed: 9 });
  const seen = /** @type {any} */ (engine).survey({ network, others, view, columns: 20, colors });
  assert.equal(seen.loss, engine.network(network).value);
  assert.equal(seen.otherLoss, engine.network({ ...network, batch: others }).value);
  assert.deepEqual(seen.layers.map((/** @type {any} */ layer) => layer.gradient), engine.network(network).layerGradientNorms);
  assert.equal(seen.maps.length, (6 * 10 * 10 + 20 * 20) * 4);
  // The map of the answer is red where the answer is above a half, seen from the top left.
  const place = (/** @type {number} */ i) => -1.5 + (3 * i) / 19;
  const asked = Array.from({ length: 400 }, (_, i) => [place(i % 20), -place(Math.floor(i / 20))]);
  const answers = engine.network({ ...network, batch: { inputs: asked, targets: asked.map(() => [0]) } }).activations[1];
  answers.forEach(([p], i) => {
    const [red, , blue] = seen.maps.slice(4 * (6 * 100 + i));
    if (Math.abs(p - 0.5) > 0.02) assert.equal(red > blue, p > 0.5, `${p}`);
  });
  thrown(() => /** @type {any} */ (engine).survey({ network, view: {}, columns: 20 }));
});

test("what ails a layer is said", () => {
  const { network } = training(0);
  const survey = (/** @type {any} */ changes) => /** @type {any} */ (engine).survey({ network: { ...network, ...changes }, view: { left: -1, right: 1, bottom: -1, top: 1 }, columns: 2, colors: {} }).layers;
  const well = survey({});
  assert.deepEqual(well.map((/** @type {any} */ { dead, saturated, vanishing, exploding }) => [dead, saturated, vanishing, exploding]), [[0, 0, false, false], [0, 0, false, false]]);
  const hidden = { units: 6, activation: "relu" };
  const [dead] = survey({ layers: [hidden, network.layers[1]], biases: [[-9, -9, 1, 1, 1, 1], [0]] });
  assert.equal(dead.dead, 2);
  const [full] = survey({ biases: [[9, -9, 9, 0, 0, 0], [0]] });
  assert.equal(full.saturated, 3);
  const deep = Array.from({ length: 14 }, () => ({ units: 2, activation: "sigmoid" }));
  assert.equal(survey({ layers: [...deep, network.layers[1]] })[0].vanishing, true);
  const straight = Array.from({ length: 3 }, () => ({ units: 2, activation: "linear" }));
  const steep = survey({ layers: [...straight, network.layers[1]], weights: [...straight.map(() => [[1, 0], [0, 1]]), [[9e4, -9e4]]] });
  assert.equal(steep[0].exploding, true);
});
