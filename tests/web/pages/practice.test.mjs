// Practice in a browser: by keyboard, without storage, on a narrow phone, as a screen reader hears it.
import assert from "node:assert/strict";
import { inBrowser } from "../support/browser.mjs";
import { listen, told } from "../support/course.mjs";
import { engine } from "../support/engine.mjs";

/** @import { Page } from "playwright-core" */

const pageTest = inBrowser();

/** The page with one practice element of its own. @param {Page} page @param {Record<string, string>} attributes */
async function practise(page, attributes) {
  await page.waitForFunction(() => (document.querySelectorAll("#skill option").length ?? 0) > 20);
  await listen(page);
  await page.evaluate((values) => {
    const element = document.createElement("chain-practice");
    element.id = "placed";
    for (const [key, value] of Object.entries(values)) element.setAttribute(key, value);
    document.querySelector("main")?.prepend(element);
  }, attributes);
  await page.locator("#placed input").waitFor();
  return page.locator("#placed");
}

pageTest("wrong, hint, right, done: by keyboard only", { path: "practice.html" }, async ({ page }) => {
  const placed = await practise(page, { of: "(5x+2)^3", variable: "x" });
  await placed.locator("input").focus();
  await page.keyboard.type("3(5x+2)^2 + 5");
  assert.match((await placed.locator(".reading").textContent()) ?? "", /5/);
  await page.keyboard.press("Enter");
  const verdict = placed.locator(".verdict");
  await verdict.filter({ hasText: "added instead of multiplied" }).waitFor();
  assert.equal(await verdict.getAttribute("role"), "status");
  for (let i = 0; i < 20; i += 1) {
    await page.keyboard.press("Tab");
    if (await placed.locator("button", { hasText: "Hint" }).evaluate((button) => button === document.activeElement)) break;
  }
  await page.keyboard.press("Enter");
  await placed.locator(".hints", { hasText: "?" }).waitFor();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("15(5x+2)^2");
  await page.keyboard.press("Enter");
  await placed.locator(".verdict.correct").waitFor();
  assert.deepEqual(await told(page), [
    ["chain-answer", { skill: "own", correct: true, attempts: 2, hints: 1 }],
    ["chain-complete", { skill: "own", correct: 1, attempts: 2, hints: 1 }],
  ]);
});

pageTest("a gradient is written as it is asked for, and the field reads its entries", { path: "practice.html" }, async ({ page }) => {
  const placed = await practise(page, { of: "x^2+6y^2", kind: "gradient" });
  const field = placed.locator("input");
  await field.pressSequentially("(2x, 12y)");
  // A slip would be pointed at after a pause.
  await page.waitForTimeout(900);
  assert.equal(await placed.locator(".note").textContent(), "");
  assert.match((await placed.locator(".reading").textContent()) ?? "", /^\(2\u2062x, 12\u2062y\)$/);
  await field.fill("(2x, 12y^^)");
  await field.press("Enter");
  await placed.locator(".verdict.unreadable", { hasText: "cannot stand here" }).waitFor();
  await field.fill("(2x, 12y)");
  await field.press("Enter");
  await placed.locator(".verdict.correct").waitFor();
});

pageTest("an author’s own problem says what is asked for, and where", { path: "practice.html" }, async ({ page }) => {
  for (const [attributes, prompt] of /** @type {[Record<string, string>, string][]} */ ([
    [{ of: "x^2+6y^2", kind: "gradient" }, "Find the gradient, by x, y: its entries in brackets."],
    [{ of: "x^2+6y^2", kind: "gradient", at: "x=1, y=-2" }, "Find the gradient at x = 1, y = −2: its entries in brackets."],
    [{ of: "x^3", kind: "value", at: "x=2" }, "Find the derivative by x at x = 2: a number."],
    [{ of: "x^3", kind: "value", order: "2", at: "x=2" }, "Find the derivative number 2 by x at x = 2: a number."],
    [{ of: "w - eta g", kind: "update", at: "w=1, g=2, eta=0.1" }, "Work this out with w = 1, g = 2, η = 0.1."],
  ])) {
    const placed = await practise(page, attributes);
    const told = ((await placed.locator(".prompt").textContent()) ?? "").replace(/\u2061|\u2062/g, "");
    assert.equal(told.replace(/\s/g, ""), prompt.replace(/\s/g, ""));
    await placed.evaluate((element) => element.remove());
  }
});

