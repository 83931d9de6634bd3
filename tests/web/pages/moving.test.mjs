// Drawn figures with one moving number: to scale, moved by keys, by hand and by a dial, each telling the other.
import assert from "node:assert/strict";
import { openCourse } from "../support/course.mjs";
import { inBrowser } from "../support/browser.mjs";

/** @import { Page } from "playwright-core" */

const pageTest = inBrowser();

/** Whole paragraphs as they are read. @param {Page} page @param {string} figure */
const words = (page, figure) => page.locator(`${figure} figcaption`).innerText().then((text) => text.normalize("NFKC").replace(/\s+/g, " ").replace(/ (?=[.,:])/g, ""));

/** A shape's measures on its sheet. @param {Page} page @param {string} shape @param {string[]} names */
const measures = (page, shape, names) => page.locator(shape).first().evaluate((element, names) => names.map((name) => Number(element.getAttribute(name))), names);

pageTest("a rectangle grows by two strips and a corner, to scale, and the corner vanishes", { path: "lessons/products.html" }, async ({ page }) => {
  const handle = page.locator("chain-area .handle");
  await handle.waitFor();
  const [width, height] = await measures(page, "chain-area .whole", ["width", "height"]);
  assert.ok(Math.abs(width / height - 1.5) < 1e-9, "3 to 2");
  const [side] = await measures(page, "chain-area .side", ["width"]);
  const [top] = await measures(page, "chain-area .top", ["height"]);
  assert.ok(Math.abs(side / width - 0.5 / 3) < 1e-9 && Math.abs(top / height - 0.25) < 1e-9);
  assert.match(await words(page, "chain-area"), /grows by 2.75: strips of 1 and 1.5, a corner of 0.25.*5.5/);

  await handle.press("ArrowRight");
  assert.equal(await handle.getAttribute("aria-valuenow"), "0.51");
  assert.equal(await page.locator("[data-part=idea] chain-dial input").inputValue(), "0.51");

  // By the dial: nothing has grown, and the slopes are left.
  await page.locator("[data-part=idea] chain-dial input").fill("0");
  await page.locator("chain-area figcaption", { hasText: "Nothing has grown yet" }).waitFor();
  assert.match(await words(page, "chain-area"), /take 2 and 3, the corner nothing: 2 \+ 3 = 5\./);

  // By hand: a third of the way to the end.
  await handle.scrollIntoViewIfNeeded();
  const box = /** @type {{ x: number, y: number, width: number, height: number }} */ (await handle.boundingBox());
  const scale = await page.locator("chain-area svg").evaluate((svg) => svg.clientWidth / 400);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + (scale * width) / 9, box.y + box.height / 2);
  await page.mouse.up();
  assert.ok(Math.abs(Number(await handle.getAttribute("aria-valuenow")) - 1 / 3) < 0.02);
});

pageTest("sides that grow at a different pace, and letters beside the one that moves", { path: null }, async ({ page, home }) => {
  await openCourse(page, home, "chain-area", '<chain-area of="a x^2 | 1+x" at="x=2, a=3" from="1" to="2"></chain-area>');
  await page.locator("chain-area .handle").waitFor();
  assert.match(await words(page, "chain-area"), /grows by 30: strips of 18 and 3, a corner of 9\. Divided by the growth that is 18 \+ 3 \+ 9 = 30\./);
  await page.locator("chain-area .handle").press("Home");
  assert.match(await words(page, "chain-area"), /12 \+ 3 = 15/);
});

pageTest("wheels turn one another as their slopes say: a crossed chain backward, none at all not", { path: "lessons/chain-rule.html" }, async ({ page }) => {
  const gears = page.locator("[data-part=idea] chain-gears");
  const handle = gears.locator(".handle");
  await handle.waitFor();
  const radii = () => gears.locator(".sprocket").evaluateAll((circles) => circles.map((circle) => Number(circle.getAttribute("r"))));
  let [a, b, c, d] = await radii();
  assert.ok(Math.abs(a / b - 2) < 1e-9 && Math.abs(c / d - 10) < 1e-9);
  assert.match(await words(page, "[data-part=idea] chain-gears"), /u turns 2 times as far as x, y turns 10 times as far as u: together 10 . 2 = 20\./);
  assert.equal(await handle.getAttribute("aria-valuetext"), "x = 1, u = 5, y = 25");

  await page.locator("[data-part=idea] chain-dial input").fill("-2");
  await gears.locator("figcaption", { hasText: "crossed chain" }).waitFor();
  [a, b, c, d] = await radii();
  assert.ok(Math.abs(c / d - 2) < 1e-9);
  assert.match(await words(page, "[data-part=idea] chain-gears"), /\( ?− ?2 ?\) . 2 = − ?4/);
  await page.locator("[data-part=idea] chain-dial input").fill("-1.5");
  await gears.locator("text", { hasText: "× 0" }).first().waitFor();
  assert.equal(await gears.locator("path.chain").count(), 1);

  // Its hand is turned to the right: the tangent in the plot goes along.
  await handle.scrollIntoViewIfNeeded();
  const dial = /** @type {{ x: number, y: number, width: number, height: number }} */ (await gears.locator(".dial").first().boundingBox());
  const box = /** @type {{ x: number, y: number, width: number, height: number }} */ (await handle.boundingBox());
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(dial.x + dial.width, dial.y + dial.height / 2, { steps: 6 });
  await page.mouse.up();
  const x = Number(await handle.getAttribute("aria-valuenow"));
  assert.ok(Math.abs(x - 1.8) < 0.03, String(x));
  assert.equal(await page.locator("[data-part=idea] chain-plot").getAttribute("at"), `x=${x}`);
});

pageTest("five slopes as lengths on one scale, on either side of 0, and none where there is no slope", { path: "lessons/five-derivatives.html" }, async ({ page }) => {
  const lengths = page.locator(".bars .length");
  await lengths.nth(4).waitFor({ state: "attached" });
  const widths = () => lengths.evaluateAll((bars) => bars.map((bar) => (bar.checkVisibility() ? bar.getBoundingClientRect().width : NaN)));
  const [square, exponential, logarithm] = await widths();
  assert.ok(Math.abs(exponential / square - Math.exp(2) / 4) < 0.03, `${exponential} ${square}`);
  assert.ok(Math.abs(square / logarithm - 8) < 0.6);
  await page.locator("[data-part=idea] chain-dial input").fill("-1.5");
  await page.waitForFunction(() => document.querySelector(".bars .length")?.classList.contains("fall"));
  const [left] = await widths();
  assert.ok(Math.abs(left / square - 0.75) < 0.03);
  assert.ok(Number.isNaN((await widths())[2]), "left of 0 there is no logarithm");
});
