// Other languages say everything that the engine says: what is missing in a file of words, or stands there for nothing, is listed.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { bookOf } from "../../../www/words/book.js";
import { composed, everything, sentences, tables } from "../support/said.mjs";

const folder = new URL("../../../www/words/", import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
const places = (/** @type {string} */ text) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))].sort();

/** What is said in German for a thing, wherever the English says that thing; but for sentences of something else. @type {[RegExp, RegExp, RegExp?][]} */
const GLOSSARY = [
  [/derivative|differentiat/i, /ableit|abgeleitet|abzuleiten|leiten? .*ab|differenz|dy\/dx/i],
  [/differentiable/i, /differenzierbar/i],
  [/\bslope/i, /steig|steil/i],
  [/chain rule/i, /Kettenregel/],
  [/(product|quotient|power) rule/i, /(Produkt|Quotienten|Potenz)(regel|- und)/],
  [/partial derivative/i, /partielle/i],
  [/\bcorner\b/i, /Knick|Ecke/],
  [/\bterms?\b/i, /Summand/],
  [/\bloss\b/i, /Verlust/i],
  [/\brates?\b/i, /Rate|Lernrate/],
  [/\bmomentum\b/i, /Momentum/],
  [/weight decay/i, /Weight Decay/],
  [/\bschedules?\b/i, /Zeitpl/, /same run under each/],
  [/optimizer/i, /verfahren/i],
  [/\bscores?\b/i, /Score/, /SCORM/],
  [/\bpaths?\b/i, /Pfad/, /\brun\b|another path|one path stands|sub-path|from the same start|slides down/i],
  [/\broutes?\b/i, /Weg/],
  [/\blocal (slope|derivative|gradient|minima)/i, /lokal/],
  [/\bsigmoid/i, /sigmoid/i],
  [/\bsamples?\b/i, /Beispiel/],
  [/\bengine\b/i, /Rechenkern/],
  [/\bskill\b/i, /Fertigkeit/, /correct, attempts/],
];

/** What is put together from pieces is a sentence all the same. */
const TOGETHER = [
  ["Work out the power and add the numbers.", "Die Potenz ausrechnen und Zahlen addieren."],
  ["Factor out, multiply out, collect like terms, and more.", "Ausklammern, ausmultiplizieren, gleichartige Summanden zusammenfassen und mehr."],
  ["Derivative of the sigmoid: sigmoid(x) has the derivative e^x.", "Ableitung der Sigmoidfunktion: sigmoid(x) hat die Ableitung e^x."],
  ["Let u = x, v = y, and so on inward. From the outside in, u gives v, v gives u, and so on; multiply: u · v.", "Setze u = x, v = y und so weiter nach innen. Von außen nach innen: u ergibt v, v ergibt u und so weiter; multipliziere: u · v."],
  ["ReLU has no slope at u = 0; it is taken to be 0 there.", "ReLU: Bei u = 0 gibt es keine Steigung; genommen wird dort 0."],
];

for (const name of files) {
  const words = JSON.parse(readFileSync(new URL(name, folder), "utf8"));
  const rows = Object.entries(words).flatMap(([section, entries]) => Object.entries(entries).map(([code, row]) => ({ code: `${section}.${code}`, row })));
  const say = bookOf(words);

  // The prose of the lessons is tested with their pages.
  const prose = name.includes(".lessons.");

  test(`${name}: no two rows of a section have one name`, () => {
    // Read as data, the first of the two would be gone without a word.
    const twice = readFileSync(new URL(name, folder), "utf8").split(/^ {2}"/m).flatMap((section) => {
      const names = [...section.matchAll(/^ {4}"([^"]+)": \[/gm)].map(([, row]) => row);
      return names.filter((row, i) => names.indexOf(row) < i);
    });
    assert.deepEqual(twice, []);
  });

  test(`${name}: every row is a pair of sentences with the same pieces`, () => {
    for (const { code, row } of rows) {
      assert.ok(Array.isArray(row) && row.length === 2 && row.every((text) => typeof text === "string" && text !== ""), code);
      assert.deepEqual(places(row[1]), places(row[0]), `${code}: the places of the translation`);
      // The elements of a line are numbered as they stand in the English.
      const elements = [...row[0].matchAll(/\{(\d+)\}/g)].map(([, place]) => Number(place));
      assert.deepEqual(elements, elements.map((_, i) => i), code);
    }
  });

  if (name.startsWith("de.")) test(`${name}: one thing has one word`, () => {
    const strayed = rows.flatMap(({ code, row: [english, german] }) =>
      GLOSSARY.filter(([term, word, but]) => term.test(english.replace(/\w+="\{\w+\}"|\{\w+\}/g, "")) && !word.test(german) && !but?.test(english)).map(([term]) => `${code} ${term}: ${german}`),
    );
    assert.deepEqual(strayed, []);
  });

  if (name.startsWith("de.")) test(`${name}: quotation marks, decimal points and short imperatives all through`, () => {
    const strayed = rows.filter(({ row: [, german] }) => german.split("„").length !== german.split("“").length || /”|\d,\d|[a-zäöüß]  |\b(genau so \w+ wie|Schreibe|Probiere|Prüfe)\b/.test(german));
    assert.deepEqual(strayed, []);
  });

  if (!prose) test(`${name}: nothing of the tables is missing`, () => {
    const missing = tables().filter(([, text]) => say(text) === undefined);
    assert.deepEqual(missing, []);
  });

  if (!prose) test(`${name}: nothing that is said of a problem is missing`, () => {
    const missing = composed().filter(([, text]) => /[a-z]{2}/.test(text) && say(text) === undefined);
    assert.deepEqual(missing, []);
  });

  if (!prose) test(`${name}: a sentence begins as its English does`, () => {
    const small = composed().filter(([, text]) => /^[A-Z][a-z]/.test(text) && /^[a-z]/.test(say(text) ?? ""));
    assert.deepEqual(small, []);
  });

  if (name === "de.json") test(`${name}: sentences that are put together`, () => {
    for (const [english, german] of TOGETHER) assert.equal(say(english), german);
  });

  if (!prose) test(`${name}: no sentence of the sources is missing`, () => {
    assert.ok(sentences().length > 500, "the reader of the sources is blind");
    assert.deepEqual(sentences().filter((sentence) => say(sentence) === undefined), []);
  });

  test(`${name}: nothing stands there that nobody says`, () => {
    const plain = ` ${everything().replace(/\s+/g, " ")} `.toLowerCase();
    const stale = rows.filter(({ row: [english] }) => !threes(english).every((words) => !/[a-z]{2}/.test(words)) && !threes(english).some((words) => plain.includes(words))).map(({ code }) => code);
    assert.deepEqual(stale, []);
  });
}

/** A sentence may be put together from parts, so one run of three words has to be said somewhere; of a shorter one, all. @param {string} text */
function threes(text) {
  const parts = text.toLowerCase().split(/\{\w+\}|[.,:;?!“”"()]+ ?/).map((part) => part.trim().split(" "));
  const runs = parts.flatMap((words) => (words.length < 3 ? [] : words.slice(2).map((_, i) => words.slice(i, i + 3).join(" "))));
  return runs.length > 0 ? runs : parts.map((words) => words.join(" ")).filter((part) => /\p{L}{2}/u.test(part));
}
