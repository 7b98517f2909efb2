//! The encoder: one small transformer reads an article once, and light heads say what they see in it.
//!
//! A MiniLM of six layers (Wang et al. 2020) in eight-bit integers, trained by `training/`. Its heads give attribution cues, for each cue the words of
//! its source and its content (so that contents may nest and overlap), names, links between mentions, and a vector for each sentence.
//!
//! Windows are encoded one by one, each by itself: what the encoder says of a window depends neither on the others nor on the number of threads.

mod crf;
mod extents;
mod layer;
mod linear;
mod links;
pub mod meanings;
mod mentions;
mod names;
mod network;
mod pairs;
mod roles;
mod runs;
#[cfg(target_arch = "x86_64")]
mod vnni;
mod weights;
mod windows;
mod wordpiece;

use std::{ops::Range, sync::LazyLock};

use headwater_core::{Act, Span};
use linear::Kernels;
use meanings::{Meanings, Rows};
use mentions::Facts;
use network::Network;
use rayon::prelude::*;
pub use weights::WeightsError;
use wordpiece::{Vocabulary, Word};

use crate::wide::wide;

/// The English model that the program carries, made ready on first use; none where its weights are damaged.
pub fn english() -> Option<&'static Encoder> {
    static ENGLISH: LazyLock<Option<Encoder>> =
        LazyLock::new(|| headwater_model_en::weights().and_then(|weights| Encoder::new(weights, headwater_model_en::VOCABULARY).ok()));
    ENGLISH.as_ref()
}

/// Makes the encoder compute with the instructions that all processors have, so that answers stored on one machine hold on another: the newest
/// processors' own attention is rounded otherwise, and a few statements are read otherwise for it. For tests; false where something was read before,
/// which settles how.
pub fn compute_alike() -> bool {
    linear::compute_alike()
}

/// What counts as an attribution.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Convention {
    /// What the product's own guideline counts.
    Statements,
    /// What PolNeAR counts: attitudes and acts of speech without spelled-out content too. For measuring.
    Polnear,
}

/// The model with its vocabulary.
pub struct Encoder {
    vocabulary: Vocabulary,
    network: Network,
}

/// What the encoder sees in one article.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Reading {
    /// Attributions, in the order of their cues.
    pub attributions: Vec<CuedAttribution>,
    /// Names, in text order.
    pub names: Vec<Name>,
    /// Mentions that mean the same, at least two a chain; chains and mentions in text order.
    pub chains: Vec<Vec<LinkedMention>>,
    /// A vector of unit length for each sentence; empty for a sentence without words.
    pub sentence_vectors: Vec<Vec<f32>>,
    /// What the words mean where they stand.
    pub meanings: Meanings,
}

/// Who said what, by one cue. Runs of neighbouring words are one span each.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CuedAttribution {
    /// The words that attribute; never empty.
    pub cue: Vec<Span>,
    /// The words that name the source; empty where none stand there.
    pub source: Vec<Span>,
    /// What is said, complementiser and quotation marks included; never empty.
    pub content: Vec<Span>,
    /// Speech, belief or document.
    pub act: Act,
}

/// A name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Name {
    /// The words.
    pub span: Span,
    /// What bears it.
    pub kind: NameKind,
}

/// What bears a name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum NameKind {
    /// A person.
    Person,
    /// An organization.
    Organization,
    /// A place.
    Place,
}

/// A mention in a chain.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct LinkedMention {
    /// All its words.
    pub span: Span,
    /// Its head word.
    pub head: Span,
}

impl Encoder {
    /// Makes the model from its file of weights and its vocabulary, one piece a line.
    pub fn new(weights: &[u8], vocabulary: &str) -> Result<Self, WeightsError> {
        Ok(Self { vocabulary: Vocabulary::new(vocabulary).ok_or(WeightsError::Vocabulary)?, network: Network::read(weights)? })
    }

