/**
 * What every element shares: the one engine of the page, drawing again when an attribute changes, and the promise
 * that nothing an author writes into an attribute makes an element throw: it says what is wrong where it stands.
 */
import { loadEngine } from "../engine.js";
import "../words.js";

/** @typedef {import("../engine.js").Engine} Engine */

/** @type {Promise<Engine> | undefined} */
let engine;
/** @type {Engine | undefined} */
let started;

/** The page's engine, started once and shared by all elements. A failed start may be tried again. */
export function engineHere() {
  engine ??= loadEngine().then(
    (loaded) => (started = loaded),
    (error) => {
      engine = seen = undefined;
      throw error;
    },
  );
  return engine;
}

/** The same where it has started. */
export const engineNow = () => started;

/** Longer than this a page does not wait for a frame: one that nobody looks at gets none. */
const FRAME = 500;

/** @type {Promise<Engine> | undefined} */
let seen;

/**
 * The engine, once its first answers are on screen. What may come a moment after them, such as a picture beside the text,
 * begins here, and the text is there sooner for it.
 */
export function engineAfterPaint() {
  seen ??= engineHere().then((engine) => new Promise((resolve) => {
    const go = () => resolve(engine);
    requestAnimationFrame(() => setTimeout(go));
    setTimeout(go, FRAME);
  }));
  return seen;
}

/** Where there is no window (a test, a static site generator) the classes still load; they are only never defined. */
const Base = /** @type {typeof HTMLElement} */ (globalThis.HTMLElement ?? class {});

/** Where a script in the head defines elements, what stands inside them is not there before the page is read. @param {() => void} act */
export function whenParsed(act) {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", act, { once: true });
  else act();
}

export class ChainElement extends Base {
  #waiting = false;

  connectedCallback() {
    whenParsed(() => this.refresh());
  }

  disconnectedCallback() {}

  attributeChangedCallback() {
    this.refresh();
  }

