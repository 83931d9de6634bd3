// Elements on anyone's page: attributes in, events out, nothing executed.
import assert from "node:assert/strict";
import { inBrowser } from "../support/browser.mjs";
import { nextFrames } from "../support/waiting.mjs";

/** @import { Page } from "playwright-core" */

const pageTest = inBrowser();

/**
 * Puts an element at the top of the page and waits until it has said something.
 * @param {Page} page
 * @param {string} tag
 * @param {Record<string, string>} attributes
 */
async function place(page, tag, attributes) {
  await page.waitForFunction(() => document.body.hasAttribute("data-ready"));
  await page.evaluate(([name, values]) => {
    const element = document.createElement(name);
    element.id = "placed";
    for (const [key, value] of Object.entries(values)) element.setAttribute(key, value);
    document.body.prepend(element);
  }, /** @type {const} */ ([tag, attributes]));
  await page.waitForFunction(() => document.querySelector("#placed")?.hasChildNodes());
  return page.locator("#placed");
}

pageTest("steps that were hidden, or had no room for a moment, stand as if they had been seen all along", async ({ page }) => {
  const placed = await place(page, "chain-steps", { of: "x^2 sin(x^2)", detail: "full" });
  const looks = () => placed.locator(".lines").first().evaluate((lines) => [lines.className, lines.style.getPropertyValue("--fit"), lines.getBoundingClientRect().height]);
  for (const width of ["30rem", "18rem"]) {
    /** @param {Record<string, string>} style */
    const styled = async (style) => {
      await placed.evaluate((element, style) => Object.assign(element.style, style), style);
      await nextFrames(page);
      await nextFrames(page);
    };
    await styled({ width });
    const seen = await looks();
    for (const gone of /** @type {Record<string, string>[]} */ ([{ display: "none" }, { width: "0" }])) {
      await styled(gone);
      await placed.evaluate((element) => element.setAttribute("at", element.hasAttribute("at") ? `${element.getAttribute("at")}0` : "x=1.0"));
      await styled({ display: "", width });
      assert.deepEqual(await looks(), seen, JSON.stringify(gone));
    }
  }
});

pageTest("steps say the value and the tangent at a point", async ({ page }) => {
  const placed = await place(page, "chain-steps", { of: "(2x+3)^2", at: "x=1", detail: "brief" });
  assert.match(((await placed.locator(".conclusion").textContent()) ?? "").replace(/\s/g, ""), /f′\(1\)=20/);
});

pageTest("a point is written with the letters of its formula", async ({ page }) => {
  for (const [of, at, slope] of [["sin(θ)", "θ=2", "−0.4161468365"], ["w₁^2", "w₁=3", "6"], ["w_1^2", "w1=3", "6"]]) {
    const placed = await place(page, "chain-steps", { of, at });
    assert.ok((await placed.locator(".conclusion").innerText()).replace(/\s/g, "").includes(`=${slope},`), at);
    await placed.evaluate((element) => element.remove());
  }
});

pageTest("events bubble out of a shadow tree", async ({ page }) => {
  await page.waitForFunction(() => document.body.hasAttribute("data-ready"));
  const detail = await page.evaluate(() => new Promise((resolve) => {
    const host = document.body.appendChild(document.createElement("div"));
    const inner = document.createElement("chain-input");
    inner.setAttribute("value", "x^2");
    addEventListener("chain-read", (event) => event.target === host && resolve(/** @type {CustomEvent} */ (event).detail.value));
    host.attachShadow({ mode: "open" }).append(inner);
  }));
  assert.equal(detail, "x^2");
});

pageTest("the reference has every rule that has something to say, every function and every mistake", { path: "reference.html" }, async ({ page }) => {
  await page.locator("#mistakes tbody tr").first().waitFor();
  const { known, told } = await page.evaluate(async () => {
    const { loadEngine } = await import(/** @type {any} */ ("./engine.js"));
    const engine = await loadEngine();
    const count = (/** @type {string} */ selector) => document.querySelectorAll(selector).length;
    return { known: [engine.functions().length, engine.mistakes().length], told: [count("#functions tbody tr"), count("#mistakes :is(tbody tr, li)[id]")] };
  });
  assert.deepEqual(told, known);
  const cells = await page.locator('[id="pow.keep"] > *').allTextContents();
  assert.deepEqual(cells.map((text) => text.replace(/\u2062/g, "")), ["Exponent not lowered", "x3", "3x3", "3x2"]);
  // An example that only says the law once more is none.
  assert.equal(await page.locator("#tanh .example, #cos .example").count(), 0);
  assert.equal(await page.locator("#power .example").count(), 1);
});

pageTest("nothing in a formula becomes anything but a formula", async ({ page, faults }) => {
  const placed = await place(page, "chain-math", { of: "x" });
  const made = await placed.evaluate((element) => {
    const hostile = `<math xmlns="http://www.w3.org/1998/Math/MathML" onclick="alert(1)"><mi href="javascript:alert(1)">x</mi>
      <mtext><img xmlns="http://www.w3.org/1999/xhtml" src="x" onerror="alert(1)"/><script>alert(1)</script></mtext><annotation-xml><mi>y</mi></annotation-xml></math>`;
    /** @type {any} */ (element).formula = { text: "x", mathml: hostile };
    return [...element.querySelectorAll("*")].map((inside) => `${inside.namespaceURI?.split("/").at(-1)} ${inside.localName} ${inside.getAttributeNames()}`);
  });
  assert.deepEqual(made.map((line) => line.trim()), ["MathML math", "MathML mi", "MathML mtext"]);
  // No parser of the browser's met the handlers: it has nothing to complain of.
  assert.deepEqual(faults, []);
});

pageTest("brackets stand close around what is as tall as a line, and grow around what is taller", async ({ page }) => {
  const placed = await place(page, "chain-math", { of: "(x+3)^2 + (x + 1/(2x))^2 + sin(sqrt(x + sqrt(x)))" });
  const boxes = await placed.evaluate((element) => [...element.querySelectorAll("mo")].filter((sign) => "()".includes(sign.textContent ?? "")).map((sign) => sign.getBoundingClientRect()).map(({ width, height }) => [width, height]));
  assert.equal(boxes.length, 6);
  const [[narrow, low], , [, tall], , [, rooted]] = boxes;
  assert.ok(narrow < low / 2, `a bracket of ${narrow} by ${low}`);
  for (const height of [tall, rooted]) assert.ok(height > 1.2 * low, `${height} around what is tall, ${low} around a sum`);
});

pageTest("what is typed is shown as text", async ({ page }) => {
  await page.waitForFunction(() => document.body.hasAttribute("data-ready"));
  await page.locator("#function input").fill("<img src=x onerror=alert(1)>");
  await page.waitForTimeout(900);
  assert.equal(await page.locator("img").count(), 0);
});
