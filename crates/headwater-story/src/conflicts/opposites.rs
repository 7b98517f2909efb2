//! Opposites: the one calls defensive what the other calls a provocation.

use std::sync::LazyLock;

use headwater_core::ConflictKind;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::denials::{TOPIC, topic};
use super::sides::{Held, Value};
use super::{Clash, Ground, capital, partners};
use crate::lexicon::LEXICON;
use crate::words::{fold, spans};

/// The table, a pair of sides a row: the words before the bar and those behind it.
const TABLE: &str = include_str!("../../data/opposites.txt");

/// Statements of one matter, the one with a word, the other with its opposite, which may be a conflict. Denials are left out: who denies a provocation
/// speaks of none.
pub fn clashes(ground: &Ground, denies: impl Fn(usize) -> bool + Sync, may_clash: impl Fn(usize, usize) -> bool + Sync) -> Vec<Clash> {
    let asserts = |statement: usize| !denies(statement) && has_one(ground, statement);
    let clash = |(x, y): (usize, usize)| {
        let (a, b, row, is_first) = of(ground, x, y)?;
        // All that speak of one pair of opposites are one conflict.
        let subject = Some(format!("opposites {row}"));
        let detail = format!("{} spoke of “{a}”, and {} of “{b}”.", capital(ground.holder(x)), ground.holder(y));
        let strength = topic(ground, x, y).min(4.0) / 4.0;
        let (x, y) = (Held { value: Value::Word(is_first), words: a, by: x }, Held { value: Value::Word(!is_first), words: b, by: y });
        Some(Clash { x, y, kind: ConflictKind::Account, detail, subject, strength, certain: false, parts: false, no: None })
    };
    let pairs = partners::pairs(&ground.compared.sayings, asserts, asserts).into_par_iter();
    // What is not lawful is unlawful.
    pairs.filter(|&(x, y)| ground.same_sign(x, y) && may_clash(x, y)).filter_map(clash).collect()
}

/// Whether a word that has an opposite stands in a statement.
pub fn has_one(ground: &Ground, statement: usize) -> bool {
    let mut terms = ground.compared.sayings[statement].terms.iter();
    terms.any(|term| OPPOSITES.contains_key(&ground.compared.terms.stems[term.term as usize]))
}

/// What a word stands against: the other word, the number of the row, and whether the first word stands before the bar.
type Opposite = (String, usize, bool);

/// For each stem what it stands against.
static OPPOSITES: LazyLock<FxHashMap<String, Vec<Opposite>>> = LazyLock::new(|| {
    let mut table: FxHashMap<String, Vec<Opposite>> = FxHashMap::default();
    for (row, left, right) in rows() {
        let stems = |side: &str| side.split_whitespace().map(|word| LEXICON.stem(word)).collect::<Vec<_>>();
        for (x, y) in stems(left).iter().flat_map(|x| stems(right).into_iter().map(move |y| (x.clone(), y))) {
            table.entry(x.clone()).or_default().push((y.clone(), row, true));
            table.entry(y).or_default().push((x, row, false));
        }
    }
    table
});

/// Each row's number and sides.
fn rows() -> impl Iterator<Item = (usize, &'static str, &'static str)> {
    let rows = TABLE.lines().enumerate().filter(|(_, line)| !line.starts_with('#'));
    rows.filter_map(|(row, line)| line.split_once('|').map(|(left, right)| (row, left, right)))
}

/// Whether a word begins with one of those behind the bar of a row: “provocations”, “murdered”.
fn has_form(row: usize, word: &str) -> bool {
    rows().filter(|(number, ..)| *number == row).any(|(.., right)| right.split_whitespace().any(|form| word.starts_with(form)))
}

/// Two opposites, as their statements word them, in statements about one thing; their row, and whether the first of the row is the first statement's.
pub fn of(ground: &Ground, x: usize, y: usize) -> Option<(String, String, usize, bool)> {
    let compared = ground.compared;
    if topic(ground, x, y) < TOPIC {
        return None;
    }
    let stems = &compared.terms.stems;
    compared.sayings[x].terms.iter().find_map(|term| {
        let stem = &stems[term.term as usize];
        let against = OPPOSITES.get(stem)?;
        let others = compared.sayings[y].terms.iter().map(|other| &stems[other.term as usize]);
        let (other, row, is_first) = against.iter().find(|(other, ..)| others.clone().any(|stem| stem == other))?;
        let worded = |statement: usize, stem: &str, is_left: bool| {
            let words = ground.words(statement);
            let is_it = |word: &&str| LEXICON.stem(&fold(word)) == stem;
            let word = spans(&words).map(|span| span.of(&words)).find(is_it).unwrap_or(stem);
            // A ministry of defence calls nothing defensive.
            let is_name = word.starts_with(char::is_uppercase) && !words.starts_with(word);
            // To defend is to be defensive, but offenders are not offensive.
            let is_form = is_left || has_form(*row, &fold(word));
            (!is_name && is_form).then(|| word.to_owned())
        };
        Some((worded(x, stem, *is_first)?, worded(y, other, !is_first)?, *row, *is_first))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offenders_are_not_offensive() {
        let row = OPPOSITES[&LEXICON.stem("defensive")][0].1;
        let check = |word: &str, expected: bool| assert_eq!(has_form(row, word), expected, "{word}");
        check("offensive", true);
        check("provocations", true);
        check("threatening", true);
        check("offenders", false);
        check("threatens", false);
    }
}
