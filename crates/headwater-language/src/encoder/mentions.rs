//! The reader of mentions: a small transformer above the encoder that sees names, the mentions of persons and things, and which of them mean the same.
//!
//! It stands on the encoder's rows, the last ones and those half way up, and on what the uncased vocabulary loses: the case of a word, of its paragraph,
//! and of the same word elsewhere in the article. `training/headwater_training/mentions.py` is the same model; the two must never part.

#![allow(clippy::inline_always, reason = "a loop is compiled for the wider vectors only where it stands inside `wide`")]

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::{
    crf::{self, Crf},
    layer::{Heads, Layer},
    linear::{Kernels, Linear, Norm, Projection, gather},
    pairs,
    weights::{Sizes, Weights, WeightsError},
    wordpiece::{Shape, Word},
};
use crate::wide::{dot, wide};

/// Outside, and for persons, organizations and places begins and goes on.
const NAME_TAGS: usize = 7;
/// Rows of the tables of a word's facts, in the order of [`Facts`].
const FACTS: [usize; 5] = [7, 4, 2, 4, 4];
/// Words between a mention's head and its ends.
const LONGEST_REACH: usize = 40;
/// Rows of the table of how far a mention reaches.
const REACH: usize = 16;
/// Products that compare two mentions.
const PRODUCTS: usize = 4;

/// What is counted of a word: its shape, whether marks or words touch it, whether a sentence starts with it, how it is written elsewhere in the article,
/// and how much of its paragraph is in capitals.
pub type Facts = [u8; FACTS.len()];

/// The model.
pub struct Mentions {
    input: Linear,
    facts: Vec<Vec<f32>>,
    norm: Norm,
    layers: Vec<Layer>,
    name: Projection,
    name_crf: Crf,
    head: Projection,
    start_head: Linear,
    start_word: Linear,
    end_head: Linear,
    end_word: Linear,
    reach: Vec<f32>,
    later: Linear,
    earlier: Linear,
    later_pair: Linear,
    earlier_pair: Linear,
    /// Column by column.
    products: [Vec<f32>; PRODUCTS],
    pair_facts: Vec<Vec<f32>>,
    score: Projection,
    width: usize,
    span: usize,
    link: usize,
    pair: usize,
}

impl Mentions {
    /// Reads the tables, in the order in which they stand in the file.
    pub fn read(w: &mut Weights, kernels: &Kernels, sizes: Sizes) -> Result<Self, WeightsError> {
        let (width, span, link, pair) = (sizes.mention_width, sizes.mention_span, sizes.mention_link, sizes.mention_pair);
        let linear = |w: &mut Weights, outputs: usize| Linear::read(w, kernels, width, outputs);
        Ok(Self {
            input: Linear::read(w, kernels, 2 * sizes.hidden, width)?,
            facts: FACTS.iter().map(|rows| w.floats(*rows, width)).collect::<Result<_, _>>()?,
            norm: Norm::read(w, width)?,
            layers: (0..sizes.mention_layers)
                .map(|_| Layer::read(w, kernels, width, sizes.mention_inner, Heads::of(sizes.mention_heads, width)))
                .collect::<Result<_, _>>()?,
            name: Projection::read(w, width, NAME_TAGS)?,
            name_crf: Crf::read(w, NAME_TAGS)?,
            head: Projection::read(w, width, 1)?,
            start_head: linear(w, span)?,
            start_word: linear(w, span)?,
            end_head: linear(w, span)?,
            end_word: linear(w, span)?,
            reach: w.floats(REACH, 2)?,
            later: linear(w, link)?,
            earlier: linear(w, link)?,
            later_pair: linear(w, pair)?,
            earlier_pair: linear(w, pair)?,
            products: columns(&w.floats(pair, PRODUCTS)?),
            pair_facts: pairs::FACTS.iter().map(|rows| w.floats(*rows, pair)).collect::<Result<_, _>>()?,
            score: Projection::read(w, pair, 1)?,
            width,
            span,
            link,
            pair,
        })
    }

    /// A row for each word of a window, from the encoder's last row and that half way up side by side.
    pub fn rows(&self, kernels: &Kernels, both: &[f32], facts: &[Facts]) -> Vec<f32> {
        let mut x = self.input.apply(kernels, both);
        wide(
            #[inline(always)]
            || {
                for (row, facts) in x.chunks_exact_mut(self.width).zip(facts) {
                    for (table, at) in self.facts.iter().zip(facts) {
                        for (value, more) in row.iter_mut().zip(&table[usize::from(*at) * self.width..]) {
                            *value += more;
                        }
                    }
                    self.norm.row(row);
                }
            },
        );
        for layer in &self.layers {
            layer.apply(kernels, &mut x, &[facts.len()]);
        }
        x
    }

