//! What two statements have in common, as numbers that a person can check.

use super::saying::{Saying, Terms, Weighed};
use super::sense::nearness;

/// Number of features.
pub const COUNT: usize = 41;

/// Names of the features, in order.
pub const NAMES: [&str; COUNT] = [
    "dice",
    "containment",
    "coverage",
    "exact_containment",
    "shared_weight",
    "rarest_shared",
    "run",
    "run_share",
    "pairs",
    "quoted",
    "same_origin",
    "shared_voice",
    "other_voice",
    "numbers_equal",
    "numbers_differ",
    "negation_differs",
    "length_ratio",
    "shorter",
    "both_direct",
    "around",
    "same_article",
    "nested",
    "run_rarity",
    "origin_containment",
    "vectors",
    "vectors_centred",
    "near_words",
    "near_words_most",
    "near_words_least",
    "condition_differs",
    "dice_squared",
    "gap_most",
    "gap_least",
    "cue_shared",
    "told_vectors",
    "told_centred",
    "told_words",
    "told_words_most",
    "told_words_least",
    "sentences",
    "doer_other",
];

/// The features of one pair.
pub type Features = [f64; COUNT];

/// Compares two statements. The order of the two does not matter.
pub fn features(x: &Saying, y: &Saying, terms: &Terms) -> Features {
    with_meaning(apparent(x, y, terms), x, y)
}

/// The features that can be told without reading the statements for what they mean; the others are 0.
pub fn apparent(x: &Saying, y: &Saying, terms: &Terms) -> Features {
    let (total_x, total_y) = (x.weight, y.weight);
    let (from_x, from_y) = (overlap(&x.terms, y), overlap(&y.terms, x));
    let (share_x, share_y) = (from_x.soft / total_x, from_y.soft / total_y);
    let run = longest_run(x, y);
    let same_origin = matches!((x.chain.last(), y.chain.last()), (Some(a), Some(b)) if a == b);
    let shared_voice = x.chain.iter().any(|voice| y.chain.contains(voice));
    let numbers_shared = x.numbers.iter().filter(|number| y.numbers.contains(number)).count();
    let around = overlap(&x.around, y).soft / total_y + overlap(&y.around, x).soft / total_x;
    let around_both = shared(&x.around, &y.around).map(|weighed| weighed.weight).sum::<f64>().min(3.0) / 3.0;
    let flag = |is: bool| f64::from(u8::from(is));
    let containment = share_x.max(share_y);
    // Within one report the sentences around two statements are often the same.
    let sentences = if x.article == y.article { 0.0 } else { f64::from(x.scene.dot(0, &y.scene, 0)) };
    let doers = x.doer.zip(y.doer);
    let dice = (from_x.soft + from_y.soft) / (total_x + total_y);
    [
        dice,
        containment,
        share_x.min(share_y),
        (from_x.exact / total_x).max(from_y.exact / total_y),
        (1.0 + from_x.soft.min(from_y.soft)).ln(),
        from_x.rarest,
        (1.0 + run.terms as f64).ln(),
        run.weight / total_x.min(total_y),
        shared_pairs(x, y),
        from_x.quoted.min(from_y.quoted).min(4.0) / 4.0,
        flag(same_origin),
        flag(shared_voice),
        flag(!shared_voice && !x.chain.is_empty() && !y.chain.is_empty()),
        flag(numbers_shared > 0),
        flag(numbers_shared == 0 && !x.numbers.is_empty() && !y.numbers.is_empty()),
        flag(x.negated != y.negated),
        total_x.min(total_y) / total_x.max(total_y),
        (1.0 + total_x.min(total_y)).ln(),
        flag(x.direct && y.direct),
        around.min(2.0) / 2.0 + 0.5 * around_both,
        flag(x.article == y.article),
        flag(x.article == y.article && are_nested(x, y)),
        run.weight.min(6.0) / 6.0,
        flag(same_origin) * containment,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        flag(x.conditional != y.conditional),
        dice * dice,
        0.0,
        0.0,
        flag(x.cue.iter().any(|a| y.cue.iter().any(|b| a == b || terms.kin.nearness(*a, *b) > 0.0))),
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        sentences,
        // That two speak of what they do themselves the voices tell.
        flag(doers.is_some_and(|(a, b)| a.voice != b.voice && (a.is_named || b.is_named))),
    ]
}

