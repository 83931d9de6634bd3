// The surface from above: it is drawn, its point is dragged and moved by keys, and what lies on it lies over another canvas.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { inBrowser } from "../support/browser.mjs";
import { coloursOn } from "../support/canvas.mjs";
import { openCourse } from "../support/course.mjs";
import { eventually } from "../support/waiting.mjs";

/** @import { Page } from "playwright-core" */

const pageTest = inBrowser();

/** @param {Page} page @param {string} home @param {string} markup */
const open = (page, home, markup) => openCourse(page, home, "chain-contour", `<div style="width:500px">${markup}</div>`);

/** @param {Page} page */
const ready = (page) => page.waitForFunction(() => /** @type {any} */ (document.querySelector("chain-contour"))?.contoured !== undefined);

/** @param {Page} page @returns {Promise<import("../../../www/elements/engine.js").Contoured>} */
const contoured = (page) => page.evaluate(() => /** @type {any} */ (document.querySelector("chain-contour")).contoured);

const bowl = '<chain-contour of="x^2+3y^2" at="x=1, y=1">a bowl</chain-contour>';

pageTest("it is drawn, with heat, lines and the gradient", { path: null, deviceScaleFactor: 2 }, async ({ page, home }) => {
  await open(page, home, bowl);
  await ready(page);
  const { value, gradient, levels, description, lowest } = await contoured(page);
  assert.equal(value, 4);
  assert.deepEqual(gradient, [2, 6]);
  assert.ok(levels.length > 4);
  assert.deepEqual(lowest, { at: [0, 0], value: 0 });
  assert.match(description, /rises fastest in that direction/);
  const colours = await coloursOn(page, "chain-contour canvas");
  assert.ok(colours.has("176,74,0"), "the gradient");
  assert.ok(colours.has("0,98,155"), "a line");
  assert.ok(colours.size > 60, `${colours.size} colours`);
});

pageTest("the point is dragged, and the picture stays", { path: null }, async ({ page, home }) => {
  await open(page, home, bowl);
  await ready(page);
  const before = await contoured(page);
  const box = await page.locator(".handle").boundingBox();
  assert.ok(box);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x - 70, y + 40, { steps: 5 });
  await page.mouse.up();
  const after = await contoured(page);
  assert.deepEqual(after.view, before.view);
  const at = (await page.locator("chain-contour").getAttribute("at")) ?? "";
  const [px, py] = at.split(", ").map((part) => Number(part.split("=")[1]));
  assert.ok(px < 1 && py < 1, at);
  assert.ok(Math.abs((after.gradient?.[0] ?? 0) - 2 * px) < 1e-9 && Math.abs((after.gradient?.[1] ?? 0) - 6 * py) < 1e-9);
});

pageTest("the point moves by keys, and says where it is", { path: null }, async ({ page, home }) => {
  await open(page, home, bowl);
  await ready(page);
  await page.locator(".handle").focus();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowUp");
  const at = (await page.locator("chain-contour").getAttribute("at")) ?? "";
  assert.match(at, /^x=0\.9\d?, y=1\.[01]\d?$/);
  assert.match((await page.locator(".handle").getAttribute("aria-valuetext")) ?? "", /x = .*y = .*f = .*gradient/);
  await page.locator(".values summary").focus();
  await page.keyboard.press("Enter");
  await page.locator(".values tbody tr").nth(2).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Table of values", "the focus stays");
});

pageTest("wheel, keys and reset", { path: null }, async ({ page, home }) => {
  await open(page, home, bowl);
  await ready(page);
  const first = (await contoured(page)).view;
  await page.locator("chain-contour canvas").focus();
  await page.keyboard.press("+");
  await eventually(async () => {
    const closer = (await contoured(page)).view;
    assert.ok(closer.right - closer.left < first.right - first.left);
  });
  await page.keyboard.press("0");
  await eventually(async () => assert.deepEqual((await contoured(page)).view, first));
});

pageTest("paths lie over another canvas, a grid is a surface too", { path: null }, async ({ page, home }) => {
  await open(page, home, bowl);
  await ready(page);
  const seen = await page.evaluate(async () => {
    const { loadEngine } = await import(new URL("engine.js", location.href).href);
    const engine = await loadEngine();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [400, 300];
    const colors = { ink: "#000", paper: "#fff", hairline: "#ccc", f: "#00f", derivative: "#f00", second: "#888", tangent: "#000" };
    const common = { pixelRatio: 1, colors, fontSize: 12, fontFamily: "serif", view: { left: -2, right: 2, bottom: -2, top: 2 } };
    const over = engine.contour(canvas, { ...common, text: "x^2+y^2", layers: [], paths: [{ points: [[-1, 0], [1, 0]], color: "#12ab34", dots: true }] });
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    const clear = context.getImageData(200, 40, 1, 1).data[3];
    const { frame } = over;
    const path = [...context.getImageData(Math.round(frame.left + frame.width / 2), Math.round(frame.top + frame.height / 2), 1, 1).data];
    const values = Float64Array.from({ length: 21 * 21 }, (_, i) => (i % 21) - 10);
    const grid = engine.contour(canvas, { ...common, grid: { columns: 21, values }, middle: 0, levels: [0], colors: { ...colors, above: "#0000ff", below: "#ff0000" }, layers: ["heat"] });
    const at = (/** @type {number} */ share) => [...context.getImageData(Math.round(grid.frame.left + grid.frame.width * share), 150, 1, 1).data];
    return { clear, path, left: at(0.1), right: at(0.9) };
  });
  assert.equal(seen.clear, 0);
  assert.deepEqual(seen.path, [0x12, 0xab, 0x34, 255]);
  assert.ok(seen.left[0] > seen.left[2] && seen.right[2] > seen.right[0], JSON.stringify(seen));
});

pageTest("it is saved as it is seen", { path: null }, async ({ page, home }) => {
  await open(page, home, bowl);
  await ready(page);
  await page.locator("chain-contour .more summary").click();
  for (const kind of ["PNG", "SVG"]) {
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: `Save as ${kind}` }).click()]);
    assert.equal(download.suggestedFilename(), `x^2+3y^2.${kind.toLowerCase()}`);
    const bytes = await readFile(await download.path());
    assert.ok(bytes.toString("latin1").includes(kind === "PNG" ? "IHDR" : "<desc>"), kind);
  }
});