pageTest("after the right answer another is judged as well, and nothing is told of it", { path: "practice.html" }, async ({ page }) => {
  const placed = await practise(page, { of: "(3x+2)^4" });
  const verdict = placed.locator(".verdict");
  await placed.locator("input").fill("12(3x+2)^3");
  await page.keyboard.press("Enter");
  await placed.locator(".verdict.correct").waitFor();
  const before = await told(page);
  // What is said belongs to what stands in the field.
  await placed.locator("input").fill("4(3x+2)^3");
  await page.waitForFunction(() => document.querySelector("#placed .verdict")?.textContent === "");
  await page.keyboard.press("Enter");
  await placed.locator(".verdict.wrong", { hasText: "inner" }).waitFor();
  await placed.locator("input").fill("12(2+3x)^3");
  await placed.locator(".check").click();
  await placed.locator(".verdict.correct").waitFor();
  assert.match(await verdict.innerText(), /Right/);
  assert.deepEqual(await told(page), before);
});

pageTest("line by line: each line is marked", { path: "practice.html" }, async ({ page }) => {
  const placed = await practise(page, { of: "(5x+2)^3" });
  await placed.locator("button", { hasText: "Line by line" }).click();
  for (const line of ["let u = 5x+2", "3u^2*d/dx(u)", "15(5x+2)^2"]) {
    await page.keyboard.type(line);
    await page.keyboard.press("Enter");
  }
  await placed.locator(".verdict.correct").waitFor();
  assert.deepEqual(await placed.locator(".working li").evaluateAll((lines) => lines.map((line) => line.className)), ["correct", "unfinished", "correct"]);
});

pageTest("drawn exercises, without storage, at 360 pixels", { path: null, viewport: { width: 360, height: 740 } }, async ({ page, home }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", { get: () => { throw new DOMException("refused", "SecurityError"); } });
  });
  await page.goto(`${home}practice.html`);
  const placed = await practise(page, { skill: "power", level: "1", seed: "5" });
  const first = await placed.locator(".problem").first().textContent();
  await placed.locator("button", { hasText: "Another" }).click();
  assert.notEqual(await placed.locator(".problem").first().textContent(), first);
  await placed.locator("input").fill("x^2 +");
  await page.keyboard.press("Enter");
  await placed.locator(".verdict.unreadable").waitFor();
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 360));
  assert.deepEqual(await told(page), []);
});

pageTest("a wrong attribute is shown where it stands", { path: "practice.html" }, async ({ page }) => {
  await page.waitForFunction(() => document.querySelectorAll("#skill option").length > 20);
  await page.evaluate(() => {
    const element = document.createElement("chain-practice");
    element.id = "placed";
    element.setAttribute("skill", "knitting");
    document.querySelector("main")?.prepend(element);
  });
  await page.locator("#placed .complaint", { hasText: "not a skill" }).waitFor();
});

pageTest("on a phone a hint comes although the keys stand between, and an empty field is no mistake", { path: "practice.html", viewport: { width: 360, height: 740 } }, async ({ page }) => {
  const placed = await practise(page, { of: "(5x+2)^3", variable: "x" });
  assert.equal(await placed.locator(".note").textContent(), "");
  await placed.locator("input").fill("x^2");
  await placed.getByRole("button", { name: "Hint" }).click();
  await placed.locator(".hints p").first().waitFor();
});

/** A record of practice as it may stand in the browser. @param {Page} page @param {Record<string, object>} skills */
const remembered = (page, skills) => page.addInitScript((kept) => localStorage.setItem("chainrule.practice", JSON.stringify(kept)), skills);

