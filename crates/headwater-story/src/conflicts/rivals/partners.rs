//! Which statements a denial may answer: those of its report, and those that share a word of their own or of the sentence around them.

use rayon::prelude::*;

use crate::claims::candidates::{Limits, Sums, index, places};
use crate::claims::saying::{Saying, Weighed};

/// Of many statements, most partners of one,
const PARTNERS: usize = 40;
/// and a word in more of them than this finds nothing.
const COMMON: usize = 300;

/// Pairs (the smaller number first, in order) of a statement that denies with any other.
pub fn pairs(sayings: &[Saying], denies: &[bool]) -> Vec<(usize, usize)> {
    let limits = Limits::new(sayings, PARTNERS);
    let few = limits.are_few();
    let keys: Vec<Vec<u64>> = sayings.iter().map(|saying| terms(saying).map(|weighed| u64::from(weighed.term)).collect()).collect();
    let by_term = index(&keys);
    let partners = |sums: &mut Sums, x: usize| {
        for weighed in terms(&sayings[x]) {
            let others = places(&by_term, u64::from(weighed.term));
            if few || others.len() <= COMMON {
                for &(_, y) in others {
                    sums.add(y as usize, weighed.weight);
                }
            }
        }
        // Sayings stand article by article.
        let start = sayings.partition_point(|saying| saying.article < sayings[x].article);
        let length = sayings[start..].partition_point(|saying| saying.article == sayings[x].article);
        (start..start + length).for_each(|y| sums.add(y, 1.0));
        sums.best(x, &limits)
    };
    let denials = (0..sayings.len()).into_par_iter().filter(|&x| denies[x]);
    let mut pairs: Vec<(usize, usize)> = denials.map_init(|| Sums::new(sayings.len()), partners).flatten_iter().collect();
    pairs.par_sort_unstable();
    pairs.dedup();
    pairs
}

fn terms(saying: &Saying) -> impl Iterator<Item = &Weighed> {
    saying.terms.iter().chain(&saying.around)
}
