// rules and functions: the tables, as a reference page shows them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertFormula, assertPlain } from "../support/contract.mjs";
import { engine } from "../support/engine.mjs";

test("every rule has its law, its sentence and its example", () => {
  const rules = engine.rules();
  assertPlain(rules);
  assert.equal(new Set(rules.map(({ id }) => id)).size, rules.length);
  for (const id of ["chain", "product", "quotient", "power"]) assert.ok(rules.some((rule) => rule.id === id), id);
  for (const { title, law, sentence, example } of rules) {
    assert.match(title, /\S/);
    assert.match(sentence, /\S.*[.]$/);
    [law, example.before, example.after].forEach(assertFormula);
  }
});

test("every function is read by each of its names, and its derivative is written", () => {
  const functions = engine.functions();
  assertPlain(functions);
  assert.equal(new Set(functions.map(({ id }) => id)).size, functions.length);
  for (const id of ["exp", "ln", "sqrt", "sin", "arcsin", "sinh", "sigmoid", "relu", "softplus"]) {
    assert.ok(functions.some((row) => row.id === id || row.names.includes(id)), id);
  }
  for (const { names, formula, derivative, domain } of functions) {
    assert.ok(names.length > 0);
    assert.match(domain, /\S/);
    [formula, derivative].forEach(assertFormula);
  }
});
