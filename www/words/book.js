/**
 * A file of words becomes a book in which a sentence is looked up.
 *
 * The file is `{ section: { code: [English, translation] } }`, or a list of pairs where no code is needed; as it is handed on,
 * all of a section's in one list. A code is the engine's own where it has one: a rule's id, an error's code, a mistake's id. The English stands beside it so that a translator sees what is said, and because what the engine and
 * the elements say is found by it: `{name}` in it stands for a piece of this problem, which the translation puts where its
 * grammar wants it. A piece that is itself made of words ("x^3 gives 3x^2, 7 gives 0") is looked up in turn. `{0}`, `{1}` … in a
 * lesson's prose are the elements in that line, in the order of the English; such a line is looked up whole. `{code}`,
 * `{codes}` and `{call}` stand for names in a program, which are the same in every language.
 */

/** @typedef {[string, string]} Pair */
/** @typedef {Record<string, Record<string, Pair> | Pair[] | string[]>} Words */

/** A longer text is nobody's sentence. */
const LONGEST = 1200;
/** Sentences remembered, found or not. */
const MOST = 5000;
/** Pieces within pieces. */
const DEEPEST = 8;

const PLACE = /\{(\w+)\}/;
/** Elements of a line, in the file and on the page. */
const ELEMENT = [/\{(\d+)\}/g, /\p{Co}/gu];
/** Between the entries of a list. */
const JOINTS = /(, and | and |, or | or |, |; )/;
/** Between two sentences. */
const BETWEEN = /(?<=[.?!]) (?=\S)|(?<=:) (?=[\p{Lu}\p{Co}“])/u;

/** Names in a program: one, several, and a call with its arguments. @type {Record<string, string>} */
const CODE = { code: "(\\S+)", codes: "([\\w-]+(?:, [\\w-]+)*(?:,? or [\\w-]+)?)", call: "(\\S+\\([\\w, ]*\\))" };

