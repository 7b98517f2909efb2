//! What is said behind a verb: the complements that its frames allow.

use std::ops::Range;

use super::{
    content,
    group::{Group, Mood, is_auxiliary},
    phrase::{clause_at, phrase_after},
    source::{Bond, Subject},
    verb::{Content, Cue},
};
use crate::{
    lexicon::{Frame, LEXICON, Verb},
    tagger::Tag,
    text::Item,
};

/// A place behind a verb from which its complement is read.
struct Behind<'a> {
    items: &'a [Item],
    entry: &'a Verb,
    group: &'a Group,
    subject: &'a Subject,
    /// Right behind the verb.
    from: usize,
    /// Behind the words of time and manner after it.
    at: usize,
}

/// Content, and where the words behind the verb end that belong to the cue.
type Found = (Range<usize>, usize);

/// Words that put a clause under another.
const OPENERS: [&str; 13] =
    ["while", "although", "though", "as", "when", "if", "because", "since", "whereas", "after", "before", "once", "unless"];

/// Words that open an adverbial before the main clause of what is said.
const LEADS: [&str; 11] = ["although", "if", "while", "when", "despite", "as", "unless", "once", "after", "under", "in"];

/// What is said behind the verb.
pub fn content_behind(cue: &Cue, subject: &Subject) -> Option<Content> {
    let Cue { items, entry, group } = *cue;
    let from = group.range.end;
    let place = Behind { items, entry, group, subject, from, at: content::skip_adjuncts(items, from) };
    let (range, cue_end) = place
        .to_somebody()
        .or_else(|| place.somebody_to_do())
        .or_else(|| place.quotation())
        .or_else(|| place.that_clause())
        .or_else(|| place.question())
        .or_else(|| place.infinitive())
        .or_else(|| place.bare_clause())
        .or_else(|| place.predicate())
        .or_else(|| place.accusation())
        .or_else(|| place.gerund())
        .or_else(|| place.preposition())
        .or_else(|| place.estimate())
        .or_else(|| place.likelihood())
        .or_else(|| place.object())?;
    let range = place.bounded(range);
    (!range.is_empty()).then(|| Content::run(range, cue_end))
}

