//! Flags packed eight to a byte: how a stored row says which questions were asked.

/// Packs flags, the first in the lowest bit of the first byte. Trailing bytes without a flag are left out.
pub fn pack(flags: &[bool]) -> Vec<u8> {
    let mut bytes = vec![0; flags.len().div_ceil(8)];
    for (place, _) in flags.iter().enumerate().filter(|(_, flag)| **flag) {
        bytes[place / 8] |= 1 << (place % 8);
    }
    let used = bytes.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
    bytes.truncate(used);
    bytes
}

/// Unpacks the first `n_flags` flags; those past the last byte are not set.
pub fn unpack(bytes: &[u8], n_flags: usize) -> Vec<bool> {
    let is_set =
        |place: usize| bytes.get(place / 8).is_some_and(|byte| byte >> (place % 8) & 1 == 1);
    (0..n_flags).map(is_set).collect()
}
