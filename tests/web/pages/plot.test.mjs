// The picture: it is drawn, its tangent is dragged, and it is moved about by pointer, wheel and keys.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { inBrowser } from "../support/browser.mjs";
import { coloursOn } from "../support/canvas.mjs";
import { eventually, nextFrames } from "../support/waiting.mjs";

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
  const ratio = await page.locator("chain-plot canvas").evaluate((canvas) => /** @type {HTMLCanvasElement} */ (canvas).width / canvas.clientWidth);
  assert.ok(Math.abs(ratio - 2) < 0.01);
  const colours = await coloursOn(page, "chain-plot canvas");
  assert.ok(colours.has("0,98,155"), "f");
  assert.ok(colours.has("176,74,0"), "the derivative");
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

pageTest("of several plots each says which function it is", { path: "lessons/schedules.html" }, async ({ page }) => {
  const names = () => page.evaluate(() => [...document.querySelectorAll(".small-multiples canvas")].map((canvas) => /^Plot of the function .+?\. /.exec(canvas.getAttribute("aria-label") ?? "")?.[0]));
  await page.waitForFunction(() => document.querySelectorAll(".small-multiples canvas[aria-label]").length === 5);
  const said = await names();
  assert.equal(new Set(said).size, 5, said.join());
  assert.ok(!said.includes(undefined), said.join());
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
  const closer = await eventually(async () => {
    const { left, right } = await view(page);
    assert.ok(right - left < first.right - first.left);
    return { left, right };
  });

  await page.mouse.down();
  await page.mouse.move(corner.x + 60, corner.y, { steps: 4 });
  await page.mouse.up();
  await nextFrames(page);
  const aside = await view(page);
  assert.ok(aside.left < closer.left);
  assert.ok(Math.abs(aside.right - aside.left - (closer.right - closer.left)) < 1e-3);
  await page.waitForFunction(() => location.hash.includes("view="));

  await page.locator("canvas").focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("-");
  await eventually(async () => {
    const further = await view(page);
    assert.ok(further.right - further.left > aside.right - aside.left);
  });

  await page.keyboard.press("0");
  await eventually(async () => assert.deepEqual(await view(page), first));
});

pageTest("the wheel scrolls the page when the picture only passes by", { viewport: { width: 1000, height: 500 } }, async ({ page }) => {
  await ready(page);
  await page.mouse.move(500, 250);
  const before = await view(page);
  for (let i = 0; i < 12; i += 1) {
    await page.mouse.wheel(0, 60);
    await nextFrames(page);
  }
  await page.waitForFunction(() => scrollY > 200);
  assert.deepEqual(await view(page), before);
});

pageTest("curves are switched, and a table says it in numbers", async ({ page }) => {
  await ready(page);
  await page.locator('[data-curve="second"]').click();
  assert.equal(await page.locator('[data-curve="second"]').getAttribute("aria-pressed"), "true");
  await page.locator(".values summary").focus();
  await page.keyboard.press("Enter");
  await page.locator(".values tbody tr").nth(4).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Table of values", "the focus stays");
  assert.ok(((await page.locator("chain-plot .words").textContent()) ?? "").length > 20);
});

pageTest("a secant is switched on and drawn out, and says its slope", async ({ page }) => {
  await ready(page);
  await page.locator('[data-curve="secant"]').click();
  const end = page.locator("chain-plot .end");
  await end.waitFor();
  const spoken = () => end.getAttribute("aria-valuetext");
  /** (2x+3)² rises from x to t by 4(x + t) + 12 on one. */
  const right = async () => {
    const to = Number(await end.getAttribute("aria-valuenow"));
    const slope = Number(/secant (.*)/.exec((await spoken()) ?? "")?.[1].replace("−", "-"));
    assert.ok(Math.abs(slope - (4 * (1 + to) + 12)) < 1e-4 * Math.abs(slope), `${await spoken()}`);
    return to;
  };
  const first = await right();
  // The link says where it ends before anyone has drawn it out, so that the way back shows the same.
  await page.waitForFunction((to) => location.hash.endsWith(`&to=${to}`), first);
  await end.scrollIntoViewIfNeeded();
  const from = await middleOf(page, "chain-plot .end");
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x - 50, from.y, { steps: 4 });
  await page.mouse.up();
  assert.ok((await right()) < first);
  await page.waitForFunction((to) => location.hash.includes(`to=${to}`), await right());
  await end.focus();
  await page.keyboard.press("ArrowRight");
  await right();
});

