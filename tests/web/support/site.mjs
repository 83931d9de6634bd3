// The site on this machine, as `cargo xtask serve` shows it.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/**
 * Starts the server on a free port.
 * @param {{ prefix?: string, packaged?: boolean }} [options] packaged: dist/site in place of www
 * @returns {Promise<{ home: string, origin: string, stop: () => void }>} home: the front page's address, which ends in a slash
 */
export async function startSite({ prefix, packaged } = {}) {
  const words = ["xtask", "serve", "--no-build", "--port", "0", ...(prefix ? ["--prefix", prefix] : []), ...(packaged ? ["--packaged"] : [])];
  const server = spawn("cargo", words, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
  const stop = () => void server.kill();
  process.once("exit", stop);
  let printed = "";
  for await (const piece of server.stdout) {
    printed += piece;
    const home = printed.match(/http:\/\/\S+\/(?=\s)/)?.[0];
    if (home) return { home, origin: new URL(home).origin, stop };
  }
  throw new Error(`the server ended without an address; it printed: ${printed}`);
}
