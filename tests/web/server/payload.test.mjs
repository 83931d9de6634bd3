// What the tutor loads is asked for at once: nothing waits behind a chain of requests.
import assert from "node:assert/strict";
import { test } from "node:test";
import { file, links, modules, page } from "../support/load.mjs";

test("the page asks for every module it needs, and for no other", async () => {
  const [start, ...rest] = await modules("tutor.js");
  assert.ok(page.includes(`src="${start}"`));
  assert.ok(rest.length > 10, "the reader of imports is blind");
  assert.deepEqual(links("modulepreload").sort(), rest.sort());
});

test("the engine and the fonts of the first screen are asked for with the page", () => {
  const early = links("preload");
  for (const needed of ["pkg/chainrule_bg.wasm", "fonts/stix-two-math.woff2", "fonts/stix-two-text.woff2"]) {
    assert.ok(early.includes(needed), `${needed} waits`);
  }
});

test("no style sheet asks for another", async () => {
  for (const sheet of links("stylesheet")) assert.doesNotMatch(String(await file(sheet)), /@import/, sheet);
});
