/**
 * The one file's first script: what is packed into the page becomes the page.
 *
 * The text in `<script type="text/plain">` is bits: fewer in a letter that is short in UTF-8, so that each byte holds as many as it
 * can. Of the letters of one byte three mean something in HTML (nothing, a carriage return, <) and are left out; 113 hold 7 bits and
 * 12 hold 8; the 1920 of two bytes hold 15, and 49152 of three bytes 22. The bits are the fonts and a stream of LZMA, and that is
 * three parts: the lengths of the first two as 32-bit numbers, the page's script, its text, the engine's module with its code taken
 * apart.
 */
import { unpacked } from "./lzma.js";
import { woven } from "./woven.js";

/** @param {string} text */
function bytesOf(text) {
  const bytes = new Uint8Array(3 * text.length);
  let [count, held, bits] = [0, 0, 0];
  const take = (/** @type {number} */ part, /** @type {number} */ width) => {
    held = ((held & 255) << width) | part;
    bits += width;
    while (bits >= 8) {
      bits -= 8;
      bytes[count] = held >> bits;
      count += 1;
    }
  };
  for (let i = 0; i < text.length; i += 1) {
    const letter = text.charCodeAt(i);
    const place = letter - 1 - Number(letter > 13) - Number(letter > 60);
    if (place < 113) take(place, 7);
    else if (place < 125) take(place + 113, 8);
    else if (place < 2045) take(place + 30339, 15);
    else take(place + 4143107, 22);
  }
  return bytes.subarray(0, count);
}

function unpack() {
  const packed = /** @type {HTMLElement} */ (document.getElementById("packed"));
  const bytes = bytesOf(packed.textContent ?? "");
  let at = 0;
  const fonts = (packed.dataset.fonts ?? "").split(" ").map((size) => {
    const letters = Array.from(bytes.subarray(at, at += Number(size)), (byte) => String.fromCharCode(byte));
    return `data:font/woff2;base64,${btoa(letters.join(""))}`;
  });
  const { buffer } = unpacked(bytes.subarray(at), Number(packed.dataset.size));
  packed.remove();
  const [script, page] = new Uint32Array(buffer, 0, 2);
  const text = (/** @type {number} */ from, /** @type {number} */ size) => new TextDecoder().decode(new Uint8Array(buffer, from, size));
  const parts = new DOMParser().parseFromString(text(8 + script, page).replace(/woff2:(\d)/g, (_, i) => fonts[i]), "text/html");
  document.head.append(...parts.head.childNodes);
  document.body.append(...parts.body.childNodes);
  Object.assign(globalThis, { chainruleEngine: woven(new Uint8Array(buffer, 8 + page + script)).buffer });
  const code = document.createElement("script");
  code.textContent = text(8, script);
  document.head.append(code);
}

unpack();
