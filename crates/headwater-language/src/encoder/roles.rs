//! Source and content of a cue in the shapes that they have in texts, as far as words alone tell; [`super::runs`] mends what takes the whole paragraph.
//!
//! The pair head labels word by word and leaves gaps, where a source is one run of words.

use super::wordpiece::Word;

/// The longest gap in a source that is filled, in words.
const LONGEST_GAP: usize = 3;

/// The words of a source, by number and in order.
pub fn source(words: &[Word], cue: &[usize], content: &[usize], source: &[usize]) -> Vec<usize> {
    let distance = |run: &[usize]| match (cue.first(), run.first(), run.last()) {
        (Some(cue), Some(first), Some(last)) => cue.saturating_sub(*last).max(first.saturating_sub(*cue)),
        _ => 0,
    };
    let parts = |word: usize| matches!(words[word].norm.as_str(), ":" | ";" | "\"" | "“" | "”" | "''" | "?" | "!");
    let other = |word: usize| cue.contains(&word) || content.contains(&word) || parts(word);
    let mut filled: Vec<usize> = Vec::with_capacity(source.len());
    for at in source {
        if let Some(last) = filled.last().copied()
            && at - last <= LONGEST_GAP + 1
            && !(last + 1..*at).any(|gap| other(gap) || words[gap].starts_paragraph)
            && !words[*at].starts_paragraph
        {
            filled.extend(last + 1..*at);
        }
        filled.push(*at);
    }
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

/// A content without the comma at its end, unless a closing mark follows: that comma belongs to the quotation.
pub fn close_content(words: &[Word], content: &mut Vec<usize>) {
    let quoted = |at: usize| words.get(at).is_some_and(|word| matches!(word.norm.as_str(), "\"" | "”" | "'" | "’" | "''"));
    if let [_, .., last] = content[..]
        && words[last].norm == ","
        && !quoted(last + 1)
    {
        content.pop();
    }
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
    fn a_content_ends_before_its_comma() {
        let words = words("the port was shut , she said");
        let mut content = vec![0, 1, 3, 4];
        close_content(&words, &mut content);
        assert_eq!(content, [0, 1, 3]);
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
