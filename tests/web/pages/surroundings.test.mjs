// What stands around a page may be odd: a parent's messages, a learning platform that fails, a table with markup in it, old
// addresses, storage that is refused. The page goes on, and nothing of it becomes markup or a request.
import assert from "node:assert/strict";
import { inBrowser } from "../support/browser.mjs";
import { eventually, nextFrames } from "../support/waiting.mjs";

/** @import { Page } from "playwright-core" */

const pageTest = inBrowser();
const HOSTILE = `"><img src=x onerror=alert(1)><script>alert(1)</script>`;

pageTest("a parent's odd messages change nothing but what the element watches", { path: "embedding.html" }, async ({ page }) => {
  // On paper all of them stand, those too that nobody has scrolled to.
  await page.waitForFunction(() => [...document.querySelectorAll("iframe")].every(({ contentDocument }) => contentDocument?.querySelector("#stage canvas, #stage math")));
  await page.locator("iframe.live").first().scrollIntoViewIfNeeded();
  const frame = page.frameLocator("iframe.live").first();
  await frame.locator("chain-steps .lines math").first().waitFor();
  const first = await frame.locator("chain-steps .lines").innerText();
  await page.evaluate((hostile) => {
    const to = /** @type {HTMLIFrameElement} */ (document.querySelector("iframe.live")).contentWindow;
    /** @type {any} */
    const circle = { chainrule: 1, kind: "set" };
    circle.attributes = circle;
    const odd = [
      null, 0, "x", [], {}, { chainrule: 1 }, { chainrule: 2, kind: "ask" }, { chainrule: 1, kind: "constructor" }, { chainrule: 1, kind: "set" }, circle,
      { chainrule: 1, kind: "set", attributes: null }, { chainrule: 1, kind: "set", attributes: ["of"] }, { chainrule: 1, kind: "set", attributes: { of: {} } },
      { chainrule: 1, kind: "set", attributes: { onclick: "alert(1)", style: "display:none", src: "//elsewhere", hidden: "" } },
      JSON.parse(`{"chainrule":1,"kind":"set","attributes":{"__proto__":{"of":"7"},"constructor":"7"}}`),
      { chainrule: 1, kind: "set", attributes: { of: "x+".repeat(50_000) } }, new Float64Array(9), new Map([["chainrule", 1]]), hostile,
    ];
    for (const message of odd) to?.postMessage(message, "*");
  }, HOSTILE);
  await page.waitForTimeout(300);
  assert.equal(await frame.locator("chain-steps .lines").innerText(), first);
  assert.deepEqual(await frame.locator("chain-steps").evaluate((element) => element.getAttributeNames().filter((name) => !["of", "at", "detail"].includes(name))), []);
  await page.evaluate((hostile) => {
    const to = /** @type {HTMLIFrameElement} */ (document.querySelector("iframe.live")).contentWindow;
    to?.postMessage({ chainrule: 1, kind: "set", attributes: { of: hostile } }, "*");
  }, HOSTILE);
  await frame.locator("chain-steps .complaint").waitFor();
  assert.equal(await frame.locator("img, chain-steps script").count(), 0);
  await page.evaluate(() => /** @type {HTMLIFrameElement} */ (document.querySelector("iframe.live")).contentWindow?.postMessage({ chainrule: 1, kind: "set", attributes: { of: "sin(x)" } }, "*"));
  await frame.locator("chain-steps math", { hasText: "cos" }).first().waitFor();
});

for (const [name, value] of /** @type {const} */ ([
  ["throws at every call", "throw"], ["hands back nothing", undefined], ["hands back an object", { a: 1 }], ["hands back null as text", `{"lessons":null}`],
  ["hands back markup", HOSTILE], ["hands back far too much", `{"lessons":{"derivative":{"parts":["${"p".repeat(3_000_000)}"]}}}`], ["hands back nesting", "[".repeat(4000)],
])) {
  pageTest(`a learning platform that ${name} costs nothing but its record`, { path: null }, async ({ page, home, context }) => {
    await context.addInitScript((value) => {
      const answer = () => {
        if (value === "throw") throw new Error("the platform is down");
        return value;
      };
      Object.assign(window, { API: { LMSInitialize: answer, LMSGetValue: answer, LMSSetValue: answer, LMSCommit: answer, LMSFinish: answer } });
    }, /** @type {any} */ (value));
    await page.goto(`${home}lessons/derivative.html?scorm`);
    await page.locator(".way-through li").first().waitFor();
    assert.equal(await page.locator(".way-through .done").count(), 0);
    await page.locator("chain-predict button").first().click();
    await page.locator("chain-predict .verdict:not(:empty)").first().waitFor();
    assert.equal(await page.locator("img").count(), 0);
  });
}

