// Pages in another language: chosen by the address, whole, whatever is done on them, and in English where the words do not arrive.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { inBrowser } from "../support/browser.mjs";
import { nextFrames } from "../support/waiting.mjs";

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
  assert.match(await page.locator("#steps .why").first().innerText(), /Jeder Faktor wird einmal abgeleitet/);
  assert.ok((await page.locator("#steps .why").first().locator("math").count()) >= 4);
  for (const text of ["sin(x", "e^2x", "x^2+3y^2", "x^2+y^2=25", "x^x", "1/x", "|x^2-1|", "relu(x)", ""]) {
    await page.locator("#function input").fill(text);
    await page.waitForTimeout(350);
    assert.deepEqual(await english(page), [], `after typing ${text}`);
  }
  assert.match((await page.locator("a", { hasText: "Üben" }).getAttribute("href")) ?? "", /practice\.html\?lang=de/);
  assert.equal(await page.locator("a.language").innerText(), "English");
});

const folder = new URL("../../../www/words/", import.meta.url);
/** Every language there are words of, with what is the same in it as in English. @type {[string, Set<string>][]} */
const languages = readdirSync(folder).filter((name) => /^\w+\.json$/.test(name)).map((name) => {
  const files = [name.replace(".json", ".lessons.json"), name].map((file) => JSON.parse(readFileSync(new URL(file, folder), "utf8")));
  return [name.replace(".json", ""), new Set(files.flatMap((words) => Object.values(words)).flatMap((section) => Object.values(section)).filter(([from, to]) => from === to).map(([from]) => from))];
});
const lessons = readdirSync(new URL("../../../www/lessons/", import.meta.url)).filter((name) => name.endsWith(".html")).map((name) => `lessons/${name}`);

/** Names, and signs that read like words: the same in every language. */
const NAMES = /^(@aria-label )?(Chainrule|LaTeX|Python|MathML|JSON|PyTorch|JAX|TensorFlow|NumPy|SGD:?|Nesterov:?|Beale|Canvas|Moodle|Quarto|Docusaurus|React|Jupyter Book|In Jupyter Book, in|, in|English|Deutsch|\(2x\+3\)\^2 · Chainrule|= (sinh|cosh|coth)|In|\d+ min)$|^[\s\d½.,·=()<>≠−+*/^πσηβ′∂ŷ₁₂]*((?<![A-Za-z])(sin|cos|tan|ln|relu|leaky-relu|sigmoid|softplus|tanh|gelu|silu|xor|sgd|nesterov|rmsprop|adamw?|lion|momentum|adagrad|d?[A-Za-z])(?![A-Za-z])[\s\d½.,·=()<>≠−+*/^πσηβ′∂ŷ₁₂]*)*$/;

/** Every text with words in it, seen or spoken; a spoken one begins with @ and its attribute. @param {Page} page @param {string} home */
const texts = (page, home) =>
  page.evaluate(async (words) => {
    const { linesIn, SPOKEN } = await import(words);
    const found = new Set([document.title]);
    for (const line of linesIn(document.body)) {
      if (line.matches("noscript, noscript *, body [lang], body [lang] *")) continue;
      for (const child of line.childNodes) if (child.nodeType === Node.TEXT_NODE) found.add(child.textContent.replace(/\s+/g, " ").trim());
      for (const name of SPOKEN) if (line.hasAttribute(name)) found.add(`@${name} ${line.getAttribute(name)}`);
    }
    return [...found].filter((text) => /\p{L}{2}/u.test(text.replace(/^@\S+/, "")));
  }, `${home}words/page.js`);

/** All that a page says from its beginning until every button has been pressed. @param {Page} page @param {string} home @param {string} address */
async function everything(page, home, address) {
  await page.goto(home + address);
  await page.waitForFunction((language) => document.documentElement.lang === language, /lang=(\w+)/.exec(address)?.[1] ?? "en");
  await page.evaluate(async (element) => (await import(element)).engineAfterPaint(), `${home}elements/element.js`);
  await nextFrames(page);
  const all = new Set(await texts(page, home));
  for (let i = 0; i < 60; i += 1) {
    const more = await page.evaluate((place) => {
      const buttons = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("main button, main summary")]).filter((button) => button.checkVisibility());
      // What opens a window of the system stays closed.
      if (!/file|save|datei|sichern|PNG|SVG/i.test(buttons[place]?.textContent ?? "")) buttons[place]?.click();
      return place < buttons.length;
    }, i);
    if (!more) break;
    if (i % 6 === 5) for (const text of await texts(page, home)) all.add(text);
  }
  await nextFrames(page);
  for (const text of await texts(page, home)) all.add(text);
  return all;
}

for (const path of ["index.html", "practice.html", "reference.html", "embedding.html", "labs/graph.html", "labs/descent.html", "labs/network.html", ...lessons]) {
  pageTest(`${path}: nothing is said as in English, also after every button`, { path: null }, async ({ page, context, home }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const english = await everything(page, home, path);
    for (const [language, alike] of languages) {
      await page.evaluate(() => localStorage.clear());
      const translated = await everything(page, home, `${path}?lang=${language}`);
      const same = [...translated].filter((text) => english.has(text) && !NAMES.test(text) && !alike.has(text.replace(/^@\S+ /, "")));
      assert.deepEqual(same, [], language);
    }
  });
}

pageTest("practice speaks of a slip in German", { path: "practice.html?lang=de" }, async ({ page }) => {
  await inGerman(page);
  await page.locator("#skill").selectOption("power");
  await page.waitForFunction(() => document.querySelector("chain-practice .prompt")?.textContent?.startsWith("Bestimme die Ableitung"));
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
  const html = readFileSync(new URL("../../../www/404.html", import.meta.url), "utf8").replace('<html lang="en">', '<html lang="de">').replace(/<body[^]*<\/body>/, '<body><p>Practice</p><chain-steps of="x^3"></chain-steps><chain-trace of="u = x^2; y = 3u" at="x=2"></chain-trace><script type="module" src="elements/chain-steps.js"></script><script type="module" src="elements/chain-trace.js"></script></body>');
  await page.route("**/theirs.html", (route) => route.fulfill({ contentType: "text/html", body: html }));
  await page.goto(`${home}theirs.html`);
  await page.waitForFunction(() => document.querySelector("chain-steps .why")?.textContent?.includes("Potenzregel"));
  await page.locator("chain-trace button", { hasText: "Prüfen" }).waitFor();
  assert.equal(await page.locator("p").first().innerText(), "Practice");
});
