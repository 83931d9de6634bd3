// The tutor page as a person meets it: reading, typing, slips, links, a phone, the keyboard alone.
import assert from "node:assert/strict";
import { inBrowser } from "../support/browser.mjs";
import { eventually, nextFrames } from "../support/waiting.mjs";

/** @import { Page } from "playwright-core" */

const pageTest = inBrowser({ prefix: "/some/course" });
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

/** @param {Page} page */
const ready = (page) => page.waitForFunction(() => document.body.hasAttribute("data-ready") && document.querySelector("chain-plot canvas"));

/**
 * What a part of the page says, without the blanks and the invisible signs between a formula's pieces.
 * @param {Page} page
 * @param {string} selector
 */
async function said(page, selector) {
  const text = (await page.locator(selector).first().textContent()) ?? "";
  return text.replace(/[\u2061-\u2064\s]+/g, "");
}

/**
 * Waits until a part of the page says something.
 * @param {Page} page
 * @param {string} selector
 * @param {string} text
 */
async function says(page, selector, text) {
  const wanted = text.replace(/\s+/g, "");
  await eventually(async () => {
    const now = await said(page, selector);
    assert.ok(now.includes(wanted), `${selector} says ${now}, not ${wanted}`);
  });
}

/** @param {Page} page */
const field = (page) => page.locator("#function input");

pageTest("the first frame teaches", async ({ page }) => {
  await ready(page);
  await says(page, "#result", "f′(x)=4(2x+3)");
  await says(page, "#there", "f′(1)=20");
  await says(page, "#there", "y=20x+5");
  await says(page, "#steps", "let u=2x+3");
  await says(page, "#steps", "Chain rule");
  for (const road of ["symbolic", "forward", "reverse", "finiteDifference"]) {
    await says(page, `#roads [data-road="${road}"] .number`, "20");
  }
  assert.equal(await page.evaluate(() => document.activeElement?.closest("chain-input")?.id), "function");
});

pageTest("a function keeps its own name and its own variable, in either language", async ({ page, home }) => {
  await ready(page);
  await field(page).fill("g(t) = t^2 - 1");
  await says(page, "#result", "g′(t)=2t");
  await says(page, "#there", "g′(1)=2");
  await says(page, "#plot .legend", "g(1)=0");
  await says(page, "#plot .words", "The curve falls until t=0, where it reaches −1, then rises. It crosses 0 at t=−1 and 1. At t=1 its value is 0 and its slope 2.");
  await says(page, "#roads-of", "g′(1)");
  assert.equal(await page.locator("#function .before").isVisible(), false, "f(t) = stands in front of g(t) =");
  await field(page).fill("L = (w_1 x + b)^2");
  await says(page, "#result", "∂L∂x(b,w1,x)=2");
  await says(page, "#gradient", "∇L(b,w1,x)");
  await field(page).fill("J(theta) = (theta + b)^2");
  await says(page, "#surface .here", "J(1,1)=4");
  await field(page).fill("L = (w_1 x + b)^2");
  assert.deepEqual(await page.locator("#variable option").allTextContents(), ["b", "w₁", "x"]);
  // y′ = 2x names no function whose derivative that is.
  await field(page).fill("y' = t^2");
  await says(page, "#result", "f′(t)=2t");
  assert.equal(await page.locator("#function .before").isVisible(), true);
  await page.goto(`${home}?lang=de#v1&f=g(t)%3Dt%5E2-1`);
  await ready(page);
  await says(page, "#plot .words", "Die Kurve fällt bis t=0, wo sie −1 erreicht, und steigt. Sie schneidet 0 bei t=−1 und 1. Bei t=1 ist ihr Wert 0 und ihre Steigung 2.");
});

pageTest("the first frame is there without JavaScript", { javaScriptEnabled: false }, async ({ page }) => {
  await says(page, "#result", "f′(x)=4(2x+3)");
  await says(page, "#there", "f′(1)=20");
  await says(page, "#steps", "let u=2x+3");
  assert.ok(await page.locator("#plot svg").isVisible());
});

pageTest("typing slowly shows each reading, and slips are pointed at only after a pause", async ({ page }) => {
  await ready(page);
  await field(page).fill("");
  await field(page).pressSequentially("sin(x^2)", { delay: 40 });
  await says(page, "#function .reading", "sin");
  await says(page, "#result", "2xcos");
  assert.equal(await field(page).inputValue(), "sin(x^2)");
  assert.equal(await page.locator("#function").getAttribute("data-state"), "read");
});