pageTest("a link reopens a secant", { path: "#v1&f=x%5E2&at=x:1&curves=f,secant&to=1" }, async ({ page }) => {
  await ready(page);
  // Between a point and itself there is no slope, and none is invented.
  assert.match((await page.locator("chain-plot .end").getAttribute("aria-valuetext")) ?? "", /x = 1, f = 1, slope of the secant –/);
});

pageTest("the curve is traced by keys, from one remarkable place to the next", { path: "#v1&f=x%5E3-3x&at=x:2" }, async ({ page }) => {
  await ready(page);
  await page.locator("chain-plot canvas").focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement?.classList.contains("handle"));
  await page.keyboard.press("p");
  await page.keyboard.press("p");
  assert.equal(await point(page), 1);
  assert.equal(await page.locator('chain-plot [role="status"]').textContent(), "x = 1: lowest point nearby, f = −2");
  await page.keyboard.press("n");
  assert.match((await page.locator('chain-plot [role="status"]').textContent()) ?? "", /^x = 1\.732.*: zero/);
});

pageTest("a picture is saved as PNG and as SVG", async ({ page }) => {
  await ready(page);
  await page.getByText("Listen, save").click();
  /** @param {string} button */
  const saved = async (button) => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: button }).click()]);
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  };
  const png = await saved("Save as PNG");
  assert.match(png.name, /^\(2x\+3\)\^2\.png$/);
  assert.equal(png.bytes.toString("latin1", 1, 4), "PNG");
  const width = await page.evaluate(() => /** @type {HTMLElement} */ (document.querySelector("chain-plot .stage")).clientWidth);
  assert.equal(png.bytes.readUInt32BE(16), 3 * width);
  const svg = await saved("Save as SVG");
  const text = svg.bytes.toString();
  assert.match(text, /^<svg [^>]*viewBox="0 0 \d+(\.\d+)? \d+(\.\d+)?"/);
  assert.match(text, /<desc>The curve falls until x = −1.5/);
  const fine = await page.evaluate((text) => new DOMParser().parseFromString(text, "image/svg+xml").querySelectorAll("parsererror").length === 0, text);
  assert.ok(fine);
});

pageTest("the curve is heard when it is asked for, and falls silent", async ({ page }) => {
  await page.addInitScript(() => {
    const Real = AudioContext;
    // @ts-ignore counted
    globalThis.AudioContext = class extends Real { constructor() { super(); window.begun = (window.begun ?? 0) + 1; } };
  });
  await page.reload();
  await ready(page);
  const begun = () => page.evaluate(() => /** @type {any} */ (window).begun ?? 0);
  assert.equal(await begun(), 0);
  await page.getByText("Listen, save").click();
  const listen = page.getByRole("button", { name: "Listen to the curve" });
  // Called off before it sounds.
  await listen.dblclick();
  assert.equal(await listen.getAttribute("aria-pressed"), "false");
  const before = await begun();
  await listen.click();
  assert.equal(await listen.getAttribute("aria-pressed"), "true");
  await page.locator("chain-plot .cursor").waitFor();
  assert.equal(await begun(), before + 1);
  await listen.click();
  assert.equal(await listen.getAttribute("aria-pressed"), "false");
  assert.ok(await page.locator("chain-plot .cursor").isHidden());
});

pageTest("it is printed three times as fine, on white", { colorScheme: "dark" }, async ({ page }) => {
  await ready(page);
  const seen = () => page.evaluate(() => {
    const canvas = /** @type {HTMLCanvasElement} */ (document.querySelector("chain-plot canvas"));
    const [red] = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d")).getImageData(3, 3, 1, 1).data;
    return { ratio: Math.round(canvas.width / canvas.clientWidth), red };
  });
  assert.ok((await seen()).red < 60);
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  assert.deepEqual(await seen(), { ratio: 3, red: 255 });
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await eventually(async () => assert.equal((await seen()).ratio, 1));
});

for (const f of ["1/x", "tan(x)", "ln|x|", "floor(x)", "x sin(1/x)", "sqrt(x^2-1)", "10^300 x", "7", "sqrt(-1-x^2)"]) {
  pageTest(`${f} has a picture`, { path: `#v1&f=${encodeURIComponent(f)}` }, async ({ page }) => {
    await ready(page);
    const { left, right, bottom, top } = await view(page);
    assert.ok([left, right, bottom, top].every(Number.isFinite) && left < right && bottom < top);
  });
}
