// What cannot be read is pointed at, in the units of the text that was given.
import assert from "node:assert/strict";
import { test } from "node:test";
import { engine } from "../support/engine.mjs";
import { thrown } from "../support/thrown.mjs";

const unreadable = ["", "   ", "2+", ")(", "(", "x)", "foo(x)", "sin", "x^^2", "2 +* 3", "x +", "🙂", "x 🙂", "f(x)", "1..2", "\0", "\ufffd", "\ud800", "=", "x = = 2", "_", "|x"];

test("each is a ParseError with a place inside the text", () => {
  for (const text of unreadable) {
    const refusal = thrown(() => engine.parse(text));
    assert.equal(refusal.name, "ParseError", JSON.stringify(text));
    if (!refusal.span) continue;
    const { start, end } = refusal.span;
    assert.ok(Number.isInteger(start) && Number.isInteger(end), JSON.stringify(refusal.span));
    assert.ok(0 <= start && start <= end && end <= text.length, `${JSON.stringify(text)}: ${start}–${end}`);
  }
});

test("every call that reads text refuses it in the same words", () => {
  const { message, code, span } = thrown(() => engine.parse("foo(x)"));
  const xs = Float64Array.of(1);
  for (const act of [
    () => engine.format("foo(x)", "latex"),
    () => engine.simplify("foo(x)"),
    () => engine.evaluate("foo(x)", { x: 1 }),
    () => engine.sample("foo(x)", "x", xs),
    () => engine.differentiate("foo(x)"),
    () => engine.agreement("foo(x)", { x: 1 }),
    () => engine.equivalent("foo(x)", "x"),
  ]) {
    const refusal = thrown(act);
    assert.deepEqual({ message: refusal.message, code: refusal.code, span: refusal.span }, { message, code, span });
  }
});

test("a place is counted in UTF-16 units, as JavaScript counts", () => {
  for (const front of ["", "π + ", "√x − ", "x² + ", "𝑥 + ", "θ·π − "]) {
    const text = `${front}foo(x)`;
    const { span } = thrown(() => engine.parse(text));
    assert.ok(span, text);
    assert.equal(text.slice(span.start, span.end).slice(0, 3), "foo", text);
  }
});

test("a near name is suggested", () => {
  const { hint } = thrown(() => engine.parse("sine(x)"));
  assert.match(hint ?? "", /sin/);
});
