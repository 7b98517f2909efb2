//! Attributions whose cue is a verb.

use std::ops::Range;

use headwater_core::Act;

use super::{
    Context, Relation, content,
    group::{Group, Mood, group},
    phrase::{clause_at, full_phrase_after, phrase_after},
    source::{self, Bond, Subject},
};
use crate::{
    lexicon::{Frame, LEXICON, Verb},
    tagger::Tag,
    text::{Item, Region},
};

/// A content, and where in the region the words after it begin.
struct Found {
    range: Range<usize>,
    /// Words behind the verb that belong to the cue (`in a statement`).
    cue_end: usize,
}

/// Finds the attributions of a region whose cue is a verb.
pub fn find(context: &Context, region: &Region, out: &mut Vec<Relation>) {
    let items = &region.items;
    for at in 0..items.len() {
        if items[at].is_quotation() || !LEXICON.is_verb(&items[at].lower) || !may_be_verb(items, at) {
            continue;
        }
        for entry in LEXICON.verbs(&items[at].lower) {
            let particle = usize::from(entry.particle.is_some());
            if particle == 1 && items.get(at + 1).is_none_or(|next| entry.particle.as_deref() != Some(next.lower.as_str())) {
                continue;
            }
            let group = group(items, at, particle);
            let before = out.len();
            if group.passive {
                passive(context, region, entry, &group, out);
            } else if group.mood != Mood::PastParticiple || inverted(items, entry, &group).is_some() {
                active(context, region, entry, &group, out);
            }
            if out.len() > before {
                break;
            }
        }
    }
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
fn active(context: &Context, region: &Region, entry: &Verb, group: &Group, out: &mut Vec<Relation>) {
    let items = &region.items;
    if let Some(subject) = inverted(items, entry, group) {
        let left = left_content(items, group.range.start);
        if let Some(range) = left {
            emit(context, region, entry, group, Some(subject), &Found { range, cue_end: group.range.end }, out);
            return;
        }
    }
    let Some(subject) = source::subject(items, group) else { return };
    if !speaks(items, &subject) {
        return;
    }
    let entry_weak = entry.frames.has(Frame::Weak);
    // `“…,” she said`: what stands before wins over what stands behind.
    if entry.frames.has(Frame::Parenthetical) && subject.bond != Bond::Relative {
        let left_edge = subject.range.start.min(group.range.start);
        if subject.bond == Bond::Direct || subject.bond == Bond::Apposed {
            let edge = lead(items, left_edge);
            let quote = edge
                .checked_sub(1)
                .filter(|at| items[*at].is_quotation())
                .or_else(|| edge.checked_sub(2).filter(|at| items[*at + 1].is(",") && items[*at].is_quotation()));
            if let Some(quote) = quote.filter(|quote| !led_in(items, *quote)) {
                let found = Found { range: quote..quote + 1, cue_end: cue_end(items, group.range.end) };
                emit(context, region, entry, group, Some(subject), &found, out);
                return;
            }
        }
    }
    if let Some(found) = right_content(items, entry, group, &subject) {
        let range = found.range.clone();
        emit(context, region, entry, group, Some(subject.clone()), &found, out);
        // `She said, “…,” and that …`: a second content of the same cue.
        if range.len() == 1 && items[range.start].is_quotation() {
            let mut next = range.end;
            while items.get(next).is_some_and(|item| item.any(&[",", "and", "but"])) {
                next += 1;
            }
            if next > range.end && items.get(next).is_some_and(|item| item.is("that")) {
                let range = next + 1..content::end(items, next + 1, group.tense);
                emit(context, region, entry, group, Some(subject), &Found { range, cue_end: group.range.end }, out);
            }
        } else if items.get(range.end + 1).is_some_and(|item| item.is_quotation() && items[range.end].is(":")) {
            // `He said that was wrong: “…”`: the quotation is a further content.
            emit(
                context,
                region,
                entry,
                group,
                Some(subject),
                &Found { range: range.end + 1..range.end + 2, cue_end: group.range.end },
                out,
            );
        }
        return;
    }
    if entry.frames.has(Frame::Parenthetical)
        && !entry_weak
        && group.mood == Mood::Finite
        && matches!(subject.bond, Bond::Direct | Bond::Apposed)
        && let Some(range) = left_content(items, subject.range.start)
    {
        emit(context, region, entry, group, Some(subject), &Found { range, cue_end: cue_end(items, group.range.end) }, out);
    }
}

/// Whether a quotation belongs to a cue in front of it: `She said: “…”`.
fn led_in(items: &[Item], quote: usize) -> bool {
    let Some(before) = quote.checked_sub(1).map(|at| &items[at]) else { return false };
    before.is(":") || LEXICON.is_verb(&before.lower) && before.tag.is_verb() || before.is("that")
}

/// Steps left over words that lead in a clause: `“…,” but however | she said`.
fn lead(items: &[Item], from: usize) -> usize {
    let mut at = from;
    while at > 0 && (items[at - 1].tag == Tag::Adverb || items[at - 1].any(&["and", "but"])) {
        at -= 1;
    }
    at
}

/// Whether the subject can be somebody's voice in this place: not the writer's `I`, nor the speaker's own in a quotation.
fn speaks(items: &[Item], subject: &Subject) -> bool {
    let words = &items[subject.range.clone()];
    let Some(last) = words.last() else { return false };
    if words.len() == 1 && last.any(&["i", "we", "you", "this", "that", "there", "these", "those", "what", "which", "one", "me", "us"]) {
        return false;
    }
    !words.iter().all(|item| item.time)
}

/// The subject behind the verb: `“…,” said Ann Lund, a lawyer in Oslo`.
fn inverted(items: &[Item], entry: &Verb, group: &Group) -> Option<Subject> {
    let verb = group.verb;
    if !entry.frames.has(Frame::Parenthetical)
        || !matches!(items[verb].tag, Tag::Past | Tag::PastParticiple | Tag::Presents | Tag::Present | Tag::Nouns)
    {
        return None;
    }
    if group.range.start != verb {
        return None;
    }
    let before = verb.checked_sub(1).map(|at| &items[at])?;
    if !(before.is_quotation() || before.any(&[",", "—", "–", "--"])) {
        return None;
    }
    let start = group.range.end;
    let first = items.get(start)?;
    let quoted = before.is_quotation() || verb >= 2 && items[verb - 2].is_quotation();
    if first.tag == Tag::Pronoun && !quoted || first.time {
        return None;
    }
    let end = full_phrase_after(items, start);
    if end == start {
        return None;
    }
    // `The minister, a lawyer, said the port would close`: a clause follows, nothing is inverted.
    let head = phrase_after(items, start);
    let clause = items.get(head).is_some_and(|item| item.tag.is_finite())
        || !quoted && clause_at(items, start, items.len()).is_some_and(|verb| verb <= end);
    if clause && !(quoted && items.get(head).is_some_and(|item| !item.tag.is_finite())) {
        return None;
    }
    Some(Subject { range: start..end, bond: Bond::Direct })
}

/// What is said before `edge`: a quotation, or the clause up to the comma.
fn left_content(items: &[Item], edge: usize) -> Option<Range<usize>> {
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
    let floor = (0..end).rev().find(|at| items[*at].any(&[";"]) || items[*at].is_quotation()).map_or(0, |at| at + 1);
    let mut start = floor;
    while start < end && (items[start].tag == Tag::Mark && !items[start].is("(") || items[start].any(&["and", "but"])) {
        start += 1;
    }
    let finite = items[start..end]
        .iter()
        .any(|item| item.tag.is_finite() || item.tag == Tag::Base || item.tag == Tag::PastParticiple || item.tag == Tag::Ing);
    // `After the talks, officials said` leaves nothing that could be said.
    let adverbial = items.get(start).is_some_and(|item| {
        matches!(item.tag, Tag::Preposition | Tag::Ing | Tag::PastParticiple | Tag::Adverb | Tag::Subordinator | Tag::Wh) || item.time
    });
    let clause = clause_at(items, start, end).is_some()
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

/// Where the cue ends that begins with the verb: `said | in a statement`.
fn cue_end(items: &[Item], from: usize) -> usize {
    let mut end = from;
    if items.get(end).is_some_and(|item| item.is("in")) {
        let phrase = phrase_after(items, end + 1);
        if items[end + 1..phrase.max(end + 1)]
            .iter()
            .any(|item| item.any(&["statement", "interview", "tweet", "speech", "email", "letter", "report", "post"]))
        {
            end = phrase;
        }
    }
    end
}

/// What is said behind the verb.
fn right_content(items: &[Item], entry: &Verb, group: &Group, subject: &Subject) -> Option<Found> {
    let frames = entry.frames;
    let matrix = group.tense;
    let from = group.range.end;
    let to_end = |start: usize| start..content::end(items, start, matrix);
    // `what it calls the “hostile policy”`, `which it called a ploy`
    let at = content::skip_adjuncts(items, from);
    let cue_end = cue_end(items, from);
    let found = |range: Range<usize>| Some(Found { range, cue_end });
    // Somebody in between: `told reporters that …`, `warned them not to …`
    let mut object = from;
    if frames.has(Frame::Whom) || frames.has(Frame::WhomTo) || entry.lemma == "ask" {
        let end = object_end(items, at);
        if end > at {
            object = end;
        }
    }
    if frames.has(Frame::Whom) && object > from {
        let behind = content::skip_adjuncts(items, object);
        if let Some(range) = clause_or_quotation(items, behind, matrix, true) {
            return found(range);
        }
        if let Some(range) = clause_or_quotation(items, object, matrix, true) {
            return found(range);
        }
        if items.get(object).is_some_and(|item| item.is(","))
            && let Some(that) = content::that_behind_apposition(items, object)
        {
            return found(to_end(that + 1));
        }
        if items.get(behind).is_some_and(|item| item.tag == Tag::Wh || item.any(&["whether", "if"])) {
            return found(to_end(behind));
        }
        if items.get(behind).is_some_and(|item| item.any(&["of", "about"])) {
            return found(to_end(behind + 1));
        }
    }
    if frames.has(Frame::WhomTo)
        && let Some(range) = somebody_to(items, at, matrix)
    {
        return found(range);
    }
    // A quotation may follow any of these verbs.
    if let Some(range) = quotation_at(items, at).or_else(|| quotation_at(items, from)) {
        return found(range);
    }
    if items.get(at).is_some_and(|item| item.is("that"))
        && (frames.has(Frame::Clause) || frames.has(Frame::That) || frames.has(Frame::Whom))
        && !is_demonstrative(items, at)
    {
        return found(to_end(at + 1));
    }
    if items.get(at).is_some_and(|item| item.is("as"))
        && entry.lemma != "call"
        && items.get(at + 1).is_some_and(|next| next.tag == Tag::Ing && LEXICON.is_verb(&next.lower))
    {
        return None;
    }
    if frames.has(Frame::Wh)
        && items.get(at).is_some_and(|item| item.tag == Tag::Wh || item.any(&["whether", "if", "how", "why", "what", "when", "where"]))
    {
        return found(to_end(at));
    }
    if frames.has(Frame::To)
        && items
            .get(from)
            .is_some_and(|item| item.tag == Tag::To || item.is("not") && items.get(from + 1).is_some_and(|next| next.tag == Tag::To))
    {
        return found(to_end(from));
    }
    if frames.has(Frame::Clause)
        && items
            .get(at)
            .is_some_and(|item| !matches!(item.tag, Tag::Preposition | Tag::Mark | Tag::Coordinator) || item.any(&["(", "$", "£", "€"]))
        && bare_clause(items, at, content::end(items, at, matrix), entry, subject)
    {
        return found(to_end(at));
    }
    // `which she said were paid`: the clause's subject has gone before.
    if frames.has(Frame::Clause)
        && !frames.has(Frame::Weak)
        && items.get(from).is_some_and(|item| item.tag.is_finite())
        && has_relative(items, subject.range.start)
    {
        return found(to_end(from));
    }
    // `said that, in Oslo, …`, `said although …, …`
    if frames.has(Frame::Clause)
        && !frames.has(Frame::Weak)
        && items
            .get(at)
            .is_some_and(|item| item.any(&["although", "if", "while", "when", "despite", "as", "unless", "once", "after", "under", "in"]))
        && main_clause_behind(items, at)
    {
        return found(at..sentence_end(items, at));
    }
    if frames.has(Frame::As)
        && let Some(range) = predicate(items, at, entry, matrix)
    {
        return found(range);
    }
    if frames.has(Frame::Accuse) {
        let end = object_end(items, at);
        if end > at && items[end..].iter().take(8).any(|item| item.is("of")) {
            return found(to_end(at));
        }
    }
    if frames.has(Frame::Ing) && items.get(at).is_some_and(|item| item.tag == Tag::Ing || item.lower.ends_with("ing")) {
        return found(to_end(at));
    }
    for preposition in &entry.prepositions_to {
        if items.get(from).is_some_and(|item| item.is(preposition))
            && let Some(range) = somebody_to(items, from + 1, matrix)
        {
            return found(range);
        }
    }
    for preposition in &entry.prepositions {
        if items.get(from).is_some_and(|item| item.is(preposition)) && phrase_starts(items, from + 1) {
            return found(to_end(from + 1));
        }
    }
    if frames.has(Frame::Object) && phrase_starts(items, at) && object_allowed(items, entry, group, subject, at) {
        let range = to_end(at);
        let bound = if subject.bond == Bond::Relative || group.mood == Mood::Participle {
            content::before_verb(items, range.clone(), 0)
        } else {
            range.end
        };
        return found(at..bound);
    }
    None
}

/// Whether a clause without `that` begins at `at`.
fn bare_clause(items: &[Item], at: usize, end: usize, entry: &Verb, subject: &Subject) -> bool {
    let verb = clause_at(items, at, end);
    if entry.frames.has(Frame::Weak) {
        // `the study found taxes would rise`, but not `the police found the man sleeping`.
        let document = items[subject.range.clone()].iter().any(|item| LEXICON.is_document(&item.lower));
        return verb.is_some_and(|verb| {
            document || items[verb].tag == Tag::Modal || items[verb].any(&["is", "are", "was", "were", "has", "have", "had"])
        });
    }
    // After a verb of saying that takes no object, any noun phrase before something like a verb is a clause: tags err.
    let speaks = entry.frames.has(Frame::Parenthetical) && !entry.frames.has(Frame::Object);
    verb.is_some()
        || speaks
            && phrase_after(items, at) > at
            && items[at..end].iter().any(|item| matches!(item.tag, Tag::PastParticiple | Tag::Base))
            && end > at + 3
}

/// Whether a relative pronoun stands right before `at`.
fn has_relative(items: &[Item], at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| items[before].tag == Tag::Wh || items[before].is("that"))
}

/// Whether something stands at `at` that can be said as a noun phrase.
fn phrase_starts(items: &[Item], at: usize) -> bool {
    phrase_after(items, at) > at
        && items.get(at).is_some_and(|item| !item.time && !item.any(&["himself", "herself", "itself", "themselves"]))
        || items.get(at).is_some_and(|item| item.any(&["$", "£", "€"]))
}

/// Verbs that take any object attribute only where somebody speaks and the object is more than a pronoun.
fn object_allowed(items: &[Item], entry: &Verb, group: &Group, subject: &Subject, at: usize) -> bool {
    let end = content::end(items, at, items[group.verb].tag);
    let words = items[at..end].iter().filter(|item| item.tag != Tag::Mark).count();
    if words < 2 {
        return false;
    }
    if entry.frames.has(Frame::Weak) {
        let voiced = items[subject.range.clone()]
            .iter()
            .any(|item| item.mention.is_some() || matches!(item.tag, Tag::Pronoun | Tag::Name) || LEXICON.is_document(&item.lower));
        return voiced && group.mood != Mood::Infinitive && words >= 4;
    }
    true
}

/// The end of an object that is somebody: at most a noun phrase with its prepositional phrases.
fn object_end(items: &[Item], at: usize) -> usize {
    let mut end = phrase_after(items, at);
    while end > at
        && items.get(end).is_some_and(|item| item.any(&["of", "at", "in", "for", "on", "from", "and", "outside", "aboard"]) && !item.time)
        && phrase_after(items, end + 1) > end + 1
    {
        let next = phrase_after(items, end + 1);
        if clause_at(items, end + 1, next + 1).is_some() {
            break;
        }
        end = next;
    }
    end
}

/// A clause or a quotation at `at`; with `bare` also a clause without `that`.
fn clause_or_quotation(items: &[Item], at: usize, matrix: Tag, bare: bool) -> Option<Range<usize>> {
    if let Some(range) = quotation_at(items, at) {
        return Some(range);
    }
    let item = items.get(at)?;
    if item.is("that") && !is_demonstrative(items, at) {
        return Some(at + 1..content::end(items, at + 1, matrix));
    }
    let end = content::end(items, at, matrix);
    (bare && !matches!(item.tag, Tag::Preposition | Tag::Mark | Tag::Coordinator | Tag::Wh) && clause_at(items, at, end).is_some())
        .then_some(at..end)
}

/// `said that is wrong`: the word stands for something and introduces nothing.
fn is_demonstrative(items: &[Item], at: usize) -> bool {
    items.get(at + 1).is_some_and(|next| next.tag.is_finite() && !next.any(&["can", "might", "will"]))
}

/// A quotation at `at`, a comma or colon before it allowed.
fn quotation_at(items: &[Item], at: usize) -> Option<Range<usize>> {
    let skip = usize::from(items.get(at).is_some_and(|item| item.any(&[",", ":", "that"]) || item.is("—")));
    let item = items.get(at + skip)?;
    item.is_quotation().then_some(at + skip..at + skip + 1)
}

/// `both sides to hold back`: somebody, then an infinitive.
fn somebody_to(items: &[Item], at: usize, matrix: Tag) -> Option<Range<usize>> {
    let end = object_end(items, at);
    if end == at {
        return None;
    }
    let mut to = content::skip_adjuncts(items, end);
    to = if items.get(end).is_some_and(|item| item.tag == Tag::To) { end } else { to };
    let not = usize::from(items.get(to).is_some_and(|item| item.any(&["not", "never"])));
    let infinitive = items.get(to + not).is_some_and(|item| item.tag == Tag::To)
        && items.get(to + not + 1).is_some_and(|next| next.tag.is_verb() || next.tag == Tag::Adverb);
    infinitive.then(|| at..content::end(items, to + not, matrix))
}

/// `it a ploy`, `the plan “reckless”`, `him as a friend`.
fn predicate(items: &[Item], at: usize, entry: &Verb, matrix: Tag) -> Option<Range<usize>> {
    let end = object_end(items, at);
    if end == at {
        return None;
    }
    let stop = content::end(items, at, matrix);
    let as_ = items[at..stop.min(at + 25)].iter().any(|item| item.is("as"));
    let strong = entry.lemma == "describe" || entry.lemma == "characterize" || entry.lemma == "characterise";
    if as_ || strong {
        return Some(at..stop);
    }
    if matches!(entry.lemma.as_str(), "call" | "label" | "dub" | "brand" | "deem" | "pronounce" | "consider") {
        // `called the minister`: a telephone call. A predicate must follow the object.
        let rest = &items[end..stop.max(end)];
        let object = items.get(at).is_some_and(|item| item.tag == Tag::Pronoun);
        let follows = items[at..stop].iter().any(|item| item.quoted)
            || rest.first().is_some_and(|item| matches!(item.tag, Tag::Determiner | Tag::Adjective | Tag::Noun | Tag::PastParticiple))
            || rest.first().is_some_and(|item| object && item.tag != Tag::Mark);
        return follows.then_some(at..stop);
    }
    None
}

/// After an opening clause or phrase a main clause follows its comma: `said although A, B`.
fn main_clause_behind(items: &[Item], at: usize) -> bool {
    let Some(comma) = (at..items.len()).find(|index| items[*index].is(",")) else { return false };
    clause_at(items, comma + 1, items.len()).is_some()
}

fn sentence_end(items: &[Item], at: usize) -> usize {
    let comma = (at..items.len()).find(|index| items[*index].is(",")).unwrap_or(at);
    content::end(items, comma + 1, Tag::Past)
}

/// `was told that`, `has been described as`, `is said to`, `were accused of`.
fn passive(context: &Context, region: &Region, entry: &Verb, group: &Group, out: &mut Vec<Relation>) {
    let items = &region.items;
    let at = content::skip_adjuncts(items, group.range.end);
    let next = items.get(group.range.end);
    let matrix = items[group.verb].tag;
    let by = (group.range.end..items.len().min(group.range.end + 12))
        .take_while(|index| !items[*index].is(","))
        .find(|index| items[*index].is("by"));
    let agent = by.and_then(|by| {
        let end = full_phrase_after(items, by + 1);
        (end > by + 1 && items[by + 1].tag != Tag::Ing).then(|| Subject { range: by + 1..end, bond: Bond::Direct })
    });
    // `was quoted as saying` is the speaker's own voice.
    if next.is_some_and(|next| next.is("as"))
        && items.get(group.range.end + 1).is_some_and(|next| next.any(&["saying", "telling", "writing", "stating", "claiming", "warning"]))
    {
        return;
    }
    let quoted = region.items[..group.range.start].iter().rposition(Item::is_quotation);
    let range = if entry.frames.has(Frame::Whom) && items.get(at).is_some_and(|item| item.is("that")) {
        Some(at + 1..content::end(items, at + 1, matrix))
    } else if let Some(quote) = quoted.filter(|quote| {
        agent.is_some() && *quote + 8 >= group.range.start && (entry.frames.has(Frame::Whom) || entry.frames.has(Frame::Parenthetical))
    }) {
        Some(quote..quote + 1)
    } else if next.is_some_and(|next| next.tag == Tag::To)
        && (entry.act == Act::Belief || entry.lemma == "say" || entry.lemma == "report" || entry.lemma == "allege")
    {
        Some(group.range.end..content::end(items, group.range.end, matrix))
    } else if next.is_some_and(|next| next.is("as")) && entry.frames.has(Frame::As) {
        Some(group.range.end + 1..content::end(items, group.range.end + 1, matrix))
    } else if items.get(at).is_some_and(|item| item.is("that"))
        && (entry.frames.has(Frame::Clause) || entry.frames.has(Frame::That))
        && is_impersonal(items, group)
    {
        Some(at + 1..content::end(items, at + 1, matrix))
    } else if entry.frames.has(Frame::Accuse) && next.is_some_and(|next| next.is("of")) {
        Some(group.range.end + 1..content::end(items, group.range.end + 1, matrix))
    } else {
        None
    };
    if let Some(range) = range {
        emit(context, region, entry, group, agent, &Found { range, cue_end: group.range.end }, out);
    }
}

/// `It is believed that …`
fn is_impersonal(items: &[Item], group: &Group) -> bool {
    group.range.start.checked_sub(1).is_some_and(|at| items[at].is("it"))
}

fn emit(context: &Context, region: &Region, entry: &Verb, group: &Group, subject: Option<Subject>, found: &Found, out: &mut Vec<Relation>) {
    let Some(content) = context.content(region, found.range.clone()) else { return };
    let words = content.of(context.text).split_whitespace().count();
    let quoted = found.range.len() == 1 && region.items[found.range.start].is_quotation();
    if !quoted && words < 2 {
        return;
    }
    let source = subject.and_then(|subject| Context::words(region, subject.range)).into_iter().collect();
    let denies = matches!(entry.lemma.as_str(), "deny" | "reject" | "dismiss" | "dispute" | "refute" | "rebut" | "doubt" | "contradict");
    let mut end = found.cue_end.max(group.range.end);
    if found.range.start >= group.range.end {
        end = end.min(found.range.start).max(group.range.end);
    }
    let cue = Context::words(region, group.range.start..end).into_iter().collect();
    let act = entry.act;
    out.push(Relation { source, cue, content: vec![content], act, negated: denies != group.negated });
}
