//! Which statements are worth comparing: an inverted index over their terms, so that the work does not grow with the square of the input.

use rayon::prelude::*;

use super::saying::Saying;

/// A term in more statements than this finds nothing by itself; two neighbouring terms together still do.
const COMMON: usize = 400;
/// Most partners of one statement that are compared.
const PARTNERS: usize = 60;
/// Up to this many statements every term finds partners, and all that it finds are compared as far as the bounds below allow.
const FEW: usize = 3_000;
/// Partners of its own report that each statement of a report has, all together: from some 200 statements on the likeliest alone,
const OF_REPORT: usize = 40_000;
/// and so many of each in any case.
const LEAST_OF_REPORT: usize = 10;
/// Pairs of words that are held against each other, for all statements together. At 25 words each the bound begins to tell at some 1,270 statements,
/// and leaves each of 3,000 some 530 partners;
const WORDS: usize = 1_000_000_000;
/// and so many pairs of each in any case.
const LEAST_WORDS: usize = 200_000;

/// Pairs of statements (the smaller number first, in order) that share something of weight, in the same words or in kindred ones: those that hold one of
/// this number or a higher one.
pub fn pairs(sayings: &[Saying], from: usize) -> Vec<(usize, usize)> {
    let limits = Limits::new(sayings, PARTNERS);
    let few = limits.are_few();
    let single: Vec<Vec<u64>> = sayings.iter().map(|saying| saying.terms.iter().map(|weighed| u64::from(weighed.term)).collect()).collect();
    let neighbours: Vec<Vec<u64>> = if few { Vec::new() } else { sayings.iter().map(neighbouring_terms).collect() };
    let weights = weights(sayings);
    let by_term = index(&single);
    let by_neighbours = index(&neighbours);
    let found: Vec<Vec<(usize, usize)>> = (from..sayings.len())
        .into_par_iter()
        .map_init(
            || Sums::new(sayings.len()),
            |sums, x| {
                let kindred = sayings[x].kindred.iter().map(|&(term, near)| (term, near * weights[term as usize]));
                for (term, weight) in sayings[x].terms.iter().map(|weighed| (weighed.term, weighed.weight)).chain(kindred) {
                    let others = places(&by_term, u64::from(term));
                    if few || others.len() <= COMMON {
                        for &(_, y) in others {
                            sums.add(y as usize, weight);
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
                sums.best(x, &limits)
            },
        )
        .collect();
    let mut pairs: Vec<(usize, usize)> = found.into_iter().flatten().collect();
    pairs.par_sort_unstable();
    pairs.dedup();
    pairs
}

/// How many of those that share something with a statement are compared with it: all among some hundreds of statements, the best among more, and fewer
/// the longer they are and the more their report has.
pub(crate) struct Limits<'a> {
    sayings: &'a [Saying],
    partners: usize,
    words: usize,
    /// For each article how many partners of its own a statement has at most.
    of_report: Vec<usize>,
}

impl<'a> Limits<'a> {
    /// For these statements, which stand article by article; of many, so many partners of each.
    pub(crate) fn new(sayings: &'a [Saying], partners: usize) -> Self {
        let mut counts = vec![0; sayings.iter().map(|saying| saying.article + 1).max().unwrap_or(0)];
        for saying in sayings {
            counts[saying.article] += 1;
        }
        Self {
            sayings,
            partners: if sayings.len() <= FEW { usize::MAX } else { partners },
            words: (WORDS / sayings.len().max(1)).max(LEAST_WORDS),
            of_report: counts.into_iter().map(|count| (OF_REPORT / count.max(1)).max(LEAST_OF_REPORT)).collect(),
        }
    }

    /// Whether the statements are so few that the bounds on words and reports alone part them.
    pub(crate) fn are_few(&self) -> bool {
        self.partners == usize::MAX
    }

    /// Leaves the partners of `x`, best first, that are compared with it.
    fn cut(&self, x: usize, partners: &mut Vec<usize>) {
        let size = |y: usize| self.sayings[y].words.len().max(1);
        let article = self.sayings[x].article;
        let (mut words, mut of_report) = (0, 0);
        partners.retain(|&y| {
            let is_own = self.sayings[y].article == article;
            let is_kept = words < self.words && !(is_own && of_report == self.of_report[article]);
            words += if is_kept { size(x) * size(y) } else { 0 };
            of_report += usize::from(is_kept && is_own);
            is_kept
        });
    }
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

    /// The partners of `x` with the highest sums, as pairs, as far as the limits allow; begins anew.
    pub(crate) fn best(&mut self, x: usize, limits: &Limits) -> Vec<(usize, usize)> {
        let mut best = self.met.clone();
        best.retain(|&y| y != x);
        let order = |&a: &usize, &b: &usize| self.of[b].total_cmp(&self.of[a]).then(a.cmp(&b));
        if best.len() > limits.partners {
            best.select_nth_unstable_by(limits.partners, order);
            best.truncate(limits.partners);
        }
        best.sort_unstable_by(order);
        limits.cut(x, &mut best);
        for y in self.met.drain(..) {
            self.of[y] = 0.0;
        }
        best.into_iter().map(|y| (x.min(y), x.max(y))).collect()
    }
}

/// The weight of each term, as far as statements have it.
fn weights(sayings: &[Saying]) -> Vec<f64> {
    let known = |saying: &Saying| saying.terms.iter().map(|weighed| weighed.term).chain(saying.kindred.iter().map(|kin| kin.0)).max();
    let count = sayings.iter().filter_map(known).max().map_or(0, |last| last as usize + 1);
    let mut weights = vec![0.0; count];
    for weighed in sayings.iter().flat_map(|saying| &saying.terms) {
        weights[weighed.term as usize] = weighed.weight;
    }
    weights
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

#[cfg(test)]
mod tests {
    use super::super::saying::Weighed;
    use super::*;

    /// So many statements, `of_report` in each report, of so many words; all share term 0, those named term 1 too.
    fn sayings(count: usize, of_report: usize, words: u64, alike: &[usize]) -> Vec<Saying> {
        let term = |term| Weighed { term, weight: 0.5, quoted: false };
        let terms = |saying: usize| if alike.contains(&saying) { vec![term(0), term(1)] } else { vec![term(0)] };
        let saying =
            |number: usize| Saying { article: number / of_report, words: (0..words).collect(), terms: terms(number), ..Saying::default() };
        (0..count).map(saying).collect()
    }

    #[test]
    fn few_statements_all_meet() {
        assert_eq!(pairs(&sayings(300, 100, 20, &[]), 0).len(), 300 * 299 / 2);
    }

    #[test]
    fn only_pairs_with_the_later_ones_are_asked_for() {
        let with_pieces = pairs(&sayings(4, 1, 20, &[]), 2);
        assert_eq!(with_pieces, [(0, 2), (0, 3), (1, 2), (1, 3), (2, 3)]);
    }

    #[test]
    fn kindred_words_meet() {
        let saying = |term, kin| Saying {
            terms: vec![Weighed { term, weight: 0.5, quoted: false }],
            kindred: vec![(kin, 0.75)],
            words: vec![term.into()],
            ..Saying::default()
        };
        assert_eq!(pairs(&[saying(0, 1), saying(1, 0), saying(2, 3)], 0), [(0, 1)]);
    }

    #[test]
    fn a_report_of_thousands_of_statements_is_not_squared() {
        let pairs = pairs(&sayings(2_900, 2_900, 5, &[700, 2_800]), 0);
        assert!(pairs.len() <= OF_REPORT, "{}", pairs.len());
        assert!(pairs.contains(&(700, 2_800)), "what is most alike meets");
    }

    #[test]
    fn very_long_statements_meet_fewer() {
        let (count, words) = (2_000, 400);
        let pairs = pairs(&sayings(count, 1, words as u64, &[]), 0);
        assert!(pairs.len() * words * words <= WORDS + count * words * words, "{}", pairs.len());
    }
}
