/**
 * What stands around paths downhill: the runs with their rates, the step looked at, what is said, losses and rates in time, the ledger.
 */
import { make } from "./element.js";
import { pixels } from "./gestures.js";
import { mathml, mathOf, numberIn, plainName, tight, variableName, writeNumber } from "./notation.js";
import { written } from "./sentence.js";

/** @typedef {import("../engine.js").Engine} Engine */
/** @typedef {import("../engine.js").Trajectory} Trajectory */
/** @typedef {Trajectory} Path */
/** @typedef {{ name: string, rate: number, asked: import("../engine.js").DescentRun, path: Path }} Run */
/** @typedef {ReturnType<typeof parts>} Parts */

/**
 * @typedef {object} Seen
 * @property {Run[]} runs
 * @property {number} step the one looked at
 * @property {number} longest how many steps the longest run has
 * @property {string[]} variables
 * @property {string[]} ink each run's colour
 * @property {boolean} playing
 * @property {boolean} log whether losses are shown in powers of ten
 * @property {number} goal the steps that are still being computed, or 0
 */

const SVG = "http://www.w3.org/2000/svg";
/** What tells runs apart besides their colours: as the engine draws it, and as an overlay does. */
const DASHES = /** @type {const} */ ([
  { drawn: "solid", strokes: "none" }, { drawn: "dashed", strokes: "7 4" }, { drawn: "dash-dotted", strokes: "8 3 2 3" }, { drawn: "dotted", strokes: "2 3" },
]);

/** How a run's line is broken. @param {number} run */
export const dash = (run) => DASHES[run % DASHES.length];

/** Every optimizer as it is called. */
export const TITLES = /** @type {Record<string, string>} */ ({
  sgd: "SGD", momentum: "Momentum", nesterov: "Nesterov", adagrad: "Adagrad", rmsprop: "RMSprop", adam: "Adam", adamw: "AdamW", lion: "Lion",
});

/** The element's own parts, made once. */
export function parts() {
  const list = make("ul", { class: "runs" });
  const add = make("button", { type: "button", class: "no-print" }, "+ another optimizer");
  const canvas = make("canvas", { role: "img" });
  const over = document.createElementNS(SVG, "svg");
  over.setAttribute("aria-hidden", "true");
  const handle = make("div", { class: "handle", role: "slider", tabindex: 0, hidden: true });
  const stage = make("div", { class: "stage" }, canvas, over, handle);
  const range = make("input", { type: "range", min: 0, step: 1, "aria-label": "Step" });
  const shown = make("output", { class: "number" });
  const play = make("button", { type: "button", "data-go": "play" }, "Play");
  const time = make("div", { class: "time no-print" }, play,
    make("button", { type: "button", "data-go": "back", "aria-label": "One step back" }, "◀"), range,
    make("button", { type: "button", "data-go": "on", "aria-label": "One step on" }, "▶"), shown);
  const progress = make("progress", { "aria-label": "Steps computed" });
  const computing = make("div", { class: "computing", hidden: true }, progress, make("button", { type: "button", "data-go": "halt" }, "Stop here"));
  time.append(computing);
  const said = make("div", { class: "said", role: "status" });
  const losses = chart("Loss");
  const log = make("button", { type: "button", class: "no-print", "aria-pressed": "false" }, "powers of ten");
  losses.box.firstElementChild?.append(" ", log);
  const rates = chart("Rate");
  const table = make("div", { class: "scroll", tabindex: 0 });
  const ledger = make("details", { class: "ledger", open: true }, make("summary", { class: "caption" }, "What happened in this step"), table);
  const figure = make("figure", {}, make("div", { class: "beside" }, make("div", {}, stage, time), make("div", {}, list, add, said, make("div", { class: "charts" }, losses.box, rates.box))), ledger);
  return { figure, list, add, canvas, over, handle, stage, range, shown, play, time, progress, computing, said, losses, log, rates, table };
}

/** A small picture of something over the steps. @param {string} title */
export function chart(title) {
  const canvas = make("canvas", { role: "img" });
  const stage = make("div", { class: "chart" }, canvas);
  return { box: make("div", {}, make("p", { class: "caption" }, title), stage), canvas, stage, title };
}

