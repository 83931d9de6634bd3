/**
 * What every picture on a canvas shares: it is drawn again when its size, the colours, the fonts or the paper change.
 */
import { ChainElement } from "./element.js";
import { colours } from "./plot-parts.js";

/** @typedef {Pick<import("./engine.js").PlotSpec, "colors" | "fontSize" | "fontFamily">} Look */

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
    addEventListener("beforeprint", this.#print);
    addEventListener("afterprint", this.#relook);
  }

  disconnectedCallback() {
    for (const query of SCHEMES) matchMedia(query).removeEventListener("change", this.#relook);
    removeEventListener("beforeprint", this.#print);
    removeEventListener("afterprint", this.#relook);
    this.forget();
  }

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
 * Makes a canvas as large as its stage, in device pixels; nothing where the stage cannot be seen.
 * @param {HTMLCanvasElement} canvas
 * @param {HTMLElement} stage
 * @param {number} pixelRatio
 */
export function fitted(canvas, stage, pixelRatio) {
  const [width, height] = [stage.clientWidth, stage.clientHeight];
  if (width < 20 || height < 20) return false;
  canvas.width = Math.round(width * pixelRatio);
  canvas.height = Math.round(height * pixelRatio);
  return true;
}
