/**
 * What is said of a computation graph: what the last step did, the chain rule of a variable path by path, and the proof.
 */
import { typeset } from "./chain-math.js";
import { make } from "./element.js";
import { mathml, mathOf, numberIn, tight, variableName, writeNumber } from "./notation.js";

/** @typedef {import("../engine.js").Engine} Engine */
/** @typedef {import("./engine.js").Graph} Graph */
/** @typedef {import("./engine.js").GraphChain} Chain */

/** Paths shown at once; the others are there when asked for. */
const FIRST_PATHS = 6;
/** Terms of a sum that are written. */
const MOST_TERMS = 8;

/** ∂y/∂u @param {string} of @param {string} by */
export function quotient(of, by) {
  const side = (/** @type {string} */ name) => mathml("mrow", mathml("mi", "∂"), variableName(name));
  return mathml("mfrac", side(of), side(by));
}

const equals = () => spaced("=");
const times = () => spaced("·");
const plus = () => spaced("+");

/** An operator with room on both sides, also where it begins a line. @param {string} sign */
function spaced(sign) {
  const mark = mathml("mo", sign);
  mark.setAttribute("lspace", "0.2em");
  mark.setAttribute("rspace", "0.2em");
  return mark;
}

/** A number as a factor or a term: a negative one in brackets, unless it comes first. @param {number} value @param {boolean} first */
function part(value, first) {
  const number = numberIn(value, 5);
  return first || !(value < 0) ? number : mathml("mrow", tight("("), number, tight(")"));
}

/** @param {Node[]} nodes @param {() => Node} between */
const joined = (nodes, between) => nodes.flatMap((node, i) => (i > 0 ? [between(), node] : [node]));

/** A formula's own parts, to stand in a larger one. @param {import("../engine.js").Formula} formula */
function within(formula) {
  const math = typeset(formula);
  return math.localName === "math" ? mathml("mrow", ...math.childNodes) : mathml("mtext", formula.text);
}

/** A formula as a factor: a sum or a negative one in brackets. @param {import("../engine.js").Formula} formula @param {boolean} first */
function factor({ text, mathml: written }, first) {
  let depth = 0;
  let sum = !first && text.startsWith("-");
  for (const [i, sign] of [...text].entries()) {
    if ("([{".includes(sign)) depth += 1;
    else if (")]}".includes(sign)) depth -= 1;
    else if (depth === 0 && /^ [+-] /.test(text.slice(i, i + 3))) sum = true;
  }
  const inner = within({ text, mathml: written });
  return sum ? mathml("mrow", tight("("), inner, tight(")")) : inner;
}

/** `= a · b · c` in pieces between which a line may break. @param {Node} sign @param {Node[]} parts @param {() => Node} between */
const breakable = (sign, parts, between) => parts.map((piece, i) => mathOf(i === 0 ? sign : between(), piece));

/** A relation in one piece: a line breaks before it sooner than within it. @param {Node[]} pieces */
const side = (pieces) => make("span", { class: "side" }, ...pieces);

/** Relations that belong together but may break over lines. @param {...(Node | string)} pieces */
const line = (...pieces) => make("p", { class: "relation" }, ...pieces);

/** Shows a term only after a while, with the message that brings it. @param {Element} term @param {number} wait */
function appear(term, wait) {
  if (wait > 0 && !matchMedia("(prefers-reduced-motion: reduce)").matches) term.animate([{ opacity: 0 }, { opacity: 0, offset: 0.6 }, { opacity: 1 }], { duration: 300 + wait });
}

/**
 * What the last step did.
 * @param {HTMLElement} place
 * @param {Graph} graph
 * @param {{ node: number, back: boolean } | undefined} now
 * @param {boolean} start
 * @param {number} turn milliseconds from one term of a sum to the next; 0: all at once
 */
