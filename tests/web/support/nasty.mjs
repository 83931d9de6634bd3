// Values that no caller means to pass: whatever JavaScript lets stand where an argument should.

/** @import { Dice } from "./dice.mjs" */

/** @param {unknown} thrown */
const throwing = (thrown) => () => {
  throw thrown;
};

/** An object whose fields, whichever is asked for, throw this. @param {unknown} thrown */
const trapped = (thrown) =>
  new Proxy({}, { get: throwing(thrown), has: throwing(thrown), ownKeys: throwing(thrown), getPrototypeOf: throwing(thrown), getOwnPropertyDescriptor: throwing(thrown) });

/** A record with these fields, the values of which are only thrown. @param {string[]} names @param {unknown} thrown */
const getters = (names, thrown) => Object.defineProperties({}, Object.fromEntries(names.map((name) => [name, { enumerable: true, get: throwing(thrown) }])));

/** A value that is another one each time it is asked for. @param {unknown[]} values */
function changing(values) {
  let asked = 0;
  const get = () => values[Math.min(asked++, values.length - 1)];
  return Object.defineProperties({}, Object.fromEntries(["x", "y", "at", "name", "inputs"].map((name) => [name, { enumerable: true, get }])));
}

/** @param {number} levels @param {(inner: unknown) => unknown} around */
function nested(levels, around) {
  /** @type {unknown} */
  let value = 1;
  for (let i = 0; i < levels; i += 1) value = around(value);
  return value;
}

function cyclic() {
  /** @type {any} */
  const value = { x: 1, name: "sgd" };
  value.at = value;
  value.self = [value, value];
  return value;
}

function cyclicList() {
  /** @type {any[]} */
  const list = [1];
  list.push(list);
  return list;
}

function detached() {
  const numbers = Float64Array.of(1, 2, 3);
  structuredClone(numbers.buffer, { transfer: [numbers.buffer] });
  return numbers;
}

