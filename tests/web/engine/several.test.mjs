// Several variables: gradient, curves, tables, directions.
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

test("implicit: dy/dx, its value and tangent at a point, the equations on the way", () => {
  const answer = engine.implicit("x^2+y^2=25", { of: "y", by: "x", at: { x: 3, y: 4 } });
  assertPlain(answer);
  assertFormula(answer.input);
  assertFormula(answer.result);
  answer.steps.forEach(assertStep);
  assert.equal(answer.result.text, "-x/y");
  assert.equal(answer.steps.at(-1)?.after.text, answer.result.text);
  assert.equal(answer.value, -0.75);
  assertClose(engine.evaluate(answer.tangent?.text.replace(/^.*=/, "") ?? "", { x: 5 }), 2.5);
  assert.ok(answer.conditions.some((condition) => condition.includes("y")), answer.conditions.join());
  assert.ok(answer.lines);
  for (const { equation, explanation } of answer.lines) {
    assertFormula(equation);
    assert.match(explanation, /\.$/);
  }
  assert.equal(engine.implicit("xy=6", { of: "y", by: "x" }).result.text, "-y/x");
  assert.equal(engine.implicit("x^2+y^2-25", { of: "x", by: "y" }).result.text, "-y/x");
});

test("implicit and directional: the tidying says what it did, an equation too long for a sentence is not in it", () => {
  const steps = engine.implicit("x^3+y^3=6x y", { of: "y", by: "x" }).steps;
  assert.match(steps[0].explanation, /That gives 3x\^2 \+ 3y\^2\*d\/dx\(y\) = 6\(y \+ x\*d\/dx\(y\)\)\. Solve for/);
  assert.equal(steps[1].explanation, "The factor 3 stands above and below the bar: it cancels.");
  const long = engine.implicit("y^5+x^2y^3=1+x^4y", { of: "y", by: "x" }).steps[0].explanation;
  assert.match(long, /brings the factor d\/dx\(y\)\. Solve for d\/dx\(y\)\.$/);
  const along = engine.directional("x^2", { at: { x: 1 }, direction: { x: -2 } }).steps;
  assert.match(along[1].explanation, /^Multiply the numbers\. At x = 1 that is -2\.$/);
});

test("implicit: off the curve, upright, no curve at all", () => {
  /** @param {string} equation @param {Record<string, number>} [at] */
  const refusal = (equation, at) => thrown(() => engine.implicit(equation, { of: "y", by: "x", at }));
  assert.equal(refusal("x^2+y^2=25", { x: 1, y: 1 }).name, "DomainError");
  assert.match(refusal("x^2+y^2=25", { x: 5, y: 0 }).message, /vertical/);
  assert.equal(refusal("x^2+y^2=25", { x: 5 }).name, "UsageError");
  assert.equal(refusal("x^2=25").name, "UsageError");
  assert.equal(refusal("x^2+y^2<25").name, "UsageError");
});

test("hessian and jacobian", () => {
  const second = engine.hessian("x^2 y + y^3", { at: { x: 1, y: 2 } });
  assertPlain(second);
  assert.deepEqual([second.rows, second.columns], [["x", "y"], ["x", "y"]]);
  assert.deepEqual(second.entries.map((row) => row.map(({ text }) => text)), [["2y", "2x"], ["2x", "6y"]]);
  assert.deepEqual(second.values, [[4, 2], [2, 12]]);
  const first = engine.jacobian(["r cos(t)", "r sin(t)"], { variables: ["r", "t"], at: { r: 2, t: 0 } });
  assertPlain(first);
  first.entries.flat().forEach(assertFormula);
  assert.deepEqual(first.values, [[1, 0], [0, 2]]);
  assert.equal(engine.hessian("x y").values, undefined);
  assert.equal(thrown(() => engine.jacobian([])).name, "UsageError");
  assert.match(thrown(() => engine.jacobian(["x", "sin("])).message, /function 2/);
});

test("directional: made one long, and said so", () => {
  const answer = engine.directional("x^2+3y^2", { at: { x: 1, y: 1 }, direction: { x: 3, y: 4 } });
  assertPlain(answer);
  assertFormula(answer.result);
  answer.steps.forEach(assertStep);
  assertClose(answer.value, 6);
  assertClose(engine.evaluate(answer.result.text, { x: 1, y: 1 }), 6);
  assert.match(answer.steps[0].explanation, /length 5/);
  assert.equal(answer.steps.at(-1)?.after.text, answer.result.text);
  const nowhere = thrown(() => engine.directional("x y", { at: { x: 1, y: 1 }, direction: { x: 0, y: 0 } }));
  assert.equal(nowhere.name, "UsageError");
});

test("other roads, where they are asked for", () => {
  const answer = engine.differentiate("(x+1)^3 sqrt(x)/(x-2)^5", { alternatives: true });
  assertPlain(answer);
  assert.deepEqual(answer.alternatives?.map(({ title }) => title), ["Quotient as a product", "Logarithms first"]);
  for (const { steps, result } of answer.alternatives ?? []) {
    steps.forEach(assertStep);
    assert.equal(steps.at(-1)?.after.text, result.text);
    assertClose(engine.evaluate(result.text, { x: 3 }), engine.evaluate(answer.result.text, { x: 3 }));
  }
  assert.equal(engine.differentiate("x^2").alternatives, undefined);
});
