/**
 * The page's state as a link: `#v1&f=(2x%2B3)^2&at=x:1`. One table says what may stand there, and every field is checked:
 * what cannot be read is left out and named, and never breaks the page. Numbers keep all their digits.
 */

/**
 * @typedef {object} State
 * @property {string} f the function, as typed
 * @property {string} by the variable to differentiate by; "" lets the engine choose
 * @property {number} n how often
 * @property {Record<string, number>} at the point
 * @property {"none" | "brief" | "full"} detail
 * @property {string[]} curves
 * @property {number[]} to where the secant ends: one number, or none
 * @property {number[]} view left, right, bottom, top; empty: chosen to suit the curve
 * @property {boolean} attempt the learner tries first
 * @property {string} node the node of a graph that is looked at
 * @property {number} step how far a graph has run; -1: to the end
 * @property {boolean} pieces whether a graph is folded into pieces
 * @property {boolean} layers whether it is folded into layers
 */

/** Longer than this a link is cut by mail and chat programs. */
export const LONGEST = 6000;

const NAME = /^[A-Za-z]\w{0,40}$/;
const CURVES = ["f", "derivative", "second", "tangent", "secant"];

/** @param {string} digits */
function number(digits) {
  const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(digits) ? Number(digits) + 0 : NaN; // −0 is 0
  if (!Number.isFinite(value)) throw new Error("not a number");
  return value;
}

/** @param {boolean} fine */
function must(fine) {
  if (!fine) throw new Error("not allowed");
}

/** What a link either says or does not say. */
const SAID = { standard: false, write: () => "1", read: (/** @type {string} */ text) => (must(text === "1"), true) };

/**
 * One row a field: what holds where a link does not say it, how anything else is written, and read (throws when it is not allowed).
 * @type {{ [K in keyof State]: { standard: State[K], write: (value: State[K]) => string, read: (text: string) => State[K] } }}
 */
const FIELDS = {
  f: { standard: "", write: String, read: (text) => (must(text.length <= LONGEST), text) },
  by: { standard: "", write: String, read: (text) => (must(NAME.test(text)), text) },
  n: { standard: 1, write: String, read: (text) => (must(/^([1-9]|10)$/.test(text)), Number(text)) },
  at: {
    standard: {},
    write: (at) => Object.entries(at).map(([name, value]) => `${name}:${value}`).join(","),
    read: (text) => {
      /** @type {Record<string, number>} */
      const at = {};
      for (const part of text.split(",")) {
        const [name, digits, more] = part.split(":");
        must(NAME.test(name) && digits !== undefined && more === undefined && Object.keys(at).length < 40);
        at[name] = number(digits);
      }
      return at;
    },
  },
  detail: {
    standard: "brief",
    write: String,
    read: (text) => {
      must(text === "none" || text === "brief" || text === "full");
      return /** @type {State["detail"]} */ (text);
    },
  },
  curves: {
    standard: ["f", "derivative", "tangent"],
    write: (curves) => curves.join() || "none",
    read: (text) => {
      const curves = text === "none" ? [] : text.split(",");
      must(curves.every((curve) => CURVES.includes(curve)) && new Set(curves).size === curves.length);
      return curves;
    },
  },
  to: { standard: [], write: String, read: (text) => [number(text)] },
  view: {
    standard: [],
    write: String,
    read: (text) => {
      const view = text.split(",").map(number);
      must(view.length === 4 && view[0] < view[1] && view[2] < view[3]);
      return view;
    },
  },
  attempt: SAID,
  node: { standard: "", write: String, read: (text) => (must(NAME.test(text)), text) },
  step: { standard: -1, write: String, read: (text) => (must(/^\d{1,5}$/.test(text)), Number(text)) },
  pieces: SAID,
  layers: SAID,
};

const KEYS = /** @type {(keyof State)[]} */ (Object.keys(FIELDS));

/** A state of one's own, of which a link says nothing. */
export function standardState() {
  return /** @type {State} */ (structuredClone(Object.fromEntries(KEYS.map((key) => [key, FIELDS[key].standard]))));
}

/** @param {unknown} a @param {unknown} b */
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/**
 * The part of the link after the address, from # on. Empty when the state is too long for a link.
 * @param {State} state
 */
export function writeAddress(state) {
  const written = KEYS.filter((key) => !same(state[key], FIELDS[key].standard))
    .map((key) => `${key}=${escape(/** @type {(value: unknown) => string} */ (FIELDS[key].write)(state[key]))}`);
  const address = ["#v1", ...written].join("&");
  return address.length > LONGEST ? "" : address;
}

/** The language that was asked for behind the #: it stays there. */
const LANGUAGE = /[#&](lang=\w+)/.exec(globalThis.location?.hash ?? "")?.[1];

/** What is seen becomes the page's address from # on. @param {string} hash what `writeAddress` gave */
export function showAddress(hash) {
  const words = [hash.slice(1), LANGUAGE].filter(Boolean).join("&");
  history.replaceState(null, "", words ? `#${words}` : location.pathname + location.search);
}

/** Signs that a link may carry as they are stay readable; half a character pasted by mistake becomes �. @param {string} text */
function escape(text) {
  const whole = text.replace(/[\uD800-\uDFFF]/gu, "\uFFFD");
  return encodeURIComponent(whole).replace(/%(2C|3A|2F)/g, decodeURIComponent);
}

/**
 * The version of a link and what it says; one written by hand, `#f=x^2`, is of the first.
 * @param {string} hash
 */
export function wordsOf(hash) {
  // The language is read by whoever translates.
  const words = hash.slice(1).split("&").filter((word) => !word.startsWith("lang="));
  return { version: words[0]?.includes("=") ? "v1" : words.shift() ?? "", words };
}

/**
 * Reads a link; undefined when it says nothing. `unread` names the fields that could not be read.
 * @param {string} hash
 * @returns {{ state: State, unread: string[] } | undefined}
 */
export function readAddress(hash) {
  const { version, words } = wordsOf(hash);
  if (version !== "v1") return version.startsWith("v") ? { state: standardState(), unread: ["the whole link"] } : undefined;
  const state = standardState();
  /** @type {string[]} */
  const unread = [];
  for (const pair of words) {
    const cut = pair.indexOf("=");
    const key = KEYS.find((name) => name === pair.slice(0, cut));
    try {
      if (!key) throw new Error("no such field");
      /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (state))[key] = FIELDS[key].read(decodeURIComponent(pair.slice(cut + 1)));
    } catch {
      unread.push(key ?? printable(pair.slice(0, Math.max(cut, 0))));
    }
  }
  return { state, unread };
}

/** A field's name out of a broken link, short and without anything invisible. @param {string} name */
const printable = (name) => name.replace(/[^\w-]/g, "").slice(0, 20) || "?";