pageTest("on paper no line's left side lies on its right one, however the page comes to be printed", async ({ page }) => {
  await ready(page);
  await page.locator("#steps .lines .naming").waitFor();
  await page.emulateMedia({ media: "print" });
  // Some browsers tell elements of their size on paper.
  await page.setViewportSize({ width: 700, height: 900 });
  await nextFrames(page);
  const over = await page.evaluate(() => [...document.querySelectorAll("#steps .line")].filter((line) => {
    const [left, equals] = [".left > *:last-child", ".equals"].map((side) => line.querySelector(side)?.getBoundingClientRect());
    return left && equals && left.right > equals.left + 1;
  }).length);
  assert.equal(over, 0);
});

pageTest("on paper from a phone nothing lies on what it names", { viewport: { width: 360, height: 740 } }, async ({ page }) => {
  await ready(page);
  await page.locator("#steps .lines.stacked .naming").waitFor();
  await page.emulateMedia({ media: "print" });
  const [left, right] = await page.evaluate(() => [".left", ".right"].map((side) => document.querySelector(`#steps .naming > ${side}`)?.getBoundingClientRect().toJSON()));
  assert.ok(left.right <= right.left, JSON.stringify({ left, right }));
});

for (const width of [220, 360]) {
  pageTest(`no button lies on another at ${width} pixels`, { viewport: { width, height: 740 } }, async ({ page }) => {
    await ready(page);
    await page.locator("#steps .depth").waitFor();
    const [depth, button] = await page.evaluate(() => ["#steps .depth label:last-child", "#try-first"].map((selector) => document.querySelector(selector)?.getBoundingClientRect().toJSON()));
    assert.ok(button.left >= depth.right || button.bottom <= depth.top, JSON.stringify({ depth, button }));
  });
}

pageTest("what was offered for a text that is typed on is offered no more", async ({ page }) => {
  await ready(page);
  await field(page).fill("si");
  await page.locator("#function .note button").waitFor();
  await field(page).pressSequentially("n(x");
  // Pressed, it would put its letters into the middle of another word.
  assert.equal(await page.locator("#function .note").textContent(), "");
  assert.equal(await page.locator("#function").getAttribute("data-state"), "unread");
  await field(page).pressSequentially(")");
  await says(page, "#result", "cos");
});

pageTest("a slip is marked at its characters, said in a sentence, and its repair is one press away", async ({ page }) => {
  await ready(page);
  await field(page).fill("3 + sqr(x)");
  await page.locator("#function .mistake").waitFor();
  assert.equal(await page.locator("#function .mistake").textContent(), "sqr");
  assert.ok(((await page.locator("#function .note").textContent()) ?? "").length > 10);
  assert.equal(await field(page).inputValue(), "3 + sqr(x)");
  assert.equal(await field(page).getAttribute("aria-invalid"), "true");
  await says(page, "#result", "4(2x+3)");
  await page.locator("#function .note button").click();
  assert.equal(await field(page).inputValue(), "3 + sqrt(x)");
  await says(page, "#result", "2x");
});

pageTest("whatever is typed gets its sentence, and stays", async ({ page }) => {
  await ready(page);
  for (const text of ["", "2+", ")(", "sin", "🙂", "x^^2", "(".repeat(10_000), "x+".repeat(50_000) + "x"]) {
    await field(page).fill(text);
    await page.locator('#function[data-state="mistaken"]').waitFor();
    const sentence = (await page.locator("#function .note").textContent()) ?? "";
    assert.ok(sentence.length > 8 && sentence.length < 300, `${text.slice(0, 20)}: ${sentence}`);
    assert.equal(await field(page).inputValue(), text);
    await field(page).fill("x^2");
    await page.locator('#function[data-state="read"]').waitFor();
  }
});

pageTest("a place with two readings is underlined, and one press takes the other", async ({ page }) => {
  await ready(page);
  await field(page).fill("e^2x");
  await page.locator("#function .either").waitFor();
  const before = await said(page, "#result");
  await page.locator("#function .note button").first().click();
  assert.notEqual(await field(page).inputValue(), "e^2x");
  await eventually(async () => assert.notEqual(await said(page, "#result"), before));
});

pageTest("pasted LaTeX is read", async ({ page }) => {
  await ready(page);
  await field(page).fill("\\frac{x^2+1}{x-1}");
  await page.locator("#function .reading mfrac").waitFor();
});

