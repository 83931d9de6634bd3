/**
 * <chain-rule id="product">(f·g)′ = f′·g + f·g′</chain-rule>
 *
 * Shows      a rule as a card: its name, its law, the teacher's sentence, an example, why it is true.
 * Attributes id     the rule, one of those in the reference
 *            brief  the name and the law alone
 * Events     none
 * Fallback   the law written inside.
 */
import { AttributeError, ChainElement, define, make } from "./element.js";
import { typeset, typesetBlock } from "./chain-math.js";
import { mathml } from "./notation.js";
import { keepFitting } from "./room.js";
import { bound, paragraph } from "./sentence.js";

/** A law on its own line, as large as its place lets it be. @param {import("../engine.js").Formula} formula */
export function lawOf(formula) {
  const law = make("div", { class: "law" }, typesetBlock(formula));
  keepFitting(law);
  return law;
}

/** Nothing where it would only say the law once more. @param {import("../engine.js").RuleCard} rule */
export function exampleOf({ law, example: { before, after } }) {
  if (law.text === `${before.text} = ${after.text}`) return "";
  const equation = typeset(before);
  equation.append(mathml("mo", "="), ...typeset(after).childNodes);
  const line = make("p", { class: "example" }, ...bound("For example, ", equation, "."));
  keepFitting(line);
  return line;
}

/**
 * Why a rule is true: its lines, folded away.
 * @param {import("../engine.js").RuleCard} rule
 */
export function reasons({ why }) {
  if (!why || why.length === 0) return undefined;
  const lines = why.map(({ sentence, formula }) => make("li", {}, paragraph(sentence), lawOf(formula)));
  return make("details", { class: "reasons" }, make("summary", {}, "Why is it true?"), make("ol", {}, ...lines));
}

export class ChainRule extends ChainElement {
  static observedAttributes = ["id", "brief"];

  /** @param {import("../engine.js").Engine} engine */
  draw(engine) {
    const rules = engine.rules();
    const rule = rules.find(({ id }) => id === this.id);
    if (!rule) throw new AttributeError(`id="${this.id}" is no rule: ${rules.map(({ id }) => id).join(", ")} are.`);
    const card = make("div", { class: "rule-card" }, make("p", { class: "name" }, rule.title), lawOf(rule.law));
    if (!this.hasAttribute("brief")) {
      card.append(paragraph(rule.sentence), exampleOf(rule));
      if (rule.condition) card.append(paragraph(`for ${rule.condition}`, { class: "caption" }));
      const why = reasons(rule);
      if (why) card.append(why);
    }
    this.replaceChildren(card);
  }
}

define("chain-rule", ChainRule);