/** @param {Parts} parts @param {any} shown @param {Seen} seen */
export function placeStart({ handle, over, canvas }, shown, { runs, step, ink, variables }) {
  over.replaceChildren();
  const [first, second] = variables;
  const start = runs[0].path.points[0];
  const place = second ? start : [start[0], runs[0].path.losses[0]];
  const spot = pixels(shown, place[0], place[1]);
  const { frame } = shown;
  const inside = spot.px >= frame.left - 1 && spot.px <= frame.left + frame.width + 1 && spot.py >= frame.top - 1 && spot.py <= frame.top + frame.height + 1;
  handle.hidden = !inside && !handle.classList.contains("held");
  handle.style.left = `${spot.px}px`;
  handle.style.top = `${spot.py}px`;
  handle.setAttribute("aria-label", "Start");
  handle.setAttribute("aria-valuenow", String(start[0]));
  handle.setAttribute("aria-valuetext", variables.map((name, i) => `${plainName(name)} = ${writeNumber(start[i])}`).join(", "));
  canvas.setAttribute("aria-label", `${second ? "The loss from above" : "The loss"}, with ${runs.map((run, i) => told(run, titled(runs).titles[i], step, variables)).join("; ")}`);
  if (second) return;
  runs.forEach(({ path }, i) => {
    const points = thinned(path.points.map(([x], k) => ({ x, loss: path.losses[k] })), step + 1).map(({ x, loss }) => pixels(shown, x, loss));
    const seen = points.filter(({ px, py }) => Math.abs(px) < 1e5 && Math.abs(py) < 1e5);
    const line = svg("polyline", { points: seen.map(({ px, py }) => `${px},${py}`).join(" "), stroke: ink[i], "stroke-dasharray": dash(i).strokes, fill: "none", "stroke-width": 2 });
    over.append(line);
    for (const { px, py } of seen.length <= 80 ? seen : []) over.append(svg("circle", { cx: px, cy: py, r: 2.5, fill: ink[i] }));
    const last = seen[seen.length - 1];
    if (last) over.append(svg("circle", { cx: last.px, cy: last.py, r: 5, fill: ink[i] }));
  });
}

/** @param {string} tag @param {Record<string, string | number>} attributes */
function svg(tag, attributes) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  return element;
}

/** What the schedules are called, as in the laboratory. @type {Record<string, string>} */
const SCHEDULES = { constant: "constant", step: "step decay", exponential: "exponential", cosine: "cosine", "linear-warmup": "linear warm-up", "warmup-cosine": "warm-up, then cosine" };

/** What tells the runs apart: their optimizers, their schedules, or both; those alike, their rates. @param {Run[]} runs */
function titled(runs) {
  const schedules = runs.map(({ asked }) => SCHEDULES[asked.schedule?.name ?? "constant"]);
  const names = runs.map(({ name }) => TITLES[name]);
  const several = (/** @type {string[]} */ list) => new Set(list).size > 1;
  const scheduled = several(schedules) ? (several(names) ? names.map((name, i) => `${name}, ${schedules[i]}`) : schedules) : names;
  const alike = (/** @type {string} */ title) => scheduled.indexOf(title) < scheduled.lastIndexOf(title);
  const titles = scheduled.map((title, i) => (alike(title) ? `${title}, rate ${writeNumber(runs[i].rate)}` : title));
  return { titles, schedules: several(schedules) ? schedules : names.map(() => "") };
}

/** Where a run stands, in words. @param {Run} run @param {string} title @param {number} step @param {string[]} variables */
function told({ path }, title, step, variables) {
  const k = Math.min(step, path.points.length - 1);
  const place = variables.map((variable, i) => `${plainName(variable)} = ${writeNumber(path.points[k][i], 4)}`).join(", ");
  return `${title} at step ${k}, ${place}, loss ${writeNumber(path.losses[k], 4)}`;
}

/** More places than this are no better seen. */
const SEEN = 1200;

/**
 * The first of a list, all of them or as many as can be seen, the last among them.
 * @template T
 * @param {T[]} list
 * @param {number} count
 */
export function thinned(list, count) {
  const [end, stride] = [Math.min(count, list.length), Math.ceil(Math.min(count, list.length) / SEEN)];
  return stride <= 1 ? list.slice(0, end) : list.slice(0, end).filter((_, k) => k % stride === 0 || k === end - 1);
}

/** The least and the greatest of many. @param {number[][]} rows @returns {[number, number]} */
const range = (rows) => rows.flat().reduce(([low, high], value) => (Number.isFinite(value) ? [Math.min(low, value), Math.max(high, value)] : [low, high]), [Infinity, -Infinity]);

