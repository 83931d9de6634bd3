/**
 * "Let me try first": the answer goes out of sight, the learner writes their own derivative, and it is compared with the
 * engine's as a function, not as a string: a right answer in another form is right.
 */
import { sentence } from "../elements/element.js";
import { mathml, mathOf, numberIn, variableName, writeNumber } from "../elements/notation.js";

/** @typedef {import("../engine.js").Engine} Engine */
/** @typedef {import("../engine.js").Formula} Formula */

/**
 * @param {HTMLElement} section holds a chain-input and a .verdict
 */
export function attempt(section) {
  const field = /** @type {import("../elements/chain-input.js").ChainInput} */ (section.querySelector("chain-input"));
  const verdict = /** @type {HTMLElement} */ (section.querySelector(".verdict"));
  /** @type {{ engine: Engine, result: Formula } | undefined} */
  let task;

  const check = () => {
    if (!task || !field.parsed) {
      verdict.replaceChildren();
      verdict.className = "verdict";
      return;
    }
    const answer = field.parsed.formula;
    try {
      const { equal, how, at, values } = task.engine.equivalent(answer.text, task.result.text);
      verdict.className = `verdict ${equal ? "right" : "wrong"}`;
      if (equal) {
        verdict.replaceChildren(answer.text === task.result.text ? "Right. " : "Right, in a form of your own. ");
        if (how === "sampled") verdict.append("It agrees at every point tried.");
      } else if (how === "different-variables") {
        verdict.replaceChildren("Not yet: your answer has other variables than the function.");
      } else if (at && values) {
        const point = Object.entries(at).flatMap(([name, value], i) => [i > 0 ? ", " : "", mathOf(variableName(name), mathml("mo", "="), numberIn(value))]);
        verdict.replaceChildren("Not yet. At ", ...point, ` yours is ${writeNumber(values[0])}, the slope there is ${writeNumber(values[1])}.`);
      } else verdict.replaceChildren("Not yet.");
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
    /** @param {Engine} engine @param {Formula} result */
    ask(engine, result) {
      if (task?.result.text !== result.text) {
        field.value = "";
        verdict.replaceChildren();
      }
      task = { engine, result };
    },
    focus: () => field.focus(),
  };
}
