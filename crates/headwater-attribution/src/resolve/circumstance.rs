//! What belongs to a saying besides who and what: its day, its audience, its form, its likelihood.

use headwater_core::{Certainty, Form, PartialDate, Span};

use super::{Page, media};
use crate::{relations::Relation, tagger::Tag};

/// Direct, indirect or mixed: by the share of the content that stands in quotation marks which do not hold all of its sentence.
pub fn form(page: &Page, relation: &Relation) -> Form {
    let (mut quoted, mut all) = (0, 0);
    let cue = relation.cue.first().copied();
    for content in &relation.content {
        for word in page.text.within(*content).iter().filter(|word| word.tag != Tag::Mark) {
            all += 1;
            // Words of a quotation that also holds the cue are the outer speaker's, not this one's.
            let own = page
                .analysis
                .quotations
                .iter()
                .any(|quotation| quotation.span.contains(word.span) && !cue.is_some_and(|cue| quotation.span.contains(cue)));
            quoted += usize::from(own);
        }
    }
    match quoted {
        0 => Form::Indirect,
        _ if quoted == all => Form::Direct,
        _ => Form::Mixed,
    }
}

/// The day of the saying: the expression of time nearest to the cue, outside what is said.
pub fn said_on(page: &Page, relation: &Relation) -> Option<PartialDate> {
    let cue = relation.cue.first()?;
    let sentence = page.analysis.sentences.iter().find(|sentence| sentence.span.covers(cue.start))?;
    page.analysis
        .times
        .iter()
        .filter(|time| sentence.span.contains(time.span) && !relation.content.iter().any(|content| content.contains(time.span)))
        .filter(|time| time.value.is_some())
        .min_by_key(|time| if time.span.start >= cue.end { time.span.start - cue.end } else { cue.start.saturating_sub(time.span.end) })
        .filter(|time| time.span.start.abs_diff(cue.start) < 80)
        .and_then(|time| time.value)
}

/// Whom it was said to: the object of `told`.
pub fn audience(page: &Page, relation: &Relation) -> Option<Span> {
    let cue = relation.cue.first()?;
    let at = page.text.words.partition_point(|word| word.span.start < cue.start);
    let words = &page.text.words[at..];
    let told = words.iter().take_while(|word| word.span.start < cue.end).position(|word| {
        word.any(&[
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
        ])
    })?;
    let phrase = crate::relations::phrase_after(words, told + 1);
    let items = &words[told + 1..phrase.max(told + 1)];
    let (first, last) = (items.first()?, items.last()?);
    let span = first.span.to(last.span);
    let inside = relation.content.iter().any(|content| content.overlaps(span));
    (!inside && !first.time && !media::is_agency(span.of(&page.article.text))).then_some(span)
}

/// The first word of likelihood in what is said.
pub fn certainty(page: &Page, relation: &Relation) -> Option<Certainty> {
    page.analysis.certainties.iter().find(|certainty| relation.content.iter().any(|content| content.contains(certainty.span))).cloned()
}
