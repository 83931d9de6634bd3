//! Numbers become one line: equal only when every bit is. The engine in a browser is held to the same
//! lines, by `tests/web/support/bits.mjs`.

/// FNV-1a over the bytes of doubles, the lowest first.
pub fn bits_of(numbers: impl IntoIterator<Item = f64>) -> String {
    let bytes = numbers.into_iter().flat_map(f64::to_le_bytes);
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}\n")
}
