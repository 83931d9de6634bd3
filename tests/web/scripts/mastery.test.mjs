// What is practised next, and when it comes again: no window is needed for that.
import assert from "node:assert/strict";
import { test } from "node:test";
import { exported, frequentSlips, imported, keep, keepMiss, keepRight, keepSlip, kept, kindOf, levelOf, nextSkill } from "../../../www/mastery.js";
import { Series } from "../../../www/elements/practice-series.js";
import * as lessons from "../../../www/progress.js";
import { engine } from "../support/engine.mjs";

const [MINUTE, DAY] = [60_000, 86_400_000];
const ids = ["power", "roots", "sum", "product"];

test("what is right at once comes again later each time, what needed help soon", () => {
  let now = 1_000_000_000_000;
  const apart = [];
  for (let i = 0; i < 7; i += 1) {
    keepRight("power", true, now, { kind: i % 2 ? "x^#" : "#x^#" });
    apart.push(kept("power").due - now);
    now = kept("power").due;
  }
  assert.deepEqual(apart, [2 * MINUTE, 10 * MINUTE, DAY, 3 * DAY, 7 * DAY, 21 * DAY, 21 * DAY]);
  assert.equal(kept("power").done, true);
  keepRight("power", false, now);
  assert.equal(kept("power").due - now, 2 * MINUTE);
  assert.equal(kept("power").row, 0);
  assert.equal(levelOf("power"), 3);
  assert.equal(levelOf("roots"), 1);
});

test("first what is longest overdue, then what is new, never the same twice", () => {
  const now = 2_000_000_000_000;
  keep("power", { due: now - 10 });
  assert.equal(nextSkill(ids, undefined, now), "power");
  assert.equal(nextSkill(ids, "power", now), "roots");
  keep("roots", { due: now + DAY });
  keep("sum", { due: now - 1000 });
  assert.equal(nextSkill(ids, "roots", now), "sum");
  assert.equal(nextSkill(ids, "sum", now), "power");
  keep("product", { due: now + 2 * DAY });
  // Nothing due, nothing new: what is due soonest.
  for (const id of ["power", "sum"]) keep(id, { due: now + 3 * DAY });
  assert.equal(nextSkill(ids, undefined, now), "roots");
  assert.equal(nextSkill(ids, "roots", now), "product");
});

test("what was kept travels, and anybody's file is read with care", () => {
  keepSlip("power", "pow.keep");
  const before = exported();
  imported(before);
  assert.equal(exported(), before);
  imported(JSON.stringify({ practice: { sum: { due: "soon", box: 99, right: -3, slips: { "<b>": 1, "sum.sign": 2 } }, "<script>": {} } }));
  assert.deepEqual(kept("sum"), { seed: 0, row: 0, kinds: [], right: 0, done: false, box: 5, due: 0, slips: { "sum.sign": 2 } });
  assert.equal(exported().includes("script"), false);
  assert.throws(() => imported("{"), /not JSON/);
  for (const nothing of ["{}", "null", "[]", `{ "practice": null }`]) assert.throws(() => imported(nothing), /holds none/, nothing);

  lessons.keep("products", ["read"], true);
  const progress = lessons.exported();
  lessons.imported(progress);
  assert.equal(lessons.exported(), progress);
  lessons.imported(JSON.stringify({ lessons: { gradient: { parts: ["read", 3], complete: "yes", on: "now" }, "<script>": { parts: [] }, review: null } }));
  assert.deepEqual([lessons.kept("gradient"), lessons.complete("gradient"), lessons.exported().includes("script")], [["read"], false, false]);
  assert.throws(() => lessons.imported("{"), /not JSON/);
  for (const nothing of ["{}", "null", "[]", `{ "lessons": 1 }`]) assert.throws(() => lessons.imported(nothing), /holds no lessons/, nothing);
});

test("done is three in a row of two kinds, or of the only one there is; what was tried and left comes again soon", () => {
  const now = 3_000_000_000_000;
  for (let i = 0; i < 5; i += 1) keepRight("quotient", true, now, { kind: "x^#/#" });
  assert.equal(kept("quotient").done, false);
  keepRight("quotient", true, now, { kind: "sin(x)/x^#" });
  assert.equal(kept("quotient").done, true);
  for (let i = 0; i < 3; i += 1) keepRight("adam", true, now, { kind: "one", only: true });
  assert.equal(kept("adam").done, true);
  keepRight("sigmoid", true, now, { kind: "a" });
  keepRight("sigmoid", true, now, { kind: "b" });
  keepMiss("sigmoid", now);
  assert.deepEqual([kept("sigmoid").row, kept("sigmoid").due - now], [0, 2 * MINUTE]);
  keepRight("sigmoid", true, now, { kind: "a" });
  assert.equal(kept("sigmoid").done, false);
  keepSlip("adam", "adam.bias");
  keepSlip("adam", "adam.bias");
  keepSlip("sigmoid", "adam.bias");
  assert.equal(frequentSlips()[0], "adam.bias");
});

