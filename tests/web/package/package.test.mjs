// What `cargo xtask package` wrote, where it has to work: from a disk, offline, in a frame without an origin, on somebody
// else's page, in a learning platform.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { textbook } from "../bench/textbook.mjs";
import { inBrowser, launch } from "../support/browser.mjs";
import { engine } from "../support/engine.mjs";
import { lessons } from "../support/www.mjs";

/** @import { Browser, Page } from "playwright-core" */

const dist = new URL("../../../dist/", import.meta.url);
const oneFile = new URL("chainrule.html", dist).href;

// What the one file is made of; its engine is the one made small, but in a quick build.
const handed = new URL("../../../target/package/handed/", import.meta.url);
const carried = readFileSync(new URL("pkg/chainrule_bg.wasm", handed));

/** @param {Page} page @param {string} text */
const differentiates = async (page, text) => {
  await page.locator("#function input").fill(text);
  await page.waitForFunction(() => document.querySelector("#result math")?.textContent?.includes("cos") ?? false);
};

// ── One file ────────────────────────────────────────────────────────────────────────────────────
/** @type {Browser} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

test("one file opens from the disk with the network off: the tutor", async () => {
  const context = await browser.newContext({ offline: true });
  const page = await context.newPage();
  /** @type {string[]} */
  const faults = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  await page.goto(oneFile);
  await differentiates(page, "sin(x^2)");
  assert.ok(await page.locator("chain-plot canvas").isVisible());
  assert.deepEqual(faults, []);
  await context.close();
});

test("its engine is the engine to the last byte", async () => {
  const page = await browser.newPage();
  await page.goto(oneFile);
  const digest = await page.evaluate(async () => [...new Uint8Array(await crypto.subtle.digest("SHA-256", Reflect.get(globalThis, "chainruleEngine")))]);
  await page.close();
  assert.deepEqual(digest, [...createHash("sha256").update(carried).digest()]);
});

test("the engine that is made small answers as the one that is made fast", async () => {
  const { loadEngine } = await import(new URL("engine.js", handed).href);
  const engines = [engine, await loadEngine(carried)];
  for (const of of textbook) {
    const [fast, small] = engines.map((either) => [
      either.differentiate(of, { variable: "x", detail: "full", at: { x: 0.3 } }),
      either.sample(of, "x", Float64Array.from({ length: 100 }, (_, i) => i / 16 - 3)),
    ]);
    assert.deepEqual(small, fast, of);
  }
});

// A quick build's engine is larger: QUICK=1 leaves this out.
test("one file is at most 900 kB", { skip: process.env.QUICK ? "a quick build" : false }, () => {
  const { length } = readFileSync(new URL(oneFile));
  assert.ok(length <= 900_000, `it is ${length} bytes; a quick build is larger and is left out by QUICK=1`);
});

test("one file in German, chosen by its address", async () => {
  const context = await browser.newContext({ offline: true });
  const page = await context.newPage();
  await page.goto(`${oneFile}?index.html&lang=de`);
  await page.waitForFunction(() => document.querySelector("#steps .why")?.textContent?.includes("Kettenregel"));
  await page.getByRole("link", { name: "Üben", exact: true }).click();
  await page.waitForFunction(() => document.title.startsWith("Üben"));
  await page.waitForFunction(() => document.querySelector("chain-practice .prompt")?.textContent?.includes("Bestimme"));
  await context.close();
});

test("one file holds every page, and its links lead to them", async () => {
  const context = await browser.newContext({ offline: true });
  const page = await context.newPage();
  await page.goto(`${oneFile}?lessons/index.html`);
  await page.getByRole("link", { name: /The chain rule/ }).click();
  await page.waitForFunction(() => document.title.startsWith("The chain rule"));
  await page.getByRole("button", { name: "20", exact: true }).click();
  assert.match(await page.locator("chain-predict .verdict").first().innerText(), /holds/);
  await page.waitForFunction(() => document.querySelector("chain-steps .lines math") !== null);
  await context.close();
});

// ── The site ────────────────────────────────────────────────────────────────────────────────────
const pageTest = inBrowser({ packaged: true, prefix: "/some/prefix" });

pageTest("offline after one visit, under any path", async ({ page, context, home }) => {
  await page.waitForFunction(async () => (await navigator.serviceWorker.ready).active?.state === "activated");
  await page.reload();
  await context.setOffline(true);
  await page.goto(`${home}lessons/chain-rule.html`);
  await page.waitForFunction(() => document.querySelector("chain-steps .lines math") !== null);
  await page.goto(home);
  await differentiates(page, "sin(x^2)");
  await context.setOffline(false);
});

