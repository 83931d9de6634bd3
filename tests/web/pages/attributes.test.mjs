// Whatever a teacher writes into an attribute: a wrong one is answered where it stands, a right one mends it; elements are taken
// out, put back and moved, stand twice on a page, and change as fast as anyone likes.
import assert from "node:assert/strict";
import { inBrowser } from "../support/browser.mjs";
import { nextFrames } from "../support/waiting.mjs";

/** @import { Page } from "playwright-core" */

const pageTest = inBrowser();

/** Of each element: attributes that are right, and wrong ones with what is said of them. @type {Record<string, { right: Record<string, string>, wrong: [string, string, RegExp][], inside?: string }>} */
const ELEMENTS = {
  "chain-math": { right: { of: "x^2/3" }, wrong: [["of", "2+", /missing/], ["of", "x^^2", /\^/], ["display", "huge", /display="huge".*inline, block/]] },
  "chain-input": { right: { value: "x^2" }, wrong: [["value", "x^^2", /needed before/], ["value", "foo(x)", /foo/]] },
  "chain-steps": {
    right: { of: "(2x+3)^2", at: "x=1" },
    wrong: [["of", ")(", /./], ["of", "sin(", /closed/], ["variable", "2", /2.*name of a variable/], ["order", "0", /order="0".*1 to 10/], ["order", "11", /order="11".*1 to 10/], ["at", "x", /x=1/], ["at", "x=one", /x=1/], ["at", "x=1, t=3", /^t is no variable of it: x is\.$/], ["detail", "lots", /brief, full, none/]],
  },
  "chain-plot": {
    right: { of: "sin(x)", at: "x=1" },
    wrong: [["curves", "f g", /derivative/], ["view", "wide", /view="wide".*left and right/], ["view", "3 1", /left and right/], ["at", "three", /three/], ["at", "t=3", /^t is no variable of it: x is\.$/], ["to", "t=3", /^t is no variable/], ["hide", "everything", /derivative/], ["to", "2", /x=1/], ["of", "", /nothing here/], ["variable", "x y", /name of a variable/]],
  },
  "chain-area": {
    right: { of: "3+h | 2+h", at: "h=0.5" },
    wrong: [["of", "3+h", /width and the height/], ["of", "3-h | 2", /must not fall/], ["of", "h | 2", /above 0/], ["of", "3+ | 2", /missing/], ["at", "h=0.5, k=1", /^k is no variable of it: h/], ["at", "h=2", /goes from 0 to 1/], ["at", "h", /x=1/], ["from", "low", /write a number/], ["to", "-1", /below the second/]],
  },
  "chain-gears": {
    right: { of: "u = 2x+3; y = u^2", at: "x=1" },
    wrong: [["of", "7", /pieces with names/], ["of", "u = 2x; y = u x", /the one before/], ["of", "u = x; y", /./], ["of", "a = 2x; b = 2a; c = 2b; d = 2c; y = 2d", /at most 4/], ["at", "x=1, u=5", /^u is no variable of it: x is\.$/], ["at", "x", /x=1/], ["from", "low", /write a number/], ["to", "-4", /below the second/]],
  },
  "chain-batches": { right: { rate: "0.06", steps: "12" }, wrong: [["rate", "0", /write a number/], ["steps", "many", /1 to 500/], ["seed", "-1", /write a number/], ["size", "13", /1 to 12/], ["count", "0", /1 to 20/]] },
  "chain-contour": {
    right: { of: "x^2+3y^2", at: "x=1, y=1" },
    wrong: [["layers", "snow", /layers="snow".*heat, lines, gradient, field/], ["layers", "heat rivers", /rivers/], ["of", "a+b+c", /no variable of it: a, b, c are/], ["at", "x=1, z=1", /^z is no variable of it: x, y are\.$/], ["hide", "all", /gradient is/], ["view", "1", /left/], ["variables", "1 2", /name of a variable/]],
  },
  "chain-draw": {
    right: { of: "x^2+3y^2", at: "x=1, y=1" },
    wrong: [["what", "horse", /arrow, curve/], ["of", "x^2", /no variable of it: x is/], ["of", "x+", /missing/], ["at", "x=0, y=0", /no direction/], ["at", "x=1, y=1, z=2", /^z is no variable/], ["view", "1", /left/], ["within", "0", /1 to 180/], ["count", "two", /whole number/]],
    inside: "<p>Which way?</p><details><summary>See</summary><p>That way.</p></details>",
  },
  "chain-match": {
    right: { of: "x^2 | e^x", order: "2 1" },
    wrong: [["of", "x^2", /two to six/], ["of", "x | x+", /missing/], ["order", "1 1", /1 to 2 once/], ["view", "1", /left/], ["variable", "2", /name of a variable/]],
    inside: "<p>Which?</p><details><summary>See</summary><p>That.</p></details>",
  },
  "chain-graph": {
    right: { of: "(2x+3)^2", at: "x=1" },
    wrong: [["grain", "sand", /operations, pieces, layers/], ["step", "-1", /whole number/], ["step", "soon", /step="soon"/], ["at", "x", /x=1/], ["at", "x=1, u=4", /^u is no variable of it: x is\.$/], ["node", "zz", /node="zz" is not known here: x, u, v, y are/], ["rate", "fast", /not a number/], ["network", "{", /not JSON/], ["of", "u = ; y", /./]],
  },
  "chain-descent": {
    right: { loss: "x^2+y^2", start: "x=1, y=1" },
    wrong: [["optimizer", "magic", /magic.*sgd, momentum/s], ["rate", "fast", /write a number/], ["steps", "1e9", /20000/], ["schedule", "now", /constant, step/], ["start", "here", /x=1/], ["start", "x=1, y=1, z=1", /^z is no variable of it: x, y are\.$/], ["view", "1", /left/]],
  },
  "chain-network": {
    right: { data: "xor", trained: "0" },
    wrong: [["data", "cats", /cats.*circles, xor/], ["layers", "9", /1 to 8/], ["activation", "wild", /tanh/], ["rate", "0", /1e-9/], ["batch", "7", /all, 10, 1/], ["pace", "5", /4, 1, 16, 64/], ["noise", "2", /0 to 1/]],
  },
  "chain-practice": {
    right: { skill: "chain-1", level: "1", seed: "7" },
    wrong: [["skill", "juggling", /juggling.*not a skill/], ["level", "4", /1, 2, 3/], ["seed", "-1", /whole number/], ["seed", "often", /seed="often"/], ["count", "none", /1 or more/], ["need", "2", /count at most/], ["kinds", "9", /2, 1, 3/], ["spot", "1", /4, 2, 3/], ["of", "x^^2", /./]],
  },
  "chain-quiz": {
    right: { need: "1" },
    wrong: [["need", "3", /1 to 2/], ["need", "some", /whole number/]],
    inside: '<chain-predict right="1"><p>Which?</p><ol><li>this</li><li>that</li></ol><details><summary>See</summary><p>This.</p></details></chain-predict><chain-predict right="2"><p>And now?</p><ol><li>this</li><li>that</li></ol><details><summary>See</summary><p>That.</p></details></chain-predict>',
  },
  "chain-trace": {
    right: { of: "u = x^2; v = 3x; f = u v", at: "x=2" },
    wrong: [["of", "u = ; v", /./], ["of", "x", /pieces with names/], ["at", "x", /x=1/], ["by", "z", /^z is no variable of it: x is\.$/], ["at", "x=2, u=4", /^u is no variable/], ["rate", "0", /above 0/], ["count", "many", /1 to 20/]],
  },
  "chain-rule": { right: { id: "product" }, wrong: [["id", "golden", /golden.*constant.*product/]] },
  "chain-value": { right: { of: "x^2", at: "x=3" }, wrong: [["digits", "0", /digits="0".*1 to 17/], ["bar", "1 2", /two ends/], ["bar", "long", /two ends/], ["at", "3", /x=1/], ["at", "x=3, y=1", /^y is no variable/], ["of", "x+", /missing/]] },
  "chain-dial": { right: { variable: "x", value: "1" }, wrong: [["from", "low", /from="low".*write a number/], ["from", "4", /to="3".*above 4/], ["step", "0", /step="0".*above 0/], ["variable", "2x", /variable="2x".*letter/], ["sets", "two words", /sets="two words".*letter/]] },
  "chain-predict": {
    right: { right: "2" },
    wrong: [["right", "3", /2 choices/], ["right", "both", /counted from 1/]],
    inside: "<p>Which?</p><ol><li>this</li><li>that</li></ol><details><summary>See</summary><p>That.</p></details>",
  },
  "chain-lesson": { right: { name: "own" }, wrong: [], inside: "<section data-part='one'><h2>One</h2><p>It.</p></section><section data-part='two'><h2>Two</h2><p>Too.</p></section>" },
};
const HOSTILE = `<img src=x onerror="alert(1)"><script>alert(1)</script><b>bold</b>`;

