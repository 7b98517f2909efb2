//! The path itself: bytes → articles → analyses and statements → story. Each step takes the whole result of the one before it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use headwater_core::{Article, ArticleId, Problem, Story};
use headwater_story::Report;
use rayon::prelude::*;

use crate::input::Input;

/// A page's tree may be deep, and what walks it recursive.
const STACK_BYTES: usize = 32 << 20;

/// Who is told how far the work is. Called from many threads, in no order.
pub trait Progress: Sync {
    /// A step of `length` parts begins.
    fn begin(&self, step: &'static str, length: usize);
    /// One part of it is done.
    fn advance(&self);
}

/// The threads to work with: `threads`, or one a core.
pub fn pool(threads: Option<usize>) -> anyhow::Result<rayon::ThreadPool> {
    Ok(rayon::ThreadPoolBuilder::new().num_threads(threads.unwrap_or(0)).stack_size(STACK_BYTES).build()?)
}

/// Reads the pages, in the order of `inputs`. What could not be read is among the problems, and the rest is read.
pub fn articles(inputs: &[Input], progress: &dyn Progress) -> (Vec<Article>, Vec<Problem>) {
    progress.begin("reading", inputs.len());
    let read: Vec<(Option<Article>, Vec<Problem>)> = inputs
        .par_iter()
        .map(|input| {
            let answer = article(input);
            progress.advance();
            answer
        })
        .collect();
    let mut articles = Vec::new();
    let mut problems = Vec::new();
    for (article, its_problems) in read {
        articles.extend(article);
        problems.extend(its_problems);
    }
    (articles, problems)
}

fn article(input: &Input) -> (Option<Article>, Vec<Problem>) {
    let location = input.location();
    let bytes = match input.bytes() {
        Ok(bytes) => bytes,
        Err(problem) => return (None, vec![problem]),
    };
    // The parsers below are other people's too: should one of them fail, it fails for this page alone.
    let Ok((article, mut problems)) = catch_unwind(AssertUnwindSafe(|| headwater_article::read(&location, &bytes, None))) else {
        return (None, vec![Problem::lost(&location, "the reader failed on this page; please report it with the page attached")]);
    };
    if article.text.trim().is_empty() {
        if !problems.iter().any(|problem| problem.lost) {
            problems.push(Problem::lost(&location, "holds no readable text"));
        }
        return (None, problems);
    }
    (Some(article), problems)
}

/// Finds who says what in each article.
pub fn reports(articles: Vec<Article>, progress: &dyn Progress) -> Vec<Report> {
    progress.begin("attributing", articles.len());
    articles
        .into_par_iter()
        .enumerate()
        .map(|(id, article)| {
            let report = report(ArticleId(id), article);
            progress.advance();
            report
        })
        .collect()
}

/// Finds who says what in one article.
pub fn report(id: ArticleId, article: Article) -> Report {
    let analysis = headwater_language::analyse(&article);
    let attributed = headwater_attribution::attribute(id, &article, &analysis);
    Report { article, analysis, actors: attributed.actors, statements: attributed.statements }
}

/// Reads the pages and tells their story.
pub fn story(inputs: &[Input], mut problems: Vec<Problem>, progress: &dyn Progress) -> Story {
    let (articles, unread) = articles(inputs, progress);
    problems.extend(unread);
    let reports = reports(articles, progress);
    progress.begin("comparing", 0);
    headwater_story::tell(reports, problems)
}
