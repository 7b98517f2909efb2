//! From spans to statements: who the sources are, through whom each content came, when and to whom it was said.
//!
//! The steps, each in its module: [`cast`] lists the actors and finds the one that words name, [`mod@reference`] reads the words of a source,
//! [`pronoun`] finds who `he` is, [`nesting`] says what stands inside what, [`relay`] finds the voices that only pass on, [`identity`] whom a mere
//! description means after all, [`misspelt`] whom a name with a slip in it, [`day`] tells when it was said, with [`occasion`].
//! What [`mod@reference`] and [`pronoun`] ask stands apart: where a [`phrase`] ends and what heads it, who is behind a [`document`], [`several`] at once,
//! [`whose`] relative or office it is, which [`office`] one can hold, which [`firm`] `the company` is, [`media`], and what is [`nobody`].
//! [`circumstance`] adds audience, form and certainty. This module strings them together.

mod cast;
mod circumstance;
mod day;
mod document;
mod firm;
mod identity;
mod media;
mod misspelt;
mod nesting;
mod nobody;
mod occasion;
mod office;
mod phrase;
mod pronoun;
mod reference;
mod relay;
mod several;
mod whose;

use headwater_core::{ActorId, Mention};
use headwater_core::{Article, ArticleId, BlockKind, Polarity, Span, Statement, StatementId, Voice};
use headwater_language::{Analysis, Sentence};
use rustc_hash::FxHashSet;

pub(crate) use self::relay::CARRIES;
use self::{
    cast::Cast,
    pronoun::{Heard, Holder, Timeline},
    reference::Reference,
};
use crate::{
    Attributed,
    relations::{self, Relation},
    text::Text,
};

/// What all steps look at.
pub(crate) struct Page<'a> {
    pub article: &'a Article,
    pub analysis: &'a Analysis,
    pub text: &'a Text,
}

impl Page<'_> {
    /// The sentence that holds the byte.
    fn sentence_at(&self, at: usize) -> Option<&Sentence> {
        self.analysis.sentences.get(self.sentence_number(at)).filter(|sentence| sentence.span.covers(at))
    }

    /// Number of the first sentence that ends behind the byte.
    fn sentence_number(&self, at: usize) -> usize {
        self.analysis.sentences.partition_point(|sentence| sentence.span.end <= at)
    }
}

/// A relation on its way to a statement.
#[derive(Clone, Debug, Default)]
struct Node {
    /// The relation that it stands inside.
    parent: Option<usize>,
    /// Who speaks.
    actor: Option<ActorId>,
    /// Voices between the page, or the parent, and the speaker.
    relays: Vec<ActorId>,
    /// The relation whose speaker goes on here.
    continues: Option<usize>,
    /// The dropped relation whose place it took: `The Post reported` of `The Post reported, citing two officials`.
    took: Option<usize>,
    /// Whether it only passes on another relation and is no statement of its own.
    dropped: bool,
    resolved: bool,
}

