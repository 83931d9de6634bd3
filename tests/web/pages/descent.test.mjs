// The laboratory of descent: a race is drawn, its start dragged, its steps walked, its failures explained, its link reopened.
import assert from "node:assert/strict";
import { inBrowser } from "../support/browser.mjs";
import { coloursOn } from "../support/canvas.mjs";
import { eventually } from "../support/waiting.mjs";

/** @import { Page } from "playwright-core" */

const pageTest = inBrowser();
const lab = "labs/descent.html";

/** @param {Page} page */
const ready = (page) => page.waitForFunction(() => /** @type {any} */ (document.querySelector("chain-descent"))?.runs.length > 0);

/** @param {Page} page @returns {Promise<any[]>} */
const runs = (page) => page.evaluate(() => /** @type {any} */ (document.querySelector("chain-descent")).runs);

pageTest("three optimizers race, each at its own rate", { path: lab }, async ({ page }) => {
  await ready(page);
  const all = await runs(page);
  assert.deepEqual(all.map(({ name, rate }) => [name, rate]), [["sgd", 0.07], ["momentum", 0.02], ["adam", 0.3]]);
  assert.equal(all[0].path.points.length, 61);
  const colours = await coloursOn(page, "chain-descent .stage canvas");
  for (const colour of ["176,74,0", "0,119,90", "160,68,124"]) assert.ok(colours.has(colour), colour);
  assert.match(await page.locator("chain-descent .time output").innerText(), /step 60 of 60/);
});

pageTest("a rate too large is told, and the suggestion is taken", { path: lab }, async ({ page }) => {
  await ready(page);
  const rate = page.locator(".runs li").first().locator("input");
  await rate.fill("0.09");
  await rate.press("Enter");
  await page.locator(".said button").first().waitFor();
  assert.deepEqual(await page.locator(".said math").evaluateAll((all) => all.map((math) => /** @type {any} */ (math).dataset.said)), ["2/λ = 0.08", "λ = 25"]);
  assert.match(await page.locator(".runs li").first().innerText(), /diverged|on its way/);
  await page.locator(".said button").first().click();
  await page.waitForFunction(() => /** @type {any} */ (document.querySelector("chain-descent")).runs[0].rate === 0.04);
});

pageTest("the ledger shows what was applied, step by step, by keyboard", { path: lab }, async ({ page }) => {
  await ready(page);
  const range = page.locator(".time input");
  await range.focus();
  await range.press("Home");
  assert.match(await page.locator(".ledger table").innerText(), /–/);
  await range.press("ArrowRight");
  const [sgd] = await runs(page);
  assert.match(await page.locator(".time output").innerText(), /step 1 of 60/);
  const table = await page.locator(".ledger table").innerText();
  assert.ok(table.includes("4") && table.includes("25"), table);
  assert.deepEqual(sgd.path.steps[0].map((/** @type {number} */ x) => Number(x.toFixed(9))), [-0.28, -1.75]);
});

pageTest("the start is dragged and moved by keys, and the link reopens it", { path: lab }, async ({ page, context, home }) => {
  await ready(page);
  const handle = page.locator("chain-descent .handle");
  await handle.focus();
  await handle.press("ArrowLeft");
  await handle.press("Shift+ArrowUp");
  const start = await page.locator("chain-descent").getAttribute("start");
  assert.notEqual(start, "x=4, y=1");
  const box = await handle.boundingBox();
  assert.ok(box);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x - 60, box.y + 30, { steps: 4 });
  await page.mouse.up();
  const dragged = await page.locator("chain-descent").getAttribute("start");
  assert.notEqual(dragged, start);
  // The link is written when the hand rests.
  await page.waitForFunction((start) => decodeURIComponent(location.hash).includes(`start=${start}&`), dragged);
  const again = await context.newPage();
  const link = await page.evaluate(() => location.href);
  await again.goto(link);
  await ready(again);
  assert.equal(await again.locator("chain-descent").getAttribute("start"), dragged);
  assert.ok(link.startsWith(home));
});

