/**
 * The compiled crate becomes the engine of engine.d.ts. Nothing else imports ./pkg.
 *
 * Each method calls the export of the same name: plain values in, plain objects out. This file keeps three promises
 * that compiled code cannot keep alone:
 *   - an argument of the wrong kind is answered with a sentence before it reaches the engine,
 *   - whatever the engine refuses is thrown as an EngineError,
 *   - a call that breaks the engine (out of memory, out of stack) is followed by a fresh instance, and the next call works.
 */
import start, * as compiled from "./pkg/chainrule.js";

/** @typedef {import("./engine.d.ts").Engine} Engine */
/** @typedef {import("./engine.d.ts").EngineError["name"]} ErrorName */

// ── What the calls take ─────────────────────────────────────────────────────────────────────────

/**
 * A kind of argument: looks at a value and says what is wrong with it, if anything is. Only the shape is judged here;
 * whether an order is too high or a notation unknown, the engine knows.
 * @typedef {(value: any, path: string) => string | undefined} Kind
 */

/** @param {string} asked how a sentence asks for it @param {(value: any) => boolean} fits @returns {Kind} */
const kind = (asked, fits) => (value, path) => (fits(value) ? undefined : `${path} must be ${asked}; it is ${described(value)}`);

const text = kind("text in quotes", (value) => typeof value === "string");
const number = kind("a number", (value) => typeof value === "number" && !Number.isNaN(value));
const flag = kind("true or false", (value) => typeof value === "boolean");
const numbers = kind("a Float64Array", isNumbers);
const canvas = kind("a canvas", (value) => ["HTMLCanvasElement", "OffscreenCanvas"].includes(tag(value)));
const record = kind("a record such as { x: 1 }", (value) => tag(value) === "Object");

/** @param {Kind} kind @returns {Kind} */
const optional = (kind) => (value, path) => (value === undefined ? undefined : kind(value, path));

/** A record with these fields; what else it holds is not looked at. @param {Record<string, Kind>} kinds @returns {Kind} */
const fields = (kinds, rows = Object.entries(kinds)) => (value, path) =>
  record(value, path) ?? first(rows, ([name, kind]) => kind(value[name], `${path}.${name}`));

/** Values of variables by name. @type {Kind} */
const point = (value, path) =>
  record(value, path) ?? first(Object.entries(value), ([name, entry]) => number(entry, inside(path, name)));

/** Where a field stands; of a name as long as a page, its beginning. @param {string} path @param {string} name */
const inside = (path, name) => `${path}.${name.length > 40 ? `${name.slice(0, 40)}…` : name}`;

/** @template T @param {T[]} list @param {(item: T, i: number) => string | undefined} complaint */
function first(list, complaint) {
  for (let i = 0; i < list.length; i += 1) {
    const found = complaint(list[i], i);
    if (found) return found;
  }
}

/** A list of these. @param {Kind} kind @returns {Kind} */
const list = (kind) => (value, path) =>
  Array.isArray(value)
    ? first(value, (entry, i) => kind(entry, `${path}[${i}]`))
    : `${path} must be a list; it is ${described(value)}`;

const derivativeOptions = fields({
  variable: optional(text),
  order: optional(number),
  at: optional(point),
  detail: optional(text),
  shared: optional(flag),
  alternatives: optional(flag),
});

const implicitOptions = fields({ of: text, by: text, at: optional(point), detail: optional(text) });

const directionalOptions = fields({ at: point, direction: point, detail: optional(text) });

const graphOptions = fields({ pieces: optional(flag), layers: optional(flag), rate: optional(number), otherwise: optional(number) });

const severalOptions = fields({
  variables: optional(list(text)),
  at: optional(point),
  detail: optional(text),
});

const problem = fields({ function: text, variable: optional(text), order: optional(number), at: optional(point), kind: optional(text) });

/**
 * Every method of the engine, with its arguments in order. A call that is not here does not exist.
 * @type {Record<string, Record<string, Kind>>}
 */
