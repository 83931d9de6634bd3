/**
 * The tutor page: one state, shown. What is typed, pressed, dragged or linked changes the state; `show` puts it on the page
 * by setting the elements' attributes. All mathematics is the engine's.
 */
import { readAddress, showAddress, standardState, writeAddress } from "./address.js";
import { differentiate, isEquation } from "./elements/chain-steps.js";
import { typesetBlock, typeset } from "./elements/chain-math.js";
import "./elements/chain-input.js";
import "./elements/chain-plot.js";
import { complaint, engineAfterPaint, engineHere, make, sentence, writePoint } from "./elements/element.js";
import { derivativeAt, mathml, mathOf, numberIn, plainName, slopeName, tight, variableName } from "./elements/notation.js";
import { pointFields } from "./elements/point-fields.js";
import { fit } from "./elements/room.js";
import { paragraph } from "./elements/sentence.js";
import { onCurve } from "./tutor/on-curve.js";
import { roads } from "./tutor/roads.js";
import { surface } from "./tutor/surface.js";
import { language, wholePage } from "./words.js";

wholePage();

/** @typedef {import("./engine.js").Engine} Engine */
/** @typedef {import("./engine.js").Derivation} Derivation */
/** @typedef {import("./elements/chain-input.js").ChainInput} ChainInput */

const FIRST = { f: "(2x+3)^2", at: { x: 1 } };

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
const field = /** @type {ChainInput} */ (byId("function"));
const variableChoice = /** @type {HTMLSelectElement} */ (byId("variable"));
const orderChoice = /** @type {HTMLSelectElement} */ (byId("order"));
const result = byId("result");
const there = byId("there");
const steps = byId("steps");
const plot = byId("plot");
const note = byId("link-note");
const tryFirst = byId("try-first");
const answer = byId("answer");
const asGraph = /** @type {HTMLAnchorElement} */ (byId("as-graph"));
const theRoads = roads(byId("roads"), byId("roads-of"));
/** Made, and its code fetched, when it is first asked for: most come to see. @type {Promise<ReturnType<typeof import("./tutor/attempt.js").attempt>> | undefined} */
let trying;
const theAttempt = () => (trying ??= import("./tutor/attempt.js").then(({ attempt }) => attempt(byId("attempt"))));
const picture = byId("surface");
const theSurface = surface(picture, byId("gradient"), byId("others"));

/** @type {import("./address.js").State} */
let state = { ...standardState(), ...FIRST };
/** The function last read, which the page shows while the field holds something unreadable. @type {{ text: string, name?: string, variables: string[] }} */
let shown = { text: "", variables: [] };
/** @type {Derivation | undefined} */
let derivation;
/** @type {Engine} */
let engine;
/** The first answer is on screen: what stands below it may be computed. */
let painted = false;
const showPoint = pointFields(byId("point"), { engine: () => engine, at: () => state.at, set: (at) => change({ at }) });
/** The same with its name in front, where it has one: g(t) = t^2. */
const named = () => (shown.name ? `${shown.name}(${shown.variables.join(", ") || "x"}) = ${shown.text}` : shown.text);
/** Fills the table of roads for what is shown. */
let fillRoads = () => {};

/**
 * What has been read becomes what is shown; the point of an equation that is new, or came without one, is one of its curve.
 * @param {ReturnType<Engine["parse"]>} parsed
 * @param {boolean} isNew
 */
function take({ formula, name, variables }, isNew) {
  shown = { text: formula.text, name, variables };
  if (engine && isEquation(shown.text) && (isNew || !variables.some((name) => name in state.at))) {
    state = { ...state, at: onCurve(engine, shown, state.at) ?? state.at };
  }
}

// ── Showing ───────────────────────────────────────────────────────────────────────────────────