/** Losses and rates over the steps, with a dot at the one looked at. @param {Engine} engine @param {Parts} parts @param {any} look @param {Seen} seen */
export function drawAlong(engine, { losses, log: button, rates }, look, { runs, step, longest, ink, log }) {
  if (button.getAttribute("aria-pressed") !== String(log)) {
    button.setAttribute("aria-pressed", String(log));
    // Its axis has the powers: 0 is a loss of 1.
    losses.box.firstElementChild?.firstChild?.replaceWith(log ? "log₁₀ of the loss" : losses.title);
  }
  const rows = runs.map(({ path }) => (log ? path.losses.map((loss) => (loss > 0 ? Math.log10(loss) : NaN)) : path.losses));
  const [lowest, greatest] = range(rows);
  const first = runs.reduce((most, { path }) => Math.max(most, path.losses[0]), -Infinity);
  const top = log ? greatest : first;
  if (lowest <= greatest) drawRows(engine, losses, look, ink, step, longest, [Math.min(lowest, top), top], rows);
  const constant = runs.every(({ path }) => path.rates.every((rate) => rate === path.rates[0]));
  rates.box.hidden = constant;
  if (!constant) drawRows(engine, rates, look, ink, step, longest, [0, range(runs.map(({ path }) => path.rates))[1]], runs.map(({ path }) => path.rates));
}

/**
 * Draws rows of numbers over the steps.
 * @param {Engine} engine
 * @param {ReturnType<typeof chart>} chart
 * @param {any} look
 * @param {string[]} ink
 * @param {number} step
 * @param {number} longest
 * @param {[number, number]} heights
 * @param {number[][]} rows
 */
function drawRows(engine, { canvas, stage, title }, look, ink, step, longest, [low, high], rows) {
  const [width, height] = [stage.clientWidth, stage.clientHeight];
  if (width < 20 || height < 20) return;
  canvas.width = Math.round(width * look.pixelRatio);
  canvas.height = Math.round(height * look.pixelRatio);
  const room = (high - low || Math.abs(high) || 1) * 0.06;
  const right = Math.max(1, longest);
  const view = { left: -0.02 * right, right: 1.02 * right, bottom: low - room, top: high + room };
  engine.contour(canvas, {
    ...look, grid: { columns: 2, values: [0, 0, 0, 0] }, view, equal: false, layers: ["axes"], variables: ["t", "y"],
    paths: rows.map((row, i) => ({ points: thinned(row.map((value, k) => [k, Math.min(value, high + 20 * room)]), row.length).filter(([, value]) => Number.isFinite(value)), color: ink[i], width: 1.75, dash: dash(i).drawn })),
    dots: rows.flatMap((row, i) => (row[Math.min(step, row.length - 1)] <= high + room ? [{ at: [Math.min(step, row.length - 1), row[Math.min(step, row.length - 1)]], color: ink[i], radius: 4 }] : [])),
  });
  canvas.setAttribute("aria-label", `${title} up to step ${longest}`);
}

const STATUS = { converged: "arrived", running: "on its way", diverged: "diverged" };

/** @param {Parts} parts @param {Seen} seen @param {string[]} methods */
export function writeRuns({ list, add }, { runs, ink }, methods) {
  while (list.children.length > runs.length) list.lastElementChild?.remove();
  while (list.children.length < runs.length) list.append(runRow(list.children.length, methods));
  const { schedules } = titled(runs);
  runs.forEach(({ name, rate, path }, i) => {
    const row = list.children[i];
    /** @type {HTMLElement} */ (row.querySelector(".schedule")).textContent = schedules[i];
    const select = /** @type {HTMLSelectElement} */ (row.querySelector("select"));
    const input = /** @type {HTMLInputElement} */ (row.querySelector("input"));
    select.value = name;
    if (document.activeElement !== input || Number(input.value) !== rate) input.value = String(rate);
    const line = /** @type {SVGElement} */ (row.querySelector("line"));
    line.setAttribute("stroke", ink[i]);
    const status = /** @type {HTMLElement} */ (row.querySelector(".status"));
    status.textContent = path.status === "diverged" ? `diverged at step ${path.divergedAt}` : STATUS[path.status];
    /** @type {HTMLElement} */ (row.querySelector("[data-drop]")).hidden = runs.length === 1;
  });
  add.hidden = runs.length >= 8;
}

