// The lab of backpropagation: the graph runs forward and back, is walked by keys, says what it shows, and lives in the link.
import assert from "node:assert/strict";
import { inBrowser } from "../support/browser.mjs";
import { openCourse } from "../support/course.mjs";
import { nextFrames } from "../support/waiting.mjs";

/** @import { Page } from "playwright-core" */

const pageTest = inBrowser();
const path = "labs/graph.html";

/** @param {Page} page */
const ready = (page) => page.waitForFunction(() => document.body.hasAttribute("data-ready") && document.querySelector("chain-graph .node .value")?.textContent !== "");

/** Names of nodes with what stands in them. @param {Page} page */
const nodes = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("chain-graph .node")].map((node) => ({
      name: (node.querySelector(".short")?.textContent ?? "").replace(/\s/g, ""),
      value: /** @type {HTMLElement} */ (node.querySelector(".value")).innerText,
      gradient: /** @type {HTMLElement} */ (node.querySelector(".gradient")).innerText,
      said: (node.getAttribute("aria-label") ?? "").split(";").slice(1).join(),
    })));

const NEURON = "#v1&f=p%20%3D%20w%20x%20%2B%20b%3B%20L%20%3D%20(p%20-%20y)%5E2&at=x:2,w:0.5,b:0.1,y:3&node=w";

pageTest("the first frame is a finished run, and the product along the path", { path }, async ({ page }) => {
  await ready(page);
  assert.deepEqual((await nodes(page)).map(({ name, value, gradient }) => ({ name, value, gradient })), [
    { name: "x", value: "1", gradient: "20" },
    { name: "u", value: "2", gradient: "10" },
    { name: "v", value: "5", gradient: "10" },
    { name: "y", value: "25", gradient: "1" },
  ]);
  assert.match((await page.locator(".paths li").innerText()).replace(/\s/g, ""), /=10·1·2=20/);
  const roads = await page.locator(".proof td").allInnerTexts();
  assert.deepEqual(roads, ["20", "20", "20", "20"]);
});

pageTest("a run goes forward, then back, a step at a time, and nothing is a number before it is computed", { path: path + NEURON }, async ({ page }) => {
  await ready(page);
  const press = (/** @type {string} */ act) => page.locator(`[data-act="${act}"]`).click();
  await press("reset");
  let seen = await nodes(page);
  assert.ok(seen.every(({ gradient }) => gradient === "–"));
  assert.deepEqual(seen.filter(({ value }) => value !== "–").map(({ name }) => name).sort(), ["b", "w", "x", "y"]);
  for (let step = 0; step < 4; step += 1) await press("step");
  seen = await nodes(page);
  const loss = seen.find(({ name }) => name === "L");
  assert.deepEqual([loss?.value, loss?.gradient], ["3.61", "–"]);
  assert.equal(seen.find(({ name }) => name === "p")?.value, "1.1");
  await press("step");
  await press("step");
  seen = await nodes(page);
  assert.equal(seen.find(({ name }) => name === "L")?.gradient, "1");
  assert.equal(seen.filter(({ gradient }) => gradient === "–").length, 6);
  assert.match((await page.locator(".story").innerText()).replace(/\s/g, ""), /=−3.8/);
  await press("back");
  assert.equal((await nodes(page)).filter(({ gradient }) => gradient === "–").length, 7);
  await press("finish");
  seen = await nodes(page);
  assert.equal(seen.find(({ name }) => name === "w")?.gradient, "−7.6");
  assert.equal(seen.find(({ name }) => name === "b")?.gradient, "−3.8");
  assert.match(await page.locator(".chain").innerText(), /from\s+0.5\s+to\s+0.576/);
});

pageTest("play plays to the end and stops there", { path }, async ({ page }) => {
  await ready(page);
  await page.locator('[data-act="play"]').click();
  // Pressed where it is seen: from here it would come a step too late.
  await page.waitForFunction(() => {
    const second = document.querySelector("chain-graph .counter")?.textContent?.startsWith("2 of");
    if (second) /** @type {HTMLElement} */ (document.querySelector('[data-act="play"]')).click();
    return second;
  });
  const paused = await page.locator(".counter").textContent();
  await page.waitForTimeout(1300);
  assert.equal(await page.locator(".counter").textContent(), paused);
  await page.locator('[data-act="play"]').click();
  await page.waitForFunction(() => document.querySelector('[data-act="play"]')?.textContent === "Play" && document.querySelector("chain-graph .counter")?.textContent === "");
  assert.equal((await nodes(page))[0].gradient, "20");
});

