// A training step beside three ways of writing it by hand: pairs of doubles in Rust for this network alone, flat arrays, and an
// object for every unit and every link.
import { engine } from "../support/engine.mjs";
import { byHand } from "./by-hand.mjs";
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

// ── Objects ─────────────────────────────────────────────────────────────────────────────────────
// The way of a well-known demonstration: an object for every unit and every link, an activation and an error that are asked
// for values and slopes, the slope asked by the sum alone; features made of each point, each time; sums of slopes with their
// counts, links that regularization may kill; after each update the loss by one more way forward over the data.

const hyperbolic = {
  value: (/** @type {number} */ sum) => Math.tanh(sum),
  slope(/** @type {number} */ sum) {
    const value = hyperbolic.value(sum);
    return 1 - value * value;
  },
};

const halfSquare = {
  value: (/** @type {number} */ answer, /** @type {number} */ target) => 0.5 * (answer - target) ** 2,
  slope: (/** @type {number} */ answer, /** @type {number} */ target) => answer - target,
};

/** What can be made of a point, and whether it is. @type {Record<string, { used: boolean, of: (x: number, y: number) => number }>} */
const FEATURES = {
  x: { used: true, of: (x) => x },
  y: { used: true, of: (_, y) => y },
  xx: { used: false, of: (x) => x * x },
  yy: { used: false, of: (_, y) => y * y },
  xy: { used: false, of: (x, y) => x * y },
  waveX: { used: false, of: (x) => Math.sin(x) },
  waveY: { used: false, of: (_, y) => Math.sin(y) },
};

class Unit {
  /** @type {Link[]} */
  into = [];
  /** @type {Link[]} */
  out = [];
  sum = 0;
  output = 0;
  byOutput = 0;
  bySum = 0;
  slopes = 0;
  count = 0;

  constructor(/** @type {number} */ bias, /** @type {typeof hyperbolic} */ activation) {
    this.bias = bias;
    this.activation = activation;
  }

  update() {
    this.sum = this.bias;
    for (let i = 0; i < this.into.length; i += 1) {
      const link = this.into[i];
      this.sum += link.weight * link.from.output;
    }
    this.output = this.activation.value(this.sum);
    return this.output;
  }
}

class Link {
  slope = 0;
  slopes = 0;
  count = 0;
  dead = false;
  /** @type {{ slope(weight: number): number } | null} */
  penalty = null;

  constructor(/** @type {Unit} */ from, /** @type {Unit} */ to, /** @type {number} */ weight) {
    this.from = from;
    this.to = to;
    this.weight = weight;
    from.out.push(this);
    to.into.push(this);
  }
}

/** @param {number} x @param {number} y */
function features(x, y) {
  const list = [];
  for (const name in FEATURES) {
    if (FEATURES[name].used) list.push(FEATURES[name].of(x, y));
  }
  return list;
}

/** @param {Unit[][]} units @param {number[]} inputs */
function answer(units, inputs) {
  for (let i = 0; i < units[0].length; i += 1) units[0][i].output = inputs[i];
  for (let l = 1; l < units.length; l += 1) {
    for (let o = 0; o < units[l].length; o += 1) units[l][o].update();
  }
  return units[units.length - 1][0].output;
}

/** @param {Unit[][]} units @param {number} target */
function sendBack(units, target) {
  const last = units[units.length - 1][0];
  last.byOutput = halfSquare.slope(last.output, target);
  for (let l = units.length - 1; l > 0; l -= 1) {
    const layer = units[l];
    for (let o = 0; o < layer.length; o += 1) {
      const unit = layer[o];
      unit.bySum = unit.byOutput * unit.activation.slope(unit.sum);
      unit.slopes += unit.bySum;
      unit.count += 1;
    }
    for (let o = 0; o < layer.length; o += 1) {
      const unit = layer[o];
      for (let i = 0; i < unit.into.length; i += 1) {
        const link = unit.into[i];
        if (link.dead) continue;
        link.slope = unit.bySum * link.from.output;
        link.slopes += link.slope;
        link.count += 1;
      }
    }
    if (l === 1) continue;
    const before = units[l - 1];
    for (let o = 0; o < before.length; o += 1) {
      const unit = before[o];
      unit.byOutput = 0;
      for (let i = 0; i < unit.out.length; i += 1) unit.byOutput += unit.out[i].weight * unit.out[i].to.bySum;
    }
  }
}

/** @param {Unit[][]} units @param {number} rate @param {number} penaltyRate */
function move(units, rate, penaltyRate) {
  for (let l = 1; l < units.length; l += 1) {
    for (const unit of units[l]) {
      if (unit.count > 0) {
        unit.bias -= (rate * unit.slopes) / unit.count;
        unit.slopes = unit.count = 0;
      }
      for (const link of unit.into) {
        if (link.dead || link.count === 0) continue;
        const shrink = link.penalty ? link.penalty.slope(link.weight) : 0;
        link.weight -= (rate / link.count) * link.slopes + rate * penaltyRate * shrink;
        link.slopes = link.count = 0;
      }
    }
  }
}

const points = batch.inputs.map(([x, y], i) => ({ x, y, label: batch.targets[i][0] }));

/** The mean half square after the last step. @param {boolean} tells whether the loss is found after every step, as the demonstration does */
function objects(tells) {
  const units = SIZES.map((count, l) => Array.from({ length: count }, (_, o) => new Unit(l ? biases[l - 1][o] : 0, hyperbolic)));
  weights.forEach((layer, l) => layer.forEach((row, o) => row.forEach((weight, i) => new Link(units[l][i], units[l + 1][o], weight))));
  const loss = () => points.reduce((sum, { x, y, label }) => sum + halfSquare.value(answer(units, features(x, y)), label), 0) / SAMPLES;
  let last = 0;
  for (let step = 0; step < STEPS; step += 1) {
    points.forEach(({ x, y, label }) => {
      answer(units, features(x, y));
      sendBack(units, label);
    });
    // Half squares have half the slope.
    move(units, 2 * RATE, 0);
    if (tells) last = loss();
  }
  return tells ? last : loss();
}

// ── Pairs of doubles ────────────────────────────────────────────────────────────────────────────

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
  const { losses, state } = engine.train(run);
  const after = engine.network({ ...network, weights: state.weights, biases: state.biases }).value;
  for (const [who, loss, ours] of /** @type {const} */ ([
    ["flat arrays", flat(), losses[STEPS - 1]],
    ["objects", 2 * objects(true), after],
    ["pairs", pairs(), losses[STEPS - 1]],
  ])) {
    if (Math.abs(loss - ours) > 1e-9 * ours) throw new Error(`${who} compute another loss: ${loss}, not ${ours}`);
  }
  const rivals = [() => engine.train(run), flat, () => objects(true), () => objects(false), pairs];
  const [here, arrays, nodes, silent, wide] = race(rivals).map((time) => time / STEPS);
  const [natively] = native([["train", run]]).map((time) => time / STEPS);
  return [
    { what: `a full-batch step, 2-8-8-1 tanh network, ${SAMPLES} points; JavaScript in flat arrays`, ours: here, native: natively, "by hand": wide, JavaScript: arrays, goal: Math.min(1.3 * wide, arrays / 5) },
    { what: "the same step; JavaScript with an object for every unit, which tells the loss after it", ours: here, JavaScript: nodes, goal: nodes / 20 },
    { what: "the same; JavaScript with objects, silent", ours: here, JavaScript: silent, goal: silent / 20 },
  ];
}
