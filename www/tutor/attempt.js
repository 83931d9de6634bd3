/** "Let me try first": the answer goes out of sight, and the learner practises on the very function that was typed. */

/** @param {HTMLElement} section where it is to stand */
export function attempt(section) {
  /** Made when it is first asked for: most come to see. @type {HTMLElement | undefined} */
  let practice;
  /** Its code, which comes with the wish to practise and not before. @type {Promise<unknown> | undefined} */
  let coming;

  return {
    /** @param {string} of @param {string} variable @param {number} order how often it is differentiated */
    ask(of, variable, order) {
      coming ??= import("../elements/chain-practice.js");
      const fresh = practice ?? document.createElement("chain-practice");
      for (const [name, value] of Object.entries({ variable, order: String(order), of })) {
        if (fresh.getAttribute(name) !== value) fresh.setAttribute(name, value);
      }
      if (!practice) section.append(fresh);
      practice = fresh;
    },
    focus: () => coming?.then(() => practice?.focus()),
  };
}
