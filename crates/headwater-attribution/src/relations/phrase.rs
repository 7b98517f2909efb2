//! Noun phrases and clause openings, found by the tags alone.

use std::ops::Range;

use crate::{tagger::Tag, text::Item};

/// Prepositions that join two noun phrases into one more often than not.
const JOINING: [&str; 21] = [
    "of",
    "at",
    "in",
    "for",
    "from",
    "with",
    "on",
    "to",
    "about",
    "between",
    "among",
    "against",
    "close",
    "near",
    "inside",
    "within",
    "behind",
    "familiar",
    "like",
    "including",
    "&",
];

/// Words for some that stand for themselves before a preposition: `those in favour of the dam`, `some on the council`.
pub const SOME: [&str; 7] = ["those", "some", "others", "many", "most", "few", "several"];

/// Conjunctions of circumstance, whose tags are often a preposition's.
const CIRCUMSTANCE: [&str; 8] = ["after", "before", "when", "while", "since", "because", "until", "once"];

/// Words in front of a noun that belong to its phrase.
fn modifies(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::Noun | Tag::Nouns | Tag::Name | Tag::Possessive | Tag::Genitive | Tag::Determiner | Tag::Adjective | Tag::Number | Tag::Other
    )
}

/// Whether a noun phrase can end with this word.
pub fn ends_phrase(item: &Item) -> bool {
    item.tag.is_noun()
        || item.tag == Tag::Other
        || (matches!(item.tag, Tag::Determiner | Tag::Adjective)
            && item.any(&[
                "some", "others", "other", "many", "both", "this", "that", "these", "those", "several", "few", "all", "most", "another",
                "one", "each",
            ]))
}

/// The noun phrase that ends before `end`: `officials at the ministry`, `the UK, France and Germany`.
/// It does not reach before `floor`.
pub fn phrase_before(items: &[Item], floor: usize, end: usize) -> Option<Range<usize>> {
    let last = end.checked_sub(1).filter(|last| *last >= floor)?;
    if items[last].is(".") {
        // The point of an abbreviation that the tokens keep apart.
        return phrase_before(items, floor, last).map(|phrase| phrase.start..end);
    }
    if items[last].is(")") {
        let open = (floor..last).rev().find(|at| items[*at].is("("))?;
        return phrase_before(items, floor, open).map(|phrase| phrase.start..end);
    }
    if !ends_phrase(&items[last]) {
        return None;
    }
    let mut start = last;
    if items[last].tag == Tag::Pronoun {
        return Some(last..end);
    }
    while start > floor {
        let at = start - 1;
        let (item, right) = (&items[at], &items[start]);
        if item.time && right.tag != Tag::Genitive && !items[start..end].iter().take(4).any(|next| next.time) {
            break;
        }
        let opens_new = matches!(right.tag, Tag::Determiner | Tag::Possessive | Tag::Pronoun) || right.tag == Tag::There;
        let joins = match item.tag {
            // `a statement | the ministry`: a second determiner opens a second phrase; `all the`, `both the` are one.
            _ if opens_new && item.tag.is_noun() => false,
            Tag::Pronoun => false,
            tag if modifies(tag) => true,
            // `had filed | new charges`: a verb and its object.
            Tag::PastParticiple if at > floor && items[at - 1].any(&["have", "has", "had"]) => false,
            Tag::PastParticiple | Tag::Ing => right.tag.is_noun() || right.tag == Tag::Adjective,
            Tag::Adverb => matches!(right.tag, Tag::Adjective | Tag::Number | Tag::Determiner) || right.any(&["more", "some"]),
            Tag::Preposition | Tag::To => {
                item.any(&JOINING)
                    && at > floor
                    && (items[at - 1].tag.is_noun()
                        || items[at - 1].any(&["familiar", "close"])
                        || items[at - 1].any(&SOME)
                        || items[at - 1].is(")"))
            }
            Tag::Coordinator => {
                let joins =
                    |before: &Item| ends_phrase(before) && before.tag != Tag::Pronoun || before.is(",") && ends_list(items, floor, at);
                item.any(&["and", "or"]) && at > floor && joins(&items[at - 1])
            }
            Tag::Mark => {
                item.any(&["&", "/"])
                    || item.is(".") && at > floor && items[at - 1].span.end == item.span.start && at + 1 < end && items[at - 1].capital
                    || item.is(",") && is_list(items, floor, at, end)
            }
            _ => false,
        };
        if !joins {
            break;
        }
        if item.is(",") {
            // A list: take its next member whole.
            match phrase_before(items, floor, at) {
                Some(member) => {
                    start = member.start;
                    continue;
                }
                None => break,
            }
        }
        start = at;
    }
    // `reported that | police believed`: before many, `that` is no article.
    let many = |at: usize| items[at].tag == Tag::Nouns || items[at].any(&["police", "people"]);
    while start < last
        && (matches!(items[start].tag, Tag::Coordinator | Tag::Preposition | Tag::Genitive)
            || items[start].any(&["also", "&"])
            || items[start].is("that") && many(last))
    {
        start += 1;
    }
    Some(start..end)
}

