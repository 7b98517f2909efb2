//! Who somebody only described turns out to be: `a spokeswoman for the port ministry` of the lead is the `Ana Reis, spokeswoman of the port ministry` of a
//! later sentence.
//!
//! Only offices that one person holds count, and only where one of description and role says all that the other says of the office, and more than its noun:
//! a defence ministry's spokesman is not the foreign ministry's, nor a former mayor the mayor. The word lists are general knowledge, written for Headwater.

use std::collections::BTreeSet;

use headwater_core::{ActorId, ActorKind};
use rustc_hash::FxHashMap;

use super::cast::{Cast, head_of, without_article};

/// Offices of which a body has one.
const OFFICES: [&str; 25] = [
    "ambassador",
    "boss",
    "captain",
    "ceo",
    "chair",
    "chairman",
    "chairwoman",
    "chief",
    "coach",
    "commissioner",
    "director",
    "founder",
    "governor",
    "head",
    "leader",
    "manager",
    "mayor",
    "minister",
    "owner",
    "president",
    "prosecutor",
    "secretary",
    "spokesman",
    "spokesperson",
    "spokeswoman",
];

/// Words that tell nothing of which office it is.
const SMALL: [&str; 10] = ["the", "a", "an", "of", "for", "at", "in", "and", "s", "to"];

/// Words that make another office of one: who holds it with them does not hold it without.
const RANKS: [&str; 15] = [
    "acting",
    "assistant",
    "associate",
    "co",
    "deputy",
    "designate",
    "elect",
    "ex",
    "former",
    "interim",
    "onetime",
    "outgoing",
    "retired",
    "shadow",
    "vice",
];

/// How many holders of one office a page may name: with more, a description means none of them surely.
const MOST: usize = 40;

/// The named persons that some of the speakers are.
pub fn identities(cast: &Cast, speakers: impl Iterator<Item = ActorId>) -> FxHashMap<ActorId, ActorId> {
    let mut unnamed: Vec<ActorId> = speakers.filter(|actor| cast.kind(*actor) == ActorKind::Unnamed && !cast.is_named(*actor)).collect();
    unnamed.sort_unstable();
    unnamed.dedup();
    let mut holders: FxHashMap<&str, Vec<(ActorId, Vec<String>)>> = FxHashMap::default();
    for person in cast.persons() {
        let role = without_article(cast.actor(person).role.as_deref().unwrap_or_default());
        // `founder and chief of the ferry line`, but not `wife of the mayor`.
        let heads: Vec<String> = role.split(" and ").map(|part| head_of(without_article(part)).to_lowercase()).collect();
        for office in OFFICES.iter().filter(|office| heads.iter().any(|head| head == *office)) {
            holders.entry(office).or_default().push((person, words(role)));
        }
    }
    let of_office = |actor: ActorId| {
        let name = cast.name(actor);
        // `its chief executive`
        let own = ["its ", "their ", "Its ", "Their "].iter().find_map(|whose| name.strip_prefix(whose));
        own.map_or_else(|| holder(name, &holders), |office| cast.holder(office))
    };
    unnamed.into_iter().filter_map(|actor| Some((actor, of_office(actor)?))).collect()
}

/// The only one whose role is the described one.
fn holder(description: &str, holders: &FxHashMap<&str, Vec<(ActorId, Vec<String>)>>) -> Option<ActorId> {
    let office = head_of(without_article(description)).to_lowercase();
    let holders = holders.get(office.as_str()).filter(|holders| holders.len() <= MOST)?;
    let described = words(description);
    let mut fitting = holders.iter().filter(|(_, role)| is_same(&described, role, &office));
    let first = fitting.next()?;
    fitting.next().is_none().then_some(first.0)
}

/// Whether both tell of one holder of the office: of one rank, and all words of the shorter in the longer.
fn is_same(one: &[String], other: &[String], office: &str) -> bool {
    let ranks = |words: &[String]| -> BTreeSet<String> { words.iter().filter(|word| RANKS.contains(&word.as_str())).cloned().collect() };
    let rest = |words: &[String]| -> BTreeSet<String> {
        words.iter().filter(|word| *word != office && !RANKS.contains(&word.as_str())).cloned().collect()
    };
    let (mine, theirs) = (rest(one), rest(other));
    let told = !mine.is_empty() && !theirs.is_empty();
    told && ranks(one) == ranks(other) && (mine.is_subset(&theirs) || theirs.is_subset(&mine))
}

/// The words that tell of which office, in small letters.
fn words(role: &str) -> Vec<String> {
    let words = role.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    words.filter(|word| word.len() > 1 && !SMALL.contains(&word.as_str())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_holder_of_an_office() {
        for (description, role, office, same) in [
            ("a port ministry spokesman", "spokesman for the port ministry", "spokesman", true),
            ("a ministry spokesman", "port ministry spokesman", "spokesman", true),
            ("a port ministry spokesman", "health ministry spokesman", "spokesman", false),
            ("a spokesman", "port ministry spokesman", "spokesman", false),
            ("a deputy minister of ports", "minister of ports", "minister", false),
            ("a former harbour mayor", "harbour mayor", "mayor", false),
            ("the ex-mayor of Tarn", "mayor of Tarn", "mayor", false),
            ("a former mayor of Tarn", "former Tarn mayor", "mayor", true),
        ] {
            assert_eq!(is_same(&words(description), &words(role), office), same, "{description} / {role}");
        }
    }
}