const CALLS = {
  // Expressions
  parse: { text },
  format: { text, notation: text },
  simplify: { text },
  equivalent: { a: text, b: text },
  evaluate: { text, at: point },
  sample: { text, variable: text, xs: numbers, at: optional(point) },
  sampleSlopes: { text, variable: text, xs: numbers, at: optional(point) },
  plot: { canvas, spec: record },
  plotSvg: { spec: record, width: number, height: number },
  contour: { canvas, spec: record },
  contourSvg: { spec: record, width: number, height: number },

  // Derivatives
  differentiate: { text, options: optional(derivativeOptions) },
  implicit: { text, options: implicitOptions },
  gradient: { text, options: optional(severalOptions) },
  hessian: { text, options: optional(severalOptions) },
  jacobian: { texts: list(text), options: optional(severalOptions) },
  directional: { text, options: directionalOptions },
  agreement: { text, at: point },

  // Backpropagation
  backprop: { text, at: point },
  graph: { text, at: point, options: optional(graphOptions) },
  arrange: { boxes: numbers, links: numbers, down: flag, room: optional(number) },
  differences: { text, at: point, variable: text },
  network: { spec: record },
  survey: { spec: record },
  writtenNetwork: { spec: record },
  train: { run: record },
  dataset: { name: text, options: record },
  descend: { run: record },
  toCode: { subject: record, library: text },
  learningRates: { schedule: record, steps: number },

  // Practice
  check: { answer: text, problem },
  checkSteps: { lines: list(text), problem },
  exercise: { request: fields({ skill: text, level: optional(number), seed: optional(number) }) },
  hint: { problem, rung: number, lines: optional(list(text)) },
  slip: { problem, mistake: text },

  // What it knows
  mistakes: {},
  skills: {},
  rules: {},
  functions: {},
  optimizers: {},
  version: {},
  trapForTests: {},
};

// ── Errors ──────────────────────────────────────────────────────────────────────────────────────

/** What cannot be done, and why: see engine.d.ts. */
class EngineError extends Error {
  #own = true;

  /** Asked of anything thrown, a proxy that throws again included. @param {any} thrown */
  static made(thrown) {
    return Object(thrown) === thrown && #own in thrown;
  }

  /**
   * @param {{ name: ErrorName, code: string, message: string }} refusal with span, hint and repair where there are any
   * @param {unknown} [cause]
   */
  constructor({ message, ...fields }, cause) {
    super(message, cause === undefined ? undefined : { cause });
    for (const [field, value] of Object.entries(fields)) {
      if (value !== undefined && value !== null) Object.defineProperty(this, field, { value, enumerable: true });
    }
  }
}

/** @param {string} code @param {string} message @param {unknown} [cause] */
const misused = (code, message, cause) => new EngineError({ name: "UsageError", code, message }, cause);

/**
 * What a failed call left behind becomes an EngineError. The engine refuses with a record; anything else was thrown
 * through it and left it half done (its stack pointer stands where it stood), so a fresh instance takes its place.
 * @param {any} thrown
 */
function explained(thrown) {
  if (tag(thrown) === "Object" && typeof thrown.code === "string") return new EngineError(thrown);
  compiled.__wbg_reset_state();
  if (thrown instanceof TypeError) return unreadable(thrown);
  return new EngineError(
    {
      name: "LimitError",
      code: "engine-restarted",
      message: "That was more than the engine can carry. It has started afresh: try something smaller.",
    },
    thrown,
  );
}

/** @param {unknown} cause */
const unreadable = (cause) => misused("unreadable-argument", "An argument of this call cannot be read.", cause);

// ── Arguments ───────────────────────────────────────────────────────────────────────────────────

/** Deeper than this no argument has anything; a value that contains itself does. */
const DEEPEST = 12;
/** Entries of all lists and records of a call together: more than any call takes. */
const MOST_ENTRIES = 10_000_000;
/** A text this long is refused wherever it ends. */
const LONGEST = 1_000_000;

/**
 * The arguments of a call as plain data that nobody else holds: what a getter or a proxy has to say is heard once, here,
 * where it can do no harm. A table of numbers, a list of rows of one length, becomes one row: it crosses in one go.
 */
class Plain {
  #entries = 0;

  /** @param {any} value @param {string} path @param {number} [depth] @returns {any} */
  copy(value, path, depth = 0) {
    if (typeof value === "string") return value.slice(0, LONGEST);
    if (value === null || !["object", "function"].includes(typeof value)) return value;
    if (depth > DEEPEST) throw misused("wrong-argument", "An argument is nested too deeply.");
    if (Array.isArray(value)) {
      this.#count(value.length);
      return table(value) ?? this.#list(value, path, depth);
    }
    if (isNumbers(value)) return depth > 0 || Object.hasOwn(value, "length") ? new Float64Array(value) : value;
    if (tag(value) === "Object") {
      const names = Object.keys(value);
      this.#count(names.length);
      return Object.fromEntries(names.map((name) => [name, this.copy(value[name], inside(path, name), depth + 1)]));
    }
    if (depth > 0) throw misused("wrong-argument", `${path} must be text, a number, a list or a record; it is ${described(value)}.`);
    return value;
  }

  /** @param {any[]} value @param {string} path @param {number} depth */
  #list(value, path, depth) {
    const list = new Array(value.length);
    for (let i = 0; i < list.length; i += 1) {
      const entry = value[i];
      // Where it stands is only told of what holds something.
      list[i] = typeof entry === "number" ? entry : this.copy(entry, Object(entry) === entry ? `${path}[${i}]` : "", depth + 1);
    }
    return list;
  }

  /** @param {number} more */
  #count(more) {
    this.#entries += more;
    if (this.#entries <= MOST_ENTRIES) return;
    throw new EngineError({ name: "LimitError", code: "too-many-entries", message: "The arguments of this call hold more than ten million entries." });
  }
}

