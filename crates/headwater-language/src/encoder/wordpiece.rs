//! Text to words and word pieces, each with its exact place.
//!
//! The rules are BERT's uncased ones (Devlin et al. 2019) with two additions: a doubled single quote, as old wire copy writes a quotation mark, is one
//! `"`, and every word carries what the uncased vocabulary loses: its case shape, and whether it stands inside a quotation.
//! `training/headwater_training/tokenizer.py` does the same; the model was trained on that, so the two must never part.

use headwater_core::Span;
use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

/// The pieces that the model knows.
#[derive(Debug)]
pub struct Vocabulary {
    numbers: FxHashMap<String, u32>,
    unknown: u32,
    /// The piece before every window.
    pub first: u32,
    /// The piece after every window.
    pub last: u32,
}

impl Vocabulary {
    /// Reads a vocabulary, one piece a line; none where one of the pieces that the model cannot do without is missing.
    pub fn new(lines: &str) -> Option<Self> {
        let numbers: FxHashMap<String, u32> =
            (0..).zip(lines.split('\n')).filter(|(_, p)| !p.is_empty()).map(|(n, p)| (p.to_owned(), n)).collect();
        let of = |piece: &str| numbers.get(piece).copied();
        Some(Self { unknown: of("[UNK]")?, first: of("[CLS]")?, last: of("[SEP]")?, numbers })
    }
}

/// A word or mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where it stands.
    pub span: Span,
    /// In small letters, accents dropped.
    pub norm: String,
    /// Its pieces, at least one.
    pub pieces: Vec<u32>,
    /// What the letters' case tells.
    pub shape: Shape,
    /// Whether it stands inside a quotation.
    pub quoted: Quoted,
    /// Whether a paragraph starts with it.
    pub starts_paragraph: bool,
}

/// What the letters' case tells. The order is that of the model's table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// No letters, no digits, or letters of a script without case.
    NoCase,
    /// `word`
    Lower,
    /// `Word`
    Capitalised,
    /// `NATO`
    Upper,
    /// `U`
    Initial,
    /// `McCabe`
    Mixed,
    /// `1990`
    Digits,
}

/// Whether a word stands inside a quotation, marks included. The order is that of the model's table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quoted {
    /// Outside.
    No,
    /// Between double marks.
    Double,
    /// Between single marks, outside double ones.
    Single,
}

/// Longest word in characters that is cut into pieces; longer ones are unknown.
const LONGEST_WORD: usize = 100;

/// Appends the words of one paragraph.
pub fn words(vocabulary: &Vocabulary, text: &str, paragraph: Span, out: &mut Vec<Word>) {
    let first = out.len();
    let mut run_start = None;
    for (at, c) in paragraph.of(text).char_indices() {
        let at = paragraph.start + at;
        if c.is_whitespace() {
            if let Some(start) = run_start.take() {
                split(vocabulary, text, Span::new(start, at), out);
            }
        } else if run_start.is_none() {
            run_start = Some(at);
        }
    }
    if let Some(start) = run_start {
        split(vocabulary, text, Span::new(start, paragraph.end), out);
    }
    if let Some(word) = out.get_mut(first) {
        word.starts_paragraph = true;
    }
    mark_quotations(&mut out[first..]);
}

/// Splits a run without white space at marks and ideographs.
fn split(vocabulary: &Vocabulary, text: &str, run: Span, out: &mut Vec<Word>) {
    let mut start = None;
    let mut norm = String::new();
    let mut characters = run.of(text).char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let at = run.start + at;
        let doubled = matches!(c, '\'' | '`') && characters.peek().is_some_and(|(_, next)| *next == c);
        if !doubled && !stands_alone(c) {
            start.get_or_insert(at);
            plain(c, &mut norm);
            continue;
        }
        if let Some(start) = start.take() {
            push(vocabulary, text, Span::new(start, at), std::mem::take(&mut norm), out);
        }
        let mut end = at + c.len_utf8();
        let mut mark = String::new();
        if doubled {
            characters.next();
            end += 1;
            mark.push('"');
        } else {
            plain(c, &mut mark);
        }
        push(vocabulary, text, Span::new(at, end), mark, out);
    }
    if let Some(start) = start {
        push(vocabulary, text, Span::new(start, run.end), norm, out);
    }
}

/// Words that are nothing but dropped characters vanish.
fn push(vocabulary: &Vocabulary, text: &str, span: Span, norm: String, out: &mut Vec<Word>) {
    if !norm.is_empty() {
        let (pieces, shape) = (pieces(vocabulary, &norm), shape(span.of(text)));
        out.push(Word { span, norm, pieces, shape, quoted: Quoted::No, starts_paragraph: false });
    }
}

/// Greedy longest-match-first word pieces.
fn pieces(vocabulary: &Vocabulary, norm: &str) -> Vec<u32> {
    let bounds: Vec<usize> = norm.char_indices().map(|(at, _)| at).chain([norm.len()]).collect();
    if bounds.len() > LONGEST_WORD + 1 {
        return vec![vocabulary.unknown];
    }
    let mut out = Vec::new();
    let mut from = 0;
    let mut inner = String::new();
    while from + 1 < bounds.len() {
        let found = (from + 1..bounds.len()).rev().find_map(|to| {
            let part = &norm[bounds[from]..bounds[to]];
            let number = if from == 0 {
                vocabulary.numbers.get(part)
            } else {
                inner.clear();
                inner.push_str("##");
                inner.push_str(part);
                vocabulary.numbers.get(&inner)
            };
            number.map(|number| (*number, to))
        });
        let Some((number, to)) = found else { return vec![vocabulary.unknown] };
        out.push(number);
        from = to;
    }
    out
}

