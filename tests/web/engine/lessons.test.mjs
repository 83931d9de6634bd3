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

test("there are fourteen lessons, each in the contents", () => {
  const contents = readFileSync(new URL("index.html", folder), "utf8");
  const listed = tags(contents, "li").map((item) => item["data-lesson"]);
  assert.equal(listed.length, 14);
  assert.deepEqual([...listed].sort(), pages.filter((name) => name !== "index.html").map((name) => name.replace(".html", "")).sort());
});

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
    for (const { of, at } of tags(html, "chain-steps")) engine.differentiate(of, at ? { at: point(at) } : {});
    const known = new Set(engine.rules().map((rule) => rule.id));
    for (const { id } of tags(html, "chain-rule")) assert.ok(known.has(id), `there is no rule ${id}`);
  });
}
