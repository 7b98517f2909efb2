//! What is said before a verb: `“…,” she said`, `…, said the ministry`.

use std::ops::Range;

use super::{
    content,
    group::Group,
    phrase::{clause_at, full_phrase_after, phrase_after},
    source::{Bond, Subject},
};
use crate::{
    lexicon::{Frame, LEXICON, Verb},
    tagger::Tag,
    text::Item,
};

/// The subject behind the verb: `“…,” said Ann Lund, a lawyer in Oslo`.
pub fn inverted(items: &[Item], entry: &Verb, group: &Group) -> Option<Subject> {
    let verb = group.verb;
    // `“…,” raged the mayor`: taken for a word of saying, whatever the tagger makes of it.
    let manner = entry.lemma == "say" && items[verb].lower.ends_with("ed");
    if !entry.frames.has(Frame::Parenthetical)
        || !manner && !matches!(items[verb].tag, Tag::Past | Tag::PastParticiple | Tag::Presents | Tag::Present | Tag::Nouns)
    {
        return None;
    }
    if group.range.start != verb {
        return None;
    }
    let start = group.range.end;
    if verb == 0 {
        // `Said Lund: “…”`
        let end = full_phrase_after(items, start);
        let quotes = items.get(end).is_some_and(|item| item.any(&[":", ","])) && items.get(end + 1).is_some_and(Item::is_quotation);
        return (end > start && quotes).then_some(Subject { range: start..end, bond: Bond::Direct });
    }
    let before = verb.checked_sub(1).map(|at| &items[at])?;
    if !(before.is_quotation() || before.any(&[",", "—", "–", "--"])) {
        return None;
    }
    let first = items.get(start)?;
    let quoted = before.is_quotation() || verb >= 2 && items[verb - 2].is_quotation();
    if first.tag == Tag::Pronoun && !quoted || first.time {
        return None;
    }
    let end = full_phrase_after(items, start);
    if end == start {
        return None;
    }
    let head = phrase_after(items, start);
    let finite_next = items.get(head).is_some_and(|item| item.tag.is_finite());
    if quoted {
        // `“…,” says he knows`: only a pronoun before its verb makes a clause here.
        if first.tag == Tag::Pronoun && finite_next {
            return None;
        }
        // `said the statement attributed to Lund`
        let participle = items.get(end).is_some_and(|item| matches!(item.tag, Tag::Past | Tag::PastParticiple | Tag::Ing));
        let end = if participle { (end..items.len()).find(|at| items[*at].tag == Tag::Mark).unwrap_or(items.len()) } else { end };
        return Some(Subject { range: start..end, bond: Bond::Direct });
    }
    // `The minister, a lawyer, said the port would close`: a clause follows, nothing is inverted.
    let mark = (start..items.len()).find(|at| items[*at].tag == Tag::Mark).unwrap_or(items.len());
    if finite_next || clause_at(items, start, mark).is_some() {
        return None;
    }
    Some(Subject { range: start..end, bond: Bond::Direct })
}

/// What is said before `edge`: a quotation, or the clause up to the comma.
pub fn content_before(items: &[Item], edge: usize) -> Option<Range<usize>> {
    let edge = lead(items, edge);
    let last = edge.checked_sub(1)?;
    if items[last].is_quotation() {
        return Some(last..edge);
    }
    let comma = items[last].any(&[",", "—", "–", "--", "?", "!"]);
    if !comma {
        return None;
    }
    let end = last;
    if end.checked_sub(1).is_some_and(|at| items[at].is_quotation()) && !clause_before(items, end - 1) {
        return Some(end - 1..end);
    }
    let mut start = (0..end).rev().find(|at| items[*at].is(";")).map_or(0, |at| at + 1);
    while start < end && (items[start].tag == Tag::Mark && !items[start].is("(") || items[start].any(&["and", "but"])) {
        start += 1;
    }
    let finite = items[start..end]
        .iter()
        .any(|item| item.tag.is_finite() || item.tag == Tag::Base || item.tag == Tag::PastParticiple || item.tag == Tag::Ing);
    // `After the talks, officials said` leaves nothing that could be said.
    let adverbial = items.get(start).is_some_and(|item| {
        matches!(item.tag, Tag::Preposition | Tag::Ing | Tag::PastParticiple | Tag::Adverb | Tag::Subordinator | Tag::Wh)
            && !counts(items, start)
            || item.time
    });
    let clause = clause_at(items, start + usize::from(counts(items, start)), end).is_some()
        || !adverbial && items[start..end].iter().any(|item| item.tag.is_finite())
        || items[start].is_quotation()
        || adverbial && items[start..end].iter().any(|item| item.is(",")) && has_main_clause(items, start, end);
    (finite && end > start + 2 && clause).then_some(start..end)
}

