// A browser's name becomes a page that can be driven. Three engines, one handful of verbs: what a test of all of them may ask.
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { launch as launchChromium } from "./browser.mjs";

/**
 * @typedef {object} Driven
 * @property {(address: string) => Promise<void>} open goes there and waits until it is loaded
 * @property {(act: (...values: any[]) => unknown, ...values: unknown[]) => Promise<any>} call runs a function in the page, which must stand on its own
 * @property {(selector: string) => Promise<void>} click
 * @property {(selector: string, text: string) => Promise<void>} type puts a text in a field's stead, key by key
 * @property {() => Promise<void>} enter presses Enter
 * @property {() => string[]} heard errors that the driver was told of, and forgets them
 * @property {() => Promise<void>} close
 */

// A test that computes for minutes is no mistake.
const PATIENCE = 600_000;

/** @type {Record<string, () => Promise<Driven>>} */
export const ENGINES = { Chromium: chromium, Firefox: firefox, WebKit: webkit };

/** Selects what stands in a field, so that typing replaces it. @param {string} selector */
const selectAll = (selector) => {
  const field = /** @type {HTMLInputElement} */ (document.querySelector(selector));
  field.focus();
  field.select();
};

/** The list so far, and an empty one from now on. @param {string[]} list */
const taken = (list) => list.splice(0);

/**
 * What Playwright's page and Puppeteer's do in the same words.
 * @param {any} page @param {{ close(): Promise<void> }} browser
 */
function inCommon(page, browser) {
  /** @type {string[]} */
  const said = [];
  page.on("console", (/** @type {any} */ message) => void (message.type() === "error" && said.push(message.text())));
  page.on("pageerror", (/** @type {unknown} */ error) => said.push(String(error)));
  return {
    open: async (/** @type {string} */ address) => void (await page.goto(address)),
    call: (/** @type {Function} */ act, /** @type {unknown[]} */ ...values) =>
      page.evaluate(`(${act})(...${JSON.stringify(values)})`),
    type: async (/** @type {string} */ selector, /** @type {string} */ text) => {
      await page.evaluate(selectAll, selector);
      await page.keyboard.type(text);
    },
    enter: () => page.keyboard.press("Enter"),
    heard: () => taken(said),
    close: () => browser.close(),
  };
}

async function chromium() {
  const browser = await launchChromium();
  const page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
  page.setDefaultTimeout(PATIENCE);
  return {
    ...inCommon(page, browser),
    click: (/** @type {string} */ selector) => page.locator(selector).first().click(),
  };
}

async function firefox() {
  const { default: puppeteer } = await import("puppeteer-core");
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr",
    headless: true,
    protocolTimeout: PATIENCE,
    defaultViewport: { width: 1200, height: 900 },
    // As people have it: a file may not read the files beside it.
    extraPrefsFirefox: { "security.fileuri.strict_origin_policy": true },
  });
  const page = await browser.newPage();
  page.setDefaultTimeout(60_000);
  return {
    ...inCommon(page, browser),
    click: async (/** @type {string} */ selector) => {
      const element = await page.waitForSelector(selector, { visible: true });
      await element?.click();
    },
  };
}

/** WebKitGTK by its own driver, on a screen that nobody sees. Not Apple's Safari, but its engine. */
async function webkit() {
  const screen = spawn("Xvfb", ["-displayfd", "1", "-screen", "0", "1280x1000x24", "-nolisten", "tcp"], { stdio: ["ignore", "pipe", "ignore"] });
  const display = await new Promise((resolve, reject) => {
    screen.once("error", reject);
    screen.stdout.once("data", (piece) => resolve(String(piece).trim()));
  });
  const port = await freePort();
  const driver = spawn("WebKitWebDriver", ["--host=127.0.0.1", `--port=${port}`], {
    env: { ...process.env, DISPLAY: `:${display}`, NO_AT_BRIDGE: "1" },
    stdio: "ignore",
  });
  const stop = () => [driver, screen].forEach((process) => process.kill());
  process.once("exit", stop);

  /** @param {string} method @param {string} path @param {object} [body] */
  const ask = async (method, path, body) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: body && JSON.stringify(body), signal: AbortSignal.timeout(PATIENCE) });
    const { value } = /** @type {{ value: any }} */ (await answer.json());
    if (!answer.ok) throw new Error(`${value.error}: ${value.message}`);
    return value;
  };
  await patiently(() => ask("GET", "/status"));
  const binary = process.env.MINIBROWSER ?? "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";
  const options = { "webkitgtk:browserOptions": { binary, args: ["--automation"] } };
  const { sessionId } = await ask("POST", "/session", { capabilities: { alwaysMatch: options } });
  const session = `/session/${sessionId}`;
  await ask("POST", `${session}/timeouts`, { script: PATIENCE, pageLoad: 60_000 });

  const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
  const element = async (/** @type {string} */ selector) => {
    const found = await patiently(() => ask("POST", `${session}/element`, { using: "css selector", value: selector }));
    return `${session}/element/${found[ELEMENT]}`;
  };
  const call = async (/** @type {Function} */ act, /** @type {unknown[]} */ ...values) => {
    const script = `const done = arguments[1];
      Promise.resolve().then(() => (${act})(...JSON.parse(arguments[0]))).then((value) => done({ value }), (error) => done({ error: String(error) }));`;
    const { value, error } = await ask("POST", `${session}/execute/async`, { script, args: [JSON.stringify(values)] });
    if (error) throw new Error(error);
    return value;
  };
  const keys = (/** @type {string} */ text) => {
    const actions = [...text].flatMap((value) => [{ type: "keyDown", value }, { type: "keyUp", value }]);
    return ask("POST", `${session}/actions`, { actions: [{ type: "key", id: "keyboard", actions }] });
  };
  return {
    open: (/** @type {string} */ url) => ask("POST", `${session}/url`, { url }),
    call,
    click: async (/** @type {string} */ selector) => ask("POST", `${await element(selector)}/click`, {}),
    type: async (/** @type {string} */ selector, /** @type {string} */ text) => {
      await element(selector);
      await call(selectAll, selector);
      await keys(text);
    },
    enter: () => keys("\uE007"),
    heard: () => [],
    close: async () => {
      await ask("DELETE", session).catch(() => {});
      stop();
    },
  };
}

/** @returns {Promise<number>} */
const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });

/**
 * Tries for ten seconds.
 * @template T @param {() => Promise<T>} act @returns {Promise<T>}
 */
async function patiently(act) {
  for (let tries = 0; ; tries += 1) {
    try {
      return await act();
    } catch (error) {
      if (tries === 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
