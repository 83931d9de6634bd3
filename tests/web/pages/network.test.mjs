// The laboratory of networks: it starts trained a little, trains before one's eyes, stops, rewinds, and is set by its fields.
import assert from "node:assert/strict";
import { inBrowser } from "../support/browser.mjs";

/** @import { Page } from "playwright-core" */

const pageTest = inBrowser();
const lab = "labs/network.html";

/** @param {Page} page @param {number} [step] */
const ready = (page, step = 1) =>
  page.waitForFunction((step) => /** @type {any} */ (document.querySelector("chain-network"))?.state?.step >= step, step);

/** @param {Page} page @returns {Promise<{ step: number, losses: number[], weights: number[][][] }>} */
const stand = (page) =>
  page.evaluate(() => {
    const { state, losses } = /** @type {any} */ (document.querySelector("chain-network"));
    return { step: state.step, losses, weights: state.weights };
  });

pageTest("it starts trained a little, and shows a border and a map for every unit", { path: lab }, async ({ page }) => {
  await ready(page);
  const { step, losses } = await stand(page);
  assert.equal(step, 20);
  assert.ok(losses[19] < losses[0]);
  assert.equal(await page.locator("chain-network .map canvas").count(), 16);
  const colours = await page.evaluate(() => {
    const canvas = /** @type {HTMLCanvasElement} */ (document.querySelector("chain-network .stage canvas"));
    const { data } = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d")).getImageData(0, 0, canvas.width, canvas.height);
    const seen = new Set();
    for (let i = 0; i < data.length; i += 4) seen.add(`${data[i]},${data[i + 1]},${data[i + 2]}`);
    return { kinds: seen.has("176,74,0") && seen.has("0,98,155"), many: seen.size };
  });
  assert.ok(colours.kinds && colours.many > 60, JSON.stringify(colours));
});

pageTest("it trains, stops, makes one step and rewinds to the same weights", { path: lab }, async ({ page }) => {
  await ready(page);
  const button = (/** @type {string} */ go) => page.locator(`chain-network [data-go=${go}]`);
  await button("rewind").click();
  const before = await stand(page);
  assert.equal(before.step, 0);
  await button("play").click();
  await ready(page, 12);
  await button("play").click();
  const { step } = await stand(page);
  await button("step").click();
  assert.equal((await stand(page)).step, step + 1);
  await button("rewind").click();
  assert.deepEqual((await stand(page)).weights, before.weights);
});

pageTest("its fields set it, and the link reopens it", { path: lab }, async ({ page, context }) => {
  await ready(page);
  await page.locator("chain-network [name=data]").selectOption("moons");
  await page.locator("chain-network [name=layers]").fill("3");
  await page.locator("chain-network [name=layers]").press("Enter");
  await page.waitForFunction(() => /** @type {any} */ (document.querySelector("chain-network")).state.weights[0].length === 3);
  assert.equal(await page.locator("chain-network .map canvas").count(), 3);
  const again = await context.newPage();
  await again.goto(page.url());
  await ready(again);
  assert.deepEqual(await stand(again), await stand(page));
  await page.evaluate(() => document.querySelector("chain-network")?.setAttribute("layers", "9"));
  await page.locator("chain-network .complaint").waitFor();
  await page.evaluate(() => document.querySelector("chain-network")?.setAttribute("layers", "2"));
  await page.locator("chain-network .map").first().waitFor();
});

pageTest("a rate too large is told, and the page goes on", { path: lab }, async ({ page }) => {
  await ready(page);
  await page.evaluate(() => {
    const network = document.querySelector("chain-network");
    network?.setAttribute("activation", "relu");
    network?.setAttribute("optimizer", "sgd");
    network?.setAttribute("rate", "100000");
  });
  await page.waitForFunction(() => /dead|diverged/.test(document.querySelector("chain-network")?.textContent ?? ""));
});

pageTest("on a phone nothing sticks out", { path: lab, viewport: { width: 360, height: 740 } }, async ({ page }) => {
  await ready(page);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 360, `${wide} px`);
});
