// Frames a second while a 2-8-8-1 network trains before one's eyes, with border, maps and losses, and what a frame goes by with.
import { launch } from "../support/browser.mjs";
import { startSite } from "../support/site.mjs";
import { median } from "./measure.mjs";

const FRAMES = 180;

/** @returns {Promise<import("./table.mjs").Row[]>} */
export default async function frames() {
  const site = await startSite();
  const browser = await launch();
  const rows = [];
  try {
    for (const deviceScaleFactor of [1, 2]) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, deviceScaleFactor });
      await page.goto(`${site.home}labs/network.html#v1&layers=8%208`);
      await page.waitForFunction(() => /** @type {any} */ (document.querySelector("chain-network"))?.survey !== undefined);
      const { between, script, steps } = await page.evaluate(async (count) => {
        const network = /** @type {any} */ (document.querySelector("chain-network"));
        const next = () => new Promise((resolve) => requestAnimationFrame(resolve));
        const [between, script] = [/** @type {number[]} */ ([]), /** @type {number[]} */ ([])];
        // Its own frame comes before this one's next: what it takes is known when the paint returns.
        const paint = network.paint.bind(network);
        let started = 0;
        network.addEventListener("chain-network", () => (started = performance.now()));
        network.paint = (/** @type {number} */ ratio) => {
          paint(ratio);
          script.push(performance.now() - started);
        };
        network.querySelector("[data-go=play]").click();
        for (let i = 0; i < 20; i += 1) await next();
        const before = network.state.step;
        let last = performance.now();
        for (let i = 0; i < count; i += 1) {
          await next();
          between.push(performance.now() - last);
          last = performance.now();
        }
        return { between, script, steps: network.state.step - before };
      }, FRAMES);
      const [middle, slow] = [median(between), between.sort((a, b) => a - b)[Math.floor(FRAMES * 0.95)]];
      const where = `the network laboratory in play, ${deviceScaleFactor} × pixels`;
      rows.push(
        { what: `${where}: a frame, median of ${FRAMES}`, ours: middle, goal: 17.5 },
        { what: `${where}: 95 of 100 frames within`, ours: slow },
        { what: `${where}: looking and painting, ${steps} steps`, ours: median(script) },
      );
      await page.close();
    }
  } finally {
    await browser.close();
    site.stop();
  }
  return rows;
}
