/**
 * <chain-draw what="arrow" of="x^2+3y^2" at="x=1, y=1" name="arrow">
 *   <p>Which way is steepest uphill?</p>
 *   <details><summary>See</summary><p>The slopes are 2 and 6.</p></details>
 * </chain-draw>
 * <chain-draw what="curve" of="0.05*(1+cos(pi*t/100))" variable="t" view="0 100 0 0.11"> … </chain-draw>
 *
 * Shows      a question answered by drawing: the arrow of a gradient on contour lines, turned by dragging or by keys, or a
 *            curve over empty axes, drawn freehand or by its handles. Then what is so appears over it, and how far off it is.
 * Attributes what      "arrow" (default) or "curve"
 *            of        the function; several questions in turn are parted by |
 *            at        arrow: the point, "x=1, y=1"; curve: values of the other variables; parted by | as well
 *            variable  curve: the one along the bottom (default: the only one)
 *            view      "left right bottom top"; left out: chosen to suit
 *            within    how far off still counts: degrees for an arrow, hundredths of the picture's height, on average, for a curve
 *                      (default 10)
 *            count     how many have to be right to make it done (left out: it is done once answered)
 *            name      under which the answer is told (default "draw")
 * Events     chain-answer   { skill: "predict", name, correct, attempts: 1, hints: 0 }
 *            chain-complete { skill: "predict", name, correct, attempts, hints: 0 }  enough were right
 * Fallback   the question, a list <ol> of what is asked each time where there are several, and the explanation to open.
 */
import { complainAbove, define, make, readWhole, readWord } from "./element.js";
import { ChainPicture, fitted, readPlane } from "./picture.js";
import { say } from "./sentence.js";
import { Tally } from "./tally.js";
import { ArrowSheet } from "./draw-arrow.js";
import { CurveSheet } from "./draw-curve.js";

/** @typedef {import("../engine.js").Engine} Engine */

export class ChainDraw extends ChainPicture {
  static observedAttributes = ["what", "of", "at", "variable", "view", "within", "count"];

  /** @type {{ box: HTMLElement, asked: HTMLElement, verdict: HTMLElement, commit: HTMLButtonElement, next: HTMLButtonElement, sheet: ArrowSheet | CurveSheet } | undefined} */
  #parts;
  /** @type {Engine | undefined} */
  #engine;
  #asked = "";
  /** Which of several questions stands there. */
  #turn = 0;
  #revealed = false;
  #tally = new Tally(this, "draw");

  /** @param {Engine} engine */
  draw(engine) {
    this.#engine = engine;
    complainAbove(this);
    this.needed("of");
    const what = readWord("what", this.getAttribute("what"), ["arrow", "curve"]);
    const asked = ChainDraw.observedAttributes.map((name) => this.getAttribute(name) ?? "").join("\n");
    readWhole(this, "within", 10, 180);
    readWhole(this, "count", 0, 100);
    readPlane(this.getAttribute("view"));
    const sheet = this.#build(what).sheet;
    // What cannot be drawn is said before anything is.
    for (let turn = 0; turn < this.#turns; turn += 1) sheet.read(engine, this.#task(turn));
    if (asked !== this.#asked) this.#ask(0);
    this.#asked = asked;
    this.paint(globalThis.devicePixelRatio || 1);
  }

  /** The author's own words stay, below what is wrong with them. @param {unknown} error */
  complain(error) {
    this.#asked = "";
    this.#clear();
    complainAbove(this, error);
  }

  forget() {
    super.forget();
    this.#clear();
  }

  #clear() {
    this.#parts?.box.remove();
    this.#parts = undefined;
    super.forget();
  }

  // ── The questions ───────────────────────────────────────────────────────────────────────────

  /** @param {string} name */
  #several(name) {
    return (this.getAttribute(name) ?? "").split("|").map((part) => part.trim());
  }

  get #turns() {
    return Math.max(this.#several("of").length, this.#several("at").length);
  }

