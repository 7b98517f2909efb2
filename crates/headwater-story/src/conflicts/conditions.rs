//! One promise or threat, told by two reports under conditions that name others.
//!
//! `No boats will sail while the port talks with Verra` and `… for the duration of its talks with Oslin` are one claim, but cannot both be what was said.
//! Conditions are mostly worded anew by each report, so that only those of one kind are held against each other that name somebody or some place,
//! and nobody in common.

use std::collections::{BTreeMap, BTreeSet};

use headwater_core::{Claim, Conflict, ConflictKind, Side, Span, StatementId};

use super::{Ground, capital};
use crate::lexicon::LEXICON;
use crate::lists::List;
use crate::words::{fold, spans};

/// What a condition says of what it is put to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Kind {
    /// What must be so for it,
    If,
    /// or must not,
    Unless,
    /// how long it lasts,
    While,
    /// and what is given for it.
    For,
}

/// How conditions begin.
const BEGINNINGS: [(&str, Kind); 10] = [
    ("if", Kind::If),
    ("unless", Kind::Unless),
    ("provided that", Kind::If),
    ("as long as", Kind::If),
    ("so long as", Kind::If),
    ("while", Kind::While),
    ("during", Kind::While),
    ("for the duration of", Kind::While),
    ("in exchange for", Kind::For),
    ("in return for", Kind::For),
];
/// Words that begin another clause.
const JOINTS: [&str; 3] = ["and", "but", "then"];

/// Words with a capital that name a time, which another report may name otherwise.
static CALENDAR: List = List::new(
    "january february march april may june july august september october november december \
    monday tuesday wednesday thursday friday saturday sunday",
);

/// Words of a condition, at most: what goes on longer is told no better by more.
const MOST_WORDS: usize = 40;
/// Conditions of one claim that are held against each other, at most.
const MOST: usize = 50;
/// Words in a row that two statements have in common when they tell one thing in the same words.
const RUN: usize = 5;

/// A condition that names somebody or some place.
#[derive(PartialEq, Eq, Debug)]
struct Condition {
    kind: Kind,
    words: String,
    names: BTreeSet<String>,
}

impl Condition {
    /// Whether it may merely tell when something was: “during a speech in Oslin”.
    fn may_date(&self) -> bool {
        fold(&self.words).starts_with("during ")
    }

    /// Whether both can hardly be meant; `are_one_wording` asks whether what they are put to is told in the same words.
    fn rivals(&self, other: &Self, are_one_wording: impl FnOnce() -> bool) -> bool {
        // How long a thing lasts is told in few ways; what must be so for it is told in many, each with other names.
        let is_span = matches!(self.kind, Kind::While | Kind::For) && !self.may_date() && !other.may_date();
        self.kind == other.kind && self.names.is_disjoint(&other.names) && (is_span || are_one_wording())
    }
}

/// Claims that reports tell under different conditions.
pub fn conflicts(ground: &Ground, claims: &[Claim]) -> Vec<Conflict> {
    claims.iter().filter_map(|claim| conflict(ground, claim)).collect()
}

fn conflict(ground: &Ground, claim: &Claim) -> Option<Conflict> {
    let of = |id: StatementId| only_of_kind(conditions(&ground.words(id.0))).into_iter().map(move |condition| (id, condition));
    let told: Vec<(StatementId, Condition)> = claim.statements.iter().copied().flat_map(of).take(MOST).collect();
    let article = |id: StatementId| ground.statements[id.0].article;
    let pairs = told.iter().enumerate().flat_map(|(number, one)| told[number + 1..].iter().map(move |other| (one, other)));
    let mut pairs = pairs.filter(|(one, other)| article(one.0) != article(other.0));
    let (one, other) = pairs.find(|(one, other)| one.1.rivals(&other.1, || share_a_run(ground, one.0, other.0)))?;
    // Who names both contradicts nobody.
    let side = |with: &Condition, against: &Condition| Side {
        holds: with.words.clone(),
        statements: told
            .iter()
            .filter(|(_, told)| told.kind == with.kind && !told.names.is_disjoint(&with.names) && told.names.is_disjoint(&against.names))
            .map(|(id, _)| *id)
            .collect(),
    };
    let sides = vec![side(&one.1, &other.1), side(&other.1, &one.1)];
    let holders = |side: &Side| ground.holders(side.statements.iter().map(|id| id.0), false);
    let told: Vec<Told> =
        sides.iter().map(|side| Told { holders: holders(side), outlets: outlets(ground, side), words: &side.holds }).collect();
    Some(Conflict { detail: detail(&told), sides, kind: ConflictKind::Account, certain: false })
}

