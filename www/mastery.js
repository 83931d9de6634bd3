/**
 * What was practised, kept in this browser only: for each skill how many were right in a row without help, and which slips
 * came up. Where storage is refused it is kept as long as the page stands, and everything works as well.
 */
import { store, stored } from "./keeping.js";

const KEY = "chainrule.practice";

/** @typedef {{ seed: number, row: number, right: number, done: boolean, slips: Record<string, number> }} Kept */

/** How many right in a row, without a look at the step, make a skill done. */
export const ENOUGH = 3;

/** @type {Record<string, Kept>} */
let skills = checked(stored(KEY));

/**
 * What was stored may be anybody's: only what has the right shape is taken.
 * @param {unknown} record
 */
function checked(record) {
  const fine = /** @type {Record<string, Kept>} */ ({});
  if (typeof record !== "object" || record === null) return fine;
  const count = (/** @type {unknown} */ n) => (Number.isSafeInteger(n) && Number(n) >= 0 ? Number(n) : 0);
  for (const [id, entry] of Object.entries(record)) {
    if (!/^[a-z0-9-]{1,40}$/.test(id) || typeof entry !== "object" || entry === null) continue;
    const slips = Object.entries(entry.slips ?? {})
      .filter(([slip]) => /^[a-zA-Z0-9.]{1,40}$/.test(slip))
      .map(([slip, n]) => [slip, count(n)]);
    fine[id] = { seed: count(entry.seed), row: count(entry.row), right: count(entry.right), done: entry.done === true, slips: Object.fromEntries(slips) };
  }
  return fine;
}

/** What is kept of a skill. @param {string} id @returns {Kept} */
export const kept = (id) => skills[id] ?? { seed: 0, row: 0, right: 0, done: false, slips: {} };

/** Every skill that was practised. @returns {[string, Kept][]} */
export const practised = () => Object.entries(skills);

/** @param {string} id @param {Partial<Kept>} change */
export function keep(id, change) {
  skills[id] = { ...kept(id), ...change };
  store(KEY, skills);
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
  let given;
  try {
    given = JSON.parse(text);
  } catch {
    throw new Error("This is not a file of practice: it is not JSON.");
  }
  if (typeof given?.practice !== "object") throw new Error("This is not a file of practice: it holds none.");
  for (const [id, entry] of Object.entries(checked(given.practice))) keep(id, entry);
}
