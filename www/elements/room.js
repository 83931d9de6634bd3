/**
 * Room for a formula: where it is wider than its place it is written smaller, to a point; beyond that it scrolls, also by
 * keyboard, and fades at the edge behind which there is more.
 */

/** A formula smaller than this against its size is no longer the loudest thing on the sheet. */
const SMALLEST = 0.62;

/** How much smaller what is inside has to be. @param {Iterable<Element>} boxes */
function ratio(boxes) {
  let least = 1;
  for (const { scrollWidth, clientWidth } of boxes) if (scrollWidth > clientWidth + 1) least = Math.min(least, (clientWidth - 1) / scrollWidth);
  return Math.max(SMALLEST, least);
}

/**
 * Writes all that stands in boxes of one size; the style sheet multiplies its size by `--fit`.
 * @param {HTMLElement} whole what has the size
 * @param {HTMLElement[]} boxes what may be too wide inside
 */
export function fit(whole, boxes) {
  whole.style.removeProperty("--fit");
  const least = ratio(boxes);
  if (least < 1) whole.style.setProperty("--fit", least.toFixed(3));
  // First all is measured, then all is written: in turns, each writing would lay the page out anew.
  const wide = boxes.map((box) => box.scrollWidth > box.clientWidth + 1);
  boxes.forEach((box, i) => scrolls(box, wide[i]));
}

/** A box that is too narrow scrolls also by keyboard. @param {HTMLElement} box @param {boolean} wide */
export function scrolls(box, wide) {
  if (wide) {
    box.tabIndex = 0;
    box.toggleAttribute("data-more", box.scrollLeft + box.clientWidth < box.scrollWidth - 1);
    box.onscroll = () => box.toggleAttribute("data-more", box.scrollLeft + box.clientWidth < box.scrollWidth - 1);
  } else if (box.onscroll) {
    box.removeAttribute("tabindex");
    box.removeAttribute("data-more");
    box.onscroll = null;
  }
}

/** At which width a box was fitted last. @type {WeakMap<Element, number>} */
const widths = new WeakMap();
const resized = globalThis.ResizeObserver && new ResizeObserver((entries) => {
  const other = entries.filter(({ target, contentRect }) => widths.get(target) !== contentRect.width);
  for (const { target, contentRect } of other) widths.set(target, contentRect.width);
  if (other.length > 0) requestAnimationFrame(() => fitAlone(other.map(({ target }) => /** @type {HTMLElement} */ (target))));
});

/** Boxes with a formula each. @param {HTMLElement[]} boxes */
function fitAlone(boxes) {
  for (const box of boxes) box.style.removeProperty("--fit");
  const ratios = boxes.map((box) => ratio([box]));
  boxes.forEach((box, i) => ratios[i] < 1 && box.style.setProperty("--fit", ratios[i].toFixed(3)));
  const wide = boxes.map((box) => box.scrollWidth > box.clientWidth + 1);
  boxes.forEach((box, i) => scrolls(box, wide[i]));
}

/** A box with a formula alone is fitted now that it holds another one, and whenever its width becomes another. @param {HTMLElement} box */
export function keepFitting(box) {
  widths.delete(box);
  resized?.unobserve(box);
  resized?.observe(box);
}
