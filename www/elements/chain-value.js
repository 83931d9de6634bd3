/**
 * <chain-value of="((x+0.1)^2 - x^2)/0.1" at="x=3">6.1</chain-value>
 *
 * Shows      a number: what the formula comes to at the point.
 * Attributes of      the formula; d/dx(...) in it is taken
 *            at      "x=3, y=1"
 *            digits  significant digits (default 6)
 * Events     none
 * Fallback   the number written inside.
 */
import { AttributeError, ChainElement, define, make, readPoint } from "./element.js";
import { writeNumber } from "./notation.js";

export class ChainValue extends ChainElement {
  static observedAttributes = ["of", "at", "digits"];

  /** @param {import("../engine.js").Engine} engine */
  draw(engine) {
    const of = this.getAttribute("of");
    if (of === null) return;
    const digits = Number(this.getAttribute("digits") ?? 6);
    if (!Number.isInteger(digits) || digits < 1 || digits > 17) {
      throw new AttributeError(`digits="${this.getAttribute("digits")}": write a whole number from 1 to 17.`);
    }
    const value = engine.evaluate(of, readPoint(this.getAttribute("at")));
    this.replaceChildren(make("span", { class: "number" }, writeNumber(value, digits)));
  }
}

define("chain-value", ChainValue);