pageTest("the first load of the tutor is small, as it is handed on: without comments", { path: null }, async ({ page, home }) => {
  /** @type {Promise<{ path: string, size: number }>[]} */
  const loads = [];
  page.on("response", (response) => {
    loads.push(response.body().then((body) => ({ path: new URL(response.url()).pathname, size: gzipSync(body).length })));
  });
  await page.goto(home);
  await page.waitForFunction(() => document.querySelector("#result math") !== null);
  // Chromium asks for the icon never, once or twice.
  const sizes = new Map((await Promise.all(loads)).map(({ path, size }) => [path, size]));
  assert.ok([...sizes.keys()].some((path) => path.endsWith(".js")));
  const own = [...sizes].filter(([path]) => !/\.(woff2|wasm)$/.test(path)).reduce((sum, [, size]) => sum + size, 0);
  assert.ok(own <= 50_000, `${own} bytes without fonts and engine`);
});

pageTest("every file but pages is named by what is in it", { path: null }, async () => {
  const assets = readdirSync(new URL("site/assets/", dist)).filter((name) => name !== "OFL.txt");
  assert.ok(assets.length > 5);
  for (const name of assets) assert.match(name, /-[A-Za-z0-9]{8}\.\w+$/);
});

// ── Other people's pages ────────────────────────────────────────────────────────────────────────
/** A teacher's server on another origin. @param {Record<string, string>} pages @param {(address: string) => Promise<void>} visit */
async function hosted(pages, visit) {
  const server = createServer(({ url = "/" }, answer) => {
    const name = url.split("?")[0];
    const kind = name.endsWith(".js") ? "text/javascript" : "text/html";
    const body = name === "/chainrule.js" ? readFileSync(new URL("chainrule.js", dist)) : name === "/chainrule.html" ? readFileSync(new URL("chainrule.html", dist)) : pages[name];
    // Neither the server nor the page says how its letters are written.
    answer.writeHead(body === undefined ? 404 : 200, { "content-type": kind }).end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  try {
    await visit(`http://127.0.0.1:${port}`);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

test("one script tag brings the elements to a teacher's page", async () => {
  const page = await browser.newPage();
  const html = `<!doctype html><title>Ours</title><body><h1>Our course</h1><script src="chainrule.js"></script>
    <chain-steps of="(2x+3)^2" at="x=1"></chain-steps><chain-plot of="sin(x)" at="x=1"></chain-plot><chain-math of="x^^2"></chain-math><chain-value of="-1"></chain-value>`;
  await hosted({ "/": html }, async (address) => {
    await page.goto(address);
    await page.waitForFunction(() => document.querySelector("chain-steps .lines math") !== null);
    assert.ok(await page.locator("chain-plot canvas").isVisible());
    assert.match(await page.locator("chain-math .complaint").innerText(), /\S/);
    assert.equal(await page.locator("chain-value").innerText(), "−1");
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), "rgba(0, 0, 0, 0)");
  });
  await page.close();
});

test("whatever element a teacher takes, it looks as it does with us, and the page around it stays as it was", async () => {
  const page = await browser.newPage({ viewport: { width: 900, height: 800 } });
  const guess = '<chain-predict right="2"><p>How steep?</p><ol><li>3</li><li>6</li></ol><details><summary>See</summary><p>So.</p></details></chain-predict>';
  const html = `<!doctype html><title>Ours</title><body><p id="own">Ours</p><button id="press">Ours</button><script src="chainrule.js"></script>
    <chain-plot of="sin(x)" at="x=1"></chain-plot><chain-contour of="x^2+3y^2" at="x=1, y=1"></chain-contour>
    <chain-graph of="u = x^2; v = 3x; f = u v" at="x=2"></chain-graph><chain-descent loss="x^2+y^2" start="x=1, y=1"></chain-descent>
    <chain-network data="xor" trained="0"></chain-network><chain-practice skill="chain-1" level="1" seed="7"></chain-practice>
    <chain-draw of="x^2+3y^2" at="x=1, y=1"></chain-draw><chain-match of="x^2 | e^x"></chain-match><chain-batches steps="5"></chain-batches>
    <chain-trace of="u = 2x; f = u^2" at="x=1"></chain-trace><chain-quiz>${guess}</chain-quiz><chain-rule id="product"></chain-rule>
    <chain-lesson name="ours"><section data-part="one"><h2>One</h2><p>It.</p></section></chain-lesson>`;
  await hosted({ "/": html }, async (address) => {
    await page.goto(address);
    for (const inside of ["chain-plot canvas", "chain-graph svg", "chain-trace input", "chain-match .card", "chain-network canvas", "chain-rule .law"]) await page.locator(inside).first().waitFor();
    /** @param {string} selector @param {string} property */
    const style = (selector, property) => page.evaluate(([selector, property]) => getComputedStyle(document.querySelector(selector) ?? document.body).getPropertyValue(property), [selector, property]);
    for (const [selector, property, value] of [
      ["chain-plot .stage", "position", "relative"], ["chain-contour .stage", "overflow", "hidden"], ["chain-draw .over", "position", "absolute"], ["chain-match .cards", "display", "grid"],
      ["chain-batches .runs", "display", "grid"], ["chain-predict .choices", "display", "flex"], ["chain-practice .deeds", "display", "flex"], ["chain-trace .asked", "display", "flex"],
      [".rule-card", "border-left-style", "solid"], [".way-through", "display", "flex"], ["chain-quiz", "display", "block"], ["chain-predict", "margin-top", "0px"],
    ]) assert.equal(await style(selector, property), value, `${selector} ${property}`);
    const wide = await page.locator("chain-graph svg").first().boundingBox();
    assert.ok(wide && wide.width <= 900 && wide.height < 700, JSON.stringify(wide));
    // What is not ours has the browser's own look.
    assert.equal(await style("#own", "margin-top"), "16px");
    assert.notEqual(await style("#press", "border-top-style"), "none");
    assert.equal(await style("body", "margin-top"), "8px");
  });
  await page.close();
});

test("a frame without an origin works, tells its height to the page around, and hears nobody else", async () => {
  const page = await browser.newPage();
  const html = `<!doctype html><title>Ours</title><iframe sandbox="allow-scripts" src="chainrule.html?embed.html#v1&amp;e=chain-steps&amp;of=(2x%2B3)%5E2&amp;colour=red" width="600"></iframe>
    <script>addEventListener("message", (event) => { (window.heard ??= []).push(event.data); });</script>`;
  await hosted({ "/": html }, async (address) => {
    await page.goto(address);
    const frame = page.frameLocator("iframe");
    await frame.locator("chain-steps .lines math").first().waitFor();
    assert.match(await frame.locator(".complaint").innerText(), /colour is no attribute of chain-steps/);
    await page.waitForFunction(() => /** @type {any} */ (window).heard?.some((/** @type {any} */ data) => data.chainrule === 1 && data.kind === "height" && data.height > 100));
    await page.evaluate(() => document.querySelector("iframe")?.contentWindow?.postMessage({ chainrule: 1, kind: "set", attributes: { of: "sin(x)", onclick: "alert(1)" } }, "*"));
    await frame.locator("chain-steps math", { hasText: "cos" }).first().waitFor();
    assert.equal(await frame.locator("chain-steps").getAttribute("onclick"), null);
  });
  await page.close();
});

test("a learning platform records a lesson, and it resumes", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const html = `<!doctype html><title>Platform</title><script>
    const kept = JSON.parse(localStorage.getItem("kept") ?? "{}");
    window.API = {
      LMSInitialize: () => "true", LMSFinish: () => "true", LMSCommit: () => { localStorage.setItem("kept", JSON.stringify(kept)); return "true"; },
      LMSGetValue: (name) => kept[name] ?? (name === "cmi.core.lesson_status" ? "not attempted" : ""),
      LMSSetValue: (name, value) => { kept[name] = value; return "true"; },
    };
    window.kept = kept;
  </script><iframe src="chainrule.html?lessons/derivative.html&amp;scorm" width="800" height="600"></iframe>`;
  await hosted({ "/": html }, async (address) => {
    await page.goto(address);
    const lesson = page.frameLocator("iframe");
    await lesson.getByRole("button", { name: "0.06", exact: true }).click();
    await page.waitForFunction(() => (/** @type {any} */ (window).kept["cmi.suspend_data"] ?? "").includes("predict"));
    assert.equal(await page.evaluate(() => /** @type {any} */ (window).kept["cmi.core.lesson_status"]), "incomplete");
    assert.ok((await page.evaluate(() => /** @type {any} */ (window).kept["cmi.suspend_data"])).length <= 4096);
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)));
    await page.frames()[1].evaluate(() => localStorage.removeItem("chainrule.lessons"));
    await page.reload();
    await lesson.locator(".way-through .done").first().waitFor();
  });
  await context.close();
});

