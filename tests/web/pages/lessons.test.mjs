// A student goes through every lesson, from the first guess to the end; a learning platform and the page around it hear of it.
import assert from "node:assert/strict";
import { inBrowser } from "../support/browser.mjs";
import { engine } from "../support/engine.mjs";
import { lessons } from "../support/www.mjs";

/** @import { Frame, Page } from "playwright-core" */
/** @import { Exercise } from "../../../www/engine.js" */

const pageTest = inBrowser();

/** A number as it is typed. @param {number} value */
const typed = (value) => String(Number(value.toFixed(12)));

/** What a student who knows it writes. @param {Exercise} exercise */
function answer({ problem }) {
  const { function: f, variable, at, order, kind } = problem;
  const variables = variable.split(",").map((name) => name.trim());
  if (kind === "gradient") {
    const { gradient, partials } = engine.gradient(f, { variables, at });
    return `(${(gradient ? gradient.map(typed) : partials.map(({ result }) => result.text)).join(", ")})`;
  }
  if (kind === "value") return typed(engine.differentiate(f, { variable, order, at }).value ?? NaN);
  if (kind === "update") {
    const rate = at?.eta;
    if (rate === undefined || /\beta\b/.test(f)) return typed(engine.evaluate(f, at ?? {}));
    return typed((at?.[variable] ?? NaN) - rate * (engine.differentiate(f, { variable, at }).value ?? NaN));
  }
  if (f.includes("=")) return engine.implicit(f, { of: "y", by: "x" }).result.text;
  return engine.differentiate(f, { variable, order }).result.text;
}

/** Turns a handle by its keys until it says a number. @param {import("playwright-core").Locator} handle @param {number} value @param {number} step of an arrow key */
async function turn(handle, value, step) {
  await handle.focus();
  for (let presses = 0; presses < 200; presses += 1) {
    const away = value - Number(await handle.getAttribute("aria-valuenow"));
    if (presses > 0 && Math.abs(away) <= 0.6 * step) return;
    const far = Math.abs(away) > 8 * step;
    await handle.press(away > 0 ? (far ? "PageUp" : "ArrowUp") : far ? "PageDown" : "ArrowDown");
  }
}

/** Draws by keys what is asked, until it is done. @param {import("playwright-core").Locator} drawing */
async function draw(drawing) {
  const [of, at, count] = await Promise.all(["of", "at", "count"].map(async (name) => ((await drawing.getAttribute(name)) ?? "").split("|")));
  for (let answered = 0; answered < Number(count[0] || 1); answered += 1) {
    const f = of[answered % of.length];
    const point = Object.fromEntries(at[answered % at.length].split(",").map((part) => [part.split("=")[0].trim(), Number(part.split("=")[1])]));
    if ((await drawing.getAttribute("what")) === "curve") {
      const variable = (await drawing.getAttribute("variable")) ?? "x";
      for (const handle of await drawing.locator(".handle").all()) {
        const x = Number(/= (\S+)/.exec((await handle.getAttribute("aria-label")) ?? "")?.[1].replace("−", "-"));
        const [bottom, top] = await Promise.all(["aria-valuemin", "aria-valuemax"].map(async (name) => Number(await handle.getAttribute(name))));
        await turn(handle, engine.evaluate(f, { [variable]: x }), (top - bottom) / 50);
      }
    } else {
      const [a, b] = engine.gradient(f, { at: point }).gradient ?? [];
      await turn(drawing.locator(".handle"), (Math.atan2(b, a) * 180 / Math.PI + 360) % 360, 3);
    }
    await drawing.locator("button", { hasText: "That is my" }).click();
    await drawing.locator(".verdict.correct").waitFor().catch(async () => assert.fail(`${f}: ${await drawing.locator(".verdict").innerText()}`));
    if (answered + 1 < Number(count[0] || 1)) await drawing.locator("button", { hasText: "Another one" }).click();
  }
}

/** @param {import("playwright-core").Locator} predict */
async function predicted(predict) {
  const right = Number(await predict.getAttribute("right"));
  await predict.locator("button.choice").nth(right - 1).click();
  await predict.locator(".verdict", { hasText: "holds" }).waitFor();
}

