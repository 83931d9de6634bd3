// Numbers become one line: equal only when every bit is, here and on the machine that built the engine (`tests/support/bits.rs`).

/** FNV-1a over the bytes of doubles, the lowest first. @param {Iterable<number>} numbers */
export function bitsOf(numbers) {
  let hash = 0xcbf29ce484222325n;
  const eight = new DataView(new ArrayBuffer(8));
  for (const number of numbers) {
    eight.setFloat64(0, number, true);
    for (let i = 0; i < 8; i += 1) hash = BigInt.asUintN(64, (hash ^ BigInt(eight.getUint8(i))) * 0x100000001b3n);
  }
  return `${hash.toString(16).padStart(16, "0")}\n`;
}
