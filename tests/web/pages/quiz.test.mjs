// Questions that have to be right: several as one, one that may be taken back, a computation line by line, and practice that counts.
import assert from "node:assert/strict";
import { inBrowser } from "../support/browser.mjs";
import { openCourse, told } from "../support/course.mjs";
import { engine } from "../support/engine.mjs";

/** @import { Locator, Page } from "playwright-core" */

const pageTest = inBrowser();

/** @param {Page} page @param {string} home @param {string} element @param {string} markup */
const open = (page, home, element, markup) => openCourse(page, home, element, `<div style="max-width:600px">${markup}</div>`);

/** Records of one kind. @param {Page} page @param {"chain-answer" | "chain-complete"} name */
const toldOf = async (page, name) => (await told(page)).filter(([kind]) => kind === name).map(([, detail]) => detail);

const question = (/** @type {number} */ right, /** @type {string} */ text) => `<chain-predict right="${right}" name="${text}"><p>${text}?</p><ol><li>this</li><li>that</li></ol><details><summary>See</summary><p>So.</p></details></chain-predict>`;

/** Presses the n-th choice of the question that stands there. @param {Page} page @param {number} n */
const choose = (page, n) => page.locator("chain-predict:not(.later) button").nth(n - 1).click();

pageTest("a quiz asks one at a time, counts what is right, and comes once more where that is too little", { path: null }, async ({ page, home }) => {
  await open(page, home, "chain-quiz", `<chain-quiz need="2" name="four">${question(1, "A")}${question(2, "B")}${question(1, "C")}</chain-quiz>`);
  const next = page.locator(".pace button");
  await page.locator(".pace").waitFor();
  assert.equal(await page.locator("chain-predict:visible").count(), 1);
  await choose(page, 2);
  await page.locator(".pace", { hasText: "0 of 1 right so far." }).waitFor();
  // The way on has the focus.
  await page.keyboard.press("Enter");
  await choose(page, 2);
  await next.click();
  await choose(page, 2);
  await page.locator(".pace", { hasText: "1 of 3 right; 2 will do." }).waitFor();
  assert.deepEqual(await toldOf(page, "chain-complete"), []);
  await next.click();
  // Another order: the second first. What was answered is open again.
  assert.match(await page.locator("chain-predict:visible p").first().innerText(), /B/);
  assert.equal(await page.locator("chain-predict:visible button:disabled").count(), 0);
  assert.equal(await page.locator("chain-predict:visible details").isVisible(), false);
  for (const n of [2, 1, 1]) {
    await choose(page, n);
    if (await next.isVisible()) await next.click();
  }
  await page.locator(".pace", { hasText: "3 of 3 right." }).waitFor();
  assert.deepEqual(await toldOf(page, "chain-complete"), [{ skill: "predict", name: "four", correct: 4, attempts: 6, hints: 0 }]);
});

pageTest("where it has to be known, a wrong choice may be taken back, and it is told as such", { path: null }, async ({ page, home }) => {
  await open(page, home, "chain-predict", question(2, "sign").replace("name=", "again name="));
  await choose(page, 1);
  await page.locator(".verdict", { hasText: "Not that one" }).waitFor();
  assert.deepEqual(await toldOf(page, "chain-answer"), []);
  // What was pressed keeps the focus, and does nothing more.
  await page.locator(".choice:focus[aria-disabled=true]").waitFor();
  await page.keyboard.press("Enter");
  assert.equal(await page.locator("details").isVisible(), false);
  const widths = () => page.locator(".choice").evaluateAll((choices) => choices.map((choice) => choice.getBoundingClientRect().width));
  const before = await widths();
  await choose(page, 2);
  await page.locator(".verdict", { hasText: "That is it" }).waitFor();
  assert.deepEqual(await widths(), before, "nothing becomes wider for being right");
  assert.deepEqual(await toldOf(page, "chain-answer"), [{ skill: "predict", name: "sign", correct: false, attempts: 2, hints: 0 }]);
});

