/**
 * A learning platform's record (SCORM 1.2): the run-time object is looked for in the windows around; what was kept is taken
 * up before any element looks at it, and what is done is told. Where there is no platform nothing happens. The address says
 * what is recorded: `scorm` one lesson, `scorm=14` a course of so many, which is done when all of them are.
 */
import { completed, exported, imported, onChange } from "../progress.js";

/** The platform cuts what is longer. */
const LONGEST = 4096;

/** @typedef {{ LMSInitialize: Function, LMSGetValue: Function, LMSSetValue: Function, LMSCommit: Function, LMSFinish: Function }} Api */

/** The platform's object, in this window or one around it. @returns {Api | undefined} */
function platform() {
  /** @type {any} */
  let here = window;
  for (let steps = 0; steps < 12; steps += 1) {
    try {
      if (here.API) return here.API;
      if (here.parent === here) return here.opener?.API;
    } catch {
      return undefined; // Another origin's window: nothing of ours.
    }
    here = here.parent;
  }
}

/** A platform that fails costs its record, never the lesson. @param {Api} api @param {keyof Api} name @param {...string} values @returns {unknown} */
function call(api, name, ...values) {
  try {
    return api[name](...values);
  } catch {
    return undefined;
  }
}

/** HHHH:MM:SS, as the platform writes times. @param {number} milliseconds */
function spent(milliseconds) {
  const seconds = Math.round(milliseconds / 1000);
  return [Math.floor(seconds / 3600) % 10_000, Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, "0")).join(":");
}

/** Begins to keep the record, when the page was opened by a platform. */
function record() {
  const [asked, lessons] = /[?&]scorm\b(?:=(\d+))?/.exec(location.search) ?? [];
  if (asked === undefined) return;
  const api = platform();
  if (!api) return;
  const started = String(call(api, "LMSInitialize", "")) === "true";
  const kept = call(api, "LMSGetValue", "cmi.suspend_data");
  try {
    // A record says all that this learner has done: what somebody else left in this browser is not theirs. One that has
    // just been begun is empty.
    if (typeof kept === "string" && (kept !== "" || started) && kept.length <= LONGEST) imported(kept || '{"lessons":{}}', true);
  } catch {
    // What another version kept, or nothing: begin afresh.
  }
  if (call(api, "LMSGetValue", "cmi.core.lesson_status") === "not attempted") call(api, "LMSSetValue", "cmi.core.lesson_status", "incomplete");
  // Without this a platform may throw away what it keeps when the window is closed.
  call(api, "LMSSetValue", "cmi.core.exit", "suspend");
  // A platform begins and ends a session once, however many pages of a course are opened in it; its object stays.
  const begun = Reflect.get(api, "begun") ?? Date.now();
  Reflect.set(api, "begun", begun);
  let onward = false;
  addEventListener("click", ({ target }) => {
    onward = /** @type {Element} */ (target).closest('a[href^="?"]') !== null;
  });
  const keep = () => {
    const text = exported();
    if (text.length <= LONGEST) call(api, "LMSSetValue", "cmi.suspend_data", text);
    call(api, "LMSCommit", "");
  };
  onChange(keep);
  addEventListener("chain-complete", (event) => {
    const { lesson, correct, attempts } = /** @type {CustomEvent} */ (event).detail;
    if (lesson === undefined) return;
    const [right, of] = lessons === undefined ? [correct, attempts] : [Math.min(completed(), Number(lessons)), Number(lessons)];
    const score = of > 0 ? Math.round((100 * right) / of) : 100;
    for (const [name, value] of Object.entries({ min: "0", max: "100", raw: String(score) })) call(api, "LMSSetValue", `cmi.core.score.${name}`, value);
    if (lessons === undefined || right === of) call(api, "LMSSetValue", "cmi.core.lesson_status", "completed");
    keep();
  });
  addEventListener("pagehide", () => {
    call(api, "LMSSetValue", "cmi.core.session_time", spent(Date.now() - begun));
    keep();
    if (!onward) call(api, "LMSFinish", "");
  });
}

record();
