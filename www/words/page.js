/**
 * A page becomes the same page in another language: what stands in it now, and whatever is put into it later.
 *
 * A line of text with elements in it (a formula, a number, a link) is one sentence: the elements are its pieces, and are
 * moved to where the translation wants them. Formulas, code and what the reader typed are left alone.
 */
import { withLanguage } from "../words.js";
import { tags } from "../elements/element.js";
import { bind, written } from "../elements/sentence.js";
import { bookOf } from "./book.js";

/** What holds no sentence of ours. */
const ALIEN = "math, code, pre, script, style, textarea, .mirror, [translate=no]";
/** Attributes that are read by people. */
export const SPOKEN = ["aria-label", "aria-valuetext", "aria-description", "title", "placeholder", "label", "alt"];
/** Stands for the n-th element of a line; a sign that cannot be typed. */
const FIRST = 0xe000;
const MOST = 500;

/** On somebody else's page, these alone are translated. */
const ours = () => tags.join(", ") || ":not(*)";

/** Words, rather than a number or a letter. */
const WORDS = /\p{L}{2}/u;

/** What may stand around a sentence: a button before its beginning, spaces, then also any element. */
const AROUND = [/^(\s*\p{Co}\s+)(?=[A-Z\p{Co}])([^]*?)(\s*)$/u, /^(\s*)([^]*?)(\s*)$/, /^(\s*\p{Co}\s*)([^]*?)(\s*)$/u, /^(\s*)([^]*?)(\s*\p{Co}\s*)$/u, /^(\s*\p{Co}\s*)([^]*?)(\s*\p{Co}\s*)$/u];

/**
 * A line's text with a sign for each element in it; nothing when it has no words of its own.
 * @param {Element} line
 */
export function lineOf(line) {
  let own = "";
  let text = "";
  let elements = 0;
  for (const child of [...line.childNodes].flatMap((child) => (isBound(child) ? [...child.childNodes] : child))) {
    if (child.nodeType === Node.TEXT_NODE) {
      own += child.textContent;
      text += child.textContent;
    } else if (isSaid(child)) {
      text += child.dataset.said;
    } else if (child.nodeType === Node.ELEMENT_NODE) {
      text += String.fromCharCode(FIRST + elements);
      elements += 1;
    }
  }
  return WORDS.test(own) && elements <= MOST ? text.replace(/\s+/g, " ") : undefined;
}

/** A formula and the stops that touch it are a formula and stops. @param {Node} node @returns {node is HTMLElement} */
const isBound = (node) => node instanceof HTMLElement && node.className === "bound";

/** A formula that a sentence was written with belongs to its words. @param {Node} node @returns {node is MathMLElement} */
const isSaid = (node) => node instanceof MathMLElement && node.dataset.said !== undefined;

/** The formulas of a line's sentence as the words they were. @param {Element} line */
function unwritten(line) {
  const formulas = [...line.children].filter(isSaid);
  for (const math of formulas) math.replaceWith(math.dataset.said ?? "");
  line.normalize();
  return formulas.length > 0;
}

