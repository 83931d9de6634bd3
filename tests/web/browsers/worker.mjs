// The table of limits in a Worker, whose stack is smaller than a page's.
import { walked } from "./limits.mjs";

addEventListener("message", async ({ data: { loader, limits } }) => {
  const { loadEngine } = await import(loader);
  postMessage(walked(await loadEngine(), limits));
});
