/**
 * Marks in typeset formulas: what just changed, the inner and the outer function, everything equal to what is pointed at.
 *
 * All of it rests on one fact: within one answer of the engine, equal subexpressions carry equal `data-node`.
 */

/** In a line longer than this nobody finds a marker, and looking for what changed would be felt. */
const MOST = 800;

/** @param {Element} math @returns {Element[]} */
const nodes = (math) => [...math.querySelectorAll("[data-node]")];

/** The id of the whole formula. @param {Element} math */
function rootOf(math) {
  return math.getAttribute("data-node") ?? math.querySelector("[data-node]")?.getAttribute("data-node") ?? null;
}

/**
 * Marks the pieces of two lines that were not kept: in the first what is about to change, in the second what came of it.
 * Where nothing was kept the whole line is new, and marking all of it would say nothing.
 * @param {Element} before
 * @param {Element} after
 */
export function markChanged(before, after) {
  if (nodes(before).length + nodes(after).length > MOST) return;
  const [old, fresh] = [split(before, idsOf(after)), split(after, idsOf(before))];
  if (old.kept.size === 0 && fresh.kept.size === 0) return;
  // A number or a letter left over on both sides was kept as well, once for each time it stands there.
  for (const leaf of [...old.left]) {
    const twin = fresh.left.find((other) => other.getAttribute("data-node") === leaf.getAttribute("data-node"));
    if (!twin) continue;
    old.left.splice(old.left.indexOf(leaf), 1);
    fresh.left.splice(fresh.left.indexOf(twin), 1);
    old.kept.add(leaf);
    fresh.kept.add(twin);
  }
  for (const piece of whole(old, before)) piece.classList.add("changing");
  for (const piece of whole(fresh, after)) piece.classList.add("changed");
}

/** @param {Element} node */
const isLeaf = (node) => node.querySelector("[data-node]") === null;

/** Ids of everything in a line that has parts; a 2 here and a 2 there are not yet the same 2. @param {Element} math */
const idsOf = (math) => new Set(nodes(math).filter((node) => !isLeaf(node)).map((node) => node.getAttribute("data-node")));

/**
 * The largest pieces of a line that the other line has too, and the numbers and letters outside them.
 * @param {Element} math
 * @param {Set<string | null>} known
 */
function split(math, known) {
  /** @type {Set<Element>} */
  const kept = new Set();
  /** @type {Element[]} */
  const left = [];
  for (const node of nodes(math)) {
    if ([...kept].some((piece) => piece.contains(node))) continue;
    if (isLeaf(node)) left.push(node);
    else if (known.has(node.getAttribute("data-node"))) kept.add(node);
  }
  return { kept, left };
}

/**
 * The largest pieces with nothing kept inside, around the numbers and letters left over.
 * @param {{ kept: Set<Element>, left: Element[] }} pieces
 * @param {Element} math
 */
function whole({ kept, left }, math) {
  const found = new Set();
  for (const leaf of left) {
    let piece = leaf;
    for (let up = leaf.parentElement; up && up !== math; up = up.parentElement) {
      const around = up;
      if ([...kept].some((other) => around.contains(other))) break;
      if (up.hasAttribute("data-node")) piece = up;
    }
    found.add(piece);
  }
  return found;
}

/**
 * Colours the inner function where it stands in a formula, and the outer function around it.
 * @param {Element} math
 * @param {Element} inner the inner function, typeset on its own
 */
export function markInner(math, inner) {
  const id = rootOf(inner);
  if (id === null) return;
  for (const node of nodes(math)) {
    if (node.getAttribute("data-node") !== id) continue;
    node.classList.add("inner");
    const outer = node.parentElement?.closest("[data-node]");
    if (outer && math.contains(outer) && outer !== math.firstElementChild) outer.classList.add("outer");
  }
}

/**
 * Colours a name that stands for the inner function.
 * @param {Element} math
 * @param {string} name
 */
export function markName(math, name) {
  for (const letter of math.querySelectorAll("mi")) if (letter.textContent === name) letter.classList.add("inner");
}

/**
 * Lights up everything equal to the piece under the pointer, in the whole of an element.
 * @param {HTMLElement} element
 */
export function lightUpEquals(element) {
  /** @type {string | null} */
  let lit = null;
  /** @param {string | null} id */
  const light = (id) => {
    if (id === lit) return;
    lit = id;
    for (const node of element.querySelectorAll(".pointed")) node.classList.remove("pointed");
    if (id === null) return;
    const equal = [...element.querySelectorAll(`[data-node="${CSS.escape(id)}"]`)];
    if (equal.length > 1) for (const node of equal) node.classList.add("pointed");
  };
  element.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse") return;
    light(/** @type {Element} */ (event.target).closest("[data-node]")?.getAttribute("data-node") ?? null);
  });
  element.addEventListener("pointerleave", () => light(null));
}