/** Lines in a part of the page, the part itself first. @param {Element} part */
export function* linesIn(part) {
  if (part.closest(ALIEN)) return;
  const walk = document.createTreeWalker(part, NodeFilter.SHOW_ELEMENT, (node) =>
    /** @type {Element} */ (node).matches(ALIEN) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  for (let node = /** @type {Element | null} */ (part); node; node = /** @type {Element | null} */ (walk.nextNode())) yield node;
}

/**
 * @param {import("./book.js").Words[]} words
 * @param {string} language
 * @param {boolean} carried links to other pages ask for the language too
 */
export function translate(words, language, carried) {
  const say = bookOf(...words);
  let all = false;

  /** The same with what stood around it: spaces, and a button before the sentence or a note behind it. @param {string} text */
  const sayBetween = (text) => {
    for (const around of AROUND) {
      const [, before, core, after] = around.exec(text) ?? ["", "", "", ""];
      const said = WORDS.test(core) ? say(core) : undefined;
      if (said !== undefined) return before + said + after;
    }
  };

  /** @param {Element} line */
  function translateLine(line) {
    const text = lineOf(line);
    if (text !== undefined) {
      const said = sayBetween(text);
      if (said !== undefined) {
        for (const child of [...line.children]) if (isBound(child)) child.replaceWith(...child.childNodes);
        line.normalize();
        const formulas = unwritten(line);
        rebuild(line, said);
        if (formulas) for (const child of [...line.childNodes]) if (child.nodeType === Node.TEXT_NODE) child.replaceWith(...written(child.textContent ?? ""));
        bind(line);
      } else {
        for (const child of line.childNodes) {
          if (child.nodeType !== Node.TEXT_NODE) continue;
          const own = sayBetween((child.textContent ?? "").replace(/\s+/g, " "));
          if (own !== undefined) child.textContent = own;
        }
      }
    }
    for (const name of SPOKEN) translateAttribute(line, name);
    if (all && carried && line.localName === "a") translateAttribute(line, "href");
    // A frame of ours speaks as the page around it does.
    const framed = all && carried && line.localName === "iframe" ? line.getAttribute("src") : null;
    if (framed && !/:|[?&]lang=/.test(framed.split("#")[0])) line.setAttribute("src", withLanguage(framed, language));
  }

  /** @param {Element} element @param {string} name */
  function translateAttribute(element, name) {
    const written = element.getAttribute(name);
    if (written === null) return;
    if (name === "href") {
      if (carried && all && !/^#|:|[?&]lang=/.test(written) && !element.classList.contains("language")) element.setAttribute(name, withLanguage(written, language));
      return;
    }
    // Some of our own elements have attributes of these names that are no words.
    if (!WORDS.test(written)) return;
    const said = say(written);
    if (said !== undefined && said !== written) element.setAttribute(name, said);
  }

  /** @param {Element} part */
  function translatePart(part) {
    if (!all && !part.closest(ours())) {
      for (const element of part.querySelectorAll(ours())) translatePart(element);
      return;
    }
    for (const line of linesIn(part)) translateLine(line);
  }

  const observer = new MutationObserver((records) => {
    /** @type {Set<Element>} */
    const lines = new Set();
    /** @type {Set<Element>} */
    const parts = new Set();
    for (const { type, target, attributeName, addedNodes } of records) {
      const element = target.nodeType === Node.ELEMENT_NODE ? /** @type {Element} */ (target) : target.parentElement;
      if (!element?.isConnected || element.closest(ALIEN) || (!all && !element.closest(ours()))) continue;
      if (type === "attributes") translateAttribute(element, attributeName ?? "");
      else lines.add(element);
      for (const node of addedNodes) if (node.nodeType === Node.ELEMENT_NODE && node.isConnected) parts.add(/** @type {Element} */ (node));
    }
    for (const part of parts) translatePart(part);
    for (const line of lines) translateLine(line);
    // What was just written is no news.
    observer.takeRecords();
  });
  observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: [...SPOKEN, "href"] });
  translatePart(document.body);
  observer.takeRecords();

  return {
    say,
    /** The whole page, not its elements alone. */
    whole() {
      all = true;
      document.documentElement.lang = language;
      document.title = say(document.title) ?? document.title;
      translatePart(document.body);
      observer.takeRecords();
    },
  };
}

/**
 * A line's text is replaced and its elements stay, in the translation's order; one that has the focus keeps it where the
 * order is the same.
 * @param {Element} line
 * @param {string} said
 */
function rebuild(line, said) {
  const elements = [...line.children];
  const parts = said.split(/([\p{Co}])/u);
  const order = parts.filter((_, i) => i % 2 === 1).map((sign) => sign.charCodeAt(0) - FIRST);
  const whole = order.length === elements.length && new Set(order).size === order.length && order.every((i) => i < elements.length);
  if (!whole) return;
  if (!order.every((place, i) => place === i)) {
    line.replaceChildren(...parts.map((part, i) => (i % 2 === 0 ? part : elements[part.charCodeAt(0) - FIRST])).filter((part) => part !== ""));
    return;
  }
  for (const child of [...line.childNodes]) if (child.nodeType === Node.TEXT_NODE) child.remove();
  parts.forEach((part, i) => {
    if (i % 2 === 1 || part === "") return;
    const next = elements[i / 2];
    if (next) next.before(part);
    else line.append(part);
  });
}
