// What the lessons say is so: every formula in them is read, and every number is what the engine computes.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { engine } from "../support/engine.mjs";
import { filled, formulas, typeset, unescaped } from "../support/prose.mjs";

const folder = new URL("../../../www/lessons/", import.meta.url);
const pages = readdirSync(folder).filter((name) => name.endsWith(".html"));

/** As it is read. @param {string} html */
const plain = (html) => unescaped(html.replace(/<[^>]*>/g, ""));

/** Opening tags by name, with their attributes. @param {string} html @param {string} name */
function tags(html, name) {
  return [...html.matchAll(new RegExp(`<${name}((?:\\s+[\\w-]+(?:="[^"]*")?)*)\\s*>`, "g"))].map(([, written]) =>
    Object.fromEntries([...written.matchAll(/([\w-]+)(?:="([^"]*)")?/g)].map(([, key, value]) => [key, plain(value ?? "")])),
  );
}

/** @param {string} written "x=1, y=2" */
const point = (written) => Object.fromEntries(written.split(",").map((part) => [part.split("=")[0].trim(), Number(part.split("=")[1])]));

test("each lesson is in the contents, fourteen at least", () => {
  const contents = readFileSync(new URL("index.html", folder), "utf8");
  const listed = tags(contents, "li").map((item) => item["data-lesson"]);
  assert.ok(listed.length >= 14);
  assert.deepEqual([...listed].sort(), pages.filter((name) => name !== "index.html").map((name) => name.replace(".html", "")).sort());
});

/** Elements that are looked at and touched. */
const FIGURES = "area|gears|batches|plot|contour|graph|descent|network|steps|rule|dial";

/** What stands between the tags, without what shows only where there is no JavaScript. @param {string} html */
const prose = (html) => html.replace(new RegExp(`<chain-(${FIGURES}|practice|trace)\\b[^>]*>[^]*?</chain-\\1>`, "g"), " ").replace(/<[^>]*>|&\w+;/g, " ");

/** @param {string} text */
const wordsIn = (text) => text.split(/\s+/).filter((word) => /[A-Za-z]{2}/.test(word)).length;

/** How long a lesson takes: 130 words a minute, a minute a problem, and less for a question, a drawing or a figure; matching takes longer, a computation by hand two minutes. @param {string} html */
function minutes(html) {
  const main = html.slice(html.indexOf("<main>"), html.indexOf("</main>"));
  const problems = tags(main, "chain-practice").reduce((sum, { count = "3" }) => sum + Number(count), 0);
  const namings = tags(main, "chain-batches").reduce((sum, { ask, count = "3" }) => sum + (ask === undefined ? 0 : 0.4 * Number(count)), 0);
  const traces = tags(main, "chain-trace").reduce((sum, { count = "1" }) => sum + 2 * Number(count), 0);
  const figures = main.match(new RegExp(`<chain-(?:${FIGURES.replace("|dial", "")})\\b`, "g"))?.length ?? 0;
  const drawings = tags(main, "chain-draw").reduce((sum, { count = "1" }) => sum + 0.75 * Number(count), 0);
  return wordsIn(prose(main)) / 130 + drawings + 0.4 * tags(main, "chain-predict").length + 1.5 * tags(main, "chain-match").length + problems + namings + traces + 0.75 * figures;
}

for (const name of pages.filter((page) => page !== "index.html")) {
  const html = readFileSync(new URL(name, folder), "utf8");
  const parts = new Map([...html.matchAll(/<section data-part="([\w-]+)">([^]*?)<\/section>/g)].map(([, part, inside]) => [part, inside]));

  test(`${name}: the time it says is the time it takes, here and in the contents`, () => {
    const said = Number(/about (\d+) minutes/.exec(html)?.[1]);
    assert.ok(Math.abs(said - minutes(html)) <= 1, `it says ${said}, and takes ${minutes(html)}`);
    const listed = new RegExp(`data-lesson="${name.replace(".html", "")}">.*?class="time">(\\d+) min`).exec(readFileSync(new URL("index.html", folder), "utf8"));
    assert.equal(Number(listed?.[1]), said);
  });
  test(`${name}: it has every part, in order`, () => {
    const review = name === "review.html";
    const order = review ? ["warm-up", "questions", "worked", "faded", "whole", "practice", "slip", "take"] : ["warm-up", "predict", "idea", "worked", "faded", "practice", "slip", "take"];
    assert.deepEqual([...parts.keys()].filter((part) => order.includes(part)), order);
    const warmUp = parts.get("warm-up") ?? "";
    assert.equal(tags(warmUp, "chain-predict").length + Number(tags(warmUp, "chain-practice")[0]?.count ?? 0), 4, "a warm-up of four");
    assert.ok(tags(parts.get("slip") ?? "", "chain-predict").length >= 1);
    assert.ok(review || tags(parts.get("faded") ?? "", "chain-predict").length >= 2, "the last step, then the last two");
  });
  test(`${name}: something to touch within eighty words of the idea`, () => {
    const idea = parts.get("idea") ?? parts.get("whole") ?? "";
    const touched = idea.search(/<chain-(area|gears|plot|contour|graph|descent|network|dial)\b/);
    assert.ok(touched >= 0);
    assert.ok(wordsIn(prose(idea.slice(0, touched))) <= 80);
  });
  test(`${name}: practice is of skills there are, and a question has the choice that holds`, () => {
    const known = new Set(["mixed", ...engine.skills().map(({ id }) => id)]);
    for (const { skill } of tags(html, "chain-practice")) for (const id of skill.split(" ")) assert.ok(known.has(id), id);
    for (const [, right, inside] of html.matchAll(/<chain-predict right="(\d)"[^>]*>([^]*?)<\/chain-predict>/g)) {
      assert.ok(Number(right) >= 1 && Number(right) <= (inside.match(/<li>/g)?.length ?? 0), inside);
    }
  });
}

/** The style sheets of what does not stand in every lesson. @type {Record<string, string>} */
const SHEETS = { area: "plot", gears: "plot", trace: "answers", draw: "answers", match: "answers", batches: "answers", graph: "graph", descent: "descent", network: "network", contour: "plot", plot: "plot", steps: "steps" };

for (const name of pages) {
  const html = readFileSync(new URL(name, folder), "utf8");
  test(`${name}: what stands in it has its style sheet`, () => {
    for (const [element, sheet] of Object.entries(SHEETS)) if (html.includes(`<chain-${element}`)) assert.ok(html.includes(`style/${sheet}.css"`), `<chain-${element}> and ${sheet}.css`);
  });
  test(`${name}: every number is computed`, () => {
    for (const [, formula, written] of html.matchAll(/<data value="([^"]*)">([^<]*)<\/data>/g)) {
      const shown = written.replace("−", "-").replaceAll(" ", "");
      const places = (shown.split(".")[1] ?? "").length;
      const value = engine.evaluate(plain(formula), {});
      assert.equal(Number(value.toFixed(places)), Number(shown), `${plain(formula)} is ${value}, not ${written}`);
    }
    for (const { of, at } of tags(html, "chain-value")) engine.evaluate(of, at ? point(at) : {});
  });
  test(`${name}: every formula is read`, () => {
    for (const element of ["chain-plot", "chain-steps"]) {
      for (const { of } of tags(html, element)) engine.parse(of);
    }
    for (const { of, at } of tags(html, "chain-draw")) {
      if (at) of.split("|").forEach((text, i) => assert.ok(engine.gradient(text, { at: point(at.split("|")[i]) }).gradient));
      else engine.parse(of);
    }
    for (const { of } of tags(html, "chain-match")) for (const text of of.split("|")) engine.differentiate(text);
    for (const { of, at } of tags(html, "chain-steps")) engine.differentiate(of, at ? { at: point(at) } : {});
    const known = new Set(engine.rules().map((rule) => rule.id));
    for (const { id } of tags(html, "chain-rule")) assert.ok(known.has(id), `there is no rule ${id}`);
  });
}

/** The questions of a quiz: what they hold, their choices, and which one holds. @param {string} page @param {string} name */
function questions(page, name) {
  const html = readFileSync(new URL(page, folder), "utf8");
  const [, attributes, quiz] = new RegExp(`<chain-quiz([^>]*name="${name}"[^>]*)>([^]*?)</chain-quiz>`).exec(html) ?? assert.fail(name);
  const all = [...quiz.matchAll(/<chain-predict right="(\d)"([^>]*)>([^]*?)<\/chain-predict>/g)].map(([, right, written, inside]) => ({
    right: Number(right) - 1, data: tags(`<x${written}>`, "x")[0], inside, choices: [...inside.matchAll(/<li>(.*?)<\/li>/g)].map(([, choice]) => choice),
  }));
  return { need: Number(/need="(\d+)"/.exec(attributes)?.[1]), all };
}

/** The function a piece of a page shows. @param {string} html */
const shown = (html) => plain(/(?:of|alttext)="([^"]*)"/.exec(html)?.[1] ?? "");

