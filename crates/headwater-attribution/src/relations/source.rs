//! Who does what a verb says: the subject of a verb group.

use std::ops::Range;

use super::{
    anonymity,
    group::{Group, Mood, group, is_auxiliary},
    phrase::{SOME, ends_phrase, phrase_after, phrase_before},
};
use crate::{
    lexicon::{Frame, LEXICON},
    resolve::CARRIES,
    tagger::Tag,
    text::Item,
};

/// Where a verb's subject stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Subject {
    /// The words of the subject.
    pub range: Range<usize>,
    /// How it is bound to the verb.
    pub bond: Bond,
}

/// How a subject is bound to its verb.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Bond {
    /// It stands in front of the verb, with nothing but adverbs between.
    Direct,
    /// Appositions or clauses between commas stand between.
    Apposed,
    /// The verb stands in a relative clause; the subject is what the clause belongs to.
    Relative,
    /// The subject is that of another verb: coordination, participle, infinitive.
    Shared,
}

/// Words at which a clause begins.
fn opens_clause(item: &Item) -> bool {
    item.is_quotation()
        || matches!(item.tag, Tag::Subordinator | Tag::Wh)
        || item.any(&[
            ";", ":", "—", "–", "--", "-", "(", "?", "!", "…", "that", "as", "because", "while", "after", "before", "when", "if", "than",
        ])
}

/// The subject of the group, looked for to its left.
pub fn subject(items: &[Item], verb: &Group) -> Option<Subject> {
    subject_within(items, verb, 6)
}

/// `depth` bounds how often a subject is borrowed from another verb.
fn subject_within(items: &[Item], verb: &Group, depth: usize) -> Option<Subject> {
    let depth = depth.checked_sub(1)?;
    match verb.mood {
        Mood::Finite => finite(items, verb, depth),
        Mood::Infinitive => infinitive(items, verb, depth),
        Mood::Participle => participle(items, verb, depth),
        Mood::PastParticiple => None,
    }
}

fn finite(items: &[Item], verb: &Group, depth: usize) -> Option<Subject> {
    let at = before_adverbials(items, verb.range.start);
    let before = at.checked_sub(1)?;
    let item = &items[before];
    if item.tag == Tag::Wh || item.is("that") && before > 0 && (items[before - 1].tag.is_noun() || items[before - 1].is(",")) {
        return relative(items, before);
    }
    if item.tag == Tag::Coordinator && item.any(&["and", "but", "or"]) {
        return coordinated(items, before, verb, depth);
    }
    if item.is(",") {
        // `…, and said`, `…, but noted`
        return apposed(items, before);
    }
    if item.any(&["—", "–", "--", ")"]) {
        return dashed(items, before);
    }
    // `the experts we asked | said`: a relative clause without a pronoun of its own.
    let at = match (before.checked_sub(2), item.tag) {
        (Some(head), Tag::Past | Tag::PastParticiple)
            if items[head + 1].tag == Tag::Pronoun && matches!(items[head].tag, Tag::Noun | Tag::Nouns) =>
        {
            head + 1
        }
        _ => at,
    };
    if let Some(head) = beyond_relative(items, at, verb.range.start) {
        return Some(Subject { range: head.start..at, bond: Bond::Direct });
    }
    let range = phrase_before(items, floor(items, at), at)?;
    if let Some(head) = anonymity::beyond_terms(items, clause_start(items, at), &range) {
        return Some(Subject { range: head.start..at, bond: Bond::Direct });
    }
    // `a report announcing the end of the talks | cited`: the phrase is the object of a participle; its noun is the subject.
    if let Some(head) = beyond_participle(items, range.start).or_else(|| beyond_agent(items, range.start)) {
        return Some(Subject { range: head.start..at, bond: Bond::Direct });
    }
    Some(Subject { range: last_conjunct(items, range), bond: Bond::Direct })
}

