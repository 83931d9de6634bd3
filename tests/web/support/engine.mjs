// The built engine in Node: from its bytes, as a one-file page or a tool would load it.
import { readFile } from "node:fs/promises";
import { loadEngine } from "../../../www/engine.js";

/** Where the built module lies. */
export const wasmFile = new URL("../../../www/pkg/chainrule_bg.wasm", import.meta.url);

export const engine = await loadEngine(await readFile(wasmFile));
