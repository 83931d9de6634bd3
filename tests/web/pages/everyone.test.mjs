// Pages for everyone: no fault that axe knows, in light and in dark; every control by the keyboard, and it shows; no sideways
// scrolling from a phone to a projector.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { inBrowser } from "../support/browser.mjs";
import { eventually, nextFrames } from "../support/waiting.mjs";

/** @import { Page } from "playwright-core" */

const pageTest = inBrowser();
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const www = new URL("../../../www/", import.meta.url);
const pages = readdirSync(www, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".html")).sort();
/** As it is linked to: a frame holds an element. */
const address = (/** @type {string} */ name) => (name === "embed.html" ? "embed.html#v1&e=chain-plot&of=sin(x)&at=x%3D1" : name);

/** All that is drawn is there, and what waits for a glance as well. @param {Page} page */
async function settled(page) {
  await page.waitForLoadState("networkidle");
  await page.waitForFunction(() => ![...document.querySelectorAll("chain-steps[of], chain-math[of], chain-value, chain-rule")].some((element) => element.children.length === 0));
  await page.evaluate(async () => {
    const step = innerHeight;
    for (let y = 0; y < Math.min(document.documentElement.scrollHeight, 30_000); y += step) {
      scrollTo(0, y);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    scrollTo(0, 0);
  });
  await still(page);
}

/** Nothing moves any more: no colour is between two others. @param {Page} page */
async function still(page) {
  await nextFrames(page);
  await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== "running"));
}

/** Of axe's rules those that look at colours: of a page that changes nothing else the others need not be asked again. */
const COLOURS = ["color-contrast", "link-in-text-block"];

/** What axe finds, in a line each. @param {Page} page @param {string[]} [rules] left out: all of them @returns {Promise<string[]>} */
async function faults(page, rules) {
  await page.evaluate(axe);
  return page.evaluate(async (rules) => {
    // A figure's frame is a page of its own, looked at by itself.
    // It does not read MathML, which browsers and screen readers do: what it misses where the words are a formula is none.
    const formulas = ["button-name", "empty-table-header", "label-content-name-mismatch", "link-name"];
    const isFormula = (/** @type {string} */ id, /** @type {string[]} */ target) => formulas.includes(id) && document.querySelector(target[0])?.querySelector("math");
    const { violations } = await /** @type {any} */ (window).axe.run(document, { iframes: false, resultTypes: ["violations"], ...(rules && { runOnly: rules }) });
    return violations.flatMap((/** @type {any} */ { id, nodes }) => nodes.filter((/** @type {any} */ { target }) => !isFormula(id, target)).slice(0, 4).map((/** @type {any} */ node) => `${id}: ${node.html.slice(0, 160)} ${node.any[0]?.message ?? ""}`));
  }, rules);
}

/** Nothing is wider than the screen. @param {Page} page @param {number} width */
async function fits(page, width) {
  await page.setViewportSize({ width, height: 800 });
  await nextFrames(page);
  const wide = () => page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return [];
    const found = [...document.body.querySelectorAll("*")].filter((element) => element.getBoundingClientRect().right > room + 1);
    return [`scrolls to ${document.documentElement.scrollWidth}`, ...found.slice(-3).map((element) => `<${element.localName} class="${element.getAttribute("class") ?? ""}"> ${element.textContent?.slice(0, 40)}`)];
  });
  await eventually(async () => assert.deepEqual(await wide(), [], `at ${width} pixels`));
}

/** Stops that begin a line, and brackets that end one, beside what is no text. @param {Page} page @returns {Promise<string[]>} */
const strays = (page) => page.evaluate(() => {
  /** @type {string[]} */
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const sign = document.createRange();
  /** @param {Text} text @param {number} place @param {Node | null} beside @param {(sign: DOMRect, beside: DOMRect) => boolean} apart */
  const look = (text, place, beside, apart) => {
    if (!(beside instanceof Element) || !/^inline/.test(getComputedStyle(beside).display) && beside.localName !== "math") return;
    sign.setStart(text, place);
    sign.setEnd(text, place + 1);
    const rects = [...beside.getClientRects()];
    const own = sign.getBoundingClientRect();
    if (own.width > 0 && rects.length > 0 && apart(own, place === 0 ? rects[rects.length - 1] : rects[0])) found.push(`${beside.localName} ${beside.getAttribute("alttext") ?? beside.textContent} | ${text.data.slice(0, 20)} | ${text.parentElement?.className} ${text.parentElement?.parentElement?.localName}`);
  };
  for (let node = /** @type {Text | null} */ (walk.nextNode()); node; node = /** @type {Text | null} */ (walk.nextNode())) {
    if (/^[.,:;?!)\]”’…]/.test(node.data)) look(node, 0, node.previousSibling ?? node.parentElement?.previousSibling ?? null, (own, before) => own.left < before.right - 2);
    if (/[([“„]$/.test(node.data)) look(node, node.data.length - 1, node.nextSibling ?? node.parentElement?.nextSibling ?? null, (own, after) => after.left < own.right - 2);
  }
  return found;
});

