// Sentences of the engine's stand on the page as in a good book: formulas typeset, minus signs true, nothing lost or added.
import assert from "node:assert/strict";
import { inBrowser } from "../support/browser.mjs";

/** @import { Page } from "playwright-core" */

const pageTest = inBrowser();

/** Each sentence with its formulas in ⟦⟧, as they were said. @param {Page} page @param {string[]} sentences */
const shown = (page, sentences) =>
  page.evaluate(async (all) => {
    const [{ written }, { engineHere }] = await Promise.all(["sentence", "element"].map((name) => import(new URL(`elements/${name}.js`, location.href).href)));
    await engineHere();
    return all.map((text) => {
      const line = document.createElement("p");
      line.append(...written(text));
      for (const math of line.querySelectorAll("math")) math.replaceWith(`⟦${math.dataset.said}⟧`);
      return line.textContent;
    });
  }, sentences);

pageTest("formulas are found, words are left alone", async ({ page }) => {
  const said = [
    ["When x moves a little, how far does 2x + 3 move?", "When ⟦x⟧ moves a little, how far does ⟦2x + 3⟧ move?"],
    ["The curve falls until x = −1.5, where it touches 0.", "The curve falls until ⟦x = −1.5⟧, where it touches 0."],
    ["It crosses 0 at x = −2.5, −1.7 and 2.5.", "It crosses 0 at ⟦x = −2.5⟧, −1.7 and 2.5."],
    ["At x = 1, y = 1 its gradient is (2, -1.54).", "At ⟦x = 1⟧, ⟦y = 1⟧ its gradient is (2, −1.54)."],
    ["This holds for 0 < x < 1/2 and x ≠ -3.", "This holds for ⟦0 < x < 1/2⟧ and ⟦x ≠ -3⟧."],
    ["arcsin(x) has the derivative 1/sqrt(1 - x^2).", "⟦arcsin(x)⟧ has the derivative ⟦1/sqrt(1 - x^2)⟧."],
    ["“2x +” has nothing behind its +: complete it.", "“2x +” has nothing behind its +: complete it."],
    ["This looks like “x^n lost”. Stand on 1 - 2.", "This looks like “x^n lost”. Stand on ⟦1 - 2⟧."],
    ["Is it a maximum (the larger one)? I think so, do it.", "Is it a maximum (the larger one)? I think so, do it."],
    ["One step of sin(x)^2, where the x-axis is.", "One step of ⟦sin(x)^2⟧, where the x-axis is."],
    ["Zeros: x = π/2, and |x| > 1.", "Zeros: ⟦x = π/2⟧, and ⟦|x| > 1⟧."],
    ["leaky_relu(x) has the derivative {1 if x > 0, 0.01 else}.", "⟦leaky_relu(x)⟧ has the derivative ⟦{1 if x > 0, 0.01 else}⟧."],
    ["It gives {1 if u > 0, e^u else}, 3x gives 3; multiply: ({1 if u > 0, e^u else}) · 3.", "It gives ⟦{1 if u > 0, e^u else}⟧, ⟦3x⟧ gives 3; multiply: ⟦({1 if u > 0, e^u else}) · 3⟧."],
    ["Let {foo} be it {if so, else}.", "Let {foo} be it {if so, else}."],
    ["It is 3 × 4 cm, -5 degrees.", "It is 3 × 4 cm, −5 degrees."],
    ["<img src=x onerror=alert(1)> is text.", "<img src=x onerror=alert(1)> is text."],
    ["(((((( x", "(((((( ⟦x⟧"],
    ["", ""],
  ];
  assert.deepEqual(await shown(page, said.map(([text]) => text)), said.map(([, marked]) => marked));
});

pageTest("nothing is lost of any sentence that the engine's tables hold", async ({ page }) => {
  const all = await page.evaluate(async () => {
    const { engineHere } = await import(new URL("elements/element.js", location.href).href);
    const engine = await engineHere();
    return [
      ...engine.rules().flatMap((/** @type {any} */ { sentence, condition }) => [sentence, condition ?? ""]),
      ...engine.mistakes().map((/** @type {any} */ { message }) => message),
      ...engine.functions().map((/** @type {any} */ { domain }) => domain),
      ...engine.optimizers().flatMap((/** @type {any} */ { idea, whenToUse }) => [idea, whenToUse]),
    ];
  });
  assert.ok(all.length > 200);
  const plain = (/** @type {string} */ text) => text.replace(/[⟦⟧]/g, "").replaceAll("−", "-");
  assert.deepEqual((await shown(page, all)).map(plain), all.map(plain));
});

pageTest("the other language says the same sentence, its formulas typeset as well", { path: "?lang=de#v1&f=x%5E2" }, async ({ page }) => {
  await page.waitForFunction(() => document.documentElement.lang === "de" && document.querySelector("#plot .words math"));
  const words = page.locator("#plot .words");
  await page.waitForFunction(() => /Kurve/.test(document.querySelector("#plot .words")?.textContent ?? ""));
  assert.match(await words.innerText(), /Kurve/);
  assert.ok((await words.locator("math").count()) >= 1);
});
