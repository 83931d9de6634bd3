// A wrong argument is answered with a sentence, whatever it is, and the engine goes on.
import assert from "node:assert/strict";
import { test } from "node:test";
import { engine } from "../support/engine.mjs";
import { thrown } from "../support/thrown.mjs";

const xs = Float64Array.of(1, 2);

const neuron = {
  inputs: 1,
  layers: [{ units: 1, activation: "linear" }],
  loss: "mse",
  batch: { inputs: [[2]], targets: [[3]] },
};

/** Right calls, none of whose arguments may be any value that is `wrong` below: each is spoilt in turn. @type {[string, ...unknown[]][]} */
const calls = [
  ["parse", "x^2"],
  ["format", "x^2", "latex"],
  ["simplify", "x + x"],
  ["equivalent", "x + x", "2x"],
  ["evaluate", "x^2", { x: 3 }],
  ["sample", "x^2", "x", xs],
  ["sample", "a x^2", "x", xs, { a: 1 }],
  ["differentiate", "x^2"],
  ["differentiate", "x^2", { at: { x: 1 } }],
  ["gradient", "x^2 y"],
  ["gradient", "x^2 y", { variables: ["y"], at: { x: 1, y: 2 } }],
  ["implicit", "x y = 6", { of: "y", by: "x" }],
  ["hessian", "x^2 y", { at: { x: 1, y: 2 } }],
  ["directional", "x y", { at: { x: 1, y: 2 }, direction: { x: 1 } }],
  ["agreement", "x^2", { x: 3 }],
  ["network", neuron],
  ["train", { network: neuron, optimizer: { name: "sgd", learningRate: 0.1 }, batching: { kind: "batch" }, seed: 1, steps: 2 }],
  ["toCode", { network: neuron }, "numpy"],
  ["dataset", "xor", { points: 5, seed: 1 }],
  ["descend", { loss: "x^2", start: { x: 1 }, optimizer: { name: "sgd", learningRate: 0.1 }, steps: 3 }],
];

/** Values that no argument may be, whichever it is. */
const wrong = [null, 42, Number.NaN, true, 10n, Symbol("x"), () => 1, ["x"], [1, 2], new Map(), new Date(0)];

const methods = /** @type {Record<string, (...values: unknown[]) => unknown>} */ (/** @type {unknown} */ (engine));

for (const [name, ...right] of calls) {
  test(`${name}(${right.length} arguments) refuses every argument of a wrong kind`, () => {
    methods[name](...right);
    for (const place of right.keys()) {
      for (const value of wrong) {
        const refusal = thrown(() => methods[name](...right.with(place, value)));
        assert.equal(refusal.name, "UsageError");
        assert.equal(refusal.code, "wrong-argument");
        assert.ok(refusal.message.includes(`${name}(`), refusal.message);
      }
    }
    methods[name](...right);
  });
}

test("an argument left out is named", () => {
  assert.match(thrown(() => methods.parse()).message, /text must be text in quotes; it is undefined/);
  assert.match(thrown(() => methods.evaluate("x")).message, /at must be a record such as \{ x: 1 \}; it is undefined/);
  assert.match(thrown(() => methods.sample("x", "x", [1, 2])).message, /xs must be a Float64Array; it is of the kind Array/);
});

test("a wrong value in a record is named by its place", () => {
  assert.match(thrown(() => methods.evaluate("x", { x: "1" })).message, /at\.x must be a number; it is a string/);
  assert.match(thrown(() => methods.evaluate("x", { x: Number.NaN })).message, /at\.x must be a number; it is NaN/);
  assert.match(thrown(() => methods.differentiate("x", { at: { x: null } })).message, /options\.at\.x must be a number; it is null/);
});

test("what stands in a record is looked at too", () => {
  /** @type {unknown[][]} */
  const attempts = [
    ["evaluate", "x", { x: "1" }],
    ["evaluate", "x", { x: null }],
    ["evaluate", "x", { x: 1n }],
    ["differentiate", "x", { order: "2" }],
    ["differentiate", "x", { order: 0 }],
    ["differentiate", "x", { order: 11 }],
    ["differentiate", "x", { order: 1.5 }],
    ["differentiate", "x", { order: -1 }],
    ["differentiate", "x", { order: Number.NaN }],
    ["differentiate", "x", { detail: "everything" }],
    ["differentiate", "x", { variable: 3 }],
    ["differentiate", "x", { variable: "2x" }],
    ["differentiate", "x", { variable: "" }],
    ["differentiate", "x", { at: 1 }],
    ["differentiate", "x", { shared: "yes" }],
    ["differentiate", "x", { at: { x: "one" } }],
    ["gradient", "x y", { variables: "x" }],
    ["gradient", "x y", { variables: ["x", 2] }],
    ["gradient", "x y", { variables: [] }],
    ["gradient", "x y", { at: { x: "one" } }],
    ["implicit", "x y = 6", { of: "y" }],
    ["implicit", "x y = 6", { of: "y", by: 1 }],
    ["hessian", "x y", { variables: ["x", "x"] }],
    ["jacobian", ["x", 1]],
    ["jacobian", "x"],
    ["jacobian", ["x"], 3],
    ["directional", "x y", { at: { x: 1, y: 1 } }],
    ["directional", "x y", { at: { x: 1, y: 1 }, direction: { x: Number.NaN } }],
    ["format", "x", "word"],
    ["sample", "x", "sin(", xs],
  ];
  for (const [name, ...values] of attempts) {
    const refusal = thrown(() => methods[/** @type {string} */ (name)](...values));
    assert.equal(refusal.name, "UsageError", `${name}(${values.map((value) => JSON.stringify(value, (_, v) => String(v)))})`);
  }
});

test("a record that fights back is refused, and the engine goes on", () => {
  const trap = Object.defineProperty({}, "x", {
    enumerable: true,
    get() {
      throw new TypeError("no");
    },
  });
  const circle = { at: {} };
  circle.at = circle;
  for (const act of [() => engine.evaluate("x", trap), () => engine.differentiate("x^2", circle)]) {
    assert.equal(thrown(act).name, "UsageError");
    assert.equal(engine.evaluate("x^2", { x: 3 }), 9);
  }
});

test("a variable's value is given in any spelling of its name", () => {
  for (const name of ["w_1", "w1", "w₁", "w_{1}"]) assert.equal(engine.evaluate("w1^2", { [name]: 3 }), 9, name);
  for (const name of ["theta", "θ", "\\theta"]) assert.equal(engine.differentiate("θ^2", { at: { [name]: 3 } }).value, 6, name);
  for (const name of ["", "2", "x+y", "pi", "w".repeat(100_000), "__proto__"]) assert.throws(() => engine.evaluate("w1^2", { [name]: 3 }), /w_1 has no value/, name.slice(0, 9));
});