/// `demanded an inquiry into the fire and | Lund | warned`: of a phrase that ends the clause before, what the `and` adds is the subject.
fn last_conjunct(items: &[Item], phrase: Range<usize>) -> Range<usize> {
    let opens_clause = |verb: &Item| LEXICON.verbs(&verb.lower).any(|entry| entry.frames.has(Frame::Clause)) || is_auxiliary(verb);
    let is_object = phrase.start.checked_sub(1).map(|before| &items[before]).is_some_and(|before| match before.tag {
        Tag::Preposition => !before.any(&CLAUSES) && !before.any(&["than", "like", "with", "by"]),
        tag => tag.is_finite() && !opens_clause(before),
    });
    let and = phrase.clone().rev().find(|at| items[*at].is("and") && *at > phrase.start).filter(|_| is_object);
    let has_clause = || items[clause_start(items, phrase.start)..phrase.start].iter().any(|item| item.tag.is_finite());
    match and {
        Some(and) if has_clause() => and + 1..phrase.end,
        _ => phrase,
    }
}

/// The noun phrase before the participle of which the phrase at `start` is the object.
fn beyond_participle(items: &[Item], start: usize) -> Option<Range<usize>> {
    let verb = start.checked_sub(1).filter(|at| matches!(items[*at].tag, Tag::Base | Tag::Ing))?;
    let open = |item: &Item| {
        item.is_quotation() || item.tag == Tag::Mark || item.tag.is_finite() || matches!(item.tag, Tag::Wh | Tag::Subordinator)
    };
    let participle = (1..=verb)
        .rev()
        .take(14)
        .take_while(|at| !open(&items[*at]))
        .find(|at| items[*at].tag == Tag::Ing && items[*at - 1].tag.is_noun())?;
    phrase_before(items, clause_start(items, participle), participle)
}

/// `an official quoted by the Herald | said`, `towns hit by floods | said`: the phrase before the participle of which the phrase at `start` is the agent.
fn beyond_agent(items: &[Item], start: usize) -> Option<Range<usize>> {
    let behind_noun = |at: usize| at > 0 && matches!(items[at - 1].tag, Tag::Noun | Tag::Nouns | Tag::Name);
    let is_done = |at: usize| matches!(items[at].tag, Tag::Past | Tag::PastParticiple) && behind_noun(at);
    let participle = start.checked_sub(2).filter(|at| items[at + 1].is("by") && (is_participle(&items[*at]) || is_done(*at)))?;
    let end = if participle > 0 && items[participle - 1].is(",") { participle - 1 } else { participle };
    phrase_before(items, clause_start(items, end), end)
}

/// Whether the word may be the participle of what is done to words or to who says them.
fn is_participle(item: &Item) -> bool {
    const DONE: [&str; 9] = ["seen", "obtained", "reviewed", "viewed", "written", "signed", "sent", "prepared", "commissioned"];
    item.any(&CARRIES) || item.any(&DONE)
}

/// Conjunctions that open a clause of circumstance.
const CLAUSES: [&str; 10] = ["after", "before", "when", "while", "because", "since", "as", "until", "once", "although"];

/// `an engineer who worked on the spillway | said`: a relative clause without commas that has its verb already; the phrase before it is the subject.
fn beyond_relative(items: &[Item], at: usize, verb: usize) -> Option<Range<usize>> {
    let stop = |item: &Item| item.is_quotation() || item.tag == Tag::Mark || item.tag == Tag::Coordinator && item.is("but");
    let wh = (0..at)
        .rev()
        .take(25)
        .take_while(|index| !stop(&items[*index]))
        .find(|index| items[*index].any(&["who", "which"]) || is_subject_that(items, *index))?;
    // `a fiddler who was stuck after a farmer | claimed`: another clause has begun, with a subject of its own.
    let opened = |from: usize| items[wh + 1..from].iter().any(|item| item.tag.is_finite());
    if (wh + 1..at).any(|from| items[from].any(&CLAUSES) && opened(from) && is_subject_of_clause(items, from, at)) {
        return None;
    }
    let finite = items[wh + 1..at].iter().filter(|item| item.tag.is_finite()).count();
    let helped = finite > 0 && items[wh + 1..verb].iter().any(|item| item.tag.is_finite() && !is_auxiliary(item));
    let only_be = finite > 0 && items[wh + 1..at].iter().any(|item| item.any(&["is", "are", "was", "were", "has", "had", "have"]));
    let before = wh.checked_sub(1)?;
    // A verb of saying inside may have opened a clause whose subject this is.
    let says = items[wh + 1..at]
        .iter()
        .any(|item| item.tag.is_finite() && LEXICON.verbs(&item.lower).any(|entry| entry.frames.has(Frame::Clause)));
    if !(helped || only_be) || says || !ends_phrase(&items[before]) {
        return None;
    }
    phrase_before(items, clause_start(items, wh), wh)
}

