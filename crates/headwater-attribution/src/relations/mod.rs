//! Finds attribution relations: source, cue and content, as spans, before anybody is identified.
//!
//! Two finders, joined: what the encoder reads ([`learned`]), and a rule engine. In both each cue stands on its own: the rules look at every
//! word that can attribute, read who and what from the words around it, and so find relations inside the contents of others without a second pass. What the relations mean together (chains, nesting, who `he` is) is for
//! [`resolve`](crate::resolve).

mod adjective;
mod anonymity;
mod answer;
mod before;
mod behind;
mod content;
mod group;
mod inference;
mod join;
mod learned;
mod medium;
mod noun;
mod phrase;
mod prepositional;
mod quoted;
mod quoting;
mod source;
mod unsaid;
mod verb;

use headwater_core::{Act, Article, Span};
use headwater_language::Analysis;

use crate::{
    lexicon::LEXICON,
    text::{Region, Role, Text},
};

pub(crate) use group::group;
pub(crate) use phrase::phrase_after;
pub(crate) use quoted::says;
pub(crate) use source::{ISSUES, subject};

/// One attribution: who, by which words, what.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Relation {
    /// The words that name the speaker; empty where none stand there.
    pub source: Vec<Span>,
    /// The words that attribute; empty where a quotation goes on without any.
    pub cue: Vec<Span>,
    /// What is said; never empty.
    pub content: Vec<Span>,
    /// Speech, belief or document.
    pub act: Act,
    /// Whether the cue denies (`denied`, `did not say`).
    pub negated: bool,
}

/// What the finders share.
pub(crate) struct Context<'a> {
    pub text: &'a str,
    pub analysis: &'a Analysis,
    pub roles: &'a [Role],
}

impl Context<'_> {
    /// The content in `range` of the region.
    pub fn content(&self, region: &Region, range: std::ops::Range<usize>) -> Option<Span> {
        content::span(self.text, &region.items, range, &self.analysis.quotations, self.roles)
    }

    /// The words in `range` of the region, marks at the ends dropped.
    pub fn words(region: &Region, range: std::ops::Range<usize>) -> Option<Span> {
        let items = region.items.get(range)?;
        let first = items.iter().find(|item| item.tag != crate::tagger::Tag::Mark)?;
        let last = items.iter().rev().find(|item| item.tag != crate::tagger::Tag::Mark || item.is(")"))?;
        Some(first.span.to(last.span))
    }
}

/// Finds every attribution of an article, in the order of their contents: what the encoder reads, what the rules find, and quotations that go on.
pub(crate) fn find(article: &Article, analysis: &Analysis, text: &Text) -> Vec<Relation> {
    let context = Context { text: &article.text, analysis, roles: &text.roles };
    finished(&context, text, join::joint(&article.text, learned::find(&article.text, analysis), by_rule(&context, text)))
}

/// The same by the rules alone.
pub fn find_by_rule(article: &Article, analysis: &Analysis) -> Vec<Relation> {
    let text = Text::new(article, analysis, &LEXICON);
    let context = Context { text: &article.text, analysis, roles: &text.roles };
    finished(&context, &text, by_rule(&context, &text))
}

/// Cues of all kinds.
fn by_rule(context: &Context, text: &Text) -> Vec<Relation> {
    let mut relations = Vec::new();
    for (at, region) in text.regions.iter().enumerate() {
        let first = relations.len();
        let citations = verb::find(context, region, &mut relations);
        prepositional::find(context, region, &mut relations);
        noun::find(context, region, &mut relations);
        adjective::find(context, region, &mut relations);
        quoting::cite(context, region, &citations, first, &mut relations);
        answer::find(context, text, at, first, &mut relations);
    }
    relations
}

/// Adds the quotations that no cue attributes, and puts all in order.
fn finished(context: &Context, text: &Text, mut relations: Vec<Relation>) -> Vec<Relation> {
    medium::cut(context, text, &mut relations);
    quoted::find(context, text, &mut relations);
    // `Please note that …` asks, and says nothing of anybody.
    let asks = |relation: &Relation| relation.source.first().is_some_and(|source| source.of(context.text).eq_ignore_ascii_case("please"));
    relations.retain(|relation| !relation.content.is_empty() && !asks(relation));
    inference::leave_out(text, &mut relations);
    unsaid::leave_out(context, text, &mut relations);
    relations
        .sort_by_key(|relation| (relation.content[0].start, std::cmp::Reverse(relation.content[0].end), relation.cue.first().copied()));
    relations.dedup_by(|b, a| a.content == b.content && (a.cue == b.cue || b.cue.is_empty()));
    relations
}
