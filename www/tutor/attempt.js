/** "Let me try first": the answer goes out of sight, and the learner practises on the very function that was typed. */
import "../elements/chain-practice.js";

/** @param {HTMLElement} section where it is to stand */
export function attempt(section) {
  const practice = document.createElement("chain-practice");
  return {
    /** @param {string} of @param {string} variable @param {number} order how often it is differentiated */
    ask(of, variable, order) {
      for (const [name, value] of Object.entries({ variable, order: String(order), of })) {
        if (practice.getAttribute(name) !== value) practice.setAttribute(name, value);
      }
      if (!practice.isConnected) section.append(practice);
    },
    focus: () => practice.focus(),
  };
}
