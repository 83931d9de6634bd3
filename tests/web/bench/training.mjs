// A training step beside three ways of writing it by hand: pairs of doubles in Rust for this network alone, flat arrays, and an
// object for every unit and every link.
import { readFile } from "node:fs/promises";
import { engine } from "../support/engine.mjs";
import { race } from "./measure.mjs";
import { native } from "./native.mjs";

/** @import { TrainingRun } from "../../../www/engine.js" */

const SIZES = [2, 8, 8, 1];
const SAMPLES = 500;
const STEPS = 100;
const RATE = 0.03;

const batch = engine.dataset("moons", { points: SAMPLES, noise: 0.1, seed: 1 });
const layers = SIZES.slice(1).map((units) => ({ units, activation: /** @type {const} */ ("tanh") }));
const network = /** @type {TrainingRun["network"]} */ ({ inputs: 2, layers, loss: "mse", seed: 1, batch });
const { weights, biases } = engine.network(network);

/** @type {TrainingRun} */
const run = { network: { ...network, weights, biases }, optimizer: { name: "sgd", learningRate: RATE }, batching: { kind: "batch" }, seed: 1, steps: STEPS };

/** Flat arrays, as one writes it for speed. */
function flat() {
  const W = weights.map((layer) => Float64Array.from(layer.flat()));
  const b = biases.map((layer) => Float64Array.from(layer));
  const a = SIZES.map((units) => new Float64Array(units));
  const d = SIZES.map((units) => new Float64Array(units));
  const [dW, db] = [W.map((layer) => new Float64Array(layer.length)), b.map((layer) => new Float64Array(layer.length))];
  let loss = 0;
  for (let step = 0; step < STEPS; step += 1) {
    for (const list of [...dW, ...db]) list.fill(0);
    loss = 0;
    for (let s = 0; s < SAMPLES; s += 1) {
      a[0][0] = batch.inputs[s][0];
      a[0][1] = batch.inputs[s][1];
      for (let l = 0; l < W.length; l += 1) {
        const [w, from, to, n] = [W[l], a[l], a[l + 1], SIZES[l]];
        for (let o = 0; o < to.length; o += 1) {
          let z = b[l][o];
          for (let i = 0; i < n; i += 1) z += w[o * n + i] * from[i];
          to[o] = Math.tanh(z);
        }
      }
      const error = a[3][0] - batch.targets[s][0];
      loss += (error * error) / SAMPLES;
      d[3][0] = (2 * error) / SAMPLES;
      for (let l = W.length - 1; l >= 0; l -= 1) {
        const [w, from, to, n] = [W[l], a[l], a[l + 1], SIZES[l]];
        d[l].fill(0);
        for (let o = 0; o < to.length; o += 1) {
          const dz = d[l + 1][o] * (1 - to[o] * to[o]);
          db[l][o] += dz;
          for (let i = 0; i < n; i += 1) {
            dW[l][o * n + i] += dz * from[i];
            d[l][i] += dz * w[o * n + i];
          }
        }
      }
    }
    for (let l = 0; l < W.length; l += 1) {
      for (let i = 0; i < W[l].length; i += 1) W[l][i] -= RATE * dW[l][i];
      for (let i = 0; i < b[l].length; i += 1) b[l][i] -= RATE * db[l][i];
    }
  }
  return loss;
}

/** A unit with its links, each an object, as a well-known demonstration of networks does it. */
class Unit {
  constructor(/** @type {number} */ bias) {
    this.bias = bias;
    /** @type {Link[]} */
    this.into = [];
    /** @type {Link[]} */
    this.out = [];
    this.sum = this.output = this.byOutput = this.bySum = this.sumOfSlopes = 0;
  }

  update() {
    this.sum = this.bias;
    for (const link of this.into) this.sum += link.weight * link.from.output;
    this.output = Math.tanh(this.sum);
    return this.output;
  }
}

class Link {
  constructor(/** @type {Unit} */ from, /** @type {Unit} */ to, /** @type {number} */ weight) {
    this.from = from;
    this.to = to;
    this.weight = weight;
    this.slope = this.sumOfSlopes = 0;
    from.out.push(this);
    to.into.push(this);
  }
}

