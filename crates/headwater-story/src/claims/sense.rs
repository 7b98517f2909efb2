//! What statements mean, as the encoder sees it: a row for each of their words where it stands in its report, and their mean as a vector for the whole.
//!
//! A statement is held against others twice, its content alone and told: with the words that say who said it and how. Of “the minister denied any part
//! in it” and “the minister flatly rejected the report” the contents alone have nothing in common.
//! Statements of one story are all about one matter, so that their vectors all point one way. What they have in common is taken away: the mean of
//! all, and the few directions in which they spread most (Mu and Viswanath 2018). What remains tells them apart. Of words the mean of their report goes
//! too; the directions in which words spread most tell what part they have in telling (cue, source, content), not what they mean.
//! Words are held against words as in BERTScore (Zhang et al. 2020): each finds the word of the other statement that is nearest to it.

use std::collections::BTreeMap;
use std::ops::Range;

use headwater_core::{Span, Statement};
use headwater_language::encoder::meanings::{Meanings, Rows};
use headwater_language::wide::{dot, wide};
use rayon::prelude::*;

use crate::Report;
use crate::lexicon::LEXICON;
use crate::words::{fold, key};

/// Directions that are taken away of what statements mean,
const DIRECTIONS: usize = 3;
/// of what their words mean,
const WORD_DIRECTIONS: usize = 5;
/// and of the sentences that they stand in.
const SENTENCE_DIRECTIONS: usize = 1;
/// Rounds in which each direction is found.
const ROUNDS: usize = 30;
/// Most statements or words from which the directions are found; of more, every n-th.
const SAMPLE: usize = 2_000;
/// So many statements or words with nothing in common are thought beside those of the input: of a few the mean is not taken for granted.
const PRIOR: f32 = 20.0;

/// What one statement means.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Sense {
    /// Of the content, then of the whole as it is told: its vector, and the vector with the mean alone taken away. Of unit length; none without words.
    vectors: Rows,
    /// Words that carry matter, those of the content first. Of unit length.
    words: Rows,
    /// Of each word, from 0 (in all statements) to 1 (in this one alone).
    weights: Vec<f32>,
    /// How many of the words are the content's.
    of_content: usize,
}

/// How near two statements are in what they mean.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Nearness {
    /// Cosine of their vectors.
    pub vectors: f64,
    /// Cosine with the mean alone taken away.
    pub centred: f64,
    /// Share of the words of the one that the other has, in the same words or others: the harmonic mean of both, the larger, the smaller.
    pub words: [f64; 3],
    /// The weightiest word of the one that the other lacks: the larger of both, the smaller.
    pub gaps: [f64; 2],
}

/// What each of the statements means; nothing where there is no encoder. What they have in common is told from the first `whole` alone: the others are
/// pieces of them.
pub fn senses(reports: &[Report], statements: &[Statement], whole: usize) -> Vec<Sense> {
    let read: Vec<Read> = statements.par_iter().map(|statement| Read::new(&reports[statement.article.0], statement)).collect();
    let frame = Frame::new(reports.len(), &read[..whole]);
    read.par_iter().map(|read| frame.sense(read)).collect()
}

/// Only the words by which these statements are compared.
pub fn needed(meanings: &Meanings, text: &str, statements: &[Statement]) -> Meanings {
    let mut numbers: Vec<usize> = statements.iter().flat_map(|statement| matter(meanings, text, statement).0).collect();
    numbers.sort_unstable();
    numbers.dedup();
    meanings.only(&numbers)
}

/// What the sentences mean that each of the statements stands in, a row of unit length for each, or none. `vectors` are the sentences' own, which the
/// encoder was taught to make alike where sentences are (Reimers and Gurevych 2019). See [`senses`] for `whole`.
pub fn scenes(vectors: Vec<Vec<f32>>, whole: usize) -> Vec<Rows> {
    let vectors: Vec<Vec<f32>> = vectors.into_iter().map(unit).collect();
    let known: Vec<&Vec<f32>> = vectors[..whole].iter().filter(|vector| !vector.is_empty()).collect();
    let common = Common::new(sample(&known, |vector| (*vector).clone()), SENTENCE_DIRECTIONS);
    let scene = |vector: &Vec<f32>| {
        let mut rows = Rows::new(vector.len());
        if !vector.is_empty() {
            rows.push(&common.stripped(&common.centred(vector)));
        }
        rows
    };
    vectors.iter().map(scene).collect()
}

