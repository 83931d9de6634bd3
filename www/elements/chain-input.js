/**
 * <chain-input value="(2x+3)^2" label="Function"><input value="(2x+3)^2"></chain-input>
 *
 * Shows      one field for a formula; beside it, while typing, how the formula is read, typeset. A mistake is marked at its
 *            characters, said in a sentence and, where there is one, its repair offered. A place that two people would read
 *            differently is underlined, and one press takes the other reading. On phones, a row of keys.
 * Attributes value    what stands in the field at first; setting it again replaces what was typed
 *            label    what the field is for, for those who do not see it (default "Formula")
 *            placeholder
 *            loose    more than a formula may stand there, the entries of a vector or let u = 2x: what cannot be read is no
 *                     mistake until somebody else has looked at it
 * Properties value    what stands in the field now; parsed: the engine's reading of it, or undefined
 * Events     chain-read   { value, parsed }  the field can be read
 *            chain-unread { value, error }   it cannot; what was typed stays as it is
 * Fallback   an <input> inside is taken over with what has already been typed into it.
 */
import { ChainElement, define, make, sentence, whenParsed } from "./element.js";
import { typeset } from "./chain-math.js";

/** @typedef {import("../engine.js").Engine} Engine */
/** @typedef {import("../engine.js").EngineError} EngineError */
/** @typedef {ReturnType<Engine["parse"]>} Parsed */
/** @typedef {{ start: number, end: number }} Span */

/** Label of the key, and what it types. */
const KEYS = [
  ["x", "x"], ["^", "^"], ["√", "√("], ["(", "("], [")", ")"], ["/", "/"],
  ["π", "π"], ["e", "e"], ["sin", "sin("], ["cos", "cos("], ["ln", "ln("], ["|", "|"],
];

/** A slip in mid-typing is not a mistake: it is pointed at only after a pause. */
const PAUSE = 700;

/**
 * The entries of a vector, each typeset; none where one of them cannot be read.
 * @param {Engine} engine @param {string} text
 */
function readEntries(engine, text) {
  const parts = [""];
  let depth = 0;
  for (const sign of text.replace(/^\s*[([]([^]*)[)\]]\s*$/, "$1")) {
    depth += "([{".includes(sign) ? 1 : ")]}".includes(sign) ? -1 : 0;
    if (depth === 0 && ",;".includes(sign)) parts.push("");
    else parts[parts.length - 1] += sign;
  }
  try {
    return parts.map((part) => typeset(engine.parse(part).formula));
  } catch {
    return [];
  }
}

let fields = 0;

export class ChainInput extends ChainElement {
  static observedAttributes = ["value", "label", "placeholder", "loose"];

  /** @type {Parsed | undefined} */
  parsed;

  /** @type {{ input: HTMLInputElement, mirror: HTMLElement, reading: HTMLElement, note: HTMLElement } | undefined} */
  #parts;
  /** @type {Engine | undefined} */
  #engine;
  /** What of the value attribute has been put into the field, so that a redrawing never undoes typing. */
  /** @type {string | null} */
  #taken = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pause;

  get value() {
    return this.#parts?.input.value ?? this.querySelector("input")?.value ?? this.getAttribute("value") ?? "";
  }

  set value(value) {
    this.setAttribute("value", value);
    if (this.#parts && this.#parts.input.value !== value) {
      this.#parts.input.value = value;
      this.#taken = value;
      this.#readGiven();
    }
  }