/** A page of somebody's with one element in a section. @param {Page} page @param {string} tag */
async function open(page, tag) {
  const { right, inside = "" } = ELEMENTS[tag];
  await page.evaluate(async ([tag, right, inside]) => {
    const [{ engineAfterPaint }] = await Promise.all(["elements/element.js", "elements.js"].map((name) => import(new URL(name, location.href).href)));
    await engineAfterPaint();
    const section = document.createElement("section");
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(right)) element.setAttribute(name, value);
    // What a teacher writes inside.
    for (const node of [...new DOMParser().parseFromString(inside, "text/html").body.childNodes]) element.append(node);
    section.append(element, element.cloneNode(true));
    element.setAttribute("data-own", "");
    document.body.prepend(section);
  }, /** @type {const} */ ([tag, right, inside]));
  await settled(page);
}

/** Nothing changes any more. @param {Page} page */
async function settled(page) {
  for (let before, now = ""; now === "" || now !== before; ) {
    before = now;
    await nextFrames(page);
    now = await said(page);
  }
}

/** @param {Page} page */
const said = (page) => page.evaluate(() => (document.querySelector("[data-own]")?.textContent ?? "").replace(/\s+/g, " ").trim());

for (const [tag, { right, wrong }] of Object.entries(ELEMENTS)) {
  pageTest(`<${tag}>: a wrong attribute is answered where it stands, and mended by a right one`, { path: "embedding.html" }, async ({ page }) => {
    await open(page, tag);
    const first = await said(page);
    const observed = await page.evaluate((tag) => /** @type {any} */ (customElements.get(tag)).observedAttributes ?? [], tag);
    for (const [name, value, sentence] of wrong) {
      await page.evaluate(([name, value]) => document.querySelector("[data-own]")?.setAttribute(name, value), /** @type {const} */ ([name, value]));
      const answer = page.locator("[data-own] :is(.complaint, .note:not(:empty))").first();
      await answer.waitFor();
      assert.match(await answer.innerText(), sentence, `${name}="${value}"`);
      await mend(page, name, right);
      await page.waitForFunction((text) => (document.querySelector("[data-own]")?.textContent ?? "").replace(/\s+/g, " ").trim() === text, first).catch(async () => assert.equal(await said(page), first, `after ${name}="${value}"`));
    }
    // What it cannot do without.
    for (const name of ["of", "loss"].filter((name) => name in right)) {
      await page.evaluate((name) => document.querySelector("[data-own]")?.removeAttribute(name), name);
      await page.locator("[data-own] .complaint", { hasText: `${tag} shows nothing without its attributes: ` }).first().waitFor();
      await mend(page, name, right);
      await settled(page);
      assert.equal(await said(page), first, `after ${name} was missing`);
    }
    // Markup is text, in whatever attribute it stands.
    for (const name of observed) {
      await page.evaluate(([name, value]) => document.querySelector("[data-own]")?.setAttribute(name, value), /** @type {const} */ ([name, HOSTILE]));
      await nextFrames(page);
      assert.equal(await page.locator("[data-own] :is(img, script, b)").count(), 0, name);
      await mend(page, name, right);
    }
    await settled(page);
    assert.equal(await said(page), first);
  });

  pageTest(`<${tag}>: twice on a page, taken out, put back, moved, changed in haste`, { path: "embedding.html" }, async ({ page }) => {
    await open(page, tag);
    const first = await said(page);
    const other = await page.evaluate(() => (document.querySelector("[data-own]")?.nextElementSibling?.textContent ?? "").replace(/\s+/g, " ").trim());
    assert.equal(other, first, "its twin");
    for (const where of ["prepend", "append"]) {
      await page.evaluate(async (where) => {
        const own = /** @type {Element} */ (document.querySelector("[data-own]"));
        const section = /** @type {any} */ (own.parentElement);
        own.remove();
        await new Promise((resolve) => setTimeout(resolve, 60));
        section[where](own);
      }, where);
      await settled(page);
      assert.equal(await said(page), first, where);
    }
    await page.evaluate((right) => {
      const own = /** @type {Element} */ (document.querySelector("[data-own]"));
      const [name, value] = Object.entries(right)[0];
      for (let i = 0; i < 60; i += 1) own.setAttribute(name, i % 3 ? `${i}` : "2+");
      own.setAttribute(name, value);
    }, right);
    await settled(page);
    assert.equal(await said(page), first, "after haste");
  });
}

