/**
 * An address becomes an element: which one, and its attributes. Whatever stands in the address ends as an attribute's text,
 * never as markup, and only attributes that the element itself watches are set.
 */
import { make } from "../elements/element.js";
import { NAMES } from "../words.js";

/** Every element that can stand alone, and where it is. @type {Record<string, () => Promise<unknown>>} */
export const ELEMENTS = {
  "chain-math": () => import("../elements/chain-math.js"),
  "chain-steps": () => import("../elements/chain-steps.js"),
  "chain-area": () => import("../elements/chain-area.js"),
  "chain-batches": () => import("../elements/chain-batches.js"),
  "chain-contour": () => import("../elements/chain-contour.js"),
  "chain-plot": () => import("../elements/chain-plot.js"),
  "chain-draw": () => import("../elements/chain-draw.js"),
  "chain-match": () => import("../elements/chain-match.js"),
  "chain-gears": () => import("../elements/chain-gears.js"),
  "chain-graph": () => import("../elements/chain-graph.js"),
  "chain-descent": () => import("../elements/chain-descent.js"),
  "chain-network": () => import("../elements/chain-network.js"),
  "chain-practice": () => import("../elements/chain-practice.js"),
  "chain-trace": () => import("../elements/chain-trace.js"),
  "chain-rule": () => import("../elements/chain-rule.js"),
  "chain-value": () => import("../elements/chain-value.js"),
};

/** Longer than this no page links. */
const LONGEST = 6000;

/** What the address says about the frame rather than about the element. */
const OWN = ["e", "theme", "to", "lang", "without", "readonly"];

/** Parts that can be left out; what each of them is, style/embed.css knows. */
export const PARTS = ["switch", "conditions", "legend", "table", "zoom", "words", "hints", "lines", "another", "settings"];

/**
 * @typedef {{ name: string, attributes: [string, string][] }} Choice
 * @typedef {{ choice: Choice, theme: "light" | "dark" | undefined, to: string, without: string[], readonly: boolean, trouble?: string }} Embed
 */

/** @param {string} hash @returns {Embed} */
export function readEmbed(hash) {
  const nothing = { name: "", attributes: /** @type {[string, string][]} */ ([]) };
  /** @param {string} trouble @returns {Embed} */
  const refused = (trouble) => ({ choice: nothing, theme: undefined, to: "*", without: [], readonly: false, trouble });
  const [version, ...pairs] = hash.replace(/^#/, "").split("&");
  if (version !== "v1" || hash.length > LONGEST) return refused("The address of this frame names no element: it begins with #v1&e=chain-steps, for example.");
  /** @type {[string, string][]} */
  const fields = [];
  for (const pair of pairs) {
    const cut = pair.indexOf("=");
    try {
      fields.push(cut < 0 ? [decodeURIComponent(pair), ""] : [decodeURIComponent(pair.slice(0, cut)), decodeURIComponent(pair.slice(cut + 1))]);
    } catch {
      return refused("The address of this frame is damaged: a % in it is followed by something that is no code.");
    }
  }
  /** @param {string} key */
  const own = (key) => fields.find(([name]) => name === key)?.[1];
  const name = own("e") ?? "";
  if (!Object.hasOwn(ELEMENTS, name)) return refused(`e=${name.slice(0, 40)} is not known here: ${Object.keys(ELEMENTS).join(", ")} are.`);
  const theme = own("theme");
  if (theme !== undefined && theme !== "light" && theme !== "dark") return refused(`theme=${theme.slice(0, 40)} is not known here: light, dark are.`);
  const lang = own("lang");
  if (lang !== undefined && !Object.hasOwn(NAMES, lang.slice(0, 2).toLowerCase())) return refused(`lang=${lang.slice(0, 40)} is not known here: ${Object.keys(NAMES).join(", ")} are.`);
  let to = "*";
  if (own("to") !== undefined) {
    try {
      to = new URL(own("to") ?? "").origin;
    } catch {
      return refused("to= takes an origin such as https://school.example.");
    }
  }
  const without = (own("without") ?? "").split(/[\s,]+/).filter((part) => part !== "");
  const strange = without.find((part) => !PARTS.includes(part));
  if (strange !== undefined) return refused(`without=${strange.slice(0, 40)} is not known here: ${PARTS.join(", ")} are.`);
  // Whoever writes readonly=no means the opposite of what an attribute of HTML would take it for.
  const readonly = own("readonly");
  if (readonly && readonly !== "true") return refused(`readonly=${readonly.slice(0, 40)} is not known here: readonly, true are.`);
  const attributes = fields.filter(([key]) => !OWN.includes(key));
  return { choice: { name, attributes }, theme, to, without, readonly: readonly !== undefined };
}

/**
 * The address that opens an element as it is now; none where that is longer than an address may be.
 * @param {string} hash the one it was opened by
 * @param {HTMLElement} made
 */
export function addressOf(hash, made) {
  const around = hash.replace(/^#/, "").split("&").filter((pair, i) => i === 0 || OWN.includes(pair.split("=", 1)[0]));
  const attributes = watched(made.localName).flatMap((name) => {
    const value = made.getAttribute(name);
    return value === null ? [] : [`${name}=${encodeURIComponent(value)}`];
  });
  const address = `#${[...around, ...attributes].join("&")}`;
  return address.length > LONGEST ? undefined : new URL(address, location.href).href;
}

/** The attributes that an element looks at. @param {string} name */
export const watched = (name) => /** @type {{ observedAttributes?: string[] } | undefined} */ (customElements.get(name))?.observedAttributes ?? [];

/**
 * The element, and before it a sentence for each attribute that it does not know.
 * @param {Choice} choice
 * @returns {HTMLElement[]}
 */
export function element({ name, attributes }) {
  const known = watched(name);
  const made = document.createElement(name);
  const strange = attributes.filter(([key]) => !known.includes(key));
  for (const [key, value] of attributes) if (known.includes(key)) made.setAttribute(key, value);
  const notes = strange.map(([key]) => make("p", { class: "complaint" }, `${key.slice(0, 40)} is no attribute of ${name}: ${known.join(", ")} are.`));
  return [...notes, made];
}