pageTest("a thing used twice: two routes, each lights up, and their sum", { path: `${path}#v1&f=${encodeURIComponent("u = x^2; v = 3x; u v")}&at=x:2` }, async ({ page }) => {
  await ready(page);
  assert.equal(await page.locator(".paths li").count(), 2);
  const lit = () => page.locator("chain-graph svg g.lit").count();
  assert.equal(await lit(), 4);
  await page.locator(".paths li").first().focus();
  assert.equal(await lit(), 2);
  assert.match((await page.locator(".total").innerText()).replace(/\s/g, ""), /=24\+12=36/);
  assert.match((await page.locator(".story").innerText()).replace(/\s/g, ""), /6·4\+4·3=24\+12=36/);
  assert.match(await page.locator(".story").innerText(), /used 2 times/);
});

pageTest("by keys alone: the links are followed, nodes say what they are, steps are taken", { path: path + NEURON }, async ({ page }) => {
  await ready(page);
  await page.locator('.node[tabindex="0"]').focus();
  const name = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? "");
  await page.keyboard.press("End");
  assert.match(await name(), /^L = .*; value 3\.61; derivative of L by it 1$/);
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  assert.match(await name(), /^p = /);
  await page.keyboard.press("Home");
  assert.match(await name(), /^w; value 0\.5; derivative of L by it −7\.6$/);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  assert.match((await page.locator(".story").innerText()).replace(/\s/g, ""), /=−3.8·1=−3.8/);
  assert.equal(await page.locator('.node[tabindex="0"]').count(), 1);
});

pageTest("the link reopens the graph, its values, its step, its node", { path: path + NEURON }, async ({ page, context, home }) => {
  await ready(page);
  await page.locator('#point [data-name="w"]').fill("1/4");
  await page.locator('[data-act="reset"]').click();
  await page.locator('[data-act="step"]').click();
  await page.waitForFunction(() => location.hash.includes("step=1") && location.hash.includes("w:0.25"));
  const link = await page.evaluate(() => location.hash);
  const again = await context.newPage();
  await again.goto(home + path + link);
  await ready(again);
  assert.deepEqual(await nodes(again), await nodes(page));
  assert.equal(await again.locator(".counter").textContent(), await page.locator(".counter").textContent());
});

pageTest("what cannot be read or has no value is said, and the last graph stays", { path }, async ({ page }) => {
  await ready(page);
  for (const [typed, said] of /** @type {[string, RegExp][]} */ ([["(2x+3)^", /./], ["ln(x - 2)", /no value/], ["|x - 1|", /no derivative/], ["u = 2x; v", /./]])) {
    await page.locator("#expression").fill(typed);
    if (typed === "u = 2x; v") break;
    await page.waitForFunction((source) => new RegExp(source).test(document.querySelector("#trouble")?.textContent ?? ""), said.source);
    assert.equal((await nodes(page)).length, 4);
  }
  await page.locator("#expression").fill("sin(x) x");
  await page.waitForFunction(() => document.querySelector("#trouble")?.textContent === "" && document.querySelectorAll("chain-graph .node").length === 3);
});

pageTest("folding shows pieces, with the same gradients", { path: `${path}#v1&f=${encodeURIComponent("a_1 = sigmoid(w_1 x + b_1); a_2 = w_2 a_1; L = (a_2 - y)^2")}&at=x:1,w_1:2,b_1:-1,w_2:3,y:1` }, async ({ page }) => {
  await ready(page);
  const all = await nodes(page);
  await page.locator('[data-grain="pieces"]').click();
  await page.waitForFunction((count) => document.querySelectorAll("chain-graph .node").length < count, all.length);
  const few = await nodes(page);
  assert.deepEqual(few.map(({ name }) => name).sort(), ["L", "a1", "a2", "b1", "w1", "w2", "x", "y"].sort());
  for (const node of few) assert.equal(node.said, all.find(({ name }) => name === node.name)?.said);
  await page.waitForFunction(() => location.hash.includes("pieces=1"));
  // a1 is one node already; a layer holds no less.
  await page.locator('[data-grain="layers"]').click();
  await page.waitForFunction(() => location.hash.includes("layers=1") && !location.hash.includes("pieces="));
  const layers = await nodes(page);
  assert.deepEqual(layers.map(({ name }) => name).sort(), few.map(({ name }) => name).sort());
  await page.locator('[data-grain="operations"]').click();
  await page.waitForFunction((count) => document.querySelectorAll("chain-graph .node").length === count, all.length);
});

