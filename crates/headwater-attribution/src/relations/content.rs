//! What is said: where it begins after a cue, and where it ends.

use std::ops::Range;

use headwater_core::Span;
use headwater_language::Quotation;

use super::{
    group::{group, is_auxiliary},
    phrase::{clause_at, phrase_after},
    source::before_adverbials,
};
use crate::{
    lexicon::{Frame, LEXICON},
    tagger::Tag,
    text::{Item, Role},
};

/// The first of two subjects of a clause has so many words at most, the word that opens the clause among them.
const PHRASE: usize = 6;

/// Where what is said ends, that begins at `start` and belongs to a verb of tense `matrix`. Never beyond the region.
pub fn end(items: &[Item], start: usize, matrix: Tag) -> usize {
    let mut verb: Option<Tag> = None;
    let mut at = start;
    while at < items.len() {
        let item = &items[at];
        if item.is_quotation() && at > start {
            return at;
        }
        if verb.is_none() && item.tag.is_finite() {
            verb = Some(item.tag);
        }
        // Nothing ends between the words of one short quotation.
        let amid = at > start
            && item.quoted.is_some()
            && [items.get(at - 1), items.get(at + 1)].iter().all(|next| next.is_some_and(|next| next.quoted == item.quoted));
        let stop = match item.tag {
            _ if amid => false,
            Tag::Mark if item.is(",") => at > start && comma_ends(items, start, at, matrix, verb),
            Tag::Mark if item.any(&[";", "?", "!"]) => true,
            Tag::Mark if item.is(".") => at + 1 == items.len() || items[at + 1].span.start > item.span.end,
            Tag::Mark if item.is(":") => items.get(at + 1).is_none_or(Item::is_quotation),
            Tag::Mark if item.any(&["—", "–", "--"]) => {
                // A pair of dashes is a parenthesis inside; one alone ends it.
                match items[at + 1..].iter().take(30).position(|next| next.any(&["—", "–", "--"])) {
                    Some(close) => {
                        at += close + 1;
                        false
                    }
                    None => true,
                }
            }
            Tag::Mark if item.is("(") => {
                at += items[at..].iter().position(|next| next.is(")")).unwrap_or(0);
                false
            }
            Tag::Mark if item.is(")") => true,
            // `said “they are here” after the talks broke off`: the present of what is said cannot come after a past.
            Tag::Subordinator | Tag::Preposition if at > start && verb.is_some() && item.any(&["after", "before", "when", "as"]) => {
                matrix == Tag::Past
                    && matches!(verb, Some(Tag::Presents | Tag::Present))
                    && clause_at(items, at + 1, items.len()).is_some_and(|next| items[next].tag == Tag::Past && next < at + 9)
            }
            // `agreed to wait after a diver said the wreck had moved`: what others said then is the writer's to tell.
            Tag::Subordinator | Tag::Preposition if at > start && item.any(&["after", "while"]) && verb.is_none() => {
                let said =
                    |at: usize| items[at].tag == Tag::Past && LEXICON.verbs(&items[at].lower).any(|verb| verb.frames.has(Frame::Clause));
                matrix == Tag::Past && clause_at(items, at + 1, items.len()).is_some_and(|next| said(next) && next < at + 9)
            }
            Tag::Coordinator if at > start && item.any(&["and", "but"]) => coordination_ends(items, start, at, matrix, verb),
            _ => false,
        };
        if stop {
            return at;
        }
        at += 1;
    }
    items.len()
}

