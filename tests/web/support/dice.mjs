// A seed becomes whole numbers below n, the same ones each time.

/** @typedef {(n: number) => number} Dice */

/** Mulberry32. @param {number} seed @returns {Dice} */
export function dice(seed) {
  return (n) => {
    seed = (seed + 0x6d2b79f5) | 0;
    let z = Math.imul(seed ^ (seed >>> 15), seed | 1);
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
    return ((z ^ (z >>> 14)) >>> 0) % n;
  };
}