pageTest("a named preactivation is folded into its layer, with the same gradients", { path: `${path}#v1&f=${encodeURIComponent("z = w x + b; a = tanh(z); L = (a - y)^2")}&at=x:1,w:2,b:-1,y:1` }, async ({ page }) => {
  await ready(page);
  const all = await nodes(page);
  await page.locator('[data-grain="layers"]').click();
  await page.waitForFunction((count) => document.querySelectorAll("chain-graph .node").length < count, all.length);
  const layers = await nodes(page);
  assert.deepEqual(layers.map(({ name }) => name).sort(), ["L", "a", "b", "w", "x", "y"]);
  for (const { name, said } of layers) if (name !== "a") assert.equal(said, all.find((node) => node.name === name)?.said);
});

pageTest("a small network is a graph too, with the chain rule of every layer", { path: null }, async ({ page, home }) => {
  const network = JSON.stringify({ inputs: 1, layers: [{ units: 2, activation: "tanh" }, { units: 1, activation: "linear" }], loss: "mse", seed: 3, batch: { inputs: [[0.5]], targets: [[1]] } });
  await openCourse(page, home, "chain-graph", `<chain-graph network='${network}' grain="layers">a network</chain-graph>`);
  await page.locator("chain-graph .layers table").waitFor();
  assert.equal(await page.locator("chain-graph .layers tbody tr").count(), 2);
  const names = (await nodes(page)).map(({ name }) => name);
  assert.ok(names.includes("a11") && names.includes("w211") && !names.includes("z11"), names.join());
  await page.evaluate(() => document.querySelector("chain-graph")?.setAttribute("network", "{"));
  await page.locator("chain-graph .complaint").waitFor();
  assert.match((await page.locator("chain-graph .complaint").textContent()) ?? "", /is not JSON/);
});

pageTest("what was typed is read back, typeset, piece by piece", { path: path + NEURON }, async ({ page }) => {
  await ready(page);
  const read = await page.locator("#reading math").allTextContents();
  assert.equal(read.length, 2);
  assert.match(read[0], /^p=w.*x\+b$/);
});

pageTest("a graph that nobody could read is said to be too large, with what to do", { path: null }, async ({ page, home }) => {
  await page.goto(`${home}labs/graph.html#v1&f=${encodeURIComponent(Array.from({ length: 320 }, (_, i) => `x^${i + 2}`).join("+"))}&at=x:1`);
  await page.locator("chain-graph .complaint").waitFor();
  assert.match((await page.locator("chain-graph .complaint").textContent()) ?? "", /^This graph has \d+ nodes, and 300 are as many as anybody can read\. Fold it into pieces/);
});

pageTest("how differences depend on their step is drawn when it is asked for", { path }, async ({ page }) => {
  await ready(page);
  await page.locator(".curve summary").click();
  await page.locator(".square .dot").nth(10).waitFor();
  assert.equal(await page.locator(".square .dot.here").count(), 1);
  const words = page.locator(".curve .aside");
  assert.match(await words.innerText(), /^Closest with/);
  await page.locator(".error-curve input").press("End");
  await page.waitForFunction(() => document.querySelector(".square .dot.here")?.matches(":last-child"));
  assert.match(await words.innerText(), /^With .*: off by/s);
});

