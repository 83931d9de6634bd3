// Differentiating beside math.js: same machine, same run, same formulas as text; and how the engine bears large ones.
import { brotliCompressSync, gzipSync } from "node:zlib";
import { derivative } from "mathjs";
import { bytes, engine } from "../support/engine.mjs";
import { inFreshThread } from "../support/thread.mjs";
import { median, once, race, told } from "./measure.mjs";
import { textbook } from "./textbook.mjs";

/** @param {string} what @param {string} measured @param {string} goal @param {boolean} reached */
const line = (what, measured, goal, reached) =>
  console.log(`${what.padEnd(44)}${measured.padStart(12)}   goal ${goal.padEnd(12)} ${reached ? "reached" : "MISSED"}`);

/** @type {Parameters<typeof engine.differentiate>[1]} */
const bare = { variable: "x", detail: "none" };

// ── Sixty textbook functions ────────────────────────────────────────────────────────────────────
const rows = textbook.map((text) => {
  const [brief, result, mathjs] = race([
    () => engine.differentiate(text, { variable: "x", detail: "brief" }),
    () => engine.differentiate(text, bare),
    () => derivative(text, "x"),
  ]);
  return { text, brief, result, mathjs };
});
console.log(`${"d/dx of".padEnd(24)}${"with steps".padStart(12)}${"result".padStart(12)}${"math.js".padStart(12)}${"ratio".padStart(9)}`);
for (const { text, brief, result, mathjs } of rows) {
  const ratio = `${(mathjs / brief).toFixed(0)} ×`;
  console.log(text.padEnd(24) + told(brief).padStart(12) + told(result).padStart(12) + told(mathjs).padStart(12) + ratio.padStart(9));
}
const [brief, result, mathjs] = [rows.map((r) => r.brief), rows.map((r) => r.result), rows.map((r) => r.mathjs)];
const ratio = median(mathjs) / median(brief);
console.log();
line("steps and result, median", told(median(brief)), "–", true);
line("math.js with its simplifier, median", told(median(mathjs)), "–", true);
line("math.js / steps and result", `${ratio.toFixed(0)} ×`, "≥ 10 ×", ratio >= 10);
line("result alone, median", told(median(result)), "≤ 100 µs", median(result) <= 0.1);
line("result alone, worst", told(Math.max(...result)), "≤ 2 ms", Math.max(...result) <= 2);

// ── Large ones ──────────────────────────────────────────────────────────────────────────────────
const large = {
  "sin(sin(…sin(x)…)), 1000 deep": `${"sin(".repeat(1000)}x${")".repeat(1000)}`,
  "(x+1)(x+2)…(x+300)": Array.from({ length: 300 }, (_, i) => `(x+${i + 1})`).join("*"),
  "a sum of 10,000 terms": Array.from({ length: 10_000 }, (_, i) => `x^${(i % 9) + 2}`).join("+"),
};
for (const [what, text] of Object.entries(large)) {
  let length = 0;
  const milliseconds = once(() => (length = engine.differentiate(text, bare).result.text.length));
  console.log(`${what.padEnd(44)}${told(milliseconds).padStart(12)}   ${length} characters`);
}

// ── The first answer ────────────────────────────────────────────────────────────────────────────
const starts = [];
for (let round = 0; round < 7; round += 1) {
  starts.push(
    await inFreshThread(async (loadEngine, bytes) => {
      const start = performance.now();
      (await loadEngine(bytes)).differentiate("(2x+3)^2");
      return performance.now() - start;
    }),
  );
}
line("from the bytes to the first derivative", told(median(starts)), "≤ 40 ms", median(starts) <= 40);

const [gzip, brotli] = [gzipSync(bytes, { level: 9 }).length / 1000, brotliCompressSync(bytes).length / 1000];
line("wasm, gzip", `${gzip.toFixed(1)} kB`, "≤ 160 kB", gzip <= 160);
line("wasm, brotli", `${brotli.toFixed(1)} kB`, "≤ 130 kB", brotli <= 130);
