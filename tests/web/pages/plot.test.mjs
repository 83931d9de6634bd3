// The picture: it is drawn, its tangent is dragged, and it is moved about by pointer, wheel and keys.
import assert from "node:assert/strict";
import { inBrowser } from "../support/browser.mjs";

/** @import { Page } from "playwright-core" */

const pageTest = inBrowser();

/** @param {Page} page */
const ready = (page) => page.waitForFunction(() => /** @type {any} */ (document.querySelector("chain-plot"))?.plotted !== undefined);

/** @param {Page} page @returns {Promise<{ left: number, right: number, bottom: number, top: number }>} */
const view = (page) => page.evaluate(() => /** @type {any} */ (document.querySelector("chain-plot")).plotted.view);

/** @param {Page} page */
async function middleOf(page, selector = "canvas") {
  const box = await page.locator(selector).boundingBox();
  assert.ok(box);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** @param {Page} page */
const point = (page) => page.locator(".handle").getAttribute("aria-valuenow").then(Number);

pageTest("it is drawn, sharply", { deviceScaleFactor: 2 }, async ({ page }) => {
  await ready(page);
  const seen = await page.evaluate(() => {
    const canvas = /** @type {HTMLCanvasElement} */ (document.querySelector("chain-plot canvas"));
    const { data } = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d")).getImageData(0, 0, canvas.width, canvas.height);
    const colours = new Set();
    for (let i = 0; i < data.length; i += 4) colours.add(`${data[i]},${data[i + 1]},${data[i + 2]}`);
    return { ratio: canvas.width / canvas.clientWidth, f: colours.has("0,98,155"), derivative: colours.has("176,74,0") };
  });
  assert.ok(Math.abs(seen.ratio - 2) < 0.01);
  assert.ok(seen.f && seen.derivative);
});

pageTest("the tangent is dragged, and the whole page follows", async ({ page }) => {
  await ready(page);
  await page.locator(".handle").scrollIntoViewIfNeeded();
  const from = await middleOf(page, ".handle");
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x - 60, from.y + 30, { steps: 6 });
  await page.mouse.up();
  const x = await point(page);
  assert.ok(x < 1);
  const slope = Number(((await page.locator("#there .slope").textContent()) ?? "").split("=")[1].replace("−", "-"));
  assert.ok(Math.abs(slope - (8 * x + 12)) < 1e-6, `${slope} at ${x}`);
  await page.waitForFunction((at) => location.hash.includes(`at=x:${at}`), x);
});

pageTest("the tangent moves by keys, and says where it is", async ({ page }) => {
  await ready(page);
  await page.locator(".handle").focus();
  const before = await point(page);
  await page.keyboard.press("ArrowRight");
  assert.ok((await point(page)) > before);
  await page.keyboard.press("Shift+ArrowLeft");
  assert.ok((await point(page)) < before);
  assert.match((await page.locator(".handle").getAttribute("aria-valuetext")) ?? "", /x = .*f = .*slope/);
});

pageTest("pan, zoom and reset", async ({ page }) => {
  await ready(page);
  await page.locator("canvas").scrollIntoViewIfNeeded();
  const first = await view(page);
  const at = await middleOf(page);
  const corner = { x: at.x - 120, y: at.y - 60 };
  await page.mouse.move(corner.x, corner.y);
  await page.mouse.move(corner.x + 2, corner.y);
  await page.mouse.wheel(0, -300);
  await page.waitForTimeout(150);
  const closer = await view(page);
  assert.ok(closer.right - closer.left < first.right - first.left);

  await page.mouse.down();
  await page.mouse.move(corner.x + 60, corner.y, { steps: 4 });
  await page.mouse.up();
  await page.waitForTimeout(150);
  const aside = await view(page);
  assert.ok(aside.left < closer.left);
  assert.ok(Math.abs(aside.right - aside.left - (closer.right - closer.left)) < 1e-3);
  await page.waitForFunction(() => location.hash.includes("view="));

  await page.locator("canvas").focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("-");
  await page.waitForTimeout(150);
  const further = await view(page);
  assert.ok(further.right - further.left > aside.right - aside.left);

  await page.keyboard.press("0");
  await page.waitForTimeout(150);
  assert.deepEqual(await view(page), first);
});

pageTest("the wheel scrolls the page when the picture only passes by", { viewport: { width: 1000, height: 500 } }, async ({ page }) => {
  await ready(page);
  await page.mouse.move(500, 250);
  const before = await view(page);
  for (let i = 0; i < 12; i += 1) {
    await page.mouse.wheel(0, 60);
    await page.waitForTimeout(30);
  }
  await page.waitForTimeout(200);
  assert.ok((await page.evaluate(() => scrollY)) > 200);
  assert.deepEqual(await view(page), before);
});

pageTest("curves are switched, and a table says it in numbers", async ({ page }) => {
  await ready(page);
  await page.locator('[data-curve="second"]').click();
  assert.equal(await page.locator('[data-curve="second"]').getAttribute("aria-pressed"), "true");
  await page.getByText("Table of values").click();
  const rows = await page.locator(".values tbody tr").count();
  assert.ok(rows >= 5);
  assert.ok(((await page.locator("chain-plot .words").textContent()) ?? "").length > 20);
});

for (const f of ["1/x", "tan(x)", "ln|x|", "floor(x)", "x sin(1/x)", "sqrt(x^2-1)", "10^300 x", "7", "sqrt(-1-x^2)"]) {
  pageTest(`${f} has a picture`, { path: `#v1&f=${encodeURIComponent(f)}` }, async ({ page }) => {
    await ready(page);
    const { left, right, bottom, top } = await view(page);
    assert.ok([left, right, bottom, top].every(Number.isFinite) && left < right && bottom < top);
  });
}
