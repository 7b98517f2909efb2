//! Source and content of a cue in the shapes that they have in texts.
//!
//! The pair head labels word by word and leaves gaps: a source is one run of words, and a content goes on unbroken but for the cue and the source that
//! part it.

use super::wordpiece::Word;

/// The longest gap in a source that is filled, in words.
const SOURCE_GAP: usize = 3;
/// The longest gap in a content that is filled.
const CONTENT_GAP: usize = 12;

/// The words of a source, by number and in order.
pub fn source(words: &[Word], cue: &[usize], content: &[usize], source: &[usize]) -> Vec<usize> {
    let distance = |run: &[usize]| match (cue.first(), run.first(), run.last()) {
        (Some(cue), Some(first), Some(last)) => cue.saturating_sub(*last).max(first.saturating_sub(*cue)),
        _ => 0,
    };
    let parts = |word: usize| matches!(words[word].norm.as_str(), ":" | ";" | "\"" | "“" | "”" | "''" | "?" | "!");
    let filled = filled(words, source, SOURCE_GAP, |word| cue.contains(&word) || content.contains(&word) || parts(word));
    let nearest = filled.chunk_by(|a, b| a + 1 == *b).min_by_key(|run| distance(run));
    nearest.map(<[usize]>::to_vec).unwrap_or_default()
}

/// PolNeAR counts the comma behind an apposition to the source (`Okafor, the minister, said`), and no other comma at its end.
pub fn close_apposition(words: &[Word], content: &[usize], source: &mut Vec<usize>) {
    let is_comma = |at: usize| words.get(at).is_some_and(|word| word.norm == ",");
    let Some(last) = source.last().copied() else { return };
    let apposition = source[..source.len() - 1].iter().any(|at| is_comma(*at));
    if apposition && !is_comma(last) && is_comma(last + 1) && !content.contains(&(last + 1)) {
        source.push(last + 1);
    } else if !apposition && is_comma(last) {
        source.pop();
    }
}

/// The words of a content, by number and in order.
pub fn content(words: &[Word], cue: &[usize], source: &[usize], content: &[usize]) -> Vec<usize> {
    let mut filled = filled(words, content, CONTENT_GAP, |word| cue.contains(&word) || source.contains(&word));
    // A comma before a closing mark belongs to the quotation.
    let quoted = |at: usize| words.get(at).is_some_and(|word| matches!(word.norm.as_str(), "\"" | "”" | "'" | "’" | "''"));
    if let Some(last) = filled.last().copied().filter(|last| filled.len() > 1 && words[*last].norm == "," && !quoted(last + 1)) {
        filled.retain(|word| *word != last);
    }
    filled
}

/// Fills gaps up to `longest` words that hold no word of another role and no end of a paragraph.
fn filled(words: &[Word], role: &[usize], longest: usize, other: impl Fn(usize) -> bool) -> Vec<usize> {
    let mut out: Vec<usize> = Vec::with_capacity(role.len());
    for at in role {
        if let Some(last) = out.last().copied()
            && at - last <= longest + 1
            && !(last + 1..*at).any(|gap| other(gap) || words[gap].starts_paragraph)
            && !words[*at].starts_paragraph
        {
            out.extend(last + 1..*at);
        }
        out.push(*at);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoder::wordpiece::{Quoted, Shape};
    use headwater_core::Span;

    fn words(text: &str) -> Vec<Word> {
        let word = |norm: &str| Word {
            span: Span::new(0, 1),
            norm: norm.to_owned(),
            pieces: vec![1],
            shape: Shape::Lower,
            quoted: Quoted::No,
            starts_paragraph: norm == "|",
        };
        text.split(' ').map(word).collect()
    }

    #[test]
    fn gaps_are_filled_up_to_other_roles_and_paragraphs() {
        let words = words("the port was shut , she said , for ever | and more");
        assert_eq!(content(&words, &[6], &[5], &[0, 1, 3, 8, 9, 11]), [0, 1, 2, 3, 8, 9, 11]);
        assert_eq!(content(&words, &[6], &[5], &[0, 1, 3, 4]), [0, 1, 2, 3]);
    }

    #[test]
    fn a_source_is_one_run() {
        let words = words("okafor , the old minister , said it of the port");
        assert_eq!(source(&words, &[6], &[7], &[0, 2, 4]), [0, 1, 2, 3, 4]);
        assert_eq!(source(&words, &[6], &[7], &[4, 10]), [4]);
        let mut whole = vec![0, 1, 2, 3, 4];
        close_apposition(&words, &[7], &mut whole);
        assert_eq!(whole, [0, 1, 2, 3, 4, 5]);
    }
}
