/**
 * The sheet for an arrow: contour lines, a point, and from it an arrow of the reader's that turns.
 */
import { AttributeError, make, readPoint } from "./element.js";
import { dragPoint, pixels } from "./gestures.js";
import { mathml, mathOf, numberIn, tight, variableName, writeNumber } from "./notation.js";
import { typeset } from "./chain-math.js";
import { Sheet, svg, whileDown } from "./draw-parts.js";

/** @typedef {import("../engine.js").Engine} Engine */
/** @typedef {import("./draw-parts.js").Task} Task */

/** Between the gradient (a, b) and an arrow turned by t degrees. */
const BETWEEN = "180/pi*|atan2(a*sin(t*pi/180) - b*cos(t*pi/180), a*cos(t*pi/180) + b*sin(t*pi/180))|";
/** Where an arrow points that is turned by 0, 45, 90 … degrees. */
const WAYS = ["to the right", "up and to the right", "up", "up and to the left", "to the left", "down and to the left", "down", "down and to the right"];
/** An arrow key turns by so many degrees. */
const STEP = 3;

export class ArrowSheet extends Sheet {
  /** @type {import("./engine.js").Contoured | undefined} */
  #contoured;
  #angle = 0;
  /** @type {string[]} */
  #variables = [];
  /** @type {number[]} */
  #gradient = [];

