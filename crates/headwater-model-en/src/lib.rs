//! The English weights and vocabulary of Headwater's encoder, and nothing else.
//!
//! `training/` makes both from public corpora; `MODEL_CARD.md` beside this crate's manifest names every one of them, with its licence and the figures
//! that the weights reach. The weights stand inside the program, so nothing is downloaded and nothing can be missing; [`weights`] checks their
//! hash all the same, because a file in a repository or a package can be cut short or replaced by a pointer to itself.

use sha2::{Digest, Sha256};

/// The word pieces, one a line, in the order of the weights' first table.
pub const VOCABULARY: &str = include_str!("../vocabulary.txt");

/// SHA-256 of the weights, in hexadecimal digits.
pub const SHA256: &str = include_str!("../weights.sha256");

static WEIGHTS: &[u8] = include_bytes!("../weights.bin");

/// The weights, in the form that `headwater-language` reads; none where they are not the ones that this crate was released with.
pub fn weights() -> Option<&'static [u8]> {
    let mut left = SHA256.trim().as_bytes();
    for byte in Sha256::digest(WEIGHTS) {
        let digits = [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]];
        left = left.strip_prefix(&digits)?;
    }
    left.is_empty().then_some(WEIGHTS)
}

const DIGITS: &[u8; 16] = b"0123456789abcdef";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_are_whole() {
        assert!(weights().is_some_and(|weights| weights.len() <= 25 << 20));
        assert!(VOCABULARY.lines().count() > 20_000);
    }
}
