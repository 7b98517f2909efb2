//! What statements of several matters tell, one by one: of `The lock broke. We will close the quay` each sentence says a thing of its own, and each may
//! stand in other reports without the other.

use headwater_core::{Span, Statement};

use crate::Report;
use crate::lexicon::LEXICON;
use crate::lists::List;
use crate::words::{fold, spans};

/// A piece has so many words at least,
const WORDS: usize = 3;
/// and so many that carry matter.
const MATTER: usize = 2;

/// Each piece as a statement of its own, and the number of the statement that it is of. What tells a single thing has none.
pub fn pieces(reports: &[Report], statements: &[Statement]) -> (Vec<Statement>, Vec<usize>) {
    let (mut pieces, mut owners) = (Vec::new(), Vec::new());
    for (number, statement) in statements.iter().enumerate() {
        let report = &reports[statement.article.0];
        let sentences = &report.analysis.sentences;
        let is_end = |from: usize, to: usize| {
            let at = sentences.partition_point(|sentence| sentence.span.start < from);
            sentences.get(at).is_some_and(|sentence| sentence.span.start <= to)
        };
        let cut: Vec<Span> = statement.content.iter().flat_map(|span| cut(&report.article.text, *span, is_end)).collect();
        if cut.len() > 1 {
            owners.extend(cut.iter().map(|_| number));
            pieces.extend(cut.into_iter().map(|span| Statement { content: vec![span], within: None, ..statement.clone() }));
        }
    }
    (pieces, owners)
}

/// The statement that a node belongs to: the first `statements` nodes are statements, the others their pieces.
pub fn owner(node: usize, statements: usize, owners: &[usize]) -> usize {
    node.checked_sub(statements).map_or(node, |piece| owners[piece])
}

/// A stretch cut where a sentence ends, that is begins between two places, and where a clause may: not every joint is one of clauses, but what is cut
/// there wrongly seldom finds anything that says the same. Other joints (`since`, `when`) tie what they join more closely than a further matter.
fn cut(text: &str, span: Span, is_end: impl Fn(usize, usize) -> bool) -> Vec<Span> {
    static JOINTS: List = List::new("and but while because although though whereas");
    static AFTER_COMMA: List = List::new("which who so adding");
    let words: Vec<Span> = spans(span.of(text)).map(|word| Span::new(span.start + word.start, span.start + word.end)).collect();
    let is_cut = |at: usize| {
        let (end, start) = (words[at - 1].end, words[at].start);
        let (between, word) = (&text[end..start], fold(words[at].of(text)));
        is_end(end, start)
            || between.contains([';', '—'])
            || between.contains(" –")
            || between.contains("– ")
            || JOINTS.has(&word)
            || (between.contains(',') && AFTER_COMMA.has(&word))
    };
    let mut pieces: Vec<Span> = Vec::new();
    let mut start = 0;
    for end in 1..=words.len() {
        if end < words.len() && !is_cut(end) {
            continue;
        }
        let piece = Span::new(words[start].start, words[end - 1].end);
        let matter = words[start..end].iter().filter(|word| !LEXICON.is_stop(&fold(word.of(text)))).count();
        match pieces.last_mut() {
            _ if end - start >= WORDS && matter >= MATTER => pieces.push(piece),
            Some(last) => last.end = piece.end,
            // Too little to stand alone: it goes with what follows.
            None => continue,
        }
        start = end;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_and_clauses_are_pieces() {
        let check = |text: &str, expected: &[&str]| {
            let is_end = |from: usize, to: usize| text[from..to].contains(['.', '?']);
            let found: Vec<&str> = cut(text, Span::new(0, text.len()), is_end).iter().map(|piece| piece.of(text)).collect();
            assert_eq!(found, expected);
        };
        check("The lock broke. We will close the quay", &["The lock broke", "We will close the quay"]);
        check("the lock broke and the quay is closed", &["the lock broke", "and the quay is closed"]);
        check("the harbour master, who saw the lock break, went home", &["the harbour master", "who saw the lock break, went home"]);
        check("Who knows? The lock may have broken. So?", &["Who knows? The lock may have broken. So"]);
        check("the lock and quay", &["the lock and quay"]);
        check("the quay was shut – the lock broke", &["the quay was shut", "the lock broke"]);
        check("in the winters 2010–2012 the quay was shut", &["in the winters 2010–2012 the quay was shut"]);
        check("", &[]);
    }
}