/** From so many letters of its own on, a sentence may hold pieces that nobody knows; a shorter one is too easily found. */
const LONG = 12;
/** A word in a piece; the name of a function before its bracket is none. */
const WORD = /[a-zäöüß]{2,}(?![a-zäöüß(_^])/i;

/** @typedef {{ found: RegExp, longest: string, to: string[], order: number[], weight: number, code: boolean[] }} Pattern */

/** @param {string} text @param {string} letter */
const withFirst = (text, letter) => letter + text.slice(1);

/** A translation begins as its sentence does: with a capital where that begins with a word that has one. @param {string} text @param {string} said */
const begun = (text, said) => (/^[A-Z][a-z]/.test(text) ? withFirst(said, said[0].toUpperCase()) : said);

/** @param {string} text */
const literal = (text) => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");

/** @param {string} from @param {string} to @returns {Pattern} */
function pattern(from, to) {
  const words = from.split(PLACE);
  const names = words.filter((_, i) => i % 2 === 1);
  const source = words.map((word, i) => (i % 2 === 0 ? literal(word) : (CODE[word] ?? "([^]*?)"))).join("");
  const parts = to.split(PLACE);
  return {
    found: new RegExp(`^${source}$`),
    longest: words.reduce((longest, word, i) => (i % 2 === 0 && word.length > longest.length ? word : longest), ""),
    to: parts.filter((_, i) => i % 2 === 0),
    order: parts.filter((_, i) => i % 2 === 1).map((name) => names.indexOf(name)),
    code: names.map((name) => name in CODE),
    weight: words.reduce((sum, word, i) => sum + (i % 2 === 0 ? word.length : 0), 0),
  };
}

/**
 * @param {...Words} files of one sentence said twice, the first file's translation holds
 * @returns {(text: string) => string | undefined} a sentence in the other language; nothing when it is not in the book
 */
export function bookOf(...files) {
  /** @type {Map<string, string>} */
  const exact = new Map();
  /** @type {Pattern[]} */
  const patterns = [];
  for (const section of files.flatMap((words) => Object.values(words))) {
    const said = Object.values(section).flat();
    for (let i = 0; i < said.length; i += 2) {
      const [from, to] = [said[i], said[i + 1]];
      if (PLACE.test(from.replace(ELEMENT[0], ""))) patterns.push(pattern(from, to));
      else if (!exact.has(from)) exact.set(from, to);
    }
  }
  // What says more words itself fits better.
  patterns.sort((a, b) => b.weight - a.weight);
  /** @type {Map<string, string | undefined>} */
  const known = new Map();
  /** The joints of a list. @type {Record<string, string>} */
  const AND = {};
  for (const word of ["and", "or"]) {
    const said = exact.get(word);
    if (said !== undefined) Object.assign(AND, { [` ${word} `]: ` ${said} `, [`, ${word} `]: ` ${said} ` });
  }

  /** @param {string} text @param {number} depth @returns {string | undefined} */
  function say(text, depth) {
    if (text === "" || text.length > LONGEST || depth > DEEPEST) return undefined;
    if (known.has(text)) return known.get(text);
    const said = exact.get(text) ?? line(text) ?? sentences(text, depth) ?? one(text, depth);
    if (known.size > MOST) known.clear();
    known.set(text, said);
    return said;
  }

  /** With its elements' signs numbered as in the file. @param {string} text */
  function line(text) {
    /** @type {string[]} */
    const signs = [];
    const said = exact.get(text.replace(ELEMENT[1], (sign) => `{${signs.push(sign) - 1}}`));
    return said?.replace(ELEMENT[0], (_, place) => signs[place]);
  }

  /** Not cut into sentences. A list that ends with a full stop is a list before its last entry is a sentence. @param {string} text @param {number} depth */
  const one = (text, depth) => exact.get(text) ?? filled(text, depth) ?? turned(text) ?? (text.endsWith(".") ? undotted(text, depth) ?? list(text, depth) : list(text, depth) ?? undotted(text, depth));

  /** @param {string} text @param {number} depth */
  function filled(text, depth) {
    for (const { found, longest, to, order, weight, code } of patterns) {
      const match = text.includes(longest) ? found.exec(text) : null;
      if (!match) continue;
      const pieces = match.slice(1).map((piece, i) => (code[i] ? piece.replace(new RegExp(JOINTS, "g"), (joint) => AND[joint] ?? joint) : WORD.test(piece) ? (say(piece, depth + 1) ?? (weight < LONG || BETWEEN.test(piece) ? undefined : piece)) : piece));
      if (pieces.every((piece) => piece !== undefined)) return begun(text, to.reduce((said, words, i) => said + pieces[order[i - 1]] + words));
    }
  }

  /** A word with a capital where the book has none, or the other way round: inside a sentence, or at its beginning. @param {string} text */
  function turned(text) {
    if (text === "") return undefined;
    return exact.get(withFirst(text, text[0].toLowerCase())) ?? exact.get(withFirst(text, text[0].toUpperCase()));
  }

  /** What ends with a full stop that the book does not have, or the other way round. @param {string} text @param {number} depth */
  function undotted(text, depth) {
    if (text.endsWith(".")) {
      const said = exact.get(text.slice(0, -1)) ?? turned(text.slice(0, -1)) ?? list(text.slice(0, -1), depth);
      return said === undefined ? undefined : `${begun(text, said)}.`;
    }
    const said = depth > 0 ? (exact.get(`${text}.`) ?? filled(`${text}.`, depth)) : undefined;
    return said?.replace(/\.$/, "");
  }

  /** @param {string} text @param {number} depth */
  function sentences(text, depth) {
    const parts = text.split(BETWEEN);
    if (parts.length < 2) return undefined;
    for (let i = 1; i < parts.length; i += 1) {
      const first = one(parts.slice(0, i).join(" "), depth + 1);
      const rest = first === undefined ? undefined : say(parts.slice(i).join(" "), depth + 1);
      if (rest !== undefined) return `${first} ${rest}`;
    }
  }

  /** "a, b and c", where every entry that has words is in the book. @param {string} text @param {number} depth */
  function list(text, depth) {
    const parts = text.split(JOINTS);
    if (parts.length < 2) return undefined;
    const said = parts.map((part, i) => (i % 2 === 1 ? AND[part] ?? part : WORD.test(part) ? say(part, depth + 1) : part));
    return said.some((part) => part === undefined) ? undefined : said.join("");
  }

  return (text) => say(text, 0);
}
