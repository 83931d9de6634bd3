/**
 * A curve as a tone from left to right: the higher the curve, the higher the tone; where it has no value or leaves the picture
 * there is silence. Nothing sounds before it is asked for.
 */

/** @typedef {import("./engine.js").View} View */

/** Seconds from the left edge to the right. */
const LONG = 3;
/** The tones of the lower edge, in hertz, and of the upper: three octaves. */
const [LOWEST, HIGHEST] = [150, 1200];
const LOUD = 0.12;

/**
 * @param {ArrayLike<number>} heights of the curve, at even distances
 * @param {View} view
 * @param {HTMLElement} cursor goes along
 * @param {{ left: number, top: number, width: number, height: number }} frame
 * @param {() => void} ended
 * @returns {() => void} ends it at once
 */
export function listen(heights, view, cursor, frame, ended) {
  const shares = Array.from(heights, (y) => (y - view.bottom) / (view.top - view.bottom));
  const heard = shares.map((share) => share >= 0 && share <= 1);
  // Where nothing is heard the tone waits where it was, so that it does not slide in from afar.
  let tone = LOWEST;
  const tones = Float32Array.from(shares, (share, i) => (tone = heard[i] ? LOWEST * (HIGHEST / LOWEST) ** share : tone));
  const volumes = Float32Array.from(heard, (is) => (is ? LOUD : 0));

  const context = new AudioContext();
  const [source, volume, side] = [context.createOscillator(), context.createGain(), context.createStereoPanner()];
  source.type = "triangle";
  source.connect(volume).connect(side).connect(context.destination);
  const start = context.currentTime + 0.05;
  source.frequency.setValueCurveAtTime(tones, start, LONG);
  volume.gain.setValueAtTime(0, context.currentTime);
  volume.gain.setValueCurveAtTime(volumes, start, LONG);
  volume.gain.linearRampToValueAtTime(0, start + LONG + 0.05);
  side.pan.setValueCurveAtTime(Float32Array.of(-1, 1), start, LONG);
  source.start(start);
  source.stop(start + LONG + 0.1);

  cursor.hidden = false;
  cursor.style.top = `${frame.top}px`;
  cursor.style.height = `${frame.height}px`;
  const way = [{ left: `${frame.left}px` }, { left: `${frame.left + frame.width}px` }];
  const walk = cursor.animate(way, { duration: LONG * 1000, delay: 50, fill: "both" });

  let over = false;
  const end = () => {
    if (over) return;
    over = true;
    walk.cancel();
    cursor.hidden = true;
    context.close();
    ended();
  };
  // Also where nothing can sound: there the tone does not end by itself.
  walk.onfinish = end;
  return end;
}