/** Works every line of a computation out, as often as is asked for. @param {import("playwright-core").Locator} trace */
async function worked(trace) {
  const [of, at, by, rate, count] = await Promise.all(["of", "at", "by", "rate", "count"].map(async (name) => (await trace.getAttribute(name)) ?? ""));
  for (let done = 0; done < Number(count || 1); done += 1) {
    const turn = Number(await trace.getAttribute("data-turn"));
    const [texts, places] = [of.split("|"), at.split("|")];
    const place = Object.fromEntries(places[turn % places.length].split(",").map((part) => [part.split("=")[0].trim(), Number(part.split("=")[1])]));
    const { nodes, edges, gradient } = engine.backprop(texts[turn % texts.length], place);
    const pieces = texts[turn % texts.length].split(";").map((piece) => piece.split("=")[0].trim());
    const named = (/** @type {string} */ name) => nodes.find((node) => node.name === name) ?? assert.fail(name);
    const wanted = by ? by.split(" ") : nodes.filter(({ op }) => op === "variable").map(({ name }) => name);
    // Backward: whatever it is used in comes first.
    const order = [...pieces.slice(0, -1).reverse(), ...wanted];
    const numbers = [...pieces.map((name) => named(name).value), ...order.map((name) => named(name).gradient)];
    assert.ok(edges.length > 0);
    for (const value of numbers) await write(trace, value);
    if (rate) for (const name of wanted) await write(trace, place[name] - Number(rate) * gradient[name]);
    await trace.locator(".verdict", { hasText: "All of it right" }).waitFor();
    if (done + 1 < Number(count || 1)) await trace.locator("button", { hasText: "Another one" }).click();
  }
}

/** @param {import("playwright-core").Locator} trace @param {number} value */
async function write(trace, value) {
  const lines = await trace.locator(".lines li").count();
  await trace.locator("input").fill(typed(value));
  await trace.locator("input").press("Enter");
  await trace.locator(".lines li").nth(lines).waitFor().catch(async () => assert.fail(`${await trace.locator("label").innerText()} ${typed(value)}: ${await trace.locator(".verdict").innerText()}`));
}

/** Answers every question, looks at every part. @param {Frame} lesson */
async function study(lesson) {
  await lesson.locator("chain-practice .problem").first().waitFor();
  for (const predict of await lesson.locator("chain-predict:not(chain-quiz *)").all()) await predicted(predict);
  for (const quiz of await lesson.locator("chain-quiz").all()) {
    const questions = await quiz.locator("chain-predict").all();
    for (const [i, question] of questions.entries()) {
      await predicted(question);
      if (i + 1 < questions.length) await quiz.locator(".pace button").click();
    }
  }
  for (const trace of await lesson.locator("chain-trace").all()) await worked(trace);
  for (const paths of await lesson.locator("chain-batches[ask]").all()) {
    const count = Number(await paths.getAttribute("count"));
    for (let answered = 0; answered < count; answered += 1) {
      const seed = Number(await paths.getAttribute("data-seed"));
      await paths.locator("button").nth((seed * 7 + Math.floor(seed / 3)) % 3).click();
      await paths.locator(".verdict", { hasText: "Right." }).waitFor();
      if (answered + 1 < count) await paths.locator("button", { hasText: "Another path" }).click();
    }
  }
  for (const match of await lesson.locator("chain-match").all()) {
    const order = ((await match.getAttribute("order")) ?? "").split(" ");
    for (let graph = 1; graph <= order.length; graph += 1) await match.locator(".cards").nth(1).locator("button").nth(order.indexOf(String(graph))).click();
    await match.locator(".verdict", { hasText: "first try" }).waitFor();
  }
  for (const drawing of await lesson.locator("chain-draw").all()) await draw(drawing);
  for (const practice of await lesson.locator("chain-practice").all()) {
    const count = Number((await practice.getAttribute("count")) ?? 3);
    for (let answered = 0; answered < count; answered += 1) {
      const [skill, level, seed] = ((await practice.getAttribute("data-exercise")) ?? "").split(" ");
      const exercise = engine.exercise({ skill, level: /** @type {1 | 2 | 3} */ (Number(level)), seed: Number(seed) });
      await practice.locator("input").fill(answer(exercise));
      await practice.locator("input").press("Enter");
      await practice.locator(".verdict.correct").waitFor().catch(async () => {
        assert.fail(`${exercise.id}: ${exercise.prompt} ${exercise.formula.text}: ${answer(exercise)}: ${await practice.locator(".verdict").innerText()}`);
      });
      if (answered + 1 < count) await practice.locator("button", { hasText: "Next" }).click();
    }
  }
  for (const part of await lesson.locator("section[data-part] > :last-child").all()) await part.scrollIntoViewIfNeeded();
}

