// What is painted on a canvas.

/** @import { Page } from "playwright-core" */

/** The colours on the canvases of a page that a selector finds, each as "red,green,blue". @param {Page} page @param {string} selector @returns {Promise<Set<string>>} */
export async function coloursOn(page, selector) {
  const list = await page.evaluate((selector) => {
    const seen = new Set();
    for (const canvas of /** @type {NodeListOf<HTMLCanvasElement>} */ (document.querySelectorAll(selector))) {
      const { data } = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d")).getImageData(0, 0, canvas.width, canvas.height);
      for (let i = 0; i < data.length; i += 4) seen.add(`${data[i]},${data[i + 1]},${data[i + 2]}`);
    }
    return [...seen];
  }, selector);
  return new Set(list);
}