test("which rule comes first is what the engine does first; eight of ten", () => {
  const { need, all } = questions("products.html", "rules");
  assert.deepEqual([need, all.length], [8, 10]);
  const RULES = { Sum: ["sum", "difference"], Product: ["product"], Quotient: ["quotient", "quotient-of-power"], "A number in front": ["constant-multiple", "constant-divisor"] };
  for (const { right, inside, choices } of all) {
    const [first] = engine.differentiate(shown(inside), { detail: "full" }).steps;
    assert.ok(RULES[/** @type {keyof typeof RULES} */ (choices[right])].includes(first.rule), `${shown(inside)}: ${choices[right]}, and the engine begins with ${first.rule}`);
  }
});

test("how a run behaves is how the engine's own run behaves; eight of ten", () => {
  const { need, all } = questions("learning-rate.html", "behaviours");
  assert.deepEqual([need, all.length], [8, 10]);
  for (const { right, data } of all) {
    const { points, losses } = engine.descend({ loss: data["data-loss"], start: point(data["data-start"]), optimizer: { name: "sgd", learningRate: Number(data["data-rate"]) }, steps: 10 });
    const bounces = points[0].some((_, i) => points[2][i] !== 0 && points[0][i] * points[1][i] < 0);
    const behaviour = losses[10] > losses[0] ? 3 : bounces ? 2 : losses[10] > 0.3 * losses[0] ? 0 : 1;
    assert.equal(behaviour, right, JSON.stringify(data));
  }
});

