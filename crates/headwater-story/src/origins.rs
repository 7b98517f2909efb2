//! Which origins of a claim are one voice, though reports name it differently.
//!
//! Across all statements of a story two names are one actor only where something proves it (see [`crate::actors`]). Within a claim less is enough,
//! for its members tell the same: an office (`the harbour chief`) is the person of the claim who holds it, who leads a body or speaks for it is the
//! body, a name is the longer name that ends in it, a body's officials and its findings speak for the body, `the mayor of Arland` is `the Arland mayor`,
//! and two voices that reports quote with the very same words are one.

use std::collections::BTreeSet;

use headwater_core::{Actor, ActorId, ActorKind, Claim, Statement, StatementId, Voice};

use crate::actors::name_words;
use crate::claims::origin;
use crate::independence::Grounds;
use crate::lexicon::{LEXICON, phrase};
use crate::lists::List;
use crate::union::Union;
use crate::words;

/// Words in a row that two voices do not say by chance.
const ROW: usize = 8;
/// Share of the shorter statement that must stand in such rows.
const SHARED: f64 = 0.6;

/// Leaves one of the origins that are one voice: a person before a body before a description, of equals the first.
pub fn join(claim: &mut Claim, grounds: &Grounds) {
    let rank = |id: ActorId| match grounds.actors[id.0].kind {
        ActorKind::Person => 0,
        ActorKind::Organization | ActorKind::Place => 1,
        ActorKind::Group | ActorKind::Unnamed => 2,
    };
    let voices = std::mem::take(&mut claim.origins);
    let mut one = Union::new(voices.len());
    for other in 1..voices.len() {
        for known in 0..other {
            if one.root(known) != one.root(other) && is_one(voices[known].actor, voices[other].actor, &claim.statements, grounds) {
                one.join(known, other);
            }
        }
    }
    let mut kept: Vec<(usize, Voice)> = Vec::new();
    for (number, voice) in voices.into_iter().enumerate() {
        let root = one.root(number);
        match kept.iter_mut().find(|(of, _)| *of == root) {
            Some((_, known)) if rank(voice.actor) < rank(known.actor) => *known = voice,
            Some(_) => {}
            None => kept.push((root, voice)),
        }
    }
    claim.origins = kept.into_iter().map(|(_, voice)| voice).collect();
}

/// Whether two origins of these statements are one voice.
pub fn is_one(a: ActorId, b: ActorId, members: &[StatementId], grounds: &Grounds) -> bool {
    let (one, other) = (&grounds.actors[a.0], &grounds.actors[b.0]);
    is_one_name(one, other)
        || is_of_office(one, other)
        || is_of_office(other, one)
        || is_head(one, other)
        || is_head(other, one)
        || is_one_description(one, other)
        || say_the_same(a, b, members, grounds)
}

/// Whether the name of one ends in the whole name of the other: both are persons, or both bodies (`the police`, `the Harbour Police`), or a person's whole
/// name stands behind a rank that makes it look like a body's.
fn is_one_name(a: &Actor, b: &Actor) -> bool {
    let (of_a, of_b) = (name_words(&a.name), name_words(&b.name));
    let (shorter, longer, name) = if of_a.len() < of_b.len() { (&of_a, &of_b, a) } else { (&of_b, &of_a, b) };
    let named = |actor: &Actor| matches!(actor.kind, ActorKind::Person | ActorKind::Organization);
    let is_ranked = name.kind == ActorKind::Person && shorter.len() > 1;
    !shorter.is_empty() && named(a) && named(b) && (a.kind == b.kind || is_ranked) && longer.ends_with(shorter)
}

/// Whether both are described in the same words in any order, once who works for a body, what it publishes and the form of a company are left out.
/// One of several (`an official`) is no other, but who speaks for a body is the body.
fn is_one_description(a: &Actor, b: &Actor) -> bool {
    static ONE_OF_SEVERAL: List = List::new("a an another one some two three four several many most other others");
    let words = |actor: &Actor| -> Option<BTreeSet<String>> {
        let is_one_of_several = phrase(&actor.name).split(' ').next().is_some_and(|first| ONE_OF_SEVERAL.has(first));
        if actor.kind == ActorKind::Person || is_one_of_several && !described(&actor.name).contains("spokesperson") {
            return None;
        }
        // `Officials` and `a spokesman` alone are no body's.
        Some(body_words(&actor.name)).filter(|words| !words.is_empty())
    };
    let (Some(of_a), Some(of_b)) = (words(a), words(b)) else { return false };
    of_a == of_b || is_placed(&of_a, &of_b, &b.name) || is_placed(&of_b, &of_a, &a.name)
}

/// The words that describe a body, without who works for it and what it publishes.
fn body_words(name: &str) -> BTreeSet<String> {
    static OF_BODY: List = List::new(
        "spokesperson official officials authorities leadership representatives findings finding research release study survey review ltd inc corp plc llc",
    );
    static BESIDE: List = List::new("initial first new news press by from");
    let mut words = described(name);
    let is_of_body = |word: &String| OF_BODY.has(word.trim_end_matches('.'));
    if words.iter().any(is_of_body) {
        words.retain(|word| !is_of_body(word) && !BESIDE.has(word));
    }
    words
}

