// Calls become the milliseconds that they take when the engine is compiled for this machine.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../../../target/release/examples/measure", import.meta.url));

/** @param {unknown[][]} calls as `["differentiate", "x^2", {}]` @returns {number[]} */
export function native(calls) {
  const input = calls.map((call) => `${JSON.stringify(call)}\n`).join("");
  const lines = execFileSync(program, { input, encoding: "utf8", maxBuffer: 1 << 26 }).trim().split("\n");
  if (lines.length !== calls.length) throw new Error(`${lines.length} times for ${calls.length} calls`);
  return lines.map(Number);
}
