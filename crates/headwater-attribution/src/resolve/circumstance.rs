//! What belongs to a saying besides who and what: its audience, its form, its likelihood.

use headwater_core::{Certainty, Form, Span};

use super::{Page, media};
use crate::{relations::Relation, tagger::Tag};

/// Direct, indirect or mixed: by the share of the content that stands in quotation marks of its own. Words of a quotation that also holds the cue are
/// the outer speaker's, not this one's.
pub fn form(page: &Page, relation: &Relation) -> Form {
    let quotations = &page.analysis.quotations;
    let cue = relation.cue.first().copied();
    let (mut quoted, mut all) = (0, 0);
    for word in relation.content.iter().flat_map(|content| page.text.within(*content)).filter(|word| word.tag != Tag::Mark) {
        all += 1;
        let own = |index: usize| cue.is_none_or(|cue| !quotations[index].span.contains(cue));
        let last = quotations.partition_point(|quotation| quotation.span.start <= word.span.start);
        let nested = || (last.saturating_sub(6)..last).any(|index| quotations[index].span.contains(word.span) && own(index));
        quoted += usize::from(word.within.is_some_and(|outer| own(outer) || nested()));
    }
    match quoted {
        0 => Form::Indirect,
        _ if quoted == all => Form::Direct,
        _ => Form::Mixed,
    }
}

/// Verbs whose object is who hears it.
const ADDRESSES: [&str; 14] = [
    "told",
    "tell",
    "tells",
    "telling",
    "assured",
    "reassured",
    "informed",
    "reminded",
    "warned",
    "briefed",
    "urged",
    "asked",
    "advised",
    "notified",
];

/// Whom it was said to: the object of `told`.
pub fn audience(page: &Page, relation: &Relation) -> Option<Span> {
    let cue = relation.cue.first()?;
    let at = page.text.words.partition_point(|word| word.span.start < cue.start);
    let words = &page.text.words[at..];
    let told = words.iter().take_while(|word| word.span.start < cue.end).position(|word| word.any(&ADDRESSES))?;
    let phrase = crate::relations::phrase_after(words, told + 1);
    let items = &words[told + 1..phrase.max(told + 1)];
    let (first, last) = (items.first()?, items.last()?);
    let span = first.span.to(last.span);
    let inside = relation.content.iter().any(|content| content.overlaps(span));
    (!inside && !first.time && !media::is_agency(span.of(&page.article.text))).then_some(span)
}

/// The first word of likelihood in what is said.
pub fn certainty(page: &Page, relation: &Relation) -> Option<Certainty> {
    let certainties = &page.analysis.certainties;
    relation.content.iter().find_map(|content| {
        let first = certainties.partition_point(|certainty| certainty.span.start < content.start);
        certainties.get(first).filter(|certainty| content.contains(certainty.span)).cloned()
    })
}
