// f and f′ at a million points: the engine, which reads the formula as text, beside JavaScript and Rust with wasm simd, written by
// hand for that formula alone.
import { engine } from "../support/engine.mjs";
import { byHand } from "./by-hand.mjs";
import { race } from "./measure.mjs";
import { native } from "./native.mjs";

const COUNT = 1_000_000;
const room = byHand.reserve(COUNT);

const { exp, sin, cos, tanh, log } = Math;

/** @type {{ text: string, name: string, pair: (x: number, values: Float64Array, slopes: Float64Array, i: number) => void }[]} */
const formulas = [
  {
    text: "(2x+3)^2", name: "square",
    pair(x, values, slopes, i) {
      const u = 2 * x + 3;
      values[i] = u * u;
      slopes[i] = 4 * u;
    },
  },
  {
    text: "1/(1+e^(-x))", name: "sigmoid",
    pair(x, values, slopes, i) {
      const e = exp(-x);
      const value = 1 / (1 + e);
      values[i] = value;
      slopes[i] = value * value * e;
    },
  },
  {
    text: "sin(x^2)", name: "chirp",
    pair(x, values, slopes, i) {
      const u = x * x;
      values[i] = sin(u);
      slopes[i] = 2 * x * cos(u);
    },
  },
  {
    text: "tanh(3x+1)^2", name: "bent",
    pair(x, values, slopes, i) {
      const t = tanh(3 * x + 1);
      values[i] = t * t;
      slopes[i] = 6 * t * (1 - t * t);
    },
  },
  {
    text: "ln(x^2+1)*e^(-x)", name: "product",
    pair(x, values, slopes, i) {
      const inside = x * x + 1;
      const [l, e] = [log(inside), exp(-x)];
      values[i] = l * e;
      slopes[i] = e * (2 * x / inside - l);
    },
  },
];

const xs = Float64Array.from({ length: COUNT }, (_, i) => -4 + (8 * (i + 0.5)) / COUNT);

/** @param {(typeof formulas)[number]["pair"]} pair */
function inJavaScript(pair) {
  const [values, slopes] = [new Float64Array(COUNT), new Float64Array(COUNT)];
  for (let i = 0; i < COUNT; i += 1) pair(xs[i], values, slopes, i);
  return [values, slopes];
}

/** Points in, numbers out, as a caller of any module has them. @param {string} name */
function inRust(name) {
  new Float64Array(byHand.memory.buffer, room, COUNT).set(xs);
  byHand[name](room, COUNT);
  // Two arrays, as ours: one twice as long takes longer to come by than all this.
  return [1, 2].map((part) => new Float64Array(byHand.memory.buffer, room + 8 * COUNT * part, COUNT).slice());
}

/** @returns {Promise<import("./table.mjs").Row[]>} */
export default async function points() {
  const natively = native(formulas.map(({ text }) => ["points", text, COUNT]));
  return formulas.map(({ text, name, pair }, place) => {
    // They compute the same, or the race would mean nothing.
    const [ours, theirs, rust] = [engine.sampleSlopes(text, "x", xs), inJavaScript(pair), inRust(name)];
    for (let i = 0; i < COUNT; i += 997) {
      for (const [a, b, c] of [0, 1].map((part) => [ours[part][i], theirs[part][i], rust[part][i]])) {
        const size = 1e-12 * (1 + Math.abs(a));
        if (!(Math.abs(a - b) < size && Math.abs(a - c) < size)) throw new Error(`${text} at ${xs[i]}: ${a}, ${b}, ${c}`);
      }
    }
    const [here, javascript, simd] = race([() => engine.sampleSlopes(text, "x", xs), () => inJavaScript(pair), () => inRust(name)]);
    return { what: `f and f′ of ${text} at a million points`, ours: here, native: natively[place], "by hand": simd, JavaScript: javascript, goal: Math.min(1.3 * simd, javascript) };
  });
}
