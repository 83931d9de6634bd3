/**
 * <chain-practice skill="chain-1" level="1" seed="7" count="3">Practice needs JavaScript.</chain-practice>
 * <chain-practice of="x^2 sin(x)" variable="x"></chain-practice>
 *
 * Shows      a problem, a field for the answer with its reading typeset before it is judged, the verdict, hints one rung at a
 *            time. "Line by line" takes a working instead, and marks each line. The first problem of a skill that is new can
 *            be seen worked on a sister; in the second all lines but the last stand there, in the third all but the last two;
 *            then one works alone. When a slip comes up, somebody else's answer with that slip is shown later, to be spotted.
 * Attributes skill     what is practised: a skill of the engine's; several, mixed; or "mixed" for all of them, what is due first
 *                      (default "mixed")
 *            level     1, 2 or 3 (default: as far as one has come)
 *            seed      where the first exercise is drawn from (default: where one left off)
 *            count     how many right make it done (default 3 in a row without help, of more than one kind; with count, that many in all)
 *            need      with count: how many of them have to be right at once and without a look at the step; else as many come again
 *            kinds     without count: of how many kinds the three in a row have to be (default 2, where there are two)
 *            spot      2: before every second problem somebody else's slip is to be spotted, 3: before every third … (default 4)
 *            of, variable  a function of one's own instead of a skill
 *            at, kind, order  with `of`: where, what is asked for ("derivative", "value", "gradient", "update"), how often
 * Tells      data-exercise  skill, level and seed of the problem that stands there
 * Events     chain-answer   { skill, correct, attempts, hints }  a problem was answered
 *            chain-complete { skill, correct, attempts, hints }  enough of them were, without help
 * Fallback   what stands inside.
 */
import { AttributeError, ChainElement, define, make, readPoint, readWhole, readWord, sentence } from "./element.js";
import { typeset } from "./chain-math.js";
import "./chain-input.js";
import { lead, spot } from "./practice-parts.js";
import { Series } from "./practice-series.js";
import { writeNumber } from "./notation.js";
import { keepFitting } from "./room.js";
import { paragraph, written } from "./sentence.js";
import { KINDS, keep, keepMiss, keepRight, keepSlip, kept, kindOf, levelOf, nextSkill } from "../mastery.js";
import { reviewed } from "../progress.js";

/** @typedef {import("../engine.js").Engine} Engine */
/** @typedef {import("../engine.js").Verdict} Verdict */
/** @typedef {import("../engine.js").Problem} Problem */
/** @typedef {import("../engine.js").Formula} Formula */
/** @typedef {import("./chain-input.js").ChainInput} ChainInput */
/** @typedef {{ skill: string, level?: number, seed?: number, prompt: string, formula: Formula, problem: Problem }} Task */

/** What a mark at a line says to those who do not see it. @type {Record<Verdict["status"], [string, string]>} */
const MARKS = { correct: ["⇔", "follows"], unfinished: ["⇔", "follows so far"], wrong: ["✗", "does not follow"], unclear: ["?", "unclear"], unreadable: ["…", "cannot be read"] };

/** So many seeds in a row meet every kind of a level. */
const TURNS = 4;

const ASKED = /** @type {const} */ (["derivative", "value", "gradient", "update"]);

export class ChainPractice extends ChainElement {
  static observedAttributes = ["skill", "level", "seed", "count", "need", "kinds", "spot", "of", "variable", "at", "kind", "order"];

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
  #solved = false;
  #series = new Series({ count: 0, need: 0, kinds: KINDS });
  /** There is no kind of problem that the series has not had. */
  #only = false;
  /** Whether the focus was given to it before it stood there. */
  #awaited = false;
  #byLines = false;
  /** What the drawn task was drawn for, so that it is not drawn anew while one types. */
  #drawn = "";

