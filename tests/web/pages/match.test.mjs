// Graphs are matched to their slopes: by pointer, by keys alone; a wrong one is answered by a place to look at.
import assert from "node:assert/strict";
import { inBrowser } from "../support/browser.mjs";
import { openCourse, told } from "../support/course.mjs";

const pageTest = inBrowser();

pageTest("a wrong slope is told where it is wrong; the right ones are paired; all of it by keys", { path: null, viewport: { width: 360, height: 740 } }, async ({ page, home }) => {
  const markup = '<chain-match of="x^2 | -x | max(0,x) | e^x" order="2 4 1 3"><p>Which?</p><details><summary>See</summary><p>So.</p></details></chain-match>';
  await openCourse(page, home, "chain-match", markup);
  const slopes = page.locator(".cards").nth(1).locator("button");
  await slopes.first().waitFor();
  const verdict = async () => ((await page.locator(".verdict").textContent()) ?? "").replace(/\s/g, "");
  assert.match((await slopes.first().getAttribute("aria-description")) ?? "", /^−1 at x = −2\.4, −1 at/);
  assert.equal(await page.locator("details").isVisible(), false);

  // x² falls at the left, and eˣ nowhere.
  await slopes.nth(1).click();
  assert.match(await verdict(), /^Lookatx=−\d.*:graphAfallsthere,butslopegraph2doesnotliebelow0\.$/);
  // It rises at the right, and −x nowhere.
  await slopes.nth(0).focus();
  await page.keyboard.press("Enter");
  assert.match(await verdict(), /^Lookatx=\d.*:graphArisesthere,butslopegraph1doesnotlieabove0\.$/);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.match(await verdict(), /^Aand3belongtogether\.Next:B\.$/);
  assert.equal(await slopes.nth(2).isDisabled(), true);
  // Another graph than the next one.
  await page.locator(".cards").first().locator("button").nth(3).click();
  await slopes.nth(1).click();
  assert.match(await verdict(), /^Dand2belongtogether\.Next:B\.$/);
  await slopes.nth(0).click();
  await slopes.nth(3).click();
  assert.match(await verdict(), /^Allmatched,in6tries\.$/);
  assert.equal(await page.locator("details p").isVisible(), true);
  assert.deepEqual((await told(page)).filter(([name]) => name === "chain-answer"), [["chain-answer", { skill: "predict", name: "match", correct: false, attempts: 3, hints: 0 }]]);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
});
