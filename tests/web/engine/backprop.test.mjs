// backprop: any expression as a computation graph, run forward and backward.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { bitsOf } from "../support/bits.mjs";
import { assertClose, assertFormula, assertPlain } from "../support/contract.mjs";
import { engine } from "../support/engine.mjs";
import { thrown } from "../support/thrown.mjs";

/** @import { BackpropTrace, Point } from "../../../www/engine.js" */

/**
 * What the contract promises of every trace.
 * @param {BackpropTrace} trace
 * @param {Point} at
 */
function assertTrace(trace, at) {
  assertPlain(trace);
  const { nodes, edges, backward, gradient, chains } = trace;
  for (const [place, node] of nodes.entries()) {
    assert.equal(node.id, place);
    assert.ok(node.inputs.every((input) => input < place));
    assert.match(node.name, /^[A-Za-z]\w*$/);
    assertFormula(node.formula);
    assertClose(engine.evaluate(node.formula.text, at), node.value, node.formula.text);
    const uses = edges.filter((edge) => edge.from === place);
    const sum = uses.reduce((total, edge) => total + edge.message, 0);
    assertClose(node.gradient, place === nodes.length - 1 ? 1 : sum, node.name);
  }
  assert.equal(new Set(nodes.map((node) => node.name)).size, nodes.length);
  for (const edge of edges) {
    assert.equal(nodes[edge.to].inputs[edge.slot], edge.from);
    assertFormula(edge.localFormula);
    assertClose(edge.message, nodes[edge.to].gradient * edge.local);
    assertClose(engine.evaluate(edge.localFormula.text, at), edge.local, edge.localFormula.text);
  }
  assert.equal(backward[0], nodes.length - 1);
  assert.equal(new Set(backward).size, nodes.length);
  for (const { variable, paths, more, total } of chains) {
    assert.equal(total, gradient[variable]);
    for (const path of paths) {
      assert.equal(path.nodes[0], nodes.length - 1);
      assert.equal(path.nodes.length, path.factors.length + 1);
      assertClose(path.factors.reduce((product, factor) => product * factor.value, 1), path.product);
      for (const [i, { formula, value }] of path.factors.entries()) {
        assertFormula(formula);
        const [from, to] = [nodes[path.nodes[i + 1]], nodes[path.nodes[i]]];
        assert.equal(formula.text, `∂${to.name}/∂${from.name}`);
        assert.ok(edges.some((edge) => edge.from === from.id && edge.to === to.id && edge.local === value));
      }
    }
    if (more === 0) assertClose(paths.reduce((sum, path) => sum + path.product, 0), total, variable);
  }
}

/** @type {[string, Point][]} */
const SUBJECTS = [
  ["(2x+3)^2", { x: 1 }],
  ["((w x + b) - y)^2", { x: 2, w: 0.5, b: 0.1, y: 3 }],
  ["(w_2 (w_1 x) - y)^2", { x: 3, w_1: 0.4, w_2: 0.5, y: 2 }],
  ["x^2 * 3x", { x: 2 }],
  ["a a + sin(a)/a", { a: 1.5 }],
  ["-ln(e^a/(e^a + e^b + e^c))", { a: 1, b: 2, c: 3 }],
  ["sigmoid(sigmoid(sigmoid(w x)))", { w: 2, x: 1 }],
  ["{x^2 if x > 0, -x else}", { x: -2 }],
  ["d/dx(x^3) + x^theta", { x: 2, theta: 0.5 }],
  ["L = (u + v)(u - v) y", { u: 3, v: 2, y: 1.5 }],
  ["max(x, y, 2) e^(-x)", { x: 1, y: 3 }],
];

for (const [text, at] of SUBJECTS) {
  test(`${text} runs forward and backward`, () => {
    const trace = engine.backprop(text, at);
    assertTrace(trace, at);
    const { value, partials } = engine.agreement(text, at);
    assertClose(trace.nodes.at(-1)?.value ?? NaN, value);
    assert.deepEqual(Object.keys(trace.gradient).sort(), Object.keys(partials).sort());
    for (const [name, roads] of Object.entries(partials)) assertClose(trace.gradient[name], roads.symbolic, name);
  });
}

test("the one neuron, in the numbers everybody knows", () => {
  const { nodes, gradient } = engine.backprop("(w*x + b - y)^2", { x: 2, w: 0.5, b: 0.1, y: 3 });
  assert.ok(nodes.some((node) => Math.abs(node.value - 1.1) < 1e-12));
  assertClose(nodes.at(-1)?.value ?? NaN, 3.61);
  assertClose(gradient.w, -7.6);
  assertClose(gradient.b, -3.8);
});

test("names are the reader's own where there are any", () => {
  const names = (/** @type {string} */ text, /** @type {Point} */ at) => engine.backprop(text, at).nodes.map((node) => node.name);
  assert.equal(names("L = (w x)^2", { w: 1, x: 2 }).at(-1), "L");
  assert.equal(names("y^2", { y: 1 }).at(-1), "L");
  assert.deepEqual(names("u = 2x + 3; y = u^2", { x: 1 }), ["x", "v", "u", "y"]);
});

test("the number of paths is known even where nobody could walk them", () => {
  const text = `${Array.from({ length: 200 }, (_, i) => `f_${i + 1} = sin(f_${i}^2 + f_${i})`).join("; ")}; f_200`;
  const { chains, gradient, nodes } = engine.backprop(text, { f_0: 0.5 });
  assert.equal(nodes.length, 601);
  assert.equal(chains[0].paths.length, 34);
  assertClose(chains[0].more / 2 ** 200, 1);
  assert.ok(Number.isFinite(gradient.f_0));
});