/// The end of what is said in `range` where its own clause holds no more than `verbs` finite verbs: before the next one that no clause inside opens.
pub fn before_verb(items: &[Item], range: Range<usize>, verbs: usize) -> usize {
    let mut seen = 0;
    let mut at = range.start;
    while at < range.end {
        let item = &items[at];
        if item.tag.is_finite() {
            let inside = items[range.start..at]
                .iter()
                .any(|item| matches!(item.tag, Tag::Wh | Tag::Subordinator | Tag::Coordinator) || item.is("that") || item.is(","));
            // `echoing words | he has used`: a relative clause without a pronoun of its own.
            let is_contact =
                at >= range.start + 2 && item.tag.is_finite() && items[at - 1].tag == Tag::Pronoun && items[at - 2].tag.is_noun();
            seen += 1;
            if seen > verbs && !inside && !is_contact {
                return before_adverbials(items, at).max(range.start + 1);
            }
            // The rest of its verb group.
            while items.get(at + 1).is_some_and(|next| next.tag.is_verb() && !next.tag.is_finite() || next.tag == Tag::Adverb) {
                at += 1;
            }
        }
        at += 1;
    }
    range.end
}

/// Words that begin a clause about the saying rather than about what is said.
const ADJUNCTS: &[&str] = &[
    "but",
    "although",
    "though",
    "while",
    "whereas",
    "yet",
    "after",
    "before",
    "when",
    "as",
    "following",
    "despite",
    "amid",
    "hours",
    "days",
    "weeks",
    "according",
    "in",
    "prompting",
    "during",
    "citing",
];

/// Whether what is said ends at the comma.
fn comma_ends(items: &[Item], start: usize, comma: usize, matrix: Tag, verb: Option<Tag>) -> bool {
    let Some(next) = items.get(comma + 1) else { return true };
    if next.tag.is_finite()
        && !items[start..comma].iter().rev().take(25).take_while(|item| !item.is(",")).any(|item| item.tag == Tag::Wh)
        && !inside_parenthesis(items, comma)
    {
        return true;
    }
    // `picked Berg, 44, as its envoy`
    if next.is("as") && comma >= 2 && items[comma - 1].tag == Tag::Number && items[comma - 2].is(",") {
        return false;
    }
    // `…, with the minister arguing that …`: another speaks.
    let speaks = |item: &Item| item.tag == Tag::Ing && LEXICON.verbs(&item.lower).any(|verb| verb.frames.has(Frame::Clause));
    if next.is("with") && items[comma + 2..].iter().take(9).take_while(|item| item.tag != Tag::Mark).any(speaks) {
        return true;
    }
    // `…, even after the talks broke off`
    let even = next.is("even") && items.get(comma + 2).is_some_and(|item| item.any(&["as", "though", "after", "when", "before", "if"]));
    if even || next.is_quotation() || next.any(ADJUNCTS) && !closes_later(items, comma) {
        return true;
    }
    if next.tag == Tag::Coordinator {
        return coordination_ends(items, start, comma + 1, matrix, verb)
            || clause_follows(items, comma + 2) && !items.get(comma + 2).is_some_and(|item| item.is("that"));
    }
    // `…, adding that …`
    let participle = comma + 1 + usize::from(next.tag == Tag::Adverb);
    if items
        .get(participle)
        .is_some_and(|item| item.lower.ends_with("ing") && LEXICON.is_verb(&item.lower) && !LEXICON.is_document(&item.lower))
    {
        return true;
    }
    parenthesis_at(items, comma + 1) || time_clause_at(items, comma + 1)
}

/// `…, a day after the talks broke off`: when it was said, not what.
fn time_clause_at(items: &[Item], start: usize) -> bool {
    const UNITS: [&str; 16] = [
        "day", "days", "week", "weeks", "month", "months", "year", "years", "hour", "hours", "minutes", "moments", "shortly", "just",
        "decade", "decades",
    ];
    let head = items[start..].iter().take(5).position(|item| item.any(&["after", "before", "since"]));
    head.is_some_and(|at| at > 0 && items[start..start + at].iter().any(|item| item.any(&UNITS)))
}

/// Whether the comma closes an apposition that opened inside what is said: `the minister, a lawyer, | was wrong`.
fn inside_parenthesis(items: &[Item], comma: usize) -> bool {
    let Some(open) = items[..comma].iter().rposition(|item| item.is(",") || item.tag.is_finite()) else { return false };
    items[open].is(",") && comma - open <= 14
}

