// The built engine in Node.
import { loadEngine } from "../../../www/engine.js";
import { bytes } from "./built.mjs";

/** @import { Engine } from "../../../www/engine.js" */

/** The contract's engine, and what only the tests call. */
export const engine = /** @type {Engine & { version(): string, trapForTests(): void }} */ (await loadEngine(bytes));