/// Whether the words between the conjunction and `at` are a subject: `when the boy`, `after a guard`, but not `after the release`.
fn is_subject_of_clause(items: &[Item], conjunction: usize, at: usize) -> bool {
    let phrase = phrase_before(items, conjunction + 1, at).filter(|phrase| phrase.start == conjunction + 1);
    let somebody = |item: &Item| LEXICON.is_person(&item.lower) || item.mention.is_some() || matches!(item.tag, Tag::Name | Tag::Pronoun);
    phrase.is_some() && (items[conjunction].any(&["when", "while", "because", "although"]) || somebody(&items[at - 1]))
}

/// `the kiln that burns peat`: the pronoun, and not what opens a clause that somebody says.
fn is_subject_that(items: &[Item], at: usize) -> bool {
    let noun = at.checked_sub(1).is_some_and(|before| matches!(items[before].tag, Tag::Noun | Tag::Nouns));
    let says = at.checked_sub(1).is_some_and(|before| LEXICON.noun(&items[before].lower).is_some());
    items[at].is("that") && noun && !says && items.get(at + 1).is_some_and(|next| next.tag.is_finite())
}

/// The first position to which a subject that ends at `at` may reach.
fn floor(items: &[Item], at: usize) -> usize {
    let start = (0..at).rev().take(60).find(|index| opens_clause(&items[*index])).map_or(at.saturating_sub(60), |index| index + 1);
    // After `told reporters` the reporters are no part of the next subject.
    let verb = (start..at).rev().find(|index| items[*index].tag.is_finite() || items[*index].tag == Tag::Ing);
    match verb {
        Some(verb) if LEXICON.verbs(&items[verb].lower).any(|entry| entry.frames.has(Frame::Whom)) => {
            let object = phrase_after(items, verb + 1);
            if object < at && object > verb + 1 { object } else { start }
        }
        _ => start,
    }
}

/// Steps left over adverbs and expressions of time: `The ministry on Tuesday | said`.
pub fn before_adverbials(items: &[Item], from: usize) -> usize {
    let mut at = from;
    while at > 0 {
        let item = &items[at - 1];
        let next = items.get(at);
        let time_next = next.is_some_and(|next| next.time || item.any(&["each", "every", "last", "this"]) && next.any(&SPANS));
        let each = item.any(&SPANS) && at >= 2 && items[at - 2].any(&["each", "every", "last", "this"]);
        let noun_before = at >= 2 && (ends_phrase(&items[at - 2]) || items[at - 2].tag == Tag::Wh);
        // `who some weeks before | had warned`
        let span = item.any(&SPANS) && next.is_some_and(|next| next.any(&["earlier", "later", "before", "ago", "after"]));
        let skip = span
            || each
            || item.time && item.tag != Tag::Determiner && next.is_none_or(|next| next.tag != Tag::Genitive)
            || item.tag == Tag::Adverb && !item.any(&["however", "meanwhile"])
            || item.tag == Tag::Preposition && time_next
            || item.tag == Tag::Determiner && time_next && noun_before
            // `personally and repeatedly praised`
            || item.is("and") && next.is_some_and(|next| next.tag == Tag::Adverb) && at >= 2 && items[at - 2].tag == Tag::Adverb
            || noun_before && item.any(&["all", "both", "each", "himself", "herself", "themselves", "itself"]);
        if !skip {
            break;
        }
        at -= 1;
    }
    // `In October the ministry | said`: all the way would leave nothing.
    if at == 0 { from } else { at }
}

