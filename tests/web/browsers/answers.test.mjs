// The same answers everywhere, to the bit: in Node, in three browsers, and from the crate compiled for this machine.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { engine } from "../support/engine.mjs";
import { inEveryEngine } from "../support/everywhere.mjs";
import { calls, hash, hashes } from "./calls.mjs";

const root = new URL("../../../", import.meta.url);
const corpus = String(await readFile(new URL("tests/corpora/derivatives.jsonl", root)));
const list = calls(corpus.trim().split("\n").map((line) => JSON.parse(line)), engine);
const here = hashes(engine, list);

/** @param {number[]} there @param {string} place */
function assertSame(there, place) {
  assert.equal(there.length, list.length);
  const differ = list.flatMap((call, i) => (here[i] === there[i] ? [] : [JSON.stringify(call).slice(0, 300)]));
  assert.deepEqual(differ.slice(0, 5), [], `${differ.length} of ${list.length} answers are others in ${place}`);
}

const everywhere = inEveryEngine();

test(`${list.length} calls have one answer each: Node`, (context) => {
  assert.ok(list.length > 3500);
  assert.ok(new Set(here).size > list.length / 2, "answers differ from one another");
  const some = (/** @type {unknown} */ _, /** @type {number} */ i) => i % 5 === 0;
  assert.deepEqual(hashes(engine, list.filter(some)), here.filter(some), "asked again, it says the same");
  context.diagnostic(`one hash of ${list.length} answers: ${hash(here.join()).toString(16)}`);
});

everywhere("they are those of Node", async ({ open, home, call }, place) => {
  await open(`${home}empty`);
  const there = await call(async (list) => {
    const [{ loadEngine }, { hashes }] = await Promise.all([import(`${location.origin}/engine.js`), import(`${location.origin}/tests/web/browsers/calls.mjs`)]);
    return hashes(await loadEngine(), list);
  }, list);
  assertSame(there, place);
});

test("they are those of this machine's own code", async () => {
  const native = spawn("cargo", ["run", "--quiet", "--locked", "--example", "answers"], { cwd: fileURLToPath(root), stdio: ["pipe", "pipe", "inherit"] });
  native.stdin.end(list.map((call) => JSON.stringify(call)).join("\n"));
  const there = (await text(native.stdout)).trim().split("\n").map(Number);
  assertSame(there, "native code");
});
