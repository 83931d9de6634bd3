// Pages in another language: chosen by the address, whole, whatever is done on them, and in English where the words do not arrive.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { inBrowser } from "../support/browser.mjs";

/** @import { Page } from "playwright-core" */

const pageTest = inBrowser();

/** Words that no German sentence has. */
const ENGLISH = /(?<![-\w“„.])(the|is|are|of|which|from|its|this|that|has|does|by|you|your|what|where|gives|with|how|and|or|step|steps|loss|value|write|take|not|at|it)(?![-\w=(])/i;

/** Lines with an English word in them, seen or spoken. @param {Page} page */
async function english(page) {
  const lines = await page.evaluate(async () => {
    const at = new URL(document.querySelector("script[src]")?.getAttribute("src") ?? "", location.href);
    const words = at.pathname.includes("/labs/") || at.pathname.includes("/lessons/") ? new URL("../words/page.js", at) : new URL("words/page.js", at);
    const { lineOf, linesIn } = await import(words.href);
    return [...linesIn(document.body)].flatMap((line) => {
      if (line.matches("noscript, body [lang], body [lang] *")) return [];
      return [lineOf(line)?.replace(/[\ue000-\uf8ff]/g, "·"), ...["aria-label", "title", "placeholder"].map((name) => line.getAttribute(name))].filter((text) => text);
    });
  });
  return [...new Set(lines)].filter((line) => ENGLISH.test(line));
}

/** @param {Page} page */
const inGerman = (page) => page.waitForFunction(() => document.documentElement.lang === "de");

pageTest("the tutor: sentences keep their formulas, and links keep the language", { path: "?lang=de#v1&f=x^2 sin(x)" }, async ({ page }) => {
  await inGerman(page);
  await page.waitForFunction(() => document.querySelector("#steps .why")?.textContent?.includes("Produktregel"));
  assert.match(await page.locator("#steps .why").first().innerText(), /Jeder Faktor wird der Reihe nach abgeleitet/);
  assert.ok((await page.locator("#steps .why").first().locator("math").count()) >= 4);
  for (const text of ["sin(x", "e^2x", "x^2+3y^2", "x^2+y^2=25", "x^x", "1/x", "|x^2-1|", "relu(x)", ""]) {
    await page.locator("#function input").fill(text);
    await page.waitForTimeout(350);
    assert.deepEqual(await english(page), [], `after typing ${text}`);
  }
  assert.match((await page.locator("a", { hasText: "Üben" }).getAttribute("href")) ?? "", /practice\.html\?lang=de/);
  assert.equal(await page.locator("a.language").innerText(), "English");
});

for (const path of ["practice.html", "reference.html", "embedding.html", "labs/graph.html", "labs/descent.html", "labs/network.html", "lessons/index.html", "lessons/derivative.html", "lessons/chain-rule.html"]) {
  pageTest(`${path} has no English left, also after every button`, { path: `${path}?lang=de` }, async ({ page }) => {
    await inGerman(page);
    await page.waitForTimeout(600);
    assert.deepEqual(await english(page), []);
    const buttons = await page.locator("main button:visible, main summary:visible").count();
    for (let i = 0; i < Math.min(buttons, 25); i += 1) {
      const button = page.locator("main button:visible, main summary:visible").nth(i);
      if (/Datei/.test((await button.textContent({ timeout: 500 }).catch(() => "Datei")) ?? "")) continue;
      await button.click({ timeout: 700, noWaitAfter: true }).catch(() => {});
      await page.waitForTimeout(60);
    }
    assert.deepEqual(await english(page), [], "after the buttons");
  });
}

pageTest("practice speaks of a slip in German", { path: "practice.html?lang=de" }, async ({ page }) => {
  await inGerman(page);
  await page.locator("#skill").selectOption("power");
  await page.waitForFunction(() => document.querySelector("chain-practice .prompt")?.textContent?.startsWith("Finde die Ableitung"));
  await page.locator("chain-practice input").fill("0");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => /Ableitung|Fehler|sieht/.test(document.querySelector("chain-practice .verdict")?.textContent ?? ""));
  assert.deepEqual(await english(page), []);
});

pageTest("without its words a page stays in English", { path: null }, async ({ page, home, faults }) => {
  await page.route("**/words/de.json", (route) => route.fulfill({ status: 404, body: "" }));
  await page.goto(`${home}?lang=de`);
  await page.waitForFunction(() => document.querySelector("#steps .lines math") !== null);
  await page.waitForTimeout(200);
  assert.equal(await page.evaluate(() => document.documentElement.lang), "en");
  assert.match(await page.locator("#steps .why").first().innerText(), /Let/);
  faults.length = 0;
});

pageTest("a language that nobody wrote is English", { path: "?lang=xx" }, async ({ page }) => {
  await page.waitForFunction(() => document.querySelector("#steps .lines math") !== null);
  assert.equal(await page.evaluate(() => document.documentElement.lang), "en");
});

pageTest("an element follows the lang of somebody else's page, and leaves that page's own words alone", { path: null }, async ({ page, home }) => {
  const html = readFileSync(new URL("../../../www/404.html", import.meta.url), "utf8").replace('<html lang="en">', '<html lang="de">').replace(/<body>[^]*<\/body>/, '<body><p>Practice</p><chain-steps of="x^3"></chain-steps><script type="module" src="elements/chain-steps.js"></script></body>');
  await page.route("**/theirs.html", (route) => route.fulfill({ contentType: "text/html", body: html }));
  await page.goto(`${home}theirs.html`);
  await page.waitForFunction(() => document.querySelector("chain-steps .why")?.textContent?.includes("Potenzregel"));
  assert.equal(await page.locator("p").first().innerText(), "Practice");
});
