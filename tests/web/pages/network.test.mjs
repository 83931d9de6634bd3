// The laboratory of networks: it starts trained a little, trains before one's eyes, stops, rewinds, and is set by its fields.
import assert from "node:assert/strict";
import { inBrowser } from "../support/browser.mjs";
import { coloursOn } from "../support/canvas.mjs";

/** @import { Page } from "playwright-core" */

const pageTest = inBrowser();
const lab = "labs/network.html";

/** @param {Page} page @param {number} [step] */
const ready = (page, step = 1) =>
  page.waitForFunction((step) => /** @type {any} */ (document.querySelector("chain-network"))?.state?.step >= step, step);

/** @param {Page} page @returns {Promise<{ step: number, losses: number[], weights: number[][][] }>} */
const stand = (page) =>
  page.evaluate(() => {
    const { state, moments } = /** @type {any} */ (document.querySelector("chain-network"));
    return { step: state.step, losses: moments.map((/** @type {any} */ { loss }) => loss), weights: state.weights };
  });

pageTest("it starts trained a little, and shows a border and a map for every unit", { path: lab }, async ({ page }) => {
  await ready(page);
  const { step, losses } = await stand(page);
  assert.equal(step, 20);
  assert.ok(losses[1] < losses[0]);
  assert.equal(await page.locator("chain-network .map canvas").count(), 16);
  const colours = await coloursOn(page, "chain-network .stage canvas");
  assert.ok(colours.has("176,74,0") && colours.has("0,98,155"), "two kinds of points");
  assert.ok(colours.size > 60, `${colours.size} colours`);
  // The border lies where the colours change, and goes on to the picture's edge.
  const border = await page.evaluate(() => {
    const [heat, over] = ["heat", "over"].map((name) => /** @type {HTMLCanvasElement} */ (document.querySelector(`chain-network canvas.${name}`)));
    const [box, whole] = [heat.getBoundingClientRect(), over.getBoundingClientRect()];
    const [colours, ink] = [heat, over].map((canvas) => /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d")).getImageData(0, 0, canvas.width, canvas.height));
    let [lowest, far] = [0, 0];
    for (let i = 0; i < ink.width * ink.height; i += 1) {
      if (ink.data[4 * i + 3] < 250) continue;
      const [across, down] = [((i % ink.width) * whole.width) / ink.width + whole.left - box.left, (Math.floor(i / ink.width) * whole.height) / ink.height + whole.top - box.top];
      lowest = Math.max(lowest, down / box.height);
      const at = (/** @type {number} */ share, /** @type {number} */ most) => Math.min(most - 1, Math.max(0, Math.round(share * most)));
      const pixel = 4 * (at(down / box.height, colours.height) * colours.width + at(across / box.width, colours.width));
      far = Math.max(far, Math.abs(colours.data[pixel] - colours.data[pixel + 2]));
    }
    return { lowest, far };
  });
  assert.ok(border.lowest > 0.97 && border.far < 40, JSON.stringify(border));
});

pageTest("a step takes points, a frame makes steps", { path: lab }, async ({ page }) => {
  await ready(page);
  const choices = (/** @type {string} */ name) => page.locator(`chain-network [name=${name}] option`).allTextContents();
  assert.deepEqual(await choices("batch"), ["all points", "ten points", "one point"]);
  assert.deepEqual(await choices("pace"), ["4", "1", "16", "64"]);
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

pageTest("it goes back step by step to the same weights, over another rate and a weight that was set", { path: lab }, async ({ page }) => {
  await ready(page);
  const press = (/** @type {string} */ go) => page.locator(`chain-network [data-go=${go}]`).click();
  const here = async () => {
    const { step, weights } = await stand(page);
    return { step, weights };
  };
  // Within the run of steps before the first picture too.
  const seen = [await here()];
  for (const step of [19, 18, 17]) {
    await press("back");
    seen.unshift(await here());
    assert.equal(seen[0].step, step);
  }
  for (let i = 1; i < 4; i += 1) {
    await press("step");
    assert.deepEqual(await here(), seen[i]);
  }
  await press("step");
  seen.push(await here());
  await page.locator("chain-network [name=rate]").fill("0.1");
  await page.locator("chain-network [name=rate]").press("Enter");
  await page.waitForFunction(() => /** @type {any} */ (document.querySelector("chain-network")).run.optimizer.learningRate === 0.1);
  await press("step");
  await page.locator("chain-network [data-unit='0 0']").click();
  await page.locator("chain-network [data-weight='0']").fill("2");
  await page.locator("chain-network [data-weight='0']").press("Enter");
  seen.push(await here());
  assert.equal(seen[5].weights[0][0][0], 2);
  await press("step");
  for (const expected of seen.reverse()) {
    await press("back");
    assert.deepEqual(await here(), expected);
  }
  await press("rewind");
  // Nothing is before the first step: the button says so with the next picture.
  await page.locator("chain-network [data-go=back]:disabled").waitFor();
});

pageTest("another rate in the middle of a training goes on from there, with a slip on the way", { path: lab }, async ({ page }) => {
  await ready(page);
  const rate = async (/** @type {string} */ written) => {
    await page.locator("chain-network [name=rate]").fill(written);
    await page.locator("chain-network [name=rate]").press("Enter");
  };
  await page.locator("chain-network [data-go=play]").click();
  await ready(page, 40);
  const { step } = await stand(page);
  await rate("0.01");
  await ready(page, step + 12);
  assert.equal(await page.evaluate(() => /** @type {any} */ (document.querySelector("chain-network")).run.optimizer.learningRate), 0.01);
  await rate("fast");
  await page.locator("chain-network .complaint").waitFor();
  const there = await stand(page);
  await rate("0,02");
  await page.waitForFunction(() => /** @type {any} */ (document.querySelector("chain-network")).run.optimizer.learningRate === 0.02);
  assert.deepEqual(await stand(page), there);
  // Who has not trained yet sees what the link shows.
  await page.locator("chain-network [data-go=rewind]").click();
  await rate("0.1");
  await page.waitForFunction(() => /** @type {any} */ (document.querySelector("chain-network")).state.step === 20);
});

pageTest("its fields set it, and the link reopens it", { path: lab }, async ({ page, context }) => {
  await ready(page);
  await page.locator("chain-network [name=data]").selectOption("moons");
  await page.locator("chain-network [name=layers]").fill("3");
  await page.locator("chain-network [name=layers]").press("Enter");
  await page.waitForFunction(() => /** @type {any} */ (document.querySelector("chain-network")).state.weights[0].length === 3);
  assert.equal(await page.locator("chain-network .map canvas").count(), 3);
  await page.waitForFunction(() => /data=moons&.*layers=3\b/.test(location.hash));
  const again = await context.newPage();
  await again.goto(await page.evaluate(() => location.href));
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

pageTest("a boundary is typed, a wrong one is told beside the field, and the loss is chosen", { path: lab }, async ({ page }) => {
  await ready(page);
  const boundary = page.locator("chain-network [name=boundary]");
  assert.ok(!(await boundary.isVisible()));
  await page.locator("chain-network [name=data]").selectOption("formula");
  await boundary.waitFor();
  await boundary.fill("x^2 + y^2 < 1/3");
  await boundary.press("Enter");
  await page.waitForFunction(() => {
    const { inputs, targets } = /** @type {any} */ (document.querySelector("chain-network")).spec.batch;
    return inputs.every((/** @type {number[]} */ [x, y], /** @type {number} */ i) => Math.abs(x) > 1.2 || targets[i][0] === 1 || x * x + y * y > 0.05) && inputs.length === 120;
  });
  await boundary.fill("y > z");
  await boundary.press("Enter");
  await page.locator("chain-network .note.complaint").waitFor();
  assert.match(await page.locator("chain-network .note").innerText(), /z is neither/);
  // Who has a field before them knows nothing of attributes.
  const noise = page.locator("chain-network [name=noise]");
  await noise.fill("2");
  await noise.press("Enter");
  await boundary.fill("y > x^2");
  await boundary.press("Enter");
  await page.locator("chain-network .note", { hasText: /^Noise: write a number from 0 to 1\.$/ }).waitFor();
  await noise.fill("0.1");
  await noise.press("Enter");
  await boundary.fill("y > x^3");
  await boundary.press("Enter");
  await page.waitForFunction(() => !document.querySelector("chain-network .note.complaint"));
  for (const loss of ["mse", "cross-entropy"]) {
    await page.locator("chain-network [name=loss]").selectOption(loss);
    await page.waitForFunction((loss) => /** @type {any} */ (document.querySelector("chain-network")).spec.loss === loss, loss);
    await ready(page);
    assert.equal(await page.locator("chain-network .complaint").count(), 0);
  }
});

pageTest("a table is pasted, hostile ones are told, and nothing in them is believed", { path: lab }, async ({ page }) => {
  await ready(page);
  await page.locator("chain-network [name=data]").selectOption("csv");
  const table = page.locator("chain-network [name=csv]");
  await table.waitFor();
  assert.match(await page.locator("chain-network .note").innerText(), /no table yet/);
  await table.fill("1,2,<img src=x onerror=alert(1)>\n".repeat(5));
  await table.blur();
  await page.waitForFunction(() => /only “<img/.test(document.querySelector("chain-network .note")?.textContent ?? ""));
  await table.fill(Array.from({ length: 40 }, (_, i) => `${i}, ${(i * 7) % 11}, ${i < 20 ? "left" : "right"}`).join("\n"));
  await table.blur();
  await page.waitForFunction(() => /40 rows/.test(document.querySelector("chain-network .note")?.textContent ?? ""));
  assert.equal(await page.evaluate(() => /** @type {any} */ (document.querySelector("chain-network")).spec.batch.inputs.length), 30);
});

pageTest("a link without its table still has the field for it", { path: `${lab}#v1&data=csv`, colorScheme: "dark" }, async ({ page }) => {
  const table = page.locator("chain-network [name=csv]");
  await table.waitFor();
  assert.match(await page.locator("chain-network .note").innerText(), /no table yet/);
  await table.fill(Array.from({ length: 8 }, (_, i) => `${i}; ${-i}; ${i % 2}`).join("\n"));
  await table.blur();
  await page.waitForFunction(() => /8 rows/.test(document.querySelector("chain-network .note")?.textContent ?? ""));
});

pageTest("an epoch, a thousand steps that can be stopped, and the same weights after rewinding", { path: `${lab}#v1&batch=10&layers=4` }, async ({ page }) => {
  await ready(page);
  const button = (/** @type {string} */ go) => page.locator(`chain-network [data-go=${go}]`);
  const { step } = await stand(page);
  await button("epoch").click();
  assert.equal((await stand(page)).step, step + 12);
  await button("long").click();
  await ready(page, step + 1012);
  await page.waitForFunction(() => document.querySelector("chain-network [data-go=play]")?.textContent === "Train");
  assert.equal((await stand(page)).step, step + 1012);
  await button("rewind").click();
  const first = await stand(page);
  await button("long").click();
  await ready(page, 1);
  await button("play").click();
  await button("rewind").click();
  assert.deepEqual((await stand(page)).weights, first.weights);
});

pageTest("a unit's weights are shown and changed, a point's way is a graph", { path: `${lab}#v1&layers=3` }, async ({ page }) => {
  await ready(page);
  await page.locator("chain-network .map").nth(1).click();
  const bias = page.locator("chain-network [data-weight=bias]");
  await bias.fill("0.75");
  await bias.press("Enter");
  await page.waitForFunction(() => /** @type {any} */ (document.querySelector("chain-network")).state.biases[0][1] === 0.75);
  await bias.fill("much");
  await bias.press("Enter");
  assert.equal(await page.evaluate(() => /** @type {any} */ (document.querySelector("chain-network")).state.biases[0][1]), 0.75);

  const stage = await page.locator("chain-network .stage").boundingBox();
  assert.ok(stage);
  const spot = await page.evaluate(() => {
    const { spec } = /** @type {any} */ (document.querySelector("chain-network"));
    return { index: 5, at: spec.batch.inputs[5] };
  });
  // The frame leaves room for numbers on the left and below: the heat lies exactly in it.
  const heat = await page.locator("chain-network .heat").boundingBox();
  assert.ok(heat);
  const [x, y] = spot.at;
  await page.mouse.click(heat.x + ((x + 1.4) / 2.8) * heat.width, heat.y + ((1.4 - y) / 2.8) * heat.height);
  await page.waitForFunction(() => /** @type {any} */ (document.querySelector("chain-network chain-graph"))?.graph !== undefined);
  const { value, loss } = await page.evaluate(() => {
    const { graph } = /** @type {any} */ (document.querySelector("chain-network chain-graph"));
    const said = document.querySelector("chain-network .trace .caption")?.textContent ?? "";
    return { value: graph.trace.nodes[graph.trace.nodes.length - 1].value, loss: Number(/loss ([\d.]+)/.exec(said)?.[1]) };
  });
  assert.ok(Math.abs(value - loss) < 1e-3 * loss, `${value} ${loss}`);
  for (const looks of [0, 1]) {
    await page.locator("chain-network [data-go=point]").click();
    await page.waitForFunction((looks) => document.querySelectorAll("chain-network .trace").length === looks, looks);
  }
  await page.locator("chain-network .trace input[type=range]").focus();
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction(() => /** @type {HTMLInputElement} */ (document.activeElement)?.type === "range");
});

pageTest("what was learnt is taken away as a program and as JSON", { path: `${lab}#v1&layers=2` }, async ({ page }) => {
  await ready(page);
  const program = page.locator("#program");
  for (const [library, start] of /** @type {const} */ ([["numpy", "import numpy"], ["pytorch", "import torch"]])) {
    await page.locator(`[data-library=${library}]`).click();
    await page.waitForFunction((start) => document.getElementById("program")?.textContent?.startsWith(start), start);
  }
  await page.locator("[data-library=json]").click();
  await page.waitForFunction(() => document.getElementById("program")?.textContent?.startsWith("{"));
  const kept = JSON.parse(await program.innerText());
  assert.deepEqual(kept.network.weights, (await stand(page)).weights);
  assert.equal(kept.state.step, 20);
});
