/**
 * <chain-descent loss="x^2+3y^2" start="x=2, y=1.5" optimizer="sgd momentum" rate="0.1 0.02" steps="30"> … </chain-descent>
 *
 * Shows      paths downhill from one start, one for each optimizer at its own rate: over the surface from above (two variables)
 *            or the curve (one); where each stands at one step, what it remembers and what it did there; the losses and the rates
 *            in time; and of a run that goes wrong, why, with a rate to try.
 * Attributes loss       the loss as typed
 *            start      "x=2, y=1.5"
 *            optimizer  one or several: sgd momentum nesterov adagrad rmsprop adam adamw lion (default sgd)
 *            rate       one for all, or one for each (default 0.1)
 *            schedule   one for all, or one for each: constant step exponential cosine linear-warmup warmup-cosine (default constant),
 *                       laid out over the steps; more rates or schedules than optimizers are as many runs
 *            steps      how many (default 40, at most 20000)
 *            scale      "log": the losses in powers of ten
 *            step       the one looked at (default: the last)
 *            view       "left right bottom top"; left out: chosen to suit
 * Properties runs       what was asked for each path, and what the engine said of it
 * Events     chain-descent  { start, optimizer, rate, step, done }   the reader changed something
 * Fallback   the content inside.
 */
import { checkNames, define, readPoint, readWhole, writePoint } from "./element.js";
import { dragPoint, placed } from "./gestures.js";
import { ChainPicture, fitted, readView } from "./picture.js";
import { begun, goOn, left, METHODS, MOST_STEPS, readRuns, words } from "./descent-runs.js";
import { dash, drawAlong, parts, placeStart, thinned, writeLedger, writeRuns, writeSaid, writeTime } from "./descent-parts.js";

/** @typedef {import("../engine.js").Engine} Engine */
/** @typedef {import("./engine.js").View} View */
/** @typedef {import("./descent-parts.js").Run} Run */

/** Milliseconds of a frame that may go by with computing. */
const SHARE = 12;

export class ChainDescent extends ChainPicture {
  static observedAttributes = ["loss", "start", "optimizer", "rate", "schedule", "steps", "scale", "step", "view"];

  /** @type {Run[]} */
  runs = [];

  /** @type {ReturnType<typeof parts> | undefined} */
  #parts;
  /** @type {Engine | undefined} */
  #engine;
  /** @type {string[]} */
  #variables = [];
  /** Kept while the loss stays. @type {View | undefined} */
  #view;
  #viewOf = "";
  /** @type {{ view: View, frame: { left: number, top: number, width: number, height: number } } | undefined} */
  #shown;
  #playing = 0;
  #computing = 0;
  #question = "";

  /** @param {Engine} engine */
  draw(engine) {
    const loss = this.needed("loss");
    this.#engine = engine;
    const view = readView(this.getAttribute("view"));
    const subject = `${loss}|${this.getAttribute("view") ?? ""}`;
    if (subject !== this.#viewOf) {
      this.#view = view?.top === undefined ? undefined : /** @type {View} */ (view);
      this.#viewOf = subject;
    }
    const asked = readRuns(this, loss);
    checkNames(Object.keys(asked[0].start), engine.parse(loss).variables);
    const question = JSON.stringify(asked);
    if (question !== this.#question || !this.#parts) {
      cancelAnimationFrame(this.#computing);
      this.#computing = 0;
      this.runs = asked.map((run) => begun(engine, run));
      this.#question = question;
      if (this.runs.some((run) => left(run) > 0)) this.#goOn();
    }
    this.#variables = this.runs[0].path.variables;
    this.#build();
    this.paint(globalThis.devicePixelRatio || 1);
  }

  forget() {
    super.forget();
    clearInterval(this.#playing);
    cancelAnimationFrame(this.#computing);
    this.#computing = 0;
    this.#parts = undefined;
  }

  /** Long runs are computed a piece in each frame, and the pieces joined. */
  #goOn() {
    this.#computing = requestAnimationFrame(() => {
      this.#computing = 0;
      if (!this.isConnected || !this.#engine) return;
      const start = performance.now();
      try {
        while (performance.now() - start < SHARE) {
          const [run] = [...this.runs].sort((a, b) => left(b) - left(a));
          if (left(run) <= 0) break;
          goOn(this.#engine, run);
        }
        if (this.runs.some((run) => left(run) > 0)) this.#goOn();
        this.paint(globalThis.devicePixelRatio || 1);
      } catch (error) {
        this.complain(error);
      }
    });
  }

  /** The longest of the runs. */
  get #longest() {
    return Math.max(0, ...this.runs.map(({ path }) => path.rates.length));
  }

  get #step() {
    return Math.min(readWhole(this, "step", MOST_STEPS, MOST_STEPS, 0), this.#longest);
  }

  /** Changes attributes and tells the page. @param {Record<string, string>} changes @param {boolean} [done] */
  #change(changes, done = true) {
    for (const [name, value] of Object.entries(changes)) this.setAttribute(name, value);
    this.tell("chain-descent", { ...changes, done });
  }

