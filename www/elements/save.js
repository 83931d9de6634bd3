/**
 * What is on the page becomes a file of the reader's.
 */
import { make } from "./element.js";

/** Pixels of a saved picture to one on the page: sharp in print. */
const FINE = 3;

/** Gives the reader a file. @param {string | Blob} content @param {string} type of what is no blob yet @param {string} name */
export function offer(content, type, name) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  make("a", { href: address, download: name }).click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/**
 * A picture as it is seen.
 * @param {import("./picture.js").ChainPicture} picture
 * @param {string} kind "png" or "svg"
 * @param {HTMLElement} stage as large as the picture
 */
export function savePicture(picture, kind, { clientWidth, clientHeight }) {
  const name = `${(picture.getAttribute("of") ?? "picture").replace(/\s+/g, "").replace(/[^\p{L}\p{N}+=^()-]+/gu, "_").slice(0, 60)}.${kind}`;
  if (kind === "svg") return offer(picture.svg(clientWidth, clientHeight), "image/svg+xml", name);
  const canvas = make("canvas", { width: Math.round(clientWidth * FINE), height: Math.round(clientHeight * FINE) });
  picture.paintOn(canvas, FINE);
  canvas.toBlob((blob) => blob && offer(blob, blob.type, name), "image/png");
}
