// What a teacher writes into the address of a frame, and what the frame tells the page around it.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { inBrowser } from "../support/browser.mjs";

const pageTest = inBrowser();

pageTest("parts are left out, and the language and the theme are chosen", { path: "embed.html#v1&e=chain-plot&of=x%5E2&at=x%3D1&without=table,zoom&lang=de&theme=dark" }, async ({ page }) => {
  await page.locator("chain-plot canvas").waitFor();
  await page.waitForFunction(() => document.querySelector("chain-plot .words")?.textContent?.startsWith("Die Kurve"));
  for (const part of ["details.values", ".zoom"]) assert.equal(await page.locator(`chain-plot ${part}`).isVisible(), false, part);
  assert.equal(await page.locator("chain-plot .legend").isVisible(), true);
  assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme), "dark");
});

pageTest("read only: neither hand nor key changes anything, and Tab goes through", { path: "embed.html#v1&e=chain-plot&of=x%5E2&at=x%3D1&readonly" }, async ({ page }) => {
  const handle = page.locator("chain-plot .handle");
  await handle.waitFor();
  const before = await page.locator("chain-plot .words").innerText();
  await handle.focus();
  for (const key of ["ArrowRight", "ArrowRight", "Home"]) await page.keyboard.press(key);
  await page.locator("chain-plot .legend button").first().click({ force: true });
  await page.waitForTimeout(200);
  assert.equal(await page.locator("chain-plot .words").innerText(), before);
  assert.equal(await page.locator("chain-plot").getAttribute("at"), "x=1");
  assert.equal(await page.locator("chain-plot .legend button").first().getAttribute("aria-pressed"), "true");
  await page.locator("chain-plot .legend button").first().focus();
  await page.keyboard.press("Tab");
  assert.notEqual(await page.evaluate(() => document.activeElement?.getAttribute("data-curve")), "f");
});

pageTest("practice without hints", { path: "embed.html#v1&e=chain-practice&skill=power&level=1&without=hints%20lines" }, async ({ page }) => {
  await page.locator("chain-practice .check").waitFor();
  assert.deepEqual(await page.locator("chain-practice .deeds button:visible").allInnerTexts(), ["Check", "Another"]);
});

for (const [options, said] of [
  ["e=chain-plot&of=x&without=wheels", /without=wheels is not known here: switch/],
  ["e=chain-plot&of=x&theme=pink", /theme=pink is not known/],
  ["e=chain-plot&of=x&readonly=no", /readonly=no is not known/],
  ["e=chain-plot&of=x&lang=xx", /lang=xx is not known here: en, de/],
  ["e=chain-nothing", /chain-nothing is not known here: chain-math/],
  ["e=chain-plot&of=x&colour=red", /colour is no attribute of chain-plot: of/],
]) {
  pageTest(`a wrong option is named: ${options}`, { path: `embed.html#v1&${options}` }, async ({ page }) => {
    assert.match(await page.locator(".complaint").first().innerText(), /** @type {RegExp} */ (said));
  });
}

/** A page of somebody else's, on another site than the frames', which have a number for a name: a process of its own. @param {string} body */
async function theirs(body) {
  const server = createServer((_, answer) => answer.writeHead(200, { "content-type": "text/html" }).end(`<!doctype html><title>Theirs</title><link rel="icon" href="data:,">${body}`)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { address: `http://localhost:${port}/`, close };
}

/** That page is no page of ours, and is not meant to be. @param {string[]} faults */
const ours = (faults) => faults.splice(0, faults.length, ...faults.filter((fault) => !fault.includes("http://localhost:")));

pageTest("a frame tells the link that opens again what is seen, its own options in it", { path: null }, async ({ page, context, home, faults }) => {
  const { address, close } = await theirs(`<iframe src="${home}embed.html#v1&e=chain-plot&of=x%5E2&at=x%3D1&without=table&theme=dark" width="600" height="500"></iframe>
    <script>window.told = []; addEventListener("message", ({ data }) => data.kind === "state" && window.told.push(data.address));</script>`);
  await page.goto(address);
  const frame = page.frameLocator("iframe");
  const handle = frame.locator("chain-plot .handle");
  await handle.focus();
  await handle.press("ArrowRight");
  await frame.locator("chain-plot .legend [data-curve=second]").click();
  await frame.locator("chain-plot .zoom button").first().click();
  const last = () => page.evaluate(() => /** @type {string[]} */ (/** @type {any} */ (window).told).at(-1) ?? "");
  await page.waitForFunction(() => /view=.*/.test(/** @type {any} */ (window).told.at(-1) ?? ""));
  const link = await last();
  const plot = frame.locator("chain-plot");
  const seen = Object.fromEntries(await Promise.all(["of", "at", "curves", "view"].map(async (name) => [name, await plot.getAttribute(name)])));
  assert.notEqual(seen.at, "x=1");
  assert.match(seen.curves ?? "", /second/);
  const again = await context.newPage();
  await again.goto(link);
  await again.locator("chain-plot canvas").waitFor();
  for (const [name, value] of Object.entries(seen)) assert.equal(await again.locator("chain-plot").getAttribute(name), value, name);
  assert.match(link, /&without=table&theme=dark&/);
  close();
  ours(faults);
});

pageTest("frames of a page elsewhere tell their height once there is something to see, out of sight as well; what cannot be shown, too; on paper they keep it", { path: null }, async ({ page, home, faults }) => {
  const frame = (/** @type {string} */ what) => `<iframe src="${home}embed.html#v1&${what}" width="600" height="420"></iframe>`;
  const { address, close } = await theirs(`${frame("e=chain-steps&of=(2x%2B3)%5E2&at=x%3D1")}<div style="height: 5000px"></div>${frame("e=chain-steps&of=x%5E3")}${frame("e=chain-cake")}${frame("e=chain-descent")}
    <script>window.told = []; addEventListener("message", ({ source, data }) => window.told.push([[...document.querySelectorAll("iframe")].findIndex((frame) => frame.contentWindow === source), data.height]));</script>`);
  await page.goto(address);
  await page.waitForFunction(() => new Set(/** @type {any} */ (window).told.map((/** @type {[number]} */ [frame]) => frame)).size === 4);
  await page.waitForTimeout(400);
  const told = await page.evaluate(() => /** @type {[number, number][]} */ (/** @type {any} */ (window).told));
  for (const [i, least] of [[0, 300], [1, 150], [2, 20], [3, 20]]) assert.ok(told.filter(([frame]) => frame === i).every(([, height]) => height > least), JSON.stringify(told));
  await page.frameLocator("iframe >> nth=3").locator(".complaint", { hasText: "chain-descent shows nothing without its attributes: loss, start" }).waitFor();
  // On paper a frame is as high as on the screen: nothing unfolds in it.
  const [, first] = page.frames();
  await first.evaluate(() => dispatchEvent(new Event("beforeprint")));
  assert.ok((await first.locator("details").count()) > 0);
  assert.equal(await first.locator("details[open]").count(), 0);
  close();
  ours(faults);
});
