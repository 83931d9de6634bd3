// The built engine in Node: from its bytes, as a one-file page or a tool would load it.
import { readFile } from "node:fs/promises";
import { loadEngine } from "../../../www/engine.js";

/** @import { Engine } from "../../../www/engine.js" */

/** The built module. */
export const bytes = await readFile(new URL("../../../www/pkg/chainrule_bg.wasm", import.meta.url));

/** The contract's engine, and what only the tests call. */
export const engine = /** @type {Engine & { version(): string, trapForTests(): void }} */ (await loadEngine(bytes));
