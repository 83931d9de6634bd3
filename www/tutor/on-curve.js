/**
 * An equation asks for a point that lies on its curve: the first one shown should.
 */

/** Textbooks choose their points among these. */
const NUMBERS = Float64Array.from({ length: 13 }, (_, i) => i - 6);

/** What is refused here is said beside the result. @template T @param {() => T} ask */
function tried(ask) {
  try {
    return ask();
  } catch {
    return undefined;
  }
}

/**
 * A point of whole numbers on the curve where it has a slope: `at` itself, if it is one, or the nearest. Nothing where there
 * is none.
 * @param {import("../engine.js").Engine} engine
 * @param {{ text: string, variables: string[] }} shown an equation
 * @param {Record<string, number>} at
 */
export function onCurve(engine, { text, variables: [by, of, more] }, at) {
  if (!of || more) return undefined;
  const here = { [by]: 1, [of]: 1, ...at };
  const away = (/** @type {Record<string, number>} */ point) => Math.hypot(point[by] - here[by], point[of] - here[of]);
  const hasSlope = (/** @type {Record<string, number>} */ at) => tried(() => engine.implicit(text, { of, by, at, detail: "none" }));
  if (hasSlope(here)) return here;
  const met = [...NUMBERS].flatMap((x) => {
    const sides = tried(() => text.split(" = ").map((side) => engine.sample(side, of, NUMBERS, { [by]: x })));
    return [...NUMBERS].filter((_, i) => sides && Math.abs(sides[0][i] - sides[1][i]) < 1e-9).map((y) => ({ [by]: x, [of]: y }));
  });
  return met.sort((a, b) => away(a) - away(b)).find(hasSlope);
}