    /// Names in a window's rows: first word, the word after the last, the number of the kind.
    pub fn names(&self, rows: &[f32]) -> Vec<(usize, usize, usize)> {
        crf::runs(&self.name_crf.decode(&self.name.apply(rows)))
    }

    /// The mentions in an article's rows, in the order of their heads; `sentences` are ranges of words that tile the article.
    pub fn mentions(&self, kernels: &Kernels, rows: &[f32], sentences: &[Range<usize>]) -> Vec<Mention> {
        let heads: Vec<usize> = self.head.apply(rows).iter().enumerate().filter(|(_, score)| **score > 0.0).map(|(at, _)| at).collect();
        let head_rows = gather(&[rows], self.width, heads.iter().copied());
        let starts = (self.start_head.apply(kernels, &head_rows), self.start_word.apply(kernels, rows));
        let ends = (self.end_head.apply(kernels, &head_rows), self.end_word.apply(kernels, rows));
        let scale = (self.span as f32).sqrt().recip();
        let best = |(heads, words): &(Vec<f32>, Vec<f32>), side: usize, number: usize, head: usize, range: Range<usize>| {
            let own = &heads[number * self.span..][..self.span];
            wide(
                #[inline(always)]
                || {
                    let mut best = (f32::NEG_INFINITY, head);
                    for word in range {
                        let reach = self.reach[word.abs_diff(head).min(REACH - 1) * 2 + side];
                        let score = dot(own, &words[word * self.span..][..self.span]) * scale + reach;
                        // Of equals the first.
                        if score > best.0 {
                            best = (score, word);
                        }
                    }
                    best.1
                },
            )
        };
        let mut sentence = 0;
        (0..)
            .zip(heads)
            .map(|(number, head)| {
                while sentence + 1 < sentences.len() && sentences[sentence].end <= head {
                    sentence += 1;
                }
                let (start, end) = sentences.get(sentence).map_or((head, head + 1), |sentence| (sentence.start, sentence.end));
                let first = best(&starts, 0, number, head, head.saturating_sub(LONGEST_REACH).max(start).min(head)..head + 1);
                let last = best(&ends, 1, number, head, head..(head + LONGEST_REACH + 1).min(end).max(head + 1));
                Mention { head, first, last }
            })
            .collect()
    }

    /// What comparing mentions needs of their rows.
    pub fn compared(&self, kernels: &Kernels, rows: &[f32], mentions: &[Mention]) -> Compared {
        let rows = gather(&[rows], self.width, mentions.iter().map(|mention| mention.head));
        Compared {
            later: self.later.apply(kernels, &rows),
            earlier: self.earlier.apply(kernels, &rows),
            later_pair: self.later_pair.apply(kernels, &rows),
            earlier_pair: self.earlier_pair.apply(kernels, &rows),
        }
    }

    /// How surely a mention means the same as earlier ones, each given with the facts of the pair; above zero, surer than not.
    pub fn scores(&self, compared: &Compared, later: usize, pairs: &[(usize, pairs::Facts)]) -> Vec<f32> {
        let mut room = vec![0.0; self.pair];
        let mut scores = vec![0.0; pairs.len()];
        wide(
            #[inline(always)]
            || {
                for (score, (earlier, facts)) in scores.iter_mut().zip(pairs) {
                    *score = self.score(compared, later, *earlier, *facts, &mut room);
                }
            },
        );
        scores
    }

    #[inline(always)]
    fn score(&self, compared: &Compared, later: usize, earlier: usize, facts: pairs::Facts, x: &mut [f32]) -> f32 {
        let (a, b) = (&compared.later[later * self.link..][..self.link], &compared.earlier[earlier * self.link..][..self.link]);
        let size = self.link / PRODUCTS;
        let mut products = [0.0; PRODUCTS];
        for (product, (a, b)) in products.iter_mut().zip(a.chunks_exact(size).zip(b.chunks_exact(size))) {
            *product = dot(a, b) * (size as f32).sqrt().recip();
        }
        let pairs = compared.later_pair[later * self.pair..].iter().zip(&compared.earlier_pair[earlier * self.pair..]);
        for (value, (later, earlier)) in x.iter_mut().zip(pairs) {
            *value = later + earlier;
        }
        let [one, two, three, four] = products;
        let columns = self.products.each_ref().map(|column| &column[..x.len()]);
        for (at, value) in x.iter_mut().enumerate() {
            *value += columns[0][at] * one + columns[1][at] * two + columns[2][at] * three + columns[3][at] * four;
        }
        for (table, at) in self.pair_facts.iter().zip(facts) {
            for (value, more) in x.iter_mut().zip(&table[usize::from(at) * self.pair..]) {
                *value += more;
            }
        }
        for value in x.iter_mut() {
            *value = value.max(0.0);
        }
        self.score.one(x)
    }

