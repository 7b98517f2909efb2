//! `cargo xtask test`: what main must pass, in order of how soon it fails.

use std::process::Command;

use anyhow::Result;

use crate::run::{cargo, finish};

/// Runs every check.
pub fn run() -> Result<()> {
    cargo(&["fmt", "--all", "--check"])?;
    cargo(&["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"])?;
    finish(
        Command::new("cargo")
            .args(["doc", "--workspace", "--no-deps", "--document-private-items", "--quiet"])
            .env("RUSTDOCFLAGS", "-D warnings -A rustdoc::private-intra-doc-links"),
    )?;
    cargo(&["test", "--workspace", "--all-targets"])?;
    cargo(&["test", "--workspace", "--doc", "--quiet"])?;
    println!("cargo xtask test: everything passed");
    Ok(())
}

/// Rewrites the committed files that tests hold against the code. `git diff` shows what changed.
pub fn accept() -> Result<()> {
    println!("$ HEADWATER_ACCEPT=1 INSTA_UPDATE=always cargo test --workspace");
    finish(Command::new("cargo").args(["test", "--workspace", "--quiet"]).env("HEADWATER_ACCEPT", "1").env("INSTA_UPDATE", "always"))
}
