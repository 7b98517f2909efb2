//! Two wordings of one claim held against each other, word by word.
//!
//! A reader wants to see what an outlet left out and what it put in. So words are compared without regard to case and to the shape of quotation
//! marks, and the answer keeps every character of both wordings as they were written.

use std::ops::Range;

use headwater_core::{Certainty, Span};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation;

/// What a stretch of a wording is against the other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mark {
    /// Both have it.
    Same,
    /// Only the wording that is looked at has it.
    Added,
    /// Only the other has it.
    Missing,
}

/// A stretch of words with its mark. Pieces follow each other without gap: white space belongs to the word before it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Piece {
    /// What it is.
    pub mark: Mark,
    /// Whether it is a word of likelihood.
    pub hedge: bool,
    /// The words as written.
    pub text: String,
}

/// A statement's words, with the places of its words of likelihood in them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Wording {
    /// The words.
    pub text: String,
    /// Byte ranges of words of likelihood in `text`.
    pub hedges: Vec<Range<usize>>,
}

impl Wording {
    /// The words of `runs` in `text`, ` … ` between them, and `certainty` where it stands inside.
    pub fn new(text: &str, runs: &[Span], certainty: Option<&Certainty>) -> Self {
        let mut wording = Self::default();
        for run in runs {
            if !wording.text.is_empty() {
                wording.text.push_str(" … ");
            }
            let at = wording.text.len();
            wording.text.push_str(crate::reading::words(text, *run));
            if let Some(hedge) = certainty.map(|certainty| certainty.span).filter(|span| run.contains(*span)) {
                wording.hedges.push(at + hedge.start - run.start..at + hedge.end - run.start);
            }
        }
        wording
    }
}

/// Beyond so many pairs of words two wordings are not compared: both are shown whole. A statement is a sentence; only hostile pages come near.
const MOST_PAIRS: usize = 4_000_000;

/// `wording` as it stands, with what it adds to `base` and what it misses of it.
pub fn compare(base: &Wording, wording: &Wording) -> Vec<Piece> {
    let (old, new) = (tokens(base), tokens(wording));
    let ops = if old.len().saturating_mul(new.len()) > MOST_PAIRS {
        vec![DiffOp::Replace { old_index: 0, old_len: old.len(), new_index: 0, new_len: new.len() }]
    } else {
        let keys = |tokens: &[Token]| tokens.iter().map(|token| token.key.clone()).collect::<Vec<_>>();
        capture_diff_slices(Algorithm::Myers, &keys(&old), &keys(&new))
    };
    let mut pieces = Vec::new();
    for op in ops {
        match op {
            DiffOp::Equal { new_index, len, .. } => push(&mut pieces, Mark::Same, &new[new_index..new_index + len]),
            DiffOp::Delete { old_index, old_len, .. } => push(&mut pieces, Mark::Missing, &old[old_index..old_index + old_len]),
            DiffOp::Insert { new_index, new_len, .. } => push(&mut pieces, Mark::Added, &new[new_index..new_index + new_len]),
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                push(&mut pieces, Mark::Missing, &old[old_index..old_index + old_len]);
                push(&mut pieces, Mark::Added, &new[new_index..new_index + new_len]);
            }
        }
    }
    pieces
}

/// A wording with nothing to hold it against.
pub fn alone(wording: &Wording) -> Vec<Piece> {
    let mut pieces = Vec::new();
    push(&mut pieces, Mark::Same, &tokens(wording));
    pieces
}

/// A word or mark as it is compared and as it is written, white space behind it included.
struct Token<'w> {
    key: String,
    written: &'w str,
    hedge: bool,
}

fn tokens(wording: &Wording) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut from = 0;
    for (at, word) in wording.text.split_word_bound_indices() {
        let end = at + word.len();
        if word.chars().all(char::is_whitespace) {
            if let Some(last) = tokens.last_mut() {
                last.written = &wording.text[from..end];
            }
            continue;
        }
        from = at;
        let hedge = wording.hedges.iter().any(|hedge| hedge.start < end && at < hedge.end);
        tokens.push(Token { key: key(word), written: word, hedge });
    }
    tokens
}

/// Lower case, with one shape for each kind of quotation mark and dash.
fn key(word: &str) -> String {
    let plain = |c: char| match c {
        '“' | '”' | '„' | '«' | '»' | '"' => '"',
        '‘' | '’' | '‚' | '\'' => '\'',
        '–' | '—' | '‐' | '‑' => '-',
        other => other,
    };
    word.chars().map(plain).flat_map(char::to_lowercase).collect()
}

fn push(pieces: &mut Vec<Piece>, mark: Mark, tokens: &[Token]) {
    for token in tokens {
        match pieces.last_mut() {
            Some(piece) if piece.mark == mark && piece.hedge == token.hedge => piece.text.push_str(token.written),
            _ => pieces.push(Piece { mark, hedge: token.hedge, text: token.written.to_owned() }),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn plain(text: &str) -> Wording {
        Wording { text: text.into(), hedges: Vec::new() }
    }

    fn check(base: &str, wording: &str, expected: &str) {
        let shown: String = compare(&plain(base), &plain(wording))
            .iter()
            .map(|piece| match piece.mark {
                Mark::Same => piece.text.clone(),
                Mark::Added => format!("+{}+", piece.text),
                Mark::Missing => format!("-{}-", piece.text),
            })
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn shows_what_went_and_what_came() {
        check("it was likely to have sunk", "it sunk", "it -was likely to have -sunk");
        check("We had no warning", "“we had no warning", "+“+we had no warning");
        check("“no” he said", "\"no\" he said", "\"no\" he said");
        check("40 boats", "46 boats", "-40 -+46 +boats");
        check("", "all new", "+all new+");
        check("해역이 닫혔다", "해역이 열렸다", "해역이 -닫혔다-+열렸다+");
    }

    #[test]
    fn keeps_words_of_likelihood_apart() {
        let text = "it is likely to rain … soon";
        let hedge = Certainty { term: "likely".into(), span: Span::new(6, 12), low: 55, high: 80 };
        let wording = Wording::new(text, &[Span::new(0, 20)], Some(&hedge));
        let hedges: Vec<_> = alone(&wording).into_iter().filter(|piece| piece.hedge).map(|piece| piece.text).collect();
        assert_eq!(hedges, ["likely "]);
    }

    proptest! {
        #[test]
        fn both_wordings_come_back_whole(base in "\\PC{0,40}", wording in "\\PC{0,40}") {
            let (base, wording) = (plain(base.trim()), plain(wording.trim()));
            let pieces = compare(&base, &wording);
            let side = |without: Mark| pieces.iter().filter(|piece| piece.mark != without).map(|piece| piece.text.as_str()).collect::<String>();
            prop_assert_eq!(side(Mark::Missing), wording.text);
        }
    }
}
