//! Which origins of a claim are one voice, though reports name it differently.
//!
//! Across all statements of a story two names are one actor only where something proves it (see [`crate::actors`]). Within a claim less is enough,
//! for its members tell the same: an office (`the harbour chief`) is the person of the claim who holds it, a spokesperson is who he speaks for, a
//! name is the longer name that ends in it, a body's officials and its findings speak for the body, `the mayor of Arland` is `the Arland mayor`, and two
//! voices that reports quote with the very same words are one.

use std::collections::BTreeSet;

use headwater_core::{Actor, ActorId, ActorKind, Claim, Statement, StatementId};

use crate::actors::name_words;
use crate::claims::origin;
use crate::independence::Grounds;
use crate::lexicon::phrase;
use crate::lists::List;
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
    for voice in voices {
        let known = claim.origins.iter().position(|known| is_one(known.actor, voice.actor, &claim.statements, grounds));
        match known {
            Some(at) if rank(voice.actor) < rank(claim.origins[at].actor) => claim.origins[at] = voice,
            Some(_) => {}
            None => claim.origins.push(voice),
        }
    }
}

/// Whether two origins of these statements are one voice.
pub fn is_one(a: ActorId, b: ActorId, members: &[StatementId], grounds: &Grounds) -> bool {
    let (one, other) = (&grounds.actors[a.0], &grounds.actors[b.0]);
    is_one_name(one, other)
        || is_of_office(one, other)
        || is_of_office(other, one)
        || is_one_description(one, other)
        || say_the_same(a, b, members, grounds)
}

/// Whether both are persons and the name of one ends in the whole name of the other.
fn is_one_name(a: &Actor, b: &Actor) -> bool {
    let (of_a, of_b) = (name_words(&a.name), name_words(&b.name));
    let are_named = !of_a.is_empty() && !of_b.is_empty() && a.kind == ActorKind::Person && b.kind == ActorKind::Person;
    are_named && (of_a.ends_with(&of_b) || of_b.ends_with(&of_a))
}

/// Whether both are described in the same words in any order, once who works for a body, what it publishes and the form of a company are left out.
/// One of several (`an official`) is no other, but who speaks for a body is the body.
fn is_one_description(a: &Actor, b: &Actor) -> bool {
    static ONE_OF_SEVERAL: List = List::new("a an another one some two three four several many most other others");
    static OF_BODY: List = List::new(
        "spokesperson official officials representatives findings finding research release study survey review ltd inc corp plc llc",
    );
    static BESIDE: List = List::new("initial first new news press by from");
    let words = |actor: &Actor| -> Option<BTreeSet<String>> {
        let mut words = described(&actor.name);
        let is_one_of_several = phrase(&actor.name).split(' ').next().is_some_and(|first| ONE_OF_SEVERAL.has(first));
        if actor.kind == ActorKind::Person || is_one_of_several && !words.contains("spokesperson") {
            return None;
        }
        let is_of_body = |word: &String| OF_BODY.has(word.trim_end_matches('.'));
        if words.iter().any(is_of_body) {
            words.retain(|word| !is_of_body(word) && !BESIDE.has(word));
        }
        // `Officials` and `a spokesman` alone are no body's.
        (!words.is_empty()).then_some(words)
    };
    words(a).is_some_and(|of_a| words(b) == Some(of_a))
}

/// The words that describe somebody, without what only ties them together.
fn described(name: &str) -> BTreeSet<String> {
    static FILLING: List = List::new("the a an of for in at to and its their his her local 's s");
    static SPEAKING: List = List::new("spokesman spokeswoman spokesperson");
    let plain = phrase(name);
    let words = plain.split(' ').map(|word| word.trim_end_matches("'s").trim_end_matches('\'')).filter(|word| !word.is_empty());
    words.filter(|word| !FILLING.has(word)).map(|word| if SPEAKING.has(word) { "spokesperson" } else { word }.to_owned()).collect()
}

/// Whether the person's role is this office (`the police chief in Arland` of the `Arland police chief`), or to speak for this body.
fn is_of_office(person: &Actor, other: &Actor) -> bool {
    let Some(role) = person.role.as_ref().filter(|_| person.kind == ActorKind::Person) else { return false };
    let role = described(role);
    match other.kind {
        ActorKind::Unnamed => {
            let office = described(&other.name);
            !office.is_empty() && office.is_subset(&role)
        }
        ActorKind::Organization => role.contains("spokesperson") && described(&other.name).is_subset(&role),
        _ => false,
    }
}

/// Whether reports quote the two with the very same words.
fn say_the_same(a: ActorId, b: ActorId, members: &[StatementId], grounds: &Grounds) -> bool {
    let of = |actor: ActorId| -> Vec<Vec<u64>> {
        let is_of = |statement: &&Statement| origin(statement).is_some_and(|last| statement.chain[last].actor == actor);
        let statements = members.iter().map(|id| &grounds.statements[id.0]).filter(is_of);
        let texts = statements.map(|statement| statement.words(&grounds.articles[statement.article.0].text));
        texts.map(|text| words::words(&text).iter().map(|word| word.key).collect()).collect()
    };
    let (of_a, of_b) = (of(a), of(b));
    of_a.iter().any(|one| of_b.iter().any(|other| are_same_words(one, other)))
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
        check("Police Chief", "the police chief of Bosk", ActorKind::Unnamed, false);
        check("harbour police spokeswoman", "a spokesperson for the harbour police", ActorKind::Unnamed, true);
        check("Harbour League spokesman", "Harbour League", ActorKind::Organization, true);
        check("Harbour Secretary", "Harbour", ActorKind::Organization, false);
        check("Harbour League member", "Harbour League", ActorKind::Organization, false);
        check("Harbour League spokesman", "officials", ActorKind::Group, false);
    }

    #[test]
    fn a_name_is_the_longer_name_that_ends_in_it() {
        let check = |a: &str, b: &str, expected: bool| {
            let person = |name: &str| actor(name, ActorKind::Person, None);
            assert_eq!(is_one_name(&person(a), &person(b)), expected, "{a}, {b}");
        };
        check("Sheikh Omar Deel", "Omar Deel", true);
        check("Deel", "Deel", true);
        check("Omar Deel", "Ann Deel", false);
    }

    #[test]
    fn one_description_in_other_words() {
        let check = |a: &str, b: &str, expected: bool| {
            let described = |name: &str| actor(name, ActorKind::Group, None);
            assert_eq!(is_one_description(&described(a), &described(b)), expected, "{a}, {b}");
        };
        check("the mayor of Arland", "Arland mayor", true);
        check("harbour officials", "the harbour", true);
        check("initial findings of the Tide Board", "Tide Board", true);
        check("a harbour official", "harbour officials", false);
        check("a harbour spokeswoman", "the harbour spokesman", true);
        check("a spokesman for the harbour", "the harbour", true);
        check("Tide Works Ltd.", "Tide Works", true);
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
