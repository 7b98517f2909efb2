//! Copied passages between articles, by seed and extend.
//!
//! Every article gives up its *seeds*: hashes of runs of [`SEED`] words, thinned by winnowing (Schleimer, Wilkerson, Aiken 2003) so that any
//! common run of [`SEED`]` + `[`WINDOW`]` - 1` words is sure to share one. Articles that share a seed are laid against each other there; the match
//! grows word by word in both directions to its maximal length, then steps over small edits (a word dropped, added or swapped) as long as it
//! finds its footing again. A seed that stands in very many articles (boilerplate, a wire report that everyone carries) is only followed from
//! each article to the next that has it, so that the work stays near-linear in the text; [`families`](crate::families) joins such chains again.

use headwater_core::{ArticleId, Passage, Span};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::words::Word;

/// Words in a seed.
const SEED: usize = 8;
/// Of so many neighbouring seeds at least one is kept.
const WINDOW: usize = 5;
/// Meetings of seeds that are followed, for each seed. The rarest seeds come first; a seed too common for this is followed from neighbour to
/// neighbour only.
const BUDGET: usize = 4;
/// Of a seed that an article repeats so many places are followed.
const REPEATS: usize = 4;
/// Fewest equal words of a passage.
const SHORTEST: usize = SEED + WINDOW - 1;
/// Most words that an edit may drop or add on either side.
const EDIT: usize = 6;
/// Equal words that must follow an edit.
const FOOTING: usize = 4;

/// A passage that two articles share: the first article comes before the second in the input.
#[derive(Clone, PartialEq, Debug)]
pub struct Match {
    /// Where it stands in the earlier of the two.
    pub a: Passage,
    /// Where it stands in the later.
    pub b: Passage,
    /// The runs of equal words in it, in order.
    pub blocks: Vec<Block>,
    /// Share of equal words over the aligned stretch, 0 to 1.
    pub similarity: f64,
}

/// A run of equal words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Block {
    /// Its first word in the one article.
    pub a: usize,
    /// Its first word in the other.
    pub b: usize,
    /// Number of words.
    pub words: usize,
}

impl Match {
    /// Number of equal words.
    pub fn words(&self) -> usize {
        self.blocks.iter().map(|block| block.words).sum()
    }
}

/// Every passage of [`SHORTEST`] words and more that two of the articles share, by articles and places.
///
/// `articles` are the words of each article, from [`words`](crate::words::words).
pub fn find(articles: &[Vec<Word>]) -> Vec<Match> {
    let hits = hits(articles);
    let pairs: Vec<&[Hit]> = hits.chunk_by(|x, y| (x.a, x.b) == (y.a, y.b)).collect();
    pairs.into_par_iter().flat_map_iter(|hits| extend_all(articles, hits)).collect()
}

/// Fewest equal words of a quotation that two articles share.
const SHORTEST_QUOTED: usize = 5;
/// Fewest equal words of it where both quote more.
const SHORTEST_PART: usize = 7;
/// A quoted run that stands in more places than this is a phrase of its day, no sign of whose words were taken.
const COMMON: usize = 40;