/** A platform's page with one lesson in it: it keeps what it is told, and gives it back. @param {string} name */
const platform = (name) => `<!doctype html><html lang="en"><title>Platform</title><script>
  const kept = JSON.parse(sessionStorage.getItem("kept") ?? "{}");
  window.kept = kept; window.told = []; window.said = [];
  window.API = {
    LMSInitialize: () => "true", LMSFinish: () => "true",
    LMSCommit: () => { sessionStorage.setItem("kept", JSON.stringify(kept)); return "true"; },
    LMSGetValue: (key) => kept[key] ?? (key === "cmi.core.lesson_status" ? "not attempted" : ""),
    LMSSetValue: (key, value) => { window.told.push([key, value]); kept[key] = String(value); return "true"; },
  };
  addEventListener("message", ({ data }) => { if (data.chainrule === 1) window.said.push(data); });
</script><iframe src="lessons/${name}.html?scorm" width="1000" height="800"></iframe>`;

/** @param {Page} page */
const around = (page) => page.evaluate(() => {
  const { kept, told, said } = /** @type {any} */ (window);
  return /** @type {{ kept: Record<string, string>, told: [string, string][], said: any[] }} */ ({ kept, told, said });
});

/** @param {Page} page @param {string} home @param {string} name */
async function opened(page, home, name) {
  await page.goto(`${home}platform.html`);
  const lesson = page.frames().find((frame) => frame.url().includes(`lessons/${name}`));
  return lesson ?? assert.fail("the lesson's frame");
}

for (const name of lessons) {
  pageTest(`${name}: a student goes through it, and it is kept, told and taken up again`, { path: null, viewport: { width: 1040, height: 840 } }, async ({ page, home }) => {
    await page.route("**/platform.html", (route) => route.fulfill({ contentType: "text/html", body: platform(name) }));
    const lesson = await opened(page, home, name);
    await study(lesson);
    await page.waitForFunction(() => /** @type {any} */ (window).kept["cmi.core.lesson_status"] === "completed").catch(async () => {
      const open = await lesson.locator(".way-through li:not(.done)").allInnerTexts();
      assert.fail(`these parts did not end: ${open.join(", ")}`);
    });
    const { kept, told, said } = await around(page);

    const stored = await lesson.evaluate(() => JSON.parse(localStorage.getItem("chainrule.lessons") ?? "{}"));
    assert.equal(stored[name].complete, true);

    assert.deepEqual(told.filter(([key]) => key === "cmi.core.lesson_status").map(([, value]) => value), ["incomplete", "completed"]);
    assert.equal(kept["cmi.core.exit"], "suspend");
    assert.equal(kept["cmi.core.score.raw"], "100");
    assert.ok(kept["cmi.suspend_data"].length <= 4096);

    const complete = said.filter(({ kind, detail }) => kind === "complete" && detail.lesson === name);
    assert.equal(complete.length, 1);
    assert.equal(complete[0].detail.correct, complete[0].detail.attempts);
    assert.ok(said.some(({ kind, detail }) => kind === "answer" && detail.skill === "predict"));
    assert.ok(said.some(({ kind, height }) => kind === "height" && height > 500));

    await lesson.evaluate(() => localStorage.clear());
    const again = await opened(page, home, name);
    await again.waitForFunction(() => document.querySelectorAll(".way-through li").length > 0 && document.querySelectorAll(".way-through li:not(.done)").length === 0);
    const { kept: taken } = await around(page);
    assert.equal(taken["cmi.core.lesson_status"], "completed");
    assert.match(taken["cmi.core.session_time"], /^\d{2,4}:[0-5]\d:[0-5]\d$/);
  });
}
