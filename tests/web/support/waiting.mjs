// A page answers when it is ready, and a machine may be slow: what was set off is waited for, never a time.

/** @import { Page } from "playwright-core" */

/** Slower than this is no slow machine. In milliseconds. */
const PATIENCE = 15_000;

/**
 * Asks and asserts again until it holds; else it fails with the last assertion's own words.
 *
 *   await eventually(async () => assert.equal(await page.locator("output").innerText(), "20"));
 *
 * @template T @param {() => Promise<T>} assertion @returns {Promise<T>}
 */
export async function eventually(assertion) {
  for (const end = Date.now() + PATIENCE; ; ) {
    try {
      return await assertion();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }
}

/**
 * Whatever the page put off to its next frame is done: painted, measured, observed, told. To be asked before an assertion that
 * something did not change; what does change is better waited for by name.
 * @param {Page} page
 */
export const nextFrames = (page) =>
  page.evaluate(() => new Promise((resolve) => {
    let left = 3;
    const next = () => {
      left -= 1;
      if (left < 0) resolve(undefined);
      else requestAnimationFrame(() => setTimeout(next));
    };
    next();
  }));
