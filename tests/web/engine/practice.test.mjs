// check and mistakes: an answer judged, the mistake named.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertFormula, assertPlain } from "../support/contract.mjs";
import { engine } from "../support/engine.mjs";

/** @import { Problem } from "../../../www/engine.js" */

const cube = { function: "(5x+2)^3", variable: "x" };

test("every mistake has its sentence and an example that reads", () => {
  const mistakes = engine.mistakes();
  assertPlain(mistakes);
  assert.ok(mistakes.length >= 111);
  assert.equal(new Set(mistakes.map(({ id }) => id)).size, mistakes.length);
  const rules = new Set([...engine.rules(), ...engine.functions()].map(({ id }) => id));
  const training = ["mse", "sgd", "momentum", "rmsprop", "adam", "adamw", "lion", "exponential-schedule", "step-schedule", "cosine-schedule"];
  for (const { id, title, insteadOf, message, example } of mistakes) {
    assert.match(title, /\S/);
    assert.match(message, /\S.*[.?]$/, id);
    assert.doesNotMatch(message, /[{}]/);
    assert.ok(rules.has(insteadOf) || training.includes(insteadOf), `${id} instead of ${insteadOf}`);
    [example.problem, example.wrong, example.right].forEach(assertFormula);
  }
});

test("a right answer is right in any form", () => {
  for (const answer of [
    "15(5x+2)^2", "dy/dx = 15(5x+2)^2", "f'(x) = 375x^2 + 300x + 60", "y' = 3(5x+2)^2*5", "y′=15(2+5x)^2",
    "\\frac{dy}{dx} = 15\\left(5x+2\\right)^{2}", "d/dx f(x) = 15(5x+2)(5x+2)", "∂f/∂x = 15(5x+2)^2",
  ]) {
    const verdict = engine.check(answer, cube);
    assertPlain(verdict);
    assert.ok(["correct", "unfinished"].includes(verdict.status), `${answer}: ${JSON.stringify(verdict)}`);
    assert.equal(verdict.mistake, undefined);
  }
});

test("a mistake is named, with a question and without the answer", () => {
  const verdict = engine.check("3(5x+2)^2 + 5", cube);
  assertPlain(verdict);
  assert.equal(verdict.status, "wrong");
  assert.equal(verdict.mistake?.id, "chain.add");
  assert.ok(verdict.mistake?.where);
  assertFormula(verdict.mistake.where);
  assert.match(verdict.message, /^This looks like “added instead of multiplied”\. .*\?$/);
  assert.ok(!verdict.message.includes("15(5x + 2)^2"));
});

test("what is left to do, what cannot be read, what is of no name", () => {
  assert.equal(engine.check("3(5x+2)^2 * d/dx(5x+2)", cube).status, "unfinished");
  const unreadable = engine.check("f'(x) = 15(5x+2", cube);
  assert.equal(unreadable.status, "unreadable");
  assert.deepEqual(unreadable.span, { start: 10, end: 11 });
  const other = engine.check("sin(x)", cube);
  assert.equal(other.status, "wrong");
  assert.equal(other.mistake, undefined);
  assert.ok(other.counterexample);
  assert.ok(other.counterexample.yours !== other.counterexample.expected);
  assert.match(engine.check("15(5x+t)^2", cube).message, /no t in this problem/);
  assert.match(engine.check("15(5t+2)^2", cube).message, /t stands for x/);
});

test("values, gradients and steps of descent", () => {
  const at = { w: 0.8, x: 1.5, b: -0.3, y: 2 };
  /** @type {Problem} */
  const neuron = { function: "(w*x+b-y)^2", variable: "w", at, kind: "value" };
  assert.equal(engine.check("-3.3", neuron).status, "correct");
  assert.equal(engine.check("-1.65", neuron).mistake?.id, "mse.two");
  assert.equal(engine.check("1/3", { function: "x/3", variable: "x", at: { x: 1 }, kind: "value" }).status, "correct");
  assert.equal(engine.check("0.333", { function: "x/3", variable: "x", at: { x: 1 }, kind: "value" }).status, "correct");
  /** @type {Problem} */
  const gradient = { function: "x^2+3y^2", variable: "x", kind: "gradient" };
  for (const answer of ["(2x, 6y)", "[2x, 6y]", "<2x, 6y>", "∇f = (2x, 6y)", "2x, 6y", "\\langle 2x, 6y \\rangle"]) {
    assert.equal(engine.check(answer, gradient).status, "correct", answer);
  }
  assert.equal(engine.check("2x+6y", gradient).mistake?.id, "grad.scalar");
  /** @type {Problem} */
  const step = { function: "w-eta*g", variable: "w", at: { w: 0.5, g: -7.6, eta: 0.01 }, kind: "update" };
  assert.equal(engine.check("0.576", step).status, "correct");
  assert.equal(engine.check("0.424", step).mistake?.id, "gd.sign");
  /** @type {Problem} */
  const loss = { function: "(2w-3)^2", variable: "w", at: { w: 1, eta: 0.1 }, kind: "update" };
  assert.equal(engine.check("1.4", loss).status, "correct");
});

