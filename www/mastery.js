/**
 * What was practised, kept in this browser only: for each skill how many were right in a row without help, which slips came
 * up, and when it comes again. Where storage is refused it is kept as long as the page stands, and everything works as well.
 */
import { entriesOf, onElsewhere, opened, store, stored } from "./keeping.js";

export const KEY = "chainrule.practice";

/**
 * `box` is how far apart the reviews of a skill have become, `due` when the next one is, in milliseconds since 1970. `kinds` are
 * those of the row that stands.
 * @typedef {{ seed: number, row: number, kinds: string[], right: number, done: boolean, box: number, due: number, slips: Record<string, number> }} Kept
 */

/** How many right in a row, without a look at the step, make a skill done; and of how many kinds they have to be. */
export const [ENOUGH, KINDS] = [3, 2];

/**
 * What kind of problem it is: its function with other numbers and signs is the same kind.
 * @param {{ function: string }} problem
 */
export const kindOf = (problem) => problem.function.replace(/(?<![_\w])\d+(\.\d+)?/g, "#").replace(/ [+-] /g, " ± ").slice(0, 200);

const [MINUTE, DAY] = [60_000, 86_400_000];

/** How long after a right answer a skill comes again: longer each time it was right at once and without help. */
const APART = [2 * MINUTE, 10 * MINUTE, DAY, 3 * DAY, 7 * DAY, 21 * DAY];

/** @type {Record<string, Kept>} */
let skills = checked(stored(KEY));
onElsewhere(KEY, () => (skills = checked(stored(KEY))));

/** Only what has the right shape is taken. @param {unknown} record */
function checked(record) {
  const fine = /** @type {Record<string, Kept>} */ ({});
  const count = (/** @type {unknown} */ n) => (Number.isSafeInteger(n) && Number(n) >= 0 ? Number(n) : 0);
  for (const [id, entry] of entriesOf(record)) {
    if (!/^[a-z0-9-]{1,40}$/.test(id) || typeof entry !== "object" || entry === null) continue;
    const slips = Object.entries(entry.slips ?? {})
      .filter(([slip]) => /^[a-zA-Z0-9.]{1,40}$/.test(slip))
      .map(([slip, n]) => [slip, count(n)]);
    const kinds = (Array.isArray(entry.kinds) ? entry.kinds : []).filter((/** @type {unknown} */ kind) => typeof kind === "string").slice(0, ENOUGH);
    fine[id] = { seed: count(entry.seed), row: count(entry.row), kinds, right: count(entry.right), done: entry.done === true, box: Math.min(APART.length - 1, count(entry.box)), due: count(entry.due), slips: Object.fromEntries(slips) };
  }
  return fine;
}

/** What is kept of a skill. @param {string} id @returns {Kept} */
export const kept = (id) => skills[id] ?? { seed: 0, row: 0, kinds: [], right: 0, done: false, box: 0, due: 0, slips: {} };

/** Every skill that was practised. @returns {[string, Kept][]} */
export const practised = () => Object.entries(skills);

/** @param {string} id @param {Partial<Kept>} change */
export function keep(id, change) {
  skills[id] = { ...kept(id), ...change };
  store(KEY, skills);
}

/**
 * After a right answer: at once and without a look at the step it comes again later, else soon.
 * @param {string} id @param {boolean} unaided @param {number} [now]
 * @param {{ kind?: string, only?: boolean }} [problem] its kind; only: there is no other one
 */
export function keepRight(id, unaided, now = Date.now(), { kind = "", only = false } = {}) {
  const { right, row, kinds, done, box } = kept(id);
  const inRow = unaided ? row + 1 : 0;
  const met = unaided ? [...new Set([...kinds, kind])].slice(-ENOUGH) : [];
  keep(id, {
    right: right + 1, row: inRow, kinds: met, done: done || (inRow >= ENOUGH && (only || met.length >= KINDS)),
    box: unaided ? Math.min(APART.length - 1, box + 1) : 0, due: now + APART[unaided ? box : 0],
  });
}

/** What was tried and left comes again soon. @param {string} id @param {number} [now] */
export const keepMiss = (id, now = Date.now()) => keep(id, { row: 0, kinds: [], box: 0, due: now + APART[0] });

/** The slips that were made most often, whatever was practised, the most frequent first. */
export function frequentSlips() {
  /** @type {Map<string, number>} */
  const all = new Map();
  for (const { slips } of Object.values(skills)) for (const [slip, n] of Object.entries(slips)) all.set(slip, (all.get(slip) ?? 0) + n);
  return [...all].sort(([, a], [, b]) => b - a).map(([slip]) => slip);
}

/** The level one has come to: four of each. @param {string} id @returns {1 | 2 | 3} */
export const levelOf = (id) => /** @type {1 | 2 | 3} */ (Math.min(3, 1 + Math.floor(kept(id).right / 4)));

/**
 * What is practised next in a mixed review: what is due, the longest overdue first; else something new, in the order of the
 * course; else what is due soonest. Never the same as just before, so that one has to choose the rule.
 * @param {string[]} ids every skill, in the order of the course @param {string} [last] what came just before @param {number} [now]
 */
export function nextSkill(ids, last, now = Date.now()) {
  const others = ids.filter((id) => id !== last);
  const [met, fresh] = [others.filter((id) => skills[id]), others.filter((id) => !skills[id])];
  met.sort((a, b) => kept(a).due - kept(b).due);
  const [soonest] = met;
  if (soonest && kept(soonest).due <= now) return soonest;
  return fresh[0] ?? soonest ?? ids[0];
}

/** @param {string} id @param {string} slip */
export function keepSlip(id, slip) {
  const { slips } = kept(id);
  keep(id, { slips: { ...slips, [slip]: (slips[slip] ?? 0) + 1 } });
}

/** Everything, to carry to another browser. */
export const exported = () => JSON.stringify({ practice: skills });

/** Takes what `exported` gave. Throws a sentence when it is nothing of ours. @param {string} text */
export function imported(text) {
  const given = opened(text, "practice", { noJson: "This is not a file of practice: it is not JSON.", none: "This is not a file of practice: it holds none." });
  for (const [id, entry] of Object.entries(checked(given))) keep(id, entry);
}
