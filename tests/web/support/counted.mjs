// The built engine with a counter in it: what a call costs, in turns of loops and calls of functions. That is the same number on
// every machine, at any load, where a time would be another each time it is taken. A process has one engine: not beside `engine.mjs`.
import binaryen from "binaryen";
import { loadEngine } from "../../../www/engine.js";
import { bytes } from "./built.mjs";

/** @import { Engine } from "../../../www/engine.js" */

let counted = 0;

// The pass reports the beginning of every function, its ends, and every turn of every loop.
const REPORT = "log_execution";
const module = binaryen.readBinary(bytes);
module.runPasses(["log-execution"]);

// What the engine imports is its loader's own: the counter is put beside it.
const { instantiate } = WebAssembly;
WebAssembly.instantiate = /** @type {any} */ ((/** @type {BufferSource} */ source, /** @type {Record<string, Record<string, Function>>} */ imports) => {
  for (const part of Object.values(imports)) part[REPORT] = () => void (counted += 1);
  return instantiate(source, /** @type {any} */ (imports));
});

const engine = await loadEngine(/** @type {Uint8Array<ArrayBuffer>} */ (module.emitBinary()));

/** How much work the engine has with this. @param {(engine: Engine) => unknown} act */
export function work(act) {
  const before = counted;
  act(engine);
  return counted - before;
}
