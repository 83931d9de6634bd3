/**
 * <chain-match of="x^2 | e^x | ln(x) | relu(x)" view="-3 3 -3 3" order="3 1 4 2">
 *   <p>Which slope graph belongs to which graph?</p>
 *   <details><summary>See</summary><p>Where a graph rises, its slope lies above 0.</p></details>
 * </chain-match>
 *
 * Shows      small graphs, and below them the graphs of their slopes in another order: one is chosen above, then its slope below.
 *            A wrong choice is answered by a place where the two do not go together.
 * Attributes of        the functions, parted by |, two to six
 *            variable  of all of them (default x)
 *            view      "left right bottom top" of all pictures (default "-3 3 -3 3")
 *            order     how the slope graphs stand: which graph's slope comes first, second … (default: the last one first)
 *            name      under which the answer is told (default "match")
 * Events     chain-answer { skill: "predict", name, correct, attempts, hints: 0 }  all are matched; correct: without a miss, attempts: one more than misses
 * Fallback   the question, and the explanation to open.
 */
import { AttributeError, complainAbove, define, make } from "./element.js";
import { ChainPicture, fitted, readPlane } from "./picture.js";
import { writeNumber, plainName } from "./notation.js";
import { say } from "./sentence.js";

/** @typedef {import("../engine.js").Engine} Engine */
/** @typedef {{ button: HTMLButtonElement, canvas: HTMLCanvasElement, stage: HTMLElement, mark: HTMLElement }} Card */

/** Places at which a graph and a slope are held against one another. */
const PLACES = 25;

export class ChainMatch extends ChainPicture {
  static observedAttributes = ["of", "variable", "view", "order"];

  /** @type {{ box: HTMLElement, graphs: Card[], slopes: Card[], verdict: HTMLElement } | undefined} */
  #parts;
  /** @type {Engine | undefined} */
  #engine;
  #asked = "";
  /** @type {string[]} */
  #functions = [];
  /** Which graph's slope stands at each place. @type {number[]} */
  #order = [];
  #chosen = 0;
  #attempts = 0;
  /** @type {Set<number>} */
  #matched = new Set();

  /** @param {Engine} engine */
  draw(engine) {
    this.#engine = engine;
    complainAbove(this);
    const asked = ChainMatch.observedAttributes.map((name) => this.getAttribute(name) ?? "").join("\n");
    const of = this.needed("of");
    const functions = of.split("|").map((text) => text.trim());
    if (functions.length < 2 || functions.length > 6) throw new AttributeError(`of="${of}": write two to six functions, parted by |.`);
    for (const text of functions) engine.sampleSlopes(text, this.#variable, Float64Array.of(1));
    const written = this.getAttribute("order");
    const order = written === null ? functions.map((_, i) => (i + functions.length - 1) % functions.length) : written.trim().split(/[\s,]+/).map((place) => Number(place) - 1);
    if ([...order].sort().join() !== functions.map((_, i) => i).join()) throw new AttributeError(`order="${written}": write each number from 1 to ${functions.length} once.`);
    readPlane(this.getAttribute("view"));
    [this.#functions, this.#order] = [functions, order];
    if (asked !== this.#asked || !this.#parts) this.#build();
    this.#asked = asked;
    this.paint(globalThis.devicePixelRatio || 1);
  }

  /** The author's own words stay, below what is wrong with them. @param {unknown} error */
  complain(error) {
    this.#clear();
    complainAbove(this, error);
  }

  forget() {
    this.#clear();
  }

  #clear() {
    super.forget();
    this.#parts?.box.remove();
    this.#parts = undefined;
  }

  get #variable() {
    return this.getAttribute("variable") || "x";
  }

  get #frame() {
    return readPlane(this.getAttribute("view")) ?? { left: -3, right: 3, bottom: -3, top: 3 };
  }

