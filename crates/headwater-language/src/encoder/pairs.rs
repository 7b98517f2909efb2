//! What two mentions have in common, counted from their words: how far apart they stand, how their words relate, what kinds of mentions they are.
//!
//! `training/headwater_training/mentions.py` counts the same; the two must never part.

use rustc_hash::FxHashMap;

use super::{
    mentions::{Mention, has_capital},
    wordpiece::{Shape, Word},
};

/// Buckets of the distance in words, its binary logarithm.
const DISTANCES: usize = 12;
/// Buckets of the distance in sentences: 0, 1, 2, 4, 8 and more.
const SENTENCES: usize = 6;
/// How words relate, twice: the upper half is for two names.
const STRINGS: usize = 18;
/// Classes of pronouns, the first for other words.
const PRONOUNS: usize = 11;
/// Kinds of mentions.
const KINDS: usize = 8;
/// Apart, the later's head in the earlier, the earlier's in the later.
const NESTING: usize = 3;
/// Quotation states of two heads.
const QUOTED: usize = 9;

/// Rows of the tables of a pair's facts, in the order of [`Facts`].
pub const FACTS: [usize; 7] = [DISTANCES, SENTENCES, STRINGS, PRONOUNS * PRONOUNS, KINDS * KINDS, NESTING, QUOTED];

/// The relation of two names whose words are the same, as [`Facts`] counts it.
pub const SAME_NAME: u8 = 10;

/// What is counted of a pair.
pub type Facts = [u8; FACTS.len()];

/// What is counted of one mention, once for all its pairs.
#[derive(Debug)]
pub struct Described {
    mention: Mention,
    /// Words go by numbers; the head's.
    head: usize,
    sentence: usize,
    pronoun: u8,
    kind: u8,
    quoted: u8,
    is_name: bool,
    /// Each once, in the order of the numbers.
    core: Vec<usize>,
    /// The head where it may be an acronym.
    short: Option<usize>,
    /// The first letters of the capitalised words of the core, at least two, as a word.
    initials: Option<usize>,
}

impl Described {
    /// The numbers of words by which mentions with something in common are found: those of the core, the acronym, and what an acronym of it would be.
    pub fn keys(&self) -> impl Iterator<Item = usize> {
        self.core.iter().copied().chain(self.initials)
    }
}

/// Describes an article's mentions.
pub fn describe(words: &[Word], mentions: &[Mention]) -> Vec<Described> {
    let sentences = sentence_numbers(words);
    let mut numbers = Numbers::default();
    mentions.iter().map(|mention| described(words, &sentences, &mut numbers, *mention)).collect()
}

/// Words and the numbers that they go by, in the order in which they were met.
#[derive(Default)]
struct Numbers(FxHashMap<String, usize>);

impl Numbers {
    fn of(&mut self, word: &str) -> usize {
        let next = self.0.len();
        match self.0.get(word) {
            Some(number) => *number,
            None => *self.0.entry(word.to_owned()).or_insert(next),
        }
    }
}

/// The facts of a pair.
pub fn facts(later: &Described, earlier: &Described) -> Facts {
    let distance = (later.mention.head.abs_diff(earlier.mention.head).max(1).ilog2() as usize).min(DISTANCES - 1);
    let sentences = match later.sentence.abs_diff(earlier.sentence) {
        near @ 0..=2 => near,
        3..=4 => 3,
        5..=8 => 4,
        _ => 5,
    };
    let holds = |whole: &Described, part: &Described| (whole.mention.first..=whole.mention.last).contains(&part.mention.head);
    let nesting = match (holds(earlier, later), holds(later, earlier)) {
        (true, _) => 1,
        (false, true) => 2,
        (false, false) => 0,
    };
    [
        distance as u8,
        sentences as u8,
        relation(later, earlier) + if later.is_name && earlier.is_name { STRINGS as u8 / 2 } else { 0 },
        later.pronoun * PRONOUNS as u8 + earlier.pronoun,
        later.kind * KINDS as u8 + earlier.kind,
        nesting,
        later.quoted * 3 + earlier.quoted,
    ]
}

