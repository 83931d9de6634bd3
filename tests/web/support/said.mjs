// Everything that the engine and the pages say in English: the sentences of the tables, those about many problems, those in the sources.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { engine } from "./engine.mjs";
import { unescaped } from "./prose.mjs";

/** @import { Step } from "../../../www/engine.js" */

/** Everything of the tables, by its code. */
export const tables = () => [
  ...engine.rules().flatMap(({ id, title, sentence, condition, why = [] }) => [
    [`rule ${id}`, title],
    [`rule ${id}`, sentence],
    ...(condition ? [[`rule ${id}`, `for ${condition}`]] : []),
    ...why.map((/** @type {{ sentence: string }} */ line) => [`rule ${id}`, line.sentence]),
  ]),
  ...engine.mistakes().flatMap(({ id, title, message }) => [[`mistake ${id}`, title], [`mistake ${id}`, message], [`mistake ${id}`, `This looks like “${title}”.`]]),
  ...engine.skills().map(({ id, title }) => [`skill ${id}`, title]),
  ...engine.functions().flatMap(({ id, inMachineLearning }) => (inMachineLearning ? [[`function ${id}`, inMachineLearning]] : [])),
  ...engine.optimizers().flatMap(({ id, title, idea, whenToUse }) => [title, idea, whenToUse].map((text) => [`optimizer ${id}`, text])),
];

/** A step's sentence as a page shows it: a sign in place of each formula. @param {Step[]} steps @returns {string[][]} */
const told = (steps) =>
  steps.flatMap(({ rule, explanation, pieces, steps: inside }) => [
    [`step ${rule}`, pieces ? pieces.map((piece, i) => (i % 2 === 1 ? String.fromCharCode(0xe000 + (i - 1) / 2) : piece)).join("") : explanation],
    ...told(inside),
  ]);

/** @template T @param {() => T} act @returns {T | undefined} */
const tried = (act) => {
  try {
    return act();
  } catch {
    return undefined;
  }
};

/** What is said of many problems, with what kind of sentence it is. */
export function composed() {
  const said = [];
  const corpus = new URL("../../corpora/", import.meta.url);
  const lines = (/** @type {string} */ name) => readFileSync(new URL(name, corpus), "utf8").trim().split("\n").map((line) => JSON.parse(line));
  const inputs = lines("parse.jsonl").map(({ input }) => input).filter((input) => typeof input === "string");
  for (const text of [...inputs, ...REFUSED]) {
    try {
      engine.parse(text);
    } catch (error) {
      const { code, message, hint } = /** @type {import("../../../www/engine.js").EngineError} */ (error);
      said.push([`error ${code}`, message]);
      if (hint) said.push([`error ${code}`, hint]);
    }
  }
  for (const call of MISUSED) {
    try {
      call(/** @type {any} */ (engine));
    } catch (error) {
      const { code, message, hint } = /** @type {import("../../../www/engine.js").EngineError} */ (error);
      said.push([`error ${code}`, message], ...(hint ? [[`error ${code}`, hint]] : []));
      continue;
    }
    assert.fail(`not refused: ${call}`);
  }
  for (const text of FUNCTIONS) {
    for (const detail of /** @type {const} */ (["brief", "full"])) {
      const derivation = tried(() => engine.differentiate(text, { detail }));
      if (derivation) said.push(...told(derivation.steps), ...derivation.conditions.map((condition) => ["condition", condition]));
    }
  }
  said.push(...told(engine.implicit("x^2 + y^2 = 25", { of: "y", by: "x" }).steps));
  for (const { id: skill } of engine.skills()) {
    for (const level of /** @type {const} */ ([1, 3])) {
      const { prompt, problem } = engine.exercise({ skill, level, seed: 5 });
      said.push([`exercise ${skill}`, prompt]);
      for (const rung of /** @type {const} */ ([1, 2, 3, 4])) {
        const hint = tried(() => engine.hint(problem, rung));
        if (hint) said.push([`hint ${skill}`, hint.message]);
      }
      for (const answer of ["0", "x", "17", "(1, 2)", "d/dx(x^2)", "x = 3", "q"]) {
        const verdict = tried(() => engine.check(answer, problem));
        if (verdict) said.push([`verdict ${verdict.status}`, verdict.message]);
      }
    }
  }
  return said;
}

