/**
 * <chain-value of="((x+0.1)^2 - x^2)/0.1" at="x=3">6.1</chain-value>
 *
 * Shows      a number: what the formula comes to at the point.
 * Attributes of      the formula; d/dx(...) in it is taken
 *            at      "x=3, y=1"
 *            digits  significant digits (default 6)
 *            bar     "-6 20": a bar behind it as well, from 0 to the number, to the scale that these two are the ends of
 * Events     none
 * Fallback   the number written inside.
 */
import { AttributeError, ChainElement, define, make, readPoint, readWhole } from "./element.js";
import { writeNumber } from "./notation.js";

export class ChainValue extends ChainElement {
  static observedAttributes = ["of", "at", "digits", "bar"];

  /** @param {import("../engine.js").Engine} engine */
  draw(engine) {
    const of = this.needed("of");
    const digits = readWhole(this, "digits", 6, 17);
    const value = engine.evaluate(of, readPoint(this.getAttribute("at")));
    const written = this.getAttribute("bar");
    const [left, right, more] = (written ?? "0 1").trim().split(/\s+/).map(Number);
    if (!(left <= 0 && right > left && right >= 0 && Number.isFinite(right - left) && more === undefined)) throw new AttributeError(`bar="${written}": write its two ends, with 0 between them, as “-6 20”.`);
    this.replaceChildren(make("span", { class: "number" }, writeNumber(value, digits)), ...(written === null ? [] : [bar(value, left, right)]));
  }
}

/** A number as a length. What lies beyond the scale ends with it. @param {number} value @param {number} left @param {number} right */
function bar(value, left, right) {
  const share = (/** @type {number} */ x) => `${(100 * (Math.min(right, Math.max(left, x)) - left)) / (right - left)}%`;
  const length = make("span", { class: value < 0 ? "length fall" : "length" });
  if (!Number.isNaN(value)) {
    length.style.left = share(Math.min(0, value));
    length.style.right = `calc(100% - ${share(Math.max(0, value))})`;
  } else length.hidden = true;
  const zero = make("span", { class: "zero" });
  zero.style.left = share(0);
  return make("span", { class: "bar", "aria-hidden": "true" }, length, zero);
}

define("chain-value", ChainValue);
