/**
 * Which language a page speaks. English stands where it is said: in the pages, the elements and the engine. Every other
 * language is a file, words/LANGUAGE.json, and words/LANGUAGE.lessons.json for the prose of the course. They are fetched only
 * where they are asked for: by the address (`lang=de`, behind the question mark or among what follows the #) or by the page's
 * own `<html lang="de">`; the second one only in a lesson.
 */

/** Where each language's words are. @type {Record<string, Record<string, () => Promise<unknown>>>} */
const LANGUAGES = {
  de: {
    words: () => fetched(new URL("./words/de.json", import.meta.url)),
    lessons: () => fetched(new URL("./words/de.lessons.json", import.meta.url)),
  },
};

/** What a language calls itself. @type {Record<string, string>} */
export const NAMES = { en: "English", de: "Deutsch" };

/** @param {URL | string} address */
async function fetched(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`The words could not be fetched from ${address}: status ${response.status}.`);
  return response.json();
}

const here = globalThis.document;

/** The language asked for in the address, if any. */
const asked = here && /[?&#]lang=([A-Za-z]{2})\b/.exec(location.search + location.hash)?.[1].toLowerCase();

/** Its code: "en", or one that has a file. */
export const language = known(asked) ?? known(here?.documentElement.lang.slice(0, 2).toLowerCase()) ?? "en";

/** @param {string | undefined} code */
function known(code) {
  return code !== undefined && Object.hasOwn(NAMES, code) ? code : undefined;
}

/** @type {Promise<{ say: (text: string) => string | undefined, whole: () => void } | undefined> | undefined} */
let speaking;

/** The parts of the words that this page needs; a page says so before anything of them has arrived. */
const parts = ["words"];

/** Begins to translate what stands in elements; once for a page. A language that does not arrive leaves the page in English. */
function speak() {
  speaking ??= Promise.resolve()
    .then(() => Promise.all([import("./words/page.js"), ...parts.map((part) => LANGUAGES[language][part]?.() ?? {})]))
    .then(
      ([{ translate }, ...words]) => {
        const page = translate(/** @type {import("./words/book.js").Words[]} */ (words.reverse()), language, asked !== undefined);
        say = page.say;
        return page;
      },
      () => undefined,
    );
  return speaking;
}

if (here && language !== "en") speak();

/** Looks a sentence up, once the words are there. @type {((text: string) => string | undefined) | undefined} */
let say;

/** A text in the page's language, for what is drawn rather than written; in English until its words are there. @param {string} text */
export const said = (text) => say?.(text) ?? text;

/** Calls back when the words of another language have arrived. @param {() => void} callback */
export const whenSaid = (callback) => void speaking?.then((page) => page && callback());

/**
 * On a page of our own: everything in it is translated, and its masthead offers the other languages.
 * @param {"lessons"[]} needed the parts of the words that it needs besides
 */
export function wholePage(...needed) {
  parts.push(...needed);
  offerOthers();
  if (language !== "en") speak().then((page) => page?.whole());
}

function offerOthers() {
  const masthead = here?.querySelector(".masthead .places") ?? here?.querySelector(".masthead");
  if (!masthead) return;
  for (const [code, name] of Object.entries(NAMES)) {
    if (code === language) continue;
    const link = here.createElement("a");
    Object.assign(link, { lang: code, hreflang: code, textContent: name, className: "language" });
    link.href = withLanguage(`${location.search.replace(/[?&]lang=\w*/g, "").replace(/^&/, "?")}`, code);
    // What is seen goes along.
    link.addEventListener("click", () => {
      link.href = link.href.replace(/#.*/, "") + location.hash.replace(/&lang=\w*/g, "");
    });
    masthead.append(link);
  }
}

/** The same address with a language. @param {string} address @param {string} code */
export function withLanguage(address, code) {
  const [path, ...rest] = address.split("#");
  const bare = path.replace(/([?&])lang=\w*&?/g, "$1").replace(/[?&]$/, "");
  return [`${bare}${bare.includes("?") ? "&" : "?"}lang=${code}`, ...rest].join("#");
}
