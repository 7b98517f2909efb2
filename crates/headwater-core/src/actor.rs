use crate::{ArticleId, Span};

/// Position of an actor in the list that it belongs to: an article's own actors while one article is read, [`Story::actors`](crate::Story::actors) afterwards.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ActorId(pub usize);

/// Somebody or something that speaks or is spoken of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Actor {
    /// The fullest name in the text; for the unnamed the description (`a White House official`).
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// Other names it goes by, in order of first appearance, without `name`.
    pub aliases: Vec<String>,
    /// Title, office or description (`director of the Harbour Authority`).
    pub role: Option<String>,
    /// Every place where it is named, described or meant by a pronoun, in order.
    pub mentions: Vec<Mention>,
}

/// What an actor is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ActorKind {
    /// A named person.
    Person,
    /// A named body: ministry, company, agency, newspaper, party.
    Organization,
    /// A country, city or building, also where it speaks for a government.
    Place,
    /// Several people or bodies under one description (`the two lawmakers`, `Turkish officials`).
    Group,
    /// One person or document known only by a description.
    Unnamed,
}

/// A place in an article where an actor stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Mention {
    /// The article.
    pub article: ArticleId,
    /// The words.
    pub span: Span,
}

/// One link of a chain: a voice that the content passed through.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Voice {
    /// Who.
    pub actor: ActorId,
    /// The name under which a reader knows it: the actor's fullest name.
    pub name: String,
}
