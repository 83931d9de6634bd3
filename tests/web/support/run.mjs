// `node run.mjs 2 failed.txt a.test.mjs b.test.mjs …`: test files in the order given, so many at once; what failed is told as it
// happens, and once more in a file, a line each, for the end of a run of everything.
//
// Node's own `--test` puts files in alphabetical order: the longest may come last, and be alone.
import { writeFileSync } from "node:fs";
import { relative } from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { fileURLToPath } from "node:url";

const HERE = fileURLToPath(new URL("..", import.meta.url));
/** A file that takes longer hangs. In milliseconds. */
const TOO_LONG = 900_000;

const [atOnce, list, ...files] = process.argv.slice(2);
/** @type {string[]} */
const failed = [];

run({ files, concurrency: Number(atOnce), timeout: TOO_LONG })
  .on("test:fail", ({ name, file, details }) => {
    const cause = details.error.cause;
    const told = cause instanceof Error ? cause.message : String(cause ?? details.error.message);
    const sentence = told.split("\n").filter((line) => line.trim() !== "").slice(0, 2).join(" ");
    failed.push(`${relative(HERE, file ?? "")}: ${name}: ${sentence}\n`);
    process.exitCode = 1;
  })
  .compose(/** @type {any} */ (spec))
  .pipe(process.stdout);

process.on("exit", () => writeFileSync(list, failed.join("")));