/// The share of the weight of either that the other has, in the same or kindred words.
pub fn shares(x: &Saying, y: &Saying) -> (f64, f64) {
    (overlap(&x.terms, y).soft / x.weight, overlap(&y.terms, x).soft / y.weight)
}

/// The features of meaning: positions in [`NAMES`].
const NEAR: usize = 24;
const GAPS: usize = 31;
const TOLD: usize = 34;

/// Adds those that tell how near the two are in what they mean.
pub fn with_meaning(mut features: Features, x: &Saying, y: &Saying) -> Features {
    let [near, told] = nearness(&x.sense, &y.sense);
    features[NEAR..NEAR + 2].copy_from_slice(&[near.vectors, near.centred]);
    features[NEAR + 2..NEAR + 5].copy_from_slice(&near.words);
    features[GAPS..GAPS + 2].copy_from_slice(&near.gaps);
    features[TOLD..TOLD + 2].copy_from_slice(&[told.vectors, told.centred]);
    features[TOLD + 2..TOLD + 5].copy_from_slice(&told.words);
    features
}

fn are_nested(x: &Saying, y: &Saying) -> bool {
    let (short, long) = if x.words.len() < y.words.len() { (x, y) } else { (y, x) };
    !short.words.is_empty() && long.words.windows(short.words.len()).any(|window| window == short.words)
}

#[derive(Default)]
struct Overlap {
    /// Weight of the terms that the other has too, in the same or a kindred word.
    soft: f64,
    /// Weight of those that it has in the same word.
    exact: f64,
    /// Weight of those that stand in quotation marks in both.
    quoted: f64,
    /// The weightiest of them.
    rarest: f64,
}

/// What of these terms, which are in order, the other has.
fn overlap(of: &[Weighed], other: &Saying) -> Overlap {
    let mut overlap = Overlap::default();
    let (mut same, mut kindred) = (other.terms.as_slice(), other.kindred.as_slice());
    for weighed in of.iter().filter(|weighed| other.has_term.may_hold(weighed.term.into())) {
        same = from(same, |other| other.term < weighed.term);
        kindred = from(kindred, |kin| kin.0 < weighed.term);
        if let Some(found) = same.first().filter(|other| other.term == weighed.term) {
            overlap.soft += weighed.weight;
            overlap.exact += weighed.weight;
            overlap.rarest = overlap.rarest.max(weighed.weight);
            if weighed.quoted && found.quoted {
                overlap.quoted += weighed.weight;
            }
        } else if let Some(kin) = kindred.first().filter(|kin| kin.0 == weighed.term) {
            overlap.soft += kin.1 * weighed.weight;
        }
    }
    overlap
}

/// Those of `x` that stand in `y` too; both are in order.
pub(crate) fn shared<'a>(x: &'a [Weighed], mut y: &'a [Weighed]) -> impl Iterator<Item = &'a Weighed> {
    x.iter().filter(move |weighed| {
        y = from(y, |other| other.term < weighed.term);
        y.first().is_some_and(|other| other.term == weighed.term)
    })
}

struct Run {
    /// Words that carry matter in it.
    terms: usize,
    /// Their weight.
    weight: f64,
}