/// Stretches of time.
const SPANS: [&str; 11] = ["moments", "minutes", "hours", "days", "weeks", "months", "years", "day", "week", "month", "year"];

/// What a relative clause belongs to: the noun phrase before its `who`, `which` or `that`.
fn relative(items: &[Item], pronoun: usize) -> Option<Subject> {
    let mut end = pronoun;
    // `in which`, `of whom`, `some of which`
    while end > 0 && (items[end - 1].tag == Tag::Preposition || items[end - 1].any(&["some", "all", "many", "both"])) {
        end -= 1;
    }
    if end > 0 && items[end - 1].is(",") {
        end -= 1;
    }
    let range = phrase_before(items, clause_start(items, end), end)?;
    // `the king, the prince’s father, who`: the clause belongs to the name before the apposition.
    let named = range.start.checked_sub(2).filter(|at| items[at + 1].is(",") && items[*at].tag == Tag::Name && end != pronoun);
    let range = match named {
        Some(last) => phrase_before(items, clause_start(items, last), last + 1)?,
        None => range,
    };
    Some(Subject { range: innermost(items, range), bond: Bond::Relative })
}

/// The member of a phrase with prepositions that a relative clause belongs to: of `a warning from the ministry that …` the ministry, of
/// `an official in Oslo who …` the official.
fn innermost(items: &[Item], range: Range<usize>) -> Range<usize> {
    let speaks = |range: Range<usize>| range.rev().any(|at| LEXICON.is_person(&items[at].lower) || items[at].tag == Tag::Name);
    // `a plan and an office that`: a second phrase with its own article.
    let joined =
        |at: &usize| items[*at].is("and") && items.get(at + 1).is_some_and(|next| matches!(next.tag, Tag::Determiner | Tag::Possessive));
    let range = range.clone().rev().find(joined).filter(|at| *at > range.start).map_or(range.clone(), |at| at + 1..range.end);
    // `criticism from those in support of the levy`
    let those = (range.start + 1..range.end).rev().find(|at| items[*at].any(&SOME) && items[at - 1].tag == Tag::Preposition);
    let range = those.map_or(range.clone(), |at| at..range.end);
    if items[range.start].any(&SOME) {
        return range;
    }
    let cut = range.clone().rev().find(|at| *at > range.start && matches!(items[*at].tag, Tag::Preposition | Tag::To));
    let Some(cut) = cut else { return range };
    // `a ruling of the court in favour of a smith who`: the person stands behind a noun that is nobody.
    let before = (range.start..cut).rev().find(|at| matches!(items[*at].tag, Tag::Preposition | Tag::To)).map_or(range.start, |at| at + 1);
    let is_nearest = !speaks(before..cut) && LEXICON.is_person(&items[range.end - 1].lower);
    let keeps = items[cut].any(&["in", "at", "near", "inside", "on", "of"]) && speaks(range.start..cut) && !is_nearest
        || !speaks(cut + 1..range.end);
    if keeps { range } else { cut + 1..range.end }
}

/// The start of the clause that `at` stands in.
fn clause_start(items: &[Item], at: usize) -> usize {
    (0..at).rev().take(80).find(|index| opens_clause(&items[*index])).map_or(at.saturating_sub(80), |index| index + 1)
}