/// Compares two statements: their contents, then both as they are told.
pub fn nearness(x: &Sense, y: &Sense) -> [Nearness; 2] {
    let [mut content_of_x, mut told_of_x] = [x.of_content, x.weights.len()].map(|words| vec![0.0_f32; words]);
    let [mut content_of_y, mut told_of_y] = [y.of_content, y.weights.len()].map(|words| vec![0.0_f32; words]);
    let nearest = |near: &[f32], of_x: &mut f32, of_y: &mut [f32]| {
        for (near, of_y) in near.iter().zip(of_y) {
            *of_x = of_x.max(*near);
            *of_y = of_y.max(*near);
        }
    };
    for (i, near) in x.words.products(&y.words).chunks_exact(y.words.len().max(1)).enumerate() {
        nearest(near, &mut told_of_x[i], &mut told_of_y);
        if i < x.of_content {
            nearest(near, &mut content_of_x[i], &mut content_of_y);
        }
    }
    [(CONTENT, content_of_x, content_of_y), (TOLD, told_of_x, told_of_y)].map(|(part, best_of_x, best_of_y)| {
        let ((of_x, gap_x), (of_y, gap_y)) = (share(&x.weights, &best_of_x), share(&y.weights, &best_of_y));
        let both = if of_x + of_y > 0.0 { 2.0 * of_x * of_y / (of_x + of_y) } else { 0.0 };
        Nearness {
            vectors: f64::from(x.vectors.dot(part, &y.vectors, part)),
            centred: f64::from(x.vectors.dot(part + CENTRED, &y.vectors, part + CENTRED)),
            words: [f64::from(both), f64::from(of_x.max(of_y)), f64::from(of_x.min(of_y))],
            gaps: [f64::from(gap_x.max(gap_y)), f64::from(gap_x.min(gap_y))],
        }
    })
}

/// Rows of [`Sense::vectors`].
const CONTENT: usize = 0;
const TOLD: usize = 2;
/// How far behind a vector the one lies of which the mean alone is taken away.
const CENTRED: usize = 1;

/// The weighted share of the first words that another statement has, `best` telling how near its nearest word is to each, and the weight of the weightiest
/// that it lacks.
fn share(weights: &[f32], best: &[f32]) -> (f32, f32) {
    let weights = &weights[..best.len()];
    let weight: f32 = weights.iter().sum();
    let found: f32 = weights.iter().zip(best).map(|(weight, best)| weight * best).sum();
    let gap = weights.iter().zip(best).map(|(weight, best)| weight * (1.0 - best)).fold(0.0, f32::max);
    (found / weight.max(f32::MIN_POSITIVE), gap)
}

/// Numbers of the words by which a statement is compared, those of its content first, and how many these are: words that carry matter; all words of the
/// content where none of them does.
fn matter(meanings: &Meanings, text: &str, statement: &Statement) -> (Vec<usize>, usize) {
    let words = |spans: &[Span]| -> Vec<usize> { spans.iter().flat_map(|span| meanings.within(*span)).collect() };
    let carries = |number: &usize| !LEXICON.is_stop(&fold(meanings.words[*number].of(text)));
    let mut numbers = words(&statement.content);
    if numbers.iter().any(carries) {
        numbers.retain(carries);
    }
    let of_content = numbers.len();
    numbers.extend(words(&statement.cue).into_iter().chain(words(&statement.source)).filter(carries));
    (numbers, of_content)
}

/// A statement's words as they come from the encoder.
struct Read<'a> {
    /// Number of its report.
    report: usize,
    rows: &'a Rows,
    /// Number of the row of each word.
    words: Vec<usize>,
    keys: Vec<u64>,
    of_content: usize,
}

impl<'a> Read<'a> {
    fn new(report: &'a Report, statement: &Statement) -> Self {
        let (meanings, text) = (&report.analysis.reading.meanings, report.article.text.as_str());
        let (words, of_content) = matter(meanings, text, statement);
        let keys = words.iter().map(|&number| key(meanings.words[number].of(text))).collect();
        Self { report: statement.article.0, rows: &meanings.rows, words, keys, of_content }
    }

    fn row(&self, word: usize) -> impl Iterator<Item = f32> {
        self.rows.floats(self.words[word])
    }

    fn content(&self) -> Range<usize> {
        0..self.of_content
    }

    fn told(&self) -> Range<usize> {
        0..self.words.len()
    }

    /// The mean of the rows of some words, of unit length; empty where there are none.
    fn vector(&self, words: Range<usize>) -> Vec<f32> {
        let mut sum = vec![0.0; if words.is_empty() { 0 } else { self.rows.width() }];
        words.for_each(|word| add(&mut sum, self.row(word)));
        unit(sum)
    }
}

/// What the statements have in common, against which each is seen.
struct Frame {
    /// How much each word matters: the fewer statements have it, the more.
    weights: BTreeMap<u64, f32>,
    /// For each report the mean of its words' rows, drawn towards that of all where they are few.
    reports: Vec<Vec<f32>>,
    /// Of words, the mean of their report taken away.
    words: Common,
    /// Of vectors of contents, and of vectors of statements as they are told.
    vectors: [Common; 2],
}

