/**
 * <chain-plot of="(2x+3)^2" at="x=1" curves="f derivative tangent"> … </chain-plot>
 *
 * Shows      a function, its derivative, a tangent and a secant to drag, on a canvas that the engine draws; beside it what the
 *            picture says in words, and a table of values. By keys the curve is traced, and each value spoken; it can be heard,
 *            and saved as PNG or SVG.
 * Attributes of        the function; with a name in front, as g(t) = t^2, it is called so
 *            variable  the one drawn to the right (left out: the only one, or x)
 *            at        "x=1": where the tangent touches, and the values of the other variables
 *            to        "x=2": the other end of the secant (left out: beside the point)
 *            curves    any of: f derivative second tangent secant (default "f derivative tangent")
 *            view      "left right" or "left right bottom top"; left out: chosen to suit the curve
 *            hide      curves that the reader may not switch on, e.g. while they look for the derivative themselves
 * Properties plotted   what the engine said of the last drawing
 * Events     chain-point  { variable, value, done }  the tangent moved; done when it was let go
 *            chain-secant { variable, value, done }  the other end of the secant moved
 *            chain-view   { view }                   the reader moved about; undefined after a reset
 *            chain-curves { curves }
 * Fallback   the content inside: a picture and its description.
 */
import { AttributeError, checkNames, define, readName, readPoint, readWords, writePoint } from "./element.js";
import { dragPoint, placed, tidied } from "./gestures.js";
import { ChainPicture, fitted, readView } from "./picture.js";
import { derivativeInLine } from "./notation.js";
import { CURVES, parts, placeEnd, placeHandle, pointSaid, writeLegend, writeWords } from "./plot-parts.js";
import { language, said } from "../words.js";

/** @typedef {import("../engine.js").Engine} Engine */
/** @typedef {import("./engine.js").Curve} Curve */
/** @typedef {import("./engine.js").Plotted} Plotted */

/** More of a function than this nobody wants to hear before what its curve does. */
const LONGEST = 120;

export class ChainPlot extends ChainPicture {
  static observedAttributes = ["of", "variable", "at", "to", "curves", "view", "hide"];

  /** @type {Plotted | undefined} */
  plotted;

  /** @type {ReturnType<typeof parts> | undefined} */
  #parts;
  /** @type {Engine | undefined} */
  #engine;
  #variable = "x";
  /** Its own name. */
  #name = "f";
  /** The function as a listener hears it: of several plots on a page, which this is. */
  #called = "";
  #several = false;
  /** Where the secant ends as long as nobody has said. @type {number | undefined} */
  #beside;
  /** Ends what is being heard. @type {(() => void) | undefined} */
  #silence;

  get shown() {
    return this.plotted;
  }

