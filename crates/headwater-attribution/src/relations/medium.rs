//! The way in which something is said, where it stands behind what is said: `called it a ploy | in an interview with Radio Tarn`.
//!
//! It belongs to the innermost cue before it: of `Vale said Lund had called it a ploy in a letter` the letter is Lund's.
//! The word lists are general knowledge, written for Headwater.

use headwater_core::Span;

use super::{Context, Relation};
use crate::{
    tagger::Tag,
    text::{Item, Text},
};

/// What somebody says or writes something in. Fewer than stand right behind a verb of saying: behind what is said, a speech or a rally is often told of.
const MEDIA: [&str; 25] = [
    "interview",
    "interviews",
    "statement",
    "statements",
    "tweet",
    "tweets",
    "email",
    "emails",
    "e-mail",
    "letter",
    "op-ed",
    "column",
    "filing",
    "memo",
    "post",
    "posts",
    "briefing",
    "conference",
    "release",
    "message",
    "messages",
    "remarks",
    "comments",
    "video",
    "note",
];

/// Behind these words the medium is part of what is said: `refused to take | part in an interview`.
const WITHIN: [&str; 22] = [
    "part",
    "participate",
    "participating",
    "participated",
    "appear",
    "appearing",
    "appeared",
    "engage",
    "engaged",
    "involved",
    "included",
    "includes",
    "used",
    "contained",
    "written",
    "published",
    "made",
    "found",
    "word",
    "words",
    "language",
    "interest",
];

/// Words that go on about the medium: `in a letter | to the council`, `in an interview | that aired on Sunday`.
const GOES_ON: [&str; 16] =
    ["with", "to", "on", "for", "at", "from", "by", "about", "after", "before", "late", "early", "that", "which", "earlier", "in"];

/// Most words behind the medium's noun.
const TAIL: usize = 14;

/// Ends each content before the way in which it was said.
pub fn cut(context: &Context, text: &Text, relations: &mut [Relation]) {
    let mut cues: Vec<(usize, usize)> =
        relations.iter().filter_map(|relation| Some((relation.cue.first()?.start, relation.content.last()?.end))).collect();
    cues.sort_unstable();
    for relation in relations {
        let (Some(cue), Some(run)) = (relation.cue.first(), relation.content.last_mut()) else { continue };
        let words = text.within(*run);
        let Some(medium) = (2..words.len()).find(|at| cue.end <= run.start && is_medium(words, *at)).map(|at| words[at].span) else {
            continue;
        };
        let inside = cues.partition_point(|(start, _)| *start < run.start)..cues.partition_point(|(start, _)| *start < medium.start);
        if !cues[inside].iter().any(|(_, end)| *end > medium.start) {
            *run = Span::new(run.start, medium.start).trim_matches(context.text, |c| c.is_whitespace() || c == ',');
        }
    }
}

/// Whether the words from `at` on are a medium: `in an interview with Radio Tarn that aired on Sunday`.
fn is_medium(words: &[Item], at: usize) -> bool {
    let (before, here) = (&words[at - 1], &words[at]);
    if !here.any(&["in", "during"]) || here.within.is_some() || before.any(&WITHIN) || before.tag == Tag::Mark {
        return false;
    }
    let own = words.get(at + 1).is_some_and(|word| word.any(&["his", "her", "its", "their"]))
        && words.get(at + 2).is_some_and(|word| word.is("own"));
    let first = at + 2 + usize::from(own);
    if !own && !words.get(at + 1).is_some_and(|word| word.any(&["a", "an"])) {
        return false;
    }
    let modifies = |word: &Item| {
        word.time
            || matches!(word.tag, Tag::Noun | Tag::Nouns | Tag::Name | Tag::Adjective | Tag::Number | Tag::Genitive | Tag::PastParticiple)
    };
    let noun = (first..words.len().min(first + 6)).find(|noun| words[*noun].any(&MEDIA) || !modifies(&words[*noun]));
    let Some(noun) = noun.filter(|noun| words[*noun].any(&MEDIA)) else { return false };
    let tail = &words[noun + 1..];
    let goes_on = tail.first().is_none_or(|next| next.time || next.any(&GOES_ON) || next.tag == Tag::PastParticiple);
    let relative = tail.iter().position(|word| word.any(&["that", "which", "who"])).unwrap_or(tail.len());
    let tells_more = tail[..relative].iter().any(|word| word.tag.is_finite() || word.is(",") || word.is_quotation());
    goes_on && !tells_more && tail.len() <= TAIL
}
