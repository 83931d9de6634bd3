/**
 * <chain-lesson name="chain-rule"> …sections… </chain-lesson>
 *
 * Shows      a lesson's way: a quiet list of its parts, each ticked when its questions have been answered. A part is a
 *            <section data-part="predict"> inside; parts without questions are done when they have been seen. A day after the
 *            end one more problem of what was practised there stands first; right at once, it shows that it has stayed.
 * Attributes name  the lesson's id, under which progress is kept
 * Events     chain-complete { lesson, correct, attempts, hints }  all parts are done, each time the last one becomes so
 * Fallback   the sections, which read as an article.
 */
import { ChainElement, checkAttributes, complainAbove, define, make } from "./element.js";
import { keep, kept, standing } from "../progress.js";

/** What asks something of the learner, and tells by an event that it was answered. */
const ASKING = "chain-predict:not(chain-quiz *), chain-quiz, chain-draw, chain-match, chain-trace, chain-batches[ask], chain-practice";

/** @typedef {{ name: string, section: HTMLElement, asks: Element[], answered: Set<Element>, item: HTMLElement }} Part */

export class ChainLesson extends ChainElement {
  static observedAttributes = ["name"];

  /** @type {Part[]} */
  #parts = [];
  #tally = { correct: 0, attempts: 0, hints: 0 };
  /** @type {IntersectionObserver | undefined} */
  #watch;

  get #name() {
    return this.getAttribute("name") ?? location.pathname.split("/").pop() ?? "";
  }

  /** Needs no engine: it only watches. */
  refresh() {
    if (!this.isConnected) return;
    try {
      checkAttributes(this);
      complainAbove(this);
    } catch (error) {
      complainAbove(this, error);
    }
    if (this.#parts.length === 0) this.#build();
    // Also where the lesson was taken out of the page and put back.
    for (const { section } of this.#parts) if (section.lastElementChild) this.#watch?.observe(section.lastElementChild);
  }

  #build() {
    const done = new Set(kept(this.#name));
    const list = make("ol", { class: "way-through" });
    for (const section of this.querySelectorAll("section[data-part]")) {
      const heading = section.querySelector("h2");
      const name = section.getAttribute("data-part") ?? "";
      section.id ||= name;
      const title = make("span", {}, ...(heading?.cloneNode(true).childNodes ?? [name]));
      const item = make("li", {}, make("a", { href: `#${section.id}` }, title));
      item.classList.toggle("done", done.has(name));
      list.append(item);
      const asks = [...section.querySelectorAll(ASKING)];
      this.#parts.push({ name, section: /** @type {HTMLElement} */ (section), asks, answered: new Set(), item });
    }
    if (this.#parts.length === 0) return;
    if (standing(this.#name) === "due") this.#again();
    const header = this.querySelector("header");
    const way = make("nav", { class: "no-print", "aria-label": "Parts of this lesson" }, list);
    if (header) header.append(way);
    else this.prepend(way);
    this.addEventListener("chain-answer", this.#answered);
    this.addEventListener("chain-complete", this.#completed);
    this.#watch = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        const part = isIntersecting && this.#parts.find(({ section }) => section.lastElementChild === target);
        if (part && part.asks.length === 0) this.#finish(part);
      }
    });
  }

  disconnectedCallback() {
    this.#watch?.disconnect();
  }

  /** What was practised here comes once more. */
  #again() {
    const skills = [...this.querySelectorAll("section[data-part=practice] chain-practice[skill]")].flatMap((practice) => practice.getAttribute("skill")?.split(/\s+/) ?? []);
    if (skills.length === 0 || skills.includes("mixed")) return;
    const practice = document.createElement("chain-practice");
    for (const [name, value] of Object.entries({ skill: [...new Set(skills)].join(" "), count: "1", need: "1" })) practice.setAttribute(name, value);
    const once = make("section", { class: "once-more" }, make("h2", {}, "Once more"), make("p", {}, "You have been through this lesson before today. One right answer now, at once, and it has stayed."), practice);
    this.#parts[0].section.before(once);
    // What is asked again belongs to no part.
    for (const name of ["chain-answer", "chain-complete"]) practice.addEventListener(name, (event) => event.stopPropagation());
  }

  /** A prediction is done when it was made, whatever it was; a matching when all are matched. */
  #answered = (/** @type {Event} */ event) => {
    const { correct, attempts = 1, hints = 0 } = /** @type {CustomEvent} */ (event).detail;
    this.#tally.attempts += attempts;
    this.#tally.hints += hints;
    if (correct) this.#tally.correct += 1;
    if (/** @type {Element} */ (event.target).matches("chain-predict, chain-match")) this.#settle(event.target);
  };

  /** Practice, drawings, traces and quizzes are done when they say so. */
  #completed = (/** @type {Event} */ event) => {
    if (event.target !== this) this.#settle(event.target);
  };

  /** @param {EventTarget | null} asker */
  #settle(asker) {
    const part = this.#parts.find(({ asks }) => asks.includes(/** @type {Element} */ (asker)));
    if (!part) return;
    part.answered.add(/** @type {Element} */ (asker));
    if (part.answered.size === part.asks.length) this.#finish(part);
  }

  /** @param {Part} part */
  #finish(part) {
    if (part.item.classList.contains("done")) return;
    // Another tab may have come further.
    const done = new Set([...kept(this.#name), part.name]);
    const now = this.#parts.filter(({ name }) => done.has(name));
    for (const { item } of now) {
      if (item.classList.contains("done")) continue;
      item.classList.add("done");
      item.setAttribute("aria-label", `${item.textContent}, done`);
    }
    const complete = now.length === this.#parts.length;
    keep(this.#name, now.map(({ name }) => name), complete);
    if (complete) this.tell("chain-complete", { lesson: this.#name, ...this.#tally });
  }
}

define("chain-lesson", ChainLesson);
