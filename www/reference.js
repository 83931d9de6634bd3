/**
 * The reference page: the engine's own tables, typeset. Nothing here knows a rule or a function.
 */
import { typeset } from "./elements/chain-math.js";
import { exampleOf, lawOf, reasons } from "./elements/chain-rule.js";
import { complaint, engineHere, make } from "./elements/element.js";
import { paragraph, written } from "./elements/sentence.js";
import { wholePage } from "./words.js";

wholePage();

/** @typedef {import("./engine.js").RuleCard} RuleCard */
/** @typedef {import("./engine.js").FunctionCard} FunctionCard */
/** @typedef {import("./engine.js").MistakeCard} MistakeCard */

const status = /** @type {HTMLElement} */ (document.querySelector(".unread"));

/** @param {string} id @param {Node[]} entries */
function fill(id, entries) {
  const section = /** @type {HTMLElement} */ (document.getElementById(id));
  section.querySelector("tbody, ol")?.replaceChildren(...entries);
  section.hidden = false;
}

/** @param {RuleCard} rule */
function ruleEntry(rule) {
  const entry = make("li", { id: rule.id }, make("h3", {}, rule.title), lawOf(rule.law));
  const words = make("div", { class: "words" }, paragraph(rule.sentence), exampleOf(rule));
  if (rule.condition) words.append(paragraph(`for ${rule.condition}`, { class: "caption" }));
  const why = reasons(rule);
  if (why) words.append(why);
  entry.append(words);
  return entry;
}

/** @param {FunctionCard} card */
function functionEntry({ formula, derivative, domain, names, inMachineLearning }) {
  const spellings = names.filter((name) => /^[a-z]/i.test(name)).slice(0, 5).join(", ");
  const first = make("th", { scope: "row" }, typeset(formula));
  if (inMachineLearning) first.append(make("p", { class: "caption" }, inMachineLearning));
  return make("tr", {}, first, make("td", {}, typeset(derivative)), make("td", {}, ...written(domain)), make("td", { class: "spellings", translate: "no" }, spellings));
}

/** What no row of a table shows: numbers, whose point it does not tell, and sums as long as the line. @param {MistakeCard} card */
const inNumbers = ({ example: { problem, wrong, right } }) => problem.text.length > 30 || ![wrong, right].some(({ text }) => /[a-z]/i.test(text));

/** @param {MistakeCard} card */
function mistakeEntry({ id, title, example: { problem, wrong, right } }) {
  return make("tr", { id }, make("th", { scope: "row" }, title), ...[problem, wrong, right].map((formula) => make("td", {}, typeset(formula))));
}

async function show() {
  try {
    const engine = await engineHere();
    const functions = engine.functions();
    const ids = new Set(functions.map(({ id }) => id));
    const [general, tidying] = [[], []].map(() => /** @type {RuleCard[]} */ ([]));
    for (const rule of engine.rules()) {
      // A function's own law stands in the table of functions, unless there is a reason to read.
      if (ids.has(rule.id) && !rule.why) continue;
      (rule.law.text.startsWith("d/d") ? general : tidying).push(rule);
    }
    fill("derivatives", general.map(ruleEntry));
    fill("functions", functions.map(functionEntry));
    fill("tidying", tidying.map(ruleEntry));
    const mistakes = engine.mistakes();
    fill("mistakes", mistakes.filter((card) => !inNumbers(card)).map(mistakeEntry));
    document.querySelector("#mistakes ul")?.append(...mistakes.filter(inNumbers).map(({ id, title }) => make("li", { id }, title)));
    status.remove();
    // The place in the address exists only now.
    if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  } catch (error) {
    status.replaceChildren(complaint(/** @type {Error} */ (error)));
  }
}

show();
