//! Attributions whose cue is a noun: `the ministry’s claim that …`, `assurances from Oslo that …`, `a threat to leave`.

use std::ops::Range;

use super::{
    Context, Relation, content,
    group::{Group, group},
    phrase::{clause_at, full_phrase_after, phrase_after, phrase_before},
    source,
};
use crate::{
    lexicon::{Frame, LEXICON, Noun},
    tagger::Tag,
    text::{Item, Region},
};

/// Finds the attributions of a region whose cue is a noun.
pub fn find(context: &Context, region: &Region, out: &mut Vec<Relation>) {
    let items = &region.items;
    for at in 0..items.len() {
        let item = &items[at];
        if !matches!(item.tag, Tag::Noun | Tag::Nouns | Tag::Base | Tag::Presents) {
            continue;
        }
        let Some(noun) = LEXICON.noun(&item.lower) else { continue };
        let Some((range, after)) = said(items, at, noun) else { continue };
        let Some(holder) = holder(items, at, &after) else { continue };
        let Some(content) = context.content(region, range) else { continue };
        if content.of(context.text).split_whitespace().count() < 2 {
            continue;
        }
        let denies = matches!(item.lower.as_str(), "denial" | "denials");
        out.push(Relation {
            source: Context::words(region, holder).into_iter().collect(),
            cue: Context::words(region, at..at + 1).into_iter().collect(),
            content: vec![content],
            act: noun.act,
            negated: denies,
        });
    }
}

/// What is said behind the noun, and the words between that name its holder or its audience.
fn said(items: &[Item], at: usize, noun: &Noun) -> Option<(Range<usize>, Range<usize>)> {
    let mut next = at + 1;
    // `assurances | from Oslo | that`, `the suggestion | made by the minister | that`
    for _ in 0..3 {
        let between = items.get(next).is_some_and(|item| {
            item.any(&["from", "by", "to", "among", "made", "issued"])
                && !(item.is("to") && items.get(next + 1).is_some_and(|next| next.tag == Tag::Base))
        });
        if !between {
            break;
        }
        let skip = usize::from(items[next].any(&["made", "issued"])) + 1;
        let end = phrase_after(items, next + skip);
        if end == next + skip {
            break;
        }
        next = end;
    }
    let after = at + 1..next;
    let item = items.get(next)?;
    let that = noun.frames.has(Frame::That);
    // `the bureau’s view is that …`
    if that && next == at + 1 && item.any(&["is", "was", "remains", "has"]) {
        let skip = usize::from(items.get(next + 1).is_some_and(|item| item.any(&["been"]) || item.tag == Tag::Adverb));
        let opens = next + 2 + skip;
        return items.get(opens - 1).is_some_and(|item| item.is("that")).then(|| (opens..content::end(items, opens, Tag::Presents), after));
    }
    let possessed = items.get(at.wrapping_sub(1)).is_some_and(|before| before.tag == Tag::Possessive);
    let opens = if item.is("that") && items.get(next + 1).is_some_and(|item| !item.tag.is_finite()) {
        that.then_some(next + 1)
    } else if item.tag == Tag::To && items.get(next + 1).is_some_and(|item| item.tag.is_verb() || item.tag == Tag::Adverb) {
        noun.frames.has(Frame::To).then_some(next)
    } else if next == at + 1 && noun.prepositions.iter().any(|preposition| item.is(preposition)) {
        let gerund = items.get(next + 1).is_some_and(|item| item.tag == Tag::Ing);
        (gerund || phrase_after(items, next + 1) > next + 1).then_some(next + 1)
    } else {
        // `his claim they had left`
        let bare = next == at + 1 && that && (item.any(&["it", "he", "she", "they"]) || item.tag == Tag::Name && possessed);
        bare.then_some(next)
    }?;
    let clause = items[opens - 1].is("that") || opens == at + 1 && item.tag != Tag::To;
    Some((opens..noun_content_end(items, at, opens, clause), after))
}

