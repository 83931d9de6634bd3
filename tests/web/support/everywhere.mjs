// One test becomes three: in Chromium, in Firefox and in WebKit, on one site whose pages tell what goes wrong in them.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { ENGINES } from "./drivers.mjs";
import { startSite } from "./site.mjs";

/** @import { Driven } from "./drivers.mjs" */

/**
 * A driven page, and what was made of it here.
 * @typedef {Driven & { home: string, until: (act: (...values: any[]) => unknown, ...values: unknown[]) => Promise<any> }} Page
 * home: the front page's address · until: waits until a function in the page returns something true, and returns it
 */

/**
 * One site and three browsers for the tests of a file. A test fails, whatever it asked for, when its page reported an error,
 * broke its policy, left a promise unheeded, or asked another origin for anything.
 *
 *   const everywhere = inEveryEngine();
 *   everywhere("the tutor answers", async (page) => { await page.open(page.home); … });
 */
export function inEveryEngine() {
  /** @type {Awaited<ReturnType<typeof watchedSite>>} */
  let site;
  /** @type {Map<string, Driven>} */
  const driven = new Map();

  before(async () => {
    site = await watchedSite();
    for (const [name, launch] of Object.entries(ENGINES)) driven.set(name, await launch());
  });
  after(async () => {
    for (const browser of driven.values()) await browser.close();
    site?.stop();
  });

  /**
   * @param {string} name
   * @param {(page: Page, engine: string) => Promise<void>} body
   */
  return function everywhere(name, body) {
    for (const engine of Object.keys(ENGINES)) {
      test(`${name}: ${engine}`, async () => {
        const browser = driven.get(engine);
        if (!browser) throw new Error(`${engine} was not started`);
        browser.heard();
        const until = (/** @type {(...values: any[]) => unknown} */ act, /** @type {unknown[]} */ ...values) => waitFor(browser, act, values);
        await body({ ...browser, home: site.home, until }, engine);
        const faults = [...browser.heard(), ...(await browser.call(told))];
        if (faults.length) throw new Error(`The page said:\n  ${faults.join("\n  ")}`);
      });
    }
  };
}

/** What the page has to say for itself: see WATCH. */
const told = () => {
  const foreign = performance.getEntriesByType("resource").map(({ name }) => name);
  const own = (/** @type {string} */ address) => ["data:", "blob:"].includes(new URL(address).protocol) || address.startsWith(location.origin) || location.protocol === "file:";
  return [.../** @type {{ faults?: string[] }} */ (/** @type {unknown} */ (window)).faults ?? [], ...foreign.filter((address) => !own(address)).map((address) => `a request to ${address}`)];
};

/** @param {Driven} browser @param {(...values: any[]) => unknown} act @param {unknown[]} values */
async function waitFor(browser, act, values) {
  for (let tries = 0; tries < 200; tries += 1) {
    const value = await browser.call(act, ...values);
    if (value) return value;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const said = await browser.call(() => `${location.href}: ${document.body.innerText.slice(0, 400)}`);
  throw new Error(`In vain waited for ${act} of ${JSON.stringify(values)}; the page: ${said}`);
}

/** The first script of every page: not every driver hears what a page complains of. */
const WATCH = `
  const faults = (window.faults = []);
  addEventListener("error", ({ message, target }) => faults.push(message ?? "not loaded: " + (target.src ?? target.href)), true);
  addEventListener("unhandledrejection", ({ reason }) => faults.push("unheeded: " + reason));
  addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => faults.push("forbidden, " + effectiveDirective + ": " + blockedURI));
  const say = console.error;
  console.error = (...words) => { faults.push(words.join(" ")); say(...words); };`;

/** What stands at `empty`: a page of the site with nothing on it. */
const EMPTY = '<!doctype html><html><head><link rel="icon" href="icon.svg"><title>Empty</title></head><body></body></html>';

/** The site as it is served, every page with the watching script first, the tests' own modules and an empty page beside it. */
async function watchedSite() {
  const site = await startSite();
  const { headers } = await fetch(`${site.home}engine.js`);
  const policy = headers.get("content-security-policy") ?? "";
  const server = createServer(async ({ url = "/" }, answer) => {
    const path = new URL(url, "http://site").pathname.slice(1);
    /** @param {string | Buffer} body @param {string} kind @param {number} [status] */
    const send = (body, kind, status = 200) => answer.writeHead(status, { "content-type": kind, "content-security-policy": policy }).end(body);
    if (path === "watch.js") return send(WATCH, "text/javascript");
    if (path.startsWith("tests/")) {
      const file = new URL(`../../${path.slice("tests/".length)}`, import.meta.url);
      return send(await readFile(file), path.endsWith(".mjs") ? "text/javascript" : "text/plain; charset=utf-8");
    }
    const found = path === "empty" ? new Response(EMPTY, { headers: { "content-type": "text/html" } }) : await fetch(site.home + path);
    const kind = found.headers.get("content-type") ?? "";
    if (!kind.startsWith("text/html")) return send(Buffer.from(await found.arrayBuffer()), kind, found.status);
    send((await found.text()).replace("<head>", '<head><script src="/watch.js"></script>'), kind, found.status);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const stop = () => {
    site.stop();
    server.close();
    server.closeAllConnections();
  };
  return { home: `http://127.0.0.1:${port}/`, stop };
}
