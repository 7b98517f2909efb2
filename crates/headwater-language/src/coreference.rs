//! Who is meant where: the chains of mentions that the encoder links, joined with the bearers of names and descriptions that the rules know.
//!
//! Each knows what the other does not. The rules join names that are spelled apart (`Orlo Vesk`, `Mr. Vesk`; acronyms and what they stand for) and never
//! give two persons one chain; the encoder finds pronouns, descriptions and the whole extent of a mention.

use headwater_core::Span;

use crate::{Analysis, encoder::LinkedMention};

/// Chains of at least two mentions; chains and mentions in text order.
pub fn chains(analysis: &Analysis) -> Vec<Vec<Span>> {
    let mut chains: Vec<Vec<Span>> = vec![Vec::new(); analysis.entities.len()];
    let mut taken = vec![false; analysis.mentions.len()];
    for chain in &analysis.reading.chains {
        for part in parted(analysis, chain, &mut taken) {
            match part.entity {
                Some(entity) => chains[entity].extend(part.spans),
                None => chains.push(part.spans),
            }
        }
    }
    for (mention, taken) in analysis.mentions.iter().zip(taken) {
        if !taken {
            chains[mention.entity].push(mention.span);
        }
    }
    for chain in &mut chains {
        chain.sort_by_key(|span| (span.start, span.end));
        chain.dedup();
    }
    chains.retain(|chain| chain.len() > 1);
    chains.sort();
    chains
}

/// Mentions of one chain that mean the same, and whom the rules know them to mean.
struct Part {
    entity: Option<usize>,
    spans: Vec<Span>,
}

/// A linked chain, parted where the rules know its names to mean different ones.
fn parted(analysis: &Analysis, chain: &[LinkedMention], taken: &mut [bool]) -> Vec<Part> {
    let known: Vec<Option<usize>> = chain.iter().map(|mention| known(analysis, mention, taken)).collect();
    let mut parts: Vec<Part> = Vec::new();
    // Mentions before the first name mean the first.
    let mut current = known.iter().flatten().copied().next();
    for (mention, known) in chain.iter().zip(known) {
        current = known.or(current);
        match parts.iter_mut().find(|part| part.entity == current) {
            Some(part) => part.spans.push(mention.span),
            None => parts.push(Part { entity: current, spans: vec![mention.span] }),
        }
    }
    parts
}

/// The bearer of the name or description that a mention's head stands in.
fn known(analysis: &Analysis, mention: &LinkedMention, taken: &mut [bool]) -> Option<usize> {
    let first = analysis.mentions.partition_point(|known| known.span.end <= mention.head.start);
    let at = (first..analysis.mentions.len())
        .take_while(|at| analysis.mentions[*at].span.start <= mention.head.start)
        .find(|at| analysis.mentions[*at].span.covers(mention.head.start))?;
    taken[at] = true;
    Some(analysis.mentions[at].entity)
}