  #build() {
    this.#clear();
    [this.#chosen, this.#attempts] = [0, 0];
    this.#matched.clear();
    const card = (/** @type {string} */ name) => {
      const canvas = make("canvas", { "aria-hidden": "true" });
      const stage = make("span", { class: "stage" }, canvas);
      const mark = make("span", { class: "mark" }, name);
      return { canvas, stage, mark, button: make("button", { type: "button", class: "card" }, mark, stage) };
    };
    const graphs = this.#functions.map((_, i) => card("ABCDEF"[i]));
    const slopes = this.#order.map((_, i) => card(String(i + 1)));
    graphs.forEach(({ button }, i) => button.addEventListener("click", () => this.#choose(i)));
    slopes.forEach(({ button }, place) => button.addEventListener("click", () => this.#try(place)));
    const row = (/** @type {string} */ name, /** @type {Card[]} */ cards) =>
      make("div", { class: "cards", role: "group", "aria-label": name }, ...cards.map(({ button }) => button));
    const verdict = make("p", { class: "verdict", role: "status" });
    const box = make("div", { class: "matching" }, make("p", { class: "caption" }, "Graphs"), row("Graphs", graphs), make("p", { class: "caption" }, "Slope graphs"), row("Slope graphs", slopes), verdict);
    const explanation = this.#explanation;
    if (explanation) {
      [explanation.hidden, explanation.open] = [true, false];
      explanation.before(box);
    } else this.append(box);
    this.toggleAttribute("data-answered", false);
    this.#parts = { box, graphs, slopes, verdict };
    this.watch(graphs[0].stage);
    this.#choose(0);
  }

  get #explanation() {
    return /** @type {HTMLDetailsElement | null} */ (this.querySelector(":scope > details"));
  }

  /** @param {number} i */
  #choose(i) {
    if (!this.#parts || this.#matched.has(i)) return;
    this.#chosen = i;
    this.#parts.graphs.forEach(({ button }, place) => this.#matched.has(place) || button.setAttribute("aria-pressed", String(place === i)));
  }

  /** @param {number} place */
  #try(place) {
    const parts = this.#parts;
    if (!parts || !this.#engine || this.#matched.size === this.#functions.length) return;
    const [graph, slope] = [parts.graphs[this.#chosen], parts.slopes[place]];
    const letter = "ABCDEF"[this.#chosen];
    this.#attempts += 1;
    if (this.#order[place] !== this.#chosen) {
      say(parts.verdict, this.#apart(this.#engine, letter, place));
      return;
    }
    this.#matched.add(this.#chosen);
    for (const { button } of [graph, slope]) {
      button.disabled = true;
      button.classList.add("right");
      button.removeAttribute("aria-pressed");
    }
    graph.mark.textContent = slope.mark.textContent = `${letter} · ${place + 1}`;
    const next = this.#functions.findIndex((_, i) => !this.#matched.has(i));
    if (next >= 0) {
      say(parts.verdict, `${letter} and ${place + 1} belong together. Next: ${"ABCDEF"[next]}.`);
      this.#choose(next);
      return;
    }
    const correct = this.#attempts === this.#functions.length;
    say(parts.verdict, correct ? "All matched, at the first try." : `All matched, in ${this.#attempts} tries.`);
    this.toggleAttribute("data-answered", true);
    const explanation = this.#explanation;
    if (explanation) [explanation.hidden, explanation.open] = [false, true];
    this.tell("chain-answer", { skill: "predict", name: this.getAttribute("name") ?? "match", correct, attempts: 1 + this.#attempts - this.#functions.length, hints: 0 });
  }

  /** Where the chosen graph and a slope do not go together. @param {Engine} engine @param {string} letter @param {number} place */
  #apart(engine, letter, place) {
    const { left, right } = this.#frame;
    const xs = Float64Array.from({ length: PLACES }, (_, i) => left + ((right - left) * i) / (PLACES - 1));
    const slopesOf = (/** @type {number} */ i) => engine.sampleSlopes(this.#functions[i], this.#variable, xs)[1];
    const [own, shown] = [slopesOf(this.#chosen), slopesOf(this.#order[place])];
    const at = (/** @type {number} */ i) => `${plainName(this.#variable)} = ${writeNumber(xs[i], 2)}`;
    /** Where it is clearest. @param {(i: number) => number} clear */
    const best = (clear) => xs.reduce((found, _, i) => (clear(i) > (found < 0 ? 0.2 : clear(found)) ? i : found), -1);
    /** How clearly one rises where the other does not. @param {number} slope @param {number} other */
    const parted = (slope, other) => (other <= 0.02 ? Math.min(slope, 1) + Math.min(-other, 1) : 0);
    const rises = best((i) => parted(own[i], shown[i]));
    if (rises >= 0) return `Look at ${at(rises)}: graph ${letter} rises there, but slope graph ${place + 1} does not lie above 0.`;
    const falls = best((i) => parted(-own[i], -shown[i]));
    if (falls >= 0) return `Look at ${at(falls)}: graph ${letter} falls there, but slope graph ${place + 1} does not lie below 0.`;
    // A corner is not level: to both sides it has to be nearly so.
    const level = best((i) => (Math.abs(own[i]) < 0.02 && Math.abs(own[i - 1]) < 0.6 && Math.abs(own[i + 1]) < 0.6 ? Math.abs(shown[i]) : 0));
    if (level >= 0) return `Look at ${at(level)}: graph ${letter} is level there, but slope graph ${place + 1} is not 0.`;
    const gap = best((i) => (Number.isNaN(own[i]) && Number.isFinite(shown[i]) ? 1 : 0));
    if (gap >= 0) return `Look at ${at(gap)}: there is no graph ${letter} there, but there is slope graph ${place + 1}.`;
    const steeper = best((i) => Math.abs(own[i] - shown[i]));
    if (steeper < 0) return `Slope graph ${place + 1} is not the one: how steep is graph ${letter} at the left, in the middle, at the right?`;
    return own[steeper] > shown[steeper]
      ? `Look at ${at(steeper)}: graph ${letter} rises more steeply there than slope graph ${place + 1} says.`
      : `Look at ${at(steeper)}: graph ${letter} rises less steeply there than slope graph ${place + 1} says.`;
  }

  /** @param {number} pixelRatio */
  paint(pixelRatio) {
    const [parts, engine] = [this.#parts, this.#engine];
    if (!parts || !engine) return;
    const spec = { variable: this.#variable, view: this.#frame, pixelRatio, ...this.look };
    const one = (/** @type {Card} */ { canvas, stage, button }, /** @type {string} */ text, /** @type {"f" | "derivative"} */ curve) => {
      if (!fitted(canvas, stage, pixelRatio)) return;
      const { description } = engine.plot(canvas, { ...spec, fontSize: 10, text, curves: [curve] });
      if (curve === "f") button.setAttribute("aria-description", description);
      else button.setAttribute("aria-description", this.#told(engine, text));
    };
    parts.graphs.forEach((card, i) => one(card, this.#functions[i], "f"));
    parts.slopes.forEach((card, i) => one(card, this.#functions[this.#order[i]], "derivative"));
  }

  /** A slope graph for those who do not see it. @param {Engine} engine @param {string} text */
  #told(engine, text) {
    const { left, right } = this.#frame;
    const xs = Float64Array.from({ length: 5 }, (_, i) => left + ((right - left) * (i + 0.5)) / 5);
    const slopes = engine.sampleSlopes(text, this.#variable, xs)[1];
    return [...xs].map((x, i) => `${writeNumber(slopes[i], 2)} at ${plainName(this.#variable)} = ${writeNumber(x, 2)}`).join(", ");
  }
}

define("chain-match", ChainMatch);
