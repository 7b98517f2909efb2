//! Quotations without a cue of their own, and cues that are marks: running speakers, pull quotes, `X: we will …`.

use headwater_core::{Act, BlockKind, Span};

use super::{Context, Relation, content};
use crate::{
    lexicon::LEXICON,
    tagger::Tag,
    text::{Region, Role, Text},
};

/// Adds the quotations that no cue of theirs attributes.
pub fn find(context: &Context, text: &Text, relations: &mut Vec<Relation>) {
    let mut before: Option<&Region> = None;
    for region in text.regions.iter().filter(|region| region.inside.is_none()) {
        headed(context, region, relations);
        signed(context, before, region, relations);
        before = Some(region);
    }
    continued(context, text, relations);
    announced(context, text, relations);
}

/// Words that a quotation in a headline must have: two may be the writer's (`“rogue” harbour`).
const ANNOUNCED: usize = 3;
/// So many such quotations are looked for: each is held against all that is said.
const MOST_ANNOUNCED: usize = 20;

/// `“The tide is turning”: Arland may open the lock`: a headline's quotation without a cue is somebody's words in the report, who is found when its
/// sources are resolved.
fn announced(context: &Context, text: &Text, relations: &mut Vec<Relation>) {
    let mut found: Vec<Span> = Vec::new();
    for region in text.regions.iter().filter(|region| matches!(region.kind, BlockKind::Headline | BlockKind::Subhead)) {
        for index in region.items.iter().filter_map(|item| item.quotation) {
            let inner = content::inner(context.text, &context.analysis.quotations[index]);
            if found.len() == MOST_ANNOUNCED {
                break;
            }
            let is_told = relations.iter().any(|relation| relation.content.iter().any(|content| content.overlaps(inner)));
            if !is_told && words(inner.of(context.text)).len() >= ANNOUNCED && !found.contains(&inner) {
                found.push(inner);
            }
        }
    }
    let said_below = |inner: &Span| relations.iter().any(|relation| says(context.text, relation, *inner));
    let found: Vec<Span> = found.into_iter().filter(said_below).collect();
    relations.extend(found.into_iter().map(|inner| Relation {
        source: Vec::new(),
        cue: Vec::new(),
        content: vec![inner],
        act: Act::Speech,
        negated: false,
    }));
}

/// Whether what is said has all these words in a row, elsewhere on the page.
pub fn says(text: &str, relation: &Relation, quoted: Span) -> bool {
    let wanted = words(quoted.of(text));
    let mut elsewhere = relation.content.iter().filter(|content| !content.overlaps(quoted));
    elsewhere.any(|content| words(content.of(text)).windows(wanted.len().max(1)).any(|row| row == wanted))
}

/// Words in small letters without marks.
fn words(text: &str) -> Vec<String> {
    let bare = |word: &str| word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    text.split_whitespace().map(bare).filter(|word| !word.is_empty()).collect()
}

/// `Minister: we will stay`: a headline whose speaker stands before a colon; `The minister’s message was plain: “…”`.
fn headed(context: &Context, region: &Region, relations: &mut Vec<Relation>) {
    let items = &region.items;
    let Some(colon) = items.iter().position(|item| item.is(":")) else { return };
    let speaker = &items[..colon];
    let bare = !speaker.is_empty()
        && speaker.len() <= 6
        && speaker.iter().all(|item| {
            !LEXICON.is_verb(&item.lower)
                && matches!(item.tag, Tag::Name | Tag::Noun | Tag::Nouns | Tag::Adjective | Tag::Genitive | Tag::Determiner)
        })
        && speaker.iter().any(|item| item.mention.is_some() || item.tag == Tag::Name || LEXICON.is_document(&item.lower));
    let quoted = items.get(colon + 1).is_some_and(crate::text::Item::is_quotation);
    if !(bare
        && (quoted
            || matches!(region.kind, BlockKind::Headline | BlockKind::Subhead)
                && items[colon + 1..].iter().any(|item| item.tag.is_finite())))
    {
        return;
    }
    let range = if quoted { colon + 1..colon + 2 } else { colon + 1..items.len() };
    let Some(content) = context.content(region, range) else { return };
    let Some(source) = Context::words(region, 0..colon) else { return };
    relations.push(Relation {
        source: vec![source],
        cue: vec![items[colon].span],
        content: vec![content],
        act: Act::Speech,
        negated: false,
    });
}