  /** @param {Engine} engine */
  draw(engine) {
    this.#engine = engine;
    const asked = ChainPractice.observedAttributes.map((name) => this.getAttribute(name) ?? "").join("\n");
    if (asked === this.#drawn) return;
    readWord("level", this.getAttribute("level"), ["1", "2", "3"]);
    const seed = this.getAttribute("seed");
    if (seed !== null && !/^\d{1,15}$/.test(seed)) throw new AttributeError(`seed="${seed}": write a whole number.`);
    const count = this.getAttribute("count");
    if (count !== null && !/^[1-9]\d{0,3}$/.test(count)) throw new AttributeError(`count="${count}": write how many right answers make it done, 1 or more.`);
    const need = this.getAttribute("need");
    if (need !== null && !(/^\d{1,4}$/.test(need) && count !== null && Number(need) <= Number(count))) throw new AttributeError(`need="${need}": write how many of count have to be right at once, count at most.`);
    const kinds = readWord("kinds", this.getAttribute("kinds"), ["2", "1", "3"]);
    readWord("spot", this.getAttribute("spot"), ["4", "2", "3"]);
    this.#seed = seed === null ? kept(this.#skill()).seed : Number(seed);
    const own = this.#own();
    this.#series = new Series(own ? { count: 1, need: 0, kinds: 1 } : { count: Number(count), need: Number(need), kinds: Number(kinds) });
    const task = own ?? this.#draw();
    this.#drawn = asked;
    this.#build();
    this.#show(task);
    if (this.#awaited) this.focus();
    this.#awaited = false;
  }

  complain(/** @type {unknown} */ error) {
    this.#parts = undefined;
    this.#drawn = "";
    super.complain(error);
  }

  focus() {
    if (this.#parts) this.#parts.field.focus();
    else this.#awaited = true;
  }

  #skill() {
    return this.hasAttribute("of") ? "own" : this.getAttribute("skill") || "mixed";
  }

  /** The skills that are mixed, if there are several. */
  #mixed() {
    const words = this.#skill().split(/\s+/);
    if (words.length > 1) return words;
    return words[0] === "mixed" ? /** @type {Engine} */ (this.#engine).skills().map(({ id }) => id) : undefined;
  }

  /** The author's own function. @returns {Task | undefined} */
  #own() {
    const of = this.getAttribute("of");
    if (of === null || !this.#engine) return undefined;
    const { formula, variables } = this.#engine.parse(of);
    const variable = this.getAttribute("variable") ?? (variables.length === 1 ? variables[0] : "x");
    const kind = readWord("kind", this.getAttribute("kind"), ASKED);
    const at = readPoint(this.getAttribute("at"));
    const order = readWhole(this, "order", 1, 10);
    /** @type {Problem} */
    const problem = { function: of, variable, kind, order };
    if (Object.keys(at).length > 0 && kind !== "derivative") problem.at = at;
    // Whatever cannot be asked is said now, not after an answer.
    this.#engine.check("0", problem);
    const whole = /[^<>!=]=(?!=)/.test(of) && !/^\s*(y|[a-z]\([a-z, ]*\))\s*=/i.test(of);
    const found = whole ? "slope along this curve," : order > 1 ? `derivative number ${order}` : "derivative";
    const place = Object.entries(at).map(([name, value]) => `${name} = ${writeNumber(value)}`).join(", ");
    const prompt = kind === "derivative" ? `Find the ${found} by ${variable}.`
      : kind === "gradient" ? `Find the gradient${place ? ` at ${place}` : `, by ${this.getAttribute("variable") ?? variables.join(", ")}`}: its entries in brackets.`
      : kind === "value" && place ? `Find the ${found} by ${variable} at ${place}: a number.`
      : `Work this out${place && ` with ${place}`}.`;
    return { skill: "own", prompt, formula, problem };
  }

  /** @returns {Task} */
  #draw() {
    const engine = /** @type {Engine} */ (this.#engine);
    let skill = this.#skill();
    let seed = this.#seed;
    const mixed = this.#mixed();
    if (mixed && !this.hasAttribute("seed")) {
      // What is due, and a problem of it that was not there before; in a round each once before one comes twice.
      skill = nextSkill(this.hasAttribute("count") ? this.#series.fresh(mixed) : mixed, this.#task?.skill);
      seed = kept(skill).seed;
    } else if (mixed && skill !== "mixed") skill = mixed[seed % mixed.length];
    const level = /** @type {1 | 2 | 3} */ (Number(this.getAttribute("level") || levelOf(skill)));
    const next = engine.exercise({ skill, level, seed });
    this.#only = false;
    if (mixed || !this.#series.wantsAnother(kindOf(next.problem))) return next;
    // From a higher level where this one has none.
    for (let above = level; above <= 3; above += 1) {
      for (let i = above === level ? 1 : 0; i < TURNS; i += 1) {
        const other = engine.exercise({ skill, level: /** @type {1 | 2 | 3} */ (above), seed: seed + i });
        if (this.#series.has(kindOf(other.problem))) continue;
        if (above === level) this.#seed = seed + i;
        return other;
      }
    }
    this.#only = true;
    return next;
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
      this.#loosen();
      check.textContent = this.#byLines ? "Add this line" : "Check";
      if (!this.#byLines) lines.replaceChildren();
      field.focus();
    });
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      if (this.#solved && field.value === this.#judged) this.#next();
      else this.#judge();
    });
    // The host page hears of answers, not of typing.
    for (const name of ["chain-read", "chain-unread"]) {
      field.addEventListener(name, (event) => {
        event.stopPropagation();
        if (field.value !== this.#judged) say.replaceChildren();
      });
    }
    return this.#parts;
  }

  #judged = "";

  /** @param {Task} task */
  #show(task) {
    const { prompt, formula, given, lines, field, say, hints, hint, next } = this.#build();
    this.#task = task;
    // For the page around: which exercise stands there, as `exercise` draws it again.
    this.dataset.exercise = [task.skill, task.level, task.seed].filter((part) => part !== undefined).join(" ");
    [this.#rung, this.#attempts, this.#tried, this.#solved, this.#judged] = [0, 0, 0, false, ""];
    prompt.replaceChildren(...written(task.prompt));
    formula.replaceChildren(typeset(task.formula));
    keepFitting(formula);
    for (const part of [given, lines, say, hints]) part.replaceChildren();
    say.className = "verdict";
    field.value = "";
    this.#loosen();
    hint.disabled = false;
    hint.textContent = "Hint";
    next.textContent = "Another";
    next.hidden = task.skill === "own";
    if (this.#engine && !this.#mixed()) lead(this.#engine, task, given);
  }

  /** Where an answer has entries, or a line a name for a piece, the field leaves it to the judge what cannot be read. */
  #loosen() {
    this.#build().field.toggleAttribute("loose", this.#byLines || this.#task?.problem.kind === "gradient");
  }

  // ── What is done with it ────────────────────────────────────────────────────────────────────────

  #judge() {
    const { field, lines } = this.#build();
    const typed = field.value.trim();
    // After the right answer another may be tried; it is judged, and not counted.
    if (!this.#engine || !this.#task || !typed || (this.#solved && this.#byLines)) return;
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
    // What cannot be read is quoted as it was typed.
    say.replaceChildren(...(verdict.status === "unreadable" ? [verdict.message] : written(verdict.message)));
    if (verdict.mistake?.where) say.append(" Where: ", typeset(verdict.mistake.where));
    if (verdict.status === "unreadable" || this.#solved) return;
    if (["wrong", "unclear"].includes(verdict.status)) {
      this.#attempts += 1;
      this.#tried += 1;
      this.#series.missed();
      if (verdict.mistake) keepSlip(task.skill, verdict.mistake.id);
      hint.disabled = false;
    }
    if (!finished) return;
    this.#attempts += 1;
    this.#solved = true;
    this.#leave();
    const [alone, kind] = [this.#rung < 3, kindOf(task.problem)];
    const clean = alone && this.#attempts === 1;
    keepRight(task.skill, clean, Date.now(), { kind, only: this.#only });
    if (clean) reviewed(this.#lesson(task.skill));
    hint.disabled = true;
    next.textContent = "Next";
    this.tell("chain-answer", { skill: task.skill, correct: true, attempts: this.#attempts, hints: this.#rung });
    this.#end(say, this.#series.answered({ skill: task.skill, kind, attempts: this.#attempts, alone, only: this.#only }));
    if (next.hidden) field.focus();
    else next.focus();
  }

  /** The lesson that teaches it. @param {string} skill */
  #lesson(skill) {
    return this.#engine?.skills().find(({ id }) => id === skill)?.lesson ?? "";
  }

  /** Tells that it is done, or why it is not yet. @param {HTMLElement} say @param {ReturnType<Series["answered"]>} end */
  #end(say, end) {
    if (end === undefined) return;
    if (end !== "done") {
      say.append(" ", `Right at once: ${end} of ${this.getAttribute("count")}; ${this.getAttribute("need")} will do. As many come again.`);
      return;
    }
    if (this.#task?.skill !== "own") say.append(" That is enough of this for today; go on if you like.");
    const { right, attempts, hints } = this.#series;
    this.tell("chain-complete", { skill: this.#skill(), correct: right, attempts, hints });
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
    this.#series.hints += 1;
    this.#tried = 0;
    try {
      const before = [...lines.children].map((line) => /** @type {HTMLElement} */ (line).dataset.text ?? "");
      const { message, formula } = this.#engine.hint(this.#task.problem, /** @type {1 | 2 | 3 | 4} */ (this.#rung), before);
      hints.replaceChildren(paragraph(message));
      if (formula) {
        const line = make("p", { class: "problem" }, typeset(formula));
        hints.append(line);
        keepFitting(line);
      }
    } catch (error) {
      hints.replaceChildren(make("p", {}, sentence(error)));
    }
    hint.textContent = this.#rung < 4 ? "Another hint" : "Hint";
    hint.disabled = this.#rung === 4;
    field.focus();
  }

  /** What was solved or left does not come again, here or in another lesson: in a mixed review each skill goes on where it was left. */
  #leave() {
    this.#seed += 1;
    if (this.hasAttribute("seed") || this.#task?.skill === "own") return;
    const mixed = this.#mixed() !== undefined;
    const skill = mixed && this.#task ? this.#task.skill : this.#skill();
    keep(skill, { seed: mixed ? kept(skill).seed + 1 : this.#seed });
  }

  #next() {
    if (!this.#engine || this.#task?.skill === "own") return;
    if (!this.#solved && this.#attempts > 0) {
      keepMiss(/** @type {Task} */ (this.#task).skill);
      this.#series.left(/** @type {Task} */ (this.#task).skill);
      this.tell("chain-answer", { skill: this.#task?.skill, correct: false, attempts: this.#attempts, hints: this.#rung });
    }
    if (!this.#solved) this.#leave();
    this.#show(this.#draw());
    const { given, field } = this.#build();
    // Every fourth problem or so, where a slip came up that can be made here.
    const every = Number(this.getAttribute("spot") || 4);
    if (this.#seed % every === every - 1) {
      spot(/** @type {Engine} */ (this.#engine), /** @type {Task} */ (this.#task), { seed: this.#seed, others: this.hasAttribute("spot") }, given, (correct) => {
        this.tell("chain-answer", { skill: "spot", correct, attempts: 1, hints: 0 });
        field.focus();
      });
    }
    field.focus();
  }
}

define("chain-practice", ChainPractice);
