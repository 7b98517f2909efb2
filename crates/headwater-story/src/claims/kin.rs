//! Which terms of an input are kindred: synonyms, and words of one beginning or ending. Found once, as pairs of statements are many.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::lexicon::LEXICON;

/// How much a synonym counts against the word itself.
const SYNONYM: f64 = 0.75;
/// How much a word of the same beginning or ending counts against the word itself.
const ALIKE: f64 = 0.8;
/// Bytes that two words must have in common.
const COMMON: usize = 5;
/// Bytes that one of two words with a common ending may have before it (`agreement`, `disagreement`).
const PREFIX: usize = 3;

/// For each term its kin, in order, and how near they are.
#[derive(Debug, Default)]
pub struct Kin {
    of: Vec<Vec<(u32, f64)>>,
}

impl Kin {
    /// Finds the kin among terms, given by their distinct stems.
    pub fn new(stems: &[String]) -> Self {
        let mut groups: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        let mut beginnings: BTreeMap<&[u8], Vec<u32>> = BTreeMap::new();
        let mut numbers: FxHashMap<&[u8], u32> = FxHashMap::default();
        for (number, stem) in (0..).zip(stems) {
            for &group in LEXICON.groups(stem) {
                groups.entry(group).or_default().push(number);
            }
            if let Some(beginning) = stem.as_bytes().get(..COMMON) {
                beginnings.entry(beginning).or_default().push(number);
            }
            numbers.insert(stem.as_bytes(), number);
        }
        let mut kin = Self { of: vec![Vec::new(); stems.len()] };
        for members in groups.values() {
            kin.add_pairs(members, |_, _| true, SYNONYM);
        }
        for members in beginnings.values() {
            kin.add_pairs(members, |a, b| begin_alike(&stems[a as usize], &stems[b as usize]), ALIKE);
        }
        for (number, stem) in (0..).zip(stems) {
            for prefix in 1..=PREFIX {
                let ending = stem.as_bytes().get(prefix..).filter(|ending| ending.len() >= COMMON);
                if let Some(&other) = ending.and_then(|ending| numbers.get(ending)) {
                    kin.add(number, other, ALIKE);
                }
            }
        }
        for of in &mut kin.of {
            of.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
            // Synonyms count as such, however they are spelled.
            of.dedup_by_key(|kin| kin.0);
        }
        kin
    }

    /// How near two different terms are, from 0 to 1.
    pub fn nearness(&self, a: u32, b: u32) -> f64 {
        let kin = &self.of[a as usize];
        kin.binary_search_by_key(&b, |kin| kin.0).map_or(0.0, |at| kin[at].1)
    }

    /// The kin of any of some terms, in order, and how near the nearest of these is to each.
    pub fn of_any(&self, terms: impl Iterator<Item = u32>) -> Vec<(u32, f64)> {
        let mut kin: Vec<(u32, f64)> = terms.flat_map(|term| self.of[term as usize].iter().copied()).collect();
        kin.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        kin.dedup_by_key(|kin| kin.0);
        kin
    }

    fn add_pairs(&mut self, members: &[u32], are_kin: impl Fn(u32, u32) -> bool, near: f64) {
        for (at, &a) in members.iter().enumerate() {
            for &b in members[at + 1..].iter().filter(|b| are_kin(a, **b)) {
                self.add(a, b, near);
            }
        }
    }

    fn add(&mut self, a: u32, b: u32, near: f64) {
        self.of[a as usize].push((b, near));
        self.of[b as usize].push((a, near));
    }
}

/// Whether what two words have in common at their beginning is most of the longer one.
fn begin_alike(a: &str, b: &str) -> bool {
    let common = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    common >= COMMON && common * 10 >= a.len().max(b.len()) * 7
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: &str, b: &str, expected: f64) {
        let kin = Kin::new(&[a.to_owned(), b.to_owned()]);
        let found = (kin.nearness(0, 1), kin.nearness(1, 0));
        assert!((found.0 - expected).abs() < 1e-9 && found.0.total_cmp(&found.1).is_eq(), "{a} {b}: {found:?}");
    }

    #[test]
    fn finds_kin() {
        check("support", "endors", SYNONYM);
        check("nuclear", "denuclear", ALIKE);
        check("harbour", "harbor", ALIKE);
        check("harbour", "cake", 0.0);
        check("é", "éé", 0.0);
    }
}