/// The clause that holds the noun goes on after what is said: `the claim that it sank | was wrong`, `the threat to leave | is new`.
fn noun_content_end(items: &[Item], noun: usize, start: usize, clause: bool) -> usize {
    let end = content::end(items, start, Tag::Other);
    // `After his threat to leave, | the council said`: the noun stands in a phrase that opens the sentence, whose own clause begins behind the comma.
    let opening = &items[..noun];
    let is_fronted = opening.first().is_some_and(|first| matches!(first.tag, Tag::Preposition | Tag::Subordinator))
        && !opening.iter().any(|item| item.tag.is_finite());
    let opens = |at: &usize| items[*at].is(",") && clause_at(items, at + 1, items.len()).is_some();
    let end = (start..end).filter(|_| is_fronted).find(opens).unwrap_or(end);
    content::before_verb(items, start..end, usize::from(clause))
}

/// Who makes the claim: the possessor before it, the name or adjective before it, `from` or `by` behind it, or the subject of the verb that governs it.
fn holder(items: &[Item], at: usize, after: &Range<usize>) -> Option<Range<usize>> {
    if let Some(by) = after.clone().find(|index| items[*index].any(&["from", "by", "among"])) {
        let end = full_phrase_after(items, by + 1).min(after.end);
        return Some(by + 1..end);
    }
    // The noun phrase that ends with the noun.
    let phrase = phrase_before(items, at.saturating_sub(14), at + 1)?;
    let genitive = phrase.clone().rev().find(|index| items[*index].tag == Tag::Genitive && *index < at);
    if let Some(genitive) = genitive {
        let start = items[phrase.start..genitive].iter().position(|item| !item.any(&["to", "of", "in", "on", "for", "with"])).unwrap_or(0);
        let inner = phrase_before(items, phrase.start + start, genitive)?;
        return Some(last_member(items, inner));
    }
    let own = phrase.clone().rev().take_while(|index| !matches!(items[*index].tag, Tag::Preposition | Tag::To)).last()?;
    if let Some(possessive) = (own..at).find(|index| items[*index].tag == Tag::Possessive) {
        return Some(possessive..possessive + 1);
    }
    if let Some(name) =
        (own..at).find(|index| items[*index].tag == Tag::Name || items[*index].tag == Tag::Adjective && items[*index].capital)
    {
        let end = (name..at).take_while(|index| items[*index].capital && !items[*index].any(&["the"])).last()? + 1;
        return Some(name..end);
    }
    governing_subject(items, phrase.start)
}

/// The last of several joined phrases: `the plan and the ministry’s claim` → `the ministry`.
fn last_member(items: &[Item], range: Range<usize>) -> Range<usize> {
    let cut = range.clone().rev().find(|at| items[*at].tag == Tag::Coordinator || items[*at].is(","));
    cut.map_or(range.clone(), |at| at + 1..range.end)
}

/// Verbs that hand a saying out: their subject is its holder.
const LIGHT: &[&str] = &[
    "issue",
    "issued",
    "issues",
    "make",
    "made",
    "makes",
    "making",
    "deliver",
    "delivered",
    "express",
    "expressed",
    "expresses",
    "expressing",
    "voice",
    "voiced",
    "raise",
    "raised",
    "renew",
    "renewed",
    "gave",
    "give",
    "given",
    "giving",
    "has",
    "have",
    "had",
    "sent",
    "published",
    "released",
    "abandoned",
    "sees",
    "see",
    "saw",
];

/// The subject of the verb of which the phrase at `start` is the object.
fn governing_subject(items: &[Item], start: usize) -> Option<Range<usize>> {
    let verb = start.checked_sub(1)?;
    let verb = if items[verb].tag == Tag::Adverb { verb.checked_sub(1)? } else { verb };
    if !items[verb].any(LIGHT) {
        return None;
    }
    let found: Group = group(items, verb, 0);
    if found.passive {
        return None;
    }
    source::subject(items, &found).map(|subject| subject.range)
}
