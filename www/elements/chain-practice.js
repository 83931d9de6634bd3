/**
 * <chain-practice skill="chain-1" level="1" seed="7" count="3">Practice needs JavaScript.</chain-practice>
 * <chain-practice of="x^2 sin(x)" variable="x"></chain-practice>
 *
 * Shows      a problem, a field for the answer with its reading typeset before it is judged, the verdict, hints one rung at a
 *            time. "Line by line" takes a working instead, and marks each line. The first problem of a skill that is new can
 *            be seen worked on a sister; in the second the first step stands there; then one works alone. When a slip comes
 *            up, somebody else's answer with that slip is shown later, to be spotted.
 * Attributes skill     what is practised: a skill of the engine's, or "mixed" for all of them (default "mixed")
 *            level     1, 2 or 3 (default 1)
 *            seed      where the first exercise is drawn from (default: where one left off)
 *            count     how many right make it done (default 3 in a row without help; with count, that many in all)
 *            of, variable  a function of one's own instead of a skill
 *            at, kind, order  with `of`: where, what is asked for ("derivative", "value", "gradient", "update"), how often
 * Events     chain-answer   { skill, correct, attempts, hints }  a problem was answered
 *            chain-complete { skill, correct, attempts, hints }  enough of them were, without help
 * Fallback   what stands inside.
 */
import { AttributeError, ChainElement, define, make, readPoint, readWord, sentence } from "./element.js";
import { typeset } from "./chain-math.js";
import "./chain-input.js";
import { ENOUGH, keep, keepSlip, kept } from "../mastery.js";

/** @typedef {import("../engine.js").Engine} Engine */
/** @typedef {import("../engine.js").Verdict} Verdict */
/** @typedef {import("../engine.js").Problem} Problem */
/** @typedef {import("../engine.js").Formula} Formula */
/** @typedef {import("./chain-input.js").ChainInput} ChainInput */
/** @typedef {{ skill: string, prompt: string, formula: Formula, problem: Problem }} Task */

/** What a mark at a line says to those who do not see it. @type {Record<Verdict["status"], [string, string]>} */
const MARKS = { correct: ["⇔", "follows"], unfinished: ["⇔", "follows so far"], wrong: ["✗", "does not follow"], unclear: ["?", "unclear"], unreadable: ["…", "cannot be read"] };

const KINDS = /** @type {const} */ (["derivative", "value", "gradient", "update"]);

export class ChainPractice extends ChainElement {
  static observedAttributes = ["skill", "level", "seed", "count", "of", "variable", "at", "kind", "order"];

  /** @type {Engine | undefined} */
  #engine;
  /** @type {Task | undefined} */
  #task;
  /** @type {{ prompt: HTMLElement, formula: HTMLElement, given: HTMLElement, lines: HTMLOListElement, field: ChainInput, say: HTMLElement, hints: HTMLElement, check: HTMLButtonElement, hint: HTMLButtonElement, next: HTMLButtonElement, steps: HTMLButtonElement } | undefined} */
  #parts;
  #seed = 0;
  #rung = 0;
  #attempts = 0;
  /** Attempts since the last hint: a hint has its price. */
  #tried = 0;
  #right = 0;
  #row = 0;
  #hints = 0;
  #all = 0;
  #solved = false;
  #byLines = false;
  /** What the drawn task was drawn for, so that it is not drawn anew while one types. */
  #drawn = "";

