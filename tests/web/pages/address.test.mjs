// State in the link: what is written is read back to the digit, and what is broken breaks nothing.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readAddress, standardState, writeAddress } from "../../../www/address.js";
import { inBrowser } from "../support/browser.mjs";
import { eventually } from "../support/waiting.mjs";

const pageTest = inBrowser();

test("what is written is read back", () => {
  const state = {
    ...standardState(),
    f: "x&y=#%+ θ 🙂 |x|^2", by: "theta", n: 3, at: { x: 0.1 + 0.2, theta: -1e-300, w_1: 5e-324 },
    detail: /** @type {const} */ ("full"), curves: ["second"], view: [-1, 2.5, -1e9, 7], attempt: true,
  };
  assert.deepEqual(readAddress(writeAddress(state)), { state, unread: [] });
  assert.deepEqual(readAddress(writeAddress(standardState())), { state: standardState(), unread: [] });
});

test("every field is checked", () => {
  const broken = ["n=0", "n=11", "n=1.5", "at=x", "at=x:NaN", "at=x:Infinity", "at=x:0x10", "at=__proto__%3A:1", "by=1x", "detail=all",
    "curves=f,f", "curves=g", "view=1,2", "view=2,1,0,1", "view=0,1,0,1e999", "attempt=yes", "f=%E0%A4%A", "q=1", "=", "%00=%00"];
  for (const field of broken) {
    const read = readAddress(`#v1&${field}`);
    assert.deepEqual(read?.state, standardState(), field);
    assert.equal(read?.unread.length, 1, field);
  }
  assert.equal(readAddress(""), undefined);
  assert.equal(readAddress("#steps"), undefined);
  assert.equal(readAddress("#v2&f=x")?.unread.length, 1);
});

test("a link written by hand needs no version", () => {
  assert.deepEqual(readAddress("#f=(2x+3)^2&at=x:2"), { state: { ...standardState(), f: "(2x+3)^2", at: { x: 2 } }, unread: [] });
  assert.deepEqual(readAddress("#v1&f=x^2&lang=de"), { state: { ...standardState(), f: "x^2" }, unread: [] });
  assert.equal(readAddress("#lang=de"), undefined);
  assert.deepEqual(readAddress("#F=x")?.unread, ["F"]);
});

pageTest("a laboratory's link written by hand reopens it", { path: "labs/network.html#data=formula&boundary=y=x^2&trained=2" }, async ({ page }) => {
  await page.waitForFunction(() => /** @type {any} */ (document.querySelector("chain-network"))?.state?.step === 2);
  assert.equal(await page.locator("chain-network [name=boundary]").inputValue(), "y=x^2");
});

pageTest("a link reopens what was seen", { path: "#v1&f=x%5E2%20y&by=y&n=1&at=x:0.30000000000000004,y:2&detail=full&view=-1,3,-2,9" }, async ({ page }) => {
  await page.waitForFunction(() => /** @type {any} */ (document.querySelector("chain-plot"))?.plotted !== undefined);
  const seen = () => page.evaluate(() => ({
    f: document.querySelector("input")?.value,
    by: /** @type {HTMLSelectElement} */ (document.querySelector("#variable")).value,
    detail: document.querySelector("chain-steps")?.getAttribute("detail"),
    at: document.querySelector("chain-plot")?.getAttribute("at"),
    view: /** @type {any} */ (document.querySelector("chain-plot")).plotted.view,
    hash: location.hash,
  }));
  await eventually(async () => assert.deepEqual(await seen(), {
    f: "x^2 y", by: "y", detail: "full", at: "x=0.30000000000000004, y=2", view: { left: -1, right: 3, bottom: -2, top: 9 },
    hash: "#v1&f=x%5E2%20y&by=y&at=x:0.30000000000000004,y:2&detail=full&view=-1,3,-2,9",
  }));
});

pageTest("a broken link opens the page, and says what was left out", { path: "#v1&f=%E0%A4%A&at=x:NaN&n=99&view=1,0&%00%FF=3" }, async ({ page }) => {
  await page.waitForFunction(() => (document.querySelector("#result")?.textContent ?? "").includes("4"));
  assert.match((await page.locator("#link-note").textContent()) ?? "", /left out: f, at, n, view/);
  assert.equal(await page.locator("#function input").inputValue(), "(2x+3)^2");
});

pageTest("a link followed before the address was first written, and back", async ({ page }) => {
  await page.waitForFunction(() => document.body.hasAttribute("data-ready"));
  await page.evaluate(() => history.replaceState(null, "", location.pathname));
  await page.evaluate(() => void (location.hash = "#v1&f=sin(x%5E2)&at=x:1"));
  await page.waitForFunction(() => document.querySelector("input")?.value === "sin(x^2)");
  await page.goBack();
  await page.waitForFunction(() => document.querySelector("input")?.value === "(2x+3)^2");
});

for (const page of ["", "labs/graph.html", "labs/descent.html"]) {
  pageTest(`the language that was asked for behind the # stays there: ${page || "the tutor"}`, { path: `${page}#v1&lang=de` }, async ({ page }) => {
    await page.locator("html[lang=de]").waitFor();
    const field = page.locator("main :is(input, textarea)").first();
    await field.waitFor();
    await field.fill("x^2+y^4");
    await page.waitForFunction(() => /y%5E4/.test(location.hash) && /&lang=de$/.test(location.hash));
  });
}

pageTest("a link followed on the page, and back", async ({ page }) => {
  await page.waitForFunction(() => document.body.hasAttribute("data-ready"));
  await page.locator(".examples a").first().click();
  await page.waitForFunction(() => document.querySelector("input")?.value === "sin(x^2)");
  await page.goBack();
  await page.waitForFunction(() => document.querySelector("input")?.value === "(2x+3)^2");
});
