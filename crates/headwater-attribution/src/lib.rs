//! An [`Analysis`] in, statements out: who said what, and through whom it reached the page.
//!
//! Two steps that know nothing of each other's means: [`relations::find`] gives spans (who, by which words, what), [`resolve`] makes statements of
//! them (actors, chains, dates). A better finder can take the place of the first without a change to the second.

pub mod relations;
pub mod tagger;

mod lexicon;
mod resolve;
mod tagging;
mod text;

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
    let text = text::Text::new(article, analysis, &lexicon::LEXICON);
    let relations = relations::find(article, analysis, &text);
    resolve::resolve(id, article, analysis, &text, &relations)
}
