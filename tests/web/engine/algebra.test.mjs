// simplify and equivalent.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertFormula, assertPlain, assertStep } from "../support/contract.mjs";
import { engine } from "../support/engine.mjs";

test("simplifying keeps the value, and twice is once", () => {
  for (const text of ["x + x", "2*(2x+3)^1*2", "x*x^2", "0*x + 1*x", "(x^2)^3", "sin(x)*1 + 0", "3/6 x"]) {
    const { result, steps } = engine.simplify(text);
    assertPlain({ result, steps });
    assertFormula(result);
    steps.forEach(assertStep);
    assert.ok(engine.equivalent(text, result.text).equal, text);
    assert.equal(engine.simplify(result.text).result.text, result.text);
  }
});

test("equal ones are found equal", () => {
  for (const [a, b] of [["(x+1)^2", "x^2+2x+1"], ["sin(x)^2+cos(x)^2", "1"], ["e^(2x)", "(e^x)^2"], ["4(2x+3)", "8x+12"]]) {
    const verdict = engine.equivalent(a, b);
    assertPlain(verdict);
    assert.equal(verdict.equal, true, `${a} and ${b}`);
    assert.ok(["proved", "sampled"].includes(verdict.how));
  }
});

test("different ones come with a point that shows it", () => {
  for (const [a, b] of [["(x+1)^2", "x^2+1"], ["sin(2x)", "2sin(x)"], ["x", "|x|"], ["x + 10^-6", "x"]]) {
    const verdict = engine.equivalent(a, b);
    assert.equal(verdict.equal, false, `${a} and ${b}`);
    assert.equal(verdict.how, "counterexample");
    assert.ok(verdict.at && verdict.values);
    assert.notEqual(verdict.values[0], verdict.values[1]);
    assert.equal(engine.evaluate(a, verdict.at), verdict.values[0]);
    assert.equal(engine.evaluate(b, verdict.at), verdict.values[1]);
  }
});