  /** @param {Engine} engine */
  draw(engine) {
    this.#engine = engine;
    const asked = ChainPractice.observedAttributes.map((name) => this.getAttribute(name) ?? "").join("\n");
    if (asked === this.#drawn) return;
    const level = readWord("level", this.getAttribute("level"), ["1", "2", "3"]);
    const seed = this.getAttribute("seed");
    if (seed !== null && !/^\d{1,15}$/.test(seed)) throw new AttributeError(`seed="${seed}": write a whole number.`);
    const skill = this.#skill();
    this.#seed = seed === null ? kept(skill).seed : Number(seed);
    [this.#right, this.#row, this.#hints, this.#all] = [0, 0, 0, 0];
    const task = this.#own() ?? this.#draw(Number(level));
    this.#drawn = asked;
    this.#build();
    this.#show(task);
  }

  complain(/** @type {unknown} */ error) {
    this.#parts = undefined;
    this.#drawn = "";
    super.complain(error);
  }

  focus() {
    this.#parts?.field.focus();
  }

  #skill() {
    return this.hasAttribute("of") ? "own" : this.getAttribute("skill") || "mixed";
  }

  /** The author's own function. @returns {Task | undefined} */
  #own() {
    const of = this.getAttribute("of");
    if (of === null || !this.#engine) return undefined;
    const { formula, variables } = this.#engine.parse(of);
    const variable = this.getAttribute("variable") ?? (variables.length === 1 ? variables[0] : "x");
    const kind = readWord("kind", this.getAttribute("kind"), KINDS);
    const at = readPoint(this.getAttribute("at"));
    const order = Number(this.getAttribute("order") ?? 1);
    /** @type {Problem} */
    const problem = { function: of, variable, kind, order };
    if (Object.keys(at).length > 0 && kind !== "derivative") problem.at = at;
    // Whatever cannot be asked is said now, not after an answer.
    this.#engine.check("0", problem);
    const prompt = kind === "derivative" ? `Find the ${order > 1 ? `derivative number ${order}` : "derivative"} by ${variable}.` : "Work this out.";
    return { skill: "own", prompt, formula, problem };
  }

  /** @param {number} level @returns {Task} */
  #draw(level) {
    const request = { skill: this.#skill(), level: /** @type {1 | 2 | 3} */ (level), seed: this.#seed };
    return /** @type {Engine} */ (this.#engine).exercise(request);
  }

  // ── What stands there ───────────────────────────────────────────────────────────────────────────

  #build() {
    if (this.#parts) return this.#parts;
    const button = (/** @type {string} */ label) => make("button", { type: "button" }, label);
    const prompt = make("p", { class: "prompt" });
    const formula = make("p", { class: "problem" });
    const given = make("div", { class: "given" });
    const lines = make("ol", { class: "working", "aria-label": "Your lines" });
    const field = /** @type {ChainInput} */ (document.createElement("chain-input"));
    field.setAttribute("label", "Your answer");
    const say = make("p", { class: "verdict", role: "status" });
    const hints = make("div", { class: "hints", "aria-live": "polite" });
    const [check, hint, steps, next] = [button("Check"), button("Hint"), button("Line by line"), button("Next")];
    steps.setAttribute("aria-pressed", "false");
    check.classList.add("check");
    // By these a page that embeds it leaves them out.
    hint.classList.add("ask-hint");
    steps.classList.add("by-lines");
    next.classList.add("ask-another");
    const deeds = make("div", { class: "deeds" }, check, hint, steps, next);
    // The field keeps the focus while a button is pressed: on a phone its keys would go, and the button with them.
    deeds.addEventListener("pointerdown", (event) => event.preventDefault());
    this.replaceChildren(prompt, formula, given, lines, field, say, hints, deeds);
    this.#parts = { prompt, formula, given, lines, field, say, hints, check, hint, steps, next };

    check.addEventListener("click", () => this.#judge());
    hint.addEventListener("click", () => this.#help());
    next.addEventListener("click", () => this.#next());
    steps.addEventListener("click", () => {
      this.#byLines = !this.#byLines;
      steps.setAttribute("aria-pressed", String(this.#byLines));
      field.setAttribute("label", this.#byLines ? "Your next line" : "Your answer");
      check.textContent = this.#byLines ? "Add this line" : "Check";
      if (!this.#byLines) lines.replaceChildren();
      field.focus();
    });
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      if (this.#solved) this.#next();
      else this.#judge();
    });
    // The host page hears of answers, not of typing.
    for (const name of ["chain-read", "chain-unread"]) {
      field.addEventListener(name, (event) => {
        event.stopPropagation();
        if (!this.#solved && field.value !== this.#judged) say.replaceChildren();
      });
    }
    return this.#parts;
  }

  #judged = "";

  /** @param {Task} task */
  #show(task) {
    const { prompt, formula, given, lines, field, say, hints, hint, next } = this.#build();
    this.#task = task;
    [this.#rung, this.#attempts, this.#tried, this.#solved, this.#judged] = [0, 0, 0, false, ""];
    prompt.textContent = task.prompt;
    formula.replaceChildren(typeset(task.formula));
    for (const part of [given, lines, say, hints]) part.replaceChildren();
    say.className = "verdict";
    field.value = "";
    hint.disabled = false;
    hint.textContent = "Hint";
    next.textContent = "Another";
    next.hidden = task.skill === "own";
    this.#lead(given);
  }

  /** A skill that is new: worked first, then begun, then alone. @param {HTMLElement} given */
  #lead(given) {
    const { skill, problem } = /** @type {Task} */ (this.#task);
    const { right, done } = kept(skill);
    if (skill === "own" || done || this.getAttribute("skill") === "mixed" || !this.#engine) return;
    const rung = right === 0 ? 3 : right === 1 ? 4 : 0;
    if (rung === 0) return;
    const { message, formula } = this.#engine.hint(problem, /** @type {3 | 4} */ (rung));
    if (!formula) return;
    if (rung === 4) {
      given.append(make("p", { class: "caption" }, "The first step is there; go on from it."), make("p", { class: "problem" }, typeset(formula)));
    } else {
      const worked = make("details", {}, make("summary", {}, "See one like it worked"), make("p", {}, message), make("p", { class: "problem" }, typeset(formula)));
      given.append(worked);
    }
  }

  // ── What is done with it ────────────────────────────────────────────────────────────────────────

  #judge() {
    const { field, lines } = this.#build();
    const typed = field.value.trim();
    if (!this.#engine || !this.#task || !typed || this.#solved) return;
    this.#judged = field.value;
    if (this.#byLines) {
      const before = [...lines.children].map((line) => /** @type {HTMLElement} */ (line).dataset.text ?? "");
      const { lines: verdicts, finished } = this.#engine.checkSteps([...before, typed], this.#task.problem);
      const last = verdicts[verdicts.length - 1];
      if (last.status !== "unreadable") {
        this.#write(typed, last);
        field.value = "";
        this.#judged = "";
      }
      this.#say(finished ? { ...last, status: "correct" } : last, finished);
      return;
    }
    const verdict = this.#engine.check(typed, this.#task.problem);
    this.#say(verdict, verdict.status === "correct");
  }

  /** A line of working with its mark. @param {string} text @param {Verdict} verdict */
  #write(text, verdict) {
    const [mark, word] = MARKS[verdict.status];
    let shown;
    try {
      shown = typeset(/** @type {Engine} */ (this.#engine).parse(text.replace(/^(let |=)\s*/i, "")).formula);
      if (/^let /i.test(text) || /^\s*[a-z]\w*\s*=/i.test(text)) shown = undefined;
    } catch {
      shown = undefined;
    }
    const line = make("li", { class: verdict.status, "data-text": text }, make("span", { class: "mark", role: "img", "aria-label": word }, mark), " ", shown ?? text);
    this.#build().lines.append(line);
  }

  /** @param {Verdict} verdict @param {boolean} finished */
  #say(verdict, finished) {
    const { say, field, hint, next } = this.#build();
    const task = /** @type {Task} */ (this.#task);
    say.className = `verdict ${verdict.status}`;
    say.replaceChildren(verdict.message);
    if (verdict.mistake?.where) say.append(" Where: ", typeset(verdict.mistake.where));
    if (verdict.status === "unreadable") return;
    if (["wrong", "unclear"].includes(verdict.status)) {
      this.#attempts += 1;
      this.#tried += 1;
      this.#row = 0;
      if (verdict.mistake) keepSlip(task.skill, verdict.mistake.id);
      hint.disabled = false;
    }
    if (!finished) return;
    this.#attempts += 1;
    this.#solved = true;
    const alone = this.#rung < 3;
    this.#right += 1;
    this.#all += this.#attempts;
    this.#row = alone ? this.#row + 1 : 0;
    const before = kept(task.skill);
    const row = alone && this.#attempts === 1 ? before.row + 1 : 0;
    keep(task.skill, { row, right: before.right + 1, done: before.done || row >= ENOUGH });
    hint.disabled = true;
    next.textContent = "Next";
    const detail = { skill: task.skill, correct: true, attempts: this.#attempts, hints: this.#rung };
    this.tell("chain-answer", detail);
    const count = Number(this.getAttribute("count") ?? 0);
    const enough = task.skill === "own" || (count > 0 ? this.#right === count : this.#row === ENOUGH);
    if (enough) {
      say.append(task.skill === "own" ? "" : " That is enough of this for today; go on if you like.");
      this.tell("chain-complete", { skill: this.#skill(), correct: this.#right, attempts: this.#all, hints: this.#hints });
    }
    if (next.hidden) field.focus();
    else next.focus();
  }

  /** One rung, and the next only after another attempt. */
  #help() {
    const { hints, hint, lines, field } = this.#build();
    if (!this.#engine || !this.#task) return;
    if (this.#rung > 0 && this.#tried === 0) {
      hints.append(make("p", { class: "caption" }, "Try once with this hint; then there is another."));
      hint.disabled = true;
      field.focus();
      return;
    }
    this.#rung = Math.min(4, this.#rung + 1);
    this.#hints += 1;
    this.#tried = 0;
    try {
      const before = [...lines.children].map((line) => /** @type {HTMLElement} */ (line).dataset.text ?? "");
      const { message, formula } = this.#engine.hint(this.#task.problem, /** @type {1 | 2 | 3 | 4} */ (this.#rung), before);
      hints.replaceChildren(make("p", {}, message));
      if (formula) hints.append(make("p", { class: "problem" }, typeset(formula)));
    } catch (error) {
      hints.replaceChildren(make("p", {}, sentence(error)));
    }
    hint.textContent = this.#rung < 4 ? "Another hint" : "Hint";
    hint.disabled = this.#rung === 4;
    field.focus();
  }

  #next() {
    if (!this.#engine || this.#task?.skill === "own") return;
    if (!this.#solved && this.#attempts > 0) {
      this.tell("chain-answer", { skill: this.#task?.skill, correct: false, attempts: this.#attempts, hints: this.#rung });
    }
    this.#seed += 1;
    if (!this.hasAttribute("seed")) keep(this.#skill(), { seed: this.#seed });
    const level = Number(this.getAttribute("level") ?? 1);
    this.#show(this.#draw(level));
    this.#spot();
    this.#build().field.focus();
  }

  /** Every fourth problem, where a slip of one's own came up: the same slip in somebody else's answer. */
  #spot() {
    const task = /** @type {Task} */ (this.#task);
    const engine = /** @type {Engine} */ (this.#engine);
    const slips = Object.entries(kept(task.skill).slips).sort(([, a], [, b]) => b - a).map(([id]) => id);
    if (this.#seed % 4 !== 3 || slips.length === 0) return;
    const wrong = engine.slip(task.problem, slips[0]);
    if (!wrong) return;
    const cards = engine.mistakes();
    const own = cards.find(({ id }) => id === slips[0]);
    if (!own) return;
    // The other two from the same family, always the same for this seed.
    const family = cards.filter(({ id, insteadOf }) => id !== own.id && (insteadOf === own.insteadOf || id.split(".")[0] === own.id.split(".")[0]));
    const others = [0, 1].map((i) => family[(this.#seed + i * 7) % Math.max(1, family.length)]).filter((card, i, all) => card && all.indexOf(card) === i);
    const choices = [own, ...others].sort((a, b) => (a.id < b.id ? -1 : 1));
    const list = make("div", { class: "choices", role: "group", "aria-label": "What happened?" });
    const said = make("p", { role: "status" });
    for (const card of choices) {
      const choice = make("button", { type: "button", class: "choice" }, card.title);
      choice.addEventListener("click", () => {
        for (const other of list.querySelectorAll("button")) other.disabled = true;
        said.textContent = card === own ? "Spotted. Now do it rightly." : `It was: ${own.title}. Now do it rightly.`;
        this.tell("chain-answer", { skill: "spot", correct: card === own, attempts: 1, hints: 0 });
        this.#build().field.focus();
      });
      list.append(choice);
    }
    this.#build().given.replaceChildren(make("p", {}, "Somebody answered: ", typeset(wrong), ". What happened?"), list, said);
  }
}

define("chain-practice", ChainPractice);