/** A name that is none, found beside those that are. @type {[string, string, RegExp][]} */
const MISSPELT = [
  ["chain-plot", "off", /off is no attribute of chain-plot: of, /],
  ["chain-steps", "att", /att is no attribute of chain-steps/],
  ["chain-quiz", "needs", /needs is no attribute of chain-quiz: need is/],
  ["chain-dial", "form", /form is no attribute of chain-dial/],
  ["chain-lesson", "nane", /nane is no attribute of chain-lesson: name is/],
];

pageTest("a misspelt attribute is named, with those there are", { path: "embedding.html" }, async ({ page }) => {
  for (const [tag, name, said] of MISSPELT) {
    await page.evaluate(async ([tag, name]) => {
      await import(new URL("elements.js", location.href).href);
      document.getElementById("placed")?.remove();
      const around = document.createElement("div");
      around.id = "placed";
      around.append(document.createElement(tag));
      around.firstElementChild?.setAttribute(name, "x^2");
      document.querySelector("main")?.prepend(around);
    }, /** @type {const} */ ([tag, name]));
    await page.locator("#placed :is(.complaint, [role=alert], .note)", { hasText: said }).first().waitFor();
  }
});

pageTest("a variable's value is given with or without the sign before its index", { path: "embedding.html" }, async ({ page }) => {
  const told = await page.evaluate(async () => {
    const [{ readPoint }] = await Promise.all(["elements/element.js", "elements.js"].map((name) => import(new URL(name, location.href).href)));
    const main = /** @type {Element} */ (document.querySelector("main"));
    const graph = document.createElement("chain-graph");
    graph.setAttribute("of", "(w1 x - y)^2");
    graph.setAttribute("at", "w1=0.5, x=2, y=3");
    const value = document.createElement("chain-value");
    value.setAttribute("of", "theta w_2");
    value.setAttribute("at", "theta=2; w2=3");
    main.prepend(graph, value);
    return readPoint("w1=0.5, w12=3, alpha=4, w_out=6");
  });
  assert.deepEqual(told, { w_1: 0.5, w_12: 3, alpha: 4, w_out: 6 });
  await page.waitForFunction(() => document.querySelector("chain-value")?.textContent?.includes("6"));
  // (0.5 · 2 − 3)² = 4, and by w: 2 · (−2) · 2.
  await page.locator("chain-graph", { hasText: "−8" }).waitFor();
});

