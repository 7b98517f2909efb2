//! Attributions whose cue is no verb: `according to`, `in the ministry’s view`, `reportedly`.

use std::ops::Range;

use headwater_core::Act;

use super::{
    Context, Relation, content,
    phrase::{full_phrase_after, phrase_after},
};
use crate::{
    lexicon::LEXICON,
    tagger::Tag,
    text::{Item, Region},
};

/// Finds the attributions of a region whose cue is a preposition or an adverb.
pub fn find(context: &Context, region: &Region, out: &mut Vec<Relation>) {
    let items = &region.items;
    for at in 0..items.len() {
        let item = &items[at];
        if item.is("according") && items.get(at + 1).is_some_and(|next| next.is("to")) {
            according(context, region, at..at + 2, out);
        } else if item.any(&["per"]) && at > 0 && items[at - 1].is(",") {
            according(context, region, at..at + 1, out);
        } else if item.is("in") && view_at(items, at).is_some() {
            view(context, region, at, out);
        } else if item.any(&["reportedly", "allegedly", "supposedly", "purportedly"]) {
            adverb(context, region, at, out);
        }
    }
}

/// `According to the ministry, …`, `…, according to the ministry`.
fn according(context: &Context, region: &Region, cue: Range<usize>, out: &mut Vec<Relation>) {
    let items = &region.items;
    let start = cue.end;
    let mut end = full_phrase_after(items, start);
    if end == start {
        return;
    }
    // `according to a study by Ann Lund`
    if items.get(end).is_some_and(|item| item.is("by")) && source_act(items, start..end) == Act::Document {
        end = full_phrase_after(items, end + 1).max(end);
    }
    let opening = items[..cue.start]
        .iter()
        .all(|item| item.tag == Tag::Mark && !item.is_quotation() || item.tag == Tag::Coordinator || item.tag == Tag::Adverb)
        || cue.start > 0 && items[cue.start - 1].any(&["but", "and", ";", "that"])
        || cue.start > 1 && items[cue.start - 1].is(",") && items[cue.start - 2].is("that");
    // In front, the source ends at the comma before the clause: an apposition does not swallow it.
    if opening {
        let comma = (start..items.len()).find(|at| items[*at].is(",") && !inside_apposition(items, start, *at));
        let Some(comma) = comma else { return };
        end = comma;
    }
    let range = if opening {
        let from = end + 1;
        from..content::end(items, from, Tag::Past)
    } else {
        let Some(range) = before(items, cue.start) else { return };
        range
    };
    let Some(content) = context.content(region, range) else { return };
    // `according to the agency, quoting two officials`: those are another voice.
    let quotes = (start..end).find(|at| items[*at].is(",") && items.get(at + 1).is_some_and(|next| next.any(&["citing", "quoting"])));
    let end = quotes.unwrap_or(end);
    let source = Context::words(region, start..end);
    let act = source_act(items, start..end);
    let cue = Context::words(region, cue);
    out.push(Relation {
        source: source.into_iter().collect(),
        cue: cue.into_iter().collect(),
        content: vec![content],
        act,
        negated: false,
    });
}

/// Whether the comma at `comma` opens an apposition to the phrase at `start` and does not lead to the clause.
fn inside_apposition(items: &[Item], start: usize, comma: usize) -> bool {
    if comma == start {
        return false;
    }
    let Some(next) = items.get(comma + 1) else { return false };
    if !(next.any(&["a", "an", "the", "who", "which", "citing", "quoting", "and"]) || next.tag == Tag::Number) {
        return false;
    }
    // It does where another comma closes it and a clause follows that one, not this.
    let Some(close) = items[comma + 1..].iter().take(25).position(|item| item.is(",")) else { return false };
    let inner = &items[comma + 1..comma + 1 + close];
    next.any(&["who", "which", "and", "citing", "quoting"]) || !inner.iter().any(|item| item.tag.is_finite())
}

