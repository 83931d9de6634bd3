/**
 * Room for a formula: where it is wider than its place it is written smaller, to a point; beyond that it scrolls, also by
 * keyboard, and fades at the edge behind which there is more.
 */

/** A formula smaller than this against its size is no longer the loudest thing on the sheet. */
const SMALLEST = 0.62;
/** How often a size is measured: where letters are set to whole pixels, some sizes in a row have one width. */
const ROUNDS = 9;

/** Whether there is more in a box than it shows. @param {Element} box */
const isFull = ({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1;

/** How much smaller what is inside has to be. @param {HTMLElement[]} boxes */
const ratio = (boxes) => Math.min(1, ...boxes.filter(isFull).map(({ scrollWidth, clientWidth }) => (clientWidth - 1) / scrollWidth));

/**
 * Writes all that stands in boxes of one size; the style sheet multiplies its size by `--fit`.
 * @param {HTMLElement} whole what has the size
 * @param {HTMLElement[]} boxes what may be too wide inside
 */
export const fit = (whole, boxes) => fitAll([[whole, boxes]]);

/** @param {[whole: HTMLElement, boxes: HTMLElement[]][]} places */
function fitAll(places) {
  for (const [whole] of places) whole.style.removeProperty("--fit");
  const sizes = places.map(() => 1);
  for (let round = 0; round < ROUNDS; round += 1) {
    // First all is measured, then all is written: in turns, each writing would lay the page out anew.
    const ratios = places.map(([, boxes]) => ratio(boxes));
    for (const [i, [whole]] of places.entries()) {
      sizes[i] = Math.max(SMALLEST, sizes[i] * ratios[i]);
      if (ratios[i] < 1) whole.style.setProperty("--fit", sizes[i].toFixed(3));
    }
  }
  const inside = places.flatMap(([, boxes]) => boxes);
  const wide = inside.map(isFull);
  inside.forEach((box, i) => scrolls(box, wide[i]));
}

/** A box that is too narrow scrolls also by keyboard. @param {HTMLElement} box @param {boolean} wide */
export function scrolls(box, wide) {
  if (wide) {
    box.tabIndex = 0;
    (box.onscroll = () => void box.toggleAttribute("data-more", box.scrollLeft + box.clientWidth < box.scrollWidth - 1))();
  } else if (box.onscroll) {
    box.removeAttribute("tabindex");
    box.removeAttribute("data-more");
    box.onscroll = null;
  }
}

/** At which width a box was fitted last. @type {WeakMap<Element, number>} */
const widths = new WeakMap();
const resized = globalThis.ResizeObserver && new ResizeObserver((entries) => {
  /** @type {Parameters<typeof fitAll>[0]} */
  const places = [];
  for (const { target, contentRect } of entries) {
    if (widths.get(target) === contentRect.width) continue;
    widths.set(target, contentRect.width);
    const box = /** @type {HTMLElement} */ (target);
    places.push([box, [box]]);
  }
  if (places.length > 0) requestAnimationFrame(() => fitAll(places));
});

/** A box with a formula alone is fitted now that it holds another one, and whenever its width becomes another. @param {HTMLElement} box */
export function keepFitting(box) {
  widths.delete(box);
  resized?.unobserve(box);
  resized?.observe(box);
}
