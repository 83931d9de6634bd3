/**
 * The lab of backpropagation: one state, shown. The state is the address, so a link reopens what was seen.
 */
import { readAddress, showAddress, standardState, writeAddress } from "../address.js";
import "../elements/chain-graph.js";
import { engineHere, make, sentence, writePoint } from "../elements/element.js";
import { typeset } from "../elements/chain-math.js";
import { mathml, variableName } from "../elements/notation.js";
import { pointFields } from "../elements/point-fields.js";
import { wholePage } from "../words.js";

wholePage();

/** @typedef {import("../address.js").State} State */

/**
 * What is worth looking at first, and why.
 * @type {{ title: string, f: string, at: Record<string, number>, node?: string, rate?: number, pieces?: boolean, layers?: boolean, about: string }[]}
 */
const PRESETS = [
  {
    title: "a chain", f: "(2x+3)^2", at: { x: 1 },
    about: "Three operations, one after the other. Each passes on what it hears, times its own slope.",
  },
  {
    title: "one neuron", f: "p = w x + b; L = (p - y)^2", at: { x: 2, w: 0.5, b: 0.1, y: 3 }, node: "w", rate: 0.01,
    about: "A prediction p and its squared error L. The gradient of w says which way, and how much, the weight should move.",
  },
  {
    title: "two layers", f: "a_1 = w_1 x; a_2 = w_2 a_1; L = (a_2 - y)^2", at: { x: 3, w_1: 0.4, w_2: 0.5, y: 2 }, node: "w_1", rate: 0.01,
    about: "The first weight reaches the loss only through both layers, so its slope is a product of three.",
  },
  {
    title: "two routes", f: "u = x^2; v = 3x; f = u v", at: { x: 2 },
    about: "x is used twice. What comes back along each route is multiplied on its way, and added where the routes meet.",
  },
  {
    title: "a gradient that vanishes", f: "a_1 = sigmoid(w x); a_2 = sigmoid(w a_1); a_3 = sigmoid(w a_2); a_4 = sigmoid(w a_3); a_5 = sigmoid(w a_4); L = (a_5 - y)^2", at: { x: 1, w: 1, y: 1 }, node: "x", pieces: true,
    about: "The slope of a sigmoid is at most a quarter. Five of them in a row leave little of the message for the first layer.",
  },
  {
    title: "softmax and cross-entropy", f: "s = e^a + e^b + e^c; p = e^a/s; L = -ln(p)", at: { a: 1, b: 2, c: 0.5 }, node: "a",
    about: "Scores a, b, c become probabilities; the first class was right. The gradient of a score is its probability, less 1 where it was right.",
  },
  {
    title: "a small network", f: "z_1 = w_1 x + b_1; a_1 = tanh(z_1); z_2 = w_2 x + b_2; a_2 = tanh(z_2); p = v_1 a_1 + v_2 a_2 + c; L = (p - y)^2",
    at: { x: 0.5, w_1: 0.8, b_1: -0.1, w_2: -1.2, b_2: 0.3, v_1: 1.1, v_2: -0.7, c: 0.2, y: 1 }, node: "w_1", rate: 0.1, layers: true,
    about: "Two hidden units and an answer. By layers it is the network as it is drawn on a board; by operations, what a computer does.",
  },
  {
    title: "a kink", f: "relu(w x + b)", at: { x: 1, w: -0.5, b: 0.5 }, node: "w",
    about: "At exactly 0 the slope of ReLU is a convention: 0, as in every library.",
  },
];

const byId = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
const field = /** @type {HTMLTextAreaElement} */ (byId("expression"));
const graph = /** @type {import("../elements/chain-graph.js").ChainGraph} */ (byId("graph"));
const [trouble, reading, about] = ["trouble", "reading", "about"].map(byId);

/** @type {State} */
let state = { ...standardState(), f: PRESETS[0].f, at: PRESETS[0].at };
/** @type {import("../engine.js").Engine | undefined} */
let engine;
const showPoint = pointFields(byId("point"), { engine: () => engine, at: () => state.at, set: (at) => change({ at }) });

// ── Showing ───────────────────────────────────────────────────────────────────────────────────

