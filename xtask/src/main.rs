//! The project's tasks. `cargo xtask --help` lists them; each is one file.

// Tasks run on a developer's machine: they read and write files, print, and look at the clock.
#![allow(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr)]

mod articles;
mod bench;
mod evaluate;
mod fuzz;
mod gold;
mod picture;
mod run;
mod test;
#[cfg(test)]
mod tidy;

use clap::{Parser, Subcommand};

/// The project's tasks.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Run every check that main must pass: format, lints, tests, documentation
    Test,
    /// Rewrite what is made from the code: JSON Schema, command-line reference, snapshots
    Accept,
    /// Measure quality against annotated data and print the scorecard
    #[command(subcommand)]
    Evaluate(evaluate::Evaluation),
    /// Measure speed and memory, and how they grow
    Bench(bench::Bench),
    /// Fuzz every parser of outside bytes
    Fuzz(fuzz::Fuzz),
    /// Take the README's picture of the page again
    Picture,
}

fn main() -> anyhow::Result<()> {
    match Cli::parse().task {
        Task::Test => test::run(),
        Task::Accept => test::accept(),
        Task::Evaluate(evaluation) => evaluate::run(evaluation),
        Task::Bench(bench) => bench::run(&bench),
        Task::Fuzz(fuzz) => fuzz::run(&fuzz),
        Task::Picture => picture::run(),
    }
}
