//! An article's words cut into windows that the encoder can hold.
//!
//! Each window is a run of whole sentences, as many as fit, and ends with a paragraph where that costs it little; together they tile the article.

use std::ops::Range;

use super::wordpiece::Word;

/// Pieces that a window holds, the one before and the one after included. As in training.
const LONGEST: usize = 256;

/// Pieces that a window holds at least where it is cut at the end of a paragraph.
const ENOUGH: usize = 190;

/// Cuts an article. `sentences` are ranges of words that tile it; longer ones than half a window are cut further.
pub fn windows(words: &[Word], sentences: &[Range<usize>]) -> Vec<Range<usize>> {
    let parts = parts(words, sentences);
    let mut out = Vec::new();
    let mut first = 0;
    while first < parts.len() {
        let mut pieces = 2;
        let mut end = first;
        let mut end_of_paragraph = None;
        while end < parts.len() {
            if pieces >= ENOUGH && words[parts[end].start].starts_paragraph {
                end_of_paragraph = Some(end);
            }
            pieces += words[parts[end].clone()].iter().map(|word| word.pieces.len()).sum::<usize>();
            if pieces > LONGEST {
                break;
            }
            end += 1;
        }
        if end < parts.len() {
            end = end_of_paragraph.unwrap_or(end);
        }
        out.push(parts[first].start..parts[end - 1].end);
        first = end;
    }
    out
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
        fn windows_tile_and_fit(lengths in prop::collection::vec(prop::collection::vec(1usize..9, 0..90), 0..30)) {
            let mut words = Vec::new();
            let mut sentences = Vec::new();
            for sentence in lengths {
                let start = words.len();
                words.extend(sentence.into_iter().map(word));
                sentences.push(start..words.len());
            }
            let mut end = 0;
            for window in windows(&words, &sentences) {
                prop_assert_eq!(window.start, end);
                prop_assert!(words[window.clone()].iter().map(|w| w.pieces.len()).sum::<usize>() + 2 <= LONGEST);
                end = window.end;
            }
            prop_assert_eq!(end, words.len());
        }
    }
}