function show() {
  if (!engine) return;
  if (document.activeElement !== field) field.value = state.f;
  // As tall as what stands in it.
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
  const preset = PRESETS.find(({ f }) => f === state.f);
  about.textContent = preset?.about ?? "";
  for (const link of document.querySelectorAll(".presets a")) link.toggleAttribute("aria-current", link.textContent === preset?.title);
  try {
    const { at, trace } = engine.graph(state.f, state.at, { otherwise: 1 });
    // A link may name a node that there is not.
    const node = trace.nodes.some(({ name }) => name === state.node) ? state.node : "";
    state = { ...state, at, node };
    trouble.textContent = "";
    document.body.removeAttribute("data-stale");
  } catch (error) {
    // What was last understood stays on the page, and the sentence says what is wrong now.
    trouble.textContent = sentence(error);
    document.body.toggleAttribute("data-stale", true);
    return;
  }
  showPoint(Object.keys(state.at));
  showReading(engine);
  const attributes = {
    of: state.f, at: writePoint(state.at), grain: state.layers ? "layers" : state.pieces ? "pieces" : "", node: state.node,
    step: state.step < 0 ? "" : String(state.step), rate: preset?.rate === undefined ? "" : String(preset.rate),
  };
  for (const [name, value] of Object.entries(attributes)) {
    if (value === "") graph.removeAttribute(name);
    else if (graph.getAttribute(name) !== value) graph.setAttribute(name, value);
  }
}

/** What was typed, piece by piece, as it was read. @param {import("../engine.js").Engine} engine */
function showReading(engine) {
  const pieces = state.f.split(";").filter((piece) => piece.trim());
  try {
    reading.replaceChildren(...pieces.map((piece) => {
      const [, name] = /^\s*([A-Za-z]\w*)\s*=/.exec(piece) ?? [];
      const read = typeset(engine.parse(piece).formula);
      if (name) read.prepend(variableName(name), mathml("mo", "="));
      return make("span", {}, read);
    }));
  } catch {
    // The graph was read as a whole; a piece that cannot stand alone is not shown alone.
    reading.replaceChildren();
  }
}

// ── The link ──────────────────────────────────────────────────────────────────────────────────

/** @type {ReturnType<typeof setTimeout> | undefined} */
let writing;

function remember() {
  clearTimeout(writing);
  writing = setTimeout(() => showAddress(writeAddress(state)), 250);
}

/** @param {Partial<State>} some */
function change(some) {
  state = { ...state, ...some };
  show();
  remember();
}

function openLink() {
  clearTimeout(writing);
  const opened = readAddress(location.hash);
  if (!opened) return;
  state = opened.state.f === "" ? { ...opened.state, f: PRESETS[0].f } : opened.state;
  if (opened.unread.length > 0) trouble.textContent = `A part of the link could not be read and was left out: ${opened.unread.join(", ")}.`;
}

// ── What a person does ────────────────────────────────────────────────────────────────────────

field.addEventListener("input", () => change({ f: field.value, step: -1, node: "" }));
byId("question").addEventListener("submit", (event) => event.preventDefault());

graph.addEventListener("chain-step", (event) => {
  state = { ...state, step: /** @type {CustomEvent} */ (event).detail.step ?? -1 };
  remember();
});
graph.addEventListener("chain-select", (event) => {
  state = { ...state, node: /** @type {CustomEvent} */ (event).detail.node };
  remember();
});
graph.addEventListener("chain-grain", (event) => {
  const { grain } = /** @type {CustomEvent} */ (event).detail;
  state = { ...state, pieces: grain === "pieces", layers: grain === "layers", step: -1 };
  remember();
});

addEventListener("hashchange", () => {
  openLink();
  field.blur();
  show();
});

// ── Beginning ─────────────────────────────────────────────────────────────────────────────────

document.querySelector(".presets ul")?.replaceChildren(...PRESETS.map(({ title, f, at, node = "", pieces = false, layers = false }) =>
  make("li", {}, make("a", { href: writeAddress({ ...standardState(), f, at, node, pieces, layers }) }, title))));
openLink();
engineHere().then(
  (started) => {
    engine = started;
    show();
    document.body.toggleAttribute("data-ready", true);
  },
  (error) => (trouble.textContent = sentence(error)),
);