/// Whether an adjunct that the comma opens is closed by another comma and so stands inside: `…, in his words, …`.
fn closes_later(items: &[Item], comma: usize) -> bool {
    let next = &items[comma + 1];
    if next.any(&["but", "although", "though", "while", "whereas", "yet", "after", "before", "when", "according", "citing"]) {
        return false;
    }
    items[comma + 1..].iter().take(14).any(|item| item.is(","))
}

fn clause_follows(items: &[Item], start: usize) -> bool {
    clause_at(items, start, items.len()).is_some()
}

/// Whether an attribution stands at `start` that belongs to what stands before it: `…, officials said`, `…, said the minister`.
pub fn parenthesis_at(items: &[Item], start: usize) -> bool {
    let inverted = items.get(start).is_some_and(|item| item.tag.is_verb() && is_parenthetical(&item.lower));
    let phrase = phrase_after(items, start);
    let mut verb = phrase;
    // Appositions and helpers may stand between: `…, a spokesman for the ministry said`.
    while items.get(verb).is_some_and(|item| {
        matches!(item.tag, Tag::Preposition | Tag::Adverb) || item.time || is_auxiliary(item) || phrase_after(items, verb) > verb
    }) && verb < start + 14
    {
        verb = phrase_after(items, verb).max(verb + 1);
    }
    let regular = phrase > start && items.get(verb).is_some_and(|item| item.tag.is_verb() && is_parenthetical(&item.lower));
    if !(inverted || regular) {
        return false;
    }
    let behind = if inverted { phrase_after(items, start + 1) } else { verb + 1 };
    !complement_follows(items, behind)
}

fn is_parenthetical(form: &str) -> bool {
    LEXICON.verbs(form).any(|entry| entry.frames.has(Frame::Parenthetical))
}

/// Whether something that could be said stands at `at`: a clause, `that`, a quotation.
pub fn complement_follows(items: &[Item], at: usize) -> bool {
    let at = skip_adjuncts(items, at);
    let Some(item) = items.get(at) else { return false };
    if item.is_quotation() || item.is("that") {
        return true;
    }
    if item.any(&[",", ":"]) {
        return items.get(at + 1).is_some_and(Item::is_quotation);
    }
    item.tag != Tag::Mark
        && !matches!(item.tag, Tag::Preposition | Tag::Subordinator | Tag::Coordinator)
        && clause_at(items, at, items.len()).is_some_and(|verb| verb < at + 14)
}

/// Words for the ways in which something is said: `in a statement`, `at a news conference`.
const MEDIA: [&str; 36] = [
    "statement",
    "interview",
    "speech",
    "tweet",
    "tweets",
    "email",
    "e-mail",
    "post",
    "message",
    "letter",
    "memo",
    "report",
    "briefing",
    "conference",
    "call",
    "address",
    "remarks",
    "video",
    "release",
    "blog",
    "column",
    "article",
    "text",
    "note",
    "testimony",
    "hearing",
    "press",
    "debate",
    "rally",
    "appearance",
    "twitter",
    "facebook",
    "television",
    "radio",
    "tv",
    "introduction",
];

