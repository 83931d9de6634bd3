/** The laboratory of descent: its fields and its address set the attributes of one <chain-descent>. */
import { ChainDescent } from "../elements/chain-descent.js";
import { TITLES } from "../elements/descent-parts.js";
import "../elements/chain-math.js";
import { engineHere, make, readPoint, sentence } from "../elements/element.js";
import { wholePage } from "../words.js";
import { keepLink } from "./link.js";

wholePage();

const find = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
const race = /** @type {ChainDescent} */ (find("race"));
const loss = /** @type {HTMLInputElement} */ (find("loss"));
const steps = /** @type {HTMLInputElement} */ (find("steps"));
const schedule = /** @type {HTMLSelectElement} */ (find("schedule"));
const reading = find("reading");
const program = find("program");
/** A loss longer than this is not put into the link. */
const LONGEST = 2000;
const which = /** @type {HTMLSelectElement} */ (find("which"));

/** @type {Record<string, Record<string, string>>} */
const PRESETS = {
  bowl: { loss: "x^2+3y^2", start: "x=2, y=1.5", optimizer: "sgd momentum", rate: "0.1 0.03", steps: "40" },
  ravine: { loss: "(x^2+25y^2)/2", start: "x=4, y=1", optimizer: "sgd momentum adam", rate: "0.07 0.02 0.3", steps: "60" },
  rosenbrock: { loss: "(1-x)^2+100(y-x^2)^2", start: "x=-1.2, y=1", optimizer: "sgd momentum adam", rate: "0.001 0.0005 0.05", steps: "400" },
  beale: { loss: "(1.5-x+x*y)^2+(2.25-x+x*y^2)^2+(2.625-x+x*y^3)^2", start: "x=0.7, y=-0.9", optimizer: "sgd momentum adam", rate: "0.005 0.005 0.1", steps: "200" },
  saddle: { loss: "x^2-y^2+y^4/4", start: "x=1.5, y=0.01", optimizer: "sgd momentum rmsprop", rate: "0.05 0.02 0.05", steps: "100" },
  valleys: { loss: "x^4/4-x^2+x/4+y^2", start: "x=1.9, y=1", optimizer: "sgd momentum", rate: "0.05 0.05", steps: "80" },
  parabola: { loss: "w^2", start: "w=1", optimizer: "sgd sgd", rate: "0.1 0.9", steps: "20" },
};

/** The loss as it was read, typeset. */
function showReading() {
  const typeset = document.createElement("chain-math");
  typeset.setAttribute("of", race.getAttribute("loss") ?? "");
  reading.replaceChildren(typeset);
}

/** Of several runs, whose program is wanted. */
function showRuns() {
  const names = race.runs.map(({ name, rate }) => `${TITLES[name] ?? name}, rate ${rate}`);
  if (names.join() !== [...which.options].map(({ text }) => text).join()) which.replaceChildren(...names.map((name) => make("option", {}, name)));
  /** @type {HTMLElement} */ (which.closest("label")).hidden = names.length < 2;
}

/** The fields show what the race shows. */
function showFields() {
  showReading();
  for (const [field, name] of /** @type {const} */ ([[loss, "loss"], [steps, "steps"], [schedule, "schedule"]])) {
    const value = race.getAttribute(name) ?? (name === "schedule" ? "constant" : "");
    if (document.activeElement !== field) field.value = value;
  }
}

/** @param {Record<string, string>} changes */
function set(changes) {
  race.removeAttribute("step");
  for (const [name, value] of Object.entries(changes)) race.setAttribute(name, value);
  program.hidden = true;
  showFields();
}

/** A start for the variables of a loss: those that have one keep it. */
async function typed() {
  const engine = await engineHere();
  try {
    const { variables } = engine.parse(loss.value);
    const known = readPoint(race.getAttribute("start"));
    const start = variables.map((name) => `${name}=${known[name] ?? 1}`).join(", ");
    set({ loss: loss.value, start });
  } catch (error) {
    reading.replaceChildren(make("span", { class: "complaint" }, sentence(error)));
  }
}

loss.addEventListener("input", typed);
steps.addEventListener("change", () => set({ steps: steps.value.trim() }));
schedule.addEventListener("change", () => set({ schedule: schedule.value }));
find("question").addEventListener("submit", (event) => event.preventDefault());
race.addEventListener("chain-descent", () => (program.hidden = true));
which.addEventListener("pointerdown", showRuns);
which.addEventListener("focus", showRuns);
document.addEventListener("click", async (event) => {
  const button = /** @type {Element} */ (event.target).closest("button");
  const preset = PRESETS[button?.dataset.preset ?? ""];
  if (preset) {
    race.removeAttribute("view");
    set({ schedule: "constant", ...preset });
    loss.value = preset.loss;
  }
  const library = button?.dataset.library;
  if (library) {
    const engine = await engineHere();
    showRuns();
    const run = race.runs[which.selectedIndex] ?? race.runs[0];
    if (!run) return;
    try {
      program.textContent = engine.toCode({ descent: run.asked }, /** @type {any} */ (library));
    } catch (error) {
      program.textContent = sentence(error);
    }
    program.hidden = false;
  }
});
keepLink(race, { names: ChainDescent.observedAttributes, longest: LONGEST, reopened: showFields });
showFields();