/// Makes statements of relations, which must be in the order of their contents.
pub(crate) fn resolve(id: ArticleId, article: &Article, analysis: &Analysis, text: &Text, relations: &[Relation]) -> Attributed {
    let page = Page { article, analysis, text };
    let mut cast = Cast::new(id, &article.text, analysis);
    let mut timeline = Timeline::new(&page, &mut cast);
    let mut nodes: Vec<Node> = nesting::parents(relations).into_iter().map(|parent| Node { parent, ..Node::default() }).collect();
    let mut order: Vec<usize> = (0..relations.len()).collect();
    order.sort_by_key(|index| position(&relations[*index]));
    nesting::lift(&page, relations, &mut nodes);
    let mut running = None;
    for index in order {
        if relations[index].cue.is_empty() && relations[index].source.is_empty() {
            nodes[index].resolved = true;
            if is_headline(&page, relations[index].content[0]) {
                continue;
            }
            nodes[index].continues = running;
            nodes[index].actor = running.and_then(|before: usize| nodes[before].actor);
            continue;
        }
        speaker(&page, relations, &mut nodes, &mut cast, &mut timeline, index, 0);
        if nodes[index].parent.is_none() && nodes[index].actor.is_some() {
            running = Some(index);
        }
    }
    announced(&page, relations, &mut nodes);
    relay::collapse(&page, relations, &mut nodes, &cast);
    let cues = relay::Cues::new(relations);
    let reporters = relay::reporters(&page, relations, &nodes, &cast);
    for (index, node) in nodes.iter_mut().enumerate() {
        if let Some(actor) = node.actor.filter(|_| !node.dropped) {
            let mut relays = relay::phrases(&page, relations, &cues, &reporters, &mut cast, index);
            relays.retain(|relay| !node.relays.contains(relay) && *relay != actor);
            relays.append(&mut node.relays);
            node.relays = relays;
            if let Some(witness) = relay::vouched(&page, relations, &cast, index).filter(|witness| *witness != actor) {
                node.relays.push(actor);
                node.actor = Some(witness);
            }
        }
    }
    relay::carry(&page, relations, &mut nodes, &cast);
    let speakers: Vec<ActorId> = nodes.iter().filter_map(|node| node.actor).collect();
    let identities = identity::identities(&cast, speakers.into_iter());
    for voice in nodes.iter_mut().flat_map(|node| node.actor.iter_mut().chain(&mut node.relays)) {
        *voice = identities.get(voice).copied().unwrap_or(*voice);
    }
    statements(id, &page, relations, &nodes, cast)
}

/// Gives a headline's quotation to whoever says these words in the report: of a relation and the ones around it to the innermost.
fn announced(page: &Page, relations: &[Relation], nodes: &mut [Node]) {
    for index in 0..relations.len() {
        let Relation { source, cue, content, .. } = &relations[index];
        if !(source.is_empty() && cue.is_empty() && is_headline(page, content[0])) {
            continue;
        }
        let says_it = |other: &usize| nodes[*other].actor.is_some() && relations::says(&page.article.text, &relations[*other], content[0]);
        let told = (0..relations.len()).filter(says_it).min_by_key(|other| relations[*other].content[0].len());
        nodes[index].continues = told;
        nodes[index].actor = told.and_then(|told| nodes[told].actor);
        nodes[index].dropped = told.is_none();
    }
}

/// Where a relation's source stands in the text, or what else it has.
fn position(relation: &Relation) -> usize {
    relation.source.first().or(relation.cue.first()).or(relation.content.first()).map_or(0, |span| span.start)
}

/// Finds who speaks in the relation at `index`, the one that it stands inside first.
fn speaker(page: &Page, relations: &[Relation], nodes: &mut [Node], cast: &mut Cast, timeline: &mut Timeline, index: usize, depth: usize) {
    if nodes[index].resolved || depth > 12 {
        return;
    }
    nodes[index].resolved = true;
    if let Some(parent) = nodes[index].parent {
        speaker(page, relations, nodes, cast, timeline, parent, depth + 1);
    }
    let relation = &relations[index];
    let Some(source) = relation.source.first().copied() else { return };
    let holder = nodes[index]
        .parent
        .and_then(|parent| Some(Holder { actor: nodes[parent].actor?, cue: relations[parent].cue.first().map(|cue| cue.start) }));
    let actor = match reference::read(page, cast, source) {
        Reference::Actor(actor) => Some(actor),
        Reference::Pronoun(word) => timeline.find(page, cast, &word, source, holder, &relation.content),
        Reference::Speaker => holder.map(|holder| holder.actor),
        Reference::Generic(head) => Some(timeline.generic(page, cast, &head, source)),
        Reference::Role(phrase) => Some(timeline.role(page, cast, &phrase, source, holder)),
        Reference::Part(word) => Some(timeline.group(page, cast, &word, source)),
        Reference::Nobody => None,
    };
    let actor = actor.map(|actor| timeline.spokesperson(page, cast, source, actor));
    if let Some(actor) = actor {
        if let Some(document) = document::written(page, relation) {
            cast.alias(document, actor);
        }
        cast.mention(actor, source);
        timeline.heard(Heard { at: source.start, actor, nested: nodes[index].parent.is_some() });
    }
    nodes[index].actor = actor;
}

