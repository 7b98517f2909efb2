//! Occasions that the report tells of outside its statements: `The minister met the press on Tuesday`, `Lund spent Monday in the flooded streets`.
//!
//! Where somebody is told to have spoken on a day, all that he says goes on from there; where he only did something on a day, what he says in the very
//! next sentence. An occasion told again (`after the briefing`) has the day last told.

use headwater_core::{ActorId, PartialDate, Span};

use super::{Page, cast::Cast, day};
use crate::{relations::Relation, tagger::Tag, text::Item};

/// A sentence that tells of a day and of people.
#[derive(Clone, Debug)]
pub struct Occasion {
    /// Number of the sentence.
    pub sentence: usize,
    /// The day, where the sentence tells it and not an earlier one.
    pub day: Option<PartialDate>,
    /// Who took part: all whom a sentence about speaking names, else who opens the sentence.
    pub actors: Vec<ActorId>,
    /// Whether they spoke.
    pub speaks: bool,
}

/// Where people speak, and those who listen for the public.
const SPEAKING: [&str; 10] =
    ["briefing", "briefings", "session", "hearing", "conference", "press", "reporters", "journalists", "briefed", "testified"];

/// Where somebody speaks or writes, as nouns. General knowledge, written for Headwater.
const OCCASIONS: [&str; 20] = [
    "address",
    "briefing",
    "broadcast",
    "call",
    "column",
    "comments",
    "conference",
    "hearing",
    "interview",
    "letter",
    "meeting",
    "memo",
    "message",
    "post",
    "rally",
    "remarks",
    "session",
    "speech",
    "statement",
    "tweet",
];

/// Whether the words around a relation name an occasion that was not told of before: `at a separate briefing`, `in an interview with Lund`, but not
/// `in the interview`.
pub fn is_new(page: &Page, relation: &Relation) -> bool {
    const BETWEEN: usize = 4;
    let sentence = relation.cue.first().and_then(|cue| page.sentence_at(cue.start));
    let outside = |word: &&Item| !relation.content.iter().any(|content| content.contains(word.span));
    let words: Vec<&Item> = sentence.iter().flat_map(|sentence| page.text.within(sentence.span)).filter(outside).collect();
    let is_new = |at: usize| {
        let before = words[..at].iter().rev().take(BETWEEN);
        let mut phrase = before.take_while(|word| word.tag.is_noun() || matches!(word.tag, Tag::Adjective | Tag::Determiner));
        phrase.any(|word| word.any(&["a", "an", "another", "separate", "later", "subsequent"]))
    };
    (0..words.len()).any(|at| words[at].any(&OCCASIONS) && is_new(at))
}

/// The occasions in the order of the sentences.
pub fn occasions(page: &Page, relations: &[Relation], cast: &Cast) -> Vec<Occasion> {
    let mut contents: Vec<Span> = relations.iter().flat_map(|relation| relation.content.iter().copied()).collect();
    contents.sort();
    let mut occasions = Vec::new();
    for (number, sentence) in page.analysis.sentences.iter().enumerate() {
        let sentence = sentence.span;
        let near = contents.partition_point(|content| content.start < sentence.end);
        let inside: Vec<Span> = contents[..near].iter().rev().take(24).copied().filter(|content| content.overlaps(sentence)).collect();
        let outside = |span: Span| !inside.iter().any(|content| content.contains(span));
        let words: Vec<&Item> = page.text.within(sentence).iter().filter(|word| outside(word.span)).collect();
        let speaking = words.iter().position(|word| word.any(&SPEAKING));
        let first = page.analysis.times.partition_point(|time| time.span.start < sentence.start);
        let last = page.analysis.times.partition_point(|time| time.span.start < sentence.end);
        let whole = Span::new(sentence.end, sentence.end);
        let day = page.analysis.times[first..last.max(first)]
            .iter()
            .filter(|time| outside(time.span) && day::tells(page, sentence, whole, time.span))
            .find_map(|time| time.value.filter(|day| day::is_news(page, *day)));
        // `after the closed briefing`: told before.
        let met = speaking.filter(|at| words[*at].any(&["briefing", "session", "hearing", "conference"]));
        let again =
            met.is_some_and(|at| words[..at].iter().rev().find(|word| word.tag != Tag::Adjective).is_some_and(|word| word.is("the")));
        if day.is_none() && !again {
            continue;
        }
        let mut actors = Vec::new();
        for word in &words {
            let Some(mention) = word.mention.and_then(|mention| page.analysis.mentions.get(mention)) else { continue };
            let actor = cast.bearer(mention.entity);
            if !actors.contains(&actor) {
                actors.push(actor);
            }
        }
        if speaking.is_none() {
            actors.truncate(1);
        }
        if !actors.is_empty() {
            occasions.push(Occasion { sentence: number, day, actors, speaks: speaking.is_some() });
        }
    }
    occasions
}
