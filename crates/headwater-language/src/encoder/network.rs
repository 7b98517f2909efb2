//! The encoder and its heads: tables read from the weights, and what each makes of a window.
//!
//! Rows are words or pieces; a matrix is one vector of floats, row after row. Heads see words, a word being the encoder's row at its first piece.

#![allow(clippy::inline_always, reason = "a loop is compiled for the wider vectors only where it stands inside `wide`")]

use super::{
    crf::Crf,
    layer::{Heads, Layer},
    linear::{Kernels, Linear, Norm, Projection},
    mentions::Mentions,
    weights::{Quantised, Sizes, Weights, WeightsError},
    wordpiece::{Shape, Word},
};
use crate::wide::{dot, wide};

/// Tags of a cue: outside, begins, goes on.
pub const CUE_TAGS: usize = 3;
/// What a word is to a cue: nothing, source, content, the cue itself.
pub const ROLES: usize = 4;
/// Speech, belief, document.
pub const ACTS: usize = 3;
/// Case shapes: rows of the input's table.
const SHAPES: usize = 7;
/// Quotation states: rows of the input's table.
const QUOTED: usize = 3;
/// Buckets of the distance between a word and a cue, each side.
const DISTANCES: usize = 16;

/// The whole model.
pub struct Network {
    pub sizes: Sizes,
    pieces: Quantised,
    positions: Quantised,
    shapes: Vec<f32>,
    quoted: Vec<f32>,
    paragraphs: Vec<f32>,
    norm: Norm,
    layers: Vec<Layer>,
    cue: Projection,
    cue_guideline: Projection,
    pub cue_crf: Crf,
    act: Projection,
    pair: Pair,
    pub mentions: Mentions,
    sentence: Linear,
}

impl Network {
    /// Reads the tables, in the order in which they stand in the file.
    pub fn read(bytes: &[u8]) -> Result<Self, WeightsError> {
        let (mut weights, sizes) = Weights::open(bytes)?;
        let w = &mut weights;
        let kernels = Kernels::new();
        let hidden = sizes.hidden;
        let network = Self {
            pieces: w.quantised(sizes.vocabulary, hidden)?,
            positions: w.quantised(sizes.positions, hidden)?,
            shapes: w.floats(SHAPES, hidden)?,
            quoted: w.floats(QUOTED, hidden)?,
            paragraphs: w.floats(2, hidden)?,
            norm: Norm::read(w, hidden)?,
            layers: (0..sizes.layers)
                .map(|_| Layer::read(w, &kernels, hidden, sizes.inner, Heads { count: sizes.heads, size: sizes.head_size }))
                .collect::<Result<_, _>>()?,
            cue: Projection::read(w, hidden, CUE_TAGS)?,
            cue_guideline: Projection::read(w, hidden, CUE_TAGS)?,
            cue_crf: Crf::read(w, CUE_TAGS)?,
            act: Projection::read(w, hidden, ACTS)?,
            pair: Pair::read(w, &kernels, sizes)?,
            sentence: Linear::read(w, &kernels, hidden, hidden)?,
            mentions: Mentions::read(w, &kernels, sizes)?,
            sizes,
        };
        if weights.is_done() { Ok(network) } else { Err(WeightsError::Misshapen) }
    }

    /// Encodes a window: a row for each piece, the piece before and the piece after the words included; those behind half of the layers, then those
    /// behind all.
    pub fn encode(&self, kernels: &Kernels, words: &[Word], first: u32, last: u32) -> (Vec<f32>, Vec<f32>) {
        let mut x = Vec::new();
        self.embed(words, first, last, &mut x);
        self.norm.apply(&mut x);
        let lengths = [x.len() / self.sizes.hidden];
        let (lower, upper) = self.layers.split_at(self.layers.len() / 2);
        for layer in lower {
            layer.apply(kernels, &mut x, &lengths);
        }
        let halfway = x.clone();
        for layer in upper {
            layer.apply(kernels, &mut x, &lengths);
        }
        (halfway, x)
    }

    /// Appends the input's rows for a sequence.
    fn embed(&self, words: &[Word], first: u32, last: u32, x: &mut Vec<f32>) {
        let hidden = self.sizes.hidden;
        let mut pieces = vec![(first, Shape::NoCase as usize, 0, 0)];
        for word in words {
            for (number, piece) in word.pieces.iter().enumerate() {
                pieces.push((*piece, word.shape as usize, word.quoted as usize, usize::from(word.starts_paragraph && number == 0)));
            }
        }
        pieces.push((last, Shape::NoCase as usize, 0, 0));
        let start = x.len();
        x.resize(start + pieces.len() * hidden, 0.0);
        wide(
            #[inline(always)]
            || {
                for ((position, (piece, shape, quoted, paragraph)), row) in
                    pieces.iter().enumerate().zip(x[start..].chunks_exact_mut(hidden))
                {
                    self.pieces.add_row(*piece as usize, row);
                    self.positions.add_row(position, row);
                    for (table, at) in [(&self.shapes, shape), (&self.quoted, quoted), (&self.paragraphs, paragraph)] {
                        for (value, more) in row.iter_mut().zip(&table[at * hidden..]) {
                            *value += more;
                        }
                    }
                }
            },
        );
    }