/// `The minister, who …, said`: steps left over what stands between commas.
fn apposed(items: &[Item], comma: usize) -> Option<Subject> {
    let start = chunk_floor(items, comma);
    let mut end = comma;
    let mut best: Option<Range<usize>> = None;
    for _ in 0..5 {
        let from = (start..end).rev().find(|at| items[*at].is(",") && !joins_name(items, *at)).map_or(start, |at| at + 1);
        let chunk = &items[from..end];
        let first = chunk.first()?;
        let modifier = first.tag == Tag::Wh
            || matches!(first.tag, Tag::Ing | Tag::PastParticiple | Tag::Preposition | Tag::Adverb | Tag::Subordinator | Tag::To)
            || first.time
            || first.is("the") && chunk.len() == 1;
        if modifier {
            if best.is_some() || from == start {
                break;
            }
            end = from - 1;
            continue;
        }
        let finite = chunk.iter().any(|item| item.tag.is_finite());
        if finite {
            // The chunk is a clause; its last noun phrase may still be the subject of nothing.
            break;
        }
        let Some(phrase) = phrase_before(items, from, end) else { break };
        best = Some(match best {
            // `the minister, Ann Lund`: both name the subject.
            Some(right) => phrase.start..right.end,
            None => phrase,
        });
        if from == start || !has_head(items, start, from - 1) {
            break;
        }
        end = from - 1;
    }
    let opens = |start_of_phrase: usize| if names_opener(items, start, start_of_phrase) { start } else { start_of_phrase };
    best.map(|range| Subject { range: opens(range.start)..comma, bond: Bond::Apposed })
}

/// `Ann Lund, 30, from Tarn, one of those on the ferry, | said`: whether a name opens the clause and no other clause stands between.
fn names_opener(items: &[Item], start: usize, end: usize) -> bool {
    let Some(first) = (start..end).find(|at| items[*at].is(",")) else { return false };
    let is_aside = !items[first..end].iter().any(|item| item.tag.is_finite() || item.tag == Tag::Coordinator);
    first > start && is_aside && items[start..first].iter().all(|item| item.tag == Tag::Name && !item.time)
}

/// Whether a noun phrase that an apposition could belong to ends before `end`.
fn has_head(items: &[Item], floor: usize, end: usize) -> bool {
    let from = (floor..end).rev().find(|at| items[*at].is(",")).map_or(floor, |at| at + 1);
    let chunk = &items[from..end];
    let Some(first) = chunk.first() else { return false };
    !matches!(first.tag, Tag::Preposition | Tag::Ing | Tag::PastParticiple | Tag::Adverb | Tag::Subordinator | Tag::To | Tag::Coordinator)
        && !first.time
        && !chunk.iter().any(|item| item.tag.is_finite())
        && chunk.last().is_some_and(ends_phrase)
        && !chunk.iter().all(|item| item.time)
}

/// `Jr.`, `R-Texas`: commas inside a name.
fn joins_name(items: &[Item], comma: usize) -> bool {
    items.get(comma + 1).is_some_and(|item| item.any(&["jr.", "sr.", "inc.", "ltd.", "iii"]))
}

/// As far left as chunks between commas may be looked for.
fn chunk_floor(items: &[Item], comma: usize) -> usize {
    (0..comma)
        .rev()
        .take(70)
        .find(|at| {
            let item = &items[*at];
            item.is_quotation()
                || item.any(&[";", ":", "—", "–", "--", "?", "!", "("])
                || item.any(&["that", "but", "as"]) && item.tag != Tag::Wh
        })
        .map_or(comma.saturating_sub(70), |at| at + 1)
}

/// `The minister — a doctor — said`, `The minister (57) said`.
fn dashed(items: &[Item], close: usize) -> Option<Subject> {
    let open = if items[close].is(")") { "(" } else { items[close].lower.as_str() };
    let at = (0..close).rev().take(40).find(|at| items[*at].is(open))?;
    let range = phrase_before(items, clause_start(items, at), at)?;
    Some(Subject { range, bond: Bond::Apposed })
}

