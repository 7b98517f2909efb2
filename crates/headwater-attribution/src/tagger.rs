//! Parts of speech for English: an averaged perceptron (Collins 2002) over words, their shapes and the tags before them.
//!
//! The rules of this crate ask what kind of word stands where: a past tense opens a clause, a participle after `was` makes a passive,
//! a noun ends the noun phrase of a source. A list of verbs cannot tell `the report` from `they report`; this can, for about a microsecond a word.
//!
//! The weights stand in `data/tagger.txt`, one feature a line with a weight for each tag that it speaks for or against.
//! `examples/train_tagger.rs` learns them from GUM and UD English EWT.

use std::{hash::Hasher, sync::LazyLock};

use rustc_hash::{FxHashMap, FxHasher};

/// Part of speech: the Penn Treebank's, without its distinctions of degree, and with its `IN` split in two.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Tag {
    /// Singular common noun.
    Noun,
    /// Plural common noun.
    Nouns,
    /// Proper noun.
    Name,
    /// Personal pronoun.
    Pronoun,
    /// `my`, `their`.
    Possessive,
    /// The ending `’s` of a possessor.
    Genitive,
    /// Article, demonstrative, quantifier.
    Determiner,
    /// Adjective.
    Adjective,
    /// Number.
    Number,
    /// Adverb, negation included.
    Adverb,
    /// Preposition.
    Preposition,
    /// Subordinating conjunction: `that`, `if`, `because`.
    Subordinator,
    /// `and`, `or`, `but`.
    Coordinator,
    /// The word `to`.
    To,
    /// Particle of a verb: `point out`.
    Particle,
    /// `who`, `which`, `what`, `when`, relative `that`.
    Wh,
    /// `there` in `there is`.
    There,
    /// Modal verb.
    Modal,
    /// Infinitive or imperative.
    Base,
    /// Past tense.
    Past,
    /// Past participle.
    PastParticiple,
    /// `-ing`.
    Ing,
    /// Present, third person singular.
    Presents,
    /// Present, other persons.
    Present,
    /// Interjection, foreign word, symbol.
    Other,
    /// A mark; never guessed.
    Mark,
}

/// Every tag with its name in the weights file.
const TAGS: [(Tag, &str); 26] = [
    (Tag::Noun, "NN"),
    (Tag::Nouns, "NNS"),
    (Tag::Name, "NNP"),
    (Tag::Pronoun, "PRP"),
    (Tag::Possessive, "PRP$"),
    (Tag::Genitive, "POS"),
    (Tag::Determiner, "DT"),
    (Tag::Adjective, "JJ"),
    (Tag::Number, "CD"),
    (Tag::Adverb, "RB"),
    (Tag::Preposition, "IN"),
    (Tag::Subordinator, "SC"),
    (Tag::Coordinator, "CC"),
    (Tag::To, "TO"),
    (Tag::Particle, "RP"),
    (Tag::Wh, "WH"),
    (Tag::There, "EX"),
    (Tag::Modal, "MD"),
    (Tag::Base, "VB"),
    (Tag::Past, "VBD"),
    (Tag::PastParticiple, "VBN"),
    (Tag::Ing, "VBG"),
    (Tag::Presents, "VBZ"),
    (Tag::Present, "VBP"),
    (Tag::Other, "X"),
    (Tag::Mark, "."),
];

/// Number of tags that can be guessed.
pub const GUESSED: usize = TAGS.len() - 1;

impl Tag {
    /// The tag by its name in the weights file.
    pub fn named(name: &str) -> Option<Self> {
        TAGS.iter().find(|(_, n)| *n == name).map(|(tag, _)| *tag)
    }

    /// Its name in the weights file.
    pub fn name(self) -> &'static str {
        TAGS[self as usize].1
    }

    /// Whether a clause may have its verb in this form.
    pub fn is_finite(self) -> bool {
        matches!(self, Self::Past | Self::Presents | Self::Present | Self::Modal)
    }

    /// Whether it is a verb in any form, modals included.
    pub fn is_verb(self) -> bool {
        self.is_finite() || matches!(self, Self::Base | Self::PastParticiple | Self::Ing)
    }

    /// Whether it can be the last word of a noun phrase.
    pub fn is_noun(self) -> bool {
        matches!(self, Self::Noun | Self::Nouns | Self::Name | Self::Pronoun | Self::Number)
    }
}

/// A word as the tagger sees it.
#[derive(Clone, Debug)]
pub struct Input<'a> {
    /// The word as it stands.
    pub form: &'a str,
    /// The word in small letters.
    pub lower: &'a str,
    /// A tag that is known without guessing: marks, names.
    pub known: Option<Tag>,
}

/// Feature hash → weight for each tag.
pub type Weights = FxHashMap<u64, [f32; GUESSED]>;

