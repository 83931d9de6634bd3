/**
 * Cuts the two families the pages are set in down to what a page of calculus uses, and puts their licence beside them.
 *
 *   npm install --no-save subset-font@2.9.0 @fontsource/stix-two-text@5.3.0 @fontsource/stix-two-math@5.3.0
 *   node www/fonts/make.mjs
 *
 * Run when a character is missing; the results are committed. The math font keeps its MATH table: without it roots,
 * brackets and fractions do not stretch.
 */
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(join(process.cwd(), "package.json"));
const subset = require("subset-font");
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

for (const [source, name, characters] of [
  [from("stix-two-math", "files/stix-two-math-latin-400-normal.woff2"), "stix-two-math.woff2", math],
  [from("stix-two-text", "files/stix-two-text-latin-400-normal.woff2"), "stix-two-text.woff2", text],
  [from("stix-two-text", "files/stix-two-text-latin-400-italic.woff2"), "stix-two-text-italic.woff2", text],
]) {
  const font = await subset(await readFile(source), characters, { targetFormat: "woff2" });
  await writeFile(join(here, name), font);
  console.log(`${name} ${font.length} bytes`);
}
await writeFile(join(here, "OFL.txt"), await readFile(from("stix-two-math", "LICENSE")));
