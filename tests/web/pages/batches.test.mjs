// Three runs beside one another, the seed shown; and one path whose kind is to be named.
import assert from "node:assert/strict";
import { inBrowser } from "../support/browser.mjs";
import { openCourse, told } from "../support/course.mjs";

const pageTest = inBrowser();

pageTest("another seed changes what is drawn at random, and not what takes all points", { path: null, viewport: { width: 360, height: 740 } }, async ({ page, home }) => {
  await openCourse(page, home, "chain-batches", '<chain-batches rate="0.06" steps="60" seed="1"></chain-batches>');
  const ends = page.locator("figcaption");
  await ends.nth(2).filter({ hasText: "ends at" }).waitFor();
  const first = await ends.allTextContents();
  assert.match(first[0], /^Batch: the loss over all points ends at 0\.57/);
  await page.getByRole("button", { name: "Another seed" }).press("Enter");
  assert.equal(await page.locator(".deeds .caption").innerText(), "seed 2");
  const second = await ends.allTextContents();
  assert.equal(second[0], first[0]);
  assert.notEqual(second[2], first[2]);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
});

pageTest("a path is named by keys; enough right ones make it done", { path: null }, async ({ page, home }) => {
  await openCourse(page, home, "chain-batches", '<chain-batches ask count="2" rate="0.06" steps="60" seed="2"></chain-batches>');
  await page.getByRole("button", { name: "Mini-batch" }).waitFor();
  const kinds = ["Batch", "Mini-batch", "One at a time"];
  for (const [seed, right] of /** @type {const} */ ([[2, true], [3, false], [4, true]])) {
    const kind = (seed * 7 + Math.floor(seed / 3)) % 3;
    const button = page.getByRole("button", { name: kinds[right ? kind : (kind + 1) % 3], exact: true });
    await button.focus();
    await page.keyboard.press("Enter");
    assert.match(await page.locator(".verdict").innerText(), right ? /^Right\. It / : /^No, .+\. It /);
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Another path");
    await page.keyboard.press("Enter");
  }
  assert.deepEqual((await told(page)).map(([name, { correct }]) => [name, correct]), [["chain-answer", true], ["chain-answer", false], ["chain-answer", true], ["chain-complete", 2]]);
});
