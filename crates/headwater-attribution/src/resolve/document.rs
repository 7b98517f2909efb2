//! Who stands behind a document: `the statement attributed to Ann Lund`, `a report by the agency`, `his letter`.

use headwater_core::{ActorId, ActorKind};

use super::{
    Page,
    cast::Cast,
    media,
    phrase::{main_part, text_of},
    reference::{Reference, mention_of, named, read_within},
    relay::CARRIES,
    several::coordinated,
};
use crate::{
    lexicon::LEXICON,
    relations::{ISSUES, Relation, group, subject},
    tagger::Tag,
    text::Item,
};

/// The document in which it was said, where the words around the cue name one: `said in a letter`, `In a statement, the ministry said`, but not
/// `Lund, named in a report, said`.
pub fn written<'a>(page: &'a Page, relation: &Relation) -> Option<&'a str> {
    let cue = relation.cue.first()?;
    let sentence = page.sentence_at(cue.start)?;
    let words = page.text.within(sentence.span);
    let inside = |item: &Item| relation.content.iter().chain(&relation.source).any(|span| span.contains(item.span));
    // Only what is near the cue: a sentence without end may hold many cues.
    let words = &words[words.partition_point(|item| item.span.end + 80 <= cue.start)..];
    let near = |item: &Item| item.span.start < cue.end + 60;
    // What another verb joins to a document was not said in it.
    let of_other = |item: &Item| matches!(item.tag, Tag::PastParticiple | Tag::Ing) && !cue.contains(item.span);
    let at = words.windows(2).enumerate().take_while(|(_, pair)| near(&pair[0])).position(|(at, pair)| {
        pair[0].any(&["in", "via", "through"])
            && pair[1].any(&["a", "an", "the", "its", "his", "her", "their"])
            && !inside(&pair[0])
            && !at.checked_sub(1).is_some_and(|before| of_other(&words[before]))
    })?;
    let noun = words[at + 2..].iter().take(3).take_while(|item| !inside(item) && item.tag != Tag::Mark);
    noun.filter(|item| LEXICON.is_document(&item.lower)).last().map(|item| item.lower.as_str())
}

/// The person whose document it is: `Ann Lund’s | letter`, `the mayor’s angry | letter`.
pub fn writer(page: &Page, cast: &Cast, before: &[Item]) -> Option<ActorId> {
    let genitive = before.iter().rposition(|item| item.tag == Tag::Genitive)?;
    let actor = cast.bearer(mention_of(page, before[..genitive].last()?)?.entity);
    (cast.kind(actor) == ActorKind::Person && cast.is_named(actor)).then_some(actor)
}

