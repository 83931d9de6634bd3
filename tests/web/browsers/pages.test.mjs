// The pages in three engines: typed into, clicked, drawn, and nothing said that should not be.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { inEveryEngine } from "../support/everywhere.mjs";

const everywhere = inEveryEngine();

/** Whether a part of the page says this, blanks and invisible signs aside. @param {string} selector @param {string} text */
const says = (selector, text) =>
  [...document.querySelectorAll(selector)].some(({ textContent }) => (textContent ?? "").replace(/[\u2061-\u2064\s]+/g, "").includes(text));

/** Whether a canvas shows more than a few colours. @param {string} selector */
const drawn = (selector) => {
  const canvas = /** @type {HTMLCanvasElement | null} */ (document.querySelector(selector));
  if (!canvas?.width) return false;
  const { data } = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d")).getImageData(0, 0, canvas.width, canvas.height);
  const colours = new Set();
  for (let i = 0; i < data.length; i += 4) colours.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
  return colours.size > 4;
};

const FIELD = "#function input";

everywhere("the tutor reads what is typed: result, steps, plot, four roads", async ({ open, home, type, until, call }) => {
  await open(home);
  await until(says, "#result", "4(2x+3)");
  await type(FIELD, "x^2 sin(x)");
  await until(says, "#result", "2xsinx+x2cosx");
  await until(says, "#steps", "Productrule");
  for (const road of ["symbolic", "forward", "reverse", "finiteDifference"]) await until(says, `#roads [data-road="${road}"] .number`, "2.22");
  await until(drawn, "chain-plot canvas");
  // Formulas are typeset by the browser: a numerator stands above its denominator.
  await type(FIELD, "(x+1)/(x-1)");
  const above = () => {
    const fraction = document.querySelector("#result mfrac");
    if (!fraction) return false;
    const [top, bottom] = [...fraction.children].map((part) => part.getBoundingClientRect());
    return top.height > 0 && top.bottom <= bottom.top + 1;
  };
  await until(above);
  await type(FIELD, "sine(x)");
  await until(says, "#function .note", "sin");
  assert.equal(await call(() => document.querySelector("#function")?.getAttribute("data-state")), "mistaken");
});

everywhere("a link reopens what was seen", async ({ open, home, until }) => {
  await open(`${home}index.html#v1&f=tanh(x)&at=x:0.25`);
  await until((field) => document.querySelector(field)?.value === "tanh(x)", FIELD);
  await until(says, "#steps", "tanh");
});

everywhere("backpropagation: a run, back to the start, a step", async ({ open, home, click, until }) => {
  await open(`${home}labs/graph.html#v1&f=(a+b)^2&at=a:1,b:2`);
  await until(says, "chain-graph .node .value", "9");
  await until(says, "chain-graph .node .gradient", "6");
  await click('[data-act="reset"]');
  await until(says, "chain-graph .node .gradient", "–");
  await click('[data-act="step"]');
  await until(says, "chain-graph .node .value", "3");
});

everywhere("descent: the race is run and drawn", async ({ open, home, until }) => {
  await open(`${home}labs/descent.html`);
  await until(() => /** @type {any} */ (document.querySelector("chain-descent"))?.runs?.length === 3);
  await until(drawn, "chain-descent .stage canvas");
});

everywhere("networks: trained, drawn", async ({ open, home, until }) => {
  await open(`${home}labs/network.html`);
  await until(() => /** @type {any} */ (document.querySelector("chain-network"))?.state?.step >= 20);
  await until(drawn, "chain-network .stage canvas");
});

everywhere("a lesson: the guess, the plot, the steps", async ({ open, home, click, until }) => {
  await open(`${home}lessons/chain-rule.html`);
  await until(says, "chain-steps .lines", "4(2x+3)");
  await until(drawn, "chain-plot canvas");
  await click("chain-predict button:nth-of-type(1), chain-predict li:nth-child(1) button");
  await until(() => (document.querySelector("chain-predict .verdict")?.textContent ?? "") !== "");
});

everywhere("practice: a slip is named, the right answer is taken", async ({ open, home, call, type, enter, until }) => {
  await open(`${home}practice.html`);
  await until(() => document.querySelectorAll("#skill option").length > 20);
  await call(() => {
    const element = document.createElement("chain-practice");
    element.id = "placed";
    element.setAttribute("of", "(5x+2)^3");
    document.querySelector("main")?.prepend(element);
  });
  await until(() => document.querySelector("#placed input") !== null);
  await type("#placed input", "3(5x+2)^2");
  await enter();
  await until(() => (document.querySelector("#placed .verdict")?.textContent ?? "").length > 10);
  await until((selector) => !document.querySelector(selector), "#placed .verdict.correct");
  await type("#placed input", "15(5x+2)^2");
  await enter();
  await until(() => document.querySelector("#placed .verdict.correct") !== null);
});

everywhere("the reference is written by the engine", async ({ open, home, until }) => {
  await open(`${home}reference.html`);
  await until(() => document.querySelectorAll("main math").length > 60);
});

everywhere("everything in one file, from the disk", async ({ open, type, until }) => {
  const file = new URL("../../../dist/chainrule.html", import.meta.url);
  assert.ok(existsSync(file), "packaged by `cargo xtask package`");
  await open(file.href);
  await until(says, "#result", "4(2x+3)");
  await type(FIELD, "sin(x^2)");
  await until(says, "#result", "cos");
  await until(drawn, "chain-plot canvas");
});
