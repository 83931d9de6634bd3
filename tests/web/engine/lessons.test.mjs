// What the lessons say is so: every formula in them is read, and every number is what the engine computes.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { engine } from "../support/engine.mjs";

const folder = new URL("../../../www/lessons/", import.meta.url);
const pages = readdirSync(folder).filter((name) => name.endsWith(".html"));

/** @param {string} text */
const plain = (text) =>
  text.replace(/<[^>]*>/g, "").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&#x27;", "'").replaceAll("&amp;", "&");

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
const FIGURES = "batches|plot|contour|graph|descent|network|steps|rule|dial";

/** What stands between the tags, without what shows only where there is no JavaScript. @param {string} html */
const prose = (html) => html.replace(new RegExp(`<chain-(${FIGURES}|practice)\\b[^>]*>[^]*?</chain-\\1>`, "g"), " ").replace(/<[^>]*>/g, " ");

/** @param {string} text */
const wordsIn = (text) => text.split(/\s+/).filter((word) => /[A-Za-z]{2}/.test(word)).length;

/** How long a lesson takes: 130 words a minute, a minute a problem, and less for a question, a drawing or a figure; matching takes longer. @param {string} html */
function minutes(html) {
  const main = html.slice(html.indexOf("<main>"), html.indexOf("</main>"));
  const problems = tags(main, "chain-practice").reduce((sum, { count = "3" }) => sum + Number(count), 0);
  const namings = tags(main, "chain-batches").reduce((sum, { ask, count = "3" }) => sum + (ask === undefined ? 0 : 0.4 * Number(count)), 0);
  const figures = main.match(new RegExp(`<chain-(?:${FIGURES.replace("|dial", "")})\\b`, "g"))?.length ?? 0;
  const drawings = tags(main, "chain-draw").reduce((sum, { count = "1" }) => sum + 0.75 * Number(count), 0);
  return wordsIn(prose(main)) / 130 + drawings + 0.4 * tags(main, "chain-predict").length + 1.5 * tags(main, "chain-match").length + problems + namings + 0.75 * figures;
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
    const order = review ? ["warm-up", "questions", "whole", "practice", "slip", "take"] : ["warm-up", "predict", "idea", "worked", "faded", "practice", "slip", "take"];
    assert.deepEqual([...parts.keys()].filter((part) => order.includes(part)), order);
    const warmUp = parts.get("warm-up") ?? "";
    assert.equal(tags(warmUp, "chain-predict").length + Number(tags(warmUp, "chain-practice")[0]?.count ?? 0), 4, "a warm-up of four");
    assert.ok(tags(parts.get("slip") ?? "", "chain-predict").length >= 1);
    assert.ok(review || tags(parts.get("faded") ?? "", "chain-predict").length >= 2, "the last step, then the last two");
  });
  test(`${name}: something to touch within eighty words of the idea`, () => {
    const idea = parts.get("idea") ?? parts.get("whole") ?? "";
    const touched = idea.search(/<chain-(plot|contour|graph|descent|network|dial)\b/);
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

for (const name of pages) {
  const html = readFileSync(new URL(name, folder), "utf8");
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
    for (const element of ["chain-math", "chain-plot", "chain-steps"]) {
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
