//! Voices that give the words of others: `quoted her as saying`, `, citing two officials`.

use std::ops::Range;

use super::{
    Context, Relation,
    before::{content_before, quotation_before},
    behind::content_behind,
    group::{self, Group, Mood},
    phrase::{full_phrase_after, phrase_before},
    prepositional::head,
    source::{self, Bond, Subject},
    verb::{Content, Cue, emit, speaks},
};
use crate::{
    lexicon::LEXICON,
    tagger::Tag,
    text::{Item, Region},
};

/// Somebody cited: the words that cite, and who is cited.
pub struct Citation {
    cue: Range<usize>,
    source: Range<usize>,
}

/// Verbs that hand on the words of another.
const QUOTES: [&str; 8] = ["quote", "quotes", "quoted", "quoting", "cite", "cites", "cited", "citing"];

/// `, citing two officials`, `, which cited two officials`, `Quoting the ministry, …`: who is cited for what the sentence tells.
pub fn citation(cue: &Cue) -> Option<Citation> {
    let Cue { items, group, .. } = *cue;
    let participle = items[group.verb].any(&["citing", "quoting"]) && group.mood == Mood::Participle;
    let relative =
        items[group.verb].any(&QUOTES) && group.range.start.checked_sub(1).is_some_and(|which| items[which].any(&["which", "that"]));
    if !participle && !relative {
        return None;
    }
    let start = group.range.end;
    let mut end = full_phrase_after(items, start);
    // `citing a report | by the ministry`
    if end > start
        && items.get(end).is_some_and(|next| next.is("by"))
        && head(items, start..end).is_some_and(|head| LEXICON.is_document(&items[head].lower))
    {
        end = full_phrase_after(items, end + 1).max(end);
    }
    let voice = head(items, start..end).is_some_and(|head| is_voice(&items[head]));
    let first = group.range.start - usize::from(relative);
    // `quoted him as saying` has words of its own.
    let own = items[end..].iter().take(1).any(|item| item.is("as"));
    // `citing privacy laws, declined to say`: a reason to be silent.
    let declines = items.get(end).is_some_and(|item| item.is(","))
        && items.get(end + 1).is_some_and(|item| item.any(&["declined", "declines", "refused", "refuses"]));
    (end > start && voice && !own && !declines).then_some(Citation { cue: first..group.range.end, source: start..end })
}

/// Whether a noun names somebody or something that speaks.
fn is_voice(item: &Item) -> bool {
    item.tag == Tag::Name || item.mention.is_some() && item.capital || LEXICON.is_person(&item.lower) || LEXICON.is_document(&item.lower)
}

/// Gives each citation the content of the attribution that it hangs on: the last one before it, or the first one behind it where it opens the sentence.
/// `first` is where the region's relations begin in `out`.
pub fn cite(context: &Context, region: &Region, citations: &[Citation], first: usize, out: &mut Vec<Relation>) {
    for citation in citations {
        let (Some(cue), Some(source)) = (Context::words(region, citation.cue.clone()), Context::words(region, citation.source.clone()))
        else {
            continue;
        };
        // Of relations inside each other's contents it hangs on the outermost.
        let outer = |relation: &Relation| {
            let inside = |other: &Relation| {
                other.content != relation.content
                    && relation.cue.iter().all(|cue| other.content.iter().any(|content| content.contains(*cue)))
            };
            !out[first..].iter().any(inside)
        };
        let cues = || {
            out[first..].iter().filter(|relation| outer(relation)).filter_map(|relation| relation.cue.first().map(|cue| (*cue, relation)))
        };
        let hangs_on = cues()
            .filter(|(known, _)| known.end <= cue.start)
            .max_by_key(|(known, _)| known.end)
            .or_else(|| cues().min_by_key(|(known, _)| known.start));
        let content = if let Some((_, relation)) = hangs_on {
            relation.content.clone()
        } else {
            // The writer's own sentence may rest on somebody: `The road stays shut, citing the police` is no more than that.
            let comma = citation.cue.start.checked_sub(1).filter(|at| region.items[*at].is(","));
            let Some(content) = comma.and_then(|comma| context.content(region, 0..comma)) else { continue };
            vec![content]
        };
        let act = super::prepositional::source_act(&region.items, citation.source.clone());
        out.push(Relation { source: vec![source], cue: vec![cue], content, act, negated: false });
    }
}