export function writeStory(place, { trace }, now, start, turn) {
  const { nodes, edges, notes } = trace;
  if (start || !now) {
    place.replaceChildren(line("Forward first: every node computes its value from its inputs. Then back: every node hears how the output moves with it."));
    return;
  }
  const node = nodes[now.node];
  const output = nodes[nodes.length - 1];
  if (!now.back) {
    const inputs = [...new Set(node.inputs)].map((input) => mathOf(variableName(nodes[input].name), equals(), numberIn(nodes[input].value, 5)));
    const from = inputs.length > 0 && inputs.length < 6 ? [" from ", ...joined(inputs, () => document.createTextNode(", "))] : [];
    place.replaceChildren(line(mathOf(variableName(node.name), equals(), within(node.definition), equals(), numberIn(node.value, 6)), ...from));
    return;
  }
  const uses = edges.filter((edge) => edge.from === node.id);
  const whole = quotient(output.name, node.name);
  if (node === output) {
    place.replaceChildren(line(mathOf(whole, equals(), mathml("mn", "1")), ": the output moves as it moves itself. From here it goes back."));
    return;
  }
  if (uses.length === 0) {
    place.replaceChildren(line(mathOf(whole, equals(), mathml("mn", "0")), ": nothing uses it."));
    return;
  }
  const few = uses.slice(0, MOST_TERMS);
  const rest = () => (uses.length > few.length ? [mathml("mo", "…")] : []);
  const symbols = few.map((edge) => mathml("mrow", quotient(output.name, nodes[edge.to].name), times(), quotient(nodes[edge.to].name, node.name)));
  const numbers = few.map((edge, i) => mathml("mrow", part(nodes[edge.to].gradient, i === 0), times(), part(edge.local, false)));
  const messages = few.map((edge, i) => part(edge.message, i === 0));
  const steps = [mathOf(whole), side(breakable(equals(), [...symbols, ...rest()], plus)), side(breakable(equals(), [...numbers, ...rest()], plus))];
  if (uses.length > 1) {
    const terms = breakable(equals(), [...messages, ...rest()], plus);
    for (const [i, term] of terms.entries()) appear(term, turn * i);
    steps.push(side(terms));
  }
  const sum = mathOf(equals(), numberIn(node.gradient, 6));
  appear(sum, turn * (uses.length > 1 ? few.length : 0));
  steps.push(sum);
  const terms = uses.length > 1 ? [make("p", { class: "aside" }, `It is used ${uses.length} times, so what comes back along each use is added.`)] : [];
  place.replaceChildren(line(...steps), ...terms, ...notes.map((note) => make("p", { class: "aside" }, note)));
}

/**
 * The chain rule for one variable, a product a path.
 * @param {HTMLElement} place
 * @param {Graph} graph
 * @param {Chain} chain
 * @param {number | undefined} rate
 */
export function writeChain(place, { trace, moved }, chain, rate) {
  const { nodes, edges } = trace;
  const output = nodes[nodes.length - 1].name;
  const { variable, paths, more, total } = chain;
  place.dataset.variable = variable;
  const whole = () => quotient(output, variable);
  const several = paths.length > 1 || more > 0;
  const rows = paths.map((path, i) => {
    const used = path.edges.map((edge) => edges[edge]);
    const names = used.map((edge) => quotient(nodes[edge.to].name, nodes[edge.from].name));
    const relations = [
      used.length > 0 ? names : [mathml("mn", "1")],
      used.map((edge, j) => factor(edge.localByName, j === 0)),
      used.map((edge, j) => part(edge.local, j === 0)),
      [numberIn(path.product, 8)],
    ];
    // A relation that says what the one before it said is left out: of a single factor, of plain numbers.
    const said = relations.map((parts) => parts.map(({ textContent }) => textContent).join("·"));
    const told = relations.filter((parts, j) => parts.length > 0 && said[j] !== said[j - 1]);
    const left = several ? [] : [mathOf(whole())];
    const shown = told.map((parts, j) => side(breakable(j === 0 && several ? mathml("mrow") : equals(), parts, times)));
    return make("li", { "data-path": i, tabindex: several ? 0 : undefined, hidden: i >= FIRST_PATHS }, ...left, ...shown);
  });
  const list = make("ol", { class: "paths" }, ...rows);
  const title = make("h3", { class: "caption" }, several ? "Multiply along each path, add between them" : "One path: multiply along it");
  const all = make("button", { type: "button", class: "no-print" }, `Show all ${paths.length} paths`);
  all.addEventListener("click", () => {
    for (const row of rows) row.hidden = false;
    all.remove();
  });
  const few = paths.length <= FIRST_PATHS && more === 0;
  const terms = few && several ? [side(breakable(equals(), paths.map((path, i) => part(path.product, i === 0)), plus))] : [];
  const sum = [mathOf(whole()), ...terms, mathOf(equals(), numberIn(total, 8))];
  const counted = more > 0 ? make("p", { class: "aside" }, `Not shown, but in the sum: ${writeNumber(more)}.`) : undefined;
  const after = moved?.[variable];
  const leaf = nodes.find((node) => node.name === variable);
  const descent = rate === undefined || after === undefined || !leaf ? undefined : make("p", { class: "aside" },
    "A step against it, at rate ", mathOf(numberIn(rate)), ", takes ", mathOf(variableName(variable)), " from ", mathOf(numberIn(leaf.value)), " to ", mathOf(numberIn(after)), ".");
  place.replaceChildren(title, list, ...(rows.length > FIRST_PATHS ? [all] : []), ...(counted ? [counted] : []), ...(several ? [make("p", { class: "total" }, ...sum)] : []), ...(descent ? [descent] : []));
}

