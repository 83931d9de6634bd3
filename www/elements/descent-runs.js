/**
 * Attributes become runs downhill: which optimizers, at which rates and by which schedule, and each computed a piece at a time.
 */
import { AttributeError, readPoint, readWhole } from "./element.js";

/** @typedef {import("../engine.js").Engine} Engine */
/** @typedef {import("../engine.js").Schedule} Schedule */
/** @typedef {import("./descent-parts.js").Run} Run */

export const METHODS = ["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw", "lion"];
const SCHEDULES = ["constant", "step", "exponential", "cosine", "linear-warmup", "warmup-cosine"];
export const MOST_STEPS = 20_000;
/** Steps asked for at once. */
const SLICE = 500;

/**
 * One question to the engine for each optimizer.
 * @param {Element} element
 * @param {string} loss
 */
export function readRuns(element, loss) {
  const written = (/** @type {string} */ name) => element.getAttribute(name);
  const start = readPoint(written("start"));
  const steps = readWhole(element, "steps", 40, MOST_STEPS, 0);
  const names = words(written("optimizer") ?? "sgd");
  const rates = words(written("rate") ?? "0.1").map((rate) => {
    if (!Number.isFinite(Number(rate))) throw new AttributeError(`rate="${rate}": write a number, or one for each optimizer.`);
    return Number(rate);
  });
  if (names.length === 0 || rates.length === 0) throw new AttributeError("There is no optimizer or no rate: name at least one of each.");
  for (const name of names) {
    if (!METHODS.includes(name)) throw new AttributeError(`optimizer="${name}" is not known here: ${METHODS.join(", ")} are.`);
  }
  const schedules = words(written("schedule") ?? "constant");
  if (schedules.length === 0) schedules.push("constant");
  // One optimizer at several rates, or under several schedules, is several runs.
  const count = Math.max(names.length, rates.length, schedules.length);
  return Array.from({ length: count }, (_, i) => {
    const rate = placed(rates, i);
    return { loss, start, optimizer: { name: /** @type {any} */ (placed(names, i)), learningRate: rate }, schedule: laidOut(placed(schedules, i), rate, steps), steps };
  });
}

/** The one at a place, or the last. @template T @param {T[]} given @param {number} i @returns {T} */
const placed = (given, i) => given[i] ?? given[given.length - 1];

/** A run and its first piece. @param {Engine} engine @param {ReturnType<typeof readRuns>[number]} asked @returns {Run} */
export function begun(engine, asked) {
  const { name, learningRate } = asked.optimizer;
  return { name, rate: learningRate, asked, path: engine.descend({ ...asked, steps: Math.min(asked.steps, SLICE) }) };
}

/** What a run still has to go. @param {Run} run */
export const left = ({ asked, path }) => (path.status === "diverged" ? 0 : asked.steps - path.rates.length);

/** Its next piece. @param {Engine} engine @param {Run} run */
export function goOn(engine, run) {
  const { asked, path } = run;
  join(path, engine.descend({ ...asked, start: reached(path), steps: Math.min(left(run), SLICE), state: path.state }));
}

/** Where a run is. @param {import("./descent-parts.js").Path} path @returns {Record<string, number>} */
const reached = ({ variables, points }) => Object.fromEntries(variables.map((name, i) => [name, points[points.length - 1][i]]));

/** A run and the piece that goes on from its end. @param {import("./descent-parts.js").Path} path @param {import("./descent-parts.js").Path} piece */
function join(path, piece) {
  path.points.push(...piece.points.slice(1));
  path.losses.push(...piece.losses.slice(1));
  path.gradients.push(...piece.gradients.slice(1));
  path.rates.push(...piece.rates);
  path.steps.push(...piece.steps);
  path.memory.push(...piece.memory);
  path.corrected.push(...piece.corrected);
  const { status, state, divergedAt, explanation } = piece;
  // What leapt over a break stays on other ground, however well it goes there.
  const said = path.explanation?.kind === "crossed" ? path.explanation : explanation;
  Object.assign(path, { status, state, divergedAt, explanation: said });
}

/** @param {string} written */
export const words = (written) => written.trim().split(/[\s,;]+/).filter(Boolean);

/**
 * A schedule laid out over the steps of a run.
 * @param {string} name
 * @param {number} learningRate
 * @param {number} steps
 * @returns {Schedule | undefined}
 */
function laidOut(name, learningRate, steps) {
  if (!SCHEDULES.includes(name)) throw new AttributeError(`schedule="${name}" is not known here: ${SCHEDULES.join(", ")} are.`);
  const totalSteps = Math.max(2, steps);
  const warmupSteps = Math.max(1, Math.floor(totalSteps / 5));
  return /** @type {Record<string, Schedule>} */ ({
    step: { name: "step", learningRate, stepSize: Math.max(1, Math.ceil(totalSteps / 4)), gamma: 0.5 },
    exponential: { name: "exponential", learningRate, gamma: 0.95 },
    cosine: { name: "cosine", learningRate, totalSteps },
    "linear-warmup": { name: "linear-warmup", learningRate, warmupSteps, start: learningRate / 10 },
    "warmup-cosine": { name: "warmup-cosine", learningRate, warmupSteps, totalSteps, start: learningRate / 10 },
  })[name];
}
