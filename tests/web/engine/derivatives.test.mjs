// differentiate: the answer, and the way to it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertClose, assertFormula, assertPlain, assertStep } from "../support/contract.mjs";
import { engine } from "../support/engine.mjs";
import { thrown } from "../support/thrown.mjs";

/** Derivatives from the textbook. @type {[string, string][]} */
const table = [
  ["(2x+3)^2", "4(2x+3)"],
  ["sin(x^2)", "2x cos(x^2)"],
  ["x^2 e^(3x)", "(2x+3x^2)e^(3x)"],
  ["(x^2+1)/(x-1)", "(x^2-2x-1)/(x-1)^2"],
  ["ln(x^2+1)", "2x/(x^2+1)"],
  ["x^x", "x^x(ln(x)+1)"],
  ["(x+1)^x", "(x+1)^x(ln(x+1)+x/(x+1))"],
  ["sqrt(x+sqrt(x))", "(1+1/(2sqrt(x)))/(2sqrt(x+sqrt(x)))"],
  ["sin^2 x", "2sin(x)cos(x)"],
  ["1/(1+e^-x)", "e^(-x)/(1+e^(-x))^2"],
  ["e^(sin(x^2))", "2x cos(x^2) e^(sin(x^2))"],
  ["arcsin(x/2)", "1/(2sqrt(1-x^2/4))"],
  ["log_2(x^2)", "2/(x ln(2))"],
  ["7", "0"],
];

test("the textbook's derivatives, each at every depth", () => {
  for (const [text, expected] of table) {
    for (const detail of /** @type {const} */ (["none", "brief", "full"])) {
      const derivation = engine.differentiate(text, { variable: "x", detail });
      assertPlain(derivation);
      assertFormula(derivation.input);
      assertFormula(derivation.result);
      derivation.steps.forEach(assertStep);
      assert.equal(derivation.variable, "x");
      assert.equal(derivation.order, 1);
      if (detail === "none") assert.deepEqual(derivation.steps, []);
      for (const x of [0.3, 1.1, 1.9]) {
        assertClose(engine.evaluate(derivation.result.text, { x }), engine.evaluate(expected, { x }), `${text} at ${x}`);
      }
    }
  }
});

test("the depth does not change the answer", () => {
  for (const [text] of table) {
    const results = /** @type {const} */ (["none", "brief", "full"]).map((detail) => engine.differentiate(text, { variable: "x", detail }).result.text);
    assert.equal(new Set(results).size, 1, results.join(" | "));
  }
});

test("(2x+3)^2: the chain rule with its let, the answer, the value, the tangent", () => {
  const derivation = engine.differentiate("(2x+3)^2", { at: { x: 1 } });
  assert.equal(derivation.result.text, "4(2x + 3)");
  assert.equal(derivation.value, 20);
  assert.ok(derivation.tangent);
  assertClose(engine.evaluate(derivation.tangent.text.replace(/^.*=/, ""), { x: 2 }), 45);
  const chain = derivation.steps.find(({ rule }) => rule === "chain");
  assert.ok(chain, "a step by the chain rule");
  assert.deepEqual(chain.let.map(({ name, is }) => [name, is.text]), [["u", "2x + 3"]]);
  assert.equal(derivation.steps.at(-1)?.after.text, derivation.result.text);
});

test("the tangent of a curve with other letters, at their values; its height has a letter of its own", () => {
  const tangent = (/** @type {string} */ text, /** @type {Record<string, number>} */ at) =>
    engine.differentiate(text, { variable: "x", at }).tangent?.text;
  assert.equal(tangent("a x^2", { x: 1, a: 3 }), "y = 6x - 3");
  assert.equal(tangent("x^2 y", { x: 1, y: 2 }), "z = 4x - 2");
});

test("steps come from the table of rules", () => {
  const known = new Set(engine.rules().map(({ id }) => id));
  /** @param {import("../../../www/engine.js").Step} step */
  const check = (step) => {
    assert.ok(known.has(step.rule), step.rule);
    step.steps.forEach(check);
  };
  for (const [text] of table) engine.differentiate(text, { variable: "x", detail: "full" }).steps.forEach(check);
});

