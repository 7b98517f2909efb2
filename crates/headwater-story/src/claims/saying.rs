//! A statement as it is compared with others: its words, weighed.

use std::collections::BTreeSet;

use headwater_core::{Form, Polarity, Span, Statement};
use headwater_language::encoder::meanings::Rows;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::doer::Doer;
use super::kin::Kin;
use super::sense::{self, Sense};
use super::sieve::Sieve;
use crate::Report;
use crate::lexicon::{LEXICON, phrase};
use crate::words::{fold, key, spans};

/// A statement made ready for comparison.
#[derive(Clone, Debug, Default)]
pub struct Saying {
    /// Number of its article.
    pub article: usize,
    /// The statement that it stands inside.
    pub within: Option<usize>,
    /// Keys of all its words in order.
    pub words: Vec<u64>,
    /// Each of `words` with its place among them, in the order of the keys.
    pub places: Vec<(u64, u32)>,
    /// The keys of `words`.
    pub has_word: Sieve,
    /// For each of `words`, its term if it carries matter.
    pub term_at: Vec<Option<u32>>,
    /// What it is about: distinct terms by number, with their weight.
    pub terms: Vec<Weighed>,
    /// The weight of all of them.
    pub weight: f64,
    /// Terms kindred to one of them, by number, and how near the nearest is.
    pub kindred: Vec<(u32, f64)>,
    /// Numbers of its terms and of those kindred to them.
    pub has_term: Sieve,
    /// Terms that stand next to each other, in order, each two once.
    pub neighbours: Vec<(u32, u32)>,
    /// Terms of the sentence around it that are not its own.
    pub around: Vec<Weighed>,
    /// Terms of its cue.
    pub cue: Vec<u32>,
    /// Actors of its chain, as numbers of the story's list, origin last.
    pub chain: Vec<usize>,
    /// Numbers in it, as written without separators.
    pub numbers: Vec<u64>,
    /// Whether it denies: its source denies it, or an odd number of negations stands in it.
    pub negated: bool,
    /// Whether all of it is quoted.
    pub direct: bool,
    /// Whether a condition stands in it (`if`, `unless`, `whether`, `until`).
    pub conditional: bool,
    /// Who does what it tells, a voice like those of `chain`.
    pub doer: Option<Doer>,
    /// What it means as the encoder sees it.
    pub sense: Sense,
    /// What the sentences mean that it stands in: one row, or none where that is not known.
    pub scene: Rows,
}

/// A term and how much it matters.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Weighed {
    /// Number of the term in [`Terms`].
    pub term: u32,
    /// From 0 (says nothing) to 1 (rare at large and in this input).
    pub weight: f64,
    /// Whether it stands in quotation marks.
    pub quoted: bool,
}

/// Every term of the input.
#[derive(Debug, Default)]
pub struct Terms {
    numbers: FxHashMap<String, u32>,
    /// The stem or country of each term.
    pub stems: Vec<String>,
    rarity: Vec<f64>,
    /// In how many statements it stands.
    pub counts: Vec<u32>,
    /// Which of them are kindred.
    pub kin: Kin,
}

impl Terms {
    fn number(&mut self, stem: String, rarity: f64) -> u32 {
        let next = self.stems.len() as u32;
        let number = *self.numbers.entry(stem.clone()).or_insert(next);
        if number == next {
            self.stems.push(stem);
            self.rarity.push(rarity);
            self.counts.push(0);
        }
        number
    }

    /// How much a term matters: rare in English at large, rare among these statements.
    fn weight(&self, term: u32, statements: usize) -> f64 {
        let count = f64::from(self.counts[term as usize].max(1));
        let here = 1.0 - count.ln() / (statements as f64 + 2.0).ln();
        (0.5 * self.rarity[term as usize].max(0.0) + 0.5 * here).clamp(0.02, 1.0)
    }
}

/// Words of a statement that are compared, at most.
const MOST_WORDS: usize = 400;
/// Bytes on each side of a statement that are read for the end of its sentence.
const LONGEST_WAY: usize = 1_000;
/// What a statement weighs at least.
const LEAST_WEIGHT: f64 = 0.05;

/// Terms as they come, and whether each stands in quotation marks.
type Found = Vec<(u32, bool)>;

/// A stretch of text as terms, before they are weighed.
#[derive(Default)]
struct Raw {
    words: Vec<u64>,
    term_at: Vec<Option<u32>>,
    terms: Found,
    numbers: Vec<u64>,
    negations: usize,
    conditions: usize,
}

