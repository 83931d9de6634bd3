// descend, learningRates, optimizers: following a gradient, step by step.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertClose, assertFormula, assertPlain } from "../support/contract.mjs";
import { engine } from "../support/engine.mjs";
import { thrown } from "../support/thrown.mjs";

/** @import { DescentRun, Schedule } from "../../../www/engine.js" */

/** @param {number} learningRate @param {Partial<DescentRun>} [rest] @returns {DescentRun} */
const parabola = (learningRate, rest) => ({
  loss: "x^2 + 10y^2",
  start: { x: -1.5, y: 2 },
  optimizer: { name: "sgd", learningRate },
  steps: 30,
  ...rest,
});

test("a path has its points, losses, gradients, rates and memory", () => {
  const run = engine.descend(parabola(0.02, { optimizer: { name: "momentum", learningRate: 0.005 } }));
  assertPlain(run);
  assert.deepEqual(run.variables, ["x", "y"]);
  const lengths = [run.points, run.losses, run.gradients].map((list) => list.length);
  assert.deepEqual(lengths, [31, 31, 31]);
  assert.equal(run.rates.length, 30);
  assert.equal(run.memory.length, 30);
  assert.deepEqual(run.gradients[0], [-3, 40]);
  assert.deepEqual(run.memory[0], { b: [-3, 40] });
  assertClose(run.points[1][1], 1.8);
});

test("a rate too large diverges, and the curvature says why", () => {
  const run = /** @type {any} */ (engine.descend(parabola(0.11, { steps: 500 })));
  assert.equal(run.status, "diverged");
  assert.equal(run.divergedAt, run.points.length - 1);
  assertClose(run.explanation.limit, 0.1);
  assert.match(run.explanation.message, /2\/λ = 0\.1/);
});

test("the rates of a schedule are a Float64Array", () => {
  /** @type {Schedule} */
  const schedule = { name: "step", learningRate: 0.1, stepSize: 2, gamma: 0.5 };
  const rates = engine.learningRates(schedule, 5);
  assert.ok(rates instanceof Float64Array);
  assert.deepEqual([...rates], [0.1, 0.1, 0.05, 0.05, 0.025]);
  assert.deepEqual(engine.descend(parabola(9, { schedule, steps: 5 })).rates, [...rates]);
  for (const steps of [-1, 0.5, Infinity]) thrown(() => engine.learningRates(schedule, steps));
  const missing = /** @type {any} */ ({ name: "cosine", learningRate: 1 });
  assert.match(thrown(() => engine.learningRates(missing, 5)).message, /schedule\.totalSteps must be a number/);
});

test("rates that cannot be are refused, one that is far too large runs and diverges", () => {
  for (const rate of [0, -1, Infinity]) {
    assert.match(thrown(() => engine.descend(parabola(rate))).message, /run\.optimizer\.learningRate/);
  }
  assert.match(thrown(() => engine.descend(parabola(1e300))).message, /run\.optimizer\.learningRate is so large/);
  assert.equal(engine.descend(parabola(1e90)).status, "diverged");
});

test("every optimizer has its rule", () => {
  const cards = engine.optimizers();
  assertPlain(cards);
  const names = ["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw", "lion"];
  assert.deepEqual(cards.map(({ id }) => id), names);
  for (const { title, update, idea, whenToUse, defaults } of cards) {
    update.forEach(assertFormula);
    for (const sentence of [title, idea, whenToUse]) assert.match(sentence, /\S/);
    assert.ok(Object.values(defaults).every(Number.isFinite));
  }
});

test("a long run does not hang, a longer one is refused", () => {
  const steps = 100_000;
  assert.equal(engine.descend({ ...parabola(1e-6), steps }).points.length, steps + 1);
  assert.equal(thrown(() => engine.descend({ ...parabola(0.01), steps: steps + 1 })).name, "LimitError");
});
