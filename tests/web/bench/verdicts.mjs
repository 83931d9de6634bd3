// How soon an answer is judged: right answers, slips with a name, answers that no mistake leads to, over textbook functions.
import { engine } from "../support/engine.mjs";
import { median, race } from "./measure.mjs";
import { native } from "./native.mjs";
import { textbook } from "./textbook.mjs";

const slips = engine.mistakes().map(({ id }) => id).filter((id) => !/^(grad|mse|bp|gd|mom|adam|rms|wd|lion|sch|impl|part)\./.test(id));

/** @returns {Promise<import("./table.mjs").Row[]>} */
export default async function verdicts() {
  const calls = textbook.flatMap((text) => {
    const problem = { function: text, variable: "x" };
    const right = engine.differentiate(text, { variable: "x", detail: "none" }).result.text;
    const made = slips.map((id) => engine.slip(problem, id)?.text).filter((answer) => answer !== undefined);
    const answers = [right, `f'(x) = ${right}`, ...new Set(made), `(${right})*x + 1`, "x^7*sin(3x)", `2*(${right}) + sin(x)`];
    return answers.map((answer) => ({ answer, problem }));
  });
  const times = calls.map(({ answer, problem }) => race([() => engine.check(answer, problem)], { rounds: 5, warmUp: 1 })[0]);
  const natively = native(calls.map(({ answer, problem }) => ["check", answer, problem]));
  return [
    { what: `a verdict on an answer, median of ${calls.length}`, ours: median(times), native: median(natively), goal: 5 },
    { what: "a verdict, worst", ours: Math.max(...times), native: Math.max(...natively), goal: 50 },
  ];
}
