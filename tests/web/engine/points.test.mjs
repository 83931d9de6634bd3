// Many points at once: the same bits as one by one, as without vectors, and as on the machine that built the engine.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { bitsOf } from "../support/bits.mjs";
import { engine } from "../support/engine.mjs";

const FORMULAS = [
  "e^x", "ln(x)", "sin(x)", "cos(x)", "tanh(x)", "sigmoid(x)", "x^2.5", "2^x", "sqrt(x)", "1/x", "x^3",
  "tanh(3x+1)^2", "ln(x^2+1)*e^(-x)", "x sin(1/x)", "gelu(x)/(1+|x|)", "max(x, x^2)",
];
// Exact in doubles, from tiny to huge, more than one block and not a whole number of them.
const xs = Float64Array.from({ length: 1001 }, (_, i) => (i - 500) * 0.03125 * [1, 0.001953125, 1, 64, 1, 1048576, 1][i % 7]);

test("the same bits here as on the machine that built it", async () => {
  const numbers = FORMULAS.flatMap((text) => engine.sampleSlopes(text, "x", xs).flatMap((numbers) => [...numbers]));
  // No number has many spellings, and 0 two.
  const plain = numbers.map((number) => (Number.isNaN(number) ? 7 : number + 0));
  assert.equal(bitsOf(plain), await readFile(new URL("../../data/elementary-bits.txt", import.meta.url), "utf8"));
});

test("values are those of sample and of evaluate", () => {
  for (const text of FORMULAS) {
    const [same, slopes] = engine.sampleSlopes(text, "x", xs);
    assert.deepEqual([same.length, slopes.length], [xs.length, xs.length]);
    const values = engine.sample(text, "x", xs);
    for (const [i, x] of xs.entries()) {
      assert.ok(Object.is(same[i], values[i]), `${text} at ${x}`);
      assert.ok(Object.is(values[i], engine.evaluate(text, { x })), `${text} at ${x}`);
    }
  }
});

test("slopes are those of the forward road", () => {
  for (const text of FORMULAS) {
    const [, slopes] = engine.sampleSlopes(text, "x", xs);
    for (let i = 0; i < xs.length; i += 41) {
      const { forward } = engine.agreement(text, { x: xs[i] }).partials.x;
      // Agreement says nothing where there is no derivative.
      if (!Number.isNaN(forward)) assert.equal(slopes[i] + 0, forward + 0, `${text} at ${xs[i]}`);
    }
  }
});