/// All statements of the reports, made ready. `chains` are the actors of each statement's chain. See [`super::ready`] for `whole`.
pub fn sayings(reports: &[Report], statements: &[Statement], chains: &[Vec<usize>], whole: usize) -> (Vec<Saying>, Terms) {
    let ((drafts, terms), (senses, scenes)) = rayon::join(
        || drafts(reports, statements, chains, whole),
        || {
            let scenes = || sense::scenes(statements.iter().map(|statement| scene(reports, statement)).collect(), whole);
            rayon::join(|| sense::senses(reports, statements, whole), scenes)
        },
    );
    let weigh = |list: Found| {
        let mut weighed: Vec<Weighed> =
            list.into_iter().map(|(term, quoted)| Weighed { term, weight: terms.weight(term, whole), quoted }).collect();
        weighed.sort_by_key(|weighed| (weighed.term, !weighed.quoted));
        weighed.dedup_by_key(|weighed| weighed.term);
        weighed
    };
    let finish = |(((saying, about, around), sense), scene): (((Saying, Found, Found), Sense), Rows)| {
        let terms_of = weigh(about);
        let weight = terms_of.iter().map(|weighed| weighed.weight).sum::<f64>().max(LEAST_WEIGHT);
        let kindred = terms.kin.of_any(terms_of.iter().map(|weighed| weighed.term));
        let has_term = Sieve::new(terms_of.iter().map(|weighed| weighed.term).chain(kindred.iter().map(|kin| kin.0)).map(u64::from));
        Saying { terms: terms_of, weight, kindred, has_term, around: weigh(around), sense, scene, ..saying }
    };
    let sayings = drafts.into_par_iter().zip(senses).zip(scenes).map(finish).collect();
    (sayings, terms)
}

/// The statements' words and terms, not weighed as yet: what each is about, and what stands around it.
fn drafts(reports: &[Report], statements: &[Statement], chains: &[Vec<usize>], whole: usize) -> (Vec<(Saying, Found, Found)>, Terms) {
    let mut terms = Terms::default();
    let mut drafts = Vec::with_capacity(statements.len());
    for (number, (statement, chain)) in statements.iter().zip(chains).enumerate() {
        let report = &reports[statement.article.0];
        let text = report.article.text.as_str();
        let mut raw = Raw::default();
        for &span in &statement.content {
            read(text, span, statement.form == Form::Direct, &mut terms, &mut raw);
        }
        let mut beside = Raw::default();
        for &span in &statement.cue {
            read(text, span, false, &mut terms, &mut beside);
        }
        let mut around = Raw::default();
        read(text, surroundings(text, statement), false, &mut terms, &mut around);
        let own: BTreeSet<u32> = raw.terms.iter().chain(&beside.terms).map(|(term, _)| *term).collect();
        if number < whole {
            for &term in &own {
                terms.counts[term as usize] += 1;
            }
        }
        let around: Found = around.terms.into_iter().filter(|(term, _)| !own.contains(term)).collect();
        let cue = beside.terms.iter().map(|(term, _)| *term).collect();
        let mut about = raw.terms;
        about.extend(beside.terms);
        let saying = Saying {
            article: statement.article.0,
            within: statement.within.map(|id| id.0),
            places: places(&raw.words),
            has_word: Sieve::new(raw.words.iter().copied()),
            words: raw.words,
            neighbours: neighbours(&raw.term_at),
            term_at: raw.term_at,
            cue,
            chain: chain.clone(),
            numbers: raw.numbers,
            negated: (statement.polarity == Polarity::Negated) != (raw.negations % 2 == 1),
            direct: statement.form == Form::Direct,
            conditional: raw.conditions > 0,
            ..Saying::default()
        };
        drafts.push((saying, about, around));
    }
    terms.kin = Kin::new(&terms.stems);
    (drafts, terms)
}

/// Each word with its place, in order.
fn places(words: &[u64]) -> Vec<(u64, u32)> {
    let mut places: Vec<(u64, u32)> = words.iter().copied().zip(0..).collect();
    places.sort_unstable();
    places
}

/// Terms that stand next to each other, in order, each two once.
fn neighbours(term_at: &[Option<u32>]) -> Vec<(u32, u32)> {
    let terms: Vec<u32> = term_at.iter().flatten().copied().collect();
    let mut neighbours: Vec<(u32, u32)> = terms.windows(2).map(|two| (two[0], two[1])).filter(|(a, b)| a != b).collect();
    neighbours.sort_unstable();
    neighbours.dedup();
    neighbours
}

