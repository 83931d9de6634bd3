/**
 * What every picture on a canvas shares: it is drawn again when its size, the colours, the fonts or the paper change.
 */
import { ChainElement } from "./element.js";

const SCHEMES = ["(prefers-color-scheme: dark)", "(forced-colors: active)"];

export class ChainPicture extends ChainElement {
  #painting = 0;
  /** @type {ResizeObserver | undefined} */
  #size;

  connectedCallback() {
    super.connectedCallback();
    for (const query of SCHEMES) matchMedia(query).addEventListener("change", this.repaint);
    document.fonts?.ready.then(this.repaint);
    addEventListener("beforeprint", this.#print);
    addEventListener("afterprint", this.repaint);
  }

  disconnectedCallback() {
    for (const query of SCHEMES) matchMedia(query).removeEventListener("change", this.repaint);
    removeEventListener("beforeprint", this.#print);
    removeEventListener("afterprint", this.repaint);
    this.forget();
  }

  /** Whether there is a canvas to paint on. */
  get built() {
    return this.#size !== undefined;
  }

  /** Paints again whenever this element's size changes. @param {HTMLElement} stage */
  watch(stage) {
    this.#size = new ResizeObserver(this.repaint);
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
    try {
      this.paint(3);
    } finally {
      document.documentElement.toggleAttribute("data-printing", false);
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