/** Everything, after a new function or another choice. */
function show() {
  const { text, variables } = shown;
  const variable = variables.includes(state.by) ? state.by : variables.includes("x") || variables.length === 0 ? "x" : variables[0];
  // Every variable has a value, 1 where nothing was chosen, and none is kept that the function does not have.
  const at = Object.fromEntries((variables.length > 0 ? variables : ["x"]).map((name) => [name, state.at[name] ?? 1]));
  state = { ...state, by: state.by && variables.includes(state.by) ? state.by : "", at };

  showChoices(variables, variable);
  // An equation has a slope dy/dx, once, and a curve in place of a graph over x alone.
  const equation = isEquation(text);
  document.body.toggleAttribute("data-equation", equation);
  document.body.toggleAttribute("data-trying", state.attempt);
  tryFirst.setAttribute("aria-pressed", String(state.attempt));
  tryFirst.textContent = state.attempt ? "Show me" : "Let me try first";

  setAttributes(steps, { of: text, variable, order: String(state.n), detail: state.detail });
  setAttributes(plot, {
    of: named(), variable, at: writePoint(at), curves: state.curves.join(" ") || "none", view: state.view.join(" "), to: state.to.map((to) => `${variable}=${to}`).join(),
    hide: state.attempt ? "derivative second tangent" : "",
  });
  theSurface.show(engine, shown, { of: named(), variable, at, order: state.n, detail: state.detail, attempt: state.attempt, equation });
  showResult(variable);
}

const fitThere = () => fit(there, /** @type {HTMLElement[]} */ ([...there.children]));

/** What depends on the point: the only part that changes while the tangent is dragged. @param {string} variable */
function showResult(variable) {
  const { text, variables, name = "f" } = shown;
  const several = variables.length > 1;
  document.body.removeAttribute("data-stale");
  document.body.removeAttribute("data-refused");
  try {
    const answered = differentiate(engine, text, { variable, order: state.n, at: state.at, detail: "none" });
    derivation = answered.derivation;
    const { dependent } = answered;
    const left = dependent ? slopeName(dependent, variable) : derivativeAt(state.n, variable, several ? variableList(variables) : variableName(variable), several, name);
    // While the point moves, the formula stands still.
    const whole = [name, derivation.result.text, variable, state.n, variables, dependent].join("\n");
    if (result.dataset.of !== whole) {
      result.dataset.of = whole;
      const math = typesetBlock(derivation.result);
      if (math.localName === "math") math.prepend(left, mathml("mo", "="));
      result.replaceChildren(math);
      if (math.localName !== "math") result.prepend(mathOf(left, mathml("mo", "=")));
      fit(result, [result]);
    }
    there.replaceChildren(...valueThere(derivation, variable, several, answered.trouble, dependent));
    fitThere();
    fillRoads = () => (dependent ? theRoads.clear() : theRoads.show(engine, shown, variable, state.at));
    if (painted) fillRoads();
    asGraph.href = `labs/graph.html${writeAddress({ ...standardState(), f: named(), at: state.at })}`;
    if (state.attempt) theAttempt().then((it) => it.ask(text, variable, dependent ? 1 : state.n));
  } catch (error) {
    // Said once: steps and picture would only repeat it.
    derivation = undefined;
    document.body.toggleAttribute("data-refused", true);
    delete result.dataset.of;
    result.replaceChildren(complaint(error));
    there.replaceChildren();
    fillRoads = () => {};
    theRoads.clear();
  }
  document.title = derivation && !state.attempt ? `${field.value.slice(0, 60)} · Chainrule` : "Chainrule";
}

/**
 * @param {Derivation} derivation
 * @param {string} variable
 * @param {boolean} several
 * @param {unknown} trouble
 * @param {string} [dependent] the y of dy/dx
 */
function valueThere({ value, tangent }, variable, several, trouble, dependent) {
  /** @type {HTMLElement[]} */
  const lines = [];
  if (value !== undefined) {
    const where = several ? mathml("mrow", ...commas(Object.values(state.at).map((x) => numberIn(x)))) : numberIn(state.at[variable]);
    const name = dependent ? slopeName(dependent, variable) : derivativeAt(state.n, variable, where, several, shown.name);
    const slope = mathOf(name, mathml("mo", "="), numberIn(value, 8));
    lines.push(make("p", { class: "slope" }, slope));
  }
  if (trouble) lines.push(paragraph(sentence(trouble), { class: "aside" }));
  if (tangent && (dependent || state.n === 1 && !several) && value !== undefined) {
    const line = typeset(tangent);
    if (!tangent.text.includes("=")) line.prepend(mathml("mi", "y"), mathml("mo", "="));
    lines.push(make("p", { class: "aside" }, "tangent ", line));
  }
  return lines;
}

