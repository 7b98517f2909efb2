//! Which statements are worth comparing: an inverted index over their terms, so that the work does not grow with the square of the input.

use rayon::prelude::*;

use super::saying::Saying;

/// A term in more statements than this finds nothing by itself; two neighbouring terms together still do.
const COMMON: usize = 400;
/// Most partners of one statement that are compared.
const PARTNERS: usize = 60;
/// Up to this many statements every two that share a term are compared.
const FEW: usize = 3_000;

/// Pairs of statements (the smaller number first, in order) that share something of weight.
pub fn pairs(sayings: &[Saying]) -> Vec<(usize, usize)> {
    let few = sayings.len() <= FEW;
    let single: Vec<Vec<u64>> = sayings.iter().map(|saying| saying.terms.iter().map(|weighed| u64::from(weighed.term)).collect()).collect();
    let neighbours: Vec<Vec<u64>> = if few { Vec::new() } else { sayings.iter().map(neighbouring_terms).collect() };
    let by_term = index(&single);
    let by_neighbours = index(&neighbours);
    let found: Vec<Vec<(usize, usize)>> = (0..sayings.len())
        .into_par_iter()
        .map_init(
            || Sums::new(sayings.len()),
            |sums, x| {
                for weighed in &sayings[x].terms {
                    let others = places(&by_term, u64::from(weighed.term));
                    if few || others.len() <= COMMON {
                        for &(_, y) in others {
                            sums.add(y as usize, weighed.weight);
                        }
                    }
                }
                for &pair in neighbours.get(x).into_iter().flatten() {
                    let others = places(&by_neighbours, pair);
                    if others.len() <= COMMON {
                        for &(_, y) in others {
                            sums.add(y as usize, 1.0);
                        }
                    }
                }
                sums.best(x, if few { usize::MAX } else { PARTNERS })
            },
        )
        .collect();
    let mut pairs: Vec<(usize, usize)> = found.into_iter().flatten().collect();
    pairs.par_sort_unstable();
    pairs.dedup();
    pairs
}

/// What one statement shares with each other, and room for the next.
pub(crate) struct Sums {
    of: Vec<f64>,
    /// Those that it shares anything with.
    met: Vec<usize>,
}

impl Sums {
    /// Room for this many statements.
    pub(crate) fn new(statements: usize) -> Self {
        Self { of: vec![0.0; statements], met: Vec::new() }
    }

    /// Adds a weight, which is above nothing.
    pub(crate) fn add(&mut self, other: usize, weight: f64) {
        if self.of[other] == 0.0 {
            self.met.push(other);
        }
        self.of[other] += weight;
    }

    /// The partners of `x` with the highest sums; begins anew.
    pub(crate) fn best(&mut self, x: usize, most: usize) -> Vec<(usize, usize)> {
        let mut met = std::mem::take(&mut self.met);
        met.retain(|&y| y != x);
        if met.len() > most {
            met.select_nth_unstable_by(most, |&a, &b| self.of[b].total_cmp(&self.of[a]).then(a.cmp(&b)));
        }
        let best = met.iter().take(most).map(|&y| (x.min(y), x.max(y))).collect();
        self.of[x] = 0.0;
        for &y in &met {
            self.of[y] = 0.0;
        }
        met.clear();
        self.met = met;
        best
    }
}

fn neighbouring_terms(saying: &Saying) -> Vec<u64> {
    let terms: Vec<u32> = saying.term_at.iter().flatten().copied().collect();
    let pairs = terms.windows(2).filter(|pair| pair[0] != pair[1]).map(|pair| {
        let (low, high) = (pair[0].min(pair[1]), pair[0].max(pair[1]));
        u64::from(low) << 32 | u64::from(high)
    });
    pairs.collect()
}

/// (key, statement) in order.
pub(crate) fn index(keys: &[Vec<u64>]) -> Vec<(u64, u32)> {
    let mut index: Vec<(u64, u32)> =
        keys.iter().enumerate().flat_map(|(statement, keys)| keys.iter().map(move |&key| (key, statement as u32))).collect();
    index.par_sort_unstable();
    index.dedup();
    index
}

pub(crate) fn places(index: &[(u64, u32)], key: u64) -> &[(u64, u32)] {
    let start = index.partition_point(|entry| entry.0 < key);
    let length = index[start..].partition_point(|entry| entry.0 == key);
    &index[start..start + length]
}