test("a platform is told that the course is done when all its lessons are, and the contents know what is", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  /** All but so many, and the one that is studied. @param {number} open */
  const done = (open) => JSON.stringify({ lessons: Object.fromEntries(lessons.filter((name) => name !== "derivative").slice(open).map((name) => [name, { parts: [], complete: true, on: 0, firm: true }])) });
  const html = `<!doctype html><title>Platform</title><script>
    const kept = { "cmi.core.lesson_status": "incomplete", "cmi.suspend_data": new URLSearchParams(location.search).get("done") };
    // A session is begun once and ended once; after that nothing is heard.
    let [begun, over] = [false, false];
    const heard = (act) => over ? "false" : (act(), "true");
    window.API = { LMSInitialize: () => begun ? "false" : heard(() => { begun = true; }), LMSFinish: () => heard(() => { over = true; }), LMSCommit: () => heard(() => {}), LMSGetValue: (name) => over ? "" : kept[name] ?? "", LMSSetValue: (name, value) => heard(() => { kept[name] = value; }) };
    window.kept = kept;
  </script><iframe src="chainrule.html?lessons/index.html&amp;scorm=${lessons.length}" width="800" height="600"></iframe>`;
  await hosted({ "/": html }, async (address) => {
    for (const open of [1, 0]) {
      await page.goto(`${address}?done=${encodeURIComponent(done(open))}`);
      const frame = page.frameLocator("iframe");
      await frame.locator(".contents .done").first().waitFor();
      assert.equal(await frame.locator(".contents .done").count(), lessons.length - 1 - open);
      await frame.locator("[data-lesson=derivative] a").click();
      await frame.locator("chain-lesson .way-through").waitFor();
      // The end of the lesson, as the element tells it.
      await frame.locator("chain-lesson").evaluate(async (lesson) => {
        for (const part of lesson.querySelectorAll("section[data-part]")) {
          const asks = [...part.querySelectorAll("chain-predict:not(chain-quiz *), chain-quiz, chain-draw, chain-match, chain-trace, chain-batches[ask], chain-practice")];
          for (const ask of asks) for (const name of ["chain-answer", "chain-complete"]) ask.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail: { correct: true, attempts: 1, hints: 0 } }));
          part.lastElementChild?.scrollIntoView();
          // A part without questions ends when its end is seen, a frame later or two.
          const ended = () => lesson.querySelector(`.done > [href="#${part.id}"]`);
          for (let tries = 0; tries < 200 && !ended(); tries += 1) await new Promise((resolve) => setTimeout(resolve, 30));
        }
      });
      await page.waitForFunction(() => /** @type {any} */ (window).kept["cmi.core.score.raw"] !== undefined);
      const kept = await page.evaluate(() => /** @type {any} */ (window).kept);
      assert.equal(kept["cmi.core.lesson_status"], open === 0 ? "completed" : "incomplete");
      assert.equal(kept["cmi.core.score.raw"], String(Math.round((100 * (lessons.length - open)) / lessons.length)));
      assert.ok(kept["cmi.suspend_data"].length <= 4096);
      // Who sat here before has done the lesson that is open; who comes now has not.
      await page.frames()[1].evaluate(() => localStorage.setItem("chainrule.lessons", JSON.stringify({ derivative: { parts: [], complete: true, on: 0, firm: true } })));
    }
  });
  await context.close();
});

