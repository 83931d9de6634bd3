// The other engines, each asked as its own users ask it: a text in, the derivative out.
import { engine } from "../support/engine.mjs";

/** @param {string} name a package of this folder, which only the benchmark installs @returns {Promise<any>} */
const rival = (name) => import(name);

const { ComputeEngine } = await rival("@cortex-js/compute-engine");
const { default: algebra } = await rival("nerdamer/all.js");

const compute = new ComputeEngine();
/** It reads LaTeX: the same formulas, written so beforehand. @type {Map<string, string>} */
const latex = new Map();

/** The derivative with its steps, from text. @param {string} text */
export function computeEngine(text) {
  let written = latex.get(text);
  if (written === undefined) latex.set(text, (written = engine.format(text, "latex")));
  const explained = compute.parse(written).explain("D");
  if (!explained?.result) throw new Error("no derivative");
  return explained;
}

/** The derivative as text. @param {string} text */
export function nerdamer(text) {
  return algebra.diff(text, "x").toString();
}
