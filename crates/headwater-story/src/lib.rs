//! Articles and their statements in, the [`Story`] out.

pub mod reuse;
pub mod words;

use headwater_core::{Actor, Article, Problem, Statement, Story};
use headwater_language::Analysis;

/// One report, read: everything that is known of it before it is held against the others.
#[derive(Clone, PartialEq, Debug)]
pub struct Report {
    /// Its text and facts.
    pub article: Article,
    /// What language tells about it.
    pub analysis: Analysis,
    /// Its own actors; ids in `statements` are positions in this list.
    pub actors: Vec<Actor>,
    /// Its own statements.
    pub statements: Vec<Statement>,
}

/// Holds the reports against each other.
///
/// The order of `reports` is the order of [`Story::articles`]; the answer depends on nothing else.
pub fn tell(reports: Vec<Report>, warnings: Vec<Problem>) -> Story {
    Story { articles: reports.into_iter().map(|report| report.article).collect(), warnings, ..Story::default() }
}
