/**
 * The sheet for a curve: empty axes, and over them a line of the reader's, drawn freehand or pulled by its handles.
 */
import { make, readPoint } from "./element.js";
import { coordinates, dragPoint, pixels } from "./gestures.js";
import { plainName, writeNumber } from "./notation.js";
import { Sheet, svg, whileDown } from "./draw-parts.js";

/** @typedef {import("../engine.js").Engine} Engine */
/** @typedef {import("./draw-parts.js").Task} Task */

/** Handles, and pieces of the line between two of them. */
const [HANDLES, BETWEEN] = [6, 12];
const PIECES = (HANDLES - 1) * BETWEEN;

export class CurveSheet extends Sheet {
  /** @type {import("./engine.js").Plotted | undefined} */
  #plotted;
  /** How high the line is at each of its places, as a share of the picture. */
  #heights = Float64Array.of();
  #variable = "x";
  /** The last place of a hand that draws. @type {[number, number] | undefined} */
  #last;

  /** @param {() => void} changed called when something has been drawn */
  constructor(changed) {
    const handles = Array.from({ length: HANDLES }, () => make("div", { class: "handle", role: "slider", tabindex: 0, "aria-orientation": "vertical" }));
    super(changed, "Arrow keys move it a little, page up and page down a lot, Home and End to the edge.", ...handles);
    this.stage.classList.add("freehand");
    this.line = svg("polyline", { class: "drawn" });
    this.over.append(this.line);
    whileDown(this.canvas, (px, py, first) => this.#follow(px, py, first));
    handles.forEach((handle, i) => {
      const height = () => this.#heights[i * BETWEEN];
      dragPoint(handle, this.canvas, {
        shown: () => this.#plotted,
        drag: (_, y) => this.#pull(i, this.#share(y)),
        drop: () => this.#pull(i, height()),
        nudge: (across, up, step) => this.#pull(i, height() + (across + up) / step / 50),
        key: (key) => {
          if (key !== "Home" && key !== "End") return false;
          this.#pull(i, key === "Home" ? 0 : 1);
          return true;
        },
      });
    });
  }

  /** @param {Engine} engine @param {Task} task */
  read(engine, task) {
    const { variables } = engine.parse(task.of);
    this.#variable = task.variable ?? (variables.length === 1 ? variables[0] : "x");
    // What has no value is said now, not after the drawing.
    engine.sample(task.of, this.#variable, Float64Array.of(0), readPoint(task.at));
    this.task = task;
  }

  clear() {
    super.clear();
    this.#heights = new Float64Array(PIECES + 1).fill(0.5);
    this.#plotted = undefined;
  }

  asked() {
    return [];
  }

  /** @param {number} y */
  #share(y) {
    const view = /** @type {import("./engine.js").View} */ (this.#plotted?.view);
    return (y - view.bottom) / (view.top - view.bottom);
  }

  /** Where a place of the line is. @param {number} i */
  #at(i) {
    const { left, right, bottom, top } = /** @type {import("./engine.js").View} */ (this.#plotted?.view);
    return { x: left + ((right - left) * i) / PIECES, y: bottom + (top - bottom) * this.#heights[i] };
  }

  /** A straight piece of the line. @param {number} from @param {number} start @param {number} to @param {number} end */
  #stroke(from, start, to, end) {
    const step = from < to ? 1 : -1;
    for (let i = from; i !== to + step; i += step) this.#heights[i] = from === to ? end : start + ((end - start) * (i - from)) / (to - from);
  }

  /** A handle takes the line along, as far as the next ones. @param {number} i @param {number} height */
  #pull(i, height) {
    if (this.fixed || !this.#plotted) return;
    const [here, held] = [i * BETWEEN, Math.min(1, Math.max(0, height))];
    if (i > 0) this.#stroke(here - BETWEEN, this.#heights[here - BETWEEN], here, held);
    if (i < HANDLES - 1) this.#stroke(here + BETWEEN, this.#heights[here + BETWEEN], here, held);
    this.#heights[here] = held;
    this.touched();
  }

  /** The hand draws. @param {number} px @param {number} py @param {boolean} first */
  #follow(px, py, first) {
    if (this.fixed || !this.#plotted) return;
    const { view } = this.#plotted;
    const { x, y } = coordinates(this.#plotted, px, py);
    const place = Math.min(PIECES, Math.max(0, Math.round((PIECES * (x - view.left)) / (view.right - view.left))));
    const height = Math.min(1, Math.max(0, this.#share(y)));
    const [from, start] = first || !this.#last ? [place, height] : this.#last;
    this.#stroke(from, start, place, height);
    this.#last = [place, height];
    this.touched();
  }

  place() {
    super.place();
    const plotted = this.#plotted;
    if (!plotted) return;
    const spots = [...this.#heights].map((_, i) => {
      const { x, y } = this.#at(i);
      return pixels(plotted, x, y);
    });
    this.line.setAttribute("points", spots.map(({ px, py }) => `${px},${py}`).join(" "));
    const name = plainName(this.#variable);
    this.handles.forEach((handle, i) => {
      const { px, py } = spots[i * BETWEEN];
      handle.style.left = `${px}px`;
      handle.style.top = `${py}px`;
      const { x, y } = this.#at(i * BETWEEN);
      handle.setAttribute("aria-label", `Your curve at ${name} = ${writeNumber(x, 4)}`);
      handle.setAttribute("aria-valuemin", String(plotted.view.bottom));
      handle.setAttribute("aria-valuemax", String(plotted.view.top));
      handle.setAttribute("aria-valuenow", String(y));
      handle.setAttribute("aria-valuetext", writeNumber(y, 3));
    });
  }

  /** @param {Engine} engine @param {import("./draw-parts.js").Ink} ink @param {boolean} revealed */
  paint(engine, ink, revealed) {
    const { of, at, view } = this.task;
    this.#plotted = engine.plot(this.canvas, { text: of, variable: this.#variable, at: readPoint(at), curves: revealed ? ["f"] : [], view: view ?? this.#plotted?.view, ...ink });
    this.settle(revealed, revealed ? this.#plotted.description : "Empty axes for your curve");
  }

  /** @param {Engine} engine @param {number} within hundredths of the height */
  judge(engine, within) {
    const { view } = /** @type {import("./engine.js").Plotted} */ (this.#plotted);
    const drawn = Array.from(this.#heights, (_, i) => this.#at(i));
    const is = engine.sample(this.task.of, this.#variable, Float64Array.from(drawn, ({ x }) => x), readPoint(this.task.at));
    const off = drawn.map(({ y }, i) => Math.abs(y - is[i]) / (view.top - view.bottom)).map((share) => (Number.isFinite(share) ? share : 0));
    const share = Math.round((100 * off.reduce((sum, one) => sum + one, 0)) / off.length);
    const far = off.indexOf(Math.max(...off));
    const correct = share <= within;
    const most = `${plainName(this.#variable)} = ${writeNumber(drawn[far].x, 3)}`;
    const [yours, its] = [writeNumber(drawn[far].y, 3), writeNumber(is[far], 3)];
    return {
      correct,
      sentence: correct
        ? `Well drawn. On average you are ${share} % of the picture’s height off, most at ${most}: you drew ${yours}, it is ${its}.`
        : `That is another curve. On average you are ${share} % of the picture’s height off, most at ${most}: you drew ${yours}, it is ${its}.`,
    };
  }
}
