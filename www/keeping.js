/**
 * How a record is kept in this browser, and carried to another: what progress.js and mastery.js have in common. Where storage
 * is refused nothing is kept, and everything works as well.
 */
import { make, sentence } from "./elements/element.js";
import { offer } from "./elements/save.js";

/** What was stored under a key; nothing where storage is refused or holds no JSON. Its shape is the caller's to check. @param {string} key @returns {unknown} */
export function stored(key) {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "{}");
  } catch {
    return {};
  }
}

/** @param {string} key @param {unknown} record */
export function store(key, record) {
  try {
    localStorage.setItem(key, JSON.stringify(record));
  } catch {
    // Refused or full: the page remembers for itself.
  }
}

/**
 * Calls when another tab has stored something under a key, or may have while this page was left: what one tab knows, another
 * must not overwrite.
 * @param {string} key @param {() => void} act
 */
export function onElsewhere(key, act) {
  globalThis.addEventListener?.("storage", (event) => event.key === key && act());
  globalThis.addEventListener?.("pageshow", (event) => event.persisted && act());
}

/** Its entries, where it is a record at all: what was stored or comes in a file may be anybody's. @param {unknown} record @returns {[string, any][]} */
export const entriesOf = (record) => (typeof record === "object" && record !== null ? Object.entries(record) : []);

/** What a file holds under a key. Throws a sentence when it is nothing of ours. @param {string} text @param {string} key @param {{ noJson: string, none: string }} sentences */
export function opened(text, key, { noJson, none }) {
  let given;
  try {
    given = JSON.parse(text);
  } catch {
    throw new Error(noJson);
  }
  if (typeof given?.[key] !== "object" || given[key] === null) throw new Error(none);
  return given[key];
}

/**
 * Two buttons that carry a record in a file.
 * @param {{ save: HTMLElement, load: HTMLElement, said: HTMLElement }} parts what is pressed, and where the outcome is told
 * @param {{ name: string, exported: () => string, imported: (text: string) => void, after: () => void }} record
 *   `imported` throws a sentence for a file that is nothing of ours; `after` shows what was taken
 */
export function carrying({ save, load, said }, { name, exported, imported, after }) {
  save.addEventListener("click", () => offer(exported(), "application/json", name));
  const file = make("input", { type: "file", accept: "application/json" });
  load.addEventListener("click", () => file.click());
  file.addEventListener("change", async () => {
    try {
      imported(await /** @type {File} */ (file.files?.[0]).text());
      said.textContent = "Taken.";
    } catch (error) {
      said.textContent = sentence(error);
    }
    after();
  });
}
