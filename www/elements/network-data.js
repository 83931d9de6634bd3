/**
 * What a network learns from: a named data set, points on two sides of a typed boundary, or a pasted table.
 */
import { AttributeError } from "./element.js";

/** @typedef {import("../engine.js").Engine} Engine */
/** @typedef {import("../engine.js").NetworkSpec["batch"]} Batch */
/** @typedef {{ train: Batch, test: Batch, names: [string, string], kinds: [string, string], said: string }} Data */

/** Rows of a table that are read. */
const MOST_ROWS = 2000;
const LONGEST = 200_000;

/**
 * @param {Engine} engine
 * @param {{ data: string, points: number, noise: number, seed: number, boundary: string, csv: string }} asked
 * @returns {Data}
 */
export function gather(engine, { data, points, noise, seed, boundary, csv }) {
  if (data === "csv") return readTable(csv);
  const draw = (/** @type {number} */ own) => engine.dataset(data, /** @type {any} */ ({ points, noise, seed: own, boundary }));
  return { train: draw(seed), test: draw(seed + 1), names: ["x", "y"], kinds: ["0", "1"], said: "" };
}

/**
 * A table of three columns, two numbers and a kind; every fourth row is kept back. Numbers are brought between −1 and 1.
 * @param {string} text
 * @returns {Data}
 */
export function readTable(text) {
  if (text.length > LONGEST) throw new AttributeError(`This table has ${text.length} characters, and up to ${LONGEST} are read: paste a part of it.`);
  const lines = text.split(/\r\n|[\r\n]/).map((line, i) => ({ line: line.trim(), row: i + 1 })).filter(({ line }) => line !== "");
  if (lines.length === 0) throw new AttributeError("There is no table yet: paste rows of two numbers and a kind, such as 0.5, 1.2, yes.");
  const mark = [";", "\t", ","].find((sign) => lines[0].line.includes(sign));
  const number = (/** @type {string} */ cell) => {
    const written = (mark === "," ? cell : cell.replace(",", ".")).replace("−", "-");
    return written === "" || !/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(written) ? NaN : Number(written);
  };
  const rows = lines.map(({ line, row }) => ({ row, cells: line.split(mark ?? /\s+/).map((cell) => cell.trim().replace(/^(["'])(.*)\1$/, "$2").trim()) }));
  const head = rows[0].cells;
  const titled = head.length === 3 && Number.isNaN(number(head[0])) && Number.isNaN(number(head[1]));
  const body = titled ? rows.slice(1) : rows;
  if (body.length > MOST_ROWS) throw new AttributeError(`This table has ${body.length} rows, and up to ${MOST_ROWS} are read: paste a part of it.`);
  for (const { row, cells } of body) {
    if (cells.length !== 3) throw new AttributeError(`Row ${row} has ${cells.length} ${cells.length === 1 ? "cell" : "cells"}, and 3 are needed: two numbers and a kind.`);
    for (const i of [0, 1]) {
      if (!Number.isFinite(number(cells[i]))) throw new AttributeError(`Row ${row} has “${short(cells[i])}” in column ${i + 1}, where a number is needed.`);
    }
    if (cells[2] === "") throw new AttributeError(`Row ${row} has no kind in column 3.`);
  }
  if (body.length < 4) throw new AttributeError(`This table has ${body.length} ${body.length === 1 ? "row" : "rows"} of numbers, and at least 4 are needed.`);
  const kinds = [...new Set(body.map(({ cells }) => cells[2]))].sort();
  if (kinds.length !== 2) {
    const found = kinds.length === 1 ? `only “${short(kinds[0])}”` : `${kinds.length} kinds, such as ${kinds.slice(0, 3).map((kind) => `“${short(kind)}”`).join(", ")}`;
    throw new AttributeError(`Column 3 has ${found}, and this network tells exactly two kinds apart.`);
  }
  const columns = [0, 1].map((i) => between(body.map(({ cells }) => number(cells[i]))));
  const all = body.map(({ cells }, i) => ({ input: [columns[0].values[i], columns[1].values[i]], target: [kinds.indexOf(cells[2])] }));
  const batch = (/** @type {typeof all} */ some) => ({ inputs: some.map(({ input }) => input), targets: some.map(({ target }) => target) });
  const names = /** @type {[string, string]} */ (titled ? [short(head[0]), short(head[1])] : ["x", "y"]);
  return {
    train: batch(all.filter((_, i) => i % 4 !== 3)), test: batch(all.filter((_, i) => i % 4 === 3)), names, kinds: [short(kinds[0]), short(kinds[1])],
    said: `${body.length} rows, every fourth kept back; ${names.map((name, i) => `${name} from ${columns[i].low} to ${columns[i].high}`).join(" and ")}, brought to between −1 and 1.`,
  };
}

/** Numbers brought between −1 and 1. @param {number[]} numbers */
function between(numbers) {
  const low = numbers.reduce((least, value) => Math.min(least, value), Infinity);
  const high = numbers.reduce((most, value) => Math.max(most, value), -Infinity);
  // Halved first: their difference may be more than a number can be.
  const half = high / 2 - low / 2;
  return { low, high, values: numbers.map((value) => (half === 0 ? 0 : (value / 2 - low / 2) / half * 2 - 1)) };
}

/** @param {string} text */
const short = (text) => (text.length > 24 ? `${text.slice(0, 23)}…` : text);
