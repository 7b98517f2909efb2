//! The measures of coreference that the CoNLL-2012 shared task takes the mean of: MUC (Vilain et al. 1995), B³ (Bagga and Baldwin 1998) and
//! CEAF-e (Luo 2005), each as counts that can be added up over documents.

use std::collections::{BTreeMap, BTreeSet};

use headwater_core::Span;

/// Mentions by whom they mean.
pub type Chains = Vec<Vec<Span>>;

/// Counts of one measure: precision is `right` of `ours`, recall `found` of `annotated`.
#[derive(Clone, Copy, Default, Debug, PartialEq)]
pub struct Tally {
    /// What of ours is right.
    pub right: f64,
    /// What there is of ours.
    pub ours: f64,
    /// What of the annotation was found.
    pub found: f64,
    /// What there is in the annotation.
    pub annotated: f64,
}

impl Tally {
    /// Adds another document's counts.
    pub fn add(&mut self, other: Self) {
        self.right += other.right;
        self.ours += other.ours;
        self.found += other.found;
        self.annotated += other.annotated;
    }

    /// The part of ours that is right.
    pub fn precision(&self) -> f64 {
        if self.ours > 0.0 { self.right / self.ours } else { 0.0 }
    }

    /// The part of the annotation that was found.
    pub fn recall(&self) -> f64 {
        if self.annotated > 0.0 { self.found / self.annotated } else { 0.0 }
    }

    /// Their harmonic mean.
    pub fn f1(&self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 }
    }
}

/// Links that are needed to hold each chain together.
pub fn muc(ours: &Chains, annotated: &Chains) -> Tally {
    let (found, all) = links(annotated, ours);
    let (right, total) = links(ours, annotated);
    Tally { right, ours: total, found, annotated: all }
}

fn links(keys: &Chains, response: &Chains) -> (f64, f64) {
    let home = homes(response);
    let mut right = 0;
    let mut total = 0;
    for chain in keys {
        let alone = chain.iter().filter(|mention| !home.contains_key(mention)).count();
        let parts: BTreeSet<usize> = chain.iter().filter_map(|mention| home.get(mention).copied()).collect();
        right += chain.len() - alone - parts.len();
        total += chain.len() - 1;
    }
    (right as f64, total as f64)
}

/// For each mention, how much of its chain the other side's chain holds.
pub fn b_cubed(ours: &Chains, annotated: &Chains) -> Tally {
    let (found, all) = overlaps(annotated, ours);
    let (right, total) = overlaps(ours, annotated);
    Tally { right, ours: total, found, annotated: all }
}

fn overlaps(keys: &Chains, response: &Chains) -> (f64, f64) {
    let home = homes(response);
    let mut right = 0.0;
    let mut total = 0.0;
    for chain in keys {
        let mut shared: BTreeMap<usize, f64> = BTreeMap::new();
        for at in chain.iter().filter_map(|mention| home.get(mention)) {
            *shared.entry(*at).or_default() += 1.0;
        }
        right += shared.values().map(|count| count * count).sum::<f64>() / chain.len() as f64;
        total += chain.len() as f64;
    }
    (right, total)
}

fn homes(chains: &Chains) -> BTreeMap<Span, usize> {
    chains.iter().enumerate().flat_map(|(at, chain)| chain.iter().map(move |mention| (*mention, at))).collect()
}

/// The likeness of chains under the best one-to-one alignment.
pub fn ceaf_e(ours: &Chains, annotated: &Chains) -> Tally {
    let sets = |chains: &Chains| chains.iter().map(|chain| chain.iter().copied().collect()).collect::<Vec<BTreeSet<Span>>>();
    let (a, b) = (sets(ours), sets(annotated));
    let likeness = |x: &BTreeSet<Span>, y: &BTreeSet<Span>| 2.0 * x.intersection(y).count() as f64 / (x.len() + y.len()) as f64;
    let table: Vec<Vec<f64>> = a.iter().map(|x| b.iter().map(|y| likeness(x, y)).collect()).collect();
    let best = best_alignment(&table, b.len());
    Tally { right: best, ours: a.len() as f64, found: best, annotated: b.len() as f64 }
}

/// The greatest sum of one cell a row and column (Kuhn 1955; Munkres 1957), by shortest augmenting paths.
fn best_alignment(table: &[Vec<f64>], columns: usize) -> f64 {
    let size = table.len().max(columns);
    let cost = |row: usize, column: usize| -table.get(row - 1).and_then(|row| row.get(column - 1)).copied().unwrap_or(0.0);
    // Rows and columns are numbered from one; row or column zero is the start of a path.
    let (mut row_price, mut column_price) = (vec![0.0; size + 1], vec![0.0; size + 1]);
    let mut row_of = vec![0; size + 1];
    for row in 1..=size {
        row_of[0] = row;
        let mut column = 0;
        let mut slack = vec![f64::INFINITY; size + 1];
        let mut came_from = vec![0; size + 1];
        let mut seen = vec![false; size + 1];
        while row_of[column] != 0 {
            seen[column] = true;
            let here = row_of[column];
            let (mut least, mut next) = (f64::INFINITY, 0);
            for other in (1..=size).filter(|other| !seen[*other]) {
                let reduced = cost(here, other) - row_price[here] - column_price[other];
                if reduced < slack[other] {
                    (slack[other], came_from[other]) = (reduced, column);
                }
                if slack[other] < least {
                    (least, next) = (slack[other], other);
                }
            }
            for other in 0..=size {
                if seen[other] {
                    row_price[row_of[other]] += least;
                    column_price[other] -= least;
                } else {
                    slack[other] -= least;
                }
            }
            column = next;
        }
        while column != 0 {
            row_of[column] = row_of[came_from[column]];
            column = came_from[column];
        }
    }
    (1..=size).map(|column| -cost(row_of[column], column)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chains(of: &[&[usize]]) -> Chains {
        of.iter().map(|chain| chain.iter().map(|at| Span::new(*at, at + 1)).collect()).collect()
    }

    /// The example of the scorer's paper (Pradhan et al. 2014): key {abc} {defg}, response {ab} {cd} {fghi}.
    #[test]
    fn measures_as_the_reference_scorer() {
        let annotated = chains(&[&[1, 2, 3], &[4, 5, 6, 7]]);
        let ours = chains(&[&[1, 2], &[3, 4], &[6, 7, 8, 9]]);
        let check = |measure: fn(&Chains, &Chains) -> Tally, recall: f64, precision: f64| {
            let tally = measure(&ours, &annotated);
            assert!((tally.recall() - recall).abs() < 0.005 && (tally.precision() - precision).abs() < 0.005, "{tally:?}");
        };
        check(muc, 0.40, 0.40);
        check(b_cubed, 0.42, 0.50);
        check(ceaf_e, 0.65, 0.43);
    }

    #[test]
    fn aligns_best() {
        assert!((best_alignment(&[vec![0.9, 0.8], vec![0.8, 0.1], vec![0.0, 0.2]], 2) - 1.6).abs() < 1e-9);
        assert!(best_alignment(&[], 3).abs() < 1e-9);
    }
}