/** A network, but for these. @param {object} change */
const net = (change = {}) => ({ inputs: 1, layers: [{ units: 1, activation: "sigmoid" }], loss: "mse", seed: 1, batch: { inputs: [[1]], targets: [[1]] }, ...change });
/** A descent, but for these. @param {object} change */
const run = (change) => ({ loss: "x^2", start: { x: 1 }, optimizer: { name: "sgd", learningRate: 0.1 }, steps: 3, ...change });
/** Calls that a program has no right to, each refused in its own way. @type {((engine: any) => unknown)[]} */
const MISUSED = [
  (engine) => engine.differentiate(7),
  (engine) => engine.differentiate("x", { order: 11 }),
  (engine) => engine.differentiate("x", { order: "a" }),
  (engine) => engine.differentiate("x", { order: true }),
  (engine) => engine.differentiate("x", { detail: "much" }),
  (engine) => engine.differentiate("x y", { variable: "2" }),
  (engine) => engine.differentiate("x", { shared: 1 }),
  (engine) => engine.differentiate("a b"),
  (engine) => engine.format("x", "html"),
  (engine) => engine.evaluate("x", {}),
  (engine) => engine.evaluate("x", { x: "a" }),
  (engine) => engine.sample("x", "x", [1, "a"]),
  (engine) => engine.gradient("x", { variables: [] }),
  (engine) => engine.gradient("x", { variables: ["x", "x"] }),
  (engine) => engine.jacobian([], {}),
  (engine) => engine.directional("x^2", { at: { x: 1 }, direction: { x: 0 } }),
  (engine) => engine.directional("x^2", { at: { x: 1 }, direction: {} }),
  (engine) => engine.implicit("x^2", { of: "y", by: "x" }),
  (engine) => engine.implicit("x^2+y^2=1", { of: "y", by: "y" }),
  (engine) => engine.equivalent("ln(-1-x^2)", "ln(-2-x^2)"),
  (engine) => engine.backprop("ln(x)", { x: -1 }),
  (engine) => engine.backprop("|x|", { x: 0 }),
  (engine) => engine.backprop("x", {}),
  (engine) => engine.network(net({ loss: "l" })),
  (engine) => engine.network(net({ inputs: 0 })),
  (engine) => engine.network(net({ layers: [] })),
  (engine) => engine.network(net({ layers: [{ units: 1, activation: "step" }] })),
  (engine) => engine.network(net({ layers: [3] })),
  (engine) => engine.network(net({ weights: [[[1, 2]]], biases: [[0]] })),
  (engine) => engine.network(net({ weights: [], biases: [] })),
  (engine) => engine.network(net({ batch: { inputs: [[1, 2]], targets: [[1]] } })),
  (engine) => engine.network(net({ batch: { inputs: [], targets: [] } })),
  (engine) => engine.network(net({ batch: { inputs: [[1]], targets: [[1], [2]] } })),
  (engine) => engine.network(net({ batch: 7 })),
  (engine) => engine.network(net({ seed: -1 })),
  (engine) => engine.network(net({ loss: "binary-cross-entropy", batch: { inputs: [[1]], targets: [[2]] } })),
  (engine) => engine.network(net({ loss: "cross-entropy", layers: [{ units: 2, activation: "linear" }], batch: { inputs: [[1]], targets: [[5]] } })),
  (engine) => engine.network(net({ loss: "cross-entropy", layers: [{ units: 2, activation: "linear" }], batch: { inputs: [[1]], targets: [[0.5, 0.2]] } })),
  (engine) => engine.network(net({ loss: "binary-cross-entropy", layers: [{ units: 1, activation: "linear" }], batch: { inputs: [[9]], targets: [[1]] }, weights: [[[2]]], biases: [[0]] })),
  (engine) => engine.network(net({ layers: [{ units: 9999, activation: "tanh" }] })),
  (engine) => engine.descend(run({ optimizer: { name: "adm", learningRate: 0.1 } })),
  (engine) => engine.descend(run({ optimizer: { name: "sgd", learningRate: 0 } })),
  (engine) => engine.descend(run({ optimizer: { name: "sgd", learningRate: -1 } })),
  (engine) => engine.descend(run({ optimizer: { name: "sgd", learningRate: 0.1, beta1: 0.9 } })),
  (engine) => engine.descend(run({ optimizer: 3 })),
  (engine) => engine.descend(run({ schedule: { name: "sin", learningRate: 0.1 } })),
  (engine) => engine.descend(run({ schedule: 3 })),
  (engine) => engine.descend(run({ schedule: { name: "warmup-cosine", learningRate: 0.1, totalSteps: 3, warmupSteps: 5 } })),
  (engine) => engine.descend(run({ steps: -1 })),
  (engine) => engine.descend(run({ steps: 1e9 })),
  (engine) => engine.descend(run({ start: {} })),
  (engine) => engine.descend(run({ loss: "ln(x)", start: { x: -1 } })),
  (engine) => engine.descend(run({ loss: "x^2=1" })),
  (engine) => engine.learningRates({ name: "step", learningRate: 0.1, stepSize: 0 }, 5),
  (engine) => engine.learningRates({ name: "cosine", learningRate: 0.1 }, 1e9),
  (engine) => engine.train({ network: net(), optimizer: { name: "sgd", learningRate: 0.1 }, batching: { kind: "half" }, seed: 1, steps: 1 }),
  (engine) => engine.train({ network: net(), optimizer: { name: "sgd", learningRate: 0.1 }, batching: 3, seed: 1, steps: 1 }),
  (engine) => engine.train({ network: net(), optimizer: { name: "sgd", learningRate: 0.1 }, batching: { kind: "mini-batch", batchSize: 0 }, seed: 1, steps: 1 }),
  (engine) => engine.train({ network: net(), optimizer: { name: "adam", learningRate: 0.1 }, batching: { kind: "batch" }, seed: 1, steps: 1, state: { step: 1 } }),
  (engine) => engine.train({ network: net(), optimizer: { name: "adam", learningRate: 0.1 }, batching: { kind: "batch" }, seed: 1, steps: 1, state: { step: 1, weights: [[[1]]], biases: [[1]], memory: {}, random: "x" } }),
  (engine) => engine.dataset("rings", { points: 5, seed: 1 }),
  (engine) => engine.dataset("xor", { points: 5, seed: 1, noise: 99 }),
  (engine) => engine.dataset("xor", { points: 0, seed: 1 }),
  (engine) => engine.toCode({ expression: "x", at: { x: 1 } }, "c"),
  (engine) => engine.toCode({}, "jax"),
  (engine) => engine.exercise({ skill: "cooking", level: 1, seed: 1 }),
  (engine) => engine.exercise({ skill: "power", level: 4, seed: 1 }),
  (engine) => engine.check("x", { function: "x", variable: "x", kind: "guess" }),
  (engine) => engine.check("x", 7),
  (engine) => engine.hint({ function: "x^2", variable: "x" }, 5),
  (engine) => engine.checkSteps(Array(300).fill("x"), { function: "x^2", variable: "x" }),
  (engine) => engine.checkSteps("x", { function: "x^2", variable: "x" }),
  (engine) => engine.check("2x", { function: "x^2=1", variable: "x", kind: "value" }),
  (engine) => engine.check("1", { function: "x^2", variable: "x", kind: "value" }),
  (engine) => engine.check("1", { function: "x^2 y", variable: "x", at: { x: 1 }, kind: "value" }),
];

