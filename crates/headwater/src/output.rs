//! Where answers go: a file or standard output, with or without colour.

use std::io::{ErrorKind, IsTerminal as _, Write as _};
use std::path::Path;

use anyhow::Context as _;
use headwater_core::Problem;

use crate::cli::Color;

/// Writes an answer. Whoever reads standard output may stop early: that is no error.
pub(crate) fn write(file: Option<&Path>, answer: &str) -> anyhow::Result<()> {
    if let Some(file) = file {
        return std::fs::write(file, answer).with_context(|| format!("{}: could not be written", file.display()));
    }
    match std::io::stdout().write_all(answer.as_bytes()).and_then(|()| std::io::stdout().flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        result => result.context("standard output could not be written"),
    }
}

/// Names what could not be read, and unless `quiet` what a reader should know, on standard error.
pub(crate) fn report_problems(problems: &[Problem], quiet: bool) {
    let mut stderr = std::io::stderr().lock();
    for problem in problems.iter().filter(|problem| problem.lost || !quiet) {
        // Nobody is left to tell if standard error is closed.
        let _ = writeln!(stderr, "headwater: {}: {}", visible(&problem.location), visible(&problem.message));
    }
}

/// Whether to colour what goes to `file`, or to standard output.
pub(crate) fn colour(choice: Color, file: Option<&Path>) -> bool {
    match choice {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => file.is_none() && anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never,
    }
}

/// Columns to draw in.
pub(crate) fn width(file: Option<&Path>) -> usize {
    match terminal_size::terminal_size() {
        // A terminal that does not know its size says 0.
        Some((terminal_size::Width(columns), _)) if file.is_none() && columns > 0 => usize::from(columns),
        _ => 100,
    }
}

/// Whether a person looks at standard output.
pub(crate) fn on_terminal(file: Option<&Path>) -> bool {
    file.is_none() && std::io::stdout().is_terminal()
}

/// A file's name may hold anything; a terminal must not obey it.
fn visible(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}
