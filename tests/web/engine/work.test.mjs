// A text of four times the length is four times the work, read, written or evaluated: a careless look at all that is in front or
// behind, at every word, would make it sixteen. Work is counted, no time is taken.
import assert from "node:assert/strict";
import { test } from "node:test";
import { work } from "../support/counted.mjs";

/** @typedef {(n: number) => string} Written a text with so many of something */

/** @param {string} piece @param {string} [end] @returns {Written} */
const row = (piece, end = "") => (n) => piece.repeat(n) + end;

/** @param {string} open @param {string} close @returns {Written} */
const nest = (open, close) => (n) => `${open.repeat(n)}x${close.repeat(n)}`;

/** What stands beside one another. */
const LONG = {
  sum: row("x+", "1"), product: row("(x+1)"), letters: row("a"), words: row("sin x^2 "), quotients: row("x/", "x"), halves: row("1/2x"),
  powers: row("2x^1/3x+", "1"), figures: row("x²"), indices: row("x_1"), digits: row("w1 "), lowered: row("w_1 "), braces: row("x_{12}"),
  bars: row("|x|"), derivatives: row("d/dx x+", "1"), slopes: row("∂L/∂w "), primes: row("(x^2)'+", "1"), partials: row("\\partial_x x+", "1"),
  fractions: row("\\frac12"), latex: row("\\operatorname{ReLU}(x)+", "1"), brackets: row("\\left(x\\right)"), greek: row("\\alpha "), python: row("np.sin(x)+", "1"),
  inverses: row("sin^-1 x+", "1"), roots: row("√x"), logarithms: row("log_2 x+", "1"), lines: row("x+\n", "1"),
  /** @type {Written} */ arguments: (n) => `max(${"x,".repeat(n)}1)`,
  /** @type {Written} */ numbers: (n) => `max(${"1, ".repeat(n)}1)`,
  /** @type {Written} */ semicolons: (n) => `max(${"x;".repeat(n)}1)`,
  /** @type {Written} */ cases: (n) => `\\begin{cases}${"x & x < 1 \\\\ ".repeat(n)}1 & \\text{else}\\end{cases}`,
  /** @type {Written} */ pieces: (n) => `{${Array.from({ length: n }, (_, i) => `x if x<${i}`).join(", ")}, x else}`,
  /** @type {Written} */ joined: (n) => `{${Array.from({ length: n }, () => "x if 0<x<1 or x>2").join(", ")}, x else}`,
  /** @type {Written} */ pairs: (n) => `Piecewise(${Array.from({ length: n }, (_, i) => `(x, x<${i})`).join(", ")})`,
  /** @type {Written} */ named: (n) => `loss(x) = ${"x+".repeat(n)}1`,
};

/** What stands inside one another. */
const DEEP = {
  brackets: nest("(", ")"), signs: nest("-", ""), sines: nest("sin(", ")"), spoken: nest("sin ", ""), sums: nest("(1+", ")"), quotients: nest("1/(1+", ")"), powers: nest("x^", ""),
  fractions: nest("\\frac{1}{", "}"), roots: nest("\\sqrt{", "}"), sized: nest("\\left(", "\\right)"), bars: nest("|1+", "|"), python: nest("np.sin(", ")"),
  /** @type {Written} */ named: (n) => `f(x) = ${nest("sin(", ")")(n)}`,
};

const linear = (/** @type {number} */ less, /** @type {number} */ more, /** @type {string} */ about) =>
  assert.ok(more < 4.2 * less, `${about}: ${less}, and for four times as much ${more}`);

for (const [kind, texts, few] of /** @type {const} */ ([["long", LONG, 500], ["deep", DEEP, 450]])) {
  test(`texts as ${kind} again are as much work again`, () => {
    for (const [name, written] of Object.entries(texts)) {
      const [less, more] = [few, 4 * few].map((n) => work((engine) => engine.parse(written(n))));
      linear(less, more, `reading ${name}`);
    }
  });
}

test("so are formulas, written in any notation and evaluated", () => {
  for (const [name, written] of Object.entries({ sum: LONG.sum, product: LONG.product, sines: DEEP.sines, quotients: DEEP.quotients })) {
    const twice = (/** @type {Parameters<typeof work>[0][]} */ ...acts) => acts.map(work);
    for (const notation of /** @type {const} */ (["text", "latex", "mathml", "python", "javascript", "speech"])) {
      const [less, more] = twice((engine) => engine.format(written(450), notation), (engine) => engine.format(written(1800), notation));
      linear(less, more, `${name} in ${notation}`);
    }
    const [less, more] = twice((engine) => engine.evaluate(written(450), { x: 0.5 }), (engine) => engine.evaluate(written(1800), { x: 0.5 }));
    linear(less, more, `evaluating ${name}`);
  }
});
