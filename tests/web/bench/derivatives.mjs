// Differentiating beside other engines: same machine, same run, same formulas as text; and how the engine bears large ones.
import { derivative } from "mathjs";
import { engine } from "../support/engine.mjs";
import { inFreshThread } from "../support/thread.mjs";
import { median, race } from "./measure.mjs";
import { native } from "./native.mjs";
import { computeEngine, nerdamer } from "./rivals.mjs";
import { textbook } from "./textbook.mjs";

/** @import { Row } from "./table.mjs" */

const brief = /** @type {const} */ ({ variable: "x", detail: "brief" });
const bare = /** @type {const} */ ({ variable: "x", detail: "none" });
const pieces = /** @type {const} */ ({ variable: "x", detail: "none", shared: true });

const rivals = {
  "math.js": (/** @type {string} */ text) => derivative(text, "x"),
  "compute-engine": computeEngine,
  nerdamer,
};
const names = /** @type {(keyof typeof rivals)[]} */ (Object.keys(rivals));

/** Whether it cannot do that. @param {() => unknown} call */
const refused = (call) => {
  try {
    call();
    return false;
  } catch {
    return true;
  }
};

/** Sixty textbook functions. Of a rival: the median of those it answers. @returns {Row[]} */
function textbookRows() {
  const measured = textbook.map((text) => {
    const able = names.filter((name) => !refused(() => rivals[name](text)));
    const [steps, result, ...times] = race([
      () => engine.differentiate(text, brief),
      () => engine.differentiate(text, bare),
      ...able.map((name) => () => rivals[name](text)),
    ]);
    return { steps, result, of: Object.fromEntries(able.map((name, i) => [name, times[i]])) };
  });
  const beside = Object.fromEntries(names.map((name) => [name, median(measured.map(({ of }) => of[name]).filter((time) => time !== undefined))]));
  const results = measured.map(({ result }) => result);
  const natively = native(textbook.map((text) => ["differentiate", text, bare]));
  return [
    {
      what: `a textbook derivative with all its steps, median of ${textbook.length}`, ours: median(measured.map(({ steps }) => steps)),
      native: median(native(textbook.map((text) => ["differentiate", text, brief]))), ...beside,
    },
    { what: "the bare result, median", ours: median(results), native: median(natively), ...beside, goal: 0.1 },
    { what: "the bare result, worst", ours: Math.max(...results), native: Math.max(...natively), goal: 2 },
  ];
}

/** What nobody types. @returns {Row[]} */
function largeRows() {
  const sines = `${"sin(".repeat(1000)}x${")".repeat(1000)}`;
  const product = (/** @type {number} */ n) => Array.from({ length: n }, (_, i) => `(x+${i + 1})`).join("*");
  const sum = Array.from({ length: 10_000 }, (_, i) => `x^${(i % 9) + 2}`).join("+");
  const nested = `${"sin((".repeat(1000)}x${")^2+1)".repeat(1000)}`;
  const many = "sin(x^2)*e^x/(1+x^2)";
  /** @type {[string, string, Parameters<typeof engine.differentiate>[1], number?][]} */
  const large = [
    ["sin(sin(…sin(x)…)), 1000 deep", sines, bare],
    ["(x+1)(x+2)…(x+300)", product(300), bare],
    ["a sum of 10,000 terms", sum, bare],
    ["sin(f²+1), 1000 levels, in shared pieces", nested, pieces, 20],
    ["(x+1)(x+2)…(x+1000), in shared pieces", product(1000), pieces, 20],
    [`the tenth derivative of ${many}`, many, { ...bare, order: 10 }],
    ["the same in shared pieces", many, { ...pieces, order: 10 }],
  ];
  const natively = native(large.map(([, text, options]) => ["differentiate", text, options]));
  return large.map(([what, text, options, goal], i) => {
    const [ours] = race([() => engine.differentiate(text, options)], { rounds: 2, warmUp: 1 });
    return { what, ours, native: natively[i], ...(goal && { goal }) };
  });
}

/** @returns {Promise<Row[]>} */
export default async function derivatives() {
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
  return [...textbookRows(), ...largeRows(), { what: "from the bytes to the first derivative", ours: median(starts), goal: 40 }];
}
