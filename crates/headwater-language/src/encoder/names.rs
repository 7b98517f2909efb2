//! Names as the article bears them out: no name goes on in the next paragraph, and the same name means the same kind of bearer throughout.

use std::{collections::BTreeMap, ops::Range};

use super::{Name, NameKind, wordpiece::Word};

/// Names from tagged ranges of words, each with the number of its kind.
pub fn names(text: &str, words: &[Word], found: Vec<(Range<usize>, usize)>) -> Vec<Name> {
    let mut parts: Vec<(Range<usize>, usize)> = Vec::with_capacity(found.len());
    for (range, kind) in found {
        let mut start = range.start;
        for part in words[range].chunk_by(|_, next| !next.starts_paragraph) {
            parts.push((start..start + part.len(), kind));
            start += part.len();
        }
    }
    let span = |range: &Range<usize>| words[range.start].span.to(words[range.end - 1].span);
    let mut votes: BTreeMap<&str, [usize; KINDS.len()]> = BTreeMap::new();
    for (range, kind) in &parts {
        votes.entry(span(range).of(text)).or_default()[*kind] += 1;
    }
    let voted = |range: &Range<usize>, own: usize| {
        let votes = votes.get(span(range).of(text)).copied().unwrap_or_default();
        (0..KINDS.len()).fold(own, |best, kind| if votes[kind] > votes[best] { kind } else { best })
    };
    parts.iter().map(|(range, kind)| Name { span: span(range), kind: KINDS[voted(range, *kind)] }).collect()
}

/// In the order of the model's tags.
const KINDS: [NameKind; 3] = [NameKind::Person, NameKind::Organization, NameKind::Place];

#[cfg(test)]
mod tests {
    use headwater_core::Span;

    use super::*;
    use crate::encoder::wordpiece::{Quoted, Shape};

    #[test]
    fn cuts_at_paragraphs_and_lets_the_article_vote() {
        let text = "Orlo Vesk met Dane\nOrlo Vesk and Vesk or Orlo Vesk";
        let word = |start: usize, end: usize| Word {
            span: Span::new(start, end),
            norm: text[start..end].to_lowercase(),
            pieces: vec![1],
            shape: Shape::Capitalised,
            quoted: Quoted::No,
            starts_paragraph: start == 19,
        };
        let words = [
            word(0, 4),
            word(5, 9),
            word(10, 13),
            word(14, 18),
            word(19, 23),
            word(24, 28),
            word(29, 32),
            word(33, 37),
            word(38, 40),
            word(41, 45),
            word(46, 50),
        ];
        let found = vec![(0..2, 0), (3..6, 1), (7..8, 2), (9..11, 0)];
        let shown: Vec<String> = names(text, &words, found).iter().map(|name| format!("{}/{:?}", name.span.of(text), name.kind)).collect();
        assert_eq!(shown, ["Orlo Vesk/Person", "Dane/Organization", "Orlo Vesk/Person", "Vesk/Place", "Orlo Vesk/Person"]);
    }
}
