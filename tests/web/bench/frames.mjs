// Frames a second while a 2-8-8-1 network trains before one's eyes, with border, maps and losses, and what a frame goes by with.
import { launch } from "../support/browser.mjs";
import { startSite } from "../support/site.mjs";
import { median, told } from "./measure.mjs";

const FRAMES = 180;
const site = await startSite();
const browser = await launch();
try {
  for (const deviceScaleFactor of [1, 2]) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, deviceScaleFactor });
    await page.goto(`${site.home}labs/network.html#v1&layers=8%208`);
    await page.waitForFunction(() => /** @type {any} */ (document.querySelector("chain-network"))?.survey !== undefined);
    const { frames, script, steps } = await page.evaluate(async (count) => {
      const network = /** @type {any} */ (document.querySelector("chain-network"));
      const next = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const [frames, script] = [/** @type {number[]} */ ([]), /** @type {number[]} */ ([])];
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
        frames.push(performance.now() - last);
        last = performance.now();
      }
      return { frames, script, steps: network.state.step - before };
    }, FRAMES);
    const sorted = [...frames].sort((a, b) => a - b);
    const middle = median(frames);
    console.log(`\nThe network laboratory at ${deviceScaleFactor} pixels a CSS pixel, ${FRAMES} frames, ${steps} steps`);
    console.log(`a frame ${told(middle)}, 95 of 100 within ${told(sorted[Math.floor(FRAMES * 0.95)])}; looking and painting ${told(median(script))}   ${middle <= 17.5 ? "goal 60 a second reached" : "goal 60 a second MISSED"}`);
    await page.close();
  }
} finally {
  await browser.close();
  site.stop();
}
