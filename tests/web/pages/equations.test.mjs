// An equation in the tutor's field: dy/dx, the lines to it, its value at a point of the curve.
import assert from "node:assert/strict";
import { inBrowser } from "../support/browser.mjs";

/** @import { Page } from "playwright-core" */

const pageTest = inBrowser();

/** What a part of the page says, without blanks and invisible signs. @param {Page} page @param {string} selector */
const said = async (page, selector) =>
  ((await page.locator(selector).first().textContent()) ?? "").replace(/[\u2061-\u2064\s]+/g, "");

/** @param {Page} page */
const ready = (page) => page.waitForFunction(() => document.body.hasAttribute("data-equation") && document.querySelector("#steps .line"));

/** What the curve's picture says, and whether something on it can be dragged. @param {Page} page */
const curve = async (page) => {
  await page.waitForFunction(() => document.querySelector("#surface .words")?.textContent);
  return page.locator("#surface").evaluate((element) => ({
    words: (element.querySelector(".words")?.textContent ?? "").replace(/[\u2061-\u2064]/g, ""),
    handle: !element.querySelector(".handle")?.hasAttribute("hidden"),
  }));
};

pageTest("x^2+y^2=25 at (3, 4)", { path: "#v1&f=x%5E2%2By%5E2%3D25&at=x:3,y:4" }, async ({ page }) => {
  await ready(page);
  assert.equal(await said(page, "#result"), "dydx=−xy");
  assert.match(await said(page, "#there"), /dydx=−0\.75.*tangenty=−0\.75x\+6\.25/);
  assert.match(await said(page, "#steps"), /2x\+2y⋅dydx=0.*dydx=−xy/);
  const { words, handle } = await curve(page);
  assert.match(words, /from x=−5 to 5 and from y=−5 to 5\. At x=3, y=4 its tangent has the slope −0\.75\./);
  assert.equal(handle, false);
  assert.equal(await page.locator("#plot").isVisible(), false);
  assert.equal(await page.locator("#order").isVisible(), false);
});

pageTest("an equation that is typed, or comes without a point, begins on its curve", { path: "#v1&f=x%5E2%2By%5E2%3D25" }, async ({ page }) => {
  /** @param {RegExp} pattern */
  const says = (pattern) =>
    page.waitForFunction((source) => new RegExp(source).test((document.querySelector("#there")?.textContent ?? "").replace(/[\u2061-\u2064\s]+/g, "")), pattern.source);
  await says(/dydx=−0\.75.*tangenty=−0\.75x\+6\.25/);
  const field = page.locator("#function input");
  await field.fill("x^3 + y^3 = 6xy");
  await says(/dydx=−1.*tangenty=−x\+6/);
  assert.deepEqual(await page.locator("#point input").evaluateAll((fields) => fields.map((field) => /** @type {HTMLInputElement} */ (field).value)), ["3", "3"]);
  // What lies on the next curve too stays where it is.
  await field.fill("x y = 9");
  await says(/dydx=−1/);
  // Of whole numbers none is on this one: that is said, and nothing is made up.
  await field.fill("x^2 + y^2 = 3");
  await says(/isnotonthecurve/);
  await field.fill("x^2 = 4");
  await page.waitForFunction(() => /needs two variables/.test(document.querySelector("#result")?.textContent ?? ""));
});

pageTest("off the curve there is a sentence, and a function brings everything back", { path: "#v1&f=x%5E2%2By%5E2%3D25&at=x:1,y:1" }, async ({ page }) => {
  await ready(page);
  assert.match(await said(page, "#there"), /isnotonthecurve/);
  assert.equal(await said(page, "#result"), "dydx=−xy");
  assert.match((await curve(page)).words, /The point x=1, y=1 does not lie on it\.$/);
  await page.locator("#function input").fill("x^2");
  await page.waitForFunction(() => !document.body.hasAttribute("data-equation"));
  assert.match(await said(page, "#result"), /=2x$/);
  assert.equal(await page.locator("#plot").isVisible(), true);
  assert.equal(await page.locator("#surface").isVisible(), false);
});
