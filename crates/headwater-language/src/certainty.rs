//! Words of likelihood on the bands of the ICD 203 scale (Office of the Director of National Intelligence, 2015), with the synonyms that the PHIA
//! yardstick, Kent's scale and usage put on the same bands. The longest term counts (`very likely`, `almost certainly not`); a term that is denied
//! stands on the mirrored band (`not likely`). Modal verbs and other hedges are none.

use std::sync::LazyLock;

use headwater_core::{Certainty, Span};
use rustc_hash::FxHashMap;

use crate::{
    Sentence, Token,
    lexicon::{lines, lower},
};

/// Terms by their first word: all their words, and the band.
static TERMS: LazyLock<FxHashMap<&'static str, Vec<Term>>> = LazyLock::new(|| {
    let mut all: Vec<Term> = Vec::new();
    for line in lines(include_str!("../data/likelihood.txt")) {
        let mut fields = line.splitn(3, ' ');
        let (Some(low), Some(high), Some(names)) = (fields.next(), fields.next(), fields.next()) else { continue };
        let (Ok(low), Ok(high)) = (low.parse(), high.parse()) else { continue };
        all.extend(names.split(';').map(str::trim).map(|name| Term { words: name.split(' ').collect(), name, low, high }));
    }
    // The longest first.
    all.sort_by_key(|term| std::cmp::Reverse(term.words.len()));
    let mut terms: FxHashMap<&'static str, Vec<Term>> = FxHashMap::default();
    for term in all {
        terms.entry(term.words[0]).or_default().push(term);
    }
    terms
});

struct Term {
    words: Vec<&'static str>,
    name: &'static str,
    low: u8,
    high: u8,
}

/// The words of likelihood of a report, in order.
pub(crate) fn certainties(text: &str, tokens: &[Token], sentences: &[Sentence]) -> Vec<Certainty> {
    let mut found = Vec::new();
    for sentence in sentences {
        let tokens = &tokens[sentence.tokens.clone()];
        let word = |at: usize| tokens.get(at).map_or_else(|| "".into(), |token: &Token| lower(token.span.of(text)));
        let mut at = 0;
        while at < tokens.len() {
            let first = word(at);
            let term = TERMS
                .get(&*first)
                .and_then(|terms| terms.iter().find(|term| term.words.iter().enumerate().all(|(i, part)| *part == word(at + i))));
            let Some(term) = term.filter(|term| is_meant(term, at, &word)) else {
                at += 1;
                continue;
            };
            let end = at + term.words.len();
            let negation = (1..=3)
                .filter_map(|back| at.checked_sub(back))
                .take_while(|i| !matches!(&*word(*i), "," | ";" | ":" | "." | "but" | "and"))
                .find(|i| is_negation(&word(*i), &word(at - 1), at - i));
            let (start, low, high) = match negation {
                Some(start) => (start, 100 - term.high, 100 - term.low),
                None => (at, term.low, term.high),
            };
            let span = Span::new(tokens[start].span.start, tokens[end - 1].span.end);
            let name = if negation.is_some() { format!("not {}", term.name) } else { term.name.to_owned() };
            found.push(Certainty { term: name, span, low, high });
            at = end;
        }
    }
    found
}

/// Whether the word denies the term that stands `distance` words behind it: directly, or with only an adverb of degree between.
fn is_negation(word: &str, directly_before: &str, distance: usize) -> bool {
    let degree = distance == 1
        || matches!(
            directly_before,
            "very"
                | "at"
                | "all"
                | "so"
                | "that"
                | "even"
                | "too"
                | "as"
                | "be"
                | "seem"
                | "look"
                | "appear"
                | "considered"
                | "thought"
                | "been"
                | "being"
        );
    let denies = matches!(
        word,
        "not"
            | "never"
            | "hardly"
            | "isn't"
            | "isn’t"
            | "wasn't"
            | "wasn’t"
            | "aren't"
            | "aren’t"
            | "won't"
            | "won’t"
            | "doesn't"
            | "doesn’t"
            | "don't"
            | "don’t"
            | "n't"
            | "neither"
            | "no"
            | "little"
    );
    denies && degree && distance < 4
}

/// Whether the words are the term here: “the likely successor” is, “he is likely to” is; “a chance to”, “by chance”, “probable cause” are not.
fn is_meant<'a>(term: &Term, at: usize, word: &impl Fn(usize) -> std::borrow::Cow<'a, str>) -> bool {
    let after = word(at + term.words.len());
    match term.name {
        "likelihood" | "probability" => false,
        "certain" => {
            matches!(&*after, "to" | "that")
                || at > 0
                    && matches!(
                        &*word(at - 1),
                        "is" | "are" | "was" | "were" | "almost" | "nearly" | "virtually" | "be" | "seems" | "appears" | "looks"
                    )
        }
        "probable" => &*after != "cause",
        "even chance" | "a chance" => &*after != "to",
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use headwater_core::{Article, Block, BlockKind};

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let blocks = vec![Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()), why: None }];
        let article = Article { text: text.to_owned(), blocks, ..Article::default() };
        let found: Vec<String> =
            crate::analyse(&article).certainties.iter().map(|c| format!("{}={} {}-{}", c.span.of(text), c.term, c.low, c.high)).collect();
        assert_eq!(found.join(" | "), expected, "in {text:?}");
    }

    #[test]
    fn bands_of_the_scale() {
        check(
            "It is likely to rain, very likely even; it will almost certainly end.",
            "likely=likely 55-80 | very likely=very likely 80-95 | almost certainly=almost certainly 95-99",
        );
        check(
            "An unlikely win, a roughly even chance, a remote chance.",
            "unlikely=unlikely 20-45 | roughly even chance=roughly even chance 45-55 | remote chance=remote chance 1-5",
        );
    }

    #[test]
    fn denied_terms_are_mirrored() {
        check("It is not likely to end. It is not very likely.", "not likely=not likely 20-45 | not very likely=not very likely 5-20");
        check("They did not agree, and will probably leave.", "probably=probably 55-80");
    }

    #[test]
    fn hedges_are_none() {
        check("It may rain, could hail, and might snow; certain people, probable cause.", "");
    }
}