/// The weightiest run of words that stands in both.
fn longest_run(x: &Saying, y: &Saying) -> Run {
    let mut best = Run { terms: 0, weight: 0.0 };
    // The runs that end at the word before, and at this one: where in `y`, their terms, their weight.
    let mut above: Vec<(u32, usize, f64)> = Vec::new();
    let mut here = Vec::new();
    for (word, term) in x.words.iter().zip(&x.term_at) {
        if !y.has_word.may_hold(*word) {
            above.clear();
            continue;
        }
        let places = &y.places[y.places.partition_point(|place| place.0 < *word)..];
        for &(_, at) in places.iter().take_while(|place| place.0 == *word) {
            let before = above.binary_search_by_key(&at, |run| run.0 + 1);
            let (mut terms, mut weight) = before.map_or((0, 0.0), |before| (above[before].1, above[before].2));
            if let Some(term) = term {
                terms += 1;
                weight += x.terms.binary_search_by_key(term, |weighed| weighed.term).map_or(0.0, |at| x.terms[at].weight);
            }
            if weight > best.weight {
                best = Run { terms, weight };
            }
            here.push((at, terms, weight));
        }
        std::mem::swap(&mut above, &mut here);
        here.clear();
    }
    best
}

/// What is left of a list behind its first, which are of this kind.
fn from<T>(mut list: &[T], is_before: impl Fn(&T) -> bool) -> &[T] {
    // Most are far: steps of a few, then single ones.
    const STEP: usize = 8;
    while list.get(STEP - 1).is_some_and(&is_before) {
        list = &list[STEP..];
    }
    &list[list.iter().take_while(|item| is_before(item)).count()..]
}

/// Share of the neighbouring terms of the one that has fewer that are neighbours in the other too.
fn shared_pairs(x: &Saying, y: &Saying) -> f64 {
    let is_shared = |pair: &&(u32, u32)| y.has_term.may_hold(pair.0.into()) && y.neighbours.binary_search(pair).is_ok();
    let shared = x.neighbours.iter().filter(is_shared).count();
    shared as f64 / x.neighbours.len().min(y.neighbours.len()).max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::super::sieve::Sieve;
    use super::*;

    /// A statement of these words; those from 10 on are terms, the heavier the higher.
    fn saying(words: &[u64]) -> Saying {
        let term = |word: &u64| (*word >= 10).then_some(*word as u32);
        let mut places: Vec<(u64, u32)> = words.iter().copied().zip(0..).collect();
        places.sort_unstable();
        let mut terms: Vec<u32> = words.iter().filter_map(term).collect();
        terms.sort_unstable();
        terms.dedup();
        let terms = terms.into_iter().map(|term| Weighed { term, weight: f64::from(term) / 100.0, quoted: false }).collect();
        let has_word = Sieve::new(words.iter().copied());
        Saying { words: words.to_vec(), places, has_word, term_at: words.iter().map(term).collect(), terms, ..Saying::default() }
    }

    #[test]
    fn finds_the_weightiest_run() {
        let check = |x: &[u64], y: &[u64], expected: (usize, f64)| {
            for (x, y) in [(x, y), (y, x)] {
                let run = longest_run(&saying(x), &saying(y));
                assert!(run.terms == expected.0 && (run.weight - expected.1).abs() < 1e-9, "{x:?} {y:?}: {} {}", run.terms, run.weight);
            }
        };
        check(&[], &[10], (0, 0.0));
        check(&[1, 2, 3], &[1, 2, 3], (0, 0.0));
        check(&[10, 20], &[20, 10], (1, 0.2));
        check(&[1, 10, 20, 2], &[10, 20, 2, 1], (2, 0.3));
        check(&[10, 1, 20, 30], &[10, 1, 20, 2, 30], (2, 0.3));
        check(&[10, 11, 90], &[90, 10, 11], (1, 0.9));
        check(&[10; 5], &[10; 3], (3, 0.3));
        check(&[20, 10, 20, 10], &[10, 20, 30], (2, 0.3));
    }

    #[test]
    fn finds_where_an_ordered_list_goes_on() {
        let list: Vec<u32> = (0..20).collect();
        for first in 0..22 {
            assert_eq!(from(&list, |item| *item < first), &list[(first as usize).min(20)..]);
        }
    }
}
