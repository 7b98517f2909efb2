//! What statements mean, as the encoder sees it: a row for each of its words, and their mean as a vector for the whole.
//!
//! A statement is read by itself, as the sentences around the same words in two reports say other things, and only half-way through the encoder.
//! Statements of one story are all about one matter, so that their vectors all point one way. What they have in common is taken away: the mean of
//! all, and the few directions in which they spread most (Mu and Viswanath 2018). What remains tells them apart.
//! Words are held against words as in BERTScore (Zhang et al. 2020): each finds the word of the other statement that is nearest to it.

use std::collections::BTreeMap;
use std::sync::Arc;

use headwater_language::encoder::{self, WordRow};
use headwater_language::wide::wide;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::lexicon::LEXICON;
use crate::words::{fold, key};

/// Directions that are taken away of what statements mean.
const DIRECTIONS: usize = 3;
/// Directions that are taken away of the sentences that they stand in.
const SENTENCE_DIRECTIONS: usize = 1;
/// Rounds in which each direction is found.
const ROUNDS: usize = 30;
/// Most statements from which the directions are found; of more, every n-th.
const SAMPLE: usize = 2_000;
/// So many statements with nothing in common are thought beside those of the input: of a few statements the mean is not taken for granted.
const PRIOR: f32 = 20.0;
/// What the largest value of a row becomes.
const SCALE: f32 = 127.0;
/// Texts that are read at once: about as many words as one window holds.
const BATCH: usize = 8;

/// What one statement means.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Sense {
    /// Unit length or empty; what all statements have in common taken away.
    vector: Row,
    /// As `vector`, with the mean alone taken away.
    centred: Row,
    /// Words that carry matter, in order.
    words: Meant,
}

/// Words as the encoder sees them in their statement, their rows behind one another: two statements that are compared are read from end to end.
#[derive(Clone, PartialEq, Debug, Default)]
struct Meant {
    /// Of each word, from 0 (in all statements) to 1 (in this one alone).
    weights: Vec<f32>,
    /// Of each word, as of a [`Row`] of unit length.
    scales: Vec<f32>,
    values: Vec<i8>,
}

/// Numbers in eight bits: a row of floats for each word of a thousand articles would not be small.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Row {
    values: Vec<i8>,
    scale: f32,
}

impl Row {
    fn new(row: &[f32]) -> Self {
        let largest = row.iter().fold(f32::MIN_POSITIVE, |largest, value| largest.max(value.abs()));
        let scale = largest / SCALE;
        Self { values: row.iter().map(|value| (value / scale).round() as i8).collect(), scale }
    }

    fn floats(&self) -> impl Iterator<Item = f32> {
        self.values.iter().map(|value| f32::from(*value) * self.scale)
    }

    /// The product with another row of the same length.
    pub fn dot(&self, other: &Self) -> f32 {
        let product = wide(
            #[inline(always)]
            || product(&self.values, &other.values),
        );
        product as f32 * self.scale * other.scale
    }
}

#[allow(clippy::inline_always, reason = "its loop is compiled for the wider vectors only where it stands inside `wide`")]
#[inline(always)]
fn product(a: &[i8], b: &[i8]) -> i32 {
    a.iter().zip(b).map(|(a, b)| i32::from(*a) * i32::from(*b)).sum()
}

impl Meant {
    fn new(words: impl Iterator<Item = (f32, Row)>) -> Self {
        let mut meant = Self::default();
        for (weight, row) in words {
            meant.weights.push(weight);
            meant.scales.push(row.scale);
            meant.values.extend(row.values);
        }
        meant.values.shrink_to_fit();
        meant
    }

