//! Who and what a report names or describes, every variant joined to its bearer.
//!
//! In steps, each in its own module: what single words are ([`vocabulary`]) and what the world's lists know ([`gazetteer`]); where names stand and
//! what they look like ([`find`]); headlines and common words, where only names known from elsewhere count ([`known`]); what the encoder has read where the
//! rules only guess ([`learned`]); offices told before or behind
//! a name ([`roles`]); variants joined to one bearer ([`join`]); descriptions and who is meant by them ([`describe`]).

mod describe;
mod find;
mod gazetteer;
mod join;
mod kin;
mod known;
mod learned;
mod roles;
#[cfg(test)]
mod tests;
mod vocabulary;

pub use gazetteer::{Country, countries};
pub use kin::is_kin;
pub(crate) use vocabulary::{is_common, is_function, is_person_noun, is_verb};

use std::ops::Range;

use crate::{Entity, EntityMention, Quotation, Sentence, Token, encoder};
use find::Named;
use join::Bearer;
use vocabulary::Facts;

/// Entities in order of first mention, and all mentions in text order.
pub(crate) fn entities(
    text: &str,
    tokens: &[Token],
    sentences: &[Sentence],
    quotations: &[Quotation],
    read: &[encoder::Name],
) -> (Vec<Entity>, Vec<EntityMention>) {
    let facts = vocabulary::facts(text, tokens);
    let mut page = Page { text, tokens, facts, sentences, quotations, shouting: Vec::new() };
    page.shouting = sentences.iter().map(|sentence| known::shouts(&page, sentence)).collect();
    let evidence = find::Evidence::of(&page);
    for (facts, token) in page.facts.iter_mut().zip(tokens).filter(|(facts, _)| facts.any(Facts::CAPITAL)) {
        if evidence.is_pair(token.span.of(text)) {
            *facts = facts.without(Facts::CAPITAL);
        }
    }
    let mut named: Vec<Named> = Vec::new();
    for (number, sentence) in sentences.iter().enumerate() {
        if !page.shouts(number) {
            find::names(&page, sentence.tokens.clone(), &evidence, &mut named);
        }
    }
    known::family_names(&page, &evidence, &mut named);
    known::headlines(&page, &mut named);
    named.sort_by_key(|name| (name.tokens.start, name.tokens.end));
    named.dedup_by(|later, earlier| later.tokens.start < earlier.tokens.end);
    learned::correct(&page, read, &mut named);
    named.dedup_by(|later, earlier| later.tokens.start < earlier.tokens.end);
    let roles = roles::roles(&page, &named);
    let mut bearers = join::join(&page, &named, &roles);
    let described = describe::describe(&page, &named, &roles, &mut bearers);
    finish(&page, &named, &bearers, described)
}

/// One report as the steps see it.
struct Page<'a> {
    text: &'a str,
    tokens: &'a [Token],
    /// What is known of each token.
    facts: Vec<Facts>,
    sentences: &'a [Sentence],
    quotations: &'a [Quotation],
    /// Which sentences write every word with a capital.
    shouting: Vec<bool>,
}

impl Page<'_> {
    fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.span.of(self.text))
    }

    /// The words of a range of tokens as they stand.
    fn words(&self, tokens: &Range<usize>) -> &str {
        match (self.tokens.get(tokens.start), tokens.end.checked_sub(1).and_then(|end| self.tokens.get(end))) {
            (Some(first), Some(last)) if tokens.start < tokens.end => first.span.to(last.span).of(self.text),
            _ => "",
        }
    }

    /// Whether only white space stands between this token and the next.
    fn is_adjacent(&self, at: usize) -> bool {
        let (Some(this), Some(next)) = (self.tokens.get(at), self.tokens.get(at + 1)) else { return false };
        let gap = &self.text[this.span.end..next.span.start];
        !gap.is_empty() && gap.bytes().filter(|b| *b == b'\n').count() < 2
    }

    fn shouts(&self, sentence: usize) -> bool {
        self.shouting.get(sentence).copied().unwrap_or_default()
    }

    fn analysis_sentences(&self) -> impl Iterator<Item = Range<usize>> {
        self.sentences.iter().map(|sentence| sentence.tokens.clone())
    }

    /// The sentence that the token stands in.
    fn sentence_of(&self, token: usize) -> usize {
        self.sentences.partition_point(|sentence| sentence.tokens.end <= token)
    }

    /// Whether the token stands inside a quotation.
    fn is_quoted(&self, token: usize) -> bool {
        let Some(at) = self.tokens.get(token).map(|token| token.span.start) else { return false };
        let until = self.quotations.partition_point(|quotation| quotation.span.start <= at);
        // Quotations nest at most a few deep: the enclosing one is among the last that begin before.
        self.quotations[..until].iter().rev().take(4).any(|quotation| quotation.span.covers(at))
    }
}

/// Brings bearers and descriptions into the order of the text.
fn finish(page: &Page, named: &[Named], bearers: &[Bearer], described: Vec<describe::Described>) -> (Vec<Entity>, Vec<EntityMention>) {
    let mut mentions: Vec<(Range<usize>, usize, crate::MentionForm)> = Vec::new();
    for (number, bearer) in bearers.iter().enumerate() {
        mentions.extend(bearer.mentions.iter().map(|at| (named[*at].tokens.clone(), number, crate::MentionForm::Name)));
    }
    mentions.extend(described.into_iter().map(|description| (description.tokens, description.bearer, description.form)));
    mentions.sort_by_key(|(tokens, bearer, _)| (tokens.start, std::cmp::Reverse(tokens.end), *bearer));
    let mut place: Vec<Option<usize>> = vec![None; bearers.len()];
    let mut order = Vec::new();
    for (_, bearer, _) in &mentions {
        if place[*bearer].is_none() {
            place[*bearer] = Some(order.len());
            order.push(*bearer);
        }
    }
    let entities = order.iter().map(|number| bearers[*number].entity()).collect();
    let mentions = mentions
        .into_iter()
        .filter_map(|(tokens, bearer, form)| {
            let span = page.tokens[tokens.start].span.to(page.tokens[tokens.end - 1].span);
            Some(EntityMention { span, entity: place[bearer]?, form })
        })
        .collect();
    (entities, mentions)
}