  /** @param {() => void} changed called when the arrow has been turned */
  constructor(changed) {
    const handle = make("div", { class: "handle", role: "slider", tabindex: 0, "aria-label": "Your arrow", "aria-valuemin": 0, "aria-valuemax": 359 });
    super(changed, "Arrow keys turn it a little, page up and page down a lot.", handle);
    this.shaft = svg("line", { class: "drawn" });
    this.head = svg("path", { class: "drawn head" });
    this.foot = svg("circle", { class: "foot", r: 4 });
    this.over.append(this.shaft, this.head, this.foot);
    whileDown(this.canvas, (px, py) => this.#pointAt(px, py));
    dragPoint(handle, this.canvas, {
      shown: () => this.#contoured,
      drag: (x, y) => {
        const spot = this.#contoured && pixels(this.#contoured, x, y);
        if (spot) this.#pointAt(spot.px, spot.py);
      },
      drop: () => this.#turn(this.#angle),
      nudge: (across, up, step) => this.#turn(this.#angle + (STEP * (up - across)) / step),
    });
  }

  /** @param {Engine} engine @param {Task} task */
  read(engine, task) {
    const { gradient, variables } = engine.gradient(task.of, { at: readPoint(task.at) });
    if (variables.length !== 2) throw new AttributeError(`of="${task.of}": an arrow lies on a function of two variables.`);
    if (!gradient) throw new AttributeError(`at="${task.at}": write the point, as “x=1, y=1”.`);
    if (gradient.every((slope) => slope === 0) || !gradient.every(Number.isFinite)) throw new AttributeError(`at="${task.at}": there the gradient has no direction.`);
    [this.task, this.#gradient, this.#variables] = [task, gradient, variables];
  }

  clear() {
    super.clear();
    [this.#angle, this.#contoured] = [0, undefined];
  }

  get #point() {
    const at = readPoint(this.task.at);
    return /** @type {[number, number]} */ (this.#variables.map((name) => at[name]));
  }

  /** The function and the point. @param {Engine} engine */
  asked(engine) {
    const [x, y] = this.#variables.map(variableName);
    const shown = typeset(engine.parse(this.task.of).formula);
    const head = mathOf(mathml("mi", "f"), tight("("), x, mathml("mo", ","), y, tight(")"), mathml("mo", "="));
    if (shown.localName === "math") head.append(...shown.childNodes);
    const [p, q] = this.#point;
    return [head, make("span", {}, mathOf(variableName(this.#variables[0]), mathml("mo", "="), numberIn(p)), ", ", mathOf(variableName(this.#variables[1]), mathml("mo", "="), numberIn(q)))];
  }

  /** @param {number} px @param {number} py */
  #pointAt(px, py) {
    if (!this.#contoured) return;
    const foot = pixels(this.#contoured, ...this.#point);
    if (Math.hypot(px - foot.px, py - foot.py) < 4) return;
    this.#turn((Math.atan2(foot.py - py, px - foot.px) * 180) / Math.PI);
  }

  /** @param {number} angle */
  #turn(angle) {
    if (this.fixed) return;
    this.#angle = ((Math.round(angle) % 360) + 360) % 360;
    this.touched();
  }

  place() {
    super.place();
    const [handle] = this.handles;
    const contoured = this.#contoured;
    if (!contoured) return;
    const { frame } = contoured;
    const foot = pixels(contoured, ...this.#point);
    // As long as may be turned all the way round inside the picture.
    const room = Math.min(foot.px - frame.left, frame.left + frame.width - foot.px, foot.py - frame.top, frame.top + frame.height - foot.py);
    const length = Math.max(34, Math.min(0.3 * Math.min(frame.width, frame.height), room - 20));
    const turned = (this.#angle * Math.PI) / 180;
    const [ux, uy] = [Math.cos(turned), -Math.sin(turned)];
    const [tx, ty] = [foot.px + length * ux, foot.py + length * uy];
    const [bx, by] = [tx - 11 * ux, ty - 11 * uy];
    for (const [name, value] of Object.entries({ x1: foot.px, y1: foot.py, x2: bx, y2: by })) this.shaft.setAttribute(name, String(value));
    this.head.setAttribute("d", `M${tx} ${ty}L${bx - 5 * uy} ${by + 5 * ux}L${bx + 5 * uy} ${by - 5 * ux}Z`);
    this.foot.setAttribute("cx", String(foot.px));
    this.foot.setAttribute("cy", String(foot.py));
    // The hand holds the arrow just beyond its tip, so that the tip is seen.
    handle.style.left = `${Math.min(frame.left + frame.width, Math.max(frame.left, tx + 13 * ux))}px`;
    handle.style.top = `${Math.min(frame.top + frame.height, Math.max(frame.top, ty + 13 * uy))}px`;
    handle.setAttribute("aria-valuenow", String(this.#angle));
    handle.setAttribute("aria-valuetext", `${this.#angle} degrees, ${WAYS[Math.round(this.#angle / 45) % 8]}`);
  }

  /** @param {Engine} engine @param {import("./draw-parts.js").Ink} ink @param {boolean} revealed */
  paint(engine, ink, revealed) {
    const { of, at, view } = this.task;
    const layers = /** @type {import("./engine.js").Layer[]} */ (["heat", "lines", ...(revealed ? ["gradient"] : []), "axes"]);
    this.#contoured = engine.contour(this.canvas, { text: of, at: readPoint(at), view: view ?? this.#contoured?.view, layers, ...ink });
    this.settle(revealed, revealed ? this.#contoured.description : "The surface from above");
  }

  /** @param {Engine} engine @param {number} within */
  judge(engine, within) {
    const [a, b] = this.#gradient;
    const off = Math.round(engine.evaluate(BETWEEN, { a, b, t: this.#angle }));
    const pair = (/** @type {number[]} */ numbers) => `(${numbers.map((number) => writeNumber(number, 4)).join(", ")})`;
    const [place, slopes] = [pair(this.#point), pair(this.#gradient)];
    const correct = off <= within;
    if (correct) return { correct, sentence: `Right, ${off}° off: the gradient at ${place} is ${slopes}.` };
    if (off >= 170) return { correct, sentence: `That is straight downhill. The gradient points uphill: at ${place} it is ${slopes}.` };
    if (off >= 80 && off <= 100) return { correct, sentence: `That way nothing rises: it runs along the contour line. The gradient stands across it: at ${place} it is ${slopes}.` };
    return { correct, sentence: `Your arrow is ${off}° off: the gradient at ${place} is ${slopes}.` };
  }
}