/// Whether the comma at `comma` separates members of a list (`A, B and C`) that ends before `end`.
fn is_list(items: &[Item], floor: usize, comma: usize, end: usize) -> bool {
    let rest = &items[comma + 1..end];
    let and = rest.iter().position(|item| item.any(&["and", "or"]));
    let short = and.is_some_and(|and| and <= 16 && rest[..and].iter().all(|item| modifies(item.tag) || item.is(",")));
    // `Since Vale took office, Arland and Bosk agreed`: the comma ends a clause of circumstance.
    let clause = (floor.saturating_sub(1)..comma).rev().take(25).take_while(|at| !items[*at].is(","));
    let clause = clause.into_iter().find(|at| items[*at].tag == Tag::Subordinator || items[*at].any(&CIRCUMSTANCE));
    let ends_clause = clause.is_some_and(|from| items[from..comma].iter().any(|item| item.tag.is_finite()));
    // `In a phone call, Vale and Lund agreed`: so it does a phrase of circumstance that opens the sentence.
    let ends_opening = items[0].tag == Tag::Preposition && !items[..comma].iter().any(|item| item.is(",") || item.tag.is_finite());
    short
        && !ends_clause
        && !ends_opening
        && comma > floor
        && items[comma - 1].tag.is_noun()
        && items[comma - 1].tag != Tag::Pronoun
        && !items[comma - 1].time
}

/// `Arland, Bosk, | and Tarn`: whether the conjunction, behind a comma of its own, comes before the last of several names. Of others it mostly opens a
/// clause: `It is a gull, a rare bird, and the keeper said …`.
fn ends_list(items: &[Item], floor: usize, and: usize) -> bool {
    let first = (floor..and - 1).rev().take(12).find(|at| !modifies(items[*at].tag));
    let are_names = |first: usize| items[first + 1..and - 1].iter().chain(items.get(and + 1)).all(|item| item.capital);
    first.is_some_and(|first| items[first].is(",") && are_names(first) && is_list(items, floor, first, and + 1))
}

/// The end of the noun phrase that begins at `start`, prepositional phrases left out; `start` itself where none begins.
pub fn phrase_after(items: &[Item], start: usize) -> usize {
    let mut at = start;
    let mut noun = false;
    while let Some(item) = items.get(at) {
        let before = at.checked_sub(1).filter(|_| at > start).map(|at| &items[at]);
        let go = match item.tag {
            Tag::Pronoun => {
                if at == start {
                    at += 1;
                }
                return at;
            }
            Tag::Determiner | Tag::Possessive => !noun || before.is_some_and(|item| item.any(&["all", "both", "half"])),
            Tag::Genitive => noun,
            Tag::Name => !(item.time || noun && before.is_some_and(|item| item.tag == Tag::Nouns)),
            Tag::Noun | Tag::Nouns | Tag::Number | Tag::Other => !item.time,
            // `the charges | baseless`: behind the noun only where another one follows.
            Tag::Adjective => {
                !item.time && (!noun || items.get(at + 1).is_some_and(|next| matches!(next.tag, Tag::Noun | Tag::Nouns | Tag::Name)))
            }
            // `a recently published authorized biography`
            Tag::PastParticiple | Tag::Ing => {
                let more =
                    |next: &Item| matches!(next.tag, Tag::PastParticiple | Tag::Past) && before.is_some_and(|item| item.tag == Tag::Adverb);
                !noun && items.get(at + 1).is_some_and(|next| modifies(next.tag) || more(next))
            }
            Tag::Past => {
                before.is_some_and(|item| item.tag == Tag::PastParticiple)
                    && items.get(at + 1).is_some_and(|next| next.tag.is_noun())
                    && !noun
            }
            Tag::Adverb => {
                !noun && items.get(at + 1).is_some_and(|next| matches!(next.tag, Tag::Adjective | Tag::Number | Tag::PastParticiple))
            }
            Tag::Coordinator => item.is("and") && noun && items.get(at + 1).is_some_and(|next| modifies(next.tag)),
            Tag::Mark => item.is("&"),
            _ => false,
        };
        if !go {
            break;
        }
        noun = match item.tag {
            Tag::Genitive | Tag::Coordinator => false,
            tag => tag.is_noun() || (noun && tag == Tag::Adjective),
        };
        at += 1;
    }
    at
}