/// `The minister praised the plan and said`: the subject of the verb that the coordination begins with.
fn coordinated(items: &[Item], coordinator: usize, verb: &Group, depth: usize) -> Option<Subject> {
    let floor = (0..coordinator)
        .rev()
        .take(80)
        .find(|at| items[*at].any(&[";", ":", "?", "!"]))
        .map_or(coordinator.saturating_sub(80), |at| at + 1);
    // What opens a clause of its own goes back to the verb of saying; what takes an object goes with the nearest verb.
    let behind = |at: usize| items.get(verb.range.end + at);
    let opens = (0..4).any(|at| behind(at).is_some_and(|item| item.is("that") || item.is_quotation()))
        || LEXICON.verbs(&items[verb.verb].lower).any(|entry| entry.frames.has(Frame::Clause))
            && behind(0).is_none_or(|item| item.tag != Tag::To);
    let mut nearest: Option<(Subject, Tag)> = None;
    let mut at = coordinator;
    while at > floor {
        at -= 1;
        if !items[at].tag.is_finite()
            || (is_auxiliary(&items[at]) && items.get(at + 1).is_some_and(|next| next.tag.is_verb() || next.tag == Tag::Adverb))
        {
            continue;
        }
        let found = group(items, at, 0);
        if found.mood != Mood::Finite {
            continue;
        }
        let Some(subject) = subject_within(items, &found, depth) else { continue };
        if subject.bond == Bond::Relative {
            continue;
        }
        // A verb of saying before a clause governs all that follows; the second verb of saying goes with it.
        let says = LEXICON.verbs(&items[at].lower).any(|entry| entry.frames.has(Frame::Clause) || entry.frames.has(Frame::Whom));
        let clash = nearest.as_ref().is_some_and(|(_, tense)| *tense != verb.tense && found.tense == verb.tense);
        if nearest.is_none() || says && (opens || clash) {
            nearest = Some((subject, found.tense));
        }
        if says {
            break;
        }
    }
    nearest.map(|(subject, _)| Subject { bond: Bond::Shared, ..subject })
}

/// `Lund’s refusal to ask`: the owner; `push owners to promise`: those who shall do it; else the subject of the verb before.
fn infinitive(items: &[Item], verb: &Group, depth: usize) -> Option<Subject> {
    let start = verb.range.start;
    let before = start.checked_sub(1)?;
    let governor = governor(items, start)?;
    if matches!(items[before].tag, Tag::Noun | Tag::Nouns | Tag::Name | Tag::Pronoun)
        && let Some(phrase) = phrase_before(items, governor.range.end, start)
    {
        if let Some(genitive) = phrase.clone().rev().find(|at| items[*at].tag == Tag::Genitive).filter(|at| *at > phrase.start) {
            return Some(Subject { range: phrase.start..genitive, bond: Bond::Shared });
        }
        let somebody = LEXICON.is_person(&items[before].lower) || items[before].tag == Tag::Name || items[before].mention.is_some();
        let moved = phrase.start == governor.range.end && LEXICON.moves(&items[governor.verb].lower);
        if moved && somebody {
            return Some(Subject { range: phrase, bond: Bond::Shared });
        }
    }
    shared(items, &governor, depth)
}

/// The verb on which the words at `start` lean: the last one before them.
fn governor(items: &[Item], start: usize) -> Option<Group> {
    (0..start).rev().take(12).find(|at| items[*at].tag.is_verb() && !is_auxiliary(&items[*at])).map(|at| group(items, at, 0)).or_else(
        || {
            let at = (0..start).rev().take(12).find(|at| items[*at].tag.is_finite())?;
            Some(group(items, at, 0))
        },
    )
}

fn shared(items: &[Item], verb: &Group, depth: usize) -> Option<Subject> {
    let subject = subject_within(items, verb, depth)?;
    Some(Subject { bond: Bond::Shared, ..subject })
}

/// Verbs by which a document leaves its author.
pub const ISSUES: [&str; 12] =
    ["issued", "issues", "put", "puts", "released", "releases", "published", "sent", "made", "posted", "delivered", "gave"];

/// Verbs that put what another said or did to that one.
const BLAMES: [&str; 7] = ["accuse", "criticize", "criticise", "blame", "praise", "condemn", "fault"];

