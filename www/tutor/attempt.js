/**
 * "Let me try first": the answer goes out of sight, the learner writes their own derivative, and the engine judges it: a right
 * answer in any form is right, and a slip that it knows is named.
 */
import { sentence } from "../elements/element.js";
import { mathml, mathOf, numberIn, variableName, writeNumber } from "../elements/notation.js";

/** @typedef {import("../engine.js").Engine} Engine */
/** @typedef {import("../engine.js").Formula} Formula */
/** @typedef {import("../engine.js").Problem} Problem */

/**
 * @param {HTMLElement} section holds a chain-input and a .verdict
 */
export function attempt(section) {
  const field = /** @type {import("../elements/chain-input.js").ChainInput} */ (section.querySelector("chain-input"));
  const verdict = /** @type {HTMLElement} */ (section.querySelector(".verdict"));
  /** @type {{ engine: Engine, result: Formula, problem: Problem } | undefined} */
  let task;

  const check = () => {
    if (!task || !field.parsed) {
      verdict.replaceChildren();
      verdict.className = "verdict";
      return;
    }
    const answer = field.parsed.formula;
    try {
      const { status, message, counterexample } = task.engine.check(answer.text, task.problem);
      verdict.className = `verdict ${status === "correct" ? "right" : status === "unfinished" ? "" : "wrong"}`;
      if (status === "correct") verdict.replaceChildren(answer.text === task.result.text ? "Right." : "Right, in a form of your own.");
      else verdict.replaceChildren(status === "unfinished" ? message : `Not yet. ${message}`);
      if (counterexample) {
        const { at, yours, expected } = counterexample;
        const point = Object.entries(at).flatMap(([name, value], i) => [i > 0 ? ", " : "", mathOf(variableName(name), mathml("mo", "="), numberIn(value))]);
        verdict.append(" At ", ...point, ` yours is ${writeNumber(yours)}, the slope there is ${writeNumber(expected)}.`);
      }
    } catch (error) {
      verdict.className = "verdict";
      verdict.replaceChildren(sentence(error));
    }
  };

  section.addEventListener("chain-read", (event) => {
    event.stopPropagation();
    // Half a formula is often a wrong one: judged after a pause, or on Enter.
    clearTimeout(pause);
    verdict.replaceChildren();
    pause = setTimeout(check, 900);
  });
  section.addEventListener("chain-unread", (event) => {
    event.stopPropagation();
    clearTimeout(pause);
    verdict.replaceChildren();
  });
  section.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    clearTimeout(pause);
    check();
  });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause;

  return {
    /** @param {Engine} engine @param {Formula} result what is looked for @param {Problem} problem */
    ask(engine, result, problem) {
      if (task?.result.text !== result.text) {
        field.value = "";
        verdict.replaceChildren();
      }
      task = { engine, result, problem };
    },
    focus: () => field.focus(),
  };
}
