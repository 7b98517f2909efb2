//! What is said behind a verb: the complements that its frames allow.

use std::ops::Range;

use super::{
    content,
    group::{Group, Mood},
    phrase::{clause_at, phrase_after},
    source::{Bond, Subject},
    verb::{Content, Cue},
};
use crate::{
    lexicon::{Frame, LEXICON, Verb},
    tagger::Tag,
    text::Item,
};

/// What is said behind the verb.
pub fn content_behind(cue: &Cue, subject: &Subject) -> Option<Content> {
    let Cue { items, entry, group } = *cue;
    let frames = entry.frames;
    let matrix = group.tense;
    let from = group.range.end;
    // `while she wants peace, | they arm`: the main clause comes behind the one that holds the cue.
    let subordinate = subject.range.start.checked_sub(1).is_some_and(|before| {
        items[before]
            .any(&["while", "although", "though", "as", "when", "if", "because", "since", "whereas", "after", "before", "once", "unless"])
    });
    let to_end = |start: usize| {
        let end = content::end(items, start, matrix);
        let comma = (start..end).find(|at| subordinate && items[*at].is(",") && clause_at(items, at + 1, items.len()).is_some());
        start..comma.unwrap_or(end)
    };
    // `what it calls the “hostile policy”`, `which it called a ploy`
    let at = content::skip_adjuncts(items, from);
    let cue_end = cue_end(items, from);
    let found = |range: Range<usize>| Some(Content::run(range, cue_end));
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
pub fn quotation_at(items: &[Item], at: usize) -> Option<Range<usize>> {
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

/// Where the cue ends that begins with the verb: `said | in a statement`.
pub fn cue_end(items: &[Item], from: usize) -> usize {
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