pageTest("a very long formula is answered, and its steps come when they are asked for", async ({ page }) => {
  await ready(page);
  await page.locator("#function input").fill("x".repeat(1200));
  await page.waitForFunction(() => document.querySelector("#result")?.textContent?.includes("1200"), undefined, { timeout: 60_000 });
  await page.waitForFunction(() => document.querySelector("#steps .lines")?.textContent?.includes("1199"), undefined, { timeout: 60_000 });
  assert.equal(await page.locator("#steps .step").count(), 0);
  assert.equal(await page.locator("#steps .depth input:checked").inputValue(), "none");
  // The same formula shorter has them, and one's choice of depth was not lost.
  await page.locator("#function input").fill("x^2 sin(x)");
  await page.locator("#steps .step").first().waitFor();
  assert.equal(await page.locator("#steps .depth input:checked").inputValue(), "brief");
  // Asked for, they come, also of a long one.
  await page.locator("#function input").fill(`${"x+".repeat(800)}x`);
  await page.waitForFunction(() => document.querySelector("#steps")?.getAttribute("of")?.length === 3201 && document.querySelectorAll("#steps .step").length === 0);
  await page.locator("#steps .depth label", { hasText: "board" }).click();
  await page.locator("#steps .step").first().waitFor();
});

pageTest("steps at three depths", async ({ page }) => {
  await ready(page);
  const count = () => page.locator("#steps .step:visible").count();
  const board = await count();
  await page.getByText("everything", { exact: true }).click();
  await page.locator("#steps details[open]").first().waitFor();
  assert.ok((await count()) > board);
  await page.getByText("result", { exact: true }).click();
  await page.waitForFunction(() => document.querySelectorAll("#steps .step").length === 0);
  await says(page, "#steps", "=4(2x+3)");
  await page.waitForFunction(() => location.hash.includes("detail=none"));
});

pageTest("steps are aligned on their equals signs", async ({ page }) => {
  await ready(page);
  const edges = await page.evaluate(() =>
    [...document.querySelectorAll("#steps .body > .lines > .step > .line:not(.naming) > .equals")].map((sign) => Math.round(sign.getBoundingClientRect().left)),
  );
  assert.ok(edges.length >= 2);
  assert.equal(new Set(edges).size, 1, edges.join());
});

pageTest("variable, order and point", async ({ page }) => {
  await ready(page);
  await field(page).fill("x^3 y");
  await page.locator("#variable").selectOption("y");
  await says(page, "#result", "x3");
  await page.locator("#variable").selectOption("x");
  await page.locator("#order").selectOption("2");
  await says(page, "#result", "6xy");
  await page.locator('#point input[data-name="x"]').fill("pi/2");
  await says(page, "#there", "9.424778");
  await page.locator('#point input[data-name="x"]').fill("1,5");
  await says(page, "#there", "9");
  assert.equal(await page.locator("#plot").getAttribute("at"), "x=1.5, y=1");
  await page.locator('#point input[data-name="x"]').fill("2 +");
  assert.equal(await page.locator('#point input[data-name="x"]').getAttribute("aria-invalid"), "true");
});

pageTest("a point without a slope is told, not drawn over", { path: "#v1&f=%7Cx%7C&at=x:0" }, async ({ page }) => {
  await ready(page);
  await page.waitForFunction(() => document.querySelector("#result math"));
  assert.doesNotMatch(await said(page, "#there"), /NaN|f′\(0\)=/);
});

pageTest("what has no derivative is said once", { path: "#v1&f=x%5E2%3D25" }, async ({ page }) => {
  await page.locator("#result .complaint").waitFor();
  assert.equal(await page.locator(".complaint:visible").count(), 1);
  await field(page).fill("x^2");
  await says(page, "#result", "2x");
  await page.locator("chain-plot canvas").waitFor();
});

pageTest("let me try first", async ({ page }) => {
  await ready(page);
  await page.locator("#try-first").click();
  assert.ok(!(await page.locator("#result").isVisible()));
  assert.ok(!(await page.locator("#steps").isVisible()));
  const verdict = page.locator("#attempt .verdict");
  await page.waitForFunction(() => document.activeElement?.closest("#attempt"));
  await page.keyboard.type("4x");
  await page.keyboard.press("Enter");
  await verdict.and(page.locator(".wrong")).waitFor();
  await page.locator("#attempt input").fill("8x");
  await page.keyboard.press("Enter");
  await verdict.filter({ hasText: "power distributed over a sum" }).waitFor();
  await page.locator("#attempt input").fill("8x + 12");
  await page.keyboard.press("Enter");
  await verdict.and(page.locator(".correct")).waitFor();
  await page.locator("#try-first").click();
  assert.ok(await page.locator("#result").isVisible());
});

