//! Words that take some certainty from what is said: those on a band of likelihood short of certainty, and others that stand on none (`seems`, `may`,
//! `reportedly`). A reader holds two wordings of a quotation against each other by them; nobody gets a percentage from a hedge.

use std::sync::LazyLock;

use headwater_core::{Certainty, Span};
use rustc_hash::FxHashMap;

use crate::{
    Sentence, Token,
    lexicon::{lines, lower},
};

/// Terms by their first word, the longest first.
static TERMS: LazyLock<FxHashMap<&'static str, Vec<Vec<&'static str>>>> = LazyLock::new(|| {
    let mut all: Vec<Vec<&str>> = lines(include_str!("../data/hedges.txt")).map(|term| term.split(' ').collect()).collect();
    all.sort_by_key(|term| std::cmp::Reverse(term.len()));
    let mut terms: FxHashMap<&'static str, Vec<Vec<&'static str>>> = FxHashMap::default();
    for words in all {
        terms.entry(words[0]).or_default().push(words);
    }
    terms
});

/// From this likelihood on a word says that it is so.
const CERTAIN: u8 = 95;

/// The hedges of a report, in order.
pub(crate) fn hedges(text: &str, tokens: &[Token], sentences: &[Sentence], certainties: &[Certainty]) -> Vec<Span> {
    let mut hedges: Vec<Span> = certainties.iter().filter(|certainty| certainty.low < CERTAIN).map(|certainty| certainty.span).collect();
    for sentence in sentences {
        let tokens = &tokens[sentence.tokens.clone()];
        let word = |at: usize| tokens.get(at).map_or_else(|| "".into(), |token: &Token| lower(token.span.of(text)));
        let mut at = 0;
        while at < tokens.len() {
            let is_here = |term: &&Vec<&str>| term.iter().enumerate().all(|(n, part)| *part == word(at + n));
            let Some(term) = TERMS.get(&*word(at)).and_then(|terms| terms.iter().find(is_here)) else {
                at += 1;
                continue;
            };
            let end = at + term.len();
            let span = Span::new(tokens[at].span.start, tokens[end - 1].span.end);
            if is_meant(term[0], span.of(text), &word(end)) && !hedges.iter().any(|known| known.overlaps(span)) {
                hedges.push(span);
            }
            at = end;
        }
    }
    hedges.sort_unstable();
    hedges
}

/// Whether the words are the hedge here: the month of May and what somebody could not do are none.
fn is_meant(first: &str, written: &str, after: &str) -> bool {
    match first {
        "may" => written != "May" || after == "be",
        "could" => !matches!(after, "not" | "n't" | "n’t"),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use headwater_core::{Article, Block, BlockKind, Span};

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let blocks = vec![Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()), why: None }];
        let article = Article { text: text.to_owned(), blocks, ..Article::default() };
        let analysis = crate::analyse_with(&article, None);
        let found: Vec<&str> = analysis.hedges.iter().map(|span| span.of(text)).collect();
        assert_eq!(found, expected, "in {text:?}");
    }

    #[test]
    fn finds_what_takes_certainty_away() {
        check("It seems the gate has failed, and it is very likely to stay open.", &["seems", "very likely"]);
        check("The crew may leave in May; they could not stay, though they could return.", &["may", "could"]);
        check("“I think it will hold,” she said, and perhaps it might.", &["I think", "perhaps", "might"]);
        check("It will almost certainly rain; there is no doubt.", &[]);
        check("The lock is believed to be broken.", &["is believed to"]);
    }
}
