/**
 * How far one has come with a practice, and when that is enough: three right in a row without a look at the step, of more
 * than one kind; or, where a number is asked for, that many in all, so many of them at once and without that look.
 */
import { ENOUGH } from "../mastery.js";

export class Series {
  /** How many were right, and what they took. */
  right = 0;
  attempts = 0;
  hints = 0;
  #done = false;
  #row = 0;
  /** Kinds of the problems of the row. @type {Set<string>} */
  #kinds = new Set();
  /** Where a number is asked for: what was practised of it, and whether it was right at once. @type {{ skill: string, clean: boolean }[]} */
  #round = [];
  /** @type {{ count: number, need: number, kinds: number }} */
  #asked;

  /** @param {{ count: number, need: number, kinds: number }} asked a count of 0 asks for a row of so many kinds */
  constructor(asked) {
    this.#asked = asked;
  }

  /** Of the skills those that this round has not had, or all where it has had them. @param {string[]} skills */
  fresh(skills) {
    const fresh = skills.filter((id) => !this.#round.some(({ skill }) => skill === id));
    return fresh.length > 0 ? fresh : skills;
  }

  /** Whether a problem of this kind has been in the row. @param {string} kind */
  has(kind) {
    return this.#kinds.has(kind);
  }

  /** Whether as many kinds are left to be met as problems, so that the next has to be of another one. @param {string} kind */
  wantsAnother(kind) {
    const missing = this.#asked.kinds - this.#kinds.size;
    return this.#asked.count === 0 && this.has(kind) && missing > 0 && missing >= ENOUGH - this.#row;
  }

  /** A wrong answer: the row begins anew. */
  missed() {
    this.#row = 0;
    this.#kinds.clear();
  }

  /** A problem was tried and left. @param {string} skill */
  left(skill) {
    if (this.#asked.need > 0) this.#round.push({ skill, clean: false });
  }

  /**
   * A right answer, and what it means: "done" once, when that is enough; of a round that was not, how many were right at once.
   * @param {{ skill: string, kind: string, attempts: number, alone: boolean, only: boolean }} answer
   *   alone: without a look at the step; only: there is no other kind
   * @returns {"done" | number | undefined}
   */
  answered({ skill, kind, attempts, alone, only }) {
    this.right += 1;
    this.attempts += attempts;
    if (!alone) this.missed();
    else {
      this.#row += 1;
      this.#kinds.add(kind);
    }
    this.#round.push({ skill, clean: alone && attempts === 1 });
    const { count, need, kinds } = this.#asked;
    if (count === 0 && (this.#row < ENOUGH || (this.#kinds.size < kinds && !only))) return undefined;
    if (this.#round.length < count) return undefined;
    const clean = this.#round.filter(({ clean }) => clean).length;
    this.#round = [];
    if (this.#done) return undefined;
    if (clean < need) return clean;
    this.#done = true;
    return "done";
  }
}
