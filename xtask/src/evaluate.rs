//! `cargo xtask evaluate`: quality against annotated data. One file a scorecard; figures go to `evaluation/scorecards/`.

mod stories;

use anyhow::Result;
use clap::Subcommand;

/// What can be measured.
#[derive(Subcommand)]
pub enum Evaluation {
    /// Whole stories against a careful reader's annotation: statements, chains, claims, conflicts, forecasts, events
    Stories(stories::Stories),
}

/// Measures.
pub fn run(evaluation: Evaluation) -> Result<()> {
    match evaluation {
        Evaluation::Stories(arguments) => stories::run(&arguments),
    }
}
