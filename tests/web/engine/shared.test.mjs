// differentiate with shared: a large result written once for each piece.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertClose, assertFormula, assertPlain, assertStep } from "../support/contract.mjs";
import { engine } from "../support/engine.mjs";

/** @import { Derivation } from "../../../www/engine.js" */

const nested = (/** @type {number} */ n) => `${"sin((".repeat(n)}x${")^2+1)".repeat(n)}`;

/**
 * The result at a point, piece by piece.
 * @param {Derivation} derivation
 * @param {Record<string, number>} at
 */
function valueOf({ where = [], result }, at) {
  const known = { ...at };
  for (const { name, is } of where) known[name] = engine.evaluate(is.text, known);
  return engine.evaluate(result.text, known);
}

test("pieces in order give the whole", () => {
  for (const text of ["e^(sin(x^2)) + sin(sin(x^2))", "(x^2+1)^3 sin(x^2+1)", "(2x+3)^2", nested(20), "x^x^x"]) {
    for (const order of [1, 2]) {
      const derivation = engine.differentiate(text, { order, shared: true });
      assertPlain(derivation);
      assert.ok(derivation.where);
      for (const { is } of derivation.where) assertFormula(is);
      assertFormula(derivation.result);
      derivation.steps.forEach(assertStep);
      assert.equal(derivation.steps.at(-1)?.after.text, derivation.result.text);
      const plain = engine.differentiate(text, { order, at: { x: 0.7 }, detail: "none" });
      assertClose(valueOf(derivation, { x: 0.7 }), plain.value ?? Number.NaN, text);
    }
  }
  assert.equal(engine.differentiate("x^2").where, undefined);
});

test("a thousand levels and a thousand factors: as long as the graph", () => {
  const product = Array.from({ length: 1000 }, (_, i) => `(x+${i + 1})`).join("");
  for (const text of [nested(1000), product]) {
    const { where = [], result } = engine.differentiate(text, { shared: true });
    const length = where.reduce((sum, { is }) => sum + is.text.length, result.text.length);
    assert.ok(length < 20 * text.length, `${length} characters for ${text.length}`);
  }
});

test("value and tangent as ever", () => {
  const derivation = engine.differentiate("sin(x^2+1)(x^2+1)", { shared: true, at: { x: 1 } });
  assertClose(derivation.value ?? Number.NaN, 2 * Math.sin(2) + 4 * Math.cos(2));
  assert.ok(derivation.tangent);
});