/// Who stands behind a document: the person or medium that issued it, or the document itself.
pub fn document(page: &Page, cast: &mut Cast, words: &[Item], head: usize, depth: usize) -> ActorId {
    let noun = words[head].lower.clone();
    // `by`, `from`, `in`, `to` and a name behind it.
    let behind = &words[head + 1..];
    // `a memo obtained by the Herald`, `a statement published by the Herald`: who has it did not write it.
    let had = behind.first().is_some_and(|next| next.any(&["seen", "obtained", "reviewed", "viewed"]));
    let carried = behind.first().is_some_and(|next| next.any(&CARRIES));
    let behind = if had { &[] } else { behind };
    // `a report announcing a visit to Tarn`: what it does is not who issued it.
    let ends = |item: &Item| item.is(",") || item.tag == Tag::Ing && !item.any(&["including", "following"]);
    let behind = &behind[..behind.iter().position(ends).unwrap_or(behind.len())];
    // `media reports from Tarn`: a place where something was seen or heard has not told it.
    let places = |from: &[Item]| from.iter().filter_map(|item| named(page, cast, item)).all(|actor| cast.kind(actor) == ActorKind::Place);
    let is_seen =
        matches!(noun.as_str(), "report" | "reports" | "news" | "footage" | "video" | "videos" | "images" | "pictures" | "photos");
    let at = behind.iter().position(|item| item.any(&["by", "from", "in", "to"]));
    if let Some(at) = at.filter(|at| !(is_seen && behind[*at].is("from") && places(&behind[at + 1..]))) {
        let end = behind.len();
        if let Some(group) = coordinated(page, cast, &behind[at + 1..end]) {
            return group;
        }
        let issuer = behind[at + 1..end].iter().rev().find_map(|item| named(page, cast, item)).filter(|actor| {
            let medium = || {
                media::is_medium(cast.name(*actor))
                    || behind[at + 1..].iter().any(|item| item.any(&["newspaper", "daily", "magazine", "agency", "broadcaster"]))
            };
            if behind[at].is("in") { medium() } else { !(carried && media::is_medium(cast.name(*actor))) }
        });
        let described = || match (behind[at].is("by"), &behind[at + 1..]) {
            (true, [first, .., last]) if first.is("the") && last.tag.is_noun() => {
                match read_within(page, cast, first.span.to(last.span), depth.checked_sub(1)?) {
                    Reference::Actor(actor) => Some(actor).filter(|actor| !(carried && media::is_medium(cast.name(*actor)))),
                    _ => None,
                }
            }
            _ => None,
        };
        if let Some(issuer) = issuer.or_else(described) {
            cast.alias(&noun, issuer);
            return issuer;
        }
    }
    // A name in front of it.
    let front = words[..head].iter().rev().find_map(|item| named(page, cast, item));
    let issues = |actor: ActorId| {
        let adjacent = head.checked_sub(1).and_then(|before| named(page, cast, &words[before])) == Some(actor);
        media::is_medium(cast.name(actor)) || adjacent && cast.kind(actor) == ActorKind::Organization
    };
    if let Some(front) = front.filter(|front| issues(*front)) {
        cast.alias(&noun, front);
        return front;
    }
    let bare = words[..head]
        .iter()
        .all(|item| item.any(&["the", "this", "that", "its", "his", "her", "their", "news", "draft"]) || item.tag == Tag::Adjective);
    if bare
        && words[0].any(&["the", "this", "that", "its", "his", "her", "their"])
        && behind.is_empty()
        && let Some(known) =
            cast.described(&noun).or_else(|| cast.last_described(&noun)).or_else(|| issued(page, cast, &noun, words[0].span.start, depth))
    {
        return known;
    }
    let kind = if words[head].tag == Tag::Nouns { ActorKind::Group } else { ActorKind::Unnamed };
    let actor = cast.describe(&text_of(page, &words[..main_part(words)]), kind);
    cast.alias(&noun, actor);
    actor
}

/// Who put out the document that `the statement` points back to: `The ministry issued a statement.` Its words do not reach back before that sentence.
fn issued(page: &Page, cast: &mut Cast, noun: &str, before: usize, depth: usize) -> Option<ActorId> {
    const REACH: usize = 60;
    let depth = depth.checked_sub(1)?;
    let words = &page.text.words;
    let end = words.partition_point(|word| word.span.start < before);
    let words = &words[end.saturating_sub(REACH)..end];
    let at = (2..words.len()).rev().find(|at| words[*at].is(noun))?;
    let verb = (0..at).rev().take(3).find(|at| words[*at].any(&ISSUES) && words[*at].tag.is_finite())?;
    let article = words[verb + 1..at].iter().any(|word| word.any(&["a", "an", "its", "his", "her", "their"]));
    let opening = page.sentence_at(words[verb].span.start)?.span.start;
    let opening = words.partition_point(|word| word.span.start < opening);
    let (words, verb) = (&words[opening..], verb - opening);
    let subject = subject(words, &group(words, verb, 0)).filter(|_| article)?;
    let span = words[subject.range.start].span.to(words[subject.range.end - 1].span);
    match read_within(page, cast, span, depth) {
        Reference::Actor(actor) => {
            cast.alias(noun, actor);
            Some(actor)
        }
        _ => None,
    }
}
