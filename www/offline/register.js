/**
 * Asks for the service worker that the packaged site names: never in a frame or from a file, and no harm where it is refused.
 * It fetches the whole site, so it waits until this page is there and quiet.
 */
const worker = /** @type {HTMLMetaElement | null} */ (document.querySelector('meta[name="chainrule-worker"]'))?.content;

/** Milliseconds after which a page counts as quiet where the browser does not say. */
const SETTLED = 2000;

if (worker && self === top && location.protocol.startsWith("http") && "serviceWorker" in navigator) {
  const ask = () => void navigator.serviceWorker.register(worker).catch(() => {});
  const rest = () => setTimeout(() => (globalThis.requestIdleCallback ?? setTimeout)(ask), SETTLED);
  if (document.readyState === "complete") rest();
  else addEventListener("load", rest, { once: true });
}
