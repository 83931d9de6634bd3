// What ADDING.md shows, added: an element in a frame, a lesson that is studied, a language that is spoken. Pages come from a
// copy of `www` with the diffs applied; all else is the site as it is.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import { inBrowser } from "../support/browser.mjs";
import { engine } from "../support/engine.mjs";

/** @import { BrowserContext } from "playwright-core" */

const root = fileURLToPath(new URL("../../../", import.meta.url));
const copy = mkdtempSync(join(tmpdir(), "adding-"));
after(() => rmSync(copy, { recursive: true }));
cpSync(join(root, "www"), join(copy, "www"), { recursive: true, filter: (path) => !/www\/(pkg|fonts)/.test(path) });

/** Files of the site that the diffs change or bring. @type {string[]} */
const files = [];
for (const [, diff] of readFileSync(join(root, "ADDING.md"), "utf8").matchAll(/```diff\n([^]*?)\n```/g)) {
  const named = [...diff.matchAll(/^\+\+\+ b\/(.*)$/gm)].map(([, file]) => file);
  if (!named.every((file) => file.startsWith("www/"))) continue;
  execFileSync("git", ["apply", "-"], { cwd: copy, input: `${diff}\n`, env: { ...process.env, GIT_CEILING_DIRECTORIES: tmpdir() } });
  files.push(...named);
}

const pageTest = inBrowser();

/** @param {BrowserContext} context @param {string} home */
async function withAdded(context, home) {
  for (const file of files) {
    const address = new URL(file.replace("www/", ""), home).href;
    await context.route((url) => url.href.split(/[?#]/)[0] === address, (route) => route.fulfill({ path: join(copy, file) }));
  }
}

pageTest("an element is one file, and its line where elements are listed", { path: null }, async ({ page, context, home }) => {
  await withAdded(context, home);
  await page.goto(`${home}embed.html#v1&e=chain-slope&of=x^2&at=x=3`);
  await page.waitForFunction(() => document.querySelector("chain-slope")?.textContent === "6");
});

pageTest("a lesson is one page, and its line in the contents", { path: null }, async ({ page, context, home }) => {
  await withAdded(context, home);
  await page.goto(`${home}lessons/index.html`);
  await page.locator('[data-lesson="second"] a').click();
  for (const data of await page.locator("data").all()) {
    const value = engine.evaluate((await data.getAttribute("value")) ?? "", {});
    assert.equal(value.toFixed(2), await data.innerText());
  }
  const practice = page.locator("chain-practice");
  await practice.locator(".problem").waitFor();
  const [skill, level, seed] = ((await practice.getAttribute("data-exercise")) ?? "").split(" ");
  const { problem } = engine.exercise({ skill, level: /** @type {1} */ (Number(level)), seed: Number(seed) });
  assert.equal(problem.order, 2);
  await practice.locator("input").fill(engine.differentiate(problem.function, { order: 2 }).result.text);
  await practice.locator("input").press("Enter");
  await page.locator(".way-through li.done").waitFor();
});

pageTest("a language is one file, and its name", { path: null }, async ({ page, context, home }) => {
  await withAdded(context, home);
  await page.goto(`${home}?lang=nl#v1&f=x sin(x)`);
  await page.locator("#steps", { hasText: "Productregel" }).waitFor();
  // What has no pair yet stays as it is.
  await page.locator("#steps", { hasText: "Each factor takes its turn" }).waitFor();
});
