/**
 * The plane as a network sees it: what never moves (axes, points) is drawn once, what learning changes (heat, border, maps, losses)
 * as often as asked, from bytes that the engine made.
 */
import { coordinates, pixels } from "./gestures.js";

/** @typedef {import("../engine.js").Engine} Engine */
/** @typedef {import("./engine.js").Survey} Survey */
/** @typedef {import("./engine.js").View} View */
/** @typedef {import("./network-parts.js").Parts} Parts */
/** @typedef {import("./network-data.js").Data} Data */
/** @typedef {{ step: number, loss: number, other: number }} Moment */
/** @typedef {{ view: View, frame: { left: number, top: number, width: number, height: number } }} Shown */

/**
 * Axes below, points above.
 * @param {Engine} engine @param {Parts} parts @param {any} look @param {View} view @param {Data} data @param {number | undefined} chosen
 * @returns {Shown | undefined}
 */
export function drawStill(engine, { axes, dots, over, heat, stage }, look, view, { train, test, names }, chosen) {
  const [width, height] = [stage.clientWidth, stage.clientHeight];
  if (width < 20 || height < 20) return undefined;
  for (const canvas of [axes, dots, over]) {
    canvas.width = Math.round(width * look.pixelRatio);
    canvas.height = Math.round(height * look.pixelRatio);
  }
  const blank = { columns: 2, values: [0, 0, 0, 0] };
  const shown = engine.contour(axes, { ...look, grid: blank, view, layers: ["axes"], variables: names });
  const dot = (/** @type {number[]} */ at, /** @type {number[]} */ [kind], /** @type {boolean} */ hollow) => ({ at, color: kind ? look.colors.above : look.colors.below, radius: hollow ? 3 : 4, hollow });
  const ring = chosen === undefined ? [] : [{ at: train.inputs[chosen], color: look.colors.ink, radius: 8, hollow: true }];
  engine.contour(dots, {
    ...look, grid: blank, view, layers: [], variables: names,
    dots: [...test.inputs.map((at, i) => dot(at, test.targets[i], true)), ...ring, ...train.inputs.map((at, i) => dot(at, train.targets[i], false))],
  });
  const { frame } = shown;
  // Shares, so that it stays in its place on paper, where the stage has another size.
  const share = (/** @type {number} */ length, /** @type {number} */ whole) => `${(100 * length) / whole}%`;
  Object.assign(heat.style, { left: share(frame.left, width), top: share(frame.top, height), width: share(frame.width, width), height: share(frame.height, height) });
  return shown;
}

/**
 * Heat, border, and the map of every hidden unit.
 * @param {Parts} parts @param {Survey} survey @param {number} columns @param {HTMLCanvasElement[]} maps @param {Shown} shown @param {any} look
 * @param {boolean} blank nothing is to be wiped away: on paper what is wiped is white, and hides the heat below
 */
export function drawMoving({ heat, over }, survey, columns, maps, shown, look, blank) {
  let from = 0;
  const show = (/** @type {HTMLCanvasElement} */ canvas, /** @type {number} */ side) => {
    if (canvas.width !== side) canvas.width = canvas.height = side;
    const bytes = /** @type {Uint8ClampedArray<ArrayBuffer>} */ (survey.maps.subarray(from, (from += 4 * side * side)));
    canvas.getContext("2d")?.putImageData(new ImageData(bytes, side, side), 0, 0);
  };
  for (const canvas of maps) show(canvas, columns / 2);
  show(heat, columns);

  const context = over.getContext("2d");
  if (!context) return;
  context.setTransform(look.pixelRatio, 0, 0, look.pixelRatio, 0, 0);
  if (!blank) context.clearRect(0, 0, over.width, over.height);
  context.strokeStyle = look.colors.ink;
  context.lineWidth = 1.5;
  context.beginPath();
  for (const line of survey.border) {
    for (let i = 0; i < line.length; i += 2) {
      const { px, py } = pixels(shown, line[i], line[i + 1]);
      if (i === 0) context.moveTo(px, py);
      else context.lineTo(px, py);
    }
  }
  context.stroke();
}

/**
 * The losses so far.
 * @param {Engine} engine @param {ReturnType<typeof import("./descent-parts.js").chart>} chart @param {any} look @param {Moment[]} moments
 */
export function drawLosses(engine, { canvas, stage }, look, moments) {
  canvas.setAttribute("aria-label", `Loss up to step ${moments[moments.length - 1]?.step ?? 0}`);
  const [width, height] = [stage.clientWidth, stage.clientHeight];
  if (width < 20 || height < 20 || moments.length === 0) return;
  canvas.width = Math.round(width * look.pixelRatio);
  canvas.height = Math.round(height * look.pixelRatio);
  const known = moments.flatMap(({ loss, other }) => [loss, other]).filter(Number.isFinite);
  const top = known.reduce((most, value) => Math.max(most, value), 0) || 1;
  const right = Math.max(1, moments[moments.length - 1].step);
  const path = (/** @type {"loss" | "other"} */ name) => ({ points: moments.map((moment) => [moment.step, moment[name]]), color: look.colors.ink, width: 1.75, dash: name === "loss" ? /** @type {const} */ ("solid") : /** @type {const} */ ("dashed") });
  engine.contour(canvas, {
    ...look, grid: { columns: 2, values: [0, 0, 0, 0] }, equal: false, layers: ["axes"], variables: ["t", "L"],
    view: { left: -0.01 * right, right: 1.01 * right, bottom: -0.04 * top, top: 1.06 * top }, paths: [path("other"), path("loss")],
  });
}

/** Moments of the losses that are kept; then every second is forgotten. */
const MOMENTS = 400;

/** The losses with one moment more, the last one of its step. @param {Moment[]} moments @param {Moment} moment @returns {Moment[]} */
export function withMoment(moments, moment) {
  const all = [...moments.filter(({ step }, i) => i < moments.length - 1 || step !== moment.step), moment];
  return all.length > MOMENTS ? all.filter((_, i) => i % 2 === 0 || i === all.length - 1) : all;
}

/** As near as this a press means a point, in CSS pixels. */
const NEAR = 18;

/** The point that a press means, if any. @param {Shown} shown @param {number[][]} points @param {number} across @param {number} down @returns {number | undefined} */
export function nearest(shown, points, across, down) {
  const { x, y } = coordinates(shown, across, down);
  const reach = (NEAR / shown.frame.width) * (shown.view.right - shown.view.left);
  const far = points.map(([a, b]) => Math.hypot(a - x, b - y));
  const least = far.indexOf(Math.min(...far));
  return far[least] < reach ? least : undefined;
}