  focus() {
    (this.#parts?.input ?? this.querySelector("input"))?.focus();
  }

  connectedCallback() {
    whenParsed(() => this.#build());
    super.connectedCallback();
  }

  /** @param {Engine} engine */
  draw(engine) {
    const first = this.#engine === undefined;
    this.#engine = engine;
    const parts = this.#build();
    parts.input.setAttribute("aria-label", this.getAttribute("label") ?? "Formula");
    parts.input.placeholder = this.getAttribute("placeholder") ?? "";
    const value = this.getAttribute("value");
    const fresh = value !== null && value !== this.#taken && !(first && parts.input.value !== parts.input.defaultValue);
    if (fresh && parts.input.value !== value) parts.input.value = value;
    this.#taken = value;
    if (fresh || first) this.#readGiven();
  }

  /** A mistake of the engine's start is told below the field; the field keeps what was typed. @param {unknown} error */
  complain(error) {
    this.#build().note.replaceChildren(sentence(error));
  }

  #build() {
    if (this.#parts) return this.#parts;
    const input = this.querySelector("input") ?? make("input", { value: this.getAttribute("value") ?? "" });
    const typing = document.activeElement === input;
    const id = `chain-input-${(fields += 1)}`;
    const settings = {
      type: "text", inputmode: "text", autocomplete: "off", autocapitalize: "none", autocorrect: "off", spellcheck: "false",
      enterkeyhint: "done", "aria-describedby": `${id}-note`, "aria-label": this.getAttribute("label") ?? "Formula",
    };
    for (const [name, value] of Object.entries(settings)) input.setAttribute(name, value);

    const mirror = make("span", { class: "mirror", "aria-hidden": "true" });
    const reading = make("output", { class: "reading", "aria-live": "off" });
    const note = make("p", { class: "note", id: `${id}-note`, role: "status" });
    const keys = make("div", { class: "keys", role: "group", "aria-label": "Keys" });
    for (const [label, types] of KEYS) keys.append(make("button", { type: "button", "data-types": types, tabindex: -1 }, label));

    const before = this.querySelector(".before");
    this.replaceChildren(
      make("div", { class: "line" }, make("label", { class: "field" }, before, make("span", { class: "box" }, mirror, input)), reading),
      note,
      keys,
    );
    if (typing) input.focus();
    this.#parts = { input, mirror, reading, note };

    input.addEventListener("input", () => this.#read(false));
    // Who leaves the field has finished typing: what is wrong is said now.
    input.addEventListener("blur", () => {
      if (this.#pause !== undefined) this.#read(true, false);
    });
    for (const name of ["scroll", "keyup", "pointerup", "select"]) {
      input.addEventListener(name, () => (mirror.scrollLeft = input.scrollLeft));
    }
    // The field keeps the focus while a key or an offer is pressed, so that a phone's keyboard stays up.
    for (const row of [keys, note]) row.addEventListener("pointerdown", (event) => event.preventDefault());
    keys.addEventListener("click", (event) => {
      const types = /** @type {Element} */ (event.target).closest("button")?.dataset.types;
      if (types) this.#put(types, input.selectionStart ?? input.value.length, input.selectionEnd ?? input.value.length);
    });
    return this.#parts;
  }

  /**
   * Replaces a piece of what was typed, as typing would.
   * @param {string} text
   * @param {number} start
   * @param {number} end
   */
  #put(text, start, end) {
    const { input } = this.#build();
    input.focus();
    input.setRangeText(text, start, end, "end");
    this.#read(true);
  }

  /** What the page put into the field. A field that waits for an answer is no mistake yet. */
  #readGiven() {
    const { input, reading, note } = this.#build();
    if (input.value !== "") return this.#read(true);
    clearTimeout(this.#pause);
    this.parsed = this.#pause = undefined;
    delete this.dataset.state;
    input.removeAttribute("aria-invalid");
    this.#mark([]);
    reading.replaceChildren();
    note.replaceChildren();
  }

  /**
   * @param {boolean} atOnce whether a mistake is pointed at now or after a pause
   * @param {boolean} [aloud] whether the page is told
   */
  #read(atOnce, aloud = true) {
    const engine = this.#engine;
    if (!engine) return;
    const { input } = this.#build();
    const value = input.value;
    clearTimeout(this.#pause);
    this.#pause = undefined;
    try {
      this.parsed = engine.parse(value);
    } catch (error) {
      this.parsed = undefined;
      if (this.hasAttribute("loose")) this.#showEntries(engine, value);
      else if (atOnce || this.dataset.state === "mistaken") this.#showMistake(/** @type {EngineError} */ (error));
      else {
        // What was said, and offered, is of a text that stands there no more.
        this.dataset.state = "unread";
        this.#mark([]);
        this.#parts?.note.replaceChildren();
        this.#pause = setTimeout(() => this.#showMistake(/** @type {EngineError} */ (error)), PAUSE);
      }
      if (aloud) this.tell("chain-unread", { value, error });
      return;
    }
    this.#showReading(this.parsed);
    if (aloud) this.tell("chain-read", { value, parsed: this.parsed });
  }

  /** @param {Parsed} parsed */
  #showReading(parsed) {
    const { input, reading, note } = this.#build();
    this.dataset.state = "read";
    input.removeAttribute("aria-invalid");
    reading.replaceChildren(typeset(parsed.formula));
    this.#mark(parsed.readings.map(({ span }) => ({ span, kind: "either" })));
    note.replaceChildren();
    for (const { span, read, other, replacement } of parsed.readings) {
      const take = make("button", { type: "button", class: "other" }, "read it as ", typeset(other));
      take.addEventListener("click", () => this.#put(replacement, span.start, span.end));
      const typed = make("q", {}, input.value.slice(span.start, span.end));
      note.append(make("span", { class: "reading-note" }, typed, " is read as ", typeset(read), " ", take));
    }
  }

  /** @param {Engine} engine @param {string} value */
  #showEntries(engine, value) {
    const { input, reading, note } = this.#build();
    const entries = readEntries(engine, value);
    this.dataset.state = entries.length > 0 ? "read" : "unread";
    input.removeAttribute("aria-invalid");
    this.#mark([]);
    note.replaceChildren();
    if (entries.length > 0) reading.replaceChildren("(", ...entries.flatMap((entry, i) => (i > 0 ? [", ", entry] : [entry])), ")");
  }

  /** @param {EngineError} error */
  #showMistake(error) {
    const { input, note } = this.#build();
    this.dataset.state = "mistaken";
    input.setAttribute("aria-invalid", "true");
    this.#mark(error.span ? [{ span: error.span, kind: "mistake" }] : []);
    const repair = error.repair;
    // A repair to press says what a hint would.
    note.replaceChildren(repair ? error.message : sentence(error));
    if (repair) {
      const repaired = input.value.slice(0, repair.span.start) + repair.text + input.value.slice(repair.span.end);
      const take = make("button", { type: "button", class: "other" }, `write ${repaired.length < 40 ? repaired : repair.text}`);
      take.addEventListener("click", () => this.#put(repair.text, repair.span.start, repair.span.end));
      note.append(" ", take);
    }
  }

  /**
   * Underlines places of the field in a copy of its text that lies behind it.
   * @param {{ span: Span, kind: "mistake" | "either" }[]} places
   */
  #mark(places) {
    const { input, mirror } = this.#build();
    const text = input.value;
    mirror.replaceChildren();
    let done = 0;
    for (const { span, kind } of places) {
      const start = Math.max(done, Math.min(span.start, text.length));
      const end = Math.max(start, Math.min(span.end, text.length));
      // A mistake "at the end" has no character of its own: it is shown as one blank.
      mirror.append(text.slice(done, start), make("span", { class: kind }, text.slice(start, end) || "\u2007"));
      done = end;
    }
    mirror.append(text.slice(done));
    mirror.scrollLeft = input.scrollLeft;
  }
}

define("chain-input", ChainInput);
