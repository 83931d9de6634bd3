// From the address to the first derivative on screen: the tutor as it is published, opened by a link, from a server that is
// warm, by a browser that has nothing of it yet.
import { launch } from "../support/browser.mjs";
import { startSite } from "../support/site.mjs";
import { median } from "./measure.mjs";

const VISITS = 15;
const GOAL = 300;
/** Milliseconds until a new window has loaded what is the browser's own. */
const WINDOW = 1500;

/** @returns {Promise<import("./table.mjs").Row[]>} */
export default async function first() {
  const site = await startSite({ packaged: true });
  const browser = await launch();
  try {
    const [paints, answers] = [/** @type {number[]} */ ([]), /** @type {number[]} */ ([])];
    for (let visit = -2; visit < VISITS; visit += 1) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
      await context.addInitScript(() => {
        // The page comes with the derivative of another function: this one's has a cosine in it.
        const look = () => {
          const answered = document.querySelector("#result")?.textContent?.includes("cos") && document.querySelector("#steps .lines")?.textContent?.includes("cos");
          if (!answered) return requestAnimationFrame(look);
          // This frame paints what stands there now; the message is heard when it has.
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => Object.assign(window, { answered: performance.now() });
          port2.postMessage(undefined);
        };
        requestAnimationFrame(look);
      });
      const page = await context.newPage();
      // A new window first loads some hundred files of the browser's own, beside which no page is quick. A reader's is open.
      await page.waitForTimeout(WINDOW);
      await page.goto(`${site.home}#v1&f=${encodeURIComponent("x^3 sin(x)")}`);
      const handle = await page.waitForFunction(() => /** @type {any} */ (window).answered);
      const first = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? NaN);
      if (visit >= 0) {
        answers.push(/** @type {number} */ (await handle.jsonValue()));
        paints.push(first);
      }
      await context.close();
    }
    return [
      { what: `a link opened for the first time: first paint, median of ${VISITS}`, ours: median(paints) },
      { what: "the same: the first derivative on screen", ours: median(answers), goal: GOAL },
    ];
  } finally {
    await browser.close();
    site.stop();
  }
}
