// What comes from strangers, a link, a frame's address, a file of progress, mutated by a seed: each decoder takes it or refuses it in
// a sentence, and what it takes has the right shape.
import assert from "node:assert/strict";
import { test } from "node:test";
import { LONGEST, readAddress, standardState, writeAddress } from "../../../www/address.js";
import * as mastery from "../../../www/mastery.js";
import { dice } from "../support/dice.mjs";

/** @type {{ ELEMENTS: object, readEmbed: (hash: string) => { choice: { name: string }, theme?: string, to: string, trouble?: string } }} */
const { ELEMENTS, readEmbed } = await import(new URL("../../../www/embed/choice.js", import.meta.url).href);

const ROUNDS = Number(process.env.FUZZ ?? 20_000);

const WORDS = [
  "&", "=", "%", "%00", "%FF", "%E2%88", "#", "v1", "v2", ":", ",", "at=", "f=", "view=", "n=", "step=", "__proto__", "constructor", "e=", "to=", "theme=", "1e999", "NaN",
  "-0", "Infinity", "<script>", "javascript:alert(1)", "\u0000", "\ud800", "🙂", "x:1", "onclick=", "chain-steps", "\"", "{", "}", "[", "]", "null", "practice", "-1", "0.5",
];

/** @param {ReturnType<typeof dice>} below @param {string} seed */
function mutated(below, seed) {
  let text = seed;
  for (let i = below(5); i >= 0; i -= 1) {
    const at = below(text.length + 1);
    const end = Math.min(text.length, at + below(9));
    const pieces = ["", text.slice(at, end) + text.slice(at, end), WORDS[below(WORDS.length)], String.fromCharCode(below(0x3000))];
    const kind = below(6);
    text = text.slice(0, at) + (kind < 4 ? pieces[kind] : WORDS[below(WORDS.length)]) + text.slice(kind < 4 ? end : at);
  }
  return text;
}

const LINKS = [
  "#v1&f=(2x%2B3)%5E2&at=x:1", "#v1&f=sin(x)&by=x&n=3&at=x:0.1,y:-2e-3&detail=full&curves=f,second&view=-1,1,-2,2&attempt=1",
  "#v1&f=a%3Dw%20x&node=w_1&step=12&pieces=1", "#v1&f=x&at=x:-0", "#v1", "#", "",
];

test("a link is read field by field, and what was read is written and read again", () => {
  const below = dice(1);
  const shape = standardState();
  for (let i = 0; i < ROUNDS; i += 1) {
    const link = mutated(below, LINKS[below(LINKS.length)]);
    const found = readAddress(link);
    if (!found) continue;
    const { state, unread } = found;
    assert.deepEqual(Object.keys(state).sort(), Object.keys(shape).sort(), link);
    for (const [key, standard] of Object.entries(shape)) assert.equal(typeof (/** @type {any} */ (state)[key]), typeof standard, link);
    assert.equal(Object.getPrototypeOf(state), Object.prototype, link);
    for (const value of Object.values(state.at)) assert.ok(Number.isFinite(value), link);
    for (const name of unread) assert.match(name, /^[\w\- ?]{1,40}$/, link);
    const written = writeAddress(state);
    assert.ok(written.length <= LONGEST, link);
    if (written) assert.deepEqual(readAddress(written), { state: tidied(state), unread: [] }, link);
  }
});

/** As a link can hold it: half a character becomes �, and an empty point says nothing. @param {ReturnType<typeof standardState>} state */
const tidied = (state) => ({ ...state, f: state.f.replace(/[\uD800-\uDFFF]/gu, "\uFFFD") });

test("a frame's address names an element of ours or is refused in a sentence", () => {
  const below = dice(2);
  const seeds = ["#v1&e=chain-steps&of=(2x%2B3)%5E2&at=x%3D1", "#v1&e=chain-plot&of=sin(x)&theme=dark&to=https://school.example", "#v1&e=chain-practice&skill=power&seed=7"];
  for (let i = 0; i < ROUNDS; i += 1) {
    const { choice, theme, to, trouble } = readEmbed(mutated(below, seeds[below(3)]));
    if (trouble !== undefined) assert.match(trouble, /^\S[\s\S]*\.$/);
    else assert.ok(Object.hasOwn(ELEMENTS, choice.name));
    assert.ok([undefined, "light", "dark"].includes(theme));
    assert.ok(to === "*" || to === "null" || new URL(to).origin === to, to);
  }
});

test("a file of practice is taken or refused, and never changes what is no record of ours", () => {
  const below = dice(3);
  const seed = JSON.stringify({ practice: { "chain-1": { seed: 3, row: 2, right: 5, done: true, slips: { "pow.keep": 2 } }, power: { seed: 1, row: 0, right: 0, done: false, slips: {} } } });
  for (let i = 0; i < ROUNDS / 4; i += 1) {
    try {
      mastery.imported(mutated(below, seed));
    } catch (error) {
      assert.match(/** @type {Error} */ (error).message, /^This is not a file of practice: .*\.$/);
    }
  }
  for (const [id, { seed, row, right, done, slips }] of mastery.practised()) {
    assert.match(id, /^[a-z0-9-]{1,40}$/);
    for (const count of [seed, row, right, ...Object.values(slips)]) assert.ok(Number.isSafeInteger(count) && count >= 0);
    assert.equal(typeof done, "boolean");
  }
  assert.equal(/** @type {any} */ ({}).right, undefined, "no prototype was touched");
});
