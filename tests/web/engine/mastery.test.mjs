// What is practised next, and when it comes again: no window is needed for that.
import assert from "node:assert/strict";
import { test } from "node:test";
import { exported, imported, keep, keepRight, keepSlip, kept, levelOf, nextSkill } from "../../../www/mastery.js";

const [MINUTE, DAY] = [60_000, 86_400_000];
const ids = ["power", "roots", "sum", "product"];

test("what is right at once comes again later each time, what needed help soon", () => {
  let now = 1_000_000_000_000;
  const apart = [];
  for (let i = 0; i < 7; i += 1) {
    keepRight("power", true, now);
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
  assert.deepEqual(kept("sum"), { seed: 0, row: 0, right: 0, done: false, box: 5, due: 0, slips: { "sum.sign": 2 } });
  assert.equal(exported().includes("script"), false);
  assert.throws(() => imported("{"), /not JSON/);
});