  /** @param {Engine} engine */
  draw(engine) {
    const of = this.needed("of");
    this.#engine = engine;
    const { variables, formula, name = "f" } = engine.parse(of);
    this.#name = name;
    this.#called = formula.text.length > LONGEST ? `${formula.text.slice(0, LONGEST)}…` : language === "en" ? engine.format(of, "speech") : formula.text;
    const asked = this.getAttribute("variable") ?? "";
    this.#variable = (readName(asked) ?? asked) || (variables.length === 1 ? variables[0] : "x");
    const subject = `${of}|${this.#variable}|${this.getAttribute("view") ?? ""}`;
    if (subject !== this.#of) this.#beside = undefined;
    this.#of = subject;
    this.subject(subject, readView(this.getAttribute("view")));
    this.#several = variables.length > 1;
    // What cannot be read is said before anything is drawn.
    this.#curves();
    checkNames(Object.keys(readPoint(this.getAttribute("to"))), [this.#variable]);
    this.#build();
    this.paint(globalThis.devicePixelRatio || 1);
  }

  #of = "";

  forget() {
    super.forget();
    this.#silence?.();
    this.#parts = undefined;
  }

  #hidden() {
    return readWords("hide", this.getAttribute("hide"), CURVES);
  }

  #curves() {
    const hidden = this.#hidden();
    return readCurves(this.getAttribute("curves")).filter((curve) => !hidden.includes(curve));
  }

  #build() {
    if (this.#parts) return this.#parts;
    const built = (this.#parts = parts());
    this.replaceChildren(built.figure);
    const { canvas, handle, end } = built;

    this.attach(built, (x) => this.#touch(x, true), () => {
      const view = this.plotted?.view;
      if (view && this.#point === undefined) this.#touch((view.left + view.right) / 2, true);
      // Where there was no point its handle is there after the next drawing.
      requestAnimationFrame(() => requestAnimationFrame(() => handle.focus()));
    });
    built.legend.addEventListener("click", (event) => {
      const curve = /** @type {Element} */ (event.target).closest("button")?.dataset.curve;
      if (!curve) return;
      const now = readCurves(this.getAttribute("curves"));
      const curves = CURVES.filter((name) => (name === curve) !== now.includes(name));
      this.setAttribute("curves", curves.join(" ") || "none");
      this.tell("chain-curves", { curves });
      this.#keepEnd();
    });
    dragPoint(handle, canvas, {
      shown: () => this.plotted,
      drag: (x) => this.#touch(x, false),
      drop: () => this.#point !== undefined && this.tell("chain-point", { variable: this.#variable, value: this.#point, done: true }),
      nudge: (across, up, step) => this.#point !== undefined && this.#touch(this.#point + across + up, true, step),
      key: (key) => this.#jump(key),
    });
    dragPoint(end, canvas, {
      shown: () => this.plotted,
      drag: (x) => this.#stretch(x, false),
      drop: () => this.#end !== undefined && this.tell("chain-secant", { variable: this.#variable, value: this.#end, done: true }),
      nudge: (across, up, step) => this.#end !== undefined && this.#stretch(this.#end + across + up, true, step),
    });
    built.more.addEventListener("click", (event) => {
      const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-listen]"));
      if (button) this.#hear(built, button);
    });
    return built;
  }

  get #point() {
    return readPoint(this.getAttribute("at"))[this.#variable];
  }

  /** The other end of the secant: a quarter of the picture from the point until somebody says otherwise. */
  get #end() {
    const said = readPoint(this.getAttribute("to"))[this.#variable];
    const [view, point] = [this.plotted?.view, this.#point];
    if (said !== undefined || !view || point === undefined) return said;
    const away = 0.25 * (view.right - view.left);
    this.#beside ??= tidied(point + away < view.right ? point + away : point - away, 10 ** Math.floor(Math.log10(away) - 0.5));
    return this.#beside;
  }

  /** Keys that go far: to the edges, and from one remarkable place to the next, which is said. @param {string} key */
  #jump(key) {
    const [plotted, point] = [this.plotted, this.#point];
    if (!plotted || point === undefined) return false;
    if (key === "Home" || key === "End") {
      this.#touch(key === "Home" ? plotted.view.left : plotted.view.right, true);
      return true;
    }
    if (!/^[np]$/i.test(key)) return false;
    const places = this.#hidden().includes("derivative") ? [] : plotted.points;
    const next = /^n$/i.test(key) ? places.find(({ x }) => x > point) : places.findLast(({ x }) => x < point);
    if (next) this.#touch(next.x, true, 0);
    this.#parts?.said.replaceChildren(next ? pointSaid(next, this.#variable, this.#name) : "No further zero, turn, corner or pole here.");
    return true;
  }

  /** The curve as a tone, from left to right. @param {ReturnType<typeof parts>} built @param {HTMLElement} button */
  async #hear({ cursor }, button) {
    if (this.#silence) return this.#silence();
    const quiet = () => {
      this.#silence = undefined;
      button.setAttribute("aria-pressed", "false");
    };
    button.setAttribute("aria-pressed", "true");
    // Few listen: what sounds comes when it is asked for, and may be called off before it is there.
    const waiting = (this.#silence = quiet);
    try {
      const { listen } = await import("./listen.js");
      const [plotted, engine] = [this.plotted, this.#engine];
      if (this.#silence !== waiting || !plotted || !engine) return;
      const { frame, view } = plotted;
      const xs = Float64Array.from({ length: 300 }, (_, i) => view.left + ((view.right - view.left) * (i + 0.5)) / 300);
      const heights = engine.sample(this.getAttribute("of") ?? "", this.#variable, xs, readPoint(this.getAttribute("at")));
      this.#silence = listen(heights, view, cursor, frame, quiet);
    } finally {
      if (this.#silence === waiting) quiet();
    }
  }

  /** Moves the tangent. @param {number} x @param {boolean} done @param {number} [step] */
  #touch(x, done, step) {
    if (!this.plotted) return;
    this.#keepEnd();
    const [value] = placed(this.plotted, x, 0, step);
    const point = readPoint(this.getAttribute("at"));
    if (point[this.#variable] !== value) this.setAttribute("at", writePoint({ ...point, [this.#variable]: value }));
    this.tell("chain-point", { variable: this.#variable, value, done });
  }

  /** A secant that the reader has switched on, or begins to turn, ends where it is seen to end: a link, and the way back, say so too. */
  #keepEnd() {
    if (this.#curves().includes("secant") && !this.hasAttribute("to") && this.#end !== undefined) this.#stretch(this.#end, true, 0);
  }

  /** Moves the other end of the secant. @param {number} x @param {boolean} done @param {number} [step] */
  #stretch(x, done, step) {
    if (!this.plotted) return;
    const [value] = placed(this.plotted, x, 0, step);
    this.setAttribute("to", writePoint({ [this.#variable]: value }));
    this.tell("chain-secant", { variable: this.#variable, value, done });
  }

  /** @param {number} pixelRatio @returns {import("./engine.js").PlotSpec} */
  #spec(pixelRatio) {
    const point = this.#point;
    const inLine = (/** @type {0 | 1 | 2} */ order) => derivativeInLine(order, this.#variable, this.#several, this.#name);
    const curves = this.#curves().filter((curve) => point !== undefined || (curve !== "tangent" && curve !== "secant"));
    return {
      text: this.getAttribute("of") ?? "", variable: this.#variable, at: readPoint(this.getAttribute("at")),
      curves, point, to: curves.includes("secant") ? this.#end : undefined, view: this.view, pixelRatio, ...this.look,
      names: { f: inLine(0), derivative: inLine(1), second: inLine(2), tangent: said("tangent"), secant: said("secant") },
    };
  }

  /** @param {HTMLCanvasElement} canvas @param {number} pixelRatio */
  paintOn(canvas, pixelRatio) {
    return this.#engine?.plot(canvas, this.#spec(pixelRatio));
  }

  /** @param {number} width @param {number} height */
  svg(width, height) {
    return this.#engine?.plotSvg(this.#spec(1), width, height) ?? "";
  }

  /** @param {number} pixelRatio */
  paint(pixelRatio) {
    const built = this.#parts;
    if (!this.hasAttribute("of") || !built || !fitted(built.canvas, built.stage, pixelRatio)) return;
    let plotted = this.paintOn(built.canvas, pixelRatio);
    if (!plotted) return;
    this.plotted = plotted;
    this.keepView(plotted.view);
    // Where the secant ends by itself is known only when there is a view.
    if (this.#curves().includes("secant") && !plotted.secant && this.#end !== undefined) this.plotted = plotted = this.paintOn(built.canvas, pixelRatio) ?? plotted;
    const seen = { plotted, called: this.#called, name: this.#name, variable: this.#variable, several: this.#several, point: this.#point, curves: this.#curves(), hidden: this.#hidden() };
    placeHandle(built, seen);
    placeEnd(built, seen);
    writeLegend(built, seen);
    writeWords(built, seen);
  }
}

/** @param {string | null} written @returns {Curve[]} */
function readCurves(written) {
  if (written === null || written.trim() === "") return ["f", "derivative", "tangent"];
  if (written.trim() === "none") return [];
  return readWords("curves", written, CURVES);
}

define("chain-plot", ChainPlot);
