//! tmp
use headwater_core::{Article, ArticleId};
use headwater_language::Analysis;
use crate::{Attributed, relations::Relation};
pub fn resolve(id: ArticleId, article: &Article, analysis: &Analysis, relations: &[Relation]) -> Attributed {
    let _ = (id, article, analysis, relations);
    Attributed::default()
}
