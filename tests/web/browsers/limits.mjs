// The table of limits, walked: a call that is just at each limit has to be answered, one above it and one far above refused in a
// sentence, and the engine has to go on; and many calls one after another. Stands on its own, for any page, Worker or Node.

/** @import { Engine } from "../../../www/engine.js" */
/** @typedef {Record<string, number>} Limits by the name of the row in the README */

const nested = (/** @type {number} */ n) => "(".repeat(n) + "x" + ")".repeat(n);
/** @param {number[]} units @param {number} [samples] @param {number} [inputs] */
const network = (units, samples = 1, inputs = 1) => ({
  inputs, layers: units.map((units) => ({ units, activation: "linear" })), loss: "mse", seed: 1,
  batch: { inputs: Array.from({ length: samples }, () => Array(inputs).fill(1)), targets: Array.from({ length: samples }, () => Array(units.at(-1)).fill(0)) },
});
const training = (/** @type {object} */ network, steps = 1) => ({ network, optimizer: { name: "sgd", learningRate: 0.01 }, batching: { kind: "sgd" }, seed: 1, steps });

/**
 * For each row a call with so many of it.
 * @type {Record<string, (engine: any, n: number) => unknown>}
 */
const WALK = {
  length: (engine, n) => engine.parse(`${" ".repeat(n - 1)}x`),
  nesting: (engine, n) => {
    // The outermost of all is the formula itself.
    for (const call of ["parse", "simplify"]) engine[call](nested(n));
    engine.evaluate(`${"sin(".repeat(n - 1)}x${")".repeat(n - 1)}`, { x: 1 });
    engine.sample(`${"-".repeat(n - 1)}x`, "x", Float64Array.of(1));
  },
  digits: (engine, n) => engine.parse("7".repeat(n)),
  power: (engine, n) => [engine.parse(`1e${n}`), engine.parse(`x + 1e-${n}`)],
  order: (engine, n) => engine.differentiate("x^12 sin(x)", { order: n, detail: "none" }),
  work: (engine, n) => {
    const variables = Array.from({ length: 10 }, (_, i) => `a_${i}`);
    engine.gradient([...variables, ...Array(Math.ceil(n / 10) - 11).fill("x")].join("+"), { variables, detail: "none" });
  },
  curve: (engine, n) => engine.plotSvg({ text: Array(n + 1).fill("x").join("+"), curves: ["f"], pixelRatio: 1, colors: {}, fontSize: 12, fontFamily: "serif" }, 300, 200),
  pieces: (engine, n) => engine.graph(Array.from({ length: n }, (_, i) => `a_${i} = x + ${i}`).join("; "), { x: 1 }),
  boxes: (engine, n) => engine.arrange(new Float64Array(2 * n).fill(10), new Float64Array(0), true),
  layers: (engine, n) => engine.network(network(Array(n).fill(1))),
  units: (engine, n) => engine.network(network([n, 1])),
  samples: (engine, n) => engine.dataset("xor", { points: n, noise: 0, seed: 1 }),
  steps: (engine, n) => engine.descend({ loss: "x^2", start: { x: 1 }, optimizer: { name: "sgd", learningRate: 1e-6 }, steps: n }),
  rates: (engine, n) => engine.learningRates({ name: "constant", learningRate: 1 }, n),
  lines: (engine, n) => engine.checkSteps(Array(n).fill("2x"), { function: "x^2", variable: "x" }),
  nodes: (engine, n) => engine.backprop(sum(n), n % 2 ? { x: 0.5, y: 1 } : { x: 0.5 }),
  parameters: (engine, n) => engine.train(training(wide(n))),
};

/** A sum whose graph has so many nodes: x, two for each term, the sum itself; y for an odd one. @param {number} n */
const sum = (n) => Array.from({ length: Math.floor((n - 2) / 2) }, (_, i) => `x^${i + 2}/2`).join("+") + (n % 2 ? "+y" : "");

/** A network with so many weights and biases: 1000 units alone, or 1000 before 1. @param {number} n a multiple of 1000, or one more */
const wide = (n) => (n % 1000 === 0 && n <= 1_000_000 ? network([1000], 1, n / 1000 - 1) : n < 1_025_000 ? network([1000, 1], 1, (n - 1001) / 1000 - 1) : network(Array(Math.floor(n / 1_000_000)).fill(1024)));

/** What went otherwise than stated. @param {any} engine @param {Limits} limits @returns {string[]} */
export function walked(engine, limits) {
  const wrong = [];
  for (const [name, most] of Object.entries(limits)) {
    if (!WALK[name]) wrong.push(`${name} is not walked`);
    const far = Math.round(most * Math.max(3, Math.min(100, 3e6 / most)));
    for (const [n, fine] of /** @type {const} */ ([[most, true], [most + 1, false], [far, false]])) {
      const said = outcome(() => WALK[name](engine, n));
      const proper = fine ? said === "" : /^(LimitError|UsageError|ParseError): \S.*[.?]$/s.test(said) && !said.includes("started afresh");
      if (!proper) wrong.push(`${name}, ${n} of at most ${most}: ${said || "answered"}`);
      const alive = outcome(() => engine.evaluate("2x", { x: 1 }));
      if (alive) wrong.push(`${name}, ${n}: then ${alive}`);
    }
  }
  return wrong;
}

/** @param {() => unknown} act */
function outcome(act) {
  try {
    act();
    return "";
  } catch (error) {
    const { name, message } = /** @type {Error} */ (error);
    return `${name}: ${message}`;
  }
}

/**
 * Many calls of all kinds, and traps among them: how much memory the engine has after the warm-up and at the end.
 * @param {any} engine @param {number} times @param {number} traps @param {() => number} memory in bytes
 */
export function soaked(engine, times, traps, memory) {
  const texts = ["(2x+3)^2", "x^2 sin(x)", "ln(x)/x", "e^(-x^2/2)", "(x+1)/(x-1)", "1/(1+e^-x)", "sqrt(1-x^2)", "tan(x)^2", "x^^2", "foo(x)"];
  const spec = network([3, 1]);
  const acts = [
    (/** @type {string} */ text) => engine.parse(text),
    (/** @type {string} */ text) => engine.differentiate(text, { detail: "brief" }),
    (/** @type {string} */ text) => engine.evaluate(text, { x: 0.4 }),
    (/** @type {string} */ text) => engine.sample(text, "x", new Float64Array(200).fill(0.3)),
    (/** @type {string} */ text) => engine.backprop(text, { x: 0.4 }),
    (/** @type {string} */ text) => engine.format(text, "latex"),
    () => engine.network(spec),
    () => engine.train(training(spec, 3)),
    (/** @type {string} */ text) => engine.agreement(text, { x: 0.4 }),
  ];
  let warm = 0;
  for (let i = 0; i < times; i += 1) {
    outcome(() => acts[i % acts.length](texts[(i * 7) % texts.length]));
    if (i === Math.floor(times / 5)) warm = memory();
  }
  const after = memory();
  let restarted = 0;
  for (let i = 0; i < traps; i += 1) {
    if (outcome(() => engine.trapForTests()).includes("started afresh") && engine.evaluate("x^2", { x: i }) === i * i) restarted += 1;
  }
  return { warm, after, restarted };
}
