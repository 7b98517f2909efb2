//! `headwater`: reads many reports of one story and shows where each claim really comes from.

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    headwater::run(headwater::cli::Cli::parse())
}
