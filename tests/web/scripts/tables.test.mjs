// A pasted table becomes samples, or a sentence that says where it cannot be read.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readTable } from "../../../www/elements/network-data.js";

const rows = (/** @type {number} */ count, /** @type {(i: number) => string} */ row) => Array.from({ length: count }, (_, i) => row(i)).join("\n");

test("commas, semicolons with decimal commas, tabs and spaces, titles and quotes", () => {
  const plain = readTable(rows(8, (i) => `${i}, ${10 - i}, ${i % 2}`));
  assert.equal(plain.train.inputs.length, 6);
  assert.equal(plain.test.inputs.length, 2);
  assert.deepEqual(plain.train.inputs[0], [-1, 1]);
  assert.deepEqual(plain.train.targets.flat(), [0, 1, 0, 0, 1, 0]);
  for (const text of [
    rows(8, (i) => `${i};${10 - i};${i % 2}`), rows(8, (i) => `${i}\t${10 - i}\t${i % 2}`), rows(8, (i) => `${i} ${10 - i}  ${i % 2}`),
    rows(8, (i) => `"${i}", "${10 - i}", '${i % 2}'`).replaceAll("\n", "\r\n"), rows(8, (i) => `${i},0;${10 - i},0;${i % 2}`),
    `\n\n${rows(8, (i) => `+${i}e0, ${10 - i}., ${i % 2}`)}\n\n`,
  ]) assert.deepEqual(readTable(text), plain, text);
  const titled = readTable(`age, income, bought\n${rows(5, (i) => `${20 + i}, ${1000 * i}, ${i % 2 ? "yes" : "no"}`)}`);
  assert.deepEqual([titled.names, titled.kinds], [["age", "income"], ["no", "yes"]]);
  assert.match(titled.said, /5 rows.*age from 20 to 24/);
});

test("a column without change, and numbers of any size", () => {
  assert.deepEqual(readTable(rows(4, (i) => `7, ${i}, ${i % 2}`)).train.inputs.map(([x]) => x), [0, 0, 0]);
  const large = readTable("-1.7e308, 0, a\n1.7e308, 1, b\n0, 2, a\n0, 3, b").train.inputs;
  assert.deepEqual(large.map(([x]) => x), [-1, 1, 0]);
});

test("what cannot be read is told with its row", () => {
  const good = rows(6, (i) => `${i}, ${i}, ${i % 2}`);
  for (const [text, said] of /** @type {[string, RegExp][]} */ ([
    ["", /no table yet/], [" \n\t\n", /no table yet/], ["1,2,a", /1 row of numbers.*at least 4/], ["1,2,a\n1,b,c", /Row 2 has “b”/], [`${good}\n1,2`, /Row 7 has 2 cells/], [`${good}\n1,2,3,4`, /Row 7 has 4 cells/],
    [`${good}\n1,zwei,1`, /Row 7 has “zwei” in column 2/], [`${good}\n1e999,2,1`, /Row 7 has “1e999”/], [`${good}\nNaN,2,1`, /Row 7 has “NaN”/], [`${good}\nInfinity,2,1`, /Infinity/],
    [`${good}\n0x10,2,1`, /“0x10”/], [`${good}\n,2,1`, /Row 7 has “” in column 1/], [`${good}\n1,2,`, /Row 7 has no kind/], [`${good}\n1,2,third`, /3 kinds/],
    [rows(6, (i) => `${i},1,same`), /only “same”/], [rows(2001, (i) => `${i},1,${i % 2}`), /2001 rows, and up to 2000/], ["1,2,a\n".repeat(40_000), /240000 characters/],
    [rows(6, (i) => `${i},1,<img src=x onerror=alert(${i})>`), /6 kinds, such as “<img src=x onerror=aler…”/], [`${"(".repeat(5000)}`, /./], ["\u0000\u0001,\u202e,\ud800\n".repeat(5), /column 1/],
    [`=SUM(A1),2,a\n${good}`, /Row 1 has “=SUM\(A1\)”/], ["__proto__,constructor,a\n".repeat(5), /Row 2 has “__proto__”/],
  ])) assert.throws(() => readTable(text), (error) => error instanceof Error && said.test(error.message), `${text.slice(0, 60)} ${said}`);
});
