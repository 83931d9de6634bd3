// Predictions that are drawn: an arrow on contour lines, a curve on empty axes; by hand, by keys alone, on a phone.
import assert from "node:assert/strict";
import { inBrowser } from "../support/browser.mjs";
import { coloursOn } from "../support/canvas.mjs";
import { openCourse, told } from "../support/course.mjs";

/** @import { Page } from "playwright-core" */

const pageTest = inBrowser();

/** A page of a course site. @param {Page} page @param {string} home @param {string} markup */
async function open(page, home, markup) {
  await openCourse(page, home, "chain-draw", `<div style="max-width:500px">${markup}</div>`);
  await page.locator("chain-draw .handle").first().waitFor();
}

/** @param {Page} page @param {string} part */
const text = async (page, part) => ((await page.locator(part).textContent()) ?? "").replace(/\s+/g, " ");

const arrow = '<chain-draw of="x^2+3y^2" at="x=1, y=1" name="uphill"><p>Which way?</p><details><summary>See</summary><p>This way.</p></details></chain-draw>';
const several = '<chain-draw of="x^2+y^2 | x*y" at="x=1, y=0 | x=1, y=0" count="2"><p>Which way?</p></chain-draw>';
const curve = '<chain-draw what="curve" of="x^2" view="0 2 0 4"><p>How does it go?</p><details><summary>See</summary><p>So.</p></details></chain-draw>';

pageTest("an arrow is dragged to its place; the gradient appears beside it with the angle between", { path: null }, async ({ page, home }) => {
  await open(page, home, arrow);
  const commit = page.getByRole("button", { name: "That is my arrow" });
  assert.equal(await commit.isDisabled(), true);
  assert.equal(await page.locator("details").isVisible(), false);
  const [handle, foot] = [await page.locator(".handle").boundingBox(), await page.locator(".foot").boundingBox()];
  assert.ok(handle && foot);
  await page.mouse.move(handle.x + handle.width / 2, handle.y + handle.height / 2);
  await page.mouse.down();
  // Twenty along x, sixty along y: the gradient is (2, 6).
  await page.mouse.move(foot.x + foot.width / 2 + 20, foot.y + foot.height / 2 - 60, { steps: 6 });
  await page.mouse.up();
  assert.equal(Math.abs(Number(await page.locator(".handle").getAttribute("aria-valuenow")) - 72) <= 2, true);
  await commit.click();
  assert.match(await text(page, ".verdict"), /Right, [012]° off: the gradient at \(1, 1\) is \(2, 6\)\./);
  assert.equal(await page.locator("details p").isVisible(), true);
  assert.deepEqual(await told(page), [
    ["chain-answer", { skill: "predict", name: "uphill", correct: true, attempts: 1, hints: 0 }],
    ["chain-complete", { skill: "predict", name: "uphill", correct: 1, attempts: 1, hints: 0 }],
  ]);
  assert.ok((await coloursOn(page, "chain-draw canvas")).has("176,74,0"), "the gradient is in the picture");
});

pageTest("by keys alone: the angle is said, and what kind of wrong way it is", { path: null }, async ({ page, home }) => {
  await open(page, home, several);
  const handle = page.locator(".handle");
  await handle.focus();
  assert.equal(await handle.getAttribute("aria-valuetext"), "0 degrees, to the right");
  for (let i = 0; i < 6; i += 1) await page.keyboard.press("PageUp");
  assert.equal(await handle.getAttribute("aria-valuetext"), "180 degrees, to the left");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.match(await text(page, ".verdict"), /straight downhill/);
  // The next question, by keys as well: xy rises along y at (1, 0).
  await page.keyboard.press("Enter");
  assert.match(await text(page, ".here"), /f\(x,y\)=x\u2062?yx=1, y=0/);
  for (let i = 0; i < 30; i += 1) await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowRight");
  assert.equal(await handle.getAttribute("aria-valuenow"), "87");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.match(await text(page, ".verdict"), /Right, 3° off/);
  // Two are asked for: the first question comes again, answered along the contour line, then rightly.
  for (const [presses, says] of /** @type {const} */ ([[3, /along the contour line/], [3, /Right, /]])) {
    await page.keyboard.press("Enter");
    for (let i = 0; i < presses; i += 1) await page.keyboard.press("PageUp");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    assert.match(await text(page, ".verdict"), says);
  }
  const complete = (await told(page)).filter(([name]) => name === "chain-complete");
  assert.deepEqual(complete, [["chain-complete", { skill: "predict", name: "draw", correct: 2, attempts: 4, hints: 0 }]]);
});

pageTest("a curve is drawn freehand, then the true one appears, with how far off", { path: null }, async ({ page, home }) => {
  await open(page, home, curve);
  const [first, last] = [await page.locator(".handle").first().boundingBox(), await page.locator(".handle").last().boundingBox()];
  const box = await page.locator("chain-draw canvas").boundingBox();
  assert.ok(first && last && box);
  const [left, right] = [first.x + first.width / 2, last.x + last.width / 2];
  // The handles stand half way up.
  const middle = first.y + first.height / 2;
  const unit = 2 * (middle - box.y) - 2 * 8;
  const to = (/** @type {number} */ x) => /** @type {const} */ ([left + ((right - left) * x) / 2, middle + unit / 2 - (unit * x * x) / 4]);
  await page.mouse.move(...to(0.01));
  await page.mouse.down();
  for (let x = 0.05; x <= 1.96; x += 0.05) await page.mouse.move(...to(x));
  await page.mouse.up();
  await page.getByRole("button", { name: "That is my curve" }).click();
  assert.match(await text(page, ".verdict"), /Well drawn\. On average you are [0-6] % of the picture’s height off, most at x=/);
  assert.equal((await told(page))[0][1].correct, true);
});

pageTest("a curve by keys, and another one than asked for", { path: null, viewport: { width: 360, height: 740 } }, async ({ page, home }) => {
  await open(page, home, curve);
  await page.locator(".handle").first().focus();
  assert.equal(await page.locator(".handle").nth(1).getAttribute("aria-label"), "Your curve at x = 0.4");
  // Turned round: high at first, low at last.
  await page.keyboard.press("End");
  assert.equal(await page.locator(".handle").first().getAttribute("aria-valuenow"), "4");
  for (let i = 0; i < 5; i += 1) await page.keyboard.press("Tab");
  await page.keyboard.press("Home");
  assert.equal(await page.locator(".handle").last().getAttribute("aria-valuetext"), "0");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.match(await text(page, ".verdict"), /That is another curve\. .* most at x=[02]: you drew [04], it is [04]\./);
  assert.equal((await told(page))[0][1].correct, false);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
});