/// The runs that two articles both have inside quotation marks: there even [`SHORTEST_QUOTED`] equal words are one speaker's.
///
/// `quoted` are for each article the ranges of its words that stand in quotation marks, in order.
pub fn quotes(articles: &[Vec<Word>], quoted: &[Vec<std::ops::Range<usize>>]) -> Vec<Match> {
    let mut places: FxHashMap<u64, Vec<(usize, usize)>> = FxHashMap::default();
    let mut short: Vec<Match> = Vec::new();
    for (article, words) in articles.iter().enumerate() {
        for range in quoted.get(article).map_or(&[][..], Vec::as_slice) {
            // For each earlier article the word of this one up to which a run has been taken.
            let mut taken: FxHashMap<usize, usize> = FxHashMap::default();
            for at in range.start..(range.end + 1).saturating_sub(SHORTEST_QUOTED) {
                let hash = seed_hash(&words[at..at + SHORTEST_QUOTED]);
                for &(other, place) in places.get(&hash).map_or(&[][..], Vec::as_slice).iter().take(COMMON) {
                    if taken.get(&other).is_some_and(|&end| at < end) {
                        continue;
                    }
                    let Some(inside) = quoted[other].iter().find(|range| range.contains(&place)) else { continue };
                    let (a, b) = (&articles[other][place..inside.end], &words[at..range.end]);
                    let length = a.iter().zip(b).take_while(|(x, y)| x.key == y.key).count();
                    // A short run counts only as all that one of the two quotes.
                    let is_whole = length == inside.len() || length == range.len();
                    if length < SHORTEST_PART && !(is_whole && length >= SHORTEST_QUOTED) {
                        continue;
                    }
                    taken.insert(other, at + length);
                    short.push(Match {
                        a: passage(other as u32, &a[..length]),
                        b: passage(article as u32, &b[..length]),
                        blocks: vec![Block { a: place, b: at, words: length }],
                        similarity: 1.0,
                    });
                }
            }
        }
        for range in quoted.get(article).map_or(&[][..], Vec::as_slice) {
            for at in range.start..(range.end + 1).saturating_sub(SHORTEST_QUOTED) {
                places.entry(seed_hash(&words[at..at + SHORTEST_QUOTED])).or_default().push((article, at));
            }
        }
    }
    short
}

/// Adds runs that lie in no passage found before.
pub fn add(mut short: Vec<Match>, found: &mut Vec<Match>) {
    let mut known: FxHashMap<(ArticleId, ArticleId), Vec<(Span, Span)>> = FxHashMap::default();
    for long in found.iter() {
        known.entry((long.a.article, long.b.article)).or_default().push((long.a.span, long.b.span));
    }
    short.retain(|run| {
        let longer = known.get(&(run.a.article, run.b.article)).map_or(&[][..], Vec::as_slice);
        !longer.iter().any(|(a, b)| a.overlaps(run.a.span) || b.overlaps(run.b.span))
    });
    found.extend(short);
    found.sort_by_key(|found| (found.a.article, found.b.article, found.a.span, found.b.span));
}

/// A seed that two articles share. The order of its parts is the order in which they are worked through.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Hit {
    a: u32,
    b: u32,
    at_a: u32,
    at_b: u32,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Seed {
    hash: u64,
    article: u32,
    at: u32,
}

fn hits(articles: &[Vec<Word>]) -> Vec<Hit> {
    let mut seeds: Vec<Seed> = articles.par_iter().enumerate().flat_map_iter(|(article, words)| seeds(article as u32, words)).collect();
    seeds.par_sort_unstable();
    let crowd = crowd(&seeds);
    let mut hits = Vec::new();
    for same in seeds.chunk_by(|x, y| x.hash == y.hash).filter(|same| is_shared(same)) {
        let articles: Vec<&[Seed]> =
            same.chunk_by(|x, y| x.article == y.article).map(|places| &places[..places.len().min(REPEATS)]).collect();
        let reach = if articles.len() > crowd { 1 } else { articles.len() };
        for (n, x) in articles.iter().enumerate() {
            for y in articles.iter().skip(n + 1).take(reach) {
                for (x, y) in x.iter().flat_map(|x| y.iter().map(move |y| (x, y))) {
                    hits.push(Hit { a: x.article, b: y.article, at_a: x.at, at_b: y.at });
                }
            }
        }
    }
    hits.par_sort_unstable();
    hits
}

fn is_shared(same: &[Seed]) -> bool {
    same.first().map(|seed| seed.article) != same.last().map(|seed| seed.article)
}

