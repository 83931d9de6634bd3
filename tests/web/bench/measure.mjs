// A call becomes a time that can be compared: warmed up, taken often, the middle one told.

/** @param {number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Milliseconds that each call takes, the rivals taking turns so that a busy machine is busy for all of them. A turn is
 * several calls: in one alone a rival would be measured in the caches and the garbage that another has left.
 * @param {(() => unknown)[]} rivals
 * @param {{ rounds?: number, warmUp?: number, turn?: number }} [options]
 * @returns {number[]} in the order of the rivals
 */
export function race(rivals, { rounds = 5, warmUp = 2, turn = 5 } = {}) {
  /** @type {number[][]} */
  const times = rivals.map(() => []);
  for (let round = -warmUp; round < rounds; round += 1) {
    for (const [i, rival] of rivals.entries()) {
      for (let call = 0; call < turn; call += 1) {
        const milliseconds = once(rival);
        if (round >= 0) times[i].push(milliseconds);
      }
    }
  }
  return times.map(median);
}

/** Milliseconds of one call. @param {() => unknown} call */
export function once(call) {
  const start = performance.now();
  call();
  return performance.now() - start;
}

/** @param {number} milliseconds */
export function told(milliseconds) {
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toFixed(2)} s`;
  return milliseconds >= 1 ? `${milliseconds.toFixed(1)} ms` : `${(milliseconds * 1000).toFixed(0)} µs`;
}
