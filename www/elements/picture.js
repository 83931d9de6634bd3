/**
 * What every picture on a canvas shares: it is drawn again when its size, the colours, the fonts or the paper change; its view
 * stays while its subject stays, and is moved by pointer, wheel, keys and buttons; it is saved as it is seen.
 */
import { AttributeError, ChainElement, engineAfterPaint } from "./element.js";
import { panAndZoom, rounded, zoomed } from "./gestures.js";
import { colours } from "./plot-parts.js";
import { whenSaid } from "../words.js";

/** @typedef {import("./engine.js").View} View */
/** @typedef {Pick<import("./engine.js").PlotSpec, "colors" | "fontSize" | "fontFamily">} Look */
/** @typedef {{ view: View, frame: import("./engine.js").Plotted["frame"] }} Shown */
/** @typedef {{ canvas: HTMLCanvasElement, stage: HTMLElement, zoom: HTMLElement, more: HTMLElement }} Surface */

const SCHEMES = ["(prefers-color-scheme: dark)", "(forced-colors: active)"];

export class ChainPicture extends ChainElement {
  #painting = 0;
  /** Asking the browser for its styles costs more than a curve: they are asked for when they may have changed. @type {Look | undefined} */
  #look;
  /** @type {ResizeObserver | undefined} */
  #size;

