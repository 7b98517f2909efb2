//! The actors of one article: its entities, and whoever else speaks.

use headwater_core::{Actor, ActorId, ActorKind, ArticleId, Span};
use headwater_language::{Analysis, Gender, MentionForm};

use super::mention;

/// Everybody who speaks or is spoken of in one article.
#[derive(Debug)]
pub struct Cast {
    article: ArticleId,
    actors: Vec<Actor>,
    /// For each entity its actor: an apposition's is the name's that it stands beside.
    bearers: Vec<ActorId>,
    /// Whether the actor is somewhere called by a name.
    named: Vec<bool>,
    genders: Vec<Option<Gender>>,
    /// Descriptions in small letters without article, with the actor they stand for, in order of their first use.
    described: Vec<(String, ActorId)>,
}

impl Cast {
    /// The entities of the analysis; an entity's position is its actor's, but for those that only stand beside a name.
    pub fn new(article: ArticleId, text: &str, analysis: &Analysis) -> Self {
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
        let bearers = bearers(text, analysis, &mut actors);
        let mut named = vec![false; actors.len()];
        for found in &analysis.mentions {
            let Some(bearer) = bearers.get(found.entity) else { continue };
            actors[bearer.0].mentions.push(mention(article, found.span));
            named[bearer.0] |= found.form == MentionForm::Name;
        }
        let genders = analysis.entities.iter().map(|entity| entity.gender).collect();
        Self { article, actors, bearers, named, genders, described: Vec::new() }
    }

    /// The actor of an entity.
    pub fn bearer(&self, entity: usize) -> ActorId {
        self.bearers.get(entity).copied().unwrap_or(ActorId(entity))
    }

    /// Whether the actor is somewhere called by a name.
    pub fn is_named(&self, actor: ActorId) -> bool {
        self.named[actor.0]
    }

    /// Gives an unnamed actor the longer of two descriptions (`the official` → `a senior official at the ministry`).
    pub fn lengthen(&mut self, actor: ActorId, description: &str) {
        let known = &mut self.actors[actor.0];
        if description.len() > known.name.len() && bare(description).contains(&bare(&known.name)) {
            let before = std::mem::replace(&mut known.name, description.to_owned());
            if !known.aliases.contains(&before) {
                known.aliases.push(before);
            }
            self.described.push((bare(description), actor));
        }
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
        self.named.push(false);
        ActorId(self.actors.len() - 1)
    }

    /// The person whose role holds all these words (`secretary of state`); of several the one named most.
    pub fn in_role(&self, phrase: &str) -> Option<ActorId> {
        let phrase = phrase.to_lowercase();
        let wanted: Vec<&str> = phrase.split(' ').collect();
        self.all()
            .filter(|(_, actor)| {
                let Some(role) = actor.role.as_ref().filter(|_| actor.kind == ActorKind::Person) else { return false };
                let role = role.to_lowercase();
                let role: Vec<&str> = role.split([' ', '-', ',']).collect();
                wanted.iter().all(|word| role.contains(word))
            })
            .max_by_key(|(id, actor)| (actor.mentions.len(), std::cmp::Reverse(*id)))
            .map(|(id, _)| id)
    }

    /// The actors, their mentions in order.
    pub fn into_actors(mut self) -> Vec<Actor> {
        for actor in &mut self.actors {
            actor.mentions.sort();
        }
        self.actors
    }
}

/// The actor of each entity. `Ann Lund, an economist`: a description right behind a person's name, and met nowhere before, is hers.
fn bearers(text: &str, analysis: &Analysis, actors: &mut [Actor]) -> Vec<ActorId> {
    let mut bearers: Vec<ActorId> = (0..actors.len()).map(ActorId).collect();
    let mut met = vec![false; actors.len()];
    for (at, found) in analysis.mentions.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| analysis.mentions[at]);
        if let Some(name) = before
            && found.form == MentionForm::Description
            && name.form == MentionForm::Name
            && !met[found.entity]
            && actors[found.entity].kind == ActorKind::Unnamed
            && actors[name.entity].kind == ActorKind::Person
            && text.get(name.span.end..found.span.start).is_some_and(|between| between == ", ")
        {
            bearers[found.entity] = bearers[name.entity];
            let role = std::mem::take(&mut actors[found.entity].name);
            let person = &mut actors[bearers[name.entity].0];
            person.role.get_or_insert_with(|| without_article(&role).to_owned());
            actors[found.entity].name.clone_from(&role);
        }
        met[found.entity] = true;
    }
    bearers
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
