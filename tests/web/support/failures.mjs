// What happens in a run becomes a line for each test that failed: for the summary at the end of `cargo xtask test`.

import { relative } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = fileURLToPath(new URL("..", import.meta.url));

/** @param {AsyncIterable<import("node:test/reporters").TestEvent>} events */
export default async function* failures(events) {
  for await (const event of events) {
    if (event.type !== "test:fail") continue;
    const { name, file, details } = event.data;
    const cause = details.error.cause;
    const told = cause instanceof Error ? cause.message : String(cause ?? details.error.message);
    const sentence = told.split("\n").filter((line) => line.trim() !== "").slice(0, 2).join(" ");
    yield `${relative(HERE, file ?? "")}: ${name}: ${sentence}\n`;
  }
}
