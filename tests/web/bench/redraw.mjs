// What a frame costs while a tangent is dragged: f, f′ and the tangent drawn again at twice the pixels, in a browser.
import { chromium } from "playwright-core";
import { startSite } from "../support/site.mjs";
import { told } from "./measure.mjs";

const FRAMES = 60;
const site = await startSite();
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
try {
  console.log(`\n${"a frame while dragging".padEnd(30)}${"the element".padStart(14)}${"its pixels".padStart(14)}`);
  for (const f of ["(2x+3)^2", "sin(x^2)", "x^2 e^(3x)", "x sin(1/x)", "tan(x)"]) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, deviceScaleFactor: 2 });
    await page.goto(`${site.home}#v1&f=${encodeURIComponent(f)}`);
    await page.waitForFunction(() => /** @type {any} */ (document.querySelector("chain-plot"))?.plotted !== undefined);
    const [drawn, shown] = await page.evaluate(async (frames) => {
      const plot = /** @type {HTMLElement & { paint(ratio: number): void }} */ (document.querySelector("chain-plot"));
      const canvas = /** @type {HTMLCanvasElement} */ (plot.querySelector("canvas"));
      const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
      const [drawn, shown] = [/** @type {number[]} */ ([]), /** @type {number[]} */ ([])];
      for (let i = -10; i < frames; i += 1) {
        plot.setAttribute("at", `x=${(0.5 + i / frames).toFixed(3)}`);
        await new Promise((resolve) => requestAnimationFrame(resolve));
        const start = performance.now();
        plot.paint(2);
        const middle = performance.now();
        // Reading a pixel waits until all of them are there.
        context.getImageData(0, 0, 1, 1);
        if (i < 0) continue;
        drawn.push(middle - start);
        shown.push(performance.now() - middle);
      }
      const median = (/** @type {number[]} */ list) => list.sort((a, b) => a - b)[list.length >> 1];
      return [median(drawn), median(shown)];
    }, FRAMES);
    console.log(f.padEnd(30) + told(drawn).padStart(14) + told(shown).padStart(14) + `   ${drawn <= 8 ? "goal 8 ms reached" : "goal 8 ms MISSED"}`);
    await page.close();
  }
} finally {
  await browser.close();
  site.stop();
}
