/**
 * <chain-area of="3+h | 2+h" at="h=0.5">The area grows by two strips and a corner.</chain-area>
 *
 * Shows      the product rule as a rectangle: two sides that grow, the strip that each of them adds, and the corner where both
 *            have grown; below, the three pieces divided by the growth, to one scale: at its end the corner is gone, and the
 *            two slopes times the other side are left. Its corner is dragged, or moved by keys, or by a dial beside it.
 * Attributes of    width and height, parted by |, functions of one variable that do not fall
 *            at    how far it has grown, "h=0.5"; values of other letters
 *            from  where growth begins (default 0)
 *            to    where it ends (default: one more)
 * Events     chain-point { at, variable, value, done }
 * Fallback   what stands inside.
 */
import { AttributeError, checkNames, define } from "./element.js";
import { ChainMoving, label } from "./moving.js";
import { svg } from "./draw-parts.js";
import { plainName, writeNumber } from "./notation.js";

/** The sheet, and the room on it for the rectangle and for the bar below it. */
const [WIDTH, HEIGHT] = [400, 352];
const ROOM = { left: 52, bottom: 236, width: 276, height: 206 };
const BAR = { left: 52, top: 302, width: 276, height: 22 };
/** What the pieces come to, a and b the sides at the beginning, p and q those that they have become. */
const PIECES = ["(p - a)*b", "a*(q - b)", "(p - a)*(q - b)", "p*q - a*b"];

export class ChainArea extends ChainMoving {
  /** The variable of the sides, known once they have been read. */
  #variable = "h";
  /** The rectangle's corner at the beginning and at the end, along the bottom. */
  #way = [0, 1];

  get variable() {
    return this.#variable;
  }

  /** @returns {[number, number]} */
  get ends() {
    const from = Number(this.getAttribute("from") || 0);
    return [0, from + 1];
  }