    /// Width of a row.
    pub fn width(&self) -> usize {
        self.width
    }
}

/// The columns of a table.
fn columns<const N: usize>(table: &[f32]) -> [Vec<f32>; N] {
    std::array::from_fn(|column| table.iter().skip(column).step_by(N).copied().collect())
}

/// A mention by word numbers; the last word belongs to it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Mention {
    /// The word that names its kind.
    pub head: usize,
    /// Its first word.
    pub first: usize,
    /// Its last word.
    pub last: usize,
}

/// What comparing mentions needs, a row for each mention.
pub struct Compared {
    later: Vec<f32>,
    earlier: Vec<f32>,
    later_pair: Vec<f32>,
    earlier_pair: Vec<f32>,
}

/// Counts the facts of an article's words.
pub fn facts(words: &[Word]) -> Vec<Facts> {
    let starts: Vec<bool> = (0..words.len())
        .map(|at| {
            let before = at.checked_sub(1).map(|before| words[before].norm.as_str());
            words[at].starts_paragraph || before.is_none_or(|before| matches!(before, "." | "!" | "?" | ":" | "\"" | "“" | "”"))
        })
        .collect();
    let small: FxHashSet<&str> = words.iter().filter(|word| word.shape == Shape::Lower).map(|word| word.norm.as_str()).collect();
    let capital = words.iter().zip(&starts).filter(|(word, starts)| has_capital(word.shape) && !**starts);
    let capital: FxHashSet<&str> = capital.map(|(word, _)| word.norm.as_str()).collect();
    let mut out: Vec<Facts> = Vec::with_capacity(words.len());
    for paragraph in words.chunk_by(|_, next| !next.starts_paragraph) {
        let capitals = paragraph.iter().filter(|word| has_capital(word.shape)).count();
        let letters = capitals + paragraph.iter().filter(|word| word.shape == Shape::Lower).count();
        let share = [2, 5, 9].into_iter().filter(|tenths| capitals * 10 >= tenths * letters.max(1)).count();
        for (at, word) in paragraph.iter().enumerate() {
            let touches = |other: Option<&Word>, ends: bool| {
                other.is_some_and(|other| if ends { other.span.end == word.span.start } else { other.span.start == word.span.end })
            };
            let before = touches(at.checked_sub(1).map(|before| &paragraph[before]), true);
            let after = touches(paragraph.get(at + 1), false);
            let elsewhere = u8::from(small.contains(word.norm.as_str())) + 2 * u8::from(capital.contains(word.norm.as_str()));
            let starts = u8::from(starts[out.len()]);
            out.push([word.shape as u8, u8::from(before) + 2 * u8::from(after), starts, elsewhere, share as u8]);
        }
    }
    out
}

/// Whether a word has a capital letter.
pub fn has_capital(shape: Shape) -> bool {
    matches!(shape, Shape::Capitalised | Shape::Upper | Shape::Initial | Shape::Mixed)
}

#[cfg(test)]
mod tests {
    use headwater_core::Span;

    use super::*;
    use crate::encoder::wordpiece::Quoted;

    #[test]
    fn counts_case_and_marks() {
        let text = "SELLOW FLOODS\nThe dam-keeper left Sellow.";
        let word = |start: usize, end: usize, shape: Shape| Word {
            span: Span::new(start, end),
            norm: text[start..end].to_lowercase(),
            pieces: vec![1],
            shape,
            quoted: Quoted::No,
            starts_paragraph: start == 0 || start == 14,
        };
        let words = [
            word(0, 6, Shape::Upper),
            word(7, 13, Shape::Upper),
            word(14, 17, Shape::Capitalised),
            word(18, 21, Shape::Lower),
            word(21, 22, Shape::NoCase),
            word(22, 28, Shape::Lower),
            word(29, 33, Shape::Lower),
            word(34, 40, Shape::Capitalised),
            word(40, 41, Shape::NoCase),
        ];
        let expected: [Facts; 9] = [
            [3, 0, 1, 2, 3],
            [3, 0, 0, 2, 3],
            [2, 0, 1, 0, 1],
            [1, 2, 0, 1, 1],
            [0, 3, 0, 0, 1],
            [1, 1, 0, 1, 1],
            [1, 0, 0, 1, 1],
            [2, 2, 0, 2, 1],
            [0, 1, 0, 0, 1],
        ];
        assert_eq!(facts(&words), expected);
    }
}
