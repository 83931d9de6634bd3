// What a frame costs while a tangent is dragged: f, f′ and the tangent drawn again at twice the pixels, in a browser.
import { launch } from "../support/browser.mjs";
import { startSite } from "../support/site.mjs";
import { median } from "./measure.mjs";

const FRAMES = 60;

/** @returns {Promise<import("./table.mjs").Row[]>} */
export default async function redraw() {
  const site = await startSite();
  const browser = await launch();
  const rows = [];
  try {
    for (const f of ["(2x+3)^2", "sin(x^2)", "x^2 e^(3x)", "x sin(1/x)", "tan(x)"]) {
      const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, deviceScaleFactor: 2 });
      await page.goto(`${site.home}#v1&f=${encodeURIComponent(f)}`);
      await page.waitForFunction(() => /** @type {any} */ (document.querySelector("chain-plot"))?.plotted !== undefined);
      const drawn = await page.evaluate(async (frames) => {
        const plot = /** @type {HTMLElement & { paint(ratio: number): void }} */ (document.querySelector("chain-plot"));
        const context = /** @type {CanvasRenderingContext2D} */ (plot.querySelector("canvas")?.getContext("2d"));
        const drawn = /** @type {number[]} */ ([]);
        for (let i = -10; i < frames; i += 1) {
          plot.setAttribute("at", `x=${(0.5 + i / frames).toFixed(3)}`);
          await new Promise((resolve) => requestAnimationFrame(resolve));
          const start = performance.now();
          plot.paint(2);
          if (i >= 0) drawn.push(performance.now() - start);
          // Reading a pixel waits until all of them are there: the next frame starts with nothing left to do.
          context.getImageData(0, 0, 1, 1);
        }
        return drawn;
      }, FRAMES);
      rows.push({ what: `a frame while the tangent of ${f} is dragged, at 2 × pixels`, ours: median(drawn), goal: 8 });
      await page.close();
    }
  } finally {
    await browser.close();
    site.stop();
  }
  return rows;
}
