//! Whom pronouns and descriptions mean: the chains that the encoder links, and the bearers of names that the rules know in them.
//!
//! Each knows what the other does not. The rules join names that are spelled apart (`Orlo Vesk`, `Mr. Vesk`; acronyms and what they stand for) and never
//! give two persons one chain; the encoder finds pronouns and descriptions.

use headwater_core::Span;

use crate::{Analysis, encoder::LinkedMention};

/// The head words of mentions that the rules know nothing of, each with the bearer of the names in its chain. In text order.
pub fn meant(analysis: &Analysis) -> Vec<(Span, usize)> {
    let mut out = Vec::new();
    for chain in &analysis.reading.chains {
        let known: Vec<Option<usize>> = chain.iter().map(|mention| known(analysis, mention)).collect();
        // Where the rules know two names of a chain to mean different ones, a mention means the name before it; one before the first means the first.
        let mut current = known.iter().flatten().copied().next();
        for (mention, known) in chain.iter().zip(known) {
            current = known.or(current);
            out.extend(current.filter(|_| known.is_none()).map(|entity| (mention.head, entity)));
        }
    }
    out.sort_unstable();
    out
}

/// The bearer of the name or description that a mention's head stands in.
fn known(analysis: &Analysis, mention: &LinkedMention) -> Option<usize> {
    let first = analysis.mentions.partition_point(|known| known.span.end <= mention.head.start);
    let mut near = analysis.mentions[first..].iter().take_while(|known| known.span.start <= mention.head.start);
    near.find(|known| known.span.covers(mention.head.start)).map(|known| known.entity)
}
