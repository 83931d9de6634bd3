// Practice in a browser: by keyboard, without storage, on a narrow phone, as a screen reader hears it.
import assert from "node:assert/strict";
import { inBrowser } from "../support/browser.mjs";

/** @import { Page } from "playwright-core" */

const pageTest = inBrowser();

/** The page with one practice element of its own. @param {Page} page @param {Record<string, string>} attributes */
async function practise(page, attributes) {
  await page.waitForFunction(() => (document.querySelectorAll("#skill option").length ?? 0) > 20);
  await page.evaluate((values) => {
    const element = document.createElement("chain-practice");
    element.id = "placed";
    for (const [key, value] of Object.entries(values)) element.setAttribute(key, value);
    const heard = /** @type {{ told: [string, object][] }} */ (/** @type {unknown} */ (window));
    heard.told = [];
    for (const name of ["chain-answer", "chain-complete"]) {
      document.addEventListener(name, (event) => heard.told.push([name, /** @type {CustomEvent} */ (event).detail]));
    }
    document.querySelector("main")?.prepend(element);
  }, attributes);
  await page.locator("#placed input").waitFor();
  return page.locator("#placed");
}

/** @param {Page} page */
const told = (page) => page.evaluate(() => /** @type {{ told: [string, { skill: string, correct: boolean, attempts: number, hints: number }][] }} */ (/** @type {unknown} */ (window)).told);

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