/// How the words of two mentions relate: 0 not, 1 the same, 2 and 3 the same head and nothing more in the later or in the earlier, 4 the same head,
/// 5 and 6 nothing more in the later or in the earlier, 7 a word in common, 8 an acronym and what it stands for.
fn relation(later: &Described, earlier: &Described) -> u8 {
    let common = common(&later.core, &earlier.core);
    let (later_within, earlier_within) = (common == later.core.len(), common == earlier.core.len());
    match (later_within, earlier_within, later.head == earlier.head) {
        (true, true, _) => 1,
        (true, false, true) => 2,
        (false, true, true) => 3,
        (false, false, true) => 4,
        (true, false, false) => 5,
        (false, true, false) => 6,
        (false, false, false) if common > 0 => 7,
        (false, false, false) => {
            let stands_for = |short: &Described, long: &Described| short.short.is_some() && short.short == long.initials;
            if stands_for(later, earlier) || stands_for(earlier, later) { 8 } else { 0 }
        }
    }
}

/// How many numbers two lists share, each in order and without repetition.
fn common(mut one: &[usize], mut other: &[usize]) -> usize {
    let mut count = 0;
    while let ([a, one_rest @ ..], [b, other_rest @ ..]) = (one, other) {
        count += usize::from(a == b);
        (one, other) = (if a <= b { one_rest } else { one }, if b <= a { other_rest } else { other });
    }
    count
}

fn described(words: &[Word], sentences: &[usize], numbers: &mut Numbers, mention: Mention) -> Described {
    let head = &words[mention.head];
    let number = numbers.of(&head.norm);
    let core = core(words, mention);
    let letters: String = core.iter().filter(|at| has_capital(words[**at].shape)).filter_map(|at| words[*at].norm.chars().next()).collect();
    Described {
        mention,
        head: number,
        sentence: sentences[mention.head],
        pronoun: if mention.first == mention.last { pronoun(head) } else { 0 },
        kind: kind(words, mention),
        quoted: head.quoted as u8,
        is_name: has_capital(head.shape) && pronoun(head) == 0,
        short: (head.shape == Shape::Upper).then_some(number),
        initials: (letters.chars().count() > 1).then(|| numbers.of(&letters)),
        core: {
            let mut core: Vec<usize> = core.into_iter().map(|at| numbers.of(&words[at].norm)).collect();
            core.sort_unstable();
            core.dedup();
            core
        },
    }
}

/// Which sentence each word stands in, by marks and paragraphs alone.
fn sentence_numbers(words: &[Word]) -> Vec<usize> {
    let mut number = 0;
    (0..words.len())
        .map(|at| {
            if at > 0 && (words[at].starts_paragraph || matches!(words[at - 1].norm.as_str(), "." | "!" | "?")) {
                number += 1;
            }
            number
        })
        .collect()
}

/// The class of a pronoun; 0 for other words, of which `WHO` and `US` are.
pub fn pronoun(word: &Word) -> u8 {
    match word.norm.as_str() {
        _ if word.shape == Shape::Upper => 0,
        "he" | "him" | "his" | "himself" => 1,
        "she" | "her" | "hers" | "herself" => 2,
        "it" | "its" | "itself" => 3,
        "they" | "them" | "their" | "theirs" | "themselves" => 4,
        "i" | "me" | "my" | "mine" | "myself" => 5,
        "we" | "us" | "our" | "ours" | "ourselves" => 6,
        "you" | "your" | "yours" | "yourself" | "yourselves" => 7,
        "this" | "that" => 8,
        "these" | "those" => 9,
        "who" | "whom" | "whose" | "which" | "what" => 10,
        _ => 0,
    }
}

/// 0 a pronoun, 1 a name, else how a description begins: 2 the, 3 a, 4 this, 5 her, 6 Vesk's, 7 anything else.
fn kind(words: &[Word], mention: Mention) -> u8 {
    let head = &words[mention.head];
    if mention.first == mention.last && pronoun(head) != 0 {
        return 0;
    }
    match words[mention.first].norm.as_str() {
        "the" => 2,
        "a" | "an" => 3,
        "this" | "that" | "these" | "those" => 4,
        "my" | "your" | "his" | "her" | "its" | "our" | "their" => 5,
        _ if has_capital(head.shape) => 1,
        _ if words[mention.first..mention.head].iter().any(|word| is_apostrophe(&word.norm)) => 6,
        _ => 7,
    }
}

