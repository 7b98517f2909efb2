//! Which statements may be rivals: those of one report, and those that share a word of their own or of the sentence around them, found by an index.

use rayon::prelude::*;

use crate::claims::saying::{Saying, Weighed};

/// Up to this many statements every two that share a word are compared.
const FEW: usize = 3_000;
/// Of more, most partners of one statement,
const PARTNERS: usize = 40;
/// and a word in more of them than this finds nothing.
const COMMON: usize = 300;

/// Pairs (the smaller number first, in order) of a statement that is told as a dispute with any other.
pub fn pairs(sayings: &[Saying], is_dispute: &[bool]) -> Vec<(usize, usize)> {
    let few = sayings.len() <= FEW;
    let mut places: Vec<(u32, u32)> =
        (0_u32..).zip(sayings).flat_map(|(number, saying)| terms(saying).map(move |weighed| (weighed.term, number))).collect();
    places.par_sort_unstable();
    let of_term = |term: u32| {
        let start = places.partition_point(|place| place.0 < term);
        let length = places[start..].partition_point(|place| place.0 == term);
        &places[start..start + length]
    };
    let partners = |x: usize| -> Vec<(usize, usize)> {
        let mut scores: Vec<(usize, f64)> = Vec::new();
        for weighed in terms(&sayings[x]) {
            let others = of_term(weighed.term);
            if few || others.len() <= COMMON {
                scores.extend(others.iter().map(|&(_, y)| (y as usize, weighed.weight)));
            }
        }
        // Sayings stand article by article.
        let start = sayings.partition_point(|saying| saying.article < sayings[x].article);
        let length = sayings[start..].partition_point(|saying| saying.article == sayings[x].article);
        scores.extend((start..start + length).map(|y| (y, 1.0)));
        best(scores, if few { usize::MAX } else { PARTNERS }).into_iter().filter(|&y| y != x).map(|y| (x.min(y), x.max(y))).collect()
    };
    let mut pairs: Vec<(usize, usize)> = (0..sayings.len()).into_par_iter().filter(|&x| is_dispute[x]).flat_map_iter(partners).collect();
    pairs.par_sort_unstable();
    pairs.dedup();
    pairs
}

fn terms(saying: &Saying) -> impl Iterator<Item = &Weighed> {
    saying.terms.iter().chain(&saying.around)
}

/// The partners with the highest sums.
fn best(mut scores: Vec<(usize, f64)>, most: usize) -> Vec<usize> {
    scores.sort_by_key(|&(y, _)| y);
    let mut sums: Vec<(usize, f64)> =
        scores.chunk_by(|a, b| a.0 == b.0).map(|same| (same[0].0, same.iter().map(|score| score.1).sum())).collect();
    if sums.len() > most {
        sums.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        sums.truncate(most);
    }
    sums.into_iter().map(|(y, _)| y).collect()
}
