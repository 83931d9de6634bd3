/** What the attributes of a graph ask for. */
import { AttributeError, sentence } from "./element.js";

/** @param {string} written @returns {import("../engine.js").NetworkSpec} */
export function readNetwork(written) {
  try {
    return JSON.parse(written);
  } catch (error) {
    throw new AttributeError(`network="${written.slice(0, 40)}…" is not JSON: ${sentence(error)}`);
  }
}

/** @param {string | null} written */
export function readStep(written) {
  if (written === null || written === "") return undefined;
  if (!/^\d{1,6}$/.test(written)) throw new AttributeError(`step="${written}" is not a step: write a whole number, 0 or more.`);
  return Number(written);
}

/** @param {string | null} written */
export function readRate(written) {
  if (written === null || written === "") return undefined;
  const rate = Number(written);
  if (!Number.isFinite(rate)) throw new AttributeError(`rate="${written}" is not a number.`);
  return rate;
}