pageTest("trying first, whatever is typed: several variables, a second derivative, a curve", async ({ page }) => {
  await ready(page);
  await page.locator("#try-first").click();
  const verdict = page.locator("#attempt .verdict");
  // Its code comes with the press, and takes the focus when it is there: whatever is typed before would go there.
  await page.waitForFunction(() => document.activeElement?.closest("#attempt"));
  for (const [typed, wrong, said, right] of [
    ["x^2 y + y^3", "2x y + x^2 + 3y^2", "the other variable moves too", "2x y"],
    ["x^2 + y^2 = 25", "2x + 2y = 0", "y′ dropped", "-x/y"],
    ["sin(3x)", "cos(3x)", "inner derivative forgotten", "3cos(3x)"],
  ]) {
    await field(page).fill(typed);
    await page.waitForFunction(() => document.querySelector("#attempt .verdict")?.textContent === "");
    await page.locator("#attempt input").fill(wrong);
    await page.locator("#attempt input").press("Enter");
    await verdict.filter({ hasText: said }).waitFor();
    await page.locator("#attempt input").fill(right);
    await page.locator("#attempt input").press("Enter");
    await verdict.and(page.locator(".correct")).waitFor();
  }
});

pageTest("trying first on a slow line: who goes on typing is not torn from the field", async ({ page }) => {
  let come = () => {};
  const typed = new Promise((resolve) => (come = () => resolve(undefined)));
  await page.route("**/tutor/attempt*.js", (route) => typed.then(() => route.continue()));
  await ready(page);
  await page.locator("#try-first").click();
  await field(page).fill("x^3");
  come();
  await page.locator("#attempt input").waitFor();
  await page.keyboard.type(" + x");
  assert.equal(await field(page).inputValue(), "x^3 + x");
  assert.equal(await page.locator("#attempt input").inputValue(), "");
});

pageTest("copying", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await ready(page);
  const copied = async (/** @type {string} */ what) => {
    await page.locator(`[data-copy="${what}"]`).click();
    await page.waitForFunction((name) => document.querySelector(`[data-copy="${name}"]`)?.textContent === "copied", what);
    return page.evaluate(() => navigator.clipboard.readText());
  };
  assert.match(await copied("latex"), /2 ?x/);
  assert.match(await copied("python"), /4 ?\* ?\(2 ?\* ?x ?\+ ?3\)/);
  assert.match(await copied("mathml"), /^<math/);
  assert.match(await copied("link"), /#v1&f=\(2x%2B3\)%5E2&at=x:1$/);
});

pageTest("by keyboard alone", async ({ page }) => {
  await ready(page);
  await page.keyboard.press("Control+A");
  await page.keyboard.type("x^2");
  await says(page, "#result", "2x");
  /** @type {string[]} */
  const stops = [];
  for (let i = 0; i < 60; i += 1) {
    await page.keyboard.press("Tab");
    stops.push(await page.evaluate(() => {
      const at = document.activeElement;
      if (!at || at === document.body) return "end";
      const style = getComputedStyle(at.matches("[type=radio]") ? at.nextElementSibling ?? at : at);
      const seen = style.outlineStyle !== "none" || at.matches(".handle, chain-input input");
      return `${at.id || at.className || at.getAttribute("data-copy") || at.tagName}${seen ? "" : " without a focus ring"}`;
    }));
    if (stops.at(-1) === "end") break;
  }
  assert.deepEqual(stops.filter((stop) => stop.includes("without")), []);
  for (const wanted of ["variable", "order", "try-first", "handle", "CANVAS"]) assert.ok(stops.includes(wanted), `${wanted}: ${stops}`);
});

for (const hash of ["", "#v1&f=(x%2B1)(x%2B2)(x%2B3)(x%2B4)(x%2B5)&detail=full", "#v1&f=e%5E(sin(x%5E2))%20%2F%20(1%2Bx%5E2)&n=2&at=x:123456.789", "#v1&f=a_1%20b%20c%20x%20y%20z%20w"]) {
  pageTest(`nothing scrolls sideways on a phone ${hash}`, { ...PHONE, path: hash }, async ({ page }) => {
    await ready(page);
    await eventually(async () => assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360));
  });
}

pageTest("on a phone the keys type, and what is touched is large enough", PHONE, async ({ page }) => {
  await ready(page);
  await field(page).fill("");
  await field(page).tap();
  await page.locator('#function .keys [data-types="sin("]').tap();
  await page.locator('#function .keys [data-types="x"]').tap();
  await page.locator('#function .keys [data-types=")"]').tap();
  assert.equal(await field(page).inputValue(), "sin(x)");
  await says(page, "#result", "cosx");
  const small = await page.evaluate(() =>
    [...document.querySelectorAll("button, select, #point input, .examples a, .depth span, .handle, summary")]
      .filter((target) => target.checkVisibility() && !target.matches(".rule"))
      .map((target) => ({ is: target.textContent?.trim() || target.className, width: target.getBoundingClientRect().width, height: target.getBoundingClientRect().height, pressed: target.matches("button, select, input") }))
      .filter(({ width, height, pressed }) => height > 0 && (height < 43.5 || (pressed && width < 43.5))),
  );
  assert.deepEqual(small, []);
});

