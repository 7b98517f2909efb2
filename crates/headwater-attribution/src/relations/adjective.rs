//! Attributions whose cue is an adjective of belief: `is confident that …`, `remain ready to …`.

use headwater_core::Act;

use super::{
    Context, Relation, content,
    group::{group, is_negation},
    phrase::clause_at,
    source,
    verb::speaks,
};
use crate::{
    lexicon::{Frame, LEXICON},
    tagger::Tag,
    text::Region,
};

/// Verbs that say of somebody how they are minded.
const COPULAS: [&str; 17] = [
    "is", "are", "was", "were", "be", "been", "'re", "am", "seem", "seems", "seemed", "remain", "remains", "remained", "feel", "feels",
    "felt",
];

/// Finds the attributions of a region whose cue is an adjective.
pub fn find(context: &Context, region: &Region, out: &mut Vec<Relation>) {
    let items = &region.items;
    for at in 1..items.len() {
        let Some(frames) = LEXICON.adjective(&items[at].lower) else { continue };
        // `is | not at all | confident`
        let Some(copula) = (0..at).rev().take(4).find(|index| items[*index].any(&COPULAS)) else { continue };
        if items[copula + 1..at]
            .iter()
            .any(|item| item.tag != Tag::Adverb && !item.any(&["pretty", "very", "so", "more", "most", "at", "all"]))
        {
            continue;
        }
        let next = at + 1;
        let that = frames.has(Frame::That);
        let start = match items.get(next) {
            Some(item) if item.is("that") && that => next + 1,
            Some(item) if item.tag == Tag::To && frames.has(Frame::To) => next,
            Some(item) if that && matches!(item.tag, Tag::Pronoun | Tag::Determiner | Tag::Name | Tag::Possessive | Tag::There) => {
                if clause_at(items, next, content::end(items, next, Tag::Present)).is_none() {
                    continue;
                }
                next
            }
            _ => continue,
        };
        let group = group(items, copula, 0);
        let Some(subject) = source::subject(items, &group).filter(|subject| speaks(items, subject)) else { continue };
        let Some(content) = context.content(region, start..content::end(items, start, group.tense)) else { continue };
        out.push(Relation {
            source: Context::words(region, subject.range).into_iter().collect(),
            cue: Context::words(region, group.range.start..next).into_iter().collect(),
            content: vec![content],
            act: Act::Belief,
            negated: group.negated || items[copula..at].iter().any(is_negation),
        });
    }
}