/// Steps over expressions of time and of the way of saying: `said | on Tuesday in a statement | that`.
pub fn skip_adjuncts(items: &[Item], from: usize) -> usize {
    let mut at = from;
    loop {
        let Some(item) = items.get(at) else { return at };
        if item.time || item.tag == Tag::Adverb && is_manner(item) && items.get(at + 1).is_none_or(|next| next.tag != Tag::Adjective) {
            at += 1;
            continue;
        }
        // `on Tuesday`, `late on the Friday`
        if matches!(item.tag, Tag::Preposition | Tag::Determiner) && items.get(at + 1).is_some_and(|next| next.time) {
            at += 1;
            continue;
        }
        if item.is(",")
            && let Some(that) = that_behind_apposition(items, at)
        {
            return that;
        }
        if !matches!(item.tag, Tag::Preposition | Tag::To | Tag::Subordinator) || item.is("that") {
            return at;
        }
        let mut end = phrase_after(items, at + 1);
        if end == at + 1 {
            return at;
        }
        // `in a statement to reporters in Oslo published on Tuesday by the agency | that`
        let phrase = &items[at + 1..end];
        let known = phrase.iter().any(|item| item.time || item.any(&MEDIA));
        if items.get(end).is_some_and(|next| next.is(","))
            && let Some(that) = that_behind_apposition(items, end)
        {
            return that;
        }
        let next = items.get(end);
        let clause = next.is_some_and(|next| matches!(next.tag, Tag::Pronoun | Tag::Determiner | Tag::Name))
            && clause_at(items, end, items.len()).is_some_and(|verb| verb <= end + 6);
        let then_said = clause && from > 0 && !item.any(&["of", "to"])
            || next.is_some_and(|next| next.is("that") || next.is_quotation() || next.is(":"))
            || next.is_some_and(|next| next.is(",")) && items.get(end + 1).is_some_and(Item::is_quotation);
        if !known
            && !then_said
            && !next.is_some_and(|next| matches!(next.tag, Tag::Preposition) && reaches_that(items, end))
            && !reaches_that(items, end)
        {
            return at;
        }
        if !known && clause_at(items, at + 1, end + 1).is_some() && !then_said {
            return at;
        }
        if reaches_that(items, end) {
            end = items[end..].iter().position(|item| item.is("that")).map_or(end, |offset| end + offset);
        }
        at = end;
    }
}

/// `said in Tarn, the capital, | that`: the `that` behind an apposition which the comma opens.
pub fn that_behind_apposition(items: &[Item], comma: usize) -> Option<usize> {
    let close = (comma + 1..items.len().min(comma + 14)).find(|at| items[*at].is(",") || items[*at].tag.is_finite())?;
    (items[close].is(",") && items.get(close + 1).is_some_and(|item| item.is("that"))).then_some(close + 1)
}

/// Adverbs of the saying rather than of what is said.
fn is_manner(item: &Item) -> bool {
    item.lower.ends_with("ly") && !item.any(&["only", "nearly", "roughly", "early"])
        || item.any(&[
            "also",
            "later",
            "earlier",
            "then",
            "again",
            "afterwards",
            "afterward",
            "instead",
            "there",
            "once",
            "twice",
            "often",
            "always",
            "first",
            "ago",
        ])
}

/// Whether `that` follows before any clause or comma does.
fn reaches_that(items: &[Item], from: usize) -> bool {
    items[from.min(items.len())..]
        .iter()
        .take(14)
        .take_while(|item| {
            !item.tag.is_finite() && !item.is(",") && !item.is_quotation() && !matches!(item.tag, Tag::Pronoun | Tag::Wh) || item.is("that")
        })
        .any(|item| item.is("that"))
}

