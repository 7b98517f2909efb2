//! Who somebody only described turns out to be: `a spokeswoman for the port ministry` of the lead is the `Ana Reis, spokeswoman of the port ministry` of a
//! later sentence.
//!
//! Only offices that one person holds count, and only where the words of the description and of the role share more than the office.

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
const SMALL: [&str; 12] = ["the", "a", "an", "of", "for", "at", "in", "and", "s", "to", "former", "deputy"];

/// How many holders of one office a page may name: with more, a description means none of them surely.
const MOST: usize = 40;

/// The named persons that some of the speakers are.
pub fn identities(cast: &Cast, speakers: impl Iterator<Item = ActorId>) -> FxHashMap<ActorId, ActorId> {
    let mut unnamed: Vec<ActorId> = speakers.filter(|actor| cast.kind(*actor) == ActorKind::Unnamed && !cast.is_named(*actor)).collect();
    unnamed.sort_unstable();
    unnamed.dedup();
    let mut holders: FxHashMap<&str, Vec<(ActorId, Vec<String>)>> = FxHashMap::default();
    for person in cast.persons() {
        let role = words(cast.actor(person).role.as_deref().unwrap_or_default());
        for office in OFFICES.iter().filter(|office| role.iter().any(|word| word == *office)) {
            holders.entry(office).or_default().push((person, role.clone()));
        }
    }
    unnamed.into_iter().filter_map(|actor| Some((actor, holder(cast.name(actor), &holders)?))).collect()
}

/// The only one whose role is the described one.
fn holder(description: &str, holders: &FxHashMap<&str, Vec<(ActorId, Vec<String>)>>) -> Option<ActorId> {
    let office = head_of(without_article(description)).to_lowercase();
    let holders = holders.get(office.as_str()).filter(|holders| holders.len() <= MOST)?;
    let described = words(description);
    let is_his = |role: &[String]| described.iter().any(|word| *word != office && role.contains(word));
    let mut fitting = holders.iter().filter(|(_, role)| is_his(role));
    let first = fitting.next()?;
    fitting.next().is_none().then_some(first.0)
}

/// The words that tell of which office, in small letters.
fn words(role: &str) -> Vec<String> {
    let words = role.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    words.filter(|word| word.len() > 1 && !SMALL.contains(&word.as_str())).collect()
}