  #build() {
    if (this.#parts) return;
    const built = (this.#parts = parts());
    this.replaceChildren(built.figure);
    built.range.addEventListener("input", () => this.#go(Number(built.range.value)));
    built.time.addEventListener("click", (event) => {
      const act = /** @type {Element} */ (event.target).closest("button")?.dataset.go;
      if (act === "play") this.#play();
      else if (act === "halt") {
        cancelAnimationFrame(this.#computing);
        this.#computing = 0;
        this.repaint();
      } else if (act) {
        this.#stop();
        this.#go(act === "back" ? this.#step - 1 : act === "on" ? this.#step + 1 : 0);
      }
    });
    built.log.addEventListener("click", () => {
      if (this.getAttribute("scale") === "log") this.removeAttribute("scale");
      else this.setAttribute("scale", "log");
      this.tell("chain-descent", { scale: this.getAttribute("scale"), done: true });
    });
    built.list.addEventListener("change", () => this.#readRuns());
    built.list.addEventListener("click", (event) => {
      const button = /** @type {Element} */ (event.target).closest("button");
      if (button?.dataset.drop) this.#readRuns(Number(button.dataset.drop));
    });
    built.add.addEventListener("click", () => {
      const names = this.runs.map(({ name }) => name);
      const next = METHODS.find((name) => !names.includes(name)) ?? "sgd";
      const rates = [...this.runs.map(({ rate }) => rate), this.runs[this.runs.length - 1].rate];
      this.#change({ optimizer: [...names, next].join(" "), rate: rates.join(" ") });
    });
    built.said.addEventListener("click", (event) => {
      const button = /** @type {Element} */ (event.target).closest("button");
      if (!button?.dataset.rate) return;
      const rates = this.runs.map(({ rate }) => String(rate));
      rates[Number(button.dataset.run)] = button.dataset.rate;
      this.removeAttribute("step");
      this.#change({ rate: rates.join(" ") });
    });
    dragPoint(built.handle, built.canvas, {
      shown: () => this.#shown,
      drag: (x, y) => this.#startAt([x, y], false),
      drop: () => this.tell("chain-descent", { start: this.getAttribute("start"), done: true }),
      nudge: (across, up, step) => {
        const [x, y] = this.runs[0].path.points[0];
        this.#startAt([x + across, (y ?? 0) + up], true, step);
      },
    });
    this.watch(built.stage);
  }

  /** The runs as the reader set them. @param {number} [without] the one to drop */
  #readRuns(without) {
    const rows = [...(this.#parts?.list.children ?? [])].filter((_, i) => i !== without);
    const value = (/** @type {Element} */ row, /** @type {string} */ field) => /** @type {HTMLInputElement} */ (row.querySelector(field)).value.trim();
    const optimizer = rows.map((row) => value(row, "select")).join(" ");
    const rate = rows.map((row) => value(row, "input").replace("−", "-").replace(",", ".") || "0.1").join(" ");
    this.removeAttribute("step");
    const schedules = words(this.getAttribute("schedule") ?? "");
    const kept = schedules.length > 1 && without !== undefined ? { schedule: schedules.filter((_, i) => i !== without).join(" ") } : undefined;
    this.#change({ optimizer, rate, ...kept });
  }

  /** @param {number} step */
  #go(step) {
    this.#change({ step: String(Math.max(0, Math.min(this.#longest, step))) });
  }

  #play() {
    if (this.#playing) return this.#stop();
    if (this.#step >= this.#longest) this.#go(0);
    // However many steps there are, they take some four seconds.
    const stride = Math.max(1, Math.round(this.#longest / 60));
    this.#playing = setInterval(() => {
      this.#go(this.#step + stride);
      if (this.#step >= this.#longest || !this.isConnected) this.#stop();
    }, 66);
    this.repaint();
  }

  #stop() {
    clearInterval(this.#playing);
    this.#playing = 0;
    this.repaint();
  }

  /** @param {[number, number]} place @param {boolean} done @param {number} [step] */
  #startAt([x, y], done, step) {
    if (!this.#shown) return;
    const start = readPoint(this.getAttribute("start"));
    const place = placed(this.#shown, x, y, step);
    for (const [i, name] of this.#variables.entries()) start[name] = place[i];
    this.#change({ start: writePoint(start) }, done);
  }

  /** @param {number} pixelRatio */
  paint(pixelRatio) {
    const loss = this.getAttribute("loss");
    const built = this.#parts;
    if (loss === null || !built || !this.#engine || this.runs.length === 0) return;
    const style = getComputedStyle(this);
    const ink = this.runs.map((_, i) => style.getPropertyValue(`--run-${(i % 8) + 1}`).trim() || "#00629b");
    const look = { pixelRatio, ...this.look };
    const step = this.#step;
    const seen = { runs: this.runs, step, longest: this.#longest, variables: this.#variables, ink, playing: this.#playing !== 0, log: this.getAttribute("scale") === "log", goal: this.#computing ? Math.max(...this.runs.map(({ asked }) => asked.steps)) : 0 };
    built.stage.hidden = this.#variables.length > 2;
    if (!built.stage.hidden && fitted(built.canvas, built.stage, pixelRatio)) {
      this.#shown = this.#variables.length === 2 ? this.#fromAbove(built.canvas, loss, look, seen) : this.#fromTheSide(built, loss, look, seen);
      placeStart(built, this.#shown, seen);
    }
    drawAlong(this.#engine, built, look, seen);
    writeRuns(built, seen, METHODS);
    writeTime(built, seen);
    writeSaid(built, seen);
    writeLedger(built, seen);
  }

  /** @param {HTMLCanvasElement} canvas @param {string} loss @param {any} look @param {import("./descent-parts.js").Seen} seen */
  #fromAbove(canvas, loss, look, { runs, step, ink, variables }) {
    const contoured = /** @type {Engine} */ (this.#engine).contour(canvas, {
      ...look, text: loss, variables, at: readPoint(this.getAttribute("start")), view: this.#view, layers: ["heat", "lines", "axes"],
      paths: runs.flatMap(({ path }, i) => [
        { points: thinned(path.points, step + 1), color: ink[i], width: 2, dash: dash(i).drawn, dots: path.points.length <= 80 },
      ]),
      dots: runs.map(({ path }, i) => ({ at: path.points[Math.min(step, path.points.length - 1)], color: ink[i], radius: 5 })),
    });
    this.#view = contoured.view;
    return contoured;
  }

  /** @param {ReturnType<typeof parts>} built @param {string} loss @param {any} look @param {import("./descent-parts.js").Seen} seen */
  #fromTheSide({ canvas }, loss, look, { variables }) {
    const plotted = /** @type {Engine} */ (this.#engine).plot(canvas, { ...look, text: loss, variable: variables[0], curves: ["f"], view: this.#view ?? this.#wide() });
    return plotted;
  }

  /** Wide enough for the start and where the runs went, were they not too far. */
  #wide() {
    const start = this.runs[0].path.points[0][0];
    const reach = Math.max(1, 1.3 * Math.abs(start));
    return { left: -reach, right: reach };
  }
}

define("chain-descent", ChainDescent);