/// One of two conditions, with whose it is and where it stands.
struct Told<'a> {
    holders: String,
    outlets: Vec<&'a str>,
    words: &'a str,
}

/// The outlets whose reports tell a side.
fn outlets<'a>(ground: &Ground<'a>, side: &Side) -> Vec<&'a str> {
    let mut names: Vec<&str> = Vec::new();
    for id in &side.statements {
        let outlet = &ground.reports[ground.statements[id.0].article.0].article.outlet;
        names.extend(outlet.as_ref().map(|outlet| outlet.name.as_str()).filter(|name| !names.contains(name)));
    }
    names
}

/// One plain sentence: two conditions of one voice with where each stands, else each with its voice.
fn detail(told: &[Told]) -> String {
    let are_one = told.windows(2).all(|pair| pair[0].holders.to_lowercase() == pair[1].holders.to_lowercase());
    let stands = |told: &Told| if told.outlets.is_empty() { String::new() } else { format!(" ({})", told.outlets.join(", ")) };
    let sentence = match told {
        [first, ..] if are_one => {
            let each: Vec<String> = told.iter().map(|told| format!("“{}”{}", told.words, stands(told))).collect();
            format!("{} set two conditions: {}.", first.holders, each.join("; "))
        }
        _ => {
            let each = told.iter().enumerate().map(|(number, told)| {
                let verb = if number == 0 { "the condition is " } else { "" };
                format!("as {} told it, {verb}“{}”", told.holders, told.words)
            });
            format!("{}.", each.collect::<Vec<_>>().join("; "))
        }
    };
    capital(&sentence)
}

/// Those of which a statement has one alone: of two it is not told which stands against another's.
fn only_of_kind(conditions: Vec<Condition>) -> Vec<Condition> {
    let mut kinds: BTreeMap<Kind, usize> = BTreeMap::new();
    for condition in &conditions {
        *kinds.entry(condition.kind).or_default() += 1;
    }
    conditions.into_iter().filter(|condition| kinds[&condition.kind] == 1).collect()
}

/// Whether two statements have a run of words in common.
fn share_a_run(ground: &Ground, x: StatementId, y: StatementId) -> bool {
    let words = |id: StatementId| ground.compared.sayings[id.0].words.windows(RUN);
    words(x).any(|run| words(y).any(|other| run == other))
}

/// The conditions in some words that name somebody or some place.
fn conditions(words: &str) -> Vec<Condition> {
    let places: Vec<(Span, String)> = spans(words).map(|span| (span, fold(span.of(words)))).collect();
    let begins = |at: usize| {
        let is =
            |beginning: &str| beginning.split(' ').enumerate().all(|(n, word)| places.get(at + n).is_some_and(|place| place.1 == word));
        BEGINNINGS.iter().find(|(beginning, _)| is(beginning)).map(|(beginning, kind)| (beginning.split(' ').count(), *kind))
    };
    let condition = |at: usize| {
        let (length, kind) = begins(at)?;
        let marked = |at: usize| words[places[at - 1].0.end..places[at].0.start].contains([',', ';', ':', '.', '!', '?', '—', '–']);
        let ends = |&next: &usize| marked(next) || JOINTS.contains(&places[next].1.as_str());
        let last = places.len().min(at + length + MOST_WORDS);
        let end = (at + length..last).find(ends).unwrap_or(last);
        let names = names(words, &places[at + length..end]);
        let told = words[places[at].0.start..places[end - 1].0.end].to_owned();
        (!names.is_empty()).then_some(Condition { kind, words: told, names })
    };
    (0..places.len()).filter_map(condition).collect()
}