pageTest("a pasted table with markup in it is numbers or a sentence", { path: "labs/network.html#v1&data=csv" }, async ({ page }) => {
  const field = page.locator("textarea[name=csv]");
  await field.waitFor();
  for (const [text, wanted] of [
    [`1,2,${HOSTILE}\n1,3,b\n2,3,b\n4,5,b`, undefined],
    [`${HOSTILE},2,a\n1,3,b\n2,3,b\n4,5,b`, /img|column|cells/],
    [`<b>x</b>,<i>y</i>,kind\n1,2,a\n3,4,b\n5,6,a\n7,8,b`, undefined],
    ["1,2\n3,4\n5,6\n7,8", /3 are needed/],
    ["=cmd|' /C calc'!A0,2,a\n1,2,b\n1,2,b\n1,2,b", /column 1/],
  ]) {
    await field.fill(/** @type {string} */ (text));
    await field.blur();
    if (wanted) await eventually(async () => assert.match(await page.locator("chain-network .note").innerText(), /** @type {RegExp} */ (wanted)));
    await nextFrames(page);
    assert.equal(await page.locator("chain-network :is(img, script, b, i)").count(), 0);
  }
});

for (const path of [`#v1&f=${encodeURIComponent(HOSTILE)}&at=${encodeURIComponent(HOSTILE)}&n=${encodeURIComponent(HOSTILE)}`, `#v0&f=x`, `#v1`, `#v1&f=&n=99&at=x:1e999,y:&view=1,2,3`, `#${"%00".repeat(30)}`, "#v1&f=%E0%A4%A", "#v1&&&===&f=x^2&f=x^3&__proto__=1&constructor=2"]) {
  pageTest(`an odd address opens the page: ${path.slice(0, 40)}`, { path }, async ({ page }) => {
    await page.waitForFunction(() => document.body.hasAttribute("data-ready"));
    await nextFrames(page);
    assert.equal(await page.locator("img").count(), 0);
    // And what is typed then is answered as ever.
    await page.locator("#function input").fill("x^5");
    await page.waitForFunction(() => /5/.test(document.querySelector("#result")?.textContent ?? "") && /4/.test(document.querySelector("#result")?.textContent ?? ""));
  });
}

pageTest("back and forward show what stood there", async ({ page }) => {
  const shown = () => page.locator("#result").innerText();
  // What the page came with is not yet what the tutor writes.
  await page.waitForFunction(() => /** @type {HTMLElement} */ (document.querySelector("#result")).dataset.of);
  const first = await shown();
  await page.locator(".examples a").nth(5).click();
  await page.waitForFunction((text) => /** @type {HTMLElement} */ (document.querySelector("#result")).innerText !== text, first);
  const second = await shown();
  await page.goBack();
  await page.waitForFunction((text) => /** @type {HTMLElement} */ (document.querySelector("#result")).innerText === text, first);
  await page.goForward();
  await page.waitForFunction((text) => /** @type {HTMLElement} */ (document.querySelector("#result")).innerText === text, second);
});

for (const path of ["nowhere", "lessons/nowhere", "a/b/nowhere"]) {
  pageTest(`from ${path}, where no page is, a link leads home`, { path: null }, async ({ page, home, faults }) => {
    await page.goto(home + path);
    const link = page.getByRole("link", { name: "Chainrule" });
    await link.waitFor();
    // The page is dressed wherever it stands, and what to do without a script is not said.
    await page.waitForFunction(() => getComputedStyle(document.body).maxWidth !== "none");
    assert.doesNotMatch(await page.locator("body").innerText(), /Take away/);
    await link.click();
    await page.locator("#function").waitFor();
    // The tutor may have written what it shows behind it.
    assert.equal(page.url().split("#")[0], home);
    // What lies not beside the page but above it is asked for in vain first.
    const odd = faults.splice(0).filter((fault) => !/404/.test(fault) && !/MIME type/.test(fault));
    assert.deepEqual(odd, []);
  });
}

pageTest("without scripts the page of a wrong address says what to do", { path: null, javaScriptEnabled: false }, async ({ page, home, faults }) => {
  await page.goto(`${home}nowhere`);
  assert.match(await page.locator("body").innerText(), /Take away the end of the address/);
  assert.equal(await page.getByRole("link").count(), 0);
  assert.equal(faults.splice(0).length, 2, "the page itself is not found, and the console says so");
});