/** What is refused, of each kind. */
const REFUSED = ["", "2 $ x", "1.2.3", "foo(x)", "\\foo{x}", "sin(", "x)", "(x]", "()", "x+", "*x", "sin", "log(x,2,3)", "2 3", "1<x<2", "x'", "5!", "\\frac{1}", "\\int x", "integrate x", "a & b"];
const FUNCTIONS = ["7", "5x^3", "-x^2", "x^3 + sin(x) + 7", "x^4/4", "k x", "1/x^2", "1/sqrt(x)", "3/x", "2/(x^2+1)", "sin(x)/x^2", "x/(x+1)", "x e^x sin(x)", "2^x", "root(x, 5)", "max(0, x)", "min(1, x)", "atan2(x, 2)", "{x^2 if x > 0, -x else}", "sin(cos(tan(ln(sqrt(e^(x^2))))))", "log_x(2)", "x^x", "ln(x)", "|x|", "tan(x)", "relu(x)", "(x^2+1)^3 (x-1)^2", "(2x+3)^2", "cos(-x)", "sqrt(4x^2)", "sin(x)^2 + cos(x)^2"];

/** The sources whose texts are shown, each with its path. @param {RegExp} wanted */
const sources = (wanted) =>
  ["src/", "www/"].map((folder) => new URL(`../../../${folder}`, import.meta.url)).flatMap((root) =>
    readdirSync(root, { recursive: true, encoding: "utf8" })
      .filter((path) => wanted.test(path) && !/^pkg|^words/.test(path))
      .map((path) => /** @type {const} */ ([path, readFileSync(new URL(path, root), "utf8")])));