/** Goes through all controls by Tab. @param {Page} page */
async function walk(page) {
  const all = await page.evaluate(() => {
    const controls = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")].filter((element) => {
      const { disabled, type, name, checked } = /** @type {HTMLInputElement} */ (element);
      if (disabled || /** @type {HTMLElement} */ (element).tabIndex < 0 || !element.checkVisibility({ visibilityProperty: true })) return false;
      // Of a group of choices Tab reaches the chosen one, the arrows the others.
      return type !== "radio" || checked || !document.querySelector(`input[type=radio][name="${name}"]:checked`);
    });
    controls.forEach((element, i) => element.setAttribute("data-walk", String(i)));
    /** @type {HTMLElement | null} */ (document.activeElement)?.blur();
    return controls.length;
  });
  const seen = new Set();
  const dull = new Set();
  for (let i = 0; i < all + 20 && seen.size < all; i += 1) {
    await page.keyboard.press("Tab");
    const { at, shown, what } = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element) return { at: null, shown: true, what: "" };
      // A field may hand its mark to the box around it.
      const parts = [element, ...["label", ".box", ".field", ".line", "chain-input"].flatMap((around) => element.closest(around) ?? []), element.nextElementSibling];
      const marked = parts.some((part) => part && ["", "::before"].some((half) => {
        const { outlineStyle, outlineWidth, boxShadow, borderBottomWidth } = getComputedStyle(part, half || null);
        return (outlineStyle !== "none" && outlineWidth !== "0px") || boxShadow !== "none" || (half === "" && parseFloat(borderBottomWidth) >= 2);
      }));
      return { at: element.getAttribute("data-walk"), shown: marked, what: element.outerHTML.slice(0, 120) };
    });
    if (at !== null) {
      seen.add(at);
      if (!shown) dull.add(what);
    }
  }
  const missed = await page.evaluate((reached) => [...document.querySelectorAll("[data-walk]")].filter((element) => !reached.includes(element.getAttribute("data-walk") ?? "")).map((element) => element.outerHTML.slice(0, 120)), [...seen]);
  assert.deepEqual(missed, [], "reached");
  assert.deepEqual([...dull], [], "shown");
}

/** On a sheet of A4: nothing to press, slide or unfold, nothing cut off at the side, no line in a grid that a page's end tears. @param {Page} page */
async function prints(page) {
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: 658, height: 985 });
  await page.waitForTimeout(200);
  const wrong = await page.evaluate(() => {
    const seen = [...document.body.querySelectorAll("*")].filter((element) => element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().width > 1);
    const idle = seen.filter((element) => element.matches("input[type=range], details:not([open]) > summary, .stage :is(.handle, .end), [aria-pressed=false][data-curve]"));
    const cut = seen.filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 1 || (element.matches(".snippet, pre, .legend, .scroll") && getComputedStyle(element).overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1));
    const torn = seen.filter((element) => element.matches(".lines, .lines .step") && getComputedStyle(element).display === "grid");
    return Object.entries({ idle, cut, torn }).flatMap(([what, elements]) => elements.slice(0, 3).map((element) => `${what}: ${element.outerHTML.slice(0, 120)}`));
  });
  assert.deepEqual(wrong, [], "on paper");
  await page.emulateMedia({ media: "screen" });
}

// A page is opened once for all of it: opening is what takes the time.
for (const name of pages) {
  pageTest(`${name}: axe finds nothing, in light and dark; Tab reaches all and shows it; nothing is too wide, from 360 to 1920 pixels and on paper`, { path: address(name), colorScheme: "light" }, async ({ page }) => {
    await settled(page);
    assert.deepEqual(await faults(page), [], "in light");
    await page.emulateMedia({ colorScheme: "dark" });
    await still(page);
    assert.deepEqual(await faults(page, COLOURS), [], "in dark");
    // In forced colours the two kinds of points are two colours still.
    await page.emulateMedia({ forcedColors: "active" });
    const alike = await page.evaluate(() => [...document.querySelectorAll("chain-network")].filter((network) => {
      const style = getComputedStyle(network);
      return style.getPropertyValue("--f") === style.getPropertyValue("--derivative");
    }).length);
    assert.equal(alike, 0, "kinds of points in one colour");
    await page.emulateMedia({ forcedColors: "none" });
    await walk(page);
    for (const width of [1920, 1280, 768, 360]) await fits(page, width);
    // Who needs larger letters has them on a phone too; a formula in the prose of a lesson does not break.
    if (!name.startsWith("lessons/")) {
      await page.evaluate(() => void (document.documentElement.style.fontSize = "150%"));
      await fits(page, 360);
      await page.evaluate(() => void document.documentElement.style.removeProperty("font-size"));
    }
    await prints(page);
    // What is folded has sentences too.
    await page.evaluate(() => document.querySelectorAll("details").forEach((part) => (part.open = true, part.hidden = false)));
    for (const width of [320, 345, 360]) {
      await page.setViewportSize({ width, height: 800 });
      await nextFrames(page);
      await eventually(async () => assert.deepEqual(await strays(page), [], `stops that begin a line at ${width} pixels`));
    }
  });
}

for (const [name, picture] of [["descent", "chain-descent .stage canvas"], ["network", "chain-network .stage canvas"], ["graph", "chain-graph .node"]]) {
  pageTest(`labs/${name}.html: its picture begins in the first frame, on a phone and on a desk`, { path: `labs/${name}.html`, viewport: { width: 360, height: 740 } }, async ({ page }) => {
    await page.locator(picture).first().waitFor();
    for (const [width, height] of [[360, 740], [1280, 800]]) {
      await page.setViewportSize({ width, height });
      await eventually(async () => {
        const { y = height } = (await page.locator(picture).first().boundingBox()) ?? {};
        assert.ok(y < 0.92 * height, `at ${width} pixels it begins ${y} pixels down`);
      });
    }
  });
}
