/**
 * Cuts the two families the pages are set in down to what a page of calculus uses, and puts their licence beside them.
 *
 *   npm install --no-save subset-font@2.9.0 fontverter@2.0.0 @fontsource/stix-two-text@5.3.0 @fontsource/stix-two-math@5.3.0
 *   node www/fonts/make.mjs
 *
 * Run when a character is missing; the results are committed. The math font keeps its MATH table: without it roots,
 * brackets and fractions do not stretch. Its hints, instructions for screens of few pixels that today's systems mostly
 * leave out, go: they are a quarter of it, and the text fonts have none. Like those it says so, or a system makes up its own.
 */
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(join(process.cwd(), "package.json"));
const subset = require("subset-font");
const { convert } = require("fontverter");
const here = dirname(fileURLToPath(import.meta.url));
const from = (family, file) => join(dirname(require.resolve(`@fontsource/${family}/package.json`)), file);

/** Every character from the first to the last, both included. */
const range = (first, last) => String.fromCodePoint(...Array.from({ length: last - first + 1 }, (_, i) => first + i));

const ascii = range(0x20, 0x7e);
const greek = range(0x391, 0x3a9) + range(0x3b1, 0x3c9) + "ϵϑϕϱϖ";
const scripts = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ₀₁₂₃₄₅₆₇₈₉";

const text = ascii + greek + scripts + range(0xa0, 0xff) + "ıŒœŠšŽž–—‘’“”„†•…′″‹›−×·÷√∞≈≠≤≥∂∇→←↦∈ℝ½⅓¼¾";

const math =
  ascii + greek + scripts +
  " ¬°±²³·×÷½′″‴⁗…⋯⋮  ​⁠⁡⁢⁣⁤" +
  "←→↔↦⇒⇔∀∂∃∅∇∈∉∏∑−∓∕∘√∛∜∝∞∣∥∧∨∩∪∫≈≠≡≤≥≪≫⊂⊙⊤⋅⌈⌉⌊⌋⟨⟩‖ℎℓℝℕℤℚℒℯ" +
  range(0x1d434, 0x1d467) + // italic Latin, what <mi>x</mi> turns into (h is ℎ, above)
  range(0x1d6e2, 0x1d71b) + // italic Greek
  range(0x1d400, 0x1d433) + // bold: vectors and matrices
  "\u0302\u0303\u0304\u0307\u20d7\u0332\u0305\u23de\u23df\u00af\u02c6\u02dc\u203e";

/** The program before each size of a font that has no hints: fill what is thinner than a pixel, and nothing else. */
const PREP = [0xb8, 0x01, 0xff, 0x85, 0xb0, 0x04, 0x8d];

/** A font as bytes, with one more table; checksums are those of whoever packs it. */
function withTable(font, tag, content) {
  const [head, entry] = [12, 16];
  const count = font.readUInt16BE(4);
  const tables = Array.from({ length: count }, (_, i) => {
    const [at, length] = [8, 12].map((field) => font.readUInt32BE(head + entry * i + field));
    return { tag: font.toString("latin1", head + entry * i, head + entry * i + 4), content: font.subarray(at, at + length) };
  });
  tables.push({ tag, content: Buffer.from(content) });
  tables.sort((a, b) => (a.tag < b.tag ? -1 : 1));
  const start = Buffer.alloc(head + entry * tables.length);
  font.copy(start, 0, 0, head);
  const power = 2 ** Math.floor(Math.log2(tables.length));
  [tables.length, power * entry, Math.log2(power), (tables.length - power) * entry].forEach((field, i) => start.writeUInt16BE(field, 4 + 2 * i));
  const bodies = [];
  let at = start.length;
  tables.forEach(({ tag, content }, i) => {
    start.write(tag, head + entry * i, "latin1");
    start.writeUInt32BE(at, head + entry * i + 8);
    start.writeUInt32BE(content.length, head + entry * i + 12);
    bodies.push(content, Buffer.alloc(-content.length & 3));
    at += content.length + (-content.length & 3);
  });
  return Buffer.concat([start, ...bodies]);
}

for (const [source, name, characters, noHinting] of [
  [from("stix-two-math", "files/stix-two-math-latin-400-normal.woff2"), "stix-two-math.woff2", math, true],
  [from("stix-two-text", "files/stix-two-text-latin-400-normal.woff2"), "stix-two-text.woff2", text],
  [from("stix-two-text", "files/stix-two-text-latin-400-italic.woff2"), "stix-two-text-italic.woff2", text],
]) {
  const cut = await subset(await readFile(source), characters, { targetFormat: "sfnt", noHinting });
  const font = await convert(noHinting ? withTable(cut, "prep", PREP) : cut, "woff2");
  await writeFile(join(here, name), font);
  console.log(`${name} ${font.length} bytes`);
}
await writeFile(join(here, "OFL.txt"), await readFile(from("stix-two-math", "LICENSE")));
