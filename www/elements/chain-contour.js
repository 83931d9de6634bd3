/**
 * <chain-contour of="x^2+3y^2" at="x=1, y=1"> … </chain-contour>
 *
 * Shows      a function of two variables from above: heat, lines of equal height with their numbers, and at a point to drag its
 *            gradient as an arrow; beside it what the picture says in words, and a table of values.
 * Attributes of        the function
 *            variables the one drawn to the right and the one drawn upward, "x y" (left out: the function's first two)
 *            at        "x=1, y=1": the point, and the values of the other variables
 *            layers    any of: heat lines gradient field (default "heat lines gradient")
 *            view      "left right bottom top"; left out: chosen to suit. It grows until both directions have one scale.
 *            hide      "gradient" where the reader is to find it themselves
 * Properties contoured what the engine said of the last drawing
 * Events     chain-point  { at, done }   the point moved; done when it was let go
 *            chain-view   { view }       the reader moved about; undefined after a reset
 * Fallback   the content inside: a picture and its description.
 */
import { AttributeError, define, readPoint, writePoint } from "./element.js";
import { coordinates, grain, panAndZoom, rounded, tidied, zoomed } from "./gestures.js";
import { ChainPicture, fitted } from "./picture.js";
import { parts, placeHandle, writeHere, writeWords } from "./contour-parts.js";
import { readView } from "./chain-plot.js";

/** @typedef {import("../engine.js").Engine} Engine */
/** @typedef {import("./engine.js").Layer} Layer */
/** @typedef {import("./engine.js").View} View */
/** @typedef {import("./engine.js").Contoured} Contoured */

const LAYERS = /** @type {const} */ (["heat", "lines", "gradient", "field"]);

export class ChainContour extends ChainPicture {
  static observedAttributes = ["of", "variables", "at", "layers", "view", "hide"];

  /** @type {Contoured | undefined} */
  contoured;

  /** @type {ReturnType<typeof parts> | undefined} */
  #parts;
  /** @type {Engine | undefined} */
  #engine;
  /** Kept while the formula stays, so that the picture does not jump while the point is dragged. @type {View | undefined} */
  #view;
  #viewOf = "";
  /** @type {View | undefined} */
  #asked;

  /** @param {Engine} engine */
  draw(engine) {
    const of = this.getAttribute("of");
    if (of === null) return;
    this.#engine = engine;
    const asked = readView(this.getAttribute("view"));
    if (asked && asked.top === undefined) throw new AttributeError(`view="${this.getAttribute("view")}": write left, right, bottom and top, as “-3 3 -2 2”.`);
    const subject = `${of}|${this.getAttribute("variables") ?? ""}|${this.getAttribute("view") ?? ""}`;
    if (subject !== this.#viewOf) {
      this.#view = undefined;
      this.#viewOf = subject;
    }
    this.#asked = /** @type {View | undefined} */ (asked);
    readLayers(this.getAttribute("layers"));
    this.#build();
    this.paint(globalThis.devicePixelRatio || 1);
  }

  forget() {
    super.forget();
    this.#parts = undefined;
  }

  #build() {
    if (this.#parts) return;
    const built = (this.#parts = parts());
    this.replaceChildren(built.figure);
    panAndZoom(built.canvas, {
      shown: () => this.contoured,
      show: (view) => this.#moveTo(view),
      reset: () => this.#moveTo(undefined),
      tap: (x, y) => this.#touch([x, y], true),
    });
    built.zoom.addEventListener("click", (event) => {
      const act = /** @type {Element} */ (event.target).closest("button")?.dataset.zoom;
      if (!act || !this.contoured) return;
      const { view } = this.contoured;
      if (act === "reset") this.#moveTo(undefined);
      else this.#moveTo(zoomed(view, act === "in" ? 0.7 : 1 / 0.7, (view.left + view.right) / 2, (view.bottom + view.top) / 2));
    });
    this.#dragPoint(built.handle, built.canvas);
    this.watch(built.stage);
  }

  /** @param {HTMLElement} handle @param {HTMLCanvasElement} canvas */
  #dragPoint(handle, canvas) {
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
      if (!dragging || !this.contoured) return;
      const box = canvas.getBoundingClientRect();
      const { x, y } = coordinates(this.contoured, event.clientX - box.left, event.clientY - box.top);
      this.#touch([x, y], false);
    });
    /** @param {PointerEvent} event */
    const drop = (event) => {
      if (!dragging) return;
      dragging = false;
      handle.classList.remove("held");
      if (handle.hasPointerCapture(event.pointerId)) handle.releasePointerCapture(event.pointerId);
      this.tell("chain-point", { at: readPoint(this.getAttribute("at")), done: true });
    };
    handle.addEventListener("pointerup", drop);
    handle.addEventListener("pointercancel", drop);
    handle.addEventListener("keydown", (event) => {
      const point = this.#point();
      if (!this.contoured || !point || event.ctrlKey || event.metaKey || event.altKey) return;
      const { view } = this.contoured;
      const step = 10 ** Math.round(Math.log10((view.right - view.left) / 80)) * (event.shiftKey ? 10 : 1);
      /** @type {Record<string, [number, number]>} */
      const keys = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, step], ArrowDown: [0, -step] };
      const move = keys[event.key];
      if (!move) return;
      event.preventDefault();
      this.#touch([point[0] + move[0], point[1] + move[1]], true, step);
    });
  }

  /** @returns {[number, number] | undefined} */
  #point() {
    const at = readPoint(this.getAttribute("at"));
    const [x, y] = (this.contoured?.variables ?? []).map((name) => at[name]);
    return x === undefined || y === undefined ? undefined : [x, y];
  }

  /**
   * Moves the point to a place, rounded to what a pixel can tell apart.
   * @param {[number, number]} place
   * @param {boolean} done
   * @param {number} [step]
   */
  #touch([x, y], done, step) {
    if (!this.contoured) return;
    const { view, frame, variables } = this.contoured;
    const at = readPoint(this.getAttribute("at"));
    at[variables[0]] = tidied(Math.min(view.right, Math.max(view.left, x)), step ?? grain(view.right - view.left, frame.width));
    at[variables[1]] = tidied(Math.min(view.top, Math.max(view.bottom, y)), step ?? grain(view.top - view.bottom, frame.height));
    this.setAttribute("at", writePoint(at));
    this.tell("chain-point", { at, done });
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
    if (!fitted(built.canvas, built.stage, pixelRatio)) return;
    const secret = (this.getAttribute("hide") ?? "").split(/\s+/).includes("gradient");
    const layers = readLayers(this.getAttribute("layers")).filter((layer) => !secret || layer === "heat" || layer === "lines");
    this.contoured = this.#engine.contour(built.canvas, {
      text: of, variables: this.getAttribute("variables")?.split(/[\s,]+/).filter(Boolean), at: readPoint(this.getAttribute("at")),
      view: this.#view ?? this.#asked, layers: [...layers, "axes"], pixelRatio, ...this.look,
    });
    this.#view = this.contoured.view;
    const seen = { contoured: this.contoured, point: this.#point(), secret };
    placeHandle(built, seen);
    writeHere(built, seen);
    writeWords(built, seen);
  }
}

/** @param {string | null} written @returns {Layer[]} */
function readLayers(written) {
  if (written === null || written.trim() === "") return ["heat", "lines", "gradient"];
  return written.trim().split(/[\s,]+/).map((word) => {
    const layer = LAYERS.find((name) => name === word);
    if (!layer) throw new AttributeError(`layers="${written}": “${word}” is not known here: ${LAYERS.join(", ")} are.`);
    return layer;
  });
}

define("chain-contour", ChainContour);