/// `“…” — Ann Lund, minister of fisheries`: a pull quote with its speaker behind a dash, in one sentence or two.
fn signed(context: &Context, before: Option<&Region>, region: &Region, relations: &mut Vec<Relation>) {
    let items = &region.items;
    let (quotation, at) = match (items.first().and_then(|item| item.quotation), before) {
        (Some(quotation), _) => (quotation, 1),
        (None, Some(before)) if before.block == region.block && before.items.len() == 1 => match before.items[0].quotation {
            Some(quotation) => (quotation, 0),
            None => return,
        },
        _ => return,
    };
    let (Some(dash), Some(speaker)) = (items.get(at), items.get(at + 1..)) else { return };
    let signed = dash.any(&["—", "–", "--", "-", "―"])
        && (1..=16).contains(&speaker.len())
        && speaker[0].capital
        && !speaker.iter().any(|item| item.tag.is_finite());
    if !signed {
        return;
    }
    relations.push(Relation {
        source: Context::words(region, at + 1..items.len()).into_iter().collect(),
        cue: Vec::new(),
        content: vec![content::inner(context.text, &context.analysis.quotations[quotation])],
        act: Act::Speech,
        negated: false,
    });
}

/// A further quotation of a speaker who was quoted just before: in the same paragraph, or a paragraph that is all quotation.
fn continued(context: &Context, text: &Text, relations: &mut Vec<Relation>) {
    let taken: Vec<Span> = {
        let mut taken: Vec<Span> = relations.iter().flat_map(|relation| relation.content.iter().copied()).collect();
        taken.sort();
        taken
    };
    let mut speaker = false;
    let mut block = None;
    for region in text.regions.iter().filter(|region| region.inside.is_none()) {
        let fresh = block != Some(region.block);
        block = Some(region.block);
        let bare = region.items.iter().all(|item| item.is_quotation() || item.tag == Tag::Mark);
        let mut here = false;
        for item in &region.items {
            let Some(index) = item.quotation else { continue };
            let inner = content::inner(context.text, &context.analysis.quotations[index]);
            let attributed = taken.binary_search(&inner).is_ok() || covers(&taken, inner);
            if attributed {
                speaker = true;
                here = true;
                continue;
            }
            // A paragraph of its own must be nothing but the quotation.
            let goes_on = speaker && (bare || here || !fresh) && is_spoken(region.kind) && text.roles[index] == Role::Whole;
            if goes_on {
                relations.push(Relation { source: Vec::new(), cue: Vec::new(), content: vec![inner], act: Act::Speech, negated: false });
            }
        }
        let said = relations_in(region, &taken);
        if fresh && !said && !region.items.iter().any(crate::text::Item::is_quotation) {
            // A paragraph of the writer's own ends the speech; an indirect one keeps it.
            speaker = false;
        }
        speaker |= said;
    }
}

fn is_spoken(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Paragraph | BlockKind::List | BlockKind::Quote)
}

/// Whether some content begins inside the region.
fn relations_in(region: &Region, taken: &[Span]) -> bool {
    let (Some(first), Some(last)) = (region.items.first(), region.items.last()) else { return false };
    let span = first.span.to(last.span);
    let at = taken.partition_point(|content| content.start < span.start);
    taken.get(at).is_some_and(|content| content.start < span.end)
}

/// Whether a content holds the whole of `inner`.
fn covers(taken: &[Span], inner: Span) -> bool {
    let at = taken.partition_point(|content| content.start <= inner.start);
    taken[at.saturating_sub(6)..at].iter().any(|content| content.contains(inner))
}
