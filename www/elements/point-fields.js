/** Fields for the values of variables. The engine reads them, so that pi/2 is as good a value as 1. */
import { make } from "./element.js";
import { mathml, mathOf, variableName, writeNumber } from "./notation.js";

/** A field as wide as what stands in it. @param {HTMLInputElement} input */
const fitted = (input) => (input.style.width = `${Math.max(2, Math.min(16, input.value.length + 1))}ch`);

/**
 * A field for each variable in a place of the page.
 * @param {HTMLElement} place
 * @param {object} point
 * @param {() => import("../engine.js").Engine | undefined} point.engine
 * @param {() => Record<string, number>} point.at the values as they are now
 * @param {(at: Record<string, number>) => void} point.set what was typed changed them
 * @returns {(names: string[]) => void} shows these variables, and what they are now
 */
export function pointFields(place, { engine, at, set }) {
  /** @param {HTMLInputElement} input */
  const write = (input) => {
    const value = at()[input.dataset.name ?? ""];
    input.value = value === undefined ? "" : writeNumber(value, 15);
    fitted(input);
  };
  place.addEventListener("input", (event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    fitted(input);
    try {
      // Who writes 1,5 means a number: between two digits and by itself a comma is a point.
      const value = engine()?.evaluate(input.value.replace(/^([^,(]*\d),(\d+)$/, "$1.$2"), {});
      if (value === undefined || !Number.isFinite(value)) throw new Error("no number");
      input.removeAttribute("aria-invalid");
      set({ ...at(), [input.dataset.name ?? ""]: value });
    } catch {
      input.setAttribute("aria-invalid", "true");
    }
  });
  // What could not be read gives way to the value that holds.
  place.addEventListener("focusout", (event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    input.removeAttribute("aria-invalid");
    write(input);
  });
  return (names) => {
    if (place.dataset.names !== names.join()) {
      place.dataset.names = names.join();
      place.replaceChildren(...names.map((name) => make("label", { class: "coordinate" }, mathOf(variableName(name), mathml("mo", "=")),
        make("input", { type: "text", inputmode: "text", autocomplete: "off", spellcheck: "false", "data-name": name, "aria-label": `Value of ${name}` }))));
    }
    for (const input of place.querySelectorAll("input")) if (document.activeElement !== input) write(input);
  };
}
