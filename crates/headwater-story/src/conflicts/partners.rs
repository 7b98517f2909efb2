//! Which statements may stand against one another: those of one report, and those that share a word of their own or of the sentence around them.
//!
//! However large the input, each statement keeps its likeliest partners, wherever in the input they stand.

use rayon::prelude::*;

use crate::claims::candidates::{Limits, Sums, index, places};
use crate::claims::saying::{Saying, Weighed};

/// Of many statements, most partners of one,
const PARTNERS: usize = 40;
/// and a word in more of them than this finds nothing.
const COMMON: usize = 300;

/// Pairs (the smaller number first, in order) of a statement of which `of` says yes with another of which `with` does.
pub fn pairs(sayings: &[Saying], of: impl Fn(usize) -> bool + Sync, with: impl Fn(usize) -> bool) -> Vec<(usize, usize)> {
    let limits = Limits::new(sayings, PARTNERS);
    let few = limits.are_few();
    let with: Vec<bool> = (0..sayings.len()).map(with).collect();
    let key = |(saying, &is_with): (&Saying, &bool)| terms(saying).filter(|_| is_with).map(|weighed| u64::from(weighed.term)).collect();
    let keys: Vec<Vec<u64>> = sayings.iter().zip(&with).map(key).collect();
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
        (start..start + length).filter(|&y| with[y]).for_each(|y| sums.add(y, 1.0));
        sums.best(x, &limits)
    };
    let ones = (0..sayings.len()).into_par_iter().filter(|&x| of(x));
    let mut pairs: Vec<(usize, usize)> = ones.map_init(|| Sums::new(sayings.len()), partners).flatten_iter().collect();
    pairs.par_sort_unstable();
    pairs.dedup();
    pairs
}

fn terms(saying: &Saying) -> impl Iterator<Item = &Weighed> {
    saying.terms.iter().chain(&saying.around)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn saying(article: usize, terms: &[u32]) -> Saying {
        let terms = terms.iter().map(|&term| Weighed { term, weight: 0.5, quoted: false }).collect();
        Saying { article, terms, ..Saying::default() }
    }

    #[test]
    fn partners_share_a_word_or_a_report() {
        let sayings = [saying(0, &[1, 2]), saying(0, &[3]), saying(1, &[2, 4]), saying(1, &[5])];
        assert_eq!(pairs(&sayings, |x| x == 0, |_| true), [(0, 1), (0, 2)]);
        assert_eq!(pairs(&sayings, |x| x == 2, |_| true), [(0, 2), (2, 3)]);
        assert_eq!(pairs(&sayings, |x| x == 2, |y| y == 0), [(0, 2)]);
        assert_eq!(pairs(&sayings, |_| false, |_| true), []);
    }

    #[test]
    fn the_last_of_thousands_finds_its_partner() {
        let count = 5_000;
        let own = |number: usize| saying(number, &[0, if number >= count - 2 { 1 } else { number as u32 + 2 }]);
        let sayings: Vec<Saying> = (0..count).map(own).collect();
        assert_eq!(pairs(&sayings, |x| x % 2 == 0, |y| y % 2 == 1), [(count - 2, count - 1)]);
    }
}