pageTest("every preset runs, one weight from the side, and another loss can be typed", { path: lab }, async ({ page }) => {
  await ready(page);
  for (const preset of ["bowl", "rosenbrock", "beale", "saddle", "valleys", "parabola"]) {
    await page.locator(`[data-preset="${preset}"]`).click();
    const loss = await page.locator("chain-descent").getAttribute("loss");
    assert.equal(await page.locator("#loss").inputValue(), loss);
    await page.locator("chain-descent .stage canvas").waitFor();
    assert.equal(await page.locator("chain-descent .complaint").count(), 0);
  }
  await page.locator(".stage > svg polyline").nth(1).waitFor({ state: "attached" });
  assert.equal(await page.locator(".stage > svg polyline").count(), 2);
  await page.locator("#loss").fill("sin(3x) + x^2/4 + cos(2y) + y^2/6");
  await page.waitForFunction(() => /** @type {any} */ (document.querySelector("chain-descent")).runs[0].path.variables.length === 2);
  await page.locator("#loss").fill("sin(3x) +");
  await page.locator("#reading .complaint").waitFor();
  await page.locator("#schedule").selectOption("cosine");
  await page.locator("[data-library=pytorch]").click();
  await eventually(async () => assert.match(await page.locator("#program").innerText(), /^import torch/));
});

pageTest("a wrong attribute is told where it stands", { path: lab }, async ({ page }) => {
  await ready(page);
  await page.evaluate(() => document.querySelector("chain-descent")?.setAttribute("optimizer", "adan"));
  await page.locator("chain-descent .complaint").waitFor();
  assert.match(await page.locator("chain-descent .complaint").innerText(), /adan.*sgd, momentum/s);
  await page.evaluate(() => document.querySelector("chain-descent")?.setAttribute("optimizer", "lion"));
  await page.waitForFunction(() => /** @type {any} */ (document.querySelector("chain-descent")).runs[0]?.name === "lion");
});

pageTest("on a phone nothing sticks out", { path: lab, viewport: { width: 360, height: 740 } }, async ({ page }) => {
  await ready(page);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 360, `${wide} px`);
});

pageTest("a long race is computed in pieces that can be stopped, and is the race in one", { path: `${lab}#v1&loss=(1-x)%5E2%2B2(y-x%5E2)%5E2&start=x%3D-1.2%2C%20y%3D1&optimizer=adam%20momentum&rate=0.001%200.0001&steps=3000` }, async ({ page }) => {
  await ready(page);
  await page.waitForFunction(() => /** @type {any} */ (document.querySelector("chain-descent")).runs.every((/** @type {any} */ { path }) => path.rates.length === 3000));
  const [adam] = await page.evaluate(async () => {
    const { engineHere } = await import(new URL("../elements/element.js", location.href).href);
    const engine = await engineHere();
    return /** @type {any} */ (document.querySelector("chain-descent")).runs.map((/** @type {any} */ { asked, path }) => {
      const whole = engine.descend(asked);
      return { same: JSON.stringify(whole.points) === JSON.stringify(path.points), losses: whole.losses.length === path.losses.length, memory: whole.memory.length === path.memory.length };
    });
  });
  assert.deepEqual(adam, { same: true, losses: true, memory: true });
  // In the page, so that it is pressed in the frame in which it shows: a quick machine is soon at the end.
  await page.evaluate(() => new Promise((pressed) => {
    document.querySelector("chain-descent")?.setAttribute("steps", "20000");
    const press = () => {
      const button = /** @type {HTMLElement} */ (document.querySelector("[data-go=halt]"));
      if (button.checkVisibility()) pressed(button.click());
      else requestAnimationFrame(press);
    };
    press();
  }));
  await page.waitForFunction(() => /** @type {HTMLElement} */ (document.querySelector("chain-descent .computing")).hidden);
  const reached = await page.evaluate(() => /** @type {any} */ (document.querySelector("chain-descent")).runs.map((/** @type {any} */ { path }) => path.rates.length));
  assert.ok(reached.every((/** @type {number} */ steps) => steps > 0 && steps < 20_000), `stopped at ${reached}`);
  await page.evaluate(() => document.querySelector("chain-descent")?.setAttribute("steps", "20001"));
  await page.locator("chain-descent .complaint").waitFor();
});