pageTest("who finds 0 by hand is shown 0, and not what rounding leaves of it", { path: null }, async ({ page, home }) => {
  await open(page, home, "chain-trace", '<chain-trace of="p = w x + b; L = (p - y)^2" at="x=3, w=0.4, b=-0.2, y=2" by="b" rate="0.1"></chain-trace>');
  for (const line of ["1", "1", "-2", "-2", "0"]) {
    await page.locator("chain-trace input").fill(line);
    await page.keyboard.press("Enter");
  }
  assert.equal(await page.locator("chain-trace .lines li").last().textContent(), "b← 0");
});

pageTest("a computation line by line: a wrong number is said at once; so many in a row are asked for", { path: null }, async ({ page, home }) => {
  await open(page, home, "chain-trace", '<chain-trace of="p = w x + b; L = (p - y)^2 | p = w x; L = p^2" at="x=2, w=0.5, b=0.1, y=3 | x=3, w=2" by="w" rate="0.01" count="2"></chain-trace>');
  const trace = page.locator("chain-trace");
  const write = async (/** @type {string[]} */ ...lines) => {
    for (const line of lines) {
      await trace.locator("input").fill(line);
      await page.keyboard.press("Enter");
    }
  };
  await trace.locator("input").waitFor();
  // A button stands beside its field, on a phone too.
  await page.setViewportSize({ width: 300, height: 700 });
  const [field, check] = await Promise.all(["input", ".check"].map((part) => trace.locator(part).boundingBox()));
  assert.ok(field && check && check.x > field.x + field.width && check.x + check.width <= 300, JSON.stringify([field, check]));
  await write("1.2");
  await trace.locator(".verdict", { hasText: "put the values in" }).waitFor();
  // A sum will do as well as its number.
  await write("0.5*2+0.1", "3.61", "-3.8", "-3.8*2");
  assert.match((await trace.locator("label").textContent()) ?? "", /w←/);
  await write("0.576");
  await trace.locator(".verdict", { hasText: "2 in a row without a wrong number" }).waitFor();
  assert.equal(await trace.locator(".lines li").count(), 5);
  await trace.getByRole("button", { name: "Another one" }).click();
  await write("6", "36", "12", "36", "2-0.36");
  await trace.locator(".verdict", { hasText: "1 of 2 in a row" }).waitFor();
  await trace.getByRole("button", { name: "Another one" }).click();
  await write("2 +");
  await trace.locator(".verdict", { hasText: /missing|needed|comes/ }).waitFor();
  await write("1.1", "3.61", "-3.8", "-7.6", "0.576");
  await trace.locator(".verdict", { hasText: "All of it right." }).waitFor();
  assert.deepEqual((await toldOf(page, "chain-answer")).map(({ correct, attempts }) => [correct, attempts]), [[false, 2], [true, 1], [true, 1]]);
  assert.equal((await toldOf(page, "chain-complete")).length, 1);
});

/** The exercise that stands there: skill, level and seed. @param {Locator} practice */
const exercise = async (practice) => ((await practice.getAttribute("data-exercise")) ?? "").split(" ");

/** Answers what stands there as one who knows it, or wrongly. @param {Locator} practice @param {boolean} rightly */
async function answer(practice, rightly) {
  const [skill, level, seed] = await exercise(practice);
  const { problem } = engine.exercise({ skill, level: /** @type {1 | 2 | 3} */ (Number(level)), seed: Number(seed) });
  const { value, result } = engine.differentiate(problem.function, { variable: problem.variable, at: problem.at });
  await practice.locator("input").fill(rightly ? value?.toString() ?? result.text : "12345");
  await practice.locator("input").press("Enter");
  await practice.locator(rightly ? ".verdict.correct" : ".verdict:is(.wrong, .unclear)").waitFor();
}

