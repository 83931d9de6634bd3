// A page in headless Chromium, watched: whatever goes wrong in it fails the test, asked for or not.
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import { startSite } from "./site.mjs";

/** @import { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core" */

// Quiet, and nothing that would reach for the network by itself. Everything tested is our own, so no sandbox is needed.
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Where the Chromium of this machine is. */
export const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** It, running. */
export const launch = () => chromium.launch({ executablePath: CHROMIUM, args: FLAGS });

/**
 * One site and one browser for the tests of a file, which call `pageTest` as they would call `test`.
 *
 * A page test fails on an error in the console, an uncaught exception, a breach of the content security policy, an answer
 * that is no success, a request that fails, and any request to another origin.
 *
 *   const pageTest = inBrowser();
 *   pageTest("the field has the focus", async ({ page }) => { … });
 *   pageTest("a link reopens what was seen", { path: "#v1…", viewport: { width: 360, height: 740 } }, async ({ page }) => { … });
 *
 * @param {{ prefix?: string, packaged?: boolean }} [options] prefix: the path under which the site lies; packaged: dist/site in place of www
 */
export function inBrowser(options) {
  /** @type {Awaited<ReturnType<typeof startSite>>} */
  let site;
  /** @type {Browser} */
  let browser;

  before(async () => {
    site = await startSite(options);
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    site?.stop();
  });

  /** @typedef {{ page: Page, context: BrowserContext, home: string, faults: string[] }} Visit faults: what went wrong so far; a test that provokes something takes it out */
  /** @typedef {(visit: Visit) => Promise<void>} Body */
  /** @typedef {BrowserContextOptions & { path?: string | null }} Settings path: from the front page's address; null: open nothing yet */

  /**
   * @param {string} name
   * @param {Settings | Body} settings
   * @param {Body} [body]
   */
  return function pageTest(name, settings, body) {
    const { path = "", ...contextOptions } = typeof settings === "function" ? {} : settings;
    const act = typeof settings === "function" ? settings : body;
    test(name, async () => {
      const context = await browser.newContext(contextOptions);
      const faults = await watch(context, site.origin);
      try {
        const page = await context.newPage();
        if (path !== null) await page.goto(site.home + path);
        await act?.({ page, context, home: site.home, faults });
        // What the page's last act set off still has to be heard.
        await page.waitForTimeout(100);
      } catch (error) {
        // What the page complained about is most often the reason.
        if (error instanceof Error && faults.length) error.message += `\nThe page said:\n  ${faults.join("\n  ")}`;
        throw error;
      } finally {
        await context.close();
      }
      if (faults.length) throw new Error(`The page said:\n  ${faults.join("\n  ")}`);
    });
  };
}

/**
 * Collects what no page of ours may do.
 * @param {BrowserContext} context
 * @param {string} origin
 */
async function watch(context, origin) {
  /** @type {string[]} */
  const faults = [];
  // Some breaches of the policy are not written to the console.
  await context.addInitScript(() => {
    addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
      console.error(`forbidden by the policy, ${effectiveDirective}: ${blockedURI}`);
    });
  });
  context.on("console", (message) => {
    if (message.type() === "error") faults.push(`console: ${message.text()}`);
  });
  context.on("weberror", (error) => faults.push(`uncaught: ${error.error()}`));
  context.on("response", (response) => {
    if (response.status() >= 400) faults.push(`${response.status()} for ${response.url()}`);
  });
  context.on("request", (request) => {
    const { origin: other, protocol } = new URL(request.url());
    if (other !== origin && protocol !== "data:" && protocol !== "blob:") faults.push(`a request to ${request.url()}`);
  });
  return faults;
}
