//! FNV-1a: a hash that is the same on every machine and in every version, since snapshots and requests hold
//! what it gives.
//!
//! It tells texts apart; it is no protection against somebody who wants two of them to look alike.

/// What a hash begins with.
pub const BASIS: u64 = 0xcbf2_9ce4_8422_2325;

/// Mixes bytes into a hash that was begun with [`BASIS`].
pub fn fnv1a(hash: u64, bytes: impl IntoIterator<Item = u8>) -> u64 {
    bytes.into_iter().fold(hash, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}