    /// Scale and values of each word.
    #[allow(clippy::inline_always, reason = "it stands in a loop that is compiled for the wider vectors")]
    #[inline(always)]
    fn rows(&self) -> impl Iterator<Item = (f32, &[i8])> {
        let width = (self.values.len() / self.scales.len().max(1)).max(1);
        self.scales.iter().copied().zip(self.values.chunks_exact(width))
    }
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

/// What each of these texts means. Empty where there is no encoder.
pub fn senses(texts_in_order: Vec<String>) -> Vec<Arc<Sense>> {
    let Some(encoder) = encoder::english() else { return vec![Arc::default(); texts_in_order.len()] };
    // Copies are read once.
    let mut numbers: FxHashMap<String, usize> = FxHashMap::default();
    let mut texts: Vec<String> = Vec::new();
    let of: Vec<usize> = texts_in_order
        .into_iter()
        .map(|words| {
            *numbers.entry(words).or_insert_with_key(|words| {
                texts.push(words.clone());
                texts.len() - 1
            })
        })
        .collect();
    let read_batch =
        |texts: &[String]| -> Vec<Read> { texts.iter().zip(encoder.word_rows(texts)).map(|(text, seen)| Read::new(text, &seen)).collect() };
    let read: Vec<Read> = texts.par_chunks(BATCH).flat_map_iter(read_batch).collect();
    let weights = weights(&read, &of);
    let vectors: Vec<&[f32]> = of.iter().map(|&text| read[text].vector.as_slice()).collect();
    let common = Common::new(&vectors, DIRECTIONS);
    let centre = row_mean(&read);
    // What was read goes as what it means comes: both together would be hundreds of megabytes for a thousand articles.
    let senses: Vec<Arc<Sense>> = read.into_par_iter().map(|read| Arc::new(read.sense(&weights, &common, &centre))).collect();
    of.into_iter().map(|text| Arc::clone(&senses[text])).collect()
}

/// What the sentences mean that each of the statements stands in, one row of unit length or an empty one for each. `vectors` are theirs as
/// the whole encoder gives them, which was taught to see sentences alike (Reimers and Gurevych 2019).
pub fn scenes(vectors: Vec<Vec<f32>>) -> Vec<Row> {
    let vectors: Vec<Vec<f32>> = vectors.into_iter().map(unit).collect();
    let vectors: Vec<&[f32]> = vectors.iter().map(Vec::as_slice).collect();
    let common = Common::new(&vectors, SENTENCE_DIRECTIONS);
    vectors.iter().map(|vector| Row::new(&common.stripped(&common.centred(vector)))).collect()
}

/// Compares two statements.
pub fn nearness(x: &Sense, y: &Sense) -> Nearness {
    let ((of_x, gap_x), (of_y, gap_y)) = shares(x, y);
    let both = if of_x + of_y > 0.0 { 2.0 * of_x * of_y / (of_x + of_y) } else { 0.0 };
    Nearness {
        vectors: f64::from(x.vector.dot(&y.vector)),
        centred: f64::from(x.centred.dot(&y.centred)),
        words: [f64::from(both), f64::from(of_x.max(of_y)), f64::from(of_x.min(of_y))],
        gaps: [f64::from(gap_x.max(gap_y)), f64::from(gap_x.min(gap_y))],
    }
}

/// The weighted share of each one's words that the other has, and the weight of its weightiest word that the other lacks.
fn shares(x: &Sense, y: &Sense) -> ((f32, f32), (f32, f32)) {
    let mut best_of_x = vec![0.0_f32; x.words.scales.len()];
    let mut best_of_y = vec![0.0_f32; y.words.scales.len()];
    wide(
        #[inline(always)]
        || {
            for ((scale, word), best) in x.words.rows().zip(&mut best_of_x) {
                for ((scale_of_other, other), best_of_other) in y.words.rows().zip(&mut best_of_y) {
                    let near = product(word, other) as f32 * scale * scale_of_other;
                    *best = best.max(near);
                    *best_of_other = best_of_other.max(near);
                }
            }
        },
    );
    (share(&x.words.weights, &best_of_x), share(&y.words.weights, &best_of_y))
}

fn share(weights: &[f32], best: &[f32]) -> (f32, f32) {
    let weight: f32 = weights.iter().sum();
    let found: f32 = weights.iter().zip(best).map(|(weight, best)| weight * best).sum();
    let gap = weights.iter().zip(best).map(|(weight, best)| weight * (1.0 - best)).fold(0.0, f32::max);
    (found / weight.max(f32::MIN_POSITIVE), gap)
}

/// A statement's words as they come from the encoder.
struct Read {
    /// The mean of the words' rows, of unit length; empty where there are no words.
    vector: Vec<f32>,
    /// Words that carry matter; all words where none does.
    words: Vec<(u64, Row)>,
}

impl Read {
    fn new(text: &str, words: &[WordRow]) -> Self {
        let is_word = |word: &str| word.contains(char::is_alphanumeric);
        let carries = |word: &str| is_word(word) && !LEXICON.is_stop(&fold(word));
        let has_matter = words.iter().any(|word| carries(word.span.of(text)));
        let is_kept = |word: &&WordRow| if has_matter { carries(word.span.of(text)) } else { is_word(word.span.of(text)) };
        let kept: Vec<&WordRow> = words.iter().filter(is_kept).collect();
        let mut sum = vec![0.0; kept.first().map_or(0, |word| word.row.len())];
        for word in &kept {
            add(&mut sum, word.row.iter().copied());
        }
        let words = kept.iter().map(|word| (key(word.span.of(text)), Row::new(&word.row))).collect();
        Self { vector: unit(sum), words }
    }

    fn sense(&self, weights: &BTreeMap<u64, f32>, common: &Common, centre: &[f32]) -> Sense {
        let centred = common.centred(&self.vector);
        let meant = |(key, row): &(u64, Row)| {
            let row = Row::new(&unit(row.floats().zip(centre).map(|(value, mean)| value - mean).collect()));
            (weights.get(key).copied().unwrap_or(0.0), row)
        };
        Sense {
            vector: Row::new(&common.stripped(&centred)),
            centred: Row::new(&unit(centred)),
            words: Meant::new(self.words.iter().map(meant)),
        }
    }
}

/// How much each word matters: the fewer statements have it, the more.
fn weights(read: &[Read], of: &[usize]) -> BTreeMap<u64, f32> {
    let mut counts: BTreeMap<u64, usize> = BTreeMap::new();
    for &text in of {
        let mut keys: Vec<u64> = read[text].words.iter().map(|(key, _)| *key).collect();
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            *counts.entry(key).or_insert(0) += 1;
        }
    }
    let all = (of.len() as f32 + 2.0).ln();
    counts.into_iter().map(|(key, count)| (key, 1.0 - (count as f32).ln() / all)).collect()
}