  connectedCallback() {
    super.connectedCallback();
    for (const query of SCHEMES) matchMedia(query).addEventListener("change", this.#relook);
    document.fonts?.ready.then(this.#relook);
    whenSaid(this.#relook);
    addEventListener("beforeprint", this.#print);
    addEventListener("afterprint", this.#relook);
  }

  engine() {
    return engineAfterPaint();
  }

  disconnectedCallback() {
    for (const query of SCHEMES) matchMedia(query).removeEventListener("change", this.#relook);
    removeEventListener("beforeprint", this.#print);
    removeEventListener("afterprint", this.#relook);
    this.forget();
  }

  // ── The view ────────────────────────────────────────────────────────────────────────────────

  /** What is on the surface now: each picture's own. @returns {Shown | undefined} */
  get shown() {
    return undefined;
  }

  /** Kept while the subject stays, so that the picture does not jump while a point is dragged. @type {View | undefined} */
  #view;
  /** @type {Partial<View> | undefined} */
  #asked;
  #subject = "";

  /** The view to draw: where the reader has gone, else what the author asked for. */
  get view() {
    return /** @type {View | undefined} */ (this.#view ?? this.#asked);
  }

  /** @param {string} subject @param {Partial<View> | undefined} asked */
  subject(subject, asked) {
    if (subject !== this.#subject) this.#view = undefined;
    this.#subject = subject;
    this.#asked = asked;
  }

  /** What was drawn is what stays. @param {View} view */
  keepView(view) {
    this.#view = view;
  }

  /** @param {View | undefined} view */
  moveTo(view) {
    this.#view = view && rounded(view);
    if (!view) this.#asked = undefined;
    this.repaint();
    this.tell("chain-view", { view: this.#view });
  }

  /**
   * The surface answers pointer, wheel, keys and buttons from now on.
   * @param {Surface} surface
   * @param {(x: number, y: number) => void} tap
   * @param {() => void} enter
   */
  attach(surface, tap, enter) {
    const { canvas, zoom, more } = surface;
    panAndZoom(canvas, { shown: () => this.shown, show: (view) => this.moveTo(view), reset: () => this.moveTo(undefined), tap, enter });
    zoom.addEventListener("click", (event) => {
      const act = /** @type {Element} */ (event.target).closest("button")?.dataset.zoom;
      const view = this.shown?.view;
      if (!act || !view) return;
      if (act === "reset") this.moveTo(undefined);
      else this.moveTo(zoomed(view, act === "in" ? 0.7 : 1 / 0.7, (view.left + view.right) / 2, (view.bottom + view.top) / 2));
    });
    more.addEventListener("click", async (event) => {
      const kind = /** @type {Element} */ (event.target).closest("button")?.dataset.save;
      // Few save: what does it comes when it is asked for.
      if (kind) (await import("./save.js")).savePicture(this, kind, surface.stage);
    });
    this.watch(surface.stage);
  }

  // ── Files ───────────────────────────────────────────────────────────────────────────────────

  /** The picture on a canvas whose size is set: each picture's own. @param {HTMLCanvasElement} _canvas @param {number} _pixelRatio */
  paintOn(_canvas, _pixelRatio) {}

  /** The picture as an SVG document: each picture's own. @param {number} _width @param {number} _height in CSS pixels @returns {string} */
  svg(_width, _height) {
    return "";
  }

  // ── Painting ────────────────────────────────────────────────────────────────────────────────

  /** Whether there is a canvas to paint on. */
  get built() {
    return this.#size !== undefined;
  }

  /** Paints again whenever this element's size changes. @param {HTMLElement} stage */
  watch(stage) {
    this.#size = new ResizeObserver(this.#relook);
    this.#size.observe(stage);
  }

  forget() {
    this.#size?.disconnect();
    this.#size = undefined;
  }

  /** @param {unknown} error */
  complain(error) {
    this.forget();
    super.complain(error);
  }

  #relook = () => {
    this.#look = undefined;
    this.repaint();
  };

  /** Colours, size and family of the letters, as the canvas takes them. @returns {Look} */
  get look() {
    if (!this.#look) {
      const style = getComputedStyle(this);
      this.#look = {
        colors: colours(this),
        fontSize: parseFloat(style.fontSize) * 0.75, fontFamily: style.getPropertyValue("--serif") || style.fontFamily,
      };
    }
    return this.#look;
  }

  /** Paints in the next frame, however often it is asked. */
  repaint = () => {
    if (!this.built || this.#painting) return;
    this.#painting = requestAnimationFrame(() => {
      this.#painting = 0;
      try {
        if (this.isConnected && this.built) this.paint(globalThis.devicePixelRatio || 1);
      } catch (error) {
        this.complain(error);
      }
    });
  };

  /** Paper is white and its dots are small: drawn once more in the light colours, three times as fine. */
  #print = () => {
    if (!this.built) return;
    document.documentElement.toggleAttribute("data-printing", true);
    this.#look = undefined;
    try {
      this.paint(3);
    } finally {
      document.documentElement.toggleAttribute("data-printing", false);
      this.#look = undefined;
    }
  };

  /**
   * Each picture's own.
   * @param {number} _pixelRatio
   */
  paint(_pixelRatio) {}
}

/**
 * Makes a canvas empty and as large as its stage, in device pixels; nothing where the stage cannot be seen. A size that stays is
 * not set again: that would fetch new memory for every frame.
 * @param {HTMLCanvasElement} canvas
 * @param {HTMLElement} stage
 * @param {number} pixelRatio
 */
export function fitted(canvas, stage, pixelRatio) {
  const [width, height] = [stage.clientWidth, stage.clientHeight];
  if (width < 20 || height < 20) return false;
  const [across, down] = [Math.round(width * pixelRatio), Math.round(height * pixelRatio)];
  if (canvas.width === across && canvas.height === down) canvas.getContext("2d")?.clearRect(0, 0, across, down);
  else [canvas.width, canvas.height] = [across, down];
  return true;
}

/** @param {string | null} written left and right, or left, right, bottom and top */
export function readView(written) {
  if (written === null || written.trim() === "") return undefined;
  const [left, right, bottom, top, more] = written.trim().split(/[\s,]+/).map(Number);
  const pair = top !== undefined;
  const fine = left < right && Number.isFinite(right - left) && more === undefined
    && (pair ? bottom < top && Number.isFinite(top - bottom) : bottom === undefined);
  if (!fine) throw new AttributeError(`view="${written}": write left and right, or left, right, bottom and top, as “-4 4 -2 10”.`);
  return pair ? { left, right, bottom, top } : { left, right };
}

/** Where both directions have to be said. @param {string | null} written left, right, bottom and top @returns {View | undefined} */
export function readPlane(written) {
  const view = readView(written);
  if (view && view.top === undefined) throw new AttributeError(`view="${written}": write left, right, bottom and top, as “-3 3 -2 2”.`);
  return view;
}
