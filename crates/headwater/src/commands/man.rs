//! `headwater man`: manual pages, made from the command line's definitions.

use anyhow::Context as _;
use clap::CommandFactory as _;

use super::Outcome;
use crate::cli::Cli;
use crate::output;

pub(super) fn run(command: Option<&str>) -> anyhow::Result<Outcome> {
    let mut all = Cli::command();
    all.build();
    let page = match command {
        None => all,
        Some(name) => {
            let names: Vec<&str> = all.get_subcommands().map(clap::Command::get_name).collect();
            let choice = format!("there is no command `{name}`; the commands are {}", names.join(", "));
            all.find_subcommand(name).context(choice)?.clone()
        }
    };
    let mut text = Vec::new();
    clap_mangen::Man::new(page).render(&mut text)?;
    output::write(None, &String::from_utf8_lossy(&text))?;
    Ok(Outcome::Done)
}