/** @param {Node[]} parts */
const commas = (parts) => parts.flatMap((part, i) => (i > 0 ? [mathml("mo", ","), part] : [part]));

/** @param {string[]} variables */
const variableList = (variables) => mathml("mrow", ...commas(variables.map(variableName)));

/** Plain controls: which variable, and a field for each one's value. @param {string[]} variables @param {string} variable */
function showChoices(variables, variable) {
  const names = variables.length > 0 ? variables : ["x"];
  if ([...variableChoice.options].map((option) => option.value).join() !== names.join()) {
    variableChoice.replaceChildren(...names.map((name) => make("option", { value: name }, plainName(name))));
  }
  variableChoice.value = variable;
  orderChoice.value = String(state.n);
  const before = /** @type {HTMLElement | null} */ (field.querySelector(".before"));
  if (before) {
    // Who has written g(t) = t² has written that.
    before.hidden = shown.name !== undefined;
    before.replaceChildren(mathOf(mathml("mi", "f"), tight("("), variableList(names), tight(")"), mathml("mo", "=")));
  }

  showPoint(names);
}

/** Sets what differs, so that an element that is as it should be does not draw again. @param {HTMLElement} element @param {Record<string, string>} attributes */
function setAttributes(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === "") element.removeAttribute(name);
    else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  }
}

// ── The link ──────────────────────────────────────────────────────────────────────────────────

/** @type {ReturnType<typeof setTimeout> | undefined} */
let writing;
/** The address as it was last read or written. */
let known = location.hash;

/** Browsers allow only so many changes of the address in a while: dragging writes it when it rests. */
function remember() {
  clearTimeout(writing);
  writing = setTimeout(() => {
    // Another link has been followed, which is about to be read.
    if (location.hash !== known) return;
    showAddress(writeAddress(state));
    known = location.hash;
  }, 250);
}

function openLink() {
  clearTimeout(writing);
  known = location.hash;
  const opened = readAddress(location.hash);
  note.textContent = opened && opened.unread.length > 0 ? `A part of the link could not be read and was left out: ${opened.unread.join(", ")}.` : "";
  if (!opened) return false;
  state = opened.state.f === "" ? { ...opened.state, f: FIRST.f, at: { ...FIRST.at, ...opened.state.at } } : opened.state;
  return true;
}

// ── What a person does ────────────────────────────────────────────────────────────────────────

field.addEventListener("chain-read", (event) => {
  const { value, parsed } = /** @type {CustomEvent} */ (event).detail;
  // The view was chosen for the function that stood there before.
  const isNew = value !== state.f;
  if (isNew) state = { ...state, f: value, view: [], to: [] };
  take(parsed, isNew);
  if (engine) show();
  remember();
  announce();
});

/** @type {ReturnType<typeof setTimeout> | undefined} */
let announcing;

/** Who listens hears the result when the typing rests. */
function announce() {
  clearTimeout(announcing);
  announcing = setTimeout(() => {
    if (!derivation || state.attempt || document.body.hasAttribute("data-stale")) return;
    try {
      byId("said").textContent = `The derivative is ${language === "en" ? engine.format(derivation.result.text, "speech") : derivation.result.text}`;
    } catch {
      byId("said").textContent = "";
    }
  }, 1200);
}

field.addEventListener("chain-unread", (event) => {
  state = { ...state, f: /** @type {CustomEvent} */ (event).detail.value };
  document.body.toggleAttribute("data-stale", true);
  remember();
});

variableChoice.addEventListener("change", () => change({ by: variableChoice.value, view: [], to: [] }));
orderChoice.addEventListener("change", () => change({ n: Number(orderChoice.value) }));

/** @param {Partial<import("./address.js").State>} some */
function change(some) {
  state = { ...state, ...some };
  show();
  remember();
}