impl Frame {
    fn new(reports: usize, read: &[Read]) -> Self {
        let reports = means(reports, read);
        let words: Vec<(&Read, usize)> = read.iter().flat_map(|read| read.told().map(move |word| (read, word))).collect();
        let of_vectors = || {
            [Read::content, Read::told].map(|part| {
                let known: Vec<&Read> = read.iter().filter(|read| !part(read).is_empty()).collect();
                Common::new(sample(&known, |read| read.vector(part(read))), DIRECTIONS)
            })
        };
        let of_words = || Common::new(sample(&words, |(read, word)| less(read.row(*word), &reports[read.report])), WORD_DIRECTIONS);
        let (vectors, (words, weights)) = rayon::join(of_vectors, || (of_words(), weights(read)));
        Self { weights, reports, words, vectors }
    }

    fn sense(&self, read: &Read) -> Sense {
        let (mut vectors, mut words) = (Rows::new(read.rows.width()), Rows::new(read.rows.width()));
        for (common, part) in self.vectors.iter().zip([read.content(), read.told()]) {
            let centred = common.centred(&read.vector(part));
            vectors.push(&common.stripped(&centred));
            vectors.push(&unit(centred));
        }
        for word in read.told() {
            words.push(&self.words.stripped(&self.words.centred(&less(read.row(word), &self.reports[read.report]))));
        }
        let weights = read.keys.iter().map(|key| self.weights.get(key).copied().unwrap_or(0.0)).collect();
        Sense { vectors, words, weights, of_content: read.of_content }
    }
}

fn weights(read: &[Read]) -> BTreeMap<u64, f32> {
    let mut counts: BTreeMap<u64, usize> = BTreeMap::new();
    for read in read {
        let mut keys = read.keys.clone();
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            *counts.entry(key).or_insert(0) += 1;
        }
    }
    let all = (read.len() as f32 + 2.0).ln();
    counts.into_iter().map(|(key, count)| (key, 1.0 - (count as f32).ln() / all)).collect()
}

/// See [`Frame::reports`].
fn means(reports: usize, read: &[Read]) -> Vec<Vec<f32>> {
    let width = read.iter().map(|read| read.rows.width()).max().unwrap_or(0);
    let mut sums = vec![(vec![0.0; width], 0.0_f32); reports];
    for read in read {
        let (sum, count) = &mut sums[read.report];
        read.told().for_each(|word| add(sum, read.row(word)));
        *count += read.words.len() as f32;
    }
    let mut of_all = vec![0.0; width];
    for (sum, _) in &sums {
        add(&mut of_all, sum.iter().copied());
    }
    let all = PRIOR + sums.iter().map(|(_, count)| count).sum::<f32>();
    let mean = |(sum, count): (Vec<f32>, f32)| {
        sum.iter().zip(&of_all).map(|(sum, of_all)| (sum + PRIOR * of_all / all) / (count + PRIOR)).collect()
    };
    sums.into_iter().map(mean).collect()
}

/// What all vectors have in common.
struct Common {
    mean: Vec<f32>,
    directions: Vec<Vec<f32>>,
    /// How much of the directions is taken away: little where they rest on few statements.
    share: f32,
}

impl Common {
    fn new(sample: Vec<Vec<f32>>, count_of_directions: usize) -> Self {
        let mean = mean(&sample);
        let count = sample.len() as f32;
        let mut left: Vec<Vec<f32>> = sample.into_iter().map(|vector| less(vector.into_iter(), &mean)).collect();
        let mut directions = Vec::new();
        for _ in 0..count_of_directions {
            let direction = widest(&left);
            for vector in &mut left {
                take_away(vector, &direction, 1.0);
            }
            directions.push(direction);
        }
        Self { mean, directions, share: count / (count + count_of_directions as f32 * PRIOR) }
    }

    fn centred(&self, vector: &[f32]) -> Vec<f32> {
        less(vector.iter().copied(), &self.mean)
    }

    fn stripped(&self, centred: &[f32]) -> Vec<f32> {
        let mut vector = centred.to_vec();
        for direction in &self.directions {
            take_away(&mut vector, direction, self.share);
        }
        unit(vector)
    }
}

/// Some of all, as vectors.
fn sample<T>(all: &[T], vector: impl Fn(&T) -> Vec<f32>) -> Vec<Vec<f32>> {
    all.iter().step_by(all.len() / SAMPLE + 1).map(vector).collect()
}