pageTest("a dial may be called by a Greek letter, and moves what is beside it", { path: "embedding.html" }, async ({ page }) => {
  await page.evaluate(async () => {
    await Promise.all(["chain-dial", "chain-value"].map((name) => import(`./elements/${name}.js`)));
    document.body.innerHTML = `<section><chain-dial variable="θ" from="0" to="2" value="1"></chain-dial><chain-value of="θ^2" at="θ=1"></chain-value></section><section><chain-dial variable="θφ"></chain-dial></section>`;
  });
  await page.locator("chain-dial input").press("ArrowRight");
  await page.waitForFunction(() => document.querySelector("chain-value")?.textContent?.includes("1.21"));
  assert.match(await page.locator("chain-dial output").innerText(), /𝜃\s*=\s*1.1/u);
  assert.match(await page.locator("chain-dial .complaint").innerText(), /variable="θφ".*letter/);
});

pageTest("what belongs to every tag, or to the tools of a site, is no misspelling", { path: "lessons/derivative.html" }, async ({ page }) => {
  await page.evaluate(() => {
    const element = document.createElement("chain-steps");
    const theirs = { of: "x^3", id: "placed", class: "wide", lang: "de", role: "group", title: "t", name: "n", "data-x": "1", "aria-label": "a", "client:load": "", _ngcontent_1: "", "v-pre": "", classname: "c", slot: "s" };
    for (const [key, value] of Object.entries(theirs)) element.setAttribute(key, value);
    document.querySelector("main")?.prepend(element);
  });
  await page.locator("#placed math").first().waitFor();
  assert.equal(await page.locator("#placed .complaint").count(), 0);
});

/** @param {Page} page @param {string} name @param {Record<string, string>} right */
const mend = (page, name, right) =>
  page.evaluate(([name, value]) => {
    const own = document.querySelector("[data-own]");
    if (value === null) own?.removeAttribute(name);
    else own?.setAttribute(name, value);
  }, /** @type {const} */ ([name, right[name] ?? null]));
