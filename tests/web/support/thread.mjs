// A thread of its own, where no engine has been loaded yet: an engine is one per page, so loading it in several ways takes several pages.
import { Worker } from "node:worker_threads";
import { bytes } from "./built.mjs";

/**
 * Calls `act` there, which must stand on its own, and hands back what it returns or throws.
 * @param {(loadEngine: typeof import("../../../www/engine.js").loadEngine, bytes: Uint8Array<ArrayBuffer>) => unknown} act
 * @returns {Promise<any>}
 */
export function inFreshThread(act) {
  const loader = new URL("../../../www/engine.js", import.meta.url).href;
  const script = `
    const { parentPort, workerData } = require("node:worker_threads");
    import(workerData.loader)
      .then(({ loadEngine }) => (${act})(loadEngine, workerData.bytes))
      .then((value) => ({ value }), ({ name, code, message, stack }) => ({ error: { name, code, message, stack } }))
      .then((outcome) => parentPort.postMessage(outcome));`;
  return new Promise((resolve, reject) => {
    const thread = new Worker(script, { eval: true, workerData: { loader, bytes } });
    thread.once("error", reject);
    thread.once("message", ({ value, error }) => {
      if (error) reject(Object.assign(new Error(error.message), error));
      else resolve(value);
      thread.terminate();
    });
  });
}