function objects() {
  const units = SIZES.map((count, l) => Array.from({ length: count }, (_, o) => new Unit(l ? biases[l - 1][o] : 0)));
  weights.forEach((layer, l) => layer.forEach((row, o) => row.forEach((weight, i) => new Link(units[l][i], units[l + 1][o], weight))));
  let loss = 0;
  for (let step = 0; step < STEPS; step += 1) {
    loss = 0;
    batch.inputs.forEach((input, s) => {
      input.forEach((value, i) => (units[0][i].output = value));
      units.slice(1).forEach((layer) => layer.forEach((unit) => unit.update()));
      const [last] = units[units.length - 1];
      const error = last.output - batch.targets[s][0];
      loss += (error * error) / SAMPLES;
      last.byOutput = (2 * error) / SAMPLES;
      for (let l = units.length - 1; l > 0; l -= 1) {
        units[l].forEach((unit) => {
          unit.bySum = unit.byOutput * (1 - unit.output * unit.output);
          unit.sumOfSlopes += unit.bySum;
        });
        units[l].forEach((unit) => unit.into.forEach((link) => {
          link.slope = unit.bySum * link.from.output;
          link.sumOfSlopes += link.slope;
        }));
        if (l > 1) {
          units[l - 1].forEach((unit) => {
            unit.byOutput = 0;
            unit.out.forEach((link) => (unit.byOutput += link.weight * link.to.bySum));
          });
        }
      }
    });
    units.slice(1).forEach((layer) => layer.forEach((unit) => {
      unit.bias -= RATE * unit.sumOfSlopes;
      unit.sumOfSlopes = 0;
      unit.into.forEach((link) => {
        link.weight -= RATE * link.sumOfSlopes;
        link.sumOfSlopes = 0;
      });
    }));
  }
  return loss;
}

const module = new URL("../../../target/wasm32-unknown-unknown/release/by_hand.wasm", import.meta.url);
const { instance } = await WebAssembly.instantiate(await readFile(module));
const byHand = /** @type {{ memory: WebAssembly.Memory, reserve(count: number): number, train(samples: number, count: number, parameters: number, steps: number, rate: number): number }} */ (
  /** @type {unknown} */ (instance.exports));
const [samples, room] = [byHand.reserve(SAMPLES), byHand.reserve(SAMPLES)];

/** Pairs of doubles, for this network alone. */
function pairs() {
  const memory = new Float64Array(byHand.memory.buffer);
  memory.set([0, 1].flatMap((i) => batch.inputs.map((input) => input[i])), samples / 8);
  memory.set(batch.targets.map(([target]) => target), samples / 8 + 2 * SAMPLES);
  memory.set(weights.flatMap((layer, l) => [...layer.flat(), ...biases[l]]), room / 8);
  return byHand.train(samples, SAMPLES, room, STEPS, RATE);
}

/** @returns {Promise<import("./table.mjs").Row[]>} */
export default async function training() {
  const ours = engine.train(run).losses[STEPS - 1];
  for (const [who, loss] of /** @type {const} */ ([["flat arrays", flat()], ["objects", objects()], ["pairs", pairs()]])) {
    if (Math.abs(loss - ours) > 1e-9 * ours) throw new Error(`${who} compute another loss: ${loss}, not ${ours}`);
  }
  const [here, arrays, nodes, wide] = race([() => engine.train(run), flat, objects, pairs]).map((time) => time / STEPS);
  const [natively] = native([["train", run]]).map((time) => time / STEPS);
  return [
    { what: `a full-batch step, 2-8-8-1 tanh network, ${SAMPLES} points; JavaScript in flat arrays`, ours: here, native: natively, "by hand": wide, JavaScript: arrays, goal: Math.min(1.3 * wide, arrays / 5) },
    { what: "the same step; JavaScript with an object for every unit", ours: here, JavaScript: nodes, goal: nodes / 20 },
  ];
}