test("numbers and signs do not make a kind; every template of a skill is one", () => {
  assert.equal(kindOf({ function: "(3x - 5)^4" }), kindOf({ function: "(12x + 7)^2" }));
  assert.notEqual(kindOf({ function: "x^2" }), kindOf({ function: "3x^2" }));
  assert.notEqual(kindOf({ function: "w_1 x" }), kindOf({ function: "w_2 x" }));
  for (const skill of ["product", "quotient", "chain-1", "gradient", "schedule"]) {
    for (const level of /** @type {const} */ ([1, 2])) {
      const kinds = new Set(Array.from({ length: 12 }, (_, seed) => kindOf(engine.exercise({ skill, level, seed }).problem)));
      assert.ok(kinds.size >= (skill === "schedule" || skill === "gradient" || skill === "chain-1" ? 1 : 2) && kinds.size <= 5, `${skill} ${level}: ${[...kinds].join(", ")}`);
    }
  }
});

test("a lesson is firm when something of it is right a day later, and not before", () => {
  const now = 4_000_000_000_000;
  lessons.keep("chain-rule", ["practice"], false, now);
  assert.equal(lessons.standing("chain-rule", now + 2 * DAY), "open");
  lessons.keep("chain-rule", ["practice", "take"], true, now);
  assert.equal(lessons.standing("chain-rule", now + DAY / 2), "today");
  lessons.reviewed("chain-rule", now + DAY / 2);
  assert.equal(lessons.standing("chain-rule", now + DAY), "due");
  lessons.reviewed("gradient", now + DAY);
  lessons.reviewed("chain-rule", now + DAY);
  assert.equal(lessons.standing("chain-rule", now + DAY), "firm");
  // Reading it again changes nothing.
  lessons.keep("chain-rule", ["practice", "take"], true, now + 9 * DAY);
  assert.equal(lessons.standing("chain-rule", now + 9 * DAY), "firm");
});

/** A series of answers: each at once and alone unless it says otherwise. @param {Series} series @param {{ skill?: string, kind?: string, attempts?: number, alone?: boolean, only?: boolean }[]} answers */
const outcomes = (series, ...answers) => answers.map((answer) => series.answered({ skill: "power", kind: "x^#", attempts: 1, alone: true, only: false, ...answer }));

test("three in a row of two kinds are enough, and it is said once", () => {
  const row = () => new Series({ count: 0, need: 0, kinds: 2 });
  assert.deepEqual(outcomes(row(), {}, {}, {}, { kind: "#x^#" }, {}), [undefined, undefined, undefined, "done", undefined]);
  assert.deepEqual(outcomes(row(), {}, { kind: "#x^#" }, { alone: false }, {}, { kind: "#x^#" }, {}), [undefined, undefined, undefined, undefined, undefined, "done"]);
  assert.deepEqual(outcomes(row(), {}, {}, { only: true }), [undefined, undefined, "done"]);
  const begun = row();
  outcomes(begun, {}, {});
  assert.equal(begun.wantsAnother("x^#"), true);
  assert.equal(begun.wantsAnother("#x^#"), false);
  begun.missed();
  assert.equal(begun.wantsAnother("x^#"), false);
});

test("of a number that is asked for, enough have to be right at once, else as many come again", () => {
  const round = new Series({ count: 3, need: 2, kinds: 2 });
  assert.deepEqual(outcomes(round, {}, { attempts: 2 }, { alone: false }), [undefined, undefined, 1]);
  round.left("power");
  assert.deepEqual(round.fresh(["power", "roots"]), ["roots"]);
  assert.deepEqual(outcomes(round, {}, { skill: "roots" }, {}, {}, {}), [undefined, "done", undefined, undefined, undefined]);
  assert.deepEqual([round.right, round.attempts], [8, 9]);
  assert.deepEqual(outcomes(new Series({ count: 1, need: 0, kinds: 1 }), { attempts: 4, alone: false }), ["done"]);
});

test("a teacher's own lesson is kept under any name, and not under one that belongs to every record", () => {
  const entry = { parts: ["look"], complete: false, on: 0, firm: false };
  const names = ["Week 3", "lesson-1", "week3.html", "Übung"];
  lessons.imported(`{"lessons":{"__proto__":{"parts":["x"]},${names.map((name) => `${JSON.stringify(name)}:${JSON.stringify(entry)}`)}}}`);
  for (const name of names) assert.deepEqual(lessons.kept(name), ["look"], name);
  assert.deepEqual(lessons.kept("constructor"), []);
  assert.deepEqual(lessons.kept("other"), []);
});