/// Appends the character as the vocabulary writes it: small, without accents; nothing for controls.
fn plain(c: char, out: &mut String) {
    if c.is_ascii() {
        if !c.is_ascii_control() {
            out.push(c.to_ascii_lowercase());
        }
    } else if c != '\u{fffd}' && c.general_category_group() != GeneralCategoryGroup::Other {
        out.extend(c.to_lowercase().nfd().filter(|c| c.general_category() != GeneralCategory::NonspacingMark));
    }
}

/// Marks (all ASCII symbols count) and ideographs are words of their own.
fn stands_alone(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_punctuation();
    }
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2ceaf}')
        || c.general_category_group() == GeneralCategoryGroup::Punctuation
}

fn shape(word: &str) -> Shape {
    let upper = word.chars().filter(|c| c.is_uppercase()).count();
    let lower = word.chars().filter(|c| c.is_lowercase()).count();
    match (upper, lower) {
        (0, 0) if word.chars().any(char::is_numeric) => Shape::Digits,
        (0, 0) => Shape::NoCase,
        (0, _) => Shape::Lower,
        (1, 0) => Shape::Initial,
        (_, 0) => Shape::Upper,
        (1, _) if word.starts_with(char::is_uppercase) => Shape::Capitalised,
        _ => Shape::Mixed,
    }
}

/// Sets the quotation state of one paragraph's words, marks included.
///
/// A straight double mark opens where it touches the next word only, closes where it touches the previous word only, and else does what is due.
/// Single marks count outside double ones only, and only where a closing one follows in the paragraph.
fn mark_quotations(words: &mut [Word]) {
    let closes_single: Vec<bool> = (0..words.len()).map(|i| closes_single(words, i)).collect();
    let last_closing = closes_single.iter().rposition(|closes| *closes);
    let (mut double, mut single) = (false, false);
    for i in 0..words.len() {
        let before = i > 0 && words[i - 1].span.end == words[i].span.start;
        let after = words.get(i + 1).is_some_and(|next| next.span.start == words[i].span.end);
        words[i].quoted = match words[i].norm.as_str() {
            "“" | "„" | "«" | "‟" => {
                double = true;
                Quoted::Double
            }
            "”" | "»" => {
                double = false;
                Quoted::Double
            }
            "\"" => {
                double = if before == after { !double } else { after };
                Quoted::Double
            }
            _ if double => Quoted::Double,
            _ if single => {
                single = !closes_single[i];
                Quoted::Single
            }
            "‘" | "'" if after && !before && last_closing.is_some_and(|last| last > i) => {
                single = true;
                Quoted::Single
            }
            _ => Quoted::No,
        };
    }
}

/// Whether a single mark can end a quotation: it touches the word before it and no letter after it.
fn closes_single(words: &[Word], i: usize) -> bool {
    let word = &words[i];
    if !matches!(word.norm.as_str(), "’" | "'") || i == 0 || words[i - 1].span.end != word.span.start {
        return false;
    }
    let Some(next) = words.get(i + 1) else { return true };
    next.span.start != word.span.end || !next.norm.starts_with(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn vocabulary() -> Vocabulary {
        Vocabulary::new("[PAD]\n[UNK]\n[CLS]\n[SEP]\nthe\nwarn\n##ed\n##ing\nu\n.\ns\n\"\n“\n”\n‘\n’\n'\nstay\nwe\nsaid\ncafe\n,\nt\ndon\n")
            .unwrap()
    }

    fn read(text: &str) -> Vec<Word> {
        let mut out = Vec::new();
        words(&vocabulary(), text, Span::new(0, text.len()), &mut out);
        out
    }

    fn check(text: &str, expected: &str) {
        let shown: Vec<String> = read(text).iter().map(|w| format!("{}/{:?}/{:?}", w.span.of(text), w.shape, w.quoted)).collect();
        assert_eq!(shown.join(" "), expected);
    }

    #[test]
    fn splits_at_marks_and_keeps_the_case() {
        check("U.S. WARNED", "U/Initial/No ./NoCase/No S/Initial/No ./NoCase/No WARNED/Upper/No");
        check("Café\u{200b} No 12", "Café\u{200b}/Capitalised/No No/Capitalised/No 12/Digits/No");
    }

    #[test]
    fn follows_quotations() {
        check("“We stay,” he", "“/NoCase/Double We/Capitalised/Double stay/Lower/Double ,/NoCase/Double ”/NoCase/Double he/Lower/No");
        check("''We'' stay", "''/NoCase/Double We/Capitalised/Double ''/NoCase/Double stay/Lower/No");
        check(
            "he said 'we stay' too",
            "he/Lower/No said/Lower/No '/NoCase/Single we/Lower/Single stay/Lower/Single '/NoCase/Single too/Lower/No",
        );
        check("the boys' we", "the/Lower/No boys/Lower/No '/NoCase/No we/Lower/No");
        check("we don't", "we/Lower/No don/Lower/No '/NoCase/No t/Lower/No");
    }

    #[test]
    fn cuts_words_into_pieces() {
        let words = read("Warned warning cafés ☃");
        assert_eq!(words.iter().map(|w| w.pieces.clone()).collect::<Vec<_>>(), [vec![5, 6], vec![5, 7], vec![1], vec![1]]);
    }

    proptest! {
        #[test]
        fn words_tile_the_text_in_order(text in "\\PC{0,80}|[a-zA-Z '\"“”‘’.\u{300}\u{200b}é\n]{0,80}") {
            let mut end = 0;
            for word in read(&text) {
                prop_assert!(word.span.start >= end && word.span.end > word.span.start && !word.pieces.is_empty());
                prop_assert!(text.get(word.span.start..word.span.end).is_some_and(|w| !w.contains(char::is_whitespace)));
                end = word.span.end;
            }
        }
    }
}
