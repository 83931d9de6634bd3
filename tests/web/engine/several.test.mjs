// Several variables: gradient.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertClose, assertFormula, assertPlain, assertStep } from "../support/contract.mjs";
import { engine } from "../support/engine.mjs";
import { thrown } from "../support/thrown.mjs";

test("gradient: a derivation for each variable, and the arrow at a point", () => {
  const answer = engine.gradient("(w x + b - y)^2", { variables: ["w", "b"], at: { w: 0.5, b: 0.1, x: 2, y: 3 } });
  assertPlain(answer);
  assert.deepEqual(answer.variables, ["w", "b"]);
  for (const partial of answer.partials) {
    assertFormula(partial.result);
    partial.steps.forEach(assertStep);
    assert.equal(partial.steps.at(-1)?.after.text, partial.result.text);
  }
  assertClose(answer.value ?? Number.NaN, 3.61);
  assertClose(answer.gradient?.[0] ?? Number.NaN, -7.6);
  assertClose(answer.gradient?.[1] ?? Number.NaN, -3.8);
  assertClose(answer.length ?? Number.NaN, Math.hypot(7.6, 3.8));
  assert.equal(engine.gradient("x y").value, undefined);
});

test("gradient: f(x, y) = … says by which variables; detail as for differentiate", () => {
  assert.deepEqual(engine.gradient("f(x, y) = k x y").variables, ["x", "y"]);
  assert.deepEqual(engine.gradient("x y", { detail: "none" }).partials.map(({ steps }) => steps), [[], []]);
});

test("gradient: what cannot be done is a sentence", () => {
  const missing = thrown(() => engine.gradient("x y", { at: { x: 1 } }));
  assert.equal(missing.name, "UsageError");
  assert.match(missing.message, /\by\b/);
  assert.equal(thrown(() => engine.gradient("|x| + y", { at: { x: 0, y: 1 } })).name, "DomainError");
  assert.equal(thrown(() => engine.gradient("x y", { variables: ["2x"] })).name, "UsageError");
});
