/**
 * A computation graph finds its places: measured, arranged by the engine, as much written out as there is room for; and numbers
 * roll along its links.
 */
import { make } from "./element.js";
import { writeNode } from "./graph-parts.js";
import { writeNumber } from "./notation.js";
import { scrolls } from "./room.js";

/** @typedef {import("./engine.js").Graph} Graph */
/** @typedef {import("./engine.js").Arrangement} Arrangement */
/** @typedef {ReturnType<typeof import("./graph-parts.js").parts>} Parts */
/** @typedef {ReturnType<typeof import("./graph-parts.js").links>} Links */

/** The most there is room for: then less, until the graph is no wider than its place. */
const DENSITIES = /** @type {const} */ (["full", "small", "brief", "terse", "tight"]);
/** Higher than this a graph is not seen at a glance. */
const HIGH = 900;
/** Narrower than this a graph runs from the top down. */
const NARROW = 520;
/** By so much the whole is made smaller where that is enough to see all of it. */
const SMALLEST = 0.8;
/** Milliseconds from one message to the next where several come together. */
export const TURN = 220;

/**
 * Measures what has to be placed, asks the engine where it goes, and puts it there. Measured is the finished run, so that
 * nothing moves while the numbers come in.
 * @param {import("../engine.js").Engine} engine
 * @param {Parts} parts
 * @param {Graph} graph
 * @param {HTMLButtonElement[]} buttons one a node
 * @param {Links} links
 * @returns {Arrangement | undefined} nothing where there is no room yet
 */
export function arrange(engine, { stage, sheet }, { trace }, buttons, links) {
  const room = stage.clientWidth;
  if (room < 40) return undefined;
  const down = room < NARROW;
  stage.toggleAttribute("data-down", down);
  sheet.style.zoom = "1";
  const { nodes, edges } = trace;
  const output = nodes[nodes.length - 1].name;
  for (const [id, button] of buttons.entries()) {
    button.style.minWidth = "";
    writeNode(button, nodes[id], { output, value: true, gradient: true, now: false, chosen: false });
  }
  for (const [i, label] of links.labels.entries()) {
    label.style.minWidth = "";
    links.write(i, { local: true, message: undefined, now: false });
  }
  /** @param {(typeof DENSITIES)[number] | "flat"} density @param {number} [longest] of a line */
  const drawnAt = (density, longest) => {
    stage.dataset.density = density;
    const boxes = Float64Array.from(buttons.flatMap((box) => [box.offsetWidth, box.offsetHeight]));
    const labels = links.labels.map((label) => [label.offsetWidth, label.offsetHeight]);
    return engine.arrange(boxes, Float64Array.from(edges.flatMap(({ from, to }, i) => [from, to, ...labels[i]])), down, longest);
  };
  // As much as there is room for; what has none goes on in further lines; what cannot be broken is scrolled.
  const tight = room / SMALLEST;
  let drawn = drawnAt(DENSITIES[0]);
  for (const density of DENSITIES.slice(1)) if (drawn.width > room) drawn = drawnAt(density);
  if (drawn.width > tight && !down) {
    const inLines = drawnAt("brief", room);
    drawn = inLines.width <= tight ? inLines : drawnAt("tight");
  }
  // Many nodes below one another: each in a line of its own, where there is room for that.
  if (drawn.height > HIGH && !down) {
    const { density = "" } = stage.dataset;
    const flat = drawnAt("flat");
    if (flat.width <= tight && flat.height < drawn.height) drawn = flat;
    else stage.dataset.density = density;
  }
  sheet.style.width = `${drawn.width}px`;
  sheet.style.height = `${drawn.height}px`;
  links.draw(drawn);
  for (const [i, button] of buttons.entries()) put(button, drawn.boxes[i]);
  for (const [i, label] of links.labels.entries()) put(label, drawn.links[i].label);
  const share = room / drawn.width;
  const zoom = share < 1 && share >= SMALLEST ? share : 1;
  sheet.style.zoom = String(zoom);
  scrolls(stage, drawn.width * zoom > room);
  return drawn;
}

/** @param {HTMLElement} element @param {[number, number]} middle */
function put(element, [x, y]) {
  element.style.minWidth = `${element.offsetWidth}px`;
  element.style.left = `${x}px`;
  element.style.top = `${y}px`;
}

/**
 * Numbers roll along the links: values forward, messages back.
 * @param {HTMLElement} sheet
 * @param {Graph} graph
 * @param {Arrangement} drawn
 * @param {{ node: number, back: boolean }} now
 */
export function roll(sheet, { trace }, drawn, { node, back }) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const { nodes, edges } = trace;
  const rolling = edges.flatMap((edge, i) => ((back ? edge.from : edge.to) === node ? [i] : []));
  for (const [turn, i] of rolling.entries()) {
    const carried = back ? edges[i].message : nodes[edges[i].from].value;
    const bead = make("span", { class: back ? "bead back number" : "bead number", "aria-hidden": "true" }, writeNumber(carried, 3));
    bead.style.offsetPath = `path("${drawn.links[i].path}")`;
    sheet.append(bead);
    const way = [{ offsetDistance: "0%" }, { offsetDistance: "100%" }];
    // One after the other, as the terms of the sum appear.
    const rolled = bead.animate(back ? way.reverse() : way, { duration: 480, delay: turn * TURN, easing: "ease-in-out", fill: "backwards" });
    rolled.finished.then(() => bead.remove(), () => bead.remove());
  }
}
