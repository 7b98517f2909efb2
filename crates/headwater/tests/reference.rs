//! `docs/cli.md` is what the program's own help says.

// A test says what is wrong by failing, and reads the files that it holds the code against.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use clap::{Command, CommandFactory as _};

#[test]
fn the_command_line_reference_is_fresh() {
    let mut program = headwater::cli::Cli::command().term_width(100);
    program.build();
    let mut reference = String::from(
        "# Command-line reference\n\nMade from the program's own help by `cargo xtask accept`; a test fails when the two differ.\n",
    );
    section(&mut reference, &mut program);
    for command in program.get_subcommands_mut().filter(|command| command.get_name() != "help") {
        section(&mut reference, command);
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/cli.md");
    if std::env::var_os("HEADWATER_ACCEPT").is_some() {
        fs::write(&path, &reference).unwrap();
    }
    assert!(fs::read_to_string(&path).unwrap_or_default() == reference, "docs/cli.md is stale: run cargo xtask accept");
}

fn section(reference: &mut String, command: &mut Command) {
    let name = command.get_bin_name().unwrap_or("headwater").to_owned();
    let help = command.render_long_help().to_string();
    let lines: Vec<&str> = help.lines().map(str::trim_end).collect();
    write!(reference, "\n## {name}\n\n```text\n{}\n```\n", lines.join("\n").trim_end()).unwrap();
}
