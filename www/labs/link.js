/** A laboratory's link: `#v1&` and the attributes of its one element, so that a link reopens what was seen. */
import { showAddress, wordsOf } from "../address.js";

/** A moment after the last change: browsers allow only so many changes of an address in a while. */
const REST = 250;

/**
 * The address sets the element's attributes, now and whenever another link is followed, and follows them when they rest.
 * @param {HTMLElement} element
 * @param {object} link
 * @param {string[]} link.names the attributes that may stand in it; what it says besides is left out
 * @param {number} link.longest a value of more characters is not put into it
 * @param {() => void} [link.reopened] after another one was read
 */
export function keepLink(element, { names, longest, reopened }) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let writing;
  const reopen = () => {
    clearTimeout(writing);
    const { version, words } = wordsOf(location.hash);
    if (version !== "v1") return;
    for (const word of words) {
      const [name, ...parts] = word.split("=");
      const value = parts.join("=");
      // Every character may be written as %E2%82%AC, and stay within what a link holds.
      if (!names.includes(name) || parts.length === 0 || value.length > 9 * longest) continue;
      try {
        element.setAttribute(name, decodeURIComponent(value));
      } catch {
        // A broken escape says nothing.
      }
    }
  };
  const write = () => {
    const words = names.flatMap((name) => {
      const value = element.getAttribute(name);
      return value === null || value.length > longest ? [] : [`${name}=${encodeURIComponent(value)}`];
    });
    showAddress(`#v1&${words.join("&")}`);
  };
  reopen();
  addEventListener("hashchange", () => {
    reopen();
    reopened?.();
  });
  new MutationObserver(() => {
    clearTimeout(writing);
    writing = setTimeout(write, REST);
  }).observe(element, { attributes: true, attributeFilter: names });
}
