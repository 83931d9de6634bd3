/**
 * <chain-plot of="(2x+3)^2" at="x=1" curves="f derivative tangent"> … </chain-plot>
 *
 * Shows      a function, its derivative and a tangent to drag, on a canvas that the engine draws; beside it what the picture
 *            says in words, and a table of values.
 * Attributes of        the function
 *            variable  the one drawn to the right (left out: the only one, or x)
 *            at        "x=1": where the tangent touches, and the values of the other variables
 *            curves    any of: f derivative second tangent (default "f derivative tangent")
 *            view      "left right" or "left right bottom top"; left out: chosen to suit the curve
 *            hide      curves that the reader may not switch on, e.g. while they look for the derivative themselves
 * Properties plotted   what the engine said of the last drawing
 * Events     chain-point  { variable, value, done }  the tangent moved; done when it was let go
 *            chain-view   { view }                   the reader moved about; undefined after a reset
 *            chain-curves { curves }
 * Fallback   the content inside: a picture and its description.
 */
import { AttributeError, define, readPoint, writePoint } from "./element.js";
import { coordinates, grain, panAndZoom, rounded, tidied, zoomed } from "./gestures.js";
import { ChainPicture, fitted } from "./picture.js";
import { CURVES, parts, placeHandle, writeLegend, writeWords } from "./plot-parts.js";

/** @typedef {import("../engine.js").Engine} Engine */
/** @typedef {import("./engine.js").Curve} Curve */
/** @typedef {import("./engine.js").View} View */
/** @typedef {import("./engine.js").Plotted} Plotted */

export class ChainPlot extends ChainPicture {
  static observedAttributes = ["of", "variable", "at", "curves", "view", "hide"];

  /** @type {Plotted | undefined} */
  plotted;

  /** @type {ReturnType<typeof parts> | undefined} */
  #parts;
  /** @type {Engine | undefined} */
  #engine;
  /** Kept while the formula stays, so that the picture does not jump while the tangent is dragged. @type {View | undefined} */
  #view;
  #viewOf = "";
  #variable = "x";

  /** @param {Engine} engine */
  draw(engine) {
    const of = this.getAttribute("of");
    if (of === null) return;
    this.#engine = engine;
    const { variables } = engine.parse(of);
    this.#variable = this.getAttribute("variable") || (variables.length === 1 ? variables[0] : "x");
    const view = readView(this.getAttribute("view"));
    const subject = `${of}|${this.#variable}|${this.getAttribute("view") ?? ""}`;
    if (subject !== this.#viewOf) {
      this.#view = undefined;
      this.#viewOf = subject;
    }
    this.#asked = view;
    this.#several = variables.length > 1;
    readCurves(this.getAttribute("curves"));
    this.#build();
    this.paint(globalThis.devicePixelRatio || 1);
  }

  /** @type {{ left: number, right: number, bottom?: number, top?: number } | undefined} */
  #asked;
  #several = false;

  forget() {
    super.forget();
    this.#parts = undefined;
  }

