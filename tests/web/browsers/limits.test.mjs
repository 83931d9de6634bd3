// Limits as the README states them, in three engines and on a Worker's small stack; then many calls and many traps in one page.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { inEveryEngine } from "../support/everywhere.mjs";

const readme = String(await readFile(new URL("../../../README.md", import.meta.url)));
const limits = Object.fromEntries([...readme.matchAll(/^\| (\w+) \| (\d+) \|/gm)].map(([, name, most]) => [name, Number(most)]));
// SOAK=100000 is the whole run.
const CALLS = Number(process.env.SOAK ?? 10_000);
const TRAPS = CALLS / 100;

const everywhere = inEveryEngine();

everywhere("at each limit an answer, beyond it a sentence", async ({ open, home, call }) => {
  assert.ok(Object.keys(limits).length > 12, "the README states them");
  await open(`${home}empty`);
  const wrong = await call(async (limits) => {
    const [{ loadEngine }, { walked }] = await Promise.all([import(`${location.origin}/engine.js`), import(`${location.origin}/tests/web/browsers/limits.mjs`)]);
    return walked(await loadEngine(), limits);
  }, limits);
  assert.deepEqual(wrong, []);
});

everywhere("deep formulas on a small stack", async ({ open, home, call }) => {
  await open(`${home}empty`);
  const wrong = await call(
    (limits) =>
      new Promise((resolve, reject) => {
        const worker = new Worker("/tests/web/browsers/worker.mjs", { type: "module" });
        worker.addEventListener("message", ({ data }) => resolve(data));
        worker.addEventListener("error", ({ message }) => reject(new Error(`the worker: ${message}`)));
        worker.postMessage({ loader: `${location.origin}/engine.js`, limits });
      }),
    { nesting: limits.nesting, length: limits.length, order: limits.order },
  );
  assert.deepEqual(wrong, []);
});

everywhere(`${CALLS} calls leave the memory as it was, and ${TRAPS} traps are survived`, async ({ open, home, call }) => {
  await open(`${home}empty`);
  const { warm, after, restarted } = await call(async (calls, traps) => {
    const [{ loadEngine }, { soaked }, { initSync }] = await Promise.all([import(`${location.origin}/engine.js`), import(`${location.origin}/tests/web/browsers/limits.mjs`), import(`${location.origin}/pkg/chainrule.js`)]);
    return soaked(await loadEngine(), calls, traps, () => initSync().memory.buffer.byteLength);
  }, CALLS, TRAPS);
  assert.ok(warm > 0);
  assert.equal(after, warm, "memory grew after the warm-up");
  assert.equal(restarted, TRAPS);
});