for (const width of [360, 800, 1280]) {
  pageTest(`every preset is drawn without a node over another, at ${width} px`, { path, viewport: { width, height: 800 } }, async ({ page }) => {
    await ready(page);
    const links = await page.locator(".presets a").evaluateAll((all) => all.map((a) => a.getAttribute("href") ?? ""));
    assert.ok(links.length >= 6);
    for (const link of links) {
      await page.evaluate((hash) => (location.hash = hash), link);
      const of = new URLSearchParams(link.slice(1)).get("f") ?? "";
      await page.waitForFunction((of) => document.querySelector("chain-graph")?.getAttribute("of") === of, of);
      await nextFrames(page);
      const covered = await page.evaluate(() => {
        const boxes = [...document.querySelectorAll("chain-graph .node")].map((node) => node.getBoundingClientRect());
        const over = (/** @type {DOMRect} */ a, /** @type {DOMRect} */ b) => a.left < b.right - 0.5 && b.left < a.right - 0.5 && a.top < b.bottom - 0.5 && b.top < a.bottom - 0.5;
        return boxes.some((a, i) => boxes.slice(i + 1).some((b) => over(a, b)));
      });
      assert.equal(covered, false, link);
      const strays = await page.evaluate(() => {
        const graph = /** @type {any} */ (document.querySelector("chain-graph"));
        const down = document.querySelector(".stage")?.hasAttribute("data-down");
        const boxes = [...document.querySelectorAll("chain-graph .node")].map((node) => node.getBoundingClientRect());
        return graph.graph.trace.edges.filter((/** @type {{ from: number, to: number }} */ { from, to }) => (down ? boxes[from].bottom > boxes[to].top : boxes[from].right > boxes[to].left)).length;
      });
      assert.equal(strays, 0, `${link}: every link leads onward`);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${link} scrolls sideways`);
    }
  });
}

const WIDE = "h_1 = tanh(0.5x - 0.3y + 0.1); h_2 = tanh(0.2x + 0.7y - 0.4); h_3 = tanh(-0.6x + 0.9y + 0.2); p = sigmoid(1.2h_1 - 0.8h_2 + 0.5h_3 - 0.1); q = sigmoid(0.4h_1 + 0.3h_2 - 1.5h_3); L = (p - 1)^2 + (q - 0)^2";

pageTest("a high graph has its nodes in lines, where there is room for that", { path: `${path}#v1&f=${encodeURIComponent(`(${Array.from({ length: 16 }, (_, i) => `(x_${i + 1} w_${i + 1} - ${i})^2`).join("+")})/16`)}`, viewport: { width: 1280, height: 800 } }, async ({ page }) => {
  await ready(page);
  assert.equal(await page.locator("chain-graph .stage").getAttribute("data-density"), "flat");
  const { heights, sheet, over } = await page.evaluate(() => {
    const boxes = [...document.querySelectorAll("chain-graph .node")].map((node) => node.getBoundingClientRect());
    const over = boxes.some((a, i) => boxes.slice(i + 1).some((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom));
    return { heights: boxes.map(({ height }) => height), sheet: document.querySelector("chain-graph .sheet-of-nodes")?.clientHeight ?? 0, over };
  });
  assert.ok(Math.max(...heights) < 40 && sheet < 1600, `${Math.max(...heights)} and ${sheet}`);
  assert.ok(!over);
  // What has no room in one line is drawn as before.
  await page.setViewportSize({ width: 420, height: 800 });
  await page.locator('chain-graph .stage:not([data-density="flat"])').waitFor();
});

pageTest("what is a little too wide is drawn smaller, what is much too wide goes on in further lines, and what cannot be broken scrolls and says so", { path: null, viewport: { width: 1280, height: 900 } }, async ({ page, home }) => {
  const chain = `${"sin(".repeat(59)}x${")".repeat(59)}`;
  const knot = Array.from({ length: 14 }, (_, i) => `a_${i + 1} = tanh(${i === 0 ? "x" : `a_${i}`} x + y) z w`).join("; ");
  for (const [text, whole] of /** @type {const} */ ([[WIDE, true], [chain, true], [knot, false]])) {
    await page.goto("about:blank");
    await page.goto(`${home}${path}#v1&f=${encodeURIComponent(text)}`);
    await ready(page);
    const stage = page.locator("chain-graph .stage");
    const [seen, has] = await stage.evaluate((stage) => [stage.clientWidth, stage.scrollWidth]);
    assert.equal(has <= seen + 1, whole, `${has} in ${seen}`);
    assert.equal(await stage.getAttribute("tabindex"), whole ? null : "0");
    assert.equal(await stage.getAttribute("data-more"), whole ? null : "");
    if (text !== chain) continue;
    // Sixty nodes in full size, their definitions and local derivatives in them, and a line begins where lines do.
    const nodes = await page.locator("chain-graph .node").evaluateAll((nodes) => nodes.map((node) => node.getBoundingClientRect().toJSON()));
    assert.equal(nodes.length, 60);
    assert.ok(await page.locator("chain-graph .node .what").last().isVisible() && (await page.locator("chain-graph .local .formula").last().isVisible()));
    assert.equal(await page.locator(".sheet-of-nodes").evaluate((sheet) => sheet.style.zoom), "1");
    const begins = nodes.filter(({ left }, i) => i > 0 && left < nodes[i - 1].left);
    assert.ok(begins.length > 4 && begins.every(({ left }) => Math.abs(left - begins[0].left) < 2), begins.map(({ left }) => left).join(" "));
  }
});
