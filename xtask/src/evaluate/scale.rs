//! The story step alone: how long many reports take from their statements to the story.

use std::path::PathBuf;
use std::time::Instant;

use anyhow::Result;
use clap::Args;
use headwater_core::ArticleId;
use headwater_story::Report;
use rayon::prelude::*;

use crate::articles::{self, Line};
use crate::run;

/// Measure the story step on many articles.
///
/// FILE holds one article a line: `title`, `text` or `content`, `outlet`, `date`. They are read as `headwater read` reads them; then the step from
/// statements to the story is timed apart.
#[derive(Args)]
pub struct Scale {
    /// The articles
    #[arg(long, value_name = "FILE.jsonl")]
    articles: PathBuf,
    /// How many of them to take
    #[arg(long, default_value_t = 1000)]
    most: usize,
    /// Threads to work with
    #[arg(long, default_value_t = 2)]
    threads: usize,
}

/// Prints one row.
pub fn run(arguments: &Scale) -> Result<()> {
    rayon::ThreadPoolBuilder::new().num_threads(arguments.threads).stack_size(32 << 20).build()?.install(|| measure(arguments))
}

fn measure(arguments: &Scale) -> Result<()> {
    let lines = articles::first(&arguments.articles, arguments.most)?;
    let start = Instant::now();
    let reports: Vec<Report> = lines.par_iter().enumerate().map(|(id, line)| report(id, line)).collect();
    let reading = start.elapsed().as_secs_f64();
    let (articles, statements) = (reports.len(), reports.iter().map(|report| report.statements.len()).sum::<usize>());
    let start = Instant::now();
    let story = headwater_story::tell(reports, Vec::new());
    let seconds = start.elapsed().as_secs_f64();
    let peak = run::high_water_mark(std::process::id()).unwrap_or_default();
    println!("| articles | statements | threads | seconds: reading | story step | claims | passages | drifts | stories | peak MiB |");
    println!("|---|---|---|---|---|---|---|---|---|---|");
    println!(
        "| {articles} | {statements} | {} | {reading:.1} | {seconds:.1} | {} | {} | {} | {} | {peak:.0} |",
        arguments.threads,
        story.claims.len(),
        story.reuse.len(),
        story.drifts.len(),
        story.parts.len(),
    );
    Ok(())
}

/// An article as `headwater read` reads it.
pub fn report(id: usize, line: &Line) -> Report {
    let (article, _) = headwater_article::read(&format!("{id:06}.txt"), line.page().as_bytes(), None);
    let analysis = headwater_language::analyse(&article);
    let attributed = headwater_attribution::attribute(ArticleId(id), &article, &analysis);
    Report::new(article, analysis, attributed.actors, attributed.statements)
}
