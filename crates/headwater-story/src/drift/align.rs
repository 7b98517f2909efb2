//! Two wordings laid against each other word by word: the longest common subsequence, freed of what is common by chance.

use std::ops::Range;

/// A word as it is aligned.
#[derive(Clone, Debug)]
pub struct Word {
    /// Equal for words that are equal when folded.
    pub key: u64,
    /// Whether it carries matter of its own.
    pub has_matter: bool,
}

/// A run of equal words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Block {
    /// First word on the one side.
    pub a: usize,
    /// First word on the other.
    pub b: usize,
    /// Number of words.
    pub length: usize,
}

/// Wordings with more pairs of words than this are not laid against each other: only hostile pages come near.
const MOST_PAIRS: usize = 1_000_000;
/// A block of so many words stands by itself.
const FIRM: usize = 3;
/// A shorter one only if it carries matter and no more than so many words lie between it and a neighbour on either side.
const NEAR: usize = 4;

/// The runs of equal words, in order on both sides.
pub fn align(a: &[Word], b: &[Word]) -> Vec<Block> {
    if a.len().saturating_mul(b.len()) > MOST_PAIRS {
        return Vec::new();
    }
    let mut blocks = common(a, b);
    // What one look takes away may leave a neighbour without footing.
    loop {
        let kept: Vec<Block> = (0..blocks.len()).filter(|&at| stands(&blocks, at, a)).map(|at| blocks[at]).collect();
        if kept.len() == blocks.len() {
            return kept;
        }
        blocks = kept;
    }
}

/// What lies between the blocks, before the first and behind the last: the words of either side that the other has not.
pub fn gaps(blocks: &[Block], a: usize, b: usize) -> Vec<(Range<usize>, Range<usize>)> {
    let starts = blocks.iter().map(|block| (block.a, block.b)).chain([(a, b)]);
    let ends = [(0, 0)].into_iter().chain(blocks.iter().map(|block| (block.a + block.length, block.b + block.length)));
    ends.zip(starts).map(|(end, start)| (end.0..start.0, end.1..start.1)).collect()
}

/// Longest common subsequence that prefers runs to scattered words.
fn common(a: &[Word], b: &[Word]) -> Vec<Block> {
    let width = b.len() + 1;
    // Two points for a pair of equal words and one more where the pair before is one too: best over suffixes, `met` with the pair taken.
    let mut best = vec![0_u32; (a.len() + 1) * width];
    let mut met = vec![0_u32; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            let at = i * width + j;
            let next = at + width + 1;
            if a[i].key == b[j].key {
                let goes_on = if met[next] > 0 { met[next] + 1 } else { 0 };
                met[at] = 2 + best[next].max(goes_on);
            }
            best[at] = met[at].max(best[at + width]).max(best[at + 1]);
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut blocks: Vec<Block> = Vec::new();
    // Whether the pair before was taken with the point for going on.
    let mut bound = false;
    while i < a.len() && j < b.len() {
        let at = i * width + j;
        if met[at] > 0 && (bound || met[at] == best[at]) {
            match blocks.last_mut() {
                Some(last) if (last.a + last.length, last.b + last.length) == (i, j) => last.length += 1,
                _ => blocks.push(Block { a: i, b: j, length: 1 }),
            }
            let next = at + width + 1;
            bound = met[next] > 0 && met[at] == 3 + met[next];
            (i, j) = (i + 1, j + 1);
        } else if best[at + width] >= best[at + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    blocks
}

fn stands(blocks: &[Block], at: usize, a: &[Word]) -> bool {
    let block = blocks[at];
    if block.length >= FIRM {
        return true;
    }
    let gap = |before: &Block, behind: &Block| (behind.a - before.a - before.length).max(behind.b - before.b - before.length);
    let before = at.checked_sub(1).map(|before| gap(&blocks[before], &block));
    let behind = blocks.get(at + 1).map(|behind| gap(&block, behind));
    let is_near = |gap: Option<usize>| gap.is_some_and(|gap| gap <= NEAR);
    let has_matter = a[block.a..block.a + block.length].iter().any(|word| word.has_matter);
    // A small word between two changes is chance, one right beside words that are held is none.
    let is_held = |gap: Option<usize>| gap.is_some_and(|gap| gap <= 1);
    (has_matter && (is_near(before) || is_near(behind))) || (is_held(before) && is_held(behind))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::lexicon::LEXICON;
    use crate::words::{fold, key, spans};

    fn words(text: &str) -> Vec<Word> {
        spans(text).map(|span| span.of(text)).map(|word| Word { key: key(word), has_matter: !LEXICON.is_stop(&fold(word)) }).collect()
    }

    fn check(a: &str, b: &str, expected: &str) {
        let texts: Vec<&str> = spans(a).map(|span| span.of(a)).collect();
        let blocks = align(&words(a), &words(b));
        let found: Vec<String> = blocks.iter().map(|block| texts[block.a..block.a + block.length].join(" ")).collect();
        assert_eq!(found.join(" | "), expected);
    }

    #[test]
    fn lays_runs_against_runs() {
        check("The gate failed at dawn", "“The gate” – failed, at DAWN", "The gate failed at dawn");
        check("the gate has likely failed at dawn", "the gate has failed at dawn", "the gate has | failed at dawn");
        check("we saw the lock and the gate fail", "the gate fail", "the gate fail");
        check("nobody opened the valve for hours", "the crew had the keys of a boat", "");
        check("", "the gate", "");
    }

    proptest! {
        #[test]
        fn blocks_are_equal_words_in_order(a in "[abc ]{0,40}", b in "[abc ]{0,40}") {
            let (a, b) = (words(&a), words(&b));
            let blocks = align(&a, &b);
            for block in &blocks {
                for n in 0..block.length {
                    prop_assert_eq!(a[block.a + n].key, b[block.b + n].key);
                }
            }
            for pair in blocks.windows(2) {
                prop_assert!(pair[0].a + pair[0].length <= pair[1].a && pair[0].b + pair[0].length <= pair[1].b);
            }
            prop_assert_eq!(gaps(&blocks, a.len(), b.len()).len(), blocks.len() + 1);
        }
    }
}
