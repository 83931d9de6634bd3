/**
 * "Let me try first": the answer goes out of sight, and the learner derives the typed function alone, with practice's verdicts
 * and hints: a right answer in another form is right, a slip is named.
 */
import "../elements/chain-practice.js";

/** @typedef {import("../engine.js").Derivation} Derivation */

/**
 * @param {HTMLElement} section holds a chain-practice
 */
export function attempt(section) {
  const practice = /** @type {import("../elements/chain-practice.js").ChainPractice} */ (section.querySelector("chain-practice"));
  return {
    /** @param {Derivation} derivation what is to be found */
    ask({ input, variable, order }) {
      const asked = { of: input.text, variable, order: String(order) };
      for (const [name, value] of Object.entries(asked)) {
        if (practice.getAttribute(name) !== value) practice.setAttribute(name, value);
      }
    },
    focus: () => practice.focus(),
  };
}