/** @param {number} i @param {string[]} methods */
function runRow(i, methods) {
  const key = svg("svg", { viewBox: "0 0 32 10", class: "key", "aria-hidden": "true" });
  key.append(svg("line", { x1: 1, y1: 5, x2: 31, y2: 5, "stroke-width": 2.5, "stroke-dasharray": dash(i).strokes }));
  const select = make("select", { "aria-label": `Optimizer ${i + 1}` }, ...methods.map((name) => make("option", { value: name }, TITLES[name])));
  const rate = make("input", { type: "text", inputmode: "decimal", size: 6, autocomplete: "off", spellcheck: "false" });
  return make("li", {}, key, select, make("label", {}, make("span", {}, "rate"), rate), make("span", { class: "schedule" }), make("span", { class: "status" }),
    make("button", { type: "button", class: "no-print", "data-drop": String(i), "aria-label": `Take optimizer ${i + 1} out` }, "×"));
}

/** @param {Parts} parts @param {Seen} seen */
export function writeTime({ range, shown, play, progress, computing }, { step, longest, playing, goal }) {
  computing.hidden = goal === 0;
  if (goal) [progress.max, progress.value] = [goal, longest];
  range.max = String(longest);
  range.value = String(step);
  shown.textContent = `step ${step} of ${longest}`;
  play.textContent = playing ? "Stop" : "Play";
}

/** @param {Parts} parts @param {Seen} seen */
export function writeSaid({ said }, { runs }) {
  const { titles } = titled(runs);
  const lines = runs.flatMap(({ rate, path }, i) => {
    const { explanation } = path;
    if (!explanation) return [];
    const line = make("p", {}, make("strong", {}, `${titles[i]}: `), ...written(explanation.message));
    const { suggested } = explanation;
    if (suggested !== undefined && suggested !== rate) line.append(" ", make("button", { type: "button", "data-run": String(i), "data-rate": String(suggested) }, `rate ${writeNumber(suggested)}`));
    return [line];
  });
  const before = said.textContent;
  if (before !== lines.map((line) => line.textContent).join("")) said.replaceChildren(...lines);
}

/** A number, or a bracket of them. @param {number[] | undefined} vector */
function vectorIn(vector) {
  if (!vector) return mathOf(mathml("mo", "–"));
  if (vector.length === 1) return mathOf(numberIn(vector[0], 5));
  return mathOf(tight("("), ...vector.flatMap((value, i) => (i ? [mathml("mo", ","), numberIn(value, 4)] : [numberIn(value, 4)])), tight(")"));
}

/** The letters of the rules. */
const SYMBOLS = ["b", "s", "m", "v", "m_hat", "v_hat"];

/** What each run had and did in the step that led here. @param {Parts} parts @param {Seen} seen */
export function writeLedger({ table }, { runs, step, variables, ink }) {
  const named = mathOf(...(variables.length > 1 ? [tight("("), ...variables.flatMap((name, i) => (i ? [mathml("mo", ","), variableName(name)] : [variableName(name)])), tight(")")] : [variableName(variables[0])]));
  const k = step - 1;
  const here = (/** @type {Path} */ path) => Math.min(step, path.points.length - 1);
  const known = (/** @type {string} */ symbol) => runs.some(({ path }) => path.memory.some((memory) => symbol in memory) || path.corrected.some((memory) => symbol in memory));
  /** @type {[Node | string, (path: Path) => number[] | undefined][]} */
  const rows = [
    [mathOf(variableName("eta")), (path) => (path.rates[k] === undefined ? undefined : [path.rates[k]])],
    [mathOf(variableName("g")), (path) => (path.rates[k] === undefined ? undefined : path.gradients[k])],
    ...SYMBOLS.filter(known).map((symbol) => /** @type {[Node, (path: Path) => number[] | undefined]} */ ([mathOf(variableName(symbol)), (path) => path.memory[k]?.[symbol] ?? path.corrected[k]?.[symbol]])),
    ["step", (path) => path.steps[k]],
    [named, (path) => path.points[here(path)]],
    ["loss", (path) => [path.losses[here(path)]]],
  ];
  const head = make("tr", {}, make("th", { scope: "col" }, make("span", { class: "unseen" }, "Quantity")), ...titled(runs).titles.map((title, i) => {
    const cell = make("th", { scope: "col" }, title);
    cell.style.borderBottomColor = ink[i];
    return cell;
  }));
  const body = rows.map(([label, of]) => make("tr", {}, make("th", { scope: "row" }, label), ...runs.map(({ path }) => make("td", {}, vectorIn(of(path))))));
  table.replaceChildren(make("table", {}, make("thead", {}, head), make("tbody", {}, ...body)));
}