test("every course is a zip with a manifest", () => {
  const zips = readdirSync(new URL("scorm/", dist));
  // One for each lesson, and one with all of them.
  assert.equal(zips.length, lessons.length + 1);
  for (const name of zips) {
    const bytes = readFileSync(new URL(`scorm/${name}`, dist));
    assert.equal(bytes.subarray(0, 2).toString(), "PK");
    assert.ok(bytes.includes("imsmanifest.xml"));
  }
});

test("the module's files are named in words by which the builds of other sites find them", () => {
  const folder = new URL("package/", dist);
  const scripts = readdirSync(folder).filter((name) => name.endsWith(".js")).map((name) => readFileSync(new URL(name, folder), "utf8")).join("\n");
  const named = [...scripts.matchAll(/new URL\(([^)]*),\s*import\.meta\.url\)/g)].map(([, name]) => name);
  assert.ok(named.includes('"./chainrule_bg.wasm"') && named.includes('"./de.json"'), named.join());
  // An address that is put together at run time is left behind: each is a text, and the file is there.
  for (const name of named) assert.ok(/^"[\w./-]+"$/.test(name) && readdirSync(folder).includes(JSON.parse(name).replace(/^\.\//, "")), name);
});

test("the module is a package: loads where there is no window", async () => {
  const folder = new URL("package/", dist);
  const { exports, sideEffects } = JSON.parse(readFileSync(new URL("package.json", folder), "utf8"));
  assert.deepEqual(Object.keys(exports["."]), ["types", "default"]);
  assert.deepEqual(sideEffects, ["./elements.js"]);
  await import(pathToFileURL(fileURLToPath(new URL("elements.js", folder))).href);
  const { loadEngine } = await import(new URL("engine.js", folder).href);
  const wasm = readdirSync(folder).find((name) => name.endsWith(".wasm"));
  const engine = await loadEngine(readFileSync(new URL(wasm ?? "", folder)));
  assert.equal(engine.differentiate("(2x+3)^2").result.text, "4(2x + 3)");
});
