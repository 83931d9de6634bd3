/**
 * <chain-trace of="u = x^2; v = 3x; f = u v" at="x=2">u = 4, v = 6, f = 24; back: 6, 4, 36.</chain-trace>
 * <chain-trace of="p = w x + b; L = (p - y)^2" at="x=2, w=0.5, b=0.1, y=3 | x=3, w=0.2, b=0.4, y=2" by="w b" rate="0.01" count="3"></chain-trace>
 *
 * Shows      a computation to be done by hand, line by line: forward the value of each piece, then back the slope of the output
 *            along each piece and variable, then, with a rate, where a step against the slope leads. A wrong number is said at
 *            once and may be written anew; sums such as 6*4 + 4*3 may be written as well.
 * Attributes of     pieces with names, the output last; several computations in turn are parted by |
 *            at     values of the variables; parted by | as well
 *            by     the variables whose slopes are asked for (default: all)
 *            rate   how far the step goes; left out: no step is asked for
 *            count  how many in a row have to be without a wrong number (default 1)
 *            name   under which the answers are told (default "trace")
 * Events     chain-answer   { skill: "predict", name, correct, attempts, hints: 0 }  a computation is done; correct: without a wrong number
 *            chain-complete { skill: "predict", name, correct, attempts, hints: 0 }  so many in a row were
 * Fallback   what stands inside.
 */
import { AttributeError, ChainElement, checkNames, define, make, readPoint, readWhole } from "./element.js";
import { typeset } from "./chain-math.js";
import { mathOf, mathml, numberIn, plainName, tight, variableName } from "./notation.js";
import { say } from "./sentence.js";
import { Tally } from "./tally.js";

/** @typedef {import("../engine.js").Engine} Engine */
/** @typedef {{ part: "forward" | "back" | "step", label: () => Node, said: string, value: number, help: string }} Line */

/** What stands above the lines of each part. */
const PARTS = { forward: "Forward: the values", back: "Back: the slopes of the output", step: "One step against the slopes" };

/** What rounding leaves of a 0: who has found 0 is not shown −5.551 · 10⁻¹⁷. */
const DUST = 1e-12;

export class ChainTrace extends ChainElement {
  static observedAttributes = ["of", "at", "by", "rate", "count"];

  /** @type {Engine | undefined} */
  #engine;
  #asked = "";
  #turn = 0;
  /** @type {Line[]} */
  #lines = [];
  #at = 0;
  #misses = 0;
  #row = 0;
  #tally = new Tally(this, "trace");
  /** @type {{ task: HTMLElement, list: HTMLElement, form: HTMLFormElement, label: HTMLLabelElement, field: HTMLInputElement, verdict: HTMLElement, next: HTMLButtonElement } | undefined} */
  #parts;

