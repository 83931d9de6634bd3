// The engine in a page: found beside its loader, under the strict policy, under any path, alive after a trap.
import assert from "node:assert/strict";
import { inBrowser } from "../support/browser.mjs";
import { eventually } from "../support/waiting.mjs";

/** @import { Page } from "playwright-core" */

const pageTest = inBrowser({ prefix: "/some/course" });

/**
 * Opens an empty page of the site, under the policy that every page has.
 * @param {Page} page
 * @param {string} home
 * @param {(policy: string) => string} [changed]
 */
async function openEmpty(page, home, changed = (policy) => policy) {
  const policy = changed((await fetch(`${home}engine.js`)).headers.get("content-security-policy") ?? "");
  const headers = { "content-type": "text/html", "content-security-policy": policy };
  await page.route(`${home}empty`, (route) => route.fulfill({ headers, body: "<!doctype html><title>Empty</title>" }));
  await page.goto(`${home}empty`);
}

pageTest("it finds its module, and restarts after a trap", { path: null }, async ({ page, home }) => {
  await openEmpty(page, home);
  const seen = await page.evaluate(async (address) => {
    const { loadEngine } = await import(address);
    const engine = await loadEngine();
    const before = engine.version();
    const failure = await Promise.resolve().then(engine.trapForTests).catch((error) => error);
    return { before, code: failure.code, isError: failure instanceof Error, after: engine.version() };
  }, `${home}engine.js`);
  assert.deepEqual(seen, { before: seen.after, code: "engine-restarted", isError: true, after: seen.after });
});

pageTest("the empty page is watched", { path: null }, async ({ page, home, faults }) => {
  await openEmpty(page, home);
  await page.evaluate(() => {
    document.body.innerHTML = `<img src="http://127.0.0.1:9/elsewhere.png"><p style="color: red">inline</p>`;
    console.error("a complaint");
    setTimeout(() => {
      throw new Error("a slip");
    });
  });
  await eventually(async () => {
    for (const part of [/elsewhere\.png/, /style-src 'self'/, /a complaint/, /a slip/]) assert.match(faults.join("\n"), part);
  });
  faults.length = 0;
});

pageTest("a page that forbids WebAssembly is told so", { path: null }, async ({ page, home, faults }) => {
  await openEmpty(page, home, (policy) => policy.replace(" 'wasm-unsafe-eval'", ""));
  const failure = await page.evaluate(async (address) => {
    const { loadEngine } = await import(address);
    return loadEngine().then(String, (/** @type {any} */ { name, code, message }) => ({ name, code, message }));
  }, `${home}engine.js`);
  assert.equal(failure.name, "UsageError");
  assert.equal(failure.code, "webassembly-blocked");
  assert.match(failure.message, /'wasm-unsafe-eval'/);
  await eventually(async () => assert.match(faults.join("\n"), /forbidden by the policy, script-src: wasm-eval/));
  faults.length = 0;
});
