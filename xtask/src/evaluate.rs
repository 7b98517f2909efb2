//! `cargo xtask evaluate`: quality against annotated data. One file a scorecard; figures go to `evaluation/scorecards/`.

mod grouping;
mod pairs;
mod reuse;
mod stories;

use anyhow::Result;
use clap::Subcommand;

/// What can be measured.
#[derive(Subcommand)]
pub enum Evaluation {
    /// Whole stories against a careful reader's annotation: statements, chains, claims, conflicts, forecasts, events
    Stories(stories::Stories),
    /// Copied passages against exact truth: recall, precision, speed
    Reuse(reuse::Reuse),
    /// Annotated pairs of statements with their features, for learning
    Pairs(pairs::Pairs),
    /// Stories in a mixed input against annotated events, beside a peer
    Grouping(grouping::Grouping),
}

/// Measures.
pub fn run(evaluation: Evaluation) -> Result<()> {
    match evaluation {
        Evaluation::Stories(arguments) => stories::run(&arguments),
        Evaluation::Reuse(arguments) => reuse::run(&arguments),
        Evaluation::Pairs(arguments) => pairs::run(&arguments),
        Evaluation::Grouping(arguments) => grouping::run(&arguments),
    }
}