pageTest("losses in powers of ten, and a program with its schedule", { path: lab }, async ({ page }) => {
  await ready(page);
  const log = page.locator("chain-descent button", { hasText: "powers of ten" });
  await log.click();
  await page.waitForFunction(() => document.querySelector("chain-descent")?.getAttribute("scale") === "log");
  assert.equal(await log.getAttribute("aria-pressed"), "true");
  assert.match(await page.locator("chain-descent .charts .caption").first().innerText(), /^log₁₀ of the loss/);
  await page.waitForFunction(() => location.hash.includes("scale=log"));
  await page.locator("#schedule").selectOption("cosine");
  await page.waitForFunction(() => /** @type {any} */ (document.querySelector("chain-descent")).runs[0].asked.schedule?.name === "cosine");
  await page.locator("[data-library=pytorch]").click();
  await page.waitForFunction(() => document.getElementById("program")?.textContent?.includes("CosineAnnealingLR(optimizer, T_max=60"));
  await page.locator("#which").selectOption({ index: 2 });
  await page.locator("[data-library=numpy]").click();
  await page.waitForFunction(() => /m_hat/.test(document.getElementById("program")?.textContent ?? ""));
});

pageTest("one optimizer under several schedules is several runs, named by them, and one of them can be taken out", { path: "lessons/schedules.html" }, async ({ page }) => {
  const descent = page.locator("chain-descent");
  await descent.locator(".runs li").nth(4).waitFor();
  const names = () => descent.locator(".runs .schedule").allInnerTexts();
  assert.deepEqual(await names(), ["constant", "step decay", "exponential", "cosine", "linear warm-up"]);
  const losses = await descent.evaluate((element) => /** @type {any} */ (element).runs.map((/** @type {any} */ { path }) => path.losses.at(-1)));
  assert.ok(losses[0] > 1 && losses.slice(1).every((/** @type {number} */ loss) => loss < 1e-3), `${losses}`);
  await descent.locator("[data-drop]").nth(1).click();
  await page.waitForFunction(() => document.querySelectorAll("chain-descent .runs li").length === 4);
  assert.deepEqual(await names(), ["constant", "exponential", "cosine", "linear warm-up"]);
});

pageTest("one optimizer at several rates is several runs, told apart by them", { path: lab }, async ({ page }) => {
  const descent = page.locator("chain-descent");
  await descent.evaluate((element) => {
    element.setAttribute("optimizer", "sgd");
    element.setAttribute("rate", "0.01 0.05 0.1");
  });
  await page.waitForFunction(() => document.querySelectorAll("chain-descent .ledger th[scope=col]").length === 4);
  assert.deepEqual((await descent.locator(".ledger th[scope=col]").allInnerTexts()).slice(1), ["SGD, rate 0.01", "SGD, rate 0.05", "SGD, rate 0.1"]);
  assert.match((await descent.locator("canvas").first().getAttribute("aria-label")) ?? "", /SGD, rate 0\.05 at step/);
  await descent.locator("[data-drop]").nth(1).click();
  await page.waitForFunction(() => document.querySelectorAll("chain-descent .runs li").length === 2);
  assert.equal(await descent.getAttribute("rate"), "0.01 0.1");
});

pageTest("beside its column the ledger of four runs is seen whole", { path: "lessons/optimizers.html", viewport: { width: 1280, height: 900 } }, async ({ page }) => {
  await page.locator("chain-descent .ledger tbody tr").first().waitFor();
  const [shown, whole] = await page.evaluate(() => {
    const ledger = /** @type {HTMLElement} */ (document.querySelector("chain-descent .scroll"));
    return [ledger.clientWidth, ledger.scrollWidth];
  });
  assert.ok(whole <= shown, `${whole} in ${shown} pixels`);
});

pageTest("a dial sets the rate of the run below it", { path: "lessons/learning-rate.html" }, async ({ page }) => {
  const descent = page.locator("#idea chain-descent, [data-part=idea] chain-descent").first();
  await descent.locator(".runs li").first().waitFor();
  await page.locator("[data-part=idea] chain-dial input").fill("1.1");
  await page.waitForFunction(() => /diverged|on its way/.test(document.querySelector("[data-part=idea] .status")?.textContent ?? "") && document.querySelector("[data-part=idea] chain-descent")?.getAttribute("rate") === "1.1");
  assert.ok(await descent.evaluate((element) => /** @type {any} */ (element).runs[0].path.losses.at(-1)) > 100);
  assert.match(await page.locator("[data-part=idea] chain-dial output").innerText(), /rate\s*1.1/);
});