/// The chain of voices of a node, nearest first; where the source is not known, that of the node it stands inside, if any.
fn chain(nodes: &[Node], index: usize, depth: usize) -> Vec<ActorId> {
    let node = &nodes[index];
    let Some(actor) = node.actor else {
        // What is inferred, believed or alleged inside somebody's words is told by that one.
        return node.parent.filter(|_| depth < 12).map_or_else(Vec::new, |parent| chain(nodes, parent, depth + 1));
    };
    if let Some(before) = node.continues.filter(|_| depth < 12) {
        return chain(nodes, before, depth + 1);
    }
    let mut voices = match node.parent.filter(|_| depth < 12) {
        Some(parent) => chain(nodes, parent, depth + 1),
        None => Vec::new(),
    };
    for voice in node.relays.iter().copied().chain([actor]) {
        if !voices.contains(&voice) {
            voices.push(voice);
        } else if voice == actor && voices.last() != Some(&actor) {
            // `A told B that A …`: the last link is who speaks here.
            voices.push(voice);
        }
    }
    voices
}

fn statements(id: ArticleId, page: &Page, relations: &[Relation], nodes: &[Node], cast: Cast) -> Attributed {
    let mut place: Vec<Option<StatementId>> = vec![None; nodes.len()];
    let mut count = 0;
    for (index, node) in nodes.iter().enumerate() {
        if !node.dropped {
            place[index] = Some(StatementId(count));
            count += 1;
        }
    }
    let days = day::days(page, relations, nodes, &cast);
    let mut statements = Vec::with_capacity(count);
    for (index, relation) in relations.iter().enumerate().filter(|(index, _)| !nodes[*index].dropped) {
        let node = &nodes[index];
        let chain = chain(nodes, index, 0).into_iter().map(|actor| Voice { actor, name: cast.name(actor).to_owned() }).collect();
        let mut within = node.parent;
        while let Some(parent) = within.filter(|parent| nodes[*parent].dropped) {
            within = nodes[parent].parent;
        }
        statements.push(Statement {
            article: id,
            content: relation.content.clone(),
            cue: node.took.map_or(relation, |took| &relations[took]).cue.clone(),
            source: relation.source.clone(),
            form: circumstance::form(page, relation),
            act: relation.act,
            chain,
            said_on: days[index],
            audience: circumstance::audience(page, &relations[index]),
            polarity: if relation.negated { Polarity::Negated } else { Polarity::Affirmed },
            certainty: circumstance::certainty(page, relation),
            within: within.and_then(|parent| place[parent]),
        });
    }
    let speakers: FxHashSet<ActorId> = statements.iter().flat_map(|statement| &statement.chain).map(|voice| voice.actor).collect();
    let (actors, kept) = cast.into_actors(|actor| speakers.contains(&actor), |span| is_headline(page, span));
    for voice in statements.iter_mut().flat_map(|statement| &mut statement.chain) {
        voice.actor = kept.get(voice.actor.0).copied().flatten().unwrap_or(voice.actor);
    }
    Attributed { actors, statements }
}

/// Whether the words stand in a headline, whose capitals make no names.
fn is_headline(page: &Page, span: Span) -> bool {
    let block = page.article.blocks.iter().find(|block| block.span.covers(span.start));
    block.is_some_and(|block| matches!(block.kind, BlockKind::Headline | BlockKind::Subhead))
}

/// A mention of this article.
fn mention(article: ArticleId, span: Span) -> Mention {
    Mention { article, span }
}
