/**
 * <chain-gears of="u = 2x+3; y = u^2" at="x=1">u moves twice as fast as x, y ten times as fast as u.</chain-gears>
 *
 * Shows      the chain rule as wheels: each quantity has a hand that turns with its value, and from one wheel to the next runs a
 *            chain over two sprockets whose ratio is the slope between them, to scale; a crossed chain is a slope below 0, none
 *            at all is the slope 0. Below, the product: how much faster the last one turns than the first.
 * Attributes of    pieces with names, each made from the one before, two to four or a single one
 *            at    the value at the first wheel, "x=1"
 *            from  its knob's lowest number (default -3)
 *            to    and highest (default 3)
 * Events     chain-point { at, variable, value, done }
 * Fallback   what stands inside.
 */
import { AttributeError, checkNames, define, readPoint } from "./element.js";
import { ChainMoving, label } from "./moving.js";
import { svg } from "./draw-parts.js";
import { plainName, writeNumber } from "./notation.js";

/** The dial that a hand turns on, the largest sprocket, from one axle to the next, in units of the sheet. */
const [DIAL, SPROCKET, APART] = [50, 42, 136];
const [EDGE, MIDDLE, HEIGHT] = [64, 84, 214];
/** The first hand's way from one end to the other, in degrees. */
const WAY = 300;
/** More wheels than this stand on no page. */
const MOST = 4;

export class ChainGears extends ChainMoving {
  #variable = "x";

  get variable() {
    return this.#variable;
  }

  /** @returns {[number, number]} */
  get ends() {
    return [-3, 3];
  }

  /** @param {import("../engine.js").Engine} engine */
  draw(engine) {
    const of = this.needed("of");
    this.#variable = Object.keys(readPoint(this.getAttribute("at")))[0] ?? "x";
    const { nodes, edges } = engine.graph(of, this.point, { pieces: true }).trace;
    checkNames(Object.keys(this.point), nodes.filter(({ op }) => op === "variable").map(({ name }) => name));
    const linked = nodes.every(({ op, inputs }, i) => (i === 0 ? op === "variable" : inputs.length === 1 && inputs[0] === nodes[i - 1].id));
    if (!linked || nodes.length < 2) throw new AttributeError(`of="${of}": write pieces with names, each made from the one before, as “u = 2x+3; y = u^2”.`);
    if (nodes.length > MOST + 1) throw new AttributeError(`of="${of}": at most ${MOST} pieces have room.`);
    const slopes = nodes.slice(1).map(({ id }) => edges.find(({ to }) => to === id)?.local ?? NaN);
    this.#paint(nodes, slopes, nodes[0].gradient);
  }

  /** @param {number} i */
  #axle(i) {
    return EDGE + i * APART;
  }

  /** @param {{ name: string, value: number }[]} wheels @param {number[]} slopes @param {number} product */
  #paint(wheels, slopes, product) {
    const [from, to] = this.range;
    const names = wheels.map(({ name }) => plainName(name));
    const last = wheels.length - 1;
    const sheet = this.sheet(2 * EDGE + last * APART, HEIGHT, names[0]);
    const degrees = WAY / (to - from);
    const number = (/** @type {number} */ value) => writeNumber(value, 4);
    slopes.forEach((slope, i) => sheet.append(...chain(this.#axle(i), this.#axle(i + 1), slope, `stage-${i === slopes.length - 1 ? "outer" : "inner"}`)));
    wheels.forEach(({ value }, i) => {
      // The first is a knob, with its middle upward; the others turn as often as they have to.
      const turned = (i === 0 ? value - (from + to) / 2 : value) * degrees;
      const x = this.#axle(i);
      const hand = svg("g", { class: "hand", transform: `rotate(${(turned % 360).toFixed(2)} ${x} ${MIDDLE})` });
      hand.append(svg("line", { x1: x, y1: MIDDLE, x2: x, y2: MIDDLE - DIAL }));
      sheet.append(svg("circle", { class: "dial", cx: x, cy: MIDDLE, r: DIAL }), hand, svg("circle", { class: "axle", cx: x, cy: MIDDLE, r: 3 }));
      sheet.append(label(x, MIDDLE + DIAL + 24, ["", names[i], ` = ${number(value)}`], "value"));
    });
    slopes.forEach((slope, i) => sheet.append(label((this.#axle(i) + this.#axle(i + 1)) / 2, 20, `× ${number(slope)}`, `ratio stage-${i === slopes.length - 1 ? "outer" : "inner"}`)));
    const [left, right, low] = [this.#axle(0), this.#axle(last), MIDDLE + DIAL + 38];
    if (last > 1) sheet.append(svg("path", { class: "together", d: `M${left} ${low}v8H${right}v-8` }), label((left + right) / 2, low + 30, `× ${number(product)}`, "ratio"));
    const knob = ((wheels[0].value - (from + to) / 2) * degrees * Math.PI) / 180;
    this.hold(left + DIAL * Math.sin(knob), MIDDLE - DIAL * Math.cos(knob), names.map((name, i) => `${name} = ${number(wheels[i].value)}`).join(", "));
    const turns = slopes.map((slope, i) => `${names[i + 1]} turns ${number(slope)} times as far as ${names[i]}`);
    const crossed = slopes.some((slope) => slope < 0) ? " A crossed chain turns the other way." : "";
    const factors = slopes.map((slope) => (slope < 0 ? `(${number(slope)})` : number(slope))).reverse().join(" · ");
    this.tellBelow(`${turns.join(", ")}${last > 1 ? `: together ${factors} = ${number(product)}` : ""}.${crossed}`);
  }

  /** The hand of the knob points to where it is held. @param {number} x @param {number} y */
  held(x, y) {
    const [from, to] = this.range;
    const turned = (Math.atan2(x - EDGE, MIDDLE - y) * 180) / Math.PI;
    return (from + to) / 2 + (turned / WAY) * (to - from);
  }
}

/** Two sprockets whose radii are as one to the slope, and the chain around them. @param {number} x1 @param {number} x2 @param {number} slope @param {string} kind */
function chain(x1, x2, slope, kind) {
  const size = Math.abs(slope);
  const [driving, driven] = size >= 1 ? [SPROCKET, SPROCKET / size] : [SPROCKET * size, SPROCKET];
  const circles = [[x1, driving], [x2, driven]].map(([cx, r]) => svg("circle", { class: `sprocket ${kind}`, cx, cy: MIDDLE, r }));
  if (!(size > 0)) return circles;
  // Where a straight run touches both circles, on one side of their axes or, crossed, on either.
  const side = slope > 0 ? 1 : -1;
  const sine = (driving - side * driven) / (x2 - x1);
  const cosine = Math.sqrt(1 - sine * sine);
  const run = (/** @type {number} */ up) => `M${x1 + driving * sine} ${MIDDLE - up * driving * cosine}L${x2 + side * driven * sine} ${MIDDLE - up * side * driven * cosine}`;
  return [...circles, svg("path", { class: `chain ${kind}`, d: run(1) + run(-1) })];
}

define("chain-gears", ChainGears);