function revoked() {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

/** Refusals of the engine's own kind, thrown by somebody else. */
const spoofed = { name: "ParseError", code: "unclosed-bracket", message: "Not yours." };
const spiteful = Object.freeze(Object.defineProperty({}, "code", { enumerable: true, get: throwing("again") }));

/** @type {Record<string, (() => unknown)[]>} */
const KINDS = {
  primitives: [undefined, null, true, false, 0, -0, 1, -1, 0.5, 1e308, -1e308, 5e-324, 2 ** 31, 2 ** 32, 2 ** 53, -(2 ** 53), NaN, Infinity, -Infinity, 10n, 10n ** 400n, Symbol("x"), Symbol.iterator].map(
    (value) => () => value,
  ),
  texts: [
    "", " ", "\0", "\n", "x", "y", "2x", "x = 1", "NaN", "null", "undefined", "[object Object]", "__proto__", "constructor", "toString", "\ud800", "x\udc00", "\udc00\ud800", "x^\ud83d", "🙂".repeat(50),
    "\u202ex^2", "x\u200b^2", "ｘ²", "𝑥²", "x̂", "x\u0301\u0301\u0301", "\ufeffx", "x\u00a0+\u00a01", "١+x", "<script>alert(1)</script>", "\\frac{1}{", "\\begin{cases}", "${x}", "%s%n", "1e999999999", "1e-999999999", "0x10", "1_000",
    "d/dx(", "∑∫∂", "if x > 0 then 1", "x:1", "'; DROP", "1/0", "0/0", "0^0", "ln(0)", "ln(-1)", "1e308*10", "e^e^e^e^e", "tan(pi/2)", "x^x^x^x^x", "10^10^10^10",
  ].map((value) => () => value),
  long: [
    () => "x".repeat(100_000), () => "(".repeat(100_000), () => ")".repeat(50_000), () => `${"(".repeat(2500)}x${")".repeat(2500)}`, () => "sin(".repeat(5000), () => "-".repeat(90_000), () => "x^".repeat(5000) + "x", () => "1".repeat(3000),
    () => `0.${"0".repeat(3000)}1`, () => "x+".repeat(40_000) + "1", () => "x*".repeat(20_000) + "x", () => "x/".repeat(3000) + "x", () => "|".repeat(3000), () => "{".repeat(9000), () => "\\frac".repeat(9000), () => "e^".repeat(900) + "x",
    () => "🙂".repeat(60_000), () => "\ud800".repeat(60_000), () => " ".repeat(99_990) + "x", () => "x".repeat(5_000_000), () => "sqrt(".repeat(1900) + "x" + ")".repeat(1900), () => "(x+1)^50*".repeat(20) + "x", () => `(${"x+y+".repeat(30)}1)^9`,
    () => "x_".repeat(3000), () => "sin x ".repeat(9000), () => "d/dx ".repeat(9000) + "x", () => "x!".repeat(999), () => "x'".repeat(999), () => "1,".repeat(9999), () => "x=".repeat(9999),
  ],
  lists: [
    () => [], () => [[]], () => [[], [1]], () => [1, "x", null], () => [NaN, Infinity], () => new Array(2 ** 32 - 1), () => new Array(1_000_000), () => Array.from({ length: 100_000 }, (_, i) => i), () => Array.from({ length: 5000 }, () => "x"),
    () => nested(10_000, (inner) => [inner]), cyclicList, () => Object.freeze(["x", "y"]), () => new (class extends Array {})(3), () => Object.defineProperty([1, 2], 0, { get: throwing(new Error("no")) }),
    () => Object.defineProperty([1, 2], 0, { get: throwing(undefined) }), () => Object.assign(["x"], { [Symbol.iterator]: throwing(new RangeError("no")) }), () => Object.assign(["x"], { entries: 3, map: null }),
    () => new Proxy(["x", "y"], {}), () => new Proxy(["x"], { get: throwing(new Error("no")) }), () => [[1, 2], [3]], () => [[1, 2], [3, "4"]], () => [[[1]]], () => [{}], () => [Float64Array.of(1)], () => [, 1], () => [["x"]], () => [[NaN, Infinity]], () => [[1e308, -1e308]],
  ],
  numbers: [
    () => new Float64Array(0), () => Float64Array.of(NaN, Infinity, -Infinity, -0), () => new Float64Array(100_000), () => Float32Array.of(1), () => Int8Array.of(1), () => BigInt64Array.of(1n), () => new Uint8ClampedArray(3), detached,
    () => new Float64Array(new SharedArrayBuffer(16)), () => new Float64Array(new (/** @type {any} */ (ArrayBuffer))(16, { maxByteLength: 64 })), () => new DataView(new ArrayBuffer(8)), () => new ArrayBuffer(8), () => Object.assign(Float64Array.of(1, 2, 3), { width: 2 }),
    () => Object.assign(Float64Array.of(1, 2, 3), { width: 1e9 }), () => Object.assign(Float64Array.of(1), { width: "x" }), () => ({ [Symbol.toStringTag]: "Float64Array", length: 3 }), () => new Proxy(Float64Array.of(1), {}), () => new (class extends Float64Array {})(3),
    () => Object.defineProperty(Float64Array.of(1), "length", { value: 2 ** 31 }), () => Object.defineProperty(Float64Array.of(1), "width", { get: throwing(new Error("no")) }),
  ],
  records: [
    () => ({}), () => ({ x: 1 }), () => ({ x: 1, y: 2, z: NaN }), () => Object.create(null), () => Object.freeze({ x: 1 }), () => Object.create({ x: 1 }), () => ({ ["__proto__"]: 1 }), () => JSON.parse('{"__proto__": {"x": 1}}'), () => ({ "": 1 }), () => ({ "\ud800": 1 }), () => ({ "x y": 1, "2x": 2, π: 3 }),
    () => ({ constructor: 1, toString: 2, hasOwnProperty: 3 }), () => ({ [Symbol("x")]: 1 }), () => Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`x_${i}`, i])), () => nested(10_000, (inner) => ({ at: inner })), cyclic,
    () => ({ toJSON: throwing(1), valueOf: throwing(2), toString: throwing(3), x: 1 }), () => ({ x: new Number(1) }), () => ({ x: [1] }), () => ({ x: 1n }), () => ({ x: Symbol("x") }), () => ({ x: undefined }), () => ({ ["x".repeat(100_000)]: 1 }),
    () => new (class Point { x = 1; })(), () => ({ [Symbol.toStringTag]: "Array" }), () => ({ get [Symbol.toStringTag]() { throw new Error("no"); } }),
  ],
  traps: [
    ...[new Error("no"), new TypeError("no"), new RangeError("no"), new RangeError("Maximum call stack size exceeded"), undefined, null, 0, "no", Symbol("no"), spoofed, spiteful, Object.freeze({}), trapped("deeper")].flatMap((thrown) => [
      () => trapped(thrown), () => getters(["x", "at", "name", "inputs", "variable", "function", "layers", "0", "length"], thrown),
    ]),
    revoked, () => changing([1, "x", {}]), () => changing([1, 1, 1, NaN]), () => changing(["x", 1n, Symbol("x")]), () => changing([{}, null]), () => new Proxy({ x: 1 }, {}), () => new Proxy({}, { ownKeys: () => ["x", "x"] }), () => new Proxy({}, { ownKeys: () => /** @type {any} */ (3) }),
    () => new Proxy({}, { ownKeys: () => Array.from({ length: 10_000 }, (_, i) => `k${i}`), getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true, value: 1 }), get: () => 1 }),
  ],
  strangers: [() => () => 1, () => class {}, () => new Map([["x", 1]]), () => new Set(["x"]), () => new Date(NaN), () => /x/g, () => Promise.resolve(1), () => new WeakMap(), () => new Error("x"), () => new String("x^2"), () => new Number(2), () => new Boolean(true), () => Object(1n), () => Object(Symbol("x")), () => globalThis, () => Math, () => JSON, () => (/** @type {any} */ (function () { return arguments; }))(1, 2), () => new URL("http://x"), () => new Proxy(() => 1, {})],
};

/** One of them, with where it stands in the table. @param {Dice} below */
export function nasty(below) {
  const names = Object.keys(KINDS);
  const name = names[below(names.length)];
  const number = below(KINDS[name].length);
  return { name: `${name} ${number}`, value: KINDS[name][number]() };
}

/**
 * The same tree but for one place, chosen at random: there another value stands, or none, or one more.
 * @param {Dice} below @param {unknown} tree @param {unknown} value @param {number} [stop] how likely it is here, one in so many
 * @returns {unknown}
 */
export function spoilt(below, tree, value, stop = 3) {
  const inside = typeof tree === "object" && tree !== null && !ArrayBuffer.isView(tree) ? Object.keys(tree) : [];
  if (inside.length === 0 || below(stop) === 0) return value;
  const key = inside[below(inside.length)];
  const copy = /** @type {any} */ (Array.isArray(tree) ? [...tree] : { .../** @type {object} */ (tree) });
  const kind = below(12);
  if (kind === 0) delete copy[key];
  else if (kind === 1) copy[Array.isArray(tree) ? copy.length : ["x", "extra", "order", "kind", "seed", "width"][below(6)]] = value;
  else copy[key] = spoilt(below, copy[key], value, stop);
  return copy;
}
