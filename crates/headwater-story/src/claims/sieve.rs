//! Most numbers told at once from those of a set: of statements that are compared most words are not in the other, and a bit is faster read than a
//! list is searched.

/// Bits of a sieve: a statement's words, its terms and their kin are fewer.
const BITS: usize = 1024;

/// A set of numbers, or more (a filter of one hash function; Bloom 1970). The numbers' lowest bits are to be spread evenly.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Sieve([u64; BITS / 64]);

impl Sieve {
    /// Holds back none of these.
    pub fn new(numbers: impl Iterator<Item = u64>) -> Self {
        let mut sieve = Self::default();
        for number in numbers {
            let (word, bit) = place(number);
            sieve.0[word] |= bit;
        }
        sieve
    }

    /// Whether the number may be in the set; where not, it is not.
    pub fn may_hold(&self, number: u64) -> bool {
        let (word, bit) = place(number);
        self.0[word] & bit != 0
    }
}

fn place(number: u64) -> (usize, u64) {
    let at = number as usize % BITS;
    (at / 64, 1 << (at % 64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_what_was_put_in_and_little_more() {
        let numbers = [3, 64, 1_023, u64::MAX - 1_000];
        let sieve = Sieve::new(numbers.into_iter());
        assert!(numbers.iter().all(|number| sieve.may_hold(*number)));
        assert_eq!((0..BITS as u64).filter(|number| sieve.may_hold(*number)).count(), numbers.len());
        assert!(!Sieve::default().may_hold(0));
    }
}