/** @param {any[]} rows */
function table(rows) {
  const width = Array.isArray(rows[0]) ? rows[0].length : 0;
  if (!width) return;
  if (rows.length * width > MOST_ENTRIES) return;
  const numbers = new Float64Array(rows.length * width);
  for (let i = 0, at = 0; i < rows.length; i += 1) {
    const row = rows[i];
    if (!Array.isArray(row) || row.length !== width) return;
    for (let k = 0; k < width; k += 1, at += 1) {
      if (typeof row[k] !== "number") return;
      numbers[at] = row[k];
    }
  }
  return Object.assign(numbers, { width });
}

/** The arguments of a call, each of its kind. @param {string} name @param {[string, Kind][]} parameters @param {unknown[]} values */
function read(name, parameters, values) {
  try {
    const plain = new Plain();
    return parameters.map(([parameter, kind], i) => {
      const value = plain.copy(values[i], parameter);
      const complaint = kind(value, parameter);
      if (complaint) throw misused("wrong-argument", `In ${name}(${parameters.map(([each]) => each).join(", ")}), ${complaint}.`);
      return value;
    });
  } catch (thrown) {
    throw EngineError.made(thrown) ? thrown : unreadable(thrown);
  }
}

// ── Calls ───────────────────────────────────────────────────────────────────────────────────────

/**
 * @param {string} name
 * @param {Record<string, Kind>} kinds
 */
function method(name, kinds) {
  const call = /** @type {Record<string, Function>} */ (/** @type {unknown} */ (compiled))[name];
  const parameters = Object.entries(kinds);
  return (/** @type {unknown[]} */ ...values) => {
    const given = read(name, parameters, values);
    try {
      return call(...given);
    } catch (thrown) {
      throw explained(thrown);
    }
  };
}

/** A true one. @param {any} value */
function isNumbers(value) {
  return ArrayBuffer.isView(value) && tag(value) === "Float64Array";
}

/** "Object", "Array", "Float64Array" …, the same for a value from another frame. @param {unknown} value */
function tag(value) {
  return Object.prototype.toString.call(value).slice(8, -1);
}

/** @param {unknown} value */
function described(value) {
  if (value === null || value === undefined || Number.isNaN(value)) return String(value);
  return typeof value === "object" ? `of the kind ${tag(value)}` : `a ${typeof value}`;
}

// ── Loading ─────────────────────────────────────────────────────────────────────────────────────

/** @type {Promise<Engine> | undefined} */
let loading;

/**
 * Starts the engine. There is one in a page, however often and from wherever it is asked for.
 * @type {typeof import("./engine.d.ts").loadEngine}
 */
export async function loadEngine(wasm) {
  loading ??= load(wasm).catch((error) => {
    // The next attempt may find the network back.
    loading = undefined;
    throw error;
  });
  return loading;
}

/** @param {unknown} wasm @returns {Promise<Engine>} */
async function load(wasm) {
  const source = await opened(wasm === undefined ? new URL("./pkg/chainrule_bg.wasm", import.meta.url) : wasm);
  try {
    await start({ module_or_path: source });
  } catch (cause) {
    throw refused(cause);
  }
  const methods = Object.entries(CALLS)
    .map(([name, kinds]) => [name, method(name, kinds)]);
  return Object.freeze(Object.fromEntries(methods));
}

/**
 * Bytes stay bytes, a response stays a response, an address is fetched.
 * @param {unknown} wasm
 * @returns {Promise<BufferSource | Response>}
 */
async function opened(wasm) {
  if (wasm instanceof ArrayBuffer || ArrayBuffer.isView(wasm)) return /** @type {BufferSource} */ (wasm);
  let response = wasm;
  if (typeof wasm === "string" || wasm instanceof URL) {
    response = await fetch(wasm).catch((cause) => {
      throw misused("engine-not-found", `The engine could not be fetched from ${wasm}.`, cause);
    });
  }
  if (!(response instanceof Response)) {
    throw misused("wrong-argument", `loadEngine takes bytes, an address or a response; this is ${described(wasm)}.`);
  }
  if (!response.ok) {
    throw misused("engine-not-found", `The engine could not be fetched from ${response.url}: status ${response.status}.`);
  }
  return response;
}

/** Why the module did not start. @param {unknown} cause */
function refused(cause) {
  try {
    // The smallest module there is: where even this is refused, the page's policy is the reason.
    new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
  } catch {
    return misused(
      "webassembly-blocked",
      "This page does not allow WebAssembly. Its Content-Security-Policy needs 'wasm-unsafe-eval' in script-src.",
      cause,
    );
  }
  return misused("not-the-engine", "What was loaded is not this version's engine. Reload the page, or build it again.", cause);
}