/// The mean of the vectors, drawn towards nothing where they are few.
fn mean(vectors: &[Vec<f32>]) -> Vec<f32> {
    let mut mean = vec![0.0; vectors.first().map_or(0, Vec::len)];
    for vector in vectors {
        add(&mut mean, vector.iter().copied());
    }
    for sum in &mut mean {
        *sum /= PRIOR + vectors.len() as f32;
    }
    mean
}

fn less(row: impl Iterator<Item = f32>, mean: &[f32]) -> Vec<f32> {
    row.zip(mean).map(|(value, mean)| value - mean).collect()
}

fn add(sum: &mut [f32], row: impl Iterator<Item = f32>) {
    for (sum, value) in sum.iter_mut().zip(row) {
        *sum += value;
    }
}

/// The direction in which the vectors spread most, by power iteration.
fn widest(vectors: &[Vec<f32>]) -> Vec<f32> {
    let width = vectors.first().map_or(0, Vec::len);
    let mut direction = unit((0..width).map(|at| 1.0 + (at % 7) as f32).collect());
    for _ in 0..ROUNDS {
        let mut next = vec![0.0; width];
        wide(
            #[inline(always)]
            || {
                for vector in vectors {
                    let along = dot(vector, &direction);
                    for (sum, value) in next.iter_mut().zip(vector) {
                        *sum += along * value;
                    }
                }
            },
        );
        direction = unit(next);
    }
    direction
}

fn take_away(vector: &mut [f32], direction: &[f32], share: f32) {
    wide(
        #[inline(always)]
        || {
            let along = share * dot(vector, direction);
            for (value, of_direction) in vector.iter_mut().zip(direction) {
                *value -= along * of_direction;
            }
        },
    );
}

fn unit(mut vector: Vec<f32>) -> Vec<f32> {
    wide(
        #[inline(always)]
        || {
            let length = dot(&vector, &vector).sqrt();
            if length > 1e-6 {
                for value in &mut vector {
                    *value /= length;
                }
            }
        },
    );
    vector
}

#[cfg(test)]
mod tests {
    use headwater_core::{Act, Article, ArticleId, Block, BlockKind, Form, Polarity};

    use super::*;

    /// Statements that somebody makes, each in a report of its own: who, how, what.
    fn senses_of(told: &[[&str; 3]]) -> Vec<Sense> {
        let (mut reports, mut statements) = (Vec::new(), Vec::new());
        for (number, [source, cue, content]) in told.iter().enumerate() {
            let text = format!("{source} {cue} {content}.");
            let blocks = vec![Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()), why: None }];
            let article = Article { text, blocks, ..Article::default() };
            let place = |words: &str| article.text.find(words).map(|start| vec![Span::new(start, start + words.len())]).unwrap();
            let statement = Statement {
                article: ArticleId(number),
                content: place(content),
                cue: place(cue),
                source: place(source),
                form: Form::Indirect,
                act: Act::Speech,
                chain: Vec::new(),
                said_on: None,
                audience: None,
                polarity: Polarity::Affirmed,
                certainty: None,
                within: None,
            };
            let analysis = headwater_language::analyse(&article);
            statements.push(statement.clone());
            reports.push(Report::new(article, analysis, Vec::new(), vec![statement]));
        }
        senses(&reports, &statements, statements.len())
    }

    #[test]
    fn other_words_for_one_thing_are_nearer_than_other_things() {
        let senses = senses_of(&[
            ["The mayor", "said", "the harbour will be shut on Monday"],
            ["Officials", "told reporters", "they plan to close the port next week"],
            ["A baker", "said", "the minister likes apple cake"],
        ]);
        let ([same, told], [other, _]) = (nearness(&senses[0], &senses[1]), nearness(&senses[0], &senses[2]));
        assert!(same.words[0] > other.words[0], "{same:?} {other:?}");
        assert!(same.centred > other.centred, "{same:?} {other:?}");
        assert_ne!(same, told);
        let [itself, _] = nearness(&senses[0], &senses[0]);
        assert!(itself.words[0] > 0.97 && itself.vectors > 0.99, "{itself:?}");
        let ([there, _], [back, _]) = (nearness(&senses[0], &senses[1]), nearness(&senses[1], &senses[0]));
        assert!((there.words[0] - back.words[0]).abs() < 1e-6 && (there.gaps[0] - back.gaps[0]).abs() < 1e-6, "{there:?} {back:?}");
    }

    #[test]
    fn nothing_is_near_nothing() {
        let senses = senses_of(&[["The mayor", "said", "…"], ["Officials", "said", "the harbour"]]);
        for near in [nearness(&senses[0], &senses[1])[0], nearness(&Sense::default(), &senses[1])[1]] {
            assert!(near.words.iter().chain([&near.vectors, &near.centred]).all(|share| share.abs() < 1e-6), "{near:?}");
        }
    }
}
