/**
 * What a learner has been through, kept in this browser only: lessons by name, with their parts done. Where storage is
 * refused it is kept as long as the page stands, and everything works as well.
 */
import { entriesOf, onElsewhere, opened, store, stored } from "./keeping.js";

const KEY = "chainrule.lessons";

/** So long after a lesson one right answer shows that it has stayed. */
const DAY = 86_400_000;

/** on: when it was completed, in milliseconds since 1970 · firm: something of it was right at once a day later. @typedef {{ parts: string[], complete: boolean, on: number, firm: boolean }} Progress */

/** @type {Record<string, Progress>} */
let lessons = checked(stored(KEY));

/** Only what has the right shape is taken. @param {unknown} record */
function checked(record) {
  const fine = /** @type {Record<string, Progress>} */ ({});
  for (const [name, entry] of entriesOf(record)) {
    if (!/^[\p{L}\d][\p{L}\d_ .-]{0,79}$/u.test(name) || !Array.isArray(entry?.parts)) continue;
    fine[name] = { parts: entry.parts.filter((/** @type {unknown} */ part) => typeof part === "string"), complete: entry.complete === true, on: Number.isSafeInteger(entry.on) ? entry.on : 0, firm: entry.firm === true };
  }
  return fine;
}

/** The parts of a lesson that are done. @param {string} name */
export const kept = (name) => lessons[name]?.parts ?? [];

/** Whether a lesson is done. @param {string} name */
export const complete = (name) => lessons[name]?.complete === true;

/** How many lessons are done. */
export const completed = () => Object.values(lessons).filter(({ complete }) => complete).length;

/** @param {string} name @param {string[]} parts @param {boolean} complete @param {number} [now] */
export function keep(name, parts, complete, now = Date.now()) {
  const before = lessons[name];
  const first = complete && !before?.complete;
  lessons[name] = { parts, complete, on: first ? now : (before?.on ?? 0), firm: before?.firm ?? false };
  changed();
}

/** What stands with a lesson that is done: "today" it has just been, "due" is one more of it, "firm" that was right. @param {string} name @param {number} [now] @returns {"open" | "today" | "due" | "firm"} */
export function standing(name, now = Date.now()) {
  const { complete = false, on = 0, firm = false } = lessons[name] ?? {};
  if (!complete) return "open";
  return firm ? "firm" : now - on >= DAY ? "due" : "today";
}

/** Something that the lesson teaches was right at once and without help: a day after it, that makes it firm. @param {string} name @param {number} [now] */
export function reviewed(name, now = Date.now()) {
  if (standing(name, now) !== "due") return;
  lessons[name] = { ...lessons[name], firm: true };
  changed();
}

/** @type {(() => void)[]} */
const listeners = [];

/** Calls back after every change. @param {() => void} listener */
export const onChange = (listener) => listeners.push(listener);

const heard = () => listeners.forEach((listener) => listener());

function changed() {
  store(KEY, lessons);
  heard();
}

onElsewhere(KEY, () => {
  lessons = checked(stored(KEY));
  heard();
});

/** Everything, to carry to another browser. */
export const exported = () => JSON.stringify({ lessons });

/** Takes what `exported` gave, in place of what was here or beside it. Throws a sentence when it is nothing of ours. @param {string} text @param {boolean} [alone] */
export function imported(text, alone = false) {
  const given = opened(text, "lessons", { noJson: "This is not a file of progress: it is not JSON.", none: "This is not a file of progress: it holds no lessons." });
  lessons = { ...(alone ? {} : lessons), ...checked(given) };
  changed();
}
