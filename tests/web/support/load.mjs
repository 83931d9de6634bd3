// What a visitor's first page loads, read from the files as they are served.
import { readFile } from "node:fs/promises";

const www = new URL("../../../www/", import.meta.url);

/** The tutor's page. */
export const page = await readFile(new URL("index.html", www), "utf8");

/** A file of the site. @param {string} address from `www` */
export const file = (address) => readFile(new URL(address, www));

/** Addresses in the page's links of this kind, from `www`. @param {string} rel */
export const links = (rel) => [...page.matchAll(new RegExp(`<link rel="${rel}" href="([^"]+)"`, "g"))].map(([, address]) => address);

/** The modules that a module imports when it is loaded, itself first. @param {string} start */
export async function modules(start) {
  const found = [start];
  for (const address of found) {
    const code = String(await file(address)).replaceAll(/\/\*[\s\S]*?\*\//g, "");
    for (const [, to] of code.matchAll(/(?:^import|\bfrom)\s*["'](\.[^"']+)["']/gm)) {
      const next = new URL(to, new URL(address, www)).href.slice(www.href.length);
      if (!found.includes(next)) found.push(next);
    }
  }
  return found;
}

/** Everything the tutor's first screen asks for but its fonts, from `www`. */
export async function firstLoad() {
  const others = links("preload").filter((address) => !address.endsWith(".woff2"));
  return ["index.html", ...links("stylesheet"), ...(await modules("tutor.js")), ...others];
}