    /// Scores of cue tags for every word, by what PolNeAR counts or by what the product's guideline does.
    pub fn cue_scores(&self, words: &[f32], guideline: bool) -> Vec<f32> {
        let mut scores = self.cue.apply(words);
        if guideline {
            for (score, shift) in scores.iter_mut().zip(self.cue_guideline.apply(words)) {
                *score += shift;
            }
        }
        scores
    }

    /// The most likely act of each cue.
    pub fn acts(&self, cues: &[f32]) -> Vec<usize> {
        self.act.apply(cues).chunks_exact(ACTS).map(largest).collect()
    }

    /// For each cue, given as a range of the window's words and its mean row, the roles of all words.
    pub fn roles(&self, kernels: &Kernels, words: &[f32], cues: &[(usize, usize)], means: &[f32]) -> Vec<Vec<usize>> {
        self.pair.roles(kernels, words, cues, means, self.sizes)
    }

    /// Vectors of sentences from the means of their pieces' rows, to unit length.
    pub fn sentence_vectors(&self, kernels: &Kernels, means: &[f32]) -> Vec<Vec<f32>> {
        let vectors = self.sentence.apply(kernels, means);
        vectors
            .chunks_exact(self.sizes.hidden)
            .map(|vector| {
                let length = dot(vector, vector).sqrt().max(1e-9);
                vector.iter().map(|value| value / length).collect()
            })
            .collect()
    }
}

/// The number of the largest score, the first of equals.
fn largest(scores: &[f32]) -> usize {
    (0..scores.len()).rev().max_by(|a, b| scores[*a].total_cmp(&scores[*b])).unwrap_or(0)
}

/// For each cue, the role of every word of its window.
struct Pair {
    word: Linear,
    cue: Linear,
    gate: Linear,
    distance: Vec<f32>,
    norm: Norm,
    layers: Vec<Layer>,
    roles: Projection,
    crf: Crf,
}

impl Pair {
    fn read(w: &mut Weights, kernels: &Kernels, sizes: Sizes) -> Result<Self, WeightsError> {
        let (hidden, d) = (sizes.hidden, sizes.pair_hidden);
        Ok(Self {
            word: Linear::read(w, kernels, hidden, d)?,
            cue: Linear::read(w, kernels, hidden, d)?,
            gate: Linear::read(w, kernels, hidden, d)?,
            distance: w.floats(2 * DISTANCES + 1, d)?,
            norm: Norm::read(w, d)?,
            layers: (0..sizes.pair_layers)
                .map(|_| Layer::read(w, kernels, d, 2 * d, Heads::of(sizes.pair_heads, d)))
                .collect::<Result<_, _>>()?,
            roles: Projection::read(w, d, ROLES)?,
            crf: Crf::read(w, ROLES)?,
        })
    }

    fn roles(&self, kernels: &Kernels, words: &[f32], cues: &[(usize, usize)], means: &[f32], sizes: Sizes) -> Vec<Vec<usize>> {
        let d = sizes.pair_hidden;
        let length = words.len() / sizes.hidden;
        let projected = self.word.apply(kernels, words);
        let (cue_rows, gates) = (self.cue.apply(kernels, means), self.gate.apply(kernels, means));
        let mut x = vec![0.0; cues.len() * length * d];
        let of_cues = cues.iter().zip(cue_rows.chunks_exact(d).zip(gates.chunks_exact(d)));
        wide(
            #[inline(always)]
            || {
                for (((first, end), (cue, gate)), x) in of_cues.zip(x.chunks_exact_mut(length * d)) {
                    for ((at, word), row) in projected.chunks_exact(d).enumerate().zip(x.chunks_exact_mut(d)) {
                        let distance = &self.distance[bucket(at, *first, *end) * d..][..d];
                        for ((value, (word, gate)), (cue, distance)) in
                            row.iter_mut().zip(word.iter().zip(gate)).zip(cue.iter().zip(distance))
                        {
                            *value = word * (1.0 + gate) + cue + distance;
                        }
                        self.norm.row(row);
                    }
                }
            },
        );
        for layer in &self.layers {
            layer.apply(kernels, &mut x, &vec![length; cues.len()]);
        }
        self.roles.apply(&x).chunks_exact(length * ROLES).map(|scores| self.crf.decode(scores)).collect()
    }
}

/// Which row of the distance table a word has for a cue `first..last`: the middle one inside it, then 1, 2, 3, 4, 5-6, 7-8, ... on either side.
fn bucket(word: usize, first: usize, last: usize) -> usize {
    let (size, before) = if word < first { (first - word, true) } else { ((word + 1).saturating_sub(last), false) };
    let bucket = if size <= 4 { size } else { (5 + (2.0 * (size as f32 / 4.0).log2() + 1e-6).floor() as usize).min(DISTANCES - 1) };
    if before { DISTANCES - bucket } else { DISTANCES + bucket }
}
