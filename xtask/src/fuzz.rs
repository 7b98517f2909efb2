//! `cargo xtask fuzz`: every parser of outside bytes against a coverage-guided fuzzer, from the committed seeds.
//!
//! Needs a nightly compiler and `cargo install cargo-fuzz`. What a run finds lies in `fuzz/artifacts/TARGET/`: add it to `fuzz/seeds/TARGET/` when it is mended.

use std::fs;
use std::process::Command;

use anyhow::{Result, bail};
use clap::Args;

use crate::run::{finish, output, root};

/// Fuzz every parser of outside bytes.
#[derive(Args)]
pub struct Fuzz {
    /// Targets [default: all of fuzz/fuzz_targets]
    targets: Vec<String>,
    /// Seconds for each target
    #[arg(long, default_value_t = 600)]
    seconds: u64,
    /// Longest input in bytes
    #[arg(long, default_value_t = 8192)]
    max_len: usize,
}

/// Runs one target after another; fails at the end if one found something.
pub fn run(fuzz: &Fuzz) -> Result<()> {
    if output(Command::new("cargo").args(["+nightly", "fuzz", "--version"])).is_err() {
        bail!("cargo-fuzz does not run: rustup toolchain install nightly; cargo install cargo-fuzz");
    }
    let targets = if fuzz.targets.is_empty() { targets()? } else { fuzz.targets.clone() };
    let mut found = Vec::new();
    for target in &targets {
        // New inputs go to the first folder; the seeds stay as they are.
        let (corpus, seeds) = (format!("fuzz/corpus/{target}"), format!("fuzz/seeds/{target}"));
        fs::create_dir_all(root().join(&corpus))?;
        let mut command = Command::new("cargo");
        command.args(["+nightly", "fuzz", "run", target, &corpus, &seeds, "--"]);
        command.args([format!("-max_total_time={}", fuzz.seconds), format!("-max_len={}", fuzz.max_len)]);
        // An input of a few kilobytes that takes seconds or half a gigabyte is a find too.
        command.args(["-timeout=10", "-rss_limit_mb=2048", "-print_final_stats=1"]);
        println!("fuzzing {target} for {} s", fuzz.seconds);
        if finish(&mut command).is_err() {
            found.push(target.as_str());
        }
    }
    if !found.is_empty() {
        bail!("found something in {}: see fuzz/artifacts", found.join(", "));
    }
    println!("nothing found in {} targets, {} s each", targets.len(), fuzz.seconds);
    Ok(())
}

/// The targets that there are, in order of their names.
fn targets() -> Result<Vec<String>> {
    let mut targets = Vec::new();
    for entry in fs::read_dir(root().join("fuzz/fuzz_targets"))? {
        targets.extend(entry?.path().file_stem().map(|name| name.to_string_lossy().into_owned()));
    }
    targets.sort();
    Ok(targets)
}
