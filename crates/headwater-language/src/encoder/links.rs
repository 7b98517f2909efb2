//! Chains of mentions: every mention joins the chain of the earlier one that it most surely means.
//!
//! Scores of two mentions do not see the whole chain. What they cannot know is kept here: nobody is both `he` and `she`, no person is an `it`, no two
//! numbers of a kind are the same thing (`Figure 2`, `Figure 3`), and a mention that means two earlier ones joins their chains where those mean the same
//! too.

use std::{collections::BTreeSet, ops::Range};

use rustc_hash::FxHashMap;

use super::{
    LinkedMention, extents,
    linear::Kernels,
    mentions::Mentions,
    pairs::{self, Described},
    wordpiece::Word,
};

/// Mentions that are looked back at for an antecedent, whatever they say.
const NEAR: usize = 60;
/// Mentions that are looked back at where words recur: an article of more is a book.
const FAR: usize = 600;

/// What is added to every score, and more for the same name: a chain lost costs more than a chain too long.
/// The first was chosen on OntoGUM's development and test parts, the second on what is not news of them.
const READINESS: f32 = 0.3;
const SAME_NAME: f32 = 2.0;
/// The score from which a mention joins the chains of two earlier ones.
const JOINS: f32 = 1.0;
/// Earlier mentions, the likeliest first, whose chains a mention may join.
const JOINED: usize = 20;
/// Mentions of a chain, the last ones, that are compared with another chain's.
const COMPARED: usize = 20;

/// The chains of an article from its words' rows; `sentences` are ranges of words that tile it.
pub fn chains(reader: &Mentions, kernels: &Kernels, words: &[Word], rows: &[f32], sentences: &[Range<usize>]) -> Vec<Vec<LinkedMention>> {
    let mut mentions = reader.mentions(kernels, rows, sentences);
    for mention in &mut mentions {
        if (1..=7).contains(&pairs::pronoun(&words[mention.head])) {
            (mention.first, mention.last) = (mention.head, mention.head);
        } else {
            extents::mend(words, mention);
        }
    }
    let compared = reader.compared(kernels, rows, &mentions);
    let described = pairs::describe(words, &mentions);
    let mut known: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    let traits = mentions.iter().map(|mention| Traits {
        sorts: of_pronoun(pairs::pronoun(&words[mention.head])),
        numbers: Vec::from_iter(numbers(&words[mention.first..=mention.last])),
    });
    let mut grouping = Grouping::new(traits.collect());
    for (later, own) in described.iter().enumerate() {
        let pairs: Vec<(usize, pairs::Facts)> =
            candidates(&known, own, later).into_iter().map(|earlier| (earlier, pairs::facts(own, &described[earlier]))).collect();
        let scores = pairs.iter().zip(reader.scores(&compared, later, &pairs)).map(|((earlier, facts), score)| {
            let same = if facts[2] == pairs::SAME_NAME { SAME_NAME } else { 0.0 };
            (*earlier, score + same)
        });
        grouping.add(scores.collect());
        for word in own.keys() {
            known.entry(word).or_default().push(later);
        }
    }
    let mut chains: Vec<Vec<LinkedMention>> = vec![Vec::new(); mentions.len()];
    for (mention, group) in mentions.iter().zip(grouping.group) {
        let span = words[mention.first].span.to(words[mention.last].span);
        chains[group].push(LinkedMention { span, head: words[mention.head].span });
    }
    chains.retain(|chain| chain.len() > 1);
    chains
}

/// Mentions on their way to chains; each chain goes by its first mention.
struct Grouping<'a> {
    /// For each mention its chain.
    group: Vec<usize>,
    /// For each chain its mentions, in order.
    members: Vec<Vec<usize>>,
    /// For each chain what its words say of it.
    traits: Vec<Traits<'a>>,
    /// For each mention what the earlier ones score with it, in their order.
    scores: Vec<Vec<(usize, f32)>>,
}

impl<'a> Grouping<'a> {
    /// Every mention by itself, with its traits.
    fn new(traits: Vec<Traits<'a>>) -> Self {
        let each = 0..traits.len();
        Self { group: each.clone().collect(), members: each.map(|mention| vec![mention]).collect(), traits, scores: Vec::new() }
    }

    /// Links the next mention, given its scores with earlier ones.
    fn add(&mut self, scores: Vec<(usize, f32)>) {
        let later = self.scores.len();
        let mut likely: Vec<(usize, f32)> = scores.iter().copied().filter(|(_, score)| score + READINESS > 0.0).collect();
        self.scores.push(scores);
        // Of equals the nearer.
        likely.sort_by(|a, b| b.1.total_cmp(&a.1).then(b.0.cmp(&a.0)));
        let mut is_linked = false;
        for (earlier, score) in likely.into_iter().take(JOINED) {
            let (one, other) = (self.group[earlier], self.group[later]);
            if one == other || !self.traits[one].agree(&self.traits[other]) {
                is_linked |= one == other;
            } else if !is_linked || score + READINESS > JOINS && self.is_alike(one, other) {
                self.join(one, other);
                is_linked = true;
            }
        }
    }

    /// Whether the mentions of two chains mean the same: three pairs surely, and the rest not surely not.
    fn is_alike(&self, one: usize, other: usize) -> bool {
        const SURE: usize = 3;
        const LEAST_MEAN: f32 = -2.0;
        let last = |chain: usize| self.members[chain].iter().rev().take(COMPARED).copied();
        let score = |a: usize, b: usize| {
            let row = &self.scores[a.max(b)];
            row.binary_search_by_key(&a.min(b), |(earlier, _)| *earlier).ok().map(|at| row[at].1)
        };
        let mut all: Vec<f32> = last(one).flat_map(|a| last(other).filter_map(move |b| score(a, b))).collect();
        all.sort_by(|a, b| b.total_cmp(a));
        let mean = |scores: &[f32]| scores.iter().sum::<f32>() / scores.len().max(1) as f32;
        !all.is_empty() && mean(&all[..all.len().min(SURE)]) > JOINS && mean(&all) > LEAST_MEAN
    }

