// The little server: types, the policy, folders, prefixes, and nothing from outside the folder.
import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { connect } from "node:net";
import { join, relative, sep } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { startSite } from "../support/site.mjs";

/** @type {Awaited<ReturnType<typeof startSite>>} */
let site;
/** @type {Awaited<ReturnType<typeof startSite>>} */
let below;

before(async () => {
  site = await startSite();
  below = await startSite({ prefix: "/sub/path" });
});
after(() => {
  site.stop();
  below.stop();
});

/**
 * A request as it is written: fetch would tidy the path first.
 * @param {string} home
 * @param {string} path
 * @param {string} [method]
 * @returns {Promise<{ status: number, headers: string, body: string }>}
 */
function raw(home, path, method = "GET") {
  const { hostname, port } = new URL(home);
  return new Promise((resolve, reject) => {
    let text = "";
    const socket = connect(Number(port), hostname, () => socket.write(`${method} ${path} HTTP/1.1\r\nHost: ${hostname}\r\nConnection: close\r\n\r\n`));
    socket.setEncoding("utf8").on("data", (piece) => (text += piece)).on("error", reject);
    socket.on("end", () => {
      const [headers = "", body = ""] = text.split("\r\n\r\n");
      resolve({ status: Number(headers.split(" ")[1]), headers, body });
    });
  });
}

test("one connection carries several answers, also to requests that came together, until one says it is the last", async () => {
  const { hostname, port } = new URL(site.home);
  const ask = (/** @type {string} */ path, /** @type {string} */ more) => `GET ${path} HTTP/1.1\r\nHost: ${hostname}\r\n${more}\r\n`;
  const text = await new Promise((resolve, reject) => {
    let all = "";
    const socket = connect(Number(port), hostname, () => socket.write(ask("/icon.svg", "") + ask("/nowhere", "") + ask("/style/math.css", "Connection: close\r\n")));
    socket.setEncoding("utf8").on("data", (piece) => (all += piece)).on("error", reject).on("end", () => resolve(all));
  });
  assert.deepEqual([...text.matchAll(/HTTP\/1\.1 (\d+) /g)].map(([, status]) => status), ["200", "404", "200"]);
  assert.deepEqual([...text.matchAll(/^Connection: (.*)\r$/gm)].map(([, kept]) => kept), ["keep-alive", "keep-alive", "close"]);
});

const types = {
  "": "text/html; charset=utf-8",
  "index.html": "text/html; charset=utf-8",
  "engine.js": "text/javascript; charset=utf-8",
  "engine.d.ts": "text/plain; charset=utf-8",
  "icon.svg": "image/svg+xml",
  "pkg/chainrule_bg.wasm": "application/wasm",
};

test("files have their types and the strict policy", async () => {
  for (const [file, type] of Object.entries(types)) {
    const answer = await fetch(site.home + file);
    assert.equal(answer.status, 200, file);
    assert.equal(answer.headers.get("content-type"), type);
    assert.equal(answer.headers.get("x-content-type-options"), "nosniff");
    const policy = answer.headers.get("content-security-policy") ?? "";
    assert.match(policy, /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval';/);
    assert.doesNotMatch(policy, /'unsafe-inline'|'unsafe-eval'|\*/);
  }
});

test("every file of the site has a known type", async () => {
  const www = new URL("../../../www/", import.meta.url);
  const entries = await readdir(www, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => relative(fileURLToPath(www), join(parentPath, name)));
  for (const file of files.filter((file) => file.includes("."))) {
    const answer = await fetch(site.home + file.split(sep).map(encodeURIComponent).join("/"), { method: "HEAD" });
    assert.equal(answer.status, 200, file);
    assert.notEqual(answer.headers.get("content-type"), "application/octet-stream", file);
  }
});

test("what was compressed unpacks to the same", async () => {
  const compressed = await fetch(`${site.home}engine.js`);
  const plain = await fetch(`${site.home}engine.js`, { headers: { "accept-encoding": "identity" } });
  assert.equal(compressed.headers.get("content-encoding"), "gzip");
  assert.equal(plain.headers.get("content-encoding"), null);
  assert.equal(await compressed.text(), await plain.text());
});

test("what is not there is 404, and a page says so", async () => {
  for (const path of ["/nothing", "/nothing/", "/engine.js/", "/engine.js/more", "/%", "/%zz", "/%ff"]) {
    const { status, headers, body } = await raw(site.home, path);
    assert.equal(status, 404, path);
    assert.match(headers, /Content-Type: text\/html/);
    assert.match(body, /There is no page at this address/);
  }
});

test("nothing outside the folder is served", async () => {
  const paths = [
    "/../Cargo.toml",
    "/%2e%2e/Cargo.toml",
    "/..%2fCargo.toml",
    "/..%5cCargo.toml",
    "/pkg/../../Cargo.toml",
    "/pkg/%2e%2e/%2e%2e/Cargo.toml",
    "//etc/passwd",
    "/C:/x",
    "/engine.js%00",
    "/./engine.js",
    "http://elsewhere.example/Cargo.toml",
    "*",
  ];
  for (const path of paths) assert.equal((await raw(site.home, path)).status, 404, path);
});

test("only reading is answered", async () => {
  assert.equal((await raw(site.home, "/engine.js", "POST")).status, 405);
  const { status, headers, body } = await raw(site.home, "/engine.js", "HEAD");
  assert.equal(status, 200);
  assert.match(headers, /Content-Length: [1-9]/);
  assert.equal(body, "");
});

test("under a prefix the site lies there and nowhere else", async () => {
  assert.equal(new URL(below.home).pathname, "/sub/path/");
  assert.equal((await fetch(`${below.home}engine.js`)).status, 200);
  assert.equal((await fetch(`${below.origin}/engine.js`)).status, 404);
  assert.equal((await fetch(`${below.origin}/sub/engine.js`)).status, 404);
  assert.equal((await fetch(`${below.origin}/sub/pathology/engine.js`)).status, 404);
});

test("a folder without its slash leads to the folder", async () => {
  const { status, headers } = await raw(below.home, "/sub/path");
  assert.equal(status, 307);
  assert.match(headers, /^Location: \/sub\/path\/$/m);
  assert.match((await raw(site.home, "//pkg?x")).headers, /^Location: \/pkg\/$/m);
});
