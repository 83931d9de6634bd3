// Markup and script in every input that reaches a page, in three engines: shown as text or refused, never run, never elements.
import assert from "node:assert/strict";
import { inEveryEngine } from "../support/everywhere.mjs";
import { elements } from "../support/www.mjs";

const everywhere = inEveryEngine();

const HOSTILE = [
  "<img src=x onerror=\"window.hit='img'\">",
  "<script>window.hit='script'</script>",
  "\"><svg onload=window.hit='svg'>",
  "javascript:window.hit='link'",
  "</math><iframe srcdoc='<script>parent.hit=1</script>'>",
  "\\text{<b onclick=window.hit=1>b</b>}",
  "x_{<style>*{display:none}</style>}",
  "{{constructor.constructor('window.hit=1')()}}",
  "&lt;img src=x onerror=window.hit=1&gt;",
];

/** What a page must not have come to hold, counted. */
const harm = () => {
  const strange = document.querySelectorAll("img, iframe, object, embed, body script, body style, svg[onload], b[onclick], a[href^='javascript:' i]");
  const listening = [...document.querySelectorAll("*")].filter((element) => [...element.attributes].some(({ name }) => /^on/i.test(name)));
  return { hit: String(/** @type {any} */ (window).hit), strange: [...strange].map((element) => element.outerHTML.slice(0, 120)), listening: listening.map((element) => element.outerHTML.slice(0, 120)) };
};
const HARMLESS = { hit: "undefined", strange: [], listening: [] };

/** @param {ReturnType<typeof harm>} found */
const assertHarmless = (found, about = "") => assert.deepEqual(found, HARMLESS, about);

everywhere("in a link, field by field", async ({ open, home, until, call }) => {
  for (const [i, text] of HOSTILE.entries()) {
    const fields = ["f", "by", "n", "at", "curves", "view", "node", "step"].map((name) => `${name}=${encodeURIComponent(text)}`).join("&");
    await open(`${home}${["index.html", "labs/graph.html"][i % 2]}?${i}#v1&${fields}&${encodeURIComponent(text)}=1`);
    await until(() => document.querySelector("main input, form input") !== null && document.readyState === "complete");
    await call(() => new Promise((resolve) => setTimeout(resolve, 150)));
    assertHarmless(await call(harm), text);
  }
});

everywhere("in every attribute of every element", async ({ open, home, until, call }) => {
  await open(`${home}practice.html`);
  await until(() => document.querySelectorAll("#skill option").length > 20);
  const tried = await call(async (hostile, names) => {
    await import(`${location.origin}/elements.js`);
    let tried = 0;
    for (const name of names) {
      const known = /** @type {{ observedAttributes?: string[] } | undefined} */ (customElements.get(name))?.observedAttributes ?? [];
      for (const attribute of known) {
        const element = document.createElement(name);
        element.setAttribute(attribute, hostile[tried % hostile.length]);
        if (attribute !== "of") element.setAttribute("of", "x^2");
        document.querySelector("main")?.append(element);
        tried += 1;
      }
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    await new Promise((resolve) => setTimeout(resolve, 400));
    return tried;
  }, HOSTILE, elements);
  assert.ok(tried > 100, `${tried} attributes`);
  assertHarmless(await call(harm));
});

everywhere("typed, and typed as an answer", async ({ open, home, until, call, type, enter }) => {
  await open(home);
  await until(() => document.body.hasAttribute("data-ready"));
  for (const text of HOSTILE.slice(0, 4)) {
    await type("#function input", text);
    await until(() => document.querySelector("#function")?.getAttribute("data-state") === "mistaken");
    assertHarmless(await call(harm), text);
  }
  await open(`${home}practice.html`);
  await until(() => document.querySelector("#practice input") !== null);
  await type("#practice input", HOSTILE[0]);
  await enter();
  await until(() => (document.querySelector("#practice .verdict")?.textContent ?? "") !== "");
  assertHarmless(await call(harm));
});

/** A page that is left while its engine is on the way calls that a fault. */
const engineIsHere = () => performance.getEntriesByType("resource").some(({ name }) => name.endsWith(".wasm"));

everywhere("in a frame's address, and in what this browser keeps", async ({ open, home, until, call }) => {
  await open(`${home}embed.html#v1&e=chain-math&of=${encodeURIComponent(HOSTILE[0])}&${encodeURIComponent(HOSTILE[1])}=1&onclick=${encodeURIComponent("window.hit=1")}`);
  await until(() => document.querySelector(".complaint") !== null);
  await until(engineIsHere);
  assertHarmless(await call(harm));
  await call((text) => {
    const slips = { [text]: 3, "pow.keep": 2 };
    localStorage.setItem("chainrule.practice", JSON.stringify({ [text]: { seed: 1, row: 1, right: 3, done: false, slips }, power: { seed: text, row: text, right: 2, done: text, slips } }));
    localStorage.setItem("chainrule.lessons", JSON.stringify({ [text]: { [text]: text }, "chain-rule": { predict: text } }));
  }, HOSTILE[0]);
  for (const page of ["practice.html", "lessons/index.html", "lessons/chain-rule.html"]) {
    await open(home + page);
    await until(() => document.querySelector("main") !== null && document.readyState === "complete");
    if (page !== "lessons/index.html") await until(engineIsHere);
    await call(() => new Promise((resolve) => setTimeout(resolve, 300)));
    assertHarmless(await call(harm), page);
  }
  await call(() => localStorage.clear());
});