pageTest("three in a row are of two kinds: where a level has one only, the last is from the next", { path: null }, async ({ page, home }) => {
  await open(page, home, "chain-practice", '<chain-practice skill="sigmoid" level="1" seed="3"></chain-practice>');
  const practice = page.locator("chain-practice");
  const levels = [];
  for (let i = 0; i < 3; i += 1) {
    await practice.locator("input").waitFor();
    levels.push((await exercise(practice))[1]);
    await answer(practice, true);
    assert.equal((await toldOf(page, "chain-complete")).length, i === 2 ? 1 : 0);
    if (i < 2) await practice.getByRole("button", { name: "Next" }).click();
  }
  assert.deepEqual(levels, ["1", "1", "2"]);
});

pageTest("so many of a round have to be right at once, else the round comes again; what was missed comes again soon", { path: null }, async ({ page, home }) => {
  await open(page, home, "chain-practice", '<chain-practice skill="power constants sum" level="1" count="3" need="3"></chain-practice>');
  const practice = page.locator("chain-practice");
  await practice.locator("input").waitFor();
  const skills = [];
  for (let round = 0; round < 2; round += 1) {
    for (let i = 0; i < 3; i += 1) {
      skills.push((await exercise(practice))[0]);
      if (round === 0 && i === 1) await answer(practice, false);
      await answer(practice, true);
      if (round === 0 && i === 2) assert.match(await practice.locator(".verdict").innerText(), /Right at once: 2 of 3; 3 will do/);
      await practice.getByRole("button", { name: "Next" }).click();
    }
  }
  assert.equal((await toldOf(page, "chain-complete")).length, 1);
  // In a round each comes once.
  for (const round of [skills.slice(0, 3), skills.slice(3)]) assert.equal(new Set(round).size, 3, String(skills));
  const kept = await page.evaluate(() => JSON.parse(localStorage.getItem("chainrule.practice") ?? "{}"));
  const missed = skills[1];
  assert.ok(kept[missed].due <= Math.min(...Object.values(kept).map(({ due }) => due)) + 1000, JSON.stringify(kept));
});

pageTest("every second problem with somebody’s slip before it", { path: null }, async ({ page, home }) => {
  await open(page, home, "chain-practice", '<chain-practice skill="product" level="1" seed="2" spot="2"></chain-practice>');
  const practice = page.locator("chain-practice");
  await practice.locator("input").waitFor();
  assert.equal(await practice.locator(".choices").count(), 0);
  await practice.getByRole("button", { name: "Another" }).click();
  await practice.locator(".given .choices").waitFor();
  await practice.locator(".given .choices button").first().click();
  assert.equal((await toldOf(page, "chain-answer")).filter(({ skill }) => skill === "spot").length, 1);
  await practice.getByRole("button", { name: "Another" }).click();
  assert.equal(await practice.locator(".choices").count(), 0);
});

pageTest("a day after a lesson one more of it stands first, and the contents say so", { path: null }, async ({ page, home }) => {
  const day = 86_400_000;
  await page.goto(home);
  await page.evaluate((on) => localStorage.setItem("chainrule.lessons", JSON.stringify({ "chain-rule": { parts: ["warm-up", "predict", "idea", "worked", "faded", "layers", "practice", "slip", "take"], complete: true, on }, derivative: { parts: [], complete: true, on: Date.now() } })), Date.now() - 2 * day);
  await page.goto(`${home}lessons/index.html`);
  await page.locator("[data-lesson=chain-rule] .still", { hasText: "once more now" }).waitFor();
  await page.locator("[data-lesson=derivative] .still", { hasText: "once more tomorrow" }).waitFor();
  await page.goto(`${home}lessons/chain-rule.html`);
  const once = page.locator(".once-more chain-practice");
  await once.locator("input").waitFor();
  await answer(once, true);
  assert.equal(await page.evaluate(() => JSON.parse(localStorage.getItem("chainrule.lessons") ?? "{}")["chain-rule"].firm), true);
  await page.goto(`${home}lessons/index.html`);
  await page.locator("[data-lesson=derivative] .still").waitFor();
  assert.equal(await page.locator("[data-lesson=chain-rule] .still").count(), 0);
});