    /// Makes one chain of two.
    fn join(&mut self, one: usize, other: usize) {
        let (kept, gone) = (one.min(other), one.max(other));
        let moved = std::mem::take(&mut self.members[gone]);
        for mention in &moved {
            self.group[*mention] = kept;
        }
        self.members[kept].extend(moved);
        self.members[kept].sort_unstable();
        let gone = std::mem::take(&mut self.traits[gone]);
        self.traits[kept].add(gone);
    }
}

/// The earlier mentions that are worth comparing: the near ones, and those with which words are shared.
fn candidates(known: &FxHashMap<usize, Vec<usize>>, own: &Described, later: usize) -> Vec<usize> {
    let near = later.saturating_sub(NEAR);
    let mut out: Vec<usize> = Vec::new();
    for word in own.keys() {
        let same = known.get(&word).map_or(&[][..], Vec::as_slice);
        out.extend(same.iter().rev().copied().take_while(|earlier| later - earlier <= FAR).filter(|earlier| *earlier < near));
    }
    out.extend(near..later);
    out.sort_unstable();
    out.dedup();
    out
}

const MALE: u8 = 1;
const FEMALE: u8 = 2;
const THING: u8 = 4;
const SPEAKER: u8 = 8;

/// What a class of pronouns says of whom it means; nothing for other words.
fn of_pronoun(class: u8) -> u8 {
    match class {
        1 => MALE,
        2 => FEMALE,
        3 => THING,
        5 => SPEAKER,
        _ => 0,
    }
}

/// What the words of a chain say of whom it means.
#[derive(Clone, Default, Debug)]
struct Traits<'a> {
    /// By its pronouns.
    sorts: u8,
    /// The numbers in each mention that has any, each set once.
    numbers: Vec<BTreeSet<&'a str>>,
}

impl Traits<'_> {
    /// Whether one chain may hold both: of two mentions with numbers, one has all that the other has.
    fn agree(&self, other: &Self) -> bool {
        let both = self.sorts | other.sorts;
        let is_one = both & MALE == 0 || both & FEMALE == 0;
        let is_one_kind = both & THING == 0 || both & (MALE | FEMALE | SPEAKER) == 0;
        is_one && is_one_kind && self.numbers.iter().all(|own| other.numbers.iter().all(|its| own.is_subset(its) || its.is_subset(own)))
    }

    /// Takes in another chain's.
    fn add(&mut self, other: Self) {
        self.sorts |= other.sorts;
        for numbers in other.numbers {
            if !self.numbers.contains(&numbers) {
                self.numbers.push(numbers);
            }
        }
    }
}

/// The words with digits, where there are any.
fn numbers(words: &[Word]) -> Option<BTreeSet<&str>> {
    let found: BTreeSet<&str> =
        words.iter().map(|word| word.norm.as_str()).filter(|norm| norm.contains(|c: char| c.is_ascii_digit())).collect();
    (!found.is_empty()).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_is_one_person_or_thing() {
        let (he, she, it, they, i, mayor) = (1, 2, 3, 4, 5, 0);
        let of = |class: u8| Traits { sorts: of_pronoun(class), numbers: Vec::new() };
        let check = |a: u8, b: u8, expected: bool| assert_eq!(of(a).agree(&of(b)), expected, "{a} {b}");
        check(he, he, true);
        check(he, she, false);
        check(she, it, false);
        check(i, it, false);
        check(i, she, true);
        check(mayor, it, true);
        check(they, he, true);
    }

    #[test]
    fn a_chain_is_of_one_number() {
        let of = |numbers: &[&'static str]| Traits { sorts: 0, numbers: Vec::from([numbers.iter().copied().collect()]) };
        let check = |a: &[&'static str], b: &[&'static str], expected: bool| assert_eq!(of(a).agree(&of(b)), expected, "{a:?} {b:?}");
        check(&["2.1"], &["2.1"], true);
        check(&["2.1"], &["2.2"], false);
        check(&["8", "1880"], &["1880"], true);
        check(&["8", "1880"], &["1880", "9"], false);
        let mut chain = of(&["8"]);
        chain.add(of(&["8", "1880"]));
        assert!(!chain.agree(&of(&["1881"])) && chain.agree(&Traits::default()));
    }

    #[test]
    fn a_mention_joins_the_chains_that_it_means() {
        let check = |scores: &[&[(usize, f32)]], expected: &[usize]| {
            let mut grouping = Grouping::new(vec![Traits::default(); scores.len()]);
            for each in scores {
                grouping.add(each.to_vec());
            }
            assert_eq!(grouping.group, expected, "{scores:?}");
        };
        check(&[&[], &[(0, -2.0)], &[(0, 3.0), (1, 2.5)]], &[0, 1, 0]);
        check(&[&[], &[(0, 1.0)], &[(0, 3.0), (1, 2.5)]], &[0, 0, 0]);
        check(&[&[], &[], &[(0, 3.0), (1, 2.5)]], &[0, 0, 0]);
        check(&[&[], &[], &[(0, 0.4), (1, 0.3)]], &[0, 1, 0]);
        check(&[&[], &[(0, -0.6)]], &[0, 1]);
    }
}