test("a place without a kind: the derivative, or its value there", () => {
  const at = { function: "(2x+3)^2", variable: "x", at: { x: 1 } };
  assert.equal(engine.check("4(2x+3)", at).status, "correct");
  assert.equal(engine.check("20", at).status, "correct");
  assert.equal(engine.check("10", at).mistake?.id, "chain.inner");
});

test("a problem that cannot be asked is refused", () => {
  /** @param {any} problem @param {string} name */
  const refused = (problem, name) => assert.throws(() => engine.check("1", problem), { name });
  refused({ function: "2x+", variable: "x" }, "ParseError");
  refused({ function: "x^2", variable: "2" }, "UsageError");
  refused({ function: "x^2 y", variable: "x", kind: "value", at: { x: 1 } }, "UsageError");
  refused({ function: "x^2", variable: "x", kind: "integral" }, "UsageError");
  refused({ function: "ln(x)", variable: "x", kind: "value", at: { x: 0 } }, "DomainError");
});

test("every skill has exercises that read, the same for the same seed", () => {
  const skills = engine.skills();
  assertPlain(skills);
  assert.ok(skills.length >= 25);
  for (const { id } of skills) {
    for (const level of /** @type {const} */ ([1, 2, 3])) {
      const exercise = engine.exercise({ skill: id, level, seed: 11 });
      assertPlain(exercise);
      assertFormula(exercise.formula);
      assert.deepEqual(exercise, engine.exercise({ skill: id, level, seed: 11 }));
      assert.equal(exercise.skill, id);
      assert.match(exercise.prompt, /\S.*[.?]$/);
    }
  }
  assert.notEqual(engine.exercise({ skill: "power", level: 2, seed: 1 }).formula.text, engine.exercise({ skill: "power", level: 2, seed: 2 }).formula.text);
  assert.throws(() => engine.exercise({ skill: "knitting", level: 1, seed: 1 }), { name: "UsageError", code: "unknown-skill" });
  assert.throws(() => engine.exercise({ skill: "power", level: /** @type {any} */ (4), seed: 1 }), { name: "UsageError" });
  for (const seed of [-1, 0.5, 2 ** 53]) assert.throws(() => engine.exercise({ skill: "power", level: 1, seed }), { name: "UsageError" });
});

test("a working is judged line by line, and the first slip is the one spoken of", () => {
  const { lines, finished } = engine.checkSteps(["let u = 5x+2", "dy/du = 3u^2", "du/dx = 5", "3u^2*5", "= 15(5x+2)^2"], cube);
  assertPlain(lines);
  assert.ok(lines.every(({ status }) => ["correct", "unfinished"].includes(status)));
  assert.equal(finished, true);
  const slipped = engine.checkSteps(["3(5x+2)^2", "3(25x^2+20x+4)", "15(5x+2)^2"], cube);
  assert.deepEqual(slipped.lines.map(({ status }) => status !== "correct"), [true, true, false]);
  assert.equal(slipped.lines[0].mistake?.id, "chain.inner");
  assert.match(slipped.lines[1].message, /further up/);
});

test("four rungs: a question, the rule, a sister problem, the step", () => {
  const rungs = /** @type {const} */ ([1, 2, 3, 4]).map((rung) => engine.hint(cube, rung));
  assertPlain(rungs);
  assert.match(rungs[0].message, /\?/);
  assert.match(rungs[1].message, /^Chain rule/);
  for (const { formula } of rungs.slice(1)) {
    assert.ok(formula);
    assertFormula(formula);
  }
  assert.ok(!rungs[2].formula?.text.includes("5x + 2"));
  assert.equal(rungs[3].formula?.text, "d/dx((5x + 2)^3) = 3(5x + 2)^2*d/dx(5x + 2)");
  assert.throws(() => engine.hint(cube, /** @type {any} */ (5)), { name: "UsageError" });
});

test("somebody who makes a mistake", () => {
  const wrong = engine.slip(cube, "chain.add");
  assert.ok(wrong);
  assertFormula(wrong);
  assert.equal(engine.check(wrong.text, cube).mistake?.id, "chain.add");
  assert.equal(engine.slip({ function: "x^2", variable: "x" }, "chain.add") ?? null, null);
});