/// The sum of the vectors of the sentences that a statement stands in.
fn scene(reports: &[Report], statement: &Statement) -> Vec<f32> {
    let (analysis, extent) = (&reports[statement.article.0].analysis, statement.extent());
    let sentences = &analysis.sentences;
    let first = sentences.partition_point(|sentence| sentence.span.end <= extent.start);
    let end = sentences.partition_point(|sentence| sentence.span.start < extent.end);
    let mut vectors = analysis.reading.sentence_vectors.get(first..end).unwrap_or_default().iter().filter(|vector| !vector.is_empty());
    let mut sum = vectors.next().cloned().unwrap_or_default();
    for vector in vectors {
        for (sum, value) in sum.iter_mut().zip(vector) {
            *sum += value;
        }
    }
    sum
}

/// The paragraph's part around a statement: from the last sentence end before its words to the next behind them.
fn surroundings(text: &str, statement: &Statement) -> Span {
    let spans = statement.content.iter().chain(&statement.cue).chain(&statement.source).copied();
    let whole = spans.reduce(Span::to).unwrap_or_else(|| statement.extent());
    let floor = text.floor_char_boundary(whole.start.saturating_sub(LONGEST_WAY));
    let ceiling = text.ceil_char_boundary(whole.end.saturating_add(LONGEST_WAY));
    let start = text[floor..whole.start].rfind(['\n', '.', '!', '?']).map_or(floor, |at| floor + at + 1);
    let end = text[whole.end..ceiling].find(['\n', '.', '!', '?']).map_or(ceiling, |at| whole.end + at);
    Span::new(start, end)
}

fn read(text: &str, span: Span, quoted: bool, terms: &mut Terms, raw: &mut Raw) {
    let part = span.of(text);
    let words: Vec<(Span, String)> = spans(part).map(|word| (word, fold(word.of(part)))).collect();
    let mut depth = usize::from(quoted);
    let mut from = 0;
    let mut at = 0;
    while at < words.len() && raw.words.len() < MOST_WORDS {
        let (place, word) = &words[at];
        depth = quotation_depth(&part[from..place.start], depth, quoted);
        from = place.start;
        let (term, length) = term(&words[at..], part, terms);
        if let Some(term) = term {
            raw.terms.push((term, depth > 0));
        }
        for (n, (_, word)) in words[at..at + length].iter().enumerate() {
            raw.words.push(key(word));
            raw.term_at.push(term.filter(|_| n == 0));
        }
        if word.bytes().all(|byte| byte.is_ascii_digit()) {
            raw.numbers.push(key(word));
        }
        raw.negations += usize::from(is_negation(word));
        raw.conditions += usize::from(matches!(word.as_str(), "if" | "unless" | "whether" | "until"));
        at += length;
    }
}

/// The term that begins here, and how many words it takes: a country's name, or one word that carries matter.
fn term(words: &[(Span, String)], part: &str, terms: &mut Terms) -> (Option<u32>, usize) {
    let starts_upper = part[words[0].0.start..].starts_with(char::is_uppercase);
    if starts_upper {
        for length in (1..=3.min(words.len())).rev() {
            let name = phrase(part[words[0].0.start..words[length - 1].0.end].trim_end_matches("'s").trim_end_matches("’s"));
            // `us` is only a country where it is written with capitals.
            let is_pronoun = name == "us" && !part[words[0].0.start..].starts_with('U');
            if let Some(country) = LEXICON.country(&name).filter(|_| !is_pronoun) {
                return (Some(terms.number(country.name.to_owned(), 0.4)), length);
            }
        }
    }
    let word = &words[0].1;
    if LEXICON.is_stop(word) {
        return (None, 1);
    }
    (Some(terms.number(LEXICON.stem(word), LEXICON.rarity(word))), 1)
}

/// Whether the words behind these marks stand in quotation marks. Straight double marks open and close in turn.
fn quotation_depth(marks: &str, depth: usize, outer: bool) -> usize {
    if outer {
        return depth;
    }
    marks.chars().fold(depth, |depth, mark| match mark {
        '“' | '«' | '„' => 1,
        '”' | '»' => 0,
        '"' => 1 - depth.min(1),
        _ => depth,
    })
}

fn is_negation(word: &str) -> bool {
    matches!(word, "not" | "no" | "never" | "none" | "nobody" | "nothing" | "neither" | "without" | "cannot") || word.ends_with("n't")
}