/// The end of the noun phrase at `start` with its apposition and prepositional phrases: `John Doe, a professor at the university in Lund`.
pub fn full_phrase_after(items: &[Item], start: usize) -> usize {
    let end = widest_phrase_after(items, start);
    // `according to the mayor | and the council said`: another clause begins.
    let opens_clause = items.get(end).is_some_and(|item| item.tag.is_finite());
    let and = (start..end).rev().find(|at| items[*at].is("and")).filter(|at| opens_clause && *at > start);
    and.unwrap_or(end)
}

fn widest_phrase_after(items: &[Item], start: usize) -> usize {
    let mut end = phrase_after(items, start);
    while end > start {
        let Some(item) = items.get(end) else { break };
        let next = match item.tag {
            Tag::Preposition | Tag::To if item.any(&JOINING) && !item.time => phrase_after(items, end + 1),
            Tag::Mark if item.is("(") => items[end..].iter().position(|item| item.is(")")).map_or(end, |close| end + close + 1),
            Tag::Mark if item.is(",") => apposition_after(items, end),
            Tag::Coordinator if item.is("and") => phrase_after(items, end + 1),
            // `two officials familiar with the plan`
            Tag::Adjective
                if item.any(&["familiar", "close", "loyal", "critical", "opposed", "privy"])
                    && items.get(end + 1).is_some_and(|next| next.any(&["with", "to", "of"])) =>
            {
                phrase_after(items, end + 2)
            }
            _ => end,
        };
        if next <= end + 1 && !(item.is("(") && next > end) {
            break;
        }
        end = next;
    }
    end
}

/// The end of an apposition that the comma at `comma` opens; `comma` where it opens none.
fn apposition_after(items: &[Item], comma: usize) -> usize {
    let Some(first) = items.get(comma + 1) else { return comma };
    let opens = first.any(&["a", "an", "the", "who", "which", "whose"])
        || matches!(first.tag, Tag::Noun | Tag::Adjective | Tag::Name | Tag::Number | Tag::Possessive) && !first.time;
    if !opens {
        return comma;
    }
    if first.tag == Tag::Wh {
        // A relative clause runs to the next comma or mark.
        return items[comma + 1..].iter().position(|item| item.tag == Tag::Mark).map_or(items.len(), |at| comma + 1 + at);
    }
    let end = phrase_after(items, comma + 1);
    // `, he said`: a clause, no apposition.
    if items.get(end).is_some_and(|item| item.tag.is_finite()) { comma } else { end }
}

/// Whether a clause with its own subject begins at `start`: a noun phrase and then a finite verb. Gives the verb.
pub fn clause_at(items: &[Item], start: usize, end: usize) -> Option<usize> {
    let mut noun = false;
    let mut relative = false;
    // `said that was wrong`
    if items.get(start).is_some_and(|item| item.any(&["that", "this", "these", "those"]))
        && items.get(start + 1).is_some_and(|next| next.tag.is_finite())
    {
        return Some(start + 1);
    }
    let (mut comma, mut commas) = (start, 0);
    for at in start..end.min(start + 45).min(items.len()) {
        let item = &items[at];
        if item.is_quotation() {
            return None;
        }
        match item.tag {
            Tag::Modal | Tag::Past | Tag::Presents | Tag::Present if noun && !relative => {
                // A single comma between subject and verb parts two clauses, unless it belongs to a list.
                let parted = commas == 1 && !items[comma..at].iter().any(|item| item.any(&["and", "or", "&"]));
                return (!parted).then_some(at);
            }
            Tag::Modal | Tag::Past | Tag::Presents | Tag::Present if relative => relative = false,
            // A tag that is often wrong: `the ministry expected` reads as a participle before its object.
            Tag::PastParticiple
                if noun && !relative && items.get(at + 1).is_some_and(|next| matches!(next.tag, Tag::Determiner | Tag::Possessive)) =>
            {
                return Some(at);
            }
            Tag::Wh if at > start => relative = true,
            Tag::There => noun = true,
            Tag::Mark if item.is(",") => (comma, commas) = (at, commas + 1),
            Tag::Mark if item.any(&[";", ":", "?", "!"]) => return None,
            Tag::Mark if item.is(".") && at + 1 == end => return None,
            Tag::Subordinator if at > start && item.any(&["because", "if", "after", "before", "while", "although", "though"]) => {
                return None;
            }
            tag => noun |= tag.is_noun() || ends_phrase(item) || tag == Tag::Ing,
        }
    }
    None
}
