/**
 * Moving about in a picture: dragging, pinching, the wheel and keys become a new view. The picture decides what to draw.
 *
 * A page is scrolled far more often than a picture is zoomed. So the wheel zooms only when the pointer has moved inside the
 * picture since the page last scrolled, and a finger moving up or down scrolls the page.
 */

/** @typedef {{ left: number, right: number, bottom: number, top: number }} View */
/** @typedef {{ left: number, top: number, width: number, height: number }} Frame */

/**
 * @typedef {object} Picture
 * @property {() => { view: View, frame: Frame } | undefined} shown what is on the surface now
 * @property {(view: View) => void} show
 * @property {() => void} reset
 * @property {(x: number, y: number) => void} tap a press that was no drag, at a place
 * @property {() => void} [enter] the key that leads into the picture, to its point
 */

/** Closer or further than this, numbers no longer tell pixels apart. */
const NARROWEST = 1e-9;
const WIDEST = 1e9;

/**
 * The view with its distances scaled about a point that stays in place.
 * @param {View} view
 * @param {number} factor below 1 comes closer
 * @param {number} x
 * @param {number} y
 * @returns {View}
 */
export function zoomed(view, factor, x, y) {
  const width = (view.right - view.left) * factor;
  const height = (view.top - view.bottom) * factor;
  const centre = Math.max(Math.abs(x), Math.abs(y), 1);
  if (width < NARROWEST * centre || height < NARROWEST * centre || width > WIDEST || height > WIDEST * 1e3) return view;
  return {
    left: x - (x - view.left) * factor, right: x + (view.right - x) * factor,
    bottom: y - (y - view.bottom) * factor, top: y + (view.top - y) * factor,
  };
}

/**
 * The view moved by a share of its width and height.
 * @param {View} view
 * @param {number} across
 * @param {number} up
 * @returns {View}
 */
export function moved(view, across, up) {
  const dx = (view.right - view.left) * across;
  const dy = (view.top - view.bottom) * up;
  return { left: view.left + dx, right: view.right + dx, bottom: view.bottom + dy, top: view.top + dy };
}

/**
 * A view without the digits that no pixel shows: links stay short, and reopen exactly this.
 * @param {View} view
 * @returns {View}
 */
export function rounded({ left, right, bottom, top }) {
  /** @param {number} size */
  const places = (size) => Math.max(0, Math.min(15, 4 - Math.floor(Math.log10(size))));
  const [across, up] = [places(right - left), places(top - bottom)];
  return {
    left: Number(left.toFixed(across)), right: Number(right.toFixed(across)),
    bottom: Number(bottom.toFixed(up)), top: Number(top.toFixed(up)),
  };
}

/** What a pixel can tell apart, as a power of ten. @param {number} width of the view @param {number} pixels across it */
export const grain = (width, pixels) => 10 ** Math.floor(Math.log10(width / pixels) + 0.3);

/** A number rounded to a grain, so that it reads 1.25 and not 1.2487. @param {number} x @param {number} grain */
export function tidied(x, grain) {
  const places = Math.max(0, Math.min(15, -Math.floor(Math.log10(grain) + 1e-9)));
  return Number((Math.round(x / grain) * grain).toFixed(places));
}

/**
 * A place inside the picture, rounded to what a pixel can tell apart, or to a grid.
 * @param {{ view: View, frame: Frame }} shown @param {number} x @param {number} y @param {number} [step] the grid's; 0: as it is
 * @returns {[number, number]}
 */
export function placed({ view, frame }, x, y, step) {
  const inside = (/** @type {number} */ at, /** @type {number} */ low, /** @type {number} */ high, /** @type {number} */ pixels) => {
    const within = Math.min(high, Math.max(low, at));
    return step === 0 ? within : tidied(within, step ?? grain(high - low, pixels));
  };
  return [inside(x, view.left, view.right, frame.width), inside(y, view.bottom, view.top, frame.height)];
}

/** @param {{ view: View, frame: Frame }} shown @param {number} px @param {number} py pixels from the surface's corner */
export function coordinates({ view, frame }, px, py) {
  return {
    x: view.left + ((px - frame.left) / frame.width) * (view.right - view.left),
    y: view.top - ((py - frame.top) / frame.height) * (view.top - view.bottom),
  };
}

/** @param {{ view: View, frame: Frame }} shown @param {number} x @param {number} y */
export function pixels({ view, frame }, x, y) {
  return {
    px: frame.left + ((x - view.left) / (view.right - view.left)) * frame.width,
    py: frame.top + ((view.top - y) / (view.top - view.bottom)) * frame.height,
  };
}

/** An arrow key's step: a hundredth of the picture or so, and a round number. @param {View} view */
const keyStep = ({ left, right }) => 10 ** Math.round(Math.log10((right - left) / 80));

/** Keys that move a point, to the right and upward, in steps. @type {Record<string, [number, number]>} */
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1], PageUp: [0, 10], PageDown: [0, -10] };

/**
 * A handle on a picture, moved by pointer and by keys.
 * @param {HTMLElement} handle
 * @param {HTMLElement} surface
 * @param {object} point
 * @param {() => { view: View, frame: Frame } | undefined} point.shown
 * @param {(x: number, y: number) => void} point.drag to a place, the finger still down
 * @param {() => void} point.drop
 * @param {(across: number, up: number, step: number) => void} point.nudge by a distance, along a grid of that step
 * @param {(key: string) => boolean} [point.key] another key; whether it was one of the picture's
 */