impl Behind<'_> {
    fn has(&self, frame: Frame) -> bool {
        self.entry.frames.has(frame)
    }

    fn is(&self, at: usize, word: &str) -> bool {
        self.items.get(at).is_some_and(|item| item.is(word))
    }

    fn any(&self, at: usize, words: &[&str]) -> bool {
        self.items.get(at).is_some_and(|item| item.any(words))
    }

    fn tag(&self, at: usize) -> Option<Tag> {
        self.items.get(at).map(|item| item.tag)
    }

    fn to_end(&self, start: usize) -> Range<usize> {
        start..content::end(self.items, start, self.group.tense)
    }

    /// From `start` on, with a plain cue.
    fn found(&self, start: usize) -> Found {
        (self.to_end(start), cue_end(self.items, self.from))
    }

    /// Cuts what belongs to the clause around the cue's own.
    fn bounded(&self, range: Range<usize>) -> Range<usize> {
        let items = self.items;
        // `Calling it a ploy, | she left`
        if self.subject.range.start > self.from && self.subject.range.start < range.end {
            return range.start..self.subject.range.start - 1;
        }
        // `while she wants peace, | they arm`: the main clause comes behind the one that holds the cue.
        let subordinate = self.subject.range.start.checked_sub(1).is_some_and(|before| items[before].any(&OPENERS));
        let comma = range.clone().find(|at| subordinate && items[*at].is(",") && clause_at(items, at + 1, items.len()).is_some());
        range.start..comma.unwrap_or(range.end)
    }

    /// `told reporters that …`, `assured them of …`
    fn to_somebody(&self) -> Option<Found> {
        let object = object_end(self.items, self.at);
        if !self.has(Frame::Whom) || object == self.at {
            return None;
        }
        let behind = content::skip_adjuncts(self.items, object);
        let clause = self.clause_or_quotation(behind).or_else(|| self.clause_or_quotation(object));
        if let Some(range) = clause {
            return Some((range, cue_end(self.items, self.from)));
        }
        if let Some(that) = content::that_behind_apposition(self.items, object).filter(|_| self.is(object, ",")) {
            return Some(self.found(that + 1));
        }
        if self.tag(behind) == Some(Tag::Wh) || self.any(behind, &["whether", "if"]) {
            return Some(self.found(behind));
        }
        (self.any(behind, &["of", "about"])).then(|| self.found(behind + 1))
    }

    /// A clause or a quotation at `at`.
    fn clause_or_quotation(&self, at: usize) -> Option<Range<usize>> {
        if let Some(range) = quotation_at(self.items, at) {
            return Some(range);
        }
        if self.is(at, "that") && !is_demonstrative(self.items, at) {
            return Some(self.to_end(at + 1));
        }
        let range = self.to_end(at);
        let opens = !matches!(self.tag(at)?, Tag::Preposition | Tag::Mark | Tag::Coordinator | Tag::Wh);
        (opens && clause_at(self.items, at, range.end).is_some()).then_some(range)
    }

    /// `urged both sides to hold back`
    fn somebody_to_do(&self) -> Option<Found> {
        let range = somebody_to(self.items, self.at, self.group.tense).filter(|_| self.has(Frame::WhomTo))?;
        Some((range, cue_end(self.items, self.from)))
    }

    /// A quotation may follow any of these verbs.
    fn quotation(&self) -> Option<Found> {
        let range = quotation_at(self.items, self.at).or_else(|| quotation_at(self.items, self.from))?;
        Some((range, cue_end(self.items, self.from)))
    }

    /// `said that …`
    fn that_clause(&self) -> Option<Found> {
        let takes = self.has(Frame::Clause) || self.has(Frame::That) || self.has(Frame::Whom);
        (takes && self.is(self.at, "that") && !is_demonstrative(self.items, self.at)).then(|| self.found(self.at + 1))
    }

    /// `asked whether …`
    fn question(&self) -> Option<Found> {
        let asks = self.tag(self.at) == Some(Tag::Wh) || self.any(self.at, &["whether", "if", "how", "why", "what", "when", "where"]);
        (asks && self.has(Frame::Wh)).then(|| self.found(self.at))
    }

    /// `promised not to …`, `threatened through its news agency to …`
    fn infinitive(&self) -> Option<Found> {
        if !self.has(Frame::To) {
            return None;
        }
        let not = usize::from(self.is(self.from, "not"));
        if self.tag(self.from + not) == Some(Tag::To) {
            return Some(self.found(self.from));
        }
        // `threatened last year to …`
        if self.at > self.from && self.tag(self.at) == Some(Tag::To) && self.items[self.from..self.at].iter().all(|item| item.time) {
            return Some(self.found(self.at));
        }
        let end = phrase_after(self.items, self.from + 1);
        let through = self.any(self.from, &["through", "via", "on", "in", "at"]) && end > self.from + 1;
        (through && self.tag(end) == Some(Tag::To) && self.tag(end + 1) == Some(Tag::Base)).then(|| self.found(end))
    }

    /// `said the port was closed`, `which she said were lost`, `said although A, B`
    fn bare_clause(&self) -> Option<Found> {
        let (items, at) = (self.items, self.at);
        if !self.has(Frame::Clause) {
            return None;
        }
        let opens = !matches!(self.tag(at)?, Tag::Preposition | Tag::Mark | Tag::Coordinator) || self.any(at, &["(", "$", "£", "€"]);
        if opens && bare_clause(items, at, self.to_end(at).end, self.entry, self.subject) {
            return Some(self.found(at));
        }
        if self.has(Frame::Weak) {
            return None;
        }
        // The clause's subject has gone before.
        if self.tag(self.from).is_some_and(Tag::is_finite) && has_relative(items, self.subject.range.start) {
            return Some(self.found(self.from));
        }
        let leads = self.any(at, &LEADS) && main_clause_behind(items, at);
        leads.then(|| (at..sentence_end(items, at), cue_end(items, self.from)))
    }

    /// `called it a ploy`, `described it as a ploy`
    fn predicate(&self) -> Option<Found> {
        let range = predicate(self.items, self.at, self.entry, self.group.tense).filter(|_| self.has(Frame::As))?;
        Some((range, cue_end(self.items, self.from)))
    }

    /// `accused the owners of hiding it`
    fn accusation(&self) -> Option<Found> {
        let end = phrase_after(self.items, self.at);
        let of = self.items.iter().skip(end).take(8).any(|item| item.is("of"));
        (self.has(Frame::Accuse) && end > self.at && of).then(|| self.found(self.at))
    }

    /// `denied having seen it`
    fn gerund(&self) -> Option<Found> {
        let gerund = self.items.get(self.at).is_some_and(|item| item.tag == Tag::Ing || item.lower.ends_with("ing") && item.tag.is_verb());
        (gerund && self.has(Frame::Ing)).then(|| self.found(self.at))
    }

    /// `called for an end`, `called on both sides to hold back`, `warned of war`
    fn preposition(&self) -> Option<Found> {
        let (from, behind) = (self.from, self.from + 1);
        if self.entry.prepositions_to.iter().any(|preposition| self.is(from, preposition))
            && let Some(range) = somebody_to(self.items, behind, self.group.tense)
        {
            return Some((range, behind));
        }
        let takes = self.entry.prepositions.iter().any(|preposition| self.is(from, preposition)) && phrase_starts(self.items, behind);
        takes.then(|| (self.to_end(behind), behind))
    }

    /// `puts the toll at 40`
    fn estimate(&self) -> Option<Found> {
        let at = object_end(self.items, self.at);
        let number = self.is(at, "at") && self.items[at..].iter().take(5).any(|item| item.tag == Tag::Number || item.any(&["$", "£", "€"]));
        (self.has(Frame::At) && at > self.at && number).then(|| self.found(self.at))
    }

    /// `sees a high possibility that …`
    fn likelihood(&self) -> Option<Found> {
        let end = phrase_after(self.items, self.at);
        let likely = self.items[self.at.min(end)..end].last().is_some_and(|item| {
            item.any(&["possibility", "chance", "likelihood", "probability", "risk", "danger", "prospect", "sign", "signs"])
        });
        (self.has(Frame::Chance) && likely && self.any(end, &["that", "of"])).then(|| self.found(self.at))
    }

    /// Where the clause of an object such as `the idea that …` begins.
    fn held_by_nobody(&self) -> Option<usize> {
        let end = phrase_after(self.items, self.at);
        let phrase = self.items.get(self.at..end)?;
        let noun = LEXICON.noun(&phrase.last()?.lower)?;
        let plain = phrase[..phrase.len() - 1].iter().all(|item| matches!(item.tag, Tag::Determiner | Tag::Adjective) && !item.capital);
        (noun.frames.has(Frame::That) && plain && self.is(end, "that") && !is_demonstrative(self.items, end)).then_some(end + 1)
    }

    /// `denied any knowledge of it`
    fn object(&self) -> Option<Found> {
        let allowed = self.has(Frame::Object)
            && phrase_starts(self.items, self.at)
            && object_allowed(self.items, self.entry, self.group, self.subject, self.at);
        if !allowed {
            return None;
        }
        // `rejected the idea that …`: the noun belongs to the cue where nobody else holds it.
        if let Some(start) = self.held_by_nobody() {
            return Some((self.to_end(start), start - 1));
        }
        let range = self.to_end(self.at);
        // Inside another clause the object ends before that clause's verb.
        let inside = self.subject.bond == Bond::Relative || self.group.mood == Mood::Participle;
        let end = if inside { content::before_verb(self.items, range.clone(), 0) } else { range.end };
        Some((range.start..end, cue_end(self.items, self.from)))
    }
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
    // `the drought claimed 40 lives`
    if entry.lemma == "claim" && items[at..end].iter().take(4).any(|item| item.any(&["life", "lives", "victims"])) {
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
pub fn object_end(items: &[Item], at: usize) -> usize {
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

/// `said that is wrong`: the word stands for something and introduces nothing.
fn is_demonstrative(items: &[Item], at: usize) -> bool {
    items.get(at + 1).is_some_and(|next| {
        let verb = is_auxiliary(next)
            || next.any(&["makes", "made", "means", "meant", "seems", "seemed", "gives", "gave", "leaves", "left", "remains"]);
        verb && next.tag.is_finite() && !next.any(&["can", "might", "will"])
    })
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
        let follows = items[at..stop].iter().any(|item| item.quoted.is_some())
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