test("what has no value or no derivative is refused, and the place is named", () => {
  const none = thrown(() => engine.backprop("1 + ln(x - 2)", { x: 1 }));
  assert.equal(none.name, "DomainError");
  assert.match(none.message, /ln\(u\) where u = -1/);
  assert.equal(thrown(() => engine.backprop("|x|", { x: 0 })).name, "DomainError");
  for (const [text, x, code, place] of /** @type {const} */ ([
    ["1/x", 0, "no-value-there", "1/x where x = 0"],
    ["ln(x)", 0, "no-value-there", "ln(x) where x = 0"],
    ["√x", 0, "no-derivative-there", "sqrt(x) where x = 0"],
    ["x^(1/3) + x", 0, "no-derivative-there", "x^(1/3) where x = 0"],
    ["arccos(e^(x - x))", 1, "no-derivative-there", "arccos(v) where v = 1"],
    ["e^x", 1000, "beyond-numbers", "e^x where x = 1000"],
    ["x^2", 1e200, "beyond-numbers", "x^2 where x = 1E200"],
  ])) {
    const error = thrown(() => engine.backprop(text, { x }));
    assert.equal(error.code, code, text);
    assert.ok(error.message.includes(place), error.message);
  }
  assert.equal(thrown(() => engine.backprop("w x", { x: 0 })).name, "UsageError");
  assert.equal(thrown(() => engine.backprop("x^2 + y^2 = 25", { x: 0, y: 1 })).name, "UsageError");
  assert.equal(thrown(() => engine.backprop("x^2 +", { x: 0 })).name, "ParseError");
});

test("deep and long is fine, longer is refused with a sentence", () => {
  const { gradient } = engine.backprop(`${"sin(".repeat(1500)}x${")".repeat(1500)}`, { x: 0.5 });
  assert.ok(gradient.x > 0);
  assert.equal(thrown(() => engine.backprop("x+".repeat(50_000) + "x", { x: 1 })).name, "LimitError");
  assert.equal(thrown(() => engine.backprop(`${"a=x;".repeat(2000)}a`, { x: 1 })).name, "LimitError");
});

test("the same bits here as on the machine that built it", async () => {
  const numbers = ["(2x+3)^2", "sin(x^2 z) + e^(x/z) - z^x", "softplus(x z) sigmoid(x - z)/(1 + tanh(x)^2)"].flatMap((text) => {
    const { nodes, edges } = engine.backprop(text, text.includes("z") ? { x: 1.25, z: 0.75 } : { x: 1.25 });
    return [...nodes.flatMap((node) => [node.value, node.gradient]), ...edges.flatMap((edge) => [edge.local, edge.message])];
  });
  assert.equal(bitsOf(numbers), await readFile(new URL("../../data/backprop-bits.txt", import.meta.url), "utf8"));
});

/** @type {any} */
const drawing = engine;

test("a graph for a page: pieces, values left out, a step of descent", () => {
  const { trace, at, moved } = drawing.graph("p = w x + b; L = (p - y)^2", { x: 2, w: 0.5, b: 0.1, y: 3 }, { rate: 0.01 });
  assertTrace(trace, at);
  assertClose(moved.w, 0.576);
  assertClose(moved.b, 0.138);
  assert.deepEqual(drawing.graph("u v", {}, { otherwise: 1 }).at, { u: 1, v: 1 });
  assert.equal(thrown(() => drawing.graph("u v", {})).name, "UsageError");
  const names = (/** @type {boolean} */ pieces) => drawing.graph("s = e^a + e^b + e^c; p = e^a/s; L = -ln(p)", {}, { otherwise: 1, pieces }).trace.nodes.map((/** @type {{ name: string }} */ node) => node.name);
  assert.deepEqual(names(true), ["a", "u", "b", "c", "s", "p", "L"]);
  assert.ok(["s", "p", "L"].every((name) => names(false).includes(name)));
});

test("boxes and links find their places, and too many are refused", () => {
  const { boxes, links, width, height } = drawing.arrange(Float64Array.of(40, 20, 40, 20), Float64Array.of(0, 1, 10, 10, 0, 1, 10, 10), false);
  assertPlain({ boxes, links });
  assert.ok(boxes[0][0] < links[0].label[0] && links[0].label[0] < boxes[1][0] && boxes[1][0] < width && boxes[1][1] < height);
  assert.notDeepEqual(links[0].label, links[1].label);
  for (const { path, tip } of links) assert.match(`${path} ${tip}`, /^M[\d.]+ [\d.]+C[\d. ]+ M[\d.]+ [\d.]+L[\d. ]+$/);
  assert.equal(thrown(() => drawing.arrange(new Float64Array(4000), new Float64Array(0), false)).name, "LimitError");
  assert.equal(thrown(() => drawing.arrange(new Float64Array(4), Float64Array.of(1, 0, 0, 0), false)).name, "UsageError");
});

test("differences are best with a middling step", () => {
  const { exact, steps, best } = drawing.differences("sin(x^2)", { x: 1.2 }, "x");
  assertClose(exact, 2.4 * Math.cos(1.44));
  assert.ok(steps[best].h < 1e-3 && steps[best].h > 1e-8, `best is ${steps[best].h}`);
  assert.ok(steps[0].error > steps[best].error && steps.at(-1).error > 1e3 * steps[best].error);
  assert.equal(thrown(() => drawing.differences("x", { x: 1 }, "y")).name, "UsageError");
});
