// The loader: bytes and addresses become the engine, wrong ones a sentence, and a broken engine a fresh one.
import assert from "node:assert/strict";
import { test } from "node:test";
import { loadEngine } from "../../../www/engine.js";
import { bytes } from "../support/built.mjs";
import { engine } from "../support/engine.mjs";
import { inFreshThread } from "../support/thread.mjs";
import { rejection, thrown } from "../support/thrown.mjs";

test("there is one engine, however often it is asked for", async () => {
  assert.equal(await loadEngine(bytes), engine);
  assert.equal(await loadEngine(), engine);
});

test("it loads from bytes, a buffer, a response and an address", async () => {
  const loaders = [
    inFreshThread(async (loadEngine, bytes) => Object.keys(await loadEngine(bytes))),
    inFreshThread(async (loadEngine, bytes) => Object.keys(await loadEngine(new Uint8Array(bytes).buffer))),
    inFreshThread(async (loadEngine, bytes) => {
      const headers = { "content-type": "application/wasm" };
      return Object.keys(await loadEngine(new Response(new Uint8Array(bytes), { headers })));
    }),
    inFreshThread(async (loadEngine, bytes) => {
      const address = `data:application/wasm;base64,${Buffer.from(bytes).toString("base64")}`;
      return Object.keys(await loadEngine(address));
    }),
    inFreshThread(async (loadEngine, bytes) => {
      const address = `data:application/wasm;base64,${Buffer.from(bytes).toString("base64")}`;
      return Object.keys(await loadEngine(new URL(address)));
    }),
  ];
  for (const methods of await Promise.all(loaders)) assert.deepEqual(methods, Object.keys(engine));
});

test("a server that does not know the type of wasm is no obstacle", async () => {
  const methods = await inFreshThread(async (loadEngine, bytes) => {
    console.warn = () => {};
    const headers = { "content-type": "application/octet-stream" };
    return Object.keys(await loadEngine(new Response(new Uint8Array(bytes), { headers })));
  });
  assert.deepEqual(methods, Object.keys(engine));
});

test("what is not the engine is refused with a sentence", async () => {
  /** @type {[string, Parameters<typeof inFreshThread>[0]][]} */
  const attempts = [
    ["wrong-argument", (loadEngine) => loadEngine(/** @type {any} */ (42))],
    ["wrong-argument", (loadEngine) => loadEngine(/** @type {any} */ ({}))],
    ["wrong-argument", (loadEngine) => loadEngine(/** @type {any} */ (null))],
    ["not-the-engine", (loadEngine) => loadEngine(new Uint8Array(0))],
    ["not-the-engine", (loadEngine, bytes) => loadEngine(bytes.subarray(0, 999))],
    ["not-the-engine", (loadEngine) => loadEngine(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0))],
    ["engine-not-found", (loadEngine) => loadEngine("http://127.0.0.1:9/engine.wasm")],
    ["engine-not-found", (loadEngine) => loadEngine("no address")],
    ["engine-not-found", (loadEngine) => loadEngine(new Response("", { status: 404 }))],
  ];
  for (const [code, act] of attempts) {
    const refusal = await rejection(inFreshThread(act));
    assert.equal(refusal.name, "UsageError");
    assert.equal(refusal.code, code);
  }
});

test("a failed attempt does not spoil the next", async () => {
  const methods = await inFreshThread(async (loadEngine, bytes) => {
    await loadEngine(new Uint8Array(0)).catch(() => {});
    return Object.keys(await loadEngine(bytes));
  });
  assert.deepEqual(methods, Object.keys(engine));
});

test("after a trap the next call works, again and again", () => {
  for (let round = 0; round < 20; round += 1) {
    const refusal = thrown(() => engine.trapForTests());
    assert.equal(refusal.name, "LimitError");
    assert.equal(refusal.code, "engine-restarted");
    assert.ok(refusal.cause instanceof WebAssembly.RuntimeError);
    assert.match(engine.version(), /^\d+\.\d+\.\d+$/);
  }
});

test("the engine cannot be changed by one of its users", () => {
  assert.ok(Object.isFrozen(engine));
});
