// Other languages say everything that the engine says: what is missing in a file of words, or stands there for nothing, is listed.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { bookOf } from "../../../www/words/book.js";
import { engine } from "../support/engine.mjs";

/** @import { Step } from "../../../www/engine.js" */

const folder = new URL("../../../www/words/", import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
const places = (/** @type {string} */ text) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))].sort();

/** Everything of the tables, by its code. */
const tables = () => [
  ...engine.rules().flatMap(({ id, title, sentence, condition, why = [] }) => [
    [`rule ${id}`, title],
    [`rule ${id}`, sentence],
    ...(condition ? [[`rule ${id}`, `for ${condition}`]] : []),
    ...why.map((/** @type {{ sentence: string }} */ line) => [`rule ${id}`, line.sentence]),
  ]),
  ...engine.mistakes().flatMap(({ id, title, message }) => [[`mistake ${id}`, title], [`mistake ${id}`, message], [`mistake ${id}`, `This looks like “${title}”.`]]),
  ...engine.skills().map(({ id, title }) => [`skill ${id}`, title]),
  ...engine.functions().flatMap(({ id, inMachineLearning }) => (inMachineLearning ? [[`function ${id}`, inMachineLearning]] : [])),
  ...engine.optimizers().flatMap(({ id, title, idea, whenToUse }) => [title, idea, whenToUse].map((text) => [`optimizer ${id}`, text])),
];

/** A step's sentence as a page shows it: a sign in place of each formula. @param {Step[]} steps @returns {string[][]} */
const told = (steps) =>
  steps.flatMap(({ rule, explanation, pieces, steps: inside }) => [
    [`step ${rule}`, pieces ? pieces.map((piece, i) => (i % 2 === 1 ? String.fromCharCode(0xe000 + (i - 1) / 2) : piece)).join("") : explanation],
    ...told(inside),
  ]);

/** @template T @param {() => T} act @returns {T | undefined} */
const tried = (act) => {
  try {
    return act();
  } catch {
    return undefined;
  }
};

/** What is said of many problems, with what kind of sentence it is. */
function composed() {
  const said = [];
  const corpus = new URL("../../corpora/", import.meta.url);
  const lines = (/** @type {string} */ name) => readFileSync(new URL(name, corpus), "utf8").trim().split("\n").map((line) => JSON.parse(line));
  const inputs = lines("parse.jsonl").map(({ input }) => input).filter((input) => typeof input === "string");
  for (const text of [...inputs, ...REFUSED]) {
    try {
      engine.parse(text);
    } catch (error) {
      const { code, message, hint } = /** @type {import("../../../www/engine.js").EngineError} */ (error);
      said.push([`error ${code}`, message]);
      if (hint) said.push([`error ${code}`, hint]);
    }
  }
  for (const text of FUNCTIONS) {
    for (const detail of /** @type {const} */ (["brief", "full"])) {
      const derivation = tried(() => engine.differentiate(text, { detail }));
      if (derivation) said.push(...told(derivation.steps), ...derivation.conditions.map((condition) => ["condition", condition]));
    }
  }
  said.push(...told(engine.implicit("x^2 + y^2 = 25", { of: "y", by: "x" }).steps));
  for (const { id: skill } of engine.skills()) {
    for (const level of /** @type {const} */ ([1, 3])) {
      const { prompt, problem } = engine.exercise({ skill, level, seed: 5 });
      said.push([`exercise ${skill}`, prompt]);
      for (const rung of /** @type {const} */ ([1, 2, 3, 4])) {
        const hint = tried(() => engine.hint(problem, rung));
        if (hint) said.push([`hint ${skill}`, hint.message]);
      }
      for (const answer of ["0", "x", "17", "(1, 2)", "d/dx(x^2)", "x = 3", "q"]) {
        const verdict = tried(() => engine.check(answer, problem));
        if (verdict) said.push([`verdict ${verdict.status}`, verdict.message]);
      }
    }
  }
  return said;
}

