// What a person writes in Rust for one formula or one network, compiled: `by-hand` beside this file.
import { readFile } from "node:fs/promises";

/**
 * @typedef {object} Written
 * @property {WebAssembly.Memory} memory
 * @property {(count: number) => number} reserve room for so many points with two numbers each; where it begins, in bytes
 * @property {(samples: number, count: number, parameters: number, steps: number, rate: number) => number} train
 */

const module = new URL("../../../target/wasm32-unknown-unknown/release/by_hand.wasm", import.meta.url);
const { instance } = await WebAssembly.instantiate(await readFile(module));

/** Beside these each formula by its name: where its points lie, and how many there are. */
export const byHand = /** @type {Written & Record<string, (points: number, count: number) => void>} */ (/** @type {unknown} */ (instance.exports));
