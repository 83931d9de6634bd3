/**
 * An equation asks for a point that lies on its curve: the first one shown should.
 */
import { differentiate } from "../elements/chain-steps.js";

/** @typedef {import("../engine.js").Engine} Engine */

/** Textbooks choose their points among these. */
const NUMBERS = Float64Array.from({ length: 13 }, (_, i) => i - 6);

/**
 * A point of whole numbers on the curve where it has a slope: `at` itself, if it is one, or the nearest, if possible without
 * signs and noughts. Nothing where there is none.
 * @param {Engine} engine
 * @param {{ text: string, variables: string[] }} shown an equation
 * @param {Record<string, number>} at
 */
export function onCurve(engine, { text, variables }, at) {
  const sides = text.split(" = ");
  if (variables.length !== 2 || sides.length !== 2) return undefined;
  const [right, up] = variables;
  const here = { [right]: at[right] ?? 1, [up]: at[up] ?? 1 };
  const hasSlope = (/** @type {Record<string, number>} */ point) =>
    !differentiate(engine, text, { variable: right, order: 1, at: point, detail: "none" }).trouble;
  try {
    if (hasSlope(here)) return here;
    const met = [...NUMBERS].flatMap((x) => {
      const [a, b] = sides.map((side) => engine.sample(side, up, NUMBERS, { [right]: x }));
      const meet = (/** @type {number} */ _, /** @type {number} */ i) => Math.abs(a[i] - b[i]) <= 1e-12 * (1 + Math.abs(a[i]));
      return [...NUMBERS].filter(meet).map((y) => ({ [right]: x, [up]: y }));
    });
    const away = (/** @type {Record<string, number>} */ point) =>
      Math.hypot(...variables.map((name) => point[name] - here[name])) + (variables.every((name) => point[name] > 0) ? 0 : 100);
    return met.sort((a, b) => away(a) - away(b)).find(hasSlope);
  } catch {
    // What there is to say is said beside the result.
    return undefined;
  }
}
