/**
 * A module's code comes together again. In a module an instruction is followed by its operands; carried, all instructions lie
 * together, all calls, all variables: what comes next is likelier there, and there is a twentieth less to carry.
 *
 * First come the lengths of the parts as 32-bit numbers, then a row of two bytes for each instruction: the part its operands
 * lie in, from bit 4 on how many there are, 3 for a table of them, in bit 6 whether one more stays with the instruction, and in
 * the second byte how many bytes. Then the parts: what stands before the code, instructions, functions, operands of ten kinds,
 * and what stands behind the code.
 */
const PARTS = 15;
const [BEFORE, INSTRUCTIONS, FUNCTIONS, BEHIND] = [0, 1, 2, PARTS - 1];
const ROWS = 4 * PARTS;
/** Rows of instructions, and of those behind either of two prefixes. */
const PAGE = 256;
const [FIRST_PREFIX, LAST_PREFIX] = [0xfc, 0xfd];
/** Instructions that open a block, and the one that closes it. */
const [BLOCK, IF, END] = [2, 4, 11];

/** @param {Uint8Array} given @returns {Uint8Array<ArrayBuffer>} */
export function woven(given) {
  const lengths = new Uint32Array(given.slice(0, ROWS).buffer);
  const start = ROWS + 2 * 3 * PAGE;
  /** @type {number[]} */
  const at = [];
  let end = start;
  for (const length of lengths) {
    at.push(end);
    end += length;
  }
  const code = at[FUNCTIONS];
  const out = new Uint8Array(end - start);
  let count = 0;
  const byte = (/** @type {number} */ part) => {
    const value = given[at[part]];
    at[part] += 1;
    out[count] = value;
    count += 1;
    return value;
  };
  const bytes = (/** @type {number} */ part, /** @type {number} */ length) => {
    for (let i = 0; i < length; i += 1) byte(part);
  };
  /** A number of variable length: seven bits a byte, the lowest first, the highest byte without its eighth. */
  const number = (/** @type {number} */ part) => {
    for (let [value, bits] = [0, 0]; ; bits += 7) {
      const next = byte(part);
      value |= (next & 127) << bits;
      if (next < 128) return value;
    }
  };

  bytes(BEFORE, lengths[BEFORE]);
  while (at[INSTRUCTIONS] < code) {
    number(FUNCTIONS);
    for (let kinds = number(FUNCTIONS); kinds > 0; kinds -= 1) {
      number(FUNCTIONS);
      byte(FUNCTIONS);
    }
    for (let depth = 1; depth > 0; ) {
      let row = byte(INSTRUCTIONS);
      if (row >= BLOCK && row <= IF) depth += 1;
      if (row === END) depth -= 1;
      if (row === FIRST_PREFIX || row === LAST_PREFIX) row = PAGE * (1 + row - FIRST_PREFIX) + number(INSTRUCTIONS);
      const how = given[ROWS + 2 * row];
      if (how & 64) number(INSTRUCTIONS);
      const part = how & 15;
      let operands = (how >> 4) & 3;
      if (operands === 3) operands = number(part) + 1;
      for (; operands > 0; operands -= 1) number(part);
      bytes(part, given[ROWS + 2 * row + 1]);
    }
  }
  bytes(BEHIND, lengths[BEHIND]);
  return out;
}
