/**
 * The slope at the point by four independent roads, in a table that is there before anything has been computed.
 */
import { derivativeAt, derivativeName, mathml, mathOf, numberIn, variableName, writeNumber } from "../elements/notation.js";

/** @typedef {import("../engine.js").Engine} Engine */

const ROADS = /** @type {const} */ (["symbolic", "forward", "reverse", "finiteDifference"]);

/**
 * @param {HTMLElement} table the table in the page, one row a road
 * @param {HTMLElement} caption says of what and where
 */
export function roads(table, caption) {
  const cells = Object.fromEntries(ROADS.map((road) => [road, table.querySelector(`[data-road="${road}"] .number`)]));

  /** @param {Partial<Record<(typeof ROADS)[number], number>>} values */
  const fill = (values) => {
    for (const road of ROADS) {
      const cell = cells[road];
      if (cell) cell.textContent = writeNumber(values[road], 12);
    }
  };

  return {
    /**
     * @param {Engine} engine
     * @param {{ text: string, name?: string }} shown
     * @param {string} variable
     * @param {Record<string, number>} at
     */
    show(engine, { text, name }, variable, at) {
      const several = Object.keys(at).length > 1;
      const slope = mathOf(several ? derivativeName(1, variable, true, name) : derivativeAt(1, variable, numberIn(at[variable]), false, name));
      /** @type {(Node | string)[]} */
      const parts = [slope];
      if (several) {
        parts.push(" at ");
        Object.entries(at).forEach(([other, value], i) => parts.push(i > 0 ? ", " : "", mathOf(variableName(other), mathml("mo", "="), numberIn(value))));
      }
      caption.replaceChildren(...parts, " by four roads");
      try {
        fill(engine.agreement(text, at).partials[variable] ?? {});
      } catch {
        // Said once, beside the result; here it is simply not computed.
        fill({});
      }
    },
    clear: () => fill({}),
  };
}

