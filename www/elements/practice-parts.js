/** What stands above a problem in practice: a worked one that fades away, and somebody else's slip to be spotted. */
import { make } from "./element.js";
import { typeset } from "./chain-math.js";
import { paragraph } from "./sentence.js";
import { frequentSlips, kept } from "../mastery.js";

/** @typedef {import("../engine.js").Engine} Engine */
/** @typedef {import("../engine.js").Formula} Formula */
/** @typedef {import("../engine.js").Problem} Problem */
/** @typedef {{ skill: string, level?: number, seed?: number, formula: Formula, problem: Problem }} Task */

/** So many of one's own slips are looked at, wherever they were made. */
const MOST = 3;

/** Far from the problems that are asked: the worked one is none of them. */
const SISTER = 1_000_000;

/**
 * A skill that is new: worked first on a sister, then begun, the last line left out, then the last two, then alone.
 * @param {Engine} engine @param {Task} task @param {HTMLElement} given
 */
export function lead(engine, task, given) {
  const { right, done } = kept(task.skill);
  if (task.skill === "own" || done || right > 2) return;
  if (right === 0) {
    const sister = engine.exercise({ skill: task.skill, level: /** @type {1 | 2 | 3} */ (task.level ?? 1), seed: (task.seed ?? 0) + SISTER });
    const lines = worked(engine, sister.problem);
    const shown = lines.length > 0 ? [column(sister.formula, lines)] : parallel(engine, task.problem);
    if (shown.length > 0) given.append(make("details", {}, make("summary", {}, "See one like it worked out"), ...shown));
    return;
  }
  const lines = worked(engine, task.problem).slice(0, -right);
  if (lines.length === 0) return;
  given.append(make("p", { class: "caption" }, right === 1 ? "All but the last line stand there; write it." : "It is begun; go on from there."), column(task.formula, lines));
}

/** The lines of a working as they go on from each other, the answer last; none for what is no derivative. @param {Engine} engine @param {Problem} problem @returns {Formula[]} */
function worked(engine, { function: text, variable, order = 1, kind = "derivative", at }) {
  if (!["derivative", "value"].includes(kind) || text.includes("=")) return [];
  try {
    const { steps, value } = engine.differentiate(text, { variable, order, detail: "brief", at: kind === "value" ? at : undefined });
    const lines = steps.map(({ after }) => after);
    return value === undefined ? lines : [...lines, engine.parse(String(Number(value.toPrecision(5)))).formula];
  } catch {
    return [];
  }
}

/** @param {Formula} problem @param {Formula[]} lines */
function column(problem, lines) {
  const list = make("ol", { class: "worked", "aria-label": "Worked lines" });
  list.append(make("li", { class: "of" }, typeset(problem)));
  for (const line of lines) list.append(make("li", {}, "= ", typeset(line)));
  return list;
}

/** The step on a problem like this one. @param {Engine} engine @param {Problem} problem @returns {HTMLElement[]} */
function parallel(engine, problem) {
  const { message, formula } = engine.hint(problem, 3);
  return formula ? [paragraph(message), make("p", { class: "problem" }, typeset(formula))] : [];
}

/**
 * A slip in somebody else's answer: one of one's own, the most frequent first; with `others` also one that others make here.
 * @param {Engine} engine @param {Task} task @param {{ seed: number, others: boolean }} which seed: what stands beside it
 * @param {HTMLElement} given @param {(correct: boolean) => void} answered
 */
export function spot(engine, task, { seed, others: foreign }, given, answered) {
  const own = Object.entries(kept(task.skill).slips).sort(([, a], [, b]) => b - a).map(([id]) => id);
  const skill = /** @type {{ id: string, mistakes: string[] }[]} */ (/** @type {unknown} */ (engine.skills())).find(({ id }) => id === task.skill);
  const here = skill?.mistakes ?? [];
  // Those that are met here take turns.
  const turned = here.map((_, i) => here[(i + seed) % here.length]);
  const tried = foreign ? [...own, ...frequentSlips().slice(0, MOST), ...turned] : own.slice(0, 1);
  /** @type {Formula | null} */
  let wrong = null;
  const slip = tried.find((id) => (wrong = engine.slip(task.problem, id)));
  if (!slip || !wrong) return;
  const cards = engine.mistakes();
  const made = cards.find(({ id }) => id === slip);
  if (!made) return;
  // The other two from the same family, always the same for this seed.
  const family = cards.filter(({ id, insteadOf }) => id !== made.id && (insteadOf === made.insteadOf || id.split(".")[0] === made.id.split(".")[0]));
  const others = [0, 1].map((i) => family[(seed + i * 7) % Math.max(1, family.length)]).filter((card, i, all) => card && all.indexOf(card) === i);
  const choices = [made, ...others].sort((a, b) => (a.id < b.id ? -1 : 1));
  const list = make("div", { class: "choices", role: "group", "aria-label": "What happened?" });
  const said = make("p", { role: "status" });
  for (const card of choices) {
    const choice = make("button", { type: "button", class: "choice" }, card.title);
    choice.addEventListener("click", () => {
      for (const other of list.querySelectorAll("button")) other.disabled = true;
      said.textContent = card === made ? "Spotted. Now do it right." : `It was: ${made.title}. Now do it right.`;
      answered(card === made);
    });
    list.append(choice);
  }
  given.replaceChildren(make("p", {}, "Somebody answered: ", typeset(wrong), ". What happened?"), list, said);
}