/// The words up to the head, twelve at most, and those of a name behind it, without function words; the head where nothing is left.
fn core(words: &[Word], mention: Mention) -> Vec<usize> {
    let behind = words[mention.head + 1..=mention.last.max(mention.head)].iter();
    let name =
        behind.take_while(|word| has_capital(word.shape) || matches!(word.norm.as_str(), "-" | ".") || is_apostrophe(&word.norm)).count();
    let range = mention.first.max(mention.head.saturating_sub(12))..mention.head + 1 + name;
    let found: Vec<usize> = range.filter(|at| !is_function(&words[*at].norm)).collect();
    if found.is_empty() { vec![mention.head] } else { found }
}

fn is_apostrophe(word: &str) -> bool {
    matches!(word, "'" | "’")
}

/// Words and marks that say nothing of whom a mention means.
fn is_function(word: &str) -> bool {
    matches!(word, "the" | "a" | "an" | "this" | "that" | "these" | "those" | "of" | "and" | "s" | "mr" | "mrs" | "ms" | "dr")
        || matches!(word, "my" | "your" | "his" | "her" | "its" | "our" | "their")
        || matches!(word, "'" | "’" | "," | "." | "-" | "\"" | "“" | "”" | "(" | ")")
}

#[cfg(test)]
mod tests {
    use headwater_core::Span;

    use super::*;
    use crate::encoder::wordpiece::Quoted;

    /// Words of a text in which white space parts all words and marks; `|` begins a paragraph.
    fn words(text: &str) -> Vec<Word> {
        let shape = |word: &str| match word.chars().filter(|c| c.is_uppercase()).count() {
            0 => Shape::Lower,
            1 => Shape::Capitalised,
            _ => Shape::Upper,
        };
        let mut at = 0;
        text.split(' ')
            .map(|word| {
                let start = at;
                at += word.len() + 1;
                let bare = word.trim_start_matches('|');
                Word {
                    span: Span::new(start, start + word.len()),
                    norm: bare.to_lowercase(),
                    pieces: vec![1],
                    shape: shape(bare),
                    quoted: Quoted::No,
                    starts_paragraph: bare != word,
                }
            })
            .collect()
    }

    #[test]
    fn tells_how_words_relate() {
        let text = "the Dane Water Board said the board and Orlo Vesk with DWB saw Vesk at the old mill and the new mill . |The mill";
        let words = words(text);
        // Each by its first word, its head, its last.
        let of = |first: &str, head: &str, last: &str| {
            let start = words.iter().position(|word| word.span.of(text) == first).unwrap();
            let at = |wanted: &str| start + words[start..].iter().position(|word| word.span.of(text) == wanted).unwrap();
            Mention { first: start, head: at(head), last: at(last) }
        };
        let board = of("the", "Board", "Board");
        let short = Mention { first: 5, head: 6, last: 6 };
        let person = of("Orlo", "Orlo", "Vesk");
        let acronym = of("DWB", "DWB", "DWB");
        let surname = Mention { first: 13, head: 13, last: 13 };
        let (old, new) = (Mention { first: 15, head: 17, last: 17 }, Mention { first: 19, head: 21, last: 21 });
        let mill = Mention { first: 23, head: 24, last: 24 };
        let check = |later: Mention, earlier: Mention, relation: u8, names: bool, sentences: u8| {
            let described = describe(&words, &[later, earlier]);
            let facts = facts(&described[0], &described[1]);
            assert_eq!((facts[2], facts[1]), (relation + if names { 9 } else { 0 }, sentences), "{later:?} {earlier:?}");
        };
        check(short, board, 2, false, 0);
        check(acronym, board, 8, true, 0);
        check(surname, person, 5, true, 0);
        check(person, board, 0, true, 0);
        check(new, old, 4, false, 0);
        check(mill, new, 2, false, 1);
        check(mill, mill, 1, false, 0);
    }

    #[test]
    fn knows_pronouns_from_acronyms() {
        let words = words("it IT us US");
        assert_eq!(words.iter().map(pronoun).collect::<Vec<_>>(), [3, 0, 6, 0]);
    }
}
