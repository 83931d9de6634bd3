// The front page shows its examples before any engine is there: as the engine typesets them.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { engine } from "../support/engine.mjs";
import { plainBrackets } from "../support/prose.mjs";

const html = readFileSync(new URL("../../../www/index.html", import.meta.url), "utf8");
const examples = [...html.matchAll(/<a href="([^"]*)" aria-label="Try ([^"]*)">(<math>.*?<\/math>)<\/a>/g)];

/** What a page need not repeat: names of nodes, the namespace, and the struts that an element adds to roots. @param {string} mathml */
const bare = (mathml) =>
  mathml.replace(/ (?:data-node|xmlns)="[^"]*"/g, "").replaceAll('<mspace height="0.74em" depth="0.16em"></mspace>', "")
    .replaceAll("&InvisibleTimes;", "\u2062").replaceAll("&ApplyFunction;", "\u2061");

test("each example of the front page is typeset as the engine typesets it, and its link opens it", () => {
  assert.ok(examples.length >= 10, `${examples.length} examples`);
  for (const [, link, text, math] of examples) {
    assert.equal(bare(math), plainBrackets(bare(engine.parse(text).formula.mathml)), text);
    assert.equal(new URLSearchParams(link.replaceAll("&amp;", "&").replace("#v1&", "")).get("f"), text);
  }
});
