//! Attributions whose cue is a verb.

use std::ops::Range;

use headwater_core::Act;

use super::{
    Context, Relation,
    before::{content_around, content_before, inverted, quotation_before},
    behind::{content_behind, cue_end},
    content,
    group::{Group, Mood, group},
    phrase::full_phrase_after,
    prepositional::source_act,
    quoting::{self, Citation},
    source::{self, Bond, Subject},
};
use crate::{
    lexicon::{Frame, LEXICON, Verb},
    tagger::Tag,
    text::{Item, Region},
};

/// A verb in its place.
pub struct Cue<'a> {
    pub items: &'a [Item],
    pub entry: &'a Verb,
    pub group: &'a Group,
}

/// What is said, as runs of items, and where the words behind the verb end that belong to the cue (`in a statement`).
pub struct Content {
    pub runs: Vec<Range<usize>>,
    pub cue_end: usize,
}

impl Content {
    /// A single run.
    pub fn run(range: Range<usize>, cue_end: usize) -> Self {
        Self { runs: Vec::from([range]), cue_end }
    }
}

/// Finds the attributions of a region whose cue is a verb, and who is cited in it for what others tell.
pub fn find(context: &Context, region: &Region, out: &mut Vec<Relation>) -> Vec<Citation> {
    let items = &region.items;
    let mut cited = Vec::new();
    for at in 0..items.len() {
        let form = if is_manner_of_speaking(context, items, at) { "said" } else { items[at].lower.as_str() };
        if items[at].is_quotation() || !LEXICON.is_verb(form) || !(may_be_verb(items, at) || form == "said") {
            continue;
        }
        for entry in LEXICON.verbs(form) {
            let Some(particle) = particle(items, at, entry) else { continue };
            let group = group(items, at, particle);
            let cue = Cue { items, entry, group: &group };
            let before = out.len();
            // `said no when | asked whether …`: a participle of what was done to somebody.
            if group.range.len() == 1 && at > 0 && items[at - 1].any(&["when", "if", "once", "unless", "until"]) && form.ends_with("ed") {
                break;
            }
            if let Some(citation) = quoting::citation(&cue) {
                cited.push(citation);
                break;
            }
            if quoting::find(context, region, &cue, out) || quoting::overheard(context, region, &cue, out) {
                break;
            }
            if group.passive {
                passive(context, region, &cue, out);
            } else if group.mood != Mood::PastParticiple || form == "said" || inverted(items, entry, &group).is_some() {
                active(context, region, &cue, out);
            }
            if out.len() > before {
                break;
            }
        }
    }
    cited
}

/// `“…,” raged the mayor`: whatever the verb, between a quotation that leads on and somebody it tells how it was said.
fn is_manner_of_speaking(context: &Context, items: &[Item], at: usize) -> bool {
    // `Fred` only looks like one.
    let may_be_past = items[at].tag == Tag::Past || items[at].lower.ends_with("ed");
    if !may_be_past || items[at].capital || LEXICON.is_verb(&items[at].lower) {
        return false;
    }
    let Some(quotation) = at.checked_sub(1).and_then(|before| items[before].quotation) else { return false };
    let leads_on = context.analysis.quotations[quotation].inner.of(context.text).trim_end().ends_with([',', '?', '!']);
    let end = full_phrase_after(items, at + 1);
    leads_on && end > at + 1 && items.get(end).is_none_or(|next| next.tag == Tag::Mark || next.time)
}

/// How many words behind the verb at `at` are its particle (`point | out`, `make it | clear`); none where the entry wants one that is not there.
fn particle(items: &[Item], at: usize, entry: &Verb) -> Option<usize> {
    let Some(particle) = &entry.particle else { return Some(0) };
    let is_it = usize::from(items.get(at + 1).is_some_and(|next| next.is("it")));
    let skip = is_it + usize::from(items.get(at + 1 + is_it).is_some_and(|next| next.tag == Tag::Adverb && !next.is(particle)));
    items.get(at + 1 + skip).filter(|next| next.is(particle)).map(|_| skip + 1)
}

