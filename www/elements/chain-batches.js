/**
 * <chain-batches rate="0.04" steps="40" seed="1"></chain-batches>
 * <chain-batches ask count="3" rate="0.04" steps="40"></chain-batches>
 *
 * Shows      one line fitted to a dozen points three times, from one start: with all points at each step, with a few, with one.
 *            The three paths lie beside one another on the loss over all points; the seed is shown, and may be another one.
 *            With `ask` one path stands alone, and its kind is to be named.
 * Attributes rate, steps, seed
 *            size   how many points a mini-batch takes (default 4)
 *            ask    a path to be named instead
 *            count  with `ask`: how many right ones make it done (default 3)
 *            name   under which the answers are told (default "variant")
 * Events     chain-answer   { skill: "predict", name, correct, attempts: 1, hints: 0 }
 *            chain-complete { skill: "predict", name, correct, attempts, hints: 0 }
 * Fallback   what stands inside.
 */
import { AttributeError, define, make } from "./element.js";
import { ChainPicture, fitted } from "./picture.js";
import { writeNumber } from "./notation.js";
import { say } from "./sentence.js";
import { Tally } from "./tally.js";

/** @typedef {import("../engine.js").Engine} Engine */
/** @typedef {{ canvas: HTMLCanvasElement, stage: HTMLElement, words: HTMLElement }} Panel */

/** Points about a line. */
const XS = [-1.5, -1.2, -0.9, -0.7, -0.3, -0.1, 0.2, 0.5, 0.7, 1, 1.3, 1.6];
const YS = [-1.9, -0.2, -1.5, 0.6, 0.1, -0.6, 1.3, 0.2, 1.9, 0.6, 2.4, 1.2];
/** Where every path begins: slope and height of the line. */
const START = [-1.2, 1.6];
const VIEW = { left: -1.9, right: 2.1, bottom: -1, top: 2.2 };
const LOSS = `(${XS.map((x, i) => `(${x}*w + b - ${YS[i]})^2`).join(" + ").replaceAll("- -", "+ ")})/${XS.length}`;

const KINDS = /** @type {const} */ (["batch", "mini-batch", "sgd"]);
const NAMES = { batch: "Batch", "mini-batch": "Mini-batch", sgd: "One at a time" };
const WHY = {
  batch: "It is smooth all the way: every step takes all points.",
  "mini-batch": "It is a little unsteady: every step takes a few points.",
  sgd: "It shivers: every step takes a single point.",
};

export class ChainBatches extends ChainPicture {
  static observedAttributes = ["rate", "steps", "seed", "size", "ask", "count"];

  /** @type {{ panels: Panel[], verdict: HTMLElement, seed: HTMLElement, next: HTMLButtonElement, choices: HTMLButtonElement[] } | undefined} */
  #parts;
  /** @type {Engine | undefined} */
  #engine;
  #seed = 1;
  #asked = "";
  #tally = new Tally(this, "variant");
  /** @type {Map<string, { points: number[][], loss: number }>} */
  #runs = new Map();

  /** @param {Engine} engine */
  draw(engine) {
    this.#engine = engine;
    this.#number("count", 3, 1, 20, true);
    const asked = ChainBatches.observedAttributes.map((name) => this.getAttribute(name)).join("\n");
    if (asked !== this.#asked) {
      this.#seed = this.#number("seed", 1, 0, 1e9, true);
      this.#runs.clear();
    }
    for (const kind of this.#shown) this.#run(kind);
    this.#build();
    this.#asked = asked;
    this.paint(globalThis.devicePixelRatio || 1);
  }

  forget() {
    super.forget();
    this.#parts = undefined;
    this.#asked = "";
  }

  /** @param {string} name @param {number} otherwise @param {number} least @param {number} most @param {boolean} whole */
  #number(name, otherwise, least, most, whole) {
    const written = this.getAttribute(name);
    const value = written === null || written === "" ? otherwise : Number(written);
    if (!(value >= least && value <= most) || (whole && !Number.isInteger(value))) throw new AttributeError(`${name}="${written}": write a number from ${writeNumber(least)} to ${writeNumber(most)}.`);
    return value;
  }