  /** @param {number} turn */
  #task(turn) {
    const [of, at] = [this.#several("of"), this.#several("at")];
    const view = readPlane(this.getAttribute("view"));
    return { of: of[turn % of.length], at: at[turn % at.length], variable: this.getAttribute("variable") ?? undefined, view };
  }

  /** @param {number} turn */
  #ask(turn) {
    const parts = this.#parts;
    if (!parts || !this.#engine) return;
    this.#turn = turn % this.#turns;
    this.#revealed = false;
    parts.sheet.read(this.#engine, this.#task(this.#turn));
    parts.sheet.clear();
    parts.asked.replaceChildren(...parts.sheet.asked(this.#engine));
    [...(this.querySelector(":scope > ol")?.children ?? [])].forEach((item, i) => item.toggleAttribute("hidden", i !== this.#turn));
    parts.verdict.replaceChildren();
    delete parts.verdict.dataset.says;
    parts.verdict.className = "verdict";
    parts.commit.hidden = false;
    parts.commit.disabled = true;
    parts.next.hidden = true;
    this.toggleAttribute("data-answered", false);
    const explanation = this.#explanation;
    if (explanation) [explanation.hidden, explanation.open] = [true, false];
  }

  get #explanation() {
    return /** @type {HTMLDetailsElement | null} */ (this.querySelector(":scope > details"));
  }

  /** @param {"arrow" | "curve"} what */
  #build(what) {
    const kind = what === "arrow" ? ArrowSheet : CurveSheet;
    if (this.#parts?.sheet instanceof kind) return this.#parts;
    this.#clear();
    const sheet = new kind(() => {
      if (this.#parts) this.#parts.commit.disabled = false;
    });
    const commit = make("button", { type: "button", class: "choice" }, what === "arrow" ? "That is my arrow" : "That is my curve");
    const next = make("button", { type: "button", class: "choice" }, "Another one");
    const asked = make("p", { class: "here" });
    const verdict = make("p", { class: "verdict", role: "status" });
    const box = make("div", { class: "drawing" }, asked, sheet.stage, make("div", { class: "deeds no-print" }, commit, next), verdict);
    commit.addEventListener("click", () => this.#answer());
    next.addEventListener("click", () => {
      this.#ask(this.#turn + 1);
      // At once: what is hidden takes no focus.
      this.paint(globalThis.devicePixelRatio || 1);
      sheet.focus();
    });
    const explanation = this.#explanation;
    if (explanation) explanation.before(box);
    else this.append(box);
    this.#parts = { box, asked, verdict, commit, next, sheet };
    this.#asked = "";
    this.watch(sheet.stage);
    return this.#parts;
  }

  #answer() {
    const parts = this.#parts;
    if (!parts || !this.#engine || this.#revealed) return;
    this.#revealed = true;
    const { correct, sentence } = parts.sheet.judge(this.#engine, readWhole(this, "within", 10, 180));
    parts.commit.hidden = true;
    this.toggleAttribute("data-answered", true);
    this.paint(globalThis.devicePixelRatio || 1);
    parts.verdict.classList.add(correct ? "correct" : "wrong");
    say(parts.verdict, sentence);
    const explanation = this.#explanation;
    if (explanation) [explanation.hidden, explanation.open] = [false, true];
    this.#tally.answer(correct);
    const enough = this.#tally.correct >= readWhole(this, "count", 0, 100);
    this.#tally.finish(enough);
    // Where several are asked one may go on; where enough have to be right, the same one comes again.
    parts.next.hidden = this.#turns === 1 && enough;
    if (!parts.next.hidden) parts.next.focus();
  }

  /** @param {number} pixelRatio */
  paint(pixelRatio) {
    const sheet = this.#parts?.sheet;
    if (!sheet || !this.#engine || !fitted(sheet.canvas, sheet.stage, pixelRatio)) return;
    sheet.paint(this.#engine, { pixelRatio, ...this.look }, this.#revealed);
  }
}

define("chain-draw", ChainDraw);
