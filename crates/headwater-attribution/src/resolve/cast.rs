//! The actors of one article: its entities, and whoever else speaks.

use headwater_core::{Actor, ActorId, ActorKind, ArticleId, Span};
use headwater_language::{Analysis, Gender};

use super::mention;

/// Everybody who speaks or is spoken of in one article.
#[derive(Debug)]
pub struct Cast {
    article: ArticleId,
    actors: Vec<Actor>,
    genders: Vec<Option<Gender>>,
    /// Descriptions in small letters without article, with the actor they stand for, in order of their first use.
    described: Vec<(String, ActorId)>,
}

impl Cast {
    /// The entities of the analysis; an entity's position is its actor's.
    pub fn new(article: ArticleId, analysis: &Analysis) -> Self {
        let mut actors: Vec<Actor> = analysis
            .entities
            .iter()
            .map(|entity| Actor {
                name: entity.name.clone(),
                kind: entity.kind,
                aliases: entity.aliases.clone(),
                role: entity.role.clone(),
                mentions: Vec::new(),
            })
            .collect();
        for found in &analysis.mentions {
            if let Some(actor) = actors.get_mut(found.entity) {
                actor.mentions.push(mention(article, found.span));
            }
        }
        let genders = analysis.entities.iter().map(|entity| entity.gender).collect();
        Self { article, actors, genders, described: Vec::new() }
    }

    /// The fullest name.
    pub fn name(&self, actor: ActorId) -> &str {
        &self.actors[actor.0].name
    }

    /// What the actor is.
    pub fn kind(&self, actor: ActorId) -> ActorKind {
        self.actors[actor.0].kind
    }

    /// `he` or `she`, where known.
    pub fn gender(&self, actor: ActorId) -> Option<Gender> {
        self.genders[actor.0]
    }

    /// The actor itself.
    pub fn actor(&self, actor: ActorId) -> &Actor {
        &self.actors[actor.0]
    }

    /// All actors with their ids.
    pub fn all(&self) -> impl Iterator<Item = (ActorId, &Actor)> {
        self.actors.iter().enumerate().map(|(index, actor)| (ActorId(index), actor))
    }

    /// Adds a place where the actor is meant.
    pub fn mention(&mut self, actor: ActorId, span: Span) {
        let mentions = &mut self.actors[actor.0].mentions;
        if !mentions.iter().any(|known| known.span.overlaps(span)) {
            mentions.push(mention(self.article, span));
        }
    }

    /// The actor whose name or alias this is, or ends with this as its last words.
    pub fn named(&self, name: &str) -> Option<ActorId> {
        let lower = bare(name);
        let exact = self.all().find(|(_, actor)| names(actor).any(|known| bare(known) == lower));
        let partial = || {
            self.all().find(|(_, actor)| names(actor).any(|known| bare(known).strip_suffix(&lower).is_some_and(|rest| rest.ends_with(' '))))
        };
        exact.or_else(partial).map(|(id, _)| id)
    }

    /// The actor that this description was used for before.
    pub fn described(&self, description: &str) -> Option<ActorId> {
        let key = bare(description);
        self.described.iter().rev().find(|(known, _)| *known == key).map(|(_, actor)| *actor)
    }

    /// The last actor whose description has this head noun.
    pub fn last_described(&self, head: &str) -> Option<ActorId> {
        let head = head.to_lowercase();
        self.described.iter().rev().find(|(known, _)| head_of(known) == head).map(|(_, actor)| *actor)
    }

    /// The actor of a description, a new one where it was not used before.
    pub fn describe(&mut self, description: &str, kind: ActorKind) -> ActorId {
        if let Some(known) = self.described(description) {
            return known;
        }
        let actor = self.add(without_article(description).to_owned(), kind);
        self.described.push((bare(description), actor));
        actor
    }

    /// Lets a description stand for an actor from here on.
    pub fn alias(&mut self, description: &str, actor: ActorId) {
        self.described.push((bare(description), actor));
    }

    fn add(&mut self, name: String, kind: ActorKind) -> ActorId {
        self.actors.push(Actor { name, kind, aliases: Vec::new(), role: None, mentions: Vec::new() });
        self.genders.push(None);
        ActorId(self.actors.len() - 1)
    }

    /// The actors, their mentions in order.
    pub fn into_actors(mut self) -> Vec<Actor> {
        for actor in &mut self.actors {
            actor.mentions.sort();
        }
        self.actors
    }
}

/// Name and aliases.
fn names(actor: &Actor) -> impl Iterator<Item = &str> {
    std::iter::once(actor.name.as_str()).chain(actor.aliases.iter().map(String::as_str))
}

/// In small letters, without article, apostrophes straight.
fn bare(name: &str) -> String {
    without_article(name).to_lowercase().replace('’', "'")
}

/// Without `the`, `a`, `an`.
pub fn without_article(name: &str) -> &str {
    let rest = name.split_once(' ').filter(|(first, _)| ["the", "a", "an", "this", "that"].contains(&first.to_lowercase().as_str()));
    rest.map_or(name, |(_, rest)| rest)
}

/// The head noun of a description: its last word before a preposition.
fn head_of(description: &str) -> &str {
    let words = description
        .split(' ')
        .take_while(|word| !["of", "with", "for", "from", "at", "in", "on", "who", "close", "familiar", "to"].contains(word));
    words.last().unwrap_or(description)
}
