// What the contract promises about every answer, as checks.
import assert from "node:assert/strict";
import { engine } from "./engine.mjs";

/** @import { Formula, Step } from "../../../www/engine.js" */

/**
 * Plain and JSON-compatible all the way down: no Map, no class, no BigInt, nothing undefined.
 * @param {unknown} value
 * @param {string} [path]
 */
export function assertPlain(value, path = "answer") {
  if (value === null || ["string", "number", "boolean"].includes(typeof value)) return;
  assert.equal(typeof value, "object", `${path} is a ${typeof value}`);
  const entries = Array.isArray(value) ? value.entries() : Object.entries(/** @type {object} */ (value));
  if (!Array.isArray(value)) assert.equal(Object.getPrototypeOf(value), Object.prototype, `${path} is not a plain object`);
  for (const [name, field] of entries) assertPlain(field, `${path}.${name}`);
}

/**
 * Text that reads back to the same expression, and MathML that is one element.
 * @param {Formula} formula
 */
export function assertFormula({ text, mathml }) {
  assert.match(mathml, /^<math[ >].*<\/math>$/s);
  assert.equal(engine.parse(text).formula.text, text, "the text reads back to itself");
}

/**
 * A step and all that is inside it.
 * @param {Step} step
 */
export function assertStep(step) {
  assert.match(step.rule, /^[a-z0-9]+([-_][a-z0-9]+)*$/);
  for (const sentence of [step.title, step.explanation]) assert.match(sentence, /\S/);
  for (const formula of [step.law, step.before, step.after]) assertFormula(formula);
  for (const { name, is } of step.let) {
    assert.match(name, /^[a-z]\w*$/);
    assertFormula(is);
  }
  step.steps.forEach(assertStep);
}

/**
 * Equal up to rounding; NaN is NaN, and an infinity is that infinity.
 * @param {number} actual
 * @param {number} expected
 * @param {string} [about]
 */
export function assertClose(actual, expected, about = "") {
  if (Object.is(actual, expected) || actual === expected) return;
  const error = Math.abs(actual - expected) / Math.max(1, Math.abs(expected));
  assert.ok(error < 1e-9, `${about}: ${actual}, expected ${expected}`);
}