/// Whether the tagger, or the place, allows a verb here.
fn may_be_verb(items: &[Item], at: usize) -> bool {
    let item = &items[at];
    if item.tag.is_verb() {
        return true;
    }
    // `officials claim that`: a noun reading that a subject and a complement contradict.
    let before = at.checked_sub(1).map(|at| &items[at]);
    let after = items.get(at + 1);
    matches!(item.tag, Tag::Nouns | Tag::Noun)
        && before.is_some_and(|before| matches!(before.tag, Tag::Name | Tag::Pronoun) || before.is_quotation())
        && after.is_some_and(|after| after.is("that") || after.is_quotation() || after.tag == Tag::Pronoun)
}

/// `The ministry said …`, `…, the ministry said`, `…, said the ministry`.
fn active(context: &Context, region: &Region, cue: &Cue, out: &mut Vec<Relation>) {
    let Cue { items, entry, group } = *cue;
    if let Some(subject) = inverted(items, entry, group)
        && let Some(range) = content_before(items, group.range.start).or_else(|| colon_behind(items, group, &subject))
    {
        emit(context, region, cue, Some(&subject), &Content::run(range, group.range.end), out);
        return;
    }
    let Some(subject) = source::subject(items, group) else { return };
    if !speaks(items, &subject) {
        return;
    }
    let stands_apart = entry.frames.has(Frame::Parenthetical) && matches!(subject.bond, Bond::Direct | Bond::Apposed);
    let cue_end = cue_end(items, group.range.end);
    // `“…,” she said`: what stands before wins over what stands behind.
    if stands_apart && let Some(quote) = quotation_before(items, subject.range.start.min(group.range.start)) {
        emit(context, region, cue, Some(&subject), &Content::run(quote..quote + 1, cue_end), out);
        return;
    }
    if stands_apart
        && group.mood == Mood::Finite
        && let Some(runs) = content_around(items, subject.range.start, content::skip_adjuncts(items, group.range.end), group.tense)
    {
        emit(context, region, cue, Some(&subject), &Content { runs: runs.into(), cue_end }, out);
        return;
    }
    if let Some(found) = content_behind(cue, &subject) {
        // `summed it up in one line: “…”`: the quotation is what was said.
        let line = found
            .runs
            .first()
            .filter(|range| !items[range.start].is_quotation())
            .filter(|range| !items[(*range).clone()].iter().any(|item| item.tag.is_finite() || item.tag == Tag::To));
        if let Some(quote) = line.and_then(|range| further(items, range, group)) {
            emit(context, region, cue, Some(&subject), &Content::run(quote, cue_end), out);
            return;
        }
        emit(context, region, cue, Some(&subject), &found, out);
        if let Some(run) = found.runs.first().and_then(|range| further(items, range, group)) {
            emit(context, region, cue, Some(&subject), &Content::run(run, group.range.end), out);
        }
        return;
    }
    if stands_apart
        && !entry.frames.has(Frame::Weak)
        && group.mood == Mood::Finite
        && let Some(range) = content_before(items, subject.range.start)
    {
        emit(context, region, cue, Some(&subject), &Content::run(range, cue_end), out);
    }
}

/// `Said Lund: “…”`
fn colon_behind(items: &[Item], group: &Group, subject: &Subject) -> Option<Range<usize>> {
    let quote = subject.range.end + 1;
    (group.range.start == 0
        && items.get(quote - 1).is_some_and(|item| item.any(&[":", ","]))
        && items.get(quote).is_some_and(Item::is_quotation))
    .then(|| quote..quote + 1)
}

/// A second content of the same cue: `She said, “…,” and that …`; `He said that was wrong: “…”`.
fn further(items: &[Item], range: &Range<usize>, group: &Group) -> Option<Range<usize>> {
    if range.len() == 1 && items[range.start].is_quotation() {
        let mut next = range.end;
        while items.get(next).is_some_and(|item| item.any(&[",", "and", "but"])) {
            next += 1;
        }
        let that = next > range.end && items.get(next).is_some_and(|item| item.is("that"));
        return that.then(|| next + 1..content::end(items, next + 1, group.tense));
    }
    let quoted = items.get(range.end).is_some_and(|item| item.is(":")) && items.get(range.end + 1).is_some_and(Item::is_quotation);
    quoted.then(|| range.end + 1..range.end + 2)
}

/// Whether the subject can be somebody's voice in this place: not the writer's `I`, nor the speaker's own in a quotation.
pub fn speaks(items: &[Item], subject: &Subject) -> bool {
    const NOBODY: [&str; 14] = ["i", "we", "you", "this", "that", "there", "these", "those", "what", "which", "one", "me", "us", "words"];
    let words = &items[subject.range.clone()];
    let Some(last) = words.last() else { return false };
    if words.len() == 1 && last.any(&NOBODY) {
        return false;
    }
    !words.iter().all(|item| item.time)
}

