/** Asks for the service worker that the packaged site names: never in a frame or from a file, and no harm where it is refused. */
const worker = /** @type {HTMLMetaElement | null} */ (document.querySelector('meta[name="chainrule-worker"]'))?.content;
if (worker && self === top && location.protocol.startsWith("http") && "serviceWorker" in navigator) {
  navigator.serviceWorker.register(worker).catch(() => {});
}
