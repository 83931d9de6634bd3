// What a visitor downloads: the engine as it is served, the first load, and the other engines bundled as a page would serve them.
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build } from "esbuild";
import { bytes } from "../support/built.mjs";
import { file, firstLoad } from "../support/load.mjs";

const gzip = (/** @type {Uint8Array} */ file) => gzipSync(file, { level: 9 }).length;

/** A bundle with nothing in it that this use does not need. @param {string} contents */
async function bundled(contents) {
  const options = { contents, resolveDir: import.meta.dirname };
  const { outputFiles } = await build({ stdin: options, bundle: true, minify: true, format: "esm", platform: "browser", write: false, logLevel: "silent" });
  return gzip(outputFiles[0].contents);
}

/** @returns {Promise<import("./table.mjs").Row[]>} */
export default async function sizes() {
  const addresses = await firstLoad();
  const all = await Promise.all(addresses.map(async (address) => gzip(await file(address))));
  return [
    {
      what: "the engine's module, gzip", unit: "bytes", ours: gzip(bytes), goal: 160_000,
      "math.js": await bundled('import { create, derivativeDependencies } from "mathjs"; export const { derivative } = create(derivativeDependencies);'),
      "compute-engine": await bundled('export { ComputeEngine } from "@cortex-js/compute-engine";'),
      nerdamer: await bundled('export { default } from "nerdamer/all.js";'),
    },
    { what: "the engine's module, brotli", unit: "bytes", ours: brotliCompressSync(bytes).length, goal: 130_000 },
    { what: `the first load but its fonts, ${addresses.length} files, gzip`, unit: "bytes", ours: all.reduce((sum, size) => sum + size, 0), goal: 250_000 },
  ];
}