/// What stands before the cue at `cue`: the clause up to its comma, or the quotation.
fn before(items: &[Item], cue: usize) -> Option<Range<usize>> {
    let mut end = cue;
    while end > 0 && (items[end - 1].any(&[",", "—", "–", "("]) || items[end - 1].tag == Tag::Adverb) {
        end -= 1;
    }
    let last = end.checked_sub(1)?;
    if items[last].is_quotation() {
        return Some(last..end);
    }
    let floor = (0..end).rev().find(|at| items[*at].is(";")).map_or(0, |at| at + 1);
    let mut start = floor;
    while start < end && (items[start].tag == Tag::Mark && !items[start].is_quotation() || items[start].any(&["and", "but"])) {
        start += 1;
    }
    (start < end).then_some(start..end)
}

/// `In the ministry’s view`, `In Oslo’s opinion`: the words from `in` to the noun.
fn view_at(items: &[Item], at: usize) -> Option<(Range<usize>, usize)> {
    let noun = (at + 2..items.len().min(at + 9)).find(|index| {
        items[*index].any(&["view", "opinion", "words", "eyes", "estimation", "telling", "judgment", "judgement", "assessment"])
    })?;
    let holder = &items[at + 1..noun];
    let genitive = holder.last().is_some_and(|item| item.tag == Tag::Genitive || item.is("'s"));
    let possessive = holder.len() == 1 && holder[0].any(&["his", "her", "their", "its"]);
    let of = items.get(noun + 1).is_some_and(|item| item.is("of")) && holder.iter().all(|item| item.is("the"));
    if genitive {
        Some((at + 1..noun - 1, noun + 1))
    } else if possessive {
        Some((at + 1..noun, noun + 1))
    } else if of {
        let end = phrase_after(items, noun + 2);
        (end > noun + 2).then_some((noun + 2..end, end))
    } else {
        None
    }
}

fn view(context: &Context, region: &Region, at: usize, out: &mut Vec<Relation>) {
    let items = &region.items;
    let Some((holder, end)) = view_at(items, at) else { return };
    let comma = items.get(end).is_some_and(|item| item.is(","));
    let range = if comma && at <= 1 {
        end + 1..content::end(items, end + 1, Tag::Past)
    } else if at > 0 && items[at - 1].is(",") {
        match before(items, at) {
            Some(range) => range,
            None => return,
        }
    } else {
        return;
    };
    let Some(content) = context.content(region, range) else { return };
    let act = if items[end - 1].any(&["words", "telling"]) { Act::Speech } else { Act::Belief };
    out.push(Relation {
        source: Context::words(region, holder).into_iter().collect(),
        cue: Context::words(region, at..end).into_iter().collect(),
        content: vec![content],
        act,
        negated: false,
    });
}

/// `The minister reportedly left`: said by nobody in particular.
fn adverb(context: &Context, region: &Region, at: usize, out: &mut Vec<Relation>) {
    let items = &region.items;
    let start = (0..at)
        .rev()
        .find(|index| items[*index].tag == Tag::Mark || items[*index].is_quotation() || items[*index].tag == Tag::Wh)
        .map_or(0, |index| index + 1);
    let end = content::end(items, at + 1, Tag::Past);
    let Some(content) = context.content(region, start..end) else { return };
    let cue = Context::words(region, at..at + 1);
    out.push(Relation { source: Vec::new(), cue: cue.into_iter().collect(), content: vec![content], act: Act::Speech, negated: false });
}

/// Whether a source is a document or speaks.
pub fn source_act(items: &[Item], range: Range<usize>) -> Act {
    let head = head(items, range);
    if head.is_some_and(|at| LEXICON.is_document(&items[at].lower) && items[at].tag != Tag::Name) { Act::Document } else { Act::Speech }
}

/// The head noun of a phrase: the last noun before its first preposition or comma.
pub fn head(items: &[Item], range: Range<usize>) -> Option<usize> {
    let mut head = None;
    for at in range {
        let item = &items[at];
        if head.is_some() && (matches!(item.tag, Tag::Preposition | Tag::To | Tag::Wh | Tag::PastParticiple) || item.is(",")) {
            break;
        }
        if item.tag.is_noun() {
            head = Some(at);
        }
    }
    head
}