/// The words that describe somebody, without what only ties them together.
fn described(name: &str) -> BTreeSet<String> {
    static FILLING: List = List::new("the a an of for in at to and its their his her local 's s");
    static SPEAKING: List = List::new("spokesman spokeswoman spokesperson");
    static LEADING: List = List::new("boss chief head leader");
    let one_for_all = |word: &str| match word {
        _ if SPEAKING.has(word) => "spokesperson".to_owned(),
        _ if LEADING.has(word) => "head".to_owned(),
        _ => country(word).unwrap_or_else(|| word.to_owned()),
    };
    let plain = phrase(name);
    let words = plain.split(' ').map(|word| word.trim_end_matches("'s").trim_end_matches('\'')).filter(|word| !word.is_empty());
    words.filter(|word| !FILLING.has(word)).map(one_for_all).collect()
}

/// The country that a word is of (`norwegian`), in small letters; none of a capital, which has a mayor and a police of its own.
fn country(word: &str) -> Option<String> {
    LEXICON.country(word).filter(|country| !country.is_name).map(|country| country.name.to_lowercase())
}

/// Offices of which a body or a place has one.
static HEADS: List = List::new(
    "spokesperson chief ceo executive president chairman chairwoman chairperson chair director head boss commissioner superintendent constable leader \
    manager secretary owner editor principal mayor governor minister premier prosecutor ambassador captain coach",
);

/// Whether the person's role is this office: `the police chief in Arland` of the `Arland police chief` or of the `police chief`.
fn is_of_office(person: &Actor, other: &Actor) -> bool {
    let Some(role) = person.role.as_ref().filter(|_| person.kind == ActorKind::Person) else { return false };
    let (of_role, office) = (described(role), described(&other.name));
    other.kind == ActorKind::Unnamed && !office.is_empty() && (office.is_subset(&of_role) || is_placed(&of_role, &office, &other.name))
}

/// Whether the longer one of two descriptions says only of which place or body the shorter one's office is.
fn is_placed(shorter: &BTreeSet<String>, longer: &BTreeSet<String>, name: &str) -> bool {
    let is_of = |part: &str, word: &str| part.starts_with(word) || country(part).as_deref() == Some(word);
    let is_name = |word: &String| name.split_whitespace().any(|part| part.starts_with(char::is_uppercase) && is_of(&phrase(part), word));
    shorter.iter().any(|word| HEADS.has(word)) && shorter.is_subset(longer) && longer.difference(shorter).all(is_name)
}

/// Whether the person's role is to lead this body or to speak for it: `Harbour League chairwoman`, `director of the harbour`. Who governs a country is
/// not the country.
fn is_head(person: &Actor, body: &Actor) -> bool {
    let Some(role) = person.role.as_ref().filter(|_| person.kind == ActorKind::Person) else { return false };
    let (role, words) = (described(role), body_words(&body.name));
    let is_body = match body.kind {
        ActorKind::Organization => LEXICON.country(&phrase(&body.name)).is_none(),
        ActorKind::Group | ActorKind::Unnamed => !words.iter().any(|word| HEADS.has(word)),
        ActorKind::Person | ActorKind::Place => false,
    };
    is_body && !words.is_empty() && words.is_subset(&role) && role.difference(&words).any(|word| HEADS.has(word))
}

/// Whether reports quote the two with the very same words.
fn say_the_same(a: ActorId, b: ActorId, members: &[StatementId], grounds: &Grounds) -> bool {
    let of = |actor: ActorId| -> Vec<(&Statement, Vec<u64>)> {
        let is_of = |statement: &&Statement| origin(statement).is_some_and(|last| statement.chain[last].actor == actor);
        let statements = members.iter().map(|id| &grounds.statements[id.0]).filter(is_of);
        let texts = statements.map(|statement| (statement, statement.words(&grounds.articles[statement.article.0].text)));
        texts.map(|(statement, text)| (statement, words::words(&text).iter().map(|word| word.key).collect())).collect()
    };
    // What one passes on of the other is no second telling.
    let told_by = |statement: &Statement, relay: ActorId| statement.chain.iter().any(|voice| voice.actor == relay);
    let (of_a, of_b) = (of(a), of(b));
    of_a.iter()
        .any(|(one, words)| of_b.iter().any(|(other, others)| !told_by(one, b) && !told_by(other, a) && are_same_words(words, others)))
}

