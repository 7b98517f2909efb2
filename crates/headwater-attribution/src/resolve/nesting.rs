//! Which relation stands inside which.

use headwater_core::Span;

use super::{Node, Page};
use crate::{lexicon::LEXICON, relations::Relation, tagger::Tag};

/// For each relation, in the order of contents, the smallest other one whose content holds its cue and content.
pub fn parents(relations: &[Relation]) -> Vec<Option<usize>> {
    // Contents open in text order; those that may still hold a later one wait on a stack.
    let extents: Vec<Span> = relations.iter().map(extent).collect();
    let mut order: Vec<usize> = (0..relations.len()).collect();
    order.sort_by_key(|index| (extents[*index].start, std::cmp::Reverse(extents[*index].end)));
    let mut waiting: Vec<usize> = Vec::new();
    let mut by_content: Vec<usize> = (0..relations.len()).collect();
    by_content.sort_by_key(|index| (relations[*index].content[0].start, std::cmp::Reverse(relations[*index].content[0].end)));
    let mut next = 0;
    let mut parents = vec![None; relations.len()];
    for index in order {
        let own = extents[index];
        while let Some(candidate) = by_content.get(next).copied().filter(|candidate| relations[*candidate].content[0].start <= own.start) {
            waiting.push(candidate);
            next += 1;
        }
        waiting.retain(|candidate| relations[*candidate].content[0].end > own.start);
        parents[index] = waiting
            .iter()
            .copied()
            .filter(|candidate| *candidate != index && holds(&relations[*candidate], &relations[index]))
            .min_by_key(|candidate| relations[*candidate].content[0].len());
    }
    parents
}

/// From the first to the last word of cue and content.
fn extent(relation: &Relation) -> Span {
    relation.cue.iter().chain(&relation.content).copied().reduce(Span::to).unwrap_or(Span::new(0, 0))
}

/// A claim that another voice only takes a stand on (`has not confirmed the ministry’s claim that …`, `dismissed reports that …`) is told by the page,
/// not by that voice: it stands beside the relation that holds it.
pub fn lift(page: &Page, relations: &[Relation], nodes: &mut [Node]) {
    const STANDS: [&str; 8] = ["confirm", "reject", "dismiss", "dispute", "question", "doubt", "refut", "den"];
    for index in 0..nodes.len() {
        let Some(outer) = nodes[index].parent else { continue };
        if is_circumstance(page, &relations[outer], &relations[index]) {
            nodes[index].parent = nodes[outer].parent;
            continue;
        }
        let word = |relation: &Relation| relation.cue.first().map(|cue| cue.of(&page.article.text).to_lowercase()).unwrap_or_default();
        let noun = LEXICON.noun(&word(&relations[index])).is_some();
        let stands = word(&relations[outer]).split(' ').any(|word| STANDS.iter().any(|stand| word.starts_with(stand)));
        // Its content begins with the claim itself.
        let direct = relations[index]
            .source
            .first()
            .is_some_and(|source| relations[outer].content.first().is_some_and(|content| source.start <= content.start + 5));
        if noun && stands && direct {
            nodes[index].parent = nodes[outer].parent;
        }
    }
}

/// `thanked a fiddler who was stuck after a farmer claimed …`, `fought the plan, with Lund calling …`: what the content names is no clause, so the
/// clause of circumstance at its end is the writer's. So it is behind a closed quotation.
fn is_circumstance(page: &Page, outer: &Relation, inner: &Relation) -> bool {
    let (Some(content), Some(source)) = (outer.content.first(), inner.source.first()) else { return false };
    if !content.contains(*source) || content.start + 5 >= source.start {
        return false;
    }
    let before = page.text.within(Span::new(content.start, source.start));
    let opens = match before {
        [.., comma, with] if with.is("with") => comma.is(","),
        [.., word] => word.any(&["after", "while"]),
        [] => false,
    };
    if !opens {
        return false;
    }
    // A finite verb counts unless a relative clause holds it or it has no subject of its own.
    let goes_on =
        |at: usize| before[..at].iter().rev().find(|word| word.tag != Tag::Adverb).is_some_and(|word| word.tag == Tag::Coordinator);
    let is_clause =
        |at: usize| before[at].tag.is_finite() && !goes_on(at) && !before[at.saturating_sub(8)..at].iter().any(|word| word.tag == Tag::Wh);
    !(0..before.len()).any(is_clause)
}

fn holds(outer: &Relation, inner: &Relation) -> bool {
    let holds = |span: &Span| outer.content.iter().any(|content| content.contains(*span));
    // What hangs over by a word or a mark still belongs inside.
    let cue = if inner.cue.is_empty() { inner.content.iter().all(holds) } else { inner.cue.iter().all(holds) };
    // `Vale allegedly left, according to the Courier`: what nobody in particular says stands inside what somebody does.
    let of_nobody = inner.source.is_empty() && !inner.cue.is_empty() && !outer.source.is_empty();
    cue && (outer.content != inner.content || of_nobody)
        && inner
            .content
            .iter()
            .all(|content| outer.content.iter().any(|own| own.contains(*content) || own.overlaps(*content) && own.len() > content.len()))
}
