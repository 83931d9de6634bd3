// Everything measured becomes one table, ready for the README: a row a thing, ours first, each other engine with its ratio to ours.
import { execFileSync } from "node:child_process";
import { cpus, totalmem, type } from "node:os";
import { fileURLToPath } from "node:url";
import { CHROMIUM } from "../support/browser.mjs";
import { told } from "./measure.mjs";

/**
 * What was measured of one thing, by whose engine: milliseconds, or bytes where the unit says so.
 * @typedef {{ what: string, unit?: "bytes", ours: number, goal?: number } & Partial<Record<typeof OTHERS[number], number>>} Row
 */

/** Who stands beside ours. `native`: the same engine compiled for this machine; `by hand`: Rust with wasm's simd for this one formula. */
const OTHERS = /** @type {const} */ (["native", "by hand", "JavaScript", "math.js", "compute-engine", "nerdamer"]);

const PARTS = ["derivatives", "verdicts", "training", "points", "redraw", "frames", "first", "sizes"];

const program = fileURLToPath(new URL("part.mjs", import.meta.url));

/**
 * A part's rows, from a process of its own: beside the heap that the large engines leave, whoever asks for memory waits for
 * what they threw away. @param {string} part @returns {Row[]}
 */
const alone = (part) => JSON.parse(execFileSync(process.execPath, [program, part], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] }));

/** @type {Row[]} */
const rows = [];
for (const part of PARTS) {
  console.error(`measuring: ${part}`);
  rows.push(...alone(part));
}

const size = (/** @type {number} */ bytes) => `${(bytes / 1000).toFixed(bytes < 1e5 ? 1 : 0)} kB`;
const ratio = (/** @type {number} */ times) => `${times.toFixed(times < 10 ? 1 : 0)} ×`;
const cells = [
  ["what", "ours", ...OTHERS, "goal"],
  ...rows.map((row) => {
    const tell = row.unit === "bytes" ? size : told;
    const beside = OTHERS.map((name) => (row[name] === undefined ? "" : `${tell(row[name])}, ${ratio(row[name] / row.ours)}`));
    const goal = row.goal === undefined ? "" : `${tell(row.goal)}, ${row.ours <= row.goal ? "reached" : "missed"}`;
    return [row.what, tell(row.ours), ...beside, goal];
  }),
];
const widths = cells[0].map((_, i) => Math.max(...cells.map((row) => row[i].length)));
const line = (/** @type {string[]} */ row) => `| ${row.map((cell, i) => cell.padEnd(widths[i])).join(" | ")} |`;
const [head, ...body] = cells.map(line);
console.log([head, `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`, ...body].join("\n"));

const [{ model }] = cpus();
const chromium = execFileSync(CHROMIUM, ["--version"], { encoding: "utf8" }).trim();
console.log(`
× : how many times ours. native: this engine compiled for this machine; by hand: Rust with wasm's simd, for this one formula or network.
${new Date().toISOString().slice(0, 10)}, ${model.trim()}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, ${type()}, Node ${process.versions.node}, ${chromium}`);
