/** Mixed practice, and a small view of what was mastered and which slips recur. */
import "./elements/chain-practice.js";
import { engineHere, make, sentence } from "./elements/element.js";
import { carrying, onElsewhere } from "./keeping.js";
import { ENOUGH, exported, imported, KEY, practised } from "./mastery.js";
import { wholePage } from "./words.js";

wholePage();

const byId = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
const practice = byId("practice");
const skill = /** @type {HTMLSelectElement} */ (byId("skill"));
const level = /** @type {HTMLSelectElement} */ (byId("level"));
const said = byId("said");

/** When a skill comes again, in words; a day ends at midnight. @param {number} due */
function when(due) {
  const minutes = (due - Date.now()) / 60_000;
  if (minutes < 1.5) return "comes again now";
  if (minutes < 120) return `comes again in ${Math.round(minutes)} minutes`;
  const [there, today] = [due, Date.now()].map((moment) => new Date(moment).setHours(0, 0, 0, 0));
  const nights = Math.round((there - today) / 86_400_000);
  if (nights === 0) return "comes again today";
  return nights === 1 ? "comes again tomorrow" : `comes again in ${nights} days`;
}

/** @param {import("./engine.js").Engine} engine */
function begin(engine) {
  const skills = engine.skills();
  const titles = new Map(engine.mistakes().map(({ id, title }) => [id, title]));
  for (const { id, title } of skills) skill.append(make("option", { value: id }, title));

  skill.addEventListener("change", () => practice.setAttribute("skill", skill.value));
  level.addEventListener("change", () => {
    if (level.value === "") practice.removeAttribute("level");
    else practice.setAttribute("level", level.value);
  });

  function tell() {
    const rows = practised().filter(([id, { right, slips }]) => skills.some((skill) => skill.id === id) && (right > 0 || Object.keys(slips).length > 0));
    byId("none").hidden = rows.length > 0;
    byId("done").replaceChildren(
      ...rows.map(([id, { right, row, done, due, slips }]) => {
        const title = skills.find((skill) => skill.id === id)?.title ?? id;
        const again = Object.entries(slips).filter(([, n]) => n > 1).sort(([, a], [, b]) => b - a).slice(0, 2);
        const state = done ? "done" : `${row} of ${ENOUGH} in a row`;
        const recurring = again.map(([slip, n]) => ` · ${titles.get(slip) ?? slip}, ${n} times`).join("");
        return make("li", {}, `${title}: ${state}, ${right} right · ${when(due)}${recurring}`);
      }),
    );
  }

  practice.addEventListener("chain-answer", tell);
  onElsewhere(KEY, tell);
  tell();

  carrying({ save: byId("save"), load: byId("load"), said }, { name: "chainrule-practice.json", exported, imported, after: tell });
}

engineHere().then(begin, (error) => {
  said.textContent = sentence(error);
});
