//! What only a thing tells: `the colour of the ice suggests that …`, `“It means the well is dry,” she said`.
//!
//! That is an inference of whoever writes or speaks, and no further voice. Persons, bodies and documents do tell, and so do findings.
//! The writer's own inference is no statement; one inside a content is the speaker's, and names no source of its own.
//! The word lists are general knowledge, written for Headwater.

use headwater_core::Span;

use super::{Relation, prepositional::head};
use crate::{
    lexicon::LEXICON,
    tagger::Tag,
    text::{Item, Text},
};

/// Verbs by which a thing lets somebody infer something, or brings somebody to do it.
const INFERS: [&str; 6] = ["suggest", "imply", "mean", "indicate", "show", "encourage"];

/// Nouns for what was found out: by somebody, whose voice it stands for.
const FINDINGS: [&str; 16] = [
    "analysis",
    "data",
    "evidence",
    "figures",
    "findings",
    "footage",
    "images",
    "numbers",
    "polls",
    "records",
    "research",
    "results",
    "signs",
    "statistics",
    "test",
    "tests",
];

/// Takes things that cannot speak out of the sources, and the relations with them that stand in nobody's content.
pub fn leave_out(text: &Text, relations: &mut Vec<Relation>) {
    let mut contents: Vec<Span> = relations.iter().flat_map(|relation| relation.content.iter().copied()).collect();
    contents.sort_unstable();
    // Only the nearest contents that begin before a cue: more do not nest.
    let nested = |cue: Span| {
        let end = contents.partition_point(|content| content.start <= cue.start);
        contents[end.saturating_sub(12)..end].iter().any(|content| content.contains(cue))
    };
    relations.retain_mut(|relation| {
        if is_said_of(text, relation) {
            relation.source.clear();
        }
        let expletive = is_expletive(text, relation);
        let Some(cue) = relation.cue.first().copied().filter(|_| expletive || is_inference(text, relation)) else { return true };
        let kept = nested(cue);
        let points_back = !expletive && relation.source.first().is_some_and(|source| text.within(*source).len() == 1);
        if kept {
            relation.source.clear();
        }
        kept || points_back
    });
}

/// `The women were said to have left`: nobody says it in particular, least of all the one of whom it is said.
fn is_said_of(text: &Text, relation: &Relation) -> bool {
    let ([cue, ..], [source]) = (&relation.cue[..], &relation.source[..]) else { return false };
    let [be, said, ..] = text.within(*cue) else { return false };
    let is_passive = be.any(&["is", "are", "was", "were"]) && said.any(&["said", "believed", "thought", "reported", "understood"]);
    let behind = text.words.get(text.words.partition_point(|word| word.span.start < cue.end));
    is_passive
        && source.end <= cue.start
        && (behind.is_some_and(|word| word.is("to")) || text.within(*cue).last().is_some_and(|word| word.is("to")))
}

/// `It is too early to say …`, `it took years to prove …`: an `it` that stands for nobody.
fn is_expletive(text: &Text, relation: &Relation) -> bool {
    let (Some(cue), [source]) = (relation.cue.first(), &relation.source[..]) else { return false };
    let is_it = matches!(text.within(*source), [word] if word.is("it"));
    let between = text.within(Span::new(source.end, cue.start.max(source.end)));
    let be = between.first().is_some_and(|word| word.any(&["is", "was", "'s", "would", "will", "took", "takes", "remains"]));
    let early = between
        .iter()
        .any(|word| word.any(&["early", "hard", "difficult", "possible", "impossible", "time", "soon", "for", "years", "important"]));
    is_it && be && early && text.within(*cue).first().is_some_and(|word| word.is("to"))
}

/// Whether a thing, or `it`, is said to suggest something.
fn is_inference(text: &Text, relation: &Relation) -> bool {
    let (Some(cue), [source]) = (relation.cue.first(), &relation.source[..]) else { return false };
    let infers = |item: &Item| LEXICON.verbs(&item.lower).any(|verb| INFERS.contains(&verb.lemma.as_str()));
    if !text.within(*cue).last().is_some_and(infers) {
        return false;
    }
    let words = text.within(*source);
    if let [word] = words
        && word.any(&["it", "this", "that", "which"])
    {
        return true;
    }
    let Some(head) = head(words, 0..words.len()) else { return false };
    let noun = &words[head];
    let speaks = LEXICON.is_person(&noun.lower) || LEXICON.is_document(&noun.lower) || noun.any(&FINDINGS);
    matches!(noun.tag, Tag::Noun | Tag::Nouns) && !speaks && noun.mention.is_none() && !noun.capital
}
