// What was learned goes into a file, and from the file into another browser.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { inBrowser } from "../support/browser.mjs";

/** @import { Page } from "playwright-core" */

const pageTest = inBrowser();

/** Each page that keeps something: under which key, what, in which file, what shows that the page is ready, and what that it is there. */
const pages = [
  {
    path: "lessons/index.html",
    key: "chainrule.lessons",
    record: { "chain-rule": { parts: ["guess"], complete: true, on: 1, firm: false } },
    file: "chainrule-progress.json",
    ready: "[data-lesson]",
    shown: "[data-lesson=chain-rule].done",
  },
  {
    path: "practice.html",
    key: "chainrule.practice",
    record: { power: { seed: 4, row: 1, kinds: ["(#x)^#"], right: 3, done: false, box: 0, due: 0, slips: { "pow.keep": 2 } } },
    file: "chainrule-practice.json",
    ready: "#skill option >> nth=20",
    shown: "#done li:has-text(\"2 times\")",
  },
];

/** Hands the page a file. @param {Page} page @param {string} content */
async function take(page, content) {
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: "Take from a file" }).click()]);
  await chooser.setFiles({ name: "kept.json", mimeType: "application/json", buffer: Buffer.from(content) });
}

for (const { path, key, record, file, ready, shown } of pages) {
  pageTest(`${path}: what is kept is carried to another browser`, { path: null }, async ({ page, context, home }) => {
    await page.goto(`${home}${path}`);
    await page.evaluate(([key, kept]) => localStorage.setItem(key, kept), [key, JSON.stringify(record)]);
    await page.reload();
    await page.locator(shown).first().waitFor();
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save to a file" }).click()]);
    assert.equal(download.suggestedFilename(), file);
    const content = await readFile(await download.path(), "utf8");

    const other = await (await /** @type {import("playwright-core").Browser} */ (context.browser()).newContext()).newPage();
    await other.goto(`${home}${path}`);
    await other.locator(ready).first().waitFor({ state: "attached" });
    assert.equal(await other.locator(shown).count(), 0);
    await take(other, content);
    await other.getByRole("status").filter({ hasText: "Taken." }).waitFor();
    await other.locator(shown).first().waitFor();
    // What is nothing of ours is refused, and takes nothing away.
    for (const foreign of ["{", "{}"]) {
      await take(other, foreign);
      await other.getByRole("status").filter({ hasText: "This is not a file of" }).waitFor();
    }
    await other.reload();
    await other.locator(shown).first().waitFor();
    assert.deepEqual(await other.evaluate((key) => JSON.parse(localStorage.getItem(key) ?? ""), key), record);
    await other.context().close();
  });
}

pageTest("two tabs keep what either has learned", { path: null }, async ({ page, context, home }) => {
  const other = await context.newPage();
  for (const tab of [page, other]) {
    await tab.goto(`${home}practice.html`);
    await tab.locator("#skill option >> nth=20").waitFor({ state: "attached" });
  }
  const seen = [];
  for (const tab of [page, other]) {
    seen.push(await tab.evaluate(async () => {
      const mastery = await import(new URL("mastery.js", location.href).href);
      const progress = await import(new URL("progress.js", location.href).href);
      mastery.keepRight("power", true);
      const name = progress.complete("gradient") ? "schedules" : "gradient";
      progress.keep(name, ["guess"], true);
      return [mastery.kept("power").right, progress.completed()];
    }));
    await page.waitForTimeout(200);
  }
  assert.deepEqual(seen, [[1, 1], [2, 2]]);
  // The first tab shows what the second has learned.
  await page.bringToFront();
  await page.locator("#done li", { hasText: "2 right" }).waitFor();
  assert.deepEqual(await page.evaluate(() => Object.keys(JSON.parse(localStorage.getItem("chainrule.lessons") ?? "")).sort()), ["gradient", "schedules"]);
});

pageTest("two tabs of one lesson keep what either has done", { path: null }, async ({ page, context, home }) => {
  const other = await context.newPage();
  const done = { predict: page, faded: other };
  for (const tab of Object.values(done)) {
    await tab.goto(`${home}lessons/learning-rate.html`);
    await tab.locator(".way-through li").first().waitFor();
  }
  for (const [part, tab] of Object.entries(done)) {
    await tab.bringToFront();
    for (const question of await tab.locator(`[data-part=${part}] chain-predict`).all()) await question.locator("button").first().click();
    await tab.locator(".way-through li.done", { has: tab.locator(`a[href="#${part}"]`) }).waitFor();
  }
  const parts = await page.evaluate(() => JSON.parse(localStorage.getItem("chainrule.lessons") ?? "")["learning-rate"].parts);
  for (const [part] of Object.entries(done)) {
    assert.ok(parts.includes(part), String(parts));
    await other.locator(".way-through li.done", { has: other.locator(`a[href="#${part}"]`) }).waitFor();
  }
});
