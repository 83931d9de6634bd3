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
