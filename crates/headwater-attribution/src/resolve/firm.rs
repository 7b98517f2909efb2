//! Whom `the company` can mean: the firm that the page is about, and bodies that are no firms.
//!
//! The word lists are general knowledge, written for Headwater.

use headwater_core::{ActorId, ActorKind};
use rustc_hash::FxHashMap;

use super::{Page, cast::Cast, media, relay};

/// The firm that the page is about: one of the bodies that its first sentences name, named at least three times and twice as often as any other.
pub fn foremost_firm(page: &Page, cast: &Cast, named: &[(usize, ActorId, bool)]) -> Option<ActorId> {
    const OPENING: usize = 3;
    const LEAST: usize = 3;
    let opening = page.analysis.sentences.get(OPENING.min(page.analysis.sentences.len()).checked_sub(1)?)?.span.end;
    let fits = |actor: ActorId| {
        let name = cast.name(actor);
        let is_body = cast.is_named(actor) && cast.kind(actor) == ActorKind::Organization;
        is_body && !is_public(name) && !media::is_medium(name) && !relay::is_own(page, name)
    };
    let mut counts: FxHashMap<ActorId, usize> = FxHashMap::default();
    for (_, actor, _) in named {
        *counts.entry(*actor).or_default() += 1;
    }
    let mut bodies: Vec<(usize, ActorId)> =
        counts.into_iter().filter(|(actor, _)| fits(*actor)).map(|(actor, count)| (count, actor)).collect();
    bodies.sort_unstable_by_key(|(count, actor)| (std::cmp::Reverse(*count), *actor));
    let (most, firm) = *bodies.first()?;
    let next = bodies.get(1).map_or(0, |(count, _)| *count);
    let opens = named.iter().take_while(|(at, ..)| *at < opening).any(|(_, actor, _)| *actor == firm);
    (opens && most >= LEAST && most >= 2 * next).then_some(firm)
}

/// Whether a body's name says that it is no firm: an office of state, a school, a union, a party.
pub fn is_public(name: &str) -> bool {
    const PUBLIC: [&str; 39] = [
        "administration",
        "agency",
        "army",
        "association",
        "authority",
        "board",
        "bureau",
        "caucus",
        "center",
        "centre",
        "centers",
        "college",
        "commission",
        "committee",
        "conference",
        "congress",
        "council",
        "court",
        "department",
        "federation",
        "foundation",
        "government",
        "house",
        "institute",
        "institutes",
        "ministry",
        "nations",
        "navy",
        "office",
        "organization",
        "parliament",
        "party",
        "police",
        "school",
        "senate",
        "service",
        "union",
        "university",
        "workers",
    ];
    name.split(' ').any(|word| PUBLIC.contains(&word.to_lowercase().as_str()))
}

/// Whether a name or its bearer's role is a firm's.
pub fn is_firm(name: &str, role: Option<&str>) -> bool {
    const ROLES: [&str; 9] = ["operator", "owner", "company", "firm", "maker", "manufacturer", "carrier", "bank", "airline"];
    const ENDS: [&str; 24] = [
        "line",
        "lines",
        "group",
        "holdings",
        "airways",
        "airlines",
        "bank",
        "motors",
        "energy",
        "partners",
        "industries",
        "corporation",
        "corp",
        "inc",
        "ltd",
        "plc",
        "ag",
        "gmbh",
        "llc",
        "co",
        "company",
        "systems",
        "foods",
        "shipping",
    ];
    let last = name.rsplit(' ').next().unwrap_or(name).trim_end_matches('.').to_lowercase();
    name.contains(' ') && ENDS.contains(&last.as_str()) || role.is_some_and(|role| ROLES.iter().any(|word| role.contains(word)))
}