/// The largest number of articles that may share a seed for every two of them to be laid against each other within the budget.
fn crowd(seeds: &[Seed]) -> usize {
    let mut sizes: Vec<usize> = seeds
        .chunk_by(|x, y| x.hash == y.hash)
        .filter(|same| is_shared(same))
        .map(|same| same.chunk_by(|x, y| x.article == y.article).count())
        .collect();
    sizes.sort_unstable();
    let mut spent = 0;
    let within = sizes.iter().take_while(|&&size| {
        spent += size * (size - 1) / 2;
        spent <= seeds.len() * BUDGET
    });
    within.last().copied().unwrap_or(0)
}

/// The seeds of one article: in each window of [`WINDOW`] neighbours the smallest, the rightmost of equals.
fn seeds(article: u32, words: &[Word]) -> Vec<Seed> {
    let hashes: Vec<u64> = words.windows(SEED).map(seed_hash).collect();
    let mut kept: Vec<Seed> = Vec::new();
    let window = WINDOW.min(hashes.len().max(1));
    for (start, neighbours) in hashes.windows(window).enumerate() {
        let Some((offset, &hash)) = neighbours.iter().enumerate().rev().min_by_key(|(_, hash)| **hash) else { continue };
        let at = (start + offset) as u32;
        if kept.last().is_none_or(|last| last.at != at) {
            kept.push(Seed { hash, article, at });
        }
    }
    kept
}

fn seed_hash(words: &[Word]) -> u64 {
    words.iter().fold(0, |hash: u64, word| (hash.rotate_left(7) ^ word.key).wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

/// The passages of one pair of articles. `hits` are in order of place.
fn extend_all(articles: &[Vec<Word>], hits: &[Hit]) -> Vec<Match> {
    let Some(first) = hits.first() else { return Vec::new() };
    let (a, b) = (&articles[first.a as usize], &articles[first.b as usize]);
    let mut aligner = Aligner { a, b, reached: FxHashMap::default() };
    let mut matches = Vec::new();
    for hit in hits {
        let Some(blocks) = aligner.extend(hit.at_a as usize, hit.at_b as usize) else { continue };
        let (Some(start), Some(end)) = (blocks.first(), blocks.last()) else { continue };
        let equal: usize = blocks.iter().map(|block| block.words).sum();
        let long_a = end.a + end.words - start.a;
        let long_b = end.b + end.words - start.b;
        if equal < SHORTEST {
            continue;
        }
        matches.push(Match {
            a: passage(first.a, &a[start.a..end.a + end.words]),
            b: passage(first.b, &b[start.b..end.b + end.words]),
            similarity: 2.0 * equal as f64 / (long_a + long_b) as f64,
            blocks,
        });
    }
    matches
}

fn passage(article: u32, words: &[Word]) -> Passage {
    let span = match (words.first(), words.last()) {
        (Some(first), Some(last)) => first.span().to(last.span()),
        _ => Span::new(0, 0),
    };
    Passage { article: ArticleId(article as usize), span }
}

/// Grows matches between two articles, each stretch once.
struct Aligner<'a> {
    a: &'a [Word],
    b: &'a [Word],
    /// For each diagonal (place in `b` less place in `a`): the word of `a` up to which it has been matched.
    reached: FxHashMap<isize, usize>,
}

impl Aligner<'_> {
    /// The maximal tolerant match around one place, or none where it has been found before.
    fn extend(&mut self, at_a: usize, at_b: usize) -> Option<Vec<Block>> {
        if self.is_reached(at_a, at_b) {
            return None;
        }
        let mut blocks = Vec::new();
        let seed = self.run(at_a, at_b);
        let mut head = seed;
        while let Some(before) = self.step_left(head) {
            blocks.push(before);
            head = before;
        }
        blocks.reverse();
        blocks.push(seed);
        let mut tail = seed;
        while let Some(after) = self.step_right(tail) {
            blocks.push(after);
            tail = after;
        }
        for block in &blocks {
            let reached = self.reached.entry(diagonal(block.a, block.b)).or_insert(0);
            *reached = (*reached).max(block.a + block.words);
        }
        Some(blocks)
    }

    fn is_reached(&self, at_a: usize, at_b: usize) -> bool {
        self.reached.get(&diagonal(at_a, at_b)).is_some_and(|&reached| at_a < reached)
    }

    /// The maximal run of equal words around a place where the words are equal.
    fn run(&self, at_a: usize, at_b: usize) -> Block {
        let left = self.equal_left(at_a, at_b);
        let right = self.equal_right(at_a, at_b);
        Block { a: at_a - left, b: at_b - left, words: left + right }
    }

    fn equal_right(&self, at_a: usize, at_b: usize) -> usize {
        self.a[at_a..].iter().zip(&self.b[at_b..]).take_while(|(x, y)| x.key == y.key).count()
    }

    fn equal_left(&self, at_a: usize, at_b: usize) -> usize {
        self.a[..at_a].iter().rev().zip(self.b[..at_b].iter().rev()).take_while(|(x, y)| x.key == y.key).count()
    }

    /// The next run behind a small edit; the smallest edit wins, the more even one of equals.
    fn step_right(&self, block: Block) -> Option<Block> {
        let (end_a, end_b) = (block.a + block.words, block.b + block.words);
        edits().find_map(|(skip_a, skip_b)| {
            let (at_a, at_b) = (end_a + skip_a, end_b + skip_b);
            if at_a >= self.a.len() || at_b >= self.b.len() || self.is_reached(at_a, at_b) {
                return None;
            }
            let words = self.equal_right(at_a, at_b);
            (words >= FOOTING).then_some(Block { a: at_a, b: at_b, words })
        })
    }

    fn step_left(&self, block: Block) -> Option<Block> {
        edits().find_map(|(skip_a, skip_b)| {
            let (end_a, end_b) = (block.a.checked_sub(skip_a)?, block.b.checked_sub(skip_b)?);
            if end_a == 0 || end_b == 0 || self.is_reached(end_a - 1, end_b - 1) {
                return None;
            }
            let words = self.equal_left(end_a, end_b);
            (words >= FOOTING).then_some(Block { a: end_a - words, b: end_b - words, words })
        })
    }
}