/// Whether the coordination at `at` (its `and` or `but`) leaves what is said, which begins at `start`, and goes back to who said it.
fn coordination_ends(items: &[Item], start: usize, at: usize, matrix: Tag, inner: Option<Tag>) -> bool {
    let mut next = at + 1;
    while items.get(next).is_some_and(|item| item.tag == Tag::Adverb || item.time) {
        next += 1;
    }
    let Some(item) = items.get(next) else { return false };
    // `… but in the past he has sold`: a clause with a pronoun of its own tells of the speaker again.
    if items[at].is("but") {
        let pronoun = items[next..].iter().take(5).position(|item| item.any(&["he", "she", "they", "it"]));
        if pronoun.is_some_and(|offset| items.get(next + offset + 1).is_some_and(|item| item.tag.is_finite())) {
            return true;
        }
    }
    let after_comma = at > 0 && items[at - 1].is(",");
    if items[at].is("but") && after_comma {
        return true;
    }
    // … and where another verb joins the cue's.
    if inner.is_none() && matrix.is_finite() && item.tag == matrix && !is_auxiliary(item) {
        return true;
    }
    // `the guide tells that Sundal, Orm and Kell are islands`: the last of a list.
    let lists = item.tag == Tag::Name && at >= 2 && items[at - 1].tag == Tag::Name && items[at - 2].is(",");
    if lists && inner.is_none() {
        return false;
    }
    // `a plan that Orm and Kell will present`: both do.
    let relates = |item: &Item| item.tag == Tag::Wh || item.is("that");
    if inner.is_none() && items[start..at].iter().rev().take(PHRASE).any(relates) {
        return false;
    }
    // A noun phrase that is said ends where a clause is joined to the one around it.
    let subject = matches!(item.tag, Tag::Name | Tag::Pronoun | Tag::Determiner | Tag::Possessive);
    if inner.is_none() && matrix.is_finite() && subject && clause_at(items, next, items.len()).is_some_and(|verb| verb < next + 8) {
        return true;
    }
    if !item.tag.is_finite() {
        return false;
    }
    let verb = if is_auxiliary(item) {
        (next..items.len().min(next + 5)).find(|index| items[*index].tag.is_verb() && !is_auxiliary(&items[*index])).unwrap_or(next)
    } else {
        next
    };
    // `would sail and said`: a past tense cannot go with a modal or a present.
    let clash = item.tag == Tag::Past
        && matrix == Tag::Past
        && inner.is_some_and(|inner| matches!(inner, Tag::Modal | Tag::Presents | Tag::Present))
        && !is_auxiliary(item);
    let says = LEXICON.verbs(&items[verb].lower).next().is_some();
    let opens = says && {
        let end = group(items, verb, 0).range.end;
        let end = skip_adjuncts(items, end);
        items.get(end).is_some_and(|item| {
            item.is("that") || item.is_quotation() || item.is(",") && items.get(end + 1).is_some_and(Item::is_quotation)
        })
    };
    clash || opens || (after_comma && item.tag == matrix && says) || (items[at].is("but") && item.tag == matrix)
}

/// The words of items as a span of text: marks at the ends dropped, the marks of short quotations that begin or end there taken along.
pub fn span(text: &str, items: &[Item], range: Range<usize>, quotations: &[Quotation], roles: &[Role]) -> Option<Span> {
    let (mut start, mut end) = (range.start, range.end.min(items.len()));
    while start < end
        && items[start].tag == Tag::Mark
        && !items[start].is_quotation()
        && !items[start].any(&["(", "$", "£", "€", "#", "@", "…", "..."])
    {
        start += 1;
    }
    while start < end && items[end - 1].tag == Tag::Mark && !items[end - 1].is_quotation() && !items[end - 1].any(&[")", "%", "…"]) {
        end -= 1;
    }
    if start >= end {
        return None;
    }
    if end - start == 1
        && let Some(index) = items[start].quotation
    {
        return Some(inner(text, &quotations[index]));
    }
    let mut span = items[start].span.to(items[end - 1].span);
    // Quotations stand in the order of their beginnings.
    let first = quotations.partition_point(|quotation| quotation.span.start + 3 < span.start);
    let last = quotations.partition_point(|quotation| quotation.span.start <= span.end);
    for (quotation, role) in quotations[first..last.max(first)].iter().zip(&roles[first..]) {
        if *role == Role::Whole || quotation.nested {
            continue;
        }
        let words = quotation.inner.trim(text);
        // Only a quotation that lies inside with all its words takes its marks along.
        let begins = words.start >= span.start;
        let ends = words.trim_matches(text, |c| c.is_whitespace() || matches!(c, ',' | '.' | ';' | ':' | '?' | '!')).end <= span.end;
        if begins && ends && words.start < span.end {
            span = span.to(quotation.span);
        }
    }
    // A quotation that is all of it gives up its marks.
    if let Some(quotation) = quotations[first.saturating_sub(1)..last.max(first)].iter().find(|quotation| quotation.span == span) {
        span = inner(text, quotation);
    }
    Some(span)
}

/// What stands between the marks, without the comma that leads back to the writer's sentence.
pub fn inner(text: &str, quotation: &Quotation) -> Span {
    let words = quotation.inner.trim(text);
    let bare = words.trim_matches(text, |c| c.is_whitespace() || c == ',');
    Span::new(words.start, bare.end.max(words.start))
}
