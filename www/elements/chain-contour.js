/**
 * <chain-contour of="x^2+3y^2" at="x=1, y=1"> … </chain-contour>
 *
 * Shows      a function of two variables from above: heat, lines of equal height with their numbers, and at a point to drag its
 *            gradient as an arrow; beside it what the picture says in words, and a table of values. Of an equation, its curve
 *            and the tangent at the point.
 * Attributes of        the function, or an equation such as x^2 + y^2 = 25; with a name in front, as L(w, b) = …, it is called so
 *            variables the one drawn to the right and the one drawn upward, "x y" (left out: the function's first two)
 *            at        "x=1, y=1": the point, and the values of the other variables
 *            layers    any of: heat lines gradient field (default "heat lines gradient")
 *            view      "left right bottom top"; left out: chosen to suit. It grows until both directions have one scale.
 *            hide      "gradient" where the reader is to find it, or the tangent, themselves
 * Properties contoured what the engine said of the last drawing
 * Events     chain-point  { at, done }   the point moved; done when it was let go
 *            chain-view   { view }       the reader moved about; undefined after a reset
 * Fallback   the content inside: a picture and its description.
 */
import { AttributeError, define, readPoint, readWords, writePoint } from "./element.js";
import { dragPoint, placed } from "./gestures.js";
import { ChainPicture, fitted, readPlane } from "./picture.js";
import { parts, placeHandle, writeHere, writeWords } from "./contour-parts.js";

/** @typedef {import("../engine.js").Engine} Engine */
/** @typedef {import("./engine.js").Layer} Layer */
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
  /** The function's own name. */
  #name = "f";

  get shown() {
    return this.contoured;
  }

  /** @param {Engine} engine */
  draw(engine) {
    const of = this.needed("of");
    this.#engine = engine;
    this.#name = engine.parse(of).name ?? "f";
    const asked = readPlane(this.getAttribute("view"));
    this.subject(`${of}|${this.getAttribute("variables") ?? ""}|${this.getAttribute("view") ?? ""}`, asked);
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
    this.attach(built, (x, y) => this.#touch([x, y], true), () => {
      const view = this.contoured?.view;
      if (view && !this.#point()) this.#touch([(view.left + view.right) / 2, (view.bottom + view.top) / 2], true);
      requestAnimationFrame(() => requestAnimationFrame(() => built.handle.focus()));
    });
    dragPoint(built.handle, built.canvas, {
      shown: () => this.contoured,
      drag: (x, y) => this.#touch([x, y], false),
      drop: () => this.tell("chain-point", { at: readPoint(this.getAttribute("at")), done: true }),
      nudge: (across, up, step) => {
        const point = this.#point();
        if (point) this.#touch([point[0] + across, point[1] + up], true, step);
      },
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
    // A place beside a curve has no tangent to show: of an equation the point stays where it is.
    if (!this.contoured || this.contoured.curve) return;
    const { variables } = this.contoured;
    const at = readPoint(this.getAttribute("at"));
    [at[variables[0]], at[variables[1]]] = placed(this.contoured, x, y, step);
    this.setAttribute("at", writePoint(at));
    this.tell("chain-point", { at, done });
  }

  /** @param {number} pixelRatio @returns {import("./engine.js").ContourSpec} */
  #spec(pixelRatio) {
    const layers = readLayers(this.getAttribute("layers")).filter((layer) => !this.#secret || layer === "heat" || layer === "lines");
    return {
      text: this.getAttribute("of") ?? "", variables: this.getAttribute("variables")?.split(/[\s,]+/).filter(Boolean), at: readPoint(this.getAttribute("at")),
      view: this.view, layers: [...layers, "axes"], pixelRatio, ...this.look,
    };
  }

  get #secret() {
    return readWords("hide", this.getAttribute("hide"), ["gradient"]).length > 0;
  }

  /** @param {HTMLCanvasElement} canvas @param {number} pixelRatio */
  paintOn(canvas, pixelRatio) {
    return this.#engine?.contour(canvas, this.#spec(pixelRatio));
  }

  /** @param {number} width @param {number} height */
  svg(width, height) {
    return this.#engine?.contourSvg(this.#spec(1), width, height) ?? "";
  }

  /** @param {number} pixelRatio */
  paint(pixelRatio) {
    const built = this.#parts;
    if (!this.hasAttribute("of") || !built || !fitted(built.canvas, built.stage, pixelRatio)) return;
    const contoured = (this.contoured = this.paintOn(built.canvas, pixelRatio));
    if (!contoured) return;
    this.keepView(contoured.view);
    const seen = { contoured, name: this.#name, point: this.#point(), secret: this.#secret };
    placeHandle(built, seen);
    writeHere(built, seen);
    writeWords(built, seen);
  }
}

/** @param {string | null} written @returns {Layer[]} */
function readLayers(written) {
  if (written === null || written.trim() === "") return ["heat", "lines", "gradient"];
  return readWords("layers", written, LAYERS);
}

define("chain-contour", ChainContour);