test("of four formulas one does not agree with its difference, and it is the one to be found; four of five", () => {
  const { need, all } = questions("gradient-check.html", "gradients");
  assert.deepEqual([need, all.length], [4, 5]);
  for (const { right, choices } of all) {
    const off = choices.map((choice) => {
      const [formula, difference] = [...choice.matchAll(/<data value="([^"]*)">/g)].map(([, value]) => engine.evaluate(plain(value), {}));
      const [, at] = /at ([−\d.]+):/.exec(choice) ?? assert.fail(choice);
      const slope = engine.differentiate(shown(choice), { variable: "w", at: { w: Number(at.replace("−", "-")) } }).value ?? NaN;
      assert.ok(Math.abs(difference - slope) < 0.02 * Math.abs(slope), choice);
      return Math.abs(formula - slope) > 1e-9 * Math.abs(slope);
    });
    assert.deepEqual(off, choices.map((_, i) => i === right));
  }
});

test("every computation to be done by hand can be done, in numbers that are worked out by hand", () => {
  for (const name of pages) {
    for (const { of, at, by = "", count = "1" } of tags(readFileSync(new URL(name, folder), "utf8"), "chain-trace")) {
      const [texts, places] = [of.split("|"), at.split("|")];
      assert.ok(Math.max(texts.length, places.length) > Number(count), "another one after a miss");
      places.forEach((place, i) => {
        const { gradient, nodes } = engine.backprop(texts[i % texts.length], point(place));
        for (const variable of by.split(" ").filter(Boolean)) assert.ok(Number.isFinite(gradient[variable]) && gradient[variable] !== 0, `${texts[i % texts.length]} at ${place}`);
        assert.ok(nodes.every(({ value }) => Number.isFinite(value)));
      });
    }
  }
});

