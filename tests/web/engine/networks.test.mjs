// network: one pass forward and back, every number of it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertClose, assertFormula, assertPlain } from "../support/contract.mjs";
import { engine } from "../support/engine.mjs";
import { thrown } from "../support/thrown.mjs";

/** @import { NetworkSpec } from "../../../www/engine.js" */

/** One neuron, squared error. @type {NetworkSpec} */
const neuron = {
  inputs: 1,
  layers: [{ units: 1, activation: "linear" }],
  loss: "mse",
  weights: [[[0.5]]],
  biases: [[0.1]],
  batch: { inputs: [[2]], targets: [[3]] },
};

/** @type {NetworkSpec} */
const two = {
  inputs: 1,
  layers: [
    { units: 1, activation: "sigmoid" },
    { units: 1, activation: "linear" },
  ],
  loss: "mse",
  weights: [[[0.5]], [[1.5]]],
  biases: [[0], [0]],
  batch: { inputs: [[2]], targets: [[1]] },
};

test("the one neuron of every lesson", () => {
  const trace = engine.network(neuron);
  assertPlain(trace);
  assert.equal(trace.value, 3.61);
  assert.deepEqual(trace.activations, [[[1.1]]]);
  assert.deepEqual(trace.gradWeights, [[[-7.6]]]);
  assert.deepEqual(trace.gradBiases, [[-3.8]]);
  assert.deepEqual(trace.layerGradientNorms, [7.6]);
  trace.chains.forEach(assertFormula);
});

test("two layers: the product of the local slopes is the gradient", () => {
  const trace = engine.network(two);
  assertClose(trace.gradWeights[1][0][0], trace.gradActivations[1][0][0] * trace.activations[0][0][0]);
  const [a1, a2] = [trace.activations[0][0][0], trace.activations[1][0][0]];
  const product = 2 * (a2 - 1) * 1.5 * (a1 * (1 - a1) * 2);
  assertClose(trace.gradWeights[0][0][0], product);
  assert.equal(trace.chains[0].text.replaceAll("*", " · "), "∂L/∂W_1 = ∂L/∂a_2 · ∂a_2/∂a_1 · ∂a_1/∂W_1");
});

test("what is left out is drawn from the seed, the same every time", () => {
  const spec = { ...two, weights: undefined, biases: undefined, seed: 7 };
  const trace = engine.network(spec);
  assert.deepEqual(engine.network(spec), trace);
  assert.deepEqual(engine.network({ ...two, weights: trace.weights, biases: trace.biases }), trace);
  assert.notDeepEqual(engine.network({ ...spec, seed: 8 }).weights, trace.weights);
});

test("NaN and infinities are named by their place", () => {
  for (const value of [NaN, Infinity, -Infinity, "1", null, undefined]) {
    const inputs = /** @type {number[][]} */ ([[value]]);
    const refusal = thrown(() => engine.network({ ...neuron, batch: { inputs, targets: [[3]] } }));
    assert.equal(refusal.name, "UsageError");
    assert.match(refusal.message, /network\.batch\.inputs\[0\]\[0\] must be a (finite )?number/);
  }
  const refusal = thrown(() => engine.network({ ...neuron, layers: [{ units: 1_000_000, activation: "linear" }] }));
  assert.equal(refusal.name, "LimitError");
  assert.match(refusal.message, /network\.layers\[0\]\.units/);
});

test("a small network written out is the same network", () => {
  const drawing = /** @type {any} */ (engine);
  /** To the last digits. @param {number} a @param {number} b */
  const assertSame = (a, b) => assert.ok(Math.abs(a - b) <= 1e-12 * Math.max(1, Math.abs(b)), `${a}, expected ${b}`);
  for (const activation of ["tanh", "sigmoid", "relu", "leaky-relu", "gelu", "linear"]) {
    for (const [loss, last, target] of /** @type {const} */ ([["mse", "linear", [0.3, -1]], ["binary-cross-entropy", "sigmoid", [1, 0]], ["cross-entropy", "linear", [1]]])) {
      /** @type {any} */
      const spec = {
        inputs: 2, layers: [{ units: 3, activation }, { units: 2, activation: last }], loss, seed: 5,
        batch: { inputs: [[0.5, -1.25]], targets: [target] },
      };
      const trace = engine.network(spec);
      const { text, at, chains, layerGradientNorms } = drawing.writtenNetwork(spec);
      const { trace: graph } = drawing.graph(text, at, {});
      assertSame(graph.nodes.at(-1).value, trace.value);
      for (const [l, layer] of trace.gradWeights.entries()) {
        for (const [o, unit] of layer.entries()) {
          assertSame(graph.gradient[`b_${l + 1}${o + 1}`], trace.gradBiases[l][o]);
          for (const [i, slope] of unit.entries()) assertSame(graph.gradient[`w_${l + 1}${o + 1}${i + 1}`], slope);
        }
      }
      assert.deepEqual(chains, trace.chains);
      assert.deepEqual(layerGradientNorms, trace.layerGradientNorms);
    }
  }
  assert.equal(thrown(() => drawing.writtenNetwork({ ...neuron, layers: [{ units: 10, activation: "tanh" }, { units: 1, activation: "linear" }], weights: undefined, biases: undefined })).code, "network-too-wide-to-write");
});
