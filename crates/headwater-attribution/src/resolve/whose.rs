//! Those who are told by somebody else, and are not he: `Lund, whose campaign`, `the victim’s mother`, `the president of the Tarn Council`.

use headwater_core::{ActorId, ActorKind};
use headwater_language::is_kin;

use super::{
    Page,
    cast::Cast,
    phrase::{head, text_of},
    reference::{Reference, named},
};
use crate::{lexicon::LEXICON, tagger::Tag, text::Item};

/// Nouns for those who work for somebody and speak for him.
const STAFF: [&str; 8] = ["administration", "campaign", "company", "family", "firm", "group", "office", "team"];

/// `Lund, whose | campaign`: those of hers who speak; a smile does not.
pub fn owned(page: &Page, cast: &mut Cast, main: &[Item], owner: Option<&Item>) -> Reference {
    let main = if main[0].is("whose") { &main[1..] } else { main };
    let Some(at) = head(main) else { return Reference::Nobody };
    let noun = &main[at];
    let is_group = noun.tag == Tag::Nouns || noun.any(&STAFF);
    if !(LEXICON.is_person(&noun.lower) || noun.any(&STAFF)) {
        return Reference::Nobody;
    }
    let words = text_of(page, &main[..=at]);
    let kind = if is_group { ActorKind::Group } else { ActorKind::Unnamed };
    match owner.and_then(|owner| named(page, cast, owner)) {
        Some(owner) => Reference::Actor(cast.describe(&format!("{}’s {words}", cast.name(owner)), kind)),
        None if LEXICON.is_person(&noun.lower) => Reference::Actor(cast.describe(&words, kind)),
        None => Reference::Nobody,
    }
}

/// `the president of the Tarn Council`, `the victim’s mother`: whether the office is told by a body or person that the known role does not name.
pub fn is_of_another(page: &Page, cast: &Cast, main: &[Item], head: &Item, actor: ActorId) -> bool {
    let role = cast.actor(actor).role.as_deref().unwrap_or_default().to_lowercase();
    let of = main.iter().position(|item| item.span == head.span).and_then(|at| main.get(at + 1..)).unwrap_or_default();
    let names = || of.iter().filter(|item| item.capital);
    // `the president of Arland`: what he is president of need not be told.
    let place = names().next_back().and_then(|item| named(page, cast, item)).is_some_and(|body| cast.kind(body) == ActorKind::Place);
    let told = names().next().is_some() && names().all(|item| !role.contains(&item.lower));
    is_relative(main, head) || main[0].is("the") && !place && told && of.first().is_some_and(|item| item.is("of"))
}

/// `the victim’s mother`: nobody named before.
pub fn is_relative(main: &[Item], head: &Item) -> bool {
    main.iter().any(|item| item.tag == Tag::Genitive) && is_kin(&head.lower)
}