/// `quoted her as saying …`, `was quoted as saying …`, `…, the agency quoted him as saying`: two voices where the quoting one is named.
pub fn find(context: &Context, region: &Region, cue: &Cue, out: &mut Vec<Relation>) -> bool {
    let Cue { items, group, entry } = *cue;
    let Some(as_) = group.range.start.checked_sub(1).filter(|at| items[*at].is("as") && group.mood == Mood::Participle) else {
        return false;
    };
    let Some(verb) = (0..as_).rev().take(14).find(|at| items[*at].any(&QUOTES)) else { return false };
    let quoting = group::group(items, verb, 0);
    let whole = Group { range: quoting.range.start..group.range.end, ..group.clone() };
    if quoting.passive || quoting.mood == Mood::PastParticiple {
        let Some(subject) = source::subject(items, &Group { mood: Mood::Finite, ..quoting.clone() }) else { return false };
        let cue = Cue { items, entry, group: &whole };
        let content = said(&cue, &subject, subject.range.start);
        return content.is_some_and(|content| {
            emit(context, region, &cue, Some(&subject), &content, out);
            true
        });
    }
    // `quoted Lund, the mayor, as saying`
    let end = if items[as_ - 1].is(",") { as_ - 1 } else { as_ };
    let Some(quoted) = phrase_before(items, verb + 1, end) else { return false };
    let quoted = Subject { range: verb + 1..quoted.end, bond: Bond::Direct };
    let quoter = source::subject(items, &quoting).filter(|subject| speaks(items, subject));
    let edge = quoter.as_ref().map_or(quoting.range.start, |subject| subject.range.start);
    let Some(content) = said(cue, &quoted, edge) else { return false };
    emit(context, region, cue, Some(&quoted), &content, out);
    if let Some(quoter) = quoter {
        let cue = Cue { items, entry, group: &quoting };
        emit(context, region, &cue, Some(&quoter), &Content { runs: content.runs.clone(), cue_end: quoting.range.end }, out);
    }
    true
}

/// Verbs by which somebody is the witness of another's words.
const HEARS: [&str; 6] = ["heard", "hears", "hear", "hearing", "overheard", "overhearing"];

/// `heard Lund say that …`, `heard him saying …`: Lund says it, and who heard him tells it.
pub fn overheard(context: &Context, region: &Region, cue: &Cue, out: &mut Vec<Relation>) -> bool {
    let Cue { items, entry, group } = *cue;
    let at = group.verb;
    if entry.lemma != "say" || group.range.start != at || !items[at].any(&["say", "saying"]) {
        return false;
    }
    let reach = (0..at).rev().take(8).take_while(|at| items[*at].tag != Tag::Mark);
    let Some(hears) = reach.into_iter().find(|at| items[*at].any(&HEARS)) else { return false };
    // Nothing but who is heard stands between: `heard the reports and say`.
    if hears + 1 >= at || full_phrase_after(items, hears + 1) != at {
        return false;
    }
    let hearing = group::group(items, hears, 0);
    if hearing.negated || hearing.passive || hearing.mood == Mood::Infinitive {
        return false;
    }
    let heard = Subject { range: hears + 1..at, bond: Bond::Direct };
    let Some(hearer) = source::subject(items, &hearing).filter(|hearer| speaks(items, hearer)) else { return false };
    let Some(content) = content_behind(cue, &heard) else { return false };
    emit(context, region, cue, Some(&heard), &content, out);
    let cue = Cue { items, entry, group: &hearing };
    emit(context, region, &cue, Some(&hearer), &Content { runs: content.runs, cue_end: hearing.range.end }, out);
    true
}

/// What is said behind the verb, or before the whole clause that begins at `edge`.
fn said(cue: &Cue, subject: &Subject, edge: usize) -> Option<Content> {
    let items = cue.items;
    let end = cue.group.range.end;
    let before = || {
        let quote = quotation_before(items, edge).map(|quote| quote..quote + 1);
        quote.or_else(|| content_before(items, edge)).map(|range| Content::run(range, end))
    };
    // `…, the agency quoted him as saying`: nothing follows.
    let closes = items.get(end).is_none_or(|item| item.tag == Tag::Mark && !item.any(&[",", ":"]) || item.time);
    if closes || quotation_before(items, edge).is_some() {
        before().or_else(|| content_behind(cue, subject))
    } else {
        content_behind(cue, subject).or_else(before)
    }
}
