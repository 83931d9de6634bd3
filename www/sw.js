/**
 * Works offline after one visit: everything the site consists of is kept under its build's name, and answered from there.
 * What is listed here is written by `cargo xtask package`; served as it stands, it keeps nothing.
 */
const BUILD = "development";
const FILES = ["./"];

const CACHE = `chainrule-${BUILD}`;

/** A file whose name says what is in it may come from what the browser has kept already. @param {string} file */
const wanted = (file) => (file.startsWith("assets/") ? new Request(file, { cache: "force-cache" }) : file);

addEventListener("install", (event) => {
  if (FILES.length === 1) return;
  const keeping = caches.open(CACHE).then((cache) => cache.addAll(FILES.filter((file) => !file.endsWith("preview.png")).map(wanted)));
  /** @type {any} */ (event).waitUntil(keeping.then(() => /** @type {any} */ (self).skipWaiting()));
});

addEventListener("activate", (event) => {
  const old = caches.keys().then((names) => Promise.all(names.filter((name) => name.startsWith("chainrule-") && name !== CACHE).map((name) => caches.delete(name))));
  /** @type {any} */ (event).waitUntil(old.then(() => /** @type {any} */ (self).clients.claim()));
});

addEventListener("fetch", (event) => {
  const { request } = /** @type {any} */ (event);
  if (request.method !== "GET" || new URL(request.url).origin !== location.origin) return;
  /** @type {any} */ (event).respondWith(answer(request));
});

/** A page comes fresh while there is a network; a file whose name says what is in it never changes. @param {Request} request */
async function answer(request) {
  const cache = await caches.open(CACHE);
  const plain = new URL(request.url);
  plain.search = plain.hash = "";
  const address = plain.pathname.endsWith("/") ? `${plain.href}index.html` : plain.href;
  const kept = () => cache.match(address);
  if (request.mode !== "navigate") return (await kept()) ?? fetch(request);
  try {
    return await fetch(request);
  } catch (error) {
    const page = await kept();
    if (page) return page;
    throw error;
  }
}
