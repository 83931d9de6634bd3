/**
 * What a computation graph is drawn of: nodes that can be pressed, links with their local derivatives, and the controls.
 */
import { typeset } from "./chain-math.js";
import { make } from "./element.js";
import { mathml, mathOf, plainName, variableName, writeNumber } from "./notation.js";

/** @typedef {import("./engine.js").Graph} Graph */
/** @typedef {import("./engine.js").GraphNode} GraphNode */

const SVG = "http://www.w3.org/2000/svg";

/** Numbers in a drawing are short, and shorter where room is scarce. */
const DIGITS = 4;
const FEWER_DIGITS = 3;

/** @param {HTMLElement} cell @param {number | undefined} value */
function writeShort(cell, value) {
  const [usual, brief] = [writeNumber(value, DIGITS), writeNumber(value, FEWER_DIGITS)];
  if (usual === brief) cell.replaceChildren(usual);
  else cell.replaceChildren(make("span", { class: "usual" }, usual), make("span", { class: "brief" }, brief));
}

/** The element's own parts, made once. */
export function parts() {
  /** @param {string} act @param {string} label */
  const button = (act, label) => make("button", { type: "button", "data-act": act }, label);
  const reset = button("reset", "Reset");
  const back = button("back", "Back");
  const play = button("play", "Play");
  const step = button("step", "Step");
  const finish = button("finish", "Finish");
  const grain = make("span", { class: "grain", role: "group", "aria-label": "A node for each" },
    make("span", { class: "caption", "aria-hidden": "true" }, "A node for each"),
    ...[["operations", "operation"], ["pieces", "piece"], ["layers", "layer"]].map(([grain, one]) => make("button", { type: "button", "data-grain": grain }, one)));
  const counter = make("span", { class: "caption counter" });
  const controls = make("div", { class: "controls no-print", role: "group", "aria-label": "The run" }, reset, back, step, play, finish, counter, grain);
  const sheet = make("div", { class: "sheet-of-nodes" });
  const key = make("p", { class: "caption key" });
  const stage = make("div", { class: "stage", role: "group", "aria-label": "Computation graph" }, sheet);
  const story = make("div", { class: "story", "aria-live": "polite" });
  const chain = make("div", { class: "chain", role: "group", "aria-label": "The chain rule, path by path" });
  const proof = make("div", { class: "proof", role: "group", "aria-label": "By four roads" });
  const below = make("div", { class: "below" }, chain, proof);
  const layers = make("section", { class: "layers", "aria-label": "The chain rule, layer by layer", hidden: true });
  const whole = make("div", { class: "whole" }, controls, stage, key, story, layers, below);
  return { whole, controls, reset, back, play, step, finish, grain, counter, stage, sheet, key, story, chain, proof, layers, below };
}

/** @param {GraphNode} node */
export function nodeButton(node) {
  const what = node.op === "variable" ? mathOf(variableName(node.name)) : defined(node);
  const short = make("span", { class: "short" }, mathOf(variableName(node.name)));
  return make("button", { type: "button", class: node.op === "variable" ? "node variable" : "node", "data-id": node.id, tabindex: -1 },
    make("span", { class: "what" }, what), short, numbers());
}

/** v = u + 3 @param {GraphNode} node */
function defined(node) {
  const math = typeset(node.definition);
  if (math.localName !== "math") return mathOf(variableName(node.name));
  math.prepend(variableName(node.name), mathml("mo", "="));
  return math;
}

const numbers = () => make("span", { class: "numbers" }, make("span", { class: "value number" }), make("span", { class: "gradient number" }));

/**
 * @param {HTMLButtonElement} button
 * @param {GraphNode} node
 * @param {{ output: string, value: boolean, gradient: boolean, now: boolean, chosen: boolean }} state
 */
export function writeNode(button, node, { output, value, gradient, now, chosen }) {
  const [shown, slope] = [value ? node.value : undefined, gradient ? node.gradient : undefined];
  const cell = (/** @type {string} */ kind) => /** @type {HTMLElement} */ (button.querySelector(kind));
  writeShort(cell(".value"), shown);
  writeShort(cell(".gradient"), slope);
  cell(".gradient").dataset.sign = sign(slope);
  button.classList.toggle("now", now);
  button.classList.toggle("chosen", chosen);
  button.setAttribute("aria-pressed", String(chosen));
  const is = node.op === "variable" ? plainName(node.name) : `${plainName(node.name)} = ${node.definition.text}`;
  const say = (/** @type {number | undefined} */ number) => (number === undefined ? "not computed yet" : writeNumber(number));
  button.setAttribute("aria-label", `${is}; value ${say(shown)}; derivative of ${plainName(output)} by it ${say(slope)}`);
}

/** @param {number | undefined} number */
function sign(number) {
  if (number === undefined || Number.isNaN(number)) return "none";
  return number > 0 ? "rise" : number < 0 ? "fall" : "zero";
}

/**
 * The links of a graph, each a curve, an arrow's head and a label.
 *
 * They are SVG, and no scene on a canvas, by choice. A graph is a dozen curves between boxes that are HTML: the boxes must be, for
 * focus, typeset formulas and what is spoken of them. As SVG the curves lie in the same box, are sharp at every zoom and on
 * paper without being drawn again, take the page's colours (forced ones too) from its style, and light up by a class. The
 * engine says where they go either way.
 * @param {Graph} graph
 */
export function links({ trace }) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("aria-hidden", "true");
  const drawn = trace.edges.map(() => {
    const group = document.createElementNS(SVG, "g");
    const curve = document.createElementNS(SVG, "path");
    const tip = document.createElementNS(SVG, "path");
    tip.classList.add("tip");
    group.append(curve, tip);
    svg.append(group);
    return { group, curve, tip };
  });
  const labels = trace.edges.map((edge) => {
    const number = make("span", { class: "number" });
    // A number that is its own formula is said once.
    const plain = /^-?[\d.]+$/.test(edge.localByName.text);
    if (plain) number.hidden = true;
    return make("span", { class: "local", "data-plain": plain }, make("span", { class: "formula" }, typeset(edge.localByName)), number);
  });
  return {
    svg, labels,
    /** @param {import("./engine.js").Arrangement} arrangement */
    draw({ width, height, links }) {
      svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
      svg.setAttribute("width", String(width));
      svg.setAttribute("height", String(height));
      for (const [i, { curve, tip }] of drawn.entries()) {
        curve.setAttribute("d", links[i].path);
        tip.setAttribute("d", links[i].tip);
      }
    },
    /**
     * @param {number} i
     * @param {{ local: boolean, message: number | undefined, now: boolean }} state
     */
    write(i, { local, message, now }) {
      const number = /** @type {HTMLElement} */ (labels[i].querySelector(".number"));
      writeShort(number, local ? trace.edges[i].local : undefined);
      drawn[i].group.dataset.sign = sign(message);
      drawn[i].group.classList.toggle("now", now);
      labels[i].classList.toggle("now", now);
    },
    /** @param {Set<number>} lit */
    light(lit) {
      svg.classList.toggle("some-lit", lit.size > 0);
      for (const [i, { group }] of drawn.entries()) {
        group.classList.toggle("lit", lit.has(i));
        labels[i].classList.toggle("lit", lit.has(i));
      }
    },
  };
}

/**
 * The links on the ways from a node to the output.
 * @param {{ from: number, to: number }[]} edges by user
 * @param {number} node
 */
export function onward(edges, node) {
  const reached = new Set([node]);
  const found = new Set();
  for (const [i, { from, to }] of edges.entries()) {
    if (!reached.has(from)) continue;
    reached.add(to);
    found.add(i);
  }
  return found;
}
