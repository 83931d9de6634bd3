/**
 * <chain-quiz need="4">
 *   <chain-predict right="1"> … </chain-predict>
 *   <chain-predict right="3"> … </chain-predict> …
 * </chain-quiz>
 *
 * Shows      several questions as one: a question at a time, and how many were right. Where fewer were right than are needed,
 *            they come once more, in another order.
 * Attributes need  how many have to be right in one round (default: all)
 *            name  under which the end is told (default "quiz")
 * Events     chain-answer   { skill: "predict", name, correct, attempts: 1, hints: 0 }  of each question
 *            chain-complete { skill: "predict", name, correct, attempts, hints: 0 }  enough were right, once
 * Fallback   the questions below one another, each with its explanation.
 */
import { AttributeError, define, make, readWhole } from "./element.js";
import { ChainQuestion } from "./question.js";
import { Tally } from "./tally.js";
import "./chain-predict.js";

/** @typedef {import("./chain-predict.js").ChainPredict} ChainPredict */

export class ChainQuiz extends ChainQuestion {
  static observedAttributes = ["need"];

  /** In the order in which they are asked. @type {ChainPredict[]} */
  #asked = [];
  #at = 0;
  #right = 0;
  #need = 0;
  #tally = new Tally(this, "quiz");
  /** @type {{ place: HTMLElement, next: HTMLButtonElement } | undefined} */
  #parts;

  build() {
    const questions = /** @type {ChainPredict[]} */ ([...this.querySelectorAll(":scope > chain-predict")]);
    if (questions.length === 0) throw new AttributeError("A quiz holds its questions, each a <chain-predict>.");
    this.#need = readWhole(this, "need", questions.length, questions.length);
    if (this.#parts?.place.isConnected) return;
    this.querySelector(":scope > .pace")?.remove();
    this.#asked = questions;
    const place = make("p", { class: "caption", role: "status" });
    const next = make("button", { type: "button" }, "Next");
    next.addEventListener("click", () => this.#next());
    this.append(make("div", { class: "pace no-print" }, next, place));
    this.#parts = { place, next };
    this.addEventListener("chain-answer", this.#answered);
    this.#show();
  }

  /** @param {Event} event */
  #answered = (event) => {
    const question = this.#asked[this.#at];
    if (event.target !== question || !this.#parts) return;
    const { correct } = /** @type {CustomEvent} */ (event).detail;
    this.#tally.count(correct);
    if (correct) this.#right += 1;
    const all = this.#asked.length;
    const last = this.#at + 1 === all;
    const { place, next } = this.#parts;
    const enough = this.#right >= this.#need;
    if (!last) place.textContent = `${this.#right} of ${this.#at + 1} right so far.`;
    else place.textContent = enough ? `${this.#right} of ${all} right.` : `${this.#right} of ${all} right; ${this.#need} will do. All come once more, in another order.`;
    next.textContent = last ? "Once more" : "Next";
    next.hidden = last && enough;
    if (!next.hidden) next.focus();
    this.#tally.finish(last && enough);
  };

  #next() {
    this.#at += 1;
    if (this.#at === this.#asked.length) {
      [this.#at, this.#right] = [0, 0];
      // Every second one first, the others after them.
      this.#asked = [...this.#asked.filter((_, i) => i % 2 === 1), ...this.#asked.filter((_, i) => i % 2 === 0)];
      for (const question of this.#asked) question.reset();
    }
    this.#show();
    this.#asked[this.#at].querySelector("button")?.focus();
  }

  #show() {
    if (!this.#parts) return;
    this.#asked.forEach((question, i) => question.classList.toggle("later", i !== this.#at));
    this.#parts.next.hidden = true;
    this.#parts.place.textContent = `${this.#at + 1} of ${this.#asked.length}; ${this.#need} right will do.`;
  }
}

define("chain-quiz", ChainQuiz);