  #hidden() {
    return (this.getAttribute("hide") ?? "").split(/\s+/);
  }

  #curves() {
    const hidden = this.#hidden();
    return readCurves(this.getAttribute("curves")).filter((curve) => !hidden.includes(curve));
  }

  #build() {
    if (this.#parts) return this.#parts;
    const built = (this.#parts = parts());
    this.replaceChildren(built.figure);
    const { canvas, handle } = built;

    panAndZoom(canvas, {
      shown: () => this.plotted,
      show: (view) => this.#moveTo(view),
      reset: () => this.#moveTo(undefined),
      tap: (x) => this.#touch(x, true),
    });
    built.zoom.addEventListener("click", (event) => {
      const act = /** @type {Element} */ (event.target).closest("button")?.dataset.zoom;
      if (!act || !this.plotted) return;
      const { view } = this.plotted;
      if (act === "reset") this.#moveTo(undefined);
      else this.#moveTo(zoomed(view, act === "in" ? 0.7 : 1 / 0.7, (view.left + view.right) / 2, (view.bottom + view.top) / 2));
    });
    built.legend.addEventListener("click", (event) => {
      const curve = /** @type {Element} */ (event.target).closest("button")?.dataset.curve;
      if (!curve) return;
      const now = readCurves(this.getAttribute("curves"));
      const curves = CURVES.filter((name) => (name === curve) !== now.includes(name));
      this.setAttribute("curves", curves.join(" ") || "none");
      this.tell("chain-curves", { curves });
    });
    this.#dragTangent(handle, canvas);
    this.watch(built.stage);
    return built;
  }

  /** @param {HTMLElement} handle @param {HTMLCanvasElement} canvas */
  #dragTangent(handle, canvas) {
    let dragging = false;
    handle.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      dragging = true;
      handle.setPointerCapture(event.pointerId);
      handle.classList.add("held");
      event.preventDefault();
      handle.focus({ preventScroll: true });
    });
    handle.addEventListener("pointermove", (event) => {
      if (!dragging || !this.plotted) return;
      const box = canvas.getBoundingClientRect();
      this.#touch(coordinates(this.plotted, event.clientX - box.left, 0).x, false);
    });
    /** @param {PointerEvent} event */
    const drop = (event) => {
      if (!dragging) return;
      dragging = false;
      handle.classList.remove("held");
      if (handle.hasPointerCapture(event.pointerId)) handle.releasePointerCapture(event.pointerId);
      const point = readPoint(this.getAttribute("at"))[this.#variable];
      if (point !== undefined) this.tell("chain-point", { variable: this.#variable, value: point, done: true });
    };
    handle.addEventListener("pointerup", drop);
    handle.addEventListener("pointercancel", drop);
    handle.addEventListener("keydown", (event) => {
      const point = readPoint(this.getAttribute("at"))[this.#variable];
      if (!this.plotted || point === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      const step = keyStep(this.plotted.view) * (event.shiftKey ? 10 : 1);
      /** @type {Record<string, number>} */
      const keys = {
        ArrowLeft: point - step, ArrowDown: point - step, ArrowRight: point + step, ArrowUp: point + step,
        PageDown: point - 10 * step, PageUp: point + 10 * step, Home: this.plotted.view.left, End: this.plotted.view.right,
      };
      if (!(event.key in keys)) return;
      event.preventDefault();
      this.#touch(keys[event.key], true, step);
    });
  }

  /**
   * Moves the tangent to a coordinate, rounded to what a pixel can tell apart, so that it reads 1.25 and not 1.2487.
   * @param {number} x
   * @param {boolean} done
   * @param {number} [step]
   */
  #touch(x, done, step) {
    if (!this.plotted) return;
    const { view, frame } = this.plotted;
    const value = tidied(Math.min(view.right, Math.max(view.left, x)), step ?? grain(view.right - view.left, frame.width));
    const point = readPoint(this.getAttribute("at"));
    if (point[this.#variable] !== value) this.setAttribute("at", writePoint({ ...point, [this.#variable]: value }));
    this.tell("chain-point", { variable: this.#variable, value, done });
  }

  /** @param {View | undefined} view */
  #moveTo(view) {
    this.#view = view && rounded(view);
    if (!view) this.#asked = undefined;
    this.repaint();
    this.tell("chain-view", { view: this.#view });
  }

  /** @param {number} pixelRatio */
  paint(pixelRatio) {
    const of = this.getAttribute("of");
    const built = this.#parts;
    if (of === null || !built || !this.#engine) return;
    const { canvas, stage } = built;
    if (!fitted(canvas, stage, pixelRatio)) return;

    const at = readPoint(this.getAttribute("at"));
    const point = at[this.#variable];
    const curves = this.#curves();
    this.plotted = this.#engine.plot(canvas, {
      text: of, variable: this.#variable, at,
      curves: point === undefined ? curves.filter((curve) => curve !== "tangent") : curves,
      point, view: this.#view ?? this.#asked, pixelRatio,
      ...this.look,
    });
    this.#view = this.plotted.view;
    const seen = { plotted: this.plotted, variable: this.#variable, several: this.#several, point, curves, hidden: this.#hidden() };
    placeHandle(built, seen);
    writeLegend(built, seen);
    writeWords(built, seen);
  }
}

/** @param {string | null} written @returns {Curve[]} */
function readCurves(written) {
  if (written === null || written.trim() === "") return ["f", "derivative", "tangent"];
  if (written.trim() === "none") return [];
  return written.trim().split(/[\s,]+/).map((word) => {
    const curve = CURVES.find((name) => name === word);
    if (!curve) throw new AttributeError(`curves="${written}": “${word}” is not known here: ${CURVES.join(", ")} are.`);
    return curve;
  });
}

/** @param {string | null} written */
export function readView(written) {
  if (written === null || written.trim() === "") return undefined;
  const [left, right, bottom, top, more] = written.trim().split(/[\s,]+/).map(Number);
  const pair = top !== undefined;
  const fine = left < right && Number.isFinite(right - left) && more === undefined
    && (pair ? bottom < top && Number.isFinite(top - bottom) : bottom === undefined);
  if (!fine) throw new AttributeError(`view="${written}": write left and right, or left, right, bottom and top, as “-4 4 -2 10”.`);
  return pair ? { left, right, bottom, top } : { left, right };
}

/** An arrow key's step: a hundredth of the picture or so, and a round number. @param {View} view */
const keyStep = ({ left, right }) => 10 ** Math.round(Math.log10((right - left) / 80));

define("chain-plot", ChainPlot);
