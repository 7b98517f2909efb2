//! An [`Analysis`] in, statements out: who said what, and through whom it reached the page.

use headwater_core::{Actor, Article, ArticleId, Statement};
use headwater_language::Analysis;

/// What one article says that somebody said. Ids are positions in these two lists.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Attributed {
    /// Who speaks and is spoken of.
    pub actors: Vec<Actor>,
    /// The statements, in text order.
    pub statements: Vec<Statement>,
}

/// Finds every statement of an article and resolves its chain of voices.
pub fn attribute(id: ArticleId, article: &Article, analysis: &Analysis) -> Attributed {
    let _ = (id, article, analysis);
    Attributed::default()
}