/// Whether after an opening adverbial and its comma a clause begins.
fn has_main_clause(items: &[Item], start: usize, end: usize) -> bool {
    (start..end).filter(|at| items[*at].is(",")).any(|comma| clause_at(items, comma + 1, end).is_some())
}

fn clause_before(items: &[Item], quote: usize) -> bool {
    items[..quote].iter().rev().take_while(|item| !item.is_quotation() && !item.is(";")).any(|item| item.tag.is_finite())
}

/// Steps left over words that lead in a clause: `“…,” but however | she said`.
fn lead(items: &[Item], from: usize) -> usize {
    let mut at = from;
    while at > 0 && (items[at - 1].tag == Tag::Adverb || items[at - 1].any(&["and", "but"])) {
        at -= 1;
    }
    at
}

/// Whether a quotation belongs to a cue in front of it: `She said: “…”`.
fn led_in(items: &[Item], quote: usize) -> bool {
    let Some(before) = quote.checked_sub(1).map(|at| &items[at]) else { return false };
    before.is(":") || LEXICON.is_verb(&before.lower) && before.tag.is_verb() || before.is("that")
}

/// `about a dozen`, `more than 40`: an adverb or preposition that opens a number and no adverbial.
fn counts(items: &[Item], at: usize) -> bool {
    items[at].any(&[
        "about", "around", "over", "under", "nearly", "almost", "roughly", "some", "up", "at", "more", "fewer", "less", "only", "just",
        "as",
    ]) && items[at + 1..].iter().take(3).any(|item| item.tag == Tag::Number || item.any(&["a", "half", "dozens", "hundreds", "thousands"]))
        && !items[at + 1..].iter().take(3).any(|item| item.tag == Tag::Noun && item.any(&["result", "time", "meeting"]))
}

/// The quotation right before the clause that begins at `edge`, where no cue of its own leads it in.
pub fn quotation_before(items: &[Item], edge: usize) -> Option<usize> {
    let edge = lead(items, edge);
    let last = edge.checked_sub(1)?;
    let quote = if items[last].is(",") { last.checked_sub(1)? } else { last };
    (items[quote].is_quotation() && !led_in(items, quote)).then_some(quote)
}

/// `Acts of protest, | she said, | are acts of patriotism`: what is said on both sides of a cue that stands inside it.
/// `edge` is where the inserted clause begins, `end` where it ends.
pub fn content_around(items: &[Item], edge: usize, end: usize, tense: Tag) -> Option<[Range<usize>; 2]> {
    let comma = edge.checked_sub(1)?;
    let dash = items[comma].any(&["—", "–", "--"]);
    if !(items[comma].is(",") || dash)
        || !items.get(end).is_some_and(|item| if dash { item.lower == items[comma].lower } else { item.is(",") })
    {
        return None;
    }
    let mut start = (0..comma).rev().find(|at| items[*at].is(";") || items[*at].is_quotation()).map_or(0, |at| at + 1);
    while start < comma && (items[start].tag == Tag::Mark || items[start].any(&["and", "but"])) {
        start += 1;
    }
    if start == comma {
        return None;
    }
    let next = items.get(end + 1)?;
    if next.is_quotation() {
        return None;
    }
    let subordinate = items[start].any(&["if", "when", "while", "although", "though", "because", "once", "unless", "until", "since", "as"]);
    let whole = !subordinate && clause_at(items, start, comma).is_some();
    let right = end + 1..content::end(items, end + 1, tense);
    let finite = items[right.clone()].iter().any(|item| item.tag.is_finite());
    // After half a clause the rest must follow; after a whole one only what hangs on it.
    let goes_on = if whole {
        next.is("that") || next.is("and") && finite && items.get(end + 2).is_some_and(|item| item.is("that"))
    } else {
        finite || next.tag == Tag::Base
    };
    goes_on.then_some([start..comma, right])
}