    /// Reads an article: its text and its sentences, each with the number of its paragraph, in text order.
    pub fn read(&self, text: &str, sentences: &[(Span, usize)], convention: Convention) -> Reading {
        let words = self.words(text, sentences);
        let ranges = sentence_ranges(&words, sentences);
        let windows = windows::windows(&words, &ranges);
        let facts = mentions::facts(&words);
        let parts: Vec<WindowReading> =
            windows.par_iter().map(|window| self.read_window(text, &words, &facts, window, &ranges, convention)).collect();

        let mut reading = Reading { sentence_vectors: vec![Vec::new(); sentences.len()], ..Reading::default() };
        reading.meanings.rows = Rows::new(self.network.sizes.hidden);
        let mut rows = Vec::with_capacity(words.len() * self.network.mentions.width());
        let mut found = Vec::new();
        for part in parts {
            let spans = |numbers: &[usize]| spans(&words, numbers);
            reading.attributions.extend(part.attributions.iter().map(|(cue, source, content, act)| CuedAttribution {
                cue: spans(cue),
                source: spans(source),
                content: spans(content),
                act: [Act::Speech, Act::Belief, Act::Document][*act],
            }));
            found.extend(part.names);
            rows.extend(part.mention_rows);
            reading.meanings.rows.append(&part.meanings);
            for (sentence, vector) in part.vectors {
                reading.sentence_vectors[sentence] = vector;
            }
        }
        reading.meanings.words = words.iter().map(|word| word.span).filter(|span| has_meaning(text, *span)).collect();
        let paragraphs: Vec<Span> = sentences.chunk_by(|a, b| a.1 == b.1).map(whole).collect();
        for attribution in &mut reading.attributions {
            runs::mend(text, &paragraphs, attribution);
        }
        reading.names = names::names(text, &words, found);
        reading.chains = links::chains(&self.network.mentions, &Kernels::new(), &words, &rows, &ranges);
        reading
    }

    /// Words of all paragraphs.
    fn words(&self, text: &str, sentences: &[(Span, usize)]) -> Vec<Word> {
        let mut words = Vec::with_capacity(text.len() / 5);
        for paragraph in sentences.chunk_by(|a, b| a.1 == b.1) {
            wordpiece::words(&self.vocabulary, text, whole(paragraph), &mut words);
        }
        words
    }

    /// Encodes one window and lets every head look at it.
    fn read_window(
        &self,
        text: &str,
        words: &[Word],
        facts: &[Facts],
        window: &Range<usize>,
        sentences: &[Range<usize>],
        convention: Convention,
    ) -> WindowReading {
        let network = &self.network;
        let kernels = &Kernels::new();
        let hidden = network.sizes.hidden;
        let mine = &words[window.clone()];
        let (halfway, pieces) = network.encode(kernels, mine, self.vocabulary.first, self.vocabulary.last);
        let mut first_piece = Vec::with_capacity(mine.len() + 1);
        first_piece.push(1);
        for word in mine {
            first_piece.push(first_piece[first_piece.len() - 1] + word.pieces.len());
        }
        let of_words = |of_pieces: &[&[f32]]| linear::gather(of_pieces, hidden, first_piece[..mine.len()].iter().copied());

        let mention_rows = network.mentions.rows(kernels, &of_words(&[&pieces, &halfway]), &facts[window.clone()]);
        let names = network.mentions.names(&mention_rows).into_iter();
        let names = names.map(|(first, end, kind)| (window.start + first..window.start + end, kind)).collect();

        let rows = of_words(&[&pieces]);
        let cues = crf::runs(&network.cue_crf.decode(&network.cue_scores(&rows, convention == Convention::Statements)));
        let cues: Vec<(usize, usize)> = cues.into_iter().map(|(first, end, _)| (first, end)).collect();
        let attributions = if cues.is_empty() { Vec::new() } else { self.attributions(kernels, words, window, &rows, &cues, convention) };

        // A sentence that was cut for its length gets the vector of its first part.
        let inside: Vec<(usize, Range<usize>)> = (0..)
            .zip(sentences)
            .skip_while(|(_, sentence)| sentence.start < window.start)
            .take_while(|(_, sentence)| sentence.start < window.end)
            .filter(|(_, sentence)| !sentence.is_empty())
            .map(|(number, sentence)| (number, sentence.start - window.start..sentence.end.min(window.end) - window.start))
            .collect();
        let ranges = inside.iter().map(|(_, range)| first_piece[range.start]..first_piece[range.end]);
        let vectors = network.sentence_vectors(kernels, &means(&pieces, hidden, ranges));
        let vectors = inside.iter().map(|(number, _)| *number).zip(vectors).collect();

        let mut meanings = Rows::new(hidden);
        for (_, ends) in mine.iter().zip(first_piece.windows(2)).filter(|(word, _)| has_meaning(text, word.span)) {
            meanings.push(&means(&pieces, hidden, std::iter::once(ends[0]..ends[1])));
        }
        WindowReading { attributions, names, mention_rows, vectors, meanings }
    }