/** All that stands in them, as a reader sees it. */
export const everything = () => sources(/\.(rs|js|html)$/).map(([path, text]) => plainText(path, text)).join("\n");

/** Sentences whose holes are parts of sentences themselves: they are tested where they are said. */
const PUT_TOGETHER = /^(7 (The rate 7|Try a smaller|7: let|This direction|The direction)|After step 7 the next|The curve moves between 7 and 7, 7|Close: only a constant factor is wrong7|This is not the derivative7|Find the 7 by|Only what is below the bar, 7, depends on 7: minus its derivative7|For example 7|“7” is not a known function, and a variable|7 has 7 7 and needs|This table has 7 7 of|Row 7 has 7 7,|Column 3 has 7,|7="7": “7” is not known here: 7 7|7 is no (attribute of 7|variable of it): 7 7)/;

/** Every sentence that stands whole in the sources, a number in each hole. */
export function sentences() {
  const found = new Set();
  for (const [, source] of sources(/\.(rs|js)$/)) {
    const text = source.replace(/#\[cfg\(test\)\][^]*$|\/\*[^]*?\*\/|^\s*\/\/.*$/gm, "").replace(/\\\n\s*/g, "");
    for (const [, quoted, template] of text.matchAll(/"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g)) {
      const written = (quoted ?? template).replace(/\\(["\\])/g, "$1");
      if (!/^[A-Z“{$][^]*[a-z]{2,} [^]*[.?:!]$/.test(written) || written.split(" ").length < 4) continue;
      found.add(written.replace(/\$\{[^}]*\}/g, "7").replaceAll("{{", "\u0001").replaceAll("}}", "\u0002").replace(/\{[^}]*\}/g, "7").replaceAll("\u0001", "{").replaceAll("\u0002", "}"));
    }
  }
  return [...found].filter((sentence) => !PUT_TOGETHER.test(sentence));
}

/** As a reader sees it: pages without their tags, Rust's strings without the escapes and line breaks in them. @param {string} path @param {string} text */
function plainText(path, text) {
  if (!path.endsWith(".html")) return text.replaceAll("\\\n", "").replaceAll("\\\\", "\\").replaceAll('\\"', '"');
  return unescaped(text.replace(/<\/?[\w-]+|>/g, "\u0000"));
}
