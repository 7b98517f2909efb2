//! One file a command.

mod article;
mod fetch;
mod forecasts;
mod man;
mod read;
mod statements;

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use clap::CommandFactory as _;
use headwater_core::{Problem, Story};

use crate::cli::{Cli, Command, Following, Inputs};
use crate::network::Door;
use crate::progress::Bar;
use crate::{input, output, pipeline};

/// What a command came to.
pub(crate) enum Outcome {
    /// Everything was read.
    Done,
    /// Nothing was found to read.
    Nothing,
    /// Something could not be read.
    Incomplete,
}

impl Outcome {
    /// The outcome of a reading command that read `count` inputs.
    fn of(count: usize, problems: &[Problem]) -> Self {
        match (count, problems.iter().any(|problem| problem.lost)) {
            (_, true) => Self::Incomplete,
            (0, false) => Self::Nothing,
            (_, false) => Self::Done,
        }
    }
}

/// Reads what was named, tells its story, and names on standard error what could not be read.
fn story(args: &Inputs, following: &Following) -> anyhow::Result<(Story, Outcome)> {
    let (inputs, problems) = input::find(&args.paths);
    let mut door = Door::following(following);
    let story = {
        let progress = Bar::new(args.quiet);
        pipeline::pool(args.threads)?.install(|| pipeline::story(&inputs, problems, &mut door, &progress))
    };
    output::report_problems(&story.warnings, args.quiet);
    let outcome = Outcome::of(story.articles.len(), &story.warnings);
    Ok((story, outcome))
}

/// The ending of a file's name, in lower case.
fn ending(file: Option<&Path>) -> Option<String> {
    Some(file?.extension()?.to_string_lossy().to_lowercase())
}

/// Does what was typed.
pub fn run(cli: Cli) -> ExitCode {
    let outcome = match cli.command {
        Command::Read(args) => read::run(&args),
        Command::Article(args) => article::run(&args),
        Command::Statements(args) => statements::run(&args),
        Command::Forecasts(args) => forecasts::run(&args),
        Command::Fetch(args) => fetch::run(&args),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "headwater", &mut script);
            output::write(None, &String::from_utf8_lossy(&script)).map(|()| Outcome::Done)
        }
        Command::Man { command } => man::run(command.as_deref()),
    };
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Nothing) => {
            let _ =
                writeln!(std::io::stderr(), "headwater: nothing was found to read; name files, folders or globs (see headwater --help)");
            ExitCode::from(1)
        }
        Ok(Outcome::Incomplete) => ExitCode::from(2),
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "headwater: {error:#}");
            ExitCode::from(2)
        }
    }
}
