/**
 * What an element keeps of the questions it asks: how many were answered and how many of them rightly. Each answer is told, and,
 * once, that it is done.
 */

/** @typedef {import("./element.js").ChainElement} ChainElement */

export class Tally {
  /** @type {ChainElement} */
  #asker;
  /** @type {string} */
  #otherwise;
  #attempts = 0;
  correct = 0;
  done = false;

  /** @param {ChainElement} asker @param {string} otherwise the name under which answers are told where its author gave none */
  constructor(asker, otherwise) {
    [this.#asker, this.#otherwise] = [asker, otherwise];
  }

  get #told() {
    return { skill: "predict", name: this.#asker.getAttribute("name") ?? this.#otherwise };
  }

  /** An answer that was told by the question itself. @param {boolean} correct */
  count(correct) {
    this.#attempts += 1;
    if (correct) this.correct += 1;
  }

  /** @param {boolean} correct @param {number} [attempts] it took */
  answer(correct, attempts = 1) {
    this.count(correct);
    this.#asker.tell("chain-answer", { ...this.#told, correct, attempts, hints: 0 });
  }

  /** Where that is enough it is done. @param {boolean} enough */
  finish(enough) {
    if (!enough || this.done) return;
    this.done = true;
    this.#asker.tell("chain-complete", { ...this.#told, correct: this.correct, attempts: this.#attempts, hints: 0 });
  }
}