test("by default the steps are the brief ones", () => {
  assert.deepEqual(engine.differentiate("x sin(x)"), engine.differentiate("x sin(x)", { detail: "brief" }));
  assert.deepEqual(engine.differentiate("x sin(x)"), engine.differentiate("x sin(x)", {}));
});

test("the variable: the only one, x among several, else one has to be named", () => {
  assert.equal(engine.differentiate("t^2").variable, "t");
  assert.equal(engine.differentiate("a x^2").variable, "x");
  const refusal = thrown(() => engine.differentiate("a b"));
  assert.equal(refusal.name, "UsageError");
  assert.match(refusal.message, /a.*b/);
  assert.equal(engine.differentiate("a b", { variable: "b" }).result.text, "a");
});

test("higher orders", () => {
  const derivation = engine.differentiate("x^5", { order: 3 });
  assert.equal(derivation.order, 3);
  assert.equal(engine.evaluate(derivation.result.text, { x: 2 }), 240);
  derivation.steps.forEach(assertStep);
  assert.equal(engine.differentiate("x^5", { order: 10 }).result.text, "0");
});

test("where there is no derivative, there is no value", () => {
  for (const [text, x] of /** @type {[string, number][]} */ ([["|x|", 0], ["sqrt(x)", -1], ["ln(x)", -2]])) {
    const outcome = (() => {
      try {
        return engine.differentiate(text, { at: { x } }).value ?? Number.NaN;
      } catch (error) {
        assert.equal(/** @type {Error} */ (error).name, "DomainError");
        return Number.NaN;
      }
    })();
    assert.ok(Number.isNaN(outcome), `${text} at ${x}: ${outcome}`);
  }
});

test("what an infinite number makes of a formula is no slope, nor is one side", () => {
  for (const [text, x] of /** @type {[string, number][]} */ ([["arctan(1/x)", 0], ["1/(1 + 1/(1 + 1/x))", 0], ["arctan((1+x)/(1-x))", 1], ["x arcsin(x) + sqrt(1-x^2)", 1], ["1/floor(x)", 1], ["x^(1/pi)", 0], ["x^(3/2)", 0], ["sqrt(x^3)", 0], ["x^pi", 0]])) {
    const refusal = thrown(() => engine.differentiate(text, { at: { x } }));
    assert.equal(refusal.name, "DomainError", text);
    assert.match(refusal.message, new RegExp(`There is no derivative at x = ${x}`));
  }
  for (const text of ["x^(5/3)", "(x^2)^(3/2)"]) assert.equal(engine.differentiate(text, { at: { x: 0 } }).value, 0);
  assert.equal(engine.differentiate("1/floor(x)", { at: { x: 1.5 } }).value, 0);
  const { symbolic, forward } = engine.agreement("floor(x)", { x: 1 }).partials.x;
  assert.ok(Number.isNaN(symbolic) && Number.isNaN(forward));
});

test("each tidying says what it did", () => {
  /** @param {import("../../../www/engine.js").Step[]} steps @returns {string[]} */
  const said = (steps) => steps.flatMap((step) => [step.explanation, ...said(step.steps)]);
  const all = (/** @type {string} */ text, /** @type {"brief" | "full"} */ detail) => said(engine.differentiate(text, { detail }).steps);
  assert.ok(all("1/x^2", "brief").includes("Write the negative power below the bar."));
  assert.ok(all("-2/(1-x)^4", "brief").includes("Take the sign inside."));
  assert.ok(all("(x-1)/(x+1)", "full").every((sentence) => sentence !== "Leave out factors 1."));
  assert.ok(all("sqrt(3x^2-2x+1)", "brief").includes("The factor 2 stands above and below the bar: it cancels."));
  assert.ok(all("max(1, x, x^2)", "brief")[0].includes("write max(1, x, x^2) as max(max(1, x), x^2)"));
});

test("equal questions have equal answers", () => {
  for (const [text] of table) {
    assert.deepEqual(engine.differentiate(text, { variable: "x" }), engine.differentiate(text, { variable: "x" }));
  }
});