  /** @param {import("../engine.js").Engine} engine */
  draw(engine) {
    const of = this.needed("of");
    const sides = of.split("|").map((side) => side.trim());
    if (sides.length !== 2) throw new AttributeError(`of="${of}": write the width and the height, parted by |, as “3+h | 2+h”.`);
    this.#variable = moving(engine, sides, this.getAttribute("at")) ?? "h";
    const [from, to] = this.range;
    const { point } = this;
    checkNames(Object.keys(point), [this.#variable, ...sides.flatMap((side) => engine.parse(side).variables)]);
    const now = point[this.#variable];
    if (!(now >= from && now <= to)) throw new AttributeError(`at="${this.getAttribute("at")}": ${plainName(this.#variable)} goes from ${writeNumber(from)} to ${writeNumber(to)} here.`);
    const [[a, b], [p, q], [most, highest]] = [from, now, to].map((value) => sides.map((side) => engine.evaluate(side, { ...point, [this.#variable]: value })));
    for (const [first, then, side] of [[a, p, sides[0]], [b, q, sides[1]], [a, most, sides[0]], [b, highest, sides[1]]]) {
      if (!(Number(first) > 0 && Number(then) >= Number(first) && Number.isFinite(then))) throw new AttributeError(`of="${of}": ${side} has to be above 0 and must not fall between ${writeNumber(from)} and ${writeNumber(to)}.`);
    }
    const pieces = PIECES.map((piece) => engine.evaluate(piece, { a, b, p, q }));
    // Where nothing has grown yet there is nothing to divide by: the slopes are what is left.
    const slopes = () => sides.map((side) => engine.differentiate(side, { variable: this.#variable, at: point, detail: "none" }).value ?? NaN);
    const [f, g] = now === from ? slopes() : [0, 0];
    const shares = now === from
      ? ["f*b", "a*g", "0", "f*b + a*g"].map((share) => engine.evaluate(share, { a, b, f, g }))
      : PIECES.map((piece) => engine.evaluate(`(${piece})/(t - s)`, { a, b, p, q, s: from, t: now }));
    const longest = engine.evaluate(`(${PIECES[3]})/(t - s)`, { a, b, p: most, q: highest, s: from, t: to });
    this.#paint({ a, b, p, q, most, highest, longest, pieces, shares, limit: now === from });
  }

  /** @param {{ a: number, b: number, p: number, q: number, most: number, highest: number, longest: number, pieces: number[], shares: number[], limit: boolean }} drawn */
  #paint({ a, b, p, q, most, highest, longest, pieces, shares, limit }) {
    const name = plainName(this.#variable);
    const sheet = this.sheet(WIDTH, HEIGHT, name);
    const unit = Math.min(ROOM.width / most, ROOM.height / highest);
    const [x0, x1, x2] = [ROOM.left, ROOM.left + a * unit, ROOM.left + p * unit];
    const [y0, y1, y2] = [ROOM.bottom, ROOM.bottom - b * unit, ROOM.bottom - q * unit];
    this.#way = [x1, ROOM.left + most * unit];
    const box = (/** @type {string} */ kind, /** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ width, /** @type {number} */ height) => svg("rect", { class: kind, x, y, width: Math.max(0, width), height: Math.max(0, height) });
    const number = (/** @type {number} */ value) => writeNumber(value, 4);
    const grown = p > a || q > b;
    sheet.append(
      box("whole", x0, y1, x1 - x0, y0 - y1), box("side", x1, y1, x2 - x1, y0 - y1), box("top", x0, y2, x1 - x0, y1 - y2), box("corner", x1, y2, x2 - x1, y1 - y2),
      label((x0 + x1) / 2, (y0 + y1) / 2 + 6, number(a * b), "area"),
      label((x0 + x1) / 2, y0 + 20, number(a), "length"), label(x0 - 9, (y0 + y1) / 2 + 5, number(b), "length", "end"),
    );
    if (grown) {
      sheet.append(
        label((x1 + x2) / 2, y0 + 20, `+ ${number(p - a)}`, "length"), label(x0 - 9, (y1 + y2) / 2 + 5, `+ ${number(q - b)}`, "length", "end"),
        label(x2 + 8, (y0 + y1) / 2 + 6, number(pieces[0]), "area side", "start"), label((x0 + x1) / 2, y2 - 8, number(pieces[1]), "area top"), label(x2 + 14, y2 - 8, number(pieces[2]), "area corner", "start"),
      );
    }
    // The same three, divided by the growth.
    let left = BAR.left;
    ["side", "top", "corner"].forEach((kind, i) => {
      const width = (shares[i] / longest) * BAR.width;
      sheet.append(box(kind, left, BAR.top, width, BAR.height));
      if (i < 2 || !limit) sheet.append(label(i < 2 ? left + width / 2 : left + width + 6, BAR.top + 16, number(shares[i]), `area ${kind}`, i < 2 ? "middle" : "start"));
      left += width;
    });
    sheet.append(label(BAR.left, BAR.top - 8, ["divided by ", name, limit ? " → 0" : ""], "length", "start"));
    this.hold(x2, y2, `${name} = ${writeNumber(this.point[this.#variable])}`);
    this.tellBelow(limit
      ? `Nothing has grown yet. Of the next bit of ${name} the strips take ${number(shares[0])} and ${number(shares[1])}, the corner nothing: ${number(shares[0])} + ${number(shares[1])} = ${number(shares[3])}.`
      : `The area grows by ${number(pieces[3])}: strips of ${number(pieces[0])} and ${number(pieces[1])}, a corner of ${number(pieces[2])}. Divided by the growth that is ${number(shares[0])} + ${number(shares[1])} + ${number(shares[2])} = ${number(shares[3])}.`);
  }

  /** The corner is drawn along; how far it is to the right says how far it has grown. @param {number} x */
  held(x) {
    const [from, to] = this.range;
    const [first, last] = this.#way;
    return last > first ? from + ((x - first) / (last - first)) * (to - from) : from;
  }
}

/** The variable that the sides have in common with the point, else their only one. @param {import("../engine.js").Engine} engine @param {string[]} sides @param {string | null} at */
function moving(engine, sides, at) {
  const used = [...new Set(sides.flatMap((side) => engine.parse(side).variables))];
  const written = (at ?? "").split(/[,;]/).map((part) => part.split("=")[0].trim());
  return written.find((name) => used.includes(name)) ?? used[0];
}

define("chain-area", ChainArea);
