/**
 * A stream of LZMA becomes the bytes it was made of. Browsers unpack deflate by themselves; this leaves a sixth less to carry.
 *
 * The format is that of the LZMA specification: bits are coded by what was likely so far, and say either the next byte or how
 * far back and how long a stretch is repeated. The stream is bare: no head, no mark at its end, 2 bits of the byte before
 * as context and none of the place: neither words nor a module's code come in fours.
 */

/** Where the chances of each kind of decision lie in one table. */
const MATCH = 0;
const REPEATED = MATCH + 12;
const [NOT_LAST, NOT_SECOND, NOT_THIRD] = [REPEATED + 12, REPEATED + 24, REPEATED + 36];
const LONG = NOT_THIRD + 12;
const SLOT = LONG + 12;
const FAR = SLOT + 4 * 64;
const ALIGNED = FAR + 115;
const LENGTH = ALIGNED + 16;
const REPEATED_LENGTH = LENGTH + 2 + 2 * 8 + 256;
const LITERAL = REPEATED_LENGTH + 2 + 2 * 8 + 256;

/** @param {Uint8Array} stream @param {number} size of what comes out */
export function unpacked(stream, size) {
  const out = new Uint8Array(size);
  const chances = new Uint16Array(LITERAL + 0x300 * 4).fill(1024);
  let [read, range, code] = [5, 0xffffffff, 0];
  for (let i = 1; i < 5; i += 1) code = ((code << 8) | stream[i]) >>> 0;

  const refill = () => {
    if (range >= 0x1000000) return;
    range = (range << 8) >>> 0;
    code = ((code << 8) | stream[read]) >>> 0;
    read += 1;
  };
  const bit = (/** @type {number} */ place) => {
    const bound = (range >>> 11) * chances[place];
    const one = code >= bound;
    if (one) {
      range -= bound;
      code -= bound;
      chances[place] -= chances[place] >>> 5;
    } else {
      range = bound;
      chances[place] += (2048 - chances[place]) >>> 5;
    }
    refill();
    return one ? 1 : 0;
  };
  const tree = (/** @type {number} */ place, /** @type {number} */ bits) => {
    let node = 1;
    for (let i = 0; i < bits; i += 1) node = (node << 1) | bit(place + node);
    return node - (1 << bits);
  };
  const lowestFirst = (/** @type {number} */ place, /** @type {number} */ bits) => {
    let [node, value] = [1, 0];
    for (let i = 0; i < bits; i += 1) {
      const next = bit(place + node);
      node = (node << 1) | next;
      value |= next << i;
    }
    return value;
  };
  const length = (/** @type {number} */ place) => {
    if (!bit(place)) return 2 + tree(place + 2, 3);
    if (!bit(place + 1)) return 10 + tree(place + 10, 3);
    return 18 + tree(place + 18, 8);
  };
  const distance = (/** @type {number} */ repeated) => {
    const slot = tree(SLOT + Math.min(repeated - 2, 3) * 64, 6);
    if (slot < 4) return slot;
    const bits = (slot >> 1) - 1;
    const high = (2 | (slot & 1)) << bits;
    if (slot < 14) return high + lowestFirst(FAR + high - slot, bits);
    let even = 0;
    for (let i = 4; i < bits; i += 1) {
      range >>>= 1;
      const one = code >= range;
      if (one) code -= range;
      even = (even << 1) | (one ? 1 : 0);
      refill();
    }
    return high + (even << 4) + lowestFirst(ALIGNED, 4);
  };

  let [at, state, last, second, third, fourth] = [0, 0, 0, 0, 0, 0];
  while (at < size) {
    if (!bit(MATCH + state)) {
      const place = LITERAL + 0x300 * (at > 0 ? out[at - 1] >> 6 : 0);
      let node = 1;
      // After a repetition the byte is unlike the one that would have gone on: known bits help until they part.
      let likely = state < 7 ? -1 : out[at - last - 1];
      while (node < 256) {
        if (likely < 0) node = (node << 1) | bit(place + node);
        else {
          const expected = (likely >> 7) & 1;
          likely = (likely << 1) & 255;
          const next = bit(place + 256 + (expected << 8) + node);
          node = (node << 1) | next;
          if (next !== expected) likely = -1;
        }
      }
      out[at] = node & 255;
      at += 1;
      state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
      continue;
    }
    let count = 1;
    if (!bit(REPEATED + state)) {
      [fourth, third, second] = [third, second, last];
      count = length(LENGTH);
      last = distance(count);
      state = state < 7 ? 7 : 10;
    } else {
      let short = false;
      if (!bit(NOT_LAST + state)) short = !bit(LONG + state);
      else if (!bit(NOT_SECOND + state)) [last, second] = [second, last];
      else if (!bit(NOT_THIRD + state)) [last, second, third] = [third, last, second];
      else [last, second, third, fourth] = [fourth, last, second, third];
      if (short) state = state < 7 ? 9 : 11;
      else {
        count = length(REPEATED_LENGTH);
        state = state < 7 ? 8 : 11;
      }
    }
    for (const end = Math.min(at + count, size); at < end; at += 1) out[at] = out[at - last - 1];
  }
  return out;
}
