//! `cargo xtask picture`: the README's picture of the page, taken in headless Chromium.

use std::fs;
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::run;

/// Takes the picture of the example story's page again and puts it at `docs/page.png`. Look at it, and commit it only when the page has changed.
pub fn run() -> Result<()> {
    let folder = run::root().join("evaluation/out/pictures");
    fs::create_dir_all(&folder)?;
    run::finish(browser("pictures").env("HEADWATER_SCREENSHOTS", &folder))?;
    let target = run::root().join("docs/page.png");
    fs::copy(folder.join("page.png"), &target).context("no picture was taken: is Chromium installed?")?;
    println!("{}", target.display());
    Ok(())
}

/// One of the page's tests in a browser, which are the only ones to know how to drive one.
pub fn browser(test: &str) -> Command {
    let mut command = Command::new("cargo");
    command.args(["test", "--quiet", "--package", "headwater-report", "--test", "browser", "--", "--nocapture", "--exact", test]);
    command
}