steps.addEventListener("chain-detail", (event) => {
  state = { ...state, detail: /** @type {CustomEvent} */ (event).detail.detail };
  theSurface.deepen(state.detail);
  remember();
});

plot.addEventListener("chain-point", (event) => {
  const { variable, value } = /** @type {CustomEvent} */ (event).detail;
  moveTo({ ...state.at, [variable]: value });
});
picture.addEventListener("chain-point", (event) => moveTo(/** @type {CustomEvent} */ (event).detail.at));

/** The point is dragged: what depends on it follows, and nothing else. @param {Record<string, number>} at */
function moveTo(at) {
  state = { ...state, at };
  const variable = variableChoice.value;
  for (const element of [plot, picture]) if (!element.hidden) setAttributes(element, { at: writePoint(at) });
  theSurface.write(engine, shown, at, state.n);
  showChoices(shown.variables, variable);
  showResult(variable);
  remember();
}

plot.addEventListener("chain-view", (event) => {
  /** @type {import("./elements/engine.js").View | undefined} */
  const view = /** @type {CustomEvent} */ (event).detail.view;
  state = { ...state, view: view ? [view.left, view.right, view.bottom, view.top] : [] };
  if (!view) plot.removeAttribute("view");
  remember();
});
plot.addEventListener("chain-secant", (event) => {
  state = { ...state, to: [/** @type {CustomEvent} */ (event).detail.value] };
  remember();
});
plot.addEventListener("chain-curves", (event) => {
  state = { ...state, curves: /** @type {CustomEvent} */ (event).detail.curves };
  remember();
});

// The field keeps the focus while it is pressed: on a phone its keys would go, and the button with them.
tryFirst.addEventListener("pointerdown", (event) => event.preventDefault());
tryFirst.addEventListener("click", () => {
  change({ attempt: !state.attempt });
  if (!state.attempt) return;
  // Its code is on the way: who goes on typing meanwhile is not torn from the field.
  const { value } = field;
  theAttempt().then((it) => field.value === value && it.focus());
});

byId("question").addEventListener("submit", (event) => event.preventDefault());

byId("copy").addEventListener("click", async (event) => {
  const button = /** @type {Element} */ (event.target).closest("button");
  if (!button) return;
  // Its code comes with the first press.
  const { copy } = await import("./tutor/copy.js");
  copy(button, byId("said"), toCopy);
});

/** @param {string} what */
function toCopy(what) {
  if (what === "link") return new URL(writeAddress(state), location.href).href;
  if (!derivation) throw new Error("nothing to copy");
  return what === "mathml" ? derivation.result.mathml : engine.format(derivation.result.text, what === "python" ? "python" : "latex");
}

addEventListener("hashchange", () => {
  if (!openLink()) {
    if (location.hash !== "") return;
    // Back before anything was written into the address: the page as it first was.
    state = { ...standardState(), ...FIRST };
  }
  scrollTo({ top: 0 });
  if (field.value === state.f && field.parsed) show();
  else field.value = state.f;
});

const fitAll = () => {
  fit(result, [result]);
  fitThere();
};
new ResizeObserver(fitAll).observe(answer);
document.fonts?.addEventListener("loadingdone", fitAll);

// ── Beginning ─────────────────────────────────────────────────────────────────────────────────

openLink();
// Both are drawn once, when it is known of what; until then they show what the page came with.
for (const element of [steps, plot]) element.removeAttribute("of");
// A reader who typed before the page was ready keeps what they typed.
const typedAlready = field.querySelector("input");
if (!typedAlready || typedAlready.value === typedAlready.defaultValue) {
  if (state.f !== field.value) field.value = state.f;
} else state = { ...state, f: typedAlready.value };

engineHere().then(
  (started) => {
    engine = started;
    document.body.toggleAttribute("data-ready", true);
    if (field.parsed) {
      take(field.parsed, false);
      show();
    }
    engineAfterPaint().then(() => {
      painted = true;
      fillRoads();
    });
    if (matchMedia("(pointer: fine)").matches && (document.activeElement === document.body || document.activeElement === null)) field.focus();
  },
  (error) => answer.prepend(complaint(error)),
);
