/**
 * <chain-predict right="3">
 *   <p>x rises from 3 to 3.01. By about how much does x² rise?</p>
 *   <ol><li>0.01</li><li>0.03</li><li>0.06</li></ol>
 *   <details><summary>See</summary><p>By 0.0601: six times as much as x.</p></details>
 * </chain-predict>
 *
 * Shows      a question to commit to before the explanation: the choices become buttons, and the first press opens the
 *            explanation and says whether the prediction held. Nothing is lost by a wrong one.
 * Attributes right  which choice holds, counted from 1
 *            name   under which the answer is told (default "predict")
 *            again  where it has to be known: a wrong choice may be taken back, and it ends with the right one
 * Methods    reset()  as if nobody had answered
 * Events     chain-answer { skill: "predict", name, correct, attempts, hints: 0 }  correct: at the first try
 * Fallback   the question, the choices as a list, and the explanation to open.
 */
import { AttributeError, define, make } from "./element.js";
import { ChainQuestion } from "./question.js";

export class ChainPredict extends ChainQuestion {
  static observedAttributes = ["right", "again"];

  #ready = false;
  #attempts = 0;
  /** Counted from 1. */
  #right = 0;

  build() {
    const list = this.querySelector("ol");
    const explanation = this.querySelector("details");
    if (!list || !explanation) throw new AttributeError("A prediction needs its choices as an <ol> and what turns out as a <details>.");
    const choices = [...list.children];
    const right = Number(this.getAttribute("right"));
    if (!Number.isInteger(right) || right < 1 || right > choices.length) {
      throw new AttributeError(`right="${this.getAttribute("right") ?? ""}": write which of the ${choices.length} choices holds, counted from 1.`);
    }
    this.#right = right;
    if (this.#ready) return;
    this.#ready = true;
    const verdict = make("p", { class: "verdict", role: "status" });
    explanation.before(verdict);
    explanation.hidden = true;
    list.classList.add("choices");
    choices.forEach((choice, i) => {
      const button = make("button", { type: "button", class: "choice" });
      button.append(...choice.childNodes);
      choice.append(button);
      button.addEventListener("click", () => button.ariaDisabled || this.#answer(i + 1 === this.#right, choice, choices[this.#right - 1], verdict, explanation));
    });
  }

  /**
   * @param {boolean} right
   * @param {Element} chosen
   * @param {Element} best
   * @param {HTMLElement} verdict
   * @param {HTMLDetailsElement} explanation
   */
  #answer(right, chosen, best, verdict, explanation) {
    this.#attempts += 1;
    chosen.classList.add(right ? "right" : "chosen");
    // It keeps the focus, and does nothing more.
    for (const button of chosen.querySelectorAll("button")) button.ariaDisabled = "true";
    if (!right && this.hasAttribute("again")) {
      verdict.textContent = "Not that one. Look once more, and choose again.";
      return;
    }
    const correct = right && this.#attempts === 1;
    for (const button of this.querySelectorAll("button")) button.disabled = !button.ariaDisabled;
    best.classList.add("right");
    verdict.textContent = correct ? "Your prediction holds." : right ? "That is it. See why:" : "It turns out otherwise. See why:";
    explanation.hidden = false;
    explanation.open = true;
    const name = this.getAttribute("name") ?? "predict";
    this.tell("chain-answer", { skill: "predict", name, correct, attempts: this.#attempts, hints: 0 });
  }

  reset() {
    const explanation = this.querySelector("details");
    if (!this.#ready || !explanation) return;
    this.#attempts = 0;
    for (const button of this.querySelectorAll("button")) [button.disabled, button.ariaDisabled] = [false, null];
    for (const choice of this.querySelectorAll(".choices > *")) choice.classList.remove("right", "chosen");
    this.querySelector(":scope > .verdict")?.replaceChildren();
    [explanation.hidden, explanation.open] = [true, false];
  }
}

define("chain-predict", ChainPredict);
