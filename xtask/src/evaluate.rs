//! `cargo xtask evaluate`: quality against annotated data. One file a scorecard; figures go to `evaluation/scorecards/`.

mod attribution;
mod coreference;
mod entities;
mod grouping;
mod hostile;
mod page;
mod pages;
mod pairs;
mod reading;
mod reuse;
mod rivals;
mod scale;
mod stories;
mod times;
mod undated;
mod vectors;

use anyhow::Result;
use clap::Subcommand;

/// What can be measured.
#[derive(Subcommand)]
pub enum Evaluation {
    /// Attributions against PolNeAR and GUM: who, by which words, what
    Attribution(attribution::Attribution),
    /// Reports, titles, authors and dates of pages, beside other programs
    Pages(pages::Pages),
    /// Whole stories against a careful reader's annotation: statements, chains, claims, conflicts, forecasts, events
    Stories(stories::Stories),
    /// Copied passages against exact truth: recall, precision, speed
    Reuse(reuse::Reuse),
    /// Inferred dates of pages whose date was taken away
    Undated(undated::Undated),
    /// The story step on many articles: its own seconds, and memory
    Scale(scale::Scale),
    /// Expressions of time against public annotation and specifications
    Times(times::Times),
    /// Annotated pairs of statements with their features, for learning
    Pairs(pairs::Pairs),
    /// Pairs of statements that may be rival accounts with their features, for learning
    Rivals(rivals::Rivals),
    /// The page's weight and speed in a browser
    Page(page::Page),
    /// Stories in a mixed input against annotated events, beside a peer
    Grouping(grouping::Grouping),
    /// Pages that break readers: time, memory and outcome of each
    Hostile(hostile::Hostile),
    /// Names against Universal NER
    Entities(entities::Entities),
    /// Chains of mentions against OntoGUM
    Coreference(coreference::Coreference),
    /// Vectors of sentences against human judgement of likeness
    Vectors(vectors::Vectors),
}

/// Measures.
pub fn run(evaluation: Evaluation) -> Result<()> {
    match evaluation {
        Evaluation::Attribution(arguments) => attribution::run(&arguments),
        Evaluation::Pages(arguments) => pages::run(&arguments),
        Evaluation::Stories(arguments) => stories::run(&arguments),
        Evaluation::Reuse(arguments) => reuse::run(&arguments),
        Evaluation::Times(arguments) => times::run(&arguments),
        Evaluation::Undated(arguments) => undated::run(&arguments),
        Evaluation::Scale(arguments) => scale::run(&arguments),
        Evaluation::Pairs(arguments) => pairs::run(&arguments),
        Evaluation::Rivals(arguments) => rivals::run(&arguments),
        Evaluation::Page(arguments) => page::run(&arguments),
        Evaluation::Grouping(arguments) => grouping::run(&arguments),
        Evaluation::Hostile(arguments) => hostile::run(&arguments),
        Evaluation::Entities(arguments) => entities::run(&arguments),
        Evaluation::Coreference(arguments) => coreference::run(&arguments),
        Evaluation::Vectors(arguments) => vectors::run(&arguments),
    }
}