  /** @param {Engine} engine */
  draw(engine) {
    this.#engine = engine;
    this.needed("of");
    const asked = ChainTrace.observedAttributes.map((name) => this.getAttribute(name) ?? "").join("\n");
    if (asked === this.#asked && this.#parts?.task.isConnected) return;
    readWhole(this, "count", 1, 20);
    // What cannot be asked is said before anything is.
    for (let turn = 0; turn < this.#turns; turn += 1) this.#read(turn);
    [this.#asked, this.#row, this.#tally.done] = [asked, 0, false];
    this.#build();
    this.#ask(0);
  }

  complain(/** @type {unknown} */ error) {
    this.#parts = undefined;
    this.#asked = "";
    super.complain(error);
  }

  /** @param {string} name */
  #several(name) {
    return (this.getAttribute(name) ?? "").split("|").map((part) => part.trim());
  }

  get #turns() {
    return Math.max(this.#several("of").length, this.#several("at").length);
  }

  get #count() {
    return readWhole(this, "count", 1, 20);
  }

  /** The lines of a computation, in the order in which they are worked out. @param {number} turn */
  #read(turn) {
    const engine = /** @type {Engine} */ (this.#engine);
    const [ofs, ats] = [this.#several("of"), this.#several("at")];
    const [of, at] = [ofs[turn % ofs.length], readPoint(ats[turn % ats.length])];
    const written = this.getAttribute("rate");
    const rate = written === null || written === "" ? undefined : Number(written);
    if (rate !== undefined && !(rate > 0 && rate <= 1000)) throw new AttributeError(`rate="${written}": write a number above 0.`);
    const { trace, moved } = engine.graph(of, at, { pieces: true, rate });
    const { nodes, edges, backward } = trace;
    const pieces = nodes.filter(({ inputs }) => inputs.length > 0);
    const variables = nodes.filter(({ op }) => op === "variable").map(({ name }) => name);
    if (pieces.length === 0) throw new AttributeError(`of="${of}": write pieces with names, as “u = x^2; f = 3u”.`);
    const by = (this.getAttribute("by") ?? "").split(/[\s,]+/).filter(Boolean);
    checkNames([...by, ...Object.keys(at)], variables);
    const output = nodes[nodes.length - 1];
    const wanted = by.length > 0 ? by : variables;
    /** @param {number} id */
    const named = (id) => nodes.find((node) => node.id === id) ?? output;
    /** @type {Line[]} */
    const lines = pieces.map(({ name, definition, value }) => ({
      part: "forward", value, said: `Value of ${plainName(name)}`, label: () => mathOf(variableName(name), mathml("mo", "=")),
      help: `${name} is ${definition.text}: put the values in.`,
    }));
    // The pieces from the output back, then the variables.
    const asked = [...backward.map(named).filter(({ inputs }) => inputs.length > 0), ...wanted.map((name) => nodes.find((node) => node.name === name) ?? output)];
    for (const node of asked) {
      if (node === output) continue;
      const { id } = node;
      const routes = edges.filter((edge) => edge.from === id);
      const along = routes.map((edge) => named(edge.to).name);
      const help = routes.length > 1
        ? `${node.name} is used ${routes.length} times, in ${along.join(" and in ")}: multiply along each way, then add.`
        : `${node.name} is used in ${along[0]}: what arrived there, times the slope of ${along[0]} along ${node.name}.`;
      lines.push({ part: "back", value: node.gradient, help, said: `Slope of ${plainName(output.name)} along ${plainName(node.name)}`, label: () => mathOf(quotient(output.name, node.name), mathml("mo", "=")) });
    }
    if (rate !== undefined) {
      for (const name of wanted) {
        const value = moved?.[name] ?? NaN;
        lines.push({ part: "step", value, said: `New value of ${plainName(name)}`, help: `Against the slope: the old ${name}, minus rate times slope.`, label: () => mathOf(variableName(name), mathml("mo", "←")) });
      }
    }
    return { of, at, lines, rate, pieces };
  }

  #build() {
    const task = make("div", { class: "task" });
    const list = make("div", { class: "lines" });
    const label = make("label");
    const field = make("input", { type: "text", size: 10, autocomplete: "off", spellcheck: "false", inputmode: "text" });
    const check = make("button", { type: "submit", class: "check" }, "Check");
    const form = make("form", { class: "asked" }, label, check);
    const verdict = make("p", { class: "verdict", role: "status" });
    const next = make("button", { type: "button" }, "Another one");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#judge();
    });
    next.addEventListener("click", () => {
      this.#ask(this.#turn + 1);
      field.focus();
    });
    this.replaceChildren(task, list, form, verdict, make("div", { class: "no-print" }, next));
    this.#parts = { task, list, form, label, field, verdict, next };
  }

  /** @param {number} turn */
  #ask(turn) {
    const parts = this.#parts;
    if (!parts || !this.#engine) return;
    this.#turn = turn % this.#turns;
    const { at, lines, rate, pieces } = this.#read(this.#turn);
    [this.#lines, this.#at, this.#misses] = [lines, 0, 0];
    this.dataset.turn = String(this.#turn);
    const equals = () => mathml("mo", "=");
    const defined = pieces.map(({ name, definition }) => {
      const math = mathOf(variableName(name), equals());
      const shown = typeset(definition);
      if (shown.localName === "math") math.append(...shown.childNodes);
      return make("span", {}, math);
    });
    const given = Object.entries(at).map(([name, value]) => make("span", {}, mathOf(variableName(name), equals(), numberIn(value))));
    if (rate !== undefined) given.push(make("span", {}, "rate ", mathOf(numberIn(rate))));
    parts.task.replaceChildren(make("p", { class: "pieces" }, ...defined), make("p", { class: "values" }, ...given));
    parts.list.replaceChildren();
    parts.next.hidden = true;
    parts.form.hidden = false;
    say(parts.verdict, "");
    this.#show();
  }

  #show() {
    const parts = this.#parts;
    const line = this.#lines[this.#at];
    if (!parts || !line) return;
    if (this.#lines[this.#at - 1]?.part !== line.part) parts.list.append(make("p", { class: "caption" }, PARTS[line.part]), make("ol", {}));
    parts.field.value = "";
    parts.field.setAttribute("aria-label", line.said);
    parts.label.replaceChildren(line.label(), parts.field);
  }

  #judge() {
    const parts = this.#parts;
    const line = this.#lines[this.#at];
    const typed = parts?.field.value.trim();
    if (!parts || !line || !typed || !this.#engine) return;
    const { status, message } = this.#engine.check(typed, { function: String(line.value), variable: "x", kind: "update" });
    if (status === "unreadable") return say(parts.verdict, message);
    if (status === "wrong" || status === "unclear") {
      this.#misses += 1;
      return say(parts.verdict, `Not that number. ${line.help}`);
    }
    parts.list.lastElementChild?.append(make("li", {}, line.label(), " ", mathOf(numberIn(Math.abs(line.value) < DUST ? 0 : line.value, 4))));
    say(parts.verdict, "");
    this.#at += 1;
    if (this.#at < this.#lines.length) this.#show();
    else this.#finish();
  }

  #finish() {
    const parts = this.#parts;
    if (!parts) return;
    const correct = this.#misses === 0;
    this.#row = correct ? this.#row + 1 : 0;
    parts.form.hidden = true;
    this.#tally.answer(correct, 1 + this.#misses);
    this.#tally.finish(this.#row >= this.#count);
    const { done } = this.#tally;
    if (done) say(parts.verdict, "All of it right.");
    else if (correct) say(parts.verdict, `All of it right: ${this.#row} of ${this.#count} in a row.`);
    else say(parts.verdict, `Done. ${this.#count} in a row without a wrong number are asked for: try another one.`);
    parts.next.hidden = this.#turns === 1 && done;
    if (!parts.next.hidden) parts.next.focus();
  }
}

/** ∂f/∂u, as a fraction. @param {string} of @param {string} by */
function quotient(of, by) {
  const d = () => tight("∂");
  return mathml("mfrac", mathml("mrow", d(), variableName(of)), mathml("mrow", d(), variableName(by)));
}

define("chain-trace", ChainTrace);
