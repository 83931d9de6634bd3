// parse and format: text becomes an expression and every notation.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertFormula, assertPlain } from "../support/contract.mjs";
import { engine } from "../support/engine.mjs";
import { thrown } from "../support/thrown.mjs";

/** @import { Notation } from "../../../www/engine.js" */

const samples = ["(2x+3)^2", "sin(x^2)", "x^2 e^(3x)", "|x^2-1|", "sqrt(x+sqrt(x))", "max(0,x)", "log_2(x^2)", "1/(1+e^-x)", "x^x", "π r²"];

test("every reading is plain, and reads back to itself", () => {
  for (const text of samples) {
    const reading = engine.parse(text);
    assertPlain(reading);
    assertFormula(reading.formula);
  }
});

test("variables and functions are named once, constants are neither", () => {
  const { variables, functions } = engine.parse("w x + sin(w) e^x + sin(π x)");
  assert.deepEqual([...variables].sort(), ["w", "x"]);
  assert.ok(functions.includes("sin"));
  assert.equal(new Set(functions).size, functions.length);
});

test("a name is ASCII outside the text", () => {
  assert.deepEqual(engine.parse("θ^2").variables, ["theta"]);
  assert.deepEqual(engine.parse("w₁ + w_1").variables, ["w_1"]);
  assert.equal(engine.evaluate("θ w₁", { theta: 2, w_1: 3 }), 6);
});

test("what is written together is multiplied", () => {
  for (const [text, value] of /** @type {[string, number][]} */ ([["2x", 6], ["x(x+1)", 12], ["2(3)", 6], ["2xsin(x)", 6 * Math.sin(3)], ["xe^x", 3 * Math.exp(3)]])) {
    const difference = engine.evaluate(text, /x/.test(text) ? { x: 3 } : {}) - value;
    assert.ok(Math.abs(difference) < 1e-12, text);
  }
});

test("each notation is written", () => {
  /** @type {Record<Notation, RegExp>} */
  const written = {
    text: /^\(?x/,
    latex: /\\sqrt\{/,
    mathml: /^<math.*<msqrt/,
    python: /np\.sqrt\(/,
    javascript: /Math\.sqrt\(/,
    speech: /square root/,
  };
  for (const [notation, shape] of Object.entries(written)) {
    assert.match(engine.format("x sqrt(x+1)", /** @type {Notation} */ (notation)), shape);
  }
});

test("JavaScript runs as it is, and gives the engine's numbers", () => {
  for (const text of ["(2x+3)^2", "sin(x^2)", "x^2 e^(3x)", "|x^2-7|", "cbrt(x)", "log_2(x)", "max(0,x)", "sigmoid(x)", "tan(x)/x"]) {
    const run = new Function("x", `return ${engine.format(text, "javascript")}`);
    const [theirs, ours] = [run(0.7), engine.evaluate(text, { x: 0.7 })];
    assert.ok(Math.abs(theirs - ours) <= 1e-12 * Math.max(1, Math.abs(ours)), `${text}: ${theirs}, ${ours}`);
  }
});

test("an unknown notation is refused", () => {
  assert.equal(thrown(() => engine.format("x", /** @type {any} */ ("roman"))).name, "UsageError");
});