/// Who and what is named: countries by one name each, whatever else is written with a capital by its stem.
fn names(words: &str, places: &[(Span, String)]) -> BTreeSet<String> {
    const LONGEST: usize = 3;
    let mut names = BTreeSet::new();
    let mut at = 0;
    while at < places.len() {
        let word = &places[at].1;
        let is_name = places[at].0.of(words).starts_with(char::is_uppercase) && !LEXICON.is_stop(word) && !CALENDAR.has(word);
        let country = |length: usize| {
            let known: Vec<&str> = places.get(at..at + length)?.iter().map(|(_, word)| word.as_str()).collect();
            LEXICON.country(&known.join(" ")).map(|country| (length, country.name.to_owned()))
        };
        let single = || Some((1, LEXICON.stem(&places[at].1)));
        let found = is_name.then(|| (1..=LONGEST).rev().find_map(country).or_else(single)).flatten();
        at += found.as_ref().map_or(1, |(length, _)| *length);
        names.extend(found.map(|(_, name)| name));
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_detail_is_one_sentence() {
        let told = |holders: &str, outlet, words| Told { holders: holders.to_owned(), outlets: vec![outlet], words };
        let (one, other) = ("while the port talks with Verra", "for the duration of its talks with Oslin");
        assert_eq!(
            detail(&[told("the port", "Beltau Post", one), told("the port", "Skarholm Times", other)]),
            format!("The port set two conditions: “{one}” (Beltau Post); “{other}” (Skarholm Times).")
        );
        assert_eq!(
            detail(&[told("the port", "Beltau Post", one), told("Ann Holt", "Skarholm Times", other)]),
            format!("As the port told it, the condition is “{one}”; as Ann Holt told it, “{other}”.")
        );
    }

    #[test]
    fn conditions_that_name_somebody() {
        let check = |words: &str, expected: &[(&str, &[&str])]| {
            let found = conditions(words);
            let found: Vec<(&str, Vec<&str>)> =
                found.iter().map(|it| (it.words.as_str(), it.names.iter().map(String::as_str).collect())).collect();
            assert_eq!(found, expected.iter().map(|(words, names)| (*words, names.to_vec())).collect::<Vec<_>>(), "{words}");
        };
        check("no trawler will sail while the port talks with Verra, he said", &[("while the port talks with Verra", &["verra"])]);
        check("if the Norwegian fleet and Oslin agree", &[("if the Norwegian fleet", &["Norway"])]);
        check("to stay for the duration of the talks", &[]);
        check("to leave in exchange for", &[]);
        check("", &[]);
    }

    #[test]
    fn conditions_of_two_parties_are_rivals() {
        let check = |one: &str, other: &str, expected: bool| {
            let [one, other] = [one, other].map(|words| conditions(words).remove(0));
            assert_eq!(one.rivals(&other, || true), expected, "{one:?} {other:?}");
        };
        check("while the port talks with Verra", "for the duration of its talks with Oslin", true);
        check("while the port talks with Verra", "while it talks with Verra and Oslin", false);
        check("during a speech in Verra", "during his week in Oslin", true);
        check("if Verra opens the lock", "if the fleet of Oslin sails", true);
        check("if Verra opens the lock", "unless Oslin opens the lock", false);
    }

    #[test]
    fn when_a_thing_happened_is_a_condition_of_the_same_words_alone() {
        let [one, other] = ["during a speech in Verra", "during his week in Oslin"].map(|words| conditions(words).remove(0));
        assert!(!one.rivals(&other, || false));
    }
}
