// What a call throws, checked to be an EngineError as the contract describes it.
import assert from "node:assert/strict";

/** @import { EngineError } from "../../../www/engine.js" */

const NAMES = ["ParseError", "DomainError", "LimitError", "UsageError"];

/**
 * @param {() => unknown} act
 * @returns {EngineError & { cause?: unknown }}
 */
export function thrown(act) {
  try {
    act();
  } catch (error) {
    return asEngineError(error);
  }
  return assert.fail("nothing was thrown");
}

/**
 * @param {Promise<unknown>} promise
 * @returns {Promise<EngineError & { cause?: unknown }>}
 */
export async function rejection(promise) {
  try {
    await promise;
  } catch (error) {
    return asEngineError(error);
  }
  return assert.fail("nothing was thrown");
}

/** @param {unknown} error */
export function asEngineError(error) {
  assert.ok(error instanceof Error, `not an Error: ${error}`);
  const refusal = /** @type {EngineError} */ (error);
  assert.ok(NAMES.includes(refusal.name), `not an EngineError: ${error.stack}`);
  assert.match(refusal.message, /^\S.*[.?!]$/s, "the message is a sentence");
  assert.match(refusal.code, /^[a-z0-9]+(-[a-z0-9]+)*$/, "the code is an id");
  return refusal;
}