pageTest("worked, then begun with the last line left out, then the last two, then alone", { path: null }, async ({ context, home }) => {
  /** @type {number[]} */
  const lines = [];
  for (const right of [0, 1, 2, 3]) {
    const page = await context.newPage();
    await remembered(page, { "chain-1": { right, seed: 3 } });
    await page.goto(`${home}practice.html`);
    const placed = await practise(page, { skill: "chain-1", level: "1" });
    assert.equal(await placed.locator("summary", { hasText: "worked" }).count(), right === 0 ? 1 : 0);
    if (right === 0) await placed.locator("summary").click();
    lines.push(await placed.locator(".worked li:not(.of)").count());
    if (right > 0 && lines[right] > 0) {
      // What is left out is not there: the worked lines end before the answer.
      const { problem } = engine.exercise({ skill: "chain-1", level: 1, seed: 3 });
      const answer = engine.differentiate(problem.function, { variable: "x" }).result.mathml;
      const shown = await placed.locator(".worked li").evaluateAll((all) => all.map((line) => line.querySelector("math")?.textContent));
      assert.ok(!shown.includes(await page.evaluate((mathml) => new DOMParser().parseFromString(mathml, "text/html").querySelector("math")?.textContent, answer)));
    }
    await page.close();
  }
  const [whole, first, second, alone] = lines;
  assert.ok(whole >= 2 && first === whole - 1 && second === Math.max(0, whole - 2) && alone === 0, String(lines));
});

pageTest("what was solved does not come again elsewhere, whether or not one went on", { path: null }, async ({ page, home }) => {
  await remembered(page, { power: { right: 4, seed: 3 } });
  await page.goto(`${home}practice.html`);
  const placed = await practise(page, { skill: "power", level: "1" });
  const [, , drawn] = ((await placed.getAttribute("data-exercise")) ?? "").split(" ").map(Number);
  const { problem } = engine.exercise({ skill: "power", level: 1, seed: drawn });
  await placed.locator("input").fill(engine.differentiate(problem.function, { variable: problem.variable }).result.text);
  await page.keyboard.press("Enter");
  await placed.locator(".verdict.correct").waitFor();
  const { seed } = await page.evaluate(() => JSON.parse(localStorage.getItem("chainrule.practice") ?? "").power);
  assert.equal(seed, drawn + 1);
  await page.keyboard.press("Enter");
  assert.equal(await placed.getAttribute("data-exercise"), `power 1 ${seed}`);
});

pageTest("a mixed review: what is due comes first, and no neighbour is alike", { path: null }, async ({ page, home }) => {
  await remembered(page, { quotient: { right: 4, box: 3, due: 1000 }, trig: { right: 2, box: 1, due: 9e15 } });
  await page.goto(`${home}practice.html`);
  const practice = page.locator("#practice");
  await practice.locator("input").waitFor();
  assert.match((await practice.locator(".problem math mfrac").first().textContent()) ?? "", /\S/);
  const problems = [];
  for (let i = 0; i < 4; i += 1) {
    problems.push(await practice.locator(".problem").first().textContent());
    await practice.getByRole("button", { name: "Another" }).click();
  }
  assert.equal(new Set(problems).size, 4);
  assert.match((await page.locator("#done").textContent()) ?? "", /Quotients: .*comes again now/);
});

pageTest("as a screen reader meets it: names, and a live region for the verdict", { path: "practice.html" }, async ({ page }) => {
  const placed = await practise(page, { of: "(5x+2)^3", variable: "x" });
  await placed.locator("input").fill("3(5x+2)^2");
  await page.keyboard.press("Enter");
  await placed.locator(".verdict.wrong").waitFor();
  const tree = await placed.ariaSnapshot();
  for (const part of [/textbox "Your answer"/, /button "Check"/, /button "Hint"/, /button "Line by line"/, /status/, /inner derivative forgotten/]) assert.match(tree, part);
  await placed.getByRole("button", { name: "Line by line" }).press("Enter");
  await placed.locator("input").fill("3(5x+2)^2*5");
  await placed.locator("input").press("Enter");
  await placed.locator(".working li").waitFor();
  const steps = await placed.ariaSnapshot();
  assert.match(steps, /textbox "Your next line"/);
  assert.match(steps, /list "Your lines"[^]*img "follows/);
});