/** What has to be answered rightly for a lesson to be done, in its own words. @type {Record<string, [string, Record<string, string>][]>} */
const DONE = {
  derivative: [["chain-practice", { skill: "slope" }], ["chain-predict", { name: "sign", again: "" }]],
  "five-derivatives": [["chain-practice", { skill: "sigmoid" }], ["chain-practice", { skill: "relu" }], ["chain-predict", { name: "corner", again: "" }]],
  products: [["chain-practice", { skill: "product" }], ["chain-practice", { skill: "quotient" }], ["chain-quiz", { need: "8" }]],
  "chain-rule": [["chain-practice", { skill: "chain-2" }], ["chain-practice", { skill: "chain-3", count: "1", need: "1" }]],
  gradient: [["chain-practice", { skill: "gradient" }], ["chain-draw", { count: "2" }]],
  "two-routes": [["chain-practice", { skill: "paths" }], ["chain-trace", { count: "3" }]],
  "one-neuron": [["chain-trace", { count: "3", by: "w b", rate: "0.1" }], ["chain-practice", { skill: "neuron" }]],
  "two-layers": [["chain-practice", { skill: "layers" }], ["chain-predict", { name: "trace", again: "" }]],
  "gradient-descent": [["chain-practice", { skill: "update" }], ["chain-batches", { ask: "", count: "3" }]],
  "learning-rate": [["chain-quiz", { need: "8" }]],
  schedules: [["chain-practice", { skill: "schedule", kinds: "3" }]],
  optimizers: [["chain-practice", { skill: "momentum rmsprop adam adamw lion", count: "5", need: "4" }]],
  "gradient-check": [["chain-quiz", { need: "4" }]],
  review: [["chain-practice", { skill: "mixed", count: "12", need: "10", spot: "2" }]],
};

test("each lesson asks for what makes it done; three in a row of two kinds where no number is written", () => {
  assert.equal(Object.keys(DONE).length, pages.length - 1);
  for (const [name, needed] of Object.entries(DONE)) {
    const html = readFileSync(new URL(`${name}.html`, folder), "utf8");
    for (const [element, attributes] of needed) {
      const found = tags(html, element).find((given) => Object.entries(attributes).every(([key, value]) => given[key] === value) && (element !== "chain-practice" || "count" in attributes || !("count" in given)));
      assert.ok(found, `${name}: <${element} ${JSON.stringify(attributes)}>`);
    }
  }
});

for (const name of pages.filter((page) => page !== "index.html")) {
  const html = readFileSync(new URL(name, folder), "utf8");
  test(`${name}: its formulas stand in it as they are typeset, and no letter of one stands among the words`, () => {
    const all = formulas(html);
    assert.equal(all.length, html.match(/<math\b/g)?.length ?? 0);
    for (const { text, block, inside } of all) assert.equal(inside, typeset(text, block), text);
    assert.equal(html, filled(html), "a formula and the stop behind it");
    const main = html.slice(html.indexOf("<main>"), html.indexOf("</main>"));
    const words = plain(prose(main.replace(/<(math|data|code|h1|h2)\b[^]*?<\/\1>/g, " ")));
    // Metres are no formula.
    const letters = [...words.replace(/\d m\b/g, "").matchAll(/(?<![\w’.])([b-zB-HJ-Zβησε∂∇][₀-ₙ²³]*)(?![\w’])/g)].map(([, letter]) => letter);
    assert.deepEqual(letters, []);
  });
}