/**
 * A network's chain rule, a product a layer, and how large what arrives there is.
 * @param {HTMLElement} place
 * @param {ReturnType<Engine["writtenNetwork"]> | undefined} network
 */
export function writeLayers(place, network) {
  place.hidden = network === undefined;
  if (!network) return;
  const rows = network.chains.map((chain, i) => make("tr", {}, make("th", { scope: "row" }, `layer ${i + 1}`),
    make("td", {}, typeset(chain)), make("td", { class: "number" }, writeNumber(network.layerGradientNorms[i], 4))));
  const head = make("tr", {}, make("th", {}), make("th", { scope: "col" }, "the chain rule"), make("th", { scope: "col" }, "gradient, root mean square"));
  place.replaceChildren(make("h3", { class: "caption" }, "Layer by layer"), make("table", {}, make("thead", {}, head), make("tbody", {}, ...rows)));
}

const ROADS = /** @type {const} */ ([["symbolic", "symbolic"], ["forward", "forward"], ["reverse", "reverse"], ["finiteDifference", "differences"]]);

/**
 * The same slope by four roads, and how the fourth depends on its step.
 * @param {HTMLElement} place
 * @param {Engine} engine
 * @param {string} of
 * @param {Record<string, number>} at
 * @param {string} variable
 * @param {Graph} graph
 * @param {boolean} opened whether the curve is shown from the beginning
 */
export function writeProof(place, engine, of, at, variable, { trace }, opened) {
  const key = JSON.stringify([of, at, variable]);
  if (place.dataset.of === key) return;
  place.dataset.of = key;
  const open = place.querySelector("details")?.open ?? opened;
  const roads = engine.agreement(of, at).partials[variable];
  const output = trace.nodes[trace.nodes.length - 1].name;
  const rows = ROADS.map(([road, title]) => make("tr", {}, make("th", { scope: "row" }, title), make("td", { class: "number" }, writeNumber(roads?.[road], 12))));
  const caption = make("h3", { class: "caption" }, mathOf(quotient(output, variable)), " by four roads");
  const curve = make("details", { class: "curve", open }, make("summary", { class: "caption" }, "How differences depend on their step"));
  const fill = () => {
    if (!curve.open || curve.childElementCount > 1) return;
    curve.append(...errorCurve(engine.differences(of, at, variable)));
  };
  curve.addEventListener("toggle", fill);
  place.replaceChildren(caption, make("table", {}, make("tbody", {}, ...rows)), curve);
  fill();
}

/**
 * How far differences are off for each step, and a point to move along it.
 * @param {import("./engine.js").Differences} differences
 */
function errorCurve({ steps, best }) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 1 1");
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("aria-hidden", "true");
  const curve = document.createElementNS("http://www.w3.org/2000/svg", "polyline");
  const known = steps.flatMap(({ at }) => (at ? [at] : []));
  curve.setAttribute("points", known.map((at) => at.join(",")).join(" "));
  svg.append(curve);
  const dots = steps.flatMap(({ at }, i) => {
    if (!at) return [];
    const dot = make("span", { class: "dot", "data-step": i });
    dot.style.left = `${at[0] * 100}%`;
    dot.style.top = `${at[1] * 100}%`;
    return [dot];
  });
  const power = (/** @type {number} */ exponent) => (exponent === 0 ? mathml("mn", "1") : mathml("msup", mathml("mn", "10"), numberIn(exponent)));
  const h = (/** @type {number} */ exponent) => mathOf(mathml("mi", "h"), equals(), power(exponent));
  const along = make("input", { type: "range", min: 0, max: steps.length - 1, step: 1, value: best, "aria-label": "Step" });
  const words = make("p", { class: "aside" });
  const tell = () => {
    const { power: exponent, error } = steps[Number(along.value)];
    const off = writeNumber(error, 2);
    for (const dot of dots) dot.classList.toggle("here", dot.dataset.step === along.value);
    along.setAttribute("aria-valuetext", `h = 10^${exponent}: off by ${off}`);
    if (Number(along.value) !== best) return words.replaceChildren("With ", h(exponent), `: off by ${off}.`);
    words.replaceChildren("Closest with ", h(exponent), error === 0 ? ": exact to the last digit." : `, off by ${off}.`,
      best === 0 ? " Here even the widest step finds the slope; narrower ones lose their digits to rounding." : " Wider steps miss the bend of the curve; narrower ones lose their digits to rounding.");
  };
  along.addEventListener("input", tell);
  tell();
  return [
    make("div", { class: "error-curve" },
      make("span", { class: "caption up" }, "error"),
      make("div", { class: "square" }, svg, ...dots),
      along,
      make("div", { class: "across caption" }, make("span", {}, h(0)), ...[-5, -10, -15].map((exponent) => make("span", {}, mathOf(power(exponent)))))),
    words,
  ];
}