fn diagonal(a: usize, b: usize) -> isize {
    b.cast_signed() - a.cast_signed()
}

/// Words skipped on either side, small edits first, none too one-sided before its even twin.
fn edits() -> impl Iterator<Item = (usize, usize)> {
    (1..=2 * EDIT).flat_map(|total| {
        let mut skips: Vec<(usize, usize)> = (0..=total).map(|a| (a, total - a)).filter(|&(a, b)| a <= EDIT && b <= EDIT).collect();
        skips.sort_by_key(|&(a, b)| a.abs_diff(b));
        skips
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::words;

    #[test]
    fn short_quotations_are_shared_words() {
        let shared = |a: &str, b: &str| -> Vec<String> {
            let texts = [words(a), words(b)];
            let quoted = [a, b].map(|text| {
                let inside = |span: Span| text[..span.start].matches('"').count() % 2 == 1;
                let words: Vec<usize> = words(text).iter().enumerate().filter(|(_, word)| inside(word.span())).map(|(at, _)| at).collect();
                words.chunk_by(|x, y| x + 1 == *y).map(|run| run[0]..run[run.len() - 1] + 1).collect::<Vec<_>>()
            });
            let mut found = find(&texts);
            add(quotes(&texts, &quoted), &mut found);
            found.iter().map(|found| found.a.span.of(a).to_owned()).collect()
        };
        let check = |a: &str, b: &str, expected: &[&str]| assert_eq!(shared(a, b), expected, "{a} / {b}");
        check(
            "\"The quay is a market, not a fort,\" he said.",
            "She said: \"The quay is a market, not a fort.\"",
            &["The quay is a market, not a fort"],
        );
        check(
            "\"until the tide came back\" he said.",
            "\"We sat until the tide came back, all of us,\" she said.",
            &["until the tide came back"],
        );
        check("\"I sat until the tide came back alone\" he said.", "\"We sat until the tide came back, all of us,\" she said.", &[]);
        check("The quay is a market, not a fort.", "The quay is a market, not a fort.", &[]);
    }
}