  /** Asks for a drawing. Several changes in one turn make one drawing; what stood inside stays until it is ready. */
  refresh() {
    if (this.#waiting || !this.isConnected) return;
    this.#waiting = true;
    this.engine().then(
      (engine) => {
        this.#waiting = false;
        if (!this.isConnected) return;
        try {
          checkAttributes(this);
          checkPoint(this, engine);
          this.draw(engine);
        } catch (error) {
          this.complain(error);
        }
      },
      (error) => {
        this.#waiting = false;
        this.complain(error);
      },
    );
  }

  /** What a drawing waits for. */
  engine() {
    return engineHere();
  }

  /**
   * Each element's own: shows its attributes with the engine's help.
   * @param {Engine} _engine
   */
  draw(_engine) {}

  /**
   * Shows a sentence in place of the content.
   * @param {unknown} error
   */
  complain(error) {
    this.replaceChildren(complaint(error));
  }

  /** An attribute without which there is nothing to show. @param {string} name */
  needed(name) {
    const written = this.getAttribute(name);
    if (written === null) throw new AttributeError(`${this.localName} shows nothing without its attributes: ${attributesOf(this).join(", ")}.`);
    return written;
  }

  /**
   * Tells the page. Events bubble and cross shadow roots, so that one listener above serves many elements.
   * @param {string} name
   * @param {object} detail
   */
  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

/** The tags that are ours: on somebody else's page these alone are translated. @type {string[]} */
export const tags = [];

/**
 * Defines an element where elements exist, and only once.
 * @param {string} name
 * @param {typeof ChainElement} element
 */
export function define(name, element) {
  tags.push(name);
  const registry = globalThis.customElements;
  if (registry && !registry.get(name)) registry.define(name, element);
}

/**
 * An error as a sentence, with its hint.
 * @param {unknown} error
 */
export function sentence(error) {
  if (!(error instanceof Error)) return String(error);
  const hint = /** @type {{ hint?: unknown }} */ (error).hint;
  return typeof hint === "string" && hint ? `${error.message} ${hint}` : error.message;
}

/** @param {unknown} error */
export function complaint(error) {
  return make("p", { class: "complaint" }, sentence(error));
}

/** What is wrong, above an author's own words, in place of what was said there before; of no error: nothing. @param {Element} element @param {unknown} [error] */
export function complainAbove(element, error) {
  element.querySelector(":scope > .complaint")?.remove();
  if (error !== undefined) element.prepend(complaint(error));
}

/**
 * An element with attributes and children. Strings become text, never markup.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, string | number | boolean | undefined>} [attributes] false and undefined are left out, true is the empty string
 * @param {...(Node | string | null | undefined)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children) if (child != null) element.append(child);
  return element;
}

/** An attribute that cannot be read: named like the engine's own errors, so that all are shown alike. */
export class AttributeError extends Error {
  name = "UsageError";
}

/** What any element may have. What sites and their tools add besides has a sign in its name that no attribute of ours has. */
const ANYWHERE = "accesskey autofocus class classname contenteditable dir draggable exportparts hidden id inert is itemprop itemscope itemtype key lang name nonce part popover ref role slot spellcheck style tabindex title translate".split(" ");

/** @param {Element} element */
const attributesOf = (element) => /** @type {{ observedAttributes?: string[] }} */ (element.constructor).observedAttributes ?? [];

/** A misspelt attribute is not passed over. @param {Element} element */
export function checkAttributes(element) {
  const known = attributesOf(element);
  const strange = element.getAttributeNames().find((name) => /^(?!on)[a-z]+$/.test(name) && !known.includes(name) && !ANYWHERE.includes(name));
  if (strange) throw new AttributeError(`${strange.slice(0, 40)} is no attribute of ${element.localName}: ${known.join(", ")} ${known.length > 1 ? "are" : "is"}.`);
}

/**
 * A value given to what is no variable is not passed over. Where there is none, anything may be it.
 * @param {string[]} names
 * @param {string[]} variables
 */
export function checkNames(names, variables) {
  const strange = names.find((name) => !variables.includes(name));
  if (strange && variables.length > 0) throw new AttributeError(`${strange} is no variable of it: ${variables.join(", ")} ${variables.length > 1 ? "are" : "is"}.`);
}

/** The same of an element's point; what its formula or another attribute calls by name, f(x, y) = x^2, is a variable too. @param {Element} element @param {Engine} engine */
function checkPoint(element, engine) {
  const [at, of, ...others] = ["at", "of", "variable", "variables"].map((name) => element.getAttribute(name) ?? "");
  if (!at || at.includes("|")) return;
  let variables;
  try {
    ({ variables } = engine.parse(of));
  } catch {
    // What cannot be read its drawing says; several formulas, or pieces with names, it reads itself.
    return;
  }
  const named = [of, ...others].join().split(/\W+/);
  checkNames(Object.keys(readPoint(at)).filter((name) => !named.includes(name)), variables);
}

/** A variable's name as the engine has it: what has other letters is read as in a formula. @param {string} typed */
export function readName(typed) {
  if (!/[^\w]/.test(typed)) return typed;
  const [name, ...others] = started?.parse(typed).variables ?? [];
  return others.length > 0 ? undefined : name;
}

/**
 * Values of variables as written in an attribute: "x=1, w_1=0.5"; w1 is w_1, θ is theta.
 * @param {string | null} written
 * @returns {Record<string, number>}
 */
export function readPoint(written) {
  /** @type {Record<string, number>} */
  const point = {};
  for (const part of (written ?? "").split(/[,;]/)) {
    if (!part.trim()) continue;
    const [, typed, digits] = /^\s*(\p{L}[\w\p{No}]*)\s*=\s*(\S+)\s*$/u.exec(part) ?? [];
    const name = typed && readName(typed);
    const value = Number((digits ?? "").replace("−", "-"));
    if (!name || !digits || Number.isNaN(value)) {
      throw new AttributeError(`“${part.trim()}” is not a point: write it as x=1, or x=1, y=2.`);
    }
    point[name.replace(/^([A-Za-z])(\d+)$/, "$1_$2")] = value;
  }
  return point;
}

/** @param {Record<string, number>} point */
export function writePoint(point) {
  return Object.entries(point)
    .map(([name, value]) => `${name}=${value}`)
    .join(", ");
}

/**
 * A whole number between two others.
 * @template {number | undefined} Standard
 * @param {Element} element
 * @param {string} name of the attribute
 * @param {Standard} standard where it is left out
 * @param {number} most
 */
export function readWhole(element, name, standard, most, least = 1) {
  const written = element.getAttribute(name);
  if (!written) return standard;
  const whole = Number(written);
  if (!Number.isInteger(whole) || whole < least || whole > most) throw new AttributeError(`${name}="${written}": write a whole number from ${least} to ${most}.`);
  return whole;
}

/**
 * One of a few allowed words.
 * @template {string} Word
 * @param {string} attribute
 * @param {string | null} written
 * @param {readonly Word[]} allowed the first is the default
 * @returns {Word}
 */
export function readWord(attribute, written, allowed) {
  if (written === null || written === "") return allowed[0];
  const word = allowed.find((candidate) => candidate === written);
  if (word === undefined) {
    throw new AttributeError(`${attribute}="${written}" is not known here: ${allowed.join(", ")} are.`);
  }
  return word;
}

/**
 * Several of a few allowed words, each once or not at all.
 * @template {string} Word
 * @param {string} attribute
 * @param {string | null} written
 * @param {readonly Word[]} allowed
 * @returns {Word[]}
 */
export function readWords(attribute, written, allowed) {
  return (written ?? "").split(/[\s,]+/).filter(Boolean).map((word) => {
    const known = allowed.find((candidate) => candidate === word);
    if (!known) throw new AttributeError(`${attribute}="${written}": “${word}” is not known here: ${allowed.join(", ")} ${allowed.length > 1 ? "are" : "is"}.`);
    return known;
  });
}