/// `was told that`, `has been described as`, `is said to`, `were accused of`.
fn passive(context: &Context, region: &Region, cue: &Cue, out: &mut Vec<Relation>) {
    let Cue { items, entry, group } = *cue;
    let behind = group.range.end;
    let at = content::skip_adjuncts(items, behind);
    let is = |at: usize, word: &str| items.get(at).is_some_and(|item| item.is(word));
    let agent = agent(items, behind);
    let has = |frame| entry.frames.has(frame);
    let to_end = |start: usize| start..content::end(items, start, group.tense);
    let quoted = items[..group.range.start].iter().rposition(Item::is_quotation).filter(|quote| *quote + 8 >= group.range.start);
    let supposed = entry.act == Act::Belief || matches!(entry.lemma.as_str(), "say" | "report" | "allege" | "claim");
    let range = if has(Frame::Whom) && is(at, "that") {
        to_end(at + 1)
    } else if let Some(quote) = quoted.filter(|_| agent.is_some() && (has(Frame::Whom) || has(Frame::Parenthetical))) {
        quote..quote + 1
    } else if items.get(behind).is_some_and(|item| item.tag == Tag::To) && supposed {
        to_end(behind)
    } else if is(behind, "as") && has(Frame::As) {
        // `described as a folly | by the council`
        let end = content::end(items, behind + 1, group.tense);
        let by = agent.as_ref().map_or(end, |agent| agent.range.start - 1);
        behind + 1..if by > behind + 1 { end.min(by) } else { end }
    } else if is(at, "that") && (has(Frame::Clause) || has(Frame::That)) && group.range.start.checked_sub(1).is_some_and(|it| is(it, "it"))
    {
        to_end(at + 1)
    } else if has(Frame::Accuse) && is(behind, "of") {
        to_end(behind + 1)
    } else {
        return;
    };
    emit(context, region, cue, agent.as_ref(), &Content::run(range, behind), out);
}

/// Who does what a passive verb tells: `by the ministry`.
pub fn agent(items: &[Item], behind: usize) -> Option<Subject> {
    let by = (behind..items.len().min(behind + 12)).take_while(|at| !items[*at].is(",")).find(|at| items[*at].is("by"))?;
    let end = full_phrase_after(items, by + 1);
    (end > by + 1 && items[by + 1].tag != Tag::Ing).then(|| Subject { range: by + 1..end, bond: Bond::Direct })
}

/// Adds the relation of a cue, its source and its content.
pub fn emit(context: &Context, region: &Region, cue: &Cue, subject: Option<&Subject>, found: &Content, out: &mut Vec<Relation>) {
    let Cue { items, entry, group } = *cue;
    // `asked not to be named` says nothing of the matter.
    let unnamed = found.runs.first().is_some_and(|run| {
        let words = &items[run.clone()];
        words.iter().take(4).any(|item| item.is("be")) && words.iter().take(6).any(|item| item.any(&["named", "identified", "quoted"]))
    });
    if unnamed {
        return;
    }
    let content: Vec<_> = found.runs.iter().filter_map(|run| context.content(region, run.clone())).collect();
    let quoted = found.runs.iter().any(|run| run.len() == 1 && items[run.start].is_quotation());
    let words: usize = content.iter().map(|span| span.of(context.text).split_whitespace().count()).sum();
    if content.is_empty() || !quoted && words < 2 {
        return;
    }
    let source = subject.and_then(|subject| Context::words(region, subject.range.clone())).into_iter().collect();
    let mut end = found.cue_end.max(group.range.end);
    if let Some(behind) = found.runs.iter().map(|run| run.start).find(|start| *start >= group.range.end) {
        end = end.min(behind).max(group.range.end);
    }
    let document = subject.is_some_and(|subject| source_act(items, subject.range.clone()) == Act::Document);
    let denies = matches!(entry.lemma.as_str(), "deny" | "reject" | "dismiss" | "dispute" | "refute" | "rebut" | "doubt" | "contradict");
    out.push(Relation {
        source,
        cue: Context::words(region, group.range.start..end).into_iter().collect(),
        content,
        act: if document && entry.act == Act::Speech { Act::Document } else { entry.act },
        negated: denies != group.negated,
    });
}
