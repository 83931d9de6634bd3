// Differentiating beside other engines: same machine, same run, same formulas as text; and how the engine bears large ones.
import { brotliCompressSync, gzipSync } from "node:zlib";
import { derivative } from "mathjs";
import { bytes, engine } from "../support/engine.mjs";
import { file, firstLoad } from "../support/load.mjs";
import { inFreshThread } from "../support/thread.mjs";
import { median, once, race, told } from "./measure.mjs";
import { computeEngine, nerdamer } from "./rivals.mjs";
import { textbook } from "./textbook.mjs";

/** @param {string} what @param {string} measured @param {string} goal @param {boolean} reached */
const line = (what, measured, goal, reached) =>
  console.log(`${what.padEnd(44)}${measured.padStart(12)}   goal ${goal.padEnd(12)} ${reached ? "reached" : "MISSED"}`);

/** @type {Parameters<typeof engine.differentiate>[1]} */
const bare = { variable: "x", detail: "none" };

// ── Sixty textbook functions ────────────────────────────────────────────────────────────────────
/** Whether it cannot do that. @param {() => unknown} call */
const refused = (call) => {
  try {
    call();
    return false;
  } catch {
    return true;
  }
};

const rivals = {
  "math.js": (/** @type {string} */ text) => derivative(text, "x"),
  "compute-engine": computeEngine,
  nerdamer,
};
const names = /** @type {(keyof typeof rivals)[]} */ (Object.keys(rivals));
const rows = textbook.map((text) => {
  const able = names.filter((name) => !refused(() => rivals[name](text)));
  const [brief, result, ...times] = race([
    () => engine.differentiate(text, { variable: "x", detail: "brief" }),
    () => engine.differentiate(text, bare),
    ...able.map((name) => () => rivals[name](text)),
  ]);
  return { text, brief, result, of: Object.fromEntries(able.map((name, i) => [name, times[i]])) };
});
const cell = (/** @type {string} */ text) => text.padStart(16);
console.log("d/dx of".padEnd(24) + ["with steps", "result", ...names].map(cell).join(""));
for (const { text, brief, result, of } of rows) {
  const times = [brief, result, ...names.map((name) => of[name])];
  console.log(text.padEnd(24) + times.map((time) => cell(time === undefined ? "refuses" : told(time))).join(""));
}
const [brief, result] = [rows.map((row) => row.brief), rows.map((row) => row.result)];
console.log();
line("steps and result, median", told(median(brief)), "–", true);
for (const name of names) {
  const answered = rows.filter((row) => row.of[name] !== undefined);
  const theirs = median(answered.map((row) => row.of[name]));
  const ratio = theirs / median(brief);
  const goal = name === "nerdamer" ? 1 : 20;
  line(`${name}, median of ${answered.length}`, told(theirs), "–", true);
  line(`${name} / steps and result`, `${ratio.toFixed(1)} ×`, `≥ ${goal} ×`, ratio >= goal);
}
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

const nested = (/** @type {number} */ n) => `${"sin((".repeat(n)}x${")^2+1)".repeat(n)}`;
const product = (/** @type {number} */ n) => Array.from({ length: n }, (_, i) => `(x+${i + 1})`).join("*");
const pieces = /** @type {const} */ ({ variable: "x", detail: "none", shared: true });
for (const [what, make] of /** @type {const} */ ([["sin(f²+1), levels", nested], ["(x+1)(x+2)…, factors", product]])) {
  for (const n of [250, 500, 1000]) {
    const text = make(n);
    const [milliseconds] = race([() => engine.differentiate(text, pieces)], { rounds: 5 });
    line(`${what} in pieces, ${n}`, told(milliseconds), n === 1000 ? "≤ 20 ms" : "–", n < 1000 || milliseconds <= 20);
  }
}
const many = "sin(x^2)*e^x/(1+x^2)";
for (const order of [2, 5, 10]) {
  for (const shared of [false, true]) {
    let length = 0;
    const [milliseconds] = race(
      [
        () => {
          const { result, where = [] } = engine.differentiate(many, { order, detail: "none", shared });
          length = where.reduce((sum, { is }) => sum + is.text.length, result.text.length);
        },
      ],
      { rounds: 5, warmUp: 1 },
    );
    console.log(`${`order ${order} of ${many}${shared ? ", in pieces" : ""}`.padEnd(44)}${told(milliseconds).padStart(12)}   ${length} characters`);
  }
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

// ── What a visitor downloads ────────────────────────────────────────────────────────────────────
const kilobytes = (/** @type {number} */ bytes) => `${(bytes / 1000).toFixed(1)} kB`;
const gzip = (/** @type {Uint8Array} */ file) => gzipSync(file, { level: 9 }).length;
const [wasm, brotli] = [gzip(bytes), brotliCompressSync(bytes).length];
line("wasm, gzip", kilobytes(wasm), "≤ 160 kB", wasm <= 160_000);
line("wasm, brotli", kilobytes(brotli), "≤ 130 kB", brotli <= 130_000);

const addresses = await firstLoad();
const sizes = await Promise.all(addresses.map(async (address) => gzip(await file(address))));
const total = sizes.reduce((sum, size) => sum + size, 0);
line(`the first load but its fonts, ${addresses.length} files, gzip`, kilobytes(total), "≤ 250 kB", total <= 250_000);