/** What is refused, of each kind. */
const REFUSED = ["", "2 $ x", "1.2.3", "foo(x)", "\\foo{x}", "sin(", "x)", "(x]", "()", "x+", "*x", "sin", "log(x,2,3)", "2 3", "1<x<2", "x'", "5!", "\\frac{1}", "\\int x", "integrate x", "a & b"];
const FUNCTIONS = ["7", "5x^3", "-x^2", "x^3 + sin(x) + 7", "x^4/4", "k x", "1/x^2", "1/sqrt(x)", "3/x", "2/(x^2+1)", "sin(x)/x^2", "x/(x+1)", "x e^x sin(x)", "2^x", "root(x, 5)", "max(0, x)", "min(1, x)", "atan2(x, 2)", "{x^2 if x > 0, -x else}", "sin(cos(tan(ln(sqrt(e^(x^2))))))", "log_x(2)", "x^x", "ln(x)", "|x|", "tan(x)", "relu(x)", "(x^2+1)^3 (x-1)^2", "(2x+3)^2", "cos(-x)", "sqrt(4x^2)", "sin(x)^2 + cos(x)^2"];

for (const name of files) {
  const words = JSON.parse(readFileSync(new URL(name, folder), "utf8"));
  const rows = Object.entries(words).flatMap(([section, entries]) => Object.entries(entries).map(([code, row]) => ({ code: `${section}.${code}`, row })));
  const say = bookOf(words);

  // The prose of the lessons is tested with their pages.
  const prose = name.includes(".lessons.");

  test(`${name}: every row is a pair of sentences with the same pieces`, () => {
    for (const { code, row } of rows) {
      assert.ok(Array.isArray(row) && row.length === 2 && row.every((text) => typeof text === "string" && text !== ""), code);
      assert.deepEqual(places(row[1]), places(row[0]), `${code}: the places of the translation`);
      // The elements of a line are numbered as they stand in the English.
      const elements = [...row[0].matchAll(/\{(\d+)\}/g)].map(([, place]) => Number(place));
      assert.deepEqual(elements, elements.map((_, i) => i), code);
    }
  });

  if (!prose) test(`${name}: nothing of the tables is missing`, () => {
    const missing = tables().filter(([, text]) => say(text) === undefined);
    assert.deepEqual(missing, []);
  });

  if (!prose) test(`${name}: nothing that is said of a problem is missing`, () => {
    const missing = composed().filter(([, text]) => /[a-z]{2}/.test(text) && say(text) === undefined);
    assert.deepEqual(missing, []);
  });

  test(`${name}: nothing stands there that nobody says`, () => {
    const sources = [new URL("../../../src/", import.meta.url), new URL("../../../www/", import.meta.url)]
      .flatMap((root) => readdirSync(root, { recursive: true, encoding: "utf8" }).filter((path) => /\.(rs|js|html)$/.test(path) && !/^pkg|^words/.test(path)).map((path) => plainText(path, readFileSync(new URL(path, root), "utf8"))))
      .join("\n");
    const plain = ` ${sources.replace(/\s+/g, " ")} `.toLowerCase();
    const stale = rows.filter(({ row: [english] }) => !threes(english).every((words) => !/[a-z]{2}/.test(words)) && !threes(english).some((words) => plain.includes(words))).map(({ code }) => code);
    assert.deepEqual(stale, []);
  });
}

/** A sentence may be put together from parts, so one run of three words has to be said somewhere; of a shorter one, all. @param {string} text */
function threes(text) {
  const parts = text.toLowerCase().split(/\{\w+\}|[.,:;?!“”"()]+ ?/).map((part) => part.trim().split(" "));
  const runs = parts.flatMap((words) => (words.length < 3 ? [] : words.slice(2).map((_, i) => words.slice(i, i + 3).join(" "))));
  return runs.length > 0 ? runs : parts.map((words) => words.join(" ")).filter((part) => /\p{L}{2}/u.test(part));
}

/** As a reader sees it: pages without their tags, Rust's strings without the escapes and line breaks in them. @param {string} path @param {string} text */
function plainText(path, text) {
  if (!path.endsWith(".html")) return text.replaceAll("\\\n", "").replaceAll("\\\\", "\\").replaceAll('\\"', '"');
  /** @type {Record<string, string>} */
  const signs = { "&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": '"', "&#x27;": "'" };
  return text.replace(/<\/?[\w-]+|>/g, "\u0000").replace(/&(?:lt|#x27|quot|amp|gt);/g, (sign) => signs[sign]);
}