export function dragPoint(handle, surface, { shown, drag, drop, nudge, key }) {
  let dragging = false;
  handle.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    dragging = true;
    handle.setPointerCapture(event.pointerId);
    handle.classList.add("held");
    event.preventDefault();
    handle.focus({ preventScroll: true });
  });
  handle.addEventListener("pointermove", (event) => {
    const now = shown();
    if (!dragging || !now) return;
    const box = surface.getBoundingClientRect();
    const { x, y } = coordinates(now, event.clientX - box.left, event.clientY - box.top);
    drag(x, y);
  });
  /** @param {PointerEvent} event */
  const lift = (event) => {
    if (!dragging) return;
    dragging = false;
    handle.classList.remove("held");
    if (handle.hasPointerCapture(event.pointerId)) handle.releasePointerCapture(event.pointerId);
    drop();
  };
  handle.addEventListener("pointerup", lift);
  handle.addEventListener("pointercancel", lift);
  handle.addEventListener("keydown", (event) => {
    const now = shown();
    if (!now || event.ctrlKey || event.metaKey || event.altKey) return;
    const move = MOVES[event.key];
    if (move) {
      const step = keyStep(now.view) * (event.shiftKey ? 10 : 1);
      nudge(move[0] * step, move[1] * step, step);
    } else if (!key?.(event.key)) return;
    event.preventDefault();
  });
}

/** A picture is moved with fingers, a mouse or the arrow keys, and drawn nearer with a pinch, the wheel or + and −. @param {HTMLElement} surface @param {Picture} picture */
export function panAndZoom(surface, picture) {
  followPointers(surface, picture);
  followWheel(surface, picture);
  followKeys(surface, picture);
}

/** How many pixels a pointer may go between down and up, and it is still a press. */
const PRESS = 4;

/** Where on the surface, in pixels. @param {HTMLElement} surface @param {PointerEvent | WheelEvent} event */
function place(surface, event) {
  const box = surface.getBoundingClientRect();
  return { px: event.clientX - box.left, py: event.clientY - box.top };
}

/** @param {HTMLElement} surface @param {Picture} picture */
function followPointers(surface, picture) {
  /** Fingers and buttons that are down, by pointer. @type {Map<number, { px: number, py: number }>} */
  const down = new Map();
  /** How far the pointer has gone since it was pressed. */
  let travelled = 0;

  surface.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    surface.setPointerCapture(event.pointerId);
    if (down.size === 0) travelled = 0;
    down.set(event.pointerId, place(surface, event));
  });

  surface.addEventListener("pointermove", (event) => {
    const last = down.get(event.pointerId);
    const shown = picture.shown();
    if (!last || !shown) return;
    const now = place(surface, event);
    travelled += Math.hypot(now.px - last.px, now.py - last.py);
    if (travelled < PRESS && down.size === 1) return;
    const other = [...down].find(([id]) => id !== event.pointerId)?.[1];
    const { frame } = shown;
    if (other) {
      const was = Math.hypot(last.px - other.px, last.py - other.py);
      const is = Math.hypot(now.px - other.px, now.py - other.py);
      const { x, y } = coordinates(shown, other.px, other.py);
      if (was > 0 && is > 0) picture.show(zoomed(shown.view, was / is, x, y));
    } else {
      picture.show(moved(shown.view, (last.px - now.px) / frame.width, (now.py - last.py) / frame.height));
    }
    down.set(event.pointerId, now);
  });

  /** @param {PointerEvent} event */
  const lift = (event) => {
    const was = down.get(event.pointerId);
    down.delete(event.pointerId);
    const shown = picture.shown();
    if (event.type !== "pointerup" || !was || !shown || travelled >= PRESS) return;
    const { x, y } = coordinates(shown, was.px, was.py);
    picture.tap(x, y);
  };
  surface.addEventListener("pointerup", lift);
  surface.addEventListener("pointercancel", lift);
}

/** The wheel scrolls the page until the pointer has moved on the picture. @param {HTMLElement} surface @param {Picture} picture */
function followWheel(surface, picture) {
  let wheelIsOurs = false;
  surface.addEventListener("pointermove", () => (wheelIsOurs = true));
  surface.addEventListener("pointerleave", () => (wheelIsOurs = false));
  addEventListener("scroll", () => (wheelIsOurs = false), { passive: true });

  surface.addEventListener(
    "wheel",
    (event) => {
      const shown = picture.shown();
      if (!shown || !(wheelIsOurs || event.ctrlKey)) return;
      event.preventDefault();
      const { px, py } = place(surface, event);
      const { x, y } = coordinates(shown, px, py);
      const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
      // A pinch on a trackpad arrives as small steps with ctrl; a wheel's notch as a hundred pixels.
      const pace = event.ctrlKey ? 0.01 : 0.0015;
      picture.show(zoomed(shown.view, Math.exp(Math.max(-80, Math.min(80, event.deltaY * lines)) * pace), x, y));
    },
    { passive: false },
  );
}

/** @param {HTMLElement} surface @param {Picture} picture */
function followKeys(surface, picture) {
  surface.addEventListener("keydown", (event) => {
    const shown = picture.shown();
    if (!shown || event.target !== surface || event.metaKey || event.ctrlKey || event.altKey) return;
    const { view } = shown;
    const [x, y] = [(view.left + view.right) / 2, (view.bottom + view.top) / 2];
    /** @type {Record<string, () => void>} */
    const keys = {
      ArrowLeft: () => picture.show(moved(view, -0.1, 0)),
      ArrowRight: () => picture.show(moved(view, 0.1, 0)),
      ArrowUp: () => picture.show(moved(view, 0, 0.1)),
      ArrowDown: () => picture.show(moved(view, 0, -0.1)),
      "+": () => picture.show(zoomed(view, 0.8, x, y)),
      "=": () => picture.show(zoomed(view, 0.8, x, y)),
      "-": () => picture.show(zoomed(view, 1.25, x, y)),
      0: () => picture.reset(),
      Home: () => picture.reset(),
      Enter: () => picture.enter?.(),
    };
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
}
