// Too long, too deep, too big: a sentence, and the engine goes on. Deep but allowed: an answer.
import assert from "node:assert/strict";
import { test } from "node:test";
import { engine } from "../support/engine.mjs";
import { asEngineError, thrown } from "../support/thrown.mjs";

/** @param {string} open @param {number} levels @param {string} close */
const nested = (open, levels, close) => `${open.repeat(levels)}x${close.repeat(levels)}`;

const alive = () => assert.equal(engine.evaluate("(2x+3)^2", { x: 1 }), 25);

test("1,500 levels of anything work in every call", () => {
  const levels = 1500;
  for (const text of [nested("(", levels, ")"), nested("sin(", levels, ")"), nested("-", levels, ""), nested("(1+", levels, ")"), nested("1/(1+", levels, ")"), `${"x^".repeat(levels)}x`]) {
    engine.parse(text);
    engine.format(text, "latex");
    engine.evaluate(text, { x: 0.5 });
    engine.simplify(text);
    engine.sample(text, "x", Float64Array.of(0.5));
    engine.agreement(text, { x: 0.5 });
    alive();
  }
});

test("1,000 nested sines differentiate", () => {
  const { result } = engine.differentiate(nested("sin(", 1000, ")"), { detail: "none" });
  assert.ok(result.text.length > 1000);
  alive();
});

test("a product of 300 factors and a sum of 10,000 terms differentiate", () => {
  const product = Array.from({ length: 300 }, (_, i) => `(x+${i + 1})`).join("");
  const sum = Array.from({ length: 10_000 }, (_, i) => `x^${(i % 9) + 2}`).join("+");
  for (const text of [product, sum]) engine.differentiate(text, { detail: "none" });
  alive();
});

test("beyond the limits there is a sentence, not a trap", () => {
  const attempts = [
    nested("(", 10_000, ")"),
    "(".repeat(10_000),
    nested("sin(", 10_000, ")"),
    "x+".repeat(500_000) + "x",
    "1".repeat(200_000),
    "é".repeat(100_000),
    "9^9^9^9^9",
    "x^(10^400)",
    `1e${"9".repeat(50)}`,
  ];
  for (const text of attempts) {
    for (const act of [() => engine.parse(text), () => engine.differentiate(text, { variable: "x" }), () => engine.simplify(text)]) {
      try {
        act();
      } catch (error) {
        const refusal = asEngineError(error);
        assert.ok(["LimitError", "ParseError"].includes(refusal.name), `${text.slice(0, 20)}: ${refusal.name}`);
        assert.notEqual(refusal.code, "engine-restarted", text.slice(0, 20));
      }
      alive();
    }
  }
});

test("ten thousand brackets and 100 kB of text are too much", () => {
  for (const text of [nested("(", 10_000, ")"), "x+".repeat(50_000) + "x"]) {
    assert.equal(thrown(() => engine.parse(text)).name, "LimitError");
  }
});
