/**
 * A function of several variables: its gradient in one line, the way to each partial derivative, and, of two variables, the
 * surface from above with the gradient's arrow. Of an equation, its curve with the tangent.
 */
import { typeset } from "../elements/chain-math.js";
import { make, writePoint } from "../elements/element.js";
import { derivativeInLine, derivativeName, mathml, mathOf, numberIn, tight, variableName } from "../elements/notation.js";
import { keepFitting } from "../elements/room.js";

/** @typedef {import("../engine.js").Engine} Engine */
/** @typedef {import("../engine.js").Formula} Formula */

/** More partial derivatives than this are looked at one by one. */
const MOST = 4;
/** Longer formulas in one pair of brackets nobody can read. */
const LONGEST = 120;

/** @param {Node[]} parts */
const inBrackets = (parts) =>
  mathml("mrow", tight("("), ...parts.flatMap((part, i) => (i > 0 ? [mathml("mo", ","), part] : [part])), tight(")"));

/** @param {string | undefined} name @param {Node} where */
const nabla = (name = "f", where) => mathml("mrow", tight("∇"), variableName(name), where);

/** A formula's own row, to stand inside another. @param {Formula} formula */
const row = (formula) => mathml("mrow", ...typeset(formula).childNodes);

/** @param {string} variable */
function stepsBy(variable) {
  const steps = document.createElement("chain-steps");
  steps.setAttribute("variable", variable);
  steps.setAttribute("fixed", "");
  return steps;
}

/**
 * @param {HTMLElement} picture the chain-contour
 * @param {HTMLElement} line where the gradient is written
 * @param {HTMLElement} others where the steps of the other partial derivatives stand
 */
export function surface(picture, line, others) {
  return {
    /**
     * @param {Engine} engine
     * @param {{ text: string, name?: string, variables: string[] }} shown
     * @param {{ of: string, variable: string, at: Record<string, number>, order: number, detail: string, attempt: boolean, equation: boolean }} state
     */
    show(engine, { text, name: own = "f", variables }, { of, variable, at, order, detail, attempt, equation }) {
      const several = variables.length > 1 && order === 1 && !equation;
      const flat = equation ? variables.length > 1 : variables.length === 2 && order === 1;
      picture.hidden = !flat;
      if (flat) {
        // Its code comes with the first function of two variables.
        import("../elements/chain-contour.js");
        for (const [name, value] of [["of", of], ["at", writePoint(at)], ["hide", attempt ? "gradient" : ""]]) {
          if ((picture.getAttribute(name) ?? "") !== value) picture.setAttribute(name, value);
        }
      }
      this.write(engine, { text, name: own, variables: equation ? [] : variables }, at, order);
      const rest = several && !attempt && variables.length <= MOST ? variables.filter((name) => name !== variable) : [];
      const known = [...others.querySelectorAll("chain-steps")];
      if (known.map((steps) => steps.getAttribute("variable")).join() !== rest.join() || others.dataset.name !== own) {
        others.dataset.name = own;
        others.replaceChildren(...rest.flatMap((name) => [
          make("h2", { "aria-label": derivativeInLine(1, name, true, own) }, mathOf(derivativeName(1, name, true, own))),
          stepsBy(name),
        ]));
      }
      for (const steps of others.querySelectorAll("chain-steps")) {
        if (steps.getAttribute("of") !== text) steps.setAttribute("of", text);
      }
      this.deepen(detail);
    },

    /** All steps as deep as the first ones. @param {string} detail */
    deepen(detail) {
      for (const steps of others.querySelectorAll("chain-steps")) {
        if (steps.getAttribute("detail") !== detail) steps.setAttribute("detail", detail);
      }
    },

    /**
     * The gradient as a formula and at the point: all that changes while the point is dragged.
     * @param {Engine} engine
     * @param {{ text: string, name?: string, variables: string[] }} shown
     * @param {Record<string, number>} at
     * @param {number} order
     */
    write(engine, { text, name, variables }, at, order) {
      line.replaceChildren();
      if (variables.length < 2 || order !== 1) return;
      try {
        const { partials, gradient, length } = engine.gradient(text, { at });
        const formulas = partials.map((partial) => partial.result);
        if (formulas.map((formula) => formula.text).join().length <= LONGEST) {
          line.append(mathOf(nabla(name, inBrackets(variables.map(variableName))), mathml("mo", "="), inBrackets(formulas.map(row))), " ");
        }
        if (gradient) {
          const here = variables.map((name) => numberIn(at[name]));
          const numbers = gradient.map((slope) => numberIn(slope));
          line.append(mathOf(nabla(name, inBrackets(here)), mathml("mo", "="), inBrackets(numbers)));
          if (length !== undefined) line.append(make("span", { class: "aside" }, " of length ", mathOf(numberIn(length))));
        }
        keepFitting(line);
      } catch {
        // Said once, beside the result.
      }
    },
  };
}
