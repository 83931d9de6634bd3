/**
 * Marks in typeset formulas: what just changed, the inner and the outer function, everything equal to what is pointed at.
 *
 * All of it rests on one fact: within one answer of the engine, equal subexpressions carry equal `data-node`.
 */

/** @param {Element} math @returns {Element[]} */
const nodes = (math) => [...math.querySelectorAll("[data-node]")];

/** The id of the whole formula. @param {Element} math */
function rootOf(math) {
  return math.getAttribute("data-node") ?? math.querySelector("[data-node]")?.getAttribute("data-node") ?? null;
}

/**
 * Puts a marker behind the pieces of each of two lines that the other does not have. Where nothing was kept the whole
 * line is new, and a marker behind all of it would say nothing.
 * @param {Element} before
 * @param {Element} after
 */
export function markChanged(before, after) {
  const [old, fresh] = [before, after].map((math) => new Set(nodes(math).map((node) => node.getAttribute("data-node"))));
  const pieces = [...changedPieces(before, fresh), ...changedPieces(after, old)];
  if (pieces.some(({ whole }) => whole)) return;
  for (const { element } of pieces) element.classList.add("changed");
}

/**
 * The largest pieces of a line of which nothing is known to the other line.
 * @param {Element} math
 * @param {Set<string | null>} known
 */
function changedPieces(math, known) {
  const all = nodes(math);
  /** Elements with something inside that was kept. */
  const keeping = new Set();
  for (const node of all) {
    if (!known.has(node.getAttribute("data-node"))) continue;
    for (let up = /** @type {Element | null} */ (node); up && up !== math; up = up.parentElement) keeping.add(up);
  }
  const changed = all.filter((node) => !keeping.has(node) && !insideKept(node, math, known));
  const whole = keeping.size === 0;
  return changed
    .filter((node) => !changed.some((other) => other !== node && other.contains(node)))
    .map((element) => ({ element, whole }));
}

/** @param {Element} node @param {Element} math @param {Set<string | null>} known */
function insideKept(node, math, known) {
  for (let up = node.parentElement; up && up !== math; up = up.parentElement) {
    if (up.hasAttribute("data-node") && known.has(up.getAttribute("data-node"))) return true;
  }
  return false;
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