  get #asks() {
    return this.hasAttribute("ask");
  }

  /** Which kind is to be named: told by the seed, in no order that is easily seen. */
  get #kind() {
    return KINDS[(this.#seed * 7 + Math.floor(this.#seed / 3)) % 3];
  }

  /** @returns {readonly (typeof KINDS)[number][]} */
  get #shown() {
    return this.#asks ? [this.#kind] : KINDS;
  }

  /** The path of one kind. @param {(typeof KINDS)[number]} kind */
  #run(kind) {
    const engine = /** @type {Engine} */ (this.#engine);
    const key = `${kind} ${this.#seed}`;
    const known = this.#runs.get(key);
    if (known) return known;
    const batchSize = this.#number("size", 4, 1, XS.length, true);
    const steps = this.#number("steps", 40, 1, 500, true);
    const learningRate = this.#number("rate", 0.04, 1e-6, 10, false);
    /** @type {import("../engine.js").TrainingState | undefined} */
    let state;
    let loss = NaN;
    const points = [START];
    for (let step = 0; step < steps; step += 1) {
      const result = engine.train({
        network: { inputs: 1, layers: [{ units: 1, activation: "linear" }], loss: "mse", weights: [[[START[0]]]], biases: [[START[1]]], batch: { inputs: XS.map((x) => [x]), targets: YS.map((y) => [y]) } },
        optimizer: { name: "sgd", learningRate }, batching: kind === "mini-batch" ? { kind, batchSize } : { kind }, seed: this.#seed, steps: 1, state,
      });
      state = result.state;
      if (result.status === "diverged") break;
      points.push([state.weights[0][0][0], state.biases[0][0]]);
    }
    const [w, b] = points[points.length - 1];
    loss = engine.evaluate(LOSS, { w, b });
    const run = { points, loss };
    this.#runs.set(key, run);
    return run;
  }

  #build() {
    if (this.#parts && this.#parts.panels.length === this.#shown.length) return;
    super.forget();
    const panels = this.#shown.map(() => {
      const canvas = make("canvas", { role: "img" });
      return { canvas, stage: make("span", { class: "stage" }, canvas), words: make("figcaption") };
    });
    const row = make("div", { class: "runs" }, ...panels.map(({ stage, words }) => make("figure", {}, stage, words)));
    const verdict = make("p", { class: "verdict", role: "status" });
    const seed = make("span", { class: "caption" });
    const next = make("button", { type: "button", class: "choice" }, this.#asks ? "Another path" : "Another seed");
    const choices = this.#asks ? KINDS.map((kind) => make("button", { type: "button", class: "choice" }, NAMES[kind])) : [];
    choices.forEach((button, i) => button.addEventListener("click", () => this.#answer(KINDS[i])));
    next.addEventListener("click", () => {
      this.#seed += 1;
      for (const button of choices) button.disabled = false;
      next.hidden = this.#asks;
      verdict.replaceChildren();
      delete verdict.dataset.says;
      this.paint(globalThis.devicePixelRatio || 1);
      choices[0]?.focus();
    });
    next.hidden = this.#asks;
    this.replaceChildren(row, make("div", { class: "deeds no-print" }, ...choices, next, seed), verdict);
    this.#parts = { panels, verdict, seed, next, choices };
    this.watch(panels[0].stage);
  }

  /** @param {(typeof KINDS)[number]} named */
  #answer(named) {
    const parts = this.#parts;
    if (!parts || !parts.next.hidden) return;
    const correct = named === this.#kind;
    for (const button of parts.choices) button.disabled = true;
    say(parts.verdict, `${correct ? "Right." : `No, ${NAMES[this.#kind].toLowerCase()}.`} ${WHY[this.#kind]}`);
    parts.next.hidden = false;
    parts.next.focus();
    this.#tally.answer(correct);
    this.#tally.finish(this.#tally.correct >= this.#number("count", 3, 1, 20, true));
  }

  /** @param {number} pixelRatio */
  paint(pixelRatio) {
    const [parts, engine] = [this.#parts, this.#engine];
    if (!parts || !engine) return;
    say(parts.seed, `seed ${this.#seed}`);
    this.dataset.seed = String(this.#seed);
    const colour = this.look.colors;
    parts.panels.forEach(({ canvas, stage, words }, i) => {
      const kind = this.#shown[i];
      const { points, loss } = this.#run(kind);
      if (!fitted(canvas, stage, pixelRatio)) return;
      const style = { ...this.look, fontSize: this.#asks ? this.look.fontSize : 10 };
      engine.contour(canvas, {
        text: LOSS, variables: ["w", "b"], view: VIEW, equal: false, layers: ["heat", "lines", "axes"], pixelRatio, ...style,
        paths: [{ points, color: colour.derivative, width: 1.5, dots: true }], dots: [{ at: START, color: colour.ink, radius: 4, hollow: true }],
      });
      canvas.setAttribute("aria-label", this.#asks ? "The path of one run over the loss" : `The path of the run, ${points.length - 1} steps`);
      if (!this.#asks) say(words, `${NAMES[kind]}: the loss over all points ends at ${writeNumber(loss, 3)}.`);
    });
  }
}

define("chain-batches", ChainBatches);
