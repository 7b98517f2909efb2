//! An article's words cut into windows that the encoder can hold.
//!
//! Each window answers for its core, a run of whole sentences, and sees some sentences more on either side. The cores tile the article.

use std::ops::Range;

use super::wordpiece::Word;

/// Pieces that a window holds, the one before and the one after included. Figures as in training.
const LONGEST: usize = 256;
/// Pieces of context before the core.
const LEFT_CONTEXT: usize = 40;
/// Pieces of context after the core.
const RIGHT_CONTEXT: usize = 24;

/// Words by number: the core, and all that the window shows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Window {
    /// All words of the window.
    pub words: Range<usize>,
    /// The words that it answers for.
    pub core: Range<usize>,
}

/// Cuts an article. `sentences` are ranges of words that tile it; longer ones than half a window are cut further.
pub fn windows(words: &[Word], sentences: &[Range<usize>]) -> Vec<Window> {
    let mut before = Vec::with_capacity(words.len() + 1);
    before.push(0);
    for word in words {
        before.push(before[before.len() - 1] + word.pieces.len());
    }
    let pieces = |range: Range<usize>| before[range.end] - before[range.start];
    let parts = parts(words, sentences);
    let limit = LONGEST - 2 - LEFT_CONTEXT - RIGHT_CONTEXT;
    let mut out = Vec::new();
    let mut at = 0;
    while at < parts.len() {
        let mut until = at;
        while until + 1 < parts.len() && pieces(parts[at].start..parts[until + 1].end) <= limit {
            until += 1;
        }
        let core = parts[at].start..parts[until].end;
        let (mut left, mut right) = (at, until);
        while left > 0 && pieces(parts[left - 1].start..core.start) <= LEFT_CONTEXT {
            left -= 1;
        }
        while right + 1 < parts.len() && pieces(core.end..parts[right + 1].end) <= RIGHT_CONTEXT {
            right += 1;
        }
        out.push(Window { words: parts[left].start..parts[right].end, core });
        at = until + 1;
    }
    out
}

/// How many of the words, from the first on, one window holds.
pub fn longest(words: &[Word]) -> usize {
    let mut pieces = 2;
    let held = words.iter().take_while(|word| {
        pieces += word.pieces.len();
        pieces <= LONGEST
    });
    held.count()
}

/// Sentences, none longer than half a window; a single word has at most as many pieces as characters, far fewer than that.
fn parts(words: &[Word], sentences: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut out = Vec::with_capacity(sentences.len());
    for sentence in sentences.iter().filter(|sentence| !sentence.is_empty()) {
        let (mut start, mut pieces) = (sentence.start, 0);
        for at in sentence.clone() {
            if pieces > 0 && pieces + words[at].pieces.len() > LONGEST / 2 {
                out.push(start..at);
                (start, pieces) = (at, 0);
            }
            pieces += words[at].pieces.len();
        }
        out.push(start..sentence.end);
    }
    out
}

#[cfg(test)]
mod tests {
    use headwater_core::Span;
    use proptest::prelude::*;

    use super::*;
    use crate::encoder::wordpiece::{Quoted, Shape};

    fn word(pieces: usize) -> Word {
        let span = Span::new(0, 1);
        Word { span, norm: "a".into(), pieces: vec![1; pieces], shape: Shape::Lower, quoted: Quoted::No, starts_paragraph: false }
    }

    proptest! {
        #[test]
        fn cores_tile_and_windows_fit(lengths in prop::collection::vec(prop::collection::vec(1usize..9, 0..90), 0..30)) {
            let mut words = Vec::new();
            let mut sentences = Vec::new();
            for sentence in lengths {
                let start = words.len();
                words.extend(sentence.into_iter().map(word));
                sentences.push(start..words.len());
            }
            let mut end = 0;
            for window in windows(&words, &sentences) {
                prop_assert_eq!(window.core.start, end);
                prop_assert!(window.words.start <= window.core.start && window.core.end <= window.words.end);
                prop_assert!(words[window.words.clone()].iter().map(|w| w.pieces.len()).sum::<usize>() + 2 <= LONGEST);
                end = window.core.end;
            }
            prop_assert_eq!(end, words.len());
        }
    }
}