    /// Source and content of each cue; cues without a content are none.
    fn attributions(
        &self,
        kernels: &Kernels,
        words: &[Word],
        window: &Range<usize>,
        rows: &[f32],
        cues: &[(usize, usize)],
        convention: Convention,
    ) -> Vec<RoleWords> {
        let means = means(rows, self.network.sizes.hidden, cues.iter().map(|(first, end)| *first..*end));
        let acts = self.network.acts(&means);
        let labels = self.network.roles(kernels, rows, cues, &means);
        let mut out = Vec::new();
        for ((labels, act), (first, end)) in labels.iter().zip(acts).zip(cues) {
            let of =
                |role: usize| -> Vec<usize> { (window.start..).zip(labels).filter(|(_, r)| **r == role).map(|(word, _)| word).collect() };
            let (source, mut content, mut cue) = (of(1), of(2), of(3));
            if cue.is_empty() {
                cue = (window.start + first..window.start + end).collect();
            }
            if !content.is_empty() {
                let mut whole = roles::source(words, &cue, &content, &source);
                if convention == Convention::Polnear {
                    roles::close_apposition(words, &content, &mut whole);
                }
                roles::close_content(words, &mut content);
                out.push((cue, whole, content, act));
            }
        }
        out
    }
}

/// Word numbers of cue, source and content, and the act.
type RoleWords = (Vec<usize>, Vec<usize>, Vec<usize>, usize);

/// What the heads say of one window.
struct WindowReading {
    attributions: Vec<RoleWords>,
    names: Vec<(Range<usize>, usize)>,
    /// The rows of its words in the reader of mentions.
    mention_rows: Vec<f32>,
    vectors: Vec<(usize, Vec<f32>)>,
    /// The last rows of its words, marks left out.
    meanings: Rows,
}

/// Whether what stands there is a word and no mark.
fn has_meaning(text: &str, word: Span) -> bool {
    word.of(text).contains(char::is_alphanumeric)
}

/// The extent of a paragraph's sentences.
fn whole(paragraph: &[(Span, usize)]) -> Span {
    paragraph.iter().fold(paragraph[0].0, |whole, (span, _)| whole.to(*span))
}

/// The words of each sentence; together they tile the article. A word belongs to the sentence in which it begins.
fn sentence_ranges(words: &[Word], sentences: &[(Span, usize)]) -> Vec<Range<usize>> {
    let mut start = 0;
    (1..=sentences.len())
        .map(|next| {
            let end = sentences
                .get(next)
                .map_or(words.len(), |(span, _)| start + words[start..].partition_point(|word| word.span.start < span.start));
            std::mem::replace(&mut start, end)..end
        })
        .collect()
}

/// Word numbers to spans, neighbours joined.
fn spans(words: &[Word], numbers: &[usize]) -> Vec<Span> {
    numbers.chunk_by(|a, b| a + 1 == *b).map(|run| words[run[0]].span.to(words[run[run.len() - 1]].span)).collect()
}

/// The mean row of each range of rows.
fn means(rows: &[f32], width: usize, ranges: impl Iterator<Item = Range<usize>>) -> Vec<f32> {
    let mut out = Vec::new();
    wide(
        #[inline(always)]
        || {
            for range in ranges {
                let start = out.len();
                out.resize(start + width, 0.0);
                let count = range.len() as f32;
                for row in rows[range.start * width..range.end * width].chunks_exact(width) {
                    for (sum, value) in out[start..].iter_mut().zip(row) {
                        *sum += value / count;
                    }
                }
            }
        },
    );
    out
}
