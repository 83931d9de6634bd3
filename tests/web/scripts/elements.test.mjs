// A new element is one file, and is found wherever elements are listed.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { elements as names, www } from "../support/www.mjs";

/** Elements that are no figure of their own: they hold others, or act on them. */
const NOT_ALONE = ["chain-input", "chain-lesson", "chain-dial", "chain-predict", "chain-quiz"];

test("the script and the module bring every element", () => {
  const listed = readFileSync(new URL("elements.js", www), "utf8");
  for (const name of names) assert.ok(listed.includes(`"./elements/${name}.js"`), `elements.js lacks ${name}`);
});

test("a frame can show every figure", () => {
  const listed = readFileSync(new URL("embed/choice.js", www), "utf8");
  for (const name of names.filter((name) => !NOT_ALONE.includes(name))) assert.ok(listed.includes(`"${name}"`), `embed/choice.js lacks ${name}`);
});

test("every element can be imported where there is no window", async () => {
  for (const name of names) await import(new URL(`elements/${name}.js`, www).href);
});

test("every element says what it is: attributes, events, fallback", () => {
  for (const name of names) {
    const head = readFileSync(new URL(`elements/${name}.js`, www), "utf8").split("*/")[0];
    for (const part of [`<${name}`, "Shows", "Attributes", "Events", "Fallback"]) assert.ok(head.includes(part), `${name} does not say its ${part}`);
  }
});

test("the page for teachers and the README list every element, with attributes it has", async () => {
  const page = readFileSync(new URL("embedding.html", www), "utf8");
  const readme = readFileSync(new URL("../README.md", www), "utf8");
  for (const name of names) {
    const [, row] = new RegExp(`<tr><th scope="row"><code>${name}</code></th>(.*?)</tr>`).exec(page) ?? assert.fail(`embedding.html lacks ${name}`);
    assert.ok(readme.includes(name), `README lacks ${name}`);
    const head = readFileSync(new URL(`elements/${name}.js`, www), "utf8").split("*/")[0];
    for (const [, attribute] of row.split("</td>")[1].matchAll(/<code>([\w-]+)<\/code>/g)) assert.match(head, new RegExp(`\\b${attribute}\\b`), `${name} has no ${attribute}`);
  }
});
