//! What the encoder knows of names that neither a list nor a title settles.
//!
//! The rules see words and neighbours; a place of a distant country looks to them like a person, and a sentence's first word may hide the first half of a
//! name. The encoder has read the whole sentence. Where the rules only guess, its kind counts, as most mentions of the same words have it; and where it
//! sees a person's name begin a word earlier or later, the name is cut there.

use std::ops::Range;

use headwater_core::ActorKind;
use rustc_hash::FxHashMap;

use super::{Page, find::Named, vocabulary::Facts};
use crate::encoder::{Name, NameKind};

/// Lets the encoder's names correct those that the rules found; both in text order.
pub(crate) fn correct(page: &Page, read: &[Name], named: &mut [Named]) {
    let seen: Vec<Option<Name>> = named.iter().map(|name| seen(page, read, &name.tokens)).collect();
    for (name, seen) in named.iter_mut().zip(&seen) {
        if let Some(seen) = seen
            .filter(|seen| seen.kind == NameKind::Person && name.kind == ActorKind::Person && name.listed.is_none() && name.title.is_none())
        {
            begin(page, &seen, name);
        }
    }
    let mut votes: FxHashMap<&str, [usize; 4]> = FxHashMap::default();
    for (name, seen) in named.iter().zip(&seen) {
        let kind = match seen.map(|seen| seen.kind) {
            Some(NameKind::Person) => 0,
            Some(NameKind::Organization) => 1,
            Some(NameKind::Place) => 2,
            None => 3,
        };
        votes.entry(page.words(&name.tokens)).or_default()[kind] += 1;
    }
    for name in named.iter_mut().filter(|name| name.sure < 2 && name.listed.is_none() && name.title.is_none()) {
        let Some(votes) = votes.get(page.words(&name.tokens)) else { continue };
        let most = (0..4).rev().max_by_key(|kind| votes[*kind]).unwrap_or(3);
        let all: usize = votes.iter().sum();
        // What its neighbours tell of a name gives way only to several votes, and never a place or a body to a person.
        let outvoted = match name.sure {
            0 => votes[most] * 2 > all,
            _ => name.kind == ActorKind::Person && votes[most] > 1 && votes[most] * 3 >= all * 2,
        };
        if let Some(kind) =
            [ActorKind::Person, ActorKind::Organization, ActorKind::Place].get(most).copied().filter(|kind| outvoted && *kind != name.kind)
        {
            (name.kind, name.sure) = (kind, 1);
        }
    }
}

/// The encoder's name that shares most with these words.
fn seen(page: &Page, read: &[Name], tokens: &Range<usize>) -> Option<Name> {
    let span = page.tokens[tokens.start].span.to(page.tokens[tokens.end - 1].span);
    let first = read.partition_point(|name| name.span.end <= span.start);
    let near = read[first..].iter().take_while(|name| name.span.start < span.end);
    near.max_by_key(|name| (name.span.end.min(span.end) - name.span.start.max(span.start), std::cmp::Reverse(name.span.start))).copied()
}

/// Moves the first word of a person's name to where the encoder sees it, by two words at most: over words in capitals that are no title, and never so
/// that a lone word is left of a longer name.
fn begin(page: &Page, seen: &Name, name: &mut Named) {
    let start = page.tokens.partition_point(|token| token.span.end <= seen.span.start);
    let no_part = Facts::TITLE.with(Facts::FUNCTION).with(Facts::DATE).with(Facts::PERSON).with(Facts::ALL_CAPITALS);
    let is_part = |at: usize| page.facts[at].any(Facts::CAPITAL) && !page.facts[at].any(no_part);
    if start < name.tokens.start
        && name.tokens.start - start <= 2
        && (start..name.tokens.start).all(|at| is_part(at) && page.is_adjacent(at))
    {
        name.tokens.start = start;
    }
    let leads = start > name.tokens.start && start + 2 <= name.tokens.end;
    if leads && start - name.tokens.start == 1 && page.facts[name.tokens.start].any(Facts::COMMON.with(Facts::PERSON)) {
        name.tokens.start = start;
    }
}