pageTest("on a phone the slope, the tangent and the legend fit their places, however many digits they have", { ...PHONE, path: "#v1&f=sin(x%5E2)&at=x:1" }, async ({ page, home }) => {
  await page.locator("#there .aside math").waitFor();
  const wide = () => page.evaluate(() => [...document.querySelectorAll("#there p, chain-plot .legend button > :last-child")].filter((box) => box.scrollWidth > box.clientWidth + 1).map((box) => box.textContent));
  assert.deepEqual(await wide(), []);
  // A power of ten cut off would be another number.
  await page.goto(`${home}#v1&f=x%5Ex%5Ex&at=x:3`);
  await page.locator("chain-plot .legend", { hasText: "10¹⁴" }).waitFor();
  const [row, ...values] = await page.evaluate(() => [...document.querySelectorAll("chain-plot .legend, chain-plot .legend button > :last-child")].map((box) => box.getBoundingClientRect().right));
  assert.ok(values.every((right) => right <= row + 1), `${values} in ${row}`);
  const [first, second] = await page.evaluate(() => [...document.querySelectorAll("chain-plot .legend button")].map((box) => box.getBoundingClientRect()));
  assert.ok(second.left >= first.right - 1 || second.top >= first.bottom - 1);
});

pageTest("no air stands behind a root, and nothing lies on one", { path: "#v1&f=" + encodeURIComponent("sqrt(x) y + sqrt(x^2+1) y + root(x, 3) y + sqrt(x/2) y + sqrt(x+sqrt(x)) y + sqrt((x+1)^2) y") }, async ({ page }) => {
  await page.locator(".reading msqrt").first().waitFor();
  await page.waitForFunction(() => document.documentElement.style.getPropertyValue("--behind-root") !== "");
  const air = await page.evaluate(() => [...document.querySelectorAll(".reading :is(msqrt, mroot)")].flatMap((root) => {
    // Behind the root, invisible times; behind that, the y.
    const next = root.nextElementSibling?.nextElementSibling;
    if (!next || root.parentElement?.closest("msqrt")) return [];
    const inside = /** @type {Element} */ (root.localName === "mroot" ? root.firstElementChild : [...root.children].findLast(({ localName }) => localName !== "mspace"));
    return (next.getBoundingClientRect().left - inside.getBoundingClientRect().right) / Number.parseFloat(getComputedStyle(root).fontSize);
  }));
  assert.equal(air.length, 6);
  for (const one of air) assert.ok(one > 0 && one < 0.25, `${air}`);
});

pageTest("rows of controls begin and end where words do", async ({ page }) => {
  await ready(page);
  const edges = await page.evaluate(() => {
    const of = (/** @type {string} */ selector, /** @type {"left" | "right"} */ side) => {
      const range = document.createRange();
      range.selectNodeContents(/** @type {Element} */ (document.querySelector(selector)));
      return Math.round(range.getBoundingClientRect()[side]);
    };
    return { copy: of(".tools .caption", "left"), depth: of("#steps .depth span", "left"), rule: of("#steps .rule", "left"), reset: of("#plot [data-zoom=reset]", "right"), road: of("#roads .number", "right") };
  });
  assert.deepEqual([edges.copy, edges.depth, edges.reset], [edges.rule, edges.rule, edges.road]);
});

pageTest("printing opens every step", async ({ page }) => {
  await ready(page);
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  assert.equal(await page.locator("#steps details:not([open])").count(), 0);
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  assert.equal(await page.locator("#steps details[open]").count(), 0);
});

pageTest("nothing of the first load waits behind a chain of requests", { path: null }, async ({ page, home }) => {
  /** @type {string[]} */
  const loads = [];
  page.on("response", (response) => loads.push(new URL(response.url()).pathname));
  await page.goto(home);
  await ready(page);
  const html = await (await fetch(home)).text();
  const named = new Set([...html.matchAll(/(?:href|src)="([^"#]+)"/g)].map(([, path]) => new URL(path, home).pathname));
  const behind = loads.filter((path) => path !== new URL(home).pathname && !named.has(path) && !path.endsWith(".woff2"));
  assert.deepEqual(behind, []);
});