/// Whether most words of the shorter stand in both, in rows.
fn are_same_words(a: &[u64], b: &[u64]) -> bool {
    let rows: BTreeSet<&[u64]> = a.windows(ROW).collect();
    let mut shared = 0;
    let mut end = 0;
    for (start, row) in b.windows(ROW).enumerate() {
        if rows.contains(row) {
            shared += start + ROW - end.max(start);
            end = start + ROW;
        }
    }
    shared > 0 && shared as f64 >= SHARED * a.len().min(b.len()) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn actor(name: &str, kind: ActorKind, role: Option<&str>) -> Actor {
        Actor { name: name.to_owned(), kind, aliases: Vec::new(), role: role.map(str::to_owned), mentions: Vec::new() }
    }

    #[test]
    fn an_office_is_who_holds_it() {
        let check = |role: &str, other: &str, kind: ActorKind, expected: bool| {
            let holder = actor("Ann Holt", ActorKind::Person, Some(role));
            assert_eq!(is_of_office(&holder, &actor(other, kind, None)), expected, "{role}: {other}");
        };
        check("Arland Police Chief", "the police chief in Arland", ActorKind::Unnamed, true);
        check("Police Chief", "the police chief", ActorKind::Unnamed, true);
        check("Arland Police Chief", "the police chief of Bosk", ActorKind::Unnamed, false);
        // A report of Bosk need not say whose police it is.
        check("Police Chief", "the police chief of Bosk", ActorKind::Unnamed, true);
        check("harbour police spokeswoman", "a spokesperson for the harbour police", ActorKind::Unnamed, true);
        check("Harbour League spokesman", "officials", ActorKind::Group, false);
    }

    #[test]
    fn a_head_is_the_body() {
        let check = |role: &str, other: &str, kind: ActorKind, expected: bool| {
            let head = actor("Ann Holt", ActorKind::Person, Some(role));
            assert_eq!(is_head(&head, &actor(other, kind, None)), expected, "{role}: {other}");
        };
        check("Harbour League spokesman", "Harbour League", ActorKind::Organization, true);
        check("aquarium director", "aquarium officials", ActorKind::Group, true);
        check("deputy police chief", "Local police", ActorKind::Organization, true);
        check("commissioner of Ferries for Arland", "Ferries for Arland", ActorKind::Organization, true);
        check("Harbour League member", "Harbour League", ActorKind::Organization, false);
        check("Harbour League chairman", "Harbour Union", ActorKind::Organization, false);
        check("president of France", "France", ActorKind::Organization, false);
        check("president of Arland", "Arland", ActorKind::Place, false);
        check("police chief", "a chief", ActorKind::Unnamed, false);
    }

    #[test]
    fn a_name_is_the_longer_name_that_ends_in_it() {
        use ActorKind::{Organization, Person};
        let check = |a: (&str, ActorKind), b: (&str, ActorKind), expected: bool| {
            let named = |(name, kind): (&str, ActorKind)| actor(name, kind, None);
            assert_eq!(is_one_name(&named(a), &named(b)), expected, "{a:?}, {b:?}");
        };
        check(("Sheikh Omar Deel", Person), ("Omar Deel", Person), true);
        check(("Deel", Person), ("Deel", Person), true);
        check(("Omar Deel", Person), ("Ann Deel", Person), false);
        check(("the police", Organization), ("Harbour Police", Organization), true);
        check(("Dep Ch Insp Omar Deel", Organization), ("Omar Deel", Person), true);
        check(("House of Deel", Organization), ("Deel", Person), false);
    }

    #[test]
    fn one_description_in_other_words() {
        let check = |a: &str, b: &str, expected: bool| {
            let described = |name: &str| actor(name, ActorKind::Group, None);
            assert_eq!(is_one_description(&described(a), &described(b)), expected, "{a}, {b}");
        };
        check("the mayor of Arland", "Arland mayor", true);
        check("the president of Norway", "the Norwegian president", true);
        check("the president", "the Norwegian president", true);
        check("the Oslo police", "the Norwegian police", false);
        check("the mayor", "the mayor of Arland", true);
        check("the mayor", "the angry mayor", false);
        check("the mayor of Bosk", "the mayor of Arland", false);
        check("harbour officials", "the harbour", true);
        check("initial findings of the Tide Board", "Tide Board", true);
        check("a harbour official", "harbour officials", false);
        check("a harbour spokeswoman", "the harbour spokesman", true);
        check("a spokesman for the harbour", "the harbour", true);
        check("Tide Works Ltd.", "Tide Works", true);
        check("Tarn authorities", "Tarn officials", true);
        check("the German harbour union boss", "Germany's harbour union chief", true);
        check("officials", "the officials", false);
        check("a spokesman", "a spokeswoman", false);
        check("Bosk officials", "Arland officials", false);
    }

    #[test]
    fn the_very_same_words() {
        let check = |a: &str, b: &str, expected: bool| {
            let keys = |text: &str| words::words(text).iter().map(|word| word.key).collect::<Vec<_>>();
            assert_eq!(are_same_words(&keys(a), &keys(b)), expected, "{a} / {b}");
        };
        let long = "the lock will not be opened again before the ice has gone from the harbour";
        check(long, "\"The lock will not be opened again before the ice has gone\"", true);
        check(long, "the lock will be opened again when the ice has gone from the harbour", false);
        check("the lock is broken", "the lock is broken", false);
    }
}
