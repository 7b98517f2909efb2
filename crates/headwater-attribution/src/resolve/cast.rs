//! The actors of one article: its entities, and whoever else speaks.

use headwater_core::{Actor, ActorId, ActorKind, ArticleId, Span};
use headwater_language::{Analysis, Gender, MentionForm};
use rustc_hash::FxHashMap;

use super::{media, mention, misspelt, office};
use crate::lexicon::LEXICON;

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
    /// Descriptions in small letters without article, with the actor that they stood for last.
    described: FxHashMap<String, ActorId>,
    /// Head nouns of descriptions, with the actor that they stood for last.
    heads: FxHashMap<String, ActorId>,
    /// Names and aliases in small letters, and their last words, with the first actor that has them.
    names: FxHashMap<String, ActorId>,
    /// Words of persons' roles, with the persons.
    roles: FxHashMap<String, Vec<ActorId>>,
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
        let mut bearers = bearers(text, analysis, &mut actors);
        let misspelt = misspelt::mend(analysis, &mut bearers);
        for entity in &misspelt {
            let wrong = actors[*entity].name.clone();
            actors[bearers[*entity].0].aliases.push(wrong);
        }
        let mut named = vec![false; actors.len()];
        for found in &analysis.mentions {
            let Some(bearer) = bearers.get(found.entity) else { continue };
            actors[bearer.0].mentions.push(mention(article, found.span));
            named[bearer.0] |= found.form == MentionForm::Name;
        }
        let genders = analysis.entities.iter().map(|entity| entity.gender).collect();
        let (mut names, roles) = (names(&actors), roles(&actors));
        names.extend(misspelt.iter().map(|entity| (bare(&actors[*entity].name), bearers[*entity])));
        Self { article, actors, bearers, named, genders, described: FxHashMap::default(), heads: FxHashMap::default(), names, roles }
    }

    /// The actor of an entity.
    pub fn bearer(&self, entity: usize) -> ActorId {
        self.bearers.get(entity).copied().unwrap_or(ActorId(entity))
    }

    /// Whether a description is of a person, as far as its noun tells: the analysis describes persons and documents only.
    pub fn is_somebody(&self, actor: ActorId) -> bool {
        const AGENTS: [&str; 7] = ["er", "or", "ist", "ian", "man", "woman", "person"];
        let head = head_of(&self.actors[actor.0].name).to_lowercase();
        let known = actor.0 < self.bearers.len() || self.genders[actor.0].is_some();
        LEXICON.is_person(&head) || !LEXICON.is_document(&head) && (known || AGENTS.iter().any(|agent| head.ends_with(agent)))
    }

    /// Whether the actor is somewhere called by a name.
    pub fn is_named(&self, actor: ActorId) -> bool {
        self.named[actor.0]
    }

    /// Whether a description has words of its own where the actor's name has others: `ferry clerks`, `museum clerks`.
    pub fn is_other(&self, actor: ActorId, description: &str) -> bool {
        let (known, told) = (bare(&self.actors[actor.0].name), bare(description));
        let several = known.contains(' ') && told.contains(' ');
        several && self.described(description) != Some(actor) && !known.contains(&told) && !told.contains(&known)
    }

    /// Gives an unnamed actor the longer of two descriptions (`the official` → `a senior official at the ministry`).
    pub fn lengthen(&mut self, actor: ActorId, description: &str) {
        let known = &mut self.actors[actor.0];
        if description.len() > known.name.len() && bare(description).contains(&bare(&known.name)) {
            let before = std::mem::replace(&mut known.name, description.to_owned());
            if !known.aliases.contains(&before) {
                known.aliases.push(before);
            }
            self.alias(description, actor);
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

    /// The persons whom a name calls.
    pub fn persons(&self) -> impl Iterator<Item = ActorId> {
        (0..self.actors.len()).map(ActorId).filter(|actor| self.kind(*actor) == ActorKind::Person && self.is_named(*actor))
    }

    /// The person named most on the page of those who fit.
    pub fn foremost(&self, fits: &dyn Fn(ActorId) -> bool) -> Option<ActorId> {
        let named = |actor: &ActorId| (self.actors[actor.0].mentions.len(), std::cmp::Reverse(*actor));
        self.persons().filter(|actor| fits(*actor)).max_by_key(named)
    }

    /// The actor itself.
    pub fn actor(&self, actor: ActorId) -> &Actor {
        &self.actors[actor.0]
    }

    /// Adds a place where the actor is meant.
    pub fn mention(&mut self, actor: ActorId, span: Span) {
        self.actors[actor.0].mentions.push(mention(self.article, span));
    }

    /// The actor whose name or alias this is, or ends with this as its last words.
    pub fn named(&self, name: &str) -> Option<ActorId> {
        self.names.get(&bare(name)).copied()
    }

    /// The named actors that the name of a group strings together: of `Ann Lund and Per Berg` the two.
    pub fn named_in(&self, group: ActorId) -> impl Iterator<Item = ActorId> {
        let name = self.name(group);
        let members = name.contains(" and ").then(|| name.split(" and ").flat_map(|part| part.split(", ")));
        members.into_iter().flatten().filter_map(|member| self.named(member)).filter(move |member| *member != group)
    }

    /// Whether an unnamed actor is described by its tie to a named one: `an aide to Ann Lund`.
    pub fn is_described_by(&self, unnamed: ActorId, other: ActorId) -> bool {
        let surname = self.name(other).rsplit(' ').next().unwrap_or_default();
        !self.named[unnamed.0]
            && self.named[other.0]
            && surname.len() > 2
            && self.name(unnamed).split([' ', '’', '\'']).any(|word| word == surname)
    }

    /// The actor that this description was used for before.
    pub fn described(&self, description: &str) -> Option<ActorId> {
        self.described.get(&bare(description)).copied()
    }

    /// The last actor whose description has this head noun.
    pub fn last_described(&self, head: &str) -> Option<ActorId> {
        self.heads.get(&head.to_lowercase()).copied()
    }

    /// The only one without a name whose description, met before the byte, has the words of this one and more: of `former official` `a former harbour
    /// official`.
    pub fn longer(&self, description: &str, before: usize) -> Option<ActorId> {
        let words = bare(description);
        if !words.contains(' ') {
            return None;
        }
        let is_longer = |actor: &ActorId| {
            let known = bare(self.name(*actor));
            let is_met = self.actors[actor.0].mentions.first().is_some_and(|first| first.span.start < before);
            let has = |word: &str| known.split(' ').any(|own| own == word);
            !self.named[actor.0] && is_met && head_of(&known) == head_of(&words) && known.len() > words.len() && words.split(' ').all(has)
        };
        let mut actors = self.last().filter(is_longer);
        let first = actors.next()?;
        actors.next().is_none().then_some(first)
    }

    /// The actors listed last: a page of more than these is no report.
    fn last(&self) -> impl Iterator<Item = ActorId> {
        const MOST: usize = 400;
        (0..self.actors.len()).rev().take(MOST).map(ActorId)
    }

    /// The only body whose name has this head noun: of `harbour board` the board.
    pub fn body_of(&self, head: &str) -> Option<ActorId> {
        let is_headed = |actor: &ActorId| {
            let name = self.name(*actor);
            self.named[actor.0]
                && self.kind(*actor) == ActorKind::Organization
                && name.contains(' ')
                && head_of(name).to_lowercase() == head
        };
        let mut bodies = self.last().filter(is_headed);
        let first = bodies.next()?;
        bodies.next().is_none().then_some(first)
    }

    /// The actor of a description, a new one where it was not used before.
    pub fn describe(&mut self, description: &str, kind: ActorKind) -> ActorId {
        if let Some(known) = self.described(description) {
            return known;
        }
        let actor = self.add(without_article(description).to_owned(), kind);
        self.alias(description, actor);
        actor
    }

    /// The actor of a name that the analysis has not listed, a new one where it was not used before.
    pub fn call(&mut self, name: &str, kind: ActorKind) -> ActorId {
        let actor = self.describe(name, kind);
        self.named[actor.0] |= kind != ActorKind::Unnamed;
        if let Some((_, last)) = name.rsplit_once(' ').filter(|_| kind == ActorKind::Person || media::is_medium(name)) {
            self.names.entry(bare(last)).or_insert(actor);
        }
        self.names.entry(bare(name)).or_insert(actor);
        actor
    }

    /// Lets a description stand for an actor from here on.
    pub fn alias(&mut self, description: &str, actor: ActorId) {
        let key = bare(description);
        self.heads.insert(head_of(&key).to_owned(), actor);
        self.described.insert(key, actor);
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
        let has = |actor: &ActorId, word: &str| self.roles.get(word).is_some_and(|actors| actors.binary_search(actor).is_ok());
        let persons = self.roles.get(*wanted.first()?)?;
        persons
            .iter()
            .filter(|actor| wanted.iter().all(|word| has(actor, word)))
            .filter(|actor| !office::is_of_another_rank(self.actors[actor.0].role.as_deref().unwrap_or_default(), &phrase))
            .max_by_key(|actor| (self.actors[actor.0].mentions.len(), std::cmp::Reverse(**actor)))
            .copied()
    }

    /// The only person whose role holds all words of the office.
    pub fn holder(&self, office: &str) -> Option<ActorId> {
        let plain = |words: &str| words.to_lowercase().replace("chief executive officer", "ceo").replace("chief executive", "ceo");
        let office = plain(office);
        let holds = |role: &str| office.split(' ').all(|word| plain(role).split([' ', '-', ',']).any(|own| own == word));
        let mut holders = self.persons().filter(|person| self.actors[person.0].role.as_deref().is_some_and(holds));
        let first = holders.next()?;
        holders.next().is_none().then_some(first)
    }

    /// The actors, their mentions in order, and for each position in the cast the actor's own in that list.
    ///
    /// Whom no name calls is listed only where he speaks (a passenger list says `143 passengers`, `the report`, `a gate`); so is a name that only a
    /// headline has, where every word may be a capital.
    pub fn into_actors(
        mut self,
        speaks: impl Fn(ActorId) -> bool,
        is_headline: impl Fn(Span) -> bool,
    ) -> (Vec<Actor>, Vec<Option<ActorId>>) {
        let mut kept = Vec::with_capacity(self.actors.len());
        let mut count = 0;
        for (index, actor) in self.actors.iter().enumerate() {
            let told = || actor.mentions.iter().any(|found| !is_headline(found.span));
            let listed = speaks(ActorId(index)) || self.named[index] && !matches!(actor.kind, ActorKind::Unnamed) && told();
            kept.push(listed.then_some(ActorId(count)));
            count += usize::from(listed);
        }
        let mut position = 0;
        self.actors.retain(|_| {
            position += 1;
            kept[position - 1].is_some()
        });
        for actor in &mut self.actors {
            actor.mentions.sort_by_key(|found| (found.span.start, std::cmp::Reverse(found.span.end)));
            // The words of a source may hold the name by which it was found: one place is enough.
            let mut until = 0;
            actor.mentions.retain(|found| {
                let fresh = found.span.start >= until;
                until = until.max(found.span.end);
                fresh
            });
        }
        (self.actors, kept)
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

/// Every name and alias, whole and by its last words; a whole name wins over the end of another's.
fn names(actors: &[Actor]) -> FxHashMap<String, ActorId> {
    let all = || {
        actors
            .iter()
            .enumerate()
            .flat_map(|(index, actor)| std::iter::once(&actor.name).chain(&actor.aliases).map(move |name| (bare(name), ActorId(index))))
    };
    let mut names = FxHashMap::default();
    for (name, actor) in all() {
        names.entry(name).or_insert(actor);
    }
    for (name, actor) in all() {
        for (at, _) in name.match_indices(' ') {
            names.entry(name[at + 1..].to_owned()).or_insert(actor);
        }
    }
    names
}

/// The persons whose role has a word, in order.
fn roles(actors: &[Actor]) -> FxHashMap<String, Vec<ActorId>> {
    let mut roles: FxHashMap<String, Vec<ActorId>> = FxHashMap::default();
    for (index, actor) in actors.iter().enumerate().filter(|(_, actor)| actor.kind == ActorKind::Person) {
        let role = actor.role.as_deref().unwrap_or_default().to_lowercase();
        for word in role.split([' ', '-', ',']) {
            let actors = roles.entry(word.to_owned()).or_default();
            if actors.last() != Some(&ActorId(index)) {
                actors.push(ActorId(index));
            }
        }
    }
    roles
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
pub fn head_of(description: &str) -> &str {
    let words = description
        .split(' ')
        .take_while(|word| !["of", "with", "for", "from", "at", "in", "on", "who", "close", "familiar", "to"].contains(word));
    words.last().unwrap_or(description)
}
