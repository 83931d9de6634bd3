// How soon an answer is judged: right answers, slips with a name, answers that no mistake leads to, over textbook functions.
import { engine } from "../support/engine.mjs";
import { median, race, told } from "./measure.mjs";
import { textbook } from "./textbook.mjs";

/** @param {string} what @param {number} measured @param {string} goal @param {boolean} reached */
const line = (what, measured, goal, reached) =>
  console.log(`${what.padEnd(44)}${told(measured).padStart(12)}   goal ${goal.padEnd(12)} ${reached ? "reached" : "MISSED"}`);

const slips = engine.mistakes().map(({ id }) => id).filter((id) => !/^(grad|mse|bp|gd|mom|adam|rms|wd|lion|sch|impl|part)\./.test(id));

/** @type {{ what: string, time: number }[]} */
const times = [];
for (const text of textbook) {
  const problem = { function: text, variable: "x" };
  const right = engine.differentiate(text, { variable: "x", detail: "none" }).result.text;
  const made = slips.map((id) => engine.slip(problem, id)?.text).filter((answer) => answer !== undefined);
  const answers = [right, `f'(x) = ${right}`, ...new Set(made), `(${right})*x + 1`, "x^7*sin(3x)", `2*(${right}) + sin(x)`];
  const taken = race(answers.map((answer) => () => engine.check(answer, problem)), { rounds: 5, warmUp: 1 });
  taken.forEach((time, i) => times.push({ what: `${answers[i]} for ${text}`, time }));
}
times.sort((a, b) => b.time - a.time);
const middle = median(times.map(({ time }) => time));
console.log(`${times.length} answers to ${textbook.length} problems`);
line("a verdict, median", middle, "≤ 5 ms", middle <= 5);
line("a verdict, worst", times[0].time, "≤ 50 ms", times[0].time <= 50);
for (const { what, time } of times.slice(0, 8)) console.log(`  ${told(time).padStart(10)}  ${what}`);