/// `…, saying`: the subject of the clause; `a report suggesting`, `with the ministry saying`: the noun before it.
fn participle(items: &[Item], verb: &Group, depth: usize) -> Option<Subject> {
    let start = before_adverbials(items, verb.range.start);
    let Some(before) = start.checked_sub(1) else {
        // It opens the sentence: the subject of the main clause behind it.
        return ahead(items, verb.range.end);
    };
    let item = &items[before];
    // `accused the council of | claiming`: whoever is blamed.
    if item.any(&["of", "for"])
        && let Some(range) = phrase_before(items, floor(items, before), before)
        && let Some(blames) =
            range.start.checked_sub(1).filter(|at| LEXICON.verbs(&items[*at].lower).any(|entry| BLAMES.contains(&entry.lemma.as_str())))
        && items[blames].tag.is_verb()
    {
        return Some(Subject { range, bond: Bond::Direct });
    }
    if ends_phrase(item) && !item.time {
        let range = phrase_before(items, floor(items, start), start)?;
        // `a quiet evening, with Lund | noting`
        let with = range.clone().rev().find(|at| *at > range.start && items[*at].is("with"));
        let range = with.map_or(range.clone(), |with| with + 1..range.end);
        // `put out statements saying`: whoever put them out.
        if LEXICON.is_document(&item.lower)
            && let Some(verb) = (0..range.start).rev().take(2).find(|at| items[*at].tag.is_finite() || items[*at].tag == Tag::Particle)
            && let Some(verb) = (0..=verb).rev().take(2).find(|at| items[*at].any(&ISSUES))
            && let Some(subject) = shared(items, &group(items, verb, 0), depth)
        {
            return Some(subject);
        }
        return Some(Subject { range, bond: Bond::Direct });
    }
    if verb.range.start == 0 || item.tag == Tag::Mark && before == 0 {
        return ahead(items, verb.range.end);
    }
    // `before adding`, `by rejecting`, `…, saying`, `and saying`: the last finite verb that is no relative clause's.
    let floor = (0..before).rev().take(80).find(|at| items[*at].any(&[";", "?", "!"])).map_or(before.saturating_sub(80), |at| at + 1);
    let mut best = None;
    for at in (floor..=before).rev() {
        if items[at].tag.is_finite() {
            let found = group(items, at, 0);
            let verb = if is_auxiliary(&items[at]) { main_verb(items, at) } else { at };
            let found = if verb == at { found } else { group(items, verb, 0) };
            if let Some(subject) = subject_within(items, &found, depth).filter(|subject| subject.bond != Bond::Relative) {
                // Of a verb of saying and the clause that it opens, the saying one.
                let says = LEXICON.verbs(&items[verb].lower).any(|entry| entry.frames.has(Frame::Clause) || entry.frames.has(Frame::Whom));
                if says {
                    return Some(Subject { bond: Bond::Shared, ..subject });
                }
                best = best.or(Some(subject));
            }
        }
    }
    if best.is_none() {
        return ahead(items, verb.range.end);
    }
    best.map(|subject| Subject { bond: Bond::Shared, ..subject })
}

/// The verb that the auxiliary at `at` helps.
fn main_verb(items: &[Item], at: usize) -> usize {
    let mut verb = at;
    while let Some(next) = items.get(verb + 1).filter(|next| next.tag == Tag::Adverb || next.tag.is_verb()) {
        verb += 1;
        if next.tag.is_verb() && !is_auxiliary(next) {
            return verb;
        }
    }
    at
}

/// The subject of the main clause that follows an opening participle: `Calling it a ploy, Nyberg said …`.
fn ahead(items: &[Item], from: usize) -> Option<Subject> {
    let comma = (from..items.len()).find(|at| items[*at].is(","))?;
    let end = phrase_after(items, comma + 1);
    (end > comma + 1).then(|| Subject { range: comma + 1..end, bond: Bond::Shared })
}