static SHIPPED: LazyLock<Weights> = LazyLock::new(|| parse(include_str!("../data/tagger.txt")));

/// Tags one sentence with the shipped weights.
pub fn tag(words: &[Input]) -> Vec<Tag> {
    tag_with(&SHIPPED, words)
}

/// Tags one sentence from left to right, each word in the light of the two tags before it.
pub fn tag_with(weights: &Weights, words: &[Input]) -> Vec<Tag> {
    let mut tags: Vec<Tag> = Vec::with_capacity(words.len());
    for at in 0..words.len() {
        let tag = words[at].known.unwrap_or_else(|| best(&scores(weights, words, at, &tags)));
        tags.push(tag);
    }
    tags
}

/// The score of each tag for the word at `at`.
pub fn scores(weights: &Weights, words: &[Input], at: usize, before: &[Tag]) -> [f32; GUESSED] {
    let mut sum = [0.0; GUESSED];
    features(words, at, before, |name, value| {
        if let Some(row) = weights.get(&hash(name, value)) {
            for (total, weight) in sum.iter_mut().zip(row) {
                *total += weight;
            }
        }
    });
    sum
}

/// The tag with the highest score; the first of equals.
pub fn best(scores: &[f32; GUESSED]) -> Tag {
    let mut top = 0;
    for (index, score) in scores.iter().enumerate() {
        if *score > scores[top] {
            top = index;
        }
    }
    TAGS[top].0
}

/// Hands each feature of the word at `at` to `see`, as its name and value.
pub fn features(words: &[Input], at: usize, before: &[Tag], mut see: impl FnMut(&str, &str)) {
    let word = &words[at];
    let lower_at =
        |offset: isize| -> &str { at.checked_add_signed(offset).and_then(|index| words.get(index)).map_or("-", |word| word.lower) };
    let tag_at = |back: usize| -> &str { at.checked_sub(back).and_then(|index| before.get(index)).map_or("-", |tag| tag.name()) };
    let (previous, second) = (tag_at(1), tag_at(2));
    see("bias", "");
    see("w", word.lower);
    for length in 1..=4 {
        see(["s1", "s2", "s3", "s4"][length - 1], suffix(word.lower, length));
    }
    see("p", prefix(word.lower, 3));
    see("c", shape(word.form, at == 0));
    see("t1", previous);
    see("t2", &[second, previous].join(" "));
    see("tw", &[previous, word.lower].join(" "));
    see("w-1", lower_at(-1));
    see("w-2", lower_at(-2));
    see("w+1", lower_at(1));
    see("w+2", lower_at(2));
    see("s+1", suffix(lower_at(1), 3));
    see("c+1", words.get(at + 1).map_or("-", |word| shape(word.form, false)));
    see("ts", &[previous, suffix(word.lower, 3)].join(" "));
}

/// The key of a feature in [`Weights`].
pub fn hash(name: &str, value: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(name.as_bytes());
    hasher.write_u8(b'=');
    hasher.write(value.as_bytes());
    hasher.finish()
}

/// The last `length` characters.
fn suffix(word: &str, length: usize) -> &str {
    let start = word.char_indices().rev().nth(length - 1).map_or(0, |(index, _)| index);
    &word[start..]
}

/// The first `length` characters.
fn prefix(word: &str, length: usize) -> &str {
    let end = word.char_indices().nth(length).map_or(word.len(), |(index, _)| index);
    &word[..end]
}

/// Capitals, digits and hyphens at a glance.
fn shape(form: &str, first: bool) -> &'static str {
    let mut letters = form.chars().filter(|c| c.is_alphabetic());
    let upper = letters.next().is_some_and(char::is_uppercase);
    let all_upper = upper && letters.all(char::is_uppercase) && form.chars().nth(1).is_some();
    match () {
        () if form.chars().any(|c| c.is_ascii_digit()) => "digit",
        () if all_upper => "upper",
        () if upper && first => "first",
        () if upper => "capital",
        () if form.contains('-') => "hyphen",
        () if !form.chars().any(char::is_alphanumeric) => "mark",
        () => "lower",
    }
}

/// Reads `name=value TAG:weight TAG:weight …` lines, tab-separated; lines that begin with `#` are notes.
pub fn parse(text: &str) -> Weights {
    let mut weights = Weights::default();
    for line in text.lines().filter(|line| !line.starts_with("# ")) {
        let mut fields = line.split('\t');
        let Some((name, value)) = fields.next().and_then(|feature| feature.split_once('=')) else { continue };
        let mut row = [0.0; GUESSED];
        for (tag, weight) in fields.filter_map(|field| field.rsplit_once(':')) {
            if let (Some(tag), Ok(weight)) = (Tag::named(tag), weight.parse::<f32>()) {
                row[tag as usize] = weight;
            }
        }
        weights.insert(hash(name, value), row);
    }
    weights
}
