// evaluate, sample and agreement: expressions become numbers.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertClose, assertPlain } from "../support/contract.mjs";
import { engine } from "../support/engine.mjs";
import { thrown } from "../support/thrown.mjs";

test("values are values, NaN outside the domain, infinite at a pole", () => {
  assert.equal(engine.evaluate("(2x+3)^2", { x: 1 }), 25);
  assert.equal(engine.evaluate("2+3*4", {}), 14);
  assert.ok(Number.isNaN(engine.evaluate("ln(-1)", {})));
  assert.ok(Number.isNaN(engine.evaluate("sqrt(x)", { x: -1 })));
  assert.equal(Math.abs(engine.evaluate("1/x", { x: 0 })), Infinity);
  assertClose(engine.evaluate("cbrt(x)", { x: -8 }), -2);
});

test("names that are not needed do no harm, a missing one is named", () => {
  assert.equal(engine.evaluate("x", { x: 1, y: 2 }), 1);
  const refusal = thrown(() => engine.evaluate("x + s", { x: 1 }));
  assert.equal(refusal.name, "UsageError");
  assert.match(refusal.message, /s/);
});

test("a sample is evaluate at every point, bit for bit", () => {
  const xs = Float64Array.from({ length: 501 }, (_, i) => (i - 250) / 37);
  for (const text of ["sin(x)/x", "e^(-x^2/2)", "ln(x)", "1/x", "a x^3 - x", "tan(x)", "7"]) {
    const values = engine.sample(text, "x", xs, { a: 0.3 });
    assert.ok(values instanceof Float64Array);
    assert.equal(values.length, xs.length);
    for (const [i, x] of xs.entries()) {
      assert.ok(Object.is(values[i], engine.evaluate(text, { x, a: 0.3 })), `${text} at ${x}`);
    }
  }
});

test("no points, no values; and a sample outlives later calls", () => {
  assert.equal(engine.sample("x", "x", new Float64Array(0)).length, 0);
  const squares = engine.sample("x^2", "x", Float64Array.of(1, 2, 3));
  engine.sample("x^3", "x", new Float64Array(200_000).fill(2));
  assert.deepEqual([...squares], [1, 4, 9]);
});

test("four roads lead to the same derivative", () => {
  for (const text of ["(2x+3)^2", "sin(x^2)", "x^2 e^(3x)", "ln(x^2+1)", "x^x", "1/(1+e^-x)"]) {
    const { value, partials } = engine.agreement(text, { x: 1.25 });
    assertPlain({ value, partials });
    assert.equal(value, engine.evaluate(text, { x: 1.25 }));
    assert.deepEqual(Object.keys(partials), ["x"]);
    const { symbolic, forward, reverse, finiteDifference } = partials.x;
    assertClose(forward, symbolic, text);
    assertClose(reverse, symbolic, text);
    assert.ok(Math.abs(finiteDifference - symbolic) <= 1e-5 * Math.max(1, Math.abs(symbolic)), text);
  }
});

test("each variable has its roads", () => {
  const { partials } = engine.agreement("(w x + b - y)^2", { w: 0.5, x: 2, b: 0.1, y: 3 });
  assert.deepEqual(Object.keys(partials).sort(), ["b", "w", "x", "y"]);
  assertClose(partials.w.reverse, -7.6);
  assertClose(partials.b.symbolic, -3.8);
});

test("where a function jumps no road finds a slope", () => {
  for (const [text, x] of /** @type {[string, number][]} */ ([["floor(x)", 2], ["ceil(x)", -1], ["sign(x)", 0], ["arccot(x)", 0], ["x floor(x)", 1]])) {
    const { symbolic, forward, reverse } = engine.agreement(text, { x }).partials.x;
    assert.deepEqual([symbolic, forward, reverse], [NaN, NaN, NaN], text);
  }
  // The conventions stay: ReLU does not jump, its slope at 0 is agreed to be 0.
  assert.equal(engine.agreement("relu(x)", { x: 0 }).partials.x.symbolic, 0);
});

test("far out the roads still agree", () => {
  for (const x of [-40, 9.5, 22, 36.9, 300]) {
    const { symbolic, forward } = engine.agreement("sigmoid(x)", { x }).partials.x;
    assert.ok(Math.abs(symbolic - forward) <= 1e-14 * forward, `${x}: ${symbolic}, ${forward}`);
  }
  assertClose(engine.evaluate("arsech(x)", { x: 1e-310 }), Math.LN2 + 310 * Math.LN10);
  assertClose(engine.evaluate("arcsch(x)", { x: -1e-310 }), -Math.LN2 - 310 * Math.LN10);
});

test("a step that takes in the one before has the same bits", () => {
  const xs = Float64Array.from({ length: 700 }, (_, i) => (i - 350) / 37);
  for (const text of ["2x + 3", "3x - 0.1", "0.1 - 3x", "(x + 0.1) 0.7", "(2x + 3)^2", "x^2 + 0.1 x + 0.3", "0.3 + 0.1 x (x + 0.7)", "(x + 0.1)(x + 0.2)(x + 0.3)", "sin(3x + 1) x + x"]) {
    const [values, [same, slopes]] = [engine.sample(text, "x", xs), engine.sampleSlopes(text, "x", xs)];
    for (const i of [0, 1, 127, 128, 349, 350, 511, 512, 699]) {
      const x = xs[i];
      assert.equal(values[i], engine.evaluate(text, { x }), `${text} at ${x}`);
      assert.equal(same[i], values[i], `${text} at ${x}`);
      assert.equal(slopes[i], engine.agreement(text, { x }).partials.x.forward, `slope of ${text} at ${x}`);
    }
  }
});