/// The mean of all rows of words.
fn row_mean(read: &[Read]) -> Vec<f32> {
    let rows = || read.iter().flat_map(|read| &read.words).map(|(_, row)| row);
    mean(rows().next().map_or(0, |row| row.values.len()), rows().map(Row::floats))
}

/// What the vectors of all statements have in common.
struct Common {
    mean: Vec<f32>,
    directions: Vec<Vec<f32>>,
    /// How much of the directions is taken away: little where they rest on few statements.
    share: f32,
}

impl Common {
    fn new(vectors: &[&[f32]], count_of_directions: usize) -> Self {
        let known: Vec<&[f32]> = vectors.iter().copied().filter(|vector| !vector.is_empty()).collect();
        let sample: Vec<&[f32]> = known.iter().copied().step_by(known.len() / SAMPLE + 1).collect();
        let mean = mean(sample.first().map_or(0, |vector| vector.len()), sample.iter().map(|vector| vector.iter().copied()));
        let mut left: Vec<Vec<f32>> =
            sample.iter().map(|vector| vector.iter().zip(&mean).map(|(value, mean)| value - mean).collect()).collect();
        let mut directions = Vec::new();
        for _ in 0..count_of_directions {
            let direction = widest(&left);
            for vector in &mut left {
                take_away(vector, &direction, 1.0);
            }
            directions.push(direction);
        }
        let count = sample.len() as f32;
        Self { mean, directions, share: count / (count + count_of_directions as f32 * PRIOR) }
    }

    fn centred(&self, vector: &[f32]) -> Vec<f32> {
        vector.iter().zip(&self.mean).map(|(value, mean)| value - mean).collect()
    }

    fn stripped(&self, centred: &[f32]) -> Vec<f32> {
        let mut vector = centred.to_vec();
        for direction in &self.directions {
            take_away(&mut vector, direction, self.share);
        }
        unit(vector)
    }
}

/// The mean of the rows, drawn towards nothing where they are few.
fn mean<R: Iterator<Item = f32>>(width: usize, rows: impl Iterator<Item = R>) -> Vec<f32> {
    let mut mean = vec![0.0; width];
    let mut count = PRIOR;
    for row in rows {
        add(&mut mean, row);
        count += 1.0;
    }
    for sum in &mut mean {
        *sum /= count;
    }
    mean
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
        for vector in vectors {
            let along = dot(vector, &direction);
            for (sum, value) in next.iter_mut().zip(vector) {
                *sum += along * value;
            }
        }
        direction = unit(next);
    }
    direction
}

fn take_away(vector: &mut [f32], direction: &[f32], share: f32) {
    let along = share * dot(vector, direction);
    for (value, of_direction) in vector.iter_mut().zip(direction) {
        *value -= along * of_direction;
    }
}

fn unit(mut vector: Vec<f32>) -> Vec<f32> {
    let length = dot(&vector, &vector).sqrt();
    if length > 1e-6 {
        for value in &mut vector {
            *value /= length;
        }
    }
    vector
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sense(texts: &[&str]) -> Vec<Sense> {
        let encoder = encoder::english().unwrap();
        let texts: Vec<String> = texts.iter().map(ToString::to_string).collect();
        let read: Vec<Read> = texts.iter().zip(encoder.word_rows(&texts)).map(|(text, seen)| Read::new(text, &seen)).collect();
        let vectors: Vec<&[f32]> = read.iter().map(|read| read.vector.as_slice()).collect();
        let weights = weights(&read, &(0..texts.len()).collect::<Vec<_>>());
        let (common, centre) = (Common::new(&vectors, DIRECTIONS), row_mean(&read));
        read.iter().map(|read| read.sense(&weights, &common, &centre)).collect()
    }

    #[test]
    fn other_words_for_one_thing_are_nearer_than_other_things() {
        let senses =
            sense(&["the harbour will be shut on Monday", "they plan to close the port next week", "the minister likes apple cake"]);
        let (same, other) = (nearness(&senses[0], &senses[1]), nearness(&senses[0], &senses[2]));
        assert!(same.words[0] > other.words[0], "{same:?} {other:?}");
        assert!(same.centred > other.centred, "{same:?} {other:?}");
        let itself = nearness(&senses[0], &senses[0]);
        assert!(itself.words[0] > 0.97 && itself.vectors > 0.99, "{itself:?}");
        assert_eq!(nearness(&senses[0], &senses[1]), nearness(&senses[0], &senses[1]));
    }

    #[test]
    fn nothing_is_near_nothing() {
        let senses = sense(&["…", "the harbour"]);
        assert!(nearness(&senses[0], &senses[1]).words.iter().all(|share| share.abs() < 1e-6));
    }
}
